package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

type checkCommand struct {
	siteFlag
	Format string `enum:"text,json,github" default:"text" placeholder:"text|json|github" help:"${format}"`
	Fix    bool   `help:"${fix}"`
}

// Run checks everything that a build would, prints included, for both
// audiences, and writes nothing but the fixes that were asked for.
func (k *checkCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, "public", "")
	if err != nil {
		return err
	}
	fixed := 0
	if k.Fix {
		if fixed, err = p.fix(c); err != nil {
			return err
		}
	}
	l, err := p.load(c.ctx)
	if err != nil {
		return err
	}
	l.diags = append(l.diags, p.assemblyFindings(l)...)
	p.link(c.ctx, l, site.Staff)
	ds := append(l.diags, p.assemblyFindings(l)...)
	for _, dossier := range l.site.Dossiers() {
		ds = append(ds, l.counts.Readiness(dossier).Findings()...)
	}
	diag.Sort(ds)
	ds = slices.CompactFunc(ds, sameFinding)
	errs, warnings, hints := diag.Count(ds)
	switch k.Format {
	case "json":
		if err := diag.WriteJSON(c.out, ds, c.lang); err != nil {
			return err
		}
	case "github":
		diag.WriteGitHub(c.out, ds, c.lang)
	default:
		diag.WriteText(c.out, ds, diag.TextOptions{Lang: c.lang, Color: c.paint, Source: p.excerpt})
		if fixed > 0 {
			fmt.Fprintln(c.out, diag.Say("已自动改好 %d 处。", "Mended %d places.", fixed).In(c.lang))
		}
		switch {
		case errs+warnings+hints == 0 && c.status != nil:
			fmt.Fprintln(c.out, diag.Say("没有发现问题。", "Nothing was found.").In(c.lang))
		case errs+warnings+hints > 0:
			fmt.Fprintln(c.out, diag.Say("共 %d 个错误、%d 个提醒、%d 条建议。", "%d errors, %d warnings, %d hints.", errs, warnings, hints).In(c.lang))
		}
	}
	if errs > 0 {
		return errContent
	}
	return nil
}

// sameFinding tells what both audiences' sites have in common.
func sameFinding(a, b diag.Diagnostic) bool {
	return a.File == b.File && a.Start == b.Start && a.Code == b.Code && a.Message == b.Message
}

// fix makes the safe fixes, round by round, since one may bring another to
// light, and returns how many were made. A file that a round leaves with more
// errors than before gets its old bytes back.
func (p *pipeline) fix(c *console) (int, error) {
	total, left := 0, map[string]bool{}
	l, err := p.load(c.ctx)
	for range 4 {
		if err != nil {
			return total, err
		}
		byFile := map[string][]diag.Diagnostic{}
		for _, d := range l.diags {
			if d.Fix != nil && !left[d.File] {
				byFile[d.File] = append(byFile[d.File], d)
			}
		}
		old, made := map[string][]byte{}, map[string]int{}
		for _, file := range slices.Sorted(maps.Keys(byFile)) {
			if old[file], err = p.read(file); err == nil {
				made[file], err = p.fixFile(file, byFile[file])
			}
			if err != nil {
				return total, environment(diag.Say("改不了 %s：", "%s cannot be changed:", file), err)
			}
		}
		before := errorsIn(l.diags)
		if l, err = p.load(c.ctx); err != nil {
			return total, err
		}
		after, changed := errorsIn(l.diags), 0
		for file, n := range made {
			if after[file] > before[file] {
				left[file] = true
				if err := replaceFile(filepath.Join(p.dir, filepath.FromSlash(file)), old[file]); err != nil {
					return total, environment(diag.Say("改不了 %s：", "%s cannot be changed:", file), err)
				}
				continue
			}
			changed += n
		}
		if changed == 0 {
			return total, nil
		}
		total += changed
		for _, file := range slices.Sorted(maps.Keys(made)) {
			if made[file] > 0 && !left[file] {
				fmt.Fprintln(c.err, diag.Say("改了 %s（%d 处）", "mended %s (%d places)", file, made[file]).In(c.lang))
			}
		}
		l, err = p.load(c.ctx)
	}
	return total, nil
}

// errorsIn counts the errors of each file.
func errorsIn(ds []diag.Diagnostic) map[string]int {
	out := map[string]int{}
	for _, d := range ds {
		if d.Severity == diag.Error {
			out[d.File]++
		}
	}
	return out
}

// fixFile rewrites one file, whole or not at all.
func (p *pipeline) fixFile(file string, ds []diag.Diagnostic) (int, error) {
	data, err := p.read(file)
	if err != nil {
		return 0, err
	}
	decoded, damage := content.Decode(data, file)
	if errs, _, _ := diag.Count(damage); errs > 0 {
		return 0, nil // bytes that could not be read would be lost
	}
	text, n := diag.Apply(decoded, ds)
	if n == 0 {
		return 0, nil
	}
	return n, replaceFile(filepath.Join(p.dir, filepath.FromSlash(file)), text)
}

// replaceFile writes a file beside the old one and renames it over.
func replaceFile(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if st, err := os.Stat(name); err == nil {
		mode = st.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".showcase-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err = tmp.Write(data); err == nil {
		err = tmp.Chmod(mode)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
