package content

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"showcase/generator/config"
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// Options say how a source tree is read.
type Options struct {
	Types   *Types                        // nil: the built-in types
	Config  *config.Config                // nil: defaults
	Cache   *Cache                        // nil: every file is read and parsed
	Check   func(*Item) []diag.Diagnostic // further checks of one file's item, run beside its parsing; may be nil
	Workers int                           // 0: one a core

	calendar *Calendar // of Config
}

// Source is a site's content as it stands in its files.
type Source struct {
	Items       []*Item  // one a Markdown file or table, by path; a register's rows are in Records
	Assets      []string // the other files of content/ and static/, by path
	Diagnostics []diag.Diagnostic

	// The tables of workbooks that pages show, by path in Unicode's form C; nil
	// for one that cannot be shown, which is reported.
	Grids map[string]*markdown.Grid
}

// Read reads content/ and static/ of the site in dir. Findings about files are
// in the Source; an error means that the folder itself could not be read, or
// that ctx was cancelled. The result does not depend on the number of workers.
//
// In the folders of types whose tables are registers, CSV and XLSX files are
// items too, with an empty body; a table in which no register is found is an asset.
//
// Folders below content/ give the type, files at its root are pages unless
// type: says otherwise. Names that begin with a dot or ~$, and the droppings of
// editors and systems, are passed over. Links out of the site are errors and
// not followed.
func Read(ctx context.Context, dir string, o Options) (*Source, error) {
	if o.Types == nil {
		o.Types, _ = LoadTypes(nil)
	}
	o.calendar, _ = LoadCalendar(o.Config)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the site: %w", err)
	}
	defer root.Close()
	w := &walker{root: root, dir: dir, o: &o, warned: map[string]bool{}}
	if err := w.walk(ctx, "content"); err != nil {
		return nil, err
	}
	if err := w.walk(ctx, "static"); err != nil {
		return nil, err
	}
	s := &Source{Assets: w.assets}
	results := w.parse(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found := w.found
	for i, r := range results {
		if r.item != nil {
			s.Items = append(s.Items, r.item)
		} else if isTable(w.pages[i].file) && len(r.found) > 0 && r.found[0].Code == noRegister {
			s.Assets = append(s.Assets, w.pages[i].file)
		}
		found = append(found, r.found...)
	}
	slices.Sort(s.Assets)
	found = append(found, w.grids(s)...)
	diag.Sort(found)
	s.Diagnostics = found
	return s, nil
}

type walker struct {
	root   *os.Root
	dir    string
	o      *Options
	pages  []page
	assets []string
	found  []diag.Diagnostic
	warned map[string]bool // folders that are no type's
}

// page is a Markdown file or a table to be parsed.
type page struct {
	file   string // relative to the site
	folder string // first folder below content, empty at the root
	info   fs.FileInfo
	linked bool // reached through a symbolic link: to be opened inside the site only
}

type result struct {
	item  *Item
	found []diag.Diagnostic
}

func (w *walker) problem(file string, sev diag.Severity, code string, message, hint diag.Text) {
	w.found = append(w.found, diag.Diagnostic{File: file, Severity: sev, Code: code, Message: message, Hint: hint})
}

// walk collects the files below the folder, in the order of their names.
func (w *walker) walk(ctx context.Context, folder string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(w.dir, filepath.FromSlash(folder)))
	if err != nil {
		switch {
		case errors.Is(err, fs.ErrNotExist) && folder == "static":
		case errors.Is(err, fs.ErrNotExist) && folder == "content":
			w.problem("content", diag.Error, "content/none", diag.Say("没有 content 文件夹", "there is no folder content"), diag.Say("建一个 content 文件夹，把文章放进去；或者运行 showcase new 案例", "make a folder content and put the pages there, or run showcase new case"))
		case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
			w.unreadable(folder, err)
		default:
			return fmt.Errorf("reading %s: %w", folder, err)
		}
		return nil
	}
	for _, e := range entries {
		name := e.Name()
		if ignored(name) {
			continue
		}
		file := folder + "/" + name
		switch {
		case e.Type()&fs.ModeSymlink != 0:
			w.symlink(file)
		case e.IsDir():
			if err := w.walk(ctx, file); err != nil {
				return err
			}
		case e.Type().IsRegular():
			w.file(file, false, e.Info)
		default:
			w.problem(file, diag.Warning, "content/special", diag.Say("这不是普通文件，略过", "not a regular file, passed over"), diag.Text{})
		}
	}
	return nil
}

// ignored reports whether a name is none of the author's: hidden files, locks
// of office programs, leftovers of editors.
func ignored(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(lower, ".tmp") || strings.HasSuffix(lower, ".swp") || strings.HasSuffix(lower, ".bak") || strings.HasSuffix(lower, ".crdownload") ||
		lower == "thumbs.db" || lower == "desktop.ini" || lower == "__macosx"
}

func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	return false
}

func (w *walker) file(file string, linked bool, info func() (fs.FileInfo, error)) {
	if !strings.HasPrefix(file, "content/") || !isMarkdown(file) && !w.register(file) {
		w.assets = append(w.assets, file)
		return
	}
	fi, err := info()
	if err != nil {
		w.unreadable(file, err)
		return
	}
	folder := ""
	if parts := strings.SplitN(file, "/", 3); len(parts) == 3 {
		folder = parts[1]
		w.folder(folder)
	}
	w.pages = append(w.pages, page{file, folder, fi, linked})
}

// register reports whether the file is a table in the folder of a type whose
// tables are registers.
func (w *walker) register(file string) bool {
	parts := strings.SplitN(file, "/", 3)
	if len(parts) < 3 {
		return false
	}
	t := w.o.Types.Find(parts[1])
	if t == nil || !t.Register {
		return false
	}
	if ext := strings.ToLower(path.Ext(file)); (ext == ".xls" || ext == ".et") && !strings.Contains(parts[2], "/") {
		w.problem(file, diag.Warning, "register/format", diag.Say("读不了 %[1]s 格式的表格", "tables in the format %[1]s cannot be read", ext), diag.Say("用 Excel 或 WPS 打开，另存为 .xlsx 或 .csv", "open it and save it as .xlsx or .csv"))
	}
	return isTable(file)
}

// folder reports a folder that is no type's, once.
func (w *walker) folder(folder string) {
	if w.warned[folder] || w.o.Types.Find(folder) != nil {
		return
	}
	w.warned[folder] = true
	var names []string
	for _, t := range w.o.Types.All() {
		names = append(append(names, t.Plural, t.Label, t.Name), t.Aliases...)
	}
	hint := diag.Say("里面的文件当作普通页面。案例放进 cases 或“案例”，计划放进 plans 或“计划”", "its files become plain pages; cases belong into cases, plans into plans")
	if near := diag.Nearest(folder, names); near != "" {
		hint = diag.Say("是不是“%[1]s”？里面的文件先当作普通页面", "did you mean %[1]q? Its files become plain pages for now", near)
	}
	w.problem("content/"+folder, diag.Warning, "content/folder", diag.Say("不认识的文件夹“%[1]s”", "unknown folder %[1]q", folder), hint)
}

// symlink follows a link to a file of the site; others are reported.
func (w *walker) symlink(file string) {
	info, err := w.root.Stat(file)
	switch {
	case err != nil:
		w.problem(file, diag.Error, "content/symlink", diag.Say("这个链接指向网站文件夹以外，或者指向的文件不存在，不能用", "this link leads out of the site's folder or nowhere and is not followed"),
			diag.Say("把文件本身复制进来", "copy the file itself into the site"))
	case info.IsDir():
		w.problem(file, diag.Warning, "content/symlink", diag.Say("链接到文件夹，略过", "a link to a folder is passed over"), diag.Say("把文件夹本身放进来", "put the folder itself here"))
	default:
		w.file(file, true, func() (fs.FileInfo, error) { return info, nil })
	}
}

func (w *walker) unreadable(file string, err error) {
	w.problem(file, diag.Error, "content/unreadable", diag.Say("打不开这个文件：%[1]v", "cannot be opened: %[1]v", err), diag.Say("看看文件是否被别的程序占用，或者没有读取的权限", "see whether another program holds it, or the permission is missing"))
}

// parse parses all pages with a worker a core; the results keep the pages' order.
func (w *walker) parse(ctx context.Context) []result {
	results := make([]result, len(w.pages))
	workers := w.o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	c := w.o.Cache
	c.begin(w.o, w.pages)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, max(len(w.pages), 1)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(w.pages) {
					return
				}
				results[i] = w.one(c, w.pages[i])
			}
		})
	}
	wg.Wait()
	if ctx.Err() == nil {
		c.end(w.pages, results)
	}
	return results
}

// one reads and parses one page, or takes it from the cache.
func (w *walker) one(c *Cache, p page) result {
	if r, ok := c.unchanged(p); ok {
		return r
	}
	var raw []byte
	var err error
	if p.linked {
		raw, err = w.root.ReadFile(p.file)
	} else { // found by walking real folders; opening it is three times cheaper this way
		raw, err = os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(p.file)))
	}
	if err != nil {
		d := diag.Diagnostic{File: p.file, Severity: diag.Error, Code: "content/unreadable", Message: diag.Say("打不开这个文件：%[1]v", "cannot be opened: %[1]v", err),
			Hint: diag.Say("看看文件是否被别的程序占用，或者没有读取的权限", "see whether another program holds it, or the permission is missing")}
		return result{nil, []diag.Diagnostic{d}}
	}
	return c.parsed(p, raw, func() result {
		read := build
		if isTable(p.file) {
			read = buildTable
		}
		item, found := read(w.o, p.file, p.folder, raw)
		return result{item, found}
	})
}
