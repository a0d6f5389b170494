package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"warraq/site"
	"warraq/site/markdown/embeds"
)

var tag = regexp.MustCompile(`<[^>]*>`)

// textOf is what a reader sees of HTML, without spaces.
func textOf(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(s, " "))), "")
}

// Every example of CommonMark without raw HTML, pictures and e-mail addresses
// shows the words that the specification shows.
func TestCommonMarkKeepsItsWords(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	tested := 0
	for _, e := range examples {
		if strings.ContainsAny(e.Markdown, "<\x00") || strings.Contains(e.HTML, "<img") || e.Example == 41 || e.Example == 488 {
			continue // 41 is a reference to a forbidden character, 488 a link with a space in it
		}
		tested++
		b, _ := Render([]byte(e.Markdown), 0, Options{Edition: "en"})
		if got, want := textOf(string(b.HTML)), textOf(e.HTML); got != want {
			t.Errorf("example %d, %q: shows %q, want %q", e.Example, e.Markdown, got, want)
		}
	}
	if tested < 400 {
		t.Errorf("only %d examples were tested", tested)
	}
}

// A frame's address is the one that each site gives for embedding. It is in the page
// only where the edition lets the site in, and never as a frame: the reader asks for it.
func TestFramesThatAnEditionLetsIn(t *testing.T) {
	o := testBody
	o.Embeds = []string{"datawrapper", "flourish", "spotify", "soundcloud", "telegram", "facebook", "instagram", "tiktok", "x", "vimeo", "dailymotion", "map"}
	for address, want := range map[string]string{
		"https://datawrapper.dwcdn.net/aB1cD/3/":                            "https://datawrapper.dwcdn.net/aB1cD/",
		"https://www.datawrapper.de/_/aB1cD/":                               "https://datawrapper.dwcdn.net/aB1cD/",
		"https://public.flourish.studio/visualisation/123/":                 "https://flo.uri.sh/visualisation/123/embed",
		"https://flo.uri.sh/story/9/embed":                                  "https://flo.uri.sh/story/9/embed",
		"https://open.spotify.com/episode/5As?si=x":                         "https://open.spotify.com/embed/episode/5As",
		"https://open.spotify.com/intl-ar/track/5As":                        "https://open.spotify.com/embed/track/5As",
		"https://open.spotify.com/embed/show/5As":                           "https://open.spotify.com/embed/show/5As",
		"https://soundcloud.com/a/b":                                        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fa%2Fb",
		"https://t.me/channel/7":                                            "https://t.me/channel/7?embed=1",
		"https://www.facebook.com/page/posts/1":                             "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fpage%2Fposts%2F1",
		"https://www.facebook.com/page/videos/1":                            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fpage%2Fvideos%2F1",
		"https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ffb/x": "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ffb/x",
		"https://www.instagram.com/p/Ab-1/":                                 "https://www.instagram.com/p/Ab-1/embed/",
		"https://www.tiktok.com/@user/video/99":                             "https://www.tiktok.com/player/v1/99",
		"https://x.com/a/status/12":                                         "https://platform.twitter.com/embed/Tweet.html?id=12&dnt=true",
		"https://vimeo.com/12":                                              "https://player.vimeo.com/video/12?dnt=1",
		"https://dai.ly/x5":                                                 "https://geo.dailymotion.com/player.html?video=x5",
		"https://www.google.com/maps/embed?pb=x":                            "https://www.google.com/maps/embed?pb=x",
		"https://www.google.com/maps/place/x":                               "",
		"https://vm.tiktok.com/abc/":                                        "",
	} {
		frame := ` data-frame="` + strings.ReplaceAll(want, "&", "&amp;") + `"`
		for _, md := range []string{address, `<iframe src="` + address + `"></iframe>`} {
			let, _, _ := render(t, md, o)
			kept, _, _ := render(t, md, testBody)
			if strings.Contains(let, frame) != (want != "") || strings.Contains(kept, "data-frame") || strings.Contains(let, "<iframe") {
				t.Errorf("%s: %s\nwant %s", md, let, frame)
			}
			if strings.Replace(let, frame, "", 1) != kept || !strings.Contains(kept, `"><a href="https://`) || strings.Contains(kept, `noopener"></a>`) {
				t.Errorf("not a card with a link: %s", kept)
			}
		}
	}
	for _, known := range embeds.Hosts {
		if known.Frame != "" && !slices.Contains(o.Embeds, known.Provider) || labelsAr.embeds[known.Provider] == "" || labelsEn.embeds[known.Provider] == "" {
			t.Errorf("%s cannot be let in, or has no words", known.Provider)
		}
	}
	if got, _, _ := render(t, `<figure class="embed" data-embed="spotify" data-frame="https://evil.example/"><a href="https://a.org">x</a></figure>`, o); strings.Contains(got, "data-") {
		t.Errorf("raw HTML names a frame: %s", got)
	}
}

// Where an address leads decides how its link is written.
func TestLinks(t *testing.T) {
	for md, want := range map[string]string{
		"[أ](/a/)":                   `<p><a href="/a/">أ</a></p>`,
		"[أ](b.md#x \"عنوان\")":      `<p><a href="b.md#x" title="عنوان">أ</a></p>`,
		"[أ](#x y)":                  `<p>[أ](<bdi dir="ltr">#x y</bdi>)</p>`,
		"[أ](<#x y>)":                `<p><a href="#x%20y">أ</a></p>`,
		"[أ](https://example.org/ب)": `<p><a href="https://example.org/%D8%A8" rel="noopener">أ</a></p>`,
		"[أ](//example.org)":         `<p><a href="//example.org" rel="noopener">أ</a></p>`,
		"[أ](mailto:a@b.org)":        `<p><a href="mailto:a@b.org">أ</a></p>`,
		"[أ]()":                      "<p><a>أ</a></p>",

		// The names of files have spaces, and brackets where a system made a copy.
		"نص ![](صورة مسافة.png) نص":           `<p>نص <img src="صورة مسافة.png" alt="" loading="lazy" decoding="async"> نص</p>`,
		"![وصف](../صور/صورة (1).JPG \"شرح\")": `<figure class="figure"><img src="../صور/صورة (1).JPG" alt="وصف" loading="lazy" decoding="async"><figcaption>شرح</figcaption></figure>`,
		"[![أ](a b.jpg)](/b)":                 `<figure class="figure"><a href="/b"><img src="a b.jpg" alt="أ" loading="lazy" decoding="async"></a></figure>`,
		"[أ](قصة مسافة.md#هنا) و[ب](c d.pdf)": `<p><a href="قصة مسافة.md#هنا">أ</a> و<a href="c d.pdf">ب</a></p>`,
		"[أ](https://a.org/b c)":              `<p><a href="https://a.org/b%20c" rel="noopener">أ</a></p>`,
		"[أ](javascript:a b.md)":              "<p>أ</p>",
		"[أ](قال إن كذا)":                     "<p>[أ](قال إن كذا)</p>",
		"`![](a b.png)` و[](a b.png)":         "<p><code dir=\"ltr\">![](a b.png)</code> و[](a b.png)</p>",
		"<a@b.org>":                           `<p><a href="mailto:a@b.org"><bdi dir="ltr">a@b.org</bdi></a></p>`,
		"www.example.org.":                    `<p><a href="https://www.example.org" rel="noopener"><bdi dir="ltr">www.example.org</bdi></a>.</p>`,
		"(https://example.org/a_(b))":         `<p>(<a href="https://example.org/a_(b)" rel="noopener"><bdi dir="ltr">https://example.org/a_(b)</bdi></a>)</p>`,
		"xhttps://example.org":                "<p>xhttps://example.org</p>",
		"[أ [ب](/b) ج](/a)":                   `<p>[أ <a href="/b">ب</a> ج](/a)</p>`,
		"[![أ](a.jpg)](/b)":                   `<figure class="figure"><a href="/b"><img src="a.jpg" alt="أ" loading="lazy" decoding="async"></a></figure>`,
		"[أ](vbscript:x)":                     "<p>أ</p>",
		"[أ](java%73cript:x)":                 "<p>أ</p>",
		"<a href=\"/x\" onclick=\"y\">أ</a>":  `<p><a href="/x">أ</a></p>`,
		"<a href=\"/x\">[ب](/y)</a>":          `<p><a href="/x">ب</a></p>`,
	} {
		if got, _, _ := render(t, md, testBody); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
	}
}

// A reference has its kind and its place in the file, front matter counted.
func TestReferences(t *testing.T) {
	src := "---\ntitle: x\n---\nانظر [أ](b.md) و[ب](c.pdf)\n\n![ج](d.jpg)\n\ne.mp3\n\n[و](tag/ز.أخبار)\n"
	b, problems := Render([]byte(src), strings.Index(src, "انظر"), testBody)
	want := []site.Ref{
		{Kind: site.RefLink, Target: "b.md", Line: 4, Col: 6},
		{Kind: site.RefFile, Target: "c.pdf", Line: 4, Col: 17},
		{Kind: site.RefPicture, Target: "d.jpg", Line: 6, Col: 1},
		{Kind: site.RefFile, Target: "e.mp3", Line: 8, Col: 1},
		{Kind: site.RefLink, Target: "tag/ز.أخبار", Line: 10, Col: 1},
	}
	if len(problems) > 0 || len(b.Refs) != len(want) {
		t.Fatal(b.Refs, problems)
	}
	for i, r := range b.Refs {
		if r != want[i] {
			t.Errorf("got %+v, want %+v", r, want[i])
		}
	}
}

// An editor is told what was left out, once a file, and where.
func TestProblemsOfBodies(t *testing.T) {
	for md, want := range map[string]string{
		"أ\n\n[ب](javascript:x) [ج](javascript:y)":               "body/link-scheme 3:1",
		"{{< gist a >}}\n\nأ {{< gist b >}} {{% table / %}}":     "body/shortcode 1:1, body/shortcode 3:18",
		"أ {{< لا ينتهي":                                         "body/shortcode 1:3",
		"{% include x %}\n\n<div>\n{{< y >}} {{< y >}}\n</div>":  "body/shortcode 1:1, body/shortcode 4:1",
		"نص <form>أ</form> <form>":                               "body/html 1:4",
		"نص <?php echo \"أ\"; ?> <!-- ت -->":                     "body/html 1:4",
		"كلام\n\n  <!-- ت\n\nكلام":                               "body/comment 3:3",
		"<?php\necho 1;\n?>":                                     "body/html 1:1",
		"<svg><p>أ</p></svg>":                                    "body/html 1:1",
		"<iframe src=\"https://a.org/x\"></iframe>":              "body/frame 1:1",
		"<iframe src=\"https://youtu.be/jNQXAC9IVRw\"></iframe>": "",
		"<b>أ</b> <!-- سر --> {{< youtube jNQXAC9IVRw >}}":       "",
	} {
		_, _, problems := render(t, md, testBody)
		var got []string
		for _, p := range problems {
			got = append(got, p.Rule+" "+strings.TrimPrefix(p.Place(), "content/politics/x.md:"))
			if p.Message.Ar == "" || p.Message.En == "" || p.Hint.Ar == "" || p.Hint.En == "" {
				t.Errorf("not said in both languages: %+v", p)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", md, got, want)
		}
	}
}

func TestConstructs(t *testing.T) {
	for md, want := range map[string]string{
		"1. أ\n2. ب":                       "<ol><li>أ</li><li>ب</li></ol>",
		"5) أ":                             `<ol start="5"><li>أ</li></ol>`,
		"* أ\n\n  ب":                       "<ul><li><p>أ</p><p>ب</p></li></ul>",
		"أ  \nب\\\nج\nد":                   "<p>أ<br>ب<br>ج د</p>",
		"***":                              "<hr>",
		"    x < y":                        "<pre dir=\"ltr\" tabindex=\"0\"><code>x &lt; y\n</code></pre>",
		"```go\na\n```":                    "<pre dir=\"ltr\" tabindex=\"0\"><code class=\"language-go\">a\n</code></pre>",
		"> أ":                              "<blockquote><p>أ</p></blockquote>",
		"> أ\n>\n> — ب":                    `<figure class="quote"><blockquote><p>أ</p></blockquote><figcaption>ب</figcaption></figure>`,
		"> [!tip] فكرة\n> أ\n> — ب":        `<aside class="callout callout-background" role="note"><p class="callout-title">فكرة</p><p>أ</p><p>ب</p></aside>`,
		"> [!unknown]\n> أ":                "<blockquote><p>[!unknown] أ</p></blockquote>",
		"![أ](a.jpg) ![ب](b.jpg)\n{.wide}": `<div class="figures wide"><figure class="figure"><img src="a.jpg" alt="أ" loading="lazy" decoding="async"></figure><figure class="figure"><img src="b.jpg" alt="ب" loading="lazy" decoding="async"></figure></div>`,
		"نص ![أ](a.jpg) نص":                `<p>نص <img src="a.jpg" alt="أ" loading="lazy" decoding="async"> نص</p>`,
		"نص ![أ](a.mp4) نص":                "<p>نص أ نص</p>",
		"![مقطع](a.webm \"شرح\")":          `<figure class="media"><video controls preload="none" src="a.webm" aria-label="مقطع"></video><figcaption>شرح</figcaption></figure>`,
		"{{< figure src=\"a.jpg\" alt=\"أ\" caption=`ب` attr=\"ج\" link=\"/d\" >}}": `<figure class="figure"><a href="/d"><img src="a.jpg" alt="أ" loading="lazy" decoding="async"></a><figcaption>ب <span class="credit"><span class="visually-hidden">المصدر: </span>ج</span></figcaption></figure>`,
		"نص {{< figure a.jpg >}}":                              `<p>نص <img src="a.jpg" alt="" loading="lazy" decoding="async"></p>`,
		"نص {{< vimeo 12 >}}":                                  `<p>نص <a href="https://vimeo.com/12" rel="noopener">شاهد المقطع على فيميو</a></p>`,
		"{{< tweet user=\"a\" id=\"12\" >}}":                   `<figure class="embed" data-embed="x" data-id="12"><a href="https://x.com/a/status/12" rel="noopener">منشور على إكس لـ<bdi dir="ltr">@a</bdi></a></figure>`,
		"{{< x 12 >}}":                                         `<figure class="embed" data-embed="x" data-id="12"><a href="https://x.com/i/status/12" rel="noopener">منشور على إكس</a></figure>`,
		"{{< instagram\nAb1 >}}":                               `<figure class="embed" data-embed="instagram" data-id="Ab1"><a href="https://www.instagram.com/p/Ab1/" rel="noopener">منشور على إنستغرام</a></figure>`,
		"{{< لا ينتهي":                                         "<p> لا ينتهي</p>",
		"أ {% include x.html %}\n\n<div>\n{{% y %}} ب\n</div>": "<p>أ </p><div> ب </div>",

		// One tilde is «about»; GFM's two strike.
		"بين ~100 و~200 قتيل":  "<p>بين ~100 و~200 قتيل</p>",
		"من ~5% إلى ~~7%~~ 6%": "<p>من ~5% إلى <del>7%</del> 6%</p>",

		// GFM 5.3: a box, and words after a space; a link is none.
		"- [ ] أ\n- [x] ب\n- [x](c)\n- [ ]": `<ul><li><input type="checkbox" disabled aria-label="لم يُنجز"> أ</li><li><input type="checkbox" disabled checked aria-label="أُنجز"> ب</li><li><a href="c">x</a></li><li>[ ]</li></ul>`,

		// A list is numbered in the digits of its language, as CommonMark has it in Latin ones.
		"١. أ\n٢. ب":                     "<ol><li>أ</li><li>ب</li></ol>",
		"نص\n\n٥) أ\n\n   تتمة\n٦) ب":    `<p>نص</p><ol start="5"><li><p>أ</p><p>تتمة</p></li><li><p>ب</p></li></ol>`,
		"۱۲. أ\n    - ب\n    - ج\n۱۳. د": `<ol start="12"><li>أ<ul><li>ب</li><li>ج</li></ul></li><li>د</li></ol>`,
		"- أ\n  ١. ب\n  ٢. ج\n- د":       "<ul><li>أ<ol><li>ب</li><li>ج</li></ol></li><li>د</li></ul>",
		"> ١. أ\n> ٢. ب":                 "<blockquote><ol><li>أ</li><li>ب</li></ol></blockquote>",
		"نص\n١. أ":                       "<p>نص</p><ol><li>أ</li></ol>",
		"عام\n٢٠٢٤. ثم":                  "<p>عام ٢٠٢٤. ثم</p>", // only 1 interrupts a paragraph
		"١٢٣. أ":                         `<ol start="123"><li>أ</li></ol>`,
		"١.٥ مليون":                      "<p>١.٥ مليون</p>",
		"١٩٨٦. كان":                      "<p>١٩٨٦. كان</p>",
		// A real page numbered its points «١) 2) ٣) 4)»: they are one list.
		"1. أ\n٢. ب":          "<ol><li>أ</li><li>ب</li></ol>",
		"١) أ\n2) ب\n٣) ج\nد": "<ol><li>أ</li><li>ب</li><li>ج د</li></ol>",
		"- أ\n  1. ب\n  ٢. ج": "<ul><li>أ<ol><li>ب</li><li>ج</li></ol></li></ul>",
		"| أ | ب |\n|:-:|:--|\n| 1 | 2 |\n\nنص\n\n| ج |\n|---|": `<div class="table" tabindex="0" role="region" aria-label="جدول"><table><thead><tr><th scope="col" class="align-center">أ</th><th scope="col" class="align-start">ب</th></tr></thead><tbody><tr><td class="align-center">1</td><td class="align-start">2</td></tr></tbody></table></div><p>نص</p><div class="table" tabindex="0" role="region" aria-label="جدول 2"><table><thead><tr><th scope="col">ج</th></tr></thead></table></div>`,
		"أ[^x] ب[^x]\n\n[^x]: ج":                                `<p>أ<sup class="footnote-ref" id="fnref:1"><a href="#fn:1" role="doc-noteref">1</a></sup> ب<sup class="footnote-ref" id="fnref:1:2"><a href="#fn:1" role="doc-noteref">1</a></sup></p><section class="footnotes" role="doc-endnotes" aria-label="الحواشي"><ol><li id="fn:1"><p>ج <a class="footnote-back" href="#fnref:1" role="doc-backlink" aria-label="العودة إلى النص">↪︎</a> <a class="footnote-back" href="#fnref:1:2" role="doc-backlink" aria-label="العودة إلى النص">↪︎</a></p></li></ol></section>`,
		"**ج:** نعم":                                            `<p class="answer"><strong>ج:</strong> نعم</p>`,
		"**سؤال**: لم؟":                                         `<p class="question"><strong>سؤال</strong>: لم؟</p>`,
		"**سعد** قال":                                           "<p><strong>سعد</strong> قال</p>",
		"# أ {#x .y}\n\n## ب":                                   `<h2 class="y" id="x">أ</h2><h3 id="ب">ب</h3>`,
		"## !":                                                  `<h2 id="heading">!</h2>`,
		"أ\n{#a}\n\nب\n{#a}":                                    `<p id="a">أ</p><p id="a-2">ب</p>`,
		"https://example.org/a.mp4":                             `<figure class="media"><video controls preload="none" src="https://example.org/a.mp4"></video></figure>`,
		"`` a`b ``":                                             "<p><code dir=\"ltr\">a`b</code></p>",
	} {
		if got, _, _ := render(t, md, testBody); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
	}
}

// Raw HTML is closed, stands where HTML lets it, and holds nothing that runs.
func TestRawHTML(t *testing.T) {
	for md, want := range map[string]string{
		"<ul><li>أ<li>ب</ul>":   "<ul><li>أ</li><li>ب</li></ul>",
		"<p>أ<p>ب":              "<p>أ</p><p>ب</p>",
		"<td>أ":                 "أ",
		"<table><tr><td>أ<td>ب": "<table><tr><td>أ</td><td>ب</td></tr></table>",
		"<table>سائب<tr><th scope=row colspan=2 rowspan=x>أ": `<table></table>سائبأ`,
		"<h1>أ</h1>":                          "<h2>أ</h2>",
		"<center>أ</center>":                  "<div>أ</div>",
		"<hr>":                                "<hr>",
		"نص<br>نص<wbr>":                       "<p>نص<br>نص<wbr></p>",
		"<ol start=3 reversed><li value=7>أ":  `<ol start="3" reversed><li value="7">أ</li></ol>`,
		"<details open><summary>أ</summary>ب": "<details open><summary>أ</summary>ب</details>",
		"<time datetime=2026>أ</time>":        `<p><time datetime="2026">أ</time></p>`,
		"<p id='a b' lang=en dir=RTL title=ت class=c style=x>أ": `<p class="c" id="a-b" lang="en" dir="rtl" title="ت">أ</p>`,
		"<p lang=\"x y\" dir=up>أ":                              "<p>أ</p>",
		"<b>أ":                                                  "<p><b>أ</b></p>",
		"أ</b></div>":                                           "<p>أ</p>",
		"<pre>أ\n ب</pre>":                                      "<pre>أ\n ب</pre>",
		"<img src=a.jpg alt=أ title='ب (ج)'>":                   `<figure class="figure"><img src="a.jpg" alt="أ" loading="lazy" decoding="async"><figcaption>ب <span class="credit"><span class="visually-hidden">المصدر: </span>ج</span></figcaption></figure>`,
		"نص <img src=a.jpg alt=أ>":                              `<p>نص <img src="a.jpg" alt="أ" loading="lazy" decoding="async"></p>`,
		"نص <img src=a.mp4 alt=أ>":                              "<p>نص أ</p>",
		"<img src=javascript:x alt=أ>":                          "",
		"<video src=a.mp4 title=ت>أ</video>":                    `<p><video controls preload="none" src="a.mp4" aria-label="ت"></video></p>`,
		"<audio><source src=a.ogg></audio>":                     `<p><audio controls preload="none" src="a.ogg"></audio></p>`,
		"نص <audio src=a.mp3></audio>":                          `<p>نص <audio controls preload="none" src="a.mp3"></audio></p>`,
		"نص <iframe src=https://a.org/x></iframe> نص":           `<p>نص <a href="https://a.org/x" rel="noopener"><bdi dir="ltr">a.org</bdi></a> نص</p>`,
		"<iframe src=https://a.org/x></iframe>":                 `<p><a href="https://a.org/x" rel="noopener"><bdi dir="ltr">a.org</bdi></a></p>`,
		"<iframe src=/local></iframe>أ":                         "أ",
		"<style>p{}</style>":                                    "",
		"<my-tag>أ</my-tag>":                                    "<p>أ</p>",
		"<div>\n\n- أ\n\n</div>\n\nب":                           "<div><ul><li>أ</li></ul></div><p>ب</p>",
		"<b>أ <i>ب</b> ج":                                       "<p><b>أ <i>ب</i></b> ج</p>",
		"<ruby>漢<rt>x</ruby>":                                   "<p><ruby>漢<rt>x</rt></ruby></p>",
		"<rt>x</rt>":                                            "<p>x</p>",
	} {
		got, _, _ := render(t, md, testBody)
		if got = strings.TrimSpace(got); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
		checkMarkup(t, md, got)
	}
}

// An edition that trusts its writers has raw HTML as it is written.
func TestUnsafeHTML(t *testing.T) {
	o := testBody
	o.UnsafeHTML, o.Spans = true, true
	got, b, problems := render(t, "<script>x()</script>\n\nنص <b onclick=y>أ</b> <a id=z href=#w>ب</a>\n", o)
	if !strings.Contains(got, "<script>x()</script>") || !strings.Contains(got, "<b onclick=y>أ</b>") || len(problems) > 0 {
		t.Error(got, problems)
	}
	if len(b.Anchors) != 1 || b.Anchors[0] != "z" || len(b.Local) != 1 || b.Local[0].Target != "#w" {
		t.Errorf("anchors %q, local links %v", b.Anchors, b.Local)
	}
}

// A text in English runs from left to right, and its labels are English.
func TestEnglish(t *testing.T) {
	o := testBody
	o.Lang = "en"
	for md, want := range map[string]string{
		"He said \"yes\".":             `<p>He said "yes".</p>`,
		"> [!note]\n> x":               `<aside class="callout callout-note" role="note"><p class="callout-title">Note</p><p>x</p></aside>`,
		"https://youtu.be/jNQXAC9IVRw": `<figure class="embed" data-embed="youtube" data-id="jNQXAC9IVRw"><a href="https://www.youtube.com/watch?v=jNQXAC9IVRw" rel="noopener">Watch on YouTube</a></figure>`,
	} {
		if got, _, _ := render(t, md, o); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
	}
}

// The time of an entry may have its day, in words or in digits.
func TestTimesOfEntries(t *testing.T) {
	o := testBody
	o.Live, o.Start = true, time.Date(2026, 11, 21, 8, 0, 0, 0, beirut)
	for heading, want := range map[string]string{
		"14:30 أ":              "2026-11-21T14:30 أ",
		"2026-11-22 09:05 — ب": "2026-11-22T09:05 ب",
		"21 نوفمبر 2026، 11:05 مساءً: ج": "2026-11-21T23:05 ج",
		"07:00":       "2026-11-21T07:00 ",
		"01:00 د":     "2026-11-22T01:00 د",
		"خبر بلا وقت": "",
		"2026 عام":    "",
	} {
		_, b, _ := render(t, "## "+heading+"\n\nنص\n", o)
		got := ""
		if len(b.Entries) == 1 {
			got = b.Entries[0].Time.Format("2006-01-02T15:04 ") + b.Entries[0].Title
		}
		if got != want {
			t.Errorf("%s: %q, want %q", heading, got, want)
		}
	}
}

// The first paragraph and the number of words, which a page and a feed show.
func TestLeadAndWords(t *testing.T) {
	o := testBody
	o.Lead = true
	b, _ := Render([]byte("# رأس\n\n> مقتبس\n\nأول **كلام**\nوآخر.\n\nثان `x y`\n"), 0, o)
	if b.Lead != "أول كلام وآخر." || b.Words != 8 {
		t.Errorf("lead %q, %d words", b.Lead, b.Words)
	}
	if len(b.Headings) != 1 || b.Headings[0] != (site.Heading{Level: 2, ID: "رأس", Text: "رأس"}) {
		t.Error(b.Headings)
	}
}

// A heading «main» must not take the place that «skip to the text» leads to, nor
// any other that a template names.
func TestHeadingsTakeNoPlaceOfATemplate(t *testing.T) {
	ids := map[string]bool{}
	err := filepath.WalkDir("../../templates", func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		for _, m := range regexp.MustCompile(`\sid="?([^"\s>{]+)(\{\{)?`).FindAllStringSubmatch(string(data), -1) {
			id := m[1]
			if m[2] != "" {
				id += "3"
			}
			ids[id] = true
		}
		return err
	})
	if err != nil || len(ids) < 20 {
		t.Fatalf("%d ids, %v", len(ids), err)
	}
	o := testBody
	o.Spans = true
	got, b, _ := render(t, "[أ](#sources) [ب](/x#sources)\n\n## Sources\n", o) // its own links lead to it
	if want := `<p><a href="#sources-2">أ</a> <a href="/x#sources">ب</a></p><h2 id="sources-2">Sources</h2>`; got != want || b.Local[0].Target != "#sources-2" {
		t.Errorf("got %s, want %s; %v", got, want, b.Local)
	}
	for id := range ids {
		got, b, _ := render(t, "## "+id+"\n\n## x {#"+id+"}\n\n<p id=\""+id+"\">y</p>\n", testBody)
		if strings.Contains(got, `id="`+id+`"`) || strings.Count(got, `id="`) != 3 || b.Headings[0].ID != id+"-2" {
			t.Errorf("the body takes %q: %s", id, got)
		}
	}
}
