package cache_test

import (
	"encoding/hex"
	"html/template"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site/cache"
)

// The values are those of python-xxhash's tests (tests/test_xxh3_128.py), which
// wraps the reference implementation.
func TestOfIsXXH3(t *testing.T) {
	for in, want := range map[string]string{
		"":  "99aa06d3014798d86001c324468d497f",
		"a": "a96faf705af16834e6c632b61e964e1f",
	} {
		sum := cache.Of([]byte(in))
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("Of(%q) = %s, the reference says %s", in, got, want)
		}
	}
}

type byline struct {
	Name string
	URL  string
}

type card struct {
	Title string
	Key   [16]byte `key:"-"`
}

type view struct {
	Title   string
	HTML    template.HTML
	Note    string `key:"-"`
	N       int
	Small   int8
	Big     uint64
	Yes     bool
	Float   float64
	Date    time.Time
	Names   []string
	Bylines []byline
	Three   [3]int16
	Sum     [16]byte
	Raw     []byte
	Map     map[string]int
	Card    *card
	Cards   []*card
	Any     any
	hidden  string
}

func sum(v any) cache.Sum {
	h := cache.NewHash()
	h.Value(v)
	return h.Sum()
}

func sample() *view {
	return &view{
		Title: "عنوان", HTML: "<p>", N: 1, Small: -2, Big: math.MaxUint64, Yes: true, Float: 1.5,
		Date:  time.Date(2026, 11, 23, 9, 0, 0, 5, time.FixedZone("", 7200)),
		Names: []string{"a", "b"}, Bylines: []byline{{"x", "y"}}, Three: [3]int16{1, 2, 3}, Raw: []byte{1},
		Map: map[string]int{"a": 1, "b": 2}, Card: &card{Title: "t"}, Cards: []*card{{Title: "u"}, nil},
		Any: 3, hidden: "h",
	}
}

// Each edit is a change that a reader of the page could see, so each has a key
// of its own; Explain tells of all but the same.
func TestKeyOfEveryField(t *testing.T) {
	edits := map[string]func(*view){
		"nothing":     func(*view) {},
		"string":      func(v *view) { v.Title = "عنوان آخر" },
		"html":        func(v *view) { v.HTML = "<b>" },
		"int":         func(v *view) { v.N = -1 },
		"int8":        func(v *view) { v.Small = 2 },
		"uint64":      func(v *view) { v.Big-- },
		"bool":        func(v *view) { v.Yes = false },
		"float":       func(v *view) { v.Float = math.Copysign(0, -1) },
		"float zero":  func(v *view) { v.Float = 0 },
		"nanosecond":  func(v *view) { v.Date = v.Date.Add(1) },
		"zone":        func(v *view) { v.Date = v.Date.UTC() },
		"zero time":   func(v *view) { v.Date = time.Time{} },
		"item":        func(v *view) { v.Names = []string{"a", "c"} },
		"border":      func(v *view) { v.Names = []string{"ab", ""} },
		"fewer":       func(v *view) { v.Names = v.Names[:1] },
		"empty":       func(v *view) { v.Names = []string{} },
		"nil":         func(v *view) { v.Names = nil },
		"nested":      func(v *view) { v.Bylines[0].URL = "z" },
		"moved":       func(v *view) { v.Bylines[0] = byline{"xy", ""} },
		"array":       func(v *view) { v.Three[2] = 4 },
		"sum":         func(v *view) { v.Sum[15] = 1 },
		"bytes":       func(v *view) { v.Raw = []byte{} },
		"map value":   func(v *view) { v.Map["a"] = 3 },
		"map key":     func(v *view) { v.Map = map[string]int{"a": 1, "c": 2} },
		"pointer":     func(v *view) { v.Card = nil },
		"pointed":     func(v *view) { v.Card.Title = "s" },
		"keyed":       func(v *view) { v.Card.Key[3] = 7 },
		"keyed item":  func(v *view) { v.Cards[0].Key[3] = 7 },
		"item nil":    func(v *view) { v.Cards[0] = nil },
		"dynamic":     func(v *view) { v.Any = "3" },
		"dynamic nil": func(v *view) { v.Any = nil },
		"unexported":  func(v *view) { v.hidden = "" },
	}
	keys, told := map[cache.Sum]string{}, map[string]string{}
	for name, edit := range edits {
		v := sample()
		edit(v)
		key, text := sum(v), strings.Join(cache.Explain(v), "\n")
		if twin, ok := keys[key]; ok {
			t.Errorf("%s and %s have one key", name, twin)
		}
		if twin, ok := told[text]; ok {
			t.Errorf("%s and %s are explained alike", name, twin)
		}
		keys[key], told[text] = name, name
	}
}

func TestKeyIgnoresWhatDoesNotShow(t *testing.T) {
	want := sum(sample())
	v := sample()
	v.Note = "for the preview"
	v.Map = map[string]int{"b": 2, "a": 1}
	v.Date = v.Date.In(time.FixedZone("EET", 7200)) // another *Location, the same clock
	if sum(v) != want {
		t.Error("the key changed, and nothing that shows did")
	}
}

func TestKeyStandsForItsStruct(t *testing.T) {
	v := sample()
	v.Card.Key = cache.Of([]byte("c"))
	before := sum(v)
	v.Card.Title = "changed behind the key's back"
	if sum(v) != before {
		t.Error("the card was hashed though its key stands for it")
	}
	c := &card{Title: "a"}
	first := sum(c)
	c.Key = first
	if sum(c) != first {
		t.Error("making a card's key again, with the key in place, gives another key")
	}
}

func TestExplain(t *testing.T) {
	type page struct {
		Title string
		Cards []*card
		Date  time.Time
		Empty []string
		Skip  string `key:"-"`
	}
	got := cache.Explain(&page{
		Title: "ب", Date: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Cards: []*card{{Title: "t"}, {Key: [16]byte{15: 0xab}}},
	})
	want := []string{
		`page.Title = "ب"`,
		`page.Cards[0].Title = "t"`,
		`page.Cards[1] = card 000000000000000000000000000000ab`,
		`page.Date = 2026-11-23T00:00:00Z`,
		`page.Empty = nil`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestNoKeyWithoutAValue(t *testing.T) {
	type ring struct{ Next *ring }
	circle := &ring{}
	circle.Next = circle
	for name, v := range map[string]any{
		"func": &struct{ F func() }{func() {}}, "chan": &struct{ C chan int }{}, "circle": circle,
		"map of ints": &struct{ M map[int]int }{},
	} {
		func() {
			defer func() {
				if text, _ := recover().(string); !strings.HasPrefix(text, "cache: no key can be made of") {
					t.Errorf("%s: got %q", name, text)
				}
			}()
			sum(v)
		}()
	}
	if skipped := (&struct {
		F func() `key:"-"`
		S string
	}{S: "a"}); len(cache.Explain(skipped)) != 1 {
		t.Error("a skipped field may hold anything")
	}
}

// A long input goes through the streaming hasher, and must give the sum that
// the same values give in one piece.
func TestHashLongAndShortAgree(t *testing.T) {
	long := strings.Repeat("سطر ", 50_000)
	whole := cache.NewHash()
	whole.String(long)
	whole.String("7")
	asBytes := cache.NewHash()
	asBytes.Bytes([]byte(long))
	asBytes.String("7")
	if whole.Sum() != asBytes.Sum() {
		t.Error("the sum depends on how it was asked for")
	}

	streamed := cache.NewHash()
	streamed.String(long)
	if len(long) != 350_000 || streamed.Sum() != cache.Of(append([]byte{0xb0, 0xae, 0x15}, long...)) {
		t.Error("streaming gives another hash than hashing at once")
	}
	whole.Reset()
	whole.String("a")
	short := cache.NewHash()
	short.String("a")
	if whole.Sum() != short.Sum() {
		t.Error("Reset left something behind")
	}
}
