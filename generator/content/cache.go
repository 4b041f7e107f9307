package content

import (
	"hash/maphash"
	"sync"
	"time"

	"showcase/generator/config"
)

// Cache keeps the parsed files of one [Read] for the next one. The zero value
// is empty and ready. It serves one site and one Check function; it empties
// itself when the types or the settings change.
type Cache struct {
	types  *Types
	config *config.Config
	seed   maphash.Seed
	newest time.Time // the latest change of any file at the last Read

	mu      sync.Mutex
	entries map[string]entry
	sums    map[string]uint64 // of the files read in this Read
}

type entry struct {
	size     int64
	modified time.Time
	sum      uint64
	result   result
}

// settled is how much older than the newest file one must be for its size and
// time to be trusted: a file system's clock may be as coarse as two seconds, so
// that two saves in a row can carry the same time.
const settled = 2 * time.Second

func (c *Cache) begin(o *Options, pages []page) {
	if c == nil {
		return
	}
	if c.entries == nil || c.types != o.Types || c.config != o.Config {
		c.types, c.config = o.Types, o.Config
		c.entries = map[string]entry{}
		c.seed = maphash.MakeSeed()
	}
	c.sums = map[string]uint64{}
	for _, p := range pages {
		if t := p.info.ModTime(); t.After(c.newest) {
			c.newest = t
		}
	}
}

// unchanged returns the earlier result of a file whose size and time are as
// they were.
func (c *Cache) unchanged(p page) (result, bool) {
	if c == nil {
		return result{}, false
	}
	e, ok := c.entries[p.file]
	if !ok || e.size != p.info.Size() || !e.modified.Equal(p.info.ModTime()) || c.newest.Sub(e.modified) < settled {
		return result{}, false
	}
	return e.result, true
}

// parsed returns the earlier result if the bytes are the same, else a new one.
func (c *Cache) parsed(p page, raw []byte, parse func() result) result {
	if c == nil {
		return parse()
	}
	sum := maphash.Bytes(c.seed, raw)
	r := result{}
	if e, ok := c.entries[p.file]; ok && e.sum == sum && e.size == int64(len(raw)) {
		r = e.result
	} else {
		r = parse()
	}
	c.mu.Lock()
	c.sums[p.file] = sum
	c.mu.Unlock()
	return r
}

// end keeps the results of this Read and forgets files that are gone.
func (c *Cache) end(pages []page, results []result) {
	if c == nil {
		return
	}
	entries := make(map[string]entry, len(pages))
	for i, p := range pages {
		old, sum := c.entries[p.file], c.sums[p.file]
		if _, read := c.sums[p.file]; !read {
			sum = old.sum
		}
		if results[i].item == nil {
			continue // unreadable files are tried again
		}
		entries[p.file] = entry{p.info.Size(), p.info.ModTime(), sum, results[i]}
	}
	c.entries, c.sums = entries, nil
}
