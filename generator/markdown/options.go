package markdown

// Target is what a link leads to, as somebody found out who knows the site.
type Target struct {
	Href     string // as it goes into the page; percent-encoded where it must be
	External bool   // leads out of the site
	Broken   bool   // leads nowhere: shown as text
	Table    *Grid  // what an image stands for; nil: an image
	Width    int    // of an image, pixels; 0: not known
	Height   int
	Title    string // the title of the page it leads to, for [[links]] without a text of their own
}

// HTMLOptions says how a page becomes HTML. The zero value is of use: links stay
// as written, links by title are broken, the labels are Chinese.
type HTMLOptions struct {
	// Resolve says where a link leads. Whatever it says, an address that would
	// run a program is not written.
	Resolve func(*Link) Target
	// Explain gives the id of the place in the page that says what the number
	// for {{text}} counts, empty for none. The number becomes a link to it.
	Explain func(text string) string
	// HeadingOffset is added to the level of headings (1: # becomes h2).
	HeadingOffset int
	// IDPrefix is put before every id, so that several pages can stand in one
	// file.
	IDPrefix string
	// Glossary makes the first occurrence of each of its terms a link to its
	// entry with the meaning as a tooltip, outside headings, links, code and
	// tables. Nil: none.
	Glossary *Glossary
	// Root leads from the page to the top of the site: it is put before the
	// addresses of the glossary's entries.
	Root string
	// Defines gives the terms of definition lists ids (see [TermID]), so that
	// the entries of a glossary can be linked to; a term is not linked in its
	// own definition.
	Defines bool
	Labels  Labels
}

// Labels are the words that the HTML brings along, read out by screen readers.
// Empty ones are Chinese.
type Labels struct {
	Notes   string            // above the footnotes: 注释
	Note    string            // before a note's number: 注
	Back    string            // of the link from a note to the text: 返回正文
	Table   string            // of a table that can be scrolled: 表格
	Code    string            // of a block of code: 代码
	Section string            // of the link at a heading, before its text: 本节链接
	Task    [2]string         // of a check box, open and done: 未完成, 已完成
	Notice  map[string]string // by kind, for containers without a title: "tip": "提示"
}

var chinese = Labels{
	Notes: "注释", Note: "注", Back: "返回正文", Table: "表格", Code: "代码", Section: "本节链接",
	Task: [2]string{"未完成", "已完成"},
	Notice: map[string]string{
		"tip": "提示", "warning": "注意", "note": "说明", "quote": "引用", "important": "重点", "gallery": "图集",
	},
}

func (l *Labels) fill() {
	for _, f := range [...]struct {
		to   *string
		from string
	}{
		{&l.Notes, chinese.Notes}, {&l.Note, chinese.Note}, {&l.Back, chinese.Back}, {&l.Table, chinese.Table},
		{&l.Code, chinese.Code}, {&l.Section, chinese.Section}, {&l.Task[0], chinese.Task[0]}, {&l.Task[1], chinese.Task[1]},
	} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
}

func (l *Labels) notice(kind string) string {
	if s := l.Notice[kind]; s != "" {
		return s
	}
	return chinese.Notice[kind]
}
