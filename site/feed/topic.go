package feed

import (
	"bytes"
	"sync"
	"unicode/utf8"
)

// topicSet is the address of IPTC's Media Topics; the address of one is that
// and its eight digits. topicPrefix is what stands before the digits in a
// code of NewsML-G2 and ninjs.
const (
	topicSet    = "http://cv.iptc.org/newscodes/mediatopic/"
	topicPrefix = "medtop:"
)

// topicOf finds the IPTC Media Topic that a section's or a tag's label stands
// for: its place in the table. Spelling does not matter, nor does ال.
func topicOf(label string) (i int, ok bool) {
	var room [labelRoom]byte
	i, ok = topicLabels()[string(skeleton(room[:0], label))]
	return i, ok
}

var topicLabels = sync.OnceValue(func() map[string]int {
	index := map[string]int{}
	for i, t := range topics {
		for _, label := range append([]string{t.ar, t.en}, t.also...) {
			index[string(skeleton(nil, label))] = i
		}
	}
	return index
})

// labelRoom is more than any label of the table needs; what is longer is none.
const labelRoom = 80

// skeleton makes one of «العُلوم والتكنولوجيا» and «علوم وتكنولوجيا»: letters
// and single spaces, no marks, no ال. Every tag of every story is looked up by
// it, so it folds only what the table's words need, and allocates nothing;
// package arabic has the whole of folding.
func skeleton(b []byte, label string) []byte {
	word := 0 // where the word that is being written begins
	for _, r := range label {
		if len(b) > labelRoom-utf8.UTFMax {
			return nil
		}
		switch {
		case r == ' ' || r == '\u00a0':
			if b = bare(b, word); len(b) > word {
				b = append(b, ' ')
			}
			word = len(b)
		case 'A' <= r && r <= 'Z':
			b = append(b, byte(r)+'a'-'A')
		case r == '\u0640' || '\u064b' <= r && r <= '\u0652' || r == '\u0670': // tatweel, marks
		default:
			b = utf8.AppendRune(b, plainLetter(r))
		}
	}
	return bytes.TrimSuffix(bare(b, word), []byte(" "))
}

func plainLetter(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ':
		return 'ا'
	case 'ة':
		return 'ه'
	case 'ى':
		return 'ي'
	}
	return r
}

// bare drops the article of the word that begins at from, after «و» too.
func bare(b []byte, from int) []byte {
	const and, article = "و", "ال"
	word := b[from:]
	if bytes.HasPrefix(word, []byte(and+article)) {
		from, word = from+len(and), word[len(and):]
	}
	if bytes.HasPrefix(word, []byte(article)) && len(word) > len(article) {
		return append(b[:from], word[len(article):]...)
	}
	return b
}
