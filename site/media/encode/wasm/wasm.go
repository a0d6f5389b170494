// Package wasm runs libraries that were written in C and compiled to WebAssembly: the same
// bytes on every machine, no C compiler, and no library that must be installed. What such a
// library does wrong stays in its own memory, which is bounded.
package wasm

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"image"
	"io"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// ErrFailed says that a library made nothing of what it was given.
var ErrFailed = errors.New("the library made nothing of it")

// Program is a module with exported functions, malloc among them.
type Program struct {
	compiled func() (compiled, error)
}

type compiled struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// New makes a program of a module that is packed with gzip. It is compiled when it is first
// used. A run of it takes no more memory than most, in bytes. Nothing stops a run: to look at
// a clock in each loop would make it ten times as slow.
func New(packed []byte, most int64) *Program {
	const page = 64 << 10
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(uint32(most / page))
	return &Program{sync.OnceValues(func() (compiled, error) {
		ctx := context.Background()
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return compiled{}, err
		}
		code, err := io.ReadAll(r)
		if err != nil {
			return compiled{}, err
		}
		c := compiled{runtime: wazero.NewRuntimeWithConfig(ctx, config)}
		if _, err = wasi_snapshot_preview1.Instantiate(ctx, c.runtime); err != nil {
			return c, err
		}
		c.module, err = c.runtime.CompileModule(ctx, code)
		debug.FreeOSMemory() // to compile takes more than most runs, which take theirs beside the heap
		return c, err
	})}
}

// Run lets do work with a new instance of the program, whose memory is given back after.
func (p *Program) Run(do func(i Instance) error) (err error) {
	c, err := p.compiled()
	if err != nil {
		return err
	}
	ctx := experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(allocate))
	m, err := c.runtime.InstantiateModule(ctx, c.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.Close(ctx)) }()
	return do(Instance{m})
}

// grown is memory of Go's, where the system gives none.
type grown struct{ all []byte }

func (g *grown) Reallocate(size uint64) []byte {
	if more := int(size) - len(g.all); more > 0 {
		g.all = append(g.all, make([]byte, more)...)
	}
	return g.all[:size]
}

func (g *grown) Free() { g.all = nil }

// Instance is a program with memory of its own. It is not safe for concurrent use.
type Instance struct{ module api.Module }

// Call calls an exported function. A result of 0 is ErrFailed.
func (i Instance) Call(name string, args ...uint64) (uint32, error) {
	f := i.module.ExportedFunction(name)
	if f == nil {
		return 0, ErrFailed
	}
	out, err := f.Call(context.Background(), args...)
	if err != nil {
		return 0, ErrFailed // err is a list of its functions
	}
	if len(out) == 0 || out[0] == 0 {
		return 0, ErrFailed
	}
	return uint32(out[0]), nil
}

// Room gives the address of n bytes, which may hold anything.
func (i Instance) Room(n int) (uint64, error) {
	at, err := i.Call("malloc", uint64(n))
	return uint64(at), err
}

// Put copies bytes into the instance's memory, and gives their address.
func (i Instance) Put(data []byte) (uint64, error) {
	at, err := i.Room(len(data))
	if err == nil && !i.module.Memory().Write(uint32(at), data) {
		err = ErrFailed
	}
	return at, err
}

// Bytes are n bytes of the instance's memory, good until its next call.
func (i Instance) Bytes(at uint64, n int) ([]byte, error) {
	data, ok := i.module.Memory().Read(uint32(at), uint32(n))
	if !ok || n == 0 {
		return nil, ErrFailed
	}
	return data, nil
}

// Number is the number at an address: four bytes, the lowest first.
func (i Instance) Number(at uint64) int {
	n, _ := i.module.Memory().ReadUint32Le(uint32(at))
	return int(n)
}

// Encode gives the file that the function encode makes of pixels. args are its arguments, for
// the addresses of the pixels and of the number of bytes that it writes.
func (p *Program) Encode(pixels []byte, args func(at, size uint64) []uint64) (file []byte, err error) {
	err = p.Run(func(i Instance) error {
		at, err := i.Put(pixels)
		if err != nil {
			return err
		}
		size, err := i.Put(make([]byte, 8))
		if err != nil {
			return err
		}
		out, err := i.Call("encode", args(at, size)...)
		if err != nil {
			return err
		}
		data, err := i.Bytes(uint64(out), i.Number(size))
		file = slices.Clone(data)
		return err
	})
	return file, err
}

// Tight gives the pixels of a picture row after row, with nothing between.
func Tight(img *image.NRGBA) []byte {
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
