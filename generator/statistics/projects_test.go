package statistics_test

import (
	"slices"
	"testing"

	"showcase/generator/statistics"
)

func TestProjects(t *testing.T) {
	records := table(t, "projects", `
课题名称,级别,状态,主持人,成员,开始
甲,县级,结题,甲一,乙二,2010-09
乙,校级,在研,乙二,丙三,2010-09
丙,校级,申报,丁四,,2010-09
丁,校级,终止,丁四,,2010-09
戊,市县级,,戊五,,2010-09
`)
	if got := statistics.Projects(records); got != (statistics.Research{Running: 1, Concluded: 1, People: 3}) {
		t.Errorf("%+v", got)
	}
	c := statistics.CrossTable(records, records[0].Type.Field("level"), records[0].Type.Field("status"))
	if !slices.Equal(c.Rows, []string{"市县级", "县级", "校级"}) || !slices.Equal(c.Columns, []string{"申报", "在研", "结题", "终止", ""}) || c.Cells[[2]string{"校级", "终止"}] != 1 {
		t.Errorf("%+v", c)
	}
}
