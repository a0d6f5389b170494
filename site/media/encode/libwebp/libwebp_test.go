package libwebp

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"golang.org/x/image/webp"
)

func BenchmarkSmall(b *testing.B) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 36))
	for b.Loop() {
		if _, err := Encode(img, Options{Quality: 75, Method: 2}); err != nil {
			b.Fatal(err)
		}
	}
}

// What is written can be read, also of a part of a picture; lossless keeps each pixel.
func TestEncode(t *testing.T) {
	whole := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for y := range 30 {
		for x := range 40 {
			whole.SetNRGBA(x, y, color.NRGBA{uint8(6 * x), uint8(8 * y), 90, 255})
		}
	}
	part := whole.SubImage(image.Rect(10, 10, 30, 25)).(*image.NRGBA)
	for _, lossless := range []bool{true, false} {
		file, err := Encode(part, Options{Quality: 90, Method: 2, Lossless: lossless})
		if err != nil {
			t.Fatal(err)
		}
		got, err := webp.Decode(bytes.NewReader(file))
		if err != nil || got.Bounds().Dx() != 20 || got.Bounds().Dy() != 15 {
			t.Fatalf("reads %v, %v", got, err)
		}
		for y := range 15 {
			for x := range 20 {
				r, g, b, _ := got.At(x, y).RGBA()
				want := part.NRGBAAt(10+x, 10+y)
				most := 24
				if lossless {
					most = 0
				}
				if off := max(abs(int(r>>8)-int(want.R)), abs(int(g>>8)-int(want.G)), abs(int(b>>8)-int(want.B))); off > most {
					t.Fatalf("lossless %v: pixel %d, %d is %d levels off", lossless, x, y, off)
				}
			}
		}
	}
	if file, err := Encode(image.NewNRGBA(image.Rectangle{}), Options{}); err == nil {
		t.Errorf("nothing is encoded as %d bytes", len(file))
	}
}

func abs(n int) int { return max(n, -n) }
