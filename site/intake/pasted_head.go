package intake

import (
	"strings"
	"unicode/utf8"

	"warraq/site/arabic"
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
