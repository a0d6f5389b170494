package site

import "testing"

func pixelsOf(width, height int) Pixels {
	return Pixels{Stem: "/media/p", Mark: "0a1b2c3d", Width: width, Height: height, Format: "jpg"}
}

// A picture is cut to a shape within its own pixels, and never made larger than it is.
func TestRecipesNeverEnlarge(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		ratio Ratio
		width int
		want  Recipe
	}{
		{3000, 2000, Ratio{}, 1200, Recipe{1200, 800, Focus{}, "webp"}},
		{3000, 2000, Ratio{16, 9}, 1200, Recipe{1200, 675, Focus{}, "webp"}},
		{3000, 2000, Ratio{1, 1}, 1200, Recipe{1200, 1200, Focus{}, "webp"}},
		{600, 400, Ratio{}, 1200, Recipe{600, 400, Focus{}, "webp"}},
		{600, 400, Ratio{1, 1}, 1200, Recipe{400, 400, Focus{}, "webp"}},
		{400, 600, Ratio{3, 2}, 240, Recipe{240, 160, Focus{}, "webp"}},
		{1, 1, Ratio{16, 9}, 240, Recipe{1, 1, Focus{}, "webp"}},
		{4000, 3, Ratio{}, 480, Recipe{480, 1, Focus{}, "webp"}},
	} {
		if got := pixelsOf(c.w, c.h).At(c.ratio, c.width, "webp"); got != c.want {
			t.Errorf("%dx%d as %v in %d: %+v, want %+v", c.w, c.h, c.ratio, c.width, got, c.want)
		}
	}
	// A focus counts only where something is cut off.
	p := pixelsOf(1600, 900)
	p.Focus = Focus{-30, 10}
	if got := p.At(Ratio{16, 9}, 800, "jpg").Focus; got != (Focus{}) {
		t.Errorf("nothing is cut off, and the focus is %v", got)
	}
	if got := p.Address(p.At(Ratio{1, 1}, 800, "jpg")); got != "/media/p-0a1b2c3d-800x800-f20x60.jpg" {
		t.Errorf("the address is %s", got)
	}
}
