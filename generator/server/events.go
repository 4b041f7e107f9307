package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// message is what an open page is told after each build, and when it connects.
type message struct {
	Build    int      `json:"build"`
	Since    string   `json:"since"`  // names the version for the next connection
	Reload   bool     `json:"reload"` // what the page shows has changed
	Assets   []string `json:"assets"` // changed entries that are not pages
	findings          // html, errors, warnings
}

// events is the stream of messages to one page (server-sent events). The page says
// what it shows and which version it knows; each side may come and go.
func (p *preview) events(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		return
	}
	select {
	case <-p.built:
	case <-r.Context().Done():
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	q := r.URL.Query()
	address, err := url.PathUnescape(q.Get("path"))
	if err != nil {
		address = q.Get("path")
	}
	c := client{address: address, mark: q.Get("mark"), since: -1}
	if v, ok := strings.CutPrefix(q.Get("since"), p.run+"-"); ok {
		if n, err := strconv.Atoi(v); err == nil {
			c.since = n
		}
	}
	out := http.NewResponseController(w)
	fmt.Fprint(w, "retry: 500\n\n")
	beat := time.NewTicker(20 * time.Second) // finds out that the page is gone
	defer beat.Stop()
	for sent := 0; ; {
		s, news := p.state()
		if s.build != sent {
			sent = s.build
			data, err := json.Marshal(c.message(p.run, s))
			if err != nil {
				panic(err) // strings and numbers
			}
			fmt.Fprintf(w, "data: %s\n\n", data)
		} else {
			fmt.Fprint(w, ":\n\n")
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-news:
		case <-beat.C:
		case <-r.Context().Done():
			return
		case <-p.ctx.Done():
			return
		}
	}
}

// client is one open page.
type client struct {
	address, mark string
	since         int // the version whose assets it has; -1: unknown
}

func (c *client) message(run string, s state) message {
	m := message{Build: s.build, Since: fmt.Sprintf("%s-%d", run, s.version), findings: s.findings, Assets: []string{}}
	m.Reload = mark(s.tree, c.address) != c.mark
	for path, version := range s.assets {
		if c.since >= 0 && version > c.since {
			m.Assets = append(m.Assets, path)
		}
	}
	slices.Sort(m.Assets)
	c.since = s.version
	return m
}
