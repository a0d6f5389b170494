package forms

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"warraq/site/intake"
)

// copyReaders take any text that is no data.
var copyReaders = []intake.Reader{{Form: "pasted", File: func(io.ReadSeeker, intake.Options, intake.Taker) (*intake.Tally, error) { return nil, nil }}}

// What is no text, or data of another program, is refused with its line and with what to
// do, in both languages. It is taken if its form is named, unless it is no text at all.
func TestWhatIsNoCopyIsRefused(t *testing.T) {
	rows := strings.Repeat(`{"title": "خبر", "html": "نص الخبر"}, `, 5)
	for name, c := range map[string]struct {
		data, want string
		line       int
	}{
		"gzip":                {"\x1f\x8b\x08", "gzip: unpack it", 1},
		"a tape":              {strings.Repeat("a", 257) + "ustar", "tar: unpack it", 1},
		"PDF":                 {"%PDF-1.7\ntext", "PDF: open it, copy its text", 1},
		"PDF with a mark":     {"\ufeff\n%PDF-1.4\n", "PDF", 1},
		"RTF":                 {`{\rtf1\ansi text}`, "RTF", 1},
		"an old document":     {"\xd0\xcf\x11\xe0\xa1\xb1 abc", "Office", 1},
		"JPEG":                {"\xff\xd8\xff\xe1 abc", "JPEG", 1},
		"a film":              {"\x01\x01\x01\x20ftypisom", "MP4", 1},
		"SQLite":              {"SQLite format 3\x00", "SQLite: export the site again", 1},
		"zeros":               {strings.Repeat("\x00", 100), "binary file", 1},
		"controls":            {strings.Repeat("a\x01\x02b", 100), "binary file", 1},
		"half an archive":     {packed(t, "export.xml", "<rss/>")[:30], "damaged ZIP archive", 1},
		"an archive's head":   {"PK\x03\x04", "damaged ZIP archive", 1},
		"Word":                {packed(t, "[Content_Types].xml", "", "word/document.xml", "<a/>"), "Office: open it", 1},
		"Word, damaged":       {packed(t, "word/document.xml", "<a/>"), "Word", 1},
		"EPUB":                {packed(t, "META-INF/container.xml", ""), "EPUB", 1},
		"OpenDocument":        {packed(t, "mimetype", "x", "content.xml", "<a/>"), "OpenDocument", 1},
		"a packed text":       {packed(t, "export.json", "نص"), "no export that is known", 1},
		"a page":              {"<!DOCTYPE html>\n<title>404</title>", "an HTML page; copy its text from a browser", 1},
		"a page's piece":      {"\n\n<center><h1>502 Bad Gateway</h1>", "an HTML page", 1},
		"a warning of PHP":    {"<br />\n<b>Warning</b>: x", "an HTML page", 1},
		"another XML":         {"<Error><Code>AccessDenied</Code></Error>", "neither a feed nor an export", 1},
		"an item alone":       {"<!-- x -->\n<item><title>خ</title></item>", "neither a feed nor an export", 1},
		"XML without a head":  {"خبر</title>\n<wp:post_id>1</wp:post_id>\n<wp:status>publish</wp:status>", "full of XML", 2},
		"XML below words":     {"Warning: mysql\nin x.php\n<rss><channel><item><title>خ</title></item></channel></rss>", "full of XML", 3},
		"JSON without a head": {"نص\n" + rows, "full of JSON", 2},
		"JSON as a script":    {"var x = [" + rows, "full of JSON", 1},
		"JSON in a call":      {"cb([" + rows, "full of JSON", 1},
		"a list":              {"[1, 2,\n 3]", "JSON of no form", 1},
		"lists":               {`["أ", "ب"]`, "JSON of no form", 1},
		"null":                {"null\n", "JSON of no form", 1},
		"SQL":                 {"-- MySQL dump 10.13\nDROP TABLE x;", "as SQL", 1},
		"SQL's rows":          {"-- x\n\nINSERT INTO `wp_posts` VALUES (1,'خبر');", "as SQL", 1},
		"SQL's rows, cut":     {"خبر','x'),\n(2,'خبر','نص'),\n(3,'خبر','نص'),\n(4,'خبر','نص');\n", "full of SQL", 2},
		"PHP's data":          {`a:2:{i:0;s:5:"title";}`, "data of PHP", 1},
		"a table":             {"id,title,content\n1,خبر,نص\n", "a table", 1},
		"a table by tabs":     {"id\ttitle\tpost content\n1\tخبر\tنص\n", "a table", 1},
		"a table, quoted":     {"\"ID\";\"x\"\n", "", 0},
		"a manuscript":        {"---\ntitle: أ\n---\n\nنص", "a manuscript with front matter; copy it", 1},
		"a manuscript, TOML":  {"+++\ntitle = 'أ'\n+++\nنص", "a manuscript", 1},
		"YAML":                {"title: x\nposts:\n  - title: a\n    body: نص\n", "YAML", 1},
		"a letter":            {"From: a@x\nSubject: x\n\nنص", "saved with its headers", 1},
		"an answer":           {"HTTP/1.1 200 OK\r\n\r\nنص", "saved with its headers", 1},
		"encoded":             {strings.Repeat("UEsDBBQAAAAIAA", 100), "no words", 1},
		"encoded in lines":    {strings.Repeat(strings.Repeat("UEsD", 19)+"\r\n", 30), "no words", 1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := OpenFile(copyReaders, "", strings.NewReader(c.data), int64(len(c.data)))
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			refused, ok := errors.AsType[*intake.SourceError](err)
			if !ok || refused.Line != c.line || !strings.Contains(refused.Message.En, c.want) || strings.Contains(refused.Message.Ar+refused.Message.En, "%!") || !strings.ContainsAny(refused.Message.Ar, "صنف") {
				t.Errorf("got %v, %+v, want %d: %q", err, refused, c.line, c.want)
			}
			_, err = OpenFile(copyReaders, "pasted", strings.NewReader(c.data), int64(len(c.data)))
			if strings.Contains(refused.Message.En, "--from pasted") && err != nil {
				t.Errorf("by its name: %v", err)
			}
		})
	}
}

// What people copy is taken, though a part of it looks like data.
func TestCopyIsTaken(t *testing.T) {
	for _, text := range []string{
		"سفينة تصل", "[خاص] سفينة تصل", "[1] سفينة", "{عاجل} سفينة", "[{عاجل}] سفينة", "<< سفينة تصل >>", "<3 سفينة", "<عاجل> سفينة", "- سفينة\n- ثانية", "--- سفينة ---\nنص", "---\nنص\n---\n",
		"العنوان: سفينة\nالتاريخ: 2024\nالكاتب: هدى", "Ship arrives, crew safe, port says\n\nText.", "Title: a ship\n\nThe ship arrived today: all were glad.\n\nBy: Huda\n",
		"الوسم <html> أول الصفحة و</html> آخرها، و{\"title\": \"x\"} أول ملف JSON، وهذا شرح طويل لمن يتعلم لغة الشبكة " + strings.Repeat("كلام طويل ", 30),
		"الأهلي، الزمالك، 2, 1\nنص، وفيه فواصل، وأرقام", "insert into the story more", "https://example.org/" + strings.Repeat("a", 300) + "\n\nنص القصة هنا", "a,b\nc", "begin here", "",
		"From: our correspondent\n\nThe ship arrived.", "PK يصل", "RIF", fmt.Sprintf("%s\n\n%s", strings.Repeat("ل", 500), "نص"), "\x0bنص\x0c نص طويل\x0b",
	} {
		if _, err := OpenFile(copyReaders, "", bytes.NewReader([]byte(text)), int64(len(text))); err != nil {
			t.Errorf("%.60q: %v", text, err)
		}
	}
}
