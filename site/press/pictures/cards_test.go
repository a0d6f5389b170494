package pictures

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/media"
)

// desk is an edition's library, with a picture, a face and a logo.
func desk(t *testing.T, config site.CardConfig) (*Memory, *media.Library, map[string]string, *site.SocialCard) {
	t.Helper()
	at := time.Now().Add(-time.Hour)
	source := fstest.MapFS{"news/a.png": {Data: grey(1300, 800), ModTime: at}, "authors/b.png": {Data: grey(300, 300), ModTime: at}}
	m := New(store(t), time.Now().UnixNano())
	l := &media.Library{
		Content: source, Static: fstest.MapFS{"img/logo.png": {Data: grey(200, 50), ModTime: at}, "img/none.png": {Data: []byte("x"), ModTime: at}},
		Config: &site.Config{BaseURL: "https://example.org/p", Cards: config}, Memory: m,
	}
	known := map[string]site.Attachment{}
	for name := range source {
		a, err := l.Look(name, true)
		if err != nil {
			t.Fatal(err)
		}
		known[name] = a
	}
	view := &site.SocialCard{
		Lang: "ar", Paper: "المدار", Title: "خبر", Picture: known["news/a.png"].Pixels, Portrait: known["authors/b.png"].Pixels,
	}
	return m, l, Sources(l.Config, known), view
}

func draw(t *testing.T, c *Cards, view *site.SocialCard, places map[string]string) []byte {
	t.Helper()
	data, err := c.Draw(view.Address(c.Drawing)[1:], view, places)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A card is drawn once, with its pictures; one that cannot be had is left out.
func TestCardsAreDrawnOnce(t *testing.T) {
	m, l, places, view := desk(t, site.CardConfig{})
	c, problems := m.Cards(l)
	if len(problems) > 0 || c.Drawing == "" {
		t.Fatalf("told %v", problems)
	}
	first := draw(t, c, view, places)
	if again := draw(t, c, view, nil); !bytes.Equal(first, again) {
		t.Error("a card that is kept is drawn again, without its picture")
	}
	if data, found := c.At(view.Address(c.Drawing)[1:], maps.All(map[string]*site.SocialCard{view.Address(c.Drawing)[1:]: view}), places); !found || !bytes.Equal(data, first) {
		t.Error("it is not found at its address")
	}
	if _, found := c.At("media/cards/x.jpg", maps.All(map[string]*site.SocialCard{}), places); found {
		t.Error("a card is found that is not there")
	}
	view.Opinion = true
	face := draw(t, c, view, places)
	view.Title = "خبر آخر"
	l.Content = fstest.MapFS{} // the pictures went since they were studied
	view.Picture.Focus.X = 9
	if words := draw(t, c, view, nil); bytes.Equal(face, first) || bytes.Equal(words, face) || len(words) == 0 {
		t.Error("a card without its pictures is no other")
	}
}

// A logo stands in the place of the name, and one that cannot be drawn is told.
func TestLogos(t *testing.T) {
	drawings := map[string]bool{}
	for logo, told := range map[string]int{"": 0, "/img/logo.png": 0, "/img/none.png": 1, "/img/missing.png": 1} {
		m, l, places, view := desk(t, site.CardConfig{Logo: logo})
		c, problems := m.Cards(l)
		if len(problems) != told || (c.logo != nil) != (logo == "/img/logo.png") {
			t.Errorf("%q: told %v, %v", logo, problems, c.logo)
		}
		draw(t, c, view, places)
		drawings[c.Drawing] = true
	}
	if len(drawings) != 4 {
		t.Errorf("%d ways of drawing", len(drawings))
	}
}

// Where no picture is scaled, and where the settings say so, no card is drawn.
func TestNoCards(t *testing.T) {
	m, l, _, _ := desk(t, site.CardConfig{Off: true, Logo: "/img/missing.png"})
	if c, problems := m.Cards(l); c.Drawing != "" || problems != nil {
		t.Errorf("drawn by %q, %v", c.Drawing, problems)
	}
	l.Config.Cards.Off, m.Quick = false, true
	if c, problems := m.Cards(l); c.Drawing != "" || problems != nil {
		t.Errorf("drawn by %q, %v", c.Drawing, problems)
	}
}

// What pages name and the output lacks is drawn, each once, if there is such a card.
func TestWantedCards(t *testing.T) {
	used := NewUsed()
	page := `"/media/cards/0123456789abcdef-01234567-1200x630.jpg" "/media/cards/1123456789abcdef-01234567-1200x630.jpg" "/media/cards/2123456789abcdef-01234567-1200x630.jpg"`
	used.Note(nil, Found([]byte(page), ""))
	name := func(i string) string { return "media/cards/" + i + "123456789abcdef-01234567-1200x630.jpg" }
	all := func(yield func(string, *site.SocialCard) bool) {
		for _, i := range []string{"0", "1", "1", "3"} {
			if !yield(name(i), &site.SocialCard{}) {
				return
			}
		}
	}
	wanted := func(kept string) (out []string) {
		for _, c := range used.Cards(all, func(path string) bool { return strings.HasSuffix(kept, path) || kept == "all" }) {
			out = append(out, c.Path)
		}
		return out
	}
	if got := wanted(name("0")); !slices.Equal(got, []string{name("1")}) {
		t.Errorf("wanted are %v", got)
	}
	if got := wanted("all"); got != nil {
		t.Errorf("wanted are %v", got)
	}
}
