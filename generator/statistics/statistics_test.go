package statistics_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/content"
	"showcase/generator/statistics"
)

var update = flag.Bool("update", false, "write what was counted into the testdata")

// TestAwards counts the registers of testdata. Each archive's comment names the
// window; "register" is the table's rows, "tables" what they come to.
func TestAwards(t *testing.T) {
	files, err := filepath.Glob("testdata/awards/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var w statistics.Window
			for line := range strings.Lines(string(ar.Comment)) {
				if span, ok := strings.CutPrefix(line, "window: "); ok {
					from, to, _ := strings.Cut(strings.TrimSpace(span), "~")
					w = statistics.Window{From: date(t, from), To: date(t, to)}
				}
			}
			records := register(t, string(ar.Files[0].Data))
			got := dump(statistics.Awards(records, w)) + years(statistics.AwardsByYear(records, w)) + tally(statistics.Count(records, w))
			if diff := cmp.Diff(string(ar.Files[1].Data), got); diff != "" && !*update {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if *update {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// register reads rows below a header of the award register.
func register(t *testing.T, rows string) []*content.Item {
	t.Helper()
	const head = "---\ntitle: 登记\n---\n\n| 日期 | 奖项 | 类别 | 级别 | 等级 | 对象 | 获奖者 | 人数 | 汇总 | 统计区间 | 颁奖单位 |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content/awards"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content/awards/a.md"), []byte(head+rows), 0o666); err != nil {
		t.Fatal(err)
	}
	src, err := content.Read(t.Context(), dir, content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	records := src.Items[0].Records
	if want := strings.Count(rows, "\n"); len(records) != want {
		t.Fatalf("%d of %d rows read: %v", len(records), want, src.Diagnostics)
	}
	return records
}

func date(t testing.TB, s string) content.Date {
	t.Helper()
	if s == "" {
		return content.Date{}
	}
	d, fault := content.ParseDate(s)
	if fault != nil {
		t.Fatal(fault)
	}
	return d
}

func cell(c statistics.Cell) string {
	return [...]string{"", ">", "<", "~"}[c.Sign] + fmt.Sprint(c.Count)
}

// years prints what each year comes to, by unit and level.
func years(list []statistics.AwardYear) string {
	var b strings.Builder
	for _, y := range list {
		fmt.Fprintf(&b, "%d年:", y.Year)
		for _, t := range y.Tables {
			for _, l := range t.Levels {
				fmt.Fprintf(&b, " %s%s%s", l, cell(t.LevelTotal(l)), t.Unit)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func tally(t statistics.Tally) string {
	return fmt.Sprintf("%d项 %d人次 %d人\n", t.Items, t.PersonTimes, t.People)
}

func dump(tables []*statistics.AwardTable) string {
	var b strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&b, "%s:", t.Unit)
		for _, g := range t.Grades {
			b.WriteString(" " + g)
		}
		b.WriteString(" 合计\n")
		for _, l := range t.Levels {
			b.WriteString("  " + l + ":")
			for _, g := range t.Grades {
				b.WriteString(" " + cell(t.Cells[[2]string{l, g}]))
			}
			b.WriteString(" " + cell(t.LevelTotal(l)) + "\n")
		}
		b.WriteString("  合计:")
		for _, g := range t.Grades {
			b.WriteString(" " + cell(t.GradeTotal(g)))
		}
		b.WriteString(" " + cell(t.Total()) + "\n")
		if t.Replaced > 0 {
			fmt.Fprintf(&b, "  汇总行让位 %d\n", t.Replaced)
		}
	}
	return b.String()
}

func TestWindow(t *testing.T) {
	tests := []struct {
		from, to, day string
		holds         bool
		text          string
	}{
		{"2007-06", "2012-05", "2007-06-01", true, "2007年6月—2012年5月"},
		{"2007-06", "2012-05", "2007-05-31", false, "2007年6月—2012年5月"},
		{"2007-06", "2012-05", "2012-05-31", true, "2007年6月—2012年5月"},
		{"2007-06", "2012-05", "2012-05", true, "2007年6月—2012年5月"},
		{"2007-06", "2012-05", "2012-06", false, "2007年6月—2012年5月"},
		{"2007-06", "2012-05", "2009", true, "2007年6月—2012年5月"},
		{"2007-06", "2012-05", "2012", false, "2007年6月—2012年5月"}, // perhaps in December
		{"2007-06", "2012-05", "2007", false, "2007年6月—2012年5月"},
		{"2007-06-15", "2012-05-17", "2012-05", false, "2007年6月15日—2012年5月17日"},
		{"2012", "2012", "2012-12-31", true, "2012年"},
		{"2012-03", "", "2030-01-01", true, "2012年3月起"},
		{"", "2012-03", "1990-01-01", true, "截至2012年3月"},
		{"2012-03", "", "", false, "2012年3月起"},
		{"", "", "", true, ""},
	}
	for _, tt := range tests {
		w := statistics.Window{From: date(t, tt.from), To: date(t, tt.to)}
		if got := w.Holds(date(t, tt.day)); got != tt.holds {
			t.Errorf("%v.Holds(%s) = %t", w, tt.day, got)
		}
		if w.String() != tt.text {
			t.Errorf("%s~%s prints as %q", tt.from, tt.to, w)
		}
	}
}

func TestRanks(t *testing.T) {
	for _, list := range [][]string{{"国家级", "省级", "市级", "市县级", "县级", "镇级", "校级", "区县联办"}} {
		for i := 1; i < len(list); i++ {
			if content.LevelRank(list[i-1]) >= content.LevelRank(list[i]) {
				t.Errorf("%s does not come before %s", list[i-1], list[i])
			}
		}
	}
	if content.GradeRank("一等奖") >= content.GradeRank("二等奖") || content.GradeRank("第八名") >= content.GradeRank("荣誉称号") {
		t.Error("grades out of order")
	}
}

func ExampleWindow() {
	w := statistics.Window{From: content.Date{Year: 2007, Month: 6}, To: content.Date{Year: 2012, Month: 5}}
	fmt.Println(w, w.Holds(content.Date{Year: 2012, Month: 5, Day: 31}))
	// Output: 2007年6月—2012年5月 true
}
