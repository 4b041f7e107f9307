package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"showcase/generator/book"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

type readyCommand struct {
	siteFlag
	Names  []string `arg:"" optional:"" name:"name" help:"${which}"`
	Date   string   `placeholder:"YYYY-MM-DD" help:"${date}"`
	Format string   `enum:"text,json" default:"text" placeholder:"text|json" help:"${asformat}"`
	Strict bool     `help:"${strict}"`
}

// Run says of each dossier how far it is from being handed in. It writes nothing.
func (k *readyCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, "staff", k.Date)
	if err != nil {
		return err
	}
	l, err := p.load(c.ctx)
	if err != nil {
		return err
	}
	works := slices.DeleteFunc(book.Works(l.site), func(w *book.Work) bool { return !w.IsPage() || !slices.Contains(l.site.Dossiers(), w.Page) })
	works, err = named(works, k.Names, func(w *book.Work) *book.Work { return w })
	if err != nil {
		return err
	}
	var list []*statistics.Readiness
	missing := false
	for _, w := range works {
		r := l.counts.Readiness(w.Page)
		list = append(list, r)
		missing = missing || r.Submitted.IsZero() && len(r.Missing()) > 0
	}
	if k.Format == "json" {
		err = writeReadinessJSON(c.out, list, l.site.Today.ISO(), c.lang)
	} else {
		writeReadiness(c, list)
	}
	if left := c.leftOut(l); left+len(list) == 0 && k.Format != "json" {
		fmt.Fprintln(c.out, diag.Say("没有申报材料。写一份：showcase new 申报 \"先进集体申报材料\"", "There is no dossier. Begin one: showcase new dossier \"Award submission\"").In(c.lang))
	}
	if errs, _, _ := diag.Count(l.diags); errs > 0 {
		fmt.Fprintln(c.err, diag.Say("内容里还有 %d 个错误，先运行 showcase check 逐条改好。", "The content has %d errors: showcase check explains each.", errs).In(c.lang))
	}
	if err == nil && missing && k.Strict {
		err = errContent
	}
	return err
}

// leftOut names the dossiers that are not looked at, because no build has
// them, and returns how many there are.
func (c *console) leftOut(l *loaded) int {
	n := 0
	for _, it := range l.source.Items {
		if it.Type.Layout != "dossier" || l.site.ByFile(it.File) != nil || it.Status == content.Archived {
			continue
		}
		text := diag.Say("《%[1]s》（%[2]s）的日期晚于%[3]s，没有看；可以写明日期：--date %[4]s", "“%[1]s” (%[2]s) is dated after %[5]s and was not looked at; name a day: --date %[4]s", it.Title, it.File, l.site.Today, it.Date.Last().ISO(), l.site.Today.ISO())
		switch {
		case it.Status != content.Published:
			text = diag.Say("《%[1]s》（%[2]s）还没有发布，没有看。准备期间写“状态: 发布”“公开范围: 仅申报”，公开的网站上就没有它。", "“%[1]s” (%[2]s) is not published and was not looked at. While it is prepared, publish it with visibility: 仅申报: the public site then has nothing of it.", it.Title, it.File)
		case it.Visibility == content.Private:
			text = diag.Say("《%[1]s》（%[2]s）只给本人看，没有看。改成“公开范围: 仅申报”。", "“%[1]s” (%[2]s) is for its author alone and was not looked at. Set visibility: 仅申报.", it.Title, it.File)
		}
		fmt.Fprintln(c.err, text.In(c.lang))
		n++
	}
	return n
}

// The columns of the terminal that a dossier takes: all, the title of a piece,
// the bar.
const (
	titleColumns = 44
	barColumns   = 24
)

// writeReadiness prints dossiers for people.
func writeReadiness(c *console, list []*statistics.Readiness) {
	w := &sheet{w: c.out, lang: c.lang, color: c.paint}
	for i, r := range list {
		if i > 0 {
			w.line("", "")
		}
		w.dossier(r)
	}
}

// sheet prints text in columns, with colours where they are shown.
type sheet struct {
	w     io.Writer
	lang  diag.Lang
	color bool
}

const (
	bold, red, green, yellow, faint = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m"
)

func (s *sheet) paint(color, text string) string {
	if !s.color || color == "" {
		return text
	}
	return color + text + "\x1b[0m"
}

func (s *sheet) line(color, text string) { fmt.Fprintln(s.w, s.paint(color, text)) }

func (s *sheet) dossier(r *statistics.Readiness) {
	p := r.Page
	s.line(bold, p.Title)
	s.line(faint, p.File)
	if !r.Submitted.IsZero() { // what was missing then is of no use now
		s.line(green, r.Due().In(s.lang))
		return
	}
	filled := r.Percent() * barColumns / 100
	due := yellow
	if r.DaysLeft < 0 {
		due = red
	}
	fmt.Fprintf(s.w, "%s  %s%s  %s\n", diag.Say("准备好 %s", "ready: %s", r.Summary().In(s.lang)).In(s.lang),
		s.paint(green, strings.Repeat("█", filled)), s.paint(faint, strings.Repeat("░", barColumns-filled)), s.paint(due, r.Due().In(s.lang)))
	s.matrix(r)
	s.missing(r)
	s.done(r)
}

// matrix prints which evidence stands for which criterion, and how it stands.
func (s *sheet) matrix(r *statistics.Readiness) {
	if len(r.Evidence.Criteria)+len(r.Evidence.Pieces) == 0 {
		return
	}
	s.line("", "")
	s.line(bold, diag.Say("评选条件与佐证", "Criteria and evidence").In(s.lang))
	for i, c := range r.Evidence.Criteria {
		head := fmt.Sprintf("%d %s", i+1, c.Text())
		if score := c.Score(); score != "" {
			head += "  " + score
		}
		s.line("", head)
		if len(c.Pieces) == 0 {
			s.line(red, "    "+diag.Say("没有佐证", "no evidence").In(s.lang))
		}
		for _, piece := range c.Pieces {
			s.piece(r, piece)
		}
	}
	first := true
	for _, piece := range r.Evidence.Pieces {
		if len(piece.Criteria) == 0 {
			if first && len(r.Evidence.Criteria) > 0 {
				s.line("", diag.Say("其他佐证", "Other evidence").In(s.lang))
			}
			first = false
			s.piece(r, piece)
		}
	}
}

func (s *sheet) piece(r *statistics.Readiness, piece *site.Piece) {
	label := diag.Say("附件%d", "Annex %d", piece.No).In(s.lang)
	color, state := standing(r, piece, s.lang)
	fmt.Fprintf(s.w, "    %s%s%s\n", pad(label, 10), pad(fit(nameOf(piece, s.lang), titleColumns-2), titleColumns), s.paint(color, state))
}

// standing is how a piece stands, in words.
func standing(r *statistics.Readiness, piece *site.Piece, lang diag.Lang) (color, text string) {
	flaws := r.Flaws(piece)
	if len(flaws) == 0 {
		return green, diag.Say("齐备", "ready").In(lang)
	}
	var words []string
	for _, f := range flaws {
		words = append(words, f.Text().In(lang))
	}
	if color = red; flaws[0] == statistics.Repeated {
		color = yellow
	}
	return color, strings.Join(words, diag.Say("、", ", ").In(lang))
}

func nameOf(piece *site.Piece, lang diag.Lang) string {
	if piece.Title == "" {
		return diag.Say("不公开的材料", "not public").In(lang)
	}
	return piece.Title
}

// missing prints what is to be done, first things first.
func (s *sheet) missing(r *statistics.Readiness) {
	list := r.Missing()
	if len(list) == 0 {
		return
	}
	s.line("", "")
	s.line(bold, diag.Say("还缺 %d 项", "%d still missing", len(list)).In(s.lang))
	for _, n := range list {
		mark, color := "✗", red
		if n.Severity() == diag.Hint {
			mark, color = "○", yellow
		}
		fmt.Fprintf(s.w, "%s %s\n", s.paint(color, mark), withNote(n, s.lang))
		for _, g := range n.Gaps {
			s.line("", "    "+g.Message.In(s.lang))
			if hint := g.Hint.In(s.lang); hint != "" {
				s.line("", "    "+s.paint(green, "→")+" "+strings.ReplaceAll(hint, "\n", "\n      "))
			}
			s.line(faint, fmt.Sprintf("      %s:%d", g.File, max(1, g.Start.Line)))
		}
	}
}

// done lists what is ready.
func (s *sheet) done(r *statistics.Readiness) {
	if r.Done() == 0 {
		return
	}
	s.line("", "")
	s.line(bold, diag.Say("已经办好 %d 项", "%d done", r.Done()).In(s.lang))
	for _, n := range r.Needs {
		if n.Done() {
			fmt.Fprintf(s.w, "%s %s\n", s.paint(green, "✓"), withNote(n, s.lang))
		}
	}
}

// withNote is a need with the figures on how it stands.
func withNote(n *statistics.Need, lang diag.Lang) string {
	if note := n.Note.In(lang); note != "" {
		return n.Label.In(lang) + diag.Say("（%s）", " (%s)", note).In(lang)
	}
	return n.Label.In(lang)
}

// pad fills a text up to some columns of a terminal.
func pad(text string, columns int) string {
	return text + strings.Repeat(" ", max(1, columns-diag.Width(text)))
}

// fit cuts a text to some columns.
func fit(text string, columns int) string {
	if diag.Width(text) <= columns {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if diag.Width(b.String()+string(c)) > columns-1 {
			break
		}
		b.WriteRune(c)
	}
	return b.String() + "…"
}
