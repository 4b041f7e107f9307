package site

import (
	"iter"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// personType and groupType are the types that people and groups are found by.
const (
	personType = "person"
	groupType  = "group"
)

// gatherPeople finds who stands in the staff table or has a file, whether this
// audience may see it or not, and reports names that are nobody's or could be
// several people's. A site without a staff table has nothing to compare with.
func (l *linker) gatherPeople() {
	entries := map[string]*content.Item{} // by name: the first file or row
	for it := range l.everything() {
		if it.Type.Name == personType {
			l.knownPerson(it, entries)
		}
	}
	if len(entries) == 0 {
		l.reportNoStaff()
		return
	}
	known := make([]string, 0, len(l.people))
	for name := range l.people {
		known = append(known, name)
	}
	slices.Sort(known)
	namesakes := l.shortNames(known)
	l.checkLeft()
	near := guesser{names: known}
	uses, order := l.unknownNames()
	for _, name := range order {
		l.reportName(name, uses[name], namesakes[name], &near)
	}
}

// peopleOf yields everyone whom an item names in a field that asks for staff:
// not whoever came, and not an outside expert.
func (l *linker) peopleOf(it *content.Item) iter.Seq[content.Name] {
	return func(yield func(content.Name) bool) {
		for _, n := range it.Authors {
			if !yield(n) {
				return
			}
		}
		for _, way := range l.namings(it.Type) {
			if way.guests() || !namesStaff(it, way.role()) {
				continue
			}
			for n := range way.each(it) {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// unknownNames are the names that no one in the staff table bears, in the
// order of their first use.
func (l *linker) unknownNames() (map[string]*firstUse, []string) {
	uses := map[string]*firstUse{}
	var order []string
	for it := range l.everything() {
		for n := range l.peopleOf(it) {
			if l.people[n.Text] != nil || n.Text == "" {
				continue
			}
			u := uses[n.Text]
			switch {
			case u == nil:
				uses[n.Text] = &firstUse{it: it, name: n, times: 1}
				order = append(order, n.Text)
			case u.it.File != it.File || u.name.Pos != n.Pos: // rows inherit what their file says
				u.times++
			}
		}
	}
	return uses, order
}

// everything yields all items and, behind each register, its rows.
func (l *linker) everything() iter.Seq[*content.Item] {
	return func(yield func(*content.Item) bool) {
		for _, it := range l.source.Items {
			if !yield(it) {
				return
			}
			for _, row := range it.Records {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// firstUse is where a name first stood, and how often in all.
type firstUse struct {
	it    *content.Item
	name  content.Name
	times int
}

// knownPerson enters one person of the staff table. Someone may well have both
// a row and a file; two files, or two rows of one table, are two people whom
// nothing tells apart.
func (l *linker) knownPerson(it *content.Item, entries map[string]*content.Item) {
	if it.Row == 0 && (len(it.Records) > 0 || opensSection(it.File)) {
		return // the register itself, or the text above the list
	}
	name := personName(it.Title)
	p := l.people[name]
	if p == nil {
		p = &Person{Name: name, Known: true}
		l.people[name] = p
		entries[name] = it
	} else if first := entries[name]; first.Row == 0 && it.Row == 0 || first.Row > 0 && it.Row > 0 && first.File == it.File {
		subject := it.Value("subject").Text
		if subject == "" {
			subject = "语文"
		}
		l.reportAt(it, it.Pos, diag.Pos{}, diag.Warning, "person/same-name",
			diag.Say("有两个“%s”：这里和 %s 第%d行。署名时分不清是哪一位。", "There are two “%s”: here and in %s, line %d. Bylines cannot tell them apart.", name, first.File, first.Pos.Line),
			diag.Say("两位都在姓名后面加上学科或部门，署名时也这样写，例如：%s（%s）；若是同一位，删去一处", "Put the subject behind both names, here and in bylines, e.g. %s（%s）; if it is one person, delete one", name, subject))
	}
	if p.Page == nil {
		p.Page = l.shown[it]
	}
	if v := it.Value("left"); p.left.IsZero() {
		p.left = v.Date
	}
}

// shortNames lets 张三 mean 张三（语文） where no one else is called so, and
// returns who bears each name that stays ambiguous.
func (l *linker) shortNames(known []string) map[string][]string {
	bearers := map[string][]string{}
	for _, name := range known {
		if short, _, ok := strings.Cut(name, "（"); ok && short != "" && l.people[short] == nil {
			bearers[short] = append(bearers[short], name)
		}
	}
	for short, names := range bearers {
		if len(names) == 1 {
			l.people[short] = l.people[names[0]]
		}
	}
	return bearers
}

// personName drops the spaces that are typed to align two-character names.
func personName(s string) string {
	if !strings.ContainsAny(s, " 　(") {
		return s
	}
	return strings.NewReplacer(" ", "", "　", "", "(", "（", ")", "）").Replace(s)
}

// reportNoStaff says once, at the first name, that there is no staff table
// against which names could be held.
func (l *linker) reportNoStaff() {
	uses, order := l.unknownNames()
	if len(order) == 0 {
		return
	}
	u := uses[order[0]]
	l.reportAt(u.it, u.name.Pos, u.name.End, diag.Warning, "person/unknown",
		diag.Say("教职工名单里没有“%s”：还没有建立名单，全站 %d 个人名都无法核对。", "“%s” is not in the staff table: there is none yet, so that none of %d names can be checked.", order[0], len(order)),
		diag.Say("建一张名册，一行一人：showcase new 教职工 教职工名册 --table", "Begin one, a row for each: showcase new person \"Staff\" --table"))
}

func (l *linker) reportName(name string, u *firstUse, bearers []string, near *guesser) {
	if len(bearers) > 1 {
		l.reportAt(u.it, u.name.Pos, u.name.End, diag.Warning, "person/ambiguous",
			diag.Say("有 %d 位“%s”，不知道是哪一位。", "%d people are called “%s”: which is it?", len(bearers), name),
			diag.Say("请写明：%s", "Write one of: %s", strings.Join(bearers, "、")))
		return
	}
	hint := diag.Say("如果是本校教职工，请在 content/people/ 里登记；如果是外校人员，可以不理会。",
		"Enter staff in content/people/; a guest may stay as is.")
	if n := near.find(name); n != "" {
		hint = diag.Say("是不是“%s”？如果是本校教职工，请在 content/people/ 里登记。", "Did you mean “%s”? Enter staff in content/people/.", n)
	}
	msg := diag.Say("教职工名单里没有“%s”。", "“%s” is not in the staff table.", name)
	if u.times > 1 {
		msg = diag.Say("教职工名单里没有“%s”（共 %d 处）。", "“%s” is not in the staff table (%d places).", name, u.times)
	}
	l.reportAt(u.it, u.name.Pos, u.name.End, diag.Warning, "person/unknown", msg, hint)
}
