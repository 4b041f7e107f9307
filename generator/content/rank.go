package content

import "slices"

// levels and grades in the order in which tables list them.
var (
	levels = []string{"国际级", "国家级", "省级", "市级", "市县级", "县级", "镇级", "校级"}
	grades = []string{"特等奖", "一等奖", "二等奖", "三等奖", "一二三等奖", "优秀奖", "特别奖", "单项奖", "组织奖", "指导奖",
		"第一名", "第二名", "第三名", "第四名", "第五名", "第六名", "第七名", "第八名", "荣誉称号", "未分等"}
)

// LevelRank orders levels, highest first; unknown ones come last.
func LevelRank(level string) int { return rank(levels, level) }

// GradeRank orders grades, highest first; unknown ones come last.
func GradeRank(grade string) int { return rank(grades, grade) }

func rank(list []string, s string) int {
	if i := slices.Index(list, s); i >= 0 {
		return i
	}
	return len(list)
}

// Levels are all levels, highest first.
func Levels() []string { return slices.Clone(levels) }
