package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// MaxFile is the most bytes that a form may have.
const MaxFile = 64 << 20

// A form is a file from outside: what it may cost is bounded.
const (
	maxPart    = 32 << 20 // of a part that is read, unpacked
	maxParts   = 48 << 20 // of all that are read
	maxEntries = 4096
)

// story is a part that holds text.
type story struct {
	name string
	src  []byte
	root *node
}

// pack is a Word file: a zip of parts.
type pack struct {
	zip     *zip.Reader
	stories []*story // the text, then headers and footers by name
	outside []string // addresses that opening it would fetch
	read    int
}

func damaged(cause error) error {
	return &Fault{diag.Say("这份表的文件损坏了，读不出来：%v", "The form is damaged and cannot be read: %v", cause),
		diag.Say("用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”以后再试", "Open it in Word or WPS, save it as a Word document (.docx) and try again")}
}

// open reads the parts of a form that hold text.
func open(data []byte) (*pack, error) {
	switch {
	case len(data) > MaxFile:
		return nil, tooLarge()
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return nil, &Fault{diag.Say("这是旧格式的 Word 文件（.doc），或者加了密码", "This is an old Word file (.doc), or one with a password"),
			diag.Say("用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，不设密码", "Open it in Word or WPS and save it as a Word document (.docx) without a password")}
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return nil, notWord()
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if !bytes.HasPrefix(data, []byte("PK")) {
			return nil, notWord()
		}
		return nil, damaged(err)
	}
	p := &pack{zip: z}
	if err := p.check(); err != nil {
		return nil, err
	}
	if err := p.findStories(); err != nil {
		return nil, err
	}
	return p, nil
}

func notWord() error {
	return &Fault{diag.Say("这不是 Word 文档（.docx）", "This is no Word document (.docx)"),
		diag.Say("请用通知附的 Word 表；PDF 和图片的表填不了", "Use the Word form of the notice; forms as PDF or pictures cannot be filled")}
}

func tooLarge() error {
	return &Fault{diag.Say("这份表太大了，或者压缩得不正常", "The form is too large, or packed in a strange way"),
		diag.Say("把里面的大图片删去或压缩，另存以后再试", "Remove or shrink its pictures, save it and try again")}
}

// check refuses what no Word writes: names that lead elsewhere or stand twice,
// and programs.
func (p *pack) check() error {
	if len(p.zip.File) > maxEntries {
		return tooLarge()
	}
	seen := map[string]bool{}
	for _, f := range p.zip.File {
		name := strings.ToLower(f.Name)
		switch {
		case seen[name], strings.ContainsAny(name, "\\\x00:"), strings.HasPrefix(name, "/"), slices.Contains(strings.Split(name, "/"), ".."):
			return damaged(errors.New(strings.ToValidUTF8(f.Name, "?")))
		case f.Flags&1 != 0:
			return &Fault{diag.Say("这份表加了密码", "The form has a password"), diag.Say("在 Word 里去掉密码，另存以后再试", "Take the password off in Word and save it")}
		case strings.HasPrefix(path.Base(name), "vbaproject"), strings.HasPrefix(path.Base(name), "vbadata"):
			return macros()
		}
		seen[name] = true
	}
	return nil
}

func macros() error {
	return &Fault{diag.Say("这份表带有宏（程序），不填", "The form carries macros (programs) and is not filled"),
		diag.Say("在 Word 里打开它但不启用宏，另存为“Word 文档（.docx）”以后再试", "Open it in Word without enabling them and save it as a Word document (.docx)")}
}

// part unpacks one part within the limits; nil if there is none.
func (p *pack) part(name string) ([]byte, error) {
	for _, f := range p.zip.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, damaged(err)
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		p.read += len(data)
		switch {
		case len(data) > maxPart, p.read > maxParts:
			return nil, tooLarge()
		case err != nil:
			return nil, damaged(err)
		}
		return data, nil
	}
	return nil, nil
}

// relation is one line of a .rels part.
type relation struct {
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

func (r relation) is(kind string) bool { return strings.HasSuffix(r.Type, "/"+kind) }

func (p *pack) relations(name string) ([]relation, error) {
	data, err := p.part(name)
	if data == nil || err != nil {
		return nil, err
	}
	var list struct {
		Relationship []relation
	}
	if err := xml.Unmarshal(data, &list); err != nil {
		return nil, damaged(err)
	}
	return list.Relationship, nil
}

// findStories reads the document that the package opens with, its headers and
// its footers.
func (p *pack) findStories() error {
	types, err := p.part("[Content_Types].xml")
	if err != nil {
		return err
	}
	if bytes.Contains(types, []byte("macroEnabled")) {
		return macros()
	}
	roots, err := p.relations("_rels/.rels")
	if err != nil {
		return err
	}
	main := "word/document.xml"
	for _, r := range roots {
		if r.is("officeDocument") && r.Mode != "External" {
			main = strings.TrimPrefix(path.Clean(r.Target), "/")
		}
	}
	dir, base := path.Split(main)
	list, err := p.relations(dir + "_rels/" + base + ".rels")
	if err != nil {
		return err
	}
	var edges []string
	for _, r := range list {
		switch {
		case r.Mode == "External" && !r.is("hyperlink"):
			p.outside = append(p.outside, r.Target)
		case r.is("header"), r.is("footer"):
			edges = append(edges, strings.TrimPrefix(path.Join(dir, r.Target), "/"))
		}
	}
	settings, err := p.relations(dir + "_rels/settings.xml.rels")
	if err != nil {
		return err
	}
	for _, r := range settings {
		if r.Mode == "External" {
			p.outside = append(p.outside, r.Target)
		}
	}
	slices.Sort(edges)
	return p.readStories(append([]string{main}, slices.Compact(edges)...))
}

func (p *pack) readStories(names []string) error {
	for i, name := range names {
		data, err := p.part(name)
		if err != nil {
			return err
		}
		if data == nil {
			if i == 0 {
				return notWord()
			}
			continue
		}
		root, err := parse(data)
		if err != nil {
			return err
		}
		if i == 0 && root.child("body") == nil {
			return notWord()
		}
		p.stories = append(p.stories, &story{name, data, root})
	}
	return nil
}

// with is the file with some parts replaced. All others are copied as they
// are packed, in their order.
func (p *pack) with(changed map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range p.zip.File {
		data, ok := changed[f.Name]
		if !ok {
			if err := w.Copy(f); err != nil {
				return nil, damaged(err)
			}
			continue
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
		if err != nil {
			return nil, damaged(err)
		}
		if _, err := to.Write(data); err != nil {
			return nil, damaged(err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, damaged(err)
	}
	return b.Bytes(), nil
}
