package book

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// How many characters of a display type go on a line of the type area.
const (
	titleChars    = 20.0 // 22 pt
	coverChars    = 16.0 // 26 pt
	subtitleChars = 24.0 // 18 pt on the cover
	partChars     = 27.0 // 16 pt below a part's title
	mastheadChars = 12.0 // 36 pt
	lineChars     = 26.5 // running text: 28, less what brackets and digits take more
	labelChars    = 5.2  // 12 pt in the first column of a form
)

// titleText breaks a long title into lines of about the same length, where the
// sense allows: GB/T 9704-2012, 7.3.1, asks that no word be torn.
func titleText(title string) []Inline {
	return lined(balance(title, titleChars))
}

// balance puts line breaks into a text of more than one line, so that the lines
// are about as long as each other and no word is torn; an upper line is rather
// the longer one. Texts of more lines than three are left to the writers.
func balance(text string, chars float64) string {
	runes := []rune(text)
	lines := math.Ceil(advance(runes) / chars)
	if lines < 2 || lines > 3 || strings.Contains(text, "\n") {
		return text
	}
	var out []string
	for ; lines > 1; lines-- {
		at := bestBreak(runes, advance(runes)/lines, chars)
		if at == 0 {
			break
		}
		out = append(out, string(runes[:at]))
		runes = runes[at:]
	}
	if advance(runes) > chars {
		return text // would turn once more
	}
	return strings.Join(append(out, string(runes)), "\n")
}

// shapeLines breaks what is set large, or narrow, by its sense.
func shapeLines(d *Document) {
	const dash = 2 // before a subtitle
	if d.Cover != nil {
		d.Cover.Title = balance(d.Cover.Title, coverChars)
		d.Subtitle = balance(d.Subtitle, subtitleChars-dash)
	}
	for _, b := range d.Body {
		switch b := b.(type) {
		case *Heading:
			b.Subtitle = balance(b.Subtitle, partChars-dash)
			if b.Masthead != nil {
				b.Masthead.Name = balance(b.Masthead.Name, mastheadChars)
			}
		case *Form:
			for i := range b.Rows {
				b.Rows[i].Label = balance(b.Rows[i].Label, labelChars)
			}
		}
	}
}

func advance(runes []rune) float64 {
	n := 0.0
	for _, r := range runes {
		if r < 0x2E80 {
			n += 0.55
		} else {
			n++
		}
	}
	return n
}

// Characters behind which a text pauses, those behind which it may turn well,
// those behind which it may not, and those that may not begin a line.
const (
	pauses  = "，：；》”）"
	turns   = "的、和与及度会校组县镇市省年级"
	opens   = "《“（〔"
	follows = "的、，：；》”）〕度年月日"
)

// words are what school documents are full of; none is torn.
var words = strings.Fields(`一等 三等 上级 专题 个人 中心 主要 主题 义务 事迹 二等 交流 会议 会员 优秀 先进 公告 公布 公示 关于 典型 决定 创建 创新 初中
	办公 办法 单位 印发 参评 县级 反思 发展 召开 名单 各级 团队 国家 图书 基本 培训 声明 大会 奖励 委员 学习 学年 学校 学期 完成 实施 审批 审核 审查 小组 小学
	岗位 工会 工作 市级 年度 幼儿 开展 情况 意见 成员 成果 我校 所在 技术 报告 报送 指导 推进 推荐 提升 教学 教师 教研 教育 教科 方案 施行 日常
	时间 时期 材料 标兵 校本 校级 案例 检查 模范 民主 汇报 汇编 汇总 活动 测评 清单 特色 班主任 班组 理论 申报 登记 目标 目录 省级 研修 研讨 研究 科研
	积极 符合 管理 精神 素质 组织 经验 统计 综合 网上 考核 联合 职业 职工 联系 荣誉 获奖 表彰 规划 计划 认定 训练 记录 证书 评价 评比 评选
	试行 课堂 课程 课题 调查 贯彻 质量 资料 选拔 通报 通知 部门 阅读 队伍 阶段 附件 集体 领导 高级 高中 鼓励`)

// tears reports that a word would lie on both sides of a break.
func tears(runes []rune, at int) bool {
	before, after := runes[max(0, at-2):at], runes[at:min(len(runes), at+2)]
	return slices.ContainsFunc(words, func(w string) bool {
		r := []rune(w)
		for k := 1; k < len(r); k++ {
			if len(before) >= k && len(after) >= len(r)-k && slices.Equal(before[len(before)-k:], r[:k]) && slices.Equal(after[:len(r)-k], r[k:]) {
				return true
			}
		}
		return false
	})
}

// bestBreak is before which character a line ends best, near the wanted length
// and not beyond chars.
func bestBreak(runes []rune, wanted, chars float64) int {
	best, cost := 0, math.Inf(1)
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		width := advance(runes[:i])
		if width > chars || strings.ContainsRune(opens, before) || strings.ContainsRune(follows, after) || !unicode.Is(unicode.Han, before) && !unicode.Is(unicode.Han, after) && !unicode.IsPunct(before) {
			continue
		}
		c := math.Abs(width - wanted)
		switch {
		case strings.ContainsRune(pauses, before):
		case strings.ContainsRune(turns, before):
			c++
		default:
			c += 3
		}
		if tears(runes, i) || strings.ContainsRune("年月", before) && unicode.IsDigit(after) {
			c += 9
		}
		if c <= cost {
			best, cost = i, c
		}
	}
	return best
}
