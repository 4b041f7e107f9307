package hanzi

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	for _, c := range []struct {
		r           rune
		standard    bool
		simple      string
		traditional bool
	}{{'学', true, "", false}, {'學', false, "学", true}, {'著', true, "着", false}, {'線', false, "线缐", true}, {'鉆', false, "钻", true}, {'閳', false, "", false}, {'a', false, "", false}} {
		if Standard(c.r) != c.standard || Simplified(c.r) != c.simple || Traditional(c.r) != c.traditional {
			t.Errorf("%c: standard %v, simplified %q, traditional %v", c.r, Standard(c.r), Simplified(c.r), Traditional(c.r))
		}
	}
}

func TestRedecode(t *testing.T) {
	for _, c := range []struct{ damaged, after, want string }{
		{"建設?,F(xiàn)代", "建設", "校現"}, // 校現 halved at A3 AC
		{"格式?jīng)Q定", "格式", "決"},    // 式決 looked like 經
		{"整理??赏ㄟ^程", "整理", "。可通過"},
		{"他們?yōu)閳F結", "他們", "為團"},
		{"好?!弊屛覀円黄鸸餐?,然後", "好", "。”讓我們一起共同"},
	} {
		ok := false
		for _, r := range Redecode(c.damaged, len(c.after)) {
			want := []rune(c.want)
			fits := len(want) == len(r.Slots)
			for i := 0; fits && i < len(want); i++ {
				fits = strings.ContainsRune(r.Slots[i], want[i])
			}
			ok = ok || fits
		}
		if !ok {
			t.Errorf("%s: no reading %s", c.damaged, c.want)
		}
	}
	for _, s := range []string{"", "?", "真的?是", "a?b"} {
		Redecode(s, strings.IndexByte(s, '?'))
	}
}

func FuzzRedecode(f *testing.F) {
	f.Add("式?jīng)Q")
	f.Add("?,F?(xi")
	f.Fuzz(func(t *testing.T, s string) {
		for i := range s {
			if s[i] == '?' {
				for _, r := range Redecode(s, i) {
					if r.Size <= 0 || i+r.Size > len(s) || len(r.Slots) == 0 {
						t.Fatalf("%q at %d: %+v", s, i, r)
					}
				}
			}
		}
	})
}

func TestChoose(t *testing.T) {
	c := NewContext("我校努力办学。学校现有教师八十名,学校工会会员八十名。老师们共同学习。")
	for _, x := range []struct{ before, damaged, after, want string }{
		{"本学", "?,F(xiàn)", "有教师", "校現"},
		{"完善系统", "??赏ㄟ^", "分析", "。可通過"},
		{"幸福?", "", "", ""},
		{"好好做", "?!弊屛覀円黄鸸餐?,", "建设", "。”讓我們一起共同"},
	} {
		got := ""
		for _, r := range Redecode(x.before+x.damaged+x.after, len(x.before)) {
			text, sure := c.Choose([]rune(x.before)[len([]rune(x.before))-1], r.Slots, []rune(x.after)[0])
			t.Log(text, sure, r.Size)
			if got == "" && sure > 4 {
				got = text
			}
		}
		if got != x.want {
			t.Errorf("%s%s: %q, want %q", x.before, x.damaged, got, x.want)
		}
	}
}

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		text string
		at   int
		want rune
		sure bool
	}{{"學校", 0, '学', true}, {"隨著時間", 1, '着', true}, {"著名學者", 0, '著', true}, {"他著了", 1, '著', false}, {"一條線", 2, '线', false}, {"对於工作", 1, '于', true}, {"工作", 0, '工', true}} {
		if r, sure := Convert([]rune(c.text), c.at); r != c.want || sure != c.sure {
			t.Errorf("%s[%d]: %c %v", c.text, c.at, r, sure)
		}
	}
}

// TestSyllables wants every standard character once, under its own syllable.
func TestSyllables(t *testing.T) {
	n := 0
	for line := range strings.Lines(Syllables()) {
		syllable, characters, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !ok {
			t.Fatalf("%q", line)
		}
		for _, r := range characters {
			n++
			if got := Slug(string(r)); got != syllable && got != syllable+"-x" {
				t.Errorf("%c is %s, not %s", r, got, syllable)
			}
		}
	}
	if n != 8105 {
		t.Errorf("%d characters", n)
	}
}
