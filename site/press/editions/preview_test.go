package editions

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// The preview shows all editions, and an edit in one makes the pages again that it is on.
func TestPreview(t *testing.T) {
	d := newDesk(t)
	in := d.in
	in.Preview, in.OnRequest, in.Clock.Drafts, in.Clock.Future = true, true, true, true
	papers, err := Prepare(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	shown := papers.Preview(nil)
	get := func(path string) string {
		t.Helper()
		data, found, err := shown.File(path)
		if err != nil || !found {
			t.Fatalf("%s: %v, %v", path, found, err)
		}
		return string(data)
	}
	for path, want := range map[string]string{"index.html": `lang="ar"`, "en/index.html": `lang="en"`, "en/news/2026/11/quay/index.html": `hreflang="ar" href="https://marfa.example/news/2026/11/quay/"`, "fa/index.html": `dir="rtl"`} {
		if !strings.Contains(get(path), want) {
			t.Errorf("%s has no %s", path, want)
		}
	}
	if _, found, _ := shown.File("en/none/index.html"); found {
		t.Error("a page that is not there is shown")
	}
	if got := shown.Source("en/news/2026/11/quay/index.html"); got != "content/en/news/quay.md" {
		t.Errorf("its manuscript is %q", got)
	}
	if got := shown.Source("news/2026/11/quay/index.html"); got != "content/news/quay.md" {
		t.Errorf("its manuscript is %q", got)
	}
	if l := shown.Story("content/en/news/quay.md"); l == nil || l.URL != "/en/news/2026/11/quay/" {
		t.Errorf("the story is %v", l)
	}
	if got := shown.Redirect("/en/old/"); got != "/en/news/2026/11/quay/" {
		t.Errorf("the old address leads to %q", got)
	}
	if samples := shown.Samples(); !strings.Contains(strings.Join(samples, " "), "en/index.html") || shown.Base() != "" {
		t.Errorf("samples are %v", samples)
	}
	sheet := get("index.html")
	at := strings.Index(sheet, "/css/site.")
	if css := get(sheet[at+1 : at+1+strings.IndexByte(sheet[at+1:], '"')]); !strings.Contains(css, ".languages") {
		t.Error("the style of the switch is not in the sheet")
	}

	edit := func(path, text string) {
		t.Helper()
		d.write(path, text)
		next, err := papers.Revise(t.Context(), in, []string{path})
		if err != nil {
			t.Fatal(err)
		}
		papers, shown = next, next.Preview(shown)
	}
	untouched := papers.papers[0].Edition
	edit("content/en/news/only.md", "---\ntitle: Only\ndate: 2026-11-22\n---\nNow.\n")
	if !strings.Contains(get("news/2026/11/only/index.html"), `href="https://marfa.example/en/news/2026/11/only/"`) || papers.papers[0].Edition != untouched {
		t.Error("a new translation is not on its sister's page, or its edition was made again")
	}
	edit("content/data/t.csv", "a,b\n1,2\n")
	edit("content/en/news/only.md", "---\ntitle: Only\ndate: never\n---\nNow.\n")
	if faults := shown.Faults(); len(faults) == 0 || faults[0].Path != "content/en/news/only.md" {
		t.Errorf("told %v", faults)
	}
	settings := d.read("content/edition.yaml")
	edit("content/edition.yaml", settings+"looks: [\n")
	if _, found, _ := shown.File("en/news/2026/11/quay/index.html"); !found {
		t.Error("with faulty settings the last good ones do not hold")
	}
	edit("content/edition.yaml", "title: المرفأ\nbase_url: https://marfa.example\n")
	if _, found, _ := shown.File("en/news/2026/11/quay/index.html"); !found {
		t.Log("without editions the folder is a section") // and its story a story of it
	}
	edit("content/edition.yaml", settings)
	in.Clock.Now = in.Clock.Now.Add(48 * time.Hour)
	if papers, err = papers.Revise(t.Context(), in, []string{"content/en/news/only.md"}); err != nil || !papers.NextDue().After(in.Clock.Now) {
		t.Errorf("time went by: %v, due %v", err, papers.NextDue())
	}
	if data, _, _ := papers.Preview(shown).File("en/index.html"); !bytes.Contains(data, []byte("languages")) {
		t.Error("no switch")
	}
}
