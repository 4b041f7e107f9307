package server

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"showcase/generator/diag"
)

// ownPath is where the preview's own script and events are; no entry can have it (output.CheckPath).
const ownPath = "/.showcase/"

//go:embed live.js
var liveScript []byte

// ServeHTTP serves an entry of the last good tree.
func (p *preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !localHost(r.Host) || foreign(r):
		http.Error(w, "This preview is only for this computer: open http://localhost/ with its port.", http.StatusForbidden)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD.", http.StatusMethodNotAllowed)
		return
	case r.URL.Path == ownPath+"live.js":
		h.Set("Content-Type", contentType(r.URL.Path))
		w.Write(liveScript)
		return
	case r.URL.Path == ownPath+"events":
		p.events(w, r)
		return
	}
	select {
	case <-p.built: // a page asked for during the first build waits for it
	case <-r.Context().Done():
		return
	}
	p.serve(w, r)
}

func (p *preview) serve(w http.ResponseWriter, r *http.Request) {
	s, _ := p.state()
	if s.tree == nil {
		p.bare(w, r, s, http.StatusServiceUnavailable, s.findings, "none")
		return
	}
	at := resolve(s.tree, r.URL.Path)
	if at.folder {
		target := (&url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}).String()
		// Two slashes in front would lead to another host.
		http.Redirect(w, r, "/"+strings.TrimLeft(target, "/"), http.StatusFound)
		return
	}
	if at.path == "" {
		p.bare(w, r, s, http.StatusNotFound, findings{}, mark(s.tree, r.URL.Path))
		return
	}
	data, err := s.tree.Bytes(at.path)
	if err != nil {
		p.bare(w, r, s, http.StatusInternalServerError, p.report([]diag.Diagnostic{failure(err)}, nil), mark(s.tree, r.URL.Path))
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType(at.path))
	if path.Ext(at.path) == ".pdf" {
		h.Set("Content-Disposition", "inline; filename*=UTF-8''"+url.PathEscape(path.Base(at.path)))
	}
	if isPage(at.path) {
		data = inject(data, p.tag(s, hash(data, at.path)))
	}
	if at.missing {
		w.WriteHeader(http.StatusNotFound)
		if r.Method == http.MethodGet {
			w.Write(data)
		}
		return
	}
	h.Set("ETag", `"`+hash(data, "")+`"`)
	http.ServeContent(w, r, at.path, time.Time{}, bytes.NewReader(data))
}

// tag is the script element of live reload. It says what the page shows, so that
// a change between loading it and connecting is not lost.
func (p *preview) tag(s state, mark string) string {
	return fmt.Sprintf(`<script src="%slive.js" data-mark="%s" data-since="%s-%d" data-preview></script>`, ownPath, html.EscapeString(mark), p.run, s.version)
}

// inject puts the script at the end of the page's body.
func inject(page []byte, tag string) []byte {
	at := lastBodyEnd(page)
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

func lastBodyEnd(page []byte) int {
	for i := len(page); i > 0; {
		i = bytes.LastIndex(page[:i], []byte("</"))
		if i < 0 {
			break
		}
		if len(page) >= i+6 && bytes.EqualFold(page[i+2:i+6], []byte("body")) {
			return i
		}
	}
	return len(page)
}

// bare answers with a page of our own that has the findings in it and follows the builds.
func (p *preview) bare(w http.ResponseWriter, r *http.Request, s state, status int, f findings, mark string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	title := diag.Say("预览：暂时没有页面", "Preview: no page yet")
	if status == http.StatusNotFound {
		title = diag.Say("没有这个页面", "There is no such page")
	}
	t := title.In(p.opts.Lang)
	fmt.Fprintf(w, `<!doctype html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>`+
		`<body style="font:1.1rem/1.6 system-ui,sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem"><h1>%[2]s</h1><noscript>%s</noscript>%s</body></html>`,
		p.lang(), html.EscapeString(t), f.HTML, p.tag(s, mark))
}

func (p *preview) lang() diag.Lang {
	if p.opts.Lang == diag.EN {
		return diag.EN
	}
	return "zh-CN"
}

// localHost says whether the address was asked for by a name of this computer. A
// name that somebody's DNS points here is not one.
func localHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	}
	switch strings.ToLower(name) {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	return false
}

// foreign says whether another site's page asks for something to put into itself;
// following a link from there is no harm.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate"
}

// contentType is our own table, because Windows lets other programs change the system's.
func contentType(file string) string {
	ext := strings.ToLower(path.Ext(file))
	for _, t := range [...]struct{ exts, kind string }{
		{".html .htm", "text/html; charset=utf-8"},
		{".css", "text/css; charset=utf-8"},
		{".js .mjs", "text/javascript; charset=utf-8"},
		{".json .map", "application/json; charset=utf-8"},
		{".webmanifest", "application/manifest+json; charset=utf-8"},
		{".svg", "image/svg+xml; charset=utf-8"},
		{".xml .xsl", "application/xml; charset=utf-8"},
		{".atom", "application/atom+xml; charset=utf-8"},
		{".rss", "application/rss+xml; charset=utf-8"},
		{".txt .log .toml .yml .yaml .typ", "text/plain; charset=utf-8"},
		{".md", "text/markdown; charset=utf-8"},
		{".csv", "text/csv; charset=utf-8"},
		{".ics", "text/calendar; charset=utf-8"},
		{".vcf", "text/vcard; charset=utf-8"},
		{".png", "image/png"}, {".jpg .jpeg", "image/jpeg"}, {".gif", "image/gif"}, {".webp", "image/webp"},
		{".avif", "image/avif"}, {".ico", "image/x-icon"}, {".bmp", "image/bmp"},
		{".woff2", "font/woff2"}, {".woff", "font/woff"}, {".ttf", "font/ttf"}, {".otf", "font/otf"},
		{".mp4 .m4v", "video/mp4"}, {".webm", "video/webm"}, {".mov", "video/quicktime"},
		{".mp3", "audio/mpeg"}, {".m4a", "audio/mp4"}, {".ogg", "audio/ogg"}, {".wav", "audio/wav"}, {".vtt", "text/vtt; charset=utf-8"},
		{".pdf", "application/pdf"}, {".zip", "application/zip"}, {".wasm", "application/wasm"},
		{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
		{".doc", "application/msword"}, {".xls", "application/vnd.ms-excel"}, {".ppt", "application/vnd.ms-powerpoint"},
	} {
		for e := range strings.FieldsSeq(t.exts) {
			if e == ext {
				return t.kind
			}
		}
	}
	return "application/octet-stream"
}
