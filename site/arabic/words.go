package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// WordCount counts runs of letters, marks and digits. Tashkeel and tatweel do
// not split a word, nor do the joiners U+200C and U+200D, nor a point or a
// separator between digits.
func WordCount(s string) int {
	count, inside := 0, false
	for i := 0; i < len(s); {
		if s[i] >= utf8.RuneSelf {
			if end, begun, goesOn := countLetters(s, i, inside); end > i {
				i, count, inside = end, count+begun, goesOn
				continue
			}
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case isWordRune(r):
			if !inside {
				count++
			}
			inside = true
		case inside && isJoint(r) && IsDigit(lastRune(s[:i])) && IsDigit(firstRune(s[i+size:])):
		case inside && (r == '\'' || r == '\u2019') && unicode.IsLetter(lastRune(s[:i])) && unicode.IsLetter(firstRune(s[i+size:])):
		default:
			inside = false
		}
		i += size
	}
	return count
}

func isWordRune(r rune) bool {
	if r >= 0 && int(r) < len(wordRunes) {
		return wordRunes[r]
	}
	return isWordLetter(r)
}

func isWordLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d'
}

// wordRunes answers for the runes of one and two bytes without a search.
var wordRunes = func() (table [0x800]bool) {
	for r := range table {
		table[r] = isWordLetter(rune(r))
	}
	return table
}()

// isJoint tells what may stand inside a number: 1,234.5 and ١٬٢٣٤٫٥.
func isJoint(r rune) bool { return r == '.' || r == ',' || r == '\u066b' || r == '\u066c' }

// IsDigit tells the digits of numbers: Latin, Arabic-Indic and extended.
func IsDigit(r rune) bool {
	return '0' <= r && r <= '9' || '\u0660' <= r && r <= '\u0669' || '\u06f0' <= r && r <= '\u06f9'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// Join makes a list of names: «أ وب», «أ، ب وج». The «و» is glued to an Arabic
// word, as CLDR's pattern is «{0} و{1}» (listPatterns.json); CLDR repeats it
// between all items, where the press writes a comma. Before a Latin name or a
// number it is glued too: «و» joins to nothing that follows it.
func (l Locale) Join(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return strings.Join(items[:last], l.comma()) + l.Between(items[last], true) + items[last]
}

// PlaceTanwin writes the tanwin of an alef in the way of a house: "before" it, as in
// أيضًا, or "after" it, as in أيضاً. Otherwise the text stays as it is.
func PlaceTanwin(text, place string) string {
	switch place {
	case "before":
		return strings.ReplaceAll(text, "اً", "ًا")
	case "after":
		return strings.ReplaceAll(text, "ًا", "اً")
	}
	return text
}

// IsVowelled says that a text has vowel marks (U+064C to U+0652), as verse, the Qur'an
// and careful headlines do. Plain text has the shadda, and the tanwin of an alef.
func IsVowelled(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= '\u064c' && r <= '\u0652' && r != '\u0651' })
}
