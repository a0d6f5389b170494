// Package heif reads the boxes of AVIF and HEIC, and writes some of them. It knows no
// pixels.
//
//	heif.go    Kind, Read: which format, the size, how it is turned, its colours
//	blank.go   Blank: a file without Exif and XMP
//	film.go    BlankFilm: a film that does not say where it was taken
//	write.go   With: a file that has XMP
//
// AVIF is HEIF with AV1 inside (AV1 Image File Format 1.1; ISO/IEC 23008-12), HEIC is HEIF
// with HEVC, and all are boxes (ISO/IEC 14496-12): a length of four bytes, a name of four
// bytes, and the content. The size of a picture is its property ispe. A file has several: of
// tiles, of the alpha plane, of thumbnails. So three boxes in meta are read: pitm says which
// item is the picture, ipco lists the properties, and ipma says which of them an item has.
package heif

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
)

// largestMeta bounds the box that describes the picture; it has no pixels.
const largestMeta = 1 << 20

// mostSide bounds what is said of a side: a larger one is one more.
const mostSide = 1 << 20

var (
	errMalformed = errors.New("malformed AVIF or HEIC")
	errOther     = errors.New("it is a film, or of a kind that no browser knows")
)

// Picture is what the boxes say of the picture.
type Picture struct {
	Width, Height int // as it is shown
	Turn          int // how its pixels are turned to be shown: an orientation of EXIF, 1 to 8
	Profile       []byte
	Colours       *Colours // nil if it does not say
	Deep          bool     // a channel has more than eight bits
}

// Colours are what numbers mean, in the codes of ITU-T H.273.
type Colours struct {
	Primaries, Transfer, Matrix byte
	Full                        bool // black is 0
}

// Kind names the format of a file by how it begins: "avif", "heic" or "".
func Kind(head []byte) string {
	kind := ""
	for brand := range brands(head) {
		switch brand {
		case "avif", "avis":
			return "avif"
		case "heic", "heix", "heim", "heis":
			kind = "heic"
		}
	}
	return kind
}

// Animated says that a file is a sequence of pictures.
func Animated(head []byte) bool {
	for brand := range brands(head) {
		if brand == "avis" {
			return true
		}
	}
	return false
}

// brands gives the main brand and the compatible ones.
func brands(head []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(head) < 16 || string(head[4:8]) != "ftyp" {
			return
		}
		head = head[:min(uint64(len(head)), uint64(binary.BigEndian.Uint32(head)))]
		for i := 8; i+4 <= len(head); i += 4 {
			if i != 12 && !yield(string(head[i:i+4])) { // at 12 is a version
				return
			}
		}
	}
}

// Read reads what the boxes before the pixels say.
func Read(r io.Reader) (Picture, error) {
	p := Picture{Turn: 1}
	ftyp, err := topBox(r, "ftyp", 4<<10)
	if err != nil || Kind(append([]byte("\x00\x00\x10\x08ftyp"), ftyp...)) == "" {
		return p, errOther
	}
	meta, err := topBox(r, "meta", largestMeta)
	if err != nil || len(meta) < 4 {
		return p, errMalformed
	}
	item, properties, assigned := 0, []box(nil), []byte(nil)
	for _, b := range boxes(meta[4:]) { // after version and flags
		switch b.name {
		case "pitm":
			item = primary(b.data)
		case "iprp":
			for _, part := range boxes(b.data) {
				switch part.name {
				case "ipco":
					properties = boxes(part.data)
				case "ipma":
					assigned = part.data
				}
			}
		}
	}
	angle, mirror := 0, 0
	for _, i := range propertiesOf(item, assigned) {
		if i >= 1 && i <= len(properties) {
			p.take(properties[i-1], &angle, &mirror)
		}
	}
	if p.Width == 0 || p.Height == 0 {
		return p, errMalformed
	}
	if p.Turn = turns[angle][mirror]; p.Turn >= 5 {
		p.Width, p.Height = p.Height, p.Width
	}
	return p, nil
}

// turns are orientations of EXIF, by the quarters of irot, against the clock, and what imir
// does after: nothing, exchange top and bottom, left and right.
var turns = [4][3]int{{1, 4, 2}, {8, 5, 7}, {3, 2, 4}, {6, 7, 5}}

// take enters a property of the picture.
func (p *Picture) take(b box, angle, mirror *int) {
	switch {
	case b.name == "ispe" && len(b.data) >= 12:
		w, h := binary.BigEndian.Uint32(b.data[4:]), binary.BigEndian.Uint32(b.data[8:])
		p.Width, p.Height = int(min(w, mostSide)), int(min(h, mostSide))
	case b.name == "irot" && len(b.data) >= 1:
		*angle = int(b.data[0] & 3)
	case b.name == "imir" && len(b.data) >= 1:
		*mirror = 1 + int(b.data[0]&1)
	case b.name == "pixi" && len(b.data) >= 6:
		p.Deep = b.data[5] > 8
	case b.name == "av1C" && len(b.data) >= 3:
		p.Deep = b.data[2]&0x40 != 0
	case b.name == "colr" && len(b.data) >= 11 && string(b.data[:4]) == "nclx":
		p.Colours = &Colours{b.data[5], b.data[7], b.data[9], b.data[10]&0x80 != 0}
	case b.name == "colr" && len(b.data) > 4 && (string(b.data[:4]) == "prof" || string(b.data[:4]) == "rICC"):
		p.Profile = b.data[4:]
	}
}

// topBox reads the content of the next box of that name, and skips others.
func topBox(r io.Reader, name string, most int64) ([]byte, error) {
	for {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, err
		}
		size := int64(binary.BigEndian.Uint32(head[:])) - 8
		if size < 0 { // to the end of the file, or of 64 bits: the pixels
			return nil, errMalformed
		}
		if string(head[4:]) != name {
			if _, err := io.CopyN(io.Discard, r, size); err != nil {
				return nil, err
			}
			continue
		}
		if size > most {
			return nil, errMalformed
		}
		data, err := io.ReadAll(io.LimitReader(r, size)) // grows with what is there, not with the claim
		if err == nil && int64(len(data)) < size {
			err = io.ErrUnexpectedEOF
		}
		return data, err
	}
}

type box struct {
	name string
	data []byte
}

// boxes lists the boxes in the content of another, as far as they are whole.
func boxes(data []byte) (out []box) {
	for len(data) >= 8 {
		size := binary.BigEndian.Uint32(data)
		if size < 8 || uint64(size) > uint64(len(data)) {
			return out
		}
		out = append(out, box{string(data[4:8]), data[8:size]})
		data = data[size:]
	}
	return out
}

// rest is how many bytes stand after the boxes of a part: a cut one, or one of 64 bits.
func rest(data []byte) int {
	n := len(data)
	for _, b := range boxes(data) {
		n -= 8 + len(b.data)
	}
	return n
}

// primary reads pitm: version, flags, and an ID of two bytes, or four.
func primary(data []byte) int {
	switch {
	case len(data) >= 8 && data[0] > 0:
		return int(binary.BigEndian.Uint32(data[4:]))
	case len(data) >= 6 && data[0] == 0:
		return int(binary.BigEndian.Uint16(data[4:]))
	}
	return 0
}

// propertiesOf reads from ipma which properties an item has, by their places in
// ipco, from 1.
func propertiesOf(item int, data []byte) (out []int) {
	r := bytes.NewReader(data)
	number := func(bytes int) (n int) {
		for range bytes {
			b, err := r.ReadByte()
			if err != nil {
				return 0
			}
			n = n<<8 | int(b)
		}
		return n
	}
	version, flags := number(1), number(3)
	idSize, placeSize := 2, 1
	if version > 0 {
		idSize = 4
	}
	if flags&1 == 1 {
		placeSize = 2
	}
	for items := number(4); items > 0 && r.Len() > 0; items-- {
		id := number(idSize)
		for places := number(1); places > 0 && r.Len() > 0; places-- {
			place := number(placeSize) & (1<<(8*placeSize-1) - 1) // without the bit "essential"
			if id == item {
				out = append(out, place)
			}
		}
	}
	return out
}
