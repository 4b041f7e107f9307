package lint

import (
	"cmp"
	"maps"
	"slices"

	"showcase/generator/diag"
)

// Rule is what the documentation and the command line say about a rule.
type Rule struct {
	ID       string // row of the checklist: D01…, P01…
	Code     string // stable; switches the rule off
	Severity diag.Severity
	Summary  diag.Text
	Fixable  bool
}

// Rules lists the rules of this package by id. Where context decides how grave
// a finding is, Severity is the usual one.
func Rules() []Rule {
	return slices.SortedFunc(maps.Values(rules), func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
}

var rules = index(
	Rule{"D01", "damage/pinyin-residue", diag.Error, diag.Text{ZH: "汉字后残留括号拼音：創(chuàng)建", EN: "pinyin left behind in brackets"}, true},
	Rule{"D02", "damage/byte-shift", diag.Error, diag.Text{ZH: "字节错位造成的乱码：校?,F(xiàn)有", EN: "characters cut at the wrong byte"}, false},
	Rule{"D03", "damage/swallowed-stop", diag.Error, diag.Text{ZH: "句号被吞、前字变形：基矗 → 基础。", EN: "a full stop swallowed by the character before it"}, false},
	Rule{"D04", "damage/mojibake", diag.Error, diag.Text{ZH: "编码弄错的乱码：锟斤拷、�", EN: "text read in the wrong encoding"}, false},
	Rule{"D05", "damage/invisible", diag.Error, diag.Text{ZH: "看不见的字符和私用区字符", EN: "invisible and private-use characters"}, true},
	Rule{"D06", "typography/half-width", diag.Warning, diag.Text{ZH: "汉字旁的半角标点", EN: "half-width punctuation beside Chinese"}, true},
	Rule{"D07", "typography/doubled-mark", diag.Error, diag.Text{ZH: "重复的标点：、、", EN: "doubled punctuation"}, true},
	Rule{"D08", "damage/traditional", diag.Error, diag.Text{ZH: "简体文章里的繁体字", EN: "traditional characters in simplified text"}, false},
	Rule{"D09", "damage/page-number", diag.Error, diag.Text{ZH: "混进正文的页码", EN: "a page number inside the text"}, false},
	Rule{"D10", "damage/broken-paragraph", diag.Warning, diag.Text{ZH: "一段话被断成两段", EN: "a paragraph broken in two"}, false},
	Rule{"D11", "typography/unpaired", diag.Error, diag.Text{ZH: "引号、括号不成对", EN: "unpaired quotes or brackets"}, false},
	Rule{"D12", "typography/straight-quotes", diag.Warning, diag.Text{ZH: "中文里的直引号", EN: "straight quotes in Chinese"}, true},
	Rule{"D13", "typography/single-dash", diag.Warning, diag.Text{ZH: "破折号只有一半", EN: "half a Chinese dash"}, true},
	Rule{"D14", "typography/look-alike", diag.Hint, diag.Text{ZH: "形近字符混用：结果一成果、二○一二", EN: "look-alike characters"}, false},
	Rule{"D15", "typography/typed-space", diag.Warning, diag.Text{ZH: "汉字之间或段首的空格", EN: "typed spaces between Chinese characters or as indent"}, true},
	Rule{"D16", "markdown/indented-prose", diag.Error, diag.Text{ZH: "段首缩进使正文变成代码块", EN: "an indent turns prose into a code block"}, true},
	Rule{"D17", "structure/numbering", diag.Warning, diag.Text{ZH: "序号层次、顺序或写法有误", EN: "faults in numbering"}, false},
	Rule{"D18", "structure/stated-count", diag.Warning, diag.Text{ZH: "所说数目与所列项数不符", EN: "a stated count differs from the items"}, false},
	Rule{"D19", "structure/run-on-annex", diag.Warning, diag.Text{ZH: "附件、名单挤在正文里", EN: "an annex or roster run into the text"}, false},
	Rule{"D20", "wording/lost-words", diag.Hint, diag.Text{ZH: "疑似掉字", EN: "words seem to be missing"}, false},
	Rule{"D21", "wording/slip", diag.Hint, diag.Text{ZH: "常见别字", EN: "a common slip"}, false},
	Rule{"D23", "wording/template", diag.Warning, diag.Text{ZH: "范文、模板的残留：XX、某某、【】、待补", EN: "leftovers of a template"}, false},
	Rule{"P01", "privacy/resident-id", diag.Error, diag.Text{ZH: "居民身份证号", EN: "a resident identity number"}, false},
	Rule{"P02", "privacy/mobile", diag.Error, diag.Text{ZH: "手机号码", EN: "a mobile telephone number"}, false},
	Rule{"P03", "privacy/bank-card", diag.Error, diag.Text{ZH: "银行卡号", EN: "a bank card number"}, false},
	Rule{"P04", "privacy/student-number", diag.Error, diag.Text{ZH: "学籍号、考号", EN: "a student or examination number"}, false},
	Rule{"P05", "privacy/personal-circumstances", diag.Warning, diag.Text{ZH: "姓名旁的住址、生日、户籍、健康、资助情况", EN: "address, birth date, household, health or aid beside a name"}, false},
	Rule{"P06", "privacy/account", diag.Warning, diag.Text{ZH: "QQ、微信号、个人邮箱", EN: "a QQ, WeChat or personal mail account"}, false},
	Rule{"P13", "privacy/internal", diag.Error, diag.Text{ZH: "内部资料、涉密或未定稿的标记", EN: "marks of internal, secret or draft papers"}, false},
)

func index(list ...Rule) map[string]Rule {
	m := make(map[string]Rule, len(list))
	for _, r := range list {
		m[r.ID] = r
	}
	return m
}
