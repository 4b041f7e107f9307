package hanzi

import "strings"

// Context tells which characters stand beside which, learnt from the text at
// hand and a short list of words common in schools.
type Context struct {
	pairs map[[2]rune]int
	one   map[rune]*use
	kinds int // distinct pairs
}

type use struct{ count, before, after int } // occurrences; distinct neighbours

// words are the commonest pairs of a school's papers, so that a short text has
// something to go by.
const words = `学校 教师 学生 工会 学习 教育 教学 课堂 课程 课题 研究 研讨 组织 制度 活动 计划 总结 创建 建设 班级 班组 小组 团队 管理 领导 干部 职工 员工 教职工
发展 提高 提升 促进 推进 推动 开展 形成 实现 实施 落实 完善 建立 成立 加强 加大 改进 改革 创新 变革 思考 反思 经验 体会 成果 成效 效果 目标 目的 任务 要求 标准
质量 素质 能力 水平 知识 技能 技术 方法 方式 方案 措施 办法 机制 体系 系统 模式 过程 环境 氛围 气氛 条件 机会 基础 保障 保证 支持 服务 帮助 指导 引导 培养 培训
评价 考核 检查 监督 表彰 奖励 激励 鼓励 交流 沟通 讨论 合作 协作 分享 共同 共享 全体 全面 全员 全校 我们 他们 自己 大家 一起 一个 一种 这种 这些 可以 可通过
通过 为了 因为 因此 所以 同时 不断 逐步 进一步 积极 主动 认真 努力 需要 必须 应该 能够 具有 现有 现在 工作 生活 社会 国家 时代 时间 问题 情况 内容 形式 意义 作用
关系 理论 理念 观念 思想 精神 文化 文明 价值 责任 权利 权益 利益 愿景 心智 模式决定 决定 解决 分析 设计 观察 记录 案例 论文 获奖 一等奖 二等奖 三等奖 荣誉 称号 先进
集体 个人 单位 部门 公司 企业 乡镇 中心校 中心小学 小学 中学 校长 主任 主席 委员 组长 成员 会员 名单 年度 学期 学年 阶段 月份 日期 准备 动员 宣传 阅读 读书 好书`

// NewContext learns from the text; traditional characters count as their
// simplified forms.
func NewContext(text string) *Context {
	c := &Context{pairs: map[[2]rune]int{}, one: map[rune]*use{}}
	c.learn(words)
	c.learn(text)
	return c
}

func (c *Context) learn(text string) {
	last := rune(0)
	for _, r := range text {
		r = norm(r)
		if r == ' ' || r == '\n' {
			last = 0
			continue
		}
		u := c.of(r)
		u.count++
		if last != 0 {
			if c.pairs[[2]rune{last, r}]++; c.pairs[[2]rune{last, r}] == 1 {
				c.kinds++
				u.before++
				c.of(last).after++
			}
		}
		last = r
	}
}

func (c *Context) of(r rune) *use {
	u := c.one[r]
	if u == nil {
		u = &use{}
		c.one[r] = u
	}
	return u
}

// norm is the simplified, full-width form under which r is counted.
func norm(r rune) rune {
	if i := strings.IndexRune(",:;!?()", r); i >= 0 {
		return []rune("，：；！？（）")[i]
	}
	if Traditional(r) {
		return []rune(Simplified(r))[0]
	}
	return r
}

// follow is the share of b among what follows a, with something left for
// pairs not seen (after Kneser and Ney: a character that follows many
// different ones is likelier in a new place than one that always follows the same).
func (c *Context) follow(a, b rune) float64 {
	a, b = norm(a), norm(b)
	after := 0.3
	if u := c.one[b]; u != nil {
		after += float64(u.before)
	}
	p := after / float64(c.kinds+3000) // a short text says little about what never stands beside what
	switch {                           // however short the text: these follow nearly everything, and sentences end in quotes
	case b == '，' || b == '。':
		p = max(p, 0.03)
	case b == '”' && (a == '。' || a == '！' || a == '？'):
		p = max(p, 0.05)
	}
	u := c.one[a]
	if u == nil || u.after == 0 {
		return p
	}
	const discount = 0.75
	n := float64(c.pairs[[2]rune{a, b}])
	return max(n-discount, 0)/float64(u.count) + discount*float64(u.after)/float64(u.count)*p
}

// Choose takes the likeliest character of each slot between the runes before
// and after. sure is how many times likelier the choice is than the next one,
// at the slot where that is least.
func (c *Context) Choose(before rune, slots []string, after rune) (text string, sure float64) {
	sure = 1000
	out := make([]rune, len(slots))
	for i, slot := range slots {
		right := after
		if i+1 < len(slots) {
			right = 0
			if r := []rune(slots[i+1]); len(r) == 1 {
				right = r[0]
			}
		}
		best, second := 0.0, 0.0
		for _, r := range slot {
			p := 1.0
			if before != 0 {
				p *= c.follow(before, r)
			}
			if right != 0 {
				p *= c.follow(r, right)
			}
			if out[i] != 0 && norm(out[i]) == norm(r) {
				continue // the traditional form of the same character
			}
			if p > best {
				best, second, out[i] = p, best, r
			} else if p > second {
				second = p
			}
		}
		if second > 0 {
			sure = min(sure, best/second)
		}
		before = out[i]
	}
	return string(out), sure
}
