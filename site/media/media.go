// Package media knows pixels: what a picture measures, and under which name a
// file that is made of it is published.
//
//	library.go     Library: the files that manuscripts name, found and measured
//	derivation.go  Derivation: a source and a recipe, its key and its path
//	media.go       Measure: the size of a picture by its header
//	svg.go         the same for SVG, which must not run code
//
// A header is a claim. Nothing here allocates by what a header claims, and
// nothing reads further than it must: a picture that claims 60,000×60,000
// pixels costs as much as any other.
//
// Not here: which files a manuscript names (Asked), and what a page shows
// of them (site.Attachments).
package media

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"

	"golang.org/x/image/webp"

	"warraq/site"
	"warraq/site/media/heif"
)

// Size is what a picture measures, in pixels. It is zero for an SVG without a
// size of its own.
type Size struct{ Width, Height int }

// maxSide bounds what a header may claim; a page has no use for more.
const maxSide = 30000

// mostRead bounds how far into a file its size is looked for. A JPEG has its
// EXIF data and colour profile before it.
const mostRead = 16 << 20

var (
	errUnknown  = refusal(site.Say("ليست صورة تعرضها المتصفحات", "not a picture that browsers show"))
	errTooLarge = refusal(site.Say("حجمها المذكور فيها فوق 30,000 بكسل للضلع", "the picture claims to be larger than 30,000 pixels a side"))
)

// refusal is why a picture cannot be shown.
type refusal site.Words

func (r refusal) Error() string { return r.En }

// formats are the pictures of pixels that browsers show, and HEIC, by how their files
// begin; "?" stands for any byte.
var formats = []struct {
	magic  string
	config func(io.Reader) (image.Config, error)
}{
	{"\xff\xd8", jpeg.DecodeConfig},
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig},
	{"GIF8?a", gif.DecodeConfig},
	{"RIFF????WEBPVP8", webp.DecodeConfig},
	{"????ftyp", heifConfig},
}

// Measure reads a picture's header: JPEG, PNG, GIF, WebP, AVIF and HEIC by how they
// begin, SVG by its name. An SVG is read whole and refused if it could run
// code.
func Measure(name string, r io.Reader) (Size, error) {
	if IsSVG(name) {
		return measureSVG(r)
	}
	b := bufio.NewReader(io.LimitReader(r, mostRead))
	head, _ := b.Peek(16) // a shorter file matches less
	for _, f := range formats {
		if !begins(head, f.magic) {
			continue
		}
		c, err := f.config(b)
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
			return Size{}, errTruncated
		case err != nil:
			return Size{}, fmt.Errorf("%w: %w", errUnknown, err)
		case c.Width <= 0 || c.Height <= 0:
			return Size{}, fmt.Errorf("%w: it has no pixels", errUnknown)
		case c.Width > maxSide || c.Height > maxSide:
			return Size{}, errTooLarge
		}
		return Size{c.Width, c.Height}, nil
	}
	return Size{}, errUnknown
}

// IsSVG tells a drawing by its name.
func IsSVG(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".svg") }

func heifConfig(r io.Reader) (image.Config, error) {
	p, err := heif.Read(r)
	return image.Config{Width: p.Width, Height: p.Height}, err
}

func begins(head []byte, magic string) bool {
	if len(head) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != head[i] {
			return false
		}
	}
	return true
}
