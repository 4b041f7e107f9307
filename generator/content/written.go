package content

import (
	"regexp"
	"strings"
)

// How values are written, as regular expressions that Go and ECMAScript (with
// the flag u) read alike. They say what the readers in calendar.go take, as far
// as an expression can: not that a day exists, nor that a span's start comes
// before its end.
const (
	blank  = "[ \t\u00a0\u3000]*"
	digit  = "[0-9０-９]"
	dashes = "[-./—–．／－﹣−‐‑]+"
	han0   = "[〇○零一二三四五六七八九]"

	year      = "(?:[1１][9９]|[2２][0０1１])" + digit + "{2}"
	yearHan   = "(?:一九|二[〇○零一])" + han0 + "{2}"
	month     = "(?:[0０]?[1-9１-９]|[1１][0-2０-２])"
	monthHan  = "(?:十[一二]?|[一二三四五六七八九])"
	day       = "(?:[0０]?[1-9１-９]|[1-2１２]" + digit + "|[3３][01０１])"
	dayHan    = "(?:[一二三四五六七八九]|二?十[一二三四五六七八九]?|三十一?|廿[一二三四五六七八九]?|卅一?)"
	clock     = "(?:[TＴ(（].*|[ \t\u00a0\u3000]+.*[:：].*)?"
	monthWord = "(?:" + month + "|" + monthHan + ")" + blank + "月"
	dayWord   = "(?:" + day + "|" + dayHan + ")" + blank + "[日号]?"
	yearWord  = "(?:" + year + "|" + yearHan + ")" + blank + "年"

	dateForm = "(?:" + year + blank + dashes + blank + month + "(?:" + blank + dashes + blank + day + ")?" + clock +
		"|" + year + "(?:[0０][1-9１-９]|[1１][0-2０-２])(?:[0０][1-9１-９]|[12１２]" + digit + "|[3３][01０１])" + clock +
		"|" + yearWord + blank + monthWord + blank + "(?:份|" + dayWord + ")?" + clock + ")"
	yearForm = "(?:" + year + "|" + yearWord + "度?)"
	anyDate  = "(?:" + dateForm + "|" + yearForm + ")"
	rangeTo  = "(?:" + anyDate + "|" + monthWord + "(?:" + blank + dayWord + ")?|" + month + "|" + dayWord + ")"
	spanForm = "(?:[自从]" + blank + ")?" + anyDate + "(?:" + blank + "[~～—–-]*(?:至今|到现在|以来|起)|" + blank + "(?:——?|[~～至到–－-]|--)" + blank + rangeTo + ")?"

	termForm = ".*(?:19|20|21|１９|２０|２１)" + digit + "{2}.*(?:第[一二12１２]|[上下](?:学期|期)|[(（][12１２上下一二][)）]|[-－][12１２]|[上下秋春]|学年).*" +
		"|" + year + blank + dashes + blank + year

	// A number, and behind it a unit of up to four letters that does not begin
	// like a word for "about".
	plainNumber = digit + "(?:[0-9０-９.,．，]*" + digit + ")?"
	hanNumbers  = "[〇○零一二三四五六七八九两十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅]+"
	someNumber  = "(?:" + plainNumber + "|" + hanNumbers + ")"
	exactNumber = "[共达]?" + blank + someNumber + blank + `[百千万亿]?(?:[^余多来几左上\P{L}][^左上\P{L}]{0,3})?`
	percentage  = "(?:百分之)?" + blank + "(?:(?:100|１００|" + digit + "{1,2})(?:[.．]" + digit + "+)?|" + hanNumbers + ")" + blank + "[%％]?"
	roughNumber = "(?:将近|接近|近|大约|约|超过|逾|共|达)?" + blank + someNumber + blank + `[余多来几+＋]?[百千万亿]?[余多来几+＋]?` + blank + `\p{L}{0,4}(?:左右|上下)?`

	// A size of paper by its name or its sides; which sides no sheet has is not
	// for a pattern to say.
	sheetForm = "(?:[AaBb][0-5]|" + side + blank + "[×xX*＊✕ｘ]" + blank + side + blank + "(?:[cCmM][mM]|厘米|毫米)?)"
	side      = `[0-9]+(?:\.[0-9]+)?`

	// A path inside the site, relative to the item's file.
	pathForm = `[^/\\:\s][^:]*`
)

// Pattern is a regular expression for the values of the field that are written
// as one text, for Go and for ECMAScript with the flag u; "" if any text will
// do, or if the field has choices.
func (f *Field) Pattern() string {
	form := ""
	switch f.Kind {
	case KindDate, KindMonth:
		form = dateForm
	case KindRange:
		form = spanForm
	case KindSheet:
		form = sheetForm
	case KindTerm:
		form = termForm
	case KindInt, KindNumber:
		form = exactNumber
	case KindPercent:
		form = percentage
	case KindApprox:
		form = roughNumber
	case KindFile, KindFiles:
		form = pathForm
	default:
		return ""
	}
	return "^" + blank + "(?:" + form + ")" + blank + "$"
}

// choicesPattern is for several choices in one line.
func (f *Field) choicesPattern() string {
	var all []string
	for _, c := range f.Choices {
		for _, s := range append([]string{c.Value}, c.Aliases...) {
			all = append(all, regexp.QuoteMeta(s))
		}
	}
	one := "(?:" + strings.Join(all, "|") + ")"
	return "^" + blank + "(?:" + one + "(?:" + blank + "[、,，;；]" + blank + one + ")*)?" + blank + "$"
}
