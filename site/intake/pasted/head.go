package pasted

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
)

// headLines is how many lines may stand between a page's top and its story.
const headLines = 14

// head finds the headline and what stands round it: dates, byline, dateline,
// the lead picture's line. What it cannot name is body.
func (d *clipping) head() {
	at := d.headline()
	after := d.around(at)
	d.between(at, after)
	near := approach{d}
	near.leadLines(after)
	near.calledAbove(at)
	d.openingDateline()
}

// approach is what stands between the head and the first paragraph.
type approach struct{ *clipping }

// calledAbove drops what the lead picture is called, above the line that labels its caption.
func (d *approach) calledAbove(title int) {
	for _, i := range d.left() {
		if isParagraph(d.lines[i].text) {
			return
		}
		if i > title && d.lead != nil && d.lead.caption == d.lines[i].text {
			d.drop(i, "نص الصورة البديل", "what the picture is called")
		}
	}
}

// headline takes the first line that is no date, no section's name and no
// signature. What it passes over it takes.
func (d *clipping) headline() int {
	left := d.left()
	for k, i := range left[:len(left)-1] {
		if !d.aboveHeadline(i, left[k+1:]) {
			return d.entitle(i)
		}
	}
	return d.entitle(left[len(left)-1])
}

func (d *clipping) entitle(i int) int {
	d.title = strings.TrimLeft(d.take(i), "# ")
	if section, rest, ok := strings.Cut(d.title, " / "); ok && rest != "" { // «ثقافي / متحف يفتتح معرضًا»
		if folder, ok := d.sectionName(section); ok {
			d.title, d.section = rest, cmp.Or(folder, d.section)
			d.piece.Tell(intake.Dropped, d.lines[i].number, section, site.Say("اسم قسم", "a section's name"))
		}
	}
	if d.title == "" {
		d.title = d.lines[i].text
	}
	return i
}

// aboveHeadline takes a line that stands above a headline: below are the lines
// that follow it.
func (d *clipping) aboveHeadline(i int, below []int) bool {
	text := d.lines[i].text
	if dates, ok := datesOf(text, d.options); ok {
		d.date(i, dates)
		return true
	}
	if d.clock(i) {
		return true
	}
	if name, ok := d.sectionName(text); ok {
		d.section = cmp.Or(name, d.section)
		d.drop(i, "اسم قسم", "a section's name")
		return true
	}
	if agencyNames()[arabic.Fold(text)] && d.headlineBelow(below, true) && len(d.agencies) > 0 {
		d.drop(i, "اسم الموقع", "the site's name")
		return true
	}
	names, isSource := cutLabel(text, sourceLabels())
	if _, ok := signatureOf(text); ok || agencyNames()[arabic.Fold(text)] || isSource && areAgencies(strings.Trim(names, "«»\"'()")) {
		return d.headlineBelow(below, true) && d.signed(i)
	}
	if len(strings.Fields(text)) > crumbWords || strings.ContainsAny(text, ":؟?!.…#") || !d.headlineBelow(below, false) {
		return false
	}
	d.drop(i, "سطر قصير فوق العنوان؛ عُدّ اسم قسم", "a short line above the headline; taken for a section's name")
	return true
}

// crumbWords is the most that a section's name has.
const crumbWords = 3

// headlineBelow says whether a line that reads like a headline follows, and
// then the story's text or its date. Dates before that headline may stand below
// a signature; below a section's name they show that it is the headline.
func (d *paste) headlineBelow(below []int, pastDates bool) bool {
	for k, i := range below[:min(len(below), 6)] {
		text := d.lines[i].text
		_, isDate := datesOf(text, d.options)
		switch {
		case isParagraph(text) && !isHeadline(text), turn().MatchString(text), isBullet(text):
			return false
		case isDate || isByline(text):
			if !pastDates {
				return false
			}
			continue
		}
		if _, _, ok := captioned(text); !ok && isHeadline(text) && len(strings.Fields(text)) >= 5 {
			return d.storyBelow(below[k+1:])
		}
	}
	return false
}

// storyBelow says whether a paragraph or a date is near.
func (d *paste) storyBelow(below []int) bool {
	for _, i := range below[:min(len(below), 8)] {
		if _, isDate := datesOf(d.lines[i].text, d.options); isDate || isParagraph(d.lines[i].text) {
			return true
		}
	}
	return false
}

// sectionName reads a breadcrumb: «سياسة», «أخبار|سياسي». It gives the folder
// of the edition's section of that name.
func (d *paste) sectionName(text string) (string, bool) {
	folder := ""
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|>/›»‹«·•,،", r) }) {
		part = strings.TrimSpace(part)
		known, ours := d.options.Sections[part]
		if ours {
			folder = known
		}
		if !ours && !sectionWords()[arabic.Fold(part)] {
			return "", false
		}
	}
	return folder, true
}

// around finds the last line of the head: one that has a date, an author or
// a lead picture, before the story's second long paragraph.
func (d *clipping) around(title int) int {
	last, long, untimed := title, 0, -1 // untimed is the place of a date without its hour
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
		dates, isDate := datesOf(text, d.options)
		if isDate && !dates.published.hasTime && !dates.updated.hasTime {
			untimed = i
		}
		if isDate || isByline(text) || isClock(text) && i == untimed+1 {
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
		case d.lines[i].taken:
		case isDate:
			d.date(i, dates)
		case d.clock(i) || i > title && d.echo(i):
		case d.signed(i) || d.picture(i):
		case i > title && d.saidTwice(i) && !isName(withoutRole(text)) && d.lead == nil && isHeadline(text):
			d.leadFigure(i).caption = d.take(i)
			d.again(i)
			d.guess(i, text, "عُدّ شرح صورة", "taken for a picture's caption")
		case i > title && d.standfirst == "" && !(d.byline != "" && isRole(text)) && withoutRole(text) == text && utf8.RuneCountInString(text) > 30 && !isBullet(text):
			d.standfirst = d.take(i)
			d.guess(i, text, "عُدّ مقدمة تحت العنوان", "taken for the standfirst")
		case i > title && d.byline != "" && isRole(text):
			d.drop(i, "عن الكاتب", "about the author")
		case i > title && d.byline == "" && isName(withoutRole(text)) && (d.besideDate(i) && !d.signedBelow(i) || d.saidTwice(i) || withoutRole(text) != text):
			d.byline = withoutRole(d.take(i))
			d.again(i)
			d.guess(i, text, "عُدّ اسم الكاتب", "taken for the author's name")
		case i > title:
			d.alone(i)
		}
	}
}

// isRole recognizes the line that tells who an author is: «صحافي يمني. مراسل الجريدة في اليمن.»
func isRole(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	return roles()[arabic.Fold(first)] && rest != "" && len(strings.Fields(text)) <= 14
}

// signedBelow says that the line after one names the author.
func (d *paste) signedBelow(i int) bool {
	if i+1 == len(d.lines) {
		return false
	}
	sign, ok := signatureOf(d.lines[i+1].text)
	_, labelled := bylineOf(d.lines[i+1].text)
	return labelled || ok && sign.person != ""
}

// saidTwice says that the line after one is the same.
func (d *paste) saidTwice(i int) bool {
	return i+1 < len(d.lines) && d.lines[i+1].text == d.lines[i].text
}

// again drops the lines after one that say the same.
func (d *paste) again(i int) {
	for j := i + 1; j < len(d.lines) && d.lines[j].text == d.lines[i].text; j++ {
		d.drop(j, "السطر مرة أخرى", "the line again")
	}
}

// besideDate says whether a date, or an end of the head, is next to a line.
func (d *paste) besideDate(i int) bool {
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
func (d *approach) leadLines(after int) {
	for _, i := range d.left() {
		if i <= after && d.lines[i].number < d.lines[after].number || d.lines[i].taken {
			continue
		}
		if !d.echo(i) && !d.clock(i) && !d.signed(i) && !d.picture(i) && !d.filedFrom(i) && !d.author(i) && !d.alone(i) && !d.above(i) {
			break
		}
	}
	d.belowStandfirst()
}

// next is the line after one that nothing has taken.
func (d *paste) next(i int) int {
	for i++; i < len(d.lines) && d.lines[i].taken; {
		i++
	}
	return i
}

// above takes the standfirst of a page whose date stands above the headline: a line between the
// headline and those of an author or a picture.
func (d *approach) above(i int) bool {
	text := d.lines[i].text
	next := d.next(i)
	if d.standfirst != "" || d.published.t.IsZero() || next == len(d.lines) || utf8.RuneCountInString(text) <= 30 || isParagraph(text) || endsSentence(text) || isBullet(text) {
		return false
	}
	following := d.lines[next].text
	if _, _, ok := captioned(following); !ok && !isByline(following) && !isName(following) || isParagraph(following) {
		return false
	}
	d.standfirst = d.take(i)
	d.guess(i, text, "عُدّ مقدمة تحت العنوان", "taken for the standfirst")
	return true
}

// author takes a name that nothing labels: between the standfirst and the lead picture's line, or
// between the date and a text that begins with the place it was filed from.
func (d *approach) author(i int) bool {
	text := d.lines[i].text
	next := d.next(i)
	if d.byline != "" || i == 0 || next == len(d.lines) || !isName(text) || len(strings.Fields(text)) > 3 {
		return false
	}
	following := d.lines[next].text
	_, _, isPicture := captioned(following)
	place, _, _, _ := opened(following)
	_, dated := datesOf(d.lines[i-1].text, d.options)
	if !(d.standfirst != "" && d.lines[i-1].text == d.standfirst && isPicture && !isParagraph(following)) &&
		!(dated && isParagraph(following) && places()[arabic.Fold(place)]) {
		return false
	}
	d.byline = d.take(i)
	d.guess(i, text, "عُدّ اسم الكاتب", "taken for the author's name")
	return true
}

// alone takes a short line between the head and the text: what the lead picture shows,
// or what it is called where its own line follows.
func (d *clipping) alone(i int) bool {
	text := d.lines[i].text
	next := d.next(i)
	if n := len(strings.Fields(text)); n < 2 || n > 8 || next == len(d.lines) || endsSentence(text) || strings.ContainsAny(text, "؟?!:#@…«\"") || strings.Contains(text, "..") || isBullet(text) || turn().MatchString(text) {
		return false
	}
	following := d.lines[next].text
	if strings.HasPrefix(following, text) && following != text {
		if _, _, ok := captioned(following); ok {
			d.drop(i, "نص الصورة البديل", "what the picture is called")
			return true
		}
	}
	_, isSign := signatureOf(following)
	if d.lead != nil || !isParagraph(following) && !isSign || d.lines[next].block != d.lines[i].block {
		return false
	}
	d.leadFigure(i).caption = d.take(i)
	d.guess(i, text, "عُدّ شرح صورة", "taken for a picture's caption")
	return true
}

// belowStandfirst takes the lead picture that stands below the first paragraph, which is
// the standfirst then: «caption», «صورة من: credit».
func (d *approach) belowStandfirst() {
	left := d.left()
	if d.lead != nil || d.standfirst != "" || len(left) < 4 || !isParagraph(d.lines[left[0]].text) || isParagraph(d.lines[left[1]].text) {
		return
	}
	credit, ok := cutLabel(d.lines[left[2]].text, creditLabels())
	if caption := d.lines[left[1]].text; ok && credit != "" && !endsSentence(caption) && isHeadline(caption) {
		text := d.lines[left[0]].text
		d.standfirst = d.take(left[0])
		d.guess(left[0], text, "عُدّ مقدمة تحت العنوان", "taken for the standfirst")
		d.leadFigure(left[1]).caption, d.lead.credit = d.take(left[1]), credit
		d.take(left[2])
	}
}

// echo drops what says the headline or the lead picture's line again, as the
// text of a picture or the name of the page.
func (d *clipping) echo(i int) bool {
	text := d.lines[i].text
	folded, title := arabic.Fold(text), arabic.Fold(d.title)
	switch {
	case d.lead != nil && d.lead.at != i && text == d.lead.caption && text != "":
		d.drop(i, "شرح الصورة مرة أخرى", "the picture's line again")
	case i > 0 && d.lines[i-1].taken && d.lines[i-1].text == text && !isParagraph(text):
		d.drop(i, "السطر مرة أخرى", "the line again")
	case folded == title:
		d.drop(i, "العنوان مرة أخرى", "the headline again")
	case d.lead != nil && text == d.lines[d.lead.at].text:
		d.drop(i, "شرح الصورة مرة أخرى", "the picture's line again")
	case len(strings.Fields(title)) > 3 && strings.Contains(folded, title) && len(strings.Fields(folded)) <= len(strings.Fields(title))+echoWords:
		if m, _, _, _, ok := cutDate(arabic.ASCIIDigits(text), d.options); ok && d.published.t.IsZero() {
			d.published = m
		}
		d.drop(i, "العنوان مرة أخرى", "the headline again")
	default:
		return false
	}
	return true
}

// echoWords is the most that a page's name has beside the headline.
const echoWords = 12

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
	d.byline = joinNames(d.byline, dates.author)
	d.told = &d.published
	if d.updated.t.Equal(dates.updated.t) && !d.updated.t.IsZero() {
		d.told = &d.updated
	}
	switch dates.guessed {
	case "year":
		d.guess(i, text, "تاريخ بلا سنة؛ أُخذت آخر سنة", "a date without a year; the last one was taken")
	case "ago":
		d.guess(i, text, "حُسب التاريخ من وقت الاستيراد", "the date was counted back from now")
	}
}

// clock takes an hour that stands in a line below its day.
func (d *clipping) clock(i int) bool {
	if label, hour, ok := strings.Cut(d.lines[i].text, ":"); ok && isUpdate(label) && isClock(strings.TrimSpace(hour)) && !d.published.t.IsZero() { // «آخر تحديث: 14:05 (توقيت مكة)»
		text := arabic.ASCIIDigits(hour)
		d.updated, _ = at24(d.published, text, clockTime().FindStringSubmatchIndex(text), d.options)
		d.take(i)
		return true
	}
	if d.told == nil || d.told.hasTime || !isClock(d.lines[i].text) {
		return false
	}
	text := arabic.ASCIIDigits(d.lines[i].text)
	at := clockTime().FindStringSubmatchIndex(text)
	m, _ := at24(*d.told, text, at, d.options)
	if !m.hasTime {
		return false
	}
	*d.told = m
	d.take(i)
	return true
}

// ofHouse is the name of an agency without that of its site: «الجزيرة نت», «العربية.نت». The longer
// of the two stays.
func ofHouse(name string) string { return strings.TrimSuffix(arabic.Slug(name), "-نت") }

// agency adds names of agencies, each once.
func (d *clipping) agency(names ...string) {
	for _, name := range names {
		known := name == ""
		for k, have := range d.agencies {
			if ofHouse(have) != ofHouse(name) {
				continue
			}
			known = true
			if len(name) > len(have) {
				d.agencies[k] = name
			}
		}
		if !known {
			d.agencies = append(d.agencies, name)
		}
	}
}
