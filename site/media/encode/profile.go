package encode

import (
	"bytes"
	"encoding/binary"
)

// isWhole says that a colour profile holds what its tables claim (ICC.1:2022, 10.6, 10.10 to
// 10.13): the library makes room for it before it looks.
func isWhole(profile []byte) bool {
	if len(profile) < 132 {
		return false
	}
	count := int(binary.BigEndian.Uint32(profile[128:]))
	if count > (len(profile)-132)/12 {
		return false
	}
	for i := range count {
		tag := profile[132+12*i:]
		if at, size := int(binary.BigEndian.Uint32(tag[4:])), int(binary.BigEndian.Uint32(tag[8:])); at+size > len(profile) {
			return false
		}
	}
	for _, table := range []struct {
		name   string
		claims func(tag []byte) int
	}{{"curv", ofCurve}, {"mft1", ofTable}, {"mft2", ofTable}, {"mAB ", ofStages}, {"mBA ", ofStages}} {
		for at := 0; ; {
			i := bytes.Index(profile[at:], []byte(table.name+"\x00\x00\x00\x00"))
			if i < 0 {
				break
			}
			at += i
			if tag := profile[at:]; len(tag) < 32 && table.name != "curv" || len(tag) < 12 || table.claims(tag) > len(tag) {
				return false
			}
			at += len(table.name)
		}
	}
	return true
}

func ofCurve(tag []byte) int { return 12 + 2*int(binary.BigEndian.Uint32(tag[8:])) }

// ofTable is a table of a grid that has as many points in each direction.
func ofTable(tag []byte) int {
	grid := bytes.Repeat(tag[10:11], int(min(tag[8], 16)))
	return volume(grid, int(tag[9]))
}

// ofStages is a table of a grid whose points in each direction are told where it begins.
func ofStages(tag []byte) int {
	from := int(binary.BigEndian.Uint32(tag[24:]))
	if from == 0 {
		return 0
	}
	if from > len(tag)-20 {
		return len(tag) + 1
	}
	return volume(tag[from:][:min(tag[8], 16)], int(tag[9]))
}

// volume is how many values a grid has, at the most a little more than a profile can hold.
func volume(grid []byte, values int) int {
	for _, points := range grid {
		if values *= int(points); values > mostProfile {
			return mostProfile + 1
		}
	}
	return values
}
