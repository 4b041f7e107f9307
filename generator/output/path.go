package output

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"showcase/generator/diag"
)

const (
	// maxName is what Linux takes for one name, in bytes; Windows' 255 UTF-16
	// units are never fewer characters.
	maxName = 255
	// maxPath leaves 60 of Windows' 260 UTF-16 units for the folder the output is put in.
	maxPath = 200
	// ownPrefix begins the names that belong to this program in an output folder.
	ownPrefix = ".showcase"
)

// CheckPath says whether a path can be an output file on every system, and if
// not, why. A good path is relative, in UTF-8, uses slashes, has no empty, "."
// or ".." part, none of the characters <>:"|?*\ and no control characters, no
// part that ends in a dot or space or that Windows reserves (CON, NUL, COM1,
// with any extension), at most 255 bytes a part and 200 UTF-16 units in all, and
// no part that begins with ".showcase", which is the program's own.
func CheckPath(path string) (why diag.Text, ok bool) {
	switch {
	case path == "":
		return diag.Say("路径是空的", "it is empty"), false
	case !utf8.ValidString(path):
		return diag.Say("不是有效的 UTF-8 文字", "it is not valid UTF-8"), false
	case path[0] == '/':
		return diag.Say("以 / 开头，应写相对路径", "it begins with /, a relative path was expected"), false
	case len(path) > maxPath && len(utf16.Encode([]rune(path))) > maxPath:
		return diag.Say("太长：最多 %d 个字符", "it is too long: at most %d characters", maxPath), false
	}
	for i := 0; i < len(path); i++ {
		if c := path[i]; c < 0x20 || c == 0x7f || strings.IndexByte(`<>:"|?*\`, c) >= 0 {
			return diag.Say("含有 Windows 文件名不允许的字符 %q", "it has the character %q, which Windows does not allow in names", rune(c)), false
		}
	}
	for part := range strings.SplitSeq(path, "/") {
		if why, ok := checkName(part); !ok {
			return why, false
		}
	}
	return diag.Text{}, true
}

func checkName(name string) (diag.Text, bool) {
	switch {
	case name == "":
		return diag.Say("有一段是空的（多了一个 /）", "it has an empty part (one / too many)"), false
	case name == "." || name == "..":
		return diag.Say("含有 %q，不能指向上级文件夹", "it has the part %q; a path may not climb", name), false
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return diag.Say("%q 以点或空格结尾，Windows 会去掉它", "%q ends in a dot or space, which Windows drops", name), false
	case len(name) > maxName:
		return diag.Say("有一段名字太长：最多 %d 字节（约 %d 个汉字）", "a part is too long: at most %d bytes (about %d Chinese characters)", maxName, maxName/3), false
	case len(name) >= len(ownPrefix) && strings.EqualFold(name[:len(ownPrefix)], ownPrefix):
		return diag.Say("以 %s 开头的名字留给本程序", "names that begin with %s belong to the program", ownPrefix), false
	case reserved(name):
		return diag.Say("%q 是 Windows 的设备名", "%q is the name of a device in Windows", name), false
	}
	return diag.Text{}, true
}

// reserved says whether Windows takes the name for a device, whatever follows the
// first dot. Its superscript digits count as digits there.
func reserved(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.TrimRight(base, " ")
	if len(base) < 3 || len(base) > 7 {
		return false
	}
	base = strings.ToUpper(base)
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if digit, ok := strings.CutPrefix(base, "COM"); ok {
		return device(digit)
	}
	digit, ok := strings.CutPrefix(base, "LPT")
	return ok && device(digit)
}

func device(digit string) bool {
	return utf8.RuneCountInString(digit) == 1 && strings.Contains("0123456789¹²³", digit)
}

// fold maps all paths to one that a file system may take for the same file. It
// maps to upper case first, because some letters (ſ, the Kelvin sign) meet only there.
func fold(path string) string {
	plain := true
	for i := 0; i < len(path) && plain; i++ {
		plain = path[i] < utf8.RuneSelf
	}
	if plain {
		return strings.ToLower(path)
	}
	return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(path))))
}

// parent is the folder of a path, empty for a path without one.
func parent(path string) string {
	return path[:max(strings.LastIndexByte(path, '/'), 0)]
}

// name is the last part of a path.
func name(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
