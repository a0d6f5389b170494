package site

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// What is no file on some disk or host is told in both languages. ext4, APFS and NTFS
// take 255 bytes or units as one name.
func TestPathsOfFiles(t *testing.T) {
	long := strings.Repeat("\u0627", 127) // of two bytes each
	for _, path := range []string{"index.html", "سياسة/2024/09/قصة/index.html", "a b/c.html", ".well-known/x", long + "/index.html"} {
		if err := CheckPath(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{
		"", "/a", "a//b", "a/../b", "a/.", "..", "a/", `a\b`, "a\x00", "a\nb", "a\x7f", "\xff", ".warraq-manifest", "x/.Warraq-new/y", long + "\u0627a/index.html",
	} {
		err := CheckPath(path)
		if w := Reason(err); err == nil || w.Ar == "" || w.Ar == w.En {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// A folder of stories must be a part of an address everywhere, be no file of the site's,
// and at the root none that the site fills itself.
func TestFoldersOfStories(t *testing.T) {
	for _, c := range []struct {
		name         string
		atRoot, deep bool
	}{
		{"politics", true, true}, {"سياسة", true, true}, {"2024", true, true}, {"lite", false, true}, {"Search", false, true}, {"sitemaps", false, true}, {"media", false, true}, {"404.html", false, true},
		{"index.html", false, false}, {"Feed.JSON", false, false}, {"live.json", false, false}, {".git", false, false}, {"50%", false, false}, {"a?b", false, false}, {"a#b", false, false},
		{"a\"b", false, false}, {"a\u202eb", false, false}, {"", false, false},
	} {
		if IsStoryFolder(c.name, true) != c.atRoot || IsStoryFolder(c.name, false) != c.deep {
			t.Errorf("%q: at the root %v, deeper %v", c.name, !c.atRoot, !c.deep)
		}
	}
	for name, want := range map[string]string{
		"politics/a.md": "", "drafts/a.md": "drafts", "politics/Drafts/a.md": "politics/Drafts", "مسودات/x/a.md": "مسودات", "drafts": "", "politics/drafts.md": "", "a/_drafts/private/b.md": "a/_drafts",
	} {
		if got := HiddenFolder(name); got != want {
			t.Errorf("%s is hidden by %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{"سياسة 2024": true, "a\\b": false, "a\nb": false, "\xff": false} {
		if IsFolderName(name) != want {
			t.Errorf("%q is a folder's name: %v", name, !want)
		}
	}
}

// The day of the archive is the site's own, and so is what search and the light edition
// are made of; a story's address is not.
func TestWhatTheSiteKeeps(t *testing.T) {
	for path, want := range map[string]string{
		"archive/2024/09/14/index.html": ArchiveRoot, "archive/2024/": ArchiveRoot, "archive/2024/13/index.html": "", "archive/about/index.html": "", "archive/index.html": "",
		"search/index.json": SearchRoot, "lite/x/index.html": LiteRoot, "politics/index.html": "",
	} {
		if got := Keeper(path); got != want {
			t.Errorf("%s is kept by %q, want %q", path, got, want)
		}
	}
}

// ISO 8601; of HTML's datetime a date without a time is one too.
func TestInstantsInISO(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("", 3*3600))
	if a, b, c := ISO(at, true), ISO(at, false), ISO(time.Time{}, true); a != "2026-11-23T09:30:00+03:00" || b != "2026-11-23" || c != "" {
		t.Errorf("%q, %q, %q", a, b, c)
	}
}

// Each kind of list has the feeds and the light twins that edition.yaml gives it.
func TestWhichListsHaveFeedsAndTwins(t *testing.T) {
	old, fresh := &Story{Article: &Article{Date: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}}, &Story{Article: &Article{Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}
	section, tag := &Term{Kind: KindSection}, &Term{Kind: KindTag, Stories: []*Story{fresh, old}}
	rare, agency := &Term{Kind: KindTag, Stories: []*Story{old}}, &Term{Kind: KindAgency, Stories: []*Story{fresh, old}}
	for _, c := range []struct {
		feeds FeedConfig
		want  [4]int // of section, tag, rare, agency
	}{
		{FeedConfig{}, [4]int{2, 0, 0, 0}}, {FeedConfig{Terms: true}, [4]int{2, 1, 0, 0}}, {FeedConfig{Terms: true, AllTerms: true}, [4]int{2, 2, 2, 0}},
	} {
		c.feeds.Formats = []string{"rss", "atom"}
		e := &Edition{Config: &Config{Feeds: c.feeds}}
		for i, term := range []*Term{section, tag, rare, agency} {
			if got := len(e.FeedFormats(term)); got != c.want[i] {
				t.Errorf("%+v: a %s has %d feeds, want %d", c.feeds, term.Kind, got, c.want[i])
			}
		}
	}
	e := &Edition{Config: &Config{Pages: Pages{Lite: true}}, LightFrom: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	page := func(root bool, s *Story) ListPage { return ListPage{Root: root, Stories: []*Story{s}} }
	for i, got := range []bool{e.IsLightList(section, page(true, old)), e.IsLightList(section, page(false, fresh)), e.IsLightList(section, page(false, old)), e.IsLightList(tag, page(true, fresh))} {
		if want := []bool{true, true, false, false}[i]; got != want {
			t.Errorf("case %d: light is %v", i, got)
		}
	}
}

// A file in a folder that static/ does not have is on another server: it is shown, and
// not published.
func TestFilesElsewhere(t *testing.T) {
	c := &Config{BaseURL: "https://example.org/news"}
	files := &Attachments{Config: c, Folders: map[string]bool{"files": true}, Known: map[string]Attachment{"a/x.png": {URL: "/news/media/a/x.png", Width: 3, Height: 2}}}
	for place, want := range map[string]bool{"/uploads/a.png": true, "https://x.example/a.png": true, "/files/a.png": false, "/a.png": false, "a/x.png": false} {
		if files.Elsewhere(place) != want {
			t.Errorf("%s is elsewhere: %v", place, !want)
		}
	}
	if p := files.Show("a", Image{Src: "x.png", Alt: "رصيف"}); p.URL != "/news/media/a/x.png" || p.Width != 3 || p.Alt != "رصيف" {
		t.Errorf("shown %+v", p)
	}
	if p := files.Show("a", Image{Src: "/uploads/ب.png"}); p.URL != "/news/uploads/%D8%A8.png" {
		t.Errorf("shown %+v", p)
	}
	c.MediaBase = "https://media.example.org"
	if files.Elsewhere("/uploads/a.png") {
		t.Error("where the edition says where its pictures are, none is unknown")
	}
	if got := slices.Collect((&Edition{Config: c}).Listed()); got != nil {
		t.Errorf("an empty edition lists %v", got)
	}
}
