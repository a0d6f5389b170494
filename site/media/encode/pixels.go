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
