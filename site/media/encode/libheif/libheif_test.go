package libheif

import (
	"image"
	"os"
	"testing"
)

// A picture of four quarters, whose rows are shorter than those of the library, is read; a
// file that is cut short is an error.
func TestDecode(t *testing.T) {
	file, err := os.ReadFile("../testdata/quarters.heic")
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(file, 40*30)
	if err != nil || img.Bounds() != image.Rect(0, 0, 40, 30) {
		t.Fatalf("reads %v, %v", img, err)
	}
	if _, err := Decode(file, 40*30-1); err == nil {
		t.Error("a picture that is larger than its boxes say is decoded")
	}
	if r, g, b, _ := img.At(30, 20).RGBA(); min(r, g, b)>>8 < 220 {
		t.Errorf("the light quarter is %d, %d, %d", r>>8, g>>8, b>>8)
	}
	for cut := 0; cut < len(file)-100; cut += 50 {
		if _, err := Decode(file[:cut], 40*30); err == nil {
			t.Errorf("%d bytes of %d are a picture", cut, len(file))
		}
	}
}

// Planes that a file cannot have are refused before anything is decoded.
func TestLayout(t *testing.T) {
	for _, c := range []struct{ kind, ratio, all int }{{colours, 1, 64*31 + 2*64*16}, {colours, 3, 3 * 64 * 31}, {grey, 0, 64 * 31}, {rgb, 0, 256 * 31}} {
		if p := layout(33, 31, c.kind, c.ratio); !p.known || p.all != c.all || p.picture(make([]byte, p.all)).Bounds() != image.Rect(0, 0, 33, 31) {
			t.Errorf("kind %d, ratio %d: %+v, want %d bytes", c.kind, c.ratio, p, c.all)
		}
	}
	for _, c := range [][2]int{{colours, 0}, {colours, 9}, {99, 1}} {
		if layout(33, 31, c[0], c[1]).known {
			t.Errorf("kind %d, ratio %d is known", c[0], c[1])
		}
	}
}
