package pasted

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
)

// moment is a date that a page tells.
type moment struct {
	t       time.Time
	hasTime bool
	lunar   bool // told in the Hijri calendar, which a sighting of the moon may shift
}

// dating is what a line of dates says.
type dating struct {
	published, updated moment
	place, agency      string // «الرياض 10 ربيع الأول 1446 هـ … واس»
	author             string // «سلمى حداد | 15.09.2024»
	guessed            string // what was concluded: "year", "ago"
}

var (
	numericDate = markup.Form(`\b(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{4} ?[/-] ?\d{1,2} ?[/-] ?\d{1,2})\b`)
	wordedDate  = markup.Form(`\b\d{1,2} ?\p{L}[\p{L}\p{M}]*(?: \p{L}[\p{L}\p{M}]*)?(?: ?[/-] ?\p{L}[\p{L}\p{M}]*(?: \p{L}[\p{L}\p{M}]*)?)? ?[،,]? ?(?:\d{4} ?(?:هـ)?)?|\b\p{Latin}{3,9}\.? \d{1,2}, \d{4}\b`)
	clockTime   = markup.Form(`(?:^|[^\d:])((\d{1,2}):(\d{2})(?::\d{2})?)(?: ?(صباحا|صباحًا|صباحاً|مساء|مساءً|ظهرا|ظهرًا|ظهراً|عصرا|[صم]|AM|PM|am|pm)(?:[^\p{L}\p{M}\d:]|$)|[^\d:]|$)`)
	wholeClock  = markup.Form(`^(?:الساعة )?\d{1,2}:\d{2}(?::\d{2})? ?(?:صباح\p{L}*\p{M}?|مساءً?|[صم])? ?(?:\(?(?:بتوقيت|توقيت)[\p{L} ]{2,20}\)?|GMT|UTC|غرينتش)?$`)
	ago         = markup.Form(`^(?:منذ|قبل) (?:(\d{1,3}) )?(دقيقه|دقيقتين|دقايق|ساعه|ساعتين|ساعات|يوم|يوما|يومين|ايام|اسبوع|اسبوعين|اسابيع)$`)
	lunarYear   = markup.Form(`\b1[34]\d\d\b`)
	lunarFirst  = markup.Form(`^(1[34]\d\d)[/-](\d{1,2})[/-](\d{1,2})$`) // a Hijri date, year first
)

// datesOf reads a line that says when a story was published, and nothing else
// of weight.
func datesOf(line string, o intake.Options) (dating, bool) {
	var d dating
	if len(line) > longestDating {
		return d, false
	}
	text := arabic.ASCIIDigits(line)
	if t, ok := agoOf(arabic.Fold(strings.Trim(text, " .")), o.Now.In(o.Location())); ok {
		d.published, d.guessed = t, "ago"
		return d, true
	}
	rest := text
	for range 4 { // a line says at most when it was published and when changed, in two calendars
		m, left, label, year, ok := cutDate(rest, o)
		if !ok {
			break
		}
		if year {
			d.guessed = "year"
		}
		rest = left
		to := &d.published
		if isUpdate(label) {
			to = &d.updated
		}
		if to.t.IsZero() || to.lunar && !m.lunar {
			*to = m
		}
	}
	if d.published.t.IsZero() && d.updated.t.IsZero() {
		return d, false
	}
	if place, agency, ok := besides(rest); ok {
		d.place, d.agency = place, agency
		return d, true
	}
	for part := range strings.SplitSeq(rest, "|") { // «السبت 14-09-2024 | كتب: سلمى حداد |»
		part = strings.TrimSpace(part)
		_, _, bare := besides(part)
		name, labelled := bylineOf(part)
		switch {
		case bare:
			continue
		case !labelled && isName(part):
			name = part
		case !labelled:
			return d, false
		}
		if d.author != "" || !strings.Contains(rest, "|") {
			return d, false
		}
		d.author = name
	}
	return d, d.author != ""
}

// longestDating is more bytes than a line has that says when, where and by whom.
const longestDating = 1000

// isClock recognizes a line that has an hour alone.
func isClock(line string) bool { return wholeClock().MatchString(arabic.ASCIIDigits(line)) }

// cutDate cuts the first date with its hour out of a text. Label is what stood
// before it; a year that was not there is the last that is not to come.
func cutDate(s string, o intake.Options) (m moment, rest, label string, noYear, ok bool) {
	for _, form := range []*regexp.Regexp{numericDate(), wordedDate()} {
		for _, at := range form.FindAllStringIndex(s, -1) {
			found := strings.TrimSpace(s[at[0]:at[1]])
			t, cut, lacks, ok := dateOf(found, o)
			if !ok {
				continue
			}
			label, after := s[:at[0]], s[at[0]+cut:]
			m = moment{t: t, lunar: lunarYear().MatchString(found)}
			before, behind := label, after
			if c := clockTime().FindStringSubmatchIndex(behind); c != nil && c[0] < 24 {
				m, behind = at24(m, behind, c, o)
			} else if c := clockTime().FindStringSubmatchIndex(before); c != nil {
				m, before = at24(m, before, c, o)
			}
			return m, before + " " + behind, label, lacks, true
		}
	}
	return m, s, "", false, false
}

// dateOf reads the longest part of a text, from its beginning, that is a date,
// and gives its length.
func dateOf(s string, o intake.Options) (t time.Time, length int, noYear, ok bool) {
	tight := strings.NewReplacer(" / ", "/", "/ ", "/", " /", "/", " - ", "-", " .", ".", ". ", ".", " ,", " ", " ،", " ", ",", " ", "،", " ").Replace
	words := strings.Fields(s)
	for n := len(words); n > 0; n-- {
		part := strings.Join(words[:n], " ")
		given := lunarFirst().ReplaceAllString(strings.TrimSpace(tight(part)), "$3/$2/$1")
		if t, _, err := arabic.ParseDate(given, o.Location()); err == nil {
			return t, len(part), false, true
		}
		if strings.ContainsAny(given, "/.-") && !strings.ContainsFunc(given, isLetter) {
			continue
		}
		now := o.Now.In(o.Location())
		if t, _, err := arabic.ParseDate(given+" "+strconv.Itoa(now.Year()), o.Location()); err == nil && n > 1 {
			if t.After(now.AddDate(0, 0, 1)) {
				t = t.AddDate(-1, 0, 0)
			}
			return t, len(part), true, true
		}
	}
	return t, 0, false, false
}

func isLetter(r rune) bool { return r > 0x7f || 'a' <= r|0x20 && r|0x20 <= 'z' }

// at24 puts a clock's time to a day and cuts it out of the text.
func at24(m moment, s string, c []int, o intake.Options) (moment, string) {
	half := ""
	if c[8] >= 0 {
		half = " " + s[c[8]:c[9]]
	}
	zone := zoneNamed(s, o)
	given := m.t.Format("2/1/2006") + " " + s[c[2]:c[3]] + half
	if t, hasTime, err := arabic.ParseDate(given, zone); err == nil && hasTime {
		end := c[3]
		if half != "" {
			end = c[9]
		}
		return moment{t: t.In(o.Location()), hasTime: true, lunar: m.lunar}, s[:c[2]] + " " + s[end:]
	}
	return m, s
}

// clockZones are the zones that pages name beside an hour.
var clockZones = sync.OnceValue(func() []clockZone {
	return []clockZone{
		{regexp.MustCompile(`GMT|UTC|(?:غرينتش|جرينتش|غرينيتش)|ت\. ?غ`), "UTC"},
		{regexp.MustCompile(`\bKSA\b|توقيت (?:مكة|السعودية|الرياض)`), "Asia/Riyadh"},
		{regexp.MustCompile(`\bGST\b|توقيت (?:الإمارات|أبوظبي|أبو ظبي|دبي)`), "Asia/Dubai"},
		{regexp.MustCompile(`\bCES?T\b|توقيت (?:برلين|باريس)`), "Europe/Berlin"},
		{regexp.MustCompile(`توقيت القاهرة`), "Africa/Cairo"},
		{regexp.MustCompile(`توقيت (?:القدس|فلسطين)`), "Asia/Jerusalem"},
		{regexp.MustCompile(`توقيت بيروت`), "Asia/Beirut"},
	}
})

type clockZone struct {
	form *regexp.Regexp
	zone string
}

// zoneNamed is the zone that a text names, else the edition's.
func zoneNamed(s string, o intake.Options) *time.Location {
	for _, z := range clockZones() {
		if z.form.MatchString(s) {
			if zone, err := time.LoadLocation(z.zone); err == nil {
				return zone
			}
		}
	}
	return o.Location()
}

// agoOf reads «قبل 3 ساعات» at a time.
func agoOf(folded string, now time.Time) (moment, bool) {
	m := ago().FindStringSubmatch(folded)
	if m == nil {
		return moment{}, false
	}
	n := 1
	if m[1] != "" {
		n, _ = strconv.Atoi(m[1])
	} else if strings.HasSuffix(m[2], "ين") {
		n = 2
	}
	switch unit := m[2]; {
	case strings.HasPrefix(unit, "دق"):
		return moment{t: now.Add(-time.Duration(n) * time.Minute).Truncate(time.Minute), hasTime: true}, true
	case strings.HasPrefix(unit, "ساع"):
		return moment{t: now.Add(-time.Duration(n) * time.Hour).Truncate(time.Hour), hasTime: true}, true
	case strings.HasPrefix(unit, "اسب") || strings.HasPrefix(unit, "اساب"):
		n *= 7
	}
	day := now.AddDate(0, 0, -n)
	return moment{t: time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, now.Location())}, true
}

func isUpdate(label string) bool {
	folded := arabic.Fold(label)
	best := -1
	for word := range updateWords() {
		best = max(best, strings.LastIndex(folded, word))
	}
	return best >= 0 && best > strings.LastIndex(folded, "نشر")
}

// besides looks at what stands round the dates of a line: labels and weekdays,
// perhaps a place before and an agency behind. Anything else is the sign that
// the line says more than a date.
func besides(rest string) (place, agency string, ok bool) {
	words := strings.FieldsFunc(rest, func(r rune) bool { return !isLetter(r) && r != '\'' || strings.ContainsRune("،؛«»–—ـ…", r) })
	var other []string
	for _, w := range words {
		if !dateWordsAround()[arabic.Fold(w)] || w == "عمّان" {
			other = append(other, w)
		}
	}
	name := strings.Join(other, " ")
	switch {
	case name == "":
		return "", "", true
	case places()[arabic.Fold(name)]:
		return name, "", true
	case agencyNames()[arabic.Fold(name)]:
		return "", name, true
	}
	for i := 1; i < len(other); i++ {
		a, b := strings.Join(other[:i], " "), strings.Join(other[i:], " ")
		if places()[arabic.Fold(a)] && agencyNames()[arabic.Fold(b)] {
			return a, b, true
		}
	}
	return "", "", false
}
