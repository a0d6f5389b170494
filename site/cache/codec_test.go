package cache_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// article is a story as a busy desk writes it, of about a kilobyte.
func article(i int) *site.Article {
	zone := time.FixedZone("", 3*3600)
	date := time.Date(2024, 9, 1+i%28, 9, 30, 0, 0, zone)
	tag := func(s string) *site.Name { return &site.Name{Label: s, Slug: s, Sort: s} }
	return &site.Article{
		Path: fmt.Sprintf("politics/2024/09/story-%d.md", i), BodySum: site.Sum(cache.Of([]byte{byte(i)})),
		Dir: "politics/2024/09", Base: "politics/2024/09", Slug: fmt.Sprintf("story-%d", i),
		Title:      fmt.Sprintf("مجلس الوزراء يقر موازنة العام المقبل بعد نقاش طويل %d", i),
		Standfirst: strings.Repeat("تفاصيل الخبر في سطر. ", 3), Summary: strings.Repeat("تفاصيل الخبر في سطر. ", 5),
		Type: site.News, Date: date, HasTime: true, Lastmod: date.Add(time.Hour), Publish: date,
		Tags: []*site.Name{tag("موازنة"), tag("اقتصاد"), tag("حكومة")}, Authors: []*site.Name{tag("rania")},
		Image:    site.Image{Src: "cover.jpg", Alt: "قاعة المجلس", Caption: "جلسة", Line: 9, Col: 3},
		Headings: []site.Heading{{Level: 2, ID: "a", Text: "البنود"}},
		Refs:     []site.Ref{{Kind: site.RefLink, Target: "../economy/port.md", Line: 30, Col: 2}},
		Words:    640, Body: []byte("<p>"), Extras: &site.Extras{Claim: &site.Claim{Text: "نص", Date: date}},
	}
}

func TestRecordsComeBack(t *testing.T) {
	a := article(1)
	a.Aliases = []string{}
	var back site.Article
	back.Slug = "left over"
	if err := cache.Unmarshal(cache.Marshal(a), &back); err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]*time.Time{
		{&a.Date, &back.Date}, {&a.Lastmod, &back.Lastmod}, {&a.Publish, &back.Publish}, {&a.Claim.Date, &back.Claim.Date},
	} {
		if was, is := pair[0].Format(time.RFC3339Nano), pair[1].Format(time.RFC3339Nano); was != is {
			t.Errorf("the time %s came back as %s", was, is)
		}
		*pair[0], *pair[1] = pair[0].UTC(), pair[1].UTC()
	}
	if !reflect.DeepEqual(a, &back) {
		t.Errorf("came back as\n%+v, was\n%+v", back, *a)
	}
}

type everything struct {
	I8    int8
	U16   uint16
	F32   float32
	F64   float64
	Map   map[string][]int
	Array [2]string
	Ptr   **int
	Deep  []struct{ A, B []string }
	Self  []everything
	Empty struct{}
	Kept  string `key:"-"`
}

func TestEveryKindComesBack(t *testing.T) {
	n := new(int)
	*n = math.MinInt64
	v := everything{
		I8: -128, U16: 65535, F32: 0.1, F64: math.Inf(-1), Map: map[string][]int{"": nil, "ب": {1, -1}},
		Array: [2]string{"", "x"}, Ptr: &n, Deep: []struct{ A, B []string }{{A: []string{}}, {B: []string{"q"}}},
		Self: []everything{{Kept: "inner"}, {}}, Kept: "outer",
	}
	var back everything
	if err := cache.Unmarshal(cache.Marshal(&v), &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(v, back) {
		t.Errorf("came back as\n%+v, was\n%+v", back, v)
	}
}

func TestShapeTellsTypesApart(t *testing.T) {
	type one struct {
		A string
		B int
	}
	type sameForm struct {
		A string
		B int
	}
	type swapped struct {
		B int
		A string
	}
	type renamed struct {
		A string
		C int
	}
	type narrower struct {
		A string
		B int32
	}
	if cache.Shape(one{}) != cache.Shape(&sameForm{}) {
		t.Error("the name of a type is not its shape")
	}
	for _, other := range []any{swapped{}, renamed{}, narrower{}, everything{}} {
		if cache.Shape(other) == cache.Shape(one{}) {
			t.Errorf("%T has the shape of another type", other)
		}
	}
}

// mutate damages data as disks, editors and fuzzers do.
func mutate(r *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	for range 1 + r.IntN(4) {
		if len(data) == 0 {
			return data
		}
		i := r.IntN(len(data))
		switch r.IntN(5) {
		case 0:
			data[i] ^= 1 << r.IntN(8)
		case 1:
			data[i] = byte(r.Uint32())
		case 2:
			data = data[:i]
		case 3:
			data = slices.Insert(data, i, binary.AppendUvarint(nil, r.Uint64()>>r.IntN(64))...)
		case 4:
			data = slices.Delete(data, i, min(len(data), i+r.IntN(9)))
		}
	}
	return data
}

func TestUnmarshalDamaged(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("DAMAGED")) // how many more, for a long run
	r := rand.New(rand.NewPCG(1, 2))
	a, b := cache.Marshal(article(1)), cache.Marshal(&everything{Self: []everything{{Map: map[string][]int{"a": {1}}}}})
	for range 3000 + n {
		readDamaged(t, mutate(r, a), mutate(r, b))
	}
}

// Any bytes at all may stand in a cache file: reading them gives an error or a
// value, in memory that their own length bounds.
func FuzzUnmarshal(f *testing.F) {
	f.Add(cache.Marshal(article(1)), cache.Marshal(&everything{Self: []everything{{}}}))
	f.Add([]byte{}, bytes.Repeat([]byte{0xff}, 40))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		readDamaged(t, a, b)
	})
}

func readDamaged(t *testing.T, a, b []byte) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var story site.Article
	var all everything
	err1, err2 := cache.Unmarshal(a, &story), cache.Unmarshal(b, &all)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > uint64(64<<10+200*(len(a)+len(b))) {
		t.Errorf("%d bytes of input took %d bytes of memory", len(a)+len(b), used)
	}
	if err1 == nil {
		again(t, &story, new(site.Article))
	}
	if err2 == nil {
		again(t, &all, new(everything))
	}
}

// again writes what was read: the second reading must be the first.
func again(t *testing.T, v, back any) {
	data := cache.Marshal(v)
	if err := cache.Unmarshal(data, back); err != nil || !bytes.Equal(cache.Marshal(back), data) {
		t.Errorf("what was read cannot be written and read again: %v", err)
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	data := cache.Marshal(article(1))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var a site.Article
	for b.Loop() {
		if err := cache.Unmarshal(data, &a); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarshal(b *testing.B) {
	a := article(1)
	for b.Loop() {
		cache.Marshal(a)
	}
}

// pageView is an article page that shows ten cards whose keys are known.
func pageView() *site.ArticleView {
	v := &site.ArticleView{Card: &site.Card{SideCard: site.SideCard{Title: "عنوان"}, Key: site.Sum{1}}, Text: site.Text{Sum: site.Sum{2}}}
	v.Chrome = &site.Chrome{Title: "الصحيفة", Root: "https://example.org", Search: "/search/", Archive: "/archive/"}
	for i := range 8 {
		v.Chrome.Menu = append(v.Chrome.Menu, site.MenuLink{Link: site.Link{Title: "سياسة", URL: fmt.Sprintf("/politics-%d/", i)}})
		v.Chrome.Footer = append(v.Chrome.Footer, site.MenuLink{Link: site.Link{Title: "من نحن", URL: fmt.Sprintf("/about-%d/", i)}})
	}
	v.Head = site.Head{Title: "عنوان", Canonical: "https://example.org/politics/2026/a/", Tags: []string{"غزة", "لبنان"}}
	v.Crumbs = []site.Link{{Title: "الرئيسية", URL: "/"}, {Title: "سياسة", URL: "/politics/"}}
	v.Tags = []site.Link{{Title: "غزة", URL: "/tags/غزة/"}, {Title: "لبنان", URL: "/tags/لبنان/"}}
	for i := range 9 {
		v.Related = append(v.Related, &site.SideCard{Title: "خبر", Key: site.Sum{3, byte(i)}})
	}
	return v
}

func BenchmarkPageKey(b *testing.B) {
	v, h := pageView(), cache.NewHash()
	b.ReportAllocs()
	for b.Loop() {
		h.Reset()
		h.Value(v)
		h.Sum()
	}
}

func BenchmarkCardKey(b *testing.B) {
	h := cache.NewHash()
	c := &site.Card{SideCard: site.SideCard{URL: "/politics/2026/11/a/", Title: "عنوان الخبر", Date: time.Now()}, Summary: strings.Repeat("سطر ", 30), Authors: []site.Byline{{Name: "رانيا"}}}
	for b.Loop() {
		h.Reset()
		h.Value(c)
		h.Sum()
	}
}

// What many records name, by a struct that is tagged as shared, is one value in
// memory, however many records it was read from.
func TestSharedStructsAreOne(t *testing.T) {
	var first, second site.Article
	for i, a := range []*site.Article{&first, &second} {
		if err := cache.Unmarshal(cache.Marshal(article(i)), a); err != nil {
			t.Fatal(err)
		}
	}
	if first.Tags[1] != second.Tags[1] || first.Tags[1].Label != "اقتصاد" {
		t.Errorf("the tag %+v of one story and %+v of another are two", first.Tags[1], second.Tags[1])
	}
	if first.Tags[0] == first.Tags[1] {
		t.Error("two tags are one")
	}
}
