package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/cmd/warraq/importing"
	"warraq/site/intake"
	"warraq/site/intake/forms"
	"warraq/site/intake/testdata/judge"
)

// hostileWords are titles, names, slugs and addresses that mean something to YAML,
// HTML, a disk or a terminal.
var hostileWords = []string{
	"# x", "- a", "a: b", "'", `"`, "{", "[a]", "|", "> x", "@a", "`x`", "%x", "!!binary x", "&a", "*a", "null", "~", "true", "yes", "1", "1.5", "0x1F", "1e3", ".inf",
	"12:30:45", "2026-01-01", "---", "...", "a\n---\ndraft: false\n---\nb", "a #b", "a: [b\nc", "\u202eabc", "a\x00b", "\x07", "a\u2028b", "\ufeffa", "a\tb", " a ", `\`, `a\`, "{{x}}",
	"<script>alert(1)</script>", "]]>", strings.Repeat("a", 3000), strings.Repeat("كلمة ", 900), "", "😀", "=", "<<", ":", "? x", "CON", "nul.txt", "..", "../../x", "/abs", `C:\x`, "a/b", `a\b`,
	"%2e%2e%2f", "index.html", "404.html", "tags", "lite", "_index", ".git", "كلمة: نص", "\u200f", "ـ", "َ", "a\u0085b", "a\x1b[31mb", "\ue0001\ue001", "javascript:alert(1)",
	"data:text/html,x", "//evil.example/", "https://x/\"><script>", "<!-- wp:x", "[caption]", "](x)", "a|b", "$1", "<<<<<<< HEAD", "\ufffd", "e\u0301", "x@mail.example",
}

// hostileExports are exports of each form whose every field is hostile.
func hostileExports(t *testing.T) string {
	dir := t.TempDir()
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	asJSON := func(v any) string {
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	type row = map[string]any
	var posts, users, tags, postsTags, postsAuthors, settings, blogger []row
	var items, channel strings.Builder
	for i, w := range hostileWords {
		date := []string{"2024-01-01T00:00:00Z", w}[i%4/3]
		users = append(users, row{"id": i, "name": w, "slug": w, "bio": w})
		tags = append(tags, row{"id": i, "name": w, "slug": w, "description": w})
		posts = append(posts, row{
			"id": i, "title": w, "slug": w, "html": "<p>" + w + "</p><img src='" + w + "'><a href='" + w + "'>x</a>", "status": "published", "published_at": date, "url": w,
			"feature_image": w, "feature_image_alt": w, "feature_image_caption": w, "custom_excerpt": w, "meta_title": w, "canonical_url": w, "type": []string{"post", "page"}[i%5/4],
		})
		postsTags = append(postsTags, row{"post_id": i, "tag_id": i}, row{"post_id": i, "tag_id": (i + 7) % len(hostileWords)})
		postsAuthors = append(postsAuthors, row{"post_id": i, "author_id": i})
		for _, key := range []string{"title", "description", "lang", "timezone"} {
			settings = append(settings, row{"key": key, "value": w})
		}
		blogger = append(blogger, row{
			"kind": "blogger#post", "id": w, "published": date, "url": "http://o.example/2024/01/" + w + ".html", "title": w, "content": w, "labels": []string{w, w + "x"}, "author": row{"displayName": w},
		})
		e := func(name string) string {
			var out bytes.Buffer
			_ = xml.EscapeText(&out, []byte(w))
			return "<" + name + ">" + out.String() + "</" + name + ">"
		}
		meta := strings.ReplaceAll(e("wp:meta_key")+e("wp:meta_value"), "<wp:meta_key>", "<wp:meta_key>own_")
		channel.WriteString("<wp:author>" + e("wp:author_login") + e("wp:author_display_name") + "</wp:author>" +
			"<wp:category>" + e("wp:category_nicename") + e("wp:cat_name") + e("wp:category_parent") + e("wp:category_description") + "</wp:category>")
		term := ` nicename="` + html.EscapeString(w) + `"` + strings.TrimPrefix(e("category"), "<category")
		fmt.Fprintf(&items, "<item>%s%s%s%s%s%s%s%s<wp:post_id>%d</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_date>2024-01-02 00:00:00</wp:post_date>",
			e("title"), e("link"), e("guid"), e("dc:creator"), e("content:encoded"), e("excerpt:encoded"), e("description"), e("wp:post_name"), i)
		items.WriteString(`<category domain="category"` + term + `<category domain="post_tag"` + term + `<category domain="own"` + term + "<wp:postmeta>" + meta + "</wp:postmeta></item>")
		write(fmt.Sprintf("medium/posts/%d_x.html", i), fmt.Sprintf(`<article class=h-entry><h1 class=p-name>%[1]s</h1><section class=p-summary>%[1]s</section><section class=e-content><p>%[1]s</p></section>`+
			`<a class=p-author>%[1]s</a><time class=dt-published datetime="%[2]s"></time><a class=p-canonical href="%[1]s"></a></article>`, html.EscapeString(w), date))
		matter := "---\n"
		for _, key := range []string{"title", "author", "date", "slug", "url", "permalink", "image", "description", "type", "layout", "weight", "lastmod", "draft", "own", "section", w + "x"} {
			matter += asJSON(key) + ": " + asJSON(w) + "\n"
		}
		for _, key := range []string{"authors", "tags", "categories", "aliases", "series"} {
			matter += key + ": [" + asJSON(w) + "]\n"
		}
		write(fmt.Sprintf("jekyll/_posts/2024-01-01-%d.md", i), matter+"---\n"+w+"\n")
		write(fmt.Sprintf("hugo/content/news/%d.md", i), matter+"---\n"+w+"\n")
	}
	write("jekyll/_config.yml", "title: x\n")
	write("hugo/hugo.toml", "title = 'x'\n")
	write("ghost.json", asJSON(row{"db": []row{{"data": row{"posts": posts, "users": users, "tags": tags, "posts_tags": postsTags, "posts_authors": postsAuthors, "settings": settings}}}}))
	write("blogger.json", asJSON(row{"items": blogger}))
	root := `<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"`
	write("feed.xml", root+"><channel><title>x</title>"+items.String()+"</channel></rss>")
	write("wordpress.xml", root+` xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>x</title>`+channel.String()+items.String()+"</channel></rss>")
	return dir
}

// What import writes always builds, whatever the words of an export are.
func TestHostileExportsBuild(t *testing.T) {
	from := hostileExports(t)
	forms := []string{"ghost.json", "wordpress.xml", "hugo"}
	if *long {
		forms = append(forms, "blogger.json", "feed.xml", "medium", "jekyll")
	}
	for _, name := range forms {
		t.Run(name, func(t *testing.T) {
			paper, out := filepath.Join(t.TempDir(), "paper"), filepath.Join(t.TempDir(), "out")
			code, said := runs(t, "import", "--source", paper, filepath.Join(from, name))
			if code != exitFine && !strings.Contains(said, "skipped: cannot be read") { // files of a tree that are no text are told
				t.Fatalf("import: status %d: %s", code, said)
			}
			if code, said := runs(t, "build", "--drafts", "--source", paper, "--cache", "none", "--output", out); code != exitFine {
				t.Errorf("build: status %d: %s", code, said)
			}
		})
	}
}

// A piece of an export, from its beginning or to its end, is never taken for copy.
func TestAPieceOfAnExportIsNoCopy(t *testing.T) {
	from := hostileExports(t)
	for _, name := range []string{"ghost.json", "blogger.json", "wordpress.xml", "feed.xml"} {
		whole := fileText(t, filepath.Join(from, name))
		for i := 1; i < 40; i++ {
			at := i * i * len(whole) / 1600
			for _, piece := range []string{whole[:at], whole[at:], whole[at/2 : at], "\n" + whole[at/3:]} {
				if len(piece) < 200 {
					continue
				}
				source, err := forms.OpenFile(importing.Readers, "", strings.NewReader(piece), int64(len(piece)))
				refusal, refused := errors.AsType[*intake.SourceError](err)
				switch {
				case refused && (refusal.Line < 1 || refusal.Message.Ar == ""):
					t.Errorf("%s: %.60q…: the refusal has no place: %v", name, piece, err)
				case err == nil && source.Form == "pasted":
					t.Errorf("%s: %.60q… of %d bytes is taken for copy", name, piece, len(piece))
				case err != nil && !refused:
					t.Error(err)
				}
			}
		}
	}
}

// runs runs the command in English, and gives its status and all that it said.
func runs(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out, talk bytes.Buffer
	code := run(t.Context(), append(args, "--lang", "en"), strings.NewReader(""), &out, &talk)
	return code, out.String() + talk.String()
}

// A folder for stories is one that the build reads, at an address of its own.
func TestImportRefusesSectionsThatAreNotRead(t *testing.T) {
	room := t.TempDir()
	text := filepath.Join(room, "t.txt")
	if err := os.WriteFile(text, []byte("سفينة تصل الميناء\n\nوصلت السفينة اليوم إلى الميناء بعد رحلة طويلة في البحر، وفرح الناس بها كثيرًا.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		".git", "news/.x", "..", "../out", "/abs", ".", "./news", "a//b", "a/../b", "_drafts", "news/_x", "tags", "Authors", "lite", "search", "archive/x", "404.html", "index.html", "news/index.html",
		"robots.txt", "edition.yaml", "x.md", `a\b`, "con", "news/nul.x", " x", "x ", "x.", "a\nb", "a\x00b", "a:b", "\xff", strings.Repeat("x", 300), strings.Repeat("x/", 600) + "x",
	} {
		paper := filepath.Join(room, "refused")
		if code, said := runs(t, "import", "--source", paper, "--section", bad, text); code != exitMisuse || !strings.Contains(said, "is no folder under content for stories") {
			t.Errorf("%q: status %d: %s", bad, code, said)
		}
		if _, err := os.Stat(paper); err == nil {
			t.Fatalf("%q: something was written", bad)
		}
	}
	for _, good := range []string{"news", "news/", "سياسة", "news/local", "NEWS", "a.b", "2024", "-x", "pages"} {
		paper := filepath.Join(t.TempDir(), "paper")
		code, said := runs(t, "import", "--source", paper, "--section", good, text)
		if built, more := runs(t, "build", "--drafts", "--source", paper); code != exitFine || built != exitFine {
			t.Errorf("%q: status %d: %s%s", good, code, said, more)
		}
	}
}

// What fills a disk, or is no text, is told, and stops nothing else.
func TestImportPassesOverWhatCannotBeRead(t *testing.T) {
	room := t.TempDir()
	paper, archive := filepath.Join(room, "paper"), filepath.Join(room, "site.zip")
	story := "---\ntitle: أ\ndate: 2024-01-01\n---\n![](bomb.jpg)\n"
	long := strings.Repeat("x", 300)
	data := judge.Zip(t, "hugo.toml", "title = 'x'\n", "content/news/a/index.md", story, "content/news/a/bomb.jpg", strings.Repeat("\x00", 8<<20), `static/`+long+`.png`, "png", "../../out.md", "---\ntitle: x\n---\n")
	if err := os.WriteFile(archive, data, 0o600); err != nil {
		t.Fatal(err)
	}
	code, said := runs(t, "import", "--source", paper, archive)
	if code != exitProblems || !strings.Contains(said, "swells beyond reason") || !strings.Contains(said, "no host serves a file of this name") || !strings.Contains(said, "story 1") {
		t.Errorf("status %d: %s", code, said)
	}
	if left, _ := filepath.Glob(filepath.Join(paper, "content/news/a/*")); len(left) != 1 {
		t.Errorf("beside the story lie %v", left)
	}
	if _, err := os.Stat(filepath.Join(room, "out.md")); err == nil {
		t.Error("a file was written outside")
	}
	for name, c := range map[string]struct{ data, want string }{
		"x.xml.gz": {"\x1f\x8b\x08\x00", "this is a file of gzip: unpack it"},
		"x.xml":    {`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>`, "has a DOCTYPE"},
		"x.bin":    {"a\x00b", "binary file"},
	} {
		file := filepath.Join(room, name)
		if err := os.WriteFile(file, []byte(c.data), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, said := runs(t, "import", "--source", paper, file); code != exitMisuse || !strings.Contains(said, c.want) {
			t.Errorf("%s: status %d: %s", name, code, said)
		}
	}
}

// Archives that fill a disk with many files, each within its bound, are refused.
func TestAnArchiveOfManyBombsIsRefused(t *testing.T) {
	parts := []string{"hugo.toml", ""}
	for i := range 12 {
		parts = append(parts, fmt.Sprintf("static/%d.png", i), strings.Repeat("\x00", 1<<20))
	}
	file := filepath.Join(t.TempDir(), "bombs.zip")
	if err := os.WriteFile(file, judge.Zip(t, parts...), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := runs(t, "import", "--source", t.TempDir(), file); code != exitMisuse || !strings.Contains(said, "swells beyond reason") {
		t.Errorf("status %d: %s", code, said)
	}
}
