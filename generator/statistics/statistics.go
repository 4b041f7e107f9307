package statistics

import (
	"showcase/generator/site"
)

// Statistics answers what the records of one site come to. What is expensive is
// counted once, when it is first asked for, from any goroutine.
//
// Two bases are told apart. What a page shows of itself (charts, tables) is
// counted from what the audience may see. What an author puts into a text as a
// number is counted from all published records, so that a sentence says the
// same in every edition; it names none of them.
type Statistics struct {
	site      *site.Site
	internals internals
}

// New prepares the statistics of a site; it counts nothing yet.
func New(s *site.Site) *Statistics { return &Statistics{site: s} }
