package fill

import (
	"testing"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

// A reader sees no frame of a picture that is not there, no dead film and no
// dead link; the words stay.
func TestWhatNothingAnswersIsLeftOut(t *testing.T) {
	const mark, end = "\x02", "\x03"
	for body, want := range map[string]string{
		`<p>راجع <a href="` + mark + `0` + end + `">تلك</a> و<a href="` + mark + `1` + end + `">هذه</a>.</p>`:                               `<p>راجع <a href="/a/">تلك</a> و<a>هذه</a>.</p>`,
		`<p>قبل <img src="` + mark + `1` + end + `" alt="ب"> بعد</p>`:                                                                       `<p>قبل  بعد</p>`,
		`<p>أ</p><figure><img src="` + mark + `1` + end + `" alt="ب"><figcaption>تعليق</figcaption></figure><p>ج</p>`:                       `<p>أ</p><p>ج</p>`,
		`<figure><img src="` + mark + `0` + end + `" alt=""><img src="` + mark + `1` + end + `" alt=""><figcaption>ت</figcaption></figure>`: `<figure><img src="/a/" alt=""><figcaption>ت</figcaption></figure>`,
		`<figure><img src="` + mark + `1` + end + `"><img src="` + mark + `0` + end + `"><figcaption>ت</figcaption></figure>`:               `<figure><img src="/a/"><figcaption>ت</figcaption></figure>`,
		`<video controls src="` + mark + `1` + end + `">لا يعمل</video><p>بعد</p>`:                                                          `<p>بعد</p>`,
		`<video poster="` + mark + `1` + end + `" src="` + mark + `0` + end + `"></video>`:                                                  `<video src="/a/"></video>`,
		`<img src="` + mark + `9` + end + `">`: ``,
		`<img src="` + mark + `0` + end + ``:   `<img src="/a/`,
		`<img src="` + mark + `1` + end:        ``,
		`لا مراجع`:                             `لا مراجع`,
	} {
		if got := string(Resolve(nil, []byte(body), []Reply{{Text: "/a/"}, {}})); got != want {
			t.Errorf("%q\n got %s\nwant %s", body, got, want)
		}
	}
}

// A picture lets the browser choose, wherever it stands, and its figure says whose it is
// where the story does not.
func TestAPictureInABody(t *testing.T) {
	const mark = "\x020\x03"
	p := site.Picture{URL: "/p.jpg", Caption: "تعليق", Credit: "رويترز"}
	reply := PictureReply(p, bidi.In("ar"), "<picture><source>", `/p.jpg" width="2`, "</picture>")
	const caption = `<figcaption>تعليق <span class="credit">رويترز</span></figcaption>`
	for body, want := range map[string]string{
		`<figure class="figure"><img src="` + mark + `" alt="أ"></figure><p>`:                `<figure class="figure"><picture><source><img src="/p.jpg" width="2" alt="أ"></picture>` + caption + `</figure><p>`,
		`<figure><a href="/b"><img src="` + mark + `" alt="أ"></a></figure>`:                 `<figure><a href="/b"><picture><source><img src="/p.jpg" width="2" alt="أ"></picture></a>` + caption + `</figure>`,
		`<figure><img src="` + mark + `" alt="أ"><figcaption>من القصة</figcaption></figure>`: `<figure><picture><source><img src="/p.jpg" width="2" alt="أ"></picture><figcaption>من القصة</figcaption></figure>`,
		`<p>نص <img src="` + mark + `" alt="أ"> نص</p>`:                                      `<p>نص <picture><source><img src="/p.jpg" width="2" alt="أ"></picture> نص</p>`,
		`<video poster="` + mark + `"></video>`:                                              `<video poster="/p.jpg" width="2"></video>`,
		`<img src="` + mark:                                                                  `<img src="/p.jpg" width="2`,
	} {
		if got := string(Resolve(nil, []byte(body), []Reply{reply})); got != want {
			t.Errorf("%q\n got %s\nwant %s", body, got, want)
		}
	}
	text := site.Text{Answers: []string{"/p.jpg", "/q/"}, Pictures: []site.Picture{p, {}}}
	if got := RepliesOf(text, bidi.In("ar")); got[0].Text != "/p.jpg" || got[0].Caption != caption || got[1] != (Reply{Text: "/q/"}) {
		t.Errorf("%+v", got)
	}
}

// A reader on a slow line asks for each picture.
func TestTapToLoad(t *testing.T) {
	got := TapToLoad(`<figure><img src="/a.jpg" alt="أ"></figure><p>ب <img src="/b.jpg" alt="ج"> د</p>`, "صورة")
	want := `<figure><details class="tap"><summary>صورة: أ</summary><img src="/a.jpg" alt="أ"></details></figure><p>ب <a href="/b.jpg">ج</a> د</p>`
	if string(got) != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
