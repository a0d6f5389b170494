package meta

import (
	"encoding/binary"
	"slices"
)

// The flags of a VP8X chunk that say which other chunks there are (WebP Container
// Specification).
const (
	hasXMP   = 0x04
	hasEXIF  = 0x08
	hasAlpha = 0x10
)

// riffKept are the chunks that pixels, colours and animations need.
var riffKept = []string{"VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"}

// riffWith writes a WebP again with its pixels and colours, an orientation and XMP; nil
// where it is not made as a WebP is.
func riffWith(data []byte, orientation int, xmp []byte) []byte {
	if len(data) < 20 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" {
		return nil
	}
	end := 8 + int64(binary.LittleEndian.Uint32(data[4:]))
	if end < 12 || end > int64(len(data)+1) { // some count the byte that fills the last chunk
		return nil
	}
	var first string
	var head, body []byte
	for rest := data[12:min(int64(len(data)), end)]; len(rest) >= 8; {
		name := string(rest[:4])
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		size := min(8+n+n&1, int64(len(rest)))
		if 8+n > int64(len(rest)) {
			return nil
		}
		if first == "" {
			first = name
		}
		switch {
		case name == "VP8X" && n >= 10:
			head = append([]byte(nil), rest[8:18]...)
		case slices.Contains(riffKept, name):
			body = append(body, rest[:size]...)
		}
		rest = rest[size:]
	}
	if first == "VP8 " || first == "VP8L" {
		head = extended(first, body)
	}
	if head == nil || len(body) < 8 {
		return nil
	}
	head[0] &^= hasXMP | hasEXIF
	if orientation > 1 {
		head[0] |= hasEXIF
		body = riffChunk(body, "EXIF", exif(orientation))
	}
	if len(xmp) > 0 {
		head[0] |= hasXMP
		body = riffChunk(body, "XMP ", xmp)
	}
	out := []byte("RIFF\x00\x00\x00\x00WEBP")
	out = append(riffChunk(out, "VP8X", head), body...)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

// extended makes the content of a VP8X chunk for a file that has none: flags, and the
// canvas, less one, in three bytes each (RFC 6386, 9.1; WebP Lossless Bitstream, 3).
func extended(kind string, chunk []byte) []byte {
	head := make([]byte, 10)
	var width, height int
	switch {
	case kind == "VP8 " && len(chunk) >= 18:
		width, height = int(binary.LittleEndian.Uint16(chunk[14:])&0x3fff), int(binary.LittleEndian.Uint16(chunk[16:])&0x3fff)
	case kind == "VP8L" && len(chunk) >= 13:
		bits := binary.LittleEndian.Uint32(chunk[9:])
		width, height = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1
		if bits>>28&1 == 1 {
			head[0] = hasAlpha
		}
	}
	if width == 0 || height == 0 {
		return nil
	}
	for i, n := range []int{width - 1, height - 1} {
		head[4+3*i], head[5+3*i], head[6+3*i] = byte(n), byte(n>>8), byte(n>>16)
	}
	return head
}

func riffChunk(out []byte, name string, body []byte) []byte {
	out = append(out, name...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
	if out = append(out, body...); len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}
