package wasm

import "testing"

// Memory is empty when it is given, grows without moving what it holds, and not over its bound.
func TestMemory(t *testing.T) {
	for name, m := range map[string]interface {
		Reallocate(size uint64) []byte
		Free()
	}{"the system's": allocate(0, 1<<20), "Go's": &grown{}} {
		small := m.Reallocate(1 << 10)
		small[7] = 9
		large := m.Reallocate(1 << 20)
		if len(large) != 1<<20 || large[7] != 9 || large[8] != 0 || large[1<<20-1] != 0 {
			t.Errorf("%s: %d bytes, %d, %d", name, len(large), large[7], large[8])
		}
		if _, ours := m.(*grown); !ours && m.Reallocate(1<<20+1) != nil {
			t.Errorf("%s grows over its bound", name)
		}
		m.Free()
	}
}

// What is no module is an error.
func TestNoProgram(t *testing.T) {
	for _, packed := range [][]byte{nil, []byte("x"), []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00")} {
		if err := New(packed, 1<<20).Run(func(Instance) error { return nil }); err == nil {
			t.Errorf("%q runs", packed)
		}
	}
}
