package site

// PersonOf returns the person whose own page this is, nil if it is no one's:
// of two files of one name only the first is, since bylines lead there.
func (s *Site) PersonOf(page *Page) *Person {
	if page.Type.Name != personType {
		return nil
	}
	if who := s.people[personName(page.Title)]; who != nil && who.Page == page {
		return who
	}
	return nil
}
