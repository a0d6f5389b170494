package arabic

import (
	"bytes"
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

// leads gives the first bytes of long characters, and the rest, each by its highest bit (RFC 3629, 3).
func leads(x uint64) (first, rest uint64) {
	top := x & tops
	return top & (x << 1), top &^ (x << 1)
}

// letters marks which of the eight bytes that follow the byte last are not of
// Arabic letters and marks of U+0620 to U+067F, nor spaces; an Arabic digit is
// marked, by its second byte. Where no byte is, those with a highest bit are the
// letters', and the letter that begins in the last one is still to be judged.
func letters(x uint64, last byte) (other uint64) {
	first, rest := leads(x)
	second := first<<8 | is(last&^1, 0xd8)            // every lead has one byte after it, and it alone
	ninth := first&(x<<7)<<8 | uint64(last)<<7&second // of 0xd9
	other = first &^ ((x << 3) & (x << 4))            // leads are 0xd8 and 0xd9: bits 110 1100
	other |= first & (x<<2 | x<<5 | x<<6)
	other |= rest ^ second
	other |= second &^ ninth &^ (x << 2)  // U+0600 to U+061F: signs
	other |= ninth & (x << 2) &^ (x << 3) // U+0660 to U+066F: digits and their signs
	other |= ^(x | spaces(x)) & tops      // of one byte, and no space
	return other
}

// is gives the highest bit of the first of eight bytes where b is what is asked.
func is(b, asked byte) uint64 { return (uint64(b^asked) - 1) >> 63 << 7 }

// spaces are the spaces among eight bytes, each by its highest bit.
func spaces(x uint64) uint64 { return ^((x^gaps)&lows + lows | x) & tops }

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
func PastLetters(s string, i int) int {
	from, last := i, byte(' ')
	for i+8 <= len(s) {
		x := eight(s, i)
		gaps := ^x & tops
		if other := letters(x, last) | gaps&(gaps<<8|is(last, ' ')); other != 0 {
			i += bits.TrailingZeros64(other) / 8
			break
		}
		i, last = i+8, byte(x>>56)
	}
	for i > from && (s[i-1] == ' ' || isLead(s[i-1])) { // what follows these was not seen, or is none
		i--
	}
	return i
}

// PastWords is how far from i only characters beyond ASCII stand, with single
// spaces between them, or less: it may stop early, never late, and within a
// character.
func PastWords(s []byte, i int) int {
	from, last := i, byte(' ')
	for i+8 <= len(s) {
		x := eight(s, i)
		gaps := spaces(x)
		if other := ^(x|gaps)&tops | gaps&(gaps<<8|is(last, ' ')); other != 0 {
			i += bits.TrailingZeros64(other) / 8
			break
		}
		i, last = i+8, byte(x>>56)
	}
	if i > from && s[i-1] == ' ' {
		i--
	}
	return i
}

// countLetters counts the words that begin among the letters from i, as far as
// only letters and spaces stand. What stands before them, or at their end, may
// belong to a word.
func countLetters(s string, i int, inside bool) (end, count int, goesOn bool) {
	from, last, in := i, byte(0), uint64(0)
	if inside {
		in = 1
	}
	for i+8 <= len(s) {
		var begun int
		x := eight(s, i)
		if other := letters(x, last); other != 0 {
			if n := bits.TrailingZeros64(other) / 8; n > 0 {
				begun, in = begins(x&(1<<(8*n)-1), n, in)
				count, i = count+begun, i+n
			}
			break
		}
		begun, in = begins(x, 8, in)
		count, i, last = count+begun, i+8, byte(x>>56)
	}
	if i > from && isLead(s[i-1]) {
		i--
	}
	return i, count, in != 0
}

// begins counts the words that begin in n bytes of letters and spaces. A letter
// that begins in the last byte is not counted yet.
func begins(x uint64, n int, inside uint64) (count int, goesOn uint64) {
	end := 8*n - 1
	words := x & tops
	half := words & (x << 1) >> end & 1
	words &^= half << end
	before := words<<8 | inside<<7
	return bits.OnesCount64(words &^ before), (words>>end | half&(before>>end)) & 1
}

func isLead(b byte) bool { return b >= 0xc0 }

// Tidy makes Unix line ends, and drops the control characters that may not
// stand in HTML. src is UTF-8; where nothing changes, it is given back itself.
func Tidy(src []byte) []byte {
	if !HasControl(src) {
		return src
	}
	src = bytes.ReplaceAll(bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	return bytes.Map(func(r rune) rune {
		if IsControl(r) {
			return -1
		}
		return r
	}, src)
}

// IsControl reports a control character (Unicode Cc) but tab and line feed.
func IsControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0
}
