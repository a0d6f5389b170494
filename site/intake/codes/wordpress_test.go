package codes

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"testing"

	"warraq/site/intake/markup"
)

// Arguments are parted as WordPress parts them (shortcode_parse_atts and its tests).
func TestArgumentsArePartedAsWordPressDoes(t *testing.T) {
	for _, c := range []struct {
		args  string
		named map[string]string
		words []string
	}{
		{args: ` /`},
		{args: ` foo="asdf" bar='bing'`, named: map[string]string{"foo": "asdf", "bar": "bing"}},
		{args: ` foo = "a b" baz=c`, named: map[string]string{"foo": "a b", "baz": "c"}},
		{args: ` foo-bar="1" foo_bar="2" foo--bar="3"`, named: map[string]string{"foo-bar": "1", "foo_bar": "2", "foo--bar": "3"}},
		{args: ` FOO="a"`, named: map[string]string{"foo": "a"}}, // names are of small letters
		{args: ` 123`, words: []string{"123"}},
		{args: ` http://www.youtube.com/watch?v=eBGIQ7ZuuiU`, words: []string{"http://www.youtube.com/watch?v=eBGIQ7ZuuiU"}},
		{args: ` "something in quotes" "something else"`, words: []string{"something in quotes", "something else"}},
		{args: ` 123 https://x.example/ 0 "foo" bar`, words: []string{"123", "https://x.example/", "0", "foo", "bar"}},
		{args: ` 123 url=https://x.example/ foo bar="baz"`, named: map[string]string{"url": "https://x.example/", "bar": "baz"}, words: []string{"123", "foo"}},
		{args: " foo=\"bar\" \u00a0baz=\"123\"", named: map[string]string{"foo": "bar", "baz": "123"}},
		{args: " foo=\"bar\" \u200babc=\"def\"", named: map[string]string{"foo": "bar", "abc": "def"}},
		{args: `&nbsp;ids=&quot;1,2&quot;`, named: map[string]string{"ids": "1,2"}}, // as an editor of HTML stored it
	} {
		s := ParseShortcode("x", c.args)
		if !maps.Equal(s.Named, c.named) || !slices.Equal(s.Words, c.words) {
			t.Errorf("%q: %q and %q, want %q and %q", c.args, s.Named, s.Words, c.named, c.words)
		}
	}
}

// What stands between brackets and is no shortcode stays as WordPress shows it.
func TestBracketsThatAreNoShortcodeStay(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"shown on purpose", `[[gallery]] و[[caption width="3"]]`, `\[gallery] و\[caption width="3"]`},
		{"two brackets of a text", `[[نص]] و[[not-a-tag]]`, `\[\[نص]] و\[\[not-a-tag]]`},
		{"a closing of nothing", `كلام[/poll] آخر`, `كلام\[/poll] آخر`},
		{"a link of Markdown", `[chart](https://x.example/)`, `\[chart](https://x.example/)`},
		{"a hard space behind the name", "[gallery\u00a0ids=\"1\"]", `![](/1.jpg "شرح")`},
		{"a caption without a picture", `[caption caption="شرح"]نص[/caption]`, "نص\n\nشرح"},
		{"a playlist", `[playlist ids="1,3"]`, "![](/1.jpg \"شرح\")\n\n![](/3.mp3)"},
		{"a post that is no number", `[tweet one]`, `\[tweet one]`},
	} {
		w := Brackets{Picture: func(id string) (Picture, bool) {
			if id == "3" {
				return Picture{Src: "/3.mp3"}, true
			}
			return Picture{Src: "/" + id + ".jpg", Words: "شرح"}, true
		}}
		if got, err := markup.ToMarkdown(w.HTML(c.source), strings.TrimSpace); err != nil || got != c.want {
			t.Errorf("%s: %s\ngot  %q, %v\nwant %q", c.name, c.source, got, err, c.want)
		}
	}
}

// In the text of another system, those alone are read that every WordPress has.
func TestInOtherTextsOnlyCommonShortcodesAreRead(t *testing.T) {
	w := Brackets{Known: true, Own: func(s Shortcode) (string, bool) { return "**" + s.Named["a"] + "**", s.Name == "box" }}
	source := `[vimeo 76979871] [chart id="7"] [button url="/x/"]هنا[/button] [members]سر[/members] [box a="مهم"]`
	want := "https://vimeo.com/76979871\n\n\\[chart id=\"7\"] \\[button url=\"/x/\"]هنا\\[/button] \\[members]سر\\[/members]\n\n**مهم**"
	if got, err := markup.ToMarkdown(w.HTML(source), strings.TrimSpace); err != nil || got != want {
		t.Errorf("got  %q, %v\nwant %q", got, err, want)
	}
}

// A shortcode that stands alone in its paragraph is one, whatever its name; the same word in
// a sentence is a word. What encloses words keeps both its signs.
func TestAWordInBracketsIsAShortcodeWhereItStandsAlone(t *testing.T) {
	for source, want := range map[string]string{
		"<p>[subscribe]</p>":                     "{{< subscribe >}}",
		"نص\n\n[subscribe]\n\nآخر":               "نص {{< subscribe >}} آخر",
		"<p>قال [subscribe] ومضى</p>":            `قال \[subscribe] ومضى`,
		"<p>[Subscribe]</p>":                     `\[Subscribe]`,
		"<p>[my_box]كلام[/my_box]</p>":           "{{< my_box >}}كلام{{< /my_box >}}",
		"<p>[box2]أ[/box2] [box2]ب[/box2]</p>":   "{{< box2 >}}أ{{< /box2 >}} {{< box2 >}}ب{{< /box2 >}}",
		`<p>[poll id="7" title="a >}} b"]</p>`:   `{{< poll id="7" title="a  b" >}}`,
		"<p>[contact-form-7 id=\"1\"] [toc]</p>": "",
	} {
		var w Brackets
		if got, err := markup.ToMarkdown(w.HTML(source), strings.TrimSpace); err != nil || got != want {
			t.Errorf("%s\ngot  %q, %v\nwant %q", source, got, err, want)
		}
	}
}

// What builders pack is unpacked; what is packed otherwise stays as it is.
func TestWhatBuildersPackIsUnpacked(t *testing.T) {
	packed := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for _, c := range []struct{ name, source, want string }{
		{"raw HTML", `[vc_raw_html]` + packed("%3Cp%3Eنص%3C%2Fp%3E") + `[/vc_raw_html]`, "نص"},
		{"raw HTML that is not packed", `[vc_raw_html]<p>نص</p>[/vc_raw_html]`, "نص"},
		{"a program", `<p>قبل</p>[vc_raw_js]` + packed("%3Cscript%3Ealert(1)%3C%2Fscript%3E") + `[/vc_raw_js]`, "قبل"},
		{"a list that is cut short", `[vc_progress_bar values="%5B%7B%22label%22%3A%22نمو"]`, `[{"label":"نمو`},
		{"a button that leads nowhere", `[vc_btn title="هنا" link="javascript:x"]`, "هنا"},
		{"a button within the site", `[vc_btn title="هنا" link="url:%2Fx%2F|title:z"]`, "[هنا](/x/)"},
		{"a button of Avada", `[fusion_button link="https://y.example/z"]هنا[/fusion_button]`, "[هنا](https://y.example/z)"},
		{"words that stand out in a line", `كلام [highlight]مهم[/highlight] آخر`, "كلام مهم آخر"},
		{"a film of a builder by its number", `[su_youtube id="abcdefghijk"]`, "https://www.youtube.com/watch?v=abcdefghijk"},
		{"a recording of Divi", `[et_pb_audio audio="/a.mp3" title="حوار"]`, "### حوار\n\n![](/a.mp3)"},
		{"settings of a builder are no words", `[vc_row el_class="dark wide" bg_color="#fff"]نص[/vc_row]`, "نص"},
	} {
		var w Brackets
		if got, err := markup.ToMarkdown(w.HTML(c.source), strings.TrimSpace); err != nil || got != c.want {
			t.Errorf("%s: %s\ngot  %q, %v\nwant %q", c.name, c.source, got, err, c.want)
		}
	}
}
