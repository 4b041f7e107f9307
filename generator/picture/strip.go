package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
)

// errCut is an image whose end is missing.
var errCut = errors.New("the image is cut off")

// Strip removes what an image tells beside its picture (place, time, device,
// names, previews) without touching the picture: the pixels are the same bytes.
// A JPEG keeps its orientation and colour profile. Formats that it does not
// know are returned as they are. The error is that of an image that is cut off.
func Strip(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return stripJPEG(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return stripPNG(data)
	case isWebP(data):
		return stripWebP(data)
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return stripGIF(data), nil
	}
	return data, nil
}

func isWebP(data []byte) bool {
	return len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
}

// JPEG markers (ITU-T T.81, table B.1).
const (
	jpegSOI  = 0xd8
	jpegEOI  = 0xd9
	jpegSOS  = 0xda
	jpegAPP0 = 0xe0
	jpegCOM  = 0xfe
)

// stripJPEG keeps the picture, JFIF, colour profile and Adobe's colour
// transform. EXIF, XMP, IPTC, comments, previews and whatever follows the end
// of the picture go; an orientation comes back in an EXIF block of its own.
func stripJPEG(data []byte) ([]byte, error) {
	out := make([]byte, 0, len(data))
	out = append(out, 0xff, jpegSOI)
	turned := false
	for i := 2; ; {
		for i < len(data) && data[i] == 0xff && i+1 < len(data) && data[i+1] == 0xff {
			i++ // fill bytes
		}
		if i+4 > len(data) && !(i+2 <= len(data) && data[i] == 0xff && data[i+1] == jpegEOI) || data[i] != 0xff {
			return nil, errCut
		}
		marker := data[i+1]
		if marker == jpegEOI {
			return append(out, 0xff, jpegEOI), nil
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 { // without a length
			out = append(out, data[i:i+2]...)
			i += 2
			continue
		}
		end := i + 2 + int(binary.BigEndian.Uint16(data[i+2:]))
		if end > len(data) {
			return nil, errCut
		}
		if !turned && marker != jpegAPP0 { // JFIF must come first
			turned = true
			if o := Orientation(data); o > 1 {
				out = append(out, orientationBlock(o)...)
			}
		}
		if keepSegment(marker, data[i+4:max(end, i+4)]) {
			out = append(out, data[i:end]...)
		}
		i = end
		if marker == jpegSOS {
			stop := scanEnd(data, i)
			out = append(out, data[i:stop]...)
			i = stop
		}
	}
}

func keepSegment(marker byte, body []byte) bool {
	switch {
	case marker == jpegCOM:
		return false
	case marker < jpegAPP0 || marker > 0xef:
		return true
	case marker == jpegAPP0:
		return bytes.HasPrefix(body, []byte("JFIF\x00"))
	case marker == 0xe2:
		return bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	case marker == 0xee:
		return bytes.HasPrefix(body, []byte("Adobe"))
	}
	return false
}

// scanEnd is where the coded data that begins at i ends: at the next marker
// that is neither a stuffed zero nor a restart.
func scanEnd(data []byte, i int) int {
	for i+1 < len(data) {
		j := bytes.IndexByte(data[i:], 0xff)
		if j < 0 || i+j+1 >= len(data) {
			return len(data)
		}
		i += j
		if m := data[i+1]; m != 0 && m != 0xff && (m < 0xd0 || m > 0xd7) {
			return i
		}
		i++
		if data[i] != 0xff {
			i++
		}
	}
	return len(data)
}

// Orientation is how a JPEG must be turned to stand upright, 1–8 (EXIF 2.32,
// tag 0x0112); 1 if it does not say, or is no JPEG.
func Orientation(data []byte) int {
	for i := 2; i+4 <= len(data) && data[i] == 0xff && data[i+1] != jpegSOS; {
		if data[i+1] == 0xff {
			i++
			continue
		}
		end := i + 2 + int(binary.BigEndian.Uint16(data[i+2:]))
		if end > len(data) || end < i+4 {
			return 1
		}
		if body, ok := bytes.CutPrefix(data[i+4:end], []byte("Exif\x00\x00")); ok && data[i+1] == 0xe1 {
			return exifOrientation(body)
		}
		i = end
	}
	return 1
}

func exifOrientation(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return 1
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	n := int(order.Uint16(tiff[at:]))
	for i := range n {
		e := at + 2 + i*12
		if e+12 > len(tiff) {
			return 1
		}
		if order.Uint16(tiff[e:]) == 0x0112 {
			if o := int(order.Uint16(tiff[e+8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}

// orientationBlock is an APP1 segment that says nothing but the orientation.
func orientationBlock(o int) []byte {
	tiff := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	tiff = append(tiff, byte(o), 0, 0, 0, 0, 0, 0)
	n := len(tiff) + 2
	return append([]byte{0xff, 0xe1, byte(n >> 8), byte(n)}, tiff...)
}

// pngChunks are those that make the picture (PNG third edition, 11; APNG).
// Texts, times, EXIF and private chunks go.
const pngChunks = "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs hIST sPLT acTL fcTL fdAT"

func stripPNG(data []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(data)), data[:8]...)
	for i := 8; ; {
		if i+12 > len(data) {
			return nil, errCut
		}
		n := int(binary.BigEndian.Uint32(data[i:]))
		end := i + 12 + n
		if n > len(data) || end > len(data) {
			return nil, errCut
		}
		name := string(data[i+4 : i+8])
		if strings.Contains(pngChunks, name) && !strings.Contains(name, " ") {
			out = append(out, data[i:end]...)
		}
		if name == "IEND" {
			return out, nil
		}
		i = end
	}
}

// stripWebP drops EXIF and XMP chunks and their flags (RFC 9649, 2.7).
func stripWebP(data []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(data)), data[:12]...)
	for i := 12; i+8 <= len(data); {
		n := int(binary.LittleEndian.Uint32(data[i+4:]))
		end := i + 8 + n + n&1
		if n > len(data) || i+8+n > len(data) {
			return nil, errCut
		}
		chunk := data[i:min(end, len(data))]
		switch string(data[i : i+4]) {
		case "EXIF", "XMP ":
		case "VP8X":
			at := len(out)
			out = append(out, chunk...)
			if n > 0 {
				out[at+8] &^= 0x0c
			}
		case "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
			out = append(out, chunk...)
		}
		i = end
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}
