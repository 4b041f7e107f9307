package statistics

import (
	"slices"
	"strconv"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Table is a report in plain rows: for spreadsheets, terminals and programs.
type Table struct {
	Columns []Column
	Rows    [][]any // each cell a string, int, float64, bool or diag.Text
}

// Column is the head of a column, with a key that does not depend on language.
type Column struct {
	Key   string
	Label diag.Text
}

// CellText is a cell of a table in words.
func CellText(cell any, l diag.Lang) string {
	switch v := cell.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return diag.Say("是", "yes").In(l)
		}
		return diag.Say("否", "no").In(l)
	case diag.Text:
		return v.In(l)
	}
	return ""
}

// Word is what a state is called.
func (s State) Word() diag.Text {
	return [...]diag.Text{{ZH: "不计", EN: "not owed"}, {ZH: "未到", EN: "to come"}, {ZH: "进行中", EN: "under way"},
		{ZH: "未达标", EN: "missing"}, {ZH: "达标", EN: "met"}, {ZH: "超额", EN: "beyond the target"}}[s]
}

// StageWord is what a stage of writing is called ([Internal.Stage]); empty for none.
func StageWord(stage int) diag.Text {
	return [...]diag.Text{{}, {ZH: "逼着写", EN: "made to write"}, {ZH: "学着写", EN: "learning to write"},
		{ZH: "自觉写", EN: "writing of one's own accord"}, {ZH: "坚持写", EN: "writing steadily"}}[stage]
}

// Label is what the quota is called, in both languages.
func (l *Ledger) Label() diag.Text {
	q := l.Quota
	if q.English == "" {
		return diag.Text{ZH: q.Label, EN: q.Label}
	}
	return diag.Text{ZH: q.Label, EN: q.English}
}

// periodName is a period in few characters: the number of a week or month, the
// title of an event; empty for a term or year.
func (l *Ledger) periodName(i int) string {
	p := l.Periods[i]
	if p.Number > 0 {
		return strconv.Itoa(p.Number)
	}
	return p.Title
}

// Missed are the names of the periods that someone missed, in a list.
func (l *Ledger) Missed(who int) string {
	var out []string
	for i, d := range l.Lines[who].Dues {
		if d.State == Missed {
			out = append(out, l.periodName(i))
		}
	}
	return strings.Join(out, "、")
}

// columns of a ledger and what stands in them for one person.
func (l *Ledger) columns(in *Internal) (heads []Column, cells func(who int) []any) {
	label := l.Label()
	key := l.Quota.Type.Name + "_" + l.Quota.Name + "_"
	head := func(name, zh, en string) {
		heads = append(heads, Column{key + name, diag.Text{ZH: label.ZH + "·" + zh, EN: label.EN + ": " + en}})
	}
	if l.Whole() {
		head("written", "篇数", "written")
		head("min", "最少", "at least")
		head("target", "目标", "target")
		head("state", "情况", "state")
		return heads, func(who int) []any {
			line := &l.Lines[who]
			d := line.Dues[0]
			if line.State == NotOwed {
				return []any{line.Pieces, "", "", line.State.Word()}
			}
			return []any{line.Pieces, d.Min, d.Target, line.State.Word()}
		}
	}
	head("owed", "应写", "owed")
	head("met", "已写", "written")
	head("missed", "缺", "missing")
	head("missing", "缺的是", "which")
	if l.Quota.Per == content.PerWeek {
		head("run", "目前连续周数", "weeks in a row now")
		head("longest", "最长连续周数", "most weeks in a row")
		head("stage", "写作阶段", "stage")
	}
	return heads, func(who int) []any {
		line := &l.Lines[who]
		row := []any{line.Owed(), line.Met, line.Missed, l.Missed(who)}
		if l.Quota.Per == content.PerWeek {
			row = append(row, line.Run, line.Longest, StageWord(in.Stage(line)))
		}
		return row
	}
}

// QuotaTable has a row for each of the people at the places: what each owed
// and wrote; for the school year that goes on, also hours, plan and project.
func (in *Internal) QuotaTable(r *Report, at []int) Table {
	t := Table{Columns: []Column{{"name", diag.Say("姓名", "Name")}, {"group", diag.Say("小组", "Group")}}}
	var parts []func(int) []any
	for _, l := range r.Ledgers {
		heads, cells := l.columns(in)
		t.Columns = append(t.Columns, heads...)
		parts = append(parts, cells)
	}
	if c := in.Coverage(); c != nil && c.Year.Year == r.Term.Year {
		heads, cells := c.columns()
		t.Columns = append(t.Columns, heads...)
		parts = append(parts, func(who int) []any { return cells(r.People[who].Person) })
	}
	for _, who := range at {
		row := []any{r.People[who].Name, r.Home(who)}
		for _, cells := range parts {
			row = append(row, cells(who)...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// WeekTable has a row for each of the people and a column for each week, with
// marks that a pencil could have made: √ written, × missing, ○ still to write.
func (in *Internal) WeekTable(r *Report, l *Ledger, at []int) Table {
	t := Table{Columns: []Column{{"name", diag.Say("姓名", "Name")}, {"group", diag.Say("小组", "Group")}}}
	for _, p := range l.Periods {
		name := diag.Say("第%[1]d周 %[2]d.%[3]d", "Week %[1]d, %[2]d/%[3]d", p.Number, p.From.Month, p.From.Day)
		if p.Off {
			name = diag.Say("第%[1]d周 放假", "Week %[1]d, off", p.Number)
		}
		t.Columns = append(t.Columns, Column{"week_" + strconv.Itoa(p.Number), name})
	}
	t.Columns = append(t.Columns, Column{"met", diag.Say("已写", "Written")}, Column{"owed", diag.Say("应写", "Owed")})
	for _, who := range at {
		row := []any{r.People[who].Name, r.Home(who)}
		for _, d := range l.Lines[who].Dues {
			row = append(row, [...]string{"", "", "○", "×", "√", "√"}[d.State])
		}
		t.Rows = append(t.Rows, append(row, l.Lines[who].Met, l.Lines[who].Owed()))
	}
	return t
}

// Home is the title of someone's own group, empty without one.
func (r *Report) Home(who int) string {
	for _, m := range r.Homes {
		if m.Group != nil && slices.Contains(m.At, who) {
			return m.Group.Title
		}
	}
	return ""
}

// columns of a coverage and what stands in them for one person, who may have
// left since.
func (c *Coverage) columns() (heads []Column, cells func(*site.Person) []any) {
	heads = []Column{
		{"hours", diag.Say("本学年学时", "Hours this year")}, {"hours_5", diag.Say("五年学时", "Hours in five years")},
		{"plan", diag.Say("个人学习计划", "Learning plan")}, {"grouped", diag.Say("参加小组", "In a group")}, {"project", diag.Say("参与课题", "On a project")},
	}
	return heads, func(who *site.Person) []any {
		i := slices.IndexFunc(c.Learnt, func(l Learnt) bool { return l.Who.Person == who })
		if i < 0 {
			return []any{"", "", "", "", ""}
		}
		lacks := func(s Share) bool {
			return slices.ContainsFunc(s.Missing, func(m *site.Colleague) bool { return m.Person == who })
		}
		return []any{c.Learnt[i].Year, c.Learnt[i].Years, !lacks(c.Learning), !lacks(c.Grouped), !lacks(c.Projects)}
	}
}

// Table has a row for each of the staff.
func (c *Coverage) Table(at []*site.Colleague) Table {
	heads, cells := c.columns()
	t := Table{Columns: append([]Column{{"name", diag.Say("姓名", "Name")}}, heads...)}
	for _, who := range at {
		t.Rows = append(t.Rows, append([]any{who.Name}, cells(who.Person)...))
	}
	return t
}

// TaskTable has a row for each task of the plans.
func TaskTable(plans []*Progress) Table {
	t := Table{Columns: []Column{
		{"plan", diag.Say("计划", "Plan")}, {"phase", diag.Say("阶段", "Phase")}, {"task", diag.Say("任务", "Task")},
		{"owner", diag.Say("负责人", "In charge")}, {"due", diag.Say("期限", "Due")}, {"state", diag.Say("情况", "State")},
	}}
	for _, p := range plans {
		for _, ph := range p.Phases {
			for _, task := range ph.Tasks {
				var owners []string
				for _, n := range task.Owners {
					owners = append(owners, n.Text)
				}
				t.Rows = append(t.Rows, []any{p.Plan.Title, ph.Name, task.Text, strings.Join(owners, "、"), task.Due.ISO(), task.Word()})
			}
		}
	}
	return t
}

// Word says how far a task is.
func (t Task) Word() diag.Text {
	switch {
	case t.Done:
		return diag.Say("已完成", "done")
	case t.Overdue:
		return diag.Say("逾期", "overdue")
	}
	return diag.Say("未完成", "to do")
}
