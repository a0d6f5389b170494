package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"warraq/site/arabic"
)

// signed reads a line that names who wrote, or where: «بقلم سلمى حداد»,
// «القاهرة: سلمى حداد», «بيونغ يانغ ـ العربي الجديد».
func (d *clipping) signed(i int) bool {
	text := d.lines[i].text
	if name, ok := bylineOf(text); ok {
		d.byline = joinNames(d.byline, name)
		d.take(i)
		return true
	}
	switch folded := arabic.Fold(text); {
	case agencyNames[folded]:
		d.agency(d.take(i))
		return true
	case places[folded] && d.dateline == "":
		d.dateline = d.take(i)
		return true
	}
	place, name, ok := placeAndName(text)
	if !ok {
		return false
	}
	d.take(i)
	d.dateline = place
	if agencyNames[arabic.Fold(name)] {
		d.agency(name)
		return true
	}
	d.byline = joinNames(d.byline, name)
	d.guess(i, text, "عُدّ مكانًا واسم كاتب", "taken for a place and an author's name")
	return true
}

func joinNames(a, b string) string {
	if a == "" {
		return b
	}
	return a + "، " + b
}

func isByline(text string) bool {
	if _, ok := bylineOf(text); ok {
		return true
	}
	if _, _, ok := placeAndName(text); ok {
		return true
	}
	return agencyNames[arabic.Fold(text)]
}

// bylineOf reads «بقلم: سلمى حداد». A name is at most eight words.
func bylineOf(text string) (string, bool) {
	words := strings.Fields(text)
	for n := min(2, len(words)-1); n > 0; n-- {
		label := strings.Trim(strings.Join(words[:n], " "), ":/,،-–ـ ")
		colon := strings.ContainsAny(strings.Join(words[:n], " "), ":/,،")
		name := strings.Trim(strings.Join(words[n:], " "), ":/-–ـ ")
		if bylineLabels[arabic.Fold(label)] && name != "" && len(strings.Fields(name)) <= 8 && !strings.ContainsAny(name, ".؟!") && (colon || isName(name)) {
			return name, true
		}
	}
	return "", false
}

var signSeparator = regexp.MustCompile(` ?(?: [ـ–—/|-] |[ـ–—|]|: |\x{0640}+ |/) ?`)

// placeAndName parts «القاهرة: سلمى حداد» and «سلمى حداد – القاهرة».
func placeAndName(text string) (place, name string, ok bool) {
	if utf8.RuneCountInString(text) > 60 {
		return "", "", false
	}
	parts := signSeparator.Split(text, -1)
	if len(parts) != 2 {
		return "", "", false
	}
	a, b := strings.Trim(parts[0], " «»\"'"), strings.Trim(parts[1], " «»\"':")
	switch {
	case places[arabic.Fold(a)] && (isName(b) || agencyNames[arabic.Fold(b)]):
		return a, b, true
	case places[arabic.Fold(b)] && (isName(a) || agencyNames[arabic.Fold(a)]):
		return b, a, true
	case agencyNames[arabic.Fold(b)] && isName(a):
		return a, b, true
	}
	return "", "", false
}

// openingDateline takes «بيونغ يانغ ـ العربي الجديد: » and «أثينا 14 سبتمبر
// (رويترز) - » from the beginning of the first paragraph, where the place is a
// known one and the name is an agency's.
func (d *clipping) openingDateline() {
	left := d.left()
	if len(left) == 0 || d.dateline != "" {
		return
	}
	l := &d.lines[left[0]]
	place, date, agency, length := opened(l.text)
	if !places[arabic.Fold(place)] || agency != "" && !agencyNames[arabic.Fold(agency)] {
		return
	}
	if t, _, noYear, ok := dateOf(asciiDigits(date), d.options); ok && d.published.t.IsZero() {
		d.published = moment{t: t}
		if noYear {
			d.guess(left[0], date, "تاريخ بلا سنة؛ أُخذت آخر سنة", "a date without a year; the last one was taken")
		}
	} else if date != "" {
		return
	}
	d.dateline = place
	d.agency(agency)
	d.guess(left[0], strings.TrimSpace(l.text[:length]), "نُقل من أول النص إلى رأس الملف", "moved from the text's beginning to the front matter")
	l.text = strings.TrimSpace(l.text[length:])
}

// The beginnings of a wire's text: a place, perhaps the day, perhaps an agency
// in marks or brackets, and the sign that the text begins.
var (
	openingDated = regexp.MustCompile(`^([\p{L}\p{M} ]{2,30}?)[،,]? ?(\p{Nd}{1,2} [\p{L}\p{M}/ ]{2,30}?(?:\p{Nd}{4})?)[،,]? ?[(/]([\p{L}. ]{2,30})[)/] ?[ـ–—:-]+ ?`)
	openingPlain = regexp.MustCompile(`^([\p{L}\p{M} ]{2,30}?) ?(?:[ـ–—/,،-] ?([«"]?[\p{L}\p{M}. ]{2,30}[»"]?) ?|\(([\p{L}. ]{2,30})\) ?)?(?:: ?| ?[–—ـ-]{1,2} )`)
)

func opened(text string) (place, date, agency string, length int) {
	if m := openingDated.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), strings.TrimSpace(m[2]), m[3], len(m[0])
	}
	if m := openingPlain.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), "", strings.Trim(m[2]+m[3], " «»\""), len(m[0])
	}
	return "", "", "", 0
}
