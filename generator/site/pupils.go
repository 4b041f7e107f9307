package site

import (
	"maps"
	"strconv"

	"showcase/generator/content"
)

// withoutPupils is a record as the public may see it: pupils are counted, not
// named (P07), unless the record says that consent was given. Staff see it as
// it is. Registers stand in no body, so that this is the only way to a name.
func (l *linker) withoutPupils(it *content.Item) *content.Item {
	names := it.Value("recipients").Names
	if l.Audience != Everyone || len(names) == 0 || it.Value("recipient_type").Text != "学生" || it.Value("consent").Bool {
		return it
	}
	masked := *it
	masked.Values = maps.Clone(it.Values)
	delete(masked.Values, "recipients")
	masked.Evidence, masked.Images, masked.Cover = nil, nil, nil // a certificate names its winner
	if _, ok := masked.Values["count"]; !ok {
		n := content.Count{Value: float64(len(names)), Unit: "人次"}
		masked.Values["count"] = content.Value{Kind: content.KindApprox, Text: strconv.Itoa(len(names)) + n.Unit, Count: n}
	}
	return &masked
}
