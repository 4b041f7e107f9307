package content_test

import (
	"fmt"
	"strings"
	"testing"

	"showcase/generator/config"
	"showcase/generator/content"
)

// calendar reads the [[calendar]] tables of a config.toml.
func calendar(t testing.TB, text string) (*content.Calendar, string) {
	t.Helper()
	cfg, found := config.Load([]byte(text), "config.toml")
	c, more := content.LoadCalendar(cfg)
	return c, findings(append(found, more...))
}

const autumn2011 = `
[[calendar]]
term = "2011—2012学年度第一学期"
first_week = "2011-09-01"
weeks = 20
off = ["2011-10-01~2011-10-07", "2012-01-01~2012-01-03"]
`

func TestWeekOf(t *testing.T) {
	c, found := calendar(t, autumn2011+`
[[calendar]]
term = "2011—2012学年度第二学期"
first_week = "2012-02-13"
weeks = 20
`)
	if found != "" {
		t.Fatal(found)
	}
	none, _ := calendar(t, "")
	for _, test := range []struct {
		c         *content.Calendar
		day, want string
	}{
		{c, "2011-08-28", "2010-2 week 30 2011-08-22~2011-08-28"}, // of a term without a calendar
		{c, "2011-08-29", "2011-1 week 1 2011-08-29~2011-09-04"},
		{c, "2011-09-04", "2011-1 week 1 2011-08-29~2011-09-04"},
		{c, "2011-09-05", "2011-1 week 2 2011-09-05~2011-09-11"},
		{c, "2011-10-02", "2011-1 week 5 2011-09-26~2011-10-02"}, // two days of the holiday
		{c, "2011-10-08", "2011-1 week 6 2011-10-03~2011-10-09 off"},
		{c, "2012-01-02", "2011-1 week 19 2012-01-02~2012-01-08"}, // a short holiday
		{c, "2012-01-16", "none"},
		{c, "2012-02-13", "2011-2 week 1 2012-02-13~2012-02-19"},
		{c, "2012-07-15", "none"},
		{c, "2010-11-03", "2010-1 week 10 2010-11-01~2010-11-07"}, // the same
		{none, "2011-09-01", "2011-1 week 1 2011-08-29~2011-09-04"},
		{none, "2012-01-31", "2011-2 week 1 2012-01-30~2012-02-05"}, // its Thursday is in February
		{none, "2012-08-31", "2011-2 week 31 2012-08-27~2012-09-02"},
		{none, "2011-09", "none"},
		{none, "2011", "none"},
		{none, "", "none"},
	} {
		var d content.Date
		if test.day != "" {
			d, _ = content.ParseDate(test.day)
		}
		got := "none"
		if w, ok := test.c.WeekOf(d); ok {
			got = fmt.Sprintf("%d-%d week %d %s~%s", w.Term.Year, w.Term.Half, w.Number, w.From.ISO(), w.To.ISO())
			if w.Off {
				got += " off"
			}
			if weeks := test.c.Weeks(w.Term); weeks[w.Number-1] != w {
				t.Errorf("%s: week %d of the term is %v", test.day, w.Number, weeks[w.Number-1])
			}
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.day, got, test.want)
		}
	}
}

func TestTermsOfCalendar(t *testing.T) {
	c, _ := calendar(t, autumn2011)
	written, other := content.Term{Year: 2011, Half: 1}, content.Term{Year: 2011, Half: 2}
	if !c.Written(written) || c.Written(other) || len(c.Terms()) != 1 || len(c.Weeks(written)) != 20 {
		t.Errorf("%v", c.Terms())
	}
	for day, want := range map[string]content.Term{"2011-08-30": written, "2012-01-20": written, "2011-08-28": {Year: 2010, Half: 2}, "2012-03": other} {
		d, _ := content.ParseDate(day)
		if got := c.TermOf(d); got != want {
			t.Errorf("%s is in %v, not %v", day, got, want)
		}
	}
	from, to := c.Span(content.Term{Year: 2011})
	if from.ISO() != "2011-08-29" || to.ISO() != "2012-08-31" {
		t.Errorf("the school year is %s~%s", from.ISO(), to.ISO())
	}
	var nothing *content.Calendar
	if _, ok := nothing.WeekOf(from); ok || nothing.Weeks(written) != nil || len(nothing.Terms()) > 0 || !nothing.TermOf(from).IsZero() {
		t.Error("no calendar knows weeks")
	}
}

func TestCalendarFindings(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"[calendar]\nterm = \"2011秋\"\nfirst_week = \"2011年9月5日\"\nweeks = \"20周\"\noff = \"2011-10-03\"", ""},
		{"calendar = 3", "config.toml:1:12 error config/kind\n"},
		{"[[calendar]]", "config.toml:1:1 error calendar/term\nconfig.toml:1:1 error calendar/first-week\nconfig.toml:1:1 error calendar/weeks\n"},
		{strings.Replace(autumn2011, "weeks = 20", "weeks = 0", 1), "config.toml:5:9 error calendar/weeks\n"},
		{strings.Replace(autumn2011, "weeks = 20", "weeks = 31", 1), "config.toml:5:9 error calendar/weeks\n"},
		{strings.Replace(autumn2011, "weeks = 20", "weeks = 24", 1), "config.toml:5:9 error calendar/weeks\n"},
		{strings.Replace(autumn2011, "2011-09-01", "2012-09-01", 1), "config.toml:4:14 error calendar/first-week\n"},
		{strings.Replace(autumn2011, "2011-09-01", "2011-09", 1), "config.toml:4:14 error calendar/first-week\n"},
		{strings.Replace(autumn2011, "2012-01-01~2012-01-03", "2012-05-01", 1), "config.toml:6:33 warning calendar/off\n"},
		{strings.Replace(autumn2011, "2012-01-01~2012-01-03", "元旦", 1), "config.toml:6:33 error calendar/off\n"},
		{autumn2011 + strings.Replace(autumn2011, "20", "20", 1), "config.toml:9:8 error calendar/twice\n"},
		{autumn2011 + "[[calendar]]\nterm = \"2010—2011学年度第二学期\"\nfirst_week = \"2011-05-01\"\nweeks = 19\n", "config.toml:9:14 error calendar/overlap\n"},
		{"[training]\nhours = \"多\"\n[writing]\nstages = [4, 4, 20]\n", "config.toml:2:9 error config/number\nconfig.toml:4:10 error config/number\n"},
	} {
		if _, got := calendar(t, test.text); got != test.want {
			t.Errorf("%s\ngot\n%swant\n%s", test.text, got, test.want)
		}
	}
}

// TestBuiltInQuotas wants the built-in types' quotas to ask for what is there.
func TestBuiltInQuotas(t *testing.T) {
	types, found := content.LoadTypes(nil)
	if len(found) > 0 {
		t.Fatal(findings(found))
	}
	for what, want := range map[string]string{
		"教学后记、教学心得或教学周记": "week", "每周教学后记": "week", "后记": "week",
		"案例": "", "教育教学案例": "", "教学后记和案例": "", "读书笔记": "", "": "",
	} {
		got := ""
		if q := content.QuotaFor(types.All(), what, content.PerWeek); q != nil {
			got = q.Name
		}
		if got != want {
			t.Errorf("%q a week is the quota %q, not %q", what, got, want)
		}
	}
	if q := content.QuotaFor(types.All(), "教育教学案例", content.PerTerm); q == nil || q.Min != 3 || q.Target != 5 {
		t.Errorf("%+v", q)
	}
	site, found := content.LoadTypes([]config.TypeExtension{extension(t, "case", "[quotas.term]\nmin = 2\n"), extension(t, "reflection", "[quotas.observed]\nmin = 0\n")})
	if len(found) > 0 {
		t.Fatal(findings(found))
	}
	if q := site.Find("case").Quotas; len(q) != 1 || q[0].Min != 2 || q[0].Target != 5 || q[0].Type.Name != "case" {
		t.Errorf("%+v", q)
	}
	if q := site.Find("reflection").Quotas; len(q) != 1 || q[0].Name != "week" {
		t.Errorf("%+v", q)
	}
	if q := types.Find("case").Quotas[0]; q.Min != 3 {
		t.Error("the built-in quota was changed")
	}
}

func extension(t testing.TB, name, toml string) config.TypeExtension {
	n, problems := config.ParseTOML([]byte(toml))
	if len(problems) > 0 {
		t.Fatal(problems[0].Message.EN)
	}
	return config.TypeExtension{Name: name, Node: n}
}
