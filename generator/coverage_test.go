package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"showcase/generator/diag"
)

// coverageTable lists what a school has to show, and where its sample does.
const coverageTable = "docs/coverage.md"

const (
	coverageHead = "| # | 内容 | 类型与字段 | 在哪里看 | 页面上应有 | 检验 |"
	coverageRows = 98
)

// shown is one row of the table.
type shown struct {
	line  int
	id    string
	where string   // a path of the built site, "staff:" before it if the public has none, or a command in backquotes
	texts []string // what stands there for all to see
	tests []string
	todo  bool // not settled yet
}

// TestCoverage builds the sample and holds the table of what it covers against
// its pages.
func TestCoverage(t *testing.T) {
	t.Parallel()
	rows := readCoverage(t)
	school, out := copySample(t), t.TempDir()
	pages := map[string]map[string][]byte{}
	for _, audience := range []string{"public", "staff"} {
		dir := filepath.Join(out, audience)
		build(t, school, dir, "--audience", audience)
		pages[audience] = files(t, dir)
	}
	known := testNames(t)
	open := 0
	for _, r := range rows {
		if r.todo {
			t.Logf("%s:%d: %s is not settled yet", coverageTable, r.line, r.id)
			open++
			continue
		}
		for _, name := range r.tests {
			if !known[name] {
				t.Errorf("%s:%d: %s names the test %q, which is not in the tree%s", coverageTable, r.line, r.id, name, near(name, known))
			}
		}
		if fault := r.fault(t, pages); fault != "" {
			t.Errorf("%s:%d: %s: %s", coverageTable, r.line, r.id, fault)
		}
	}
	t.Logf("%d of %d rows are not settled yet", open, len(rows))
}

// readCoverage reads the table and wants its rows to be complete and in order.
func readCoverage(t *testing.T) []shown {
	t.Helper()
	var rows []shown
	headed := false
	for i, line := range strings.Split(string(read(t, filepath.Join("..", filepath.FromSlash(coverageTable)))), "\n") {
		headed = headed || line == coverageHead
		if !strings.HasPrefix(line, "| S") {
			continue
		}
		table, todo := strings.CutSuffix(strings.TrimSpace(line), "<!-- todo -->")
		cells := strings.Split(strings.Trim(strings.TrimSpace(table), "|"), "|")
		if len(cells) != 6 {
			t.Fatalf("%s:%d: %d columns instead of 6", coverageTable, i+1, len(cells))
		}
		for j := range cells {
			if cells[j] = strings.TrimSpace(cells[j]); cells[j] == "" {
				t.Errorf("%s:%d: column %d is empty", coverageTable, i+1, j+1)
			}
		}
		r := shown{line: i + 1, id: cells[0], where: cells[3], todo: todo, tests: strings.Split(cells[5], "、")}
		for _, m := range backquoted.FindAllStringSubmatch(cells[4], -1) {
			r.texts = append(r.texts, m[1])
		}
		if want := fmt.Sprintf("S%02d", len(rows)+1); r.id != want {
			t.Fatalf("%s:%d: %s where %s should be", coverageTable, r.line, r.id, want)
		}
		if len(r.texts) == 0 || strings.Join(backquoted.FindAllString(cells[4], -1), "、") != cells[4] {
			t.Errorf("%s:%d: write the texts in backquotes, parted by 、: %s", coverageTable, r.line, cells[4])
		}
		rows = append(rows, r)
	}
	if !headed || len(rows) != coverageRows {
		t.Fatalf("%s: %d rows instead of %d below the line\n%s", coverageTable, len(rows), coverageRows, coverageHead)
	}
	return rows
}

var backquoted = regexp.MustCompile("`([^`]+)`")

// fault says what is wrong with a row; "" if nothing is.
func (r shown) fault(t *testing.T, pages map[string]map[string][]byte) string {
	if name, ok := strings.CutPrefix(strings.Trim(r.where, "`"), "showcase "); ok {
		status, said := showcase(t, strings.Fields(name)[0], "--help")
		if status != exitOK {
			return fmt.Sprintf("there is no command %s: %s", r.where, said)
		}
		return r.lacking(r.where, said)
	}
	path, inner := strings.CutPrefix(r.where, "staff:")
	audience := "public"
	if inner {
		audience = "staff"
	}
	page, ok := pages[audience][path]
	if !ok {
		return fmt.Sprintf("the %s edition has no page %s%s", audience, path, near(path, pages[audience]))
	}
	if fault := r.lacking(path, visible(t, page)); fault != "" {
		return fault
	}
	if page, ok := pages["public"][path]; inner && ok && r.lacking(path, visible(t, page)) == "" {
		return fmt.Sprintf("the public sees %s too: drop “staff:”, or something private is shown", path)
	}
	return ""
}

// lacking says which text does not stand on a page, and what comes nearest.
func (r shown) lacking(where, text string) string {
	text = blank.ReplaceAllString(text, "")
	for _, want := range r.texts {
		want = blank.ReplaceAllString(want, "")
		if strings.Contains(text, want) {
			continue
		}
		runes, from := []rune(want), -1
		n := len(runes)
		for ; from < 0 && n > 1; n-- { // the longest beginning that does stand there
			from = strings.Index(text, string(runes[:n]))
		}
		if from < 0 {
			return fmt.Sprintf("%s does not say “%s”, nor how it begins", where, want)
		}
		end := min(len(text), from+len(string(runes[:n+1]))+60)
		return fmt.Sprintf("%s does not say “%s”, but “%s…”", where, want, strings.ToValidUTF8(text[from:end], ""))
	}
	return ""
}

// visible is the text of a page's body as a reader sees it.
func visible(t *testing.T, page []byte) string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && slices.Contains([]string{"head", "script", "style", "template"}, n.Data):
			return
		}
		for k := range n.ChildNodes() {
			walk(k)
		}
	}
	walk(doc)
	return b.String()
}

// testNames are the names of all tests of the tree.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		for _, m := range testName.FindAllSubmatch(text, -1) {
			names[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

var testName = regexp.MustCompile(`(?m)^func (Test\w+)\(`)

// near names what a misspelt name probably meant.
func near[V any](name string, known map[string]V) string {
	if n := diag.Nearest(name, slices.Sorted(maps.Keys(known))); n != "" {
		return fmt.Sprintf("; did it mean %s?", n)
	}
	return ""
}
