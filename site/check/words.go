package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters, marks and digits.
type word struct {
	from, to int32
	block    int32
	has      traits
}

// traits are what a word is made of.
type traits uint16

const (
	hasArabic  traits = 1 << iota // a letter of the Arabic language
	hasForeign                    // a letter that Persian, Urdu or Kurdish adds to the script
	hasLatin                      // any other letter
	hasDigit                      // 0 to 9
	hasIndic                      // ٠ to ٩
	hasPersian                    // ۰ to ۹
	hasMark                       // tashkeel
	hasTatweel
	hasJoiner // U+200C or U+200D
	hasForm   // a presentation form
	isPart    // a blot stands beside it: there may be more of the word
)

// traitOf tells what a character adds to a word; 0 for what ends one.
func traitOf(r rune) traits {
	switch {
	case r < 0x80:
		switch {
		case '0' <= r && r <= '9':
			return hasDigit
		case 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_':
			return hasLatin
		}
		return 0
	case isArabicLetter(r):
		return hasArabic
	case isMark(r):
		return hasMark
	case r == tatweel:
		return hasTatweel
	case '\u0660' <= r && r <= '\u0669':
		return hasIndic
	case '\u06f0' <= r && r <= '\u06f9':
		return hasPersian
	case 0x0600 <= r && r <= 0x06ff && unicode.IsLetter(r), 0x0750 <= r && r <= 0x077f:
		return hasForeign
	case r == zwnj || r == zwj:
		return hasJoiner
	case isForm(r):
		return hasForm
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		return hasLatin
	}
	return 0
}

// traitTable answers for the characters of one and two bytes.
var traitTable = func() (table [0x800]traits) {
	for r := range table {
		table[r] = traitOf(rune(r))
	}
	return table
}()

const (
	tatweel = '\u0640'
	zwnj    = '\u200c'
	zwj     = '\u200d'
)

// isArabicLetter tells the letters of the Arabic language (Unicode block
// Arabic, U+0621 to U+064A), and the alef of the Qur'an's spelling.
func isArabicLetter(r rune) bool {
	return 0x0621 <= r && r <= 0x063a || 0x0641 <= r && r <= 0x064a || r == '\u0671'
}

// isMark tells tashkeel: what stands over or under a letter.
func isMark(r rune) bool { return 0x064b <= r && r <= 0x065f || r == '\u0670' }

// isForm tells the letters' shapes of old encodings (Arabic Presentation Forms
// A and B). The honorific ligatures and the signs ﴾ ﴿ have no other form.
func isForm(r rune) bool {
	return 0xfb50 <= r && r <= 0xfd3d || 0xfd50 <= r && r <= 0xfdcf || 0xfe70 <= r && r <= 0xfefc
}

// findWords cuts every block into words and signs. It is the one look that is
// taken at each character: what it notes tells most rules that a block, or all
// of a story, has nothing for them.
func (k *ink) findWords() {
	for n := range k.blocks {
		b := &k.blocks[n]
		b.text = k.text
		first := len(k.signs)
		k.wordsOf(int32(n), b)
		b.signs = k.signs[first:]
		k.has |= b.has
	}
}

func (k *ink) wordsOf(n int32, b *block) {
	s := k.text[:b.to]
	var has traits
	start := -1
	end := func(at int) {
		if start >= 0 {
			if start > b.from && s[start-1] == blot || at < b.to && s[at] == blot {
				has |= isPart
			}
			k.words = append(k.words, word{int32(start), int32(at), n, has})
			b.has |= has
			if isNumber(has) {
				k.numbers = append(k.numbers, int32(len(k.words)-1))
			}
			start, has = -1, 0
		}
	}
	for i := b.from; i < b.to; {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if r < 0xe0 && i+1 < len(s) {
				r, size = r&0x1f<<6|rune(s[i+1]&0x3f), 2
			} else {
				r, size = utf8.DecodeRuneInString(s[i:])
			}
		}
		var t traits
		if r < 0x800 {
			t = traitTable[r]
		} else {
			t = traitOf(r)
		}
		if t != 0 {
			if start < 0 {
				start = i
			}
			has |= t
		} else {
			end(i)
		}
		switch {
		case t != 0 && t != hasJoiner:
		case r == ' ':
			b.gaps = b.gaps || i+1 < b.to && s[i+1] == ' '
		default:
			if kind := kindOf(r); kind != 0 {
				b.kinds |= kind
				k.signs = append(k.signs, sign{at: int32(i), size: int16(size), kind: kind})
			}
			b.gaps = b.gaps || r == '\u00a0'
		}
		i += size
	}
	end(b.to)
}

// isNumber tells a word that is all digits of one of the two systems.
func isNumber(has traits) bool {
	return has&^(hasDigit|hasIndic|isPart) == 0 && has&(hasDigit|hasIndic) != 0
}

// of gives a word's characters.
func (k *ink) of(w word) string { return k.text[w.from:w.to] }

// bare is a word without tashkeel and tatweel.
func bare(s string, has traits) string {
	if has&(hasMark|hasTatweel|hasJoiner) == 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) || r == tatweel || r == zwnj || r == zwj {
			return -1
		}
		return r
	}, s)
}

// letters counts a word's letters, without marks.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if !isMark(r) && r != tatweel {
			n++
		}
	}
	return n
}

// isArabic tells whether a block holds an Arabic letter.
func (b *block) isArabic() bool { return b.has&hasArabic != 0 }

// before is the character before a place, 0 where the block begins.
func (b *block) before(i int) rune {
	if i <= b.from {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(b.text[b.from:i])
	return r
}

// after is the character at a place, 0 where the block ends.
func (b *block) after(i int) rune {
	if i >= b.to {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(b.text[i:b.to])
	return r
}

// letterBefore is the last character before a place that is no mark.
func (b *block) letterBefore(i int) rune {
	for {
		r := b.before(i)
		if !isMark(r) && r != tatweel {
			return r
		}
		i -= utf8.RuneLen(r)
	}
}

// lexicon is a closed list of words. Most words of a story are in none, and a
// look at their length and their ends tells.
type lexicon[T any] struct {
	words map[string]T
	ends  [longestEntry << 12]bool
}

// longestEntry bounds the words of a lexicon, in letters.
const longestEntry = 16

func newLexicon[T any](words map[string]T) *lexicon[T] {
	l := &lexicon[T]{words: words}
	for w := range words {
		l.ends[endsOf(w)] = true
	}
	return l
}

// endsOf makes one number of a word's length and of the last bits of its first
// letter and of its last.
func endsOf(w string) int {
	return min(len(w)/2, longestEntry-1)<<12 | int(w[1]&63)<<6 | int(w[len(w)-1]&63)
}

// mayHold is a quick no.
func (l *lexicon[T]) mayHold(w string) bool { return len(w) > 1 && l.ends[endsOf(w)] }
