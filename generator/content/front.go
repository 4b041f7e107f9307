package content

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// front is where a file's front matter stands.
type front struct {
	toml       bool
	exact      bool // both fences are written as they ought to be
	open       int  // offset of the opening fence
	start, end int  // the block between the fences
	body       int  // offset behind the closing fence's line
	unclosed   bool
}

// splitFront finds the front matter. Fences that an input method wrote
// (———, —-—) count if a key follows. Without front matter ok is false.
func splitFront(text []byte) (f front, ok bool) {
	at := 0
	for at < len(text) { // blank lines before the fence do not matter
		end, next := lineAt(text, at)
		line := strings.TrimSpace(string(text[at:end]))
		if line == "" {
			at = next
			continue
		}
		kind := fenceKind(line)
		if kind == noFence || kind == oddFence && !keyFollows(text[next:]) || kind == yamlFence && !keyFollows(text[next:]) && !closes(text[next:]) {
			return front{}, false
		}
		f = front{toml: kind == tomlFence, exact: kind != oddFence, open: at, start: next}
		break
	}
	if at >= len(text) {
		return front{}, false
	}
	guess, guessing := f.start, true
	for at = f.start; at < len(text); {
		end, next := lineAt(text, at)
		line := strings.TrimSpace(string(text[at:end]))
		if k := fenceKind(line); k == tomlFence && f.toml || !f.toml && (k == yamlFence || k == oddFence) {
			f.exact = f.exact && k != oddFence
			f.end, f.body = at, next
			return f, true
		}
		if guessing && isFrontLine(text[at:end], f.toml) {
			guess = next
		} else {
			guessing = false
		}
		at = next
	}
	f.end, f.body, f.unclosed = guess, guess, true
	return f, true
}

func lineAt(text []byte, at int) (end, next int) {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		end, next = at+i, at+i+1
	} else {
		end, next = len(text), len(text)
	}
	if end > at && text[end-1] == '\r' {
		end--
	}
	return end, next
}

type fence uint8

const (
	noFence fence = iota
	yamlFence
	tomlFence
	oddFence
)

func fenceKind(line string) fence {
	switch line {
	case "---":
		return yamlFence
	case "+++":
		return tomlFence
	}
	if len(line) < 3 || len(line) > 40 || line[0] != '-' && line[0] < utf8.RuneSelf {
		return noFence
	}
	wide := 0
	for _, r := range line {
		switch r {
		case '—', '–', '－', '―', '─', '﹣':
			wide++
		case '-':
		default:
			return noFence
		}
	}
	if wide == 0 && len(line) != 4 {
		return noFence
	}
	return oddFence
}

// keyFollows reports whether the next line that is not blank looks like a key.
func keyFollows(text []byte) bool {
	for at := 0; at < len(text); {
		end, next := lineAt(text, at)
		line := text[at:end]
		if len(bytes.TrimSpace(line)) > 0 && line[0] != '#' {
			return isKey(line)
		}
		at = next
	}
	return false
}

// closes reports whether the text goes on to a closing fence with nothing but
// blank lines before it: empty front matter.
func closes(text []byte) bool {
	for at := 0; at < len(text); {
		end, next := lineAt(text, at)
		line := strings.TrimSpace(string(text[at:end]))
		if line != "" {
			return line == "---"
		}
		at = next
	}
	return false
}

// isKey reports whether the line begins with a word and a colon of either width.
func isKey(line []byte) bool {
	n := 0
	for n < len(line) {
		r, size := utf8.DecodeRune(line[n:])
		if r == ':' || r == '：' {
			return n > 0 && n <= 60
		}
		if !strings.ContainsRune("_- \"'（）()", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
		n += size
	}
	return false
}

// isFrontLine reports whether a line could belong to front matter whose closing
// fence is missing.
func isFrontLine(line []byte, toml bool) bool {
	if toml {
		return bytes.IndexByte(line, '=') > 0 || len(line) > 0 && line[0] == '['
	}
	if len(line) == 0 || line[0] == '#' {
		return false
	}
	return isKey(line) || line[0] == ' ' || line[0] == '\t' || bytes.HasPrefix(line, []byte("- "))
}

// decodeFront decodes the block to a tree whose offsets count in text.
func decodeFront(text []byte, f front) (*config.Node, []config.Problem) {
	var problems []config.Problem
	decode := config.DecodeYAML
	mark := "---"
	if f.toml {
		decode, mark = config.DecodeTOML, "+++"
	}
	if f.unclosed {
		return decode(text[f.start:f.end], f.start)
	}
	format := frontmatter.NewFormat(mark, mark, func(data []byte, v any) error {
		var n *config.Node
		n, problems = decode(data, f.start)
		*v.(**config.Node) = n
		return nil
	})
	block := text[f.open:f.body]
	if !f.exact {
		block = []byte(mark + "\n" + string(text[f.start:f.end]) + mark + "\n")
	}
	var n *config.Node
	if _, err := frontmatter.Parse(bytes.NewReader(block), &n, format); err != nil || n == nil {
		// The block was found by the same rule, so this is a fault of ours.
		panic("front matter was split but not found again")
	}
	return n, problems
}

// frontProblem reports what is wrong with the fences themselves.
func (r *reader) frontProblem(f front) {
	if f.unclosed {
		mark := "---"
		if f.toml {
			mark = "+++"
		}
		r.report(diag.Error, f.open, f.open+3, "front-matter/unclosed", diag.Say("文件头没有结束：开头有 %[1]s，后面缺少另一行 %[1]s", "the front matter is not closed: a second line %[1]s is missing", mark),
			diag.Say("在最后一个“键: 值”的下面单独写一行 %[1]s，再写正文", "write a line %[1]s below the last key, then the text of the page", mark))
	}
}

// switches are the keys that keep an item from the public: one that is not
// understood must stop the build, or what was meant to be kept back goes out.
var switches = []string{"status", "publish_status", "visibility", "状态", "发布状态", "公开范围"}

// lostSwitch reports a line near the top of a file without front matter that
// would have kept it from the public.
//
// A file whose first line was lost, so that keys stand before a lone ---, is
// reported whatever the keys are.
func (b *builder) lostSwitch() {
	text := b.item.text
	if at := lostFence(text); at >= 0 {
		d := b.report(diag.Error, at, at, "front-matter/no-open", diag.Say("文件开头缺少一行 ---，文件头会当成正文公开", "the first line --- is missing: the front matter would be published as text"),
			diag.Say("在最前面加一行 ---", "put a line --- at the very top"))
		d.Fix = diag.Replace(at, at, "---\n", diag.Say("在最前面加一行 ---", "put a line --- at the very top"))
		return
	}
	for at, n := 0, 0; at < len(text) && n < 15; n++ {
		end, next := lineAt(text, at)
		key, _, found := strings.Cut(strings.ReplaceAll(string(text[at:end]), "：", ":"), ":")
		if found && slices.Contains(switches, strings.ToLower(strings.Trim(key, " \t\"'*-"))) {
			b.report(diag.Error, at, end, "front-matter/lost",
				diag.Say("“%s”没有起作用：没有认出文件头，全文会公开", "%q has no effect: no front matter was recognised, the whole text would be public", strings.TrimSpace(string(text[at:end]))),
				diag.Say("文件头要放在最前面，前后各有一行 ---，例如：\n---\n标题: 题目\n公开范围: 校内\n---", "Front matter stands first, between two lines of ---, e.g.\n---\ntitle: Title\nvisibility: 校内\n---"))
			return
		}
		at = next
	}
}

// lostFence is where front matter without its opening fence begins: two or
// more lines of keys before a line of ---; -1 if there is none.
func lostFence(text []byte) int {
	start, keys := -1, 0
	for at := 0; at < len(text); {
		end, next := lineAt(text, at)
		line := bytes.TrimSpace(text[at:end])
		switch {
		case len(line) == 0 && start < 0:
		case fenceKind(string(line)) == yamlFence:
			if keys >= 2 {
				return start
			}
			return -1
		case !isFrontLine(line, false):
			return -1
		default:
			if start < 0 {
				start = at
			}
			if isKey(line) {
				keys++
			}
		}
		at = next
	}
	return -1
}
