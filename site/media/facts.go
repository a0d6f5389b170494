package media

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/media/encode"
	"warraq/site/media/meta"
)

// Facts is what a picture's bytes say of it.
type Facts struct {
	Hash   site.Sum
	Width  int // as it is shown
	Height int
	Format string // of the sizes that any reader shows; "" where none are made of it
	Colour string
	Rights *site.Rights // nil if it says nothing

	Located    bool // it says where it was taken
	Provenance bool // it has content credentials (C2PA)
	Animated   bool // it is a GIF that moves
	Cleaned    bool // it is a drawing with what would run, which is not published

	Refused site.Words // why it cannot be shown; the zero Words where it can
	AsItIs  site.Words // why it cannot be shown as it is, but cleaned
}

// Memory keeps facts between builds.
type Memory interface {
	// Recall gives the facts of a file that has not changed, without opening it.
	Recall(place string, info fs.FileInfo) (Facts, bool)
	// Study gives the facts of a file's bytes: those that are kept for the same bytes, else
	// those that study finds. It may keep the picture, so that it is not decoded again.
	Study(place string, info fs.FileInfo, data []byte, study func([]byte) (Facts, *Decoded, error)) (Facts, error)
	// Film makes the film of an animation, unless it is kept. read gives the file's bytes.
	Film(d Derivation, read func() ([]byte, error)) error
}

// mostBytes bounds the file of a picture that is read whole.
const mostBytes = 64 << 20

var (
	errBytes     = refusal(site.Say("ملفها أكبر من 64 م.ب", "its file is larger than 64 MB"))
	errPixels    = refusal(site.Say("بكسلاتها أكثر من أن تُصغَّر؛ احفظها بنحو 20 مليون بكسل أو أقل", "it has too many pixels to be scaled; save it with about 20 million or fewer"))
	errTruncated = refusal(site.Say("ملفها مقطوع من آخره", "its file is cut short"))
	errEmpty     = refusal(site.Say("ملفها فارغ", "its file is empty"))
	errUnmade    = refusal(site.Say("تُقرأ، لكن أحجامها لا تُصنع", "it can be read, but no other sizes can be made of it"))
	errDamaged   = refusal(site.Say("ملفها تالف أو ليس كما يدّعي", "its file is damaged, or not what it claims to be"))
)

// cutShort are the words of decoders for less than they expect, where it is no error of package io.
var cutShort = []string{"short Huffman data", "short segment length", "not enough pixel data", "not enough image data", "short chunk data", "missing SOS marker"}

// told says in words why a picture cannot be decoded.
func told(err error) error {
	switch {
	case errors.Is(err, encode.ErrLarge):
		return errPixels
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), slices.ContainsFunc(cutShort, func(said string) bool { return strings.HasSuffix(err.Error(), said) }):
		return errTruncated
	}
	return fmt.Errorf("%w: %w", errDamaged, err)
}

// Unmade are the facts of a picture that is decoded, and whose sizes cannot be made.
func Unmade(hash site.Sum) Facts { return Facts{Hash: hash, Refused: site.Words(errUnmade)} }

// refused are the facts of a file that cannot be shown, and where the reason is in the file.
func refused(err error) (Facts, error) {
	r, ok := errors.AsType[refusal](err)
	if !ok {
		return Facts{}, err
	}
	words := site.Reason(err)
	words.Ar = r.Ar
	return Facts{Refused: words}, nil
}

// studyFile finds the facts of a file that has the name of a picture, and the picture where
// sizes can be made of it. A file that cannot be shown is not an error: it need not be read
// again to know it.
func studyFile(name string, data []byte) (f Facts, p *Decoded, err error) {
	size, err := Measure(name, bytes.NewReader(data)) // the header, before the pixels
	switch isSVG := IsSVG(name); {
	case isSVG && err != nil:
		if f, err = refused(err); err != nil {
			return f, nil, err
		}
		clean, active, err := cleanSVG(data)
		if err != nil {
			f, err = refused(err)
			return f, nil, err
		}
		size, err = measureSVG(bytes.NewReader(clean))
		return Facts{Width: size.Width, Height: size.Height, Cleaned: active, AsItIs: f.Refused}, nil, err
	case isSVG:
		return Facts{Width: size.Width, Height: size.Height}, nil, nil
	case err == nil:
		f, p, err = Study(data)
	}
	if err != nil {
		f, err = refused(err)
		return f, nil, err
	}
	return f, p, nil
}

// mostAsIs bounds the pixels of an AVIF that is shown as it is: a browser takes four bytes for each.
const mostAsIs = 64 << 20

// Study finds the facts of a picture by decoding it, and gives it where sizes are made of it.
func Study(data []byte) (Facts, *Decoded, error) {
	kind := encode.Kind(data)
	info := meta.Read(data, kind)
	f := Facts{Located: info.Located, Provenance: info.Provenance}
	if info.Rights != (site.Rights{}) {
		f.Rights = &info.Rights
	}
	if kind == "avif" { // a browser shows it as it is: an animation, and one that is too large here
		fits, err := encode.Fits(data)
		size, other := Measure("", bytes.NewReader(data))
		f.Width, f.Height = size.Width, size.Height
		switch {
		case f.Width*f.Height > mostAsIs:
			return f, nil, errPixels
		case info.Animated || !fits:
			return f, nil, errors.Join(err, other)
		}
	}
	p, err := encode.Open(data, info.Orientation)
	if err != nil {
		return f, nil, told(err)
	}
	if f.Width, f.Height = p.Size(); info.Animated {
		f.Animated = kind == "gif"
		if _, ok := Public("", data); !ok { // it is published as it is, but for its metadata
			return f, nil, errDamaged
		}
		return f, nil, nil
	}
	f.Format = "jpg"
	if p.Opaque() {
		f.Colour = p.Colour()
	}
	if p.Flat() || !p.Opaque() {
		f.Format = "png"
	}
	return f, &Decoded{p, info.Rights}, nil
}

// hastyRead is how far a hasty library looks into a file: where cameras and programs write
// metadata.
const hastyRead = 512 << 10

// Glance finds what a picture's header says, without decoding it.
func Glance(head []byte) (Facts, error) {
	size, err := Measure("", bytes.NewReader(head))
	if err != nil {
		return Facts{}, err
	}
	kind := encode.Kind(head)
	says := meta.Read(head, kind)
	f := Facts{Width: size.Width, Height: size.Height, Located: says.Located, Provenance: says.Provenance}
	if says.Orientation >= 5 {
		f.Width, f.Height = f.Height, f.Width
	}
	if says.Rights != (site.Rights{}) {
		f.Rights = &says.Rights
	}
	switch {
	case says.Animated:
	case kind == "jpeg", kind == "avif", kind == "heic":
		f.Format = "jpg"
	default:
		f.Format = "png"
	}
	return f, nil
}

// HashOf is the hash of a source's bytes.
func HashOf(data []byte) site.Sum {
	sum := sha256.Sum256(data)
	return site.Sum(sum[:16])
}

// pixels makes of facts what pages need to know of a picture.
func (l *Library) pixels(place string, f Facts) site.Pixels {
	if f.Format == "" {
		return site.Pixels{}
	}
	s := Source{Name: place, Hash: f.Hash}
	var original string
	if f.Provenance && l.Config.Pictures.Originals && !strings.HasPrefix(place, "/") {
		original = l.Config.Shared("/" + arabic.NFC(s.stem()) + "-" + s.Mark() + "-original" + path.Ext(place))
	}
	return site.Pixels{
		Original: original,
		Stem:     l.Config.Shared("/" + arabic.NFC(s.stem())), Mark: s.Mark(), Width: f.Width, Height: f.Height, Format: f.Format, Colour: f.Colour,
	}
}
