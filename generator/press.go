package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"showcase/generator/book"
	"showcase/generator/book/docx"
	"showcase/generator/book/typst"
	"showcase/generator/cache"
	"showcase/generator/diag"
	"showcase/generator/picture"
)

// press makes the files of documents, or takes them from what earlier runs
// made of the same. Its PDF engine is opened at the first PDF that has to be
// made and kept for all later ones, those of the next builds of a preview
// included; it is opened anew when fonts or templates have changed.
type press struct {
	ctx  context.Context // nil: for ever
	kept *cache.Folder

	mu     sync.Mutex // guards what follows
	engine *typst.Engine
	err    error
	opened string // the identity of what engine or err came of

	talk sync.Mutex // guards told
	told []diag.Text
	tell func(diag.Text) // shows what the engine says while it works; nil: nobody watches
	warn func(diag.Text) // says what somebody must know even if nobody watches
}

// keptPrints is how many bytes of prints are kept for later runs.
const keptPrints = 512 << 20

// openKept opens what earlier runs made, in the user's cache folder.
func openKept() *cache.Folder {
	dir, err := os.UserCacheDir()
	if err != nil {
		return cache.Open("", keptPrints)
	}
	return cache.Open(filepath.Join(dir, "showcase", "prints"), keptPrints)
}

// settings are what the press works with: its options and their name, which is
// part of every key.
type settings struct {
	typst.Options
	identity string
}

func newSettings(o typst.Options) settings {
	engine, err := typst.Identity(o)
	program, errProgram := programIdentity()
	if err != nil || errProgram != nil {
		return settings{o, rand.Text()} // nothing of other runs is used; what is wrong is told when the engine is opened
	}
	return settings{o, engine + program}
}

// programIdentity tells this program from others of its name: code that draws
// otherwise must not find what older code drew.
func programIdentity() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(" ", info.Size(), " ", info.ModTime().UnixNano()), nil
}

// key names a file by all that it is made from.
func (s settings) key(format string, parts ...[]byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %s\n", format, s.identity)
	for _, p := range parts {
		fmt.Fprintf(h, "%d\n%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (pr *press) open(s settings) (*typst.Engine, error) {
	pr.mu.Lock()
	defer pr.mu.Unlock()
	if pr.opened == s.identity {
		return pr.engine, pr.err
	}
	if pr.engine != nil {
		_ = pr.engine.Close() // has done its work
	}
	ctx := pr.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	pr.opened = s.identity
	pr.engine, pr.err = typst.Open(ctx, s.Options)
	if pr.err == nil {
		pr.standIns(pr.engine.Faces())
	}
	return pr.engine, pr.err
}

// standIns says in one line, once, which kinds of type are set in another: the
// PDF that is about to be made looks otherwise than an office expects. When all
// is taken from what was kept, no engine is opened and nothing is said again.
func (pr *press) standIns(faces []typst.Face) {
	var list []diag.Text
	for _, f := range faces {
		if f.StandIn != (diag.Text{}) {
			list = append(list, f.StandIn)
		}
	}
	if len(list) > 0 {
		pr.say(pr.warn, diag.Say("字体不全：%s。装哪些字体、怎么装：showcase doctor", "Fonts are missing: %s. Which to install, and how: showcase doctor", diag.Join(list, "；", "; ")))
	}
}

func (pr *press) running() bool {
	pr.mu.Lock()
	defer pr.mu.Unlock()
	return pr.engine != nil
}

// warm starts the engine before it is needed. Whatever is wrong is told when it is.
func (pr *press) warm(s settings) {
	if engine, err := pr.open(s); err == nil {
		_ = engine.Warm()
	}
}

// pdf typesets the tree, whose sum is given, unless it is kept.
func (pr *press) pdf(s settings, sum [32]byte, tree func() *book.Document) (typst.Result, error) {
	key := s.key("pdf", sum[:])
	if data, ok := pr.kept.Get(key); ok {
		if r, ok := decodeResult(data); ok {
			return r, nil
		}
	}
	engine, err := pr.open(s)
	if err != nil {
		return typst.Result{}, environment(diag.Say("排版引擎启动不了：", "The PDF engine does not start:"), err)
	}
	doc := tree()
	r, err := engine.PDF(doc)
	if err != nil {
		return r, environment(diag.Say("《%s》没有排成 PDF：", "“%s” could not be typeset:", doc.Title), err)
	}
	pr.kept.Put(key, encodeResult(r))
	return r, nil
}

// largePicture is how many bytes a picture has that is worth keeping when it is
// prepared: a photograph of twelve million pixels takes a third of a second.
const largePicture = 256 << 10

// picture prepares a picture for print, or takes what an earlier run made of it.
func (pr *press) picture(data []byte) (picture.Printed, error) {
	program, err := programIdentity()
	if err != nil || len(data) < largePicture || pr.kept == nil {
		return picture.Print(data)
	}
	key := settings{identity: program}.key("picture", data)
	var p picture.Printed
	if made, ok := pr.kept.Get(key); ok && json.Unmarshal(made, &p) == nil {
		return p, nil
	}
	if p, err = picture.Print(data); err != nil {
		return p, err
	}
	made, err := json.Marshal(p)
	if err != nil {
		panic(err) // bytes, numbers and texts
	}
	pr.kept.Put(key, made)
	return p, nil
}

// encodeResult is a line that says all about the PDF, and the PDF.
func encodeResult(r typst.Result) []byte {
	pdf := r.PDF
	r.PDF = nil
	head, err := json.Marshal(r)
	if err != nil {
		panic(err) // numbers and texts
	}
	return append(append(head, '\n'), pdf...)
}

func decodeResult(data []byte) (r typst.Result, ok bool) {
	for i, c := range data {
		if c != '\n' {
			continue
		}
		if json.Unmarshal(data[:i], &r) != nil {
			return r, false
		}
		if pdf := data[i+1:]; len(pdf) > 0 {
			r.PDF = pdf
		}
		return r, true
	}
	return r, false
}

// word writes the tree as Word with what its PDF tells of pages, unless it is kept.
func (pr *press) word(s settings, sum [32]byte, tree func() *book.Document, o docx.Options) ([]byte, error) {
	pages := fmt.Appendf(nil, "%d\n", o.Blank)
	for _, name := range slices.Sorted(maps.Keys(o.PageOf)) {
		pages = fmt.Appendf(pages, "%q %d\n", name, o.PageOf[name])
	}
	key := s.key("docx", sum[:], pages)
	if data, ok := pr.kept.Get(key); ok {
		return data, nil
	}
	doc := tree()
	data, err := docx.Write(doc, o)
	if err != nil {
		return nil, environment(diag.Say("《%s》没有写成 Word 文件：", "“%s” could not be written as Word:", doc.Title), err)
	}
	pr.kept.Put(key, data)
	return data, nil
}

// notice passes on what the engine says of a slow first start.
func (pr *press) notice(t diag.Text) { pr.say(pr.tell, t) }

// say says each thing once.
func (pr *press) say(to func(diag.Text), t diag.Text) {
	pr.talk.Lock()
	defer pr.talk.Unlock()
	if to != nil && !slices.Contains(pr.told, t) {
		pr.told = append(pr.told, t)
		to(t)
	}
}

// close lets the engine go and keeps the cache in its bounds.
func (pr *press) close() {
	pr.mu.Lock()
	defer pr.mu.Unlock()
	if pr.engine != nil {
		_ = pr.engine.Close() // has done its work
		pr.engine, pr.opened = nil, ""
	}
	pr.kept.Trim()
}

// missing is what the computer lacks, if that is why a PDF could not be made.
func missing(err error) *typst.MissingError {
	var m *typst.MissingError
	errors.As(err, &m)
	return m
}
