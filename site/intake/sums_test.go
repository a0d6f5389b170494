package intake

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"warraq/site/manuscript"
)

// What came in is what went out: all that a source held is taken or skipped by a reason,
// with its name, and a file that cannot be read stops no other.
func TestTheSumOfAnImport(t *testing.T) {
	i := NewImport(importOptions(), func(Piece) error { return nil })
	i.Tally.Found["post"] = 3
	for _, name := range []string{"a", "b"} {
		if err := i.WriteStory(Post{Kind: Story, Origin: name, Title: name, HTML: "<p>نص</p>"}); err != nil {
			t.Fatal(err)
		}
	}
	i.Tally.Leave("trash", "c")
	i.Tally.Skip("comment", "comment", "d")
	i.Tally.Pass("post", "e.md", fs.ErrPermission)
	i.Tally.Pass("post", "f.md", Refuse(7, "تالف", "damaged"))
	if n := i.Tally.Missing(); n != 0 {
		t.Errorf("%d are missing: found %s, taken %s, skipped %s", n, i.Tally.Found, i.Tally.Taken, i.Tally.Skipped)
	}
	if err := i.WriteSections(); err != nil || i.Tally.Missing() != 0 {
		t.Errorf("with their section %d are missing, %v", i.Tally.Missing(), err)
	}
	if got := i.Tally.Skipped.String(); got != "cannot be read 2, comment 1, trash 1" {
		t.Errorf("skipped %q", got)
	}
	if got := i.Tally.Left["cannot be read"]; !slices.Equal(got, []string{"e.md", "f.md"}) {
		t.Errorf("left %v", got)
	}
	if r := i.Tally.Refused; len(r) != 2 || r[0].File != "e.md" || r[0].Message.Ar == r[0].Message.En || r[1].Error() != "line 7: damaged" {
		t.Errorf("refused %v", r)
	}
	broken := errors.New("the disk is full")
	full := NewImport(importOptions(), func(Piece) error { return broken })
	if err := full.WriteStory(Post{Kind: Story, Title: "أ", HTML: "<p>نص</p>"}); !errors.Is(err, broken) {
		t.Errorf("a taker's error is %v", err)
	}
}

// The old CMSs of Arab papers and Windows write other encodings than UTF-8. Text that is
// in none is refused at its first bad line; damaged UTF-8 is not taken for Windows-1256.
func TestOldEncodingsAreRead(t *testing.T) {
	const words = "صرّح الوزير أمس\nبأن السدّ امتلأ"
	encoded := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	windows := encoded(charmap.Windows1256.NewEncoder().String(words))
	for name, c := range map[string]struct {
		raw string
		old bool
	}{
		"UTF-8":                    {words, false},
		"UTF-16 of Windows":        {encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(words)), false},
		"UTF-16, the other way":    {encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(words)), false},
		"Windows-1256":             {windows, true},
		"Windows-1256 among ASCII": {"<p>" + windows + "</p>", true},
	} {
		got, old, err := DecodeText(c.raw)
		if err != nil || !strings.Contains(got, words) || old != c.old {
			t.Errorf("%s: %q, old %v, %v", name, got, old, err)
		}
	}
	for name, c := range map[string]struct {
		raw  string
		line int
	}{
		"damaged UTF-8":      {"سطر\n" + words + "\xd8\n" + words, 3},
		"a picture":          {"\x89PNG\r\n\x1a\n\x00\x00", 0},
		"half of a letter":   {"\xff\xfe\x00\xd8", 0},
		"bytes without them": {"abc \xe9t\xe9 d\xe9j\xe0", 1},
	} {
		_, _, err := DecodeText(c.raw)
		refusal, ok := errors.AsType[*SourceError](err)
		if !ok || refusal.Line != c.line || refusal.Message.Ar == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for head, wide := range map[string]bool{"<\x00?\x00": true, "\x00{\x00\"": true, "<?xml": false, "": false} {
		if (WideOf([]byte(head)) != nil) != wide {
			t.Errorf("%q begins in UTF-16: %v", head, !wide)
		}
	}
}

// What steers a reader's eye or hides text comes in without it, in words, keys and
// values; letters that the source lost are told.
func TestWhatIsNotSeenDoesNotComeIn(t *testing.T) {
	piece := Piece{Kind: Story, Path: "news/a.md", Body: "نص \u202eمقلوب\U000e0041\n", Matter: manuscript.Matter{
		{Key: "title", Value: "عنوان\u202e"}, {Key: "tags", Value: []string{"غزة\u202e"}},
		{Key: "params", Value: manuscript.Matter{{Key: "x\u202e", Value: []any{"ب\u202e"}}}},
	}}
	got := string(given(t, piece)[0].Bytes())
	if strings.ContainsAny(got, "\u202e\U000e0041") || !strings.Contains(got, "نص مقلوب") || !strings.Contains(got, "غزة") {
		t.Errorf("it came in as\n%s", got)
	}
	var told []string
	i := NewImport(importOptions(), func(p Piece) error {
		for _, n := range p.Notes {
			told = append(told, n.En)
		}
		return nil
	})
	post := Post{Kind: Story, Title: "أ\ufffdب", HTML: "<p>نص</p>"}
	post.Hide("private", "خاص؛ فهو مسودة", "it was private; it is a draft")
	post.Hide("password", "خاص؛ فهو مسودة", "it was private; it is a draft")
	if err := i.WriteStory(post); err != nil || !post.Draft {
		t.Fatal(err)
	}
	if n := slices.Index(told, "it was private; it is a draft"); n < 0 || slices.Contains(told[n+1:], told[n]) || !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, "damaged in the source") }) {
		t.Errorf("told %q", told)
	}
	long := Note{Text: strings.Repeat("ك", 90)}
	if short := []rune(long.Short()); len(short) != 81 || short[80] != '…' {
		t.Errorf("a note of 90 letters is told in %d", len(short))
	}
}

// Files that no story shows stay where they are and are counted, the smaller copies that
// WordPress makes of a picture apart; an edition below a path writes addresses below it.
func TestUploadsThatNobodyShows(t *testing.T) {
	o := importOptions()
	o.Media = fstest.MapFS{"2024/a.jpg": {}, "2024/a-300x200.jpg": {}, "2024/b.pdf": {}}
	i := NewImport(o, func(Piece) error { return nil })
	i.uploads["2024/a.jpg"] = true
	i.Titled("news")
	if err := i.WriteSections(); err != nil {
		t.Fatal(err)
	}
	if got := i.Tally.Skipped.String(); got != "smaller copy of a file that came along 1, upload that no story shows 1" {
		t.Errorf("skipped %q", got)
	}
	if i.Tally.Made != 0 {
		t.Error("a folder whose title a piece gives gets another _index.md")
	}
	o.BasePath, o.Lang = "/news", "ar-LB"
	for at, want := range map[string]string{"/news/a/": "/a/", "/news": "/", "/newsroom/": "/newsroom/", "/a/": "/a/"} {
		if got := o.Below(at); got != want {
			t.Errorf("%s is %s below the edition, want %s", at, got, want)
		}
	}
	if o.Language() != "ar" || (Options{}).Language() != "ar" || (Options{}).Location() == nil {
		t.Error("an import without settings has no language or zone")
	}
	stood := Places{}
	stood.Keep("https://old.example/%D8%A3/", "first")
	stood.Keep("/أ", "second")
	if stood["/أ"] != "first" || len(stood) != 1 {
		t.Errorf("places %v", stood)
	}
}
