package statistics_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// TestSchools makes the reports of the schools of testdata/schools. An
// archive's comment names the day; its files "quotas", "coverage" and "plans"
// hold what they come to.
func TestSchools(t *testing.T) {
	files, err := filepath.Glob("testdata/schools/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			day := content.Date{}
			for line := range strings.Lines(string(ar.Comment)) {
				if s, ok := strings.CutPrefix(line, "today: "); ok {
					day = date(t, strings.TrimSpace(s))
				}
			}
			dir := t.TempDir()
			writeSchool(t, dir, ar.Files)
			in := statistics.New(link(t, dir, site.Staff, day)).Internal()
			for i := range ar.Files {
				f := &ar.Files[i]
				got := ""
				switch f.Name {
				case "quotas":
					got = reports(in)
				case "coverage":
					got = coverage(in)
				case "plans":
					got = plans(in)
				default:
					continue
				}
				if diff := cmp.Diff(string(f.Data), got); diff != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", f.Name, diff)
				}
				f.Data = []byte(got)
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestInternalIsForStaff wants a public site to know nothing of who owes what,
// and the knowledge that is none to answer every question with nothing.
func TestInternalIsForStaff(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/schools/terms.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	writeSchool(t, dir, ar.Files)
	day := content.Date{Year: 2012, Month: 3, Day: 7}
	if in := statistics.New(link(t, dir, site.Staff, day)).Internal(); len(in.Reports()) == 0 || in.Coverage() == nil {
		t.Fatal("the staff's own site knows nothing either: the test is worth nothing")
	}
	in := statistics.New(link(t, dir, site.Everyone, day)).Internal()
	if in != nil || in.Reports() != nil || in.Report(content.Term{}) != nil || in.Coverage() != nil || in.Plans() != nil || in.Stage(&statistics.Line{Longest: 9}) != 0 {
		t.Error("a public site knows what is for staff alone")
	}
}

func writeSchool(t testing.TB, dir string, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		if !strings.Contains(f.Name, ".") {
			continue // an expected report
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func link(t testing.TB, dir string, audience site.Audience, day content.Date) *site.Site {
	t.Helper()
	toml, _ := os.ReadFile(filepath.Join(dir, "config.toml"))
	cfg, found := config.Load(toml, "config.toml")
	types, more := content.LoadTypes(cfg.Types)
	_, calendar := content.LoadCalendar(cfg)
	src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	s, linked := site.Link(src, types, cfg, site.Options{Audience: audience, Today: day})
	for _, d := range slices.Concat(found, more, calendar, src.Diagnostics, linked) {
		if d.Severity == diag.Error {
			t.Fatalf("%s:%d: %s", d.File, d.Start.Line, d.Message.EN)
		}
	}
	return s
}

// marks are one letter a state: nothing owed, coming, open, missed, met, over.
const marks = ".~?-+#"

// reports prints a line a person and quota: a mark for each period, and the
// sums; then the sums of groups and school.
func reports(in *statistics.Internal) string {
	var b strings.Builder
	for _, r := range in.Reports() {
		fmt.Fprintf(&b, "%s", r.Term)
		if r.Natural {
			b.WriteString(" (natural weeks)")
		}
		b.WriteString("\n")
		for _, l := range r.Ledgers {
			ledger(&b, in, r, l)
		}
		for _, h := range r.Homes {
			fmt.Fprintf(&b, " at home in %s:", groupName(h))
			for _, i := range h.At {
				b.WriteString(" " + r.People[i].Name)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func ledger(b *strings.Builder, in *statistics.Internal, r *statistics.Report, l *statistics.Ledger) {
	fmt.Fprintf(b, " %s per %s", l.Quota.Label, l.Quota.Per)
	for _, p := range l.Plans {
		fmt.Fprintf(b, " by 《%s》", p.Title)
	}
	for _, p := range l.Periods {
		if p.Event != nil {
			fmt.Fprintf(b, " 《%s》%s", p.Title, p.To.ISO())
		}
	}
	b.WriteString("\n")
	for i := range r.People {
		line := &l.Lines[i]
		fmt.Fprintf(b, "  %s %s", r.People[i].Name, dues(line))
		if line.Owed()+line.Open > 0 {
			fmt.Fprintf(b, " met %d of %d", line.Met, line.Owed())
		}
		fmt.Fprintf(b, " %c %d pieces", marks[line.State], line.Pieces)
		if l.Quota.Per == content.PerWeek {
			fmt.Fprintf(b, ", run %d of %d, stage %d", line.Run, line.Longest, in.Stage(line))
		}
		b.WriteString("\n")
	}
	for _, g := range append(r.Groups, statistics.Members{At: r.Everyone()}) {
		s := l.Sum(g.At)
		fmt.Fprintf(b, "  = %s: %d people, %d behind, %d waiting, met %d of %d, %d pieces\n", groupName(g), s.People, s.Behind, s.Waiting, s.Met, s.Owed(), s.Pieces)
	}
}

func groupName(m statistics.Members) string {
	if m.Group == nil {
		return "all others"
	}
	return m.Group.Title
}

func dues(l *statistics.Line) string {
	var b strings.Builder
	for _, d := range l.Dues {
		b.WriteByte(marks[d.State])
		if n := len(d.Pieces); n > 1 || n > 0 && d.State == statistics.NotOwed {
			fmt.Fprint(&b, n)
		}
	}
	return b.String()
}

func coverage(in *statistics.Internal) string {
	c := in.Coverage()
	if c == nil {
		return "none\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %d on staff, %d in the profile\n", c.Day, c.Term, len(c.Staff), c.Profile)
	for _, s := range []struct {
		name string
		statistics.Share
	}{{"plan", c.Learning}, {"group", c.Grouped}, {"project", c.Projects}, {"hours", c.Hours}, {"computer", c.Computer}} {
		fmt.Fprintf(&b, "%s: %d of %d, %d%%", s.name, s.Have, s.Of, s.Percent())
		if s.Stated {
			b.WriteString(" as stated")
		}
		for _, who := range s.Missing {
			b.WriteString(" " + who.Name)
		}
		b.WriteString("\n")
	}
	for _, l := range c.Learnt {
		fmt.Fprintf(&b, "%s: %g hours, %g in five years\n", l.Who.Name, l.Year, l.Years)
	}
	fmt.Fprintf(&b, "%d sessions name nobody\n", c.Unnamed)
	for _, g := range c.Groups {
		plan := "no plan"
		if g.Plan != nil {
			plan = "《" + g.Plan.Title + "》"
		}
		fmt.Fprintf(&b, "%s: %d members, %s, %d activities\n", g.Group.Title, g.Members, plan, g.Activities)
	}
	for _, l := range c.Leaders {
		fmt.Fprintf(&b, "leader %s: %d reflections, %d cases, %d lessons, %g hours\n", l.Who.Name, l.Reflections, l.Cases, l.Lessons, l.Hours)
	}
	for _, p := range c.Pairs {
		for _, s := range p.Sides {
			fmt.Fprintf(&b, "%s %d sessions, %g hours; ", s.Mode, s.Sessions, s.Hours)
		}
		fmt.Fprintf(&b, "missing %q\n", p.Missing())
	}
	return b.String()
}

func plans(in *statistics.Internal) string {
	var b strings.Builder
	for _, p := range in.Plans() {
		fmt.Fprintf(&b, "《%s》%d of %d tasks, %d%%, %d sessions\n", p.Plan.Title, p.Done, p.All, p.Percent(), p.Held)
		for _, ph := range p.Phases {
			fmt.Fprintf(&b, "  %s %c %d of %d\n", ph.Name, marks[ph.State], ph.Done, ph.All)
		}
		for _, t := range p.Overdue() {
			fmt.Fprintf(&b, "  overdue: %s, due %s", t.Text, t.Due)
			for _, n := range t.Owners {
				b.WriteString(" " + n.Text)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
