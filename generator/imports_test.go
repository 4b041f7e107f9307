package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers is which packages of ours each package may import.
var layers = map[string][]string{
	"diag":               {},
	"config":             {"diag"},
	"markdown":           {"diag"},
	"output":             {"diag"},
	"chart":              {},
	"picture":            {},
	"cache":              {},
	"hanzi":              {"diag"},
	"lint":               {"diag", "hanzi"},
	"importer":           {"diag", "lint", "hanzi"},
	"content":            {"config", "diag", "markdown"},
	"attachment":         {"content", "diag", "lint"},
	"site":               {"config", "content", "diag", "hanzi", "markdown"},
	"statistics":         {"config", "content", "diag", "markdown", "site"},
	"render":             {"chart", "config", "content", "diag", "hanzi", "markdown", "output", "picture", "site", "statistics"},
	"book":               {"chart", "config", "content", "diag", "hanzi", "markdown", "picture", "site", "statistics"},
	"book/typst":         {"book", "diag"},
	"book/docx":          {"book", "book/docx/metafile", "diag"},
	"book/docx/metafile": {},
	"form":               {"config", "content", "diag", "markdown", "site", "statistics"},
	"server":             {"diag", "output"},
}

// reserved is who alone may import a package.
var reserved = map[string][]string{
	"os/exec":                       {""},
	"net/http":                      {"server"},
	"github.com/yuin/goldmark":      {"markdown"},
	"github.com/tetratelabs/wazero": {"book/typst"},
	"github.com/adrg/frontmatter":   {"content"},
	"github.com/xuri/excelize":      {"attachment", "content"},
	"go.yaml.in/yaml/v4":            {"config"},
	"github.com/fsnotify/fsnotify":  {"server"},
	"github.com/alecthomas/kong":    {""},
	"rsc.io/qr":                     {"book"},
}

// TestImports holds the direction of the packages and who may touch what.
func TestImports(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(p)), ".")
		if f.Name.Name == "main" && pkg != "" {
			return nil // a tool of the build
		}
		seen++
		for _, imp := range f.Imports {
			checkImport(t, pkg, p, imp.Path.Value)
		}
		return nil
	})
	if err != nil || seen < 20 {
		t.Fatalf("%d files read: %v", seen, err)
	}
}

func checkImport(t *testing.T, pkg, file, quoted string) {
	path, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatal(err)
	}
	if own, ok := strings.CutPrefix(path, "showcase/generator/"); ok && pkg != "" {
		allowed, known := layers[pkg]
		if !known {
			t.Errorf("%s: the package %s has no layer", file, pkg)
		} else if !slices.Contains(allowed, own) {
			t.Errorf("%s: %s may not import %s", file, pkg, own)
		}
	}
	for prefix, who := range reserved {
		if (path == prefix || strings.HasPrefix(path, prefix+"/")) && !slices.Contains(who, pkg) {
			t.Errorf("%s: only %q may import %s", file, who, prefix)
		}
	}
}
