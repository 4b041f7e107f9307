package statistics_test

import (
	"os"
	"path/filepath"
	"testing"

	"showcase/generator/content"
	"showcase/generator/statistics"
)

// TestReading counts titles once, readers as often as they read.
func TestReading(t *testing.T) {
	const register = "| 书名 | 类别 | 推荐人 | 期次 | 读者 |\n|---|---|---|---|---|\n" +
		"| 《学记》 | 文章 | 张三 | 2011-03 | 张三、李四 |\n" +
		"| 《学记》 | 文章 | 李四 | 2012-03 | 10余人 |\n" +
		"| 《昆虫记》 | 书 | 张三 | 2012-04 | 王五、张三、李四 |\n" +
		"| 《论语》 | | 张三 | 2012-05 | |\n"
	records := itemOf(t, "readings", "---\ntitle: 书目\n---\n\n"+register).Records
	want := statistics.Shelf{Books: 2, Articles: 1, Readers: statistics.Cell{Count: 15, Sign: content.Over}}
	if got := statistics.Reading(records); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// itemOf reads a file in a folder of content/.
func itemOf(t *testing.T, folder, text string) *content.Item {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content", folder), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", folder, "a.md"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	source, err := content.Read(t.Context(), dir, content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return source.Items[0]
}
