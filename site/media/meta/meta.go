// Package meta reads what a picture's file says of the picture, and writes files that
// say no more than whose it is.
//
//	meta.go    Read: EXIF, IPTC-IIM and XMP to site.Rights and the orientation
//	write.go   Write: rights into a file that was made; Clean: a file without all else
//	jpeg.go, png.go, riff.go, gif.go   the containers
//
// Where a photograph was taken, with which camera and when, is nobody's business: of
// metadata only rights are kept, and what colours and orientation need.
package meta

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bep/imagemeta"

	"warraq/site"
	"warraq/site/media/heif"
)

// Info is what a file says.
type Info struct {
	Rights      site.Rights
	Orientation int  // of EXIF, 1 to 8
	Provenance  bool // it has content credentials (C2PA)
	Located     bool // it says where it was taken
	Animated    bool
}

// formats are the containers, by the names of package encode.
var formats = map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP, "avif": imagemeta.AVIF, "heic": imagemeta.HEIF, "tiff": imagemeta.TIFF}

// field is where a tag goes.
type field struct {
	source    imagemeta.Source
	tag       string
	namespace string // how it begins; "" is any
	to        func(*site.Rights) *string
}

// from says which field a tag fills. XMP goes before IPTC-IIM, and that before EXIF
// (IPTC Photo Metadata Standard, mapping guidelines), as they are listed.
var from = []field{
	{imagemeta.XMP, "Headline", photoshop, headline},
	{imagemeta.XMP, "Description", dublinCore, caption},
	{imagemeta.XMP, "Creator", dublinCore, creator},
	{imagemeta.XMP, "Credit", photoshop, credit},
	{imagemeta.XMP, "Rights", dublinCore, copyright},
	{imagemeta.XMP, "WebStatement", xmpRights, license},
	{imagemeta.XMP, "License", creativeCommons, license},
	{imagemeta.XMP, "DigitalSourceType", iptcExt, origin},
	{imagemeta.XMP, "DigitalSourcetype", iptcExt, origin}, // as IPTC once wrote it
	{imagemeta.IPTC, "Headline", "", headline},
	{imagemeta.IPTC, "Caption-Abstract", "", caption},
	{imagemeta.IPTC, "By-line", "", creator},
	{imagemeta.IPTC, "Credit", "", credit},
	{imagemeta.IPTC, "CopyrightNotice", "", copyright},
	{imagemeta.EXIF, "Artist", "", creator},
	{imagemeta.EXIF, "Copyright", "", copyright},
}

func headline(r *site.Rights) *string  { return &r.Headline }
func caption(r *site.Rights) *string   { return &r.Caption }
func creator(r *site.Rights) *string   { return &r.Creator }
func credit(r *site.Rights) *string    { return &r.Credit }
func copyright(r *site.Rights) *string { return &r.Copyright }
func license(r *site.Rights) *string   { return &r.License }
func origin(r *site.Rights) *string    { return &r.Origin }

// mostTags bounds how many tags of a file are looked at.
const mostTags = 3000

// Read reads a file of a kind that package encode names. What cannot be read is not
// there: a picture with faulty metadata is still a picture.
func Read(data []byte, kind string) Info {
	info := Info{Orientation: 1, Provenance: hasProvenance(data), Animated: animated(data, kind)}
	format, ok := formats[kind]
	if !ok {
		return info
	}
	boxed := kind == "avif" || kind == "heic" // boxes say how these are turned
	found := make([]string, len(from))
	take := func(t imagemeta.TagInfo) error {
		if t.Source == imagemeta.EXIF && t.Tag == "Orientation" && !boxed && strings.HasPrefix(t.Namespace, "IFD0") {
			if n, ok := t.Value.(uint16); ok && n >= 1 && n <= 8 {
				info.Orientation = int(n)
			}
		}
		info.Located = info.Located || t.Tag == latitude
		for i, f := range from {
			if f.source == t.Source && f.tag == t.Tag && strings.HasPrefix(t.Namespace, f.namespace) && found[i] == "" {
				found[i] = text(t.Value)
			}
		}
		return nil
	}
	sources := imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP
	if boxed {
		sources &^= imagemeta.IPTC
	}
	tags(data, format, sources, take)
	if kind == "png" {
		tags(pngXMP(data), imagemeta.JPEG, imagemeta.XMP, take)
	}
	for i, f := range from {
		if to := f.to(&info.Rights); *to == "" {
			*to = found[i]
		}
	}
	r := &info.Rights
	if !isAddress(r.License) {
		r.License = ""
	}
	if _, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimPrefix(r.Origin, "https://"), "http://"), "cv.iptc.org/newscodes/digitalsourcetype/"); !ok || !isAddress(r.Origin) {
		r.Origin = ""
	}
	if isDefault(r.Caption) {
		r.Caption = ""
	}
	return info
}

// needed are the tags that say how others are written, and how a picture is turned.
var needed = []string{"Orientation", "CodedCharacterSet", latitude}

// latitude is half of where a photograph was taken, in EXIF and in XMP.
const latitude = "GPSLatitude"

// tags hands the tags of a file on. What was read before a fault stays.
func tags(data []byte, format imagemeta.ImageFormat, sources imagemeta.Source, take imagemeta.HandleTagFunc) {
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: format, Sources: sources,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool {
			return slices.Contains(needed, t.Tag) || slices.ContainsFunc(from, func(f field) bool { return f.source == t.Source && f.tag == t.Tag })
		},
		HandleTag: take, LimitNumTags: mostTags, Warnf: func(string, ...any) {},
	})
}

func isAddress(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " \"<>\\")
}

// isDefault finds the captions that cameras write into every picture.
func isDefault(caption string) bool {
	c := strings.ToLower(caption)
	return strings.HasSuffix(c, "digital camera") || slices.Contains([]string{"sony dsc", "dcim", "dav", "default", "untitled", "screenshot", "created with gimp"}, c)
}

// longest bounds a value, in characters: a caption is a paragraph.
const longest = 2000

// text makes one line of a value: a string, or a list of them.
func text(value any) string {
	var s string
	switch v := value.(type) {
	case string:
		s = v
	case []string:
		s = strings.Join(v, ", ")
	default:
		return ""
	}
	s = strings.ToValidUTF8(unmangled(s), "")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == utf8.RuneError, r >= 0x202a && r <= 0x202e:
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > longest {
		s = string(runes[:longest])
	}
	return s
}

// unmangled undoes what reading UTF-8 as Latin-1 does: many programs write UTF-8 into
// IPTC-IIM without saying so.
func unmangled(s string) string {
	bytes := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return s
		}
		bytes = append(bytes, byte(r))
	}
	if !utf8.Valid(bytes) {
		return s
	}
	return string(bytes)
}

// hasProvenance looks for the box that C2PA keeps its manifest in (C2PA 2.1, 11.1 to
// 11.3: JUMBF in APP11 of a JPEG, caBX of a PNG, C2PA of a RIFF).
func hasProvenance(data []byte) bool {
	head := data[:min(len(data), 1<<20)]
	return bytes.Contains(head, []byte("jumdc2pa")) || bytes.Contains(head, []byte("caBX")) || bytes.Contains(head, []byte("C2PA\x00"))
}

// animated says that a file shows more than one picture.
func animated(data []byte, kind string) bool {
	switch kind {
	case "png":
		for name := range pngChunks(data) {
			switch name {
			case "acTL":
				return true
			case "IDAT":
				return false
			}
		}
	case "webp":
		return len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&0x02 != 0
	case "gif":
		return gifFrames(data) > 1
	case "avif":
		return heif.Animated(data)
	}
	return false
}

// gifFrames counts the pictures of a GIF (GIF89a, 17 to 26), up to two.
func gifFrames(data []byte) (n int) {
	if len(data) < 13 {
		return 0
	}
	i := 13 + gifTable(data[10])
	blocks := func() {
		for i < len(data) && data[i] != 0 {
			i += 1 + int(data[i])
		}
		i++
	}
	for i < len(data) && n < 2 {
		switch data[i] {
		case 0x21:
			i += 2
			blocks()
		case 0x2c:
			if n++; i+9 >= len(data) {
				return n
			}
			i += 11 + gifTable(data[i+9])
			blocks()
		default:
			return n
		}
	}
	return n
}
