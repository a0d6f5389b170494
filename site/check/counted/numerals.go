package counted

import (
	"strings"

	"warraq/site/arabic"
	"warraq/site/arabic/lexicon"
)

// numeral judges the number in words that begins at n, and gives its last word.
func (d *desk) numeral(n int, what word) int {
	switch what.part {
	case ones:
		return d.ones(n, what)
	case ten, few10:
		if d.endsNumber(n) {
			return n
		}
		d.fewNoun(n, what)
	case tens:
		d.oblique(n, what)
		d.duration(n, what)
		d.noun(n, many)
	case hundreds:
		d.oblique(n, what)
		d.hundredNoun(n, what)
	case ordinalUnit:
		return d.ordinal(n, what)
	}
	return n
}

// ones judges what begins with a unit: ثلاثة رجال, ثلاثة عشر رجلًا, ثلاثة وعشرون رجلًا.
func (d *desk) ones(n int, what word) int {
	next := d.Next(n)
	switch {
	case next == "عشر" || next == "عشرة" || next == "عشره":
		return d.teen(n, what, next == "عشر")
	case strings.HasPrefix(next, "و") && tensOf[strings.TrimPrefix(next, "و")]:
		if strings.HasSuffix(next, "ين") && subjectVerbs[d.before(n)] && !times[d.Next(n+1)] {
			d.hit(n+1, Case, strings.TrimSuffix(next, "ين")+"ون")
		}
		if what.unit > 2 {
			if what.bare == "ثمانية" {
				what.other = "ثمانٍ"
			}
			d.gender(n, n+1, what)
		}
		d.noun(n+1, many)
		return n + 1
	case what.unit > 2:
		d.fewNoun(n, what)
	}
	return n
}

// fewNoun judges what follows one of 3 to 10.
func (d *desk) fewNoun(n int, what word) {
	f := forms()[d.Next(n)]
	switch {
	case what.bare == "ست" && d.Next(n) == "بيت": // a housewife
		return
	case what.bare == "عشر" && f != nil && f.singular && !f.plural && f.gender == lexicon.Masculine: // a tenth: «عشر الراتب», «عشر راتب»
		return
	}
	d.gender(n, n, what)
	d.noun(n, few)
}

// gender compares the number n with the noun after the word last: of 3 to 10, the
// one has ة where the other is masculine.
func (d *desk) gender(n, last int, what word) {
	f := forms()[d.Next(last)]
	if f == nil || f.gender == lexicon.Both || f.gender == 0 {
		return
	}
	if masculine := f.gender == lexicon.Masculine; masculine != what.ta {
		d.hit(n, Gender, what.prefix+what.other)
	}
}

// teen judges 11 to 19. masculine says that its ten is «عشر».
func (d *desk) teen(n int, what word, masculine bool) int {
	last := n + 1
	f := forms()[d.Next(last)]
	known := f != nil && f.gender != lexicon.Both && f.gender != 0
	if what.unit == 1 && !masculine && f != nil && f.plural && !f.singular && !f.accusative {
		return last // «أحد عشرة لاعبين»: one of ten
	}
	agrees := what.ta == masculine // ثلاثة عشر، ثلاث عشرة
	if what.unit <= 2 {
		agrees = what.ta != masculine // أحد عشر، إحدى عشرة: ta says that it is feminine
	}
	isMasculine := what.unit <= 2 && !what.ta || what.unit > 2 && what.ta
	switch {
	case !agrees:
		if known {
			isMasculine = f.gender == lexicon.Masculine
		}
		d.hit(n, Parts, teenOf(what, isMasculine))
	case known && isMasculine != (f.gender == lexicon.Masculine):
		d.hit(n, Gender, teenOf(what, !isMasculine))
	}
	if what.unit == 2 && (strings.HasPrefix(what.bare, "اثني") || strings.HasPrefix(what.bare, "اثنتي")) && what.prefix == "" && subjectVerbs[d.before(n)] {
		d.hit(n, Case, strings.TrimSuffix(what.bare, "ي")+"ا")
	}
	d.noun(last, many)
	return last
}

// teenOf spells a number of 11 to 19 for a gender.
func teenOf(what word, masculine bool) string {
	first := what.bare
	if isMasculine := what.unit <= 2 && !what.ta || what.unit > 2 && what.ta; isMasculine != masculine {
		first = what.other
	}
	if masculine {
		return what.prefix + first + " عشر"
	}
	return what.prefix + first + " عشرة"
}

// hundredNoun judges what follows a hundred, a thousand or a million.
func (d *desk) hundredNoun(n int, what word) {
	f := forms()[d.Next(n)]
	if f != nil && f.singular && !f.plural && what.nun {
		d.hit(n, Case, what.prefix+strings.TrimSuffix(what.bare, "ن"))
	}
	d.noun(n, hundred)
}

// oblique finds a subject in the case of objects, after a verb that has no object:
// تضرر مئتي منزل.
func (d *desk) oblique(n int, what word) {
	if what.prefix == "" && what.nominative != "" && subjectVerbs[d.before(n)] && !times[d.Next(n)] {
		d.hit(n, Case, what.nominative)
	}
}

// duration finds a length of time in the case of subjects, behind a verb that lasts: استمرت المباراة
// تسعون دقيقة.
func (d *desk) duration(n int, what word) {
	const longest = 3 // words between
	if what.prefix != "" || !strings.HasSuffix(what.bare, "ون") || !times[d.Next(n)] {
		return
	}
	for i := n; i > n-longest; i-- {
		s := d.before(i)
		if lasting[strings.TrimPrefix(s, "و")] {
			d.hit(n, Case, strings.TrimSuffix(what.bare, "ون")+"ين")
			return
		}
		if !strings.HasPrefix(s, "ال") {
			return
		}
	}
}

// ordinal judges an ordinal of two parts, and one after its noun.
func (d *desk) ordinal(n int, what word) int {
	switch next := d.Next(n); next {
	case "عشر", "عشرة", "عشره":
		if (next == "عشر") == what.ta {
			want := "عشر"
			if what.ta {
				want = "عشرة"
			}
			if f := definite(d.before(n)); f != nil && (f.gender == lexicon.Masculine) == what.ta {
				d.hit(n, Ordinal, what.other+map[bool]string{true: " عشر", false: " عشرة"}[what.ta])
			} else {
				d.hit(n+1, Ordinal, want)
			}
			return n + 1
		}
		d.orders(n, what)
		return n + 1
	}
	d.orders(n, what)
	return n
}

// orders compares an ordinal with the noun before it, if no other noun can be meant:
// in «مباراة اليوم الأولى» the match is the first.
func (d *desk) orders(n int, what word) {
	if n == 0 || what.other == "" {
		return
	}
	s := d.before(n)
	f := definite(s)
	if f == nil || f.plural || f.gender == lexicon.Both || f.gender == 0 || (f.gender == lexicon.Feminine) == what.ta {
		return
	}
	if strings.HasPrefix(s, "ال") && !openers[d.before(n-1)] && !isDeed(d.before(n-1)) {
		return
	}
	d.hit(n, Ordinal, what.other)
}

// isDeed says that a word is a verb of «she» in the past, which no noun is joined to: انطلقت.
func isDeed(s string) bool {
	r := []rune(s)
	n := len(r)
	return n >= 4 && r[n-1] == 'ت' && !strings.ContainsRune("اوي", r[n-2]) && !strings.HasPrefix(s, "ال")
}

// definite gives the noun with its article, and a preposition before it, or nil.
func definite(s string) *form {
	for _, a := range [...]string{"ال", "بال", "لل", "وال", "كال"} {
		if rest, ok := strings.CutPrefix(s, a); ok {
			return forms()[rest]
		}
	}
	return nil
}

// endsNumber says that a ten is the end of a number that numerals does not know as one:
// القرن التاسع عشر، الخمسة عشر، إثني عشر، ست وعشرة.
func (d *desk) endsNumber(n int) bool {
	s := strings.TrimPrefix(arabic.Fold(d.before(n)), "و")
	for _, p := range [...]string{"ال", "بال", "لل", "ب", "ل", "ف"} {
		if rest, ok := strings.CutPrefix(s, p); ok && foldedUnits()[rest] {
			return true
		}
	}
	return foldedUnits()[s] || ordinalUnits[d.before(n)]
}
