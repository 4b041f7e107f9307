//go:build !embedtypst

package typst

// embeddedWASM is empty in a program built without the tag embedtypst.
var embeddedWASM []byte
