//go:build embedtypst

package typst

import _ "embed"

// embeddedWASM is the engine, packed with zstd.
//
//go:embed engine.wasm.zst
var embeddedWASM []byte
