package exports

import (
	"strconv"
	"strings"
	"testing"

	"warraq/site/intake"
)

// The words, addresses and pictures that blocks keep in their fields come in, in the
// order in which they stand.
func TestWordsInTheFieldsOfABlockComeIn(t *testing.T) {
	picture := attachment("45", "https://y.example/p.jpg", "<excerpt:encoded>شرح</excerpt:encoded>")
	for block, want := range map[string]string{
		`<!-- wp:acf/quote {"name":"acf/quote","data":{"quote":"قول طويل\u003cbr\u003eثانٍ","_quote":"field_60a4b1","by":"Reuters","_by":"field_60a4b2","face":45,"_face":"field_60a4b3","style":"dark"},"mode":"preview","align":"wide"} /-->`: "قول طويل  \nثانٍ\n\nReuters\n\n![](https://y.example/p.jpg \"شرح\")",
		`<!-- wp:acf/faq {"data":{"rows":2,"rows_0_q":"س1؟","rows_0_a":"\u003cp\u003eج1 \u003cb\u003eنعم\u003c/b\u003e\u003c/p\u003e","rows_1_q":"س2؟","rows_1_a":"ج2"}} --><!-- /wp:acf/faq -->`:                                               "س1؟\n\nج1 **نعم**\n\nس2؟\n\nج2",
		`<!-- wp:paragraph --><p>قبل</p><!-- /wp:paragraph --><!-- wp:acf/film {"data":{"film":"https://www.youtube.com/watch?v=abcdefghijk"}} /-->`:                                                                                            "قبل\n\nhttps://www.youtube.com/watch?v=abcdefghijk",
		`<!-- wp:embed {"url":"https://www.tiktok.com/@a/video/7123","type":"video","providerNameSlug":"tiktok"} /-->`:                                                                                                                          "https://www.tiktok.com/@a/video/7123",
		`<!-- wp:lazyblock/info {"title":"عنوان","image":"%7B%22url%22:%22https://y.example/l.jpg%22%7D"} /-->`:                                                                                                                                 "عنوان\n\n![](https://y.example/l.jpg)",
		`<!-- wp:pullquote-plus/box {"text":"كلام من إضافة","color":"red","className":"a b"} /-->`:                                                                                                                                              "كلام من إضافة",
	} {
		if got, p := bodyOf(t, block, "", picture); got != want {
			t.Errorf("%s\ngot  %q\nwant %q\n%v", block, got, want, p.Notes)
		}
	}
	_, p := bodyOf(t, `<!-- wp:acf/x {"data":{"words":"كلام هنا","votes":"55","theme":"dark"}} /-->`, "", "")
	if told := notesOf(p, intake.Dropped); told != "votes=55 theme=dark" {
		t.Errorf("what is not taken is told as %q", told)
	}
	if _, p := bodyOf(t, `<!-- wp:acme/poll {"id":"7"} /-->`, "", ""); notesOf(p, intake.Dropped) != "acme/poll" {
		t.Errorf("a block without words is not told: %v", p.Notes)
	}
}

// notesOf are the texts of the notes of one kind.
func notesOf(p intake.Piece, kind intake.NoteKind) string {
	var all []string
	for _, n := range p.Notes {
		if n.Kind == kind {
			all = append(all, n.Text)
		}
	}
	return strings.Join(all, "|")
}

// What a plugin showed to members alone makes the story a draft, as a block as well as
// in brackets.
func TestBlocksForMembersAreNotPublic(t *testing.T) {
	for _, source := range []string{
		`<!-- wp:premium-content/container --><!-- wp:premium-content/subscriber-view --><p>سر</p><!-- /wp:premium-content/subscriber-view --><!-- /wp:premium-content/container -->`,
		`<!-- wp:memberful/content --><p>سر</p><!-- /wp:memberful/content -->`, `<!-- wp:jetpack/paywall /--><p>سر</p>`, `<!-- wp:pmpro/membership {"levels":["1"]} --><p>سر</p><!-- /wp:pmpro/membership -->`,
		`[pms-restrict]سر[/pms-restrict]`,
	} {
		if body, p := bodyOf(t, source, "", ""); !p.IsDraft() || !strings.Contains(body, "سر") {
			t.Errorf("%s is public:\n%s", source, p.Bytes())
		}
	}
	if _, p := bodyOf(t, `<!-- wp:jetpack/subscriptions /--><p>نص</p>[et_pb_team_member name="هدى"]سيرة[/et_pb_team_member]`, "", ""); p.IsDraft() {
		t.Error("a public story became a draft")
	}
}

// Embeds of WordPress in every form: its blocks, old and new, an address alone on a
// line, frames and scripts.
func TestEmbedsOfWordPressAreOurs(t *testing.T) {
	for source, want := range map[string]string{
		"<!-- wp:embed {\"url\":\"https://x.com/a/status/1\",\"type\":\"rich\",\"providerNameSlug\":\"twitter\"} -->\n<figure class=\"wp-block-embed is-type-rich\"><div class=\"wp-block-embed__wrapper\">\nhttps://x.com/a/status/1\n</div><figcaption>شرح</figcaption></figure>\n<!-- /wp:embed -->": "https://x.com/a/status/1\n\nشرح",
		"<!-- wp:core-embed/youtube {\"url\":\"https://youtu.be/abcdefghijk\"} -->\n<figure class=\"wp-block-embed-youtube wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/abcdefghijk\n</div></figure>\n<!-- /wp:core-embed/youtube -->":                                    "https://youtu.be/abcdefghijk",
		"قبل\n\nhttps://t.me/durov/68\n\nبعد": "قبل\n\nhttps://t.me/durov/68\n\nبعد",
		"<!-- wp:html -->\n<div class=\"flourish-embed\" data-src=\"visualisation/123\"><script src=\"https://public.flourish.studio/resources/embed.js\"></script></div>\n<!-- /wp:html -->": "https://public.flourish.studio/visualisation/123/",
		"<!-- wp:html -->\n<script async src=\"https://telegram.org/js/telegram-widget.js?22\" data-telegram-post=\"durov/68\"></script>\n<!-- /wp:html -->":                                  "https://t.me/durov/68",
		"نص\n<iframe title=\"رسم\" src=\"https://datawrapper.dwcdn.net/AbC12/3/\" id=\"datawrapper-chart-AbC12\"></iframe><script type=\"text/javascript\">!function(){}()</script>":          "نص\n\nhttps://datawrapper.dwcdn.net/AbC12/3/",
		`[embed width="123"]https://open.spotify.com/episode/7A[/embed]`:                                               "https://open.spotify.com/episode/7A",
		`[soundcloud url="https://api.soundcloud.com/tracks/1" params="x=1"]`:                                          "https://api.soundcloud.com/tracks/1",
		`[iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1"]`: "https://www.facebook.com/a/posts/1",
		`[instagram url=https://www.instagram.com/p/CxOWiQNP2MO/]`:                                                     "https://www.instagram.com/p/CxOWiQNP2MO/",
	} {
		if got, _ := bodyOf(t, source, "", ""); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
		}
	}
}

// The forms of titles that plugins fill in are filled in.
func TestFormsForSearchEnginesAreFilledIn(t *testing.T) {
	for fields, want := range map[string]string{
		meta1("_yoast_wpseo_title", "%%title%% %%page%% %%sep%% %%sitename%%"):                    "seo_title: عنوان - الميناء\n",
		meta1("_yoast_wpseo_title", "خاص | %%primary_category%% %%sep%% %%sitedesc%%"):            "seo_title: \"خاص | جريدة\"\n",
		meta1("rank_math_title", "%title% %sep% %sitename%"):                                      "seo_title: عنوان - الميناء\n",
		meta1("rank_math_title", "%title% %customfield(mood)%") + meta1("mood", "هادئ"):           "seo_title: عنوان هادئ\n",
		meta1("_aioseo_title", "#post_title #separator_sa #site_title"):                           "seo_title: عنوان - الميناء\n",
		meta1("_seopress_titles_title", "%%post_title%% %%sep%% %%sitetitle%%"):                   "seo_title: عنوان - الميناء\n",
		meta1("_yoast_wpseo_title", "نمو 5% في #غزة و6% بعده"):                                    "seo_title: \"نمو 5% في #غزة و6% بعده\"\n",
		meta1("_yoast_wpseo_metadesc", "%%excerpt%% خاص") + "<excerpt:encoded></excerpt:encoded>": "summary: خاص\n",
	} {
		_, p := bodyOf(t, "نص", fields, "<title>الميناء</title><description>جريدة</description>")
		if text := string(p.Bytes()); !strings.Contains(text, want) || strings.Contains(text, "%%") || strings.Contains(text, "%t") {
			t.Errorf("%s: want %q in\n%s", fields, want, text)
		}
	}
	if _, p := bodyOf(t, "نص", meta1("_yoast_wpseo_title", "%%title%% %%mystery%%"), ""); !strings.Contains(notesOf(p, intake.Dropped), "%%mystery%%") {
		t.Errorf("a word that is not known is not told: %v", p.Notes)
	}
}

// What WordPress had in brackets is read in every other form of export, too; other words
// in brackets stay.
func TestShortcodesAreReadInEveryFormOfExport(t *testing.T) {
	const text = `<p>[caption id="x"]<img src="https://y.example/a.jpg" alt="س"> شرح[/caption]</p><p>[embed]https://youtu.be/abcdefghijk[/embed]</p><p>[audio mp3="https://y.example/a.mp3"] قال [الوزير] و[poll 7]</p>`
	escaped := strings.NewReplacer("<", "&lt;", `"`, "&quot;").Replace(text)
	for name, source := range map[string]string{
		"RSS":     `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>أ</title><link>https://x.example/a/</link><content:encoded>` + escaped + `</content:encoded></item></channel></rss>`,
		"Ghost":   ghostWith(t, map[string]any{"html": text}),
		"Blogger": `{"items":[{"kind":"blogger#post","id":"1","title":"أ","url":"https://x.example/2020/01/a.html","content":` + strconv.Quote(text) + `}]}`,
	} {
		got, _ := pieces(t, source)
		want := "![س](https://y.example/a.jpg \"شرح\")\n\nhttps://youtu.be/abcdefghijk\n\n![](https://y.example/a.mp3)\n\nقال \\[الوزير] و\\[poll 7]"
		if body := got["news/a.md"].Body; body != want {
			t.Errorf("%s: got\n%s", name, body)
		}
	}
}
