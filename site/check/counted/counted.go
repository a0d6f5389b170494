// Package counted is the number desk: it finds where a number and what it counts do
// not go together, by the grammar that any school teaches:
//
//	3 to 10      the plural, and the number has the other gender: ثلاثة رجال، ثلاث نساء
//	11 to 99     the singular in the accusative: عشرون شخصًا; 11 and 12 agree in both
//	             parts, of 13 to 19 the ones have the other gender
//	100, 1,000…  the singular in the genitive: مئة شخص; a dual loses its nun: مئتا شخص
//	ordinals     have the gender of what they order, in both parts
//
// It knows the nouns of lexicon.Nouns, and is silent about all others, about years,
// dates, decimals, scores, what follows «رقم» and its kin, and where a word may be
// the first of two: «عشرون طالب علم» is right. What is said and at which level is in
// package check.
package counted

import (
	"strings"
	"unicode/utf8"

	"warraq/site/arabic/lexicon"
	"warraq/site/check/prose"
)

// Kind is what is wrong.
type Kind uint8

// The kinds of hits; each is a rule of package check.
const (
	Form    Kind = iota // of the noun: ثلاثة رجل، عشرون شخص، مئة أشخاص
	Gender              // of the number: ثلاث رجال
	Parts               // of one number: أحد عشرة
	Case                // of the number: تضرر مئتي منزل، مئتين منزل
	Ordinal             // المرة الثاني
)

// Hit is a place where number and noun do not agree.
type Hit struct {
	From, To int    // of the word that is wrong
	Kind     Kind   //
	Want     string // what it should be
}

// class is what a number wants of its noun.
type class uint8

const (
	noClass class = iota
	two           // 2, in digits
	few           // 3 to 10
	many          // 11 to 99
	hundred       // 100, 200… 1,000…
)

// desk is at work on one text.
type desk struct {
	*prose.Text
	hits []Hit
}

// Find gives what is wrong, in the order of the text.
func Find(k *prose.Text) []Hit {
	d := desk{Text: k}
	list := numerals()
	for n := 0; n < len(k.Words); n++ {
		w := k.Words[n]
		if w.Has&(prose.HasDigit|prose.HasIndic) != 0 && w.Has&^(prose.HasDigit|prose.HasIndic|prose.HasArabic) == 0 {
			d.digits(n)
			continue
		}
		if !k.MayBe(prose.InNumerals, w) || w.Has&prose.HasArabic == 0 || w.Has&^(prose.HasArabic|prose.HasMark) != 0 {
			continue
		}
		s := k.Of(w)
		if w.Has&prose.HasMark != 0 {
			s = prose.Bare(s, w.Has)
		}
		if list.MayHold(s) {
			if what, ok := list.Words[s]; ok && !(what.part == hundreds && strings.Contains(k.Of(w), "\u0651")) { // ألّف is a verb
				n = d.numeral(n, what)
			}
		}
	}
	return d.hits
}

// Knows says that a word, which is bare, is a number.
func Knows(word string) bool {
	_, ok := numerals().Words[word]
	return ok
}

func (d *desk) hit(n int, kind Kind, want string) {
	w := d.Words[n]
	d.hits = append(d.hits, Hit{int(w.From), int(w.To), kind, want})
}

// before is the word before n, bare, if nothing but a space stands between them; else "".
func (d *desk) before(n int) string {
	if !d.Adjoin(n-1) || d.Words[n-1].Has&prose.IsPart != 0 {
		return ""
	}
	w := d.Words[n-1]
	return prose.Bare(d.Of(w), w.Has)
}

// noun judges the noun that follows the word n, which wants a class of it.
func (d *desk) noun(n int, want class) {
	s := d.Next(n)
	f := forms()[s]
	if f == nil || len(f.nouns) == 0 {
		return
	}
	first := f.nouns[0]
	switch want {
	case two:
		if !f.dual && (f.singular || f.plural || f.accusative) && !first.NoTanwin {
			nominative, oblique := first.Dual()
			d.hit(n+1, Form, nominative+"/"+oblique)
		}
	case few:
		if !f.plural && (f.singular || f.accusative) && len(first.Plurals) > 0 {
			d.hit(n+1, Form, first.Plurals[0])
		}
	case many:
		switch {
		case f.accusative:
		case f.plural && !f.singular:
			d.hit(n+1, Form, first.Tanwin())
		case f.singular && d.standsAlone(n+1, first):
			d.hit(n+1, Form, first.Tanwin())
		}
	case hundred:
		if f.singular {
			return
		}
		if f.plural && strings.HasPrefix(d.Next(n+1), "ال") { // «آلاف سيارات النقل»
			return
		}
		if f.plural || f.accusative {
			d.hit(n+1, Form, first.Singular)
		}
	}
}

// standsAlone says that the noun n is not the first of two: something follows that
// no noun is joined to.
func (d *desk) standsAlone(n int, noun lexicon.Noun) bool {
	w := d.Words[n]
	b := &d.Blocks[w.Block]
	if int(w.To) >= b.To || n+1 >= len(d.Words) || d.Words[n+1].Block != w.Block {
		return int(w.To) >= b.To || d.Ink[w.To] != prose.Blot
	}
	if r := b.After(int(w.To)); r != ' ' && r != '\u00a0' {
		return strings.ContainsRune(".،؛:؟!)»\n", r)
	}
	next := d.Words[n+1]
	if gap := d.Ink[w.To:next.From]; strings.Trim(gap, " \u00a0") != "" {
		return strings.Trim(gap, " \u00a0().،–-") == ""
	}
	s := prose.Bare(d.Of(next), next.Has)
	if closed[s] || next.Has&(prose.HasDigit|prose.HasIndic) != 0 {
		return true
	}
	for _, p := range [...]string{"لل", "بال", "وال"} {
		if strings.HasPrefix(s, p) && utf8.RuneCountInString(s) > 4 {
			return true
		}
	}
	return unitAdjectives[s] && units[noun.Singular]
}
