package feed

import (
	"strings"
	"testing"

	"warraq/site"
)

func pixelsOf(width, height int) site.Pixels {
	return site.Pixels{Stem: "/media/p", Mark: "0a1b2c3d", Width: width, Height: height, Format: "jpg"}
}

// Google asks for a lead picture of 1,200 pixels in 16:9, 4:3 and 1:1; a smaller one is
// named once, as it is.
func TestCropsForSearchEngines(t *testing.T) {
	names := func(p site.Picture) (out string) {
		for _, c := range crops(p) {
			out += " " + strings.TrimPrefix(c.URL, "/media/p-0a1b2c3d-")
		}
		return out
	}
	for _, c := range []struct {
		w, h int
		want string
	}{
		{3000, 2000, " 1200x675.jpg 1200x900.jpg 1200x1200.jpg"},
		{1600, 900, " 1200x675.jpg 1200x900.jpg"},
		{1200, 675, " 1200x675.jpg"},
		{1199, 1199, ""},
		{800, 4000, ""},
	} {
		p := site.Picture{Pixels: pixelsOf(c.w, c.h)}
		p = p.Plain(site.Ratio{}, site.LeadWidth)
		if got := names(p); got != c.want {
			t.Errorf("%dx%d: crops%s, want%s", c.w, c.h, got, c.want)
		}
	}
}
