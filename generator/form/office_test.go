package form_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"showcase/generator/form"
)

// LibreOffice opens what was filled in and reads it.
func TestOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice is slow to start")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed")
	}
	body := p("由{{单位名称}}推荐") + p("填报单位：________") +
		tbl(tr(tc("负责人"), tc(""), tc("推荐类别"), tc("□个人 □集体")), tr(tc("主要事迹（300字以内）"), tc("<w:p/><w:p/>", span(3)))) + p("") +
		tbl(tr(tc("{{序号}}"), tc("{{获奖.日期}}"), tc("{{获奖.奖项}}"), tc("{{获奖.级别}}"))) + p("")
	r, err := form.Fill(pack(body), answers())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "form.docx")
	if err := os.WriteFile(name, r.Data, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.ToSlash(t.TempDir()), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, name)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	read, err := os.ReadFile(filepath.Join(dir, "form.txt"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(strings.TrimPrefix(string(read), "\ufeff")), "/")
	want := "由棠梨镇中心学校推荐/填报单位：棠梨镇中心学校/负责人/苏启明/推荐类别/□个人/☑集体/主要事迹（300字以内）/第一段“引号”。/第二段/&/<更多>。/1/2011-12/课件大赛<一等奖>/国家级/2/2012-03/工会工作先进集体/县级"
	if text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
