package book

import (
	"path"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/picture"
)

// picture adds an image that stands by itself.
func (a *assembler) picture(source, alt, caption string) {
	if name := a.file(source); name != "" {
		a.add(a.numbered(name, alt, caption))
		return
	}
	a.say(Body, "（图片无法显示。）")
}

// numbered makes a figure, with a number if it has a caption.
func (a *assembler) numbered(name, alt, caption string) *Figure {
	f := &Figure{File: name, Alt: alt}
	if caption != "" {
		f.Caption = a.figureCaption(caption)
	}
	a.show(name, &f.Bookmark, label(f.Caption))
	return f
}

// figureCaption numbers the next figure.
func (a *assembler) figureCaption(text string) string {
	a.figures++
	return "图" + itoa(a.figures) + "　" + text
}

// sourceOf is the site's file that an image link leads to.
func (c *converter) sourceOf(l *markdown.Link) string {
	t := c.site.Target(l)
	if t.Broken || t.Path == "" {
		return ""
	}
	return c.site.SourceOf(t.Path)
}

// file reads an image into the document once, upright and without what it
// tells beside the picture, and returns its name there; "" if it cannot be
// used, which is reported.
func (a *assembler) file(source string) string {
	if source == "" || a.broken[source] {
		return ""
	}
	if _, ok := a.doc.Files[source]; ok {
		return source
	}
	a.use(source)
	data, err := a.options.Read(source)
	f := File{Kind: "svg", Data: data}
	f.Width, f.Height = drawingSize(data)
	if err == nil && !strings.EqualFold(path.Ext(source), ".svg") {
		var p picture.Printed
		p, err = a.options.Picture(data)
		f = File{Kind: p.Kind, Data: p.Data, Width: p.Width, Height: p.Height, Fallback: p.Fallback}
	}
	if err != nil {
		a.broken[source] = true
		a.diags = append(a.diags, diag.Diagnostic{File: source, Severity: diag.Error, Code: "image/unreadable",
			Message: diag.Say("图片放不进打印件：%v", "The image cannot be printed: %v", err),
			Hint:    diag.Say("请用看图软件打开，另存为 .jpg 或 .png。", "Open it in an image program and save it as .jpg or .png.")})
		return ""
	}
	a.doc.Files[source] = f
	return source
}

func isPicture(f string) bool {
	switch strings.ToLower(path.Ext(f)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg":
		return true
	}
	return false
}
