package press

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site/cache"
)

// Texts of stories are edited, several between two builds: the pages that hold nothing of
// them are kept without a key, and the site is what a clean build makes, which print checks.
// The paper has series, galleries, live and withdrawn stories, two sections with few stories,
// in which all are beside each other, links between stories, and templates that ask.
func TestEditedTextsSpareTheOtherPages(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	builds := 30
	if *long {
		builds = 400
	}
	source := archiveOf(50)
	for name, f := range busyDesk() {
		source[name] = f
	}
	d := openDesk(t, source)
	d.remembers = true
	d.write("content/politics/_index.md", "---\ntitle: سياسة\n---\n\nراجع [قصة](s003.md).\n")
	for i := range 9 {
		d.write(fmt.Sprintf("content/economy/e%d.md", i), fmt.Sprintf("---\ntitle: اقتصاد %d\ndate: 2026-11-%02d\nsummary: خلاصة\nauthors: [mona]\nseries: البحر\nupdates: [{date: 2026-11-21, text: جديد}]\n---\n\nراجع [القصة](../politics/s0%02d.md) و[الميناء](port.md).\n", i, i+1, 10+i))
	}
	d.write("content/economy/pictures.md", "---\ntitle: صور\ndate: 2026-11-17\nsummary: خلاصة\ntype: gallery\ngallery:\n  - {src: port.png, alt: رصيف}\n---\nنص.\n")
	d.write("content/economy/live.md", "---\ntitle: مباشر\ndate: 2026-11-20\nsummary: خلاصة\ntype: live\n---\n\n## 10:05 خبر\n\nنص.\n")
	d.write("content/economy/gone.md", "---\ntitle: مسحوب\ndate: 2026-11-20\nsummary: خلاصة\nwithdrawn: {date: 2026-11-22, reason: خطأ}\n---\n\nنص.\n")
	d.write("templates/partials/crumbs.html", `{{range latest 2 "economy"}}<i>{{.Title}}</i>{{end}}`)
	d.print()
	var stories []string
	for name := range source {
		if strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, "_index.md") && (strings.HasPrefix(name, "content/politics/") || strings.HasPrefix(name, "content/economy/")) {
			stories = append(stories, name)
		}
	}
	slices.Sort(stories)
	spared := 0
	for i := range builds {
		for range 1 + r.IntN(3) {
			name := stories[r.IntN(len(stories))]
			text := string(d.source[name].Data)
			switch r.IntN(5) {
			case 0:
				d.write(name, regexp.MustCompile(`title: `).ReplaceAllString(text, fmt.Sprintf("title: %d ", i)))
			case 1:
				d.write(name, strings.Replace(text, "summary: ", fmt.Sprintf("summary: %d ", i), 1))
			case 2:
				d.write(name, text+fmt.Sprintf("\nفقرة %d، راجع [قصة](s001.md).\n", i))
			case 3:
				d.write(name, regexp.MustCompile(`^---\n(kicker: .*\n)?`).ReplaceAllString(text, fmt.Sprintf("---\nkicker: تمهيد %d\n", i)))
			default: // its time alone
				d.write(name, text)
			}
		}
		d.print()
		if t.Failed() {
			t.Fatalf("after build %d", i)
		}
		if d.spares() {
			spared++
		}
	}
	if spared < builds*2/3 {
		t.Errorf("pages were spared in %d of %d builds", spared, builds)
	}
	d.write("content/politics/new.md", fmt.Sprintf(storyText, 999, noon.Add(-time.Minute).Format(time.RFC3339), 1, 999))
	if d.print(); d.spares() {
		t.Error("pages were spared, and a story is new")
	}
}

// spares says whether the last print spared pages.
func (d *newsdesk) spares() bool { return sparedBy(d.paper, frameOf(d.paper)) != nil }

// A build that ends before its pages are made leaves nothing that a later one may trust.
func TestABuildThatEndsEarlySparesNothingAfterIt(t *testing.T) {
	d := openDesk(t, archiveOf(12))
	d.print()
	d.replace(storyFile(5), "القصة 5", "عنوان جديد")
	store, err := cache.Open(d.cache, cache.Of([]byte("test")))
	if err != nil {
		t.Fatal(err)
	}
	in := quick(d.source)
	in.Clock.Now, in.Store = d.now, store
	if _, err := Prepare(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if err := store.Save(); err != nil {
		t.Fatal(err)
	}
	store.Close()
	if d.print(); d.spares() {
		t.Error("pages were spared")
	}
}
