package site

// IsRegister reports whether a page is a register, though this audience may see
// none of its rows.
func (p *Page) IsRegister() bool { return len(p.Item.Records) > 0 }

// Entries are all records of a section, each once: the rows of its registers in
// the section's order, then the files that are one record each. Such a file has
// no place within itself: its Anchor is empty.
func (s *Section) Entries() []*Record {
	out := s.Records[:len(s.Records):len(s.Records)]
	for _, p := range s.Pages {
		if p.Row == 0 && !p.IsRegister() {
			out = append(out, &Record{Item: p.Item, Page: p})
		}
	}
	return out
}
