package shelf

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
)

// What was imported before stays as an editor left it, and is not written again.
func TestShelf(t *testing.T) {
	dir := t.TempDir()
	room, err := newsroom.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	media := fstest.MapFS{"a.jpg": {Data: []byte("صورة")}}
	piece := intake.Piece{Kind: intake.Story, Path: "news/a.md", Body: "نص", Media: []intake.Asset{{From: "a.jpg", To: "static/uploads/a.jpg"}, {From: "a.jpg", To: "static/uploads/a.jpg"}}}
	put := func(s *Shelf, p intake.Piece) State {
		t.Helper()
		s.Room, s.Media, s.Counts = room, media, map[State]int{}
		state, err := s.Put(p)
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	file := filepath.Join(dir, "content/news/a.md")
	if state := put(&Shelf{DryRun: true}, piece); state != Written {
		t.Errorf("a dry run says %s", state)
	}
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a dry run writes")
	}
	first := &Shelf{}
	if state := put(first, piece); state != Written || first.Counts[Written] != 2 {
		t.Errorf("the first says %s, %v", state, first.Counts)
	}
	again := &Shelf{}
	if state := put(again, piece); state != Unchanged || again.Counts[Unchanged] != 2 {
		t.Errorf("the second says %s, %v", state, again.Counts)
	}
	edited := piece
	edited.Body = "نص آخر"
	if state := put(&Shelf{}, edited); state != Kept {
		t.Errorf("another text is %s", state)
	}
	if data, _ := os.ReadFile(file); !bytes.Equal(data, piece.Bytes()) {
		t.Errorf("the file holds\n%s", data)
	}
	if state := put(&Shelf{Overwrite: true}, edited); state != Replaced {
		t.Errorf("with --overwrite it is %s", state)
	}
	if data, _ := os.ReadFile(file); !bytes.Equal(data, edited.Bytes()) {
		t.Errorf("the file holds\n%s", data)
	}
	lost := &Shelf{Room: room, Media: media, Counts: map[State]int{}}
	if _, err := lost.Put(intake.Piece{Kind: intake.Files, Media: []intake.Asset{{From: "b.jpg", To: "static/b.jpg"}}}); err != nil || len(lost.Unread) != 1 || len(lost.Counts) != 0 {
		t.Errorf("a file that is not there: %v, %v, %v", err, lost.Unread, lost.Counts)
	}
	fresh := &Shelf{DryRun: true, Counts: map[State]int{}}
	if state, err := fresh.Put(intake.Piece{Kind: intake.Story, Path: "news/a.md"}); err != nil || state != Written {
		t.Errorf("without a folder: %s, %v", state, err)
	}
}

// Notes with the same words are summed up, with a few examples; what an editor's
// changes kept is named.
func TestSummary(t *testing.T) {
	var s Summary
	for i, path := range []string{"a.md", "b.md", "c.md", "d.md"} {
		p := intake.Piece{Path: path}
		p.Tell(intake.Guessed, 0, strings.Repeat("ح", 100), site.Words{Ar: "أ", En: "a"})
		if i == 0 {
			p.Tell(intake.Dropped, 0, "نص", site.Words{Ar: "أ", En: "a"})
		}
		s.Add(p, []State{Written, Kept, Unchanged, Kept}[i])
	}
	if s.Pieces != 4 || len(s.Notes) != 2 || s.Notes[0].Count != 4 || s.Notes[1].Count != 1 || strings.Join(s.Kept, " ") != "content/b.md content/d.md" {
		t.Errorf("got %v", s)
	}
	if e := s.Notes[0].Examples; len(e) != 3 || e[0] != "content/a.md "+strings.Repeat("ح", 80)+"…" {
		t.Errorf("the examples are %q", e)
	}
}

// A folder that init has just made takes an archive without its samples, under the
// archive's own name; what a person wrote stays.
func TestTheSamplesOfInitDoNotMixWithAnArchive(t *testing.T) {
	dir := t.TempDir()
	room, err := newsroom.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	samples := fstest.MapFS{"skeleton/content/edition.yaml": {Data: []byte("title: صحيفتنا\n")}, "skeleton/content/news/welcome.md": {Data: []byte("---\ndate: {{date}}\n---\nأهلاً\n")}, "skeleton/content/pages/about.md": {Data: []byte("عنا\n")}}
	for name, text := range map[string]string{"content/edition.yaml": "title: صحيفتنا\n", "content/news/welcome.md": "---\ndate: 2026-11-27\n---\nأهلاً\n", "content/pages/about.md": "نحن\n"} {
		if err := room.Save(name, "", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	here := Newsroom{Content: os.DirFS(filepath.Join(dir, "content")), Options: func() (manuscript.Options, error) { return manuscript.Options{Lang: "ar"}, nil }, Samples: samples, Room: room}
	says := intake.Settings{Title: "الميناء", Language: "ar-LB", TimeZone: "Asia/Beirut", BaseURL: "https://x.example/%D8%A3"}
	english := func(_, en string) string { return en }
	source := &intake.Source{
		Says: func(intake.Options) intake.Settings { return says },
		Read: func(intake.Options, intake.Taker) (*intake.Tally, error) { return nil, errors.New("refused") },
	}
	if _, _, _, err := here.Welcome(source, intake.Options{}, english); err == nil {
		t.Error("a refused archive is welcome")
	}
	source.Read = func(_ intake.Options, take intake.Taker) (*intake.Tally, error) { return nil, take(intake.Piece{}) }
	said, edition, o, err := here.Welcome(source, intake.Options{}, english)
	if err != nil || !strings.HasSuffix(said, ": 2\n") || !strings.Contains(string(edition), "title: الميناء\n") || o.Lang != "ar-LB" || o.Zone.String() != "Asia/Beirut" || o.BasePath != "/أ" {
		t.Errorf("%s, %v, %+v\n%s", said, err, o, edition)
	}
	var left []string
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, _ error) error {
		if !e.IsDir() {
			left = append(left, name)
		}
		return nil
	})
	if strings.Join(left, " ") != "content/pages/about.md" {
		t.Errorf("the folder holds %v", left)
	}
	rack := &Shelf{Room: room, Counts: map[State]int{}}
	if err := rack.PutEdition(edition); err != nil || rack.Counts[Written] != 1 {
		t.Errorf("%v, %v", rack.Counts, err)
	}
	if err := room.Save("content/edition.yaml", newsroom.StampOf(edition), []byte("base_url: https://jek.example/blog\n")); err != nil {
		t.Fatal(err)
	}
	if _, again, o, err := here.Welcome(&intake.Source{Says: func(intake.Options) intake.Settings { return says }}, intake.Options{}, english); err != nil || again != nil || o.BasePath != "/blog" {
		t.Errorf("settings that are there are written again: %v\n%s", err, again)
	}
}

// The report names what was left out, and says when the sum is wrong.
func TestTheReportNamesWhatWasLeftOut(t *testing.T) {
	tally := &intake.Tally{Found: map[string]int{"post": 1}, Taken: map[intake.Kind]int{}, Skipped: map[string]int{}}
	tally.Skip("nav_menu_item", "nav_menu_item", "بند")
	lines := LeftOut(tally, func(_, en string) string { return en })
	if len(lines) != 2 || lines[0] != "skipped (1): nav_menu_item: بند" || !strings.Contains(lines[1], "the sum is wrong: 1") {
		t.Errorf("got %q", lines)
	}
}

// The report says every note once with its number, and the sums.
func TestTheReportSaysWhatWasDone(t *testing.T) {
	english := func(_, en string) string { return en }
	var s Summary
	for range 5 {
		p := intake.Piece{Path: "news/a.md"}
		p.Tell(intake.Guessed, 7, "نص", site.Words{Ar: "أ", En: "a guess"})
		s.Add(p, Written)
		if told := Told(p, english); strings.Join(told, "") != "7: guessed: a guess «نص»" {
			t.Errorf("told %q", told)
		}
	}
	if lines := s.Lines(english); len(lines) != 5 || lines[0] != "guessed (5): a guess" || lines[4] != "    and 2 more; --json lists all" {
		t.Errorf("got %q", lines)
	}
	tally := &intake.Tally{Found: map[string]int{"post": 2}, Taken: map[intake.Kind]int{intake.Story: 1}, Drafts: 1, Skipped: map[string]int{"trash": 1}}
	if got := Sums("wordpress", tally, &Shelf{Counts: map[State]int{Written: 1}}, english); got != "wordpress: post 2\ntaken: story 1\nof them drafts: 1\nskipped: trash 1\nfiles: written 1" {
		t.Errorf("got %q", got)
	}
	if r := RecordOf(intake.Piece{Path: "news/a.md", Kind: intake.Story}, Kept); r.Path != "content/news/a.md" || r.State != Kept {
		t.Errorf("got %+v", r)
	}
}

// Pictures on other servers are counted by server, and of many changed manuscripts a few
// are named: a report of an archive fits on a screen.
func TestTheReportOfAnArchiveIsShort(t *testing.T) {
	english := func(_, en string) string { return en }
	var s Summary
	for i := range 9 {
		files := []string{"https://cdn.example/a.jpg", "https://cdn.example/b.jpg"}
		s.Add(intake.Piece{Path: "news/a.md", Notes: []intake.Note{{Kind: intake.ToDo, Host: "cdn.example", Files: files[:1+i%2], Words: site.Words{En: "files on another server"}}}}, Kept)
	}
	s.Add(intake.Piece{Path: "news/b.md", Notes: []intake.Note{{Kind: intake.Guessed, At: 7, Text: "نص", Words: site.Words{En: "a guess"}}}}, Kept)
	if got, want := strings.Join(s.Lines(english), "\n"), "to do (13): files on another server\n    cdn.example: 13\nguessed (1): a guess\n    content/news/b.md:7: نص"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	kept := s.KeptLines(english, 3)
	if len(kept) != 4 || !strings.HasPrefix(kept[0], "content/news/a.md: differs") || kept[3] != "and 7 more" {
		t.Errorf("got %q", kept)
	}
	if all := s.KeptLines(english, 20); len(all) != 10 {
		t.Errorf("%d of 10 are named", len(all))
	}
	dry := (&Shelf{DryRun: true, Room: new(newsroom.Room)}).Newsroom(fstest.MapFS{}, nil, nil)
	if dry.Room != nil {
		t.Error("a dry run may write")
	}
}
