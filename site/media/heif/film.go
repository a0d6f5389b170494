package heif

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// tellers are the boxes that say where and with what a film was taken (ISO/IEC 14496-12, 8.10
// and 8.11; QuickTime File Format, user data), and holders those that they lie in.
var (
	tellers = []string{"udta", "meta", "uuid"}
	holders = []string{"moov", "trak", "mdia"}
)

// BlankFilm gives an MP4 or a QuickTime film that does not say where it was taken: zeros, in a
// box of the name free, take the place of what says that, for other boxes say where in the file
// the film lies. ok is false for another kind of file.
func BlankFilm(data []byte) (clean []byte, ok bool) {
	if len(data) < 12 || string(data[4:8]) != "ftyp" || Kind(data) != "" {
		return nil, false
	}
	places := tellersIn(data, 0, 0)
	if len(places) == 0 {
		return data, true
	}
	clean = bytes.Clone(data)
	for _, p := range places {
		copy(clean[p.from+4:], "free")
		clear(clean[p.from+p.head : p.to])
	}
	return clean, true
}

// place is where a box lies in a file, and how long its head is.
type place struct{ from, head, to int }

// tellersIn finds the boxes that tell in a part of a film that begins at an offset.
func tellersIn(data []byte, at, depth int) (out []place) {
	for len(data) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(data)), 8
		switch {
		case size == 0: // to the end
			size = uint64(len(data))
		case size == 1 && len(data) >= 16:
			size, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if size < uint64(head) || size > uint64(len(data)) {
			return out
		}
		switch name := string(data[4:8]); {
		case slices.Contains(tellers, name):
			out = append(out, place{at, head, at + int(size)})
		case slices.Contains(holders, name) && depth < len(holders):
			out = append(out, tellersIn(data[head:size], at+head, depth+1)...)
		}
		data, at = data[size:], at+int(size)
	}
	return out
}
