package heif

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
)

// sample makes a file with three items: pixels, Exif, XMP. Where inIdat is true, Exif lies
// in the box idat.
func sample(inIdat bool) []byte {
	be := binary.BigEndian
	wrap := func(name string, parts ...[]byte) []byte {
		body := slices.Concat(parts...)
		return slices.Concat(be.AppendUint32(nil, uint32(8+len(body))), []byte(name), body)
	}
	item := func(id uint16, kind string) []byte {
		return wrap("infe", []byte{2, 0, 0, 0}, be.AppendUint16(nil, id), []byte{0, 0}, []byte(kind), []byte("\x00\x00"))
	}
	pixels, exif, xmp := []byte("the pixels"), []byte("Exif: 31.95 N, 35.91 E"), []byte("<x:xmpmeta>desk 7</x:xmpmeta>")
	head := wrap("ftyp", []byte("avif\x00\x00\x00\x00avifmif1"))
	meta := func(at uint32) []byte {
		places := []byte{1, 0, 0, 0, 0x44, 0, 0, 3} // version 1; offsets and lengths of four bytes; three items
		part := func(id, method uint16, from, length uint32) {
			places = be.AppendUint16(be.AppendUint16(places, id), method)
			places = append(places, 0, 0, 0, 1)
			places = be.AppendUint32(be.AppendUint32(places, from), length)
		}
		part(1, 0, at, uint32(len(pixels)))
		if inIdat {
			part(2, 1, 0, uint32(len(exif)))
		} else {
			part(2, 0, at+uint32(len(pixels)+len(xmp)), uint32(len(exif)))
		}
		part(3, 0, at+uint32(len(pixels)), uint32(len(xmp)))
		return wrap("meta", make([]byte, 4), wrap("idat", exif),
			wrap("iinf", []byte{0, 0, 0, 0, 0, 3}, item(1, "av01"), item(2, "Exif"), item(3, "mime")), wrap("iloc", places))
	}
	at := uint32(len(head) + len(meta(0)) + 8)
	return slices.Concat(head, meta(at), wrap("mdat", pixels, xmp, exif))
}

// An AVIF that is published does not say where it was taken.
func TestAnAVIFSaysNothing(t *testing.T) {
	for _, inIdat := range []bool{false, true} {
		data := sample(inIdat)
		clean, ok := Blank(data, nil)
		if !ok || len(clean) != len(data) || !bytes.Contains(clean, []byte("the pixels")) || bytes.Contains(clean, []byte("desk 7")) {
			t.Fatalf("in idat %v: %v, %q", inIdat, ok, clean)
		}
		if left := bytes.Count(clean, []byte("31.95")); left != 1 { // one copy is no item of the file
			t.Errorf("in idat %v: %d places are left", inIdat, left)
		}
		for cut := range data {
			_, _ = Blank(data[:cut], nil) // damaged files stop nothing
		}
	}
	if _, ok := Blank([]byte("\x00\x00\x00\x10moovabcdefgh"), nil); ok {
		t.Error("a film is taken for a picture")
	}
}

// A film that is published does not say where it was taken, wherever its boxes lie, and keeps its
// length.
func TestAFilmSaysNothing(t *testing.T) {
	large := slices.Concat([]byte{0, 0, 0, 1}, []byte("mdat"), []byte{0, 0, 0, 0, 0, 0, 0, 26}, []byte("the pixels"))
	film := slices.Concat(wrap("ftyp", []byte("qt  \x00\x00\x00\x00qt  ")), large,
		wrap("moov", wrap("mvhd", make([]byte, 20)), wrap("trak", wrap("udta", []byte("+31.95 a")), wrap("mdia", wrap("hdlr", []byte("stays")))),
			wrap("udta", wrap("\xa9xyz", []byte("+31.95+035.91/"))), wrap("meta", []byte("+31.95 b"))), wrap("uuid", []byte("+31.95 c")))
	clean, ok := BlankFilm(film)
	if !ok || len(clean) != len(film) || bytes.Contains(clean, []byte("31.95")) || !bytes.Contains(clean, []byte("the pixels")) || !bytes.Contains(clean, []byte("stays")) || bytes.Count(clean, []byte("free")) != 4 {
		t.Errorf("%v, %q", ok, clean)
	}
	if bytes.Count(film, []byte("31.95")) != 4 {
		t.Error("the film that was given is changed")
	}
	for cut := range film {
		if cut, ok := BlankFilm(film[:cut]); ok && bytes.Contains(cut, []byte("31.95")) {
			t.Errorf("clean, and says %q", cut)
		}
	}
	if _, ok := BlankFilm(film[:len(film)-1]); ok {
		t.Error("a film that is cut short is clean")
	}
	if old := film[20:]; !IsFilm("a.MOV", old) || IsFilm("a.txt", old) || !IsFilm("a.txt", film) {
		t.Error("an old film, which has no ftyp, is one by its name")
	}
	for _, other := range [][]byte{nil, []byte("ftyp"), sample(false)} {
		if IsFilm("a.mov", other) {
			t.Errorf("%q is a film", other)
		}
	}
}
