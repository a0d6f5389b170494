package media

import (
	"image"
	"testing"

	"warraq/site"
)

// A picture for a card is as large as it is asked for, also where that is more than it has.
func TestCut(t *testing.T) {
	for name, data := range samples() {
		img, err := Cut(data, site.Recipe{Width: 60, Height: 20})
		if err != nil || img.Bounds().Size() != image.Pt(60, 20) {
			t.Errorf("%s: %v, %v", name, img, err)
		}
	}
	if _, err := Cut([]byte("\xff\xd8\xff"), site.Recipe{Width: 60, Height: 20}); err == nil {
		t.Error("a damaged picture is cut")
	}
}
