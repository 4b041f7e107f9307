package docx

// words are the few words of the layout's own.
type words struct{ contents, seal, colon, dash, imageOpen, imageEnd, enclosure string }

func (w *writer) words() words {
	if !w.zh {
		return words{"Contents", "(Seal)    Date:            ", ":", "— ", "[Image: ", "]", "Enclosure: "}
	}
	return words{"目　录", "（盖章）　　年　月　日", "：", "——", "［图片：", "］", "附件："}
}
