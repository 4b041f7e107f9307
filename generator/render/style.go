package render

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strconv"

	"showcase/generator/output"
)

// The papers that the accent must be readable on, and the default accents.
const (
	lightPaper  = "#faf7f0"
	darkPaper   = "#211f1b"
	lightAccent = "#2c5e53"
	darkAccent  = "#8cc3b2"
	// readable is the contrast that WCAG 2.2, 1.4.3 asks of text, with a reserve
	// for the tinted grounds that some texts stand on.
	readable = 5.2
)

// addAssets puts the theme's assets into the tree; the site's accent comes
// first in the style sheet.
func (r *renderer) addAssets() error {
	files, err := fs.ReadDir(r.o.Theme, "assets")
	if err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		name := f.Name()
		if name == "form.js" && len(r.o.Forms) == 0 {
			continue
		}
		r.tree.Add(output.Entry{Path: "assets/" + name, Make: func() ([]byte, error) {
			text, err := fs.ReadFile(r.o.Theme, "assets/"+name)
			if err != nil {
				return nil, fmt.Errorf("theme: %w", err)
			}
			if name == "style.css" {
				light, dark := accents(r.Config.Theme.Accent)
				text = append([]byte(":root{--accent-light:"+light+";--accent-dark:"+dark+"}\n"), text...)
			}
			return text, nil
		}})
	}
	return nil
}

var hexColour = regexp.MustCompile(`^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// accents makes of the site's colour one that can be read on light paper and
// one for dark; the theme's own where there is none or it is not a CSS hex colour.
func accents(colour string) (light, dark string) {
	c, ok := parseColour(colour)
	if !ok {
		return lightAccent, darkAccent
	}
	return adjust(c, lightPaper, -1).hex(), adjust(c, darkPaper, 1).hex()
}

type rgb [3]float64 // sRGB, 0–1

func parseColour(s string) (rgb, bool) {
	m := hexColour.FindStringSubmatch(s)
	if m == nil {
		return rgb{}, false
	}
	digits := m[1]
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return rgb{}, false
	}
	return rgb{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

func (c rgb) hex() string {
	b := [3]int{}
	for i := range c {
		b[i] = int(math.Round(c[i] * 255))
	}
	return fmt.Sprintf("#%02x%02x%02x", b[0], b[1], b[2])
}

// luminance is the relative luminance of WCAG 2.2.
func (c rgb) luminance() float64 {
	lin := func(v float64) float64 {
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return .2126*lin(c[0]) + .7152*lin(c[1]) + .0722*lin(c[2])
}

func contrast(a, b rgb) float64 {
	la, lb := a.luminance(), b.luminance()
	return (math.Max(la, lb) + .05) / (math.Min(la, lb) + .05)
}

// adjust moves a colour towards black (-1) or white (1) until it can be read on
// the paper.
func adjust(c rgb, paper string, direction int) rgb {
	ground, _ := parseColour(paper)
	goal := 0.0
	if direction > 0 {
		goal = 1
	}
	for range 40 {
		if contrast(c, ground) >= readable {
			break
		}
		for i := range c {
			c[i] += (goal - c[i]) * .06
		}
	}
	return c
}
