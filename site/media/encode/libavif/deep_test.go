package libavif

import (
	"os"
	"slices"
	"testing"
)

// A picture of ten bits a channel, as telephones take them, keeps its colours in eight: a
// quarter is red, one green, one blue, one light.
func TestTenBitsAreReadAsEight(t *testing.T) {
	data, err := os.ReadFile("../testdata/quarters10.avif")
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(data, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, at := range [][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		c := img.NRGBAAt(at[0]*img.Rect.Dx()/4, at[1]*img.Rect.Dy()/4)
		switch {
		case min(c.R, c.G, c.B) > 150:
			got = append(got, "light")
		case c.R > 150 && max(c.G, c.B) < 110:
			got = append(got, "red")
		case c.G > 100 && max(c.R, c.B) < 110:
			got = append(got, "green")
		case c.B > 100 && max(c.R, c.G) < 110:
			got = append(got, "blue")
		}
		if c.A != 255 {
			t.Errorf("at %v it is transparent: %v", at, c)
		}
	}
	if slices.Sort(got); !slices.Equal(got, []string{"blue", "green", "light", "red"}) {
		t.Errorf("its quarters are %q", got)
	}
}
