package typst

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// fontFace is one face of a font file, known by its names; its outlines are not read yet.
type fontFace struct {
	File     string   `json:"-"`
	Index    int      // within a collection
	Names    []string // families and full names in every language, as the file gives them
	Family   string   // the English family if there is one, for messages
	Script   string   // PostScript name
	Weight   int      // 400 is regular
	Slanted  bool
	Variable bool
}

var (
	tagName = opentype.MustNewTag("name")
	tagOS2  = opentype.MustNewTag("OS/2")
	tagCmap = opentype.MustNewTag("cmap")
	tagFvar = opentype.MustNewTag("fvar")
)

// readFaces reads the names of a file's faces; a file that is no font has none.
func readFaces(path string) []fontFace {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	loaders, err := opentype.NewLoaders(f)
	if err != nil {
		return nil
	}
	var faces []fontFace
	for i, l := range loaders {
		face := fontFace{File: path, Index: i, Weight: 400, Variable: l.HasTable(tagFvar)}
		raw, err := l.RawTable(tagName)
		if err != nil {
			continue
		}
		face.readNames(raw)
		if raw, err := l.RawTable(tagOS2); err == nil && len(raw) >= 64 {
			face.Weight = int(binary.BigEndian.Uint16(raw[4:]))
			face.Slanted = raw[63]&1 != 0 // fsSelection bit 0
		}
		if len(face.Names) > 0 {
			faces = append(faces, face)
		}
	}
	return faces
}

// Identifiers of the name table.
const (
	nameFamily            = 1
	nameFull              = 4
	namePostScript        = 6
	nameTypographicFamily = 16
)

func (f *fontFace) readNames(table []byte) {
	if len(table) < 6 {
		return
	}
	count, storage := int(binary.BigEndian.Uint16(table[2:])), int(binary.BigEndian.Uint16(table[4:]))
	for i := range count {
		at := 6 + 12*i
		if at+12 > len(table) {
			return
		}
		field := func(n int) int { return int(binary.BigEndian.Uint16(table[at+2*n:])) }
		platform, language, id := field(0), field(2), field(3)
		start, size := storage+field(5), field(4)
		if start+size > len(table) {
			continue
		}
		name := decodeName(platform, table[start:start+size])
		switch id {
		case namePostScript:
			f.Script = name
		case nameFamily, nameFull, nameTypographicFamily:
			if name == "" {
				continue
			}
			if !slices.Contains(f.Names, name) {
				f.Names = append(f.Names, name)
			}
			english := platform == 1 || language == 0x409
			if id != nameFull && (f.Family == "" || english && id == nameTypographicFamily) {
				f.Family = name
			}
		}
	}
}

// decodeName reads a name of the Unicode and Windows platforms as UTF-16, one
// of the Macintosh as ASCII; Macintosh names in other letters are also there for Windows.
func decodeName(platform int, raw []byte) string {
	if platform == 1 {
		for _, c := range raw {
			if c < ' ' || c > '~' {
				return ""
			}
		}
		return string(raw)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// loadedFont is a face ready for the engine: a font file of its own under a
// family name of its own, so that the engine cannot mistake it for another.
type loadedFont struct {
	face   fontFace
	family string // the name in the engine
	data   []byte // nil once taken
	cmap   font.Cmap
}

// take hands over the font's file, which is read again if it was taken before:
// the engine has a copy, and fonts are large.
func (l *loadedFont) take() ([]byte, error) {
	data := l.data
	if data == nil {
		again, err := l.face.load(l.family)
		if err != nil {
			return nil, err
		}
		data = again.data
	}
	l.data = nil
	return data, nil
}

func (l *loadedFont) covers(r rune) bool {
	_, ok := l.cmap.Lookup(r)
	return ok
}

// engineTables are the tables that setting text needs. Bitmaps, signatures,
// variations and hints for old devices stay behind.
var engineTables = []string{
	"head", "hhea", "hmtx", "maxp", "OS/2", "cmap", "post", "cvt ", "fpgm", "prep", "glyf", "loca",
	"CFF ", "CFF2", "VORG", "GDEF", "GSUB", "GPOS", "vhea", "vmtx",
}

// load reads the face's outlines and coverage. The engine sees the face under
// the given family name, regular and upright whatever it is.
func (f fontFace) load(family string) (*loadedFont, error) {
	raw, err := os.ReadFile(f.File)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	loaders, err := opentype.NewLoaders(bytes.NewReader(raw))
	if err != nil || f.Index >= len(loaders) {
		return nil, fmt.Errorf("%s is not a font that can be read", f.File)
	}
	l := loaders[f.Index]
	var kept []opentype.Table
	for _, name := range engineTables {
		tag := opentype.MustNewTag(name)
		if !l.HasTable(tag) {
			continue
		}
		content, err := l.RawTable(tag)
		if err != nil {
			return nil, fmt.Errorf("%s: table %s: %w", f.File, name, err)
		}
		if tag == tagOS2 && len(content) >= 64 {
			content = regular(content)
		}
		kept = append(kept, opentype.Table{Tag: tag, Content: content})
	}
	kept = append(kept, opentype.Table{Tag: tagName, Content: nameTable(family, f.Script)})
	slices.SortFunc(kept, func(a, b opentype.Table) int { return int(int64(a.Tag) - int64(b.Tag)) })
	data := opentype.WriteTTF(kept)
	if l.HasTable(opentype.MustNewTag("CFF ")) || l.HasTable(opentype.MustNewTag("CFF2")) {
		copy(data, "OTTO")
	}
	coverage, err := readCoverage(l)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.File, err)
	}
	return &loadedFont{face: f, family: family, data: data, cmap: coverage}, nil
}

func readCoverage(l *opentype.Loader) (font.Cmap, error) {
	raw, err := l.RawTable(tagCmap)
	if err != nil {
		return nil, err
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil, err
	}
	coverage, _, err := font.ProcessCmap(table, tables.FPNone)
	return coverage, err
}

// regular is the OS/2 table with weight 400 and upright, regular style.
func regular(os2 []byte) []byte {
	os2 = slices.Clone(os2)
	binary.BigEndian.PutUint16(os2[4:], 400)
	const fsItalic, fsBold, fsRegular, fsOblique = 1, 1 << 5, 1 << 6, 1 << 9
	selection := binary.BigEndian.Uint16(os2[62:])
	binary.BigEndian.PutUint16(os2[62:], selection&^(fsItalic|fsBold|fsOblique)|fsRegular)
	return os2
}

// nameTable holds the family and the original PostScript name, which PDF shows.
func nameTable(family, postScript string) []byte {
	records := []struct {
		id   uint16
		text string
	}{{nameFamily, family}, {2, "Regular"}, {nameFull, family}, {namePostScript, postScript}}
	head := binary.BigEndian.AppendUint16(nil, 0)
	head = binary.BigEndian.AppendUint16(head, uint16(len(records)))
	head = binary.BigEndian.AppendUint16(head, uint16(6+12*len(records)))
	var storage []byte
	for _, r := range records {
		var text []byte
		for _, unit := range utf16.Encode([]rune(r.text)) {
			text = binary.BigEndian.AppendUint16(text, unit)
		}
		for _, v := range []uint16{3, 1, 0x409, r.id, uint16(len(text)), uint16(len(storage))} {
			head = binary.BigEndian.AppendUint16(head, v)
		}
		storage = append(storage, text...)
	}
	return append(head, storage...)
}
