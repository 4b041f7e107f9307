package render

import (
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/site"
)

// rulesView is all regulations, those in force first.
type rulesView struct {
	shell
	Help   string
	Count  string
	Intro  template.HTML
	Groups []ruleGroup
}

// ruleGroup is the regulations of one kind that are in force, or those that
// are being revised or no longer in force.
type ruleGroup struct {
	ID, Title, Note string
	Past            bool
	Rules           []ruleEntry
}

// ruleEntry is a regulation in the list.
type ruleEntry struct {
	Href     template.HTMLAttr
	Title    string
	No       string
	Note     string
	Replaces []template.HTML
	By       []template.HTML // what has replaced it
}

// regulationView is what a regulation shows besides its text.
type regulationView struct {
	State    string // 修订, 废止: said above the text; empty where it is in force
	Past     bool   // no longer in force
	Replaces []template.HTML
	By       []template.HTML
	Scoring  []score
	Rules    bool // a score says how it is given
	Proofs   bool // … and by what
	Total    string
}

type score struct{ Item, Points, Evidence, Rule string }

// The states of a regulation; one without a state is in force.
const (
	inForce  = "现行"
	revised  = "修订"
	repealed = "废止"
)

func stateOf(p *site.Page) string { return first(p.Value("status").Text, inForce) }

// replaces is the regulation that a page takes the place of; nil if there is
// none to be seen.
func (r *renderer) replaces(p *site.Page) *site.Page {
	if a := p.Value("supersedes").Asset; a != nil {
		return r.Asset(a).Page
	}
	return nil
}

// replacedBy lists for each page what has taken its place.
func (r *renderer) replacedBy(sec *site.Section) map[*site.Page][]*site.Page {
	out := map[*site.Page][]*site.Page{}
	for _, p := range sec.Pages {
		if old := r.replaces(p); old != nil && old != p {
			out[old] = append(out[old], p)
		}
	}
	return out
}

func (l *level) links(pages ...*site.Page) []template.HTML {
	var out []template.HTML
	for _, p := range pages {
		if p != nil {
			out = append(out, l.page(p))
		}
	}
	return out
}

// addRules puts the list of all regulations into the tree.
func (r *renderer) addRules(sec *site.Section) {
	source := ""
	if sec.Intro != nil {
		source = sec.Intro.File
	}
	r.tree.Add(output.Entry{Path: sec.Path, Source: source, Make: func() ([]byte, error) { return r.rules(sec) }})
}

// rules makes the list of all regulations.
func (r *renderer) rules(sec *site.Section) ([]byte, error) {
	l := r.level(sec.Path)
	help := r.words["about_regulation"]
	v := &rulesView{shell: r.shell(l, r.label(sec), help, "website", sec), Help: help}
	if sec.Intro != nil {
		v.Heading = sec.Intro.Title
		v.Intro, _ = r.body(l, sec.Intro)
	}
	by := r.replacedBy(sec)
	force := 0
	for _, p := range sec.Pages {
		if stateOf(p) == inForce {
			force++
			v.group(first(p.Value("kind").Text, r.words["other"])).add(r.rule(l, p, by[p]))
		}
	}
	v.Count = r.say("rules_in_force", itoa(force), itoa(len(sec.Pages)))
	for _, state := range []string{revised, repealed} {
		for _, p := range sec.Pages {
			if stateOf(p) == state {
				g := v.group(r.words["rules_"+stateKeys[state]])
				g.Note, g.Past = r.words["note_"+stateKeys[state]], state == repealed
				g.add(r.rule(l, p, by[p]))
			}
		}
	}
	return r.execute("regulations", v)
}

// stateKeys name the states in the theme's words.
var stateKeys = map[string]string{revised: "revised", repealed: "repealed"}

// group is the group of that title, made if there is none.
func (v *rulesView) group(title string) *ruleGroup {
	at := slices.IndexFunc(v.Groups, func(g ruleGroup) bool { return g.Title == title })
	if at < 0 {
		at = len(v.Groups)
		v.Groups = append(v.Groups, ruleGroup{ID: "g" + itoa(at+1), Title: title})
	}
	return &v.Groups[at]
}

func (g *ruleGroup) add(e ruleEntry) { g.Rules = append(g.Rules, e) }

func (r *renderer) rule(l *level, p *site.Page, by []*site.Page) ruleEntry {
	e := ruleEntry{Href: l.href(p.Path), Title: p.Title, No: p.Value("no").Text, Replaces: l.links(r.replaces(p)), By: l.links(by...)}
	var note []string
	if d := p.Value("effective"); !d.IsZero() {
		note = append(note, r.say("effective_on", r.dateText(d.Date)))
	} else if d := p.Value("issued"); !d.IsZero() {
		note = append(note, r.say("issued_on", r.dateText(d.Date)))
	}
	if s := p.Value("issued_by").Text; s != "" {
		note = append(note, s)
	}
	if p.Body != nil {
		numbers := map[string]bool{} // one that quotes another's article counts its own alone
		for _, m := range articleLine.FindAllStringSubmatch(p.Body.Text(), -1) {
			numbers[m[1]] = true
		}
		if len(numbers) > 0 {
			note = append(note, r.count("count_articles", len(numbers)))
		}
	}
	e.Note = strings.Join(note, " · ")
	return e
}

// regulation adds state, links and scoring to the page of a regulation, and
// makes its articles places that one can link to.
func (r *renderer) regulation(l *level, p *site.Page, v *pageView) {
	g := &regulationView{Replaces: l.links(r.replaces(p)), By: l.links(r.replacedBy(p.Section)[p]...), Past: stateOf(p) == repealed}
	if state := stateOf(p); state != inForce {
		g.State = first(r.words["state_"+stateKeys[state]], state)
	}
	total := 0.0
	for _, s := range p.Value("scoring").List {
		one := score{objectText(s, "item"), s.Map["points"].Text, s.Map["evidence"].Text, s.Map["rule"].Text}
		g.Proofs, g.Rules = g.Proofs || one.Evidence != "", g.Rules || one.Rule != ""
		total += s.Map["points"].Count.Value
		g.Scoring = append(g.Scoring, one)
	}
	if total > 0 {
		g.Total = strconv.FormatFloat(total, 'f', -1, 64)
	}
	v.Regulation = g
	v.Body = articles(v.Body)
}

// articleNo is 第三条; article is a paragraph of our own HTML that begins so,
// articleLine one of plain text.
const articleNo = `第([0-9０-９〇零一二两三四五六七八九十百]{1,9})条`

var (
	article     = regexp.MustCompile(`<p>` + articleNo)
	articleLine = regexp.MustCompile(`(?m)^` + articleNo)
)

// articles gives the paragraphs 第三条 the anchors art-3, each number once.
func articles(body template.HTML) template.HTML {
	seen := map[string]bool{}
	return template.HTML(article.ReplaceAllStringFunc(string(body), func(p string) string {
		n, fault := content.ParseCount(article.FindStringSubmatch(p)[1])
		id := "art-" + itoa(int(n.Value))
		if fault != nil || seen[id] {
			return p
		}
		seen[id] = true
		return `<p id="` + id + `"><a class="article-no" href="#` + id + `">` + strings.TrimPrefix(p, "<p>") + `</a>`
	}))
}
