package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what comes out into testdata/*.txt; read the difference")

// The files testdata/*.txt hold examples: a line "=== name", Markdown, a line
// "--- html", the HTML, and perhaps a line "--- problems" and one line a
// problem: code, the place as the text that it covers. In the Markdown ␠
// stands for a space at a line's end, → for a tab, ␍ for a carriage return.
type example struct {
	name, source, html, problems string
}

func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, f := range files {
		examples := readExamples(t, f)
		for i := range examples {
			e := &examples[i]
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txt")+"/"+e.name, func(t *testing.T) {
				html, problems := e.run()
				if *update {
					e.html, e.problems = html, problems
					return
				}
				if html != e.html {
					t.Errorf("source:\n%s\ngot:\n%s\nwant:\n%s", e.source, html, e.html)
				}
				if problems != e.problems {
					t.Errorf("source:\n%s\ngot problems:\n%s\nwant:\n%s", e.source, problems, e.problems)
				}
			})
		}
		if *update {
			writeExamples(t, f, examples)
		}
	}
}

func (e *example) run() (html, problems string) {
	src := strings.NewReplacer("→", "\t", "␠", " ", "␍", "\r").Replace(e.source)
	doc, ps := Parse([]byte(src))
	// The link to the heading itself is the same everywhere.
	out := string(doc.HTML(nil, HTMLOptions{Resolve: resolveForTest}))
	for {
		a, rest, ok := strings.Cut(out, ` <a class="heading-anchor"`)
		if !ok {
			break
		}
		_, rest, _ = strings.Cut(rest, "</a>")
		out = a + rest
	}
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%s %s %q", p.Severity, p.Code, src[p.Start:p.End])
		if p.Fix != nil {
			fmt.Fprintf(&b, " -> %q", applyFix(src, p))
		}
		b.WriteByte('\n')
	}
	return out, b.String()
}

func applyFix(src string, p Problem) string {
	for i := len(p.Fix.Edits) - 1; i >= 0; i-- {
		e := p.Fix.Edits[i]
		src = src[:e.Start] + e.Text + src[e.End:]
	}
	return src
}

func resolveForTest(l *Link) Target {
	switch {
	case l.ByTitle && strings.HasPrefix(l.Dest, "学校计划"):
		return Target{Href: "../plans/2012.html", Title: "学校计划（全文）"}
	case l.ByTitle, strings.Contains(l.Dest, "missing"):
		return Target{Broken: true}
	case l.Image:
		return Target{Href: l.Dest, Width: 640, Height: 480}
	}
	return Target{Href: l.Dest, External: strings.HasPrefix(l.Dest, "http")}
}

func readExamples(t *testing.T, file string) []example {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var es []example
	for _, block := range strings.Split("\n"+strings.TrimSuffix(string(data), "\n"), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(block+"\n", "\n")
		source, rest, _ := strings.Cut(rest, "--- html\n")
		html, problems, _ := strings.Cut(rest, "--- problems\n")
		es = append(es, example{name, source, html, problems})
		if source == "" {
			t.Fatalf("%s: %s: no source", file, name)
		}
	}
	return es
}

func writeExamples(t *testing.T, file string, es []example) {
	var b bytes.Buffer
	for _, e := range es {
		fmt.Fprintf(&b, "=== %s\n%s--- html\n%s", e.name, e.source, e.html)
		if e.problems != "" {
			fmt.Fprintf(&b, "--- problems\n%s", e.problems)
		}
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
