package prose

import (
	"iter"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a run of letters, marks and digits.
type Word struct {
	From, To int32
	Block    int32
	Has      Traits
	notes    Notes
}

// Traits are what a word is made of.
type Traits uint16

// What a word may have.
const (
	HasArabic  Traits = 1 << iota // a letter of the Arabic language
	HasForeign                    // a letter that Persian, Urdu or Kurdish adds to the script
	HasLatin                      // any other letter
	HasDigit                      // 0 to 9
	HasIndic                      // ٠ to ٩
	HasPersian                    // ۰ to ۹
	HasMark                       // tashkeel
	HasTatweel
	HasJoiner // U+200C or U+200D
	HasForm   // a presentation form
	IsPart    // a blot stands beside it: there may be more of the word
)

// TraitsOf is what a character adds to a word; 0 for what ends one.
func TraitsOf(r rune) Traits {
	switch {
	case r < 0x80:
		switch {
		case '0' <= r && r <= '9':
			return HasDigit
		case 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_':
			return HasLatin
		}
		return 0
	case IsArabicLetter(r):
		return HasArabic
	case IsMark(r):
		return HasMark
	case r == Tatweel:
		return HasTatweel
	case '\u0660' <= r && r <= '\u0669':
		return HasIndic
	case '\u06f0' <= r && r <= '\u06f9':
		return HasPersian
	case 0x0600 <= r && r <= 0x06ff && unicode.IsLetter(r), 0x0750 <= r && r <= 0x077f:
		return HasForeign
	case r == ZWNJ || r == ZWJ:
		return HasJoiner
	case isForm(r):
		return HasForm
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		return HasLatin
	}
	return 0
}

// traitTable answers for the characters of one and two bytes.
var traitTable = func() (table [0x800]Traits) {
	for r := range table {
		table[r] = TraitsOf(rune(r))
	}
	return table
}()

// Characters that join letters, and do not stand for any.
const (
	Tatweel = '\u0640'
	ZWNJ    = '\u200c'
	ZWJ     = '\u200d'
)

// IsArabicLetter says that a character is one of the letters of the Arabic language (Unicode block
// Arabic, U+0621 to U+064A), and the alef of the Qur'an's spelling.
func IsArabicLetter(r rune) bool {
	return 0x0621 <= r && r <= 0x063a || 0x0641 <= r && r <= 0x064a || r == '\u0671'
}

// IsMark says that a character is tashkeel: what stands over or under a letter.
func IsMark(r rune) bool { return 0x064b <= r && r <= 0x065f || r == '\u0670' }

// isForm says that a character is one of the letters' shapes of old encodings (Arabic Presentation Forms
// A and B). The honorific ligatures and the signs ﴾ ﴿ have no other form.
func isForm(r rune) bool {
	return 0xfb50 <= r && r <= 0xfd3d || 0xfd50 <= r && r <= 0xfdcf || 0xfe70 <= r && r <= 0xfefc
}

// findWords cuts every block into words and signs. It is the one look that is
// taken at each character: what it notes tells most rules that a block, or all
// of a story, has nothing for them.
func (k *Text) findWords() {
	for n := range k.Blocks {
		b := &k.Blocks[n]
		b.Ink = k.Ink
		words, numbers, first := len(k.Words), len(k.Numbers), len(k.signs)
		k.wordsOf(int32(n), b)
		if b.Has&HasForeign != 0 && k.isOtherTongue(k.Words[words:]) {
			k.Words, k.Numbers, k.signs = k.Words[:words], k.Numbers[:numbers], k.signs[:first]
			b.Has, b.Kinds, b.Gaps = 0, 0, false
			k.fill(k.out, b.From, b.To)
		}
		b.signs = k.signs[first:]
		k.Has |= b.Has
	}
}

func (k *Text) wordsOf(n int32, b *Block) {
	s := k.Ink[:b.To]
	var has Traits
	start := -1
	end := func(at int) {
		if start >= 0 {
			if start > b.From && s[start-1] == Blot || at < b.To && s[at] == Blot {
				has |= IsPart
			}
			k.Words = append(k.Words, Word{int32(start), int32(at), n, has, 0})
			b.Has |= has
			if IsNumber(has) {
				k.Numbers = append(k.Numbers, int32(len(k.Words)-1))
			}
			start, has = -1, 0
		}
	}
	for i := b.From; i < b.To; {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if r < 0xe0 && i+1 < len(s) {
				r, size = r&0x1f<<6|rune(s[i+1]&0x3f), 2
			} else {
				r, size = utf8.DecodeRuneInString(s[i:])
			}
		}
		var t Traits
		if r < 0x800 {
			t = traitTable[r]
		} else {
			t = TraitsOf(r)
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
		case t != 0 && t != HasJoiner:
		case r == ' ':
			b.Gaps = b.Gaps || i+1 < b.To && s[i+1] == ' '
		default:
			if kind := kindOf(r); kind != 0 {
				b.Kinds |= kind
				k.signs = append(k.signs, sign{at: int32(i), size: int16(size), kind: kind})
			}
			b.Gaps = b.Gaps || r == '\u00a0'
		}
		i += size
	}
	end(b.To)
}

// IsNumber says that traits are those of a word that is all digits of one of the two systems.
func IsNumber(has Traits) bool {
	return has&^(HasDigit|HasIndic|IsPart) == 0 && has&(HasDigit|HasIndic) != 0
}

// Of gives a word's characters.
func (k *Text) Of(w Word) string { return k.Ink[w.From:w.To] }

// Bare is a word without tashkeel and tatweel.
func Bare(s string, has Traits) string {
	if has&(HasMark|HasTatweel|HasJoiner) == 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if IsMark(r) || r == Tatweel || r == ZWNJ || r == ZWJ {
			return -1
		}
		return r
	}, s)
}

// Letters counts a word's letters, without marks.
func Letters(s string) int {
	n := 0
	for _, r := range s {
		if !IsMark(r) && r != Tatweel {
			n++
		}
	}
	return n
}

// IsArabic says that a block holds an Arabic letter.
func (b *Block) IsArabic() bool { return b.Has&HasArabic != 0 }

// Before is the character before a place, 0 where the block begins.
func (b *Block) Before(i int) rune {
	if i <= b.From {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(b.Ink[b.From:i])
	return r
}

// After is the character at a place, 0 where the block ends.
func (b *Block) After(i int) rune {
	if i >= b.To {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(b.Ink[i:b.To])
	return r
}

// LetterBefore is the last character before a place that is no mark.
func (b *Block) LetterBefore(i int) rune {
	for {
		r := b.Before(i)
		if !IsMark(r) && r != Tatweel {
			return r
		}
		i -= utf8.RuneLen(r)
	}
}

// Lexicon is a closed list of words. Most words of a story are in none, and a
// look at their length and their ends tells.
type Lexicon[T any] struct {
	Words map[string]T
	ends  [longestEntry << 12]bool
}

// longestEntry bounds the words of a lexicon, in letters.
const longestEntry = 16

// NewLexicon makes a Lexicon of words of two bytes or more.
func NewLexicon[T any](words map[string]T) *Lexicon[T] {
	l := &Lexicon[T]{Words: words}
	for w := range words {
		l.ends[endsOf(w)] = true
	}
	return l
}

// endsOf makes one number of a word's length and its first and last letters.
func endsOf(w string) int {
	return min(len(w)/2, longestEntry-1)<<12 | int(w[1]&63)<<6 | int(w[len(w)-1]&63)
}

// MayHold is false for most words that the lexicon does not hold.
func (l *Lexicon[T]) MayHold(w string) bool { return len(w) > 1 && l.ends[endsOf(w)] }

// Counted calls f for the words of a text that are all Arabic and long enough to be
// counted, without their marks. Code and addresses are not left out: what little
// Arabic they hold does not matter, and leaving it out would cost more than all
// the rest. All Arabic letters, marks and the tatweel are two bytes, of which the
// first is D8 or D9.
func Counted(s string, f func(word string)) {
	for i := 0; i+1 < len(s); {
		if s[i]&^1 != 0xd8 {
			i++
			continue
		}
		start, has := i, Traits(0)
		for i+1 < len(s) && s[i]&^1 == 0xd8 {
			t := traitTable[rune(s[i]&0x1f)<<6|rune(s[i+1]&0x3f)]
			if t == 0 {
				break
			}
			has |= t
			i += 2
		}
		if w := (Word{From: int32(start), To: int32(i), Has: has}); IsCounted(w) && !isWordByte(s, start-1) && !isWordByte(s, i) {
			f(Bare(s[start:i], has))
		}
		if i == start {
			i += 2
		}
	}
}

// isWordByte says that a byte is of a Latin word, a number or a letter that Arabic lacks.
func isWordByte(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i]
	return c < 0x80 && traitTable[c] != 0 || c == 0xda || c == 0xdb
}

// IsCounted says that a word is counted: an Arabic one of 4 letters or more. Of
// shorter ones too many pairs are two words, على and علي.
func IsCounted(w Word) bool {
	return w.Has&^HasMark == HasArabic && w.To-w.From >= 8 && w.To-w.From <= 40
}

// WordsWith gives the words that have some traits, and their places in Words.
func (k *Text) WordsWith(traits Traits) iter.Seq2[int, Word] {
	return func(yield func(int, Word) bool) {
		if k.Has&traits == 0 {
			return
		}
		for n, w := range k.Words {
			if w.Has&traits != 0 && !yield(n, w) {
				return
			}
		}
	}
}

// BlocksWith gives the blocks in which signs of some kinds stand.
func (k *Text) BlocksWith(kinds SignKind) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		for i := range k.Blocks {
			if k.Blocks[i].Kinds&kinds != 0 && !yield(&k.Blocks[i]) {
				return
			}
		}
	}
}

// SignsOf gives the signs of some kinds in a block, and where they stand.
func (b *Block) SignsOf(kinds SignKind) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if b.Kinds&kinds == 0 {
			return
		}
		for _, s := range b.signs {
			if at := int(s.at); s.kind&kinds != 0 && !yield(at, b.Ink[at:at+int(s.size)]) {
				return
			}
		}
	}
}

// BlockAt is the block that holds a place, or nil.
func (k *Text) BlockAt(at int) *Block {
	i := sort.Search(len(k.Blocks), func(i int) bool { return k.Blocks[i].To > at })
	if i == len(k.Blocks) || k.Blocks[i].From > at {
		return nil
	}
	return &k.Blocks[i]
}
