package check

import (
	"strings"
	"testing"

	"warraq/site"
)

// A place is found from any other: before it, behind it and in another line.
func TestPlaces(t *testing.T) {
	src := []byte("أب\nج د\n\nهـ و\n" + strings.Repeat("[a](b) ", 50))
	p := &pass{m: Manuscript{Source: src}}
	for _, at := range []int{0, 4, 3, len(src) - 7, 200, 9, 201, 5, 2, len(src)} {
		for at < len(src) && at > 0 && src[at]&0xc0 == 0x80 {
			at--
		}
		line, col := site.LineCol(src, at)
		if got := p.at(line, col); got != at {
			t.Errorf("%d:%d is at byte %d, want %d", line, col, got, at)
		}
	}
}
