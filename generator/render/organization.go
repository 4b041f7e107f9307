package render

import (
	"html/template"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/site"
)

// groupsView is the list of groups under their organization chart.
type groupsView struct {
	listView
	Wide, Narrow template.HTML // the chart for a wide screen and for a narrow one
	Outline      template.HTML // the same as a list
}

// chartWidth is how wide the chart of a wide screen is, in pixels.
const chartWidth = 1100

// groupList makes one page of the list of groups.
func (r *renderer) groupList(sec *site.Section, v *listView, parts []run, i int) ([]byte, error) {
	l := r.level(sec.Path)
	view := &groupsView{listView: *v}
	view.Cards = r.groupCards(l, parts[i].pages)
	view.Pager = r.pager(l, parts, i)
	if i == 0 {
		r.organization(l, view)
	}
	return r.execute("groups", view)
}

// organization draws who stands above whom. Groups of which none is above
// another make no chart.
func (r *renderer) organization(l *level, v *groupsView) {
	tree := chart.Tree{Label: r.words["organization"]}
	deep := false
	var b strings.Builder
	var add func(groups []*site.Group) []chart.Node
	add = func(groups []*site.Group) []chart.Node {
		var nodes []chart.Node
		b.WriteString("<ul>\n")
		for _, g := range groups {
			n := chart.Node{Label: g.Page.Title, Href: l.url(g.Page.Path)}
			if heads := g.Page.Value("head").Strings(); len(heads) > 0 {
				n.Note = strings.Join(heads, r.words["list_mark"])
			}
			b.WriteString("<li>" + string(l.page(g.Page)))
			if n.Note != "" {
				b.WriteString(`<span class="as">` + escape(n.Note) + `</span>`)
			}
			if len(g.Parts) > 0 {
				deep = true
				n.Children = add(g.Parts)
			}
			b.WriteString("</li>\n")
			nodes = append(nodes, n)
		}
		b.WriteString("</ul>\n")
		return nodes
	}
	tree.Roots = add(r.TopGroups())
	if !deep {
		return
	}
	v.Outline = template.HTML(b.String())
	v.Narrow = template.HTML(tree.SVG())
	tree.Width = chartWidth
	v.Wide = template.HTML(tree.SVG())
}
