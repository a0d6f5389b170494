package heif

import (
	"bytes"
	"encoding/binary"
	"path"
	"slices"
	"strings"
)

// tellers are the boxes that say where and with what a film was taken (ISO/IEC 14496-12, 8.10
// and 8.11; QuickTime File Format, user data), and holders those that they lie in.
var (
	tellers = []string{"udta", "meta", "uuid"}
	holders = []string{"moov", "trak", "mdia"}
)

// BlankFilm gives an MP4 or a QuickTime film that does not say where it was taken: zeros, in a
// box of the name free, take the place of what says that, for other boxes say where in the file
// the film lies. ok is false where it cannot be read to its end.
func BlankFilm(data []byte) (clean []byte, ok bool) {
	places, ok := tellersIn(data, 0, 0)
	if !ok || len(places) == 0 {
		return data, ok
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

// IsFilm says that a file is an MP4 or a QuickTime film: an old one, which has no ftyp, by its name
// too.
func IsFilm(name string, data []byte) bool {
	switch {
	case len(data) < 12 || Kind(data) != "":
		return false
	case string(data[4:8]) == "ftyp":
		return true
	}
	return slices.Contains(filmTypes, strings.ToLower(path.Ext(name))) && slices.Contains(firstBoxes, string(data[4:8]))
}

var (
	filmTypes  = []string{".mov", ".qt", ".mp4", ".m4v", ".3gp", ".3g2"}
	firstBoxes = []string{"moov", "mdat", "wide", "free", "skip", "pnot"}
)

// tellersIn finds the boxes that tell in a part of a film that begins at an offset. ok is false
// where the part does not end with a box, or with zeros (QuickTime File Format, user data).
func tellersIn(data []byte, at, depth int) (out []place, ok bool) {
	for len(data) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(data)), 8
		switch {
		case size == 0: // to the end
			size = uint64(len(data))
		case size == 1 && len(data) >= 16:
			size, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if size < uint64(head) || size > uint64(len(data)) {
			return out, false
		}
		switch name := string(data[4:8]); {
		case slices.Contains(tellers, name):
			out = append(out, place{at, head, at + int(size)})
		case slices.Contains(holders, name) && depth < len(holders):
			within, ok := tellersIn(data[head:size], at+head, depth+1)
			if out = append(out, within...); !ok {
				return out, false
			}
		}
		data, at = data[size:], at+int(size)
	}
	return out, len(bytes.Trim(data, "\x00")) == 0
}
