package statistics

import (
	"showcase/generator/content"
)

// Window is the span that something is counted in.
type Window = content.Window

func first(d content.Date) content.Date { return d.FirstDay() }
func last(d content.Date) content.Date  { return d.LastDay() }
