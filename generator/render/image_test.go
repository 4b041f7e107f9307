package render_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"showcase/generator/config"
	"showcase/generator/picture"
	"showcase/generator/render"
)

// photo is a JPEG as a phone writes it: turned by a quarter, with a place, a
// comment, a preview behind its end.
func photo(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for i := range 32 {
		m.Set(i, i/2, color.RGBA{uint8(i * 8), 90, 20, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	segment := func(marker byte, body string) []byte {
		out := []byte{0xff, marker, 0, 0}
		binary.BigEndian.PutUint16(out[2:], uint16(len(body)+2))
		return append(out, body...)
	}
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00\x00\x00\x00\x00GPS-PLACE"
	out := []byte{0xff, 0xd8}
	out = append(out, segment(0xe1, exif)...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00XMP-NAME")...)
	out = append(out, segment(0xe2, "MPF\x00PREVIEW")...)
	out = append(out, segment(0xed, "Photoshop 3.0\x00IPTC-NAME")...)
	out = append(out, segment(0xfe, "COMMENT")...)
	out = append(out, b.Bytes()[2:]...)
	return append(out, "TRAILING-PREVIEW"...)
}

func TestStripJPEG(t *testing.T) {
	in := photo(t)
	out, err := picture.Strip(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"GPS", "XMP", "xap", "MPF", "IPTC", "COMMENT", "TRAILING"} {
		if bytes.Contains(out, []byte(secret)) {
			t.Errorf("%s is still there", secret)
		}
	}
	if !bytes.Contains(out, []byte("\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06")) {
		t.Error("the orientation is lost")
	}
	if !samePixels(t, in, out) {
		t.Error("the picture changed")
	}
	again, err := picture.Strip(out)
	if err != nil || !bytes.Equal(again, out) {
		t.Errorf("stripping twice differs: %v", err)
	}
}

func samePixels(t *testing.T, a, b []byte) bool {
	t.Helper()
	x, _, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if x.Bounds() != y.Bounds() {
		return false
	}
	for i := range x.Bounds().Dx() {
		for j := range x.Bounds().Dy() {
			if x.At(i, j) != y.At(i, j) {
				return false
			}
		}
	}
	return true
}

func TestStripPNG(t *testing.T) {
	clean := photoBytes(t)
	chunk := func(name, body string) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		return append(append(append(out, name...), body...), 0, 0, 0, 0)
	}
	in := append([]byte{}, clean[:33]...) // up to IHDR
	in = append(in, chunk("tEXt", "Author\x00SOMEONE")...)
	in = append(in, chunk("eXIf", "PLACE")...)
	in = append(append(in, clean[33:]...), "BEHIND"...)
	out, err := picture.Strip(in)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out, clean) {
		t.Errorf("%d bytes, expected the %d of the picture alone", len(out), len(clean))
	}
}

func TestStripGIF(t *testing.T) {
	frame := func(c color.Color) *image.Paletted {
		m := image.NewPaletted(image.Rect(0, 0, 32, 16), color.Palette{color.White, c})
		m.Pix[40] = 1
		return m
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame(color.Black), frame(color.RGBA{200, 0, 0, 255})}, Delay: []int{5, 5}}); err != nil {
		t.Fatal(err)
	}
	clean := b.Bytes()
	at := 13 // behind the screen and its colours
	if clean[10]&0x80 != 0 {
		at += 3 << (clean[10]&7 + 1)
	}
	in := append([]byte{}, clean[:at]...)
	in = append(in, "\x21\xfe\x07SOMEONE\x00\x21\xff\x0bXMP DataXMP\x05PLACE\x00"...)
	in = append(append(in, clean[at:]...), "BEHIND"...)
	out, err := picture.Strip(in)
	if err != nil || !bytes.Equal(out, clean) {
		t.Errorf("%d bytes, expected the %d of the picture alone: %v", len(out), len(clean), err)
	}
}

// TestTurnedPhoto sees that a page gives a turned photo its size as shown.
func TestTurnedPhoto(t *testing.T) {
	dir := school(t)
	write(t, dir, "content/cases/img/p.jpg", photo(t))
	write(t, dir, "content/cases/p.md", []byte("---\ntitle: 照片\ndate: 2012-03-01\nauthor: 林小满\n---\n\n![一张](img/p.jpg)\n"))
	files := all(t, build(t, dir, nil))
	if !strings.Contains(files["cases/p.html"], `width="16" height="32"`) {
		t.Error("the photo is not 16 by 32")
	}
	if strings.Contains(files["cases/img/p.jpg"], "GPS") {
		t.Error("the published photo tells its place")
	}
}

func TestCheckImage(t *testing.T) {
	good := photoBytes(t)
	jpg := photo(t)
	var gray bytes.Buffer
	if err := png.Encode(&gray, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	svg := func(body string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">` + body + `</svg>`)
	}
	for name, c := range map[string]struct {
		data []byte
		code string // empty: fine
	}{
		"png":                   {good, ""},
		"gray png":              {gray.Bytes(), ""},
		"jpeg":                  {jpg, ""},
		"empty":                 {nil, "image/empty"},
		"text":                  {[]byte("这不是图片"), "image/text"},
		"pointer":               {[]byte("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), "image/text"},
		"noise":                 {[]byte{0, 1, 2, 0xff, 0xfe, 0x80, 9}, "image/unknown"},
		"heic":                  {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "image/heic"},
		"bmp":                   {append([]byte("BM"), make([]byte, 60)...), "image/format"},
		"cut png":               {good[:len(good)-14], "image/truncated"},
		"cut jpeg":              {jpg[:len(jpg)/2], "image/truncated"},
		"svg":                   {svg(`<rect width="3" height="3" fill="url(#a)"/><use href="#b"/>`), ""},
		"svg script":            {svg(`<script>alert(1)</script>`), "image/svg"},
		"svg event":             {svg(`<rect onload="alert(1)"/>`), "image/svg"},
		"svg link":              {svg(`<a href="javascript:alert(1)"><rect/></a>`), "image/svg"},
		"svg foreign image":     {svg(`<image href="https://example.org/a.png"/>`), "image/svg"},
		"svg foreign style":     {svg(`<style>@import "https://example.org/a.css";</style>`), "image/svg"},
		"svg escaped style":     {svg(`<style>rect{fill:\75rl(https://example.org)}</style>`), "image/svg"},
		"svg embedded page":     {svg(`<foreignObject><p/></foreignObject>`), "image/svg"},
		"svg embedded svg":      {svg(`<image href="data:image/svg+xml;base64,AAAA"/>`), "image/svg"},
		"svg embedded picture":  {svg(`<image href="data:image/png;base64,AAAA"/>`), ""},
		"svg entity":            {append([]byte(`<!DOCTYPE svg [<!ENTITY a "b">]>`), svg("")...), "image/svg"},
		"svg default attribute": {append([]byte(`<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>`), svg("")...), "image/svg"},
		"svg document type":     {append([]byte(`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">`), svg("")...), ""},
		"svg element in style":  {svg(`<style><a/>@import url(http://example.org/a.css)</style>`), "image/svg"},
		"svg divided style":     {svg(`<style>@im<![CDATA[port "http://example.org/a.css"]]></style>`), "image/svg"},
		"svg divided address":   {svg(`<style>rect{fill:ur<!-- -->l(http://example.org/a)}</style>`), "image/svg"},
		"svg set of images":     {svg(`<rect style="mask:image-set('http://example.org/a.png' 1x)"/>`), "image/svg"},
		"svg foreign fill":      {svg(`<rect fill="url(http://example.org/a.svg#b)"/>`), "image/svg"},
		"svg escaped fill":      {svg(`<rect fill="\75rl(http://example.org/a.svg#b)"/>`), "image/svg"},
		"svg web page":          {svg(`<meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=http://example.org"/>`), "image/svg"},
		"svg unknown":           {svg(`<flowRoot/>`), "image/svg"},
		"svg animation":         {svg(`<a href="#b"><set attributeName="href" to="javascript:alert(1)"/></a>`), "image/svg"},
		"svg no namespace":      {[]byte(`<svg><rect/></svg>`), "image/svg"},
		"svg own style":         {svg(`<style>.a{fill:rgb(1,2,3);filter:url("#f")}</style><rect class="a" transform="rotate(3)"/>`), ""},
		"svg broken":            {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>`), "image/svg"},
	} {
		d := render.CheckImage("content/img/a.png", c.data)
		switch {
		case d == nil && c.code != "":
			t.Errorf("%s: let through", name)
		case d != nil && d.Code != c.code:
			t.Errorf("%s: %s: %s", name, d.Code, d.Message.EN)
		case d != nil && (d.Hint.ZH == "" || d.File == ""):
			t.Errorf("%s: no hint or file", name)
		}
	}
}

// TestPublishedDrawing sees that a drawing loses what its program noted beside
// it, and nothing that is drawn.
func TestPublishedDrawing(t *testing.T) {
	dir := school(t)
	drawing := `<?xml version="1.0"?>
<!-- 作者甲 -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ink="http://www.inkscape.org/namespaces/inkscape" xmlns:x="http://www.w3.org/1999/xlink" ink:export-filename="C:\作者甲\a(1).png" content="作者甲" width="9" height="8">
<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">作者甲</r:RDF></metadata>
<ink:view>作者甲</ink:view>
<defs><path id="p" d="M0 0h9"/></defs><use x:href="#p" stroke="red"/><text a="你" xml:space="preserve">一 &lt; 二</text></svg>`
	write(t, dir, "content/cases/img/d.svg", []byte(drawing))
	write(t, dir, "content/cases/d.md", []byte("---\ntitle: 图\ndate: 2012-03-01\nauthor: 林小满\n---\n\n![一张](img/d.svg)\n"))
	got := all(t, build(t, dir, nil))["cases/img/d.svg"]
	if strings.Contains(got, "作者甲") || strings.Contains(got, "<!") {
		t.Errorf("the drawing tells more than it shows:\n%s", got)
	}
	for _, want := range []string{`<path id="p" d="M0 0h9">`, `xlink:href="#p"`, `width="9"`, `>一 &lt; 二</text>`, `xml:space="preserve"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s:\n%s", want, got)
		}
	}
	if d := render.CheckImage("a.svg", []byte(got)); d != nil {
		t.Errorf("what is published cannot be published again: %s", d.Message.EN)
	}
}

func FuzzImage(f *testing.F) {
	f.Add(photo(f))
	f.Add(photoBytes(f))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe\x01a\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01L\x00\x3b"))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte(`<svg xmlns="http://www.w3.org/2000/svg"><style>a{b:url(x)}</style></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		render.CheckImage("a.png", data)
		out, err := picture.Strip(data)
		if err != nil {
			return
		}
		if again, err := picture.Strip(out); err != nil || !bytes.Equal(again, out) {
			t.Errorf("stripping twice differs: %v", err)
		}
	})
}

// TestAccent sees that a site's colour reaches the style sheet, made readable,
// and that nothing but a colour does.
func TestAccent(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(dir+"/content", 0o755); err != nil {
		t.Fatal(err)
	}
	first := func(accent string) string {
		tree := build(t, dir, func(c *config.Config, _ *render.Options) { c.Theme.Accent = accent })
		text, err := tree.Bytes("assets/style.css")
		if err != nil {
			t.Fatal(err)
		}
		line, _, _ := strings.Cut(string(text), "\n")
		return line
	}
	own := first("")
	if got := first("#7a2e2e"); !strings.Contains(got, "--accent-light:#7a2e2e") {
		t.Errorf("a dark red is changed: %s", got)
	}
	if got := first("#ffee55"); strings.Contains(got, "light:#ffee55") || !strings.Contains(got, "dark:#ffee55") {
		t.Errorf("a bright yellow is not made readable on paper: %s", got)
	}
	if got := first("red;}body{display:none"); got != own {
		t.Errorf("%s", got)
	}
}
