package meta

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"iter"
	"strings"
)

const pngHead = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that pixels, colours and animations need (PNG, third edition).
const pngKept = " IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs cICP mDCV cLLI acTL fcTL fdAT "

// pngChunks gives the chunks of a PNG by name, as far as they are whole.
func pngChunks(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !bytes.HasPrefix(data, []byte(pngHead)) {
			return
		}
		for rest := data[len(pngHead):]; len(rest) >= 12; {
			n := int64(binary.BigEndian.Uint32(rest))
			if n > int64(len(rest)-12) || !yield(string(rest[4:8]), rest[:12+n]) {
				return
			}
			rest = rest[12+n:]
		}
	}
}

// pngWith writes a PNG again with its pixels and colours, an orientation and XMP; nil
// where it has no end.
func pngWith(data []byte, orientation int, xmp []byte) []byte {
	out := []byte(pngHead)
	for name, chunk := range pngChunks(data) {
		if strings.Contains(pngKept, " "+name+" ") {
			out = append(out, chunk...)
		}
		switch name {
		case "IHDR":
			if orientation > 1 {
				out = pngChunk(out, "eXIf", exif(orientation))
			}
			if len(xmp) > 0 {
				out = pngChunk(out, "iTXt", append([]byte(xmpKeyword+"\x00\x00"), xmp...))
			}
		case "IEND":
			return out
		}
	}
	return nil
}

func pngChunk(out []byte, name string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	from := len(out)
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}

// xmpKeyword begins the chunk with XMP, which is text that is not compressed.
const xmpKeyword = "XML:com.adobe.xmp\x00\x00\x00"

// pngXMP gives the XMP of a PNG as a JPEG without pixels, where it is read; nil if there
// is none.
func pngXMP(data []byte) []byte {
	for name, chunk := range pngChunks(data) {
		text, ok := bytes.CutPrefix(chunk[8:len(chunk)-4], []byte(xmpKeyword))
		if name != "iTXt" || !ok {
			continue
		}
		_, text, _ = bytes.Cut(text, []byte{0}) // a language
		if _, text, ok = bytes.Cut(text, []byte{0}); ok && len(text) <= mostXMP {
			return append(segment([]byte("\xff\xd8"), 0xe1, append([]byte(xmpHead), text...)), 0xff, 0xd9)
		}
	}
	return nil
}
