package cache

import (
	"encoding/binary"
	"time"
	"unsafe"
)

// int reads a signed integer. Nearly all are of 8 bytes: reflect reads the others.
func (p *plan) int(at unsafe.Pointer) int64 {
	if p.size == 8 {
		return *(*int64)(at)
	}
	return p.value(at).Int()
}

func (p *plan) uint(at unsafe.Pointer) uint64 {
	if p.size == 8 {
		return *(*uint64)(at)
	}
	return p.value(at).Uint()
}

// setInt says whether n fits.
func (p *plan) setInt(at unsafe.Pointer, n int64) bool {
	v := p.value(at)
	v.SetInt(n)
	return !v.OverflowInt(n)
}

func (p *plan) setUint(at unsafe.Pointer, n uint64) bool {
	v := p.value(at)
	v.SetUint(n)
	return !v.OverflowUint(n)
}

// appendTime writes 0 for the zero time in UTC, else 1, the instant and the
// zone's distance from UTC in seconds: what a reader of the time can see, and
// not which *time.Location told it.
func appendTime(buf []byte, t time.Time) []byte {
	_, offset := t.Zone()
	if t.IsZero() && offset == 0 {
		return append(buf, 0)
	}
	buf = append(buf, 1)
	buf = binary.AppendVarint(buf, t.Unix())
	buf = binary.AppendUvarint(buf, uint64(t.Nanosecond()))
	return binary.AppendVarint(buf, int64(offset))
}

// quarters are the zones at every quarter of an hour from -16 to +16 hours:
// all that civil time uses today. They are shared by all records.
var quarters = func() (z [129]*time.Location) {
	for i := range z {
		z[i] = time.FixedZone("", (i-64)*900)
	}
	return z
}()

// Unnamed is a time as it comes back from a store: the same instant and distance from UTC, in a zone without
// a name.
func Unnamed(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.In(fixedZone(offset))
}

func fixedZone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	if i := offset/900 + 64; offset%900 == 0 && i >= 0 && i < len(quarters) {
		return quarters[i]
	}
	return time.FixedZone("", offset)
}
