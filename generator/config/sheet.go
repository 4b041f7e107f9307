package config

import (
	"regexp"
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// sheets are the sizes that go by a name, upright, in mm: those of
// GB/T 148-1997 and the board makers' 60×90, 80×120 and 90×120 cm.
var sheets = map[string]Sheet{
	"A0": {841, 1189}, "A1": {594, 841}, "A2": {420, 594}, "A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210},
	"B4": {250, 353}, "B5": {176, 250}, "60×90": {600, 900}, "80×120": {800, 1200}, "90×120": {900, 1200},
}

var measured = regexp.MustCompile(`^(\d+(?:\.\d+)?)×(\d+(?:\.\d+)?)(CM|MM|厘米|毫米)?$`)

// The least and the greatest side in mm of what can be printed.
const smallest, greatest = 50, 5000

// ParseSheet reads a size: A3, 60×90, 75x105cm, 295×440mm. Two numbers without
// a unit are centimetres below 400, else millimetres: nobody prints a board of
// that many metres. It fails for what is no size, or one no sheet has.
func ParseSheet(s string) (Sheet, bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	s = strings.NewReplacer("X", "×", "*", "×", "＊", "×", "✕", "×", "ｘ", "×").Replace(s)
	if named, ok := sheets[s]; ok {
		return named, true
	}
	m := measured.FindStringSubmatch(s)
	if m == nil {
		return Sheet{}, false
	}
	w, _ := strconv.ParseFloat(m[1], 64)
	h, _ := strconv.ParseFloat(m[2], 64)
	if m[3] == "CM" || m[3] == "厘米" || m[3] == "" && max(w, h) < 400 {
		w, h = w*10, h*10
	}
	return Sheet{w, h}, min(w, h) >= smallest && max(w, h) <= greatest
}

// String is the size's name, else its sides in centimetres: 60×90, A1, 75×105.
func (s Sheet) String() string {
	for name, sheet := range sheets {
		if s == sheet {
			return name
		}
	}
	side := func(v float64) string { return strconv.FormatFloat(v/10, 'f', -1, 64) }
	return side(s.Width) + "×" + side(s.Height)
}

// Turned is the sheet lying (wide) or standing.
func (s Sheet) Turned(wide bool) Sheet {
	if wide == (s.Width < s.Height) {
		return Sheet{s.Height, s.Width}
	}
	return s
}

// sheet reads a size of paper.
func (l *loader) sheet(k Key, to *Sheet) {
	var t string
	if l.text(k, &t); t == "" {
		return
	}
	s, ok := ParseSheet(t)
	if !ok {
		l.bad(k.Value, "config/sheet", diag.Say("“%[1]s”不是纸张尺寸", "%[1]q is no size of paper", t),
			diag.Say("写 A4、A3，或者量出来的宽和高，例如 295x440mm", "write A4, A3, or the measured width and height, like 295x440mm"))
		return
	}
	*to = s
}

// length reads millimetres: -2.5, "3mm".
func (l *loader) length(k Key, to *float64, least, most float64) {
	if !l.kind(k, Scalar) {
		return
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(k.Value.Text, "mm"), "毫米")), 64)
	if err != nil || v < least || v > most {
		l.bad(k.Value, "config/length", diag.Say("“%[1]s”的值“%[2]s”不是 %[3]g 到 %[4]g 之间的毫米数", "the value %[2]q of %[1]q is no number of millimetres from %[3]g to %[4]g", k.Name, k.Value.Text, least, most),
			diag.Say("只写数字，例如 %[1]s = 3", "write the number alone, like %[1]s = 3", k.Name))
		return
	}
	*to = v
}

// certificate reads [print.certificate].
func (l *loader) certificate(k Key, c *Certificate) {
	if !l.kind(k, Map) {
		return
	}
	mode, orientation := "full", ""
	shared := "each"
	l.table(k.Value, "certificate.", map[string]func(Key){
		"paper":       func(k Key) { l.sheet(k, &c.Paper) },
		"orientation": func(k Key) { l.orientation(k, &orientation) },
		"mode": func(k Key) {
			l.choice(k, &mode, map[string]string{"full": "full", "全幅": "full", "overlay": "overlay", "套打": "overlay"}, "full", "overlay")
		},
		"offset_x": func(k Key) { l.length(k, &c.OffsetX, -100, 100) }, "offset_y": func(k Key) { l.length(k, &c.OffsetY, -100, 100) },
		"title": func(k Key) { l.text(k, &c.Title) }, "signer": func(k Key) { l.text(k, &c.Signer) },
		"number": func(k Key) { l.boolean(k, &c.Number) },
		"shared": func(k Key) {
			l.choice(k, &shared, map[string]string{"each": "each", "每人一张": "each", "one": "one", "合写一张": "one"}, "each", "one")
		},
	})
	c.Overlay, c.Shared = mode == "overlay", shared == "one"
	if named := k.Value.Get("paper"); orientation != "" {
		c.Paper = c.Paper.Turned(orientation == "landscape")
	} else if named != nil && !strings.ContainsAny(named.Text, "x×*X") {
		c.Paper = c.Paper.Turned(true)
	}
}

// orientation reads 横 or 竖.
func (l *loader) orientation(k Key, to *string) {
	l.choice(k, to, map[string]string{"landscape": "landscape", "横": "landscape", "横版": "landscape", "portrait": "portrait", "竖": "portrait", "竖版": "portrait"}, "landscape", "portrait")
}

// panel reads [print.panel].
func (l *loader) panel(k Key, p *Panel) {
	if !l.kind(k, Map) {
		return
	}
	l.table(k.Value, "panel.", map[string]func(Key){
		"bleed":  func(k Key) { l.length(k, &p.Bleed, 0, 20) },
		"marks":  func(k Key) { l.boolean(k, &p.Marks) },
		"tiles":  func(k Key) { l.sheet(k, &p.Tiles) },
		"honour": func(k Key) { l.colour(k, &p.Honour) }, "gold": func(k Key) { l.colour(k, &p.Gold) },
	})
}
