// Package libwebp writes WebP with libwebp 1.4.0, compiled to WebAssembly and run by
// wazero: the same bytes on every machine, and no library that must be installed.
//
// webp.wasm.gz is that of github.com/gen2brain/webp v0.5.5 (MIT; its lib/Makefile says
// how it is made), whose Go code cannot be used: without a build tag it looks for a
// libwebp of the system, whose bytes may be others. LICENSE is libwebp's.
//
// The module exports malloc and encode. encode takes the addresses of pixels and of a
// size to write, and gives the address of the file.
package libwebp

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"image"
	"io"
	"slices"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

//go:embed webp.wasm.gz
var packed []byte

// Options are libwebp's.
type Options struct {
	Quality  int // 0 to 100
	Method   int // 0 to 6: the slower, the smaller
	Lossless bool
}

// ErrEncode says that libwebp made nothing of a picture.
var ErrEncode = errors.New("libwebp made nothing of it")

// Encode gives the file of a picture.
func Encode(img *image.NRGBA, o Options) (file []byte, err error) {
	c, err := compiled()
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	m, err := c.runtime.InstantiateModule(ctx, c.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.Close(ctx)) }() // and gives its memory back
	pixels := tight(img)
	in, err := call(ctx, m, "malloc", uint64(len(pixels)))
	if err != nil {
		return nil, err
	}
	size, err := call(ctx, m, "malloc", 8)
	if err != nil {
		return nil, err
	}
	if !m.Memory().Write(in, pixels) || !m.Memory().WriteUint64Le(size, 0) {
		return nil, ErrEncode
	}
	lossless := uint64(0)
	if o.Lossless {
		lossless = 1
	}
	out, err := call(ctx, m, "encode", uint64(in), uint64(img.Rect.Dx()), uint64(img.Rect.Dy()), uint64(size), 0, uint64(o.Quality), uint64(o.Method), lossless, 0)
	if err != nil {
		return nil, err
	}
	n, _ := m.Memory().ReadUint32Le(size)
	data, ok := m.Memory().Read(out, n)
	if !ok || n == 0 {
		return nil, ErrEncode
	}
	return slices.Clone(data), nil
}

func call(ctx context.Context, m api.Module, name string, args ...uint64) (uint32, error) {
	f := m.ExportedFunction(name)
	if f == nil {
		return 0, ErrEncode
	}
	out, err := f.Call(ctx, args...)
	if err != nil {
		return 0, err
	}
	if len(out) == 0 || out[0] == 0 {
		return 0, ErrEncode
	}
	return uint32(out[0]), nil
}

// tight gives the pixels row after row, with nothing between.
func tight(img *image.NRGBA) []byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if img.Stride == 4*w {
		return img.Pix[:4*w*h]
	}
	out := make([]byte, 0, 4*w*h)
	for y := range h {
		out = append(out, img.Pix[y*img.Stride:][:4*w]...)
	}
	return out
}

type program struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// compiled is the module as machine code, made once a process: it takes a sixth of a
// second.
var compiled = sync.OnceValues(func() (program, error) {
	ctx := context.Background()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return program{}, err
	}
	wasm, err := io.ReadAll(r)
	if err != nil {
		return program{}, err
	}
	p := program{runtime: wazero.NewRuntime(ctx)}
	if _, err = wasi_snapshot_preview1.Instantiate(ctx, p.runtime); err != nil {
		return p, err
	}
	p.module, err = p.runtime.CompileModule(ctx, wasm)
	return p, err
})
