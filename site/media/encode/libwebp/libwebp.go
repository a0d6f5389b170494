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

	"warraq/site/media/encode/wasm"
)

//go:embed webp.wasm.gz
var packed []byte

var program = wasm.New(packed, 512<<20)

// Options are libwebp's.
type Options struct {
	Quality  int // 0 to 100
	Method   int // 0 to 6: the slower, the smaller
	Lossless bool
}

// Encode gives the file of a picture.
func Encode(img *image.NRGBA, o Options) ([]byte, error) {
	lossless := uint64(0)
	if o.Lossless {
		lossless = 1
	}
	return program.Encode(wasm.Tight(img), func(at, size uint64) []uint64 {
		return []uint64{at, uint64(img.Rect.Dx()), uint64(img.Rect.Dy()), size, 0, uint64(o.Quality), uint64(o.Method), lossless, 0}
	})
}
