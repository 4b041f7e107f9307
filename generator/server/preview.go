package server

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"sync"

	"showcase/generator/diag"
	"showcase/generator/output"
)

// preview is what is served now. Its state changes only in build.
type preview struct {
	ctx  context.Context // ends with Serve
	opts Options
	run  string // names this run, so that pages of an earlier one are recognised

	mu    sync.Mutex
	now   state
	news  chan struct{} // closed when now changes
	built chan struct{} // closed after the first build
}

// state is the result of the last build. It is replaced as a whole.
type state struct {
	tree     *output.Tree   // of the last good build; nil before it
	version  int            // counts good builds
	build    int            // counts all builds
	findings findings       // of the last build
	assets   map[string]int // for each path but pages, the version in which it last changed
}

func newPreview(ctx context.Context, o Options) *preview {
	return &preview{ctx: ctx, opts: o, run: rand.Text(), news: make(chan struct{}), built: make(chan struct{})}
}

// state returns what is served, and a channel that is closed when that changes.
func (p *preview) state() (state, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now, p.news
}

// build builds once and tells the open pages.
func (p *preview) build() {
	tree, found, err := p.opts.Build(p.ctx)
	if p.ctx.Err() != nil {
		return
	}
	old, _ := p.state()
	next := state{tree: old.tree, version: old.version, build: old.build + 1, assets: old.assets}
	next.findings = p.report(found, err)
	if tree != nil && next.findings.Errors == 0 {
		next.tree = tree
		next.version++
		next.assets = changedAssets(old, tree, next.version)
	}
	p.mu.Lock()
	p.now = next
	close(p.news)
	p.news = make(chan struct{})
	p.mu.Unlock()
	if next.build == 1 {
		close(p.built)
	}
}

func changedAssets(old state, tree *output.Tree, version int) map[string]int {
	assets := map[string]int{}
	if old.tree == nil {
		return assets
	}
	for path, v := range old.assets {
		assets[path] = v
	}
	for _, path := range output.Diff(old.tree, tree) {
		if !isPage(path) {
			assets[path] = version
		}
	}
	return assets
}

func isPage(file string) bool { return path.Ext(file) == ".html" || path.Ext(file) == ".htm" }

// served is what an address leads to.
type served struct {
	path    string // of the entry; empty if there is none to show
	missing bool   // the path is that of the page that says so
	folder  bool   // the address lacks the slash at its end
}

// resolve finds the entry for the path of an address, as a plain web server does.
func resolve(tree *output.Tree, address string) served {
	file := strings.TrimPrefix(address, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	switch {
	case tree.Has(file):
		return served{path: file}
	case tree.Has(file + "/index.html"):
		return served{folder: true}
	case tree.Has("404.html"):
		return served{path: "404.html", missing: true}
	}
	return served{missing: true}
}

// mark names what an address shows: equal marks, equal sight.
func mark(tree *output.Tree, address string) string {
	if tree == nil {
		return "none"
	}
	s := resolve(tree, address)
	if s.path == "" {
		return fmt.Sprint("none there ", s.folder)
	}
	data, err := tree.Bytes(s.path)
	if err != nil {
		return "error " + err.Error()
	}
	return hash(data, s.path)
}

func hash(data []byte, more string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s\n", len(data), more)
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// failure is a finding for an entry that could not be made when it was asked for.
func failure(err error) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Message: diag.Say("这一页没有生成出来：%v", "This page could not be made: %v", err)}
}
