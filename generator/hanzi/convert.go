package hanzi

import "strings"

// either are characters that are standard themselves and yet stand for another
// in traditional text: the words in which they stay as they are, those in
// which they surely change, and into what.
var either = map[rune]struct {
	to           rune
	stay, change string
}{
	'著': {'着', "著名 著作 显著 顯著 名著 专著 專著 原著 论著 論著 编著 編著 著述 著者 土著 遗著 遺著 合著 译著 譯著 巨著 著称 著稱 卓著 昭著 著书 著書 著录 著錄 拙著 新著 著有 所著 执著",
		"随著 隨著 看著 有著 接著 沿著 意味著 跟著 朝著 向著 围著 圍著 本著 带著 帶著 着著 存在著 得著 不著 著眼 著手 著力 著重 著实 著實 著想 著急 沉著 穿著 为著 為著 凭著 憑著 靠著 伴著 标志著 標誌著 写著 寫著 学著 學著 逼著 说著 說著 想著 走著 拿著 指著 对著 對著 变化著 變化著 著落 著陆 著陸 著装 著裝 著色 笑著 活著 坐著 站著"},
	'於': {'于', "於菟 於潜 於潛 商於", "对於 對於 由於 关於 關於 至於 等於 属於 屬於 在於 基於 处於 處於 终於 終於 鉴於 鑒於 於是 善於 勇於 敢於 位於 大於 小於 高於 低於 多於 少於 立於 源於 急於 过於 過於 便於 利於 忠於 乐於 樂於 限於 用於 出於 濒於 屈於 不亞於 有助於"},
	'乾': {'干', "乾坤 乾隆 乾元 乾县 乾縣", "乾净 乾淨 乾燥 饼乾 餅乾 乾脆 乾旱 乾杯 乾枯 晒乾 曬乾 擦乾"},
	'徵': {'征', "宫商角徵 徵羽 徵调式", "特徵 象徵 徵求 徵集 表徵 徵文 徵兆 徵订 徵訂 徵收 徵稿 徵询 徵詢 徵用 长徵"},
	'瞭': {'了', "瞭望", "瞭解 明瞭 瞭然"},
	'藉': {'借', "狼藉 枕藉 慰藉 蕴藉 藉田", "凭藉 憑藉 藉口 藉助 藉此 藉以"},
	'夥': {'伙', "", "夥伴 合夥 大夥 小夥 伙夥 一夥 同夥 散夥 入夥"},
	'覆': {'复', "覆盖 覆蓋 颠覆 顛覆 覆灭 覆滅 倾覆 傾覆 覆辙 覆轍 天翻地覆", "答覆 回覆 反覆 批覆 函覆"},
	'剋': {'克', "", "剋服 剋扣"},
	'釐': {'厘', "", "釐米 公釐 釐清 釐定"},
	'麽': {'么', "幺麽", "什麽 怎麽 这麽 這麽 那麽 多麽 要麽"},
}

// Convert returns the simplified form of text[i] where it stands, and whether
// that is sure: a traditional character with one form, the everyday one of
// several, or a standard character in a word that decides. It returns the
// character itself, not sure, where nothing decides, and sure where it stays.
func Convert(text []rune, i int) (to rune, sure bool) {
	r := text[i]
	if e, ok := either[r]; ok && Standard(r) {
		around := string(text[max(0, i-3):min(len(text), i+4)])
		if within(around, e.stay, r) {
			return r, true
		}
		if within(around, e.change, r) {
			return e.to, true
		}
		return r, false
	}
	if !Traditional(r) {
		return r, true
	}
	forms := []rune(Simplified(r))
	return forms[0], len(forms) == 1
}

// Doubtful reports whether r may or may not be a traditional form, by context.
func Doubtful(r rune) bool {
	_, ok := either[r]
	return ok && Standard(r)
}

func within(around, words string, r rune) bool {
	for w := range strings.FieldsSeq(words) {
		if strings.ContainsRune(w, r) && strings.Contains(around, w) {
			return true
		}
	}
	return false
}
