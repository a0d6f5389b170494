package exports

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/markup"
)

// wordpressSays reads what an export says of the whole site: its channel, its menus,
// and the zone that the hours of its posts are written in.
func wordpressSays(src io.ReadSeeker, o intake.Options) (s intake.Settings) {
	w := &wordpress{Import: intake.NewImport(o, nil)}
	links, titles, zones := map[string]string{}, map[string]string{}, map[string]int{}
	err := newXMLSource(src, "wp:comment").each(func(e *element) error {
		switch e.name {
		case "title":
			s.Title = markup.PlainText(e.words())
		case "description":
			s.Tagline = markup.PlainText(e.words())
		case "language":
			s.Language = e.words()
		case "link", "wp:base_blog_url":
			s.BaseURL = cmp.Or(s.BaseURL, e.words())
		case "item":
			id := e.value("wp:post_id")
			links[id], titles[id] = e.value("link"), markup.PlainText(e.value("title"))
			if e.value("wp:post_type") == "nav_menu_item" {
				w.menuItem(e)
			}
			zones[offsetOf(e)]++
		}
		return nil
	})
	if err != nil && s.Title == "" {
		return s
	}
	s.TimeZone = zoneOf(zones)
	slices.SortStableFunc(w.menus, func(a, b menuEntry) int { return cmp.Compare(number(a.order), number(b.order)) })
	for _, m := range w.menus {
		url := pathWithin(cmp.Or(m.url, links[m.object]), s.BaseURL)
		link := site.Link{Title: cmp.Or(m.title, titles[m.object]), URL: url}
		switch {
		case url == "" || m.above != "" && m.above != "0":
		case strings.Contains(m.menu, "foot") || strings.Contains(m.menu, "تذييل"):
			s.Footer = append(s.Footer, link)
		case m.menu == w.mainMenu():
			s.Main = append(s.Main, link)
		}
	}
	return s
}

// mainMenu is the menu of the header: the one that is called so, else the first.
func (w *wordpress) mainMenu() (name string) {
	for _, m := range w.menus {
		switch {
		case mainName().MatchString(m.menu):
			return m.menu
		case name == "" && !strings.Contains(m.menu, "foot"):
			name = m.menu
		}
	}
	return name
}

var mainName = markup.Form(`(?i)main|primary|header|top|رئيس`)

// offsetOf is how many seconds the clock of a post is before UTC; "" if it is not said.
func offsetOf(e *element) string {
	utc := intake.ParseTime(e.value("wp:post_date_gmt"))
	local := intake.ParseTime(e.value("wp:post_date"))
	if utc.IsZero() || local.IsZero() {
		return ""
	}
	return strconv.Itoa(int(local.Sub(utc).Seconds()))
}

// zoneOf is the zone of a clock that is always as far from UTC; "" of one that changes
// with the seasons, which an editor must name.
func zoneOf(offsets map[string]int) string {
	delete(offsets, "")
	if len(offsets) != 1 {
		return ""
	}
	for offset := range offsets {
		switch hours := number(offset) / 3600; {
		case number(offset)%3600 != 0 || hours < -12 || hours > 14:
		case hours == 0:
			return "UTC"
		default:
			return fmt.Sprintf("Etc/GMT%+d", -hours) // POSIX counts westward
		}
	}
	return ""
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// errEnough ends a reading that knows enough.
var errEnough = errors.New("enough")

// feedSays reads the head of a feed.
func feedSays(src io.ReadSeeker, _ intake.Options) (s intake.Settings) {
	_ = newXMLSource(src).each(func(e *element) error {
		switch e.name {
		case "title":
			s.Title = markup.PlainText(e.words())
		case "description", "subtitle":
			s.Tagline = markup.PlainText(e.words())
		case "language":
			s.Language = e.words()
		case "link":
			if rel := e.attr("rel"); rel == "" || rel == "alternate" {
				s.BaseURL = cmp.Or(s.BaseURL, e.attr("href"), e.words())
			}
		case "item", "entry":
			if bloggerKind(e) == "post" {
				return errEnough
			}
		}
		return nil
	})
	return s
}

// jsonSays reads the settings in Ghost's export of its database.
func jsonSays(src io.ReadSeeker, _ intake.Options) (s intake.Settings) {
	var export ghostExport
	data, err := io.ReadAll(io.LimitReader(src, maxJSON))
	if err != nil || json.Unmarshal(data, &export) != nil || export.tables() == nil {
		return s
	}
	menu := func(text string) (out []site.Link) {
		var entries []struct{ Label, URL string }
		if json.Unmarshal([]byte(text), &entries) != nil {
			return nil
		}
		for _, e := range entries {
			out = append(out, site.Link{Title: e.Label, URL: strings.TrimPrefix(e.URL, ghostAddress)})
		}
		return out
	}
	for _, e := range export.tables().Settings {
		switch v := word(e.Value); e.Key {
		case "title":
			s.Title = v
		case "description":
			s.Tagline = v
		case "lang", "locale", "default_locale":
			s.Language = cmp.Or(s.Language, v)
		case "timezone", "active_timezone", "activeTimezone":
			s.TimeZone = v
		case "navigation":
			s.Main = menu(v)
		case "secondary_navigation":
			s.Footer = menu(v)
		}
	}
	return s
}
