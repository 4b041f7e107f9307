package markdown

// escapes holds what stands for a byte in HTML, "" for itself. Characters that
// HTML does not allow become U+FFFD, as CommonMark asks for NUL.
var escapes = func() (t [256]string) {
	for c := range 0x20 {
		t[c] = "\uFFFD"
	}
	t['\t'], t['\n'] = "", ""
	t['\r'], t['\f'] = " ", " "
	t[0x7F] = "\uFFFD"
	t['&'], t['<'], t['>'], t['"'] = "&amp;", "&lt;", "&gt;", "&quot;"
	return
}()

// escape appends s as text or as the value of an attribute in double quotes.
func escape(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if e := escapes[s[i]]; e != "" {
			b = append(b, s[from:i]...)
			b = append(b, e...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

const hexDigits = "0123456789ABCDEF"

// escapeAddress appends an address as the value of href or src. What is encoded
// stays so; what cannot stand in an address is encoded; Chinese stays readable.
func escapeAddress(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '\'':
			b = append(b, "&#39;"...)
		case c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])):
			b = append(b, "%25"...)
		case c <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '{' || c == '|' || c == '}':
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}
