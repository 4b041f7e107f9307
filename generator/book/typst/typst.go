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
	"os"
	"path/filepath"
	"runtime"
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
	Templates    fs.FS             // holds official.typ
	CacheDir     string            // empty: showcase in the user's cache folder
	Notice       func(diag.Text)   // stand-ins for fonts, a slow first start; nil: not told
}

// Result is a printed document.
type Result struct {
	PDF      []byte
	Pages    int            // sheets' sides, cover and contents included
	PageOf   map[string]int // by bookmark: the page number printed there
	Findings []Finding
}

// Finding is something about the document that the print shows otherwise than asked.
type Finding struct {
	Severity diag.Severity
	Code     string // print/no-glyph, print/other-font, print/control-character, print/image, print/no-target, print/overfull
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
	place     string // of the WebAssembly
	template  []byte
	cacheDir  string
	startOnce sync.Once
	startErr  error
	program   *program
	faces     *typefaces
	slots     chan struct{} // one for each machine that may run
	mutex     sync.Mutex
	state     *snapshot
	idle      []*compiler
	closed    bool
}

// templateName is the layout's file in Options.Templates and in the engine.
const templateName = "official.typ"

// Open finds the engine, the fonts and the template, but starts nothing yet.
// What the computer lacks is a *[MissingError].
func Open(ctx context.Context, o Options) (*Engine, error) {
	e := &Engine{options: o, ctx: ctx, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	var err error
	if e.template, err = fs.ReadFile(o.Templates, templateName); err != nil {
		return nil, fmt.Errorf("read the print template: %w", err)
	}
	e.cacheDir = cacheFolder(o)
	if e.place, err = findWASM(e.cacheDir); err != nil {
		return nil, err
	}
	if e.plan, err = planFonts(o); err != nil {
		return nil, err
	}
	for _, f := range e.plan.list() {
		if f.StandIn != (diag.Text{}) {
			e.notice(f.StandIn)
		}
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
	compiled := ""
	if e.cacheDir != "" {
		compiled = filepath.Join(e.cacheDir, "engine")
	}
	if e.program, err = loadProgram(e.ctx, wasm, compiled, func() {
		e.notice(diag.Say("第一次使用排版引擎，正在准备，约需十几秒……", "the print engine is being prepared; this takes some seconds the first time …"))
	}); err != nil {
		return err
	}
	if e.faces, err = loadFonts(e.plan); err != nil {
		return err
	}
	return e.takeSnapshot()
}

func (e *Engine) takeSnapshot() error {
	m, err := e.program.start()
	if err != nil {
		return err
	}
	defer m.close()
	c, err := m.newCompiler(e.faces.bytes())
	if err != nil {
		return fmt.Errorf("give the fonts to the print engine: %w", err)
	}
	if err := c.addSource("/"+templateName, e.template); err != nil {
		return fmt.Errorf("give the template to the print engine: %w", err)
	}
	e.state, err = c.snapshot()
	return err
}

// acquire returns a machine that nobody else uses, with its slot held.
func (e *Engine) acquire() (*compiler, error) {
	e.slots <- struct{}{}
	e.startOnce.Do(func() { e.startErr = e.start() })
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.startErr != nil || e.closed {
		<-e.slots
		if e.startErr != nil {
			return nil, e.startErr
		}
		return nil, errors.New("the print engine is closed")
	}
	if n := len(e.idle); n > 0 {
		c := e.idle[n-1]
		e.idle = e.idle[:n-1]
		return c, nil
	}
	c, err := e.program.restore(e.state)
	if err != nil {
		<-e.slots
	}
	return c, err
}

// A machine is given up after so many documents, or when its memory has grown
// past this size: WebAssembly never gives memory back.
const (
	documentsPerMachine = 50
	machineMemory       = 512 << 20
)

func (e *Engine) release(c *compiler, sound bool) {
	e.mutex.Lock()
	if sound && c.documents < documentsPerMachine && c.memory.Size() < machineMemory {
		e.idle = append(e.idle, c)
	} else {
		// Nothing of a given-up machine is needed any more, an error included.
		_ = c.close()
	}
	e.mutex.Unlock()
	<-e.slots
}

// PDF prints the document.
func (e *Engine) PDF(doc *book.Document) (Result, error) {
	c, err := e.acquire()
	if err != nil {
		return Result{}, err
	}
	sound := false
	defer func() { e.release(c, sound) }()
	r, err := e.print(c, doc)
	if err == nil {
		sound = true
	}
	return r, err
}

func (e *Engine) print(c *compiler, doc *book.Document) (Result, error) {
	unusable := map[string]bool{}
	for {
		g := newGlyphs(e.faces)
		c.documents++
		// A path that this machine never used: the engine re-parses a replaced
		// file byte by byte and has put wrong characters into the new text.
		folder := fmt.Sprintf("/d%d", c.documents)
		src := write(doc, g, folder, unusable)
		pdf, places, err := c.make(src, folder)
		if bad := badImage(err, src); bad != "" && !unusable[bad] {
			unusable[bad] = true
			continue
		}
		if err != nil {
			return Result{}, fmt.Errorf("print %s: %w", doc.Name, err)
		}
		return e.checked(doc, g, src, unusable, pdf, places)
	}
}

// checked reads the PDF back and compares its text with the document's.
func (e *Engine) checked(doc *book.Document, g *glyphs, src *source, unusable map[string]bool, pdf []byte, places []int) (Result, error) {
	const slack = 12 // points: punctuation may hang out a little
	l := doc.Layout
	p, err := readPDF(pdf, edges{
		left: l.Left*pointsPerMM - slack, bottom: l.Bottom*pointsPerMM - slack,
		right: (l.Width-l.Right)*pointsPerMM + slack, top: (l.Height-l.Top)*pointsPerMM + slack,
	})
	if err != nil {
		return Result{}, fmt.Errorf("read back the PDF of %s: %w", doc.Name, err)
	}
	if len(places) != len(src.places) {
		return Result{}, fmt.Errorf("print %s: the engine found %d places of %d", doc.Name, len(places), len(src.places))
	}
	r := Result{PDF: pdf, Pages: p.pages, PageOf: map[string]int{}, Findings: append(g.report, src.findings...)}
	pageOf := map[book.Block]int{}
	for i, place := range src.places {
		pageOf[place.block] = places[i]
		if _, ok := r.PageOf[place.bookmark]; !ok && place.bookmark != "" {
			r.PageOf[place.bookmark] = places[i]
		}
	}
	want := expect(doc, g, unusable, func(h *book.Heading) int { return pageOf[h] })
	if err := want.compare(p); err != nil {
		return Result{}, fmt.Errorf("check the PDF of %s: %w", doc.Name, err)
	}
	for _, o := range p.outside {
		r.Findings = append(r.Findings, Finding{Severity: diag.Warning, Code: "print/overfull", Near: clip(o.text), Message: diag.Say(
			"第%[1]d页（从封面数起）有文字伸出版心：“%[2]s”", "on page %[1]d, counted from the cover, text runs out of the type area: %[2]q", o.page, clip(o.text))})
	}
	return r, nil
}

// make maps the files, compiles and takes the files away again.
func (c *compiler) make(src *source, folder string) (pdf []byte, places []int, err error) {
	main := folder + "/main.typ"
	for path, data := range src.files {
		if err := c.addFile(path, data); err != nil {
			return nil, nil, err
		}
	}
	if err := c.addSource(main, src.text); err != nil {
		return nil, nil, err
	}
	pdf, found, err := c.pdf(main, "<showcase-places>")
	if err != nil {
		return nil, nil, err
	}
	var lists [][]int
	if err := json.Unmarshal([]byte(found), &lists); err != nil || len(lists) != 1 {
		return nil, nil, fmt.Errorf("the engine's list of places: %q: %w", found, err)
	}
	for path := range src.files {
		if err := c.removeFile(path); err != nil {
			return nil, nil, err
		}
	}
	return pdf, lists[0], c.removeFile(main)
}

// badImage is the name of the image that made the engine fail, if one did.
func badImage(err error, src *source) string {
	var failure *typstError
	if !errors.As(err, &failure) {
		return ""
	}
	for _, d := range failure.diagnostics {
		for path, name := range src.imageAt {
			if strings.Contains(d, path) {
				return name
			}
		}
	}
	return ""
}
