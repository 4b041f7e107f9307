package render

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
	"showcase/generator/output"
	"showcase/generator/site"
)

// formsIndex is the page on which a type is chosen.
const formsIndex = "forms/index.html"

// most suggestions that a field of a form gets; more would be a burden on slow
// computers and no help to anyone.
const mostSuggestions = 400

// addForms puts the forms into the tree: one for each type, the page that leads
// to them, and the pinyin that files are named by.
func (r *renderer) addForms() {
	if len(r.o.Forms) == 0 {
		return
	}
	r.tree.Add(output.Entry{Path: formsIndex, Make: r.formsPage})
	r.titles = map[string]func() []string{}
	for _, t := range r.o.Forms {
		r.titles[t.Name] = sync.OnceValue(func() []string { return r.titlesOf(t.Name) })
		r.tree.Add(output.Entry{Path: formPath(t), Make: func() ([]byte, error) { return r.formPage(t) }})
	}
	r.tree.Add(output.Entry{Path: "forms/pinyin.js", Make: func() ([]byte, error) {
		return []byte("showcasePinyin(" + quote(hanzi.Syllables()) + ");\n"), nil
	}})
}

func formPath(t *content.Type) string { return "forms/" + t.Name + ".html" }

// messageLang is the language of the site as messages know it.
func (r *renderer) messageLang() diag.Lang {
	if r.english {
		return diag.EN
	}
	return diag.ZH
}

// formsView is the page on which a type is chosen.
type formsView struct {
	shell
	Groups []formGroup
}

type formGroup struct {
	Title string
	Items []formChoice
}

// formChoice is one type to choose.
type formChoice struct {
	Href               template.HTMLAttr
	Glyph, Title, Help string
}

func (r *renderer) formsPage() ([]byte, error) {
	l := r.level(formsIndex)
	v := &formsView{shell: r.shell(l, r.words["form_title"], "", "website", nil)}
	v.Meta += `<meta name="robots" content="noindex">` + "\n"
	v.Groups = []formGroup{{Title: r.words["form_own"]}, {Title: r.words["form_texts"]}, {Title: r.words["form_registers"]}, {Title: r.words["form_volumes"]}}
	for _, t := range r.o.Forms {
		g := &v.Groups[1]
		switch {
		case t.Print:
			g = &v.Groups[3]
		case t.HandedIn || !t.Register && t.Author().Required: // what people write in their own name
			g = &v.Groups[0]
		case t.Register:
			g = &v.Groups[2]
		}
		title := r.typeLabel(t)
		g.Items = append(g.Items, formChoice{Href: l.href(formPath(t)), Title: title, Help: t.Help, Glyph: glyph(title, "")})
	}
	v.Groups = slices.DeleteFunc(v.Groups, func(g formGroup) bool { return len(g.Items) == 0 })
	return r.execute("forms", v)
}

// formView is the form of one type.
type formView struct {
	shell
	Type     *content.Type
	TypeName string
	Open     []formPart // shown at once
	Folded   []formPart // below the text, folded
	Body     string     // what the text begins with
	Lists    []formList
	Data     formData
	Plain    string // a new file, for a browser without scripts
}

// formPart is some of the form's fields under a heading.
type formPart struct {
	ID, Title, Note string
	Fields          []formField
}

// formList are suggestions.
type formList struct {
	ID    string
	Texts []string
}

// formField is a field with everything that its control and the script need.
type formField struct {
	W        words
	Name     string // the field's English name
	Key      string // what the file calls it
	Also     string // its spellings, with | between
	Shared   string // spellings that mean it where another field cannot take the value
	Label    string
	Help     string
	Kind     content.Kind
	Input    string // line, lines, choice, choices, object, objects
	Pattern  string
	Unit     string
	List     string // id of its suggestions
	Required bool
	Options  []formOption
	Fields   []formField
	Example  string
	Today    bool // has a button that fills in the day
}

// formOption is a choice, with the other spellings that mean it.
type formOption struct {
	Value, Also string
	Chosen      bool
}

// formData is what the script is told.
type formData struct {
	Type     string            `json:"type"`
	Folder   string            `json:"folder"`
	Dated    bool              `json:"dated"`
	Checks   []formCheck       `json:"checks"`
	Skeleton map[string]any    `json:"skeleton"` // by field
	Helps    []string          `json:"helps"`    // the remarks of a new file
	Words    map[string]string `json:"words"`
}

// formCheck is a check of the type, see [content.Check].
type formCheck struct {
	Severity string            `json:"severity"`
	When     []formCondition   `json:"when"`
	Given    []string          `json:"given"`
	Of       string            `json:"of"`
	Kind     content.CheckKind `json:"kind"`
	Fields   []string          `json:"fields"`
	Values   []string          `json:"values"`
	Above    *float64          `json:"above"`
	Least    *float64          `json:"least"`
	Most     *float64          `json:"most"`
	Say      string            `json:"say"`
	Help     string            `json:"help"`
}

type formCondition struct {
	Field  string   `json:"field"`
	Values []string `json:"values"`
}

func (r *renderer) formPage(t *content.Type) ([]byte, error) {
	l := r.level(formPath(t))
	label := r.typeLabel(t)
	v := &formView{shell: r.shell(l, r.say("form_of", label), "", "website", nil), Type: t, TypeName: label}
	v.Meta += `<meta name="robots" content="noindex">` + "\n"
	crumbs, err := r.part("crumbs", &frameView{W: r.words, Crumbs: []template.HTML{l.link("index.html", r.words["home"]), l.link(formsIndex, r.words["form_title"])}})
	if err != nil {
		return nil, err
	}
	v.Crumbs = crumbs
	f := &formMaker{r: r, t: t, lists: map[string][]string{}}
	v.Open, v.Folded = f.parts()
	v.Lists = f.suggestions()
	for _, h := range t.Outline {
		v.Body += "## " + h + "\n\n\n"
	}
	v.Data = r.formData(t)
	v.Plain = string(t.Template(r.messageLang(), "", content.Date{}, ""))
	return r.execute("form", v)
}

// formData gathers what the script is told.
func (r *renderer) formData(t *content.Type) formData {
	d := formData{Type: t.Name, Folder: "content/" + r.folderOf(t), Dated: t.Dated, Checks: []formCheck{}, Skeleton: map[string]any{}, Words: map[string]string{}}
	lang := r.messageLang()
	for _, c := range t.Checks() {
		var when []formCondition
		for _, w := range c.When {
			when = append(when, formCondition(w))
		}
		d.Checks = append(d.Checks, formCheck{
			Severity: c.Severity.String(), When: when, Given: c.Given, Of: c.Of, Kind: c.Kind, Fields: c.Fields, Values: c.Values,
			Above: c.Above, Least: c.Least, Most: c.Most, Say: c.Say.In(lang), Help: c.Help.In(lang),
		})
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Skeleton != nil {
			d.Skeleton[f.Name] = plainNode(f.Skeleton)
		}
		if f.Help != "" {
			d.Helps = append(d.Helps, f.Help)
		}
	}
	for key, text := range r.words {
		if short, ok := strings.CutPrefix(key, "form_say_"); ok {
			d.Words[short] = text
		}
	}
	return d
}

// folderOf is the folder that the site uses for a type.
func (r *renderer) folderOf(t *content.Type) string {
	if sec := r.Section(t.Name); sec != nil {
		for _, p := range sec.Pages {
			if dir, _, ok := strings.Cut(strings.TrimPrefix(p.File, "content/"), "/"); ok {
				return dir
			}
		}
	}
	return t.Plural
}

// plainNode is a value of settings as JSON has it.
func plainNode(n *config.Node) any {
	switch n.Kind {
	case config.Map:
		m := map[string]any{}
		for _, k := range n.Keys {
			m[k.Name] = plainNode(k.Value)
		}
		return m
	case config.List:
		list := make([]any, 0, len(n.Items))
		for _, item := range n.Items {
			list = append(list, plainNode(item))
		}
		return list
	}
	return n.Text
}

// formMaker makes the fields of one form.
type formMaker struct {
	r     *renderer
	t     *content.Type
	lists map[string][]string // suggestions that fields ask for, by id
}

// parts sorts the fields: what is required and what has a skeleton is shown at
// once, all else folded away below the text.
func (m *formMaker) parts() (open, folded []formPart) {
	w := m.r.words
	must := formPart{ID: "must", Title: w["form_must"]}
	begun := formPart{ID: "lists", Title: w["form_lists"], Note: w["form_lists_note"]}
	more := formPart{ID: "more", Title: w["form_more"]}
	files := formPart{ID: "files", Title: w["form_files"], Note: m.r.say("form_files_note", m.r.folderOf(m.t))}
	shared := formPart{ID: "shared", Title: w["form_shared"]}
	for i := range m.t.Fields {
		f := &m.t.Fields[i]
		to := &more
		switch {
		case f.Common && f.Name == "type": // the folder says it
			continue
		case f.Required, f.Common && (f.Name == "title" || f.Name == "date" && m.t.Dated || f.Name == "author" && !m.t.Register):
			to = &must
		case isFileKind(f):
			to = &files
		case f.Skeleton != nil:
			to = &begun
		case f.Common:
			to = &shared
		}
		made := m.field(f)
		made.Key = m.t.Key(f, m.r.messageLang())
		its, shared := m.t.Spellings(f)
		made.Also, made.Shared = strings.Join(its, "|"), strings.Join(shared, "|")
		if made.Name == "title" && f.Common {
			to.Fields = slices.Insert(to.Fields, 0, made)
			continue
		}
		to.Fields = append(to.Fields, made)
	}
	filled := func(parts ...formPart) []formPart {
		return slices.DeleteFunc(parts, func(p formPart) bool { return len(p.Fields) == 0 })
	}
	return filled(must, begun), filled(more, files, shared)
}

// isFileKind reports whether a field is about files.
func isFileKind(f *content.Field) bool {
	isFile := func(f content.Field) bool { return f.Kind == content.KindFile || f.Kind == content.KindFiles }
	return isFile(*f) || len(f.Fields) > 0 && isFile(f.Fields[0])
}

// field makes one field, and the fields of its entries.
func (m *formMaker) field(f *content.Field) formField {
	lang := m.r.messageLang()
	v := formField{W: m.r.words, Name: f.Name, Key: f.Label, Label: f.Label, Help: f.Help, Kind: f.Kind, Unit: f.Unit, Pattern: f.Pattern(), Required: f.Required, Input: "line"}
	if m.r.english {
		v.Key, v.Label = f.Name, englishLabel(f.Name)
	}
	v.Also = strings.Join(append([]string{f.Label, f.Name}, f.Aliases...), "|")
	v.Example = map[content.Kind]string{content.KindDate: "2012-05-17", content.KindMonth: "2012-05", content.KindRange: "2011-09~2012-06"}[f.Kind]
	v.Today = f.Kind == content.KindDate && f.Common && f.Name == "date"
	switch f.Kind {
	case content.KindTexts, content.KindRefs, content.KindFiles:
		v.Input = "lines"
	case content.KindChoice, content.KindChoices, content.KindBool:
		v.Input = "choice"
		if f.Kind == content.KindChoices {
			v.Input = "choices"
		}
		v.Options = options(f, lang)
	case content.KindObject:
		v.Input = "object"
	case content.KindObjects:
		v.Input = "objects"
	}
	v.Help = formHelp(f)
	for i := range f.Fields {
		v.Fields = append(v.Fields, m.field(&f.Fields[i]))
	}
	v.List = m.list(f)
	return v
}

// formHelp is the field's help without what a form shows itself: how an object
// is written, the names of the choices.
func formHelp(f *content.Field) string {
	help := f.Help
	if len(f.Fields) > 0 {
		help, _, _ = strings.Cut(help, "例如：{")
		return strings.TrimSuffix(help, "，")
	}
	if names, rest, ok := strings.Cut(help, "之一"); ok && len(f.Choices) > 0 {
		if lead, _, ok := strings.Cut(names, "："); ok {
			return lead + rest
		}
		return strings.TrimLeft(rest, "，；。")
	}
	return help
}

// options are a field's choices in the site's language. What a teacher hands in
// waits for approval unless the teacher says otherwise.
func options(f *content.Field, lang diag.Lang) []formOption {
	if f.Kind == content.KindBool {
		yes, no := content.Booleans()
		return []formOption{{Value: yes[0], Also: strings.Join(yes, "|")}, {Value: no[0], Also: strings.Join(no, "|")}}
	}
	var out []formOption
	for _, c := range f.Choices {
		out = append(out, formOption{Value: c.In(lang), Also: strings.Join(append([]string{c.Value}, c.Aliases...), "|"), Chosen: f.Common && f.Name == "status" && c.Value == "待审"})
	}
	return out
}

// list names the suggestions for a field: people of the school, in the staff's
// own edition alone, and the titles of the items of a type that the field is
// named after.
func (m *formMaker) list(f *content.Field) string {
	switch f.Kind {
	case content.KindPersons, content.KindAttendance:
		if m.r.Audience != site.Staff {
			return ""
		}
		return m.suggest("names", "person")
	case content.KindRef, content.KindRefs:
		return m.suggest("titles-"+f.Name, f.Name)
	}
	return ""
}

// suggest gathers the titles of a section, and returns the id of their list;
// nothing if there are none.
func (m *formMaker) suggest(id, typeName string) string {
	titles := m.r.titles[typeName]
	if titles == nil || len(titles()) == 0 {
		return ""
	}
	m.lists[id] = titles()
	return id
}

// titlesOf are those of a section's pages and rows, which this audience may see.
func (r *renderer) titlesOf(typeName string) []string {
	sec := r.Section(typeName)
	if sec == nil {
		return nil
	}
	var out []string
	for _, p := range sec.Pages {
		if p != sec.Intro && !p.IsRegister() {
			out = append(out, p.Title)
		}
	}
	for _, rec := range sec.Records {
		out = append(out, rec.Title)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), mostSuggestions)]
}

// suggestions are the lists that fields asked for, in order.
func (m *formMaker) suggestions() []formList {
	var out []formList
	for id, texts := range m.lists {
		out = append(out, formList{id, texts})
	}
	slices.SortFunc(out, func(a, b formList) int { return strings.Compare(a.ID, b.ID) })
	return out
}
