// Package templates holds the default theme: html/template files, and the
// words of the interface in each language. A newsroom's file of the same path
// wins over the one here; package site/theme says what a template may use.
package templates

import "embed"

// FS is the folder.
//
//go:embed *.html partials lite strings
var FS embed.FS
