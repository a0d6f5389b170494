package exports

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site/intake"
	"warraq/site/intake/forms"
	"warraq/site/intake/testdata/judge"
)

// bodyOf is the body of the one story of an export.
func bodyOf(t *testing.T, content, more, around string) (string, intake.Piece) {
	t.Helper()
	got, _ := pieces(t, wxr(around+item(content, more)))
	return got["news/a.md"].Body, got["news/a.md"]
}

// Words and pictures that WordPress and page builders keep beside the text come in.
func TestNothingOfAWordPressStoryIsLost(t *testing.T) {
	block := `<item><title>ق</title><wp:post_id>50</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>publish</wp:status><content:encoded><![CDATA[<!-- wp:paragraph --><p>نص معاد</p><!-- /wp:paragraph -->]]></content:encoded></item>`
	picture := attachment("60", "https://y.example/p.jpg", "")
	for name, c := range map[string]struct{ content, more, want string }{
		"footnotes":                           {`<!-- wp:paragraph --><p>قول<sup data-fn="u-1" class="fn"><a href="#u-1" id="u-1-link">1</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->`, meta1("footnotes", `<![CDATA[[{"content":"المصدر <em>كتاب</em>","id":"u-1"}]]]>`), "قول[^1].\n\n[^1]: المصدر *كتاب*"},
		"footnotes of a plugin":               {"قول[ref]المصدر[/ref] وآخر[ref]غيره[/ref].", "", "قول[^1] وآخر[^2].\n\n[^1]: المصدر\n\n[^2]: غيره"},
		"a reusable block":                    {`<!-- wp:paragraph --><p>أ</p><!-- /wp:paragraph --><!-- wp:block {"ref":50} /-->`, "", "أ\n\nنص معاد"},
		"a picture of a page builder":         {`[vc_single_image image="60"]`, "", "![](https://y.example/p.jpg)"},
		"a table with a break":                {"<table><tr><td>12<br />34</td><td>5</td></tr><tr><td>6</td><td>7</td></tr></table>", "", "| 12<br>34 | 5 |\n| --- | --- |\n| 6 | 7 |"},
		"a reusable block with its own words": {`<!-- wp:block {"ref":50,"content":{"a":{"b":"c"}}} /-->`, "", "نص معاد"},
		"the picture behind an older cover":   {`<div class="wp-block-cover" style="background-image:url(https://y.example/c.jpg)"><p>نص</p></div>`, "", "![](https://y.example/c.jpg)\n\nنص"},
		"signs of other systems' templates":   {"{% z %} و{{ y }} و<code>{{ x }}</code>", "", "\\{% z %} و\\{{ y }} و`{{ x }}`"},
		"a power":                             {"10<sup>6</sup> شخص", "", "10<sup>6</sup> شخص"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := bodyOf(t, c.content, c.more, block+picture); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if _, p := bodyOf(t, `<!-- wp:block {"ref":99} /-->`, "", ""); len(p.Notes) == 0 || p.Notes[0].Kind != intake.Dropped {
		t.Errorf("a block that is missing is not told: %v", p.Notes)
	}
}

// What plugins and the newsroom said of a story stays with it.
func TestFieldsOfAWordPressStoryStay(t *testing.T) {
	_, p := bodyOf(t, "نص", `<link>https://x.example/2019/a/</link><category domain="region" nicename="sham">الشام</category><category domain="region" nicename="iraq">العراق</category><category domain="series" nicename="s">سلسلة</category>`+
		meta1("subtitle", "field_60a4")+meta1("_subtitle", "field_60a4b1")+meta1("sub_title", "سطر")+meta1("mood", "هادئ")+meta1("_mood", "field_60a4b2")+meta1("type", "خاص")+
		meta1("_yoast_wpseo_title", "عنوان للبحث")+meta1("_yoast_wpseo_metadesc", "وصف")+meta1("_yoast_wpseo_canonical", "https://other.example/z")+meta1("_yoast_wpseo_opengraph-image", "https://x.example/og.jpg")+
		meta1("_wp_old_slug", "was")+meta1("_wp_old_slug", "%d9%82%d8%af%d9%8a%d9%85")+meta1("_acme_score", "7"), "")
	text := string(p.Bytes())
	for _, want := range []string{
		"standfirst: سطر\n", "summary: وصف\n", "  mood: هادئ\n", "  source_type: خاص\n", "  region: [الشام, العراق]\n", "series: سلسلة\n", "  seo_title: عنوان للبحث\n", "  canonical: https://other.example/z\n",
		"  og_image: https://x.example/og.jpg\n", "aliases: [/2019/a/, /2019/was/, /2019/قديم/]\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is lost:\n%s", want, text)
		}
	}
	if strings.Contains(text, "field_60a4") {
		t.Errorf("a field's name became words:\n%s", text)
	}
	told := false
	for _, n := range p.Notes {
		told = told || n.Text == "_acme_score"
	}
	if !told {
		t.Errorf("a plugin's field is not told: %v", p.Notes)
	}
}

// A slug that the database cut in the middle of a letter is a slug without that letter.
func TestASlugCutInMidLetterIsRead(t *testing.T) {
	got, _ := pieces(t, wxr(strings.Replace(item("نص", "<link>https://x.example/2019/%d9%82%d8%af%d9%8/</link>"), "<wp:post_name>a<", "<wp:post_name>%d9%82%d8%af%d9%8<", 1)))
	p, ok := got["news/قد.md"]
	if !ok || !strings.Contains(string(p.Bytes()), "aliases: [/2019/قد/]") {
		t.Errorf("got %v", got)
	}
}

// What a category says of itself is what its section says.
func TestTheDescriptionOfACategoryStays(t *testing.T) {
	got, _ := pieces(t, wxr(`<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>world</wp:category_nicename><wp:cat_name>العالم</wp:cat_name><wp:category_description>أخبار الدنيا</wp:category_description></wp:category>`+
		item("نص", `<category domain="category" nicename="world">العالم</category>`)))
	if about := got["world/_index.md"].Matter.Text("description"); about != "أخبار الدنيا" {
		t.Errorf("got %q", about)
	}
}

// A picture that is still fetched from the old server is told; the poster of a film is
// the story's picture.
func TestPicturesOfTheOldServerAreTold(t *testing.T) {
	_, p := bodyOf(t, `<img src="https://x.example/wp-content/uploads/a.jpg"><img src="https://x.example/b.jpg"><a href="https://x.example/b.jpg">ب</a> <img src="https://cdn.x.example/c.png"> <img src="https://i0.wp.com/x.example/d.jpg?w=640"> <img src="https://other.example/e.jpg">`, "", "")
	var hosts []string
	for _, n := range p.Notes {
		if n.Kind == intake.ToDo {
			hosts = append(hosts, n.Text+": "+strings.Join(n.Files, " "))
		}
	}
	if want := []string{"x.example (3): https://x.example/wp-content/uploads/a.jpg https://x.example/b.jpg https://x.example/d.jpg", "https://cdn.x.example/c.png: https://cdn.x.example/c.png"}; !slices.Equal(hosts, want) {
		t.Errorf("told %q, want %q", hosts, want)
	}
	_, p = bodyOf(t, `<figure class="wp-block-video"><video src="https://y.example/a.mp4" poster="https://y.example/p.jpg"></video></figure>`, "", "")
	if !strings.Contains(string(p.Bytes()), "src: https://y.example/p.jpg") {
		t.Errorf("the poster is lost:\n%s", p.Bytes())
	}
}

// The site's name, address, language, clock and menu are read from an export.
func TestSettingsOfAnExportComeIn(t *testing.T) {
	says := func(text string) string {
		in, err := forms.OpenFile(all, "", strings.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		return string(in.Says(testOptions()).Edition())
	}
	menu := func(id, title, more string) string {
		return `<item><title>` + title + `</title><wp:post_id>` + id + `</wp:post_id><wp:post_type>nav_menu_item</wp:post_type><category domain="nav_menu" nicename="main">الرئيسية</category>` + more + `</item>`
	}
	got := says(strings.Replace(wxr(strings.Replace(item("نص", "<link>https://x.example/a/</link><wp:post_date>2020-01-01 15:00:00</wp:post_date><wp:post_date_gmt>2020-01-01 12:00:00</wp:post_date_gmt>"), "<title>عنوان", "<title>من نحن", 1)+
		menu("8", "", "<wp:menu_order>2</wp:menu_order>"+meta1("_menu_item_object_id", "7"))+menu("9", "خارج", "<wp:menu_order>1</wp:menu_order>"+meta1("_menu_item_url", "https://other.example/"))),
		"<channel>", "<channel><title>الميناء</title><description>جريدة</description><language>ar</language>", 1))
	want := "title: الميناء\ntagline: جريدة\nbase_url: https://x.example\nlanguage: ar\ntime_zone: Etc/GMT-3\nmenus:\n  main:\n    - title: خارج\n      url: https://other.example/\n    - title: من نحن\n      url: /a/\n"
	if sorted(got) != sorted(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := says(`{"db":[{"data":{"posts":[],"settings":[{"key":"title","value":"الميناء"},{"key":"timezone","value":"Asia/Beirut"},{"key":"lang","value":"ar"},{"key":"navigation","value":"[{\"label\":\"أ\",\"url\":\"/a/\"}]"}]}}]}`); sorted(got) != sorted("title: الميناء\nlanguage: ar\ntime_zone: Asia/Beirut\nmenus:\n  main:\n    - title: أ\n      url: /a/\n") {
		t.Errorf("Ghost says\n%s", got)
	}
	if got := says(`<rss><channel><title>الميناء</title><link>https://x.example/</link><language>ar</language></channel></rss>`); sorted(got) != sorted("title: الميناء\nbase_url: https://x.example\nlanguage: ar\n") {
		t.Errorf("a feed says\n%s", got)
	}
}

// sorted are the lines of a text in the order of their letters.
func sorted(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		for j := i; j > 0 && lines[j] < lines[j-1]; j-- {
			lines[j], lines[j-1] = lines[j-1], lines[j]
		}
	}
	return strings.Join(lines, "\n")
}

// A person's table gives fields, shortcodes and types of a WordPress site a meaning.
func TestATableGivesWordPressWordsAMeaning(t *testing.T) {
	o := testOptions()
	var err error
	if o.Map, err = intake.ReadMapping("map.toml", []byte("[fields]\nbyline = 'kicker'\nsecret = '-'\n[shortcodes]\nchart = 'https://chart.example/$id/'\nbox = '> $inner'\n[types]\nacme_entry = 'story'\npost = 'draft'\n"), o.Options); err != nil {
		t.Fatal(err)
	}
	got := map[string]intake.Piece{}
	export := wxr(item(`[chart id="7"] [box]كلام[/box]`, meta1("byline", "خاص")+meta1("secret", "x")) + typed("acme_entry", "", ""))
	if _, err := readBy(o, judge.Source{Files: fstest.MapFS{"x": {Data: []byte(export)}}}, func(p intake.Piece) error {
		got[p.Path] = p
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if text := string(got["news/a.md"].Bytes()); !strings.Contains(text, "kicker: خاص\n") || !strings.Contains(text, "draft: true") || strings.Contains(text, "secret") || !strings.Contains(text, "https://chart.example/7/\n\n> كلام") {
		t.Errorf("got\n%s", text)
	}
	if p, ok := got["acme-entry/x.md"]; !ok || p.IsDraft() {
		t.Errorf("the type did not come in: %v", got)
	}
}
