package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"io"
)

// AVIF is HEIF with AV1 inside (AV1 Image File Format 1.1; ISO/IEC 23008-12),
// and both are boxes (ISO/IEC 14496-12): a length of four bytes, a name of four
// bytes, and the content. The size of a picture is its property ispe. A file
// has several: of tiles, of the alpha plane, of thumbnails. So three boxes in
// meta are read: pitm says which item is the picture, ipco lists the
// properties, and ipma says which of them an item has.

// largestMeta bounds the box that describes the picture; it has no pixels.
const largestMeta = 1 << 20

var errAVIF = errors.New("malformed AVIF")

func avifConfig(r io.Reader) (image.Config, error) {
	brands, err := topBox(r, "ftyp", 4<<10)
	if err != nil || !isAVIF(brands) {
		return image.Config{}, errors.New("it is of a kind that few browsers know (HEIC, a film)")
	}
	meta, err := topBox(r, "meta", largestMeta)
	if err != nil || len(meta) < 4 {
		return image.Config{}, errAVIF
	}
	item, properties, assigned := 0, []box(nil), []byte(nil)
	for _, b := range boxes(meta[4:]) { // after version and flags
		switch b.name {
		case "pitm":
			item = primary(b.data)
		case "iprp":
			for _, p := range boxes(b.data) {
				switch p.name {
				case "ipco":
					properties = boxes(p.data)
				case "ipma":
					assigned = p.data
				}
			}
		}
	}
	var c image.Config
	turned := false
	for _, i := range propertiesOf(item, assigned) {
		if i < 1 || i > len(properties) {
			continue
		}
		switch p := properties[i-1]; {
		case p.name == "ispe" && len(p.data) >= 12:
			w, h := binary.BigEndian.Uint32(p.data[4:]), binary.BigEndian.Uint32(p.data[8:])
			c.Width, c.Height = int(min(w, maxSide+1)), int(min(h, maxSide+1))
		case p.name == "irot" && len(p.data) >= 1:
			turned = p.data[0]&1 == 1 // by a quarter, either way
		}
	}
	if turned {
		c.Width, c.Height = c.Height, c.Width
	}
	if c.Width == 0 {
		return c, errAVIF
	}
	return c, nil
}

// isAVIF looks for AVIF's brands among the main one and the compatible ones.
func isAVIF(brands []byte) bool {
	for i := 0; i+4 <= len(brands); i += 4 {
		if b := string(brands[i : i+4]); i != 4 && (b == "avif" || b == "avis") { // at 4 is a version
			return true
		}
	}
	return false
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
			return nil, errAVIF
		}
		if string(head[4:]) != name {
			if _, err := io.CopyN(io.Discard, r, size); err != nil {
				return nil, err
			}
			continue
		}
		if size > most {
			return nil, errAVIF
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
