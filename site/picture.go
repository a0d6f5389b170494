package site

import (
	"fmt"
	"strconv"
)

// Pixels is a picture that other sizes can be made of. The zero Pixels is that of a
// picture which is published as it is: a drawing, an animation, a picture elsewhere.
type Pixels struct {
	Stem   string // how the addresses of its sizes begin, in an href: "/media/politics/visit"
	Mark   string // eight hexadecimal digits; others where the file has other bytes
	Width  int    // as it is shown: a camera may have been held upright
	Height int
	Format string // of the sizes that every reader shows: "jpg", "png" where a part is transparent
	Colour string // the mean colour, in CSS; "" where a part is transparent
	Focus  Focus

	Original string // the address of the file itself, which has content credentials; "" where it is not published
}

// Focus is the point of a picture that stays in sight when it is cut to a shape,
// in percent of its sides from its middle: -50 is the left or upper edge.
type Focus struct{ X, Y int }

// Recipe says what is made of a picture: the size in pixels, to which it is cut
// around the focus and scaled, and the format as an extension. The zero Recipe,
// AsIs, is the file itself.
type Recipe struct {
	Width, Height int
	Focus         Focus
	Format        string // "webp", "avif", "jpg", "png"; "mp4" of an animation
}

// AsIs publishes a file as it is.
var AsIs = Recipe{}

// Suffix ends the name of what a recipe makes: "-1f0c2e9b-800x450-f30x20.webp". The
// focus is given in percent from the left and the top.
func (r Recipe) Suffix(mark string) string {
	var focus string
	if r.Focus != (Focus{}) {
		focus = fmt.Sprintf("-f%dx%d", 50+r.Focus.X, 50+r.Focus.Y)
	}
	return "-" + mark + "-" + strconv.Itoa(r.Width) + "x" + strconv.Itoa(r.Height) + focus + "." + r.Format
}

// Ratio is that of the sides of a shape: 16 and 9. Its zero is the picture's own.
type Ratio struct{ Across, Down int }

// Largest is the largest part of a picture that has a ratio.
func (p Pixels) Largest(r Ratio) (width, height int) {
	if r.Across <= 0 || r.Down <= 0 || p.Width*r.Down == p.Height*r.Across {
		return p.Width, p.Height
	}
	return min(p.Width, max(1, p.Height*r.Across/r.Down)), min(p.Height, max(1, p.Width*r.Down/r.Across))
}

// At is the recipe of a picture in some ratio, no wider than a width, and never
// wider than the picture.
func (p Pixels) At(r Ratio, width int, format string) Recipe {
	w, h := p.Largest(r)
	out := Recipe{Width: w, Height: h, Focus: p.Focus, Format: format}
	if width < w {
		out.Width, out.Height = width, max(1, (h*width+w/2)/w)
	}
	if w == p.Width && h == p.Height { // nothing is cut off
		out.Focus = Focus{}
	}
	return out
}

// Address is that of what a recipe makes, in an href.
func (p Pixels) Address(r Recipe) string { return p.Stem + r.Suffix(p.Mark) }

// LeadWidth is how wide a lead picture is at least, in pixels: Google shows no
// smaller one at full size.
const LeadWidth = 1200

// Plain is the picture as one file that any reader shows, no wider than a width: what
// feeds and linked data name.
func (p Picture) Plain(r Ratio, width int) Picture {
	if p.Pixels.Stem != "" {
		of := p.At(r, width, p.Format)
		p.URL, p.Width, p.Height = p.Address(of), of.Width, of.Height
	}
	return p
}

// Light is the picture as the one small file of a light page.
func (p Picture) Light() Picture {
	p = p.Plain(Ratio{}, 480)
	p.Pixels, p.Film = Pixels{}, ""
	return p
}

// Rights is what a picture's file says of the picture (IPTC Photo Metadata Standard).
type Rights struct {
	Headline  string
	Caption   string
	Creator   string
	Credit    string // the credit line
	Copyright string
	License   string // an address
	Origin    string // the digital source type: an address of IPTC's vocabulary
}

// PictureFile is a picture's file in a newsroom's folder, whether or not a story shows it.
type PictureFile struct {
	Place         string // see Place
	Size          int64  // in bytes
	Width, Height int
	Fault, Remedy Words // why it cannot be shown, and how to mend that; zero Words where it can
	AsIs          bool  // readers get the file itself: no sizes are made of it
	Located       bool  // it says where it was taken
	Unclean       bool  // its metadata cannot be taken out
	Provenance    bool  // it has content credentials (C2PA)
	Cleaned       bool  // it is a drawing of which a part is not published, for it would run
}
