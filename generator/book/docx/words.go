package docx

import "showcase/generator/book"

// words are the few words of the layout's own.
type words struct{ contents, seal, colon, dash, imageOpen, imageEnd, enclosure, sign string }

func (w *writer) words() words {
	if !w.zh {
		return words{"Contents", "(Seal)    Date:            ", ":", "— ", "[Image: ", "]", "Enclosure: ", "Signed:                Date:            "}
	}
	return words{"目　录", "（盖章）　　年　月　日", "：", "——", "［图片：", "］", "附件：", "签名：　　　　　年　月　日"}
}

// closing is the last line of a box that is sealed or signed.
func (w words) closing(r book.FormRow) string {
	if r.Sign {
		return w.sign
	}
	return w.seal
}
