package statistics

import (
	"slices"

	"showcase/generator/content"
)

// Research is what research projects come to (项).
type Research struct {
	Running   int // 立项、开题、在研、中期
	Concluded int // 结题
	People    int // 人: leaders and members of these, each once
}

// Projects counts the projects that were approved, as their type says: those
// applied for and those given up are none of them.
func Projects(records []*content.Item) Research {
	var n Research
	people := map[string]bool{}
	for _, r := range records {
		if slices.ContainsFunc(r.Type.CountedWhen, func(c content.Condition) bool { return !c.Holds(r) }) {
			continue
		}
		if r.Value("status").Text == "结题" {
			n.Concluded++
		} else {
			n.Running++
		}
		for _, field := range []string{"leader", "members"} {
			for _, name := range r.Value(field).Names {
				people[name.Text] = true
			}
		}
	}
	n.People = len(people)
	return n
}

// Cross is how many records have each pair of values of two choices.
type Cross struct {
	Rows, Columns []string // the values that occur, in the order of their fields
	Cells         map[[2]string]int
}

// CrossTable counts records by two choices. What says nothing stands under the
// empty value, last.
func CrossTable(records []*content.Item, row, column *content.Field) Cross {
	c := Cross{Cells: map[[2]string]int{}}
	rows, columns := map[string]bool{}, map[string]bool{}
	for _, r := range records {
		at := [2]string{r.Value(row.Name).Text, r.Value(column.Name).Text}
		c.Cells[at]++
		rows[at[0]], columns[at[1]] = true, true
	}
	c.Rows, c.Columns = inOrder(row, rows), inOrder(column, columns)
	return c
}

func inOrder(f *content.Field, seen map[string]bool) []string {
	var out []string
	for _, c := range f.Choices {
		if seen[c.Value] {
			out = append(out, c.Value)
		}
	}
	if f.Name == "level" {
		slices.SortStableFunc(out, func(a, b string) int { return content.LevelRank(a) - content.LevelRank(b) })
	}
	if seen[""] {
		out = append(out, "")
	}
	return out
}
