// Package static holds the default theme's style sheets, script, fonts and
// drawings. A newsroom's file of the same path wins over the one here.
package static

import "embed"

// FS is the folder.
//
//go:embed css js fonts icons favicon.svg
var FS embed.FS
