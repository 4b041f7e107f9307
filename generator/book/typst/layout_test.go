package typst_test

import (
	"bytes"
	"encoding/xml"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"showcase/generator/book"
)

// box is a word on a page: its place in points from the upper left.
type box struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// tool runs one of poppler's or qpdf's programs over a PDF; the test is skipped without it.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip(name, " is not installed")
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "PDF" {
			args[i] = file
		}
	}
	var errors bytes.Buffer
	command := exec.Command(name, args...)
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, errors.String())
	}
	return string(out)
}

// words returns each page's words with their places.
func words(t *testing.T, pdf []byte) [][]box {
	t.Helper()
	var doc struct {
		Pages []struct {
			Words []box `xml:"word"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal([]byte(tool(t, pdf, "pdftotext", "-bbox", "PDF", "-")), &doc); err != nil {
		t.Fatal(err)
	}
	var pages [][]box
	for _, p := range doc.Pages {
		pages = append(pages, p.Words)
	}
	return pages
}

// lines counts the characters of each line of a page, from top to bottom, the
// page number left out.
func lines(page []box, bottom float64) (counts []int) {
	last := -1000.0
	for _, w := range page {
		if w.YMin > bottom {
			continue
		}
		if math.Abs(w.YMin-last) > 5 {
			counts = append(counts, 0)
			last = w.YMin
		}
		counts[len(counts)-1] += len([]rune(w.Text))
	}
	return counts
}

// TestGrid proves 5.2.3 of GB/T 9704-2012: 22 lines of 28 characters fill the type area.
func TestGrid(t *testing.T) {
	const mm = 72 / 25.4
	r := pdf(t, document("grid", &book.Paragraph{Style: book.Flush, Text: text(strings.Repeat("学而时习之不亦说乎有朋自远方来不亦乐乎", 100))}))
	pages := words(t, r.PDF)
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, page := range pages[:2] {
		counts := lines(page, (297-35)*mm)
		if len(counts) != 22 {
			t.Errorf("page %d has %d lines, not 22", n+1, len(counts))
		}
		for i, c := range counts {
			if c != 28 {
				t.Errorf("page %d, line %d: %d characters, not 28", n+1, i+1, c)
			}
		}
		left, right, top := 1000.0, 0.0, 1000.0
		for _, w := range page {
			if w.YMin < (297-35)*mm {
				left, right, top = min(left, w.XMin), max(right, w.XMax), min(top, w.YMin)
			}
		}
		if math.Abs(left-28*mm) > 1 || math.Abs(right-(210-26)*mm) > 1 || math.Abs(top-37*mm) > 8 {
			t.Errorf("page %d: text from %.1f to %.1f mm, first line at %.1f mm; the type area is 28 to 184, from 37", n+1, left/mm, right/mm, top/mm)
		}
	}
}

// TestPageNumbers: 7.5 of GB/T 9704-2012: odd pages right, even pages left, one
// character in; the cover and the contents have none.
func TestPageNumbers(t *testing.T) {
	const mm = 72 / 25.4
	r := pdf(t, sample())
	number := 0
	for n, page := range words(t, r.PDF) {
		var foot []box
		shown := ""
		for _, w := range page {
			if w.YMin > (297-35)*mm {
				foot = append(foot, w)
				shown += w.Text
			}
		}
		if n < 2 {
			if shown != "" {
				t.Errorf("cover or contents have %q at the foot", shown)
			}
			continue
		}
		number++
		if want := "—" + strconv.Itoa(number) + "—"; shown != want {
			t.Errorf("page %d shows %q, not %q", n+1, shown, want)
			continue
		}
		inset := foot[0].XMin - 28*mm
		if number%2 == 1 {
			inset = (210-26)*mm - foot[len(foot)-1].XMax
		}
		if math.Abs(inset-14) > 1.5 {
			t.Errorf("page number %d stands %.1f pt from the edge of the type area, not one character", number, inset)
		}
		if below := foot[0].YMin/mm - (297 - 35); below < 5 || below > 9 {
			t.Errorf("page number %d stands %.1f mm below the type area", number, below)
		}
	}
}
