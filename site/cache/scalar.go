package cache

import (
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
		return storeAs[int8](at, n)
	case 2:
		return storeAs[int16](at, n)
	case 4:
		return storeAs[int32](at, n)
	}
	return storeAs[int64](at, n)
}

func storeUint(size uintptr, at unsafe.Pointer, n uint64) bool {
	switch size {
	case 1:
		return storeAs[uint8](at, n)
	case 2:
		return storeAs[uint16](at, n)
	case 4:
		return storeAs[uint32](at, n)
	}
	return storeAs[uint64](at, n)
}

type integer interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// storeAs says whether n fits.
func storeAs[T, N integer](at unsafe.Pointer, n N) bool {
	*(*T)(at) = T(n)
	return N(T(n)) == n
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
	if offset == 0 {
		return time.UTC
	}
	if i := offset/900 + 64; offset%900 == 0 && i >= 0 && i < len(quarters) {
		return quarters[i]
	}
	return time.FixedZone("", offset)
}
