package main

import (
	"fmt"
	"os"
	"path/filepath"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
)

type schemaCommand struct {
	Types  []string `arg:"" optional:"" name:"type" help:"${types}"`
	Out    string   `short:"o" placeholder:"FOLDER" help:"${folder}"`
	Format string   `enum:"json,markdown" default:"json" placeholder:"json|markdown" help:"${schemas}"`
	siteFlag
}

// Run writes the definitions of the site's types, its own among them. It needs
// no content.
func (k *schemaCommand) Run(c *console) error {
	src, err := os.ReadFile(filepath.Join(k.Site, "config.toml"))
	if err != nil && !os.IsNotExist(err) {
		return environment(diag.Say("读不了 config.toml：", "config.toml cannot be read:"), err)
	}
	cfg, ds := config.Load(src, "config.toml")
	all, more := content.LoadTypes(cfg.Types)
	if ds = append(ds, more...); c.showFindings(&pipeline{dir: k.Site}, ds, diag.Warning) {
		return errContent
	}
	var types []*content.Type
	for _, name := range k.Types {
		t := all.Find(name)
		if t == nil {
			return usage(unknownType(name, all))
		}
		types = append(types, t)
	}
	if k.Format == "markdown" {
		return k.write(c, "types.md", all.Document(c.lang, types...))
	}
	if len(types) == 0 {
		types = all.All()
	}
	if k.Out == "" && len(types) > 1 {
		return usage(diag.Say("一种类型一个文件：请用 -o 指出写到哪个文件夹，例如 showcase schema -o schema；或者只写一种类型，例如 showcase schema 案例",
			"There is a file for each type: name a folder with -o, e.g. showcase schema -o schema; or one type, e.g. showcase schema case"))
	}
	for _, t := range types {
		if err := k.write(c, t.Name+".schema.json", all.Schema(t)); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file into the folder that was named, and says so; without a
// folder it shows the text.
func (k *schemaCommand) write(c *console, name string, data []byte) error {
	if k.Out == "" {
		_, err := c.out.Write(data)
		return err
	}
	name = filepath.Join(k.Out, name)
	if err := os.MkdirAll(k.Out, 0o755); err != nil {
		return environment(diag.Say("建不了文件夹 %s：", "The folder %s cannot be made:", k.Out), err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return environment(diag.Say("写不了文件：", "The file cannot be written:"), err)
	}
	fmt.Fprintln(c.out, name)
	return nil
}
