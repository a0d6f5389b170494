package exports

import (
	"strings"
	"testing"

	"warraq/site/intake"
)

// What an entry of a feed has and a story cannot take is told: a date that nobody understands, and
// pictures on Blogger's own servers; the poster of a film is the story's picture.
func TestWhatOfAFeedIsTold(t *testing.T) {
	const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>م</title><entry><id>tag:blogger.com,1999:blog-1.post-1</id><title>أ</title>` +
		`<published>32 Foo 2020 25:61</published><content type="html">&lt;img src="https://blogger.googleusercontent.com/img/b/x/s320/a.jpg"&gt;` +
		`&lt;img src="https://1.bp.blogspot.com/s320/b.jpg"&gt;&lt;video src="https://y.example/v.mp4" poster="https://y.example/p.jpg"&gt;&lt;/video&gt;</content></entry></feed>`
	var told []string
	var text string
	_, err := Feed(strings.NewReader(feed), testOptions(), func(p intake.Piece) error {
		if p.Kind == intake.Story {
			text = string(p.Bytes())
			for _, n := range p.Notes {
				told = append(told, n.En+" "+n.Text)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{"not understood; the story has none 32 Foo 2020 25:61", "fetched from the old site; --media brings it along https://blogger.googleusercontent.com/img/b/x/s320/a.jpg", "https://1.bp.blogspot.com/s320/b.jpg"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not told in %s", want, all)
		}
	}
	if !strings.Contains(text, "src: https://y.example/p.jpg") || !strings.Contains(text, "](https://y.example/v.mp4)") {
		t.Errorf("the film or its poster is lost: %s", text)
	}
}
