package prose

import "strings"

// Alike are the letters that keyboards of Persian, Urdu and Kurdish have in place of Arabic ones,
// by what Arabic writes. Whoever types Arabic on such a keyboard writes them.
var Alike = map[rune]string{
	'\u06a9': "ك", '\u06aa': "ك", '\u06cc': "ي", '\u06be': "ه", '\u06c1': "ه", '\u06d5': "ه", '\u06c3': "ة", '\u06d2': "ي",
}

// IsOther says that no Arabic word has a letter of this word, on whatever keyboard it was typed.
func IsOther(word string, has Traits) bool {
	return has&HasForeign != 0 && strings.ContainsFunc(word, func(r rune) bool { return TraitsOf(r) == HasForeign && Alike[r] == "" })
}

// otherWords are frequent words of Persian, Urdu and Kurdish that Arabic does not have, though each
// of their letters is Arabic or Alike.
var otherWords = map[string]bool{
	"است": true, "از": true, "را": true, "شده": true, "برای": true, "که": true, "یک": true, "نیز": true, "می": true, "های": true,
	"ہے": true, "کے": true, "کا": true, "نے": true, "سے": true, "کو": true, "کہ": true, "یہ": true, "اور": true,
	"لە": true, "بە": true, "ئەو": true,
}

// A block is of another tongue where so many of its words are, and one in so many.
const (
	otherAtLeast = 3
	otherOneIn   = 6
)

// isOtherTongue says that words are of another language of the Arabic script, which a
// story quotes: nothing in them is Arabic written wrong.
func (k *Text) isOtherTongue(words []Word) bool {
	all, other := 0, 0
	for _, w := range words {
		if w.Has&(HasArabic|HasForeign) == 0 {
			continue
		}
		all++
		if s := k.Of(w); otherWords[s] || IsOther(s, w.Has) {
			other++
		}
	}
	return other >= otherAtLeast && other*otherOneIn >= all
}
