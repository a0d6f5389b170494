package cache

import (
	"cmp"
	"encoding/binary"
	"time"
	"unsafe"
)

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func compare(a, b string) int { return cmp.Compare(a, b) }

func loadInt(size uintptr, at unsafe.Pointer) int64 {
	switch size {
	case 1:
		return int64(*(*int8)(at))
	case 2:
		return int64(*(*int16)(at))
	case 4:
		return int64(*(*int32)(at))
	}
	return *(*int64)(at)
}

func loadUint(size uintptr, at unsafe.Pointer) uint64 {
	switch size {
	case 1:
		return uint64(*(*uint8)(at))
	case 2:
		return uint64(*(*uint16)(at))
	case 4:
		return uint64(*(*uint32)(at))
	}
	return *(*uint64)(at)
}

func loadFloat(size uintptr, at unsafe.Pointer) float64 {
	if size == 4 {
		return float64(*(*float32)(at))
	}
	return *(*float64)(at)
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

func storeInt(size uintptr, at unsafe.Pointer, n int64) bool {
	switch size {
	case 1:
		*(*int8)(at) = int8(n)
		return int64(int8(n)) == n
	case 2:
		*(*int16)(at) = int16(n)
		return int64(int16(n)) == n
	case 4:
		*(*int32)(at) = int32(n)
		return int64(int32(n)) == n
	}
	*(*int64)(at) = n
	return true
}

func storeUint(size uintptr, at unsafe.Pointer, n uint64) bool {
	switch size {
	case 1:
		*(*uint8)(at) = uint8(n)
		return n <= 0xff
	case 2:
		*(*uint16)(at) = uint16(n)
		return n <= 0xffff
	case 4:
		*(*uint32)(at) = uint32(n)
		return n <= 0xffffffff
	}
	*(*uint64)(at) = n
	return true
}

// quarters are the zones at every quarter of an hour from -16 to +16 hours:
// all that civil time uses today. They are shared by all records.
var quarters = func() (z [129]*time.Location) {
	for i := range z {
		z[i] = time.FixedZone("", (i-64)*900)
	}
	return z
}()

func fixedZone(offset int) *time.Location {
	if i := offset/900 + 64; offset%900 == 0 && i >= 0 && i < len(quarters) {
		return quarters[i]
	}
	return time.FixedZone("", offset)
}
