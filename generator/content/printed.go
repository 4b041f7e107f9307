package content

import (
	"strings"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// PrintedTypes are the types whose pages builds print ([print] pages):
//
//	pages = true                       all that have a look on paper
//	pages = ["plan", "通知", "cases"]   these, by any name
//
// A name that no type has, or one of a type that has no pages to print, is a warning.
func PrintedTypes(cfg *config.Config, types *Types) (map[*Type]bool, []diag.Diagnostic) {
	out := map[*Type]bool{}
	var ds []diag.Diagnostic
	var names, folded []string
	for _, t := range types.All() {
		if t.Look == "" {
			continue
		}
		out[t] = cfg.Print.Pages.All
		names, folded = append(names, t.Label), append(folded, t.Name, t.Plural, t.Label)
	}
	for _, n := range cfg.Print.Pages.Types {
		t := types.Find(n.Text)
		if t != nil && (t.Look != "" || t.Print) {
			out[t] = true
			continue
		}
		message := diag.Say("[print] pages 里的“%[1]s”不是材料的类型", "%[1]q in [print] pages is no type", n.Text)
		if t != nil {
			message = diag.Say("“%[1]s”没有可以单独打印的页面", "%[1]q has no pages that are printed by themselves", n.Text)
		}
		hint := diag.Say("可以写：%[1]s。例如 pages = [\"计划\", \"案例\"]", "it can be one of: %[1]s; e.g. pages = [\"plan\", \"case\"]", strings.Join(names, "、"))
		if near := diag.Nearest(n.Text, folded); t == nil && near != "" {
			hint = diag.Say("是不是“%[1]s”？例如 pages = [\"计划\", \"案例\"]", "did you mean %[1]q? e.g. pages = [\"plan\", \"case\"]", near)
		}
		ds = append(ds, cfg.Print.Pages.Source.At(n.Start, n.End, diag.Warning, "config/print-pages", message, hint))
	}
	return out, ds
}
