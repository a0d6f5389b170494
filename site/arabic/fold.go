package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is what search compares: NFC; tashkeel, tatweel and invisible
// characters dropped; أإآٱ→ا, ى→ي, ة→ه, ؤ→و, ئ→ي; Persian and Urdu kaf, gaf,
// yeh and heh as the Arabic letters that they are typed for; presentation
// forms as letters; digits as ASCII; cased letters in lower case.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	return rewrite(s, foldRune)
}

// FoldKey is the identity of a tag or a name: two labels with one key are one
// thing. It keeps what tells Arabic words apart (ة ى ؤ ئ), and drops what does
// not: marks, tatweel, invisible characters, hamza on alef, doubled spaces.
func FoldKey(s string) string {
	return squeeze(rewrite(s, keyRune))
}

// CleanName drops the invisible characters, for names and keys: bidi
// controls, joiners, soft hyphens, byte-order marks, other controls. Spaces
// are made one, the result is NFC.
func CleanName(s string) string {
	return squeeze(rewrite(s, func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}))
}

// rewrite maps the runes of s in NFC; a dropped mark may let others compose.
func rewrite(s string, f func(rune) rune) string {
	return NFC(strings.Map(f, NFC(PlainForms(s))))
}

// isFolded is the fast way out for ASCII and the letters that Fold keeps.
func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b >= 0x20 && b < 0x7f && (b < 'A' || b > 'Z'):
		case b == 0xd8 && i+1 < len(s) && (s[i+1] == 0xa1 || s[i+1] >= 0xa7 && s[i+1] != 0xa9): // ء, ا to د and ذ to ؿ
			if s[i+1] >= 0xbb {
				return false // U+063B to U+063F: rare letters
			}
			i++
		case b == 0xd9 && i+1 < len(s) && (s[i+1] >= 0x81 && s[i+1] <= 0x88 || s[i+1] == 0x8a): // ف to و, ي
			i++
		default:
			return false
		}
	}
	return true
}

func foldRune(r rune) rune {
	switch r {
	case 'ى', 'ئ':
		return 'ي'
	case 'ة':
		return 'ه'
	case 'ؤ':
		return 'و'
	}
	return keyRune(r)
}

func keyRune(r rune) rune {
	if r < 0x80 {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r == 0x7f:
			return -1
		}
		return r
	}
	switch r {
	case 'أ', 'إ', 'آ', '\u0671', '\u0672', '\u0673':
		return 'ا'
	case '\u06a9', '\u06aa', '\u06af': // Persian kaf, swash kaf, gaf
		return 'ك'
	case '\u06cc': // Persian yeh
		return 'ي'
	case '\u06be', '\u06c1', '\u06d5': // Urdu hehs, Kurdish ae
		return 'ه'
	case '\u0640': // tatweel
		return -1
	}
	switch {
	case unicode.Is(unicode.Mn, r) || isInvisible(r):
		return -1
	case unicode.Is(unicode.Nd, r):
		return digit(r)
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// digit is the ASCII digit of a decimal digit. Unicode assigns Nd in runs of
// ten from zero, each run starting where the value is 0 (Unicode, ch. 4.6).
func digit(r rune) rune {
	n := rune(0)
	for unicode.Is(unicode.Nd, r-n) {
		n++
	}
	if n == 0 {
		return r
	}
	return '0' + (n-1)%10
}

// isInvisible tells the characters that have no shape: Unicode's format
// characters (bidi controls, joiners, U+00AD, U+200B, U+FEFF, tags), other
// controls than white space, and the Hangul and Mongolian fillers.
func isInvisible(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0', '\u180b', '\u180c', '\u180d':
		return true
	}
	return unicode.Is(unicode.Cf, r) && !isPrefixSign(r) || unicode.IsControl(r) || 0xfe00 <= r && r <= 0xfe0f
}

// IsBlank says that a text has nothing to be seen: spaces, characters without a shape, and
// marks (tashkeel) without a letter that would carry them.
func IsBlank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.IsMark(r) && !isInvisible(r) && r != '\u2800' { // a Braille cell without dots
			return false
		}
	}
	return true
}

// isPrefixSign tells format characters with a shape: number and year signs, the end of ayah.
func isPrefixSign(r rune) bool { return 0x0600 <= r && r <= 0x0605 || r == 0x06dd || r == 0x08e2 }

// PlainForms turns presentation forms into letters. It leaves the honorific
// ligatures, which NFKC would spell out as whole sentences, but for «الله».
func PlainForms(s string) string {
	if !hasPresentationForm(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isPresentationForm(r) {
			b.WriteString(norm.NFKC.String(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hasPresentationForm(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		if s[i] == 0xef && s[i+1] >= 0xac {
			return true
		}
	}
	return false
}

func isPresentationForm(r rune) bool {
	return 0xfb50 <= r && r <= 0xfd3d || 0xfd50 <= r && r <= 0xfdcf || r == 0xfdf2 || 0xfe70 <= r && r <= 0xfefc
}

// squeeze makes every run of white space one space, and none at the ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// NFC is Unicode's composed form of a text, in which letters and their marks
// stand in one order (UAX #15).
func NFC(s string) string {
	if isComposed(s) {
		return s
	}
	return norm.NFC.String(s)
}

// isComposed is the fast way out for ASCII and for Arabic letters, signs and digits
// without marks, which NFC leaves as they are.
func isComposed(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			continue
		}
		if i+1 == len(s) {
			return false
		}
		switch next := s[i+1]; {
		case s[i] == 0xd8 && 0x9b <= next && next <= 0xbf: // U+061B to U+063F
		case s[i] == 0xd9 && (0x80 <= next && next <= 0x8a || 0xa0 <= next && next <= 0xaf): // U+0640 to U+064A, U+0660 to U+066F
		default:
			return false
		}
		i++
	}
	return true
}
