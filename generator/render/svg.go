package render

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/picture"
)

// checkSVG says why a drawing must not be published, nil if it may.
func checkSVG(data []byte) *diag.Text {
	_, why := cleanSVG(data)
	return why
}

// The namespaces that a drawing may be written in, and the one of web pages.
const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	htmlSpace  = "http://www.w3.org/1999/xhtml"
)

// drawn are the elements that draw and nothing else: none of them runs a
// program or changes another one's attributes (SVG 2, appendix F).
var drawn = func() map[string]bool {
	out := map[string]bool{}
	for name := range strings.FieldsSeq(`svg g defs symbol use switch a view title desc style
		rect circle ellipse line polyline polygon path text tspan textPath image
		marker pattern clipPath mask linearGradient radialGradient stop filter
		feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
		feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
		feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
		feSpecularLighting feSpotLight feTile feTurbulence`) {
		out[name] = true
	}
	return out
}()

// svgCleaner writes a drawing anew from what was understood of it, so that a
// browser cannot read anything else out of the same bytes (declared attributes,
// another encoding).
type svgCleaner struct {
	out   bytes.Buffer
	depth int
	style *strings.Builder // the text of the <style> that is open
}

// cleanSVG is a drawing as it is published: without what its program noted
// beside it (file paths, names, dates), comments and document type. The text
// says why it must not be published, nil if it may: an image of a stranger must
// not run a program, fetch anything or hide a page.
func cleanSVG(data []byte) ([]byte, *diag.Text) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	c := &svgCleaner{}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) && c.out.Len() > 0 {
			c.out.WriteByte('\n')
			return c.out.Bytes(), nil
		}
		if err != nil {
			return nil, refuse("它不是完整的 SVG", "it is no well-formed SVG")
		}
		if e, ok := tok.(xml.StartElement); ok && c.dropped(e) {
			if err := d.Skip(); err != nil {
				return nil, refuse("它不是完整的 SVG", "it is no well-formed SVG")
			}
			continue
		}
		if why := c.token(tok); why != nil {
			return nil, why
		}
	}
}

func refuse(zh, en string, args ...any) *diag.Text {
	t := diag.Say(zh, en, args...)
	return &t
}

// dropped says whether an element is a note of the drawing program.
func (c *svgCleaner) dropped(e xml.StartElement) bool {
	if c.depth == 0 || c.style != nil {
		return false
	}
	return e.Name.Space == svgSpace && e.Name.Local == "metadata" || e.Name.Space != svgSpace && e.Name.Space != htmlSpace
}

func (c *svgCleaner) token(tok xml.Token) *diag.Text {
	switch t := tok.(type) {
	case xml.Directive:
		if !bytes.HasPrefix(t, []byte("DOCTYPE")) || bytes.ContainsAny(t, "[<") {
			return refuse("里面定义了实体或属性", "it defines entities or attributes")
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			return refuse("里面引用了样式表", "it refers to a style sheet")
		}
	case xml.StartElement:
		return c.start(t)
	case xml.EndElement:
		if c.style != nil {
			if fetches(c.style.String()) || strings.Contains(c.style.String(), "@") {
				return refuse("样式里引用了别处的文件", "its style refers to files elsewhere")
			}
			c.style = nil
		}
		c.depth--
		c.out.WriteString("</" + t.Name.Local + ">")
	case xml.CharData:
		if c.style != nil {
			c.style.Write(t)
		}
		if c.depth > 0 {
			return c.escape(t)
		}
	}
	return nil
}

func (c *svgCleaner) escape(text []byte) *diag.Text {
	if err := xml.EscapeText(&c.out, text); err != nil {
		panic(err) // a buffer takes everything
	}
	return nil
}

func (c *svgCleaner) start(e xml.StartElement) *diag.Text {
	name := e.Name.Local
	switch {
	case c.depth == 0 && (e.Name.Space != svgSpace || name != "svg"):
		return refuse("它的根元素不是 SVG 的 <svg>（缺 xmlns=\"http://www.w3.org/2000/svg\"？）", "its root is no <svg> of SVG (is xmlns=\"http://www.w3.org/2000/svg\" missing?)")
	case e.Name.Space != svgSpace || !drawn[name] || c.style != nil:
		return refuse("里面有 <%s>，不是单纯的图形", "it has a <%s>, which is no mere drawing", clip(name, 40))
	case name == "style":
		c.style = &strings.Builder{}
	}
	c.out.WriteString("<" + name)
	if c.depth == 0 {
		c.out.WriteString(` xmlns="` + svgSpace + `" xmlns:xlink="` + xlinkSpace + `"`)
	}
	c.depth++
	seen := map[string]bool{}
	for _, a := range e.Attr {
		name, value, why := attribute(a)
		if why != nil {
			return why
		}
		if name != "" && !seen[name] {
			seen[name] = true
			c.out.WriteString(" " + name + `="`)
			c.escape([]byte(value))
			c.out.WriteByte('"')
		}
	}
	c.out.WriteByte('>')
	return nil
}

var attributeName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*$`)

// attribute is an attribute as it is published; no name for one that is left out.
func attribute(a xml.Attr) (name, value string, why *diag.Text) {
	name, lower := a.Name.Local, strings.ToLower(strings.TrimSpace(a.Value))
	switch a.Name.Space {
	case "":
	case xlinkSpace:
		name = "xlink:" + name
	case xmlSpace:
		name = "xml:" + name
	default:
		return "", "", nil
	}
	switch short := strings.ToLower(a.Name.Local); {
	case !attributeName.MatchString(short), short == "xmlns", short == "base",
		short == "content", strings.HasPrefix(short, "data-"): // what drawing programs keep for themselves
		return "", "", nil
	case strings.HasPrefix(short, "on"):
		return "", "", refuse("里面有事件代码 %s", "it has the event handler %s", clip(short, 40))
	case (short == "href" || short == "src") && !ownReference(lower),
		strings.Contains(lower, "javascript:"),
		short == "style" && (fetches(a.Value) || strings.Contains(a.Value, "@")),
		short != "href" && strings.Contains(lower, "(") && fetches(a.Value):
		return "", "", refuse("里面引用了别处的文件（%s）", "it refers to something elsewhere (%s)", clip(lower, 40))
	case short == "href" && strings.HasPrefix(lower, "data:"):
		if a.Value, why = embedded(strings.TrimSpace(a.Value)); why != nil {
			return "", "", why
		}
	}
	return name, a.Value, nil
}

// embedded is a photo inside a drawing without what it tells beside its picture.
func embedded(address string) (string, *diag.Text) {
	kind, coded, ok := strings.Cut(address, ";base64,")
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(coded), ""))
	if err == nil {
		data, err = picture.Strip(data)
	}
	if !ok || err != nil {
		return "", refuse("里面嵌的图片不完整", "a picture inside it is incomplete")
	}
	return kind + ";base64," + base64.StdEncoding.EncodeToString(data), nil
}

// ownReference says whether an address in lower case stays within the drawing.
func ownReference(value string) bool {
	if strings.HasPrefix(value, "#") || value == "" {
		return true
	}
	for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp"} {
		if strings.HasPrefix(value, "data:image/"+kind+";") {
			return true
		}
	}
	return false
}

var styleURL = regexp.MustCompile(`url\(\s*['"]?\s*(#?)`)

// fetches says whether a style could fetch something. An escape could hide it,
// and these functions take an address without url().
func fetches(css string) bool {
	lower := strings.ToLower(css)
	for _, sign := range []string{`\`, "image-set", "image(", "src(", "cross-fade", "expression", "javascript:", "-moz-binding", "behavior"} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	for _, m := range styleURL.FindAllStringSubmatch(lower, -1) {
		if m[1] == "" {
			return true
		}
	}
	return false
}

// sizeSVG is a drawing's size in pixels by its width and height, or its viewBox.
func sizeSVG(data []byte) (width, height int) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if err != nil {
			return 0, 0
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range e.Attr {
			attr[a.Name.Local] = a.Value
		}
		w, h := pixels(attr["width"]), pixels(attr["height"])
		if w == 0 || h == 0 {
			if box := strings.FieldsFunc(attr["viewBox"], func(c rune) bool { return c == ' ' || c == ',' }); len(box) == 4 {
				w, h = pixels(box[2]), pixels(box[3])
			}
		}
		return w, h
	}
}

func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || f < 0 || f > 1e6 {
		return 0
	}
	return int(math.Round(f))
}
