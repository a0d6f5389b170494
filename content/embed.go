// Package content holds the sample edition: «المرقاب», an invented newspaper
// whose stories exercise everything that a manuscript may say.
//
// The pattern says all:, because embedding a folder otherwise leaves out the
// names that begin with an underscore, and a section's _index.md is one of
// them. File names here are ASCII: go:embed refuses a shadda or an
// Arabic-Indic digit, though an edition on disk may use them.
package content

import "embed"

// FS is this folder. It also holds this file, which is no part of the edition.
//
//go:embed all:*
var FS embed.FS
