package press

import (
	"bytes"
	"compress/zlib"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"

	"warraq/content"
	"warraq/site"
	"warraq/site/minify"
	"warraq/site/uri"
)

// sample is the folder of this repository, as warraq build sees it, with small pictures
// in place of all but one, and with stories that are not public: a draft, one under
// embargo, and one that has ended.
func sample(t testing.TB) fstest.MapFS {
	out := fstest.MapFS{}
	add := func(from fs.FS, name string) error {
		data, err := fs.ReadFile(from, name)
		if path.Ext(name) == ".jpg" && name != "images/port.jpg" { // photographs would take ten seconds
			data = picture(64, 36)
		}
		out["content/"+name] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: noon}
		return err
	}
	for _, from := range []fs.FS{content.FS, os.DirFS("testdata/unpublished")} {
		err := fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			return add(from, name)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func buildSample(t *testing.T) (*Paper, map[string][]byte) {
	t.Helper()
	s := &shelf{}
	p, _ := s.print(t, input(sample(t)))
	return p, s.old
}

func TestTheSampleEditionIsWithoutFault(t *testing.T) {
	p, _ := buildSample(t)
	for _, problem := range p.Problems {
		if problem.Level != site.LevelNote {
			t.Errorf("%s: %s (%s)", problem.Place(), problem.Message.En, problem.Rule)
		}
	}
}

// A <bdi> without dir takes the direction of its first letter, and turns a score round.
func TestEveryIsolateHasADirection(t *testing.T) {
	_, files := buildSample(t)
	found := 0
	for name, data := range files {
		for rest := data; ; {
			i := bytes.Index(rest, []byte("<bdi"))
			if i < 0 {
				break
			}
			rest = rest[i+len("<bdi"):]
			if found++; !bytes.HasPrefix(rest, []byte(" dir=")) {
				t.Errorf("%s: a <bdi> without dir: %.60s", name, rest)
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d isolates: are these the pages?", found)
	}
}

func TestTwoBuildsGiveTheSameBytes(t *testing.T) {
	_, first := buildSample(t)
	_, second := buildSample(t)
	same(t, second, first)
}

// The words of the draft, the embargoed and the expired story.
var secrets = []string{"زمهريرات", "مسوّدةالقنديل", "منقضيةالهدهد"}

func TestNothingUnpublishedLeaks(t *testing.T) {
	source := sample(t)
	for _, secret := range secrets {
		if !slices.ContainsFunc(slices.Collect(maps.Values(source)), func(f *fstest.MapFile) bool { return bytes.Contains(f.Data, []byte(secret)) }) {
			t.Errorf("no manuscript of the sample holds %q: the test would prove nothing", secret)
		}
	}
	_, out := buildSample(t)
	for name, data := range out {
		for _, secret := range secrets {
			if bytes.Contains(inflated(t, name, data), []byte(secret)) || strings.Contains(name, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	if found := indexed(t, out); len(found) > 0 {
		t.Errorf("the search knows %q", found)
	}
	in := input(source)
	in.Clock.Drafts, in.Clock.Future = true, true
	s := &shelf{}
	s.print(t, in)
	if found := indexed(t, s.old); len(found) == 0 {
		t.Error("the index of a preview does not hold the words either: the test proves nothing")
	}
}

// indexed lists the secrets' words that the search's dictionary holds. A word
// shares its first letters with the one before it: the rest must do.
func indexed(t *testing.T, out map[string][]byte) (found []string) {
	t.Helper()
	for name, data := range out {
		if !strings.HasPrefix(name, "search/d/") {
			continue
		}
		for _, rest := range []string{"هرير", "هالقنديل", "هالهدهد"} {
			if bytes.Contains(inflated(t, name, data), []byte(rest)) {
				found = append(found, rest)
			}
		}
	}
	return found
}

// inflated reads what a browser would.
func inflated(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	if !strings.HasPrefix(name, "search/") || path.Ext(name) != ".bin" {
		return data
	}
	kind := strings.Split(name, "/")[1]
	if kind == "o" || kind == "p" { // numbers, as they are
		return data
	}
	if kind != "f" {
		return streams(t, data)
	}
	// A fragment begins with what it shows of each story, which says where the text stands.
	three := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
	const slot, head = 448, 9
	var out []byte
	for at, slots := 0, three(data[3:]); at < slots; at += slot {
		row, rest, text := three(data[at:]), three(data[at+3:]), three(data[at+6:])
		more := max(0, row-(slot-head))
		out = append(append(out, data[at+head:at+head+row-more]...), data[rest:rest+more]...)
		out = append(out, streams(t, data[rest+more:rest+more+text])...)
	}
	out, err := charmap.Windows1256.NewDecoder().Bytes(out)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// streams inflates what was deflated one after another.
func streams(t *testing.T, data []byte) (out []byte) {
	t.Helper()
	for rest := bytes.NewReader(data); rest.Len() > 0; {
		r, err := zlib.NewReader(rest)
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, part...)
	}
	return out
}

func TestEveryTemplateIsCompiled(t *testing.T) {
	p, _ := buildSample(t)
	for _, left := range p.theme.Interpreted() {
		t.Error(left)
	}
}

// html/template is the judge of every page of the sample.
func TestCompiledPagesAreWhatHTMLTemplateMakes(t *testing.T) {
	_, out := buildSample(t)
	in, slow := input(sample(t)), fstest.MapFS{}
	err := fs.WalkDir(in.Templates, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(in.Templates, name)
		if path.Ext(name) == ".html" { // no program is made of a template with a fraction in it
			data = append(bytes.TrimSpace(data), "{{if false}}{{1.5}}{{end}}"...)
		}
		slow[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	in.Templates = slow
	s := &shelf{}
	p, _ := s.print(t, in)
	left := strings.Join(p.theme.Interpreted(), "\n")
	for _, name := range []string{"article.html", "front.html", "section.html", "lite/article.html", "partials/card.html"} {
		if !strings.Contains(left, name) {
			t.Errorf("%s was made by a program", name)
		}
	}
	same(t, s.old, out)
}

// Whole-page minification finds next to nothing to do on an assembled page.
func TestAssembledPagesAreMinified(t *testing.T) {
	_, out := buildSample(t)
	for _, name := range pages(out) {
		again := minify.Body(bytes.Clone(out[name]))
		if saved := len(out[name]) - len(again); saved > 24+len(out[name])/100 {
			t.Errorf("%s: minifying the page saves %d of %d bytes", name, saved, len(out[name]))
		}
	}
}

func TestEveryInternalLinkLeadsSomewhere(t *testing.T) {
	_, out := buildSample(t)
	for _, name := range pages(out) {
		root, err := html.Parse(bytes.NewReader(out[name]))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if (a.Key == "href" || a.Key == "src") && strings.HasPrefix(a.Val, "/") && !exists(out, a.Val) {
					t.Errorf("%s: %s leads nowhere", name, a.Val)
				}
			}
		}
	}
}

func exists(out map[string][]byte, href string) bool {
	href, _, _ = strings.Cut(href, "#")
	href, _, _ = strings.Cut(href, "?")
	name := strings.TrimPrefix(uri.Decoded(href), "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name = path.Join(name, "index.html")
	}
	_, ok := out[name]
	return ok
}

func TestEveryPageSaysWhatItIs(t *testing.T) {
	_, out := buildSample(t)
	for _, name := range pages(out) {
		page := text(out, name)
		if name == "breaking.html" {
			continue
		}
		for _, want := range []string{`lang="ar" dir="rtl"`, `data-kind="`, `<meta charset="utf-8">`} {
			if !strings.Contains(page, want) && !strings.Contains(page, strings.ReplaceAll(want, `"`, ``)) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
}

func TestLitePagesAreLight(t *testing.T) {
	_, out := buildSample(t)
	for _, name := range pages(out) {
		if strings.HasPrefix(name, "lite/") && len(out[name]) > 20<<10 {
			t.Errorf("%s weighs %d bytes before compression", name, len(out[name]))
		}
	}
}

// What is wrong is said once, however often the problems are asked for.
func TestAProblemIsSaidOnce(t *testing.T) {
	p, _ := (&shelf{}).print(t, input(newsroom("-- content/news/a.md --\n---\ntitle: أ\nweather: 1\n---\n-- content/news/b.md --\n---\ntitle: ب\nweather: 2\n---\n")))
	count := map[string]int{}
	for _, problem := range p.Problems {
		count[problem.Rule]++
	}
	if count["front-matter/no-date"] != 2 || count["front-matter/unknown-key"] != 1 {
		t.Error(count)
	}
	if faults := p.Preview(nil).Faults(); len(faults) != len(p.Problems) {
		t.Errorf("the preview tells %d problems, the build %d", len(faults), len(p.Problems))
	}
}
