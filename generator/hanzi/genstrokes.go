//go:build ignore

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// levelEnds are the numbers with which the three levels of the standard list
// end. Each level stands in the order of strokes.
var levelEnds = []int{3500, 6500, 8105}

// place is where a character stands: its strokes, one digit a stroke (1 横,
// 2 竖, 3 撇, 4 点, 5 折). The strokes of 1,336 rare characters are not known;
// they stand for a neighbour's in their level (see settle), so that such a one
// may be some places off among those of other levels with as many strokes.
type place struct {
	r       rune
	count   int
	strokes string
}

// writeStrokes merges the three levels into strokes.txt: one line for each
// number of strokes, with its characters in order. What stands within a level
// is the standard's own order; only across levels do strokes decide.
func writeStrokes(unihan, orders string) {
	known := strokeOrders(orders)
	numbered := map[int]rune{}
	each(filepath.Join(unihan, "Unihan_OtherMappings.txt.bz2"), "kTGH", func(r rune, v string) {
		_, n, _ := strings.Cut(v, ":")
		numbered[number(n)] = r
	})
	totals := map[rune]int{}
	each(filepath.Join(unihan, "Unihan_IRGSources.txt.bz2"), "kTotalStrokes", func(r rune, v string) { totals[r] = number(strings.Fields(v)[0]) })
	var all []place
	first := 1
	for _, last := range levelEnds {
		var level []place
		for n := first; n <= last; n++ {
			r := numbered[n]
			p := place{r, totals[r], known[r]}
			if p.strokes != "" {
				p.count = len(p.strokes)
			}
			level = append(level, p)
		}
		settle(level)
		all = merge(all, level)
		first = last + 1
	}
	var b strings.Builder
	b.WriteString("# Made by genstrokes.go: the 8,105 characters of the standard list by strokes. Each line: the number of strokes, then the characters\n")
	b.WriteString("# in the order 横竖撇点折. From the Unihan database, Unicode 15.0 (kTGH, kTotalStrokes), © Unicode, Inc., and, where levels meet, cnchar-order 3.2.6 (MIT).\n")
	count := 0
	for _, p := range all {
		if p.count != count {
			if count > 0 {
				b.WriteByte('\n')
			}
			count = p.count
			fmt.Fprintf(&b, "%d ", count)
		}
		b.WriteRune(p.r)
	}
	b.WriteByte('\n')
	if err := os.WriteFile("strokes.txt", []byte(b.String()), 0o666); err != nil {
		log.Fatal(err)
	}
}

// strokeOrders reads the orders of strokes from cnchar-order's program: two
// tables in JSON, the strokes of each character as letters and what these mean.
func strokeOrders(file string) map[rune]string {
	f, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	tables := regexp.MustCompile(`JSON\.parse\('(.*?)'\)`).FindAllSubmatch(f, -1)
	var orders map[string]string
	var shapes map[string]struct{ Name string }
	if err := cmp.Or(json.Unmarshal(tables[0][1], &orders), json.Unmarshal(tables[1][1], &shapes)); err != nil {
		log.Fatal(err)
	}
	kinds := map[string]byte{"横": '1', "提": '1', "竖": '2', "竖钩": '2', "撇": '3', "点": '4', "点2": '4', "捺": '4'}
	out := map[rune]string{}
	for c, letters := range orders {
		var s []byte
		for _, l := range letters {
			kind := kinds[shapes[string(l)].Name]
			if kind == 0 {
				kind = '5'
			}
			s = append(s, kind)
		}
		out[[]rune(c)[0]] = string(s)
	}
	return out
}

// settle mends numbers of strokes that count a traditional form, and gives the
// characters whose strokes are not known, or not what their place says, those
// of the one before them, or at the head of a number of strokes those behind.
func settle(level []place) {
	for i := range level {
		p := &level[i]
		var after []int
		for _, q := range level[i+1 : min(i+4, len(level))] {
			after = append(after, q.count)
		}
		slices.Sort(after)
		if i > 0 && (p.count < level[i-1].count || len(after) > 0 && p.count > after[len(after)/2]) {
			p.count, p.strokes = level[i-1].count, ""
		}
		if i > 0 && level[i-1].count == p.count && p.strokes < level[i-1].strokes {
			p.strokes = level[i-1].strokes
		}
	}
	for i := len(level) - 2; i >= 0; i-- {
		if level[i].strokes == "" && level[i].count == level[i+1].count {
			level[i].strokes = level[i+1].strokes
		}
	}
}

func merge(a, b []place) []place {
	var out []place
	for len(a) > 0 && len(b) > 0 {
		if cmp.Or(cmp.Compare(a[0].count, b[0].count), cmp.Compare(a[0].strokes, b[0].strokes)) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		log.Fatal(err)
	}
	return n
}
