package book

// Panel is one sheet that hangs on a wall and is read standing: what is on it
// is settled, where it stands is the template's affair.
type Panel struct {
	Width, Height float64 // mm, as it is trimmed
	Bleed         float64 // mm of ground beyond the edge
	Slug          float64 // mm outside of that, with crop marks; 0: none
	School        string  // whose it is, in the banner
	Kicker        string  // what it belongs to
	Time          string  // when it hangs
	Title         string
	Subtitle      string
	Honour        bool // a roll of honour: as festive as can be
	Sections      []*PanelSection
	Code          string // name in Document.Files of the drawing that leads to the page; empty: none
	CodeNote      string // what to do with it
	Origin        Origin
}

// Tiles are the sheets that a panel is cut into for a small printer, in mm.
type Tiles struct {
	Width, Height float64
	Margin        float64 // that printers leave white
	Overlap       float64 // of neighbours, for the glue: at least this
	Least         float64 // the share to which the panel may shrink to save sheets; 0: it may not
}

// Span is how much of a panel's width a section takes.
type Span uint8

// The spans. A banner stands under the title whatever comes before it.
const (
	Narrow Span = iota // in a column
	Whole              // below the columns
	Banner
	Above // above the columns: what the panel is for
)

// PanelSection is a titled block of a panel.
type PanelSection struct {
	Title  string // may be empty
	Span   Span
	Parts  []PanelPart
	Origin Origin // of the board's block: who overflows is named by it
}

// PanelPart is one of *Slogan, *Points, *Turns, *Steps, *Prose, *Strip,
// *Records, *Honours, *Roster, *Portrait, *Faces, *Photos, *Drawing.
type PanelPart interface{ panelPart() }

// Slogan is a saying in large type, a line each.
type Slogan struct{ Lines []string }

// Points are things with a name and what is meant by it, numbered if that counts.
type Points struct {
	Numbered bool
	Items    []Point
}

// Point is a name with its gloss; either may be empty.
type Point struct{ Name, Gloss string }

// Turns are changes from one thing to another.
type Turns struct{ Pairs []Turn }

// Turn is one of them.
type Turn struct{ From, To, Gloss string }

// Steps are things that come one after another.
type Steps struct{ Items []Point }

// Prose is running text.
type Prose struct{ Paragraphs []string }

// Strip is the phases of a plan, one after another.
type Strip struct{ Phases []Phase }

// Phase is one of them.
type Phase struct {
	Name, Time string
	Months     int // its length, at least 1
	State      PhaseState
	Tasks      []string
}

// PhaseState says where a phase is on the panel's first day.
type PhaseState uint8

// The states of phases.
const (
	ToCome PhaseState = iota
	UnderWay
	Done
)

// Records are rows of a register: what it is, of which level and when, whose.
// All is what is so of all of them; it may be empty.
type Records struct {
	All  string
	Rows []PanelRecord
}

// PanelRecord is one of them; Tag and Note may be empty.
type PanelRecord struct{ Tag, Title, Note string }

// Honours are people with what they are honoured for: the names are what is
// read from afar. All is what is so of all of them; it may be empty.
type Honours struct {
	All   string
	Large bool // the names are larger than the heads of sections
	Rows  []Honour
}

// Honour is one of them; without names it is the prize that is read.
type Honour struct {
	Tag, Award string
	Names      []string
}

// Roster is people by what they do.
type Roster struct{ Rows []RosterRow }

// RosterRow is a role and who has it.
type RosterRow struct {
	Role  string
	Names []string
}

// Portrait is a person in a few words. Without a File there is a place to paste
// a photograph, in which the Monogram stands until then.
type Portrait struct {
	File, Monogram, Facts string
	Paragraphs            []string
}

// Faces are people side by side, each with a name and a line.
type Faces struct{ Items []PanelFace }

// PanelFace is one of them; File, the photograph, and Line may be empty.
type PanelFace struct{ File, Name, Line string }

// Photos are pictures cut to one shape, with captions.
type Photos struct{ Items []Photo }

// Photo is one of them.
type Photo struct{ File, Alt, Caption string }

// Drawing is a chart: the same drawn for places of several widths, the narrowest
// first, since the sheet's type is chosen later. Files are names in
// Document.Files. Note, what the chart leaves unsaid (its sum), may be empty.
type Drawing struct {
	Files     []string
	Alt, Note string
}

func (*Panel) block() {}

func (*Slogan) panelPart()   {}
func (*Points) panelPart()   {}
func (*Turns) panelPart()    {}
func (*Steps) panelPart()    {}
func (*Prose) panelPart()    {}
func (*Strip) panelPart()    {}
func (*Records) panelPart()  {}
func (*Honours) panelPart()  {}
func (*Roster) panelPart()   {}
func (*Portrait) panelPart() {}
func (*Faces) panelPart()    {}
func (*Photos) panelPart()   {}
func (*Drawing) panelPart()  {}
