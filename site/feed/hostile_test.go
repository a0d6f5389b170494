package feed

import (
	"strings"
	"testing"
)

// A text is inert where a reader takes it for HTML, and is what was written
// where HTML and plain text are the same.
func TestTextsOfAFeedAreInertAsHTML(t *testing.T) {
	for in, want := range map[string]string{
		"2 < 3 & 4 > 1": "2 < 3 & 4 > 1", "<svg onload=x>": "&lt;svg onload=x>", "</p>": "&lt;/p>", "<!--": "&lt;!--", "<?x": "&lt;?x", "a<": "a<", "<٣": "<٣",
	} {
		if got := tame(in); got != want || tame(got) != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	v := &View{Title: "R&D <b>", Description: "R&D <b>", Self: "https://example.org/index.xml", Home: "https://example.org/"}
	for name, write := range map[string]func(b *strings.Builder) error{
		"<description>R&amp;amp;D &amp;lt;b&amp;gt;":          func(b *strings.Builder) error { return RSS(b, v) },
		`<subtitle type="html">R&amp;amp;D &amp;lt;b&amp;gt;`: func(b *strings.Builder) error { return Atom(b, v) },
		`"description":"R\u0026D \u0026lt;b\u003e"`:           func(b *strings.Builder) error { return JSON(b, v) },
	} {
		var b strings.Builder
		plain := strings.NewReplacer("\u2066", "", "\u2069", "", "\u200e", "", "\u200f", "", "\u2067", "", "\u2068", "")
		if err := write(&b); err != nil || !strings.Contains(plain.Replace(b.String()), name) {
			t.Errorf("%s is not in %s", name, b.String())
		}
	}
}
