package meta

import (
	"encoding/binary"
	"strings"

	"warraq/site"
	"warraq/site/media/heif"
)

// The namespaces of XMP that are read and written (IPTC Photo Metadata Standard 2023.2).
const (
	dublinCore      = "http://purl.org/dc/elements/1.1/"
	photoshop       = "http://ns.adobe.com/photoshop/1.0/"
	xmpRights       = "http://ns.adobe.com/xap/1.0/rights/"
	iptcExt         = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
	creativeCommons = "http://creativecommons.org/ns"
)

// Write puts rights into a file that was made here: "webp", "avif", "jpg" or "png". A file of
// another kind stays as it is.
func Write(data []byte, format string, r site.Rights) []byte {
	if r == (site.Rights{}) {
		return data
	}
	switch format {
	case "jpg":
		return jpegWith(data, 1, packet(r))
	case "png":
		return pngWith(data, 1, packet(r))
	case "webp":
		return riffWith(data, 1, packet(r))
	case "avif":
		return heif.With(data, packet(r))
	}
	return data
}

// Clean gives the same pixels in a file that says no more than whose they are: of what is
// not pixels only rights, the colour profile and the orientation stay. What follows the
// picture goes too. An AVIF or HEIC keeps its rights only where it had XMP. A file of
// another kind stays as it is; ok says that it is clean.
func Clean(data []byte, kind string) (clean []byte, ok bool) {
	info := Read(data, kind)
	var xmp []byte
	if info.Rights != (site.Rights{}) {
		xmp = packet(info.Rights)
	}
	switch kind {
	case "jpeg":
		clean = jpegWith(data, info.Orientation, xmp)
	case "png":
		clean = pngWith(data, info.Orientation, xmp)
	case "webp":
		clean = riffWith(data, info.Orientation, xmp)
	case "gif":
		clean = gifOnly(data)
	case "avif", "heic":
		return heif.Blank(data, xmp)
	default:
		return data, false
	}
	return clean, clean != nil
}

// packet writes rights as XMP (ISO 16684-1).
func packet(r site.Rights) []byte {
	var b strings.Builder
	b.WriteString(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="` + dublinCore +
		`" xmlns:photoshop="` + photoshop + `" xmlns:xmpRights="` + xmpRights + `" xmlns:Iptc4xmpExt="` + iptcExt + `">`)
	put := func(before, value, after string) {
		if value != "" {
			b.WriteString(before + escape(value) + after)
		}
	}
	put("<photoshop:Headline>", r.Headline, "</photoshop:Headline>")
	put(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, r.Caption, "</rdf:li></rdf:Alt></dc:description>")
	put("<dc:creator><rdf:Seq><rdf:li>", r.Creator, "</rdf:li></rdf:Seq></dc:creator>")
	put("<photoshop:Credit>", r.Credit, "</photoshop:Credit>")
	put(`<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">`, r.Copyright, "</rdf:li></rdf:Alt></dc:rights>")
	put("<xmpRights:WebStatement>", r.License, "</xmpRights:WebStatement>")
	put("<Iptc4xmpExt:DigitalSourceType>", r.Origin, "</Iptc4xmpExt:DigitalSourceType>")
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>")
	return []byte(b.String())
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// exif is an EXIF block of one tag, the orientation (TIFF 6.0: a header, a directory of
// one entry).
func exif(orientation int) []byte {
	out := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(out[18:], uint16(orientation))
	return out
}
