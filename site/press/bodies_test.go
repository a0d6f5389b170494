package press

import (
	"strings"
	"testing"
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
		if got := string(resolve(nil, []byte(body), []string{"/a/", ""})); got != want {
			t.Errorf("%q\n got %s\nwant %s", body, got, want)
		}
	}
}

// One faulty picture stops nothing: the story and the paper go out without it.
func TestAStoryGoesOutWithoutAMissingPicture(t *testing.T) {
	source := archiveOf(2)
	source["content/politics/x.md"] = newsroom("-- x --\n---\ntitle: زيارة\ndate: 2026-11-20\nimage: {src: none.jpg, alt: أ}\n---\n\nنص.\n\n![رصيف](gone.png \"تعليق\")\n\nخاتمة.\n")["x"]
	source["content/politics/y.md"] = newsroom("-- x --\n---\ntitle: ميناء\ndate: 2026-11-20\nimage: assets/images/port.png\n---\n\nنص.\n")["x"]
	source["static/assets/images/port.png"] = newsroom("-- x --\n")["x"]
	source["static/assets/images/port.png"].Data = picture(30, 20)
	s := &shelf{}
	p, _ := s.print(t, input(source))
	page := text(s.old, "politics/2026/11/x/index.html")
	if page == "" || strings.Contains(page, "none.jpg") || strings.Contains(page, "gone.png") || strings.Contains(page, "تعليق") || !strings.Contains(page, "خاتمة") {
		t.Errorf("the page is\n%s", page)
	}
	if page := text(s.old, "politics/2026/11/y/index.html"); !strings.Contains(page, `"/assets/images/port.png"`) || !strings.Contains(page, `width="30"`) {
		t.Errorf("a picture of static/, named without the slash, is not shown:\n%s", page)
	}
	var places []string
	for _, problem := range p.Problems {
		places = append(places, problem.Place()+" "+string(problem.Level))
	}
	if len(places) != 2 || places[0] != "content/politics/x.md:4:14 warning" || places[1] != "content/politics/x.md:9:1 warning" {
		t.Errorf("problems %v", places)
	}
}
