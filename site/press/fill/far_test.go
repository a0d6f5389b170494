package fill

import (
	"html/template"
	"testing"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

// Addresses of a body that is read far from its page have their host, and an anchor its page
// (RFC 3986, 5.2: what a browser would make of them on the page).
func TestAddressesFarFromTheirPage(t *testing.T) {
	const root, page = "https://news.example.com", "https://news.example.com/s/1/"
	for body, want := range map[string]string{
		`<a href="/a/">أ</a>`:                              `<a href="https://news.example.com/a/">أ</a>`,
		`<a href="#fn:1">1</a>`:                            `<a href="https://news.example.com/s/1/#fn:1">1</a>`,
		`<a href="https://x.example/">س</a>`:               `<a href="https://x.example/">س</a>`,
		`<img src="//cdn.example/a.jpg" alt="/ب">`:         `<img src="//cdn.example/a.jpg" alt="/ب">`,
		`<video src="/v.mp4" poster="/p.jpg"></video>`:     `<video src="https://news.example.com/v.mp4" poster="https://news.example.com/p.jpg"></video>`,
		`<p title="/a/">نص href= src</p>`:                  `<p title="/a/">نص href= src</p>`,
		`<a href="mailto:a@x.example">بريد</a><img src=""`: `<a href="mailto:a@x.example">بريد</a><img src=""`,
	} {
		if got := string(Absolute(template.HTML(body), root, page)); got != want {
			t.Errorf("%s\n got %s\nwant %s", body, got, want)
		}
	}
}

// A light page shows one small file of a picture, and a picture of no words has no caption.
func TestAPictureOfALightPage(t *testing.T) {
	sized := site.Picture{URL: "/p.jpg", Width: 1600, Height: 800}
	light := site.Text{Answers: []string{"/p.jpg"}, Pictures: []site.Picture{sized}, Light: "صورة"}
	got := RepliesOf(light, bidi.In("ar"))
	if got[0].Text != sized.Light().Attributes() || got[0].Caption != "" {
		t.Errorf("%+v", got)
	}
	if got := TapToLoad("<p>بلا صور</p>", "صورة"); got != "<p>بلا صور</p>" {
		t.Errorf("a body without pictures is %s", got)
	}
}
