package encode

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"runtime"
	"slices"
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
		out := newScaler(p).scaled(site.Recipe{Width: 300, Height: 150})
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; spent > width*height || out.Rect.Dx() != 300 || out.Rect.Dy() != 150 {
			t.Errorf("%s: %v costs %d bytes of memory", name, out.Rect, spent)
		}
	}
}

// Each file is the same, whatever is made with it and in which order, and also of a large
// picture, which is let go as soon as a smaller one serves.
func TestOrderOfSizes(t *testing.T) {
	var recipes []site.Recipe
	for _, width := range []int{400, 90, 200, 40, 90} {
		for _, format := range []string{"jpg", "webp"} {
			recipes = append(recipes, site.Recipe{Width: width, Height: width * 2 / 3, Format: format}, site.Recipe{Width: width, Height: width, Format: format})
		}
	}
	pixels := corners(1300, 900)
	for _, few := range [][]site.Recipe{recipes, recipes[4:], recipes[4:8]} {
		backwards := slices.Clone(few)
		slices.Reverse(backwards)
		large := &Picture{pixels: pixels, turn: 1, opaque: true, large: true}
		files, err := large.Make(backwards)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range backwards {
			alone, err := (&Picture{pixels: pixels, turn: 1, opaque: true}).Make([]site.Recipe{r})
			if err != nil || !bytes.Equal(files[i], alone[0]) {
				t.Errorf("%+v is another file with others: %v", r, err)
			}
		}
		if gone := large.pixels == nil; gone != (len(few) < len(recipes)) { // all its pixels are needed for a width of 400 and more
			t.Errorf("of %d sizes, the picture is gone: %v", len(few), gone)
		}
	}
}

// What is held while sizes are made counts, beside what decoding takes: with the program, a
// build of a picture that fits stays below 256 MB.
func TestCostOfWhatIsHeld(t *testing.T) {
	for side, fits := range map[int]bool{5700: true, 6000: false} {
		var head bytes.Buffer
		if err := png.Encode(&head, image.NewRGBA(image.Rect(0, 0, 1, 1))); err != nil {
			t.Fatal(err)
		}
		data := head.Bytes()
		binary.BigEndian.PutUint32(data[16:], uint32(side))
		binary.BigEndian.PutUint32(data[20:], uint32(side))
		binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
		if got, err := Fits(data); err != nil || got != fits {
			t.Errorf("a PNG of %d by %d fits: %v, %v", side, side, got, err)
		}
	}
}
