// Package libwebp writes WebP with libwebp 1.4.0, compiled to WebAssembly.
//
// webp.wasm.gz is that of github.com/gen2brain/webp v0.5.5 (MIT; its lib/Makefile says
// how it is made), whose Go code cannot be used: without a build tag it looks for a
// libwebp of the system, whose bytes may be others. LICENSE is libwebp's.
//
// The module exports malloc and encode. encode takes the addresses of pixels and of a
// size to write, and gives the address of the file.
package libwebp

import (
	_ "embed"
	"image"
	"slices"

	"warraq/site/media/encode/wasm"
)

//go:embed webp.wasm.gz
var packed []byte

var program = wasm.New(packed, 1<<30)

// Options are libwebp's.
type Options struct {
	Quality  int // 0 to 100
	Method   int // 0 to 6: the slower, the smaller
	Lossless bool
}

// Encode gives the file of a picture.
func Encode(img *image.NRGBA, o Options) (file []byte, err error) {
	lossless := uint64(0)
	if o.Lossless {
		lossless = 1
	}
	err = program.Run(func(i wasm.Instance) error {
		pixels, err := i.Put(wasm.Tight(img))
		if err != nil {
			return err
		}
		size, err := i.Put(make([]byte, 8))
		if err != nil {
			return err
		}
		out, err := i.Call("encode", pixels, uint64(img.Rect.Dx()), uint64(img.Rect.Dy()), size, 0, uint64(o.Quality), uint64(o.Method), lossless, 0)
		if err != nil {
			return err
		}
		data, err := i.Bytes(uint64(out), i.Number(size))
		file = slices.Clone(data)
		return err
	})
	return file, err
}
