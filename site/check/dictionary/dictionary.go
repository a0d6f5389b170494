// Package dictionary finds misspelt words: those that are written one of a few ways
// beside a word that is much commoner (lexicon.Words). The ways are those in which
// Arabic is misspelt by people who know it, and no others (ways.go): the hamza, ة and
// ه, ى and ي, tanwin written as ن, the و of a verb in the plural without its alef, ض
// and ظ, one letter of a long word that is in no list, and two words without a space.
//
// A word that the list does not have is no mistake by itself: it may be a name. How much
// commoner the other word must be is the way's own, and was set on texts that were
// proofread (the words that it was wrong about are in package check's precision table).
package dictionary

import (
	"strings"
	"sync"
	"unicode/utf8"

	"warraq/site/arabic/lexicon"
	"warraq/site/check/prose"
)

// Kind is what is wrong.
type Kind uint8

// The kinds of hits; each is a rule of package check.
const (
	Spelling Kind = iota // a word that should be another
	Glued                // two words without a space
)

// Hit is a misspelt word, and what it should be.
type Hit struct {
	From, To int
	Kind     Kind
	Want     string
	Name     bool // it is no mistake if it is a name: one letter makes another word of it
}

// verdict is what a word is by itself.
type verdict struct {
	want string // "" if there is nothing to say
	way  way
}

// Speller judges the words of an edition. It remembers the misspelt ones; many goroutines
// may ask it.
type Speller struct {
	open  sync.Once
	book  *lexicon.Book
	mu    sync.RWMutex
	words map[string]verdict
}

// mostKept bounds what is remembered: names have no end.
const mostKept = 1 << 17

// New makes a Speller. The list is read when it is first asked.
func New() *Speller { return &Speller{words: map[string]verdict{}} }

// Find gives the misspelt words, in the order of the text. A word of a quotation in
// tashkeel is left alone, and one that is written the same way again in the story may
// be a name: of those only the ways that no name has count.
func (s *Speller) Find(k *prose.Text) (hits []Hit) {
	if !k.MayHold(prose.InSpelling) {
		return nil
	}
	for n, w := range k.Words {
		if !k.MayBe(prose.InSpelling, w) || w.Has&prose.HasArabic == 0 || w.Has&^(prose.HasArabic|prose.HasMark) != 0 {
			continue
		}
		if want := phrases[k.Of(w)+" "+nextWord(k, n)]; want != "" {
			hits = append(hits, Hit{int(w.From), int(k.Words[n+1].To), Spelling, want, false})
			continue
		}
		if a, ok := apart[k.Of(w)]; ok && a.fits(k, n) {
			hits = append(hits, Hit{int(w.From), int(w.To), Spelling, a.want, false})
			continue
		}
		v := s.judge(k.Of(w), w.Has)
		if v.want == "" || !fits(k, n, v) || besideSign(k, w) {
			continue
		}
		kind := Spelling
		if v.way == glued {
			kind = Glued
		}
		hits = append(hits, Hit{int(w.From), int(w.To), kind, v.want, v.way == oneLetter})
	}
	return hits
}

// shortest is how many letters a word has that is judged: of shorter ones, too many pairs
// are two words.
const shortest = 4

// Doubts says that a word may be misspelt.
func (s *Speller) Doubts(word string, has prose.Traits) bool {
	return inPhrase()[word] || apart[word].want != "" || s.judge(word, has).want != ""
}

// judge says what a word should be.
func (s *Speller) judge(word string, has prose.Traits) verdict {
	if len(word) < 2*shortest || has&prose.HasMark != 0 && isVowelled(word) {
		return verdict{}
	}
	word = prose.Bare(word, has&prose.HasMark)
	s.mu.RLock()
	v, ok := s.words[word]
	s.mu.RUnlock()
	if ok {
		return v
	}
	s.open.Do(func() { s.book = lexicon.Words() })
	if v = s.workOut(word); v.want == "" { // which a Notebook remembers
		return v
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.words) < mostKept {
		s.words[strings.Clone(word)] = v
	}
	return v
}

// isVowelled says that a word has more marks than shadda and tanwin: it is of a verse, or
// was written with care.
func isVowelled(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return prose.IsMark(r) && r != '\u0651' && r != '\u064b' })
}

// besideSign says that a word may be a name in signs, or of a longer one: «الان»-x.
func besideSign(k *prose.Text, w prose.Word) bool {
	b := &k.Blocks[w.Block]
	last, next := b.Before(int(w.From)), b.After(int(w.To))
	return last == '_' || next == '_' || last == '#' || last == '@' || last == '-' || next == '-'
}

// fits says that what stands beside a word does not speak for it.
func fits(k *prose.Text, n int, v verdict) bool {
	switch v.way {
	case possessive: // «كتابه الجديد» is right; «جامعه القاهرة» is not
		return strings.HasPrefix(nextWord(k, n), "ال")
	case zah: // «منضمة إلى»
		next := nextWord(k, n)
		return next != "إلى" && !strings.HasPrefix(next, "لل")
	case oneLetter:
		return !isName(k, n)
	case maqsura: // «يعنى أفلاطون بدراستها»: it is his care
		return !cares[k.Of(k.Words[n])] || !strings.HasPrefix(nextWord(k, n), "ب") && (nextWord(k, n) == "" || !strings.HasPrefix(nextWord(k, n+1), "ب"))
	}
	return true
}

// joins says that what follows a word shows that it is of «انضم»: إلى, within its clause.
func joins(k *prose.Text, n int) bool {
	const longest = 4 // «انظم اللاعب البرازيلي الشاب إلى»
	for i := range longest {
		if next := nextWord(k, n+i); next == "" {
			return false
		} else if next == "إلى" || next == "الى" || strings.HasPrefix(next, "لل") {
			return true
		}
	}
	return false
}

// asks says that a man who asks stands behind «تساءل».
func asks(k *prose.Text, n int) bool {
	title, ok := strings.CutPrefix(nextWord(k, n), "ال")
	return ok && men[title]
}

// remains says that what stands before a word, alone or behind whoever visits, shows that it is
// of «آثار» and no verb.
func remains(k *prose.Text, n int) bool {
	if n == 0 || nextWord(k, n-1) == "" {
		return false
	}
	before := k.Of(k.Words[n-1])
	return ofRemains[before] || n > 1 && nextWord(k, n-2) != "" && strings.HasPrefix(before, "ال") && visits[k.Of(k.Words[n-2])] && strings.HasPrefix(nextWord(k, n), "ال")
}

func nextWord(k *prose.Text, n int) string {
	if n+1 >= len(k.Words) || k.Words[n+1].Block != k.Words[n].Block || k.Ink[k.Words[n].To:k.Words[n+1].From] != " " {
		return ""
	}
	return k.Of(k.Words[n+1])
}

// isName says that a word may be a name: it stands in quotation marks or brackets, beside
// a Latin word, more than once in the story, or after a title.
func isName(k *prose.Text, n int) bool {
	w := k.Words[n]
	b := &k.Blocks[w.Block]
	if strings.ContainsRune("«\"“(", b.Before(int(w.From))) && b.Before(int(w.From)) != 0 {
		return true
	}
	for i := max(0, n-2); i < min(len(k.Words), n+3); i++ {
		if k.Words[i].Block == w.Block && k.Words[i].Has&(prose.HasLatin|prose.HasForeign) != 0 {
			return true
		}
	}
	word := k.Of(w)
	stem := word[2*min(2, utf8.RuneCountInString(word)-3):]
	return strings.Count(k.Ink, stem) > 1
}
