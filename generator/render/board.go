package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// boardView is a board as it hangs on the wall.
type boardView struct {
	School string
	Wide   bool // landscape
	Blocks []blockView
}

// blockView is a block of a board; of its parts only those are set that its
// kind and what it refers to give.
type blockView struct {
	Kind    string // of the style: ideas, vision, plan, results, roster, honours, chart, photos, text
	Title   string
	Concept *conceptView
	Vision  string
	Plan    *planView
	Members []member
	Rows    []boardRow
	Rest    string
	Charts  []chartFigure
	Figures []figure
	Photos  []boardPhoto
	Faces   []boardFace
	Text    string
	Lead    string // what the page it refers to says of itself
	More    template.HTMLAttr
}

// boardRow is a record on a board.
type boardRow struct {
	Title template.HTML
	Note  string
}

// boardPhoto is a picture on a board.
type boardPhoto struct {
	Image   template.HTML
	Caption string
}

// boardFace is a person on a board.
type boardFace struct {
	Image, Name template.HTML
	Line        string
}

func (r *renderer) face(l *level, f site.Face) boardFace {
	v := boardFace{Name: template.HTML(escape(f.Name)), Line: f.Line}
	if f.Page != nil {
		v.Name = l.page(f.Page)
	}
	if f.Photo != nil {
		v.Image = r.img(l, f.Photo, f.Name, "lazy")
	}
	return v
}

// blockStyles are the kinds of blocks by their names.
var blockStyles = map[string]string{
	"理念": "ideas", "愿景": "vision", "计划": "plan", "成果": "results", "名单": "roster", "荣誉": "honours", "图表": "chart", "照片": "photos", "文字": "text", "人物": "faces",
}

func (r *renderer) board(l *level, p *site.Page) *boardView {
	v := &boardView{School: r.Config.School.Name, Wide: p.Value("orientation").Text == "横版"}
	for _, b := range r.Site.Board(p) {
		v.Blocks = append(v.Blocks, r.block(l, b))
	}
	return v
}

func (r *renderer) block(l *level, b site.Block) blockView {
	v := blockView{Kind: first(blockStyles[b.Kind], "text"), Text: b.Text}
	v.Title = first(b.Title, b.Kind)
	if b.Title == "" && b.Page != nil {
		v.Title = b.Page.Title
	}
	for _, p := range b.Photos {
		if html := r.img(l, p.Asset, first(p.Asset.Title, p.Caption, p.Asset.Caption, v.Title), "lazy"); html != "" {
			v.Photos = append(v.Photos, boardPhoto{html, p.Caption})
		}
	}
	for _, f := range b.Faces {
		v.Faces = append(v.Faces, r.face(l, f))
	}
	if b.Kind == "愿景" && b.Text != "" {
		v.Vision, v.Text = b.Text, ""
	}
	if b.Page != nil {
		v.More = l.href(b.Page.Path)
		r.quote(l, b, &v)
	}
	if b.Kind != "图表" && b.Kind != "人物" {
		r.blockRows(l, b, &v)
	}
	return v
}

// quote takes from the page that a block refers to what its kind is about.
func (r *renderer) quote(l *level, b site.Block, v *blockView) {
	p := b.Page
	switch layout := p.Type.Layout; {
	case b.Kind == "人物":
	case layout == "concept":
		v.Concept = r.concept(l, p)
	case b.Kind == "愿景" && !p.Value("vision").IsZero():
		v.Vision = first(v.Vision, p.Value("vision").Text)
	case layout == "plan":
		v.Plan = r.plan(p)
	case layout == "group":
		if g := r.GroupOf(p); g != nil {
			v.Members = r.members(l, g)
		}
	case b.Kind == "图表" && p.Type.Name == "award":
		v.Charts = r.boardCharts(b)
	case layout == "profile":
		for _, name := range []string{"classes", "students", "staff", "union_members"} {
			if f := r.fieldFigure(p, name); f.Number != "" {
				v.Figures = append(v.Figures, f)
			}
		}
	case layout == "person":
		v.Lead = first(p.Value("motto").Text, clip(r.summary(p), 60))
	case !p.IsRegister():
		v.Lead = clip(r.summary(p), 80)
	}
}

// blockRows lists records or pages with where they come from.
func (r *renderer) blockRows(l *level, b site.Block, v *blockView) {
	for _, rec := range b.Records {
		who := rec.Value("recipients").Names
		if len(who) == 0 {
			who = rec.Authors
		}
		title, note := rec.Title, strings.Join(namesOf(who), r.words["list_mark"])
		if b.Kind == "荣誉" && note != "" { // who is honoured comes before what for
			title, note = note, title
		}
		note = strings.Join(slices.DeleteFunc([]string{rec.Value("level").Text, rec.Value("grade").Text, note, r.dateText(rec.Date)},
			func(s string) bool { return s == "" }), " · ")
		v.Rows = append(v.Rows, boardRow{Title: template.HTML(`<a` + string(l.hrefAt(rec.Page.Path, rec.Anchor)) + `>` + escape(title) + `</a>`), Note: note})
	}
	for _, p := range b.Pages {
		v.Rows = append(v.Rows, boardRow{Title: l.page(p), Note: strings.Join(namesOf(p.Item.Authors), r.words["list_mark"])})
	}
	if b.Rest > 0 {
		v.Rest = r.count("rows_more", b.Rest)
	}
}

func namesOf(names []content.Name) []string {
	var out []string
	for _, n := range names {
		out = append(out, n.Text)
	}
	return out
}

// boardCharts draws the awards by level, a chart for each unit.
func (r *renderer) boardCharts(b site.Block) []chartFigure {
	var out []chartFigure
	for _, t := range statistics.Awards(itemsOf(b.Records), b.Window) {
		c := chart.Bars{Label: r.say("awards_chart", r.unitName(t.Unit)), Series: []string{""}}
		for _, level := range t.Levels {
			n := t.LevelTotal(level)
			c.Bars = append(c.Bars, chart.Bar{Label: first(level, r.words["no_level"]), Values: []float64{float64(n.Count)}, Text: r.cellText(n) + r.unit(t.Unit)})
		}
		out = append(out, chartFigure{Title: c.Label, Chart: template.HTML(c.SVG())})
	}
	return out
}
