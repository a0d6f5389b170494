// Package libheif reads HEIC, which phones write, with libheif 1.18.2 and libde265 1.0.15,
// compiled to WebAssembly.
//
// heif.wasm.gz is that of github.com/gen2brain/heic v0.4.5 (its folder lib has the C code
// and says how it is made). The libraries are under the LGPL, see LICENSE.libheif and
// LICENSE.libde265: who wants another version of them puts its module in this place.
//
// The module exports malloc and decode. decode takes the file's address, and writes the
// picture's size, in which planes it has its colours, and these.
package libheif

import (
	_ "embed"
	"image"
	"slices"

	"warraq/site/media/encode/wasm"
)

//go:embed heif.wasm.gz
var packed []byte

// most is what a run takes of memory at the most, in bytes.
const most = 256 << 20

var program = wasm.New(packed, most)

// The kinds of planes (libheif/heif.h).
const (
	colours = 0 // luma and two of colour
	rgb     = 1
	grey    = 2
)

// ratios are how the planes of colour are halved.
var ratios = map[int]image.YCbCrSubsampleRatio{1: image.YCbCrSubsampleRatio420, 2: image.YCbCrSubsampleRatio422, 3: image.YCbCrSubsampleRatio444}

// Decode gives the picture of a file: *image.YCbCr, *image.Gray or *image.NRGBA. One of more
// than pixels, which is what its boxes say, is refused. It is turned as it is shown, and its colours are the file's.
func Decode(data []byte, pixels int) (img image.Image, err error) {
	err = program.Run(func(i wasm.Instance) error {
		file, err := i.Put(data)
		if err != nil {
			return err
		}
		says, err := i.Put(make([]byte, 20)) // width, height, planes, their ratio, alpha
		if err != nil {
			return err
		}
		decode := func(look, out uint64) error {
			_, err := i.Call("decode", file, uint64(len(data)), look, says, says+4, says+8, says+12, says+16, out)
			return err
		}
		if err := decode(1, 0); err != nil {
			return err
		}
		w, h := i.Number(says), i.Number(says+4)
		if w <= 0 || h <= 0 || w > pixels || h > pixels || w*h > pixels {
			return wasm.ErrFailed
		}
		kind, ratio := i.Number(says+8), i.Number(says+12)
		size := layout(w, h, kind, ratio)
		if !size.known {
			return wasm.ErrFailed
		}
		out, err := i.Room(size.all)
		if err != nil {
			return err
		}
		if err := decode(0, out); err != nil {
			return err
		}
		all, err := i.Bytes(out, size.all)
		if err == nil {
			img = size.picture(slices.Clone(all))
		}
		return err
	})
	return img, err
}

// planes say where the planes of a picture lie.
type planes struct {
	rect            image.Rectangle
	kind            int
	ratio           image.YCbCrSubsampleRatio
	known           bool
	stride, cstride int
	first, second   int // of the planes of colour: where the first begins and ends
	all             int
}

func layout(w, h, kind, ratio int) planes {
	p := planes{rect: image.Rect(0, 0, w, h), kind: kind}
	switch kind {
	case colours:
		p.ratio, p.known = ratios[ratio]
		cw, ch := w, h
		if ratio != 3 {
			cw = (w + 1) / 2
		}
		if ratio == 1 {
			ch = (h + 1) / 2
		}
		p.stride, p.cstride = stride(w, 1), stride(cw, 1)
		p.first = p.stride * h
		p.second = p.first + p.cstride*ch
		p.all = p.second + p.cstride*ch
	case grey:
		p.stride, p.known = stride(w, 1), true
		p.all = p.stride * h
	case rgb:
		p.stride, p.known = stride(w, 4), true
		p.all = p.stride * h
	}
	return p
}

// stride is how many bytes a row takes: libheif rounds its sides up to even numbers, and to
// 64, and rows to 16 bytes.
func stride(width, bytes int) int {
	return (max(64, (width+1)&^1)*bytes + 15) &^ 15
}

func (p planes) picture(pix []byte) image.Image {
	switch p.kind {
	case grey:
		return &image.Gray{Pix: pix, Stride: p.stride, Rect: p.rect}
	case rgb:
		return &image.NRGBA{Pix: pix, Stride: p.stride, Rect: p.rect}
	}
	return &image.YCbCr{Y: pix[:p.first], Cb: pix[p.first:p.second], Cr: pix[p.second:], YStride: p.stride, CStride: p.cstride, SubsampleRatio: p.ratio, Rect: p.rect}
}
