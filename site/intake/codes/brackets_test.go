package codes

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What tools left of WordPress's shortcodes in Markdown means what it meant.
func TestShortcodesInMarkdownAreRead(t *testing.T) {
	for source, want := range map[string]string{
		`[caption id="attachment_1" width="300"]<a href="b.jpg"><img src="a.jpg" alt="س" /></a> شرح[/caption]`: `![س](a.jpg "شرح")`,
		`[caption width="3" caption="شرح"]![س](a.jpg)[/caption]`:                                               `![س](a.jpg "شرح")`,
		`[caption][![س](a.jpg "عنوان")](b.jpg) شرح **قوي**[/caption]`:                                          `![س](a.jpg "شرح **قوي**")`,
		`[embed]https://youtu.be/abcdefghijk[/embed]`:                                                          "https://youtu.be/abcdefghijk",
		`[youtube https://www.youtube.com/watch?v=abcdefghijk&w=640]`:                                          "https://www.youtube.com/watch?v=abcdefghijk",
		`[audio mp3="https://y.example/a.mp3"][/audio]`:                                                        "![](https://y.example/a.mp3)",
		`[video](clip.html) و[caption][1] و[gallery]: x`:                                                       `[video](clip.html) و[caption][1] و[gallery]: x`,
		`[caption]`:  `[caption]`,
		`[tweet نص]`: `[tweet نص]`,
	} {
		var w Brackets
		if got := strings.TrimSpace(w.Markdown(source)); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
		}
	}
	told := ""
	w := Brackets{Tell: func(about Told, name string) { told += fmt.Sprint(about == Missing, name) }}
	if got := w.Markdown(`قبل [gallery ids="1,2"] بعد`); strings.Contains(got, "gallery") || told != "true[gallery 1,2]" {
		t.Errorf("got %q, told %q", got, told)
	}
}

// The signs of templates are found by their lines; code, and what is shown on purpose,
// are none.
func TestSignsThatAreLeftAreFound(t *testing.T) {
	text := "أ {{< chart \"x\" >}}نص{{< /chart >}}\n\n```\n{{< code >}}\n```\n`{% in %}` و\\{{< shown >}} و\\{% shown %}\n{% magic a=1 %} {% endmagic %} {%- trim -%}\n{{ page.author }} {{ site.data.x | first }} {{ toc }} {{ zola(a=1) }}\n\n~~~\n[x y=1]\n~~~\n> [poll id=\"7\"] [رابط](x) [a b=c](d) [الوزير] [sic]\n{{% note %}}\n$\\frac{{a}}{b}$"
	var got []string
	for _, s := range Left(text) {
		got = append(got, fmt.Sprintf("%d:%s", s.Line, s.Name))
	}
	want := []string{"1:chart", "7:magic", "7:trim", "8:page.author", "8:site.data.x", "8:toc", "8:zola(a=1)", "13:poll", "14:note"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := Plain("أ {{ x }} و{% y %} و`{{ z }}`"); got != "أ \\{{ x }} و\\{% y %} و`{{ z }}`" {
		t.Errorf("got %q", got)
	}
}

// Shortcodes that embed name a page; those that cannot be known do not.
func TestWhatAShortcodeShowsIsAPage(t *testing.T) {
	for call, want := range map[string]string{
		`youtube id="abcdefghijk"`: "https://www.youtube.com/watch?v=abcdefghijk", `vimeo 55073825`: "https://vimeo.com/55073825", `x user="a" id="145"`: "https://x.com/a/status/145", `tweet a 145`: "https://x.com/a/status/145", `tweet 145`: "https://x.com/i/status/145",
		`spotify type="episode" id="7A"`: "https://open.spotify.com/episode/7A", `telegram durov/68`: "https://t.me/durov/68", `datawrapper AbC12`: "https://datawrapper.dwcdn.net/AbC12",
		`iframe src="https://flo.uri.sh/visualisation/1/embed"`: "https://flo.uri.sh/visualisation/1/embed", `facebook url="https://www.facebook.com/a/posts/1"`: "https://www.facebook.com/a/posts/1", `embed src="//player.vimeo.com/video/7"`: "https://vimeo.com/7",
		`youtube نص`: "", `iframe`: "", `tweet نص`: "", `facebook 7`: "", `magic 7`: "",
	} {
		name, args, _ := strings.Cut(call, " ")
		if got, ok := Shown(ParseShortcode(name, args)); got != want || ok != (want != "") {
			t.Errorf("%s shows %q, want %q", call, got, want)
		}
	}
}
