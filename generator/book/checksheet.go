package book

import (
	"slices"

	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// checkWorks are the sheets with which the school's own people check how the
// learning goes (学习情况检查表), one a term that has begun, the newest first.
func checkWorks(s *site.Site) []*Work {
	staff := s.Colleagues()
	if s.Audience != site.Staff || len(staff) == 0 {
		return nil
	}
	calendar, _ := content.LoadCalendar(s.Config) // its findings are config.toml's, told when that was read
	terms := slices.DeleteFunc(calendar.Terms(), func(t content.Term) bool {
		from, _ := calendar.Span(t)
		return !s.Today.IsZero() && from.Compare(s.Today) > 0
	})
	if len(terms) == 0 && !s.Today.IsZero() { // without a calendar, the term of the day
		terms = []content.Term{calendar.TermOf(s.Today)}
	}
	var out []*Work
	for _, t := range slices.Backward(terms) {
		out = append(out, &Work{Name: "checks/" + itoa(t.Year) + "-" + itoa(t.Half), Title: "学习情况检查表（" + t.String() + "）", Kind: "check",
			Names: []string{t.String()}, Source: staff[0].Entries[0].File, Asked: true, make: func(a *assembler) { a.checkSheet(t) }})
	}
	return out
}

// checkSheet is a page for each group: what each of its people has handed in of
// what the term asks for, and room for whoever checks. It reminds and never
// ranks: people stand in the order of the staff table.
func (a *assembler) checkSheet(t content.Term) {
	internal := a.options.Statistics.Internal()
	rep := internal.Report(t)
	a.metadata("学习情况检查表", "", a.site.Today)
	if rep == nil || len(rep.Ledgers) == 0 {
		a.heading(a.doc.Title, t.String(), "", a.bookmark("check"))
		a.say(Body, "（这一学期没有规定要交的材料，也没有登记。）")
		return
	}
	a.doc.Subtitle = t.String()
	for _, l := range rep.Ledgers {
		a.useAll(l.Quota.Type)
	}
	for _, m := range rep.Homes {
		title := a.doc.Title
		if m.Group != nil {
			title = m.Group.Title + title
		}
		a.heading(title, t.String(), "", a.bookmark("check"))
		a.say(TableNote, "注：截至"+rep.Day.String()+"。斜线前面是已交的篇数，后面是应交的篇数；“—”是不要求；学时是本学年的。")
		a.add(a.checkTable(rep, internal.Coverage(), m.At))
		a.add(&Form{Rows: []FormRow{{Label: "检查意见", Sign: true, MinLines: 5}}})
	}
}

// checkTable has a row for each of the people at the places, and empty columns
// for what only whoever looks can say.
func (a *assembler) checkTable(rep *statistics.Report, c *statistics.Coverage, at []int) *Table {
	heads := []string{"序号", "姓名"}
	for _, l := range rep.Ledgers {
		heads = append(heads, l.Label().ZH)
	}
	hours := c != nil && c.Year.Year == rep.Term.Year
	if hours {
		heads = append(heads, "学年学时")
	}
	heads = append(heads, "等次", "备注")
	t := &Table{Columns: make([]Column, len(heads)), Header: []Row{headRow(heads...)}}
	for i := range t.Columns {
		t.Columns[i] = Column{5.5, Center}
	}
	t.Columns[0].Weight, t.Columns[1].Weight, t.Columns[len(heads)-1].Weight = 3.2, 5, 8
	for n, who := range at {
		cells := []Cell{textCell(itoa(n + 1)), textCell(rep.People[who].Name)}
		for _, l := range rep.Ledgers {
			cells = append(cells, textCell(handedIn(l, who)))
		}
		if hours {
			cells = append(cells, textCell(hoursOf(c, rep.People[who])))
		}
		t.Rows = append(t.Rows, Row{Cells: append(cells, Cell{}, Cell{})})
	}
	return t
}

// handedIn is what one of the people has written of what is owed.
func handedIn(l *statistics.Ledger, who int) string {
	line := &l.Lines[who]
	met, owed := line.Met, line.Owed()
	if l.Whole() {
		met, owed = line.Pieces, line.Dues[0].Min
	}
	if line.State == statistics.NotOwed {
		owed = 0
	}
	switch {
	case owed > 0:
		return itoa(met) + "/" + itoa(owed)
	case met > 0:
		return itoa(met)
	}
	return "—"
}

func hoursOf(c *statistics.Coverage, who *site.Colleague) string {
	for _, l := range c.Learnt {
		if l.Who.Person == who.Person {
			return decimal(l.Year)
		}
	}
	return ""
}
