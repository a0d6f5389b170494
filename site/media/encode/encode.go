// Package encode makes the files of a picture: it decodes, turns, cuts, scales, brings
// to sRGB, and encodes. It works on bytes, and knows no files, names or addresses.
//
//	encode.go   Open and Make: one reading of a picture, many files of it
//	bounds.go   what a picture takes in memory, by its header, before it is decoded
//	profile.go  whether a colour profile holds what it claims
//	table.go    what brings colours to sRGB, computed once for a profile
//	scale.go    how a part of a picture becomes a size of it
//	formats.go  the decoders and encoders
//
// A header is a claim. Open looks at it first (Cost), and decodes nothing that would
// take more than MostMemory. A decoder that panics is an error.
//
// # Libraries
//
// Colour profiles, scaling and JPEG are kovidgoyal/imaging's, in its packages that run no
// other program. WebP is written by package libwebp, AVIF is written and read by libavif, and
// HEIC is read by libheif: all three run in a sandbox (package wasm).
package encode

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"runtime"
	"slices"

	"github.com/kovidgoyal/imaging"
	"github.com/kovidgoyal/imaging/prism/meta"
	"github.com/kovidgoyal/imaging/prism/meta/autometa"
	"github.com/kovidgoyal/imaging/prism/meta/icc"

	"warraq/site"
	"warraq/site/media/heif"
)

// Version changes when the same picture and recipe come to give other bytes.
const Version = "3"

// Picture is a decoded picture. It is not safe for concurrent use.
type Picture struct {
	pixels image.Image
	turn   int          // how it is turned to be shown: an orientation of EXIF, 1 to 8
	table  *table       // what brings its colours to sRGB; nil for sRGB
	grey   *icc.Profile // of a picture of greys
	opaque bool
	large  bool // it was decoded with more than muchLeft
}

// muchLeft is what a decoder works with, in bytes, that is collected at once, as is what each
// size of such a picture leaves: it is several times as much as the pixels.
const muchLeft = 64 << 20

// ErrLarge says that a picture would take more memory than MostMemory.
var ErrLarge = errors.New("too many pixels")

// Open decodes a picture that is turned as the orientation of EXIF says.
func Open(data []byte, orientation int) (p *Picture, err error) {
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("the decoder failed: %s", reason(r))
		}
	}()
	switch fits, err := Fits(data); {
	case err != nil:
		return nil, err
	case !fits:
		return nil, ErrLarge
	}
	pixels, err := decode(data)
	if err != nil {
		return nil, err
	}
	p = &Picture{turn: orientation, opaque: imaging.IsOpaque(pixels)}
	p.pixels = p.plain(pixels)
	cost, _ := Cost(data)
	p.large = cost > muchLeft
	p.tidy()
	if kind := Kind(data); kind == "avif" || kind == "heic" {
		return p, p.boxed(data, kind)
	}
	if !profileFits(data) {
		return p, nil
	}
	if md, _, err := autometa.Load(bytes.NewReader(data)); err == nil && md != nil {
		p.colours(md)
	}
	return p, nil
}

// plain gives pixels of which each colour is a byte in a layout that is scaled without a copy:
// eight bits of a colour are all that is published.
func (p *Picture) plain(img image.Image) image.Image {
	switch from := img.(type) {
	case *image.RGBA:
		if p.opaque {
			return &image.NRGBA{Pix: from.Pix, Stride: from.Stride, Rect: from.Rect}
		}
	case *image.NRGBA64, *image.RGBA64:
		return imaging.AsNRGBA(img)
	}
	return img
}

// colours finds out which colours the pixels mean. Four inks are brought to sRGB at
// once: no later step knows them.
func (p *Picture) colours(md *meta.Data) {
	if md.CICP.IsSet {
		p.coded(md.CICP)
		return
	}
	packed, err := md.ICCProfileData()
	if err != nil || len(packed) > mostProfile || !isWhole(packed) {
		return
	}
	if profile, err := md.ICCProfile(); err == nil && profile != nil {
		p.profiled(packed, profile)
	}
}

// profiled takes what a colour profile says.
func (p *Picture) profiled(data []byte, profile *icc.Profile) {
	inks, isInks := p.pixels.(*image.CMYK)
	switch {
	case profile.IsSRGB():
	case profile.Header.DataColorSpace == icc.ColorSpaceGray:
		if !isInks {
			p.grey = profile
		}
	case isInks:
		if t := ofProfile(data, profile, 4); t != nil {
			p.pixels = t.inked(inks)
		}
	default:
		p.table = ofProfile(data, profile, 3)
	}
}

// coded takes the codes of colours (ITU-T H.273).
func (p *Picture) coded(codes meta.CodingIndependentCodePoints) {
	p.table = tableOf(fmt.Appendf(nil, "%+v", codes), func() *table {
		if to := codes.PipelineToSRGB(); to != nil {
			return newTable(3, throughThree(to))
		}
		return nil
	})
}

// boxed finds out how the pixels of an AVIF or HEIC are turned, and which colours they mean.
// libheif has turned those of a HEIC.
func (p *Picture) boxed(data []byte, kind string) error {
	says, err := heif.Read(bytes.NewReader(data))
	if p.turn = 1; kind == "avif" {
		p.turn = says.Turn
	}
	if says.Profile != nil && isWhole(says.Profile) {
		if profile, err := icc.DecodeProfile(bytes.NewReader(says.Profile)); err == nil {
			p.profiled(says.Profile, profile)
		}
	} else if c := says.Colours; c != nil && c.Primaries > 2 { // 1 are those of sRGB, 2 is not known
		p.coded(meta.CodingIndependentCodePoints{ColorPrimaries: c.Primaries, TransferCharacteristics: c.Transfer, VideoFullRange: 1, IsSet: true})
	}
	return err
}

// shown is a size of the picture in sRGB. The picture itself stays as it is.
func (p *Picture) shown(img *image.NRGBA) *image.NRGBA {
	switch {
	case p.table != nil:
		return p.table.shown(img)
	case p.grey != nil:
		if grey, err := imaging.ConvertToSRGB(p.grey, imaging.Relative, true, imaging.Clone(img)); err == nil {
			return colours(grey)
		}
	}
	return img
}

// Size is the picture's, as it is shown.
func (p *Picture) Size() (width, height int) {
	b := p.pixels.Bounds()
	if p.turn >= 5 {
		return b.Dy(), b.Dx()
	}
	return b.Dx(), b.Dy()
}

// Opaque says that nothing shines through.
func (p *Picture) Opaque() bool { return p.opaque }

// Flat says that the picture is drawn with few colours.
func (p *Picture) Flat() bool {
	_, flat := p.pixels.(*image.Paletted)
	return flat
}

// Colour is the colour that most of the picture has, in CSS.
func (p *Picture) Colour() string {
	const side = 48
	b := p.pixels.Bounds()
	small := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			small.Set(x, y, p.pixels.At(b.Min.X+(2*x+1)*b.Dx()/(2*side), b.Min.Y+(2*y+1)*b.Dy()/(2*side)))
		}
	}
	shown := p.shown(small)
	type sum struct{ r, g, b, n int }
	var like [512]sum // colours that begin with the same three bits
	for y := range side {
		for x := range side {
			c := shown.NRGBAAt(x, y)
			s := &like[int(c.R>>5)<<6|int(c.G>>5)<<3|int(c.B>>5)]
			s.r, s.g, s.b, s.n = s.r+int(c.R), s.g+int(c.G), s.b+int(c.B), s.n+1
		}
	}
	most := slices.MaxFunc(like[:], func(a, b sum) int { return a.n - b.n })
	return fmt.Sprintf("#%02x%02x%02x", most.r/most.n, most.g/most.n, most.b/most.n)
}

// Make makes a file for each recipe. What is made by a recipe depends on it and the picture
// alone, and not on what else is made with it. A large picture is used up by it.
func (p *Picture) Make(recipes []site.Recipe) (files [][]byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			files, err = nil, fmt.Errorf("the encoder failed: %s", reason(r))
		}
	}()
	files = make([][]byte, len(recipes))
	s, flat := newScaler(p), p.Flat()
	for _, i := range s.order(recipes) {
		if files[i], err = encode(s.scaled(recipes[i]), recipes[i].Format, flat); err != nil {
			return nil, err
		}
		p.tidy()
	}
	return files, nil
}

// tidy collects what lies about of a large picture.
func (p *Picture) tidy() {
	if p.large {
		runtime.GC()
	}
}
