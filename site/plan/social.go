package plan

import (
	"cmp"
	"iter"
	"net/url"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/uri"
)

// socialCards say which social card is the picture of a page's link: a story's own, or the
// one that all pages of a section share, or the paper's.
type socialCards struct {
	edition *site.Edition
	locale  arabic.Locale
	drawing string                  // "" where no cards are drawn
	shared  map[string]site.Picture // by the slug of the section
}

func newSocialCards(in Input) *socialCards {
	s := &socialCards{edition: in.Edition, locale: in.Locale, drawing: in.Drawing, shared: map[string]site.Picture{}}
	for _, t := range s.sharing() {
		s.shared[t.Slug()] = s.picture(s.ofTerm(t))
	}
	return s
}

// sharing are the sections, each of which has a card; nil stands for the paper.
func (s *socialCards) sharing() []*site.Term {
	return append([]*site.Term{nil}, s.edition.Sections...)
}

// all are the cards of an edition: of the paper, of sections, of stories.
func (s *socialCards) all() iter.Seq[*site.SocialCard] {
	return func(yield func(*site.SocialCard) bool) {
		if s.drawing == "" {
			return
		}
		for _, t := range s.sharing() {
			if !yield(s.ofTerm(t)) {
				return
			}
		}
		for _, story := range s.edition.Stories {
			if s.isOwn(story) && !yield(s.ofStory(story)) {
				return
			}
		}
	}
}

// leastLead is how wide a lead picture must be to stand on a card.
const leastLead = 640

// isOwn says whether a story has a card of its own. A picture on another host cannot be
// drawn, and is shown as it is.
func (s *socialCards) isOwn(story *site.Story) bool {
	if s.drawing == "" || !s.edition.HasCard(story) {
		return false
	}
	photo := story.Card.Image
	return photo.URL == "" || photo.Stem == "" && !uri.IsRemote(photo.URL) || photo.Stem != "" && !s.edition.Config.Cards.NoPhoto
}

// image is the picture of a link to a story.
func (s *socialCards) image(story *site.Story) site.Picture {
	switch photo := story.Card.Image; {
	case s.isOwn(story):
		return s.picture(s.ofStory(story))
	case photo.URL != "":
		return preview(photo)
	}
	return s.shared[story.Home.Slug()]
}

// picture is a card as pages name it.
func (s *socialCards) picture(c *site.SocialCard) site.Picture {
	if s.drawing == "" {
		return site.Picture{}
	}
	return site.Picture{
		URL: s.edition.Config.Shared(c.Address(s.drawing)), Width: site.CardWidth, Height: site.CardHeight,
		Alt: cmp.Or(c.Title, strings.TrimPrefix(c.Section+" — "+c.Paper, " — ")),
	}
}

// ofTerm is the card of a section, or of the paper.
func (s *socialCards) ofTerm(t *site.Term) *site.SocialCard {
	config := s.edition.Config
	c := &site.SocialCard{
		Lang: config.Language, Paper: cmp.Or(config.Cards.Name, config.Title), Host: host(config.BaseURL), Tagline: config.Tagline, Colour: config.Accent,
	}
	if t == nil {
		return c
	}
	c.Section = t.Name.Label
	for up := t; up != nil; up = up.Parent {
		if up.Section != nil && up.Section.Accent != "" {
			c.Colour = up.Section.Accent
			break
		}
	}
	return c
}

// host is a site's address as people say it.
func host(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// ofStory is the card of a story.
func (s *socialCards) ofStory(story *site.Story) *site.SocialCard {
	c, card := s.ofTerm(story.Home), story.Card
	c.Title, c.Kicker, c.Urgent, c.Tagline = card.Title, card.Kicker, card.Breaking, ""
	c.Lang = cmp.Or(card.Lang, c.Lang)
	if c.Urgent {
		c.Kicker = label(c.Lang, "urgent")
	}
	if !card.Date.IsZero() {
		c.Date = s.locale.Date(card.Date, "dateline")
	}
	if p := card.Image.Pixels; p.Width >= leastLead {
		c.Picture = p
	}
	switch card.Type {
	case site.Opinion, site.Analysis, site.Interview:
		names := make([]string, len(card.Authors))
		for i, a := range card.Authors {
			names[i] = a.Name
		}
		c.Byline = s.locale.Join(names)
	case site.FactCheck:
		if story.Claim != nil {
			c.Verdict, c.Judged = story.Claim.Rating, label(c.Lang, "verdict")
		}
	}
	if c.Opinion = card.Type == site.Opinion; c.Opinion && len(card.Authors) > 0 {
		c.Portrait = card.Authors[0].Picture.Pixels
		if len(card.Authors) == 1 {
			c.Role = card.Authors[0].Role
		}
	}
	return c
}

// SocialCards give the cards of the edition, by their output paths.
func (p *Plan) SocialCards() iter.Seq2[string, *site.SocialCard] {
	return func(yield func(string, *site.SocialCard) bool) {
		for c := range p.shell.social.all() {
			if !yield(c.Address(p.in.Drawing)[1:], c) {
				return
			}
		}
	}
}
