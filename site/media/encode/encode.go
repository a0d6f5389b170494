// Package encode makes the files of a picture: it decodes, turns, cuts, scales, brings
// to sRGB, and encodes. It works on bytes, and knows no files, names or addresses.
//
//	encode.go   Open and Make: one reading of a picture, many files of it
//	bounds.go   what a picture takes in memory, by its header, before it is decoded
//	profile.go  whether a colour profile holds what it claims
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
	"image/color"
	"math"
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
const Version = "2"

// Picture is a decoded picture. It is not safe for concurrent use.
type Picture struct {
	pixels  image.Image
	turn    int           // how it is turned to be shown: an orientation of EXIF, 1 to 8
	profile *icc.Profile  // of its colours; nil for sRGB
	codes   *icc.Pipeline // what brings its colours to sRGB, where codes say which they are
	opaque  bool
	large   bool // it was decoded with more than muchLeft
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
		p.codes = md.CICP.PipelineToSRGB()
		return
	}
	if packed, err := md.ICCProfileData(); err != nil || len(packed) > mostProfile || !isWhole(packed) {
		return
	}
	profile, err := md.ICCProfile()
	if err != nil || profile == nil || profile.IsSRGB() {
		return
	}
	if _, inks := p.pixels.(*image.CMYK); inks {
		if img, err := toSRGB(profile, p.pixels); err == nil {
			p.pixels = img
		}
		return
	}
	p.profile = profile
}

// boxed finds out how the pixels of an AVIF or HEIC are turned, and which colours they mean.
// libheif has turned those of a HEIC.
func (p *Picture) boxed(data []byte, kind string) error {
	says, err := heif.Read(bytes.NewReader(data))
	if p.turn = 1; kind == "avif" {
		p.turn = says.Turn
	}
	if says.Profile != nil && isWhole(says.Profile) {
		if profile, err := icc.DecodeProfile(bytes.NewReader(says.Profile)); err == nil && !profile.IsSRGB() {
			p.profile = profile
		}
	} else if c := says.Colours; c != nil && c.Primaries > 2 { // 1 are those of sRGB, 2 is not known
		p.codes = meta.CodingIndependentCodePoints{ColorPrimaries: c.Primaries, TransferCharacteristics: c.Transfer, VideoFullRange: 1, IsSet: true}.PipelineToSRGB()
	}
	return err
}

func toSRGB(profile *icc.Profile, img image.Image) (image.Image, error) {
	return imaging.ConvertToSRGB(profile, imaging.Relative, true, img)
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
	var shown image.Image = p.decoded(small)
	if p.profile != nil {
		if img, err := toSRGB(p.profile, small); err == nil {
			shown = img
		}
	}
	type sum struct{ r, g, b, n int }
	var like [512]sum // colours that begin with the same three bits
	for y := range side {
		for x := range side {
			c := color.NRGBAModel.Convert(shown.At(x, y)).(color.NRGBA)
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

// decoded brings colours to sRGB that codes name.
func (p *Picture) decoded(img *image.NRGBA) *image.NRGBA {
	if p.codes == nil {
		return img
	}
	img = imaging.Clone(img)
	for pix := img.Pix; len(pix) >= 4; pix = pix[4:] {
		r, g, b := p.codes.Transform(float64(pix[0])/255, float64(pix[1])/255, float64(pix[2])/255)
		pix[0], pix[1], pix[2] = share(r), share(g), share(b)
	}
	return img
}

func share(f float64) uint8 { return uint8(min(max(0, math.Round(f*255)), 255)) }
