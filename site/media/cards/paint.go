package cards

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// canvas is a card while it is drawn.
type canvas struct {
	*image.RGBA
	raster vector.Rasterizer
}

func (c *canvas) fill(r image.Rectangle, colour color.RGBA) {
	draw.Draw(c.RGBA, r, image.NewUniform(colour), image.Point{}, draw.Src)
}

// text draws lines of which the first has its ink's top at y. Each begins at x, or ends
// there, or stands around it.
func (c *canvas) text(s *setting, x, y float64, align int, colour color.RGBA) {
	ink := image.NewUniform(colour)
	for i, l := range s.lines {
		base := y + s.lines[0].top + float64(i)*s.pitch
		left := x
		switch align {
		case middle:
			left -= l.width / 2
		case right:
			left -= l.width
		}
		const room = 0.5 // in em: glyphs reach beyond their advances
		x0, y0 := int(left-room*s.size), int(base-l.top)-2
		w, h := int(l.width+2*room*s.size)+2, int(l.top-l.bottom)+5
		c.raster.Reset(w, h)
		pen := left - float64(x0)
		for _, g := range l.glyphs {
			c.glyph(g, pen+g.x*s.size, base-float64(y0)-g.y*s.size, s.size)
			pen += g.advance * s.size
		}
		c.raster.Draw(c.RGBA, image.Rect(x0, y0, x0+w, y0+h), ink, image.Point{})
	}
}

// The sides that a text may keep to.
const (
	left = iota
	middle
	right
)

// glyph adds an outline to the raster.
func (c *canvas) glyph(g glyph, x, y, size float64) {
	outline, ok := g.face.GlyphData(g.id).(font.GlyphOutline)
	if !ok {
		return
	}
	scale := float32(size / float64(g.face.Upem()))
	at := func(p opentype.SegmentPoint) (float32, float32) {
		return float32(x) + p.X*scale, float32(y) - p.Y*scale
	}
	open := false
	for _, s := range outline.Segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				c.raster.ClosePath()
			}
			open = true
			c.raster.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			c.raster.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			c.raster.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			cx, cy := at(s.Args[2])
			c.raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		c.raster.ClosePath()
	}
}

// circle draws a picture within a circle, and a ring round it.
func (c *canvas) circle(r image.Rectangle, img image.Image, ring color.RGBA) {
	c.disc(r.Inset(-6), image.NewUniform(ring), image.Point{})
	c.disc(r, img, img.Bounds().Min)
}

func (c *canvas) disc(r image.Rectangle, src image.Image, at image.Point) {
	const k = 0.5522847 // of a circle in cubic curves
	w := float32(r.Dx()) / 2
	c.raster.Reset(r.Dx(), r.Dy())
	c.raster.MoveTo(2*w, w)
	c.raster.CubeTo(2*w, w+k*w, w+k*w, 2*w, w, 2*w)
	c.raster.CubeTo(w-k*w, 2*w, 0, w+k*w, 0, w)
	c.raster.CubeTo(0, w-k*w, w-k*w, 0, w, 0)
	c.raster.CubeTo(w+k*w, 0, 2*w, w-k*w, 2*w, w)
	c.raster.ClosePath()
	c.raster.Draw(c.RGBA, r, src, at)
}

// darken makes rows darker: as much as it takes for white words on the lightest of them to
// be read, and no more. It begins above the first row, and stays below the last or ends
// there.
func (c *canvas) darken(from, to int, fade int, toEnd bool) {
	from, to = max(0, from), min(c.Rect.Dy(), to)
	need := 1 - readable8/float64(max(1, c.lightest(from, to)))
	strength := min(max(need, 0.3), 0.8)
	first, last := max(0, from-fade), c.Rect.Dy()
	if !toEnd {
		last = min(last, to+fade)
	}
	for y := first; y < last; y++ {
		alpha := strength
		switch {
		case y < from:
			alpha *= smooth(float64(y-first+1) / float64(from-first+1))
		case !toEnd && y >= to:
			alpha *= smooth(float64(last-y) / float64(last-to+1))
		}
		keep := uint32((1 - alpha) * 256)
		row := c.Pix[y*c.Stride:][:4*c.Rect.Dx()]
		for i := 0; i < len(row); i += 4 {
			row[i], row[i+1], row[i+2] = byte(uint32(row[i])*keep>>8), byte(uint32(row[i+1])*keep>>8), byte(uint32(row[i+2])*keep>>8)
		}
	}
}

// readable8 is the lightest grey on which white words have a contrast of 4.5 (WCAG 2.2,
// 1.4.3), and a little less.
const readable8 = 105

func smooth(t float64) float64 { return t * t * (3 - 2*t) }

// lightest is how light the lightest of rows are: one in twenty pixels is lighter.
func (c *canvas) lightest(from, to int) int {
	var of [256]int
	n := 0
	for y := from; y < to; y += 4 {
		row := c.Pix[y*c.Stride:][:4*c.Rect.Dx()]
		for i := 0; i < len(row); i += 32 {
			of[(299*int(row[i])+587*int(row[i+1])+114*int(row[i+2]))/1000]++
			n++
		}
	}
	above := 0
	for v := 255; v > 0; v-- {
		if above += of[v]; above*20 > n {
			return v
		}
	}
	return 1
}

// parseColour reads #rgb and #rrggbb.
func parseColour(s string) (c color.RGBA, ok bool) {
	c.A = 255
	var n int
	switch len(s) {
	case 4:
		n, _ = fmt.Sscanf(s, "#%1x%1x%1x", &c.R, &c.G, &c.B)
		c.R, c.G, c.B = c.R*17, c.G*17, c.B*17
	case 7:
		n, _ = fmt.Sscanf(s, "#%2x%2x%2x", &c.R, &c.G, &c.B)
	}
	return c, n == 3
}

// contrast is that of two colours (WCAG 2.2).
func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// legible brings a colour towards black or white until it can be read on a ground.
func legible(c, ground color.RGBA) color.RGBA {
	towards := color.RGBA{255, 255, 255, 255}
	if contrast(color.RGBA{A: 255}, ground) > contrast(towards, ground) {
		towards = color.RGBA{A: 255}
	}
	mix := func(a, b uint8, part int) uint8 { return uint8((int(a)*(10-part) + int(b)*part) / 10) }
	out := c
	for part := 1; contrast(out, ground) < 4.5 && part <= 10; part++ {
		out = color.RGBA{mix(c.R, towards.R, part), mix(c.G, towards.G, part), mix(c.B, towards.B, part), 255}
	}
	return out
}
