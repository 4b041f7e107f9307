package typst

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// Role is a kind of type that the official layout asks for.
type Role string

// The roles: 小标宋 for titles, 仿宋 for running text, 楷体 and 黑体 for
// headings, 宋体 for tables, notes and page numbers, and one for code.
const (
	Title Role = "title"
	Body  Role = "body"
	Kai   Role = "kai"
	Hei   Role = "hei"
	Song  Role = "song"
	Mono  Role = "mono"
)

// roles in the order in which they are served: who is served first keeps the plain family name.
func roles() []Role { return []Role{Song, Hei, Body, Kai, Title, Mono} }

// candidate names families for a role, best first, with the weight wanted of them.
type candidates struct {
	families []string
	weight   int
}

// builtIn are the families that come with Windows, macOS and Debian, and openly
// licensed ones that a school may have installed.
func builtIn(r Role) candidates {
	switch r {
	case Title:
		return candidates{[]string{
			"方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong",
			"Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC", "Songti SC",
		}, 700}
	case Body:
		return candidates{[]string{
			"仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong",
			"朱雀仿宋", "Zhuque Fangsong", "Zhuque Fangsong (technical preview)", "FandolFang", "FandolFang R",
		}, 400}
	case Kai:
		return candidates{[]string{
			"楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti", "Kaiti SC",
			"霞鹜文楷", "LXGW WenKai", "LXGW WenKai GB", "FandolKai", "AR PL UKai CN",
		}, 400}
	case Hei:
		return candidates{[]string{
			"黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti", "Heiti SC", "PingFang SC",
			"Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Noto Sans SC", "微软雅黑", "Microsoft YaHei", "FandolHei",
			"WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
		}, 400}
	case Song:
		return candidates{[]string{
			"宋体", "SimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong", "Songti SC",
			"Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC", "FandolSong", "AR PL UMing CN",
		}, 400}
	}
	return candidates{[]string{
		"Consolas", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "Courier New",
	}, 400}
}

// Face tells which font serves a role.
type Face struct {
	Role   Role
	Family string // as the font names itself
	Script string // its PostScript name, which tells the weight: NotoSerifCJKsc-Bold
	File   string
	Index  int  // of the face in a collection, from 0
	Bolder bool // made bolder by a stroke, because no bold face was found
	// StandIn says what is missing, when the face is not the kind of type that the role asks for.
	StandIn diag.Text
}

// Cure says where to get the kind of type that the role asks for; zero for a
// face that is of that kind.
func (f Face) Cure() diag.Text {
	if f.StandIn == (diag.Text{}) && (f.Role != Title || ownWeight(fontFace{Names: []string{f.Family, f.Script}})) {
		return diag.Text{}
	}
	switch f.Role {
	case Title:
		return diag.Say(
			"这不是小标宋。正式材料的标题用“方正小标宋”：向方正字库取得授权后，把字体文件放进网站的 fonts 文件夹；没有也能打印",
			"this is no 小标宋. Official titles are set in 方正小标宋: once the school has its licence from Founder, put the font's file into the site's fonts folder; prints are made without it too")
	case Body:
		return diag.Say(
			"Windows：设置→系统→可选功能→添加“简体中文补充字体”（仿宋，simfang.ttf）；或者从 github.com/TrionesType/zhuque 取免费的“朱雀仿宋”，放进网站的 fonts 文件夹",
			"on Windows add “Chinese (Simplified) Supplemental Fonts” under Settings → System → Optional features (仿宋, simfang.ttf); or take the free 朱雀仿宋 from github.com/TrionesType/zhuque and put it into the site's fonts folder")
	case Kai:
		return diag.Say(
			"Debian、Ubuntu 运行 apt-get install fonts-lxgw-wenkai；Windows 在“可选功能”里添加“简体中文补充字体”（楷体，simkai.ttf）",
			"on Debian or Ubuntu run apt-get install fonts-lxgw-wenkai; on Windows add “Chinese (Simplified) Supplemental Fonts” (楷体, simkai.ttf)")
	case Mono:
		return diag.Text{}
	}
	return diag.Say(
		"Debian、Ubuntu 运行 apt-get install fonts-noto-cjk；Windows 自带宋体、黑体，缺少时在“可选功能”里添加“简体中文补充字体”",
		"on Debian or Ubuntu run apt-get install fonts-noto-cjk; Windows has 宋体 and 黑体 or adds them with “Chinese (Simplified) Supplemental Fonts”")
}

// Lacks lists those of the characters that the face cannot print.
func (f Face) Lacks(characters []rune) ([]rune, error) {
	cover := fontFace{File: f.File, Index: f.Index}.readCoverage()
	if cover == nil {
		return nil, fmt.Errorf("%s is not a font that can be read", f.File)
	}
	var lacks []rune
	for _, c := range characters {
		if _, ok := cover.Lookup(c); !ok {
			lacks = append(lacks, c)
		}
	}
	return lacks, nil
}

// fontPlan is which face serves which role, before any font is loaded.
type fontPlan struct {
	faces    map[Role]fontFace
	bolder   map[Role]bool
	standIns map[Role]diag.Text
	notFound map[Role]string // the site's choices of which none was found
	found    []fontFace      // all faces that were found, those of the project first
}

// planFonts finds a face for each role: the site's choice first, then the
// built-in families among the project's fonts, then among the system's.
func planFonts(o Options) (*fontPlan, error) {
	index := readFontIndex(cacheFolder(o))
	project := index.scan(o.FontDirs)
	var system []fontFace
	if !o.OnlyFontDirs {
		system = index.scan(systemFontDirs())
	}
	index.save()
	p := &fontPlan{faces: map[Role]fontFace{}, bolder: map[Role]bool{}, standIns: map[Role]diag.Text{}, notFound: map[Role]string{}, found: slices.Concat(project, system)}
	for _, r := range roles() {
		wanted := builtIn(r)
		face, ok := p.chosen(o.Roles[r], o.FontDirs, wanted.weight)
		if !ok && len(o.Roles[r]) > 0 {
			p.notFound[r] = strings.Join(o.Roles[r], ", ")
		}
		if !ok {
			face, ok = match(project, wanted.families, wanted.weight)
		}
		if !ok {
			face, ok = match(system, wanted.families, wanted.weight)
		}
		if ok {
			p.faces[r] = face
		}
	}
	err := p.standIn()
	p.sayNotFound(o)
	return p, err
}

// sayNotFound tells of the site's choices of which none was found, where they
// were looked for, and what is used instead.
func (p *fontPlan) sayNotFound(o Options) {
	zh, en := "网站的字体文件夹（"+strings.Join(o.FontDirs, "、")+"）", "the site's font folders ("+strings.Join(o.FontDirs, ", ")+")"
	if !o.OnlyFontDirs {
		zh, en = zh+"和系统字体", en+" and among the system's"
	}
	for r, names := range p.notFound {
		p.standIns[r] = diag.Say(
			"没有找到为“%[1]s”指定的字体“%[2]s”：%[3]s里都没有，改用“%[5]s”。请核对 [print.fonts] 里的字体名，或者把字体文件（.ttf、.otf、.ttc）放进 fonts 文件夹",
			"none of the fonts chosen for %[1]q was found (%[2]s), looked for in %[4]s; %[5]q is used. Check the names in [print.fonts], or put the font's file (.ttf, .otf, .ttc) into the folder fonts",
			roleName(r), names, zh, en, p.faces[r].Family)
	}
}

// chosen is the first of the site's choices that exists: a file or a family.
func (p *fontPlan) chosen(names, dirs []string, weight int) (fontFace, bool) {
	for _, name := range names {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".ttf", ".otf", ".ttc", ".otc":
			places := []string{name}
			for _, d := range dirs {
				places = append(places, filepath.Join(d, name))
			}
			for _, place := range places {
				if faces := readFaces(place); len(faces) > 0 {
					return faces[0], true
				}
			}
		default:
			if face, ok := match(p.found, []string{name}, weight); ok {
				return face, true
			}
		}
	}
	return fontFace{}, false
}

// standIn fills the roles that no font serves, by the official layout's usage:
// 宋体 for all that is missing.
func (p *fontPlan) standIn() error {
	_, song := p.faces[Song]
	_, hei := p.faces[Hei]
	if !song && !hei {
		return missingFonts()
	}
	if !song {
		p.replace(Song, Hei, false)
	}
	if !hei {
		p.replace(Hei, Song, true)
	}
	for _, r := range []Role{Body, Kai} {
		if _, ok := p.faces[r]; !ok {
			p.replace(r, Song, false)
		}
	}
	if f, ok := p.faces[Title]; !ok {
		p.replace(Title, Song, true)
	} else if f.Weight < 600 && !ownWeight(f) {
		p.bolder[Title] = true
	}
	if _, ok := p.faces[Mono]; !ok {
		p.faces[Mono] = p.faces[Song]
	}
	return nil
}

// ownWeight: these faces are as heavy as a title should be but call themselves regular.
func ownWeight(f fontFace) bool {
	for _, n := range f.Names {
		if strings.Contains(n, "小标宋") || strings.Contains(n, "XiaoBiaoSong") || strings.Contains(n, "中宋") || strings.Contains(n, "Zhongsong") {
			return true
		}
	}
	return false
}

func (p *fontPlan) replace(r, by Role, bolder bool) {
	p.faces[r] = p.faces[by]
	p.bolder[r] = bolder
	p.standIns[r] = diag.Say("没有找到%[1]s，用%[2]s（%[3]s）代替", "no font for %[1]s was found; %[2]s (%[3]s) stands in", roleName(r), roleName(by), p.faces[by].Family)
}

func roleName(r Role) string {
	return map[Role]string{Title: "小标宋", Body: "仿宋", Kai: "楷体", Hei: "黑体", Song: "宋体", Mono: "等宽字体"}[r]
}

func missingFonts() error {
	return &MissingError{
		What: diag.Say("没有找到中文字体（宋体或黑体），无法制作 PDF", "no Chinese font (宋体 or 黑体) was found, so no PDF can be made"),
		Cure: diag.Say(
			"Debian、Ubuntu 请运行 apt-get install fonts-noto-cjk fonts-lxgw-wenkai。Windows 自带宋体（simsun.ttc）、黑体（simhei.ttf）、仿宋（simfang.ttf）、楷体（simkai.ttf）：请在“设置→系统→可选功能”中添加“简体中文补充字体”。也可把字体文件放进网站的字体文件夹。",
			"On Debian or Ubuntu run: apt-get install fonts-noto-cjk fonts-lxgw-wenkai. Windows comes with 宋体 (simsun.ttc), 黑体 (simhei.ttf), 仿宋 (simfang.ttf) and 楷体 (simkai.ttf): add “Chinese (Simplified) Supplemental Fonts” under Settings → System → Optional features. Or put font files into the site's font folder."),
	}
}

// list is the plan for messages, in the order of the layout's table.
func (p *fontPlan) list() []Face {
	var list []Face
	for _, r := range []Role{Title, Body, Kai, Hei, Song, Mono} {
		f := p.faces[r]
		list = append(list, Face{r, f.Family, f.Script, f.File, f.Index, p.bolder[r], p.standIns[r]})
	}
	return list
}

// match finds the first family that some face has, in the weight nearest to the
// wanted one. A variable font counts only where it starts near that weight: the
// engine cannot move it.
func match(faces []fontFace, families []string, weight int) (fontFace, bool) {
	for _, family := range families {
		best, distance := fontFace{}, 1000
		for _, f := range faces {
			d := max(f.Weight-weight, weight-f.Weight)
			if f.Slanted || f.Variable && d > 100 || d >= distance || !f.called(family) {
				continue
			}
			best, distance = f, d
		}
		if distance < 1000 {
			return best, true
		}
	}
	return fontFace{}, false
}

func (f *fontFace) called(family string) bool {
	want := foldName(family)
	for _, n := range f.Names {
		if foldName(n) == want {
			return true
		}
	}
	return false
}

func foldName(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }

func systemFontDirs() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		dirs := []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library/Fonts")}
		more, _ := filepath.Glob("/System/Library/AssetsV2/com_apple_MobileAsset_Font*")
		return append(dirs, more...)
	}
	dirs := []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".fonts")}
	if data := os.Getenv("XDG_DATA_HOME"); data != "" {
		return append(dirs, filepath.Join(data, "fonts"))
	}
	return append(dirs, filepath.Join(home, ".local/share/fonts"))
}

// typefaces are the fonts that a document is set in.
type typefaces struct {
	plan   *fontPlan
	fonts  []*loadedFont // each once: those of the roles in their order, then the rare ones
	byRole map[Role]*loadedFont
}

// loadFonts reads the faces of the plan, each once.
func loadFonts(p *fontPlan) (*typefaces, error) {
	t := &typefaces{plan: p, byRole: map[Role]*loadedFont{}}
	for _, r := range roles() {
		face := p.faces[r]
		at := slices.IndexFunc(t.fonts, func(f *loadedFont) bool { return f.face.File == face.File && f.face.Index == face.Index })
		if at < 0 {
			f, err := face.load(engineFamily(len(t.fonts)))
			if err != nil {
				return nil, err
			}
			at = len(t.fonts)
			t.fonts = append(t.fonts, f)
		}
		t.byRole[r] = t.fonts[at]
	}
	return t, nil
}

// engineFamily is the family name of the nth font in the engine. The engine
// cuts words like Bold off a family's name: a number stays.
func engineFamily(n int) string { return fmt.Sprintf("showcase%d", n+1) }

// with is the same fonts and some more at the end.
func (t *typefaces) with(rare []*loadedFont) *typefaces {
	more := *t
	more.fonts = slices.Concat(t.fonts, rare)
	return &more
}

// chain is the role's font and after it all others: a character that the first
// lacks is set in the first that has it.
func (t *typefaces) chain(r Role) []*loadedFont {
	list := []*loadedFont{t.byRole[r]}
	rest := t.fonts
	if r == Mono { // Chinese in code looks best without serifs
		rest = append([]*loadedFont{t.byRole[Hei]}, rest...)
	}
	for _, f := range rest {
		if !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	return list
}

// covering returns the font of the role's chain that has the character, nil if none.
func (t *typefaces) covering(r Role, c rune) *loadedFont {
	for _, f := range t.chain(r) {
		if f.covers(c) {
			return f
		}
	}
	return nil
}
