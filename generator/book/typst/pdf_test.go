package typst

import (
	"testing"
)

// A file of the shape that the engine writes, with a page, a font and a tag.
const smallPDF = `%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /f0 5 0 R >> >> >> endobj
4 0 obj << /Length 147 >> stream
/Artifact BMC BT /f0 9 Tf (xx) Tj ET EMC /P << /MCID 0 >> BDC q 1 0 0 -1 10 20 cm BT /f0 16 Tf 1 0 0 -1 0 0 Tm [<0001> 20 <00020003>] TJ ET Q EMC 
endstream endobj
5 0 obj << /Type /Font /Subtype /Type0 /ToUnicode 7 0 R /DescendantFonts [<< /W [1 [1000 500] 3 4 250] /DW 1000 >>] >> endobj
6 0 obj << /Type /StructTreeRoot /K << /S /Document /K [<< /S /P /Pg 3 0 R /K [0] >>] >> >> endobj
7 0 obj << /Length 85 >> stream
1 beginbfchar <0001> <4E2D> endbfchar
1 beginbfrange <0002> <0003> <56FD> endbfrange
endstream endobj
`

func withTable(objects string) []byte {
	data := []byte(objects)
	at := map[byte]int{}
	for i := 1; i+7 < len(data); i++ {
		if data[i-1] == '\n' && string(data[i+1:i+7]) == " 0 obj" {
			at[data[i]] = i
		}
	}
	start := len(data)
	data = append(data, "xref\n0 8\n0000000000 65535 f \n"...)
	for c := byte('1'); c <= '7'; c++ {
		data = append(data, pad(at[c])+" 00000 n \n"...)
	}
	return append(data, "trailer << /Root 1 0 R >>\nstartxref\n"+pad(start)+"\n%%EOF"...)
}

func pad(n int) string {
	digits := []byte("0000000000")
	for i := len(digits) - 1; n > 0; i-- {
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	return string(digits)
}

func TestReadPDF(t *testing.T) {
	p, err := readPDF(withTable(smallPDF), func(edges) edges { return edges{0, 0, 30, 100} })
	if err != nil {
		t.Fatal(err)
	}
	if p.pages != 1 || p.main != "中国"+string('国'+1) || p.unplaced != "" {
		t.Errorf("read %+v", p)
	}
	if len(p.outside) != 1 {
		t.Errorf("the text ends at 10 + 16 × 1.73 pt, behind the edge at 30: %+v", p.outside)
	}
}

// FuzzReadPDF: whatever the bytes, the reader ends and does not panic.
func FuzzReadPDF(f *testing.F) {
	f.Add(withTable(smallPDF))
	f.Add([]byte("xref 0 1 trailer << /Root << /Pages 1 0 R >> >> startxref 0"))
	f.Add([]byte("[[[[<<(\\"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := readPDF(data, func(edges) edges { return edges{} }); err == nil && p == nil {
			t.Error("neither a result nor an error")
		}
	})
}
