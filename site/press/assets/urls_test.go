package assets

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"
)

// What CSS lets a sheet name is looked for, in each way of writing it; what only looks like an address is not.
func TestAddressesOfAStyleSheet(t *testing.T) {
	sheet := `@charset "utf-8";
/* url(comment.png) */
@import "lost.css" screen;
@import url('there.css');
@font-face { src: url( "lost.woff2" ) format("woff2"), url(there.woff2?v=1) }
.a { background: URL(lost\ .png); content: "url(string.png)" }
.b { background: image-set("lost.avif" type("image/avif"), "there\.png" 2x, "\6c ost.webp" 3x) }
.c { background: url(data:image/png;base64,AAAA), url(https://example.org/far.png), url(#mask) }
.d::before { content: "« word »"; mask: url(/css/there.png) }`
	files := fstest.MapFS{"css/a.css": {Data: []byte(sheet)}}
	for _, name := range []string{"css/there.css", "css/there.woff2", "css/there.png"} {
		files[name] = &fstest.MapFile{Data: []byte{1}}
	}
	var got []string
	for _, p := range Lost(files, files) {
		got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Message.In("en")))
	}
	want := []string{
		"3:10 there is no static/css/lost.css",
		"5:25 there is no static/css/lost.woff2",
		`6:22 there is no static/css/lost .png`,
		"7:29 there is no static/css/lost.avif",
		"7:78 there is no static/css/lost.webp",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
