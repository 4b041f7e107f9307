package picture

import "strings"

// stripGIF drops comments and what programs note about themselves (XMP), and
// whatever follows the end of the picture (GIF89a, 24 and 26). What cannot be
// understood stays as it is: viewers forgive much.
func stripGIF(data []byte) []byte {
	if len(data) < 13 {
		return data
	}
	i := 13 + gifTable(data[10])
	if i > len(data) {
		return data
	}
	out := append(make([]byte, 0, len(data)), data[:i]...)
	for i < len(data) {
		start, keep := i, true
		switch {
		case data[i] == 0x3b:
			return append(out, 0x3b)
		case data[i] == 0x21 && i+2 < len(data):
			keep = keepExtension(data[i+1], data[i+2:])
			i = gifBlocks(data, i+2)
		case data[i] == 0x2c && i+10 < len(data):
			i = gifBlocks(data, i+10+gifTable(data[i+9])+1)
		default:
			i = 0
		}
		if i == 0 {
			return append(out, data[start:]...)
		}
		if keep {
			out = append(out, data[start:i]...)
		}
	}
	return out
}

// keepExtension says whether an extension shows: of those that programs define,
// only the number of repetitions and the colour profile do.
func keepExtension(label byte, body []byte) bool {
	switch label {
	case 0xfe:
		return false
	case 0xff:
		name := string(body[1:min(len(body), 12)])
		return strings.HasPrefix(name, "NETSCAPE2.0") || strings.HasPrefix(name, "ANIMEXTS1.0") || strings.HasPrefix(name, "ICCRGBG1012")
	}
	return true
}

// gifTable is the length of a colour table by its flags.
func gifTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifBlocks is where the blocks that begin at i end, 0 if they do not.
func gifBlocks(data []byte, i int) int {
	for i < len(data) {
		if data[i] == 0 {
			return i + 1
		}
		i += int(data[i]) + 1
	}
	return 0
}
