// Package themes carries the built-in theme, so that one executable is enough.
//
// A theme is a folder:
//
//	templates/*.html   html/template; each layout defines "main", shell.html the frame around it
//	words/LANG.toml    every word that the theme itself says, by key
//	assets/            style.css, site.js, theme.js, copied to assets/ of the output
//	print/             what the printed documents are set with
//
// What a site has in theme/print is laid over print/ with [Over]: its files win,
// one by one, and the rest stays.
package themes

import (
	"cmp"
	"embed"
	"errors"
	"io/fs"
	"slices"
)

//go:embed default
var embedded embed.FS

// Default returns the built-in theme.
func Default() fs.FS {
	sub, err := fs.Sub(embedded, "default")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

// Over returns the built-in theme with the files of top in front of its own.
func Over(top fs.FS) fs.FS { return overlay{top, Default()} }

// overlay reads from top and, where top has no such file, from base.
type overlay struct{ top, base fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

// ReadDir lists the files of both, each name once.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	top, err := fs.ReadDir(o.top, name)
	base, baseErr := fs.ReadDir(o.base, name)
	if err != nil && baseErr != nil {
		return nil, err
	}
	all := append(top, base...)
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
