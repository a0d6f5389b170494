package carried

import (
	"context"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// counted counts which files are opened.
type counted struct {
	fs.ReadLinkFS
	names []string
}

func (c *counted) Open(name string) (fs.File, error) {
	c.names = append(c.names, name)
	return c.ReadLinkFS.Open(name)
}

type sink map[string][]byte

func (s sink) Last(path string) (site.Sum, bool) {
	data, ok := s[path]
	return site.Sum(cache.Of(data)), ok
}
func (s sink) Keep(string) {}
func (s sink) Put(_ context.Context, f site.File) error {
	s[f.Path] = f.Data
	return nil
}

// A file is read where it was changed, where what was published of it is not there as it was,
// and where it is to be published in another way; else it is not opened.
func TestWhatIsRead(t *testing.T) {
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	old := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	files := fstest.MapFS{"a.mp4": {Data: []byte("one"), ModTime: old}}
	from, out := &counted{ReadLinkFS: files}, sink{}
	carry := func(clean bool) bool {
		t.Helper()
		from.names = nil
		c := Carrier{Store: store, Began: time.Now().UnixNano(), Out: out}
		if err := c.Carry(context.Background(), File{Path: "v/a.mp4", From: from, Name: "a.mp4", Clean: clean}); err != nil || c.Problems() != nil {
			t.Fatal(err, c.Problems())
		}
		return len(from.names) > 0
	}
	steps := []struct {
		what string
		do   func()
		want bool
	}{
		{"at first", func() {}, true},
		{"unchanged", func() {}, false},
		{"changed", func() { files["a.mp4"] = &fstest.MapFile{Data: []byte("two"), ModTime: old.Add(time.Hour)} }, true},
		{"unchanged since", func() {}, false},
		{"removed from the output", func() { delete(out, "v/a.mp4") }, true},
		{"changed in the output", func() { out["v/a.mp4"] = []byte("x") }, true},
	}
	for _, s := range steps {
		if s.do(); carry(false) != s.want {
			t.Errorf("%s: read %v, want %v", s.what, !s.want, s.want)
		}
	}
	if !carry(true) || carry(true) || !carry(false) || string(out["v/a.mp4"]) != "two" {
		t.Errorf("another way of publishing is not another: %q", out["v/a.mp4"])
	}
}

// A file that is not there is told, and nothing stops.
func TestUnreadable(t *testing.T) {
	c := Carrier{Out: sink{}}
	f := OfStatic(fstest.MapFS{}, "img/a.jpg", &site.Config{})
	if err := c.Carry(context.Background(), f); err != nil {
		t.Fatal(err)
	}
	f.Static = false
	_ = c.Carry(context.Background(), f)
	var paths []string
	for _, p := range c.Problems() {
		paths = append(paths, p.Path)
	}
	if want := []string{"static/img/a.jpg", "content/img/a.jpg"}; !slices.Equal(paths, want) {
		t.Errorf("told of %v, want %v", paths, want)
	}
}

// What themes and texts need is read; the rest may be large, and is carried.
func TestIs(t *testing.T) {
	for name, want := range map[string]bool{"a/b.JPG": true, "x.mp4": true, "x.svg": false, "x.css": false, "x.woff2": false, "CNAME": false, ".htaccess": false, "x.webmanifest": false} {
		if Is(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
