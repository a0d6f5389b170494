package encode

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image/color"
	"image/gif"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"warraq/site/media/heif"
)

// MostMemory bounds what decoding a picture takes with its file, in bytes. With what the
// program itself takes, a build of the largest picture stays below 256 MB.
const MostMemory = 160 << 20

// Fits says that a picture is decoded within MostMemory.
func Fits(data []byte) (bool, error) {
	cost, err := Cost(data)
	return cost+int64(len(data)) <= MostMemory, err
}

// AVIFBytes is what encoding an AVIF takes for each pixel, in bytes.
const AVIFBytes = 42

// Cost is what decoding a picture takes, or making sizes of its pixels, in bytes, by what its
// header says.
func Cost(data []byte) (int64, error) {
	r := bytes.NewReader(data)
	switch Kind(data) {
	case "jpeg":
		return jpegCost(data)
	case "png":
		c, err := png.DecodeConfig(r)
		each := pngBytes(c.ColorModel)
		if len(data) > pngInterlace && data[pngInterlace] != 0 {
			each *= 2 // each pass is decoded before it is put where it belongs
		}
		if pngBytes(c.ColorModel) == 8 {
			each += 4 // eight bits of a colour are kept
		}
		return max(pixels(c.Width, c.Height)*each, heldCost(pixels(c.Width, c.Height)*min(each, 4))), err
	case "gif":
		c, err := gif.DecodeConfig(r)
		return pixels(c.Width, c.Height) * 2, err
	case "avif", "heic":
		p, err := heif.Read(r)
		halves := int64(40) // planes, colours in the library twice, and colours here
		if Kind(data) == "heic" {
			halves = 13 // planes in the library twice, and here
		}
		if p.Deep {
			halves *= 2
		}
		return pixels(p.Width, p.Height) * halves / 2, err
	case "webp":
		c, err := webp.DecodeConfig(r)
		return pixels(c.Width, c.Height) * 8, err
	}
	return 0, ErrUnknown
}

// pngInterlace is where the header of a PNG says how its rows follow each other (ISO/IEC
// 15948, 11.2.2): 0 is one after the other.
const pngInterlace = 28

// mostProfile bounds a colour profile, in bytes: those of printers have two million.
const mostProfile = 4 << 20

// profileFits says that the chunks of a file hold what they claim, and that the profile of a PNG,
// which is packed, is no larger than a profile is: a few bytes of a file could be gigabytes of it.
// Who reads profiles makes room for what is claimed.
func profileFits(data []byte) bool {
	const head, chunk = 8, 12
	switch Kind(data) {
	case "webp":
		for rest := data[12:]; len(rest) >= 8; {
			n := int(binary.LittleEndian.Uint32(rest[4:]))
			if n > len(rest)-8 {
				return false
			}
			rest = rest[min(len(rest), 8+n+n&1):]
		}
		return true
	case "png":
	default:
		return true
	}
	for rest := data[head:]; len(rest) >= chunk; {
		n := int(binary.BigEndian.Uint32(rest))
		if n > len(rest)-chunk {
			return false
		}
		if string(rest[4:8]) == "IDAT" {
			break
		}
		if string(rest[4:8]) == "iCCP" {
			_, packed, _ := bytes.Cut(rest[8:8+n], []byte{0}) // after its name
			r, err := zlib.NewReader(bytes.NewReader(packed[min(1, len(packed)):]))
			if err != nil {
				return false
			}
			got, err := io.Copy(io.Discard, io.LimitReader(r, mostProfile+1))
			if err != nil || got > mostProfile {
				return false
			}
		}
		rest = rest[chunk+n:]
	}
	return true
}

func pixels(width, height int) int64 { return int64(width) * int64(height) }

// heldCost is what pixels take that are held while sizes of them are made, and what the largest
// of those take beside them.
func heldCost(held int64) int64 { return held / 4 * 5 }

func pngBytes(m color.Model) int64 {
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	case color.Gray16Model:
		return 2
	case color.GrayModel:
		return 1
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}

// jpegCost reads the frame header (ITU-T T.81, B.2.2): the planes, and for a
// progressive picture the coefficients of all its blocks, four bytes each.
func jpegCost(data []byte) (int64, error) {
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xff {
			i++
			continue
		}
		marker := data[i+1]
		if marker == 0xff || marker == 0 || marker == 1 || marker >= 0xd0 && marker <= 0xd9 {
			i++
			continue
		}
		segment := data[i+4 : min(len(data), max(i+4, i+2+int(binary.BigEndian.Uint16(data[i+2:]))))]
		if marker >= 0xc0 && marker <= 0xc2 {
			return frameCost(segment, marker == 0xc2)
		}
		i += 2 + int(binary.BigEndian.Uint16(data[i+2:]))
	}
	return 0, ErrUnknown
}

func frameCost(s []byte, progressive bool) (int64, error) {
	if len(s) < 6 || len(s) < 6+3*int(s[5]) || s[5] == 0 {
		return 0, ErrUnknown
	}
	area := pixels(int(binary.BigEndian.Uint16(s[3:])), int(binary.BigEndian.Uint16(s[1:])))
	most, all := int64(1), int64(0)
	for c := range int(s[5]) {
		h, v := int64(s[7+3*c]>>4), int64(s[7+3*c]&15)
		most, all = max(most, h*v), all+h*v
	}
	cost := heldCost(area * all / most)
	if progressive {
		cost = area * all / most * 5
	}
	return cost, nil
}
