package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"testing"
)

// drawings are a flat one, one with shapes, a photograph, and noise, of odd sizes too.
func drawings() map[string]*image.RGBA {
	out := map[string]*image.RGBA{}
	add := func(name string, w, h int, at func(x, y int) color.RGBA) {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				img.SetRGBA(x, y, at(x, y))
			}
		}
		out[name] = img
	}
	add("flat", 160, 90, func(int, int) color.RGBA { return color.RGBA{253, 252, 249, 255} })
	add("shapes", 333, 187, func(x, y int) color.RGBA {
		if x/20%3 == 1 || y > 140 {
			return color.RGBA{155, 28, 49, 255}
		}
		return color.RGBA{253, 252, 249, 255}
	})
	add("photograph", 301, 199, func(x, y int) color.RGBA {
		return color.RGBA{uint8(128 + 120*math.Sin(float64(x)/17)), uint8(x * y / 300), uint8(128 + 100*math.Cos(float64(y)/9)), 255}
	})
	seed := uint32(7)
	add("noise", 64, 64, func(int, int) color.RGBA {
		seed = seed*1664525 + 1013904223
		return color.RGBA{uint8(seed >> 24), uint8(seed >> 16), uint8(seed >> 8), 255}
	})
	add("a pixel", 1, 1, func(int, int) color.RGBA { return color.RGBA{0, 255, 255, 255} })
	return out
}

// off is how far two pictures are from each other, in levels on average.
func off(a, b image.Image) float64 {
	sum, n := 0.0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range []float64{float64(r1) - float64(r2), float64(g1) - float64(g2), float64(b1) - float64(b2)} {
				sum += math.Abs(d) / 257
				n++
			}
		}
	}
	return sum / float64(n)
}

// A drawing is as near to itself as the standard library's encoder brings it, and no
// heavier.
func TestDrawings(t *testing.T) {
	for name, img := range drawings() {
		for _, quality := range jpegQualities {
			got, err := drawing(img, quality)
			if err != nil {
				t.Fatal(err)
			}
			var plain bytes.Buffer
			if err := jpeg.Encode(&plain, img, &jpeg.Options{Quality: quality}); err != nil {
				t.Fatal(err)
			}
			shown, err := jpeg.Decode(bytes.NewReader(got))
			if err != nil || shown.Bounds() != img.Rect {
				t.Fatalf("%s: %v, %v", name, shown, err)
			}
			want, _ := jpeg.Decode(&plain)
			if a, b := off(shown, img), off(want, img); a > b+0.3 {
				t.Errorf("%s at %d is %.2f levels off, the standard library's %.2f", name, quality, a, b)
			}
			plain.Reset()
			_ = jpeg.Encode(&plain, img, &jpeg.Options{Quality: quality})
			if len(got) > plain.Len()*102/100+8 {
				t.Errorf("%s at %d has %d bytes, the standard library's %d", name, quality, len(got), plain.Len())
			}
		}
	}
}

// What is too heavy is made lighter.
func TestHeavyDrawing(t *testing.T) {
	noise := drawings()["noise"]
	img := image.NewRGBA(image.Rect(0, 0, 1200, 630))
	for y := 0; y < 630; y += 64 {
		for x := 0; x < 1200; x += 64 {
			draw.Draw(img, image.Rect(x, y, x+64, y+64), noise, image.Point{}, draw.Src)
		}
	}
	best, _ := drawing(img, jpegQualities[0])
	if got, err := JPEG(img); err != nil || len(got) >= len(best) {
		t.Errorf("%d bytes of %d, %v", len(got), len(best), err)
	}
}
