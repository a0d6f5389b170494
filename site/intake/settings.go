package intake

import (
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
	"warraq/site/own"
	"warraq/site/settings"
	"warraq/site/uri"
)

// Settings are what a source says of the whole site.
type Settings struct {
	Title, Tagline, Description string
	BaseURL, Language, TimeZone string
	Main, Footer                []site.Link
	Taxonomies                  []string // by what stories are grouped, beside tags, as they name it
}

// Edition is an edition.yaml of the settings; nil if there is none to speak of.
// A value that the build would refuse is left out.
func (s Settings) Edition() []byte {
	var m, menus manuscript.Matter
	m.Add("title", strings.TrimSpace(s.Title))
	m.Add("tagline", strings.TrimSpace(s.Tagline))
	m.Add("description", strings.TrimSpace(s.Description))
	if base, ok := site.CleanBaseURL(s.BaseURL); ok {
		m.Add("base_url", base)
	}
	m.Add("language", s.Lang())
	if s.Zone() != nil {
		m.Add("time_zone", s.TimeZone)
	}
	var taxonomies manuscript.Matter
	for _, t := range s.Own() {
		taxonomies.Add(t.Name, manuscript.Matter{{Key: "label", Value: t.Label}})
	}
	if len(taxonomies) > 0 {
		m.Add("taxonomies", taxonomies)
	}
	menus.Add("main", links(s.Main))
	menus.Add("footer", links(s.Footer))
	m.Add("menus", menus)
	if len(m) == 0 {
		return nil
	}
	text := string(manuscript.Compose(m, ""))
	return []byte(strings.TrimSuffix(strings.TrimPrefix(text, "---\n"), "---\n"))
}

// Own are those of the taxonomies that the build would take: what has a meaning in any story, as tags and categories, is
// no taxonomy here.
func (s Settings) Own() (out own.Taxonomies) {
	for _, name := range s.Taxonomies {
		name = strings.ToLower(strings.TrimSpace(name))
		c, problems := settings.ParseConfig(site.SettingsFile, []byte("taxonomies: {"+strconv.Quote(name)+": {}}\n"))
		if len(problems) == 0 && len(c.Taxonomies) == 1 && name != "categories" && !manuscript.IsStoryKey(name) && out.Find(name) == nil {
			out = append(out, own.Taxonomy{Name: name, Label: name})
		}
	}
	return out
}

// Lang is the language, if it is a tag of BCP 47.
func (s Settings) Lang() string {
	tag := strings.ReplaceAll(strings.TrimSpace(s.Language), "_", "-")
	if !uri.IsLanguageTag(tag) {
		return ""
	}
	return tag
}

// Zone is the time zone; nil if it is none that is known.
func (s Settings) Zone() *time.Location {
	if s.TimeZone == "" {
		return nil
	}
	zone, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return nil
	}
	return zone
}

func links(all []site.Link) (out []manuscript.Matter) {
	for _, l := range all {
		if l.Title != "" && (strings.HasPrefix(l.URL, "/") || markup.IsAddress(l.URL)) {
			out = append(out, manuscript.Matter{{Key: "title", Value: l.Title}, {Key: "url", Value: l.URL}})
		}
	}
	return out
}
