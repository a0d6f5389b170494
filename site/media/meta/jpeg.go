package meta

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// xmpHead begins the segment of a JPEG that holds XMP (XMP Specification, part 3).
const xmpHead = "http://ns.adobe.com/xap/1.0/\x00"

// mostXMP is what such a segment can hold.
const mostXMP = 0xffff - 2 - len(xmpHead)

// jpegWith writes a JPEG again with its pixels and colours, an orientation and XMP. It
// returns nil where the file is not made as a JPEG is.
func jpegWith(data []byte, orientation int, xmp []byte) []byte {
	if !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		return nil
	}
	out := slices.Grow([]byte("\xff\xd8"), len(data)+len(xmp)+200)
	rest := data[2:]
	placed := false
	place := func() { // after JFIF's own segment, before all others
		if placed = true; orientation > 1 {
			out = segment(out, 0xe1, append([]byte("Exif\x00\x00"), exif(orientation)...))
		}
		if len(xmp) > 0 && len(xmp) <= mostXMP {
			out = segment(out, 0xe1, append([]byte(xmpHead), xmp...))
		}
	}
	for len(rest) >= 2 {
		if rest[0] != 0xff {
			return nil
		}
		marker := rest[1]
		switch {
		case marker == 0xff: // a fill byte
			rest = rest[1:]
			continue
		case marker == 0xd9:
			return append(out, 0xff, 0xd9)
		case len(rest) < 4:
			return nil
		}
		n := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if n < 4 || n > len(rest) {
			return nil
		}
		body := rest[4:n]
		if !placed && marker != 0xe0 {
			place()
		}
		if keepsSegment(marker, body) {
			out = append(out, rest[:n]...)
		}
		if rest = rest[n:]; marker == 0xda { // coded pixels, up to the next marker that is none of theirs
			end := pixelsEnd(rest)
			out, rest = append(out, rest[:end]...), rest[end:]
		}
	}
	return nil
}

// keepsSegment says which segments the pixels need: tables, frames, scans; JFIF's density,
// Adobe's colour transform, the profile.
func keepsSegment(marker byte, body []byte) bool {
	switch {
	case marker == 0xe0:
		return bytes.HasPrefix(body, []byte("JFIF\x00"))
	case marker == 0xe2:
		return bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	case marker == 0xee:
		return bytes.HasPrefix(body, []byte("Adobe"))
	case marker >= 0xe0 && marker <= 0xef, marker == 0xfe:
		return false
	}
	return true
}

// pixelsEnd finds the marker that ends coded pixels (T.81, B.1.1.5: a byte of 0xff in them
// is followed by 0, and restart markers stand between them).
func pixelsEnd(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] != 0 && data[i+1] != 0xff && (data[i+1] < 0xd0 || data[i+1] > 0xd7) {
			return i
		}
	}
	return len(data)
}

func segment(out []byte, marker byte, body []byte) []byte {
	out = append(out, 0xff, marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(out, body...)
}
