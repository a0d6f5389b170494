package encode

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/bits"
)

// A drawing is mostly of one colour, and the standard library's encoder takes as long for
// a square without anything in it as for one of a photograph. Here such a square costs a
// comparison and a few bits: a social card takes a third of the time. The headers and the
// tables are the standard library's own, so that only the squares are written here
// (ITU-T T.81: A.3 the transform, F.1 the bits).

// JPEG is an opaque picture in the best quality that is no heavier than MostJPEG.
func JPEG(img *image.RGBA) ([]byte, error) {
	var out []byte
	for _, quality := range jpegQualities {
		var err error
		if out, err = drawing(img, quality); err != nil || len(out) <= MostJPEG {
			return out, err
		}
	}
	return out, nil
}

// square is the side of a part of the picture that is encoded at once: four blocks of
// light, and one of either colour.
const square = 16

// drawing encodes a picture with half as many colours as light in both directions.
func drawing(img *image.RGBA, quality int) ([]byte, error) {
	var sample bytes.Buffer
	if err := jpeg.Encode(&sample, image.NewRGBA(image.Rect(0, 0, square, square)), &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	w := squares{}
	w.head(sample.Bytes(), img.Rect)
	for y := 0; y < img.Rect.Dy(); y += square {
		for x := 0; x < img.Rect.Dx(); x += square {
			w.square(img, x, y)
		}
	}
	if w.free < 64 { // the last byte is filled with ones
		w.bits(0x7f, 7)
	}
	return append(w.out, 0xff, 0xd9), nil
}

// squares writes the entropy-coded part of a JPEG.
type squares struct {
	out    []byte
	codes  [4][256]struct{ code, size uint32 } // of light: DC, AC; of colour: DC, AC
	scales [2][64]float32                      // what a coefficient is multiplied by, in rows
	dc     [3]int
	held   uint64 // bits that are no whole byte yet, from the highest
	free   int    // how many more it has room for, of 64
	light  [4][64]float32
	colour [2][64]float32
}

// head copies what stands before the squares, with another size, and reads its tables.
func (w *squares) head(sample []byte, size image.Rectangle) {
	w.free = 64
	for at := 2; ; {
		marker, length := sample[at+1], int(binary.BigEndian.Uint16(sample[at+2:]))
		segment := sample[at+4 : at+2+length]
		at += 2 + length
		switch marker {
		case 0xdb:
			for ; len(segment) >= 65; segment = segment[65:] {
				w.quantise(int(segment[0]&1), segment[1:65])
			}
		case 0xc4:
			for len(segment) > 17 {
				segment = segment[w.huffman(segment):]
			}
		case 0xc0:
			binary.BigEndian.PutUint16(segment[1:], uint16(size.Dy()))
			binary.BigEndian.PutUint16(segment[3:], uint16(size.Dx()))
		case 0xda:
			w.out = append(make([]byte, 0, 96<<10), sample[:at]...)
			return
		}
	}
}

// quantise reads a table of quantisation, with the factors that the transform leaves out
// (Arai, Agui and Nakajima, 1988).
func (w *squares) quantise(table int, zigzagged []byte) {
	factor := func(k int) float64 {
		if k == 0 {
			return 1
		}
		return math.Sqrt2 * math.Cos(float64(k)*math.Pi/16)
	}
	for i, q := range zigzagged {
		at := zigzag[i]
		w.scales[table][at] = float32(1 / (float64(q) * 8 * factor(at/8) * factor(at%8)))
	}
}

// huffman reads a table of codes, and gives its length.
func (w *squares) huffman(segment []byte) int {
	codes := &w.codes[segment[0]&1<<1|segment[0]>>4]
	code, at := uint32(0), 17
	for size, n := range segment[1:17] {
		for range n {
			codes[segment[at]].code, codes[segment[at]].size = code, uint32(size+1)
			code++
			at++
		}
		code <<= 1
	}
	return at
}

// zigzag is the order of the coefficients (T.81, figure A.6).
var zigzag = [64]int{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

func (w *squares) square(img *image.RGBA, x, y int) {
	if c, flat := oneColour(img, x, y); flat {
		light, blue, red := color.RGBToYCbCr(c.R, c.G, c.B)
		for range 4 {
			w.flat(0, light)
		}
		w.flat(1, blue)
		w.flat(2, red)
		return
	}
	w.planes(img, x, y)
	for i := range w.light {
		w.block(0, &w.light[i])
	}
	w.block(1, &w.colour[0])
	w.block(2, &w.colour[1])
}

// oneColour says that a square is all of one colour. What lies beyond the edges is as the
// edge.
func oneColour(img *image.RGBA, x, y int) (color.RGBA, bool) {
	first := img.Pix[y*img.Stride+4*x:]
	want := binary.LittleEndian.Uint32(first)
	for row := y; row < min(y+square, img.Rect.Dy()); row++ {
		pix := img.Pix[row*img.Stride+4*x : row*img.Stride+4*min(x+square, img.Rect.Dx())]
		for ; len(pix) >= 4; pix = pix[4:] {
			if binary.LittleEndian.Uint32(pix) != want {
				return color.RGBA{}, false
			}
		}
	}
	return color.RGBA{first[0], first[1], first[2], 255}, true
}

// planes brings a square to light and colours (T.871), around zero.
func (w *squares) planes(img *image.RGBA, x, y int) {
	w.colour = [2][64]float32{}
	for row := range square {
		pix := img.Pix[min(y+row, img.Rect.Dy()-1)*img.Stride:]
		for col := range square {
			p := pix[4*min(x+col, img.Rect.Dx()-1):]
			r, g, b := float32(p[0]), float32(p[1]), float32(p[2])
			light := 0.299*r + 0.587*g + 0.114*b
			w.light[row/8*2+col/8][row%8*8+col%8] = light - 128
			at := row/2*8 + col/2
			w.colour[0][at] += (b - light) * (0.564334 / 4)
			w.colour[1][at] += (r - light) * (0.713267 / 4)
		}
	}
}

// flat writes a block of one level.
func (w *squares) flat(of int, level uint8) {
	w.first(of, int(math.RoundToEven(float64(float32(64*(int(level)-128))*w.scales[min(of, 1)][0]))))
	end := w.codes[2*min(of, 1)+1][0]
	w.bits(end.code, end.size)
}

// first writes the mean of a block, as it differs from that of the block before it.
func (w *squares) first(of, dc int) {
	w.number(&w.codes[2*min(of, 1)], 0, dc-w.dc[of])
	w.dc[of] = dc
}

// block writes a block of light or colour.
func (w *squares) block(of int, b *[64]float32) {
	for i := range 8 {
		transform(b, 8*i, 1)
	}
	for i := range 8 {
		transform(b, i, 8)
	}
	scales, codes := &w.scales[min(of, 1)], &w.codes[2*min(of, 1)+1]
	w.first(of, int(math.RoundToEven(float64(b[0]*scales[0]))))
	zeros := 0
	for _, at := range zigzag[1:] {
		v := int(math.RoundToEven(float64(b[at] * scales[at])))
		if v == 0 {
			zeros++
			continue
		}
		for ; zeros > 15; zeros -= 16 {
			w.bits(codes[0xf0].code, codes[0xf0].size)
		}
		w.number(codes, zeros, v)
		zeros = 0
	}
	if zeros > 0 {
		w.bits(codes[0].code, codes[0].size)
	}
}

// number writes how many zeros stand before a number, and the number.
func (w *squares) number(codes *[256]struct{ code, size uint32 }, zeros, v int) {
	size := bits.Len(uint(max(v, -v)))
	c := codes[zeros<<4|size]
	w.bits(c.code, c.size)
	if v < 0 {
		v += 1<<size - 1
	}
	w.bits(uint32(v), uint32(size))
}

// bits writes up to 32 bits; after a byte of ones stands a zero.
func (w *squares) bits(v, size uint32) {
	w.free -= int(size)
	w.held |= uint64(v) << w.free
	for w.free <= 56 {
		b := byte(w.held >> 56)
		if w.out = append(w.out, b); b == 0xff {
			w.out = append(w.out, 0)
		}
		w.held <<= 8
		w.free += 8
	}
}

// transform is the discrete cosine transform of eight values (T.81, A.3.3), without the
// factors that quantise has: five multiplications (Arai, Agui and Nakajima, 1988).
func transform(b *[64]float32, at, step int) {
	v := func(i int) *float32 { return &b[at+i*step] }
	s0, d0 := *v(0)+*v(7), *v(0)-*v(7)
	s1, d1 := *v(1)+*v(6), *v(1)-*v(6)
	s2, d2 := *v(2)+*v(5), *v(2)-*v(5)
	s3, d3 := *v(3)+*v(4), *v(3)-*v(4)
	e0, e3, e1, e2 := s0+s3, s0-s3, s1+s2, s1-s2
	*v(0), *v(4) = e0+e1, e0-e1
	z := (e2 + e3) * 0.707106781
	*v(2), *v(6) = e3+z, e3-z
	o0, o1, o2 := d3+d2, d2+d1, d1+d0
	z5 := (o0 - o2) * 0.382683433
	z2, z4, z3 := 0.541196100*o0+z5, 1.306562965*o2+z5, o1*0.707106781
	z11, z13 := d0+z3, d0-z3
	*v(5), *v(3) = z13+z2, z13-z2
	*v(1), *v(7) = z11+z4, z11-z4
}
