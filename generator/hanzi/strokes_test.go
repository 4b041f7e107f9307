package hanzi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestCompareStrokes sorts lists that stand in the right order, from behind.
func TestCompareStrokes(t *testing.T) {
	for _, list := range []string{
		// Family names by strokes, as the printed lists of congresses have them.
		"丁 卜 刁 于 万 卫 马 王 韦 云 支 尤 车 牛 毛 仇 乌 凤 卞 文 方 尹 孔 邓 甘 艾 古 左 石 龙 卢 叶 申 田 史 冉 丘 白 包 冯 宁 司 边",
		"邢 成 毕 师 吕 朱 乔 伍 任 华 向 邬 庄 刘 齐 关 江 汤 安 许 农 阮 孙 阳 牟",
		"严 苏 杜 李 杨 吴 邱 何 余 邹 应 辛 汪 沈 宋 张 陆 陈 邵",
		"邓 连 迟 郑 逄 郭 逯 鄢 戴 魏",
		"辽 过 达 迈 远 连 迟 陆 陈 郑 逄 郭 随",
		// One character before two, then by strokes.
		"王卫 王文 王帅 王伟 王一丁 王人杰 王小川",
		"马凯 马飚 马兴瑞 马晓天",
		// Compound family names: their first character decides first.
		"司文 司马懿 欧文 欧大川 欧阳静 欧阳一平 诸葛亮",
		// Characters that share all their strokes keep the standard's order.
		"土 士 未 末 甲",
		// Outside the standard list: last, by code point; then other letters.
		"丁 齉 劉 張 𠮷",
		"张三（数学） 张三（语文） 张丰",
	} {
		want := strings.Fields(list)
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, CompareStrokes)
		if !slices.Equal(got, want) {
			t.Errorf("\n got %s\nwant %s", strings.Join(got, " "), list)
		}
	}
	if CompareStrokes("张三", "张三") != 0 || CompareStrokes("", "张三") != -1 || CompareStrokes("", "") != 0 {
		t.Error("equal and empty names")
	}
}

// TestStrokesTable: the table holds the standard list, all of it and nothing else.
func TestStrokesTable(t *testing.T) {
	ranks := strokeRanks()
	if len(ranks) != 8105 {
		t.Errorf("%d characters", len(ranks))
	}
	for r := range ranks {
		if !Standard(r) {
			t.Errorf("%c is not in the standard list", r)
		}
	}
}

func ExampleCompareStrokes() {
	names := []string{"欧阳静", "苏启明", "丁一", "万书田", "陆承钧", "韦小满"}
	slices.SortFunc(names, CompareStrokes)
	fmt.Println(names)
	// Output: [丁一 万书田 韦小满 苏启明 陆承钧 欧阳静]
}

func ExampleSplitName() {
	fmt.Println(SplitName("欧阳静"))
	fmt.Println(SplitName("王阳"))
	// Output:
	// 欧阳 静
	// 王 阳
}
