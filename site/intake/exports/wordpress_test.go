package exports

import (
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site/intake"
	"warraq/site/intake/testdata/judge"
)

// exported is a WXR file with these items; item has one with this text.
func wxr(inner string) string {
	return `<rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://x.example</link>` + "\n" + inner + "\n</channel></rss>"
}

func item(content, more string) string {
	return "<item><title>عنوان</title><wp:post_id>7</wp:post_id><wp:post_name>a</wp:post_name><wp:post_type>post</wp:post_type>" + more +
		"<content:encoded><![CDATA[" + content + "]]></content:encoded></item>"
}

// attachment is a picture that WordPress has.
func attachment(id, url, more string) string {
	return "<item><wp:post_type>attachment</wp:post_type><wp:post_id>" + id + "</wp:post_id><wp:attachment_url>" + url + "</wp:attachment_url>" + more + "</item>"
}

func meta1(key, value string) string {
	return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value>" + value + "</wp:meta_value></wp:postmeta>"
}

// pieces imports a source, and gives what came in by path.
func pieces(t *testing.T, text string) (map[string]intake.Piece, *intake.Tally) {
	t.Helper()
	out := map[string]intake.Piece{}
	tally, err := read(judge.Source{Files: fstest.MapFS{"x": {Data: []byte(text)}}}, func(p intake.Piece) error {
		out[p.Path] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, tally
}

// Shortcodes mean what WordPress and the plugins that define them say. Those
// that are not known stay in the text.
func TestWordPressShortcodes(t *testing.T) {
	pictures := attachment("1", "https://x.example/1.jpg", "<wp:post_parent>7</wp:post_parent><excerpt:encoded>الأولى (رويترز)</excerpt:encoded>"+meta1("_wp_attachment_image_alt", "مرفأ")) +
		attachment("2", "https://x.example/2.jpg", "<wp:post_parent>7</wp:post_parent>"+meta1("photo_credit", "هدى")) +
		attachment("3", "https://x.example/3.mp3", "")
	for name, c := range map[string]struct{ content, want string }{
		"a gallery of the post's":       {`[gallery]`, "![مرفأ](https://x.example/1.jpg \"الأولى (رويترز)\")\n![](https://x.example/2.jpg \"(هدى)\")"},
		"a gallery by numbers":          {`[gallery ids="2,1"]`, "![](https://x.example/2.jpg \"(هدى)\")\n![مرفأ](https://x.example/1.jpg \"الأولى (رويترز)\")"},
		"a gallery of what is not here": {`قبل [gallery ids="99"]`, "قبل"},
		"a playlist":                    {`[playlist ids="3"]`, "![](https://x.example/3.mp3)"},
		"a word alone, not known":       {"قبل\n\n[chart]\n\nبعد", "قبل\n\n{{< chart >}}\n\nبعد"},
		"a form":                        {`قبل [contact-form-7 id="1"]`, "قبل"},
		"the page's break":              {"أول<!--more-->ثانٍ<!--nextpage-->ثالث", "أول\n\nثانٍ\n\nثالث"},
		"lines of the classic editor":   {"سطر\nثانٍ\n\nفقرة", "سطر  \nثانٍ\n\nفقرة"},
		"bold over a blank line":        {"<strong>أ\n\nب</strong>", "**أ** \n\n**ب**"},
		"a list of the classic editor":  {"قبل\n<ul>\n<li>أ</li>\n\n<li>ب</li>\n</ul>\nبعد", "قبل\n\n- أ\n- ب\n\nبعد"},
		"nothing that may be broken":    {"<pre>a\n\n\nb</pre>", "```\na\n\n\nb\n```"},
		"a block without text":          {"<!-- wp:latest-posts /--><!-- wp:paragraph --><p>نص</p><!-- /wp:paragraph -->", "نص"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := pieces(t, wxr(pictures+item(c.content, "")))
			if body := got["news/a.md"].Body; strings.ReplaceAll(body, "** \n", "**\n") != strings.ReplaceAll(c.want, "** \n", "**\n") {
				t.Errorf("got %q, want %q", body, c.want)
			}
		})
	}
}

// What was not public there is no public story here; a scheduled one waits for its
// date. What is in the bin, or was never more than a start, does not come in.
func TestWordPressStatus(t *testing.T) {
	for status, want := range map[string]string{
		"publish": "public", "future": "public", "": "public", "draft": "draft", "pending": "draft", "private": "draft", "trash": "skipped", "auto-draft": "skipped", "inherit": "skipped",
	} {
		got, tally := pieces(t, wxr(item("نص", "<wp:status>"+status+"</wp:status>")))
		p, ok := got["news/a.md"]
		is := "public"
		switch draft, _ := valueOf(p, "draft").(bool); {
		case !ok && tally.Skipped[status] == 1:
			is = "skipped"
		case draft:
			is = "draft"
		}
		if is != want {
			t.Errorf("%q is %s, want %s", status, is, want)
		}
	}
	got, _ := pieces(t, wxr(item("سر", "<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>")))
	if draft, _ := valueOf(got["news/a.md"], "draft").(bool); !draft || len(got["news/a.md"].Notes) != 2 {
		t.Errorf("what a password hid is public: %v", got["news/a.md"].Notes)
	}
}

// valueOf is a value of a piece's front matter.
func valueOf(p intake.Piece, key string) any {
	for _, pair := range p.Matter {
		if pair.Key == key {
			return pair.Value
		}
	}
	return nil
}

// The facts of an item that stand in fields of plugins come in too.
func TestWordPressFields(t *testing.T) {
	export := wxr(`<wp:author><wp:author_login>huda</wp:author_login><wp:author_display_name>هدى</wp:author_display_name></wp:author>
<wp:author><wp:author_login>huda2</wp:author_login><wp:author_display_name>هدى</wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>world</wp:category_nicename><wp:cat_name>العالم</wp:cat_name></wp:category>
<wp:term><wp:term_id>4</wp:term_id><wp:term_taxonomy>category</wp:term_taxonomy><wp:term_slug>asia</wp:term_slug><wp:term_name>آسيا</wp:term_name><wp:term_parent>world</wp:term_parent></wp:term>` +
		attachment("1", "https://x.example/1.jpg", "<excerpt:encoded>شرح (رويترز)</excerpt:encoded>") +
		item("نص", `<dc:creator>huda</dc:creator><wp:is_sticky>1</wp:is_sticky><link>https://x.example/2019/a/</link><excerpt:encoded>خلاصة</excerpt:encoded>
<wp:post_date>2019-05-04 13:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_modified_gmt>2019-05-06 10:00:00</wp:post_modified_gmt>
<category domain="category" nicename="local">محليات</category><category domain="category" nicename="asia">آسيا</category><category domain="post_tag" nicename="x">ميناء</category><category domain="post_format" nicename="post-format-video">Video</category>`+
			meta1("_yoast_wpseo_primary_category", "4")+meta1("subtitle", "عنوان فرعي")+meta1("_thumbnail_id", "1")+meta1("enclosure", "https://x.example/a.mp3")))
	got, tally := pieces(t, export)
	p := got["world/asia/2019/05/a.md"]
	want := `---
title: عنوان
standfirst: عنوان فرعي
summary: خلاصة
type: video
date: 2019-05-04T13:00:00Z
lastmod: 2019-05-06T10:00:00Z
aliases: [/2019/a/]
authors: [huda]
tags: [ميناء, محليات]
image:
  src: https://x.example/1.jpg
  caption: شرح
  credit: رويترز
featured: true
---

نص

![](https://x.example/a.mp3)
`
	if string(p.Bytes()) != want {
		t.Errorf("got %v\n%s", tally, p.Bytes())
	}
	if tally.Found["author"] != 2 || tally.Taken[intake.Author] != 1 || tally.Skipped["author of a known name"] != 1 {
		t.Errorf("the authors are %v %v %v", tally.Found, tally.Taken, tally.Skipped)
	}
	if title := got["world/_index.md"].Matter.Text("title"); title != "العالم" {
		t.Errorf("the section above is called %q", title)
	}
}

// Who signs by a name that is no person's signs nothing; co-authors sign in place of
// the one who typed.
func TestWordPressAuthors(t *testing.T) {
	for more, want := range map[string]string{
		"<dc:creator>admin</dc:creator>": "", "<dc:creator>huda@x.example</dc:creator>": "huda", "": "",
		`<dc:creator>admin</dc:creator><category domain="author" nicename="cap-salma">سلمى</category>`: "سلمى",
	} {
		got, _ := pieces(t, wxr(item("نص", more)))
		names, _ := valueOf(got["news/a.md"], "authors").([]string)
		if strings.Join(names, " ") != want {
			t.Errorf("%s: signed %q, want %q", more, names, want)
		}
	}
}
