package render_test

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkPages makes every page of a site of 500 articles; µs/page is what
// one of them costs, its share of the lists included.
func BenchmarkPages(b *testing.B) {
	dir := b.TempDir()
	text := strings.Repeat("一节课讲到一半，窗外下起了雨，孩子们都转过头去看。我停下来，请他们把听到的写成一句话。\n\n## 小标题\n\n", 12)
	for i := range 500 {
		write(b, dir, fmt.Sprintf("content/cases/c%03d.md", i), fmt.Appendf(nil,
			"---\ntitle: 第%d篇案例\ndate: %d-03-%02d\nauthor: 林小满\ntags: [课堂, 阅读]\n---\n\n%s", i, 2005+i%7, 1+i%28, text))
	}
	for b.Loop() {
		b.StopTimer()
		tree := build(b, dir, nil)
		b.StartTimer()
		for _, p := range tree.Paths() {
			if _, err := tree.Bytes(p); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/500, "µs/page")
}
