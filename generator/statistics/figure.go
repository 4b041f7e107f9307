package statistics

import (
	"math"
	"strconv"

	"showcase/generator/content"
)

// text prints the figure in the site's language.
func (c *counter) text() string {
	if c.Text != "" {
		return c.Text
	}
	n := c.Count
	if c.Query.Bare && n.Unit != "%" {
		n.Unit = ""
	}
	text := Print(n, c.english)
	switch {
	case c.BaseName == "" || c.Query.Bare:
	case c.english:
		text += " (of " + Print(c.Base, true) + ")"
	default:
		text += "（" + c.BaseName + Print(c.Base, false) + "）"
	}
	return text
}

// shareText prints a share with what it is a share of: 40%（110人中44人）.
func (c *counter) shareText(some content.Count) {
	c.Text = Print(c.Count, c.english)
	switch {
	case c.Query.Bare:
	case c.english:
		c.Text += " (" + Print(some, true) + " of " + Print(c.Base, true) + ")"
	default:
		c.Text += "（" + Print(c.Base, false) + "中" + Print(some, false) + "）"
	}
}

// Print prints a count with its sign and unit as Chinese documents do: 113人次,
// 400余人次, 至少3人, 近100篇, 约300人, 36.1%. In English there are no units but %: over
// 400, nearly 100. Fractions have one digit.
func Print(n content.Count, english bool) string {
	number := decimal(n.Value)
	if english {
		if n.Unit == "%" {
			number += "%"
		}
		if n.Sign == content.Over && n.Value < 10 {
			return "at least " + number
		}
		return [...]string{content.Exact: "", content.Over: "over ", content.Nearly: "nearly ", content.About: "about "}[n.Sign] + number
	}
	switch n.Sign {
	case content.Over:
		if n.Value < 10 { // 余 stands behind round numbers
			return "至少" + number + n.Unit
		}
		return number + "余" + n.Unit
	case content.Nearly:
		return "近" + number + n.Unit
	case content.About:
		return "约" + number + n.Unit
	}
	return number + n.Unit
}

// decimal prints a number with one decimal at most.
func decimal(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}
