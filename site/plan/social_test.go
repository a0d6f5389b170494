package plan

import (
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// withCards is the plan of an edition whose social cards are drawn.
func withCards(e *site.Edition) *Plan {
	files := &site.Attachments{Config: e.Config, Known: map[string]site.Attachment{}, Folders: map[string]bool{}}
	return New(Input{
		Edition: e, Resolver: site.NewResolver(e, files, nil), Locale: arabic.Locale{Lang: "ar", Zone: time.UTC},
		Static: func(string) bool { return false }, Drawing: "1",
	})
}

// cards of an edition by their titles; those of sections and the paper by their names.
func cardsOf(p *Plan) map[string]*site.SocialCard {
	out := map[string]*site.SocialCard{}
	for path, c := range p.SocialCards() {
		if name := c.Title; strings.HasPrefix("/"+path, site.CardRoot) {
			if name == "" {
				name = c.Section + "/" + c.Paper
			}
			out[name] = c
		}
	}
	return out
}

func large(stem string) site.Picture {
	return site.Picture{URL: stem + ".jpg", Width: 1600, Height: 1200, Pixels: site.Pixels{Stem: stem, Mark: "0a1b2c3d", Width: 1600, Height: 1200, Format: "jpg"}}
}

// A story has a card of its own if it is new and public. One with a picture elsewhere
// shows that; an older one shows its picture, or its section's card.
func TestWhichStoriesHaveCards(t *testing.T) {
	c := config()
	c.Cards.Days = 2
	e := paperOf(c, history(200)...) // an hour apart: of nine days
	own, remote, old, draft := e.Stories[0], e.Stories[1], e.Stories[150], e.Stories[2]
	own.Card.Image, old.Card.Image = large("/news/media/a"), large("/news/media/b")
	remote.Card.Image = site.Picture{URL: "https://pictures.example/a.jpg"}
	draft.Card.Draft = true
	p := withCards(e)
	all := cardsOf(p)
	whole := 0 // the fiftieth, an hour from each other, is of the day before yesterday, which counts whole
	for _, s := range e.Stories {
		if !s.Published().Before(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)) {
			whole++
		}
	}
	if whole < 50 || len(all) != 2+whole-2 { // the section, the paper, and the stories but two
		t.Errorf("%d cards, %d stories", len(all), whole)
	}
	image := func(s *site.Story) site.Picture {
		return viewAt[site.ArticleView](t, p, site.OutputPath(s.Address)).Head.Image
	}
	isCard := func(p site.Picture) bool {
		return strings.HasPrefix(p.URL, c.Root()+"/news"+site.CardRoot) && p.Width == 1200 && p.Height == 630 && p.MIME() == "image/jpeg"
	}
	section := viewAt[site.ListView](t, p, "politics/index.html").Head.Image
	for name, is := range map[string]bool{
		"a new story": isCard(image(own)) && image(own).Alt == own.Title, "its picture is on it": all[own.Title].Picture.Stem == "/news/media/a",
		"a picture elsewhere": image(remote).URL == "https://pictures.example/a.jpg", "an old picture": strings.HasSuffix(image(old).URL, "/news/media/b-0a1b2c3d-1200x675.jpg"),
		"an old story": image(e.Stories[151]) == section && isCard(section), "a draft": image(draft) == section && all[draft.Title] == nil,
		"the front": isCard(viewAt[site.FrontView](t, p, "index.html").Head.Image),
	} {
		if !is {
			t.Errorf("%s: not so", name)
		}
	}
	c.Cards.NoPhoto = true
	if got := image(own).URL; !strings.HasSuffix(got, "/news/media/a-0a1b2c3d-1200x675.jpg") {
		t.Errorf("without cards of pictures it shows %s", got)
	}
	c.Cards.Days = 0
	if got := len(cardsOf(withCards(paperOf(c, history(200)...)))); got != 202 {
		t.Errorf("%d cards of all stories", got)
	}
	if got := len(cardsOf(planOf(e))); got != 0 || viewAt[site.FrontView](t, planOf(e), "index.html").Head.Image.URL != "" {
		t.Errorf("%d cards where none are drawn", got)
	}
}

// A card has what its kind of story is known by.
func TestWhatACardShows(t *testing.T) {
	opinion, check, urgent := article("politics/o.md", noon), article("politics/f.md", noon), article("politics/u.md", noon)
	opinion.Type, opinion.Authors = site.Opinion, []*site.Name{{Label: "هالة", Slug: "hala", Sort: "هالة"}}
	check.Type, check.Extras = site.FactCheck, &site.Extras{Claim: &site.Claim{Rating: "مضلل"}}
	urgent.Breaking, urgent.Lang = true, "en"
	c := config()
	c.Accent, c.Tagline, c.BaseURL = "#112233", "كل صباح", "https://www.example.org/news"
	e := paperOf(c, opinion, check, urgent)
	for _, s := range e.Stories {
		if s.Type == site.Opinion {
			s.Card.Authors = []site.Byline{{Name: "هالة", Role: "كاتبة", Picture: large("/news/media/hala")}}
		}
	}
	all := cardsOf(withCards(e))
	if o := all[opinion.Title]; !o.Opinion || o.Byline != "هالة" || o.Role != "كاتبة" || o.Portrait.Stem != "/news/media/hala" || o.Colour != "#112233" || o.Host != "example.org" {
		t.Errorf("opinion: %+v", o)
	}
	if f := all[check.Title]; f.Verdict != "مضلل" || f.Judged != "النتيجة:" || f.Byline != "" {
		t.Errorf("fact-check: %+v", f)
	}
	if u := all[urgent.Title]; !u.Urgent || u.Kicker != "Urgent" || u.Lang != "en" {
		t.Errorf("urgent: %+v", u)
	}
	if s := all["سياسة/المدار"]; s == nil || s.Tagline != "كل صباح" || s.Date != "" {
		t.Errorf("section: %+v of %v", s, all)
	}
	one, other := all[check.Title], *all[check.Title]
	other.Verdict = "صحيح"
	if one.Address("1") == other.Address("1") || one.Address("1") == one.Address("2") {
		t.Error("an address is not that of what is drawn")
	}
}
