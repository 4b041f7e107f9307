package typst

import (
	"os"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// rareFonts finds fonts for characters that no role's font has, such as those
// of rare names. They are looked for only when a document needs them, and a
// document's choice does not depend on the documents before it.
type rareFonts struct {
	order    []fontFace          // best first
	coverage map[int]font.Cmap   // by place in order, read when first asked for; nil: no use
	choice   map[rune]int        // by character; -1: no font has it
	loaded   map[int]*loadedFont // by place in order
}

// rareFamilies are made for rare characters, or have many.
func rareFamilies() []string {
	return []string{
		"宋体-ExtB", "SimSun-ExtB", "SimSun-ExtG", "MingLiU-ExtB", "Plangothic P1", "Plangothic P2", "HanaMinA", "HanaMinB", "BabelStone Han",
		"Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Symbols", "Noto Sans Symbols2", "Segoe UI Symbol", "Apple Symbols", "DejaVu Sans", "Noto Sans Math",
	}
}

func newRareFonts(found []fontFace) *rareFonts {
	r := &rareFonts{coverage: map[int]font.Cmap{}, choice: map[rune]int{}, loaded: map[int]*loadedFont{}}
	usable := func(f fontFace) bool {
		// A last-resort font has a box for every character and no character.
		name := foldName(f.Family)
		return !f.Slanted && !f.Variable && f.Weight >= 300 && f.Weight <= 500 && !strings.Contains(name, "lastresort") && !strings.Contains(name, "blank")
	}
	for _, family := range rareFamilies() {
		if f, ok := match(found, []string{family}, 400); ok && usable(f) {
			r.order = append(r.order, f)
		}
	}
	for _, f := range found {
		if usable(f) {
			r.order = append(r.order, f)
		}
	}
	return r
}

// find returns the place of the first font that has the character, -1 if none.
func (r *rareFonts) find(c rune) int {
	if n, ok := r.choice[c]; ok {
		return n
	}
	r.choice[c] = -1
	for i, f := range r.order {
		cover, ok := r.coverage[i]
		if !ok {
			cover = f.readCoverage()
			r.coverage[i] = cover
		}
		if cover == nil {
			continue
		}
		if _, ok := cover.Lookup(c); ok {
			r.choice[c] = i
			break
		}
	}
	return r.choice[c]
}

// choose returns the places of the fonts that the characters need, in order.
func (r *rareFonts) choose(missing []rune) []int {
	var places []int
	for _, c := range missing {
		if i := r.find(c); i >= 0 && !slices.Contains(places, i) {
			places = append(places, i)
		}
	}
	slices.Sort(places)
	return places
}

// readCoverage reads which characters the face has outlines for; nil if none.
func (f fontFace) readCoverage() font.Cmap {
	file, err := os.Open(f.File)
	if err != nil {
		return nil
	}
	defer file.Close()
	loaders, err := opentype.NewLoaders(file)
	if err != nil || f.Index >= len(loaders) {
		return nil
	}
	l := loaders[f.Index]
	outlines := false
	for _, name := range []string{"glyf", "CFF ", "CFF2"} {
		outlines = outlines || l.HasTable(opentype.MustNewTag(name))
	}
	if !outlines {
		return nil
	}
	cover, err := readCoverage(l)
	if err != nil {
		return nil
	}
	return cover
}
