package plan

import (
	"strconv"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// archivePages are the index of years, a page a year, a calendar a month, and
// a list a day.
type archivePages struct {
	edition *site.Edition
	shell   *shell
	locale  arabic.Locale
}

func (p *archivePages) entries(add func(Entry)) {
	if !p.edition.Config.Pages.Archive {
		return
	}
	months := p.edition.ByMonth(p.edition.Stories)
	years := p.years(months)
	days := make([][]dayStories, len(months))
	for i, m := range months {
		days[i] = daysOf(m)
		if i > 0 && len(days[i]) > 0 && len(days[i-1]) > 0 { // the neighbour of a first or last day is in another month
			newest, oldest := &days[i][0], &days[i-1][len(days[i-1])-1]
			newest.newer, oldest.older = oldest.date, newest.date
		}
	}
	add(page(site.ArchiveRoot, "archive.html", func() *site.ArchiveView { return p.index(site.ArchiveRoot, years) }))
	for i := range years {
		address := site.ArchiveRoot + strconv.Itoa(years[i].Year) + "/"
		add(page(address, "archive.html", func() *site.ArchiveView {
			year := years[i]
			year.Days = p.calendars(year.Year, months, days)
			return p.index(address, []site.ArchiveYear{year})
		}).in(p.edition, years[i].Months[0].Month))
	}
	for i, m := range months {
		if m.Month.IsZero() {
			continue // stories without a date
		}
		add(page(monthAddress(m.Month), "month.html", func() *site.MonthView { return p.month(months, i, days[i]) }).in(p.edition, m.Month))
		for _, d := range days[i] {
			add(page(d.address, "day.html", func() *site.ListView { return p.day(d) }).in(p.edition, d.date))
		}
	}
}

func monthAddress(m time.Time) string { return m.Format(site.ArchiveRoot + "2006/01/") }

func dayAddress(d time.Time) string { return d.Format(site.ArchiveRoot + "2006/01/02/") }

// years groups months, newest first.
func (p *archivePages) years(months []site.MonthStories) []site.ArchiveYear {
	var out []site.ArchiveYear
	for _, m := range months {
		if m.Month.IsZero() {
			continue
		}
		year := m.Month.Year()
		if len(out) == 0 || out[len(out)-1].Year != year {
			out = append(out, site.ArchiveYear{Year: year, URL: p.edition.Config.URL(site.ArchiveRoot + strconv.Itoa(year) + "/")})
		}
		y := &out[len(out)-1]
		y.Count += len(m.Stories)
		y.Months = append(y.Months, site.MonthLink{Month: m.Month, URL: p.edition.Config.URL(monthAddress(m.Month)), Count: len(m.Stories)})
	}
	return out
}

// calendars are the twelve months of a year.
func (p *archivePages) calendars(year int, months []site.MonthStories, days [][]dayStories) []site.Calendar {
	out := make([]site.Calendar, 12)
	for i := range out {
		month := time.Date(year, time.Month(i+1), 1, 0, 0, 0, 0, p.edition.Config.Zone)
		out[i] = site.Calendar{Month: month, Weeks: p.weeks(month, nil)}
	}
	for i, m := range months {
		if m.Month.Year() == year {
			out[m.Month.Month()-1] = site.Calendar{Month: m.Month, URL: p.edition.Config.URL(monthAddress(m.Month)), Weeks: p.weeks(m.Month, days[i])}
		}
	}
	return out
}

func (p *archivePages) index(address string, years []site.ArchiveYear) *site.ArchiveView {
	lang := p.edition.Config.Language
	title, crumbs := label(lang, "archive"), []site.Link{p.shell.homeCrumb()}
	if address != site.ArchiveRoot {
		crumbs = append(crumbs, p.archiveCrumb())
		title += " " + p.locale.Digits.Format(strconv.Itoa(years[0].Year))
	}
	return &site.ArchiveView{Frame: p.shell.frame("archive", address, title, "", nil, crumbs...), Title: title, Years: years}
}

func (p *archivePages) archiveCrumb() site.Link {
	return site.Link{Title: label(p.edition.Config.Language, "archive"), URL: p.edition.Config.URL(site.ArchiveRoot)}
}

// dayStories are the stories of one day, newest first.
type dayStories struct {
	date         time.Time
	address      string
	stories      []*site.Story
	older, newer time.Time // the days before and after that have stories
}

func daysOf(m site.MonthStories) []dayStories {
	var out []dayStories
	for _, s := range m.Stories {
		date := s.Card.Date
		if n := len(out); n > 0 && out[n-1].date.Day() == date.Day() {
			out[n-1].stories = append(out[n-1].stories, s)
			continue
		}
		y, month, d := date.Date()
		out = append(out, dayStories{
			date: time.Date(y, month, d, 0, 0, 0, 0, date.Location()), address: dayAddress(date), stories: []*site.Story{s},
		})
	}
	for i := range out {
		if i > 0 {
			out[i].newer = out[i-1].date
		}
		if i+1 < len(out) {
			out[i].older = out[i+1].date
		}
	}
	return out
}

// monthCards is how many of a month's stories stand below its calendar.
const monthCards = 20

func (p *archivePages) month(months []site.MonthStories, i int, days []dayStories) *site.MonthView {
	m := months[i]
	c := p.edition.Config
	title := label(c.Language, "archive") + ": " + p.locale.MonthYear(m.Month, "archive")
	v := &site.MonthView{
		Frame: p.shell.frame("month", monthAddress(m.Month), title, "", nil, p.shell.homeCrumb(), p.archiveCrumb()),
		Month: m.Month, Count: len(m.Stories), Weeks: p.weeks(m.Month, days),
		Cards: cards(m.Stories[:min(monthCards, len(m.Stories))]),
	}
	if i > 0 {
		v.Newer = p.monthLink(months[i-1].Month)
	}
	if i+1 < len(months) && !months[i+1].Month.IsZero() {
		v.Older = p.monthLink(months[i+1].Month)
	}
	return v
}

func (p *archivePages) monthLink(m time.Time) *site.Link {
	return &site.Link{Title: p.locale.MonthYear(m, "archive"), URL: p.edition.Config.URL(monthAddress(m))}
}

// weeks lays a month as a calendar whose weeks begin on the audience's first day.
func (p *archivePages) weeks(month time.Time, days []dayStories) [][7]site.Day {
	first := arabic.Locale{Lang: p.edition.Config.Language, Country: p.edition.Config.Audience}.FirstWeekday()
	var out [][7]site.Day
	for d := month; d.Month() == month.Month(); d = d.AddDate(0, 0, 1) {
		column := (int(d.Weekday()) - int(first) + 7) % 7
		if len(out) == 0 || column == 0 {
			out = append(out, [7]site.Day{})
		}
		cell := site.Day{Date: d}
		for _, day := range days {
			if day.date.Day() == d.Day() {
				cell.URL, cell.Count = p.edition.Config.URL(day.address), len(day.stories)
			}
		}
		out[len(out)-1][column] = cell
	}
	return out
}

func (p *archivePages) day(d dayStories) *site.ListView {
	title := p.locale.FullDate(d.date, "archive")
	month := p.monthLink(d.date)
	v := &site.ListView{
		Frame: p.shell.frame("day", d.address, title, "", nil, p.shell.homeCrumb(), p.archiveCrumb(), *month),
		Title: title, Cards: cards(d.stories), Count: len(d.stories), Root: true, Date: d.date,
	}
	v.Pager.Older, v.Pager.Newer = p.dayLink(d.older), p.dayLink(d.newer)
	return v
}

// dayLink leads to the stories of a day; nil for no day.
func (p *archivePages) dayLink(d time.Time) *site.Link {
	if d.IsZero() {
		return nil
	}
	return &site.Link{Title: p.locale.Date(d, "archive"), URL: p.edition.Config.URL(dayAddress(d))}
}
