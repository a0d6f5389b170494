package known

import (
	"slices"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

func store(t *testing.T) *cache.Store {
	t.Helper()
	s, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// The record of a page comes back whole, and one that is cut is none.
func TestPage(t *testing.T) {
	s := store(t)
	for name, want := range map[string]Page{
		"bare":  {Key: site.Sum{1}, Sum: site.Sum{2}},
		"cards": {Key: site.Sum{1}, Sum: site.Sum{2}, Cards: []byte("aaaabbbb")},
		"whole": {site.Sum{3}, site.Sum{4}, []byte("aaaa"), Needs{Questions{{site.Query{Kind: site.QueryTagged, Of: "x", N: 3}, site.Sum{5}}}, []site.Sum{{6}}}},
	} {
		want.Keep(s, name)
		got, ok := Read(s, name)
		if !ok || got.Key != want.Key || got.Sum != want.Sum || string(got.Cards) != string(want.Cards) || !slices.Equal(got.Asked, want.Asked) || !slices.Equal(got.Sizes, want.Sizes) {
			t.Errorf("%s: %+v, %v", name, got, ok)
		}
		data, _ := s.Get(table, name)
		for i := range data {
			s.Put(table, "cut", data[:i])
			if _, ok := Read(s, "cut"); ok && i != len(data)-len(cache.Marshal(&want.Needs)) {
				t.Errorf("%s: %d of %d bytes are a record", name, i, len(data))
			}
		}
	}
	if _, ok := Read(s, "none"); ok {
		t.Error("there is a record of a page that was never kept")
	}
}

// A page is spared unless it is one of an edited story, or holds the card that such a story had.
func TestSpared(t *testing.T) {
	card := func(keys ...site.Sum) (p Page) {
		for _, k := range keys {
			p.Cards = append(p.Cards, k[:4]...)
		}
		return p
	}
	a, b, c := site.Sum{'a', 1, 2, 3}, site.Sum{'b', 1, 2, 3}, site.Sum{1, 2, 3, 'b'} // c and b side by side hold what neither is
	var s Spared
	if !s.Has("x", card(a)) {
		t.Error("a page is not spared where nothing was edited")
	}
	s.Edited([]string{"own", "lite/own"}, nil)
	if s.Has("own", card()) || s.Has("lite/own", card()) || !s.Has("other", card(a)) {
		t.Error("a body that was edited is on its own pages, and on no other")
	}
	s.Edited([]string{"second"}, []site.Sum{b})
	if s.Has("own", card()) || s.Has("other", card(a, b)) || !s.Has("other", card(a, c, a)) || s.Has("other", card(c, b)) {
		t.Error("a card that changed is on the pages that held it, and on no other")
	}
}

// A frame is good for one build, of the same frame, as long as time alone changes nothing.
func TestFrame(t *testing.T) {
	s, noon := store(t), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f := Frame{site.Sum{1}, noon, noon.Add(12 * time.Hour)}
	f.Leave(s)
	if got := TakeFrame(s); got.Sum != f.Sum || !got.Now.Equal(f.Now) || !got.Due.Equal(f.Due) {
		t.Errorf("left %v, took %v", f, got)
	}
	if again := TakeFrame(s); again.Stands(f) || (Frame{}).Stands(Frame{}) || TakeFrame(nil) != (Frame{}) {
		t.Errorf("it is taken twice: %v", again)
	}
	at := func(sum byte, after time.Duration) Frame { return Frame{Sum: site.Sum{sum}, Now: noon.Add(after)} }
	for _, x := range []struct {
		now  Frame
		want bool
	}{{at(1, 0), true}, {at(1, time.Hour), true}, {at(2, time.Hour), false}, {at(1, 12*time.Hour), false}, {at(1, -1), false}} {
		if f.Stands(x.now) != x.want {
			t.Errorf("%v after %v: %v", x.now, f, !x.want)
		}
	}
	if f.Due = (time.Time{}); !f.Stands(at(1, 1000*time.Hour)) {
		t.Error("what is never due is")
	}
}
