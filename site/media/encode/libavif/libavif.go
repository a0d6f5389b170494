// Package libavif writes and reads AVIF with libavif 1.1.1 and libaom 3.10.0, compiled to
// WebAssembly.
//
// encode.wasm.gz and decode.wasm.gz are those of github.com/gen2brain/avif v0.4.4 (MIT; its
// folder lib has the C code and says how they are made). LICENSE.libavif and LICENSE.aom
// are those of the libraries.
//
// Both modules export malloc. encode takes the addresses of pixels and of a size to write,
// and gives the address of the file. decode takes the file's address and writes the
// picture's size and its pixels, red, green, blue and alpha, of one byte each, or of two
// where a channel has more than eight bits.
package libavif

import (
	_ "embed"
	"image"
	"slices"
	"sync"

	"warraq/site/media/encode/wasm"
)

var (
	//go:embed encode.wasm.gz
	packedEncoder []byte
	//go:embed decode.wasm.gz
	packedDecoder []byte
)

// most is what a run takes of memory at the most, in bytes.
const most = 256 << 20

var (
	encoder = wasm.New(packedEncoder, most)
	decoder = wasm.New(packedDecoder, most)
)

// Options are libavif's.
type Options struct {
	Quality int // 1 to 100
	Speed   int // 0 to 10: the faster, the larger
}

// one is held by who encodes: each takes some 42 MB a megapixel.
var one sync.Mutex

// Encode gives the file of a picture. One is encoded at a time.
func Encode(img *image.NRGBA, o Options) ([]byte, error) {
	one.Lock()
	defer one.Unlock()
	const halved = 3 // the planes of colour, both ways
	return encoder.Encode(wasm.Tight(premultiplied(img)), func(at, size uint64) []uint64 {
		return []uint64{at, uint64(img.Rect.Dx()), uint64(img.Rect.Dy()), size, uint64(o.Quality), uint64(o.Quality), uint64(o.Speed), halved}
	})
}

// premultiplied is a picture whose colours are as dark as it is transparent.
func premultiplied(img *image.NRGBA) *image.NRGBA {
	if img.Opaque() {
		return img
	}
	out := &image.NRGBA{Pix: slices.Clone(wasm.Tight(img)), Stride: 4 * img.Rect.Dx(), Rect: img.Rect}
	for p := out.Pix; len(p) >= 4; p = p[4:] {
		a := int(p[3])
		p[0], p[1], p[2] = uint8((int(p[0])*a+127)/255), uint8((int(p[1])*a+127)/255), uint8((int(p[2])*a+127)/255)
	}
	return out
}

// Decode gives the first picture of a file. One of more than pixels, which is what its boxes
// say, is refused. It is not turned, and its colours are the file's.
func Decode(data []byte, pixels int) (img *image.NRGBA, err error) {
	err = decoder.Run(func(i wasm.Instance) error {
		file, err := i.Put(data)
		if err != nil {
			return err
		}
		says, err := i.Put(make([]byte, 24)) // width, height, depth, number, how long it is shown
		if err != nil {
			return err
		}
		decode := func(look, out uint64) error {
			_, err := i.Call("decode", file, uint64(len(data)), look, 0, says, says+4, says+8, says+12, says+16, out)
			return err
		}
		if err := decode(1, 0); err != nil {
			return err
		}
		w, h, wide := i.Number(says), i.Number(says+4), 1
		if i.Number(says+8) > 8 {
			wide = 2
		}
		if w <= 0 || h <= 0 || w > pixels || h > pixels || w*h > pixels {
			return wasm.ErrFailed
		}
		out, err := i.Room(w * h * 4 * wide)
		if err != nil {
			return err
		}
		if err := decode(0, out); err != nil {
			return err
		}
		all, err := i.Bytes(out, w*h*4*wide)
		if err != nil {
			return err
		}
		img = image.NewNRGBA(image.Rect(0, 0, w, h))
		for n := range img.Pix {
			img.Pix[n] = all[n*wide+wide-1] // the high byte is the second
		}
		plain(img)
		return nil
	})
	return img, err
}

// plain undoes premultiplied.
func plain(img *image.NRGBA) {
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		if a := int(p[3]); a > 0 && a < 255 {
			for c := range 3 {
				p[c] = uint8(min(255, (int(p[c])*255+a/2)/a))
			}
		}
	}
}
