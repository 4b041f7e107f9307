package form

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// node is an element and where it stands in the bytes of its part. Names are
// local in Word's own namespace (p, tbl); others have a prefix.
type node struct {
	name         string
	attrs        []xml.Attr
	text         string // of a t
	start, inner int    // the opening tag
	stop, end    int    // the closing tag; empty where the element closes itself
	parent       *node
	kids         []*node
}

// maxDepth is deeper than any document nests.
const maxDepth = 400

var spaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             "",
	"http://schemas.microsoft.com/office/word/2010/wordml":         "w14:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  "mc:",
}

func (n *node) named(x xml.Name) string {
	if prefix, known := spaces[x.Space]; known {
		return prefix + x.Local
	}
	return "?" + x.Local
}

// parse reads a part into a tree of places. Entities of a document's own are
// refused: a form needs none.
func parse(src []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(src))
	root := &node{end: len(src), stop: len(src)}
	top, depth := root, 0
	for {
		at := int(d.InputOffset())
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, damaged(err)
		}
		now := int(d.InputOffset())
		switch x := tok.(type) {
		case xml.Directive:
			return nil, damaged(errors.New("DOCTYPE"))
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, tooLarge()
			}
			n := &node{attrs: x.Attr, start: at, inner: now, parent: top}
			n.name = n.named(x.Name)
			top.kids = append(top.kids, n)
			top = n
		case xml.EndElement:
			top.stop, top.end = at, now
			top, depth = top.parent, depth-1
		case xml.CharData:
			if top.name == "t" {
				top.text += string(x)
			}
		}
	}
	if len(root.kids) == 0 {
		return nil, damaged(io.ErrUnexpectedEOF)
	}
	return root.kids[0], nil
}

func (n *node) attr(local string) string {
	for _, a := range n.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// child is the first child of that name, nil if there is none.
func (n *node) child(path ...string) *node {
	for _, name := range path {
		var found *node
		if n != nil {
			for _, k := range n.kids {
				if k.name == name {
					found = k
					break
				}
			}
		}
		n = found
	}
	return n
}

// nearest lists the descendants of some names, not looking inside them nor
// inside the elements of the names in closed.
func (n *node) nearest(names string, closed string) []*node {
	var out []*node
	for _, k := range n.kids {
		switch {
		case has(names, k.name):
			out = append(out, k)
		case !has(closed, k.name):
			out = append(out, k.nearest(names, closed)...)
		}
	}
	return out
}

// all lists the descendants of a name, outer ones before those within them.
func (n *node) all(name string) []*node {
	var out []*node
	var walk func(*node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if k.name == name {
				out = append(out, k)
			}
			walk(k)
		}
	}
	walk(n)
	return out
}

// above is the nearest ancestor of that name, nil if there is none.
func (n *node) above(name string) *node {
	for n = n.parent; n != nil && n.name != name; n = n.parent {
	}
	return n
}

// has reports whether a name is one of a list parted by blanks.
func has(list, name string) bool {
	for list != "" {
		word, rest, _ := strings.Cut(list, " ")
		if word == name {
			return true
		}
		list = rest
	}
	return false
}
