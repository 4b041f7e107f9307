package book

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quickResponse draws an address as a QR code (ISO/IEC 18004, level M): an SVG
// of one unit a module, with the four modules of white around it that readers
// need. The rows' runs of black make one path, so that it stays sharp at any size.
func quickResponse(address string) ([]byte, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("code %q: %w", address, err)
	}
	const quiet = 4
	side := code.Size + 2*quiet
	var d strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d"><path fill="#fff" d="M0 0h%dv%dh-%dz"/><path d="%s"/></svg>`,
		side, side, side, side, side, side, side, d.String()), nil
}
