// Package typst makes PDF of a [book.Document] with the Typst compiler, which
// runs inside the program as WebAssembly: no browser, no other process.
//
// The same document gives the same bytes with the same fonts, on any day. Every
// PDF is read back and its text compared with the document's, character for
// character: a PDF whose text differs is never returned.
//
// Nothing is done before [Open], and the engine is started by the first
// [Engine.PDF], which takes seconds the first time on a machine.
package typst

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// Options say where fonts and templates are. Only Templates is required.
type Options struct {
	Roles        map[Role][]string // families or font files, tried in order before the built-in ones
	FontDirs     []string          // folders of fonts that go before the system's
	OnlyFontDirs bool              // the system's fonts are left alone
	Templates    fs.FS             // holds official.typ, certificate.typ and panel.typ
	CacheDir     string            // empty: showcase in the user's cache folder
	Notice       func(diag.Text)   // a slow first start; nil: not told
}

// Result is a printed document. PDF is nil if a designed sheet does not hold its
// text: the findings say which.
type Result struct {
	PDF      []byte
	Pages    int            // sheets' sides, cover and contents included
	Blank    int            // how many of them, at the end, only fill up the last sheet
	PageOf   map[string]int // by bookmark: the page number printed there
	Findings []Finding
}

// Finding is something about the document that the print shows otherwise than asked.
type Finding struct {
	Severity diag.Severity
	Origin   book.Origin // where it comes from; zero: the document as a whole
	Code     string      // print/overflow, print/no-glyph, print/other-font, print/control-character, print/image, print/no-target, print/overfull, print/off-page, print/blurred, print/wide-table
	Message  diag.Text
	Char     rune   // for the codes of characters
	Near     string // text around the place
}

// MissingError says what the computer lacks and how to get it.
type MissingError struct{ What, Cure diag.Text }

func (e *MissingError) Error() string { return e.What.EN + ". " + e.Cure.EN }

// Engine makes PDF. It may be used by several goroutines.
type Engine struct {
	options   Options
	ctx       context.Context
	plan      *fontPlan
	place     string            // of the WebAssembly
	templates map[string][]byte // by file name
	cacheDir  string
	startOnce sync.Once
	startErr  error
	program   *program
	faces     *typefaces
	slots     chan struct{} // one for each document that may be in work

	mutex      sync.Mutex // guards what follows
	rare       *rareFonts
	state      *snapshot
	generation int // of state
	idle       []*compiler
	closed     bool
}

// templateNames are the files in Options.Templates, and in the engine.
var templateNames = []string{"official.typ", book.CertificateTemplate + ".typ", book.PanelTemplate + ".typ"}

// Open finds the engine, the fonts and the template, but starts nothing yet.
// What the computer lacks is a *[MissingError].
func Open(ctx context.Context, o Options) (*Engine, error) {
	e := &Engine{options: o, ctx: ctx, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	e.templates = map[string][]byte{}
	for _, name := range templateNames {
		data, err := fs.ReadFile(o.Templates, name)
		if err != nil {
			return nil, fmt.Errorf("read the print template: %w", err)
		}
		e.templates[name] = data
	}
	var err error
	e.cacheDir = cacheFolder(o)
	if e.place, err = findWASM(e.cacheDir); err != nil {
		return nil, err
	}
	if e.plan, err = planFonts(o); err != nil {
		return nil, err
	}
	return e, nil
}

func cacheFolder(o Options) string {
	if o.CacheDir != "" {
		return o.CacheDir
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(user, "showcase")
}

func (e *Engine) notice(t diag.Text) {
	if e.options.Notice != nil {
		e.options.Notice(t)
	}
}

// Faces tells which font serves each role.
func (e *Engine) Faces() []Face { return e.plan.list() }

// Status is what a computer has for printing.
type Status struct {
	Engine  string // where the WebAssembly is; empty: nowhere
	Faces   []Face // which font serves each role
	Missing []*MissingError
}

// Probe looks for the engine and the fonts and reads nothing but their names.
func Probe(o Options) Status {
	var s Status
	var err error
	missing := func(err error) {
		var m *MissingError
		if errors.As(err, &m) {
			s.Missing = append(s.Missing, m)
		}
	}
	if s.Engine, err = findWASM(cacheFolder(o)); err != nil {
		missing(err)
	}
	plan, err := planFonts(o)
	if err != nil {
		missing(err)
		return s
	}
	s.Faces = plan.list()
	return s
}

// Close stops the engine; documents being made are finished first.
func (e *Engine) Close() error {
	for range cap(e.slots) {
		e.slots <- struct{}{}
	}
	defer func() {
		for range cap(e.slots) {
			<-e.slots
		}
	}()
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.closed = true
	var errs []error
	for _, c := range e.idle {
		errs = append(errs, c.close())
	}
	if e.state != nil {
		errs = append(errs, e.state.close())
	}
	e.idle, e.state = nil, nil
	if e.program != nil {
		errs = append(errs, e.program.close())
		e.program = nil
	}
	return errors.Join(errs...)
}

// start compiles the engine, loads the fonts and takes the snapshot.
func (e *Engine) start() error {
	wasm, err := readWASM(e.place)
	if err != nil {
		return err
	}
	var wait sync.WaitGroup
	var fontErr error
	wait.Go(func() { e.faces, fontErr = loadFonts(e.plan) })
	defer wait.Wait()
	compiled := ""
	if e.cacheDir != "" {
		compiled = filepath.Join(e.cacheDir, "engine")
	}
	if e.program, err = loadProgram(e.ctx, wasm, compiled, func() {
		e.notice(diag.Say("第一次使用排版引擎，正在准备，约需十几秒……", "the print engine is being prepared; this takes some seconds the first time …"))
	}); err != nil {
		return err
	}
	wait.Wait()
	if fontErr != nil {
		return fontErr
	}
	e.rare = newRareFonts(e.plan.found)
	if err := e.takeSnapshot(e.faces.fonts); err != nil {
		return err
	}
	// Reading the fonts and the engine left three times as much as setting a
	// document takes; the machines can use it.
	debug.FreeOSMemory()
	return nil
}

func (e *Engine) takeSnapshot(fonts []*loadedFont) error {
	m, err := e.program.start()
	if err != nil {
		return err
	}
	defer func() {
		if m != nil { // an error in ending it loses nothing
			_ = m.close()
		}
	}()
	c, err := m.newCompiler(fonts)
	if err != nil {
		return fmt.Errorf("give the fonts to the print engine: %w", err)
	}
	for _, name := range templateNames {
		if err := c.addSource("/"+name, e.templates[name]); err != nil {
			return fmt.Errorf("give the template to the print engine: %w", err)
		}
	}
	state, err := c.snapshot()
	if err != nil {
		return err
	}
	// The machine is the snapshot now; an earlier one goes instead.
	m = nil
	if e.state != nil {
		m = e.state.machine
	}
	e.state = state
	e.generation++
	return nil
}

// facesFor returns the fonts for a document: those of the roles, and those that
// have characters which the former lack. The engine is given new ones.
func (e *Engine) facesFor(doc *book.Document) (*typefaces, error) {
	g := newGlyphs(e.faces)
	r := expect(doc, g, nil, nil, func(*book.Heading) int { return 0 })
	missing := r.glyphs.missing
	if len(missing) == 0 {
		return e.faces, nil
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	var fonts []*loadedFont
	grown := false
	for _, i := range e.rare.choose(missing) {
		if e.rare.loaded[i] == nil {
			f, err := e.rare.order[i].load(engineFamily(len(e.faces.fonts) + len(e.rare.loaded)))
			if err != nil {
				return nil, err
			}
			e.rare.loaded[i] = f
			grown = true
		}
		fonts = append(fonts, e.rare.loaded[i])
	}
	if grown {
		all := slices.Clone(e.faces.fonts)
		for _, i := range slices.Sorted(maps.Keys(e.rare.loaded)) {
			all = append(all, e.rare.loaded[i])
		}
		if err := e.takeSnapshot(all); err != nil {
			return nil, err
		}
	}
	return e.faces.with(fonts), nil
}

// machine returns one that nobody else uses.
func (e *Engine) machine() (*compiler, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.closed {
		return nil, errClosed
	}
	for n := len(e.idle); n > 0; n = len(e.idle) {
		c := e.idle[n-1]
		e.idle = e.idle[:n-1]
		if c.generation == e.generation {
			return c, nil
		}
		_ = c.close() // has not all fonts
	}
	c, err := e.program.restore(e.state)
	if err != nil {
		return nil, err
	}
	c.generation = e.generation
	return c, nil
}

// A machine is given up after so many documents, or when its memory has grown
// past this size: WebAssembly never gives memory back.
const (
	documentsPerMachine = 25
	machineMemory       = 192 << 20
)

func (e *Engine) release(c *compiler, sound bool) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if sound && !e.closed && c.documents < documentsPerMachine && c.memory.Size() < machineMemory {
		e.idle = append(e.idle, c)
	} else {
		// Nothing of a given-up machine is needed any more, an error included.
		_ = c.close()
	}
}

var errClosed = errors.New("the print engine is closed")

// PDF prints the document. The first call starts the engine.
func (e *Engine) PDF(doc *book.Document) (Result, error) {
	e.slots <- struct{}{}
	defer func() { <-e.slots }()
	if err := e.started(); err != nil {
		return Result{}, err
	}
	faces, err := e.facesFor(doc)
	if err != nil {
		return Result{}, err
	}
	c, err := e.machine()
	if err != nil {
		return Result{}, err
	}
	sound := false
	defer func() { e.release(c, sound) }()
	r, err := e.print(c, faces, doc)
	sound = err == nil
	return r, err
}

// Warm starts the engine, so that the first PDF need not wait for it.
func (e *Engine) Warm() error {
	e.slots <- struct{}{}
	defer func() { <-e.slots }()
	return e.started()
}

// started starts the engine, once.
func (e *Engine) started() error {
	e.startOnce.Do(func() {
		if e.startErr = errClosed; !e.isClosed() {
			e.startErr = e.start()
		}
	})
	return e.startErr
}

func (e *Engine) isClosed() bool {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.closed
}

// print makes the PDF. An image that the engine cannot read is drawn as its
// description in another try.
func (e *Engine) print(c *compiler, faces *typefaces, doc *book.Document) (Result, error) {
	unusable := map[string]bool{}
	for {
		g := glyphsFor(doc, faces)
		c.documents++
		// A path that this machine never used: the engine re-parses a replaced
		// file byte by byte and has put wrong characters into the new text.
		folder := fmt.Sprintf("/d%d", c.documents)
		src := write(doc, g, folder, unusable)
		pdf, found, err := c.make(src, folder)
		if bad := badImage(err, src); bad != "" && !unusable[bad] {
			unusable[bad] = true
			continue
		}
		if err != nil {
			return Result{}, fmt.Errorf("print %s: %w", doc.Name, err)
		}
		over, empty := src.overflows(found)
		if len(over) > 0 {
			return Result{Findings: append(over, g.findings(nil)...)}, nil
		}
		r, err := checked(doc, g, src, unusable, pdf, found.pages)
		r.Findings = append(r.Findings, empty...)
		if err == nil && doc.Tiles != nil {
			return c.tile(r, faces, doc)
		}
		return r, err
	}
}

// typeArea is where text may be on a page of the paper, which may lie on its side.
func typeArea(l book.Layout, paper edges) edges {
	const slack = 12 // points: punctuation may hang out a little
	if l.Mirrored {  // either edge may be the inner one
		l.Left = min(l.Left, l.Right)
		l.Right = l.Left
	}
	if (paper.right > paper.top) != (l.Width > l.Height) {
		l = l.Turned()
	}
	return edges{
		left: l.Left*pointsPerMM - slack, bottom: l.Bottom*pointsPerMM - slack,
		right: (l.Width-l.Right)*pointsPerMM + slack, top: (l.Height-l.Top)*pointsPerMM + slack,
	}
}

// checked reads the PDF back and compares it with the document: its text
// character for character, its outline, its links, its fonts and its images.
func checked(doc *book.Document, g *glyphs, src *source, unusable map[string]bool, pdf []byte, places []int) (Result, error) {
	p, err := readPDF(pdf, func(paper edges) edges { return typeArea(doc.Layout, paper) })
	if err != nil {
		return Result{}, fmt.Errorf("read back the PDF of %s: %w", doc.Name, err)
	}
	if len(places) != len(src.places) {
		return Result{}, fmt.Errorf("print %s: the engine found %d places of %d", doc.Name, len(places), len(src.places))
	}
	r := Result{PDF: pdf, Pages: p.pages, Blank: p.blank, PageOf: map[string]int{}}
	pageOf := map[book.Block]int{}
	for i, place := range src.places {
		pageOf[place.block] = places[i]
		if _, ok := r.PageOf[place.bookmark]; !ok && place.bookmark != "" {
			r.PageOf[place.bookmark] = places[i]
		}
	}
	r.Findings = append(g.findings(pageOf), src.findings...)
	want := expect(doc, g, unusable, r.PageOf, func(h *book.Heading) int { return pageOf[h] })
	err = want.compare(p)
	if err == nil {
		err = p.sound()
	}
	if err == nil && doc.Template == "" {
		err = want.compareOutline(p, pageOf)
	}
	if err != nil {
		return Result{}, fmt.Errorf("check the PDF of %s: %w", doc.Name, err)
	}
	for _, o := range p.outside {
		r.Findings = append(r.Findings, o.finding())
	}
	r.Findings = append(r.Findings, p.blurred(doc, src)...)
	return r, nil
}

func (o overrun) finding() Finding {
	if o.off {
		return Finding{Severity: diag.Error, Code: "print/off-page", Near: clip(o.text), Message: diag.Say(
			"第%[1]d页（从封面数起）有文字在纸外，印不出来：“%[2]s”", "on page %[1]d, counted from the cover, text lies beyond the paper and is lost: %[2]q", o.page, clip(o.text))}
	}
	return Finding{Severity: diag.Warning, Code: "print/overfull", Near: clip(o.text), Message: diag.Say(
		"第%[1]d页（从封面数起）有文字伸出版心：“%[2]s”", "on page %[1]d, counted from the cover, text runs out of the type area: %[2]q", o.page, clip(o.text))}
}

// answers are what the engine found out: the pages of places, by how much each of
// the measured parts is too large, in tenths of a millimetre, and, if the template
// says so, how much of them that is, in thousandths.
type answers struct{ pages, lacks, shares []int }

// make maps the files, compiles and takes the files away again.
func (c *compiler) make(src *source, folder string) (pdf []byte, found answers, err error) {
	main := folder + "/main.typ"
	if err := c.addSource(main, src.text); err != nil {
		return nil, answers{}, err
	}
	paths := slices.Sorted(maps.Keys(src.files))
	for _, path := range paths {
		if err := c.addFile(path, src.files[path]); err != nil {
			return nil, answers{}, err
		}
	}
	pdf, answer, err := c.pdf(main, "<showcase-places>")
	for _, path := range append(paths, main) {
		if failure := c.removeFile(path); err == nil {
			err = failure
		}
	}
	if err != nil {
		return nil, answers{}, err
	}
	var lists [][]int
	if err := json.Unmarshal([]byte(answer), &lists); err != nil || len(lists) < 1 || len(lists) > 3 {
		return nil, answers{}, fmt.Errorf("the engine's list of places is %q", clip(answer))
	}
	lists = append(lists, nil, nil)
	found = answers{lists[0], lists[1], lists[2]}
	if len(found.lacks) != len(src.measured) {
		return nil, answers{}, fmt.Errorf("the engine measured %d sheets of %d", len(found.lacks), len(src.measured))
	}
	return pdf, found, nil
}

// badImage is the name of the image that made the engine fail, if one did. A
// diagnostic names a drawing's file or the line where an image is used; the
// writer gives each a line of its own.
func badImage(err error, src *source) string {
	var failure *typstError
	if !errors.As(err, &failure) {
		return ""
	}
	for _, d := range failure.diagnostics {
		for path, name := range src.imageAt {
			if strings.Contains(d, "path: "+path+",") {
				return name
			}
		}
		m := imageFailure.FindStringSubmatch(d)
		if m == nil {
			continue
		}
		number, _ := strconv.Atoi(m[1])
		if lines := strings.Split(string(src.text), "\n"); number < len(lines) {
			for path, name := range src.imageAt {
				if strings.HasPrefix(lines[number], "image("+quote(path)) {
					return name
				}
			}
		}
	}
	return ""
}

// imageFailure is a diagnostic about an image: the line counts from 0.
var imageFailure = regexp.MustCompile(`range: (\d+):\d+-.*(?:decode|image|SVG)`)
