package book

import (
	"maps"
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// Sources are what a document was made from: whoever wants to print it needs to
// care about the faults of these files and no others.
type Sources struct {
	Files []string // whose text, rows or images it prints; relative to the site, sorted
	Types []string // the names of types of which it gathers or counts all that there are
}

// Hold reports whether a file is among the sources. One of a gathered type is,
// even if its faults keep all that it says out of the site.
func (s Sources) Hold(file string, types *content.Types) bool {
	if _, found := slices.BinarySearch(s.Files, file); found {
		return true
	}
	parts := strings.Split(file, "/")
	if len(parts) < 3 || parts[0] != "content" || !slices.Contains([]string{".md", ".csv", ".xlsx"}, strings.ToLower(path.Ext(file))) {
		return false
	}
	t := types.Find(parts[1])
	return t != nil && slices.Contains(s.Types, t.Name)
}

// use notes that the document prints something of a file.
func (a *assembler) use(file string) {
	if file != "" {
		a.files[file] = true
	}
}

// useAll notes that the document gathers or counts all of a type.
func (a *assembler) useAll(t *content.Type) {
	if t != nil {
		a.types[t.Name] = true
	}
}

// useBlock notes what a board's block shows.
func (a *assembler) useBlock(b site.Block) {
	for _, r := range b.Records {
		a.use(r.File)
	}
	pages := append([]*site.Page{b.Page}, b.Pages...)
	for _, f := range b.Faces {
		pages = append(pages, f.Page)
	}
	for _, p := range pages {
		if p != nil {
			a.use(p.File)
		}
	}
}

func (a *assembler) sources() Sources {
	return Sources{Files: slices.Sorted(maps.Keys(a.files)), Types: slices.Sorted(maps.Keys(a.types))}
}
