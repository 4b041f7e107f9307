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
	mu          sync.Mutex
	w           io.Writer // nil: nothing is shown
	label       string
	timer       *time.Timer
	last        time.Time
	shown       bool
	count, size int
}

func (c *console) progress(label diag.Text) *meter {
	m := &meter{w: c.status, label: label.In(c.lang)}
	if m.w != nil {
		m.timer = time.AfterFunc(time.Second, func() {
			m.mu.Lock()
			defer m.mu.Unlock()
			if m.w == nil {
				return // done meanwhile
			}
			m.shown = true
			m.paint()
		})
	}
	return m
}

// show is safe to call often and from several goroutines.
func (m *meter) show(done, total int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.w == nil {
		return
	}
	m.count, m.size = done, total
	if now := time.Now(); m.shown && now.Sub(m.last) >= 100*time.Millisecond {
		m.last = now
		m.paint()
	}
}

func (m *meter) paint() {
	if m.size > 0 {
		fmt.Fprintf(m.w, "\r\x1b[K%s %d/%d", m.label, m.count, m.size)
		return
	}
	fmt.Fprintf(m.w, "\r\x1b[K%s…", m.label)
}

// done wipes the line.
func (m *meter) done() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.w == nil {
		return
	}
	m.timer.Stop()
	if m.shown {
		fmt.Fprint(m.w, "\r\x1b[K")
	}
	m.w, m.shown = nil, false
}
