package markup

import (
	"strings"
	"testing"
)

// The boxes, frames and cards that systems write round what they show say the same as a
// line of a manuscript does. The forms are those of the named systems' manuals.
func TestTheBoxesOfSystemsAreRead(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{
			"Ghost's card of a file",
			`<div class="kg-card kg-file-card "><a class="kg-file-card-container" href="/f/r.pdf" title="Download" download>` +
				`<div class="kg-file-card-contents"><div class="kg-file-card-title">التقرير</div><div class="kg-file-card-caption">سنوي</div>` +
				`<div class="kg-file-card-metadata"><div class="kg-file-card-filename">r.pdf</div></div></div>` +
				`<div class="kg-file-card-icon"><svg></svg></div></a></div>`,
			"[التقرير](/f/r.pdf) سنوي r.pdf",
		},
		{
			"Ghost's card of a page, with who wrote it",
			`<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://y.example/a"><div class="kg-bookmark-content">` +
				`<div class="kg-bookmark-title">عنوان</div><div class="kg-bookmark-description">وصف</div>` +
				`<div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="i.ico"><span class="kg-bookmark-author">هدى</span><span class="kg-bookmark-publisher">المرقاب</span></div>` +
				`</div></a><figcaption>اقرأ</figcaption></figure>`,
			"[عنوان](https://y.example/a)\n\nوصف\n\nهدى · المرقاب\n\nاقرأ",
		},
		{
			"Blogger's picture with a caption",
			`<table class="tr-caption-container"><tbody><tr><td><a href="https://1.bp.blogspot.com/s1600/x.jpg"><img src="https://1.bp.blogspot.com/s320/x.jpg" alt="بديل"></a></td></tr>` +
				`<tr><td class="tr-caption">شرح <b>الصورة</b></td></tr></tbody></table>`,
			`![بديل](https://1.bp.blogspot.com/s320/x.jpg "شرح الصورة")`,
		},
		{
			"pictures by their sizes alone, and a film beside the page",
			`<p><img srcset="/b.jpg 1x, /c.jpg 2x" alt="ب"></p><video src="e.mp4"></video><video src="javascript:e.mp4"></video>`,
			"![ب](/b.jpg)\n\n![](e.mp4)",
		},
		{
			"a card of a page without a title",
			`<figure class="kg-bookmark-card"><a href="https://y.example/a"></a></figure>`,
			"[https://y.example/a](https://y.example/a)",
		},
		{
			"what Ghost draws round a player",
			`<div class="kg-card kg-audio-card"><div class="kg-audio-player-container"><audio src="/a.mp3"></audio><div class="kg-audio-title">حوار</div>` +
				`<div class="kg-audio-player"><button class="kg-audio-hide">Play</button><span>0:00</span></div></div></div>`,
			"![](/a.mp3)\n\nحوار",
		},
		{
			"WordPress's older block of a cover",
			`<div class="wp-block-cover has-background-dim" style="background-image:url(https://y.example/c.jpg)"><p class="wp-block-cover-text">فوق الصورة</p></div>`,
			"![](https://y.example/c.jpg)\n\nفوق الصورة",
		},
		{
			"WordPress's block of a cover",
			`<div class="wp-block-cover"><img class="wp-block-cover__image-background" src="https://y.example/c.jpg" alt="س"><div class="wp-block-cover__inner-container"><p>فوق الصورة</p></div></div>`,
			"![س](https://y.example/c.jpg)\n\nفوق الصورة",
		},
		{
			"the old frame of two pictures",
			`<div class="wp-caption"><img src="a.jpg"><img src="b.jpg"><p>شرح</p></div>`,
			"![](a.jpg)\n\n![](b.jpg)\n\nشرح",
		},
		{
			"a film of the time of Flash",
			`<object width="425"><param name="allowFullScreen" value="true"><param name="movie" value="https://www.youtube.com/v/abcdefghijk"></object>`,
			"https://www.youtube.com/watch?v=abcdefghijk",
		},
		{
			"a box of Telegram",
			`<div data-telegram-post="durov/68"></div>`,
			"https://t.me/durov/68",
		},
		{
			"a graphic of NPR's pym.js",
			`<div data-pym-src="https://graphics.example/turnout/"></div>`,
			"https://graphics.example/turnout/",
		},
		{
			"a document of DocumentCloud",
			`<div id="DV-viewer-1234-report" class="DC-embed"></div>`,
			"https://www.documentcloud.org/documents/1234-report",
		},
		{
			"a film that a script loads late",
			`<div class="rll-youtube-player youtube" data-id="abcdefghijk"></div>`,
			"https://www.youtube.com/watch?v=abcdefghijk",
		},
		{
			"a post of another WordPress, framed",
			`<p>قبل</p><iframe src="https://o.example/a/embed/#?secret=X1"></iframe>`,
			"قبل\n\nhttps://o.example/a/",
		},
		{
			"a frame of no page",
			`<p>قبل</p><iframe src="javascript:void(0)"></iframe><p>بعد</p>`,
			"قبل\n\nبعد",
		},
		{
			"an element of a page's own that shows nothing",
			`<p>قبل</p><amp-youtube></amp-youtube><p>بعد</p>`,
			"قبل\n\nبعد",
		},
		{
			"two pictures that lead to one page",
			`<p><a href="/b/"><img src="a.jpg"><img src="c.jpg"></a></p>`,
			"[![](a.jpg)![](c.jpg)](/b/)",
		},
		{
			"a picture in bold",
			`<p><b><img src="a.jpg" alt="س"></b></p>`,
			"**![س](a.jpg)**",
		},
		{
			"a figure of words",
			`<figure><p>كلام</p><figcaption>تحته</figcaption></figure>`,
			"كلام\n\nتحته",
		},
		{
			"a place in a list that a link leads to",
			`<ul id="all"><li>أ</li></ul><p><a href="#all">إليها</a></p>`,
			"- <a id=\"all\"></a>أ\n\n[إليها](#all)",
		},
		{
			"a note that the text does not name",
			`<p>نص</p><p data-note="x">حاشية</p>`,
			"نص\n\n[^1]: حاشية",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := ToMarkdown(c.html, strings.TrimSpace); err != nil || got != c.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, c.want)
			}
		})
	}
}

// Tables keep every word and number, whatever shape they have.
func TestTablesOfEveryShape(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"a caption", `<table><caption>المصدر</caption><tr><td>1</td><td>2</td></tr></table>`, "| 1 | 2 |\n| --- | --- |\n\nالمصدر"},
		{"rows of unlike lengths", `<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>`, "| 1 |  |\n| --- | --- |\n| 2 | 3 |"},
		{"rows without a word", `<table><tr><td>1</td><td>2</td></tr><tr><td></td><td> </td></tr></table>`, "| 1 | 2 |\n| --- | --- |"},
		{"no cell", `<table><caption>وحده</caption></table>`, "وحده"},
		{"a picture in a cell", `<table><tr><td>1</td><td><img src="a.jpg" alt="س"></td></tr></table>`, "| 1 | ![س](a.jpg) |\n| --- | --- |"},
		{"code in a cell", `<table><tr><td><code>a|b</code></td><td>2</td></tr></table>`, "| `a\\|b` | 2 |\n| --- | --- |"},
		{
			"a table in a table", `<table><tr><td>1</td><td><table><tr><td>2</td><td>3</td></tr></table></td></tr></table>`,
			"<table><tbody><tr><td>1</td><td><table><tbody><tr><td>2</td><td>3</td></tr>\n</tbody></table></td></tr>\n</tbody></table>",
		},
		{
			"cells that span others, with what they hold", `<table><tr><td colspan="2">أ <b>ب</b> ج &amp;copy; &lt;د&gt;</td></tr><tr><td><a href="https://ours.example/x/">هنا</a></td><td>1<script>x</script><span>2</span></td></tr></table>`,
			"<table><tbody><tr><td colspan=\"2\">أ <b>ب</b> ج &amp;copy; &lt;د&gt;</td></tr>\n<tr><td><a href=\"/x/\">هنا</a></td><td>12</td></tr>\n</tbody></table>",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ToMarkdown(c.html, func(a string) string { return strings.TrimPrefix(a, "https://ours.example") })
			if err != nil || got != c.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, c.want)
			}
		})
	}
}

// Words that name a character by its reference name it still: in running text, in code, in
// cells, under pictures.
func TestWordsThatNameACharacterStay(t *testing.T) {
	for source, want := range map[string]string{
		`<p>اكتب &amp;copy; أو &amp;#1576; لا &amp; وحدها</p>`:                                `اكتب \&copy; أو \&#1576; لا & وحدها`,
		`<p><code>&amp;nbsp;</code></p><pre>&amp;lt;</pre>`:                                   "`&nbsp;`\n\n```\n&lt;\n```",
		`<ul><li><b>&amp;amp;</b></li></ul>`:                                                  `- **\&amp;**`,
		`<table><tr><td>&amp;lt;</td><td>2</td></tr></table>`:                                 "| \\&lt; | 2 |\n| --- | --- |",
		`<blockquote class="twitter-tweet" data-tweet-url="u"><p>&amp;copy;</p></blockquote>`: "u\n\n> \\&copy;",
	} {
		if got, err := ToMarkdown(source, strings.TrimSpace); err != nil || got != want {
			t.Errorf("%s\ngot  %q, %v\nwant %q", source, got, err, want)
		}
	}
}

// A text that would take minutes is refused, and the cause is said.
func TestATextBeyondTheBoundsIsRefused(t *testing.T) {
	for want, source := range map[string]string{
		"more brackets": strings.Repeat("[", 50_000),
		"elements":      strings.Repeat("<i></i>", mostNodes+1),
	} {
		if _, err := ToMarkdown(source, strings.TrimSpace); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want one of %s", err, want)
		}
	}
}
