package typst

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Identity names all that a PDF depends on besides its document and the
// program: the engine, the templates, and which fonts there are, told by the
// names, sizes and times of their files. No font is opened.
func Identity(o Options) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%q\n%v\n", wasmSum, o.Roles, o.OnlyFontDirs)
	for _, name := range templateNames {
		data, err := fs.ReadFile(o.Templates, name)
		if err != nil {
			return "", fmt.Errorf("read the print template: %w", err)
		}
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(data))
	}
	dirs := slices.Clone(o.FontDirs)
	if !o.OnlyFontDirs {
		dirs = append(dirs, systemFontDirs()...)
	}
	tell := func(name string) {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintf(h, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
	}
	for _, r := range roles() {
		for _, name := range o.Roles[r] {
			tell(name) // may be a file anywhere
		}
	}
	for _, dir := range dirs {
		fmt.Fprintf(h, "%q\n", dir)
		// A folder that cannot be read has no fonts for us.
		_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			switch strings.ToLower(filepath.Ext(name)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				tell(name)
			}
			return nil
		})
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
