package media

import (
	"image"

	"warraq/site"
	"warraq/site/media/encode"
	"warraq/site/media/meta"
)

// Cut decodes a picture and cuts and scales it as a recipe says, for a social card. What is
// too small is enlarged.
func Cut(data []byte, r site.Recipe) (*image.NRGBA, error) {
	p, err := encode.Open(data, meta.Read(data, encode.Kind(data)).Orientation)
	if err != nil {
		return nil, told(err)
	}
	return p.Pixels(r)
}
