package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"showcase/generator/diag"
)

// meter shows how far a command has come, on a terminal and only once a
// second has passed.
type meter struct {
	mu    sync.Mutex
	w     io.Writer
	label string
	start time.Time
	last  time.Time
	shown bool
}

func (c *console) progress(label diag.Text) *meter {
	return &meter{w: c.status, label: label.In(c.lang), start: time.Now()}
}

// show is safe to call often and from several goroutines.
func (m *meter) show(done, total int) {
	if m.w == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if now.Sub(m.start) < time.Second || now.Sub(m.last) < 100*time.Millisecond {
		return
	}
	m.last, m.shown = now, true
	fmt.Fprintf(m.w, "\r\x1b[K%s %d/%d", m.label, done, total)
}

// done wipes the line.
func (m *meter) done() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shown {
		fmt.Fprint(m.w, "\r\x1b[K")
	}
}
