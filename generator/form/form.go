// Package form reads the Word form that a committee gives out and fills it with
// what a school knows.
//
// A form is somebody else's document: only what is filled in changes. The
// program rewrites those places of the text alone and copies every other byte,
// so that fonts, borders, headers, pictures and page settings stay as the
// committee drew them. The same form and the same answers give the same bytes.
//
// Four kinds of places are filled: empty cells beside or below a cell that
// names them; blanks behind a name and a colon (申报单位：____); boxes to tick
// (□国家级 □省级); placeholders ({{单位名称}}), and with them rows that repeat for
// the records of a register ({{获奖.日期}}).
package form

import (
	"cmp"
	"slices"

	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// Answers are what a form can be filled with.
type Answers struct {
	// Fields answer labels, the first that goes by a label's name does.
	Fields []Field
	// Lookup answers a placeholder that names no field; nil: none.
	Lookup func(name string) (value string, ok bool)
	// List finds the records that rows repeat for by their name, nil if there is
	// no such list; nil: there are none.
	List func(name string) *List
	// Names are what placeholders may say besides the fields, for suggestions.
	Names []string
}

// Field is one answer.
type Field struct {
	Names    []string // what forms call it
	Value    string   // its paragraphs, parted by line feeds
	Versions []string // others, taken where Value is empty or over the label's limit: the longest that keeps it
	Limit    int      // the most characters, as Word counts them; 0: none but the label's
	Given    bool     // written for this form: to be told of when no place takes it
	ByHand   bool     // to be signed and sealed: left alone, never missed
}

// List are records in the order in which they are listed.
type List struct {
	Columns []string // names for suggestions
	Rows    int
	Cell    func(row int, column string) (value string, ok bool) // ok is false if there is no such column
}

// Result is a filled form and what there is to say of it.
type Result struct {
	Data     []byte // the Word file
	Filled   int    // places that were filled in
	Findings []diag.Diagnostic
}

// Fault is why a file is no form that can be filled.
type Fault struct{ What, Cure diag.Text }

func (f *Fault) Error() string { return f.What.EN }

// Fill fills a form. Findings name each label that was left empty, each answer
// given for this form that no place took, each placeholder that nothing
// answers, each answer over its limit. The error is a [*Fault] if the file is
// none that can be filled; nothing in it is then believed.
func Fill(data []byte, a *Answers) (*Result, error) {
	p, err := open(data)
	if err != nil {
		return nil, err
	}
	f := &filler{answers: a, index: map[string]int{}, used: make([]bool, len(a.Fields))}
	f.indexNames()
	changed := map[string][]byte{}
	for _, s := range p.stories {
		if out, touched := f.story(s); touched {
			changed[s.name] = out
		}
	}
	f.unused()
	f.outside(p)
	out, err := p.with(changed)
	if err != nil {
		return nil, err
	}
	return &Result{Data: out, Filled: f.filled, Findings: f.findings}, nil
}

// filler holds what is known while one form is filled.
type filler struct {
	answers  *Answers
	index    map[string]int // folded name → field
	used     []bool
	filled   int
	tables   int // read so far, in the order of the document
	guesses  int // suggestions looked for: each costs a comparison with every name
	findings []diag.Diagnostic
}

// indexNames lets every field be found by its names and by those that forms
// use for the same thing. What was given for this form goes before all else,
// a field's own names before the others.
func (f *filler) indexNames() {
	add := func(i int, names []string) {
		for _, n := range names {
			if k := fold(n); k != "" {
				if _, taken := f.index[k]; !taken {
					f.index[k] = i
				}
			}
		}
	}
	for _, given := range []bool{true, false} {
		for i, x := range f.answers.Fields {
			if x.Given == given {
				add(i, x.Names)
			}
		}
		for i, x := range f.answers.Fields {
			if x.Given == given {
				for _, n := range x.Names {
					add(i, synonyms(n))
				}
			}
		}
	}
}

// find is the field that a label asks for, nil if there is none.
func (f *filler) find(label string) *Field {
	for _, k := range keys(label) {
		if i, ok := f.index[k]; ok {
			return &f.answers.Fields[i]
		}
	}
	return nil
}

// use is the value of a field for a label, and notes that it found a place.
func (f *filler) use(x *Field, label string, at place) string {
	limit := cmp.Or(limitIn(label), x.Limit)
	value := x.within(limit)
	f.taken(x)
	for i, y := range f.answers.Fields { // one box may be answered with another's short text
		f.used[i] = f.used[i] || y.Value != "" && y.Value == value
	}
	if n := markdown.Words(value); limit > 0 && n > limit {
		f.tell("form/too-long", diag.Say("%[1]s“%[3]s”最多%[4]d字，填了%[5]d字，多%[6]d字", "%[2]s: “%[3]s” takes %[4]d characters at most; %[5]d were filled in, %[6]d too many",
			at.ZH, at.EN, shown(label), limit, n, n-limit),
			diag.Say("在申报材料的 form 里把这一栏写短些，或者在 variants 里备一份短的", "Shorten this box in the dossier's form:, or keep a short version in variants:"))
	}
	return withoutUnit(value, label)
}

func (f *filler) taken(x *Field) {
	for i := range f.answers.Fields {
		if &f.answers.Fields[i] == x {
			f.used[i] = true
		}
	}
}

// within is the value, or the longest version of it, that keeps a limit; if
// none does, the shortest. A limit of 0 is none.
func (x *Field) within(limit int) string {
	best, size := x.Value, markdown.Words(x.Value)
	if limit == 0 {
		return cmp.Or(best, slices.MaxFunc(append([]string{""}, x.Versions...), func(a, b string) int { return len(a) - len(b) }))
	}
	for _, v := range x.Versions {
		n := markdown.Words(v)
		switch fits, better := n <= limit, size <= limit && best != ""; {
		case n == 0:
		case fits && (!better || x.Value == "" && n > size), !fits && !better && (n < size || best == ""):
			best, size = v, n
		}
	}
	return best
}

func (f *filler) tell(code string, message, hint diag.Text) {
	f.findings = append(f.findings, diag.Diagnostic{Severity: diag.Warning, Code: code, Message: message, Hint: hint})
}

// hint tells of what may well be in order.
func (f *filler) hint(code string, message, hint diag.Text) {
	f.tell(code, message, hint)
	f.findings[len(f.findings)-1].Severity = diag.Hint
}

// unused tells of the answers given for this form that stand nowhere in it.
func (f *filler) unused() {
	for i, x := range f.answers.Fields {
		if x.Given && !x.ByHand && !f.used[i] && len(x.Names) > 0 {
			f.hint("form/no-place", diag.Say("表里没有找到“%s”，内容没有填进去", "The form has no place for “%s”", x.Names[0]),
				diag.Say("核对表里这一栏的名称，把申报材料里的 label 改成一样的", "Look what the form calls it and give the label in the dossier the same name"))
		}
	}
}

// outside tells of what Word would fetch from elsewhere when the form is opened.
func (f *filler) outside(p *pack) {
	for _, target := range p.outside {
		f.tell("form/outside", diag.Say("这份表打开时会到别处取文件：%s", "Opening this form makes Word fetch a file from elsewhere: %s", target),
			diag.Say("不认识这个地址就不要打开，先问发表的单位", "If you do not know the address, do not open it: ask whoever sent the form"))
	}
}
