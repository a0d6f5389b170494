package heif

import (
	"bytes"
	"encoding/binary"
)

// Blank gives an AVIF or HEIC with zeros in place of its Exif, and spaces in place of its
// XMP: where it was taken, and by which machine. What xmp says takes the place of the first
// XMP where it fits; it may be nil. The file keeps its length, for its boxes say where their
// bytes lie (ISO/IEC 14496-12, 8.11). ok is false for another kind of file, and for one
// whose items cannot be found.
func Blank(data, xmp []byte) (clean []byte, ok bool) {
	var content []byte // of the box meta, after version and flags
	for i, b := range boxes(data) {
		switch {
		case i == 0 && b.name != "ftyp":
			return nil, false
		case b.name == "meta" && len(b.data) >= 4:
			content = b.data[4:]
		}
	}
	if content == nil || rest(content) > 0 || rest(data) > 0 && !bytes.HasPrefix(data[min(len(data)-rest(data)+4, len(data)):], []byte("mdat")) {
		return nil, false
	}
	var said map[int]string
	var places []extent
	idat := []byte(nil)
	for _, b := range boxes(content) {
		switch b.name {
		case "iinf":
			said = itemsThatSay(b.data)
		case "iloc":
			if places, ok = extents(b.data); !ok {
				return nil, false
			}
		case "idat":
			idat = b.data
		}
	}
	clean = bytes.Clone(data)
	within := 0
	if idat != nil {
		within = cap(data) - cap(idat) // a box is a slice of data
	}
	for _, e := range places {
		kind := said[e.item]
		if kind == "" {
			continue
		}
		from := e.offset
		if e.inIdat {
			from += int64(within)
		}
		if from < 0 || e.length < 0 || from+e.length > int64(len(clean)) {
			return nil, false
		}
		if e.length == 0 { // to the end
			e.length = int64(len(clean)) - from
		}
		place := clean[from : from+e.length]
		if clear(place); kind == "mime" {
			fill := xmp
			if len(fill) > len(place) {
				fill = nil
			}
			if n := copy(place, fill); n > 0 {
				xmp = nil
			}
			for i := len(fill); i < len(place); i++ {
				place[i] = ' '
			}
		}
	}
	return clean, true
}

// itemsThatSay reads iinf: the items that are Exif, or of a MIME type, as XMP is, with
// their types.
func itemsThatSay(data []byte) map[int]string {
	out := map[int]string{}
	skip := 6 // version, flags, and a count of two bytes
	if len(data) > 0 && data[0] > 0 {
		skip = 8
	}
	for _, b := range boxes(data[min(skip, len(data)):]) {
		if b.name != "infe" || len(b.data) < 12 {
			continue
		}
		item, kind := int(binary.BigEndian.Uint16(b.data[4:])), b.data[8:]
		if b.data[0] > 2 && len(b.data) >= 14 {
			item, kind = int(binary.BigEndian.Uint32(b.data[4:])), b.data[10:]
		}
		if k := string(kind[:4]); k == "Exif" || k == "mime" {
			out[item] = k
		}
	}
	return out
}

// extent is where a part of an item lies: in the file, or in the box idat.
type extent struct {
	item           int
	inIdat         bool
	offset, length int64
}

// extents reads iloc. ok is false where it ends too early.
func extents(data []byte) (out []extent, ok bool) {
	r := bytes.NewReader(data)
	ok = true
	number := func(bytes int) (n int64) {
		for range bytes {
			b, err := r.ReadByte()
			ok = ok && err == nil
			n = n<<8 | int64(b)
		}
		return n
	}
	version := number(1)
	number(3)
	sizes := number(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	idSize := 2
	if version == 2 {
		idSize = 4
	}
	for items := number(idSize); items > 0 && ok; items-- {
		item, method := int(number(idSize)), int64(0)
		if version > 0 {
			method = number(2) & 15
		} else {
			indexSize = 0
		}
		number(2) // which file: this one
		base := number(baseSize)
		for parts := number(2); parts > 0 && ok; parts-- {
			number(indexSize)
			e := extent{item: item, inIdat: method == 1, offset: base + number(offsetSize)}
			e.length = number(lengthSize)
			out = append(out, e)
		}
	}
	return out, ok
}
