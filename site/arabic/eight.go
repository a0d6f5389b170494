package arabic

import (
	"math/bits"
	"unicode/utf8"
)

// A text of news is letters of two bytes and spaces, most of all. The scans of
// whole archives look at eight bytes of it at a time, in one register, and at
// single characters only where something else stands.

const (
	tops = 0x8080808080808080 // the highest bit of each byte
	lows = tops - 0x0101010101010101
	gaps = 0x2020202020202020 // spaces
)

// eight loads the eight bytes of s from i, the first in the lowest place.
func eight[T string | []byte](s T, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// leads are the first bytes of characters of several bytes, and rest the bytes
// that follow them: each by its highest bit (RFC 3629, section 3).
func leads(x uint64) (first, rest uint64) {
	top := x & tops
	return top & (x << 1), top &^ (x << 1)
}

// letters says how many of eight bytes are whole characters, all of them Arabic
// letters and marks of U+0620 to U+067F or spaces; 0 where anything else is
// among them, an Arabic digit too. The letters are told by the highest bits.
func letters(x uint64) (n int, words uint64) {
	first, rest := leads(x)
	other := first &^ ((x << 3) & (x << 4)) // leads are 0xd8 and 0xd9: bits 110 1100
	other |= first & (x<<2 | x<<5 | x<<6)
	other |= rest ^ first<<8 // every lead has one byte after it, and it alone
	ninth := first & (x << 7)
	other |= (first &^ ninth) << 8 &^ (x << 2)               // U+0600 to U+061F: signs
	other |= ninth << 8 & (x << 2) &^ (x << 3)               // U+0660 to U+066F: digits and their signs
	other |= ((x^gaps)&lows + lows) &^ (first | rest) & tops // of one byte, and no space
	if other != 0 {
		return 0, 0
	}
	if first>>63 != 0 { // the second byte of the last letter is outside
		return 7, (first | rest) &^ (1 << 63)
	}
	return 8, first | rest
}

// Valid tells whether s is UTF-8, as utf8.Valid does, in a fraction of
// its time where s is Arabic.
func Valid(s []byte) bool {
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			x := eight(s, i)
			first, rest := leads(x)
			long := first & (x << 2)                      // three bytes or four
			short := first &^ (x<<3 | x<<4 | x<<5 | x<<6) // 0xc0 and 0xc1, which are none
			if long|short|(rest^first<<8) == 0 {
				i += 8 - int(first>>63)
				continue
			}
		}
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			return false
		}
		i += n
	}
	return true
}

// HasControl tells whether a control character of one byte stands in s, other
// than a tab or a line's end.
func HasControl(s []byte) bool {
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			x := eight(s, i)
			below := (x - gaps) &^ x        // below a space
			del := (x ^ lows) - (tops >> 7) // U+007F
			if (below|del&^(x^lows))&tops == 0 {
				i += 8
				continue
			}
		}
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return true
		}
		i++
	}
	return false
}

// PastLetters is how far from i only Arabic letters stand, with single spaces
// between them, or less: it may stop early, never late.
func PastLetters[T string | []byte](s T, i int) int {
	for i+8 <= len(s) {
		n, words := letters(eight(s, i))
		spaces := ^words & tops << (64 - 8*n) >> (64 - 8*n)
		if n == 0 || spaces&(spaces<<8|1<<7) != 0 {
			break
		}
		if spaces>>(8*n-1) != 0 { // what follows this space is not seen yet
			n--
		}
		i += n
	}
	return i
}

// starts counts the words that begin among letters, where the byte before them
// belongs to a word or not, and says whether the last of n bytes does.
func starts(words uint64, n int, inside bool) (count int, goesOn bool) {
	before := words << 8
	if inside {
		before |= 1 << 7
	}
	return bits.OnesCount64(words &^ before), words>>(8*n-1)&1 != 0
}
