// Package cards draws social cards: the pictures of links, as messengers and networks show
// them, 1,200 by 630 pixels, JPEG, no heavier than encode.MostJPEG.
//
//	cards.go        Draw: which parts a card has, and where each stands
//	looks_table.go  the built-in looks, as data
//	words.go        what of a text can be drawn
//	shape.go        a text to glyphs: directions, faces, joining
//	lines.go        glyphs to lines of about one length, in the order in which they are seen
//	fit.go          the largest size in which a text has room
//	paint.go        pixels
//	faces.go        the fonts
//
// A card is a function of its View, the settings and its pictures. Words stand between the
// rows 15 and 615, which networks that want two to one leave. No box is drawn for a
// character that the fonts lack: see words.
//
// # Libraries
//
// Shaping, joining and directions are go-text's, a HarfBuzz in Go; outlines become pixels
// by x/image/vector. Lines are ours: go-text's know no balance, and put nested directions
// into another order.
//
// Not here: which stories have cards, where their pictures are, and what is kept.
package cards

import (
	"cmp"
	"image"
	"image/color"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"

	"warraq/site"
	"warraq/site/media/encode"
)

// Version changes when the same View comes to be drawn otherwise.
const Version = "5"

// Pictures are those of a card, each cut as Sizes says; nil where there is none.
type Pictures struct{ Lead, Portrait, Logo image.Image }

// Sizes gives the sizes of a card's pictures in its look; zero where it shows none.
func Sizes(view *site.SocialCard, config site.CardConfig) (lead, portrait image.Point) {
	d := newDesign(view, config)
	size := func(part string) image.Point {
		b := d.boxes[part]
		if b.Hidden {
			return image.Point{}
		}
		return image.Pt(min(max(0, b.Width), site.CardWidth), min(max(0, b.Height), site.CardHeight))
	}
	if d.picture {
		lead = size("picture")
	}
	if d.face {
		portrait = size("face")
	}
	return lead, portrait
}

// drawers have what drawing needs, for one card at a time.
var drawers = sync.Pool{New: func() any {
	d := &drawer{}
	for i, f := range fonts() {
		d.faces[i] = font.NewFace(f)
	}
	d.bold, d.medium = weight{d.faces[0], d.faces[2]}, weight{d.faces[1], d.faces[2]}
	return d
}}

type drawer struct {
	shaper
	faces        [3]*font.Face
	bold, medium weight
	canvas       canvas
}

// Draw makes a card.
func Draw(view *site.SocialCard, config site.CardConfig, p Pictures) ([]byte, error) {
	d := drawers.Get().(*drawer)
	defer drawers.Put(d)
	if d.canvas.RGBA == nil {
		d.canvas.RGBA = image.NewRGBA(image.Rect(0, 0, site.CardWidth, site.CardHeight))
	}
	(&sheet{drawer: d, design: newDesign(view, config), view: view, pictures: p}).draw()
	return encode.JPEG(d.canvas.RGBA)
}

// design is a look for one card.
type design struct {
	look    *look
	picture bool // the lead is shown
	face    bool
	boxes   map[string]site.CardBox
	colours map[string]color.RGBA
}

func newDesign(view *site.SocialCard, config site.CardConfig) *design {
	d := &design{look: &looks[lookOf(config.Look)], boxes: map[string]site.CardBox{}, colours: map[string]color.RGBA{}}
	d.face = view.Opinion && view.Portrait.Stem != ""
	d.picture = view.Picture.Stem != "" && (d.look.behind || !d.face) // beside each other they are too much
	kinds := []string{""}
	for i, is := range []bool{view.Title != "" && !d.picture && !d.face, d.picture, d.face, view.Verdict != "", view.Title == ""} {
		if is {
			kinds = append(kinds, site.CardKinds[i])
		}
	}
	for _, boxes := range [][]site.CardBox{d.look.boxes, config.Boxes} {
		for _, kind := range kinds {
			for _, b := range boxes {
				if b.On == kind {
					d.boxes[b.Part] = changed(d.boxes[b.Part], b)
				}
			}
		}
	}
	d.colour(view, config.Colours)
	return d
}

// lookOf finds a look by any of its names.
func lookOf(name string) int {
	return max(0, slices.IndexFunc(site.CardLooks, func(names []string) bool { return slices.Contains(names, name) }))
}

// changed is a box with what another says of it.
func changed(b, by site.CardBox) site.CardBox {
	return site.CardBox{
		Part: by.Part, Start: cmp.Or(by.Start, b.Start), Top: cmp.Or(by.Top, b.Top), Width: cmp.Or(by.Width, b.Width), Height: cmp.Or(by.Height, b.Height),
		Size: cmp.Or(by.Size, b.Size), Least: cmp.Or(by.Least, b.Least), Colour: cmp.Or(by.Colour, b.Colour), Fill: cmp.Or(by.Fill, b.Fill),
		Align: cmp.Or(by.Align, b.Align), Anchor: cmp.Or(by.Anchor, b.Anchor), Hidden: by.Hidden,
	}
}

// colour finds the colours of a card: the section's first, and those of the settings before
// the look's.
func (d *design) colour(view *site.SocialCard, own site.CardColours) {
	accent, ok := parseColour(cmp.Or(view.Colour, own.Accent))
	if !ok {
		accent = color.RGBA{0x8c, 0x1d, 0x2f, 255}
	}
	d.colours["accent"] = accent
	look := d.look.colours
	for name, value := range map[string]string{
		"ground": cmp.Or(own.Ground, look.Ground), "ink": cmp.Or(own.Ink, look.Ink), "soft": cmp.Or(own.Soft, look.Soft), "urgent": cmp.Or(own.Urgent, look.Urgent),
	} {
		if d.colours[name], ok = parseColour(value); !ok {
			d.colours[name] = accent
		}
	}
	if d.look.behind && d.picture { // words are on the darkened picture
		d.colours["ground"] = color.RGBA{A: 255}
	}
	if slices.Contains(confirmed, strings.ToLower(strings.TrimSpace(view.Verdict))) {
		d.colours["urgent"], _ = parseColour(confirmedColour)
	}
}

// named is a colour by its name, or in hex.
func (d *design) named(name string) color.RGBA {
	if c, ok := d.colours[name]; ok {
		return c
	}
	c, ok := parseColour(name)
	if !ok {
		c = d.colours["ink"]
	}
	return c
}

// sheet is one card on the canvas.
type sheet struct {
	*drawer
	*design
	view     *site.SocialCard
	pictures Pictures
}

// draw draws the parts, those behind others first.
func (s *sheet) draw() {
	s.canvas.fill(s.canvas.Rect, s.colours["ground"])
	isPaper := s.view.Title == "" && s.view.Section == "" // its name is the headline
	for _, part := range site.CardParts {
		b := s.boxes[part]
		switch {
		case b.Part == "" || b.Hidden, isPaper && (part == "name" || part == "rule"):
		case part == "picture":
			s.picture(b)
		case part == "face":
			s.face(b)
		case part == "band", part == "rule":
			s.bar(b)
		case part == "headline":
			s.headline(b)
		case part == "name" && s.pictures.Logo != nil:
			s.logo(b)
		case part == "kicker", part == "byline":
			if b.Width > 0 {
				s.text(b, s.words(part))
			}
		default:
			s.text(b, s.words(part))
		}
	}
}

// words are those of a part.
func (s *sheet) words(part string) string {
	v := s.view
	switch part {
	case "name":
		return v.Paper
	case "section":
		if v.Urgent && s.boxes["kicker"].Hidden {
			return v.Kicker
		}
		return v.Section
	case "kicker":
		return v.Kicker
	case "byline":
		if v.Title == "" {
			return v.Tagline
		}
		return v.Byline
	case "role":
		return v.Role
	case "date":
		return v.Date
	case "host":
		return v.Host
	case "verdict":
		if v.Verdict == "" {
			return ""
		}
		return strings.TrimSpace(v.Judged + " " + v.Verdict)
	case "quote":
		if v.Opinion {
			return quoteMarks[s.rtl()]
		}
	case "headline":
		return cmp.Or(v.Title, v.Section, v.Paper)
	}
	return ""
}

// quoteMarks open a quotation from right to left, and from left to right.
var quoteMarks = map[bool]string{true: "«", false: "“"}
