package importer

import (
	"strings"
	"testing"

	"showcase/generator/diag"
)

// An article that would lose characters is written as it stands, whatever the
// fault was.
func TestPlain(t *testing.T) {
	const text = "学习计划\n作者：林远\n一、要求\n1. 认真*学习*。\n2023年5月2日"
	for name, want := range map[string]string{
		"甲.txt": "学习计划\n\n作者：林远\n\n一、要求\n\n1\\. 认真\\*学习\\*。\n\n2023年5月2日\n",
		"甲.md":  text + "\n",
	} {
		m := &job{name: name, source: text, src: diag.NewSource(name, []byte(text)), text: newText(text)}
		f := m.page(m.articles()[0], func(m *job, a *article) (string, []phase) {
			m.note("import/list", a.lines[0].start, a.lines[0].end, "")
			return "", []phase{{"准备阶段", "2023-01", "2023-02"}}
		})
		if s := string(f.Content); f.Title != "甲" || !strings.HasSuffix(s, "\n---\n\n"+want) || strings.Contains(s, "阶段") {
			t.Errorf("%s\n%s", f.Title, s)
		}
		if len(m.changes) > 0 || len(m.report) == 0 || m.report[0].Code != "import/plain" || m.report[0].Severity != diag.Warning {
			t.Errorf("%v %v", m.changes, m.report)
		}
	}
}
