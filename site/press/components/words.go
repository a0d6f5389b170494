package components

import (
	"regexp"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/own"
	"warraq/site/press/fill"
	"warraq/site/theme"
)

// unread is what a reader does not read of what a component makes.
var unread = regexp.MustCompile(`(?is)<(script|style|template)\b.*?</(?:script|style|template)\s*>`)

// Words gives a body with what its components make in it, for the search. What they would ask of the
// edition is not there: it is of other stories, and a day would make it another one.
func Words(t *theme.Theme, data func(name string) (any, error), s *site.Story, body []byte) []byte {
	if t == nil || len(s.Components) == 0 {
		return fill.Unmarked(body)
	}
	text := site.Text{Components: s.Components}
	page := own.ComponentPage{Title: s.Title, URL: s.Card.URL, Kind: "article", Section: s.Card.Section.Title, Lang: s.Lang, Date: s.Card.Date, Params: s.Article.Params.Params()}
	ask := theme.Ask{Today: func() time.Time { return s.Card.Date }, Data: data}
	out, err := fill.Expand(string(body), func(i int, inner string) (string, error) {
		made, err := Make(t, ask, text, i, page, inner)
		if err != nil { // which is told where the page is made
			return inner, nil //nolint:nilerr // as above
		}
		return unread.ReplaceAllString(made, " "), nil
	})
	if err != nil {
		return fill.Unmarked(body)
	}
	return []byte(out)
}

// Made is of all that Words makes the components of a story of; zero where it has none. files is of all data files.
func Made(t *theme.Theme, files site.Sum, s *site.Story) site.Sum {
	if t == nil || len(s.Components) == 0 {
		return site.Sum{}
	}
	h := cache.NewHash()
	h.Value(s.Components)
	h.Value([]string{s.Title, s.Card.URL, s.Card.Section.Title, s.Lang})
	h.Value(s.Article.Params)
	for _, c := range s.Components {
		h.Sum16(t.Sum(file(c.Name, false)))
	}
	h.Sum16(files)
	return site.Sum(h.Sum())
}
