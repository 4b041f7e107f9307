package site_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

var update = flag.Bool("update", false, "write what was found into the testdata")

// TestLink links the small sites of testdata. An archive's comment holds the
// options (audience: staff, today: 2012-06-15); the file "findings" holds what
// Link reports, "facts" what the site then is. Findings of reading are left
// out, except that there may be no errors among them.
func TestLink(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, found := linkArchive(t, ar)
			got := map[string]string{"findings": listFindings(found), "facts": facts(s)}
			for i, f := range ar.Files {
				text, ok := got[f.Name]
				if !ok {
					continue
				}
				if diff := cmp.Diff(string(f.Data), text); diff != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", f.Name, diff)
				}
				ar.Files[i].Data = []byte(text)
				delete(got, f.Name)
			}
			if len(got) > 0 {
				t.Errorf("the archive lacks %d of findings and facts", len(got))
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// linkArchive writes an archive's files to a folder, reads and links them.
func linkArchive(t testing.TB, ar *txtar.Archive) (*site.Site, []diag.Diagnostic) {
	t.Helper()
	var o site.Options
	for line := range strings.Lines(string(ar.Comment)) {
		switch key, value, _ := strings.Cut(strings.TrimSpace(line), ": "); key {
		case "audience":
			if value == "staff" {
				o.Audience = site.Staff
			}
		case "today":
			d, fault := content.ParseDate(value)
			if fault != nil {
				t.Fatal(fault)
			}
			o.Today = d
		}
	}
	dir := t.TempDir()
	for _, f := range ar.Files {
		if f.Name == "findings" || f.Name == "facts" {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return linkFolder(t, dir, o)
}

func linkFolder(t testing.TB, dir string, o site.Options) (*site.Site, []diag.Diagnostic) {
	t.Helper()
	toml, _ := os.ReadFile(filepath.Join(dir, "config.toml"))
	cfg, found := config.Load(toml, "config.toml")
	types, more := content.LoadTypes(cfg.Types)
	src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range slices.Concat(found, more, src.Diagnostics) {
		if d.Severity == diag.Error {
			t.Fatalf("%s:%d: %s", d.File, d.Start.Line, d.Message.EN)
		}
	}
	return site.Link(src, types, cfg, o)
}

// listFindings prints one finding a line: place, severity, code, and the names
// that its hint offers.
func listFindings(found []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s:%d:%d %s %s\n\t%s\n", d.File, d.Start.Line, d.Start.Column, d.Severity, d.Code, d.Message.EN)
		if d.Hint.EN != "" {
			fmt.Fprintf(&b, "\t→ %s\n", d.Hint.EN)
		}
	}
	return b.String()
}

// facts prints what the rest of the program may learn of a site.
func facts(s *site.Site) string {
	var b strings.Builder
	line := func(indent, key string, values ...string) {
		if values = slices.DeleteFunc(values, func(v string) bool { return v == "" }); len(values) > 0 {
			fmt.Fprintf(&b, "%s%s %s\n", indent, key, strings.Join(values, " "))
		}
	}
	paths := func(pages []*site.Page) []string {
		var out []string
		for _, p := range pages {
			out = append(out, p.Path)
		}
		return out
	}
	path := func(p *site.Page) string {
		if p == nil {
			return ""
		}
		return p.Path
	}
	people := map[string]bool{}
	line("", "home", path(s.Home))
	for _, one := range s.Series {
		line("", "series", append([]string{one.Name, one.Path}, paths(one.Pages)...)...)
	}
	for _, p := range s.Pages {
		line("", "page", p.Path, "←", p.File)
		for _, a := range p.Authors {
			people[a.Name] = true
			line("  ", "author", a.Name)
		}
		line("  ", "group", path(p.Group))
		if p.Term != nil {
			line("  ", "term", p.Term.Path)
		}
		line("  ", "neighbours", path(p.Prev), "|", path(p.Next))
		if p.Body != nil {
			for _, k := range p.Body.Links {
				line("  ", "link", k.Dest, "→", target(s.Target(k)))
			}
		}
		if p.Cover != nil {
			line("  ", "cover", target(s.Asset(p.Cover)))
		}
		for i := range p.Evidence {
			line("  ", "evidence", target(s.Asset(&p.Evidence[i])))
		}
		line("  ", "backlinks", paths(p.Backlinks)...)
		if who := s.PersonOf(p); who != nil {
			people[who.Name] = true
		}
		for _, r := range p.Records {
			if who := s.Person(r.Title); who != nil {
				people[who.Name] = true
			}
			line("  ", "record", r.Anchor, r.Title)
			for i := range r.Evidence {
				line("    ", "evidence", target(s.Asset(&r.Evidence[i])))
			}
		}
	}
	for _, sec := range s.Sections {
		line("", "section", append([]string{sec.Path, sec.Type.Label, path(sec.Intro), "|"}, paths(sec.Pages)...)...)
		for _, r := range sec.Records {
			line("  ", "record", r.Page.Path+"#"+r.Anchor)
		}
	}
	for _, t := range s.Terms {
		line("", "term", append([]string{t.Path, t.Title, "|"}, paths(t.Pages)...)...)
	}
	for _, t := range s.Tags {
		line("", "tag", append([]string{t.Path, t.Name, "|"}, paths(t.Pages)...)...)
	}
	entries := func(list []site.Entry) []string {
		var out []string
		for _, e := range list {
			out = append(out, strings.TrimSuffix(e.Page.Path+"#"+e.Anchor(), "#"))
		}
		return out
	}
	for _, p := range s.Pages {
		g := s.GroupOf(p)
		if g == nil {
			continue
		}
		line("", "group", p.Path)
		if g.Parent != nil {
			line("  ", "below", g.Parent.Page.Path)
		}
		for _, m := range g.Roster {
			line("  ", "member", m.Name, m.Role, strings.Join(m.Posts, "、"))
		}
		line("  ", "entries", entries(g.Entries)...)
		line("  ", "projects", entries(g.Projects)...)
		line("  ", "awards", entries(g.Awards)...)
	}
	for _, g := range s.TopGroups() {
		line("", "top group", g.Page.Path)
	}
	for _, r := range s.Redirects() {
		line("", "redirect", r.From, "→", r.To.Path)
	}
	for _, f := range s.Files {
		line("", "file", f.Path, "←", s.SourceOf(f.Path))
	}
	for _, name := range slices.Sorted(maps.Keys(people)) {
		who := s.Person(name)
		known := ""
		if who.Known {
			known = "known"
		}
		line("", "person", who.Name, known, path(who.Page))
		for _, part := range who.Parts {
			var roles []string
			for _, role := range part.Roles {
				roles = append(roles, role.Field.Label)
			}
			at := part.Page.Path
			if a := part.Anchor(); a != "" {
				at += "#" + a
			}
			line("  ", "part", at, strings.Join(roles, "、"), part.Date().ISO())
		}
		line("  ", "groups", paths(who.Groups)...)
		if who.Record != nil {
			line("  ", "row", who.Record.Page.Path+"#"+who.Record.Anchor)
		}
	}
	return b.String()
}

func target(t site.Target) string {
	out := t.URL + t.Path
	if t.Anchor != "" {
		out += "#" + t.Anchor
	}
	if t.Broken {
		out += "✗"
	}
	if t.Page == nil && t.Title != "" {
		out += "《" + t.Title + "》"
	}
	return out
}
