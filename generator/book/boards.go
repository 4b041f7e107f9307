package book

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
	"showcase/generator/markdown"
	"showcase/generator/site"
)

// In mm: what office printers leave white and what is glued at least of the
// sheets of a tiled panel, and the room for crop marks.
const tileMargin, tileOverlap, slug = 7, 8, 10

// tileLeast is how much smaller a tiled panel may be where that saves sheets:
// nobody sees it, and type stays readable.
const tileLeast = 0.92

// honourBoard is the kind of boards that are red and gold.
const honourBoard = "光荣榜"

// panels are the works that a board can be printed as: the sheet, and the
// same on many small sheets.
func panels(s *site.Site, p *site.Page) []*Work {
	if p.Type.Name != "board" || p.Section != nil && p.Section.Intro == p {
		return nil
	}
	work := func(suffix, note, kind string, names []string, tiled bool) *Work {
		return &Work{Name: "panels/" + pageName(p) + suffix, Title: p.Title + note, Kind: kind, Names: names, Source: p.File,
			Formats: []string{"pdf"}, Asked: true, site: s, make: func(a *assembler) { a.panel(p, tiled) }}
	}
	return []*Work{
		work("", "", "panel", []string{"panels", "展板", "宣传栏", "board", "boards", p.File}, false),
		work("-tiles", "（拼贴）", "panel-tiles", []string{"拼贴", "tiles"}, true),
	}
}

// panel lays a board's blocks onto its sheet.
func (a *assembler) panel(p *site.Page, tiled bool) {
	a.page = p
	sheet := a.sheet(p)
	set := a.site.Config.Print.Panel
	if tiled {
		set.Bleed, set.Marks = 0, false // the sheets are cut, not the panel
	}
	panel := &Panel{Width: sheet.Width, Height: sheet.Height, Bleed: set.Bleed, School: a.site.Config.School.Name, Title: p.Title, Subtitle: p.Subtitle,
		Kicker: strings.Join(p.Programmes, "　"), Time: p.Value("period").Text, Honour: p.Value("kind").Text == honourBoard,
		Origin: origin(p.Item, p.Pos, "展板《"+p.Title+"》")}
	if set.Marks {
		panel.Slug = slug
	}
	edge := panel.Bleed + panel.Slug
	safe := edge + min(30, 0.05*min(sheet.Width, sheet.Height))
	a.design(PanelTemplate, p.Title, Layout{Width: sheet.Width + 2*edge, Height: sheet.Height + 2*edge, Top: safe, Bottom: safe, Left: safe, Right: safe})
	a.doc.Subtitle, a.doc.Date, a.doc.Created, a.doc.Gold = p.Subtitle, p.Date.String(), p.Date.ISO(), set.Gold
	if panel.Honour {
		a.doc.Accent = set.Honour
	}
	if tiled {
		a.doc.Tiles = &Tiles{Width: set.Tiles.Width, Height: set.Tiles.Height, Margin: tileMargin, Overlap: tileOverlap, Least: tileLeast}
	}
	for i, b := range a.site.Board(p) {
		a.useBlock(b)
		if s := a.panelSection(p, b, i+1); s != nil {
			panel.Sections = append(panel.Sections, s)
		}
	}
	a.code(p, panel)
	a.add(panel)
}

func origin(it *content.Item, pos diag.Pos, what string) Origin {
	return Origin{File: it.File, Pos: pos, What: what}
}

// sheet is the size that a board asks for, turned as it hangs; one that asks
// for none, which is reported where it is read, gets the usual one.
func (a *assembler) sheet(p *site.Page) config.Sheet {
	s, ok := config.ParseSheet(p.Value("size").Text)
	if !ok {
		s, _ = config.ParseSheet("60×90")
	}
	if o := p.Value("orientation").Text; o != "" {
		s = s.Turned(o == "横版")
	}
	return s
}

// panelSection sets what a block of a board shows; nil if it has nothing.
func (a *assembler) panelSection(p *site.Page, block site.Block, n int) *PanelSection {
	s := &PanelSection{Title: block.Title, Origin: origin(p.Item, block.Pos, "第"+itoa(n)+"块“"+cmp.Or(block.Title, block.Kind)+"”")}
	b := &boardBlock{assembler: a, page: p, Block: block, to: block.Page, told: block.Lost, section: s}
	gather := map[string]func(){
		"理念": b.ideas, "愿景": b.vision, "计划": b.plan, "成果": b.results, "荣誉": b.honours,
		"名单": b.roster, "图表": b.chart, "照片": b.photos, "文字": b.prose, "人物": b.faces,
	}[block.Kind]
	if gather == nil {
		gather = b.prose
	}
	gather()
	if len(s.Parts) > 0 && block.Kind != "照片" && len(block.Photos) > 0 {
		b.photos()
	}
	if len(s.Parts) > 0 {
		return s
	}
	if b.told {
		return nil
	}
	what, hint := diag.Say("没有内容", "has nothing to show"), diag.Say("写上 text，或者用 ref 指向有内容的文章", "write text:, or let ref: lead to a page that has some")
	if ref := block.Ref; ref != nil && b.to == nil {
		what = diag.Say("指向的“%[1]s”不在网站里，或者不公开", "leads to %[1]q, which is not in the site or not public", cmp.Or(ref.Ref, ref.File))
	}
	a.diags = append(a.diags, diag.Diagnostic{File: p.File, Start: block.Pos, Severity: diag.Error, Code: "panel/empty",
		Message: diag.Say("%[1]s%[2]s。", "%[1]s %[3]s.", s.Origin.What, what.ZH, what.EN), Hint: hint})
	return nil
}

// boardBlock is a block of a board while its section is set.
type boardBlock struct {
	*assembler
	site.Block
	page    *site.Page
	to      *site.Page // that its ref leads to; nil: none
	section *PanelSection
	told    bool // what is missing was reported where links are resolved
}

func (b *boardBlock) put(p PanelPart) { b.section.Parts = append(b.section.Parts, p) }

// words are what the block itself says, a paragraph a line.
func (b *boardBlock) words() []string {
	var out []string
	for line := range strings.Lines(b.Text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// ideas are what a concept page lists, or the block's own words.
func (b *boardBlock) ideas() {
	if words := b.words(); len(words) > 0 {
		b.put(&Slogan{words})
	}
	if b.to == nil {
		return
	}
	turns, points := &Turns{}, []Point{}
	for _, v := range b.to.Value("items").List {
		m := v.Map
		if m["from"].Text != "" || m["to"].Text != "" {
			turns.Pairs = append(turns.Pairs, Turn{m["from"].Text, m["to"].Text, m["gloss"].Text})
			continue
		}
		points = append(points, Point{m["name"].Text, m["gloss"].Text})
	}
	if len(turns.Pairs) > 0 {
		b.put(turns)
	}
	switch {
	case len(points) == 0:
		if len(turns.Pairs) == 0 {
			b.article()
		}
	case b.to.Value("kind").Text == "steps":
		b.put(&Steps{points})
	case b.to.Value("kind").Text == "slogan":
		s := &Slogan{}
		for _, p := range points {
			s.Lines = append(s.Lines, cmp.Or(p.Name, p.Gloss))
		}
		b.put(s)
	default:
		b.put(&Points{Numbered: len(points) > 1, Items: points})
	}
}

// vision is a saying under the title: the block's, else that of the group or
// the concept that it refers to.
func (b *boardBlock) vision() {
	b.section.Span = Banner
	lines := b.words()
	if len(lines) == 0 && b.to != nil {
		if v := cmp.Or(b.to.Value("vision").Text, b.to.Value("personal_vision").Text); v != "" {
			lines = []string{v}
		}
		for _, v := range b.to.Value("items").List {
			if t := cmp.Or(v.Map["gloss"].Text, v.Map["name"].Text); len(lines) < 1 && t != "" {
				lines = append(lines, t)
			}
		}
		if len(lines) == 0 && b.to.Summary != "" {
			lines = []string{b.to.Summary}
		}
	}
	if len(lines) > 0 {
		b.put(&Slogan{lines})
	}
}

// plan shows goals and phases.
func (b *boardBlock) plan() {
	if words := b.words(); len(words) > 0 {
		b.put(&Prose{words})
	}
	if b.to == nil {
		return
	}
	var goals []Point
	for _, v := range b.to.Value("goals").List {
		goals = append(goals, Point{v.Map["text"].Text, v.Map["measure"].Text})
	}
	if len(goals) > 0 {
		b.put(&Points{Numbered: true, Items: goals})
	}
	strip := &Strip{}
	for _, v := range b.to.Value("phases").List {
		strip.Phases = append(strip.Phases, b.phase(v.Map))
	}
	if len(strip.Phases) > 0 {
		b.section.Span = Whole
		b.put(strip)
	}
	if len(b.section.Parts) == 0 {
		b.article()
	}
}

func (b *boardBlock) phase(m map[string]content.Value) Phase {
	from, to := m["start"].Date, m["end"].Date
	p := Phase{Name: m["name"].Text, Months: max(1, (to.Year-from.Year)*12+to.Month-from.Month+1)}
	p.Time = strings.Trim(from.String()+"—"+to.String(), "—")
	if from.Year == to.Year && from.Year > 0 && to.Month > 0 {
		p.Time = from.String() + "—" + itoa(to.Month) + "月"
		if from.Month == to.Month {
			p.Time = from.String()
		}
	}
	for _, t := range m["tasks"].List {
		p.Tasks = append(p.Tasks, t.Map["text"].Text)
	}
	day := content.Date{Year: b.page.Date.Year, Month: b.page.Date.Month}
	switch {
	case day.IsZero() || from.IsZero() || to.IsZero() || day.Compare(from) < 0:
	case day.Compare(to) > 0:
		p.State = Done
	default:
		p.State = UnderWay
	}
	return p
}

// results are publications, those marked for display first, then the newest.
func (b *boardBlock) results() {
	if words := b.words(); len(words) > 0 {
		b.put(&Prose{words})
	}
	rows := &Records{}
	for _, r := range b.Records {
		note := []string{strings.Join(r.Value("author").Strings(), "、"), r.Value("venue").Text}
		if len(r.Value("author").Names) == 0 {
			note[0] = strings.Join(names(r.Authors), "、")
		}
		rows.Rows = append(rows.Rows, PanelRecord{cmp.Or(r.Value("kind").Text, r.Value("level").Text), r.Title, joined(note)})
	}
	for _, p := range b.Pages {
		rows.Rows = append(rows.Rows, PanelRecord{p.Type.Label, p.Title, strings.Join(names(p.Item.Authors), "、")})
	}
	rows.All = common(rows.Rows, func(r *PanelRecord) *string { return &r.Tag })
	if len(rows.Rows) > 0 {
		b.put(rows)
	} else if len(b.section.Parts) == 0 && b.to != nil {
		b.article()
	}
}

// common takes the tag off rows that all have the same one: it is said once.
func common[T any](rows []T, tag func(*T) *string) string {
	if len(rows) < 2 {
		return ""
	}
	all := *tag(&rows[0])
	for i := range rows {
		if *tag(&rows[i]) != all {
			return ""
		}
	}
	for i := range rows {
		*tag(&rows[i]) = ""
	}
	return all
}

func names(list []content.Name) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.Text)
	}
	return out
}

func joined(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "　")
}

// honours are awards, the highest level first. A roll of honour has them across
// its whole width, before anything else.
func (b *boardBlock) honours() {
	if words := b.words(); len(words) > 0 {
		b.put(&Prose{words})
	}
	out := &Honours{Large: b.page.Value("kind").Text == honourBoard}
	for _, r := range b.Records {
		h := Honour{Tag: r.Value("level").Text, Award: withGrade(r.Item), Names: r.Value("recipients").Strings()}
		if who := recipients(r.Item); len(h.Names) == 0 && who != "" && who != "学校" {
			h.Names = []string{who}
		}
		out.Rows = append(out.Rows, h)
	}
	out.All = common(out.Rows, func(h *Honour) *string { return &h.Tag })
	if len(out.Rows) > 0 {
		if out.Large && len(out.Rows) > 2 {
			b.section.Span = Above
		}
		b.put(out)
	} else if len(b.section.Parts) == 0 && b.to != nil {
		b.article()
	}
}

// roster is a group's people by role.
func (b *boardBlock) roster() {
	if words := b.words(); len(words) > 0 {
		b.put(&Prose{words})
	}
	if b.to == nil {
		return
	}
	g := b.site.GroupOf(b.to)
	if g == nil {
		b.article()
		return
	}
	out := &Roster{}
	for _, m := range g.Roster {
		role := cmp.Or(m.Role, "成员")
		i := slices.IndexFunc(out.Rows, func(r RosterRow) bool { return r.Role == role })
		if i < 0 {
			i = len(out.Rows)
			out.Rows = append(out.Rows, RosterRow{Role: role})
		}
		out.Rows[i].Names = append(out.Rows[i].Names, m.Name)
	}
	if len(out.Rows) > 0 {
		b.put(out)
	}
}

// faces are people with their photographs and a line each.
func (b *boardBlock) faces() {
	if words := b.words(); len(words) > 0 {
		b.put(&Prose{words})
	}
	out := &Faces{}
	for _, f := range b.Faces {
		face := PanelFace{Name: f.Name, Line: f.Line}
		if f.Photo != nil {
			face.File = b.asset(f.Photo)
		}
		out.Items = append(out.Items, face)
	}
	if len(out.Items) > 0 {
		if len(out.Items) > 2 {
			b.section.Span = Whole
		}
		b.put(out)
	}
}

// photos are the block's pictures.
func (b *boardBlock) photos() {
	out := &Photos{}
	for _, photo := range b.Photos {
		p := Photo{Caption: photo.Caption, Alt: cmp.Or(photo.Caption, b.section.Title)}
		if b.to != nil {
			p.Alt = cmp.Or(p.Alt, b.to.Title)
		}
		if p.File = b.asset(photo.Asset); p.File != "" {
			out.Items = append(out.Items, p)
		}
	}
	if len(out.Items) > 0 {
		if len(out.Items) > 2 {
			b.section.Span = Whole
		}
		b.put(out)
	}
}

// asset reads a picture that a file names; one that is not there is reported
// where links are resolved.
func (b *boardBlock) asset(as *content.Asset) string {
	t := b.site.Asset(as)
	if t.Broken || t.Path == "" {
		b.told = true
		return ""
	}
	return b.file(b.site.SourceOf(t.Path))
}

// prose is the block's words, or what the page it refers to says in short: a
// person's portrait, else its summary or first paragraph.
func (b *boardBlock) prose() {
	words := b.words()
	if b.to != nil && len(words) == 0 {
		b.article()
		return
	}
	if len(words) > 0 {
		b.put(&Prose{words})
	}
}

// article says in short what the page of the reference is about.
func (b *boardBlock) article() {
	text := b.to.Summary
	if text == "" && b.to.Body != nil {
		for n := range b.to.Body.Root.Children() {
			if n.Kind == markdown.Paragraph {
				c := &converter{assembler: b.assembler, page: b.to, inNote: true}
				text = strings.TrimSpace(plainText(c.inlines(n)))
				break
			}
		}
	}
	if b.to.Type.Name != "person" {
		if text != "" {
			b.put(&Prose{[]string{text}})
		}
		return
	}
	p := &Portrait{Facts: joined([]string{strings.Join(b.to.Value("post").Strings(), "、"), b.to.Value("subject").Text, b.to.Value("title").Text})}
	if text != "" {
		p.Paragraphs = []string{text}
	}
	if b.to.Cover != nil {
		p.File = b.asset(b.to.Cover)
	}
	p.Monogram, _ = hanzi.SplitName(b.to.Title)
	if p.Facts != "" || text != "" {
		b.put(p)
	}
}

func plainText(list []Inline) string {
	var s strings.Builder
	for _, i := range list {
		s.WriteString(i.Text)
	}
	return s.String()
}

// code draws the code that leads to the board's page, where the site has an
// address.
func (a *assembler) code(p *site.Page, panel *Panel) {
	if a.options.BaseURL == "" {
		return
	}
	at := url.URL{Path: strings.TrimSuffix(p.Path, path.Base(p.Path)) + path.Base(p.Path)}
	data, err := quickResponse(strings.TrimSuffix(a.options.BaseURL, "/") + "/" + strings.TrimPrefix(at.String(), "./"))
	if err != nil {
		a.fault(diag.Warning, "panel/code", diag.Say("网址太长，二维码没有印：%v", "The address is too long for a code: %v", err), diag.Say("请用短一些的网址", "use a shorter address"))
		return
	}
	panel.Code, panel.CodeNote = "code.svg", "扫码看网页"
	a.doc.Files[panel.Code] = File{Kind: "svg", Data: data}
}
