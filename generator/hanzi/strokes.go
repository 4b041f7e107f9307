package hanzi

import (
	"cmp"
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed strokes.txt
var strokes string

// strokeRanks is the place of each character of the standard list by strokes,
// from 1.
var strokeRanks = sync.OnceValue(func() map[rune]int {
	ranks := make(map[rune]int, 8200)
	for line := range strings.SplitSeq(strokes, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		_, characters, _ := strings.Cut(line, " ")
		for _, r := range characters {
			ranks[r] = len(ranks) + 1
		}
	}
	return ranks
})

// strokeRank puts characters outside the standard list behind it, by code point.
func strokeRank(r rune) int {
	if n := strokeRanks()[r]; n > 0 {
		return n
	}
	return 0x10000 + int(r)
}

// CompareStrokes orders names by strokes, as rosters of an official kind are
// (按姓氏笔画为序), and returns -1, 0 or 1: the family name with fewer strokes
// first, then by the kinds of its strokes in the order 横竖撇点折; within a
// family name, a given name of one character before one of two, then by its
// strokes. What follows a bracket, as in 张三（语文）, decides last; characters
// outside the standard list come last, by code point.
func CompareStrokes(a, b string) int {
	a, noteA, _ := strings.Cut(a, "（")
	b, noteB, _ := strings.Cut(b, "（")
	familyA, givenA := SplitName(a)
	familyB, givenB := SplitName(b)
	return cmp.Or(
		compareCharacters(familyA, familyB),
		cmp.Compare(utf8.RuneCountInString(givenA), utf8.RuneCountInString(givenB)),
		compareCharacters(givenA, givenB),
		cmp.Compare(noteA, noteB),
	)
}

func compareCharacters(a, b string) int {
	for a != "" && b != "" {
		x, n := utf8.DecodeRuneInString(a)
		y, m := utf8.DecodeRuneInString(b)
		if x != y {
			return cmp.Compare(strokeRank(x), strokeRank(y))
		}
		a, b = a[n:], b[m:]
	}
	return cmp.Compare(len(a), len(b))
}

// compound are the family names of two characters that are still borne.
const compound = " 欧阳 上官 司马 司徒 诸葛 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 东方 南宫 西门 端木 独孤 轩辕 呼延 申屠 太史 澹台 濮阳 淳于 单于 万俟 钟离 闾丘 赫连 公羊 公冶 宗政 鲜于 拓跋 百里 东郭 南门 第五 左丘 梁丘 谷梁 段干 司空 司寇 完颜 纳兰 叶赫 富察 那拉 乌雅 "

// SplitName cuts a Chinese name into family name and given name: 欧阳静 →
// 欧阳, 静. A name of two characters has a family name of one.
func SplitName(name string) (family, given string) {
	_, n := utf8.DecodeRuneInString(name)
	_, m := utf8.DecodeRuneInString(name[n:])
	if len(name) > n+m && strings.Contains(compound, " "+name[:n+m]+" ") {
		n += m
	}
	return name[:n], name[n:]
}
