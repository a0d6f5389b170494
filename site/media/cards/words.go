package cards

import (
	"regexp"
	"strings"
	"unicode"

	"warraq/site/arabic"
)

var inBrackets = regexp.MustCompile(`\s*(\([^()]*\)|\[[^\[\]]*\])`)

const (
	mostLetters = 400 // of a text that is drawn: a longer one is cut before it is shaped
	mostMarks   = 3   // over one letter: shadda, a vowel, and a small alef
)

// words makes of a text what can be drawn: one line of characters that the fonts have.
// Emoji, controls and signs without a glyph are dropped, and so is what stands in brackets
// and has such letters: a name as others write it. whole is false where another letter
// or a digit is among them: what is left says something else.
func (w *weight) words(text string) (clean string, whole bool) {
	var out strings.Builder
	whole = true
	letters, marks := 0, 0
	space, joiner := false, rune(0)
	text = inBrackets.ReplaceAllStringFunc(arabic.NFC(arabic.PlainForms(cutBytes(text))), func(s string) string {
		if strings.ContainsFunc(s, func(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && w.faceOf(r) == nil }) {
			return ""
		}
		return s
	})
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space, joiner = out.Len() > 0, 0
			continue
		case r == zwnj || r == zwj: // it stands between letters, or shapes one
			joiner = r
			continue
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && w.faceOf(r) == nil, isBidiControl(r), unicode.Is(unicode.Variation_Selector, r):
			continue
		case w.faceOf(r) == nil:
			whole = whole && !unicode.IsLetter(r) && !unicode.IsDigit(r)
			continue
		case unicode.IsMark(r):
			if marks++; marks > mostMarks || out.Len() == 0 || space {
				continue
			}
		default:
			marks = 0
		}
		if letters++; letters > mostLetters {
			break
		}
		if space {
			out.WriteByte(' ')
		}
		if joiner != 0 && unicode.Is(unicode.Arabic, r) && !space {
			out.WriteRune(joiner)
		}
		space, joiner = false, 0
		out.WriteRune(r)
	}
	return out.String(), whole
}

const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// cutBytes bounds what is looked at of a text: more than mostLetters of any script.
func cutBytes(text string) string {
	return strings.ToValidUTF8(text[:min(len(text), 8*mostLetters)], "")
}

// isBidiControl tells of the marks, embeddings and isolates of UAX #9. The order of a
// card's text is found without them, so that no title can turn the card round.
func isBidiControl(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}
