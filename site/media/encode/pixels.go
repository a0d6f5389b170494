package encode

import (
	"fmt"
	"image"
	"strings"

	"warraq/site"
)

// Pixels are what a recipe makes of the picture, as they are before they are encoded. A
// picture that is smaller is enlarged.
func (p *Picture) Pixels(r site.Recipe) (img *image.NRGBA, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("the picture cannot be scaled: %s", reason(r))
		}
	}()
	return newScaler(p).scaled(r), nil
}

// reason is what a library said as it gave up, without its stack.
func reason(panicked any) string {
	said, _, _ := strings.Cut(fmt.Sprint(panicked), "\n")
	return said
}
