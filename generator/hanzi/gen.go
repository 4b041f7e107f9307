//go:build ignore

// Command gen writes table.txt and strokes.txt from the Unihan database
// (Debian's unicode-data) and the orders of strokes of cnchar-order (npm).
//
//	npm pack cnchar-order@3.2.6 && tar -xzf cnchar-order-3.2.6.tgz
//	go run gen.go genstrokes.go [-dir /usr/share/unicode] [-orders package/cnchar.order.min.js]
package main

import (
	"bufio"
	"cmp"
	"compress/bzip2"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// extra are variants that Unihan leaves without kSimplifiedVariant but that
// converters from simplified to traditional and old fonts do produce.
const extra = "鉆钻屛屏綫线爲为敎教啓启峯峰羣群牀床鷄鸡麪面滙汇喫吃塲场衆众僞伪衞卫裏里晳皙勛勋嬀妫擡抬柺拐煙烟燻熏甦苏畝亩疊叠盃杯砲炮祕秘菓果蔥葱蹟迹踰逾週周鍼针鎚锤鏽锈阯址隄堤隣邻靑青"

func main() {
	dir := flag.String("dir", "/usr/share/unicode", "folder of the Unihan files")
	orders := flag.String("orders", "package/cnchar.order.min.js", "the program of cnchar-order")
	flag.Parse()
	standard := map[rune]bool{}
	each(filepath.Join(*dir, "Unihan_OtherMappings.txt.bz2"), "kTGH", func(r rune, v string) { standard[r] = true })
	simple := map[rune][]rune{}
	each(filepath.Join(*dir, "Unihan_Variants.txt.bz2"), "kSimplifiedVariant", func(r rune, v string) {
		for f := range strings.FieldsSeq(v) {
			if t := codepoint(f); t != r && standard[t] && t < 0x10000 {
				simple[r] = append(simple[r], t)
			}
		}
	})
	pairs := []rune(extra)
	for i := 0; i+1 < len(pairs); i += 2 {
		if len(simple[pairs[i]]) == 0 && standard[pairs[i+1]] {
			simple[pairs[i]] = []rune{pairs[i+1]}
		}
	}
	readings := map[rune][]string{}
	add := func(r rune, s string) {
		if s != "" && !slices.Contains(readings[r], s) {
			readings[r] = append(readings[r], s)
		}
	}
	file := filepath.Join(*dir, "Unihan_Readings.txt.bz2")
	each(file, "kMandarin", func(r rune, v string) { add(r, strings.Fields(v)[0]) })
	each(file, "kHanyuPinlu", func(r rune, v string) {
		for f := range strings.FieldsSeq(v) {
			s, _, _ := strings.Cut(f, "(")
			add(r, s)
		}
	})
	each(file, "kXHC1983", func(r rune, v string) {
		for f := range strings.FieldsSeq(v) {
			_, s, _ := strings.Cut(f, ":")
			add(r, s)
		}
	})
	write(standard, simple, readings)
	writeStrokes(*dir, *orders)
}

// write makes one line a character: the character, "=" when it is in the
// standard list, the simplified forms, a space, the readings.
func write(standard map[rune]bool, simple map[rune][]rune, readings map[rune][]string) {
	var all []rune
	for r := range standard {
		all = append(all, r)
	}
	for r := range simple {
		if !standard[r] {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b rune) int { return cmp.Compare(a, b) })
	f, err := os.Create("table.txt")
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "# Made by gen.go from the Unihan database, Unicode 15.0: kTGH, kSimplifiedVariant, kMandarin, kHanyuPinlu, kXHC1983.")
	fmt.Fprintln(w, "# © Unicode, Inc. Distributed under the Unicode terms of use (https://www.unicode.org/copyright.html); selected and rearranged.")
	for _, r := range all {
		mark := ""
		if standard[r] {
			mark = "="
		}
		fmt.Fprintf(w, "%c%s%s %s\n", r, mark, string(simple[r]), strings.Join(readings[r], " "))
	}
	if err := cmp.Or(w.Flush(), f.Close()); err != nil {
		log.Fatal(err)
	}
}

func each(file, field string, do func(rune, string)) {
	f, err := os.Open(file)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(bzip2.NewReader(f))
	for lines.Scan() {
		if p := strings.Split(lines.Text(), "\t"); len(p) == 3 && p[1] == field {
			do(codepoint(p[0]), p[2])
		}
	}
}

func codepoint(s string) rune {
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "U+"), "<")
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return rune(n)
}
