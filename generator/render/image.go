package render

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"html/template"
	"image"
	_ "image/gif" // sizes
	_ "image/jpeg"
	_ "image/png"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	_ "golang.org/x/image/webp"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/output"
	"showcase/generator/picture"
	"showcase/generator/site"
)

// format is what kind of image some bytes are.
type format uint8

const (
	notImage format = iota
	jpegImage
	pngImage
	gifImage
	webpImage
	svgImage
	heicImage
	otherImage // BMP, TIFF, AVIF, Photoshop: images that not every browser shows
)

// extensions are the names that published images bear.
var extensions = map[string]bool{".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".svg": true, ".heic": true, ".heif": true, ".bmp": true, ".tif": true, ".tiff": true}

func isImageName(name string) bool { return extensions[strings.ToLower(path.Ext(name))] }

// sniff tells the format from the bytes; names lie.
func sniff(data []byte) format {
	has := func(at int, s string) bool { return len(data) >= at+len(s) && string(data[at:at+len(s)]) == s }
	switch {
	case has(0, "\xff\xd8\xff"):
		return jpegImage
	case has(0, "\x89PNG\r\n\x1a\n"):
		return pngImage
	case has(0, "GIF87a"), has(0, "GIF89a"):
		return gifImage
	case has(0, "RIFF") && has(8, "WEBP"):
		return webpImage
	case has(4, "ftyp"):
		if has(8, "hei") || has(8, "hev") || has(8, "mif1") || has(8, "msf1") {
			return heicImage
		}
		return otherImage
	case has(0, "BM") && len(data) > 26, has(0, "II*\x00"), has(0, "MM\x00*"), has(0, "8BPS"):
		return otherImage
	}
	head := data[:min(len(data), 1024)]
	if bytes.Contains(head, []byte("<svg")) {
		return svgImage
	}
	return notImage
}

// IsPhoto reports whether some bytes are a picture of pixels, whatever their
// file is called.
func IsPhoto(data []byte) bool {
	switch sniff(data) {
	case jpegImage, pngImage, gifImage, webpImage, heicImage:
		return true
	}
	return false
}

// CheckImage says what keeps an image from being published, nil if nothing
// does: a file that is no image, is cut off, is of a kind that browsers do not
// show, or an SVG that could run a program or fetch from elsewhere.
func CheckImage(file string, data []byte) *diag.Diagnostic {
	fault := func(code string, message, hint diag.Text) *diag.Diagnostic {
		return &diag.Diagnostic{File: file, Severity: diag.Error, Code: "image/" + code, Message: message, Hint: hint}
	}
	name := path.Base(file)
	again := diag.Say("请从手机、相机或原来的软件里重新导出这张图片，再放回原处。", "Export the image again from the phone, camera or program it came from.")
	switch f := sniff(data); {
	case len(data) == 0:
		return fault("empty", diag.Say("图片 %s 是空文件。", "The image %s is empty.", name), again)
	case f == heicImage:
		return fault("heic", diag.Say("图片 %s 是 HEIC 格式，大多数电脑和浏览器打不开。", "The image %s is in HEIC format, which most browsers cannot show.", name),
			diag.Say("请另存为 JPEG：在电脑上用“照片”或“画图”打开后另存为 .jpg；苹果手机可在“设置→相机→格式”里选“兼容性最佳”。",
				"Save it as a JPEG: open it in Photos or Paint and save as .jpg; on an iPhone choose Settings → Camera → Formats → Most Compatible."))
	case f == otherImage:
		return fault("format", diag.Say("图片 %s 的格式浏览器不一定能显示。", "The image %s is in a format that not every browser shows.", name),
			diag.Say("请用“画图”等软件打开，另存为 .jpg 或 .png。", "Open it in an image program and save it as .jpg or .png."))
	case f == notImage && utf8.Valid(data[:min(len(data), 256)&^3]):
		return fault("text", diag.Say("%s 的名字像图片，内容却是文字：%q。", "%s is named like an image, but holds text: %q.", name, clip(strings.ToValidUTF8(string(data[:min(len(data), 60)]), ""), 24)), again)
	case f == notImage:
		return fault("unknown", diag.Say("%s 不是能识别的图片。", "%s is no image that can be read.", name), again)
	case f == svgImage:
		if why := checkSVG(data); why != nil {
			return fault("svg", diag.Say("矢量图 %s 不能发布：%s。", "The drawing %s cannot be published: %s.", name, *why),
				diag.Say("请在绘图软件里另存为“普通 SVG”，或导出为 .png。", "Save it as a plain SVG in the drawing program, or export a .png."))
		}
		return nil
	}
	if _, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || cutOff(data) {
		return fault("truncated", diag.Say("图片 %s 不完整，可能没有传完。", "The image %s is incomplete; perhaps it was not transferred whole.", name), again)
	}
	return nil
}

// cutOff says whether the end of the file is missing.
func cutOff(data []byte) bool {
	switch sniff(data) {
	case jpegImage, pngImage:
		_, err := picture.Strip(data)
		return err != nil
	case webpImage:
		return len(data) < 12 || int(binary.LittleEndian.Uint32(data[4:]))+8 > len(data)+1
	}
	return false
}

// addFiles copies the site's files; images lose what they tell about place,
// time, device and people.
func (r *renderer) addFiles() {
	for _, f := range r.Files {
		e := output.Entry{Path: f.Path, Source: f.Source}
		switch {
		case isImageName(f.Path):
			e.Make = func() ([]byte, error) { return r.publishImage(f) }
		case r.o.Dir != "":
			e.File = filepath.Join(r.o.Dir, filepath.FromSlash(f.Source))
		default:
			e.Make = func() ([]byte, error) { return r.o.Read(f.Source) }
		}
		r.tree.Add(e)
	}
}

func (r *renderer) publishImage(f site.File) ([]byte, error) {
	data, err := r.o.Read(f.Source)
	if err != nil {
		return nil, err
	}
	if d := CheckImage(f.Source, data); d != nil {
		return nil, fmt.Errorf("%s: %s", f.Source, d.Message.EN)
	}
	if sniff(data) == svgImage {
		out, _ := cleanSVG(data)
		return out, nil
	}
	out, err := picture.Strip(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Source, err)
	}
	return out, nil
}

// imageSize is an image's width and height as shown, in pixels; 0 if unknown.
type imageSize struct{ width, height int }

// size returns the size of an image by its output path, reading its file once.
func (r *renderer) size(path string) (width, height int) {
	if s, ok := r.sizes.Load(path); ok {
		return s.(*imageSize).width, s.(*imageSize).height
	}
	s := &imageSize{}
	if source := r.sources[path]; source != "" && r.o.Read != nil {
		if data, err := r.o.Read(source); err == nil {
			s.width, s.height = sizeOf(data)
		}
	}
	r.sizes.Store(path, s)
	return s.width, s.height
}

func sizeOf(data []byte) (width, height int) {
	f := sniff(data)
	if f == svgImage {
		return sizeSVG(data)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0
	}
	if f == jpegImage && picture.Orientation(data) >= 5 { // turned by a quarter
		return c.Height, c.Width
	}
	return c.Width, c.Height
}

// img is an image element; empty where the asset is no image of this site.
func (r *renderer) img(l *level, a *content.Asset, alt, loading string) template.HTML {
	if a == nil {
		return ""
	}
	t := r.Asset(a)
	if t.Broken || t.Path == "" || t.Page != nil || !isImageName(t.Path) {
		return ""
	}
	size := ""
	if w, h := r.size(t.Path); w > 0 && h > 0 {
		size = ` width="` + itoa(w) + `" height="` + itoa(h) + `"`
	}
	return template.HTML(`<img src="` + escape(l.url(t.Path)) + `" alt="` + escape(alt) + `"` + size + ` loading="` + loading + `" decoding="async">`)
}

// thumb is a page's picture in lists, which the title beside it names.
func (r *renderer) thumb(l *level, p *site.Page) template.HTML {
	if html := r.img(l, p.Cover, "", "lazy"); html != "" || len(p.Images) == 0 {
		return html
	}
	return r.img(l, &p.Images[0], "", "lazy")
}

// cover is a page's picture above its text.
func (r *renderer) cover(l *level, p *site.Page) template.HTML {
	if p.Cover == nil || p.Type.Layout == "person" || r.showsInBody(p, r.Asset(p.Cover).Path) {
		return ""
	}
	html := r.img(l, p.Cover, first(p.Cover.Title, p.Cover.Caption), "eager")
	if html != "" && p.Cover.Caption != "" {
		html += template.HTML("<figcaption>" + escape(p.Cover.Caption) + "</figcaption>")
	}
	return html
}

// showsInBody reports whether a page's text holds the picture itself, so that
// it need not stand above it as well.
func (r *renderer) showsInBody(p *site.Page, path string) bool {
	if p.Body == nil || path == "" {
		return false
	}
	return slices.ContainsFunc(p.Body.Links, func(k *markdown.Link) bool { return k.Image && r.Target(k).Path == path })
}

// gallery is the pictures that the front matter lists.
func (r *renderer) gallery(l *level, p *site.Page) template.HTML {
	var b strings.Builder
	for i := range p.Images {
		a := &p.Images[i]
		if html := r.img(l, a, first(a.Title, a.Caption), "lazy"); html != "" {
			b.WriteString("<figure>" + string(html))
			if a.Caption != "" {
				b.WriteString("<figcaption>" + escape(a.Caption) + "</figcaption>")
			}
			b.WriteString("</figure>\n")
		}
	}
	return template.HTML(b.String())
}
