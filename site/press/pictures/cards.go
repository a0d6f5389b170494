package pictures

import (
	"fmt"
	"image"
	"iter"
	"strings"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/media"
	"warraq/site/media/cards"
)

// Cards draws the social cards of an edition, each once: what was drawn is kept beside the
// sizes of pictures, by the address, which is a sum of all that is drawn.
type Cards struct {
	memory  *Memory
	library *media.Library
	logo    image.Image
	Drawing string // a part of their addresses: how they are drawn. "" where none are
}

// logoBox is what a logo may take at the most, in pixels.
var logoBox = image.Pt(420, 64)

// Cards opens the social cards of an edition. Where its logo cannot be used, the name
// stands in its place, and a problem tells.
func (m *Memory) Cards(library *media.Library) (*Cards, []site.Problem) {
	c := &Cards{memory: m, library: library}
	config := library.Config.Cards
	if config.Off || m.Quick {
		return c, nil
	}
	var problems []site.Problem
	var sign []byte
	if config.Logo != "" {
		var err error
		if sign, err = library.Read(config.Logo); err == nil {
			c.logo, err = fitted(sign)
		}
		if err != nil {
			c.logo = nil
			problems = append(problems, site.Problem{
				Path: "content/edition.yaml", Rule: "cards/logo", Level: site.LevelWarning,
				Message: site.Say("لا تُرسم %s على بطاقات المشاركة، فيحل اسم الجريدة محلها", "%s cannot be drawn on social cards; the paper's name stands in its place", config.Logo),
				Hint:    site.Say("ضع في static صورة PNG أو JPEG أو WebP بهذا الاسم", "put a PNG, JPEG or WebP of this name into static"),
			})
		}
	}
	config.Days, config.NoPhoto = 0, false // they say which cards there are
	c.Drawing = fmt.Sprintf("%s %+v %x", cards.Version, config, media.HashOf(sign))
	return c, problems
}

// fitted is a logo in the size in which it is shown.
func fitted(data []byte) (image.Image, error) {
	size, err := media.Measure("", strings.NewReader(string(data)))
	if err != nil {
		return nil, err
	}
	width := min(logoBox.X, max(1, size.Width*logoBox.Y/size.Height))
	return media.Cut(data, site.Recipe{Width: width, Height: max(1, size.Height*width/size.Width)}) // nil only with an error
}

// cardMemory is about what drawing a card takes in memory, in bytes.
const cardMemory = 12 << 20

// Draw gives the card at an output path. places are those of Sources.
func (c *Cards) Draw(path string, view *site.SocialCard, places map[string]string) ([]byte, error) {
	key := cache.Of([]byte(path))
	if data, ok := c.memory.files.Get(key); ok {
		return data, nil
	}
	lead, portrait := cards.Sizes(view, c.library.Config.Cards)
	pictures := cards.Pictures{Logo: c.logo}
	shown := *view // without a picture that cannot be had: it was changed since it was studied
	if pictures.Lead = c.cut(view.Picture, site.Ratios[0], site.LeadWidth, lead, places); pictures.Lead == nil {
		shown.Picture = site.Pixels{}
	}
	if pictures.Portrait = c.cut(view.Portrait, site.Ratio{Across: 1, Down: 1}, faceWidth, portrait, places); pictures.Portrait == nil {
		shown.Portrait = site.Pixels{}
	}
	c.memory.budget.take(cardMemory)
	defer c.memory.budget.give(cardMemory)
	data, err := cards.Draw(&shown, c.library.Config.Cards, pictures)
	if err == nil {
		c.memory.files.Put(key, data)
	}
	return data, err
}

// At draws the card at an output path, if there is one.
func (c *Cards) At(path string, all iter.Seq2[string, *site.SocialCard], places map[string]string) (data []byte, found bool) {
	for at, view := range all {
		if at == path {
			data, err := c.Draw(path, view, places)
			return data, err == nil
		}
	}
	return nil, false
}

// faceWidth is how wide the picture of an author is of which a card's is made.
const faceWidth = 300

// cut gives a picture in the size of a card's box, or nil. It is made of a size that the
// pages have too, so that the original, of many million pixels, is not decoded again.
func (c *Cards) cut(p site.Pixels, ratio site.Ratio, width int, size image.Point, places map[string]string) image.Image {
	place, ok := places[pathOf(c.library.Config, p.Stem)+" "+p.Mark]
	if !ok || size.X == 0 {
		return nil
	}
	files, err := c.memory.Derive(c.library, place, []site.Recipe{p.At(ratio, width, p.Format)}, false)
	if err != nil {
		return nil
	}
	c.memory.budget.take(cardMemory)
	defer c.memory.budget.give(cardMemory)
	img, err := media.Cut(files[0], site.Recipe{Width: size.X, Height: size.Y, Focus: p.Focus})
	if err != nil {
		return nil
	}
	return img
}

// Card is a social card and its output path.
type Card struct {
	Path string
	View *site.SocialCard
}

// Cards lists the social cards that pages name and that are not kept. all are those that
// there are.
func (s *Used) Cards(all iter.Seq2[string, *site.SocialCard], kept func(path string) bool) (out []Card) {
	missing := map[string]bool{}
	for path := range s.paths {
		if strings.HasPrefix("/"+path, site.CardRoot) && !kept(path) {
			missing[path] = true
		}
	}
	if len(missing) == 0 {
		return nil
	}
	for path, view := range all {
		if missing[path] {
			out = append(out, Card{path, view})
			delete(missing, path) // sections of one name share a card
		}
	}
	return out
}
