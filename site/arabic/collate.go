package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CollationKey is a string that sorts by bytes as names do in an Arabic index:
// «ال» at the beginning is ignored, أ إ آ ا go together, marks and tatweel
// count for nothing, Arabic comes before Latin and numbers after both. Equal
// keys mean that only what is ignored differs; the name itself settles those.
func CollationKey(s string) string {
	folded := indexed(s)
	var b strings.Builder
	b.Grow(len(folded) + len(s) + 1)
	for _, r := range folded {
		if r == 'آ' { // two alefs, in CLDR and in every dictionary
			writeRank(&b, 'ا')
			r = 'ا'
		}
		writeRank(&b, r)
	}
	b.WriteByte(0)
	b.WriteString(s)
	return b.String()
}

// Initial is the letter under which an index shows a name: «ا» for «أحمد»,
// «غ» for «الغاز», "A" for "apple", "#" for what begins with no letter.
func Initial(s string) string {
	folded := indexed(s)
	r, _ := utf8.DecodeRuneInString(folded)
	if folded == "" || !unicode.IsLetter(r) {
		return "#"
	}
	if r == 'آ' {
		r = 'ا'
	}
	return string(unicode.ToUpper(r))
}

// indexed is a name folded, from its first letter or digit on, without its article. An
// article's alef has no hamza: «ألمانيا» has none.
func indexed(s string) string {
	folded := strings.TrimLeftFunc(rewrite(s, collationRune), func(r rune) bool { return !isIndexed(r) })
	switch first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(NFC(s), func(r rune) bool { return !isIndexed(r) })); first {
	case 'أ', 'إ', 'آ':
		return folded
	}
	return cutArticle(folded)
}

func isIndexed(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Nd, r) }

// cutArticle takes «ال» from a word, but not from «الله» or «الي», nor from what is of
// the root where the writer left its hamza out: «المانيا».
func cutArticle(s string) string {
	rest, ok := strings.CutPrefix(s, "ال")
	if !ok || strings.HasPrefix(s, "الله") {
		return s
	}
	word, _, _ := strings.Cut(rest, " ")
	if first, _, _ := strings.Cut(s, " "); utf8.RuneCountInString(word) < 2 || isRootAl(first) {
		return s
	}
	return rest
}

// collationRune brings together what CLDR's Arabic collation tells apart only
// below the first level: ة with ت, ى with ي, every hamza with alef.
func collationRune(r rune) rune {
	switch r {
	case 'ة':
		return 'ت'
	case 'ى':
		return 'ي'
	case 'ء', 'ؤ', 'ئ':
		return 'ا'
	case 'آ':
		return r
	}
	return latinBase(keyRune(r))
}

// latinBase is the bare letter of an accented one: é sorts with e.
func latinBase(r rune) rune {
	if base, ok := latinBases[r]; ok {
		return base
	}
	return r
}

// writeRank writes a rune so that bytes sort as: spaces, Arabic, other scripts, digits.
func writeRank(b *strings.Builder, r rune) {
	switch {
	case strings.ContainsRune(alphabet, r):
		b.WriteByte(0x10)
		b.WriteByte(byte(0x10 + strings.Index(alphabet, string(r))))
	case unicode.IsLetter(r):
		b.WriteByte(0x20)
		b.WriteRune(r)
	case unicode.Is(unicode.Nd, r):
		b.WriteByte(0x30)
		b.WriteRune(r)
	default:
		b.WriteByte(0x08)
	}
}

// alphabet is the order of letters; those of loan words follow the one they look like.
const alphabet = "ابپتثجچحخدذرزژسشصضطظعغفڤقڨكگلمنهوي"
