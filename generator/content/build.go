package content

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"showcase/generator/config"
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// builder makes one file's item.
type builder struct {
	reader
	o        *Options
	item     *Item
	given    map[int]config.Key // field index → the key that gave it
	titleKey *config.Node
	named    bool // the title was given by a key
	broken   bool // the front matter has faults of syntax
	calendar *Calendar
	tables   [][2]int                // the bytes of each register, from its header to behind its last row
	uneven   map[int]diag.Diagnostic // by line: rows the Markdown parser found uneven; registers tell that better
	explicit struct{ status, visibility bool }
	sheet    *sheet // nil: a Markdown file
}

// build makes the item of a file's bytes; nil if the file is no text. The
// folder is the first below content, empty at its root.
func build(o *Options, file, folder string, raw []byte) (*Item, []diag.Diagnostic) {
	text, found := Decode(raw, file)
	if text == nil {
		return nil, found
	}
	b := newBuilder(o, file, text)
	b.found = found
	b.item = &Item{File: file, Pos: diag.Pos{Line: 1, Column: 1}, text: text}

	f, ok := splitFront(text)
	var node *config.Node
	if ok {
		b.item.BodyStart = f.body
		b.frontProblem(f)
		var problems []config.Problem
		node, problems = decodeFront(text, f)
		if len(problems) > 0 {
			src := diag.NewSource(file, text)
			for _, p := range problems {
				b.broken = b.broken || p.Severity == diag.Error
				b.found = append(b.found, p.Diagnostic(src))
			}
		}
	}
	if !ok {
		b.lostSwitch()
	}
	b.settleType(folder, node)
	if node != nil {
		b.keys(node)
	}
	b.body()
	b.settleTitle(ok)
	b.defaults()
	if b.item.Type.Register {
		b.registers()
		b.takeOutTables()
		if !b.explicit.visibility {
			b.item.Visibility = defaultVisibility(b.item)
		}
		for _, line := range slices.Sorted(maps.Keys(b.uneven)) {
			b.found = append(b.found, b.uneven[line])
		}
		b.found = append(b.found, twinsIn(b.item)...)
	}
	b.required()
	if len(b.item.Records) == 0 && len(b.tables) == 0 { // a register's front matter only fills in its rows
		b.derive(b.item)
		b.check(b.item)
	}
	if o.Check != nil {
		b.found = append(b.found, o.Check(b.item)...)
	}
	return b.item, b.found
}

func newBuilder(o *Options, file string, text []byte) *builder {
	b := &builder{o: o, given: map[int]config.Key{}}
	b.file, b.at.text = file, text
	if o.Config != nil {
		b.terms = o.Config.Terms
	}
	b.calendar = o.calendar
	return b
}

// settleType decides the type: by folder; at the content root by type:, and
// else a page.
func (b *builder) settleType(folder string, node *config.Node) {
	byFolder := b.o.Types.Find(folder)
	if folder == "" {
		byFolder = nil
	}
	b.item.Type = byFolder
	if b.item.Type == nil {
		b.item.Type = b.o.Types.Find("page")
	}
	if node == nil {
		return
	}
	for _, k := range node.Keys {
		if !isTypeKey(k.Name) || k.Value.Kind != config.Scalar || k.Value.Text == "" {
			continue
		}
		named := b.o.Types.Find(strings.TrimSpace(k.Value.Text))
		switch {
		case named == nil && isHan(k.Name):
			// 类型 and 栏目 are also words for a kind; the field table decides.
		case named == nil:
			var names []string
			for _, t := range b.o.Types.All() {
				names = append(names, t.Name, t.Label)
			}
			hint := diag.Say("类型由文件夹决定，可以删去这一行", "the folder decides the type; the line may go")
			if near := diag.Nearest(k.Value.Text, names); near != "" {
				hint = diag.Say("是不是“%[1]s”？", "did you mean %[1]q?", near)
			}
			b.report(diag.Warning, k.Value.Start, k.Value.End, "type/unknown", diag.Say("没有名叫“%[1]s”的类型", "there is no type named %[1]q", k.Value.Text), hint)
		case folder == "":
			b.item.Type = named
		case named != byFolder && byFolder != nil:
			b.report(diag.Warning, k.Value.Start, k.Value.End, "type/folder", diag.Say("这里写的类型是“%[1]s”，文件却放在“%[2]s”的文件夹里，按文件夹算", "type: says %[1]q but the folder is that of %[2]q; the folder counts", named.Label, byFolder.Label),
				diag.Say("把文件移到 content/%[1]s/，或者删去这一行", "move the file to content/%[1]s/ or delete the line", named.Plural))
		}
	}
}

func isTypeKey(name string) bool {
	switch foldKey(name) {
	case "type", "类型", "内容类型", "栏目":
		return true
	}
	return false
}

// keys reads the front matter's keys into the item.
func (b *builder) keys(node *config.Node) {
	t := b.item.Type
	for _, k := range node.Keys {
		if i, ok := t.keys[foldKey(k.Name)]; ok {
			if k.Value.Kind == config.Scalar && strings.TrimSpace(k.Value.Text) == "" && !k.Value.Quoted {
				continue // an empty key is an absent one
			}
			b.key(b.hidden(i, k), k)
			continue
		}
		if c := matchForbidden(t, k.Name); c != "" {
			b.forbidden(k.Start, k.End, k.Name)
			continue
		}
		b.elsewhere(b.unknown(k, diag.Nearest(k.Name, t.keyNames(k.Name)), diag.Say("文件头", "the front matter")), k)
	}
	b.swapTitles()
}

// hidden returns the field a key means where one spelling names both a field
// of the type and a common one (状态 of a project, 类型 of an activity): the
// common one if only that can take the value.
func (b *builder) hidden(i int, k config.Key) int {
	t := b.item.Type
	j, ok := t.common[foldKey(k.Name)]
	if !ok || k.Value.Kind != config.Scalar || t.Fields[i].Kind != KindChoice && t.Fields[i].Kind != KindChoices || findChoice(&t.Fields[i], k.Value.Text) != "" {
		return i
	}
	c := &t.Fields[j]
	if c.Kind == KindChoice && findChoice(c, k.Value.Text) != "" || c.Name == "type" && b.o.Types.Find(k.Value.Text) != nil {
		return j
	}
	return i
}

// swapTitles settles what title: means where a type has a field of that name
// beside the item's own title (a person's 职称): it is the title only if
// nothing else is.
func (b *builder) swapTitles() {
	t := b.item.Type
	if b.named {
		return
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Name == "title" && !f.Common {
			if k, ok := b.given[i]; ok && foldKey(k.Name) == "title" {
				delete(b.item.Values, "title")
				b.item.Title, b.named, b.titleKey = strings.TrimSpace(k.Value.Text), true, k.Value
				b.dropFindings(k.Value)
			}
		}
	}
}

// dropFindings takes back what was said about a value that was read wrongly.
func (b *builder) dropFindings(n *config.Node) {
	at := b.at.pos(n.Start)
	kept := b.found[:0]
	for _, d := range b.found {
		if d.Start != at || !strings.HasPrefix(d.Code, "value/") {
			kept = append(kept, d)
		}
	}
	b.found = kept
}

func (b *builder) key(i int, k config.Key) {
	if old, twice := b.given[i]; twice {
		if old.Name != k.Name { // the decoder reports equal spellings
			b.twice(old, k)
		}
		return
	}
	b.given[i] = k
	f := &b.item.Type.Fields[i]
	v := b.value(f, k.Value)
	if v.Kind == KindNone {
		return
	}
	if f.Common && b.set(b.item, f, v, k.Value) {
		return
	}
	if b.item.Values == nil {
		b.item.Values = map[string]Value{}
	}
	b.item.Values[f.Name] = v
}

// set puts a common field's value into the item; false if it has no place there.
func (b *builder) set(it *Item, f *Field, v Value, n *config.Node) bool {
	switch f.Name {
	case "title":
		it.Title, b.named, b.titleKey = v.Text, true, n
		if it.Type.Layout == "person" && (it.Row > 0 || foldKey(f.Label) == "姓名") {
			if names := b.names(nil, &config.Node{Text: v.Text}); len(names) == 1 {
				it.Title = names[0].Text
			}
		}
	case "subtitle":
		it.Subtitle = v.Text
	case "date":
		it.Date = v.Date
	case "author":
		it.Authors = v.Names
	case "group":
		it.Group = v.Text
	case "programme":
		it.Programmes = v.Strings()
	case "tags":
		it.Tags = v.Strings()
	case "summary":
		it.Summary = v.Text
	case "status":
		it.Status, b.explicit.status = statuses[v.Text], true
	case "visibility":
		it.Visibility, b.explicit.visibility = visibilities[v.Text], true
	case "order":
		it.Order = int(v.Count.Value)
	case "pinned":
		it.Pinned = v.Bool
	case "showcase":
		it.Showcase = v.Bool
	case "slug":
		it.Slug = v.Text
	case "aliases":
		it.Aliases = v.Strings()
	case "source":
		it.Source = v.Text
	case "cover":
		if a := assets(v); len(a) > 0 {
			it.Cover = &a[0]
		}
	case "images":
		it.Images = assets(v)
	case "evidence":
		it.Evidence = assets(v)
	case "type":
	default:
		return false
	}
	return true
}

var statuses = map[string]Status{"发布": Published, "草稿": Draft, "待审": Pending, "已审": Approved, "归档": Archived}

func (b *builder) forbidden(start, end int, name string) {
	b.report(diag.Error, start, end, "privacy/key", diag.Say("“%[1]s”是个人隐私，不能写进网站的文件", "%[1]q is private and may not stand in the site's files", name),
		diag.Say("删去它；它若已经提交过，请告诉管理员", "delete it; if it was committed already, tell the administrator"))
}

func matchForbidden(t *Type, name string) string {
	k := foldKey(name)
	for _, c := range t.forbidden {
		if foldKey(c.Value) == k {
			return c.Value
		}
		for _, a := range c.Aliases {
			if foldKey(a) == k {
				return c.Value
			}
		}
	}
	return ""
}

// body parses the page below the front matter.
func (b *builder) body() {
	text := b.item.text[b.item.BodyStart:]
	doc, problems := markdown.Parse(text)
	b.item.Body = doc
	if len(problems) == 0 {
		return
	}
	off := b.item.BodyStart
	src := diag.NewSource(b.file, b.item.text)
	for _, p := range problems {
		if p.Code == "markdown/encoding" {
			continue // told with the file's encoding
		}
		d := src.At(p.Start+off, p.End+off, p.Severity, p.Code, p.Message, p.Hint)
		if p.Fix != nil {
			fix := *p.Fix
			fix.Edits = append([]diag.Edit(nil), p.Fix.Edits...)
			for i := range fix.Edits {
				fix.Edits[i].Start += off
				fix.Edits[i].End += off
			}
			d.Fix = &fix
		}
		if p.Code == "markdown/table-cells" && b.item.Type.Register {
			if b.uneven == nil {
				b.uneven = map[int]diag.Diagnostic{}
			}
			b.uneven[d.Start.Line] = d
			continue
		}
		b.found = append(b.found, d)
	}
}

// settleTitle falls back to the first heading of level 1 and to the file's name.
func (b *builder) settleTitle(hasFront bool) {
	it := b.item
	label := diag.Say("标题", "title")
	if f := b.item.Type.commonField("title"); f != nil {
		label = f.called()
	}
	if it.Title != "" {
		if n := utf8.RuneCountInString(it.Title); n > 60 {
			b.report(diag.Warning, b.titleKey.Start, b.titleKey.End, "title/long", diag.Say("标题有%[1]d字，太长", "the title has %[1]d characters", n), diag.Say("60字以内；多出的话写进副标题或摘要", "at most 60; put the rest into the subtitle or summary"))
		}
		if strings.HasSuffix(it.Title, "。") && b.titleKey != nil {
			d := b.report(diag.Warning, b.titleKey.Start, b.titleKey.End, "title/stop", diag.Say("标题末尾不用句号", "a title does not end with a full stop"), diag.Say("删去句号", "delete it"))
			if at := b.titleKey.End - len("。"); !b.titleKey.Quoted && at > b.titleKey.Start {
				d.Fix = diag.Replace(at, b.titleKey.End, "", diag.Say("删去句号", "delete the full stop"))
			}
		}
		return
	}
	if it.Title = titleFrom(it, it.Type.titleFrom); it.Title != "" {
		return
	}
	hint := diag.Say("在文件开头写：\n---\n%[1]s: %[2]s\n---", "begin the file with:\n---\ntitle: %[2]s\n---", label, titleOfFile(b.file))
	if it.Body != nil {
		for _, s := range it.Body.Outline {
			if s.Level == 1 && strings.TrimSpace(s.Text) != "" {
				it.Title, it.TitleFromHeading = strings.TrimSpace(s.Text), true
				if !hasFront {
					b.report(diag.Hint, 0, 0, "front-matter/none", diag.Say("没有文件头，标题取自正文的“%[1]s”", "there is no front matter; the title is the heading %[1]q", it.Title),
						diag.Say("作者、日期写在文件头里：\n---\n标题: %[1]s\n作者: 张三\n日期: 2012-05-17\n---", "author and date belong into front matter:\n---\ntitle: %[1]s\nauthor: …\ndate: 2012-05-17\n---", it.Title))
				}
				return
			}
		}
	}
	it.Title = titleOfFile(b.file)
	if isIndex(b.file) && strings.Count(b.file, "/") == 1 && b.o.Config != nil && b.o.Config.Title != "" {
		it.Title = b.o.Config.Title
		return
	}
	b.report(diag.Warning, 0, 0, "title/missing", diag.Say("没有写“%[1]s”，用文件名“%[2]s”代替", "there is no %[1]q; the file's name %[2]q stands in", label, it.Title), hint)
}

// titleFrom joins the values of the fields that make a title, people with a dash
// and what else there is in brackets: 甲—乙, 甲（2012）. It is empty unless all are there.
func titleFrom(it *Item, fields []string) string {
	title := ""
	for i, name := range fields {
		v := valueOf(it, name)
		switch {
		case v.IsZero():
			return ""
		case i == 0:
			title = v.Text
		case v.Kind == KindPersons:
			title += "—" + v.Text
		default:
			title += "（" + v.Text + "）"
		}
	}
	return title
}

func isIndex(file string) bool {
	switch strings.ToLower(strings.TrimSuffix(path.Base(file), path.Ext(file))) {
	case "index", "_index", "readme":
		return true
	}
	return false
}

// titleOfFile makes a title of a file's name: without extension and a date in front.
func titleOfFile(file string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if isIndex(file) && strings.Count(file, "/") > 1 {
		name = path.Base(path.Dir(file))
	}
	rest := strings.TrimLeftFunc(name, func(r rune) bool { return unicode.IsDigit(r) || r == '-' || r == '_' || r == '.' || r == ' ' })
	if rest != "" {
		return rest
	}
	if name == "" {
		return path.Base(file)
	}
	return name
}

// defaults fills in what the type and the settings decide.
func (b *builder) defaults() {
	it := b.item
	if !b.explicit.status && b.o.Config != nil && b.o.Config.Publish.DefaultStatus == "草稿" {
		it.Status = Draft
	}
	if !b.explicit.visibility {
		it.Visibility = defaultVisibility(it)
	}
	b.conceal(it)
}

func defaultVisibility(it *Item) Visibility {
	if it.Type.HandedIn && (it.Row > 0 || len(it.Records) > 0 || isTable(it.File)) {
		return max(it.Type.Visibility, Internal)
	}
	for _, c := range it.Type.publicWhen {
		if c.Holds(it) {
			return Public
		}
	}
	for _, c := range it.Type.internalWhen {
		if c.Holds(it) {
			return max(it.Type.Visibility, Internal)
		}
	}
	return it.Type.Visibility
}

// required reports the required fields that are absent, in one finding. A
// register's own front matter need not have them: its rows do.
func (b *builder) required() {
	it := b.item
	if b.broken || len(it.Records) > 0 || len(b.tables) > 0 || isIndex(b.file) {
		return
	}
	var lacking []*Field
	for i := range it.Type.Fields {
		f := &it.Type.Fields[i]
		if !f.Required || f.Name == "title" && f.Common || b.has(it, f) {
			continue
		}
		if _, given := b.given[i]; given {
			continue // it was there but could not be read, which is told already
		}
		lacking = append(lacking, f)
	}
	if len(lacking) > 0 {
		b.report(diag.Warning, 0, 0, "front-matter/required", diag.Say("文件头里缺少：%[1]s", "the front matter lacks: %[1]s", called(lacking, "、", ", ")),
			diag.Say("补上：\n%[1]s", "add:\n%[1]s", examples(lacking)))
	}
}

// has reports whether the item has a value for the field.
func (b *builder) has(it *Item, f *Field) bool {
	if f.Common {
		switch f.Name {
		case "date":
			return !it.Date.IsZero()
		case "author":
			return len(it.Authors) > 0
		}
	}
	return !it.Values[f.Name].IsZero()
}

// example is a value that fits the field: the one of its help, if that has one.
func example(f *Field) diag.Text {
	if len(f.Choices) > 0 {
		c := f.Choices[0]
		for _, other := range f.Choices { // the help begins with what is usual
			if strings.HasPrefix(f.Help, other.Value) {
				c = other
			}
		}
		return diag.Text{ZH: c.In(diag.ZH), EN: c.In(diag.EN)}
	}
	if _, told, ok := strings.Cut(f.Help, "例如："); ok {
		told, _, _ = strings.Cut(told, "；")
		told, _, _ = strings.Cut(told, " 或 ")
		if f.Kind == KindObjects && strings.HasPrefix(told, "{") {
			told = "[" + told + "]"
		}
		return diag.Text{ZH: told, EN: told}
	}
	text := plainExample(f)
	return diag.Text{ZH: text, EN: text}
}

// plainExample is a value of the field's kind.
func plainExample(f *Field) string {
	switch f.Kind {
	case KindDate:
		return "2012-05-17"
	case KindMonth:
		return "2012-05"
	case KindRange:
		return "2011-09~2012-06"
	case KindTerm:
		return "2011—2012学年度第一学期"
	case KindInt, KindNumber:
		if f.Unit == "字" {
			return "2000"
		}
		return "12"
	case KindPercent:
		return "40%"
	case KindApprox:
		return "50余" + f.Unit
	case KindBool:
		return "否"
	case KindPersons, KindAttendance:
		return "张三"
	case KindFile, KindFiles:
		return "files/cailiao.pdf"
	}
	return "……"
}
