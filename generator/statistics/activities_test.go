package statistics_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"showcase/generator/content"
	"showcase/generator/statistics"
)

func TestActivities(t *testing.T) {
	records := table(t, "training", `
日期,培训内容,培训方式,学时,参加人
2011-03-01,甲,自学,1,"甲一、乙二"
2011-05-01,乙,走出去,1,90余人
2011-05-02,丙,走出去,1,
`)
	g := statistics.Activities(records)
	if want := (statistics.Gatherings{Sessions: 3, Attendance: statistics.Cell{Count: 92, Sign: content.Over}, Unknown: 1}); g != want {
		t.Errorf("%+v, want %+v", g, want)
	}
	shares, without := statistics.Shares(records, records[0].Type.Field("mode"))
	if len(shares) != 8 || shares[0] != (statistics.ChoiceCount{Value: "自学", Count: 1}) || shares[3].Count != 2 || without != 0 {
		t.Error(shares, without)
	}
	if _, without := statistics.Shares(records, records[0].Type.Field("education_kind")); without != 3 {
		t.Errorf("%d say nothing", without)
	}
	var got []string
	for _, m := range statistics.Months(records) {
		got = append(got, fmt.Sprint(m.Month, m.Count))
	}
	if diff := cmp.Diff([]string{"2011年3月 1", "2011年4月 0", "2011年5月 2"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
