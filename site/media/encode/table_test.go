package encode

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/kovidgoyal/imaging/prism/meta"

	"warraq/site"
)

// What a table interpolates is within two levels of what is computed: of Display P3 (12, 13 of
// ITU-T H.273) by the library, of inks by a formula that is not straight.
func TestTables(t *testing.T) {
	to := meta.CodingIndependentCodePoints{ColorPrimaries: 12, TransferCharacteristics: 13, VideoFullRange: 1, IsSet: true}.PipelineToSRGB()
	light, exact := newTable(3, throughThree(to)), throughThree(to)
	inks := newTable(4, func(out, in []float64) {
		for i := range 3 {
			out[i] = math.Pow((1-in[i])*(1-in[3]), 1.3)
		}
	})
	random := rand.New(rand.NewPCG(1, 2))
	levels := func() (p [4]uint8) {
		for i := range p {
			p[i] = uint8(random.IntN(256))
		}
		return p
	}
	far := 0
	const all = 4000
	for i := range all {
		p := levels()
		if i < 16 { // the corners
			p = [4]uint8{uint8(i & 1 * 255), uint8(i >> 1 & 1 * 255), uint8(i >> 2 & 1 * 255), uint8(i >> 3 * 255)}
		}
		var want [4]float64
		exact(want[:], []float64{float64(p[0]) / 255, float64(p[1]) / 255, float64(p[2]) / 255})
		got := light.shown(&image.NRGBA{Pix: p[:], Stride: 4, Rect: image.Rect(0, 0, 1, 1)}).Pix
		for c := range 3 {
			if off := math.Abs(float64(got[c]) - 255*want[c]); off > 2 {
				far++
			}
		}
		if got[3] != p[3] {
			t.Fatalf("%v comes to let through %d", p, got[3])
		}
		ink := p
		if out := inks.inked(&image.CMYK{Pix: ink[:], Stride: 4, Rect: image.Rect(0, 0, 1, 1)}).Pix; out[3] != 255 {
			t.Fatalf("inks %v are not opaque: %v", p, out)
		} else {
			for c := range 3 {
				want := 255 * math.Pow((255-float64(p[c]))/255*(255-float64(p[3]))/255, 1.3)
				if math.Abs(float64(out[c])-want) > 2 {
					t.Errorf("inks %v are %v, want %.1f", p, out, want)
				}
			}
		}
	}
	if far > 3*all/200 { // at the edge of what sRGB can show
		t.Errorf("%d of %d levels are more than two off", far, 3*all)
	}
}

// A size that is cut and not scaled leaves the picture as it is: what is made after it has the
// same colours. And a profile is computed once.
func TestColoursAreConvertedOnce(t *testing.T) {
	swapped := func() *table {
		return newTable(3, func(out, in []float64) { out[0], out[1], out[2] = in[1], in[0], in[2] })
	}
	p := &Picture{pixels: corners(120, 90), turn: 1, opaque: true, table: tableOf([]byte("swapped"), swapped)}
	for range 2 {
		for _, r := range []site.Recipe{{Width: 120, Height: 60, Format: "png"}, {Width: 120, Height: 90, Format: "png"}} {
			files, err := p.Make([]site.Recipe{r})
			if err != nil {
				t.Fatal(err)
			}
			img, _, err := image.Decode(bytes.NewReader(files[0]))
			if err != nil || !near(img, 25, 25, color.NRGBA{30, 200, 30, 255}, 1) || !near(img, 75, 75, quarters[3], 1) {
				t.Errorf("%+v has other colours: %v", r, err)
			}
		}
	}
	if again := tableOf([]byte("swapped"), func() *table { t.Error("it is computed again"); return nil }); again != p.table {
		t.Error("another table")
	}
}
