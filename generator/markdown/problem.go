package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"
	"showcase/generator/diag"
)

// maxMild is how many warnings and hints of one page are told.
const maxMild = 200

func (p *page) tell(start, end int, sev diag.Severity, code string, message, hint diag.Text, fix *diag.Fix) {
	if sev != diag.Error {
		if p.mild++; p.mild > maxMild {
			return
		}
	}
	p.problems = append(p.problems, Problem{start, end, sev, "markdown/" + code, message, hint, fix})
}

// short cuts what is quoted in a message.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= 30 {
		return s
	}
	return string([]rune(s)[:30]) + "…"
}

func (p *page) notUTF8(at int) {
	p.tell(at, at+1, diag.Error, "encoding",
		diag.Say("这里有不是 UTF-8 的字节，读不出是什么字", "these bytes are not UTF-8 and cannot be read"),
		diag.Say("请用 UTF-8 编码另存这个文件（记事本：另存为，编码选 UTF-8）", "save the file as UTF-8 (Notepad: Save as, Encoding: UTF-8)"), nil)
}

func (p *page) rawHTML(start, end int, body string) {
	tag := short("<" + body + ">")
	p.tell(start, end+1, diag.Warning, "html",
		diag.Say("%s 是 HTML，不会起作用，会原样显示成文字", "%s is HTML: it has no effect and is shown as it stands", tag),
		diag.Say("请改用 Markdown：**加粗**、[文字](地址)、![说明](图片)、:::提示；要显示尖括号请写成 `%s`", "use Markdown instead: **bold**, [text](address), ![description](image), :::tip; to show the brackets write `%s`", tag), nil)
}

func (p *page) commentLeftOut(start, end int) {
	p.tell(start, end, diag.Hint, "comment",
		diag.Say("注释 <!-- … --> 不会出现在网页上", "the comment <!-- … --> does not appear on the page"),
		diag.Say("要留给同事看的话可以保留；要发布的内容请移到注释外面", "leave it when it is for colleagues; move out of it what is to be published"), nil)
}

func (p *page) commentUnclosed(start, end int) {
	p.tell(start, end, diag.Warning, "comment-unclosed",
		diag.Say("注释从 <!-- 开始，后面没有 -->，所以当作文字显示", "<!-- begins a comment that has no -->, so it is shown as text"),
		diag.Say("请在注释结束处补上 -->", "add --> where the comment ends"), nil)
}

func (p *page) containerUnclosed(start, end int, info string) {
	p.tell(start, end, diag.Warning, "container-unclosed",
		diag.Say(":::%s 没有结束，它后面的内容全都算在框里", ":::%s is never closed: all that follows is in the box", short(info)),
		diag.Say("请在框的末尾单独写一行 :::", "write ::: on a line of its own where the box ends"), nil)
}

// kindNames are the kinds of containers as they are proposed.
var kindNames = []string{"提示", "注意", "说明", "引用", "重点", "图集", "tip", "warning", "note", "quote", "important", "gallery"}

func (p *page) unknownKind(start, end int, word string) {
	var fix *diag.Fix
	near := diag.Nearest(word, kindNames)
	if near != "" {
		fix = diag.Replace(start, end, near, diag.Say("改成 :::%s", "write :::%s", near))
	}
	p.tell(start, end, diag.Warning, "container-kind",
		diag.Say("没有“%s”这种框，按“说明”显示", "there is no box %q; it is shown as a note", short(word)),
		diag.Say("可以写 :::提示、:::注意、:::说明、:::引用、:::重点、:::图集，标题写在空格后面，例如 :::提示 报名时间", "write :::tip, :::warning, :::note, :::quote, :::important or :::gallery, the title behind a space: :::tip Deadline"), fix)
}

func (p *page) noteUndefined(start, end int, label string) {
	p.tell(start, end, diag.Warning, "footnote-undefined",
		diag.Say("脚注 [^%s] 没有写内容，当作文字显示", "the footnote [^%s] has no text; it is shown as it stands", short(label)),
		diag.Say("请另起一段写：[^%s]: 脚注内容", "write in a paragraph of its own: [^%s]: the note's text", short(label)), nil)
}

func (p *page) sameNote(start, end int, label string) {
	p.tell(start, end, diag.Warning, "footnote-duplicate",
		diag.Say("脚注 [^%s] 写了两次内容，只用第一次的", "the footnote [^%s] is defined twice; only the first is used", short(label)),
		diag.Say("请给第二个脚注换一个编号，正文里的编号也一起改", "give the second one another number, in the text too"), nil)
}

// unused tells of footnotes and link definitions that nothing refers to, and of
// blocks that are nested too deep.
func (p *page) unused() {
	seen := make(map[int]func(), len(p.notes)+len(p.refs))
	var order []int
	for _, u := range p.notes {
		if u.index < 0 {
			order = append(order, u.def.start())
			seen[u.def.start()] = func() { p.noteUnused(u.def.start(), u.def.end, u.def.label) }
		}
	}
	for _, r := range p.refs {
		if !r.used {
			order = append(order, r.at)
			seen[r.at] = func() { p.definitionUnused(r.at, r.stop) }
		}
	}
	slices.Sort(order)
	for _, at := range order {
		seen[at]()
	}
	if p.scan.tooDeep >= 0 {
		p.nestedTooDeep(p.scan.tooDeep)
	}
}

func (p *page) noteUnused(start, end int, label string) {
	p.tell(start, end, diag.Warning, "footnote-unused",
		diag.Say("正文里没有用到脚注 [^%s]，它不会显示", "nothing refers to the footnote [^%s]; it is not shown", short(label)),
		diag.Say("请在正文要加注的地方写 [^%s]，或删掉这一条", "write [^%s] in the text where it belongs, or delete it", short(label)), nil)
}

func (p *page) definitionUnused(start, end int) {
	p.tell(start, end, diag.Hint, "definition-unused",
		diag.Say("%s 定义了一个链接，正文里没有用到，所以不显示", "%s defines a link that nothing uses, so it is not shown", short(p.src[start:end])),
		diag.Say("如果这是正文，请在 [ 前面加 \\", "if it is meant as text, put \\ before the ["), nil)
}

func (p *page) nestedTooDeep(pos int) {
	if p.deep {
		return
	}
	p.deep = true
	p.tell(pos, pos+1, diag.Warning, "nesting",
		diag.Say("这里的层次太多（列表、引用或强调一层套一层），更深的层次当作文字显示", "lists, quotes or emphasis are nested too deep here; what is deeper is shown as text"),
		diag.Say("请减少层次，或把深层内容另起一节", "use fewer levels, or make a section of the inner ones"), nil)
}

func (p *page) emptyLink(start, end int, image bool) {
	if image {
		p.tell(start, end, diag.Warning, "link-empty",
			diag.Say("图片没有写地址", "the image has no address"),
			diag.Say("括号里请写图片文件，例如 ![升旗仪式](images/flag.jpg)", "write the file in the brackets: ![Flag raising](images/flag.jpg)"), nil)
		return
	}
	p.tell(start, end, diag.Warning, "link-empty",
		diag.Say("链接没有写地址", "the link has no address"),
		diag.Say("括号里请写地址，例如 [学校计划](../plans/2012.md)", "write the address in the brackets: [Plan](../plans/2012.md)"), nil)
}

func (p *page) unsafeLink(start, end int, dest string) {
	p.tell(start, end, diag.Error, "link-unsafe",
		diag.Say("不能链接到 %s：只能用网址、邮箱、电话，或站内的文件", "%s cannot be linked to: only web, mail and telephone addresses and the site's own files can", short(dest)),
		diag.Say("本机上的文件请先放进网站文件夹，再写相对地址，例如 ../files/plan.pdf", "put a file of your computer into the site's folder first and write where it is from here: ../files/plan.pdf"), nil)
}

func (p *page) badID(start, end int, id string) {
	p.tell(start, end, diag.Warning, "heading-id",
		diag.Say("标题编号 {#%s} 里有不能用的字符，当作文字显示", "the id {#%s} has characters that it may not have; it is shown as text", short(id)),
		diag.Say("编号只能用汉字、字母、数字和 - _ .，例如 {#plan-2012}", "use letters, digits and - _ . only: {#plan-2012}"), nil)
}

func (p *page) sameID(start, end int, id string) {
	p.tell(start, end, diag.Warning, "heading-id-duplicate",
		diag.Say("标题编号 %s 已经用过，这里会加上序号", "the id %s is taken; a number is added here", short(id)),
		diag.Say("请换一个编号", "choose another one"), nil)
}

func (p *page) cellsTooMany(start, end, columns int) {
	p.tell(start, end, diag.Warning, "table-cells",
		diag.Say("这一行的格子比表头多（表头有 %d 列），多出的内容并入最后一格", "this row has more cells than the header's %d; what is too much is in the last one", columns),
		diag.Say("请补上表头的列，或把文字里的 | 写成 \\|", "add columns to the header, or write a stroke in the text as \\|"), nil)
}

func (p *page) notARow(start, end int) {
	p.tell(start, end, diag.Hint, "table-row",
		diag.Say("这一行紧跟在表格后面，算作表格的一行", "this line follows the table at once and is one of its rows"),
		diag.Say("如果它是正文，请在表格后面空一行", "if it is text, leave a blank line behind the table"), nil)
}

func (p *page) fenceUnclosed(start, end int) {
	p.tell(start, end, diag.Warning, "code-unclosed",
		diag.Say("代码块没有结束，它后面的内容全都成了代码", "the block of code is never closed: all that follows is code"),
		diag.Say("请在代码末尾单独写一行 ```", "write ``` on a line of its own where the code ends"), nil)
}

// maybeRule tells of a paragraph that became a heading because --- stands under
// it.
func (p *page) maybeRule(s span, level int) {
	if !strings.Contains(s.s, "\n") && !strings.HasSuffix(s.s, "。") && utf8.RuneCountInString(s.s) <= maxLoose {
		return
	}
	line := "---"
	if level == 1 {
		line = "==="
	}
	end := s.pos(len(s.s)-1) + 1
	p.tell(s.pos(0), end, diag.Warning, "heading-underlined",
		diag.Say("这一段下面紧跟着 %s，所以成了标题", "%s right under this paragraph makes it a heading", line),
		diag.Say("如果要的是分隔线，请在 %s 前面空一行", "if a line is meant, leave a blank line before %s", line), nil)
}

// maybeProse tells of a Chinese paragraph that was indented by spaces and so
// became code (D16).
func (p *page) maybeProse(code string, lines *text.Segments) {
	han, other := 0, 0
	for _, r := range code {
		switch b := breadthOf(r); {
		case b == wide || b == stop || b == either:
			han++
		case b == narrow:
			other++
		}
	}
	if han < 2 || han < other {
		return
	}
	fix := &diag.Fix{Title: diag.Say("去掉行首的空格", "take the spaces away")}
	for i := range lines.Len() {
		l := lines.At(i)
		start := l.Start
		for columns := 0; columns < 4 && start > 0 && (p.src[start-1] == ' ' || p.src[start-1] == '\t'); columns++ {
			start--
			if p.src[start] == '\t' {
				break
			}
		}
		for l.Start < l.Stop && (p.src[l.Start] == ' ' || p.src[l.Start] == '\t') {
			l.Start++
		}
		if start < l.Start {
			fix.Edits = append(fix.Edits, diag.Edit{Start: start, End: l.Start})
		}
	}
	first, last := lines.At(0), lines.At(lines.Len()-1)
	p.tell(first.Start, max(first.Start, last.Stop-1), diag.Error, "indented-prose",
		diag.Say("这一段前面有四个以上空格，会显示成代码：%s", "four spaces or more before this paragraph make it code: %s", short(code)),
		diag.Say("段首不用空格，网页会自动缩进两个字；真是代码的话请用 ``` 围起来", "type no spaces: the page indents by itself; if it is code, put it between lines of ```"), fix)
}

// lookAtStart tells of marks at the beginning of lines that were typed full-width
// or without their space.
func (p *page) lookAtStart(s span) {
	for at := 0; at < len(s.s); at = nextLine(s.s, at) {
		line := s.s[at:nextLine(s.s, at)]
		switch {
		case strings.HasPrefix(line, "#"):
			p.headingSpace(s, at, line)
		case strings.HasPrefix(line, "＃"):
			p.fullWidthMark(s, at, line, "＃", "#")
		case strings.HasPrefix(line, "：：："):
			p.fullWidthMark(s, at, line, "：", ":")
		case strings.HasPrefix(line, ":::"):
			if strings.Trim(line, ": \t\r\n") == "" {
				p.straysFence(s.pos(at), s.pos(at)+3)
			}
		}
	}
}

func (p *page) straysFence(start, end int) {
	p.tell(start, end, diag.Warning, "container-stray",
		diag.Say("这个 ::: 前面没有对应的开头，当作文字显示", "this ::: closes nothing; it is shown as text"),
		diag.Say("框的开头要写种类，例如 :::提示；多余的 ::: 请删掉", "a box begins with its kind: :::tip; delete a ::: that is too much"), nil)
}

// headingSpace tells of ##标题.
func (p *page) headingSpace(s span, at int, line string) {
	n := run(line, 0, '#')
	r := after(line, n)
	if n > 6 || at > 0 && n == 1 || breadthOf(r) == blank || !isWord(r) || r < utf8.RuneSelf {
		return
	}
	pos := s.pos(at)
	p.tell(pos, pos+n, diag.Warning, "heading-space",
		diag.Say("%s 后面没有空格，所以不是标题", "there is no space behind %s, so this is no heading", line[:n]),
		diag.Say("请写成 %s %s", "write %s %s", line[:n], short(line[n:])),
		diag.Replace(pos+n, pos+n, " ", diag.Say("加上空格", "add the space")))
}

// fullWidthMark tells of ＃ 标题 and ：：：提示.
func (p *page) fullWidthMark(s span, at int, line, mark, ascii string) {
	rest := strings.TrimLeft(line, mark)
	n := (len(line) - len(rest)) / len(mark)
	marks := strings.Repeat(ascii, n)
	if ascii == "#" {
		if n > 6 || breadthOf(after(rest, 0)) != blank || strings.TrimSpace(rest) == "" {
			return
		}
		marks += " "
	}
	body, lead := trimBlank(rest)
	end := len(line) - len(rest)
	if ascii == "#" {
		end += lead
	}
	pos := s.pos(at)
	p.tell(pos, pos+len(line)-len(rest), diag.Hint, "full-width-mark",
		diag.Say("%s 是全角的，不起作用", "%s is full-width and has no effect", line[:len(line)-len(rest)]),
		diag.Say("请用半角的：%s", "use the half-width one: %s", short(marks+body)),
		diag.Replace(pos, pos+end, marks, diag.Say("改成半角", "make it half-width")))
}
