package encode

import (
	"bytes"
	"image"
	"image/png"
	"runtime"
	"testing"

	"warraq/site"
)

// A size of a large picture is made without a second copy of its pixels: a photograph saved as
// PNG has a hundred megabytes of them.
func TestALargePictureIsNotCopied(t *testing.T) {
	const width, height = 3000, 2000
	opaque := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range opaque.Pix {
		opaque.Pix[i] = 255
	}
	var file bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&file, opaque); err != nil {
		t.Fatal(err)
	}
	p, err := Open(file.Bytes(), 1)
	if err != nil || !p.Opaque() {
		t.Fatal(err)
	}
	through := image.NewNRGBA(opaque.Rect)
	light := image.NewYCbCr(opaque.Rect, image.YCbCrSubsampleRatio420)
	for name, p := range map[string]*Picture{"PNG": p, "NRGBA": {pixels: through, turn: 1}, "YCbCr": {pixels: light, turn: 1, opaque: true}} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out := newScaler(p).size(site.Recipe{Width: 300, Height: 150})
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; spent > width*height || out.Rect.Dx() != 300 || out.Rect.Dy() != 150 {
			t.Errorf("%s: %v costs %d bytes of memory", name, out.Rect, spent)
		}
	}
}
