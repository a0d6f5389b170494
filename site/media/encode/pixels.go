package encode

import (
	"fmt"
	"image"

	"warraq/site"
)

// Pixels are what a recipe makes of the picture, as they are before they are encoded. A
// picture that is smaller is enlarged.
func (p *Picture) Pixels(r site.Recipe) (img *image.NRGBA, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("the picture cannot be scaled: %v", r)
		}
	}()
	return newScaler(p).size(r), nil
}

// JPEG is an opaque picture in the best quality that is no heavier than MostJPEG.
func JPEG(img *image.RGBA) ([]byte, error) {
	return encode(&image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}, "jpg", false)
}
