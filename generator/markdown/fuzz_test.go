package markdown

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		t := &testing.T{}
		for _, e := range readExamples(t, file) {
			f.Add(e.source)
		}
	}
	f.Add("a\r\n\r\n> b\r\n> **c**\r\n")
	f.Add("\xff\xfe中文\x00")
	f.Fuzz(func(t *testing.T, src string) {
		slow := time.AfterFunc(5*time.Second, func() { panic("too slow: " + strconv.Quote(src)) })
		defer slow.Stop()
		doc, problems := Parse([]byte(src))
		checkOffsets(t, src, doc, problems)
		checkHan(t, src, doc)
		out := doc.HTML(nil, HTMLOptions{})
		checkHTML(t, string(out))
		Summary(doc, 80)
		if again, _ := Parse([]byte(src)); string(again.HTML(nil, HTMLOptions{})) != string(out) {
			t.Error("not the same twice")
		}
	})
}

func checkOffsets(t *testing.T, src string, doc *Document, problems []Problem) {
	for i, p := range problems {
		if p.Start < 0 || p.End < p.Start || p.End > len(src) {
			t.Errorf("problem %s at %d–%d of %d", p.Code, p.Start, p.End, len(src))
		}
		if i > 0 && p.Start < problems[i-1].Start {
			t.Errorf("problem %s out of order", p.Code)
		}
		if p.Fix != nil {
			for _, e := range p.Fix.Edits {
				if e.Start < 0 || e.End < e.Start || e.End > len(src) {
					t.Errorf("fix of %s at %d–%d of %d", p.Code, e.Start, e.End, len(src))
				}
			}
		}
	}
	valid := utf8.ValidString(src)
	for _, l := range doc.Links {
		if l.Pos < 0 || l.End < l.Pos || l.End > len(src) {
			t.Fatalf("link %q at %d–%d of %d", l.Dest, l.Pos, l.End, len(src))
		}
		raw := src[l.Pos:l.End]
		read := unescape(raw)
		if scheme(read) == "" {
			read = decodePath(read)
		}
		if valid && raw != l.Dest && "mailto:"+raw != l.Dest && "http://"+raw != l.Dest && strings.TrimSpace(read) != l.Dest {
			t.Errorf("link %q is said to stand at %q", l.Dest, raw)
		}
	}
	var walk func(n *Node)
	walk = func(n *Node) {
		if n.Pos < 0 || n.Pos > len(src) {
			t.Fatalf("node of kind %d at %d of %d", n.Kind, n.Pos, len(src))
		}
		if n.Kind == Text && valid && n.Text != " " && !strings.HasPrefix(src[n.Pos:], n.Text) && !strings.HasPrefix(src[n.Pos:], "&") {
			t.Errorf("text %q is said to stand at %q", n.Text, src[n.Pos:min(len(src), n.Pos+20)])
		}
		if n.Kind == FootnoteRef && n.Note >= len(doc.Notes) {
			t.Errorf("note %d of %d", n.Note, len(doc.Notes))
		}
		for c := range n.Children() {
			walk(c)
		}
	}
	walk(doc.Root)
	for _, n := range doc.Notes {
		walk(n)
	}
}

// checkHan checks that no Chinese character is lost, in texts without the marks
// that take text out of sight (addresses, definitions, names of kinds, …).
func checkHan(t *testing.T, src string, doc *Document) {
	for _, mark := range []string{"](", "]:", "[[", "{{", ":::", "{#", "```", "~~~", "<!--", "&"} {
		if strings.Contains(src, mark) {
			return
		}
	}
	if want, got := han(src), han(doc.Text()); want != got {
		t.Errorf("characters of the source: %q\nof the text: %q", want, got)
	}
}

func han(s string) string {
	return strings.Map(func(r rune) rune {
		if isHan(r) {
			return r
		}
		return -1
	}, s)
}

// written is every element that the HTML may have, with its attributes.
var written = map[string][]string{
	"p": {"class"}, "h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"ul": {"class"}, "ol": {"start"}, "li": {"class", "id"}, "label": nil, "input": {"type", "disabled", "checked", "aria-label"},
	"blockquote": nil, "pre": {"tabindex", "role", "aria-label"}, "code": {"class"}, "hr": nil, "br": nil,
	"div": {"class", "tabindex", "role", "aria-label"}, "table": nil, "thead": nil, "tbody": nil, "tr": nil,
	"th": {"scope", "class"}, "td": {"class"}, "figure": nil, "figcaption": nil,
	"img":   {"src", "alt", "title", "width", "height", "loading", "decoding"},
	"aside": {"class", "aria-label"}, "section": {"class", "role", "aria-label"},
	"dl": nil, "dt": nil, "dd": nil, "em": nil, "strong": nil, "del": nil, "sup": {"class", "id"},
	"a": {"href", "title", "rel", "role", "class", "aria-label"}, "span": {"class"},
}

func checkHTML(t *testing.T, out string) {
	if !utf8.ValidString(out) {
		t.Error("the HTML is not UTF-8")
	}
	z := html.NewTokenizer(strings.NewReader(out))
	var open []string
	ids := map[string]bool{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("open at the end: %v\n%s", open, out)
			}
			return
		case html.StartTagToken:
			tok := z.Token()
			attrs, ok := written[tok.Data]
			if !ok {
				t.Fatalf("element %s\n%s", tok.Data, out)
			}
			for _, a := range tok.Attr {
				if !slices.Contains(attrs, a.Key) {
					t.Errorf("attribute %s of %s\n%s", a.Key, tok.Data, out)
				}
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("id %s twice\n%s", a.Val, out)
					}
					ids[a.Val] = true
				}
				if (a.Key == "href" || a.Key == "src") && !safeAddress(a.Val) {
					t.Errorf("address %q\n%s", a.Val, out)
				}
			}
			if tok.Data == "a" && slices.Contains(open, "a") {
				t.Errorf("a link in a link\n%s", out)
			}
			switch tok.Data {
			case "br", "hr", "img", "input":
			default:
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> in %v\n%s", tok.Data, open, out)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%s\n%s", z.Token(), out)
		}
	}
}
