package book

// turnCrowded puts tables that are crowded on upright pages onto sheets that lie
// on their side, with their notes, and with the title above where there is
// little but the table below it.
func turnCrowded(d *Document) {
	if d.Layout.Width > d.Layout.Height || d.Template != "" {
		return
	}
	wide := d.Layout.Turned()
	var out []Block
	for i := 0; i < len(d.Body); i++ {
		t, ok := d.Body[i].(*Table)
		if !ok || !t.crowdedOn(d.Layout) {
			out = append(out, d.Body[i])
			continue
		}
		from := opening(out)
		turned := &Turned{Blocks: append(append([]Block{}, out[from:]...), weighOn(t, wide))}
		if i+1 < len(d.Body) {
			if p, ok := d.Body[i+1].(*Paragraph); ok && p.Style == TableNote {
				turned.Blocks = append(turned.Blocks, p)
				i++
			}
		}
		out = append(out[:from], turned)
	}
	d.Body = out
}

// mostOpening is how many paragraphs below a title go with it onto the sheet of
// a table.
const mostOpening = 2

// opening is where the blocks end that stay on upright pages: before a part's
// title with hardly a text below it.
func opening(blocks []Block) int {
	for i := len(blocks) - 1; i >= 0 && i >= len(blocks)-1-mostOpening; i-- {
		switch b := blocks[i].(type) {
		case *Paragraph:
		case *Heading:
			if b.Level == 0 && b.Sheet == nil && b.Masthead == nil {
				return i
			}
			return len(blocks)
		default:
			return len(blocks)
		}
	}
	return len(blocks)
}
