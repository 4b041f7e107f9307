package main

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// checkPages checks every page of the built sites.
func checkPages(t *testing.T, w website) {
	t.Run("valid", func(t *testing.T) {
		t.Parallel()
		validHTML(t, w)
	})
	for name, dir := range map[string]string{"public": w.public, "staff": w.staff, "begun": w.begun} {
		t.Run("links/"+name, func(t *testing.T) {
			t.Parallel()
			built := files(t, dir)
			checkLinks(t, built)
			noOtherHost(t, built)
		})
	}
	t.Run("addresses", func(t *testing.T) {
		for p := range files(t, w.staff) {
			if !plainAddress.MatchString(p) {
				t.Errorf("the address %q is not plain", p)
			}
		}
	})
}

// noOtherHost wants no file of the output to name another host: the sample
// links to none.
func noOtherHost(t *testing.T, built map[string][]byte) {
	for p, data := range built {
		if !utf8.Valid(data) {
			continue // a picture
		}
		for _, a := range webAddress.FindAllString(string(data), -1) {
			if a != "https://schema.org" && !strings.HasPrefix(a, "http://www.w3.org/") { // names of vocabularies, which nobody asks for
				t.Errorf("%s names %s", p, a)
			}
		}
		for _, m := range cssAddress.FindAllStringSubmatch(string(data), -1) {
			if path.Ext(p) == ".css" && built[path.Join(path.Dir(p), m[1])] == nil && !strings.HasPrefix(m[1], "data:") && !strings.HasPrefix(m[1], "#") {
				t.Errorf("%s wants %s, which is not there", p, m[1])
			}
		}
	}
}

var (
	webAddress = regexp.MustCompile(`https?://[^\s"'<>)]+`)
	cssAddress = regexp.MustCompile(`url\(["']?([^"')]+)`)
)

// plainAddress is a path that survives every file system, server and mail program.
var plainAddress = regexp.MustCompile(`^[A-Za-z0-9._/-]+$`)

// validHTML runs html-validate in one process over all public pages, over those
// that only the staff has, and over those of a school that has just begun.
func validHTML(t *testing.T, w website) {
	slow(t)
	need(t, "node")
	program, err := filepath.Abs("testdata/web/node_modules/html-validate/bin/html-validate.mjs")
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := filepath.Glob(program); m == nil {
		t.Skip("html-validate is not installed; make test-tools installs it")
	}
	args := []string{program, "--config", filepath.Join("testdata", "web", ".htmlvalidate.mjs"), "--formatter", "json"}
	for _, dir := range []string{w.public, w.begun} {
		args = append(args, filepath.ToSlash(dir)+"/**/*.html")
	}
	public := files(t, w.public)
	for p := range files(t, w.staff) {
		if _, also := public[p]; !also && strings.HasSuffix(p, ".html") {
			args = append(args, filepath.Join(w.staff, filepath.FromSlash(p)))
		}
	}
	var said bytes.Buffer
	// To a file: what node has not yet sent through a pipe when it exits is lost.
	results, err := os.Create(filepath.Join(t.TempDir(), "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer results.Close()
	cmd := exec.CommandContext(t.Context(), "node", args...)
	cmd.Stdout, cmd.Stderr = results, &said
	err = cmd.Run()
	out := read(t, results.Name())
	var pages []struct {
		FilePath string
		Messages []struct {
			RuleID       string
			Line, Column int
			Message      string
		}
	}
	if jerr := json.Unmarshal(out, &pages); jerr != nil {
		t.Fatalf("html-validate: %v, %v\n%s", err, jerr, said.Bytes())
	}
	for _, r := range pages {
		for _, m := range r.Messages {
			t.Errorf("%s:%d:%d %s (%s)", r.FilePath, m.Line, m.Column, m.Message, m.RuleID)
		}
	}
	if err != nil && !t.Failed() {
		t.Fatalf("html-validate: %v\n%s", err, said.Bytes())
	}
}

// page is what a page of the output says of itself and others.
type page struct {
	ids   map[string]bool
	links []string // href, src and the like
}

// readPage reads a page's anchors and links.
func readPage(t *testing.T, name string, data []byte) page {
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p := page{ids: map[string]bool{}}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if p.ids[a.Val] {
					t.Errorf("%s: two elements have the id %q", name, a.Val)
				}
				p.ids[a.Val] = true
			case "href", "src", "action", "data-index", "poster":
				p.links = append(p.links, a.Val)
			case "srcset":
				for _, one := range strings.Split(a.Val, ",") {
					p.links = append(p.links, strings.Fields(one)[0])
				}
			case "http-equiv":
				if strings.EqualFold(a.Val, "refresh") {
					i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "content" })
					_, to, _ := strings.Cut(n.Attr[i].Val, "url=")
					p.links = append(p.links, to)
				}
			}
		}
	}
	return p
}

// checkLinks wants every link of every page to lead to a file of the output
// and, where it names one, to an anchor of it.
func checkLinks(t *testing.T, built map[string][]byte) {
	pages := map[string]page{}
	for p, data := range built {
		if strings.HasSuffix(p, ".html") {
			pages[p] = readPage(t, p, data)
		}
	}
	checked := 0
	for from, p := range pages {
		for _, link := range p.links {
			u, err := url.Parse(link)
			if err != nil {
				t.Errorf("%s: the link %q: %v", from, link, err)
				continue
			}
			if link == "data:," { // the 404 page's icon: it does not know where the site's is
				continue
			}
			if u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
				t.Errorf("%s: the link %q is not relative", from, link) // the sample links to no other host
				continue
			}
			to := from
			if u.Path != "" {
				to = path.Join(path.Dir(from), u.Path)
			}
			if _, ok := built[to]; !ok {
				t.Errorf("%s: the link %q leads nowhere", from, link)
			} else if target, isPage := pages[to]; u.Fragment != "" && (!isPage || !target.ids[u.Fragment]) {
				t.Errorf("%s: the link %q names an anchor that %s lacks", from, link, to)
			}
			checked++
		}
	}
	if checked < len(pages) {
		t.Errorf("only %d links seen in %d pages", checked, len(pages))
	}
}
