package wasm

import (
	"bytes"
	"compress/gzip"
	"errors"
	"image"
	"slices"
	"sync"
	"testing"
)

// module is a WebAssembly module (WebAssembly Core 2.0, 5.5), packed, of one page of memory:
//
//	malloc n             gives the next n bytes, from 1024 on
//	encode at size n     says at size that the n bytes at its first argument are the file
//	nothing              gives 0
//	trap                 fails
func module(t *testing.T) []byte {
	t.Helper()
	section := func(id byte, items ...[]byte) []byte {
		body := append([]byte{byte(len(items))}, slices.Concat(items...)...)
		return append([]byte{id, byte(len(body))}, body...)
	}
	export := func(name string, kind, index byte) []byte {
		return slices.Concat([]byte{byte(len(name))}, []byte(name), []byte{kind, index})
	}
	code := func(ops ...byte) []byte { return append([]byte{byte(len(ops) + 2), 0}, append(ops, 0x0b)...) }
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := z.Write(slices.Concat([]byte("\x00asm\x01\x00\x00\x00"),
		section(1, []byte{0x60, 1, 0x7f, 1, 0x7f}, []byte{0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f}, []byte{0x60, 0, 1, 0x7f}),
		section(3, []byte{0}, []byte{1}, []byte{2}, []byte{2}),
		section(5, []byte{0, 1}),
		section(6, []byte{0x7f, 1, 0x41, 0x80, 0x08, 0x0b}),
		section(7, export("memory", 2, 0), export("malloc", 0, 0), export("encode", 0, 1), export("nothing", 0, 2), export("trap", 0, 3)),
		section(10,
			code(0x23, 0, 0x23, 0, 0x20, 0, 0x6a, 0x24, 0), // the old end, and the new one
			code(0x20, 1, 0x20, 2, 0x36, 2, 0, 0x20, 0),    // mem[size] = n; at
			code(0x41, 0), code(0x00),
		),
	))
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What a program makes comes back as it made it; each run has memory of its own, also of
// several at once.
func TestWhatAProgramMakesComesBack(t *testing.T) {
	p := New(module(t), 1<<20)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			pixels := bytes.Repeat([]byte{byte(n + 1)}, 100)
			file, err := p.Encode(pixels, func(at, size uint64) []uint64 {
				if at != 1024 || size != 1124 {
					t.Errorf("run %d has its pixels at %d, and the size at %d", n, at, size)
				}
				return []uint64{at, size, uint64(50 + n)}
			})
			if err != nil || !bytes.Equal(file, pixels[:50+n]) {
				t.Errorf("run %d made %v, %v", n, file, err)
			}
		})
	}
	wg.Wait()
}

// What a library does wrong is an error of one kind, without a list of its functions.
func TestWhatALibraryDoesWrongIsAnError(t *testing.T) {
	p := New(module(t), 64<<10)
	for name, do := range map[string]func(i Instance) error{
		"it makes nothing":             func(i Instance) error { _, err := i.Call("nothing"); return err },
		"it fails":                     func(i Instance) error { _, err := i.Call("trap"); return err },
		"it has no such function":      func(i Instance) error { _, err := i.Call("decode"); return err },
		"it gets too few arguments":    func(i Instance) error { _, err := i.Call("encode", 1); return err },
		"it gets more than its memory": func(i Instance) error { _, err := i.Put(make([]byte, 100<<10)); return err },
		"its file lies outside":        func(i Instance) error { _, err := i.Bytes(64<<10-1, 2); return err },
		"its file has no bytes":        func(i Instance) error { _, err := i.Bytes(1024, 0); return err },
	} {
		if err := p.Run(do); !errors.Is(err, ErrFailed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, packed := range map[string][]byte{"not packed": []byte("\x00asm"), "cut short": module(t)[:60], "nothing": nil} {
		for range 2 {
			if err := New(packed, 1<<20).Run(func(Instance) error { return nil }); err == nil {
				t.Errorf("%s: it runs", name)
			}
		}
	}
	if _, err := New(module(t), 1<<20).Encode(nil, func(at, size uint64) []uint64 { return []uint64{at, size, 0} }); !errors.Is(err, ErrFailed) {
		t.Errorf("a file of no bytes: %v", err)
	}
}

// The pixels of a part of a picture stand row after row.
func TestThePixelsOfAPartAreTight(t *testing.T) {
	whole := image.NewNRGBA(image.Rect(0, 0, 4, 3))
	for i := range whole.Pix {
		whole.Pix[i] = byte(i)
	}
	if got := Tight(whole); !bytes.Equal(got, whole.Pix) {
		t.Errorf("the whole is %v", got)
	}
	part := whole.SubImage(image.Rect(1, 1, 3, 3)).(*image.NRGBA)
	if got, want := Tight(part), slices.Concat(whole.Pix[20:28], whole.Pix[36:44]); !bytes.Equal(got, want) {
		t.Errorf("the part is %v, want %v", got, want)
	}
}
