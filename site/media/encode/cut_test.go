package encode

import (
	"image"
	"testing"

	"warraq/site"
)

// A part of a photograph is scaled whatever way its colours are stored: what a camera, a
// screenshot or a picture editor writes (JFIF: 4:4:4, 4:2:2, 4:2:0 and the rarer ones).
func TestPartsOfPhotographsOfAnySampling(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for _, size := range []image.Point{{640, 360}, {700, 450}, {801, 453}, {360, 640}} {
			pixels := image.NewYCbCr(image.Rectangle{Max: size}, ratio)
			for i := range pixels.Y {
				pixels.Y[i] = 200
			}
			for i := range pixels.Cb {
				pixels.Cb[i], pixels.Cr[i] = 128, 128
			}
			for turn := 1; turn <= 8; turn++ {
				for _, r := range []site.Recipe{{Width: 160, Height: 107}, {Width: 100, Height: 100}, {Width: 300, Height: 400}} {
					r.Focus = site.Focus{X: 50, Y: 50}
					got := newScaler(&Picture{pixels: pixels, turn: turn, opaque: true}).scaled(r)
					if got.Rect.Dx() != r.Width || got.Rect.Dy() != r.Height {
						t.Fatalf("%v %v turned %d: %v, want %d × %d", ratio, size, turn, got.Rect, r.Width, r.Height)
					}
					for i, v := range got.Pix {
						if want := uint8(200); i%4 != 3 && (v < want-2 || v > want+2) {
							t.Fatalf("%v %v turned %d: a shade of %d in an even grey of 200", ratio, size, turn, v)
						}
					}
				}
			}
		}
	}
}
