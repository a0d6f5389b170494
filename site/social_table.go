package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"warraq/site/uri"
)

// SocialCard is the View of a social card: the picture of a link to a story, a section
// or the paper, as messengers and networks show it. All that is drawn is in it or in the
// CardConfig, so that its address can be made of their sum.
type SocialCard struct {
	Lang     string
	Paper    string // its nameplate
	Host     string // the site's, as readers know it: "example.org"
	Section  string
	Kicker   string
	Title    string // of a story; "" on the card of a section or the paper
	Tagline  string // on the card of a section or the paper
	Byline   string // the authors' names, with what is between them
	Role     string // the author's
	Date     string
	Verdict  string // of a fact-check
	Judged   string // the words before a verdict: "Verdict:"
	Urgent   bool
	Opinion  bool
	Colour   string // the section's, as #rrggbb or #rgb
	Picture  Pixels // the lead
	Portrait Pixels // the author's face
}

// CardConfig says which social cards there are, and how they look.
type CardConfig struct {
	Off     bool
	Days    int    // of the stories of the last so many days, and of LeastCards at least; 0: of all
	Look    string // one of CardLooks; "" is the first
	NoPhoto bool   // a story with a picture shows the picture alone, and has no card
	Name    string // in place of the paper's title
	Logo    string // in place of the name: a file of static/, "/img/logo.png"
	Colours CardColours
	Boxes   []CardBox // what is changed of the look's
}

// CardColours are in hex. An empty one is the look's.
type CardColours struct{ Ground, Ink, Soft, Accent, Urgent string }

// CardBox is where a part of a card stands. Sides and sizes are in pixels of a card that is
// 1200 wide and 630 high. A zero changes nothing of the look's own box.
type CardBox struct {
	Part   string // one of CardParts
	On     string // the kind of cards that have it so, one of CardKinds; "" is all
	Start  int    // from the edge at which lines of the language begin
	Top    int
	Width  int
	Height int
	Size   int    // of letters, at the most
	Least  int    // and at the least: a longer text is cut
	Colour string // "ground", "ink", "soft", "accent", "urgent", or in hex
	Fill   string // what lies behind the text, as Colour
	Align  string // "start", "middle", "end"
	Anchor string // "top", "middle", "bottom"
	Hidden bool
}

// CardLooks are the built-in looks, each with its names in settings.
var CardLooks = [][]string{{"صحيفة", "paper"}, {"صورة", "photo"}, {"لون", "colour"}}

// CardParts are the parts of a card, in the order in which they are drawn. A kicker without a width stands above the headline, and
// such a byline below it, wherever it begins and ends.
var CardParts = []string{"band", "picture", "headline", "face", "quote", "rule", "name", "section", "kicker", "byline", "role", "date", "host", "verdict"}

// CardKinds are the kinds of cards: with words alone, with a picture, with an author's
// face, with a verdict, and that of a section or the paper. A card may be of several; the
// later goes before the earlier.
var CardKinds = []string{"words", "picture", "face", "verdict", "section"}

// CardDays is of how many days the stories have social cards of their own by default. A
// card costs a file, and six milliseconds of a cold build.
const CardDays = 7

// LeastCards is how many of the newest stories have one, however old they are.
const LeastCards = 50

// CardRoot is the address of social cards.
const CardRoot = MediaRoot + "cards/"

// The size of a social card, in pixels.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// Address is that of a card's file, in an href without the base path. drawing says how Views
// are drawn: by which program, in which settings. A changed card has another address, for
// networks look at an address once.
func (c *SocialCard) Address(drawing string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q", []string{drawing, c.Lang, c.Paper, c.Host, c.Section, c.Kicker, c.Title, c.Tagline, c.Byline, c.Role, c.Date, c.Verdict, c.Judged, c.Colour})
	fmt.Fprint(h, c.Urgent, c.Opinion, c.Picture, c.Portrait)
	sum := hex.EncodeToString(h.Sum(nil)[:12])
	return CardRoot + sum[:16] + Recipe{Width: CardWidth, Height: CardHeight, Format: "jpg"}.Suffix(sum[16:])
}

// HasCard says whether a story has a social card of its own: one that is public, and of the
// last days, counted back from the newest story.
func (e *Edition) HasCard(s *Story) bool {
	c := e.Config.Cards
	if c.Off || s.Static || s.Draft || s.Card == nil || s.Card.Draft || s.Card.Future || s.Withdrawn != nil {
		return false
	}
	return e.CardsFrom.IsZero() || !s.Published().Before(e.CardsFrom)
}

// MIME is the type of the picture's file by its name, or "".
func (p Picture) MIME() string {
	switch ext := uri.ExtensionOf(p.URL); ext {
	case ".jpg":
		return "image/jpeg"
	case ".jpeg", ".png", ".webp", ".gif", ".avif":
		return "image/" + ext[1:]
	}
	return ""
}
