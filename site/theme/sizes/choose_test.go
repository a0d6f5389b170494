package sizes

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

func pixelsOf(width, height int) site.Pixels {
	return site.Pixels{Stem: "/media/p", Mark: "0a1b2c3d", Width: width, Height: height, Format: "jpg"}
}

func TestWidthsOfRoles(t *testing.T) {
	role := site.Role{Widths: []int{480, 800, 1200, 1600}}
	for width, want := range map[int][]int{
		4000: {480, 800, 1200, 1600}, 1600: {480, 800, 1200, 1600}, 1300: {480, 800, 1200}, 1500: {480, 800, 1200, 1500},
		1000: {480, 800, 1000}, 850: {480, 850}, 480: {480}, 500: {500}, 100: {100},
	} {
		if got := widthsOf(pixelsOf(width, 10), role); !slices.Equal(got, want) {
			t.Errorf("of %d pixels the role has %v, want %v", width, got, want)
		}
	}
}

// What a browser chooses from, and what all others show.
func TestChoice(t *testing.T) {
	p := site.Picture{Pixels: pixelsOf(2000, 1000)}
	sets, shown := choose(p, site.Role{Name: "card", Widths: []int{240, 480}, Ratio: site.Ratio{Across: 1, Down: 1}}, []string{"webp"})
	if len(sets) != 2 || sets[0].format != "webp" || sets[0].files != "/media/p-0a1b2c3d-240x240.webp 240w, /media/p-0a1b2c3d-480x480.webp 480w" ||
		sets[1].files != "/media/p-0a1b2c3d-240x240.jpg 240w, /media/p-0a1b2c3d-480x480.jpg 480w" || shown.URL != "/media/p-0a1b2c3d-480x480.jpg" || shown.Width != 480 || shown.Height != 480 {
		t.Errorf("%v, %+v", sets, shown)
	}
}

// The better formats stand first; a size that takes too much memory has no AVIF.
func TestFormats(t *testing.T) {
	p := site.Picture{Pixels: pixelsOf(3000, 2000)}
	role := site.Role{Widths: []int{480, 3000}}
	for want, c := range map[string]site.PictureConfig{
		"webp 2, jpg":         {},
		"jpg":                 {Formats: []string{"jpeg"}},
		"webp 2, jpg ":        {Formats: []string{"jpeg", "webp"}},
		"avif 1, webp 2, jpg": {Formats: []string{"webp", "avif"}},
	} {
		got := ""
		sets, _ := choose(p, role, c.Better())
		for _, s := range sets[:len(sets)-1] {
			got += fmt.Sprintf("%s %d, ", s.format, 1+strings.Count(s.files, ", "))
		}
		if got += sets[len(sets)-1].format; got != strings.TrimSpace(want) {
			t.Errorf("%v: %s, want %s", c.Formats, got, want)
		}
	}
}

// The first story of the front page is shown wider where the desk says so: by the names of
// roles, unless the edition changes the role alone.
func TestBoostedRoles(t *testing.T) {
	p := site.Picture{URL: "/media/p.jpg", Pixels: pixelsOf(4000, 3000)}
	own := site.Role{Name: "opening", Widths: []int{300}, Sizes: "9rem"}
	wide := site.Role{Name: "opening-3", Widths: []int{900}, Sizes: "60rem"}
	for _, c := range []struct {
		roles []site.Role
		boost int
		sizes string
		most  string
	}{
		{nil, 0, "48rem", "1200w"}, {nil, 1, "48rem", "1200w"}, {nil, 2, "55rem", "1600w"}, {nil, 3, "76rem", "1600w"},
		{[]site.Role{own}, 3, "9rem", "300w"}, {[]site.Role{own, wide}, 3, "60rem", "900w"}, {[]site.Role{wide}, 2, "55rem", "1600w"},
	} {
		p.Boost = c.boost
		config := &site.Config{Pictures: site.PictureConfig{Roles: c.roles}}
		html, err := Element(config, bidi.Paragraph{})(p, "opening")
		if err != nil || !strings.Contains(string(html), c.sizes) || !strings.Contains(string(html), c.most) {
			t.Errorf("boost %d with %d roles of the edition: %v\n%s", c.boost, len(c.roles), err, html)
		}
	}
}
