package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"showcase/generator/diag"
)

// layouts are the templates that define a page's main part; what is not in the
// theme falls back to article.
const fallback = "article"

// shared files take part in every layout.
var shared = map[string]bool{"shell.html": true, "parts.html": true, "portfolio.html": true, "overviews.html": true}

// theme is the parsed templates, by layout.
type theme struct {
	layouts map[string]*template.Template
	parts   *template.Template
}

// words are what the theme itself says, by key.
type words map[string]string

// loadWords reads the words of a language, over the Chinese ones.
func loadWords(theme fs.FS, lang string) (words, []diag.Diagnostic) {
	w := words{}
	for _, l := range []string{"zh-CN", lang} {
		file := "words/" + l + ".toml"
		text, err := fs.ReadFile(theme, file)
		if errors.Is(err, fs.ErrNotExist) && l != "zh-CN" {
			continue
		}
		if err == nil {
			_, err = toml.Decode(string(text), (*map[string]string)(&w))
		}
		if err != nil {
			return nil, []diag.Diagnostic{wordsFault(file, err)}
		}
	}
	return w, nil
}

func wordsFault(file string, err error) diag.Diagnostic {
	d := diag.Diagnostic{
		File: file, Severity: diag.Error, Code: "theme/words",
		Message: diag.Say("主题的用语文件读不懂：%s", "the theme's words cannot be read: %s", err.Error()),
		Hint:    diag.Say(`每行写一个用语，例如：search = "搜索"`, `Write one word a line, e.g. search = "Search"`),
	}
	var pe toml.ParseError
	if errors.As(err, &pe) {
		d.Start = diag.Pos{Line: pe.Position.Line, Column: 1}
	}
	return d
}

// loadTheme parses every template once.
func loadTheme(theme_ fs.FS) (*theme, []diag.Diagnostic) {
	files, err := fs.ReadDir(theme_, "templates")
	if err != nil {
		return nil, []diag.Diagnostic{themeFault(err)}
	}
	base := template.New("").Option("missingkey=error")
	t := &theme{layouts: map[string]*template.Template{}}
	for _, f := range files {
		if shared[f.Name()] {
			if err := parseInto(base, theme_, f.Name()); err != nil {
				return nil, []diag.Diagnostic{themeFault(err)}
			}
		}
	}
	for _, f := range files {
		name, isHTML := strings.CutSuffix(f.Name(), ".html")
		if !isHTML || shared[f.Name()] {
			continue
		}
		set := template.Must(base.Clone()) // base has not been executed
		if err := parseInto(set, theme_, f.Name()); err != nil {
			return nil, []diag.Diagnostic{themeFault(err)}
		}
		t.layouts[name] = set
	}
	t.parts = base
	return t, nil
}

func parseInto(set *template.Template, theme fs.FS, file string) error {
	text, err := fs.ReadFile(theme, "templates/"+file)
	if err != nil {
		return err
	}
	_, err = set.New(file).Parse(string(text))
	return err
}

// place finds file, line and column in the errors of html/template:
// "template: list.html:12:3: …", "html/template:list.html:12: …".
var place = regexp.MustCompile(`template: ?([\w.-]+\.html):(\d+)(?::(\d+))?: *(.*)`)

func themeFault(err error) diag.Diagnostic {
	d := diag.Diagnostic{
		Severity: diag.Error, Code: "theme/template",
		Message: diag.Say("主题的模板有错：%s", "a template of the theme is wrong: %s", err.Error()),
		Hint:    diag.Say("改正这个模板，或者删掉它，改用自带主题的同名模板。", "Mend the template, or delete it to use the built-in theme's."),
	}
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		d.File = "templates/" + m[1]
		d.Start.Line, _ = strconv.Atoi(m[2])
		column, _ := strconv.Atoi(m[3])
		d.Start.Column = column + 1
		d.Message = diag.Say("模板有错：%s", "the template is wrong: %s", m[4])
	}
	return d
}

// layout returns the templates of a layout.
func (t *theme) layout(name string) *template.Template {
	if set := t.layouts[name]; set != nil {
		return set
	}
	return t.layouts[fallback]
}

// part executes a shared piece.
func (r *renderer) part(name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	if err := r.theme.layouts[fallback].ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("theme: %w", err)
	}
	return template.HTML(b.String()), nil
}

// execute makes a page of a layout.
func (r *renderer) execute(layout string, view any) ([]byte, error) {
	b, _ := r.buffers.Get().(*bytes.Buffer)
	if b == nil {
		b = new(bytes.Buffer)
	}
	b.Reset()
	defer r.buffers.Put(b)
	if err := r.theme.layout(layout).ExecuteTemplate(b, "layout", view); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return bytes.Clone(b.Bytes()), nil
}
