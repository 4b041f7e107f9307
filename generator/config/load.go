package config

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"showcase/generator/diag"
)

// Load reads the settings out of config.toml's bytes. File is its name as
// findings show it. The Config is usable even if there are errors: what could
// not be read keeps its default.
//
// Keys that are not known are warnings that name the nearest known key; values
// of the wrong kind, and paths that leave the site, are errors.
func Load(src []byte, file string) (*Config, []diag.Diagnostic) {
	text := strings.TrimPrefix(string(src), "\ufeff")
	l := &loader{src: diag.NewSource(file, []byte(text))}
	root, problems := DecodeTOML([]byte(text), 0)
	for _, p := range problems {
		l.found = append(l.found, p.Diagnostic(l.src))
	}
	c := &Config{Title: "学校展示", Language: "zh-CN"}
	c.Terms = Terms{FirstStart: "09-01", SecondStart: "02-01"}
	c.Publish = Publish{DefaultStatus: "发布", SearchText: true}
	c.Print.Formats = []string{"pdf", "docx"}
	c.Training.Hours = 72
	c.Writing.Stages = [3]int{4, 10, 20}
	c.Print.Certificate.Paper = Sheet{Width: 297, Height: 210}
	c.Print.Panel = Panel{Tiles: Sheet{Width: 210, Height: 297}, Honour: "#a3211c", Gold: "#b08d4a"}
	l.table(root, "", l.fields(c))
	return c, l.found
}

type loader struct {
	src   *diag.Source
	found []diag.Diagnostic
}

// fields says what may stand in config.toml: each key and what reads its value.
func (l *loader) fields(c *Config) map[string]func(Key) {
	text := func(to *string) func(Key) { return func(k Key) { l.text(k, to) } }
	file := func(to *string) func(Key) { return func(k Key) { l.file(k, to) } }
	table := func(in map[string]func(Key)) func(Key) {
		return func(k Key) {
			if l.kind(k, Map) {
				l.table(k.Value, k.Name+".", in)
			}
		}
	}
	return map[string]func(Key){
		"title": text(&c.Title), "subtitle": text(&c.Subtitle),
		"language": func(k Key) {
			l.choice(k, &c.Language, map[string]string{"zh-CN": "zh-CN", "zh": "zh-CN", "zh-Hans": "zh-CN", "中文": "zh-CN", "en": "en", "English": "en"}, "zh-CN", "en")
		},
		"base_url": func(k Key) { l.baseURL(k, &c.BaseURL) },
		"school": table(map[string]func(Key){
			"name": text(&c.School.Name), "short": text(&c.School.Short), "english": text(&c.School.English), "county": text(&c.School.County),
			"town": text(&c.School.Town), "motto": text(&c.School.Motto), "founded": text(&c.School.Founded), "logo": file(&c.School.Logo),
		}),
		"footer": table(map[string]func(Key){
			"host": text(&c.Footer.Host), "note": text(&c.Footer.Note), "icp": text(&c.Footer.ICP), "police": text(&c.Footer.Police),
			"links": func(k Key) { l.menu(k, &c.Footer.Links) },
		}),
		"home": table(map[string]func(Key){
			"headline": text(&c.Home.Headline), "lead": text(&c.Home.Lead), "sections": func(k Key) { l.texts(k, &c.Home.Sections) },
		}),
		"terms": table(map[string]func(Key){
			"first_start": func(k Key) { l.monthDay(k, &c.Terms.FirstStart) }, "second_start": func(k Key) { l.monthDay(k, &c.Terms.SecondStart) },
		}),
		"publish": table(map[string]func(Key){
			"default_status": func(k Key) {
				l.choice(k, &c.Publish.DefaultStatus, map[string]string{"发布": "发布", "published": "发布", "草稿": "草稿", "draft": "草稿"}, "发布", "草稿")
			},
			"search_text": func(k Key) { l.boolean(k, &c.Publish.SearchText) },
		}),
		"print": table(map[string]func(Key){
			"fonts": func(k Key) { l.fonts(k, &c.Print) }, "font_dirs": func(k Key) { l.files(k, &c.Print.FontDirs) },
			"formats":   func(k Key) { l.formats(k, &c.Print.Formats) },
			"bold":      func(k Key) { l.bold(k, &c.Print.BoldHei) },
			"page_refs": func(k Key) { l.boolean(k, &c.Print.PageRefs) },
			"pages":     func(k Key) { l.printedPages(k, &c.Print.Pages) }, "red_head": func(k Key) { l.boolean(k, &c.Print.RedHead) },
			"seal":        func(k Key) { l.boolean(k, &c.Print.Seal) },
			"certificate": func(k Key) { l.certificate(k, &c.Print.Certificate) },
			"panel":       func(k Key) { l.panel(k, &c.Print.Panel) },
		}),
		"theme":    table(map[string]func(Key){"accent": func(k Key) { l.colour(k, &c.Theme.Accent) }}),
		"lint":     table(map[string]func(Key){"off": func(k Key) { l.texts(k, &c.Lint.Off) }, "allow": func(k Key) { l.texts(k, &c.Lint.Allow) }}),
		"menu":     func(k Key) { l.menu(k, &c.Menu) },
		"calendar": func(k Key) { l.calendar(k, &c.Calendar) },
		"training": table(map[string]func(Key){"hours": func(k Key) { l.hours(k, &c.Training.Hours) }}),
		"writing":  table(map[string]func(Key){"stages": func(k Key) { l.stages(k, &c.Writing.Stages) }}),
		"editor":   table(map[string]func(Key){"forms": func(k Key) { l.boolean(k, &c.Editor.Forms) }}),
		"types": func(k Key) {
			if l.kind(k, Map) {
				for _, t := range k.Value.Keys {
					if l.kind(t, Map) {
						c.Types = append(c.Types, TypeExtension{Name: t.Name, Node: t.Value, Source: l.src})
					}
				}
			}
		},
	}
}

// bold is what stands for the bold faces that 仿宋 and 楷体 do not have.
func (l *loader) bold(k Key, hei *bool) {
	by := "描粗"
	l.choice(k, &by, map[string]string{"描粗": by, "stroke": by, "黑体": "黑体", "hei": "黑体"}, by, "黑体")
	*hei = by == "黑体"
}

// table hands each key of the map to its reader; prefix names the table.
func (l *loader) table(n *Node, prefix string, in map[string]func(Key)) {
	for _, k := range n.Keys {
		read, ok := in[k.Name]
		if !ok {
			l.unknown(k, prefix, in)
			continue
		}
		read(k)
	}
}

func (l *loader) unknown(k Key, prefix string, in map[string]func(Key)) {
	var names []string
	for name := range in {
		names = append(names, name)
	}
	slices.Sort(names)
	hint := diag.Say("这里可以用：%[1]s", "known here: %[1]s", strings.Join(names, " "))
	near := diag.Nearest(k.Name, names)
	switch k.Name {
	case "quotas", "fields", "rules":
		hint = diag.Say("“%[1]s”是某一类材料的设置，写在那一类下面，例如：[types.reflection.%[1]s.名字]", "%[1]q belongs to a type, e.g. [types.reflection.%[1]s.NAME]", k.Name)
		near = ""
	}
	d := l.src.At(k.Start, k.End, diag.Warning, "config/unknown-key", diag.Say("不认识的设置“%[1]s”", "unknown setting %[1]q", prefix+k.Name), hint)
	if near != "" {
		d.Hint = diag.Say("是不是 %[1]s？", "did you mean %[1]s?", near)
		d.Fix = diag.Replace(k.Start, k.End, near, diag.Say("改成 %[1]s", "change to %[1]s", near))
	}
	l.found = append(l.found, d)
}

func (l *loader) bad(n *Node, code string, message, hint diag.Text) {
	l.found = append(l.found, l.src.At(n.Start, n.End, diag.Error, code, message, hint))
}

// kind reports whether the value has the shape, and a finding if not.
func (l *loader) kind(k Key, want NodeKind) bool {
	if k.Value.Kind == want {
		return true
	}
	example := [...]string{k.Name + ` = "…"`, k.Name + ` = ["…", "…"]`, "[" + k.Name + "]"}[want]
	l.bad(k.Value, "config/kind", diag.Say("“%[1]s”的值写法不对", "the value of %[1]q has the wrong form", k.Name), diag.Say("写成 %[1]s", "write %[1]s", example))
	return false
}

func (l *loader) text(k Key, to *string) {
	if !l.kind(k, Scalar) {
		return
	}
	*to = strings.TrimSpace(k.Value.Text)
}

func (l *loader) texts(k Key, to *[]string) {
	if k.Value.Kind == Scalar {
		*to = []string{k.Value.Text}
		return
	}
	if !l.kind(k, List) {
		return
	}
	*to = nil
	for _, item := range k.Value.Items {
		var t string
		l.text(Key{Name: k.Name, Value: item}, &t)
		*to = append(*to, t)
	}
}

func (l *loader) boolean(k Key, to *bool) {
	switch k.Value.Text {
	case "true", "是":
		*to = true
	case "false", "否":
		*to = false
	default:
		l.bad(k.Value, "config/bool", diag.Say("“%[1]s”只能是 true 或 false", "%[1]q is true or false", k.Name), diag.Say("写成 %[1]s = true，不加引号", "write %[1]s = true, without quotes", k.Name))
	}
}

func (l *loader) choice(k Key, to *string, values map[string]string, show ...string) {
	if v, ok := values[k.Value.Text]; ok && k.Value.Kind == Scalar {
		*to = v
		return
	}
	l.bad(k.Value, "config/choice", diag.Say("“%[1]s”不能是“%[2]s”", "%[1]q cannot be %[2]q", k.Name, k.Value.Text), diag.Say("可以是：%[1]s", "one of: %[1]s", strings.Join(show, "、")))
}

// file reads a path inside the site.
func (l *loader) file(k Key, to *string) {
	var t string
	l.text(k, &t)
	if t == "" {
		return
	}
	clean := path.Clean(strings.ReplaceAll(t, "\\", "/"))
	if clean == ".." || strings.HasPrefix(clean, "../") || strings.HasPrefix(clean, "/") || regexp.MustCompile(`^[A-Za-z]+:`).MatchString(clean) {
		l.bad(k.Value, "config/path", diag.Say("“%[1]s”不在网站文件夹里", "%[1]q is outside the site's folder", t), diag.Say("把文件放进网站文件夹，写相对路径，例如 static/logo.png", "put the file into the site's folder and write a relative path, like static/logo.png"))
		return
	}
	*to = clean
}

func (l *loader) files(k Key, to *[]string) {
	items := k.Value.Items
	if k.Value.Kind == Scalar {
		items = []*Node{k.Value}
	} else if !l.kind(k, List) {
		return
	}
	for _, item := range items {
		var t string
		if l.file(Key{Name: k.Name, Value: item}, &t); t != "" {
			*to = append(*to, t)
		}
	}
}

func (l *loader) baseURL(k Key, to *string) {
	l.text(k, to)
	if t := *to; t != "" && !regexp.MustCompile(`^https?://[^/\s?#"'<>]+(/[^\s?#"'<>]*)?$`).MatchString(t) {
		l.bad(k.Value, "config/url", diag.Say("网址“%[1]s”不完整", "%[1]q is not a full address", t), diag.Say("写成 https://www.example.edu.cn/xuezhan/", "write it like https://www.example.edu.cn/showcase/"))
		*to = ""
	} else if t != "" && !strings.HasSuffix(t, "/") {
		*to += "/"
	}
}

func (l *loader) colour(k Key, to *string) {
	l.text(k, to)
	if *to != "" && !regexp.MustCompile(`^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$`).MatchString(*to) {
		l.bad(k.Value, "config/colour", diag.Say("颜色“%[1]s”看不懂", "%[1]q is not a colour", *to), diag.Say("写成 #b03a2e", "write it like #b03a2e"))
		*to = ""
	}
}

func (l *loader) monthDay(k Key, to *string) {
	var t string
	l.text(k, &t)
	var m, d int
	for _, form := range []string{"%d-%d", "%d月%d日", "%d.%d", "%d/%d"} {
		if n, _ := fmt.Sscanf(t, form, &m, &d); n == 2 && m >= 1 && m <= 12 && d >= 1 && time.Date(2000, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() == d {
			*to = fmt.Sprintf("%02d-%02d", m, d)
			return
		}
	}
	l.bad(k.Value, "config/month-day", diag.Say("“%[1]s”不是几月几日", "%[1]q is not a month and day", t), diag.Say("9月1日写成 \"09-01\"", "write 1 September as \"09-01\""))
}

func (l *loader) formats(k Key, to *[]string) {
	var list, out []string
	l.texts(k, &list)
	for _, f := range list {
		f = strings.ToLower(f)
		if f == "word" {
			f = "docx"
		}
		if f != "pdf" && f != "docx" {
			l.bad(k.Value, "config/choice", diag.Say("“%[1]s”不能是“%[2]s”", "%[1]q cannot be %[2]q", k.Name, f), diag.Say("可以是：pdf、docx", "one of: pdf, docx"))
			continue
		}
		out = append(out, f)
	}
	if len(out) > 0 {
		*to = out
	}
}

// printedPages reads true, false, or the names of types.
func (l *loader) printedPages(k Key, to *PrintedPages) {
	switch {
	case k.Value.Kind == Scalar && (!k.Value.Quoted || slices.Contains([]string{"true", "false", "是", "否"}, k.Value.Text)):
		l.boolean(k, &to.All)
	case k.Value.Kind == Scalar:
		to.Types, to.Source = []*Node{k.Value}, l.src
	case l.kind(k, List):
		to.Source = l.src
		for _, item := range k.Value.Items {
			if l.kind(Key{Name: k.Name, Value: item}, Scalar) {
				to.Types = append(to.Types, item)
			}
		}
	}
}

// fonts reads a table of roles, each a family or file, or a list of them.
func (l *loader) fonts(k Key, p *Print) {
	if !l.kind(k, Map) {
		return
	}
	p.Fonts = map[string][]string{}
	roles := map[string]func(Key){}
	for _, role := range []string{"title", "body", "hei", "kai", "song", "latin"} {
		roles[role] = func(k Key) {
			var list []string
			if l.texts(k, &list); len(list) > 0 {
				p.Fonts[role] = list
			}
		}
	}
	l.table(k.Value, "fonts.", roles)
}

func (l *loader) menu(k Key, to *[]MenuItem) {
	if !l.kind(k, List) {
		return
	}
	for _, item := range k.Value.Items {
		if !l.kind(Key{Name: k.Name, Value: item}, Map) {
			continue
		}
		var m MenuItem
		l.table(item, k.Name+".", map[string]func(Key){"title": func(k Key) { l.text(k, &m.Title) }, "link": func(k Key) { l.text(k, &m.Link) }})
		if i := strings.IndexByte(m.Link, ':'); i >= 0 && !strings.HasPrefix(m.Link, "http://") && !strings.HasPrefix(m.Link, "https://") && !strings.HasPrefix(m.Link, "mailto:") {
			l.bad(item, "config/link", diag.Say("链接“%[1]s”不能用", "the link %[1]q cannot be used", m.Link), diag.Say("写站内路径（plans/）或 https:// 开头的网址", "write a path of the site (plans/) or an address beginning with https://"))
			continue
		}
		if m.Title == "" || m.Link == "" {
			l.bad(item, "config/menu", diag.Say("菜单项缺少 title 或 link", "a menu entry needs title and link"), diag.Say("写成 {title = \"工作计划\", link = \"plans/\"}", "write {title = \"Plans\", link = \"plans/\"}"))
			continue
		}
		*to = append(*to, m)
	}
}
