package typst

import (
	"bytes"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	"showcase/generator/book"
)

// pixels reads the size from the file; 4:3 when it does not tell.
func pixels(f book.File) (width, height float64) {
	config, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil || config.Width == 0 || config.Height == 0 {
		return 1200, 900
	}
	return float64(config.Width), float64(config.Height)
}
