package statistics_test

import (
	"fmt"
	"testing"

	"showcase/generator/content"
	"showcase/generator/statistics"
)

// bigRegister is a register of n awards over twenty years, one row in a
// thousand an aggregate.
func bigRegister(n int) []*content.Item {
	levels := []string{"国家级", "省级", "市级", "县级", "镇级", "校级"}
	grades := []string{"一等奖", "二等奖", "三等奖"}
	text := func(s string) content.Value { return content.Value{Kind: content.KindText, Text: s} }
	out := make([]*content.Item, n)
	for i := range out {
		date := content.Date{Year: 1993 + i%20, Month: 1 + i%12, Day: 1 + i%28}
		v := map[string]content.Value{
			"level": text(levels[i%6]), "kind": text("竞赛奖"), "grade": text(grades[i%3]), "recipient_type": text("教师"),
			"issuer": text("岚江县教育局"),
		}
		for k := range 1 + i%3 {
			v["recipients"] = content.Value{Kind: content.KindPersons, Names: append(v["recipients"].Names, content.Name{Text: fmt.Sprint("教师", (i+k)%2000)})}
		}
		if i%1000 == 0 {
			v["aggregate"] = content.Value{Kind: content.KindBool, Bool: true}
			v["window"] = content.Value{Kind: content.KindRange, Date: content.Date{Year: date.Year}, End: content.Date{Year: date.Year + i%3}}
			v["count"] = content.Value{Kind: content.KindApprox, Count: content.Count{Value: float64(i % 500), Unit: "人次"}}
		}
		out[i] = &content.Item{Title: fmt.Sprint("教学设计评选", i%300), Date: date, Values: v}
	}
	return out
}

func BenchmarkAwards(b *testing.B) {
	records := bigRegister(100_000)
	b.ReportAllocs()
	for b.Loop() {
		statistics.Awards(records, statistics.Window{})
	}
}

func BenchmarkAwardsByYear(b *testing.B) {
	records := bigRegister(100_000)
	for b.Loop() {
		statistics.AwardsByYear(records, statistics.Window{})
	}
}

func BenchmarkHonours(b *testing.B) {
	records := bigRegister(100_000)
	for b.Loop() {
		statistics.Streaks(statistics.Honours(records))
	}
}
