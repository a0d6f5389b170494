package heif

import (
	"encoding/binary"
	"slices"
)

// With gives an AVIF that says what a packet of XMP says. It is made for the files that
// libavif writes: boxes of version 0, places of four bytes, counted from the start of the
// file. A file that is made otherwise stays as it is.
//
// The packet is an item (ISO/IEC 14496-12, 8.11) of the type mime, described by infe, placed
// by iloc, and tied to the picture by a reference cdsc. It lies in an mdat of its own at the
// end, and all other places move by what the box meta grows.
func With(data, xmp []byte) []byte {
	top := boxes(data)
	if len(top) < 3 || top[0].name != "ftyp" || top[1].name != "meta" || len(top[1].data) < 4 || len(xmp) == 0 {
		return data
	}
	be := binary.BigEndian
	inner := boxes(top[1].data[4:])
	last, item := 0, 0
	for _, b := range inner {
		switch b.name {
		case "pitm":
			item = primary(b.data)
		case "iloc":
			places, ok := extents(b.data)
			if !ok || len(b.data) < 8 || b.data[0] != 0 || b.data[4] != 0x44 || b.data[5] != 0 {
				return data
			}
			for _, e := range places {
				last = max(last, e.item)
			}
		case "iinf":
			if len(b.data) < 6 || b.data[0] != 0 {
				return data
			}
		}
	}
	id := be.AppendUint16(nil, uint16(last+1))
	described := wrap("infe", []byte{2, 0, 0, 0}, id, []byte{0, 0}, []byte("mime\x00application/rdf+xml\x00"))
	reference := wrap("cdsc", id, []byte{0, 1}, be.AppendUint16(nil, uint16(item)))
	const placed = 2 + 2 + 2 + 4 + 4
	grown := len(described) + placed + len(reference)
	hasReferences := slices.ContainsFunc(inner, func(b box) bool { return b.name == "iref" })
	if !hasReferences {
		grown += 12 // a box, its version and flags
	}
	at := len(data) + grown + 8
	meta := slices.Clone(top[1].data[:4])
	for _, b := range inner {
		switch b.name {
		case "iloc":
			meta = append(meta, wrap("iloc", moved(b.data, grown), id, []byte{0, 0, 0, 1}, be.AppendUint32(nil, uint32(at)), be.AppendUint32(nil, uint32(len(xmp))))...)
		case "iinf":
			count := be.AppendUint16(nil, be.Uint16(b.data[4:])+1)
			meta = append(meta, wrap("iinf", b.data[:4], count, b.data[6:], described)...)
			if !hasReferences {
				meta = append(meta, wrap("iref", make([]byte, 4), reference)...)
			}
		case "iref":
			meta = append(meta, wrap("iref", b.data, reference)...)
		default:
			meta = append(meta, wrap(b.name, b.data)...)
		}
	}
	out := slices.Concat(wrap("ftyp", top[0].data), wrap("meta", meta))
	for _, b := range top[2:] {
		out = append(out, wrap(b.name, b.data)...)
	}
	return append(out, wrap("mdat", xmp)...)
}

// moved is an iloc of version 0 with one more item counted, and all places moved by n.
func moved(data []byte, n int) []byte {
	be := binary.BigEndian
	out := slices.Clone(data)
	items := int(be.Uint16(out[6:]))
	be.PutUint16(out[6:], uint16(items+1))
	at := 8
	for range items {
		parts := int(be.Uint16(out[at+4:]))
		at += 6
		for range parts {
			be.PutUint32(out[at:], be.Uint32(out[at:])+uint32(n))
			at += 8
		}
	}
	return out
}

func wrap(name string, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), []byte(name), body)
}
