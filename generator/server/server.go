// Package server is the preview: it builds into memory, serves the output tree
// on this computer only, watches the sources, and brings every saved change to
// the open pages.
//
// It knows nothing of pages or Markdown: Build gives it an [output.Tree] and
// the findings, and it compares trees. A page is loaded again when its own
// bytes or something it uses changed, a changed style sheet is put in place of
// the old one. A build with errors leaves the last good pages and lays the
// errors over them, with the lines they are in; the next good build takes them
// away. All of this is added while a page is served, nothing of it is in the tree.
//
// Only programs of this computer can connect, and of the web pages open in its
// browser only the preview's own can read it: other host names (DNS rebinding) and
// requests from other sites are refused.
package server

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"syscall"
	"time"

	"showcase/generator/diag"
	"showcase/generator/output"
)

// Options says what to preview. Build is required, all else may be left out.
type Options struct {
	// Dirs are the folders to watch, with all below them, and single files. One that
	// does not exist yet is waited for if its parent folder exists.
	Dirs []string
	// Ignore lists folders and files below Dirs that are not watched: the output
	// folder above all. Hidden files and editors' temporary files never are.
	Ignore []string
	// Poll looks at all files again and again instead of waiting for the system's
	// word, which network drives do not give.
	Poll bool

	// Build makes the whole tree; it is never called twice at once. When it returns
	// an error, no tree, or a finding of severity Error, the last good tree stays.
	Build func(context.Context) (*output.Tree, []diag.Diagnostic, error)
	// Excerpt returns the bytes of a file that a finding names, to show the lines.
	Excerpt func(file string) ([]byte, error)

	Port  int              // 0: the first free one from 8000
	Lang  diag.Lang        // of what is laid over the pages
	Log   func(diag.Text)  // told what the user should know, such as that watching does not work
	Ready func(url string) // called once, after the first build
}

// Serve previews until ctx ends, and then returns nil when all is put away. It
// returns an error when it cannot listen.
func Serve(ctx context.Context, o Options) error {
	listeners, url, err := listen(o.Port)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := newPreview(ctx, o)
	srv := &http.Server{
		Handler:           p,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ErrorLog:          log.New(logWriter{o.Log}, "", 0),
	}
	var wait sync.WaitGroup
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		wait.Go(func() {
			if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				failed <- fmt.Errorf("serve %s: %w", url, err)
			}
		})
	}
	changes := make(chan struct{}, 1)
	watching := make(chan struct{})
	wait.Go(func() { newWatcher(o).run(ctx, watching, changes) })
	<-watching // what is saved from now on is noticed
	p.build()
	if o.Ready != nil && ctx.Err() == nil {
		o.Ready(url)
	}
	err = nil
	for err == nil && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-changes:
			p.build()
		case err = <-failed:
		}
	}
	cancel()
	shut(srv)
	wait.Wait()
	return err
}

func shut(srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		srv.Close()
	}
}

// listen opens the port on both loopback addresses. Without IPv6 one is enough.
func listen(port int) ([]net.Listener, string, error) {
	first, last := port, port
	if port == 0 {
		first, last = 8000, 8099
	}
	var failure error
	for port := first; port <= last; port++ {
		four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			failure = err
			continue
		}
		url := fmt.Sprintf("http://localhost:%d/", port)
		six, err := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
		if err == nil {
			return []net.Listener{four, six}, url, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return []net.Listener{four}, url, nil
		}
		four.Close() // "localhost" would reach the other program
		failure = err
	}
	return nil, "", fmt.Errorf("no free port between %d and %d on this computer: %w", first, last, failure)
}

// logWriter passes on what net/http has to say.
type logWriter struct{ log func(diag.Text) }

func (w logWriter) Write(b []byte) (int, error) {
	if w.log != nil {
		w.log(diag.Say("预览服务：%s", "Preview server: %s", b))
	}
	return len(b), nil
}
