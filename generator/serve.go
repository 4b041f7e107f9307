package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"

	"showcase/generator/book"
	"showcase/generator/diag"
	"showcase/generator/output"
	"showcase/generator/server"
	"showcase/generator/site"
)

type serveCommand struct {
	siteFlag
	Port     int    `placeholder:"N" help:"${port}"`
	Open     bool   `help:"${open}"`
	Drafts   bool   `negatable:"" default:"true" help:"${drafts}"`
	Audience string `enum:"public,staff" default:"public" placeholder:"public|staff" help:"${audience}"`
}

// Run serves a preview on this computer until it is interrupted. The preview
// is the public site with its drafts, which say so on their pages, and with
// the forms; without drafts it is what a build writes. Besides, everything that
// the audience may have printed can be looked at.
func (k *serveCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, k.Audience, "")
	if err != nil {
		return err
	}
	p.drafts = k.Drafts
	defer p.press.close()
	if p.audience == site.Staff {
		fmt.Fprintln(c.err, diag.Say("预览的是校内版，含有不公开的材料：请只在学校自己的电脑上看，不要投到公开的屏幕上。",
			"This previews the staff edition, with what is not public: look at it on the school's own computers, not on a public screen.").In(c.lang))
	}
	var all *prints // of the last build
	build := func(ctx context.Context) (*output.Tree, []diag.Diagnostic, error) {
		l, err := p.load(ctx)
		if err != nil {
			return nil, nil, err
		}
		if errs, _, _ := diag.Count(l.diags); errs > 0 {
			return nil, l.diags, nil
		}
		all = p.printsOf(l, book.Works(l.site))
		all.probe()
		tree, err := p.render(l, all.only(false))
		if err != nil {
			return nil, nil, err
		}
		c.proofs(all).add(tree)
		return tree, append(l.diags, tree.Problems()...), nil
	}
	err = server.Serve(c.ctx, server.Options{
		Dirs:    []string{filepath.Join(k.Site, "content"), filepath.Join(k.Site, "static"), filepath.Join(k.Site, "config.toml")},
		Build:   build,
		Ignore:  []string{filepath.Join(k.Site, "public"), filepath.Join(k.Site, "print")},
		Log:     func(t diag.Text) { fmt.Fprintln(c.err, t.In(c.lang)) },
		Excerpt: func(file string) ([]byte, error) { return p.excerpt(file), nil },
		Port:    k.Port,
		Lang:    c.lang,
		Ready: func(url string) {
			fmt.Fprintln(c.out, diag.Say("预览：%s（按 Ctrl+C 结束）", "Preview: %s (Ctrl+C ends it)", url).In(c.lang))
			fmt.Fprintln(c.out, diag.Say("打印件的样子：%s_prints/", "The prints: %s_prints/", url).In(c.lang))
			if all != nil && all.pdfs() {
				go p.press.warm(all.settings()) // the first PDF need not wait then
			}
			if k.Open {
				openBrowser(url)
			}
		},
	})
	if err != nil {
		return environment(diag.Say("预览开不起来：", "The preview cannot start:"), err)
	}
	return nil
}

// openBrowser asks the desktop to show an address; if it cannot, the printed
// address is enough.
func openBrowser(url string) {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name = "open"
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
