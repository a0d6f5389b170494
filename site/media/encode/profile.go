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
		entry := profile[132+12*i:]
		at, size := int(binary.BigEndian.Uint32(entry[4:])), int(binary.BigEndian.Uint32(entry[8:]))
		if at+size > len(profile) || !holds(profile[at:], size) {
			return false
		}
	}
	return true
}

// holds says that what begins with a tag is as long as the tag claims.
func holds(tag []byte, size int) bool {
	if len(tag) < 12 {
		return true // nothing is read of it
	}
	claim := 0
	switch kind := string(tag[:4]); {
	case kind == "curv":
		claim = ofCurve(tag)
	case len(tag) < 32:
	case kind == "mft1" || kind == "mft2":
		claim = ofTable(tag)
	case kind == "mAB " || kind == "mBA ":
		claim = ofStages(tag)
		for inner := tag[4:max(4, size)]; claim <= len(tag); inner = inner[4:] { // curves stand in it
			i := bytes.Index(inner, []byte("curv"))
			if i < 0 {
				break
			}
			if inner = inner[i:]; len(inner) < 12 || ofCurve(inner) > len(inner) {
				return false
			}
		}
	}
	return claim <= len(tag)
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
