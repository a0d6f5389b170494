package codes

import (
	"strings"
	"testing"

	"warraq/site/intake/markup"
)

// Shortcodes mean what WordPress and the plugins that define them say: what is played
// and shown, the titles, pictures and buttons of page builders. The signs of what is not
// known stay where the build tells of them; words in brackets are words.
func TestShortcodesMeanWhatTheirPluginsSay(t *testing.T) {
	for source, want := range map[string]string{
		`[vc_row][vc_custom_heading text="عنوان"][vc_column_text]نص[/vc_column_text][/vc_row]`: "### عنوان\n\nنص",
		`[vc_video link="https://www.youtube.com/watch?v=abcdefghijk"]`:                        "https://www.youtube.com/watch?v=abcdefghijk",
		`[vc_raw_html]JTNDcCUzRSVEOSU4NiVEOCVCNSUzQyUyRnAlM0U=[/vc_raw_html]`:                  "نص",
		`[tabs][tab title="الأول"]نص[/tab][tab title="الثاني"]آخر[/tab][/tabs]`:                "### الأول\n\nنص\n\n### الثاني\n\nآخر",
		`[toggle title="سؤال"]جواب[/toggle]`:                                                   "### سؤال\n\nجواب",
		`[et_pb_section][et_pb_blurb title="عنوان" image="https://y.example/i.jpg"]نص[/et_pb_blurb][et_pb_cta title="دعوة" button_text="هنا" button_url="https://y.example/z"]كلام[/et_pb_cta][/et_pb_section]`: "![](https://y.example/i.jpg)\n\n### عنوان\n\nنص\n\n### دعوة\n\n[هنا](https://y.example/z)\n\nكلام",
		`[et_pb_image src="https://y.example/i.jpg" alt="س" /]`:                                              "![س](https://y.example/i.jpg)",
		`[button url="https://y.example/z"]هنا[/button]`:                                                     "[هنا](https://y.example/z)",
		`[caption caption="شرح"]<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>[/caption]`: "https://www.youtube.com/watch?v=abcdefghijk\n\nشرح",
		`[caption id="a" caption="شرح"]<img src="a.jpg" alt="س">[/caption]`:                                  `![س](a.jpg "شرح")`,
		`[caption width="300"]<a href="b.jpg"><img src="a.jpg"></a> شرح[/caption]`:                           `![](a.jpg "شرح")`,
		`[caption]شرح[/caption]`:    `شرح`,
		`[[gallery]]`:               `\[gallery]`,
		"[code]\n<b>a</b>\n[/code]": "```\n<b>a</b>\n```",
		`[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]`: "https://www.youtube.com/watch?v=abcdefghijk",
		`[embed]نص[/embed]`: "نص",
		`[youtube=https://www.youtube.com/watch?v=abcdefghijk&w=320]`: "https://www.youtube.com/watch?v=abcdefghijk",
		`[youtube id="abcdefghijk"]`:                                  "https://www.youtube.com/watch?v=abcdefghijk",
		`[vimeo 76979871]`:                                            "https://vimeo.com/76979871",
		`[vimeo https://vimeo.com/76979871]`:                          "https://vimeo.com/76979871",
		`[video mp4="https://x.example/a.mp4"][/video]`:               "![](https://x.example/a.mp4)",
		`[audio https://x.example/a.mp3|titles=x]`:                    "![](https://x.example/a.mp3)",
		`قبل [audio]`:                                                 "قبل",
		`[video src="https://player.example/7"]`:                      "https://player.example/7",
		`[tweet https://x.com/a/status/1]`:                            "https://x.com/a/status/1",
		`[tweet 1453110110599868418]`:                                 `https://x.com/i/status/1453110110599868418`,
		`[tweet نص]`:                                                  `\[tweet نص]`,
		"[vc_row][vc_column]نص[/vc_column][/vc_row]":                  "نص",
		`[magic a="1"]نص[/magic]`:                                     `{{< magic a="1" >}}نص{{< /magic >}}`,
		`[poll 12]`:                                                   `{{< poll 12 >}}`,
		`[magic a="[1]" b='x]' /]`:                                    `{{< magic a="[1]" b='x]' / >}}`,
		`he [the minister] said [sic] and [it's = so]`:                `he \[the minister] said \[sic] and \[it's = so]`,
		`قال [الوزير] ذلك`:                                            `قال \[الوزير] ذلك`,
		`[vc_column_text]أول[/vc_column_text][vc_message]ثانٍ[/vc_message]`:                       "أول ثانٍ",
		`[vc_cta h2="دعوة" btn_title="زر" btn_link="url:https%3A%2F%2Fy.example%2F"]`:             "### دعوة\n\n[زر](https://y.example/)",
		`[vc_pie value="45" label_value="45%"]`:                                                   "45%",
		`[vc_progress_bar values="%5B%7B%22label%22%3A%22نمو%22%2C%22value%22%3A%2290%22%7D%5D"]`: "نمو 90",
		`[et_pb_counter percent="80"]عداد[/et_pb_counter]`:                                        "80%\n\nعداد",
		`[et_pb_number_counter title="رقم" number="250"][/et_pb_number_counter]`:                  "### رقم\n\n250",
		`[et_pb_code]&lt;p&gt;رمز&lt;/p&gt;[/et_pb_code]`:                                         "رمز",
		`[et_pb_team_member name="هدى" position="محررة"]سيرة[/et_pb_team_member]`:                 "هدى\n\nمحررة\n\nسيرة",
		`[fusion_imageframe]https://y.example/i.jpg[/fusion_imageframe]`:                          "![](https://y.example/i.jpg)",
		`[av_testimonial_single name="سعاد"]قول[/av_testimonial_single]`:                          "سعاد\n\nقول",
		"<p>قبل</p>[social_links] [addtoany]<p>بعد</p>":                                           "قبل\n\n{{< social_links >}} {{< addtoany >}}\n\nبعد",
	} {
		var w Brackets
		got, err := markup.ToMarkdown(w.HTML(source)+w.Notes(), strings.TrimSpace)
		if err != nil || got != want {
			t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
		}
	}
}

// A person's table comes first, a gate is told, and pictures are known by their numbers.
func TestWhatASourceKnowsOfItsShortcodes(t *testing.T) {
	told := ""
	w := Brackets{
		Own:      func(s Shortcode) (string, bool) { return "> " + s.Inner, s.Name == "box" },
		Picture:  func(id string) (Picture, bool) { return Picture{Src: "/" + id + ".jpg", Words: "شرح"}, id != "9" },
		Children: func(string) []string { return []string{"1"} },
		Gates:    map[string]bool{"members": true},
		Tell:     func(_ Told, name string) { told += name + " " },
	}
	for source, want := range map[string]string{
		`[box]كلام[/box]`: "> كلام", `[gallery]`: `![](/1.jpg "شرح")`, `[gallery ids="1 2"]`: "![](/1.jpg \"شرح\")\n![](/2.jpg \"شرح\")", `[gallery ids="9"]`: "", `[members]سر[/members]`: "سر",
		`[toc]`: "", `[vc_single_image image="7"]`: "![](/7.jpg)", `أ[ref]ب[/ref]`: "أ[^1]\n\n[^1]: ب",
		`[vc_btn title="هنا" link="url:https%3A%2F%2Fy.example%2Fz|title:x"]`: "[هنا](https://y.example/z)", `[et_pb_testimonial author="هدى" job_title="محررة"]قول[/et_pb_testimonial]`: "— هدى محررة\n\nقول",
		`[et_pb_video src="/a.mp4"]`: "![](/a.mp4)", `[su_youtube id="abcdefghijk"]`: "https://www.youtube.com/watch?v=abcdefghijk", `[et_pb_audio audio="/a.mp3"]`: "![](/a.mp3)",
	} {
		got, err := markup.ToMarkdown(w.HTML(source)+w.Notes(), strings.TrimSpace)
		if err != nil || got != want {
			t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
		}
	}
	for _, source := range []string{`[pms-restrict]سر[/pms-restrict]`, `[wcm_restrict plans="1"]سر[/wcm_restrict]`, `[MM_Member_Decision isMember='true']سر[/MM_Member_Decision]`} {
		told = ""
		if got := w.HTML(source); !strings.Contains(got, "سر") || told == "" {
			t.Errorf("%s is not told: %s", source, got)
		}
	}
	w.HTML(`[members]`)
	w.HTML(`[gallery ids="9"][toc]`)
	for _, want := range []string{"members", "[gallery 9]", "toc"} {
		if !strings.Contains(told, want) {
			t.Errorf("%s is not told: %s", want, told)
		}
	}
}
