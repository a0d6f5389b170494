package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// newsroom has a file of each sort.
var newsroom = map[string]string{
	"room/content/edition.yaml": "title: المدار\nbase_url: https://example.org\ntime_zone: Asia/Riyadh\nfeeds: {terms: true, full_text: true}\n" +
		"pages: {lite: true, archive: true, search: true}\n",
	"room/content/front.yaml":          "lead: news/welcome\n",
	"room/content/news/_index.md":      "---\ntitle: أخبار\n---\n\nمقدمة القسم.\n",
	"room/content/authors/lina.md":     "---\nname: لينا حداد\nrole: محررة\n---\n\nسيرة.\n",
	"room/content/pages/about.md":      "---\ntitle: من نحن\n---\n\nعن الجريدة.\n",
	"room/content/data/prices.csv":     "سلعة,سعر\nخبز,3\n",
	"room/content/news/welcome.md":     story("أهلًا", "image: {src: a.png, alt: صورة}\n", "نص أول مع [رابط](second.md).\n\n![صورة](a.png)\n"),
	"room/content/news/second.md":      story("خبر ثانٍ", "", "نص ثانٍ.\n"),
	"room/content/news/third.md":       story("خبر ثالث", "", "نص ثالث  \nمع سطر.\n"),
	"room/content/news/live.md":        story("تغطية", "type: live\n", "## 10:30 بداية\n\nأول.\n\n## 11:00 ثم\n\nثانٍ.\n"),
	"room/static/robots.txt":           "User-agent: *\n",
	"room/static/css/own.css":          "p { margin: 0 }\n",
	"room/templates/partials/own.html": "<p>{{.}}</p>\n",
	"pasted.txt":                       "عنوان منقول من صفحة\n\nالقدس - وكالة - نص الخبر الأول، وهو طويل بما يكفي ليكون فقرة كاملة من خبر.\n\nوفقرة ثانية فيها كلام آخر عن الخبر نفسه.\n",
	"export/hugo.toml":                 "title = 'قديم'\nbaseURL = 'https://old.example/'\n",
	"export/content/posts/one.md":      "---\ntitle: منشور أول\ndate: 2020-01-02\ntags: [قديم]\n---\n\n{{< figure src=\"b.png\" alt=\"ب\" >}}\n\nنص قديم.\n",
	"export/content/posts/two.md":      "+++\ntitle = 'منشور ثانٍ'\ndate = 2020-01-03\n+++\n\nنص.\n",
}

func story(title, more, body string) string {
	return fmt.Sprintf("---\ntitle: %s\ndate: 2026-11-20T06:00:00Z\n%sauthors: [lina]\ntags: [وسم]\n---\n\n%s", title, more, body)
}

func fill(work string) error {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		return err
	}
	for name, text := range newsroom {
		if err := save(filepath.Join(work, name), text); err != nil {
			return err
		}
	}
	for _, name := range []string{"room/content/news/a.png", "export/content/posts/b.png"} {
		if err := save(filepath.Join(work, name), picture.String()); err != nil {
			return err
		}
	}
	return nil
}

func save(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

// edit is an hour's work: stories are changed, added and removed.
func edit(room string) error {
	at := func(name string) string { return filepath.Join(room, "content/news", name) }
	if err := save(at("welcome.md"), strings.Replace(newsroom["room/content/news/welcome.md"], "أهلًا", "أهلاً وسهلاً", 1)); err != nil {
		return err
	}
	// Not in form, and with what check --fix mends.
	if err := save(at("fourth.md"), "---\ntags: ['وسم']\ntitle: \"خبـــر رابع\"\ndate: '2026-11-21'\n---\nنص رابع , وفيه  كلام.   \n"); err != nil {
		return err
	}
	return os.Remove(at("third.md"))
}

// cold takes the cache and the site away too.
func cold(room string) error {
	if err := edit(room); err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(room, ".warraq"))
}
