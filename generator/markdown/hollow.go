package markdown

import (
	"strings"

	"showcase/generator/diag"
)

// hollow tells of list items and of sections that nothing was written into: in
// print a bare mark or heading stands there, and nobody has said why.
func (p *page) hollow(parent *Node) {
	for n := range parent.Children() {
		switch {
		case n.Kind == ListItem && n.FirstChild == nil:
			p.emptyItem(p.lineOf(n.Pos))
		case n.Kind == Heading && p.isEmpty(n) && n != p.Root.FirstChild: // that is the page's title
			start, end := p.lineOf(n.Pos)
			p.emptySection(start, end, PlainText(n))
		}
		if n.FirstChild != nil && n.Kind != Paragraph && n.Kind != Table {
			p.hollow(n)
		}
	}
}

// isEmpty reports that the next thing behind a heading is the next section. A
// heading that is a sentence is itself what there is to say.
func (p *page) isEmpty(h *Node) bool {
	text := strings.TrimSpace(PlainText(h))
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".;:") || endsIn(text, "。；：！？，、") {
		return false
	}
	return h.Next == nil || h.Next.Kind == Heading && h.Next.Level <= h.Level
}

func endsIn(text, marks string) bool {
	for _, m := range marks {
		if strings.HasSuffix(text, string(m)) {
			return true
		}
	}
	return false
}

// lineOf are the first character of the line that holds the offset, and its end.
func (p *page) lineOf(at int) (start, end int) {
	at = min(at, len(p.src))
	start = strings.LastIndexByte(p.src[:at], '\n') + 1
	for start < at && (p.src[start] == ' ' || p.src[start] == '\t') {
		start++
	}
	end = len(p.src)
	if i := strings.IndexByte(p.src[at:], '\n'); i >= 0 {
		end = at + i
	}
	return start, start + len(strings.TrimRight(p.src[start:end], " \t\r"))
}

func (p *page) emptyItem(start, end int) {
	p.tell(start, end, diag.Hint, "item-empty",
		diag.Say("列表的这一项是空的，打印出来只有一个“%s”", "this item of the list is empty: only its mark %q is shown", short(p.src[start:end])),
		diag.Say("在后面补上内容，例如：%[1]s 每周集体备课一次；不需要就删去这一行", "write behind it what it says, e.g. %[1]s Lessons are prepared together each week; or delete the line", short(p.src[start:end])), nil)
}

func (p *page) emptySection(start, end int, title string) {
	p.tell(start, end, diag.Hint, "section-empty",
		diag.Say("这一节还是空的：“%s”下面没有内容", "this section is still empty: nothing stands below %q", short(title)),
		diag.Say("在标题下面写上内容；还没写完，文件头写“状态: 草稿”；不需要就删去这个标题", "write below it; if it is not finished, put status: 草稿 into the front matter; or delete the heading"), nil)
}
