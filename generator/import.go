package main

type importCommand struct {
	Files []string `arg:"" name:"file" help:"${files}"`
	siteFlag
}

func (k *importCommand) Run(c *console) error { return nil }
