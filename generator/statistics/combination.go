package statistics

import "showcase/generator/content"

// Combination is one of the four pairs of ways to learn that belong together
// (四个结合): a school that only listens to lectures lacks the side of reading.
type Combination struct{ Sides [2]Side }

// Side is what was done in one way.
type Side struct {
	Mode     string // 自学, 专家讲座, …
	Sessions int
	Hours    float64 // 学时 of the sessions, each counted once
}

// Missing is the side on which nothing was done; empty if both were, or neither.
func (c Combination) Missing() string {
	switch a, b := c.Sides[0], c.Sides[1]; {
	case a.Sessions == 0 && b.Sessions > 0:
		return a.Mode
	case b.Sessions == 0 && a.Sessions > 0:
		return b.Mode
	}
	return ""
}

// combined are the eight ways in their pairs.
var combined = [4][2]string{{"自学", "专家讲座"}, {"请进来", "走出去"}, {"自我钻研", "拜师学艺"}, {"专题研究", "学科竞赛"}}

// combinations counts training and activities of a window by the way in which
// people learnt. One way on one day is one session, though it stand in the
// register of training and be told as an activity too.
func combinations(records []*content.Item, w Window) [4]Combination {
	type session struct {
		mode string
		day  content.Date
	}
	sides := map[string]*Side{}
	var out [4]Combination
	for i, pair := range combined {
		for j, mode := range pair {
			out[i].Sides[j].Mode = mode
			sides[mode] = &out[i].Sides[j]
		}
	}
	seen := map[session]string{} // the type that told it
	for _, name := range []string{"training", "activity"} {
		for _, it := range records {
			mode := modeOf(it)
			side := sides[mode]
			if it.Type.Name != name || side == nil || !w.Holds(it.Date) {
				continue
			}
			key := session{mode, it.Date}
			if by, told := seen[key]; told && by != name {
				continue
			}
			seen[key] = name
			side.Sessions++
			side.Hours += it.Value("hours").Count.Value
		}
	}
	return out
}

// modeOf is the way in which people learnt at a session.
func modeOf(it *content.Item) string {
	if m := it.Value("mode").Text; m != "" {
		return m
	}
	if d := it.Value("direction").Text; d != "" {
		return d
	}
	return map[string]string{"自学": "自学", "讲座": "专家讲座", "学习考察": "走出去", "师徒结对": "拜师学艺", "专题研讨会": "专题研究", "竞赛": "学科竞赛"}[it.Value("kind").Text]
}
