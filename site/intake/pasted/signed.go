package pasted

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
)

// signed reads a line that names who wrote, or where: «بقلم سلمى حداد»,
// «القاهرة: سلمى حداد», «بيونغ يانغ ـ العربي الجديد».
func (d *clipping) signed(i int) bool {
	text := d.lines[i].text
	if names, ok := cutLabel(text, sourceLabels()); ok && names != "" && areAgencies(strings.Trim(names, "«»\"'()")) {
		d.agency(intake.CutNames(strings.Trim(names, "«»\"'()"))...)
		d.take(i)
		return true
	}
	if name, ok := bylineOf(text); ok {
		d.byline = joinNames(d.byline, name)
		d.take(i)
		return true
	}
	switch folded := arabic.Fold(text); {
	case agencyNames()[folded]:
		d.agency(d.take(i))
		return true
	case places()[folded] && d.dateline == "":
		d.dateline = d.take(i)
		return true
	}
	sign, ok := signatureOf(text)
	if !ok {
		return false
	}
	d.take(i)
	if sign.place != "" {
		if d.dateline != "" && arabic.Fold(d.dateline) != arabic.Fold(sign.place) {
			d.piece.Tell(intake.Dropped, d.lines[i].number, d.dateline, site.Say("مكان آخر", "another place"))
		}
		d.dateline = sign.place
	}
	d.agency(sign.agency)
	if sign.manner != "" {
		d.piece.Tell(intake.Dropped, d.lines[i].number, sign.manner, site.Say("بدلًا من اسم الكاتب", "in the place of an author's name"))
	}
	if sign.person != "" {
		d.byline = joinNames(d.byline, sign.person)
		d.guess(i, text, "عُدّ توقيعًا: مكان أو وكالة، واسم كاتب", "taken for a signature: a place or an agency, and an author's name")
	}
	return true
}

func joinNames(a, b string) string {
	if arabic.Fold(a) == arabic.Fold(b) {
		return a
	}
	if a == "" || b == "" {
		return a + b
	}
	return a + "، " + b
}

func isByline(text string) bool {
	if _, ok := bylineOf(text); ok {
		return true
	}
	if _, ok := signatureOf(text); ok {
		return true
	}
	return agencyNames()[arabic.Fold(text)]
}

// bylineOf reads «بقلم: سلمى حداد». A name is at most eight words.
func bylineOf(text string) (string, bool) {
	words := strings.Fields(text)
	for n := min(2, len(words)-1); n > 0; n-- {
		label := strings.Trim(strings.Join(words[:n], " "), ":/,،-–ـ ")
		colon := strings.ContainsAny(strings.Join(words[:n], " "), ":/,،")
		name := strings.Trim(strings.Join(words[n:], " "), ":/-–ـ ")
		if bylineLabels()[arabic.Fold(label)] && name != "" && len(strings.Fields(name)) <= 8 && !strings.ContainsAny(name, ".؟!") && (colon || isName(name)) {
			return name, arabic.Fold(label) != "من" || isSender(name)
		}
	}
	return "", false
}

// isSender tells the name in a wire's «من ناديا خوري» from what «من» says else:
// «من بيروت إلى بغداد».
func isSender(name string) bool {
	words := strings.Fields(name)
	return len(words) <= 3 && isName(name) && !places()[arabic.Fold(words[0])]
}

var signSeparator = markup.Form(` ?(?: [ـ–—/|-] |[ـ–—|]|: |\x{0640}+ |/) ?`)

// signature is who wrote a story, for whom, and where.
type signature struct{ place, person, agency, manner string }

// signatureOf reads «القاهرة: سلمى حداد», «سلمى حداد – القاهرة», «رويترز - سلمى
// حداد», «إسطنبول/ سلمى حداد/ الأناضول» and «هسبريس من أكادير». One of its two or
// three names must be known.
func signatureOf(text string) (sign signature, ok bool) {
	if utf8.RuneCountInString(text) > 60 {
		return sign, false
	}
	if agency, place, ok := strings.Cut(text, " من "); ok && agencyNames()[arabic.Fold(agency)] && len(strings.Fields(place)) <= 3 && !endsSentence(place) {
		return signature{place: place, agency: agency}, true
	}
	text = strings.TrimSpace(handle().ReplaceAllString(text, ""))
	if m := withPlace().FindStringSubmatch(text); m != nil && places()[arabic.Fold(m[2])] && isName(m[1]) {
		return signature{place: m[2], person: m[1]}, true // «سلمى حداد (بيروت)»
	}
	parts := signSeparator().Split(text, -1)
	if len(parts) < 2 || len(parts) > 3 {
		return sign, false
	}
	for _, part := range parts {
		part = strings.Trim(part, " «»\"':")
		if m := withPlace().FindStringSubmatch(part); m != nil && places()[arabic.Fold(m[2])] && sign.place == "" { // «الكاف (تونس)»
			sign.place = m[1]
			continue
		}
		part = strings.Trim(part, "()")
		switch folded := arabic.Fold(part); {
		case manners()[folded] && sign.manner == "":
			sign.manner = part
		case places()[folded] && sign.place == "" && (!agencyNames()[folded] || sign == signature{}):
			sign.place = part
		case agencyNames()[folded] && sign.agency == "":
			sign.agency = part
		case isName(part) && sign.person == "":
			sign.person = part
		default:
			return signature{}, false
		}
	}
	return sign, sign.place != "" || sign.agency != ""
}

// withPlace is a name with a place in brackets; handle is a name in a network.
var (
	withPlace = markup.Form(`^([\p{L}\p{M} .]{2,40}?) ?\(([\p{L}\p{M} ]{2,30})\)$`)
	handle    = markup.Form(`(?:^| )(?:@[\w.]+|[\w.]+@)(?: |$)`)
)

// filedFrom reads «شبين – محمد سليمان» before the text, where no name is known: a place of
// a word or two, and a person.
func (d *clipping) filedFrom(i int) bool {
	parts := signSeparator().Split(d.lines[i].text, -1)
	if d.byline != "" || d.dateline != "" || len(parts) != 2 || utf8.RuneCountInString(d.lines[i].text) > 40 {
		return false
	}
	if n := len(strings.Fields(parts[0])); n < 1 || n > 2 || !isName("- "+parts[0]) || !isName(parts[1]) || len(strings.Fields(parts[1])) > 3 {
		return false
	}
	text := d.take(i)
	d.dateline, d.byline = parts[0], parts[1]
	d.guess(i, text, "عُدّ توقيعًا: مكان أو وكالة، واسم كاتب", "taken for a signature: a place or an agency, and an author's name")
	return true
}

// withoutRole cuts «كاتب وصحافي» from behind a name.
func withoutRole(text string) string {
	words := strings.Fields(text)
	for n, w := range words {
		if n > 1 && roles()[arabic.Fold(strings.TrimPrefix(w, "و"))] {
			return strings.TrimRight(strings.Join(words[:n], " "), " ،,-–")
		}
	}
	return text
}

// openingDateline takes «بيونغ يانغ ـ العربي الجديد: », «أثينا 14 سبتمبر
// (رويترز) - » and «أبوظبي في 14 سبتمبر / وام / » from the beginning of the first
// paragraph, where the place is a known one and the name is an agency's.
func (d *clipping) openingDateline() {
	left := d.left()
	if len(left) == 0 {
		return
	}
	l := &d.lines[left[0]]
	place, date, agency, length := opened(l.text)
	city, _, _ := strings.Cut(place, "،")
	if !places()[arabic.Fold(city)] || agency != "" && !agencyNames()[arabic.Fold(agency)] || d.dateline != "" && arabic.Fold(d.dateline) != arabic.Fold(place) {
		return
	}
	if date != "" && !d.openingDate(left[0], date) {
		return
	}
	d.dateline = place
	d.agency(agency)
	d.guess(left[0], strings.TrimSpace(l.text[:length]), "نُقل من أول النص إلى رأس الملف", "moved from the text's beginning to the front matter")
	l.text = strings.TrimSpace(l.text[length:])
}

// openingDate takes the day that an opening tells; its year is another line's,
// or the last.
func (d *clipping) openingDate(i int, date string) bool {
	t, _, noYear, ok := dateOf(arabic.ASCIIDigits(date), d.options)
	if !ok { // «18 - 9»
		t, _, _, ok = dateOf(fmt.Sprintf("%s/%d", strings.ReplaceAll(arabic.ASCIIDigits(date), "-", "/"), d.options.Now.In(d.options.Location()).Year()), d.options)
		noYear = true
	}
	if !ok || !d.published.t.IsZero() {
		return ok
	}
	if t.After(d.options.Now.AddDate(0, 0, 1)) && noYear {
		t = t.AddDate(-1, 0, 0)
	}
	d.published = moment{t: t}
	if noYear {
		d.guess(i, date, "تاريخ بلا سنة؛ أُخذت آخر سنة", "a date without a year; the last one was taken")
	}
	return true
}

// The beginnings of a wire's text: a place, perhaps the day, perhaps an agency
// in marks or brackets, and the sign that the text begins.
var (
	openingWire  = markup.Form(`^([\p{L}\p{M} ]{2,30}?(?:، [\p{L}\p{M} ]{2,30}?)?)(?:[،,]? ?(?:في |- )?(\p{Nd}{1,2} (?:[\p{L}\p{M}/ ]{2,30}?(?:\p{Nd}{4})?|[-/] ?\p{Nd}{1,2})))? ?[،,ـ–—:-]? ?(?:[(]([\p{L}\p{M}. ]{2,30})[)] ?[ـ–—:-]+|[/] ?([\p{L}\p{M}. ]{2,30}?) ?[/] ?[ـ–—:-]*) ?`)
	openingPlain = markup.Form(`^([\p{L}\p{M} ]{2,30}?) ?(?:[ـ–—/,،-] ?([«"]?[\p{L}\p{M}. ]{2,30}[»"]?) ?|\(([\p{L}\p{M}. ]{2,30})\) ?)?(?:: ?| ?[–—ـ-]{1,2} )`)
)

func opened(text string) (place, date, agency string, length int) {
	if m := openingWire().FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), strings.TrimSpace(m[2]), m[3] + m[4], len(m[0])
	}
	if m := openingPlain().FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), "", strings.Trim(m[2]+m[3], " «»\""), len(m[0])
	}
	return "", "", "", 0
}
