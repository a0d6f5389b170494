package exports

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"warraq/site/intake"
	"warraq/site/intake/forms"
	"warraq/site/intake/testdata/judge"
)

// all are the readers, in the order in which the command tries them.
var all = []intake.Reader{WordPressReader, FeedReader, JSONReader, MediumReader}

// testOptions are the judge's.
func testOptions() intake.Options { return judge.Options() }

// read reads a source, of which a single file is read as such.
func read(s judge.Source, take intake.Taker) (*intake.Tally, error) {
	return readBy(testOptions(), s, take)
}

func readBy(o intake.Options, s judge.Source, take intake.Taker) (*intake.Tally, error) {
	if len(s.Media) > 0 {
		o.Media = s.Media
	}
	open := func() (*intake.Source, error) { return forms.OpenTree(all, "", s.Files) }
	if len(s.Files) == 1 {
		for _, f := range s.Files {
			open = func() (*intake.Source, error) {
				return forms.OpenFile(all, "", bytes.NewReader(f.Data), int64(len(f.Data)))
			}
		}
	}
	in, err := open()
	if err != nil {
		return nil, err
	}
	return in.Read(o, take)
}

// Each file in testdata is another system's export: what it holds, the manuscripts that it
// becomes, and what an editor is told.
func TestImports(t *testing.T) { judge.Documents(t, 8, read) }

// What could read files, fill the memory or fool the reader is refused, with
// the line where it stands.
func TestHostileSourcesAreRefused(t *testing.T) {
	defer func(n int) { maxElement = n }(maxElement)
	maxElement = 1 << 20
	wxr := func(inner string) string {
		return `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>` + "\n" + inner + "\n</channel></rss>"
	}
	bomb := `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	for name, c := range map[string]struct{ source, want string }{
		"an entity that reads a file": {"<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" + wxr("<item><title>&x;</title></item>"), "line 2: the file has a DOCTYPE"},
		"entities that multiply":      {bomb + wxr("<item><title>&b;</title></item>"), "line 1: the file has a DOCTYPE"},
		"a story without end":         {wxr("<item><title>a</title>"), "line 3: </channel> does not close <item> of line 2"},
		"a file that broke off":       {"<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\n<item><title>نص", "the file ends before <title> of line 2"},
		"a story that broke off":      {strings.TrimSuffix(wxr(""), "\n\n</channel></rss>") + "\n<item><content:encoded><![CDATA[نص", "the file ends before <content:encoded> of line 2"},
		"a title that is a number":    {"{\"posts\": [\n{\"title\": 5}]}", "line 2: the JSON cannot be read: \"title\" is a number"},
		"elements without end":        {wxr(strings.Repeat("<b>", 300)), "line 2: elements nest deeper"},
		"a story of 9 MB":             {wxr("<item><content:encoded>" + strings.Repeat("كلمة ", 1<<20) + "</content:encoded></item>"), "larger than 1 MB"},
		"no WordPress at all":         {`{"posts": 1}`, "line 1: the JSON cannot be read"},
		"JSON of something else":      {`{"a": 1}`, "no export of Ghost or Blogger"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(judge.Source{Files: fstest.MapFS{"x": {Data: []byte(c.source)}}}, func(intake.Piece) error { return nil })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// A name in an export is a name, never a way out of the newsroom's folder.
func TestNamesNeverLeadOut(t *testing.T) {
	export := `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<link>https://x.example</link>
<wp:author><wp:author_login>../../root</wp:author_login><wp:author_display_name>ا</wp:author_display_name></wp:author>
<item><title>../../../etc/passwd</title><wp:post_name>../../../../srv/x</wp:post_name><wp:post_id>../7</wp:post_id><wp:post_type>post</wp:post_type><category domain="category" nicename="../../..">..</category>
<content:encoded>&lt;img src="https://x.example/wp-content/uploads/../../../secret.jpg"&gt;</content:encoded></item>
<item><title>.</title><wp:post_name>%2e%2e%2f%2e%2e%2fx</wp:post_name><wp:post_type>page</wp:post_type></item>
</channel></rss>`
	in := judge.Source{Files: fstest.MapFS{"x.xml": {Data: []byte(export)}}, Media: fstest.MapFS{"ok.jpg": {}}}
	_, err := read(in, func(p intake.Piece) error {
		for _, name := range append([]string{p.Path}, to(p.Media)...) {
			if !fs.ValidPath(name) || !filepath.IsLocal(name) || strings.Contains(name, "..") {
				t.Errorf("%s would be written at %q", p.Origin, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func to(media []intake.Asset) (out []string) {
	for _, m := range media {
		out = append(out, m.To, m.From)
	}
	return out
}

// Control characters, lone surrogates and bytes that are no characters come
// from old databases; none of them stops an import.
func TestDirtyBytesDoNotStopAnImport(t *testing.T) {
	export := "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><item><title>a\x0b\x00b\xffc & d</title><content:encoded><![CDATA[x\x1fy]]></content:encoded></item></channel></rss>"
	var got intake.Piece
	if _, err := WordPress(strings.NewReader(export), testOptions(), func(p intake.Piece) error {
		if p.Kind == intake.Story {
			got = p
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if title := got.Matter.Text("title"); title != "ab\ufffdc & d" || got.Body != "xy" {
		t.Errorf("title %q, body %q", title, got.Body)
	}
}

// An export in the encoding of its age is read in it.
func TestDeclaredEncodingIsRead(t *testing.T) {
	export := "<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss><channel><item><title>\xce\xc8\xd1</title><description>\xe4\xd5</description></item></channel></rss>"
	var titles []string
	if _, err := Feed(strings.NewReader(export), testOptions(), func(p intake.Piece) error {
		titles = append(titles, p.Matter.Text("title")+" "+p.Body)
		return nil
	}); err != nil || titles[0] != "خبر نص" {
		t.Errorf("got %q, %v", titles, err)
	}
}

// The version that a document claims stops nothing; a second claim within it is told
// with its line, in both languages.
func TestAnyVersionOfXMLIsRead(t *testing.T) {
	const feed = "<rss><channel>\n<item><title>خبر</title><description>نص</description></item></channel></rss>"
	for _, head := range []string{"<?xml version=\"1.1\"?>\n", "<?xml version='0' encoding='utf-8'?>", ""} {
		got, _ := pieces(t, head+feed)
		if got["news/خبر.md"].Body != "نص" {
			t.Errorf("%q: got %v", head, got)
		}
	}
	_, err := Feed(strings.NewReader("<?xml version=\"1.0\"?>\n<rss><channel>\n<?xml version=\"7\"?></channel></rss>"), testOptions(), func(intake.Piece) error { return nil })
	if refusal, ok := errors.AsType[*intake.SourceError](err); !ok || refusal.Line != 3 || refusal.Message.Ar == "" {
		t.Errorf("got %v", err)
	}
}

// Whatever an export holds, there is an error or there are manuscripts that can
// be read; the same export gives the same ones.
func FuzzImports(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			f.Add(archive.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		judge.Any(t, judge.Source{Files: fstest.MapFS{"x": {Data: data}}}, read)
	})
}
