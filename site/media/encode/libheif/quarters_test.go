package libheif

import (
	"os"
	"testing"
)

// The colours of a telephone's picture are those that were put into it, in each quarter: red,
// green, blue and light grey.
func TestTheColoursOfAPicture(t *testing.T) {
	file, err := os.ReadFile("../testdata/quarters.heic")
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(file, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[[2]int][3]int{{10, 7}: {200, 30, 30}, {30, 7}: {30, 160, 60}, {10, 22}: {40, 60, 190}, {30, 22}: {230, 230, 230}} {
		r, g, b, a := img.At(at[0], at[1]).RGBA()
		for i, got := range []uint32{r, g, b} {
			if off := int(got>>8) - want[i]; max(off, -off) > 12 || a != 0xffff {
				t.Errorf("at %v it is %d, %d, %d, want %v", at, r>>8, g>>8, b>>8, want)
			}
		}
	}
}
