package site

// Entries are all records of a section: the rows of its registers in the
// section's order, then the pages that are one record each. Such a page has no
// place within itself: its Anchor is empty.
func (s *Section) Entries() []*Record {
	out := s.Records[:len(s.Records):len(s.Records)]
	for _, p := range s.Pages {
		if len(p.Records) == 0 && len(p.Item.Records) == 0 {
			out = append(out, &Record{Item: p.Item, Page: p})
		}
	}
	return out
}
