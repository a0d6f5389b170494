package heif

import (
	"bytes"
	"slices"
	"testing"
)

// picture makes the boxes of a picture of 30 by 20 pixels with some properties more.
func picture(brand string, more ...[]byte) []byte {
	properties := slices.Concat(append([][]byte{wrap("ispe", []byte{0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 20})}, more...)...)
	of := []byte{0, 0, 0, 0, 0, 0, 0, 1, 0, 1, byte(1 + len(more))}
	for i := range 1 + len(more) {
		of = append(of, byte(i+1))
	}
	return slices.Concat(wrap("ftyp", []byte(brand+"\x00\x00\x00\x00mif1"+brand)),
		wrap("meta", make([]byte, 4), wrap("pitm", []byte{0, 0, 0, 0, 0, 1}), wrap("iprp", wrap("ipco", properties), wrap("ipma", of))))
}

// The boxes irot and imir say the same as an orientation of EXIF does: the pairs are those
// that libavif writes for it (avifImageExtractExifOrientationToIrotImir).
func TestTurns(t *testing.T) {
	for want, c := range map[int][][]byte{
		1: nil, 2: {wrap("imir", []byte{1})}, 3: {wrap("irot", []byte{2})}, 4: {wrap("imir", []byte{0})},
		5: {wrap("irot", []byte{1}), wrap("imir", []byte{0})}, 6: {wrap("irot", []byte{3})},
		7: {wrap("irot", []byte{3}), wrap("imir", []byte{0})}, 8: {wrap("irot", []byte{1})},
	} {
		got, err := Read(bytes.NewReader(picture("avif", c...)))
		if err != nil || got.Turn != want || (got.Width == 20) != (want >= 5) {
			t.Errorf("%q: %+v, %v; want %d", c, got, err, want)
		}
	}
}

// Profiles, codes of colours and ten bits are read.
func TestColours(t *testing.T) {
	got, err := Read(bytes.NewReader(picture("heic", wrap("colr", []byte("profICC")), wrap("pixi", []byte{0, 0, 0, 0, 3, 10, 10, 10}), wrap("colr", []byte("nclx\x00\x0c\x00\x0d\x00\x06\x80")))))
	if err != nil || string(got.Profile) != "ICC" || !got.Deep || got.Colours == nil || *got.Colours != (Colours{12, 13, 6, true}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestKinds(t *testing.T) {
	for brand, want := range map[string]string{"avif": "avif", "avis": "avif", "heic": "heic", "heix": "heic", "isom": "", "mif1": ""} {
		if got := Kind(picture(brand)); got != want || Animated(picture(brand)) != (brand == "avis") {
			t.Errorf("%s is %q", brand, got)
		}
	}
	for cut := range 40 {
		_ = Kind(picture("avif")[:cut])
	}
}

// A file that is not made as libavif makes it stays as it is.
func TestWithLeavesOthers(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("x"), picture("avif"), sample(false), slices.Concat(sample(true), []byte("\x00\x00\x00\x09free.more"))} {
		if got := With(data, []byte("<x/>")); len(got) != len(data) && bytes.Count(got, []byte("<x/>")) != 1 {
			t.Errorf("%q becomes %q", data, got)
		}
	}
}

func FuzzBoxes(f *testing.F) {
	f.Add(picture("avif", wrap("irot", []byte{1})))
	f.Add(sample(false))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Read(bytes.NewReader(data))
		_ = With(data, []byte("<x/>"))
		if clean, ok := Blank(data, []byte("<x/>")); ok && len(clean) != len(data) {
			t.Errorf("%d bytes become %d", len(data), len(clean))
		}
	})
}
