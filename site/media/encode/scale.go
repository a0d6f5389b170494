package encode

import (
	"image"
	"slices"

	"github.com/kovidgoyal/imaging"
	"github.com/kovidgoyal/imaging/nrgb"

	"warraq/site"
)

// scaler makes sizes of a picture. A size is cut out of the picture, which is first made
// smaller by a whole number where it is more than three times as large, and then scaled:
// Lanczos over all pixels of a large photograph takes many times as long, and shows no more.
type scaler struct {
	of      *Picture
	size    image.Point // of the picture, as it is shown
	times   int         // how many times smaller reduced is
	reduced image.Image
	least   int         // the least times for which the picture is needed
	last    site.Recipe // what was made last, without its format: the formats of a size come one after another
	made    *image.NRGBA
}

func newScaler(p *Picture) *scaler {
	width, height := p.Size()
	return &scaler{of: p, size: image.Pt(width, height)}
}

// leastLeft is how much larger than a size the picture is still that it is scaled from, in
// halves: what is cut off by Lanczos hides the edges of the squares.
const leastLeft = 3

// timesOf is how many times smaller a picture is made before it is scaled as a recipe says.
func (s *scaler) timesOf(r site.Recipe) int {
	return min(2*s.size.X/(leastLeft*r.Width), 2*s.size.Y/(leastLeft*r.Height))
}

// order is in which order recipes are made: the smallest reduced pictures first, so that one
// is held at a time, and a large picture goes before the largest is scaled.
func (s *scaler) order(recipes []site.Recipe) []int {
	order := make([]int, len(recipes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.timesOf(recipes[b]) - s.timesOf(recipes[a]) })
	if len(order) > 0 {
		s.least = s.timesOf(recipes[order[len(order)-1]])
	}
	return order
}

// scaled is the picture upright, cut, scaled and in sRGB.
func (s *scaler) scaled(r site.Recipe) *image.NRGBA {
	r.Format = ""
	if r == s.last && s.made != nil {
		return s.made
	}
	p := s.of
	img := s.smaller(s.timesOf(r))
	part := p.part(img.Bounds(), r)
	w, h := r.Width, r.Height
	if p.turn >= 5 {
		w, h = h, w
	}
	if part != img.Bounds() {
		img = cut(img, part)
	}
	if part.Dx() != w || part.Dy() != h {
		img = resize(img, w, h, p.opaque)
	}
	out := p.shown(colours(upright(img, p.turn)))
	s.last, s.made = r, out
	return out
}

// resize scales a picture. The library scales along first, and then reads a picture of three
// bytes pixel by pixel: with four it does not.
func resize(img image.Image, w, h int, opaque bool) image.Image {
	if b := img.Bounds(); opaque && b.Dx() != w && b.Dy() != h {
		img = colours(imaging.ResizeWithOpacity(img, w, b.Dy(), imaging.Lanczos, true))
	}
	return imaging.ResizeWithOpacity(img, w, h, imaging.Lanczos, opaque)
}

// cut is a part of a picture. The library that scales steps a whole row on after the
// last one of YCbCr, so that a part has to have that row.
func cut(img image.Image, part image.Rectangle) image.Image {
	bottom := img.Bounds().Max.Y
	img = img.(interface {
		SubImage(r image.Rectangle) image.Image
	}).SubImage(part)
	p, ok := img.(*image.YCbCr)
	if !ok || part.Max.Y+2 <= bottom {
		return img
	}
	longer := *p
	longer.Y = append(slices.Clip(p.Y), make([]byte, p.YStride)...)
	longer.Cb = append(slices.Clip(p.Cb), make([]byte, p.CStride)...)
	longer.Cr = append(slices.Clip(p.Cr), make([]byte, p.CStride)...)
	return &longer
}

// colours is a picture as four bytes a pixel. The library's three bytes it would ask for one by
// one, which takes half as long as to scale them.
func colours(img image.Image) *image.NRGBA {
	from, ok := img.(*nrgb.Image)
	if !ok {
		return imaging.AsNRGBA(img)
	}
	out := image.NewNRGBA(image.Rect(0, 0, from.Rect.Dx(), from.Rect.Dy()))
	for y := range out.Rect.Dy() {
		row, to := from.Pix[y*from.Stride:], out.Pix[y*out.Stride:][:out.Stride]
		for ; len(to) >= 4; row, to = row[3:], to[4:] {
			to[0], to[1], to[2], to[3] = row[0], row[1], row[2], 255
		}
	}
	return out
}

// part is the largest part of a picture that has the shape of a recipe, with the focus as
// near to its middle as the edges allow. The picture, which has the size b, is not upright.
func (p *Picture) part(b image.Rectangle, r site.Recipe) image.Rectangle {
	width, height := b.Dx(), b.Dy()
	if p.turn >= 5 {
		width, height = height, width
	}
	w, h := width, height
	if width*r.Height > height*r.Width {
		w = (height*r.Width + r.Height/2) / r.Height
	} else {
		h = (width*r.Height + r.Width/2) / r.Width
	}
	if width-w <= 1 && height-h <= 1 { // a rounded size is no cut
		return b
	}
	w, h = min(max(1, w), width), min(max(1, h), height)
	at := func(focus, all, part int) int { return min(max(0, all*(50+focus)/100-part/2), all-part) }
	x, y := at(r.Focus.X, width, w), at(r.Focus.Y, height, h)
	right, below := width-x-w, height-y-h // what is cut off on the other sides
	switch p.turn {
	case 2:
		x = right
	case 3:
		x, y = right, below
	case 4:
		y = below
	case 5:
		x, y = y, x
	case 6:
		x, y = y, right
	case 7:
		x, y = below, right
	case 8:
		x, y = below, x
	}
	if p.turn >= 5 {
		w, h = h, w
	}
	return image.Rect(x, y, x+w, y+h).Add(b.Min)
}

// upright turns a picture as EXIF says it must be shown.
func upright(img image.Image, orientation int) image.Image {
	switch orientation {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}

// smaller is the picture made some times smaller.
func (s *scaler) smaller(times int) image.Image {
	if times <= 1 {
		return s.of.pixels
	}
	if s.times == times {
		return s.reduced
	}
	s.times, s.reduced, s.made = times, nil, nil // more would be held at once than is needed
	s.of.tidy()
	s.reduced = shrink(s.of.pixels, times)
	if s.of.large && times == s.least {
		s.of.pixels = nil
		s.of.tidy()
	}
	return s.reduced
}

// shrink makes each square of n by n pixels one, their mean.
func shrink(img image.Image, n int) image.Image {
	b := img.Bounds()
	w, h := b.Dx()/n, b.Dy()/n
	if w < 8 || h < 8 {
		return img
	}
	switch from := img.(type) {
	case *image.YCbCr:
		to := image.NewYCbCr(image.Rect(0, 0, w, h), from.SubsampleRatio)
		cw, ch := to.CStride, len(to.Cb)/to.CStride
		fw, fh := chromaOf(from)
		if cw*n > fw || ch*n > fh { // the planes end in half a square
			w, h = w&^1, h&^1
			to = image.NewYCbCr(image.Rect(0, 0, w, h), from.SubsampleRatio)
			if cw, ch = to.CStride, len(to.Cb)/to.CStride; cw*n > fw || ch*n > fh {
				break
			}
		}
		shrinkPlane(to.Y, to.YStride, w, h, from.Y, from.YStride, n)
		shrinkPlane(to.Cb, to.CStride, cw, ch, from.Cb, from.CStride, n)
		shrinkPlane(to.Cr, to.CStride, cw, ch, from.Cr, from.CStride, n)
		return to
	case *image.Gray:
		to := image.NewGray(image.Rect(0, 0, w, h))
		shrinkPlane(to.Pix, to.Stride, w, h, from.Pix, from.Stride, n)
		return to
	}
	return shrinkColours(img, w, h, n)
}

// chromaOf is the size of the planes of colour.
func chromaOf(img *image.YCbCr) (width, height int) {
	last := img.Rect.Max.Sub(image.Pt(1, 1))
	end := img.COffset(last.X, last.Y)
	return end%img.CStride + 1, end/img.CStride + 1
}

func shrinkPlane(to []byte, toStride, w, h int, from []byte, stride, n int) {
	area := n * n
	for y := range h {
		row := to[y*toStride:][:w]
		for x := range row {
			sum := area / 2
			for dy := range n {
				for _, v := range from[(y*n+dy)*stride+x*n:][:n] {
					sum += int(v)
				}
			}
			row[x] = byte(sum / area)
		}
	}
}

// shrinkColours counts a pixel's colours as far as it does not let others through. The
// colours of as many rows are looked up at once as become one.
func shrinkColours(img image.Image, w, h, n int) *image.NRGBA {
	to := image.NewNRGBA(image.Rect(0, 0, w, h))
	area, at := n*n, img.Bounds().Min
	for y := range h {
		from := colours(cut(img, image.Rect(0, y*n, w*n, y*n+n).Add(at)))
		for x := range w {
			var red, green, blue, alpha int
			for dy := range n {
				for row := from.Pix[dy*from.Stride+4*x*n:][:4*n]; len(row) >= 4; row = row[4:] {
					a := int(row[3])
					red, green, blue, alpha = red+a*int(row[0]), green+a*int(row[1]), blue+a*int(row[2]), alpha+a
				}
			}
			if p := to.Pix[y*to.Stride+4*x:][:4]; alpha > 0 {
				half := alpha / 2
				p[0], p[1], p[2], p[3] = byte((red+half)/alpha), byte((green+half)/alpha), byte((blue+half)/alpha), byte((alpha+area/2)/area)
			}
		}
	}
	return to
}
