package statistics

import (
	"regexp"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// What stands between a total and its parts, between two parts, and between
// parts and their total.
var (
	opensParts = regexp.MustCompile(`^[^，。；：（）、\d]{0,12}(，其中|（其中|（|：)[^，。；：（）、\d]{0,24}$`)
	nextPart   = regexp.MustCompile(`^[^，。；：（）、\d]{0,12}[、和及][^，。；：（）、\d]{0,24}$`)
	makesTotal = regexp.MustCompile(`^[^，。；：（）、\d]{0,12}[，：、]?[^，。；：（）、\d]{0,6}(?:总共|一共|共计|合计|总计|共)(?:有|计|获得|获)?[^，。；：（）、\d]{0,12}$`)
)

// mostParts is how many parts a sum may have.
const mostParts = 20

// sums compares totals with the parts that stand beside them: 课题11项（县级5项、
// 校级6项） and 县级5项、校级6项，共11项. Parts that do not exclude each other, as
// levels and grades do, must only be no more than their total each.
func (t *claimed) sums(ps *passage, here []*pageClaim) {
	for i, c := range here {
		if c.Claim.Count.Sign != content.Exact {
			continue
		}
		if parts := partsBehind(ps, here[i:]); len(parts) > 0 {
			t.holdParts(ps, c, parts)
		}
		if parts := partsBefore(ps, here[:i+1]); len(parts) > 1 {
			if sum := total(parts); sum != c.Claim.Count.Value {
				t.wrongSum(c, sum)
			}
		}
	}
}

// partsBehind are the parts of the first claim, if it opens any.
func partsBehind(ps *passage, here []*pageClaim) []*pageClaim {
	if len(here) < 2 || !sameUnit(here[0], here[1]) || !opensParts.MatchString(ps.text[here[0].end:here[1].start]) {
		return nil
	}
	n := 2
	for n < min(len(here), mostParts) && sameUnit(here[n-1], here[n]) && nextPart.MatchString(ps.text[here[n-1].end:here[n].start]) {
		n++
	}
	return here[1:n]
}

// partsBefore are the parts of the last claim, if it is their total.
func partsBefore(ps *passage, here []*pageClaim) []*pageClaim {
	last := len(here) - 1
	if last < 2 || !sameUnit(here[last-1], here[last]) || !makesTotal.MatchString(ps.text[here[last-1].end:here[last].start]) {
		return nil
	}
	n := last - 1
	for n > max(0, last-mostParts) && sameUnit(here[n-1], here[n]) && nextPart.MatchString(ps.text[here[n-1].end:here[n].start]) {
		n--
	}
	return here[n:last]
}

// sameUnit reports whether two exact numbers can be added.
func sameUnit(a, b *pageClaim) bool {
	return a.Claim.Count.Unit == b.Claim.Count.Unit && a.Claim.Count.Sign == content.Exact && b.Claim.Count.Sign == content.Exact && a.Claim.Count.Unit != "%"
}

func total(parts []*pageClaim) float64 {
	sum := 0.0
	for _, c := range parts {
		sum += c.Claim.Count.Value
	}
	return sum
}

// holdParts compares the parts behind a total with it.
func (t *claimed) holdParts(ps *passage, c *pageClaim, parts []*pageClaim) {
	disjoint := true
	for _, part := range parts {
		disjoint = disjoint && (part.levels != "" || strings.Contains(part.query, " 等级="))
		if part.Claim.Count.Value > c.Claim.Count.Value {
			t.add(part.Start, part.End, diag.Warning, "claim/sum", diag.Say("部分比总数还多：“%s”，总数是“%s”。", "A part is more than the whole: %q of %q.", part.Text, c.Text), checkBoth)
			return
		}
	}
	if !disjoint {
		return
	}
	sum := total(parts)
	whole := len(parts) > 1 && !strings.Contains(ps.text[c.end:parts[0].start], "其中") && closes(ps.text[parts[len(parts)-1].end:])
	if sum > c.Claim.Count.Value || whole && sum != c.Claim.Count.Value {
		t.wrongSum(c, sum)
	}
}

// closes reports whether a list of parts ends here.
func closes(s string) bool {
	return s == "" || strings.HasPrefix(s, "）") || strings.HasPrefix(s, "。") || strings.HasPrefix(s, "；")
}

var checkBoth = diag.Say("核对这几个数", "Check these numbers")

func (t *claimed) wrongSum(c *pageClaim, sum float64) {
	t.add(c.Start, c.End, diag.Warning, "claim/sum", diag.Say("“%s”与各项之和%s不符。", "%q is not the sum of its parts, %s.", c.Text, Print(content.Count{Value: sum, Unit: c.Claim.Count.Unit}, false)), checkBoth)
}
