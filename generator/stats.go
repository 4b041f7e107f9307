package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/render"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

type statsCommand struct {
	siteFlag
	What   string `arg:"" optional:"" enum:"quotas,coverage,plans" default:"quotas" help:"${what}"`
	Term   string `placeholder:"2011-1" help:"${term}"`
	Group  string `placeholder:"GROUP" help:"${group}"`
	Format string `enum:"text,csv,json" default:"text" placeholder:"text|csv|json" help:"${sheet}"`
	Date   string `placeholder:"YYYY-MM-DD" help:"${date}"`
}

// Run prints the school's own statistics. Who is behind is no error.
func (k *statsCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, "staff", k.Date)
	if err != nil {
		return err
	}
	l, err := p.load(c.ctx)
	if err != nil {
		return err
	}
	if errs, _, _ := diag.Count(l.diags); errs > 0 {
		fmt.Fprintln(c.err, diag.Say("内容里有 %d 个错误，数字可能不全。请先运行 showcase check。", "The content has %d errors: numbers may be incomplete. Run showcase check first.", errs).In(c.lang))
	}
	in := l.counts.Internal()
	cover := in.Coverage()
	if cover == nil {
		return usage(diag.Say("还没有教职工名册，没有可以统计的人。建一张：showcase new 教职工 教职工名册 --table", "There is no staff table yet, so nobody to count: begin one: showcase new person \"Staff\" --table"))
	}
	group, err := k.group(l.site)
	if err != nil {
		return err
	}
	s := &statsReport{console: c, in: in, group: group}
	switch k.What {
	case "coverage":
		at := cover.Staff
		if group != nil {
			at = site.MembersOf(group, at)
		}
		return s.print(k.Format, cover.Table(at), func() { s.coverage(cover, at) })
	case "plans":
		plans := in.Plans()
		if group != nil {
			plans = slices.DeleteFunc(plans, func(p *statistics.Progress) bool { return p.Plan.Group != group })
		}
		return s.print(k.Format, statistics.TaskTable(plans), func() { s.plans(plans, l.site.Today) })
	}
	rep, at, err := k.report(in, group)
	if err != nil {
		return err
	}
	return s.print(k.Format, in.QuotaTable(rep, at), func() { s.quotas(rep, at) })
}

// group finds the group that was asked for; nil if none was.
func (k *statsCommand) group(s *site.Site) (*site.Page, error) {
	if k.Group == "" {
		return nil, nil
	}
	var names []string
	var like *site.Page
	if sec := s.Section("group"); sec != nil {
		for _, p := range sec.Pages {
			if p.Title == k.Group {
				return p, nil
			}
			if strings.Contains(p.Title, k.Group) {
				like = p
			}
			names = append(names, p.Title)
		}
	}
	if like != nil {
		return like, nil
	}
	if near := diag.Nearest(k.Group, names); near != "" {
		return nil, usage(diag.Say("没有叫“%s”的小组，是不是“%s”？", "There is no group %q; did you mean %q?", k.Group, near))
	}
	return nil, usage(diag.Say("没有叫“%[1]s”的小组。现有：%[2]s", "There is no group %[1]q. There are: %[3]s", k.Group, strings.Join(names, "、"), strings.Join(names, ", ")))
}

// report finds the term's report and whom of it to show.
func (k *statsCommand) report(in *statistics.Internal, group *site.Page) (*statistics.Report, []int, error) {
	var t content.Term
	if k.Term != "" {
		var fault *content.Fault
		if t, fault = content.ParseTerm(k.Term); fault != nil || t.Half == 0 {
			return nil, nil, usage(diag.Say("--term 要写一个学期，例如 2011-1 或 2011秋，读到的是 %q", "--term wants a term such as 2011-1, not %q", k.Term))
		}
	}
	rep := in.Report(t)
	if rep == nil {
		var known []string
		for _, t := range in.Terms() {
			known = append(known, fmt.Sprintf("%d-%d", t.Year, t.Half))
		}
		if len(known) == 0 {
			return nil, nil, usage(diag.Say("还没有可以统计的反思和案例，也没有写校历。", "There is nothing to count yet, and no calendar."))
		}
		return nil, nil, usage(diag.Say("%[1]s没有可以统计的内容。可以看：%[4]s", "There is nothing to count in %[2]d-%[3]d. There are: %[5]s", t, t.Year, t.Half, strings.Join(known, "、"), strings.Join(known, ", ")))
	}
	if group == nil {
		return rep, rep.InOrder(), nil
	}
	for _, m := range rep.Groups {
		if m.Group == group {
			return rep, m.At, nil
		}
	}
	return rep, nil, nil
}

// statsReport prints one report.
type statsReport struct {
	*console
	in    *statistics.Internal
	group *site.Page
}

// print writes the table for programs, or lets text speak to people.
func (s *statsReport) print(format string, t statistics.Table, text func()) error {
	switch format {
	case "csv":
		_, err := s.out.Write(render.Sheet(t, s.lang))
		return err
	case "json":
		return s.json(t)
	}
	text()
	return nil
}

// json is a list of objects, one a row, with the keys in the columns' order.
func (s *statsReport) json(t statistics.Table) error {
	var b bytes.Buffer
	b.WriteString("[")
	for i, row := range t.Rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n {")
		for j, cell := range row {
			if text, ok := cell.(diag.Text); ok {
				cell = text.In(s.lang)
			}
			value, err := json.Marshal(cell)
			if err != nil {
				return err
			}
			if j > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%q: %s", t.Columns[j].Key, value)
		}
		b.WriteString("}")
	}
	b.WriteString("\n]\n")
	_, err := s.out.Write(b.Bytes())
	return err
}

func (s *statsReport) say(zh, en string, args ...any) string {
	return diag.Say(zh, en, args...).In(s.lang)
}

// head is the first line: what, of whom.
func (s *statsReport) head(what string, people int) {
	if s.group != nil {
		what += s.say("，%s", ", %s", s.group.Title)
	}
	fmt.Fprintln(s.out, what+s.say("（%d 人）", " (%d people)", people))
}

// quotas names, quota by quota, who is behind or still has to write.
func (s *statsReport) quotas(rep *statistics.Report, at []int) {
	s.head(s.say("%[1]s，截至%[2]s", "%[3]s, as of %[4]s", rep.Term, rep.Day, fmt.Sprintf("%d-%d", rep.Term.Year, rep.Term.Half), rep.Day.ISO()), len(at))
	if rep.Natural {
		fmt.Fprintln(s.out, s.say("没有校历，按自然周计算，假期也算在内。", "No calendar is written: weeks are natural ones, holidays included."))
	}
	for _, l := range rep.Ledgers {
		sum := l.Sum(at)
		met, of := l.Share(sum)
		fmt.Fprintf(s.out, "\n%s  %s\n", l.Label().In(s.lang), s.say("应写 %[2]d，已写 %[1]d，缺 %[3]d", "%d of %d written, %d missing", met, of, sum.Missed))
		var rows [][]string
		for _, who := range at {
			if row := s.behind(rep, l, who); row != nil {
				rows = append(rows, row)
			}
		}
		if len(rows) == 0 {
			fmt.Fprintln(s.out, "  "+s.say("没有人缺。", "Nobody is behind."))
			continue
		}
		s.aligned(rows)
	}
}

// behind is the line of someone who misses something or still has to write; nil
// for the others.
func (s *statsReport) behind(rep *statistics.Report, l *statistics.Ledger, who int) []string {
	line := &l.Lines[who]
	row := []string{rep.People[who].Name}
	if s.group == nil {
		row = append(row, rep.Home(who))
	}
	if !l.Whole() {
		row = append(row, fmt.Sprintf("%d/%d", line.Met, line.Owed()))
	}
	open := map[content.Per]string{content.PerWeek: s.say("本周还没写", "this week not yet"), content.PerMonth: s.say("本月还没写", "this month not yet")}[l.Quota.Per]
	if open == "" {
		open = s.say("还有没写的，没到期", "more is due")
	}
	missed := strings.ReplaceAll(l.Missed(who), "、", s.say("、", ", "))
	switch {
	case l.Whole() && (line.State == statistics.Missed || line.State == statistics.Open):
		d := line.Dues[0]
		left := max(d.Min, 1) - line.Pieces
		if line.State == statistics.Open {
			return append(row, s.say("已写 %d，还要写 %d", "%d written, %d to go", line.Pieces, left))
		}
		return append(row, s.say("已写 %d，缺 %d", "%d written, %d missing", line.Pieces, left))
	case line.Missed > 0 && line.Open > 0:
		return append(row, s.say("缺 %[1]s；%[2]s", "missing %[1]s; %[2]s", missed, open))
	case line.Missed > 0:
		return append(row, s.say("缺 %s", "missing %s", missed))
	case line.Open > 0 && !l.Whole():
		return append(row, open)
	}
	return nil
}

// coverage names whom each thing has not reached.
func (s *statsReport) coverage(c *statistics.Coverage, at []*site.Colleague) {
	s.head(s.say("覆盖面，截至%[1]s", "Coverage, as of %[2]s", c.Day, c.Day.ISO()), len(at))
	for _, share := range []struct {
		title diag.Text
		statistics.Share
	}{
		{diag.Say("有个人学习计划", "With a learning plan"), c.Learning}, {diag.Say("参加小组", "In a group"), c.Grouped},
		{diag.Say("参与课题", "On a project"), c.Projects}, {diag.Say("学满学时", "With the year's hours"), c.Hours}, {diag.Say("参加过计算机培训", "Trained on computers"), c.Computer},
	} {
		if share.Of == 0 || share.Stated && s.group != nil {
			continue // not asked for, or known of the whole school alone
		}
		var missing []string
		for _, who := range share.Missing {
			if slices.Contains(at, who) {
				missing = append(missing, who.Name)
			}
		}
		have, of := len(at)-len(missing), len(at)
		if share.Stated {
			have, of = share.Have, share.Of
		}
		fmt.Fprintf(s.out, "\n%s  %d/%d\n", share.title.In(s.lang), have, of)
		if len(missing) > 0 {
			fmt.Fprintln(s.out, "  "+s.say("还没有：", "not yet: ")+strings.Join(missing, s.say("、", ", ")))
		}
	}
}

// plans says how far each plan is and which tasks are overdue.
func (s *statsReport) plans(plans []*statistics.Progress, day content.Date) {
	fmt.Fprintln(s.out, s.say("计划进度，截至%[1]s", "Plans, as of %[2]s", day, day.ISO()))
	for _, p := range plans {
		fmt.Fprintf(s.out, "\n%s  %d/%d  %d%%\n", p.Plan.Title, p.Done, p.All, p.Percent())
		var rows [][]string
		for _, t := range p.Overdue() {
			var owners []string
			for _, n := range t.Owners {
				owners = append(owners, n.Text)
			}
			rows = append(rows, []string{s.say("逾期", "overdue"), t.Due.ISO(), strings.Join(owners, "、"), t.Text})
		}
		s.aligned(rows)
	}
}

// aligned prints rows in columns; a Chinese character is two columns wide.
func (s *statsReport) aligned(rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], displayWidth(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += "  " + cell + strings.Repeat(" ", widths[i]-displayWidth(cell))
		}
		fmt.Fprintln(s.out, strings.TrimRight(line, " "))
	}
}

// displayWidth is how many columns of a terminal a text takes.
func displayWidth(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c >= 0x1100 {
			n++
		}
	}
	return n
}
