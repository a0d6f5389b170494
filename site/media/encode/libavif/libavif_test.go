package libavif

import (
	"image"
	"testing"
)

// What is written is read again, about as it was; what is no picture is an error.
func TestThereAndBack(t *testing.T) {
	whole := image.NewNRGBA(image.Rect(0, 0, 80, 60))
	for i := range whole.Pix {
		whole.Pix[i] = uint8([]int{i / 4 % 80 * 3, i / 320 * 4, 90, 128 + i/320}[i%4])
	}
	part := whole.SubImage(image.Rect(10, 10, 70, 50)).(*image.NRGBA)
	file, err := Encode(part, Options{Quality: 90, Speed: 10})
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(file, 60*40)
	if err != nil || img.Rect.Dx() != 60 || img.Rect.Dy() != 40 {
		t.Fatalf("reads %v, %v", img, err)
	}
	if _, err := Decode(file, 60*40-1); err == nil {
		t.Error("a picture that is larger than its boxes say is decoded")
	}
	for y := range 40 {
		for x := range 60 {
			got, want := img.NRGBAAt(x, y), part.NRGBAAt(10+x, 10+y)
			for i, off := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B), int(got.A) - int(want.A)} {
				if max(off, -off) > 16 {
					t.Fatalf("pixel %d, %d: channel %d is %d levels off", x, y, i, off)
				}
			}
		}
	}
	for cut := 0; cut < len(file); cut += 50 {
		if _, err := Decode(file[:cut], 60*40); err == nil && cut < 200 {
			t.Errorf("%d bytes of %d are a picture", cut, len(file))
		}
	}
}
