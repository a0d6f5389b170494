package cards

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"slices"

	"warraq/site"
	"warraq/site/arabic"
)

func (s *sheet) rtl() bool { return arabic.Dir(s.view.Lang) == "rtl" }

// place is where a box is on the canvas, whichever way the language runs.
func (s *sheet) place(b site.CardBox) image.Rectangle {
	x := b.Start
	if s.rtl() {
		x = site.CardWidth - b.Start - b.Width
	}
	return image.Rect(x, b.Top, x+b.Width, b.Top+b.Height)
}

// isMedium are the parts in lighter letters. A byline by itself is a name under a face.
var isMedium = []string{"byline", "role", "date", "host"}

func (s *sheet) weight(part string) *weight {
	if slices.Contains(isMedium, part) && (part != "byline" || s.boxes[part].Width == 0) {
		return &s.medium
	}
	return &s.bold
}

// inked is the colour of a text on what lies behind it.
func (s *sheet) inked(b site.CardBox) color.RGBA {
	ground := s.colours["ground"]
	if b.Fill != "" {
		ground = s.named(b.Fill)
	}
	return legible(s.named(b.Colour), ground)
}

// set sets a part's words; what cannot be drawn whole is left out.
func (s *sheet) set(part, text string, of box) *setting {
	w := s.weight(part)
	clean, whole := w.words(text)
	if !whole {
		return &setting{}
	}
	return s.fit(w, clean, s.view.Lang, of)
}

// text draws a part of one line, in the middle of the height of its box.
func (s *sheet) text(b site.CardBox, text string) {
	r := s.place(b)
	line := s.set(b.Part, text, box{b.Width - 2*pad(b), b.Height, b.Size, b.Least, 1, false})
	if len(line.lines) == 0 {
		return
	}
	behind := r
	if b.Part == "verdict" { // a band: its words stay within what all networks show
		r = r.Inset(60)
		r.Min.Y, r.Max.Y = behind.Min.Y, behind.Max.Y
		line = s.set(b.Part, text, box{r.Dx(), r.Dy() - 2*safe, b.Size, b.Least, 1, false})
	}
	if b.Fill != "" {
		s.canvas.fill(behind, s.named(b.Fill))
	}
	top := float64(r.Min.Y) + (float64(r.Dy())-line.height())/2
	s.lines(line, r, top, b)
}

// safe are the rows above and below that some networks cut off.
const safe = (site.CardHeight - site.CardWidth/2) / 2

// pad is the room between words and the edges of what lies behind them.
func pad(b site.CardBox) int {
	if b.Fill == "" {
		return 0
	}
	return b.Size / 2
}

// lines draws lines between the sides of a box.
func (s *sheet) lines(text *setting, r image.Rectangle, top float64, b site.CardBox) {
	x, align := float64(r.Min.X), left
	switch {
	case b.Align == "middle":
		x, align = float64(r.Min.X+r.Max.X)/2, middle
	case (b.Align == "end") != s.rtl():
		x, align = float64(r.Max.X), right
	}
	s.canvas.text(text, x, top, align, s.inked(b))
}

// bar fills a box.
func (s *sheet) bar(b site.CardBox) {
	colour := s.named(b.Colour)
	if b.Part == "rule" {
		colour = legible(colour, s.colours["ground"])
	}
	s.canvas.fill(s.place(b), colour)
}

// headline draws the kicker, the headline and the byline, one below the other.
func (s *sheet) headline(b site.CardBox) {
	over, under := s.beside("kicker", b), s.beside("byline", b)
	if s.view.Title == "" {
		over = beside{}
	}
	of := box{b.Width, b.Height - over.height() - under.height(), b.Size, b.Least, mostLines, b.Align == "middle"}
	head := s.set("headline", s.words("headline"), of)
	if len(head.lines) == 0 { // of letters that the fonts lack
		over, under = beside{}, beside{}
		head = s.set("headline", cmp.Or(s.view.Section, s.view.Paper), of)
	}
	r := s.place(b)
	all := over.height() + int(head.height()+0.5) + under.height()
	top := r.Min.Y
	switch b.Anchor {
	case "middle":
		top += max(0, (r.Dy()-all)/2)
	case "bottom":
		top += max(0, r.Dy()-all)
	}
	if s.look.behind && s.pictures.Lead != nil {
		s.canvas.darken(top-20, site.CardHeight, 160, true)
		s.canvas.darken(0, s.boxes["name"].Top+s.boxes["name"].Height, 90, false)
	}
	s.drawBeside(over, r, top)
	top += over.height()
	s.lines(head, r, float64(top), b)
	s.drawBeside(under, r, top+int(head.height()+0.5)+under.gap)
}

// beside is a line above or below the headline.
type beside struct {
	setting
	box site.CardBox
	gap int // to the headline
	pad int // of what lies behind it
}

func (b *beside) height() int {
	if len(b.lines) == 0 {
		return 0
	}
	return int(b.setting.height()+0.5) + 2*b.pad + b.gap
}

func (s *sheet) beside(part string, head site.CardBox) beside {
	b := s.boxes[part]
	if b.Part == "" || b.Hidden || b.Width > 0 {
		return beside{}
	}
	if s.view.Urgent && part == "kicker" {
		b.Colour = "urgent"
		if b.Fill != "" {
			b.Colour, b.Fill = "#ffffff", "urgent"
		}
	}
	if b.Fill != "" && contrast(s.named(b.Fill), s.colours["ground"]) < 1.6 { // a chip of the ground's own colour
		b.Colour, b.Fill = b.Fill, "#ffffff"
	}
	b.Align = cmp.Or(b.Align, head.Align)
	out := beside{box: b, gap: b.Size * 7 / 10}
	if b.Fill != "" {
		out.pad = b.Size * 2 / 5
	}
	out.setting = *s.set(part, s.words(part), box{head.Width - 4*out.pad, head.Height, b.Size, b.Least, 1, false})
	return out
}

func (s *sheet) drawBeside(b beside, r image.Rectangle, top int) {
	if len(b.lines) == 0 {
		return
	}
	if b.pad > 0 {
		width, height := int(b.lines[0].width)+4*b.pad, int(b.setting.height()+0.5)+2*b.pad
		x := r.Min.X
		switch {
		case b.box.Align == "middle":
			x = (r.Min.X + r.Max.X - width) / 2
		case (b.box.Align == "end") != s.rtl():
			x = r.Max.X - width
		}
		behind := image.Rect(x, top, x+width, top+height)
		s.canvas.fill(behind, s.named(b.box.Fill))
		r = image.Rect(behind.Min.X+2*b.pad, 0, behind.Max.X-2*b.pad, 0)
		top += b.pad
	}
	s.lines(&b.setting, r, float64(top), b.box)
}

// picture draws the lead.
func (s *sheet) picture(b site.CardBox) {
	if img := s.pictures.Lead; img != nil {
		r := s.place(b)
		draw.Draw(s.canvas.RGBA, r, img, img.Bounds().Min, draw.Over)
	}
}

// face draws the author.
func (s *sheet) face(b site.CardBox) {
	if img := s.pictures.Portrait; img != nil {
		s.canvas.circle(s.place(b), img, s.named("accent"))
	}
}

// logo draws the paper's sign in the place of its name, at most as large as its box.
func (s *sheet) logo(b site.CardBox) {
	r, size := s.place(b), s.pictures.Logo.Bounds().Size()
	switch {
	case b.Align == "middle":
		r.Min.X += (r.Dx() - size.X) / 2
	case (b.Align == "end") != s.rtl():
		r.Min.X = r.Max.X - size.X
	}
	r.Min.Y += (r.Dy() - size.Y) / 2
	draw.Draw(s.canvas.RGBA, image.Rectangle{r.Min, r.Min.Add(size)}, s.pictures.Logo, s.pictures.Logo.Bounds().Min, draw.Over)
}
