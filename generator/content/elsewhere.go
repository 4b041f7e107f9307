package content

import (
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// signedBy are the fields that say who signs a page in print: the first that is
// given counts.
var signedBy = []string{"issuer", "issued_by", "applicant", "person", "group", "author"}

// Signer is who signs an item in print; empty: nobody is named, so the school does.
func (it *Item) Signer() string {
	for _, name := range signedBy {
		if text := strings.Join(valueOf(it, name).Strings(), "、"); text != "" {
			return text
		}
	}
	return ""
}

// ofOthers are the types that have a key as one of their own fields, and that
// field of the first of them.
func (ts *Types) ofOthers(t *Type, key string) (others []*Type, f *Field) {
	for _, other := range ts.all {
		if g := other.Field(key); other != t && g != nil && !g.Common {
			if others = append(others, other); f == nil {
				f = g
			}
		}
	}
	return others, f
}

// elsewhere says of a key that this type does not know which types do, and what
// one writes here instead.
func (b *builder) elsewhere(d *diag.Diagnostic, k config.Key) {
	t := b.item.Type
	others, f := b.o.Types.ofOthers(t, k.Name)
	if len(others) == 0 || d.Severity == diag.Error {
		return
	}
	const most = 3
	var zh, en []string
	for _, other := range others[:min(len(others), most)] {
		zh, en = append(zh, "“"+other.Label+"”"), append(en, other.Name)
	}
	more := diag.Text{}
	if len(others) > most {
		more = diag.Say("等", " and others")
	}
	d.Fix = nil // it is no slip of the pen
	d.Hint = diag.Say("它是%[1]s%[3]s的项目，“%[4]s”没有这一项，写的内容会被略去", "it is a key of %[2]s%[3]s; a %[5]s has none such, and what it says is left out",
		strings.Join(zh, ""), strings.Join(en, ", "), more, t.Label, t.Name)
	instead := signsInstead(t, f)
	if instead == (diag.Text{}) {
		instead = diag.Say("需要这个内容就写进正文，不需要就删去这一行", "write it into the text if it is needed, else delete the line")
	}
	d.Hint = diag.Join([]diag.Text{d.Hint, instead}, "；", "; ")
}

// signsInstead says how a type says who signs, if that is what the other type's
// field is for.
func signsInstead(t *Type, f *Field) diag.Text {
	if t.Look != "official" || !slices.Contains([]string{"signature", "issuer", "issued_by", "applicant"}, f.Name) {
		return diag.Text{}
	}
	var zh, en []string
	for _, name := range signedBy {
		if own := t.Field(name); own != nil && own.Name == name {
			zh, en = append(zh, "“"+t.Key(own, diag.ZH)+"”"), append(en, t.Key(own, diag.EN))
		}
	}
	if len(zh) == 0 {
		return diag.Text{}
	}
	return diag.Say("落款写在%[1]s里（写了几项时排在前面的算），例如：部门: 小学数学教研组；都不写就落学校的全称", "who signs is told by %[2]s (the first that is given counts), e.g. group: Primary maths; without any, the school signs",
		strings.Join(zh, ""), strings.Join(en, ", "))
}
