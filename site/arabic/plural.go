package arabic

import (
	"cmp"
	"slices"
	"strings"
)

// Plural is a CLDR plural category.
type Plural int

// The six categories of Arabic; English has One and Other, Hebrew Two as well.
const (
	Zero Plural = iota
	One
	Two
	Few
	Many
	Other
)

// PluralOf is the category of a whole number (CLDR, plurals.json).
func PluralOf(lang string, n int) Plural {
	if n < 0 {
		n = -n
	}
	if of := (Locale{Lang: lang}).tongue(); of != nil {
		return of.plural(n)
	}
	switch m := n % 100; {
	case n <= 2:
		return Plural(n)
	case 3 <= m && m <= 10:
		return Few
	case m >= 11:
		return Many
	}
	return Other
}

// Forms are the words that go with a number; {n} is the number's place. The
// dual has a form of its own after a preposition: «دقيقتان», but «قبل دقيقتين».
type Forms struct{ Zero, One, Two, TwoGenitive, Few, Many, Other string }

// Count is the form for n; genitive chooses the dual after a preposition.
func (l Locale) Count(n int, f Forms, genitive bool) string {
	s := f.of(PluralOf(l.Lang, n), genitive)
	if !strings.Contains(s, "{n}") {
		return s
	}
	return strings.ReplaceAll(s, "{n}", l.Number(n))
}

func (f Forms) of(p Plural, genitive bool) string {
	if genitive && p == Two && f.TwoGenitive != "" {
		return f.TwoGenitive
	}
	return cmp.Or([...]string{f.Zero, f.One, f.Two, f.Few, f.Many, f.Other}[p], f.Other)
}

// Missing names the categories (CLDR) that a language needs and f lacks.
func (f Forms) Missing(lang string) []string {
	of := (Locale{Lang: lang}).tongue()
	var missing []string
	for _, n := range []struct{ name, form string }{
		{"zero", f.Zero}, {"one", f.One}, {"two", f.Two}, {"few", f.Few}, {"many", f.Many}, {"other", f.Other},
	} {
		if n.form == "" && (of == nil || slices.Contains(of.needs, n.name)) {
			missing = append(missing, n.name)
		}
	}
	return missing
}

// NounsFor is the table of counted nouns in a language, spelt in the way of a house:
// tanwin is its place beside an alef, as PlaceTanwin takes it.
func NounsFor(lang, tanwin string) map[string]Forms {
	if of := (Locale{Lang: lang}).tongue(); of != nil {
		return of.nouns
	}
	if tanwin == "" {
		return Nouns
	}
	spelt := make(map[string]Forms, len(Nouns))
	for name, f := range Nouns {
		f.Many = PlaceTanwin(f.Many, tanwin) // the accusative: «11 يومًا»
		spelt[name] = f
	}
	return spelt
}
