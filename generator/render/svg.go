package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// checkSVG says why a drawing must not be published, nil if it may: an image
// of a stranger must not run a program, fetch anything or hide a page.
func checkSVG(data []byte) *diag.Text {
	say := func(zh, en string, args ...any) *diag.Text {
		t := diag.Say(zh, en, args...)
		return &t
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	style := false
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return say("它不是完整的 SVG", "it is no well-formed SVG")
		}
		switch t := tok.(type) {
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) {
				return say("里面定义了实体", "it defines entities")
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return say("里面引用了样式表", "it refers to a style sheet")
			}
		case xml.StartElement:
			style = strings.EqualFold(t.Name.Local, "style")
			if why := checkElement(t); why != nil {
				return why
			}
		case xml.EndElement:
			style = false
		case xml.CharData:
			if style && foreignStyle(string(t)) {
				return say("样式里引用了别处的文件", "its style refers to files elsewhere")
			}
		}
	}
}

func checkElement(e xml.StartElement) *diag.Text {
	switch name := strings.ToLower(e.Name.Local); name {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video", "animate", "set", "html":
		t := diag.Say("里面有 <%s>，可能运行程序", "it has a <%s>, which could run a program", name)
		return &t
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case strings.HasPrefix(name, "on"):
			t := diag.Say("里面有事件代码 %s", "it has the event handler %s", name)
			return &t
		case (name == "href" || name == "src") && !ownReference(value), strings.Contains(value, "javascript:"), name != "href" && foreignStyle(value):
			t := diag.Say("里面引用了别处的文件（%s）", "it refers to something elsewhere (%s)", clip(value, 40))
			return &t
		}
	}
	return nil
}

// ownReference says whether an address stays within the drawing.
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

var styleURL = regexp.MustCompile(`(?i)url\(\s*['"]?\s*([^'")]*)`)

// foreignStyle says whether a style fetches something. An escape could hide it.
func foreignStyle(css string) bool {
	lower := strings.ToLower(css)
	if strings.Contains(lower, "@import") || strings.Contains(lower, `\`) && strings.Contains(lower, "(") {
		return true
	}
	for _, m := range styleURL.FindAllStringSubmatch(lower, -1) {
		if !ownReference(strings.TrimSpace(m[1])) {
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
