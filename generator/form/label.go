package form

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"showcase/generator/config"
	"showcase/generator/content"
)

//go:embed labels.toml
var labelFile []byte

// vocabulary is what forms call things.
type vocabulary struct {
	groups []group
	byHand []string
}

// group is one thing that forms ask for.
type group struct {
	names []string // the first is what findings call it
	from  []string // where the answer stands
}

// labels reads the vocabulary, which is part of the program.
var labels = sync.OnceValue(func() *vocabulary {
	root, problems := config.ParseTOML(labelFile)
	if len(problems) > 0 {
		panic("labels.toml: " + problems[0].Message.EN)
	}
	list := func(n *config.Node) []string {
		var out []string
		if n != nil {
			for _, x := range n.Items {
				out = append(out, x.Text)
			}
		}
		return out
	}
	v := &vocabulary{}
	for _, k := range root.Keys {
		if k.Name == "by_hand" {
			v.byHand = list(k.Value)
			continue
		}
		v.groups = append(v.groups, group{names: list(k.Value.Get("names")), from: list(k.Value.Get("from"))})
	}
	return v
})

// synonyms are the names of the thing that a name stands for.
func synonyms(name string) []string {
	k := fold(name)
	for _, g := range labels().groups {
		for _, n := range g.names {
			if fold(n) == k {
				return g.names
			}
		}
	}
	return nil
}

// byHand reports whether a place is for signatures, seals and photographs.
func byHand(label string) bool {
	k := fold(label)
	for _, word := range labels().byHand {
		if strings.Contains(k, word) {
			return true
		}
	}
	return false
}

// fold makes labels comparable: blanks, colons, brackets and marks do not
// count, full width is half width.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune(`:()[]{}【】〔〕<>《》“”"'*※_、,.。`, r), r == '\uFFFC':
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

var (
	remark   = regexp.MustCompile(`[（(［\[【〔][^（(［\[【〔）)］\]】〕]*[）)］\]】〕]`)
	ordinal  = regexp.MustCompile(`^[\s　]*(?:[0-9０-９]+[.．、)）]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[）)])`)
	atMost   = regexp.MustCompile(`(?:([0-9]+)[-—–~～至到]+)?([0-9]+|[一二两三四五六七八九十百千]{2,})字`)
	shortOne = regexp.MustCompile(`[（(]([^（()）]{1,2})[)）]`)
)

// keys are the foldings that a label may be known by: the whole, without
// remarks in brackets, without a number before it.
func keys(label string) []string {
	bare := remark.ReplaceAllString(label, "")
	var out []string
	for _, s := range []string{label, bare, ordinal.ReplaceAllString(label, ""), ordinal.ReplaceAllString(bare, "")} {
		if k := fold(s); k != "" && len(out) < 4 && !has(strings.Join(out, " "), k) {
			out = append(out, k)
		}
	}
	return out
}

// limitIn is the most characters that a label allows: 300字以内, 不超过2000字,
// 800—1000字. 0 if it says none.
func limitIn(label string) int {
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, label)
	m := atMost.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	n, fault := content.ParseCount(m[2])
	if fault != nil || n.Value < 10 || n.Value > 1e6 {
		return 0
	}
	return int(n.Value)
}

// withoutUnit spares the unit that the label has already: 职工总数（人）.
func withoutUnit(value, label string) string {
	for _, m := range shortOne.FindAllStringSubmatch(label, -1) {
		if rest, ok := strings.CutSuffix(value, m[1]); ok && rest != "" {
			if last := []rune(rest); unicode.IsDigit(last[len(last)-1]) {
				return rest
			}
		}
	}
	return value
}

// shown is a label as findings name it.
func shown(label string) string {
	s := strings.Join(strings.FieldsFunc(label, func(r rune) bool { return isFiller(r) || r == '\uFFFC' }), "")
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return strings.TrimRight(s, "：:")
}
