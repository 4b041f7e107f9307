package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/importer"
)

type importCommand struct {
	Files []string `arg:"" name:"file" help:"${files}"`
	siteFlag
}

// Run turns old texts into new files of the site, tells what was mended and
// what a person should look at, and never writes over a file.
func (k *importCommand) Run(c *console) error {
	if err := prepareSite(k.Site); err != nil {
		return err
	}
	src, _ := os.ReadFile(filepath.Join(k.Site, "config.toml"))
	cfg, _ := config.Load(src, "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	failed := false
	for _, name := range k.Files {
		data, err := os.ReadFile(name)
		if err != nil {
			return usage(diag.Say("读不了 %s：%v", "%s cannot be read: %v", name, err))
		}
		res := importer.Split(filepath.Base(name), data)
		diag.Sort(res.Report)
		diag.WriteText(c.err, res.Report, diag.TextOptions{Lang: c.lang, Color: c.color, Limit: 10,
			Source: func(string) []byte { return []byte(res.Source) }})
		failed = failed || len(res.Files) == 0
		if err := k.write(c, types, res.Files); err != nil {
			return err
		}
	}
	if failed {
		return errContent
	}
	return nil
}

// write puts the files into the folders that the site uses for their types.
func (k *importCommand) write(c *console, types *content.Types, files []importer.File) error {
	for _, f := range files {
		folder := filepath.Join(k.Site, "content", filepath.FromSlash(path.Dir(f.Path)))
		if t := types.Find(f.Type); t != nil {
			folder = filepath.Join(k.Site, "content", typeFolder(k.Site, t))
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return environment(diag.Say("建不了文件夹 %s：", "The folder %s cannot be made:", folder), err)
		}
		stem := strings.TrimSuffix(path.Base(f.Path), ".md")
		if old := sameContent(folder, stem, f.Content); old != "" {
			fmt.Fprintln(c.err, diag.Say("%s 已经导入过，内容一样，跳过。", "%s was imported before with the same content: skipped.", old).In(c.lang))
			continue
		}
		name, err := writeNew(folder, stem, f.Content)
		if err != nil {
			return environment(diag.Say("写不了文件：", "The file cannot be written:"), err)
		}
		fmt.Fprintln(c.out, name)
	}
	return nil
}

// sameContent is an earlier import of the same text; empty if there is none.
func sameContent(folder, stem string, data []byte) string {
	names, _ := filepath.Glob(filepath.Join(folder, stem+"*.md")) // the pattern is well formed: stems are slugs
	for _, name := range names {
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
			return name
		}
	}
	return ""
}
