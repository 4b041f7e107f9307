package content

import (
	"context"
	"os"
	"testing"
)

func BenchmarkLoadTypes(b *testing.B) {
	for b.Loop() {
		LoadTypes(nil)
	}
}

// BenchmarkRead reads the site in BENCH_CORPUS; it reports the time per page.
func BenchmarkRead(b *testing.B) {
	dir := os.Getenv("BENCH_CORPUS")
	if dir == "" {
		b.Skip("BENCH_CORPUS is not set")
	}
	types, _ := LoadTypes(nil)
	pages := 0
	for b.Loop() {
		s, err := Read(context.Background(), dir, Options{Types: types})
		if err != nil {
			b.Fatal(err)
		}
		pages += len(s.Items)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(pages), "µs/page")
}
