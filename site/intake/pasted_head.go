package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"warraq/site/arabic"
	"warraq/site/manuscript"
)

// headLines is how many lines may stand between a page's top and its story.
const headLines = 14

// head finds the headline and what stands round it: dates, byline, dateline,
// the lead picture's line. What it cannot name is body.
func (d *clipping) head() {
	at := d.headline()
	after := d.around(at)
	d.between(at, after)
	d.leadLines(after)
	d.openingDateline()
}

// headline takes the first line that is no date and no section's name.
func (d *clipping) headline() int {
	left := d.left()
	for _, i := range left {
		text := d.lines[i].text
		if dates, ok := datesOf(text, d.options); ok && len(left) > 1 {
			d.date(i, dates)
			continue
		}
		if name, ok := d.sectionName(text); ok && len(left) > 1 && d.title == "" {
			d.section = name
			d.drop(i, "اسم قسم", "a section's name")
			continue
		}
		if strings.HasPrefix(text, "#") {
			text = strings.TrimLeft(text, "# ")
		}
		d.title = text
		d.take(i)
		return i
	}
	d.title = d.lines[left[0]].text
	d.take(left[0])
	return left[0]
}

// sectionName reads a breadcrumb: «سياسة», «أخبار|سياسي». It gives the folder
// of the edition's section of that name.
func (d *clipping) sectionName(text string) (string, bool) {
	folder := ""
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|>/›»‹«·•", r) }) {
		part = strings.TrimSpace(part)
		known, ours := d.options.Sections[part]
		if ours {
			folder = known
		}
		if !ours && !sectionWords[arabic.Fold(part)] {
			return "", false
		}
	}
	return folder, true
}

// around finds the last line of the head: one that tells a date, an author or
// a lead picture, before the story's second long paragraph.
func (d *clipping) around(title int) int {
	last, long := title, 0
	for _, i := range d.left() {
		if i < title {
			continue
		}
		if i > title+headLines || long > 1 {
			break
		}
		text := d.lines[i].text
		if isParagraph(text) {
			long++
			continue
		}
		if _, ok := datesOf(text, d.options); ok || isByline(text) {
			last = i
		}
	}
	return last
}

// between names the lines between the headline and the last line of the head.
func (d *clipping) between(title, last int) {
	for _, i := range d.left() {
		text := d.lines[i].text
		switch dates, isDate := datesOf(text, d.options); {
		case i > last:
			return
		case isDate:
			d.date(i, dates)
		case d.signed(i) || d.picture(i):
		case i > title && d.standfirst == "" && utf8.RuneCountInString(text) > 30:
			d.standfirst = d.take(i)
			d.guess(i, text, "عُدّ مقدمة تحت العنوان", "taken for the standfirst")
		case d.byline == "" && isName(text) && d.besideDate(i):
			d.byline = d.take(i)
			d.guess(i, text, "عُدّ اسم الكاتب", "taken for the author's name")
		}
	}
}

// besideDate tells whether a date, or an end of the head, is next to a line.
func (d *clipping) besideDate(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(d.lines) {
			if _, ok := datesOf(d.lines[j].text, d.options); ok {
				return true
			}
		}
	}
	return false
}

// leadLines names the lines that follow the head: the lead picture's, and
// signatures, up to the first paragraph.
func (d *clipping) leadLines(after int) {
	for _, i := range d.left() {
		if i <= after && d.lines[i].number < d.lines[after].number {
			continue
		}
		if !d.signed(i) && !d.picture(i) {
			return
		}
	}
}

// date takes the dates of a line.
func (d *clipping) date(i int, dates dating) {
	text := d.take(i)
	if d.published.t.IsZero() {
		d.published = dates.published
	} else if !dates.published.t.IsZero() && d.updated.t.IsZero() {
		d.updated = dates.published
	}
	if !dates.updated.t.IsZero() {
		d.updated = dates.updated
	}
	if d.published.t.IsZero() {
		d.published = dates.updated
	}
	if dates.place != "" {
		d.dateline = dates.place
	}
	d.agency(dates.agency)
	switch dates.guessed {
	case "year":
		d.guess(i, text, "تاريخ بلا سنة؛ أُخذت آخر سنة", "a date without a year; the last one was taken")
	case "ago":
		d.guess(i, text, "حُسب التاريخ من وقت الاستيراد", "the date was counted back from now")
	}
}

// agency adds names of agencies, each once.
func (d *clipping) agency(names ...string) {
	for _, name := range names {
		known := name == ""
		for _, have := range d.agencies {
			known = known || arabic.Slug(have) == arabic.Slug(name)
		}
		if !known {
			d.agencies = append(d.agencies, name)
		}
	}
}

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

// picture takes the lines of the picture that stands above the story.
func (d *clipping) picture(i int) bool {
	if d.lead != nil && d.lead.caption != "" && d.lead.credit != "" {
		return false
	}
	text := d.lines[i].text
	credit, isCredit := cutLabel(text, creditLabels)
	caption, isCaption := cutLabel(text, captionLabels)
	switch {
	case isPictureMark(text):
		d.drop(i, "علامة صورة", "a picture's mark")
		return true
	case isCredit && credit != "":
		d.leadFigure(i).credit = credit
	case isCaption && caption != "":
		d.leadFigure(i).caption = caption
	case isParagraph(text) && !strings.HasSuffix(text, ")"):
		return false
	default:
		caption, credit, ok := captioned(text)
		if !ok {
			return false
		}
		d.leadFigure(i).caption, d.lead.credit = caption, credit
	}
	d.take(i)
	return true
}

func (d *clipping) leadFigure(i int) *figure {
	if d.lead == nil {
		d.lead = &figure{line: d.lines[i].number}
	}
	return d.lead
}

var copyright = regexp.MustCompile(`^(.*?)[\s-]*(?:©|\(c\)|\(C\)) ?(.{2,60})$`)

// captioned reads a picture's line: «caption (credit)», «caption © credit».
func captioned(text string) (caption, credit string, ok bool) {
	if m := copyright.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), m[2], true
	}
	caption, credit = manuscript.CutCredit(text)
	n := len(strings.Fields(credit))
	return caption, credit, caption != "" && n > 0 && n <= 6 && !strings.ContainsAny(credit, ".؟!:")
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
