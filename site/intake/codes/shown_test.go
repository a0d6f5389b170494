package codes

import "testing"

// Shortcodes of Hugo, Zola, Jekyll and Hexo mean what their manuals say; one whose
// meaning is not known stays for the build to tell of.
func TestShortcodesOfGeneratorsMeanWhatTheirManualsSay(t *testing.T) {
	for _, c := range []struct {
		name, args, want string
		known            bool
	}{
		// gohugo.io/shortcodes/figure
		{"figure", `src="a.jpg" alt="رصيف" caption="الرصيف" attr="رويترز"`, `![رصيف](a.jpg "الرصيف (رويترز)")`, true},
		{"figure", `src="a.jpg" link="https://x.example/"`, `[![](a.jpg)](https://x.example/)`, true},
		{"figure", `src="a.jpg" link="a b"`, `![](a.jpg)`, true},
		{"figure", `alt="رصيف"`, "", false},
		{"image", `path="a.jpg" title="عنوان"`, `![](a.jpg "عنوان")`, true},
		{"img", `"a.jpg"`, `![](a.jpg)`, true},
		{"figure.html", `src="a.jpg"`, `![](a.jpg)`, true},
		// gohugo.io/shortcodes/gist, ref, relref, youtube
		{"gist", `spf13 7896402`, "<https://gist.github.com/spf13/7896402>", true},
		{"ref", `"posts/a.md"`, "posts/a.md", true},
		{"relref", `path="a.md#x"`, "a.md#x", true},
		{"ref", ``, "", false},
		{"youtube", `w7Ft2ymGmfc`, "https://www.youtube.com/watch?v=w7Ft2ymGmfc", true},
		// films and recordings of a site's own
		{"video", `src="/v.mp4"`, "![](/v.mp4)", true},
		{"video", `provider="vimeo" id="55073825"`, "https://vimeo.com/55073825", true},
		{"video", ``, "", false},
		{"audio", `url="/a.mp3"`, "![](/a.mp3)", true},
		{"magic", `7`, "", false},
	} {
		got, known := Meaning(ParseShortcode(c.name, c.args))
		if known != c.known || known && got != c.want {
			t.Errorf("%s %s means %q, %v; want %q", c.name, c.args, got, known, c.want)
		}
	}
	for name, want := range map[string]bool{"youtube": true, "figure": true, "ref": true, "chart": false, "facebook": false} {
		if HasMeaning(name) != want {
			t.Errorf("the end of %s goes with it: %v", name, !want)
		}
	}
}
