package build

import (
	"html/template"
	"iter"
	"strconv"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// archiveJobs are the index of years, a page a year, a calendar a month, and
// a list a day.
func (p *Plan) archiveJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		if !p.Edition.Config.Pages.Archive {
			return
		}
		months := p.Edition.ByMonth(p.Edition.Stories)
		years := p.years(months)
		if !yield(page(p, "/archive/", "archive.html", func() *site.ArchiveView { return p.archive("/archive/", years) }, nil)) {
			return
		}
		for i := range years {
			address := "/archive/" + strconv.Itoa(years[i].Year) + "/"
			if !yield(page(p, address, "archive.html", func() *site.ArchiveView { return p.archive(address, years[i:i+1]) }, nil)) {
				return
			}
		}
		for i, m := range months {
			if m.Month.Year() < 1900 {
				continue // stories without a date
			}
			days := p.days(m)
			if !yield(page(p, monthAddress(m.Month), "month.html", func() *site.MonthView { return p.month(months, i, days) }, nil)) {
				return
			}
			for _, d := range days {
				if !yield(page(p, d.address, "day.html", func() *site.ListView { return p.day(d) }, func(v *site.ListView, w *words) error {
					v.Head.Graph = func() template.JS { return w.data.List(v) }
					return nil
				})) {
					return
				}
			}
		}
	}
}

func monthAddress(m time.Time) string { return m.Format("/archive/2006/01/") }

// years groups months, newest first.
func (p *Plan) years(months []site.MonthStories) []site.ArchiveYear {
	var out []site.ArchiveYear
	for _, m := range months {
		year := m.Month.Year()
		if year < 1900 {
			continue
		}
		if len(out) == 0 || out[len(out)-1].Year != year {
			out = append(out, site.ArchiveYear{Year: year, URL: p.Edition.Config.URL("/archive/" + strconv.Itoa(year) + "/")})
		}
		y := &out[len(out)-1]
		y.Count += len(m.Stories)
		y.Months = append(y.Months, site.MonthLink{Month: m.Month, URL: p.Edition.Config.URL(monthAddress(m.Month)), Count: len(m.Stories)})
	}
	return out
}

func (p *Plan) archive(address string, years []site.ArchiveYear) *site.ArchiveView {
	lang := p.Edition.Config.Language
	title, crumbs := label(lang, "archive"), []site.Link{p.homeCrumb()}
	if address != "/archive/" {
		crumbs = append(crumbs, p.archiveCrumb())
		title += " " + locale(p.Edition.Config).Digits.Format(strconv.Itoa(years[0].Year))
	}
	return &site.ArchiveView{Frame: p.frame("archive", address, title, "", nil, crumbs...), Title: title, Years: years}
}

func (p *Plan) archiveCrumb() site.Link {
	return site.Link{Title: label(p.Edition.Config.Language, "archive"), URL: p.Edition.Config.URL("/archive/")}
}

// dayStories are the stories of one day, newest first.
type dayStories struct {
	date         time.Time
	address      string
	stories      []*site.Story
	older, newer string
}

func (p *Plan) days(m site.MonthStories) []dayStories {
	var out []dayStories
	for _, s := range m.Stories {
		date := s.Card.Date
		if n := len(out); n > 0 && out[n-1].date.Day() == date.Day() {
			out[n-1].stories = append(out[n-1].stories, s)
			continue
		}
		y, month, d := date.Date()
		out = append(out, dayStories{
			date: time.Date(y, month, d, 0, 0, 0, 0, date.Location()), address: date.Format("/archive/2006/01/02/"), stories: []*site.Story{s},
		})
	}
	for i := range out {
		if i > 0 {
			out[i].newer = out[i-1].address
		}
		if i+1 < len(out) {
			out[i].older = out[i+1].address
		}
	}
	return out
}

// monthCards is how many of a month's stories stand below its calendar.
const monthCards = 20

func (p *Plan) month(months []site.MonthStories, i int, days []dayStories) *site.MonthView {
	m := months[i]
	c := p.Edition.Config
	title := label(c.Language, "archive") + ": " + locale(c).MonthYear(m.Month, "archive")
	v := &site.MonthView{
		Frame: p.frame("month", monthAddress(m.Month), title, "", nil, p.homeCrumb(), p.archiveCrumb()),
		Month: m.Month, Count: len(m.Stories), Weeks: p.weeks(m.Month, days),
		Cards: cards(m.Stories[:min(monthCards, len(m.Stories))]),
	}
	if i > 0 {
		v.Newer = p.monthLink(months[i-1].Month)
	}
	if i+1 < len(months) && months[i+1].Month.Year() >= 1900 {
		v.Older = p.monthLink(months[i+1].Month)
	}
	return v
}

func (p *Plan) monthLink(m time.Time) *site.Link {
	return &site.Link{Title: locale(p.Edition.Config).MonthYear(m, "archive"), URL: p.Edition.Config.URL(monthAddress(m))}
}

// weeks lays a month as a calendar whose weeks begin on the audience's first day.
func (p *Plan) weeks(month time.Time, days []dayStories) [][7]site.Day {
	first := arabic.FirstDay(p.Edition.Config.Audience)
	var out [][7]site.Day
	for d := month; d.Month() == month.Month(); d = d.AddDate(0, 0, 1) {
		column := (int(d.Weekday()) - int(first) + 7) % 7
		if len(out) == 0 || column == 0 {
			out = append(out, [7]site.Day{})
		}
		cell := site.Day{Date: d}
		for _, day := range days {
			if day.date.Day() == d.Day() {
				cell.URL, cell.Count = p.Edition.Config.URL(day.address), len(day.stories)
			}
		}
		out[len(out)-1][column] = cell
	}
	return out
}

func (p *Plan) day(d dayStories) *site.ListView {
	c := p.Edition.Config
	title := locale(c).FullDate(d.date, "archive")
	month := p.monthLink(d.date)
	v := &site.ListView{
		Frame: p.frame("day", d.address, title, "", nil, p.homeCrumb(), p.archiveCrumb(), *month),
		Title: title, Cards: cards(d.stories), Count: len(d.stories), Root: true, Date: d.date,
	}
	if d.older != "" {
		v.Pager.Older = &site.Link{Title: label(c.Language, "older"), URL: c.URL(d.older)}
	}
	if d.newer != "" {
		v.Pager.Newer = &site.Link{Title: label(c.Language, "newer"), URL: c.URL(d.newer)}
	}
	return v
}
