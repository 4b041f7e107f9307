package main

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"showcase/generator/attachment"
	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/lint"
	"showcase/generator/markdown"
	"showcase/generator/render"
	"showcase/generator/site"
)

// checkTables looks for what is private in the tables of workbooks that texts
// show. The place is the row and the cell as they are shown.
func checkTables(cfg *config.Config, source *content.Source) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, file := range slices.Sorted(maps.Keys(source.Grids)) {
		grid := source.Grids[file]
		if grid == nil {
			continue // it cannot be read, which was reported
		}
		var text strings.Builder
		var places []diag.Pos // of each line
		for r, row := range grid.Rows {
			for c, cell := range row {
				text.WriteString(strings.ReplaceAll(cell.Text, "\n", " ") + "\n\n")
				place := diag.Pos{Line: r + 1, Column: c + 1}
				places = append(places, place, place)
			}
		}
		for _, d := range lint.Text(diag.NewSource(file, []byte(text.String())), lint.Options{Allow: cfg.Lint.Allow, Off: cfg.Lint.Off}) {
			if strings.HasPrefix(d.Code, "privacy/") {
				d.Start, d.End, d.Fix = places[d.Start.Line-1], diag.Pos{}, nil
				out = append(out, d)
			}
		}
	}
	return out
}

// pupilsInTables looks for names of pupils in the tables that public pages show.
func (l *loaded) pupilsInTables() []diag.Diagnostic {
	if l.site.Audience != site.Everyone {
		return nil
	}
	var out []diag.Diagnostic
	done := map[*markdown.Grid]bool{}
	for _, page := range l.site.Pages {
		if page.Body == nil {
			continue
		}
		for _, link := range page.Body.Links {
			grid := l.site.Target(link).Table
			if grid == nil || done[grid] {
				continue
			}
			done[grid] = true
			var rows [][]string
			for _, row := range grid.Rows {
				texts := make([]string, len(row))
				for j, cell := range row {
					texts[j] = cell.Text
				}
				rows = append(rows, texts)
			}
			out = append(out, attachment.Pupils(gridFile(l.source, grid), rows, l.examination(page.File))...)
		}
	}
	return out
}

func gridFile(s *content.Source, grid *markdown.Grid) string {
	for file, g := range s.Grids {
		if g == grid {
			return file
		}
	}
	return ""
}

// examination is what examining a file that a page leads to goes by.
func (l *loaded) examination(from string) attachment.Options {
	return attachment.Options{Allow: l.config.Lint.Allow, Off: l.config.Lint.Off, From: from, IsPupil: l.site.IsPupil, PupilsNamed: l.site.PupilsNamed}
}

// activeFiles are endings of files that a browser or a server would run, or a
// double click: authors are not trusted with programs, so such files are not published.
var activeFiles = strings.Fields(`.xsl .xslt .rss .atom .mhtml .mht .svgz .html .htm .xhtml .xht .shtml .shtm .stm .xml .js .mjs .cjs .wasm .swf .hta .chm
	.php .phtml .php5 .phar .asp .aspx .ashx .jsp .jspx .cgi .config
	.exe .bat .cmd .com .scr .msi .ps1 .vbs .vbe .wsf .jse .jar .apk .dll .lnk .url .reg
	.docm .dotm .xlsm .xltm .xlam .pptm .potm .ppsm`)

// pictures are endings of files whose inside is looked at.
var pictures = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".heic", ".heif", ".bmp", ".tif", ".tiff", ".avif"}

// checkFiles looks at every file that would be copied: programs are refused,
// pictures must be what their names say, and what the public may download must
// not tell more than it should.
func (p *pipeline) checkFiles(l *loaded) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, f := range l.site.Files {
		if ext := strings.ToLower(path.Ext(f.Source)); slices.Contains(activeFiles, ext) {
			out = append(out, diag.Diagnostic{File: f.Source, Severity: diag.Error, Code: "file/active",
				Message: diag.Say("不能发布 %s 文件：浏览器或电脑会把它当程序运行。", "%s files are not published: they would be run.", ext),
				Hint:    diag.Say("请改成 PDF、Word、图片或 Markdown，或者把它移出网站文件夹。", "Turn it into PDF, Word, a picture or Markdown, or move it out of the site.")})
			continue
		}
		found, err := p.checkFile(l, f)
		if err != nil {
			found = []diag.Diagnostic{{File: f.Source, Severity: diag.Error, Code: "file/unreadable",
				Message: diag.Say("文件读不出来：%v", "The file cannot be read: %v", err)}}
		}
		out = append(out, found...)
	}
	return out
}

// checkFile looks at the inside of one file. Films and the like are not read
// beyond their beginning.
func (p *pipeline) checkFile(l *loaded, f site.File) ([]diag.Diagnostic, error) {
	ext := strings.ToLower(path.Ext(f.Source))
	if slices.Contains(pictures, ext) {
		data, err := p.read(f.Source)
		if err != nil {
			return nil, err
		}
		if d := render.CheckImage(f.Source, data); d != nil {
			return []diag.Diagnostic{*d}, nil
		}
		return nil, nil
	}
	head, err := p.beginning(f.Source)
	if err != nil {
		return nil, err
	}
	if d := misnamed(f.Source, ext, head); d != nil {
		return []diag.Diagnostic{*d}, nil
	}
	if l.site.Audience != site.Everyone || !attachment.Examines(f.Source, head) {
		return nil, nil
	}
	data, err := p.read(f.Source)
	if err != nil {
		return nil, err
	}
	return attachment.Check(f.Source, data, l.examination(f.From)), nil
}

// beginning reads as much of a file as tells what it is.
func (p *pipeline) beginning(file string) ([]byte, error) {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 1024))
}

// misnamed finds a file that is something else than its name says: a page of
// the web without an ending, or a picture that would be copied with what it
// tells beside the picture.
func misnamed(file, ext string, head []byte) *diag.Diagnostic {
	switch {
	case ext == "" && bytes.Contains(head, []byte("<")):
		return &diag.Diagnostic{File: file, Severity: diag.Error, Code: "file/active",
			Message: diag.Say("文件没有扩展名，里面像是网页，不能发布。", "The file has no ending and looks like a web page: it is not published."),
			Hint:    diag.Say("请给它加上正确的扩展名，或者把它移出网站文件夹。", "Give it its ending, or move it out of the site.")}
	case render.IsPhoto(head) && ext != ".ico": // of a site's sign, which was not taken anywhere
		return &diag.Diagnostic{File: file, Severity: diag.Error, Code: "file/picture",
			Message: diag.Say("这是一张图片，扩展名却是“%s”：里面的拍摄地点等信息去不掉，不能发布。", "This is a picture whose name ends in %q: what it tells of its place cannot be taken out, so it is not published.", ext),
			Hint:    diag.Say("改成图片的扩展名，例如 %[1]s.jpg，再把链接也改过来", "Give it the ending of a picture, e.g. %[1]s.jpg, and change the link", strings.TrimSuffix(path.Base(file), path.Ext(file)))}
	}
	return nil
}
