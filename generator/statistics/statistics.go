// Package statistics counts records by the rules of the domain: one unit in
// one total, merged levels and grades kept apart, individual rows before the
// aggregate rows that they cover, nothing twice.
//
// It answers queries ([ParseQuery], [Statistics.Ask]), fills the numbers of
// texts ([Statistics.Fill]), and compares the numbers that authors wrote
// themselves with the records ([Statistics.Claims]).
package statistics

import (
	"sync"

	"showcase/generator/content"
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
	registers func() *registers
	words     func() *reader               // what texts call the records
	honours   func() []Honour              // of the school and its groups
	written   map[*site.Page]*content.Item // pages whose placeholders are filled, as their authors wrote them
	figures   map[*site.Page]*figures
	internals internals

	mu      sync.Mutex
	answers map[asked]answer
}

// New prepares the statistics of a site; it counts nothing yet.
func New(s *site.Site) *Statistics {
	c := &Statistics{
		site:      s,
		registers: sync.OnceValue(func() *registers { return newRegisters(s.Counted) }),
		words:     sync.OnceValue(func() *reader { return newReader(s.Known) }),
		written:   map[*site.Page]*content.Item{},
		figures:   map[*site.Page]*figures{},
		answers:   map[asked]answer{},
	}
	c.honours = sync.OnceValue(c.schoolHonours)
	return c
}
