package press

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site/cache"
	"warraq/site/press/known"
	"warraq/site/search"
)

// The index after any edit is the one of a clean build, file for file, and an edit
// of one story is no reason to read the stories of more than two months.
func TestTheSearchGrowsByMonths(t *testing.T) {
	t.Parallel()
	edits := 8
	switch {
	case *long:
		edits = 300
	case testing.Short():
		edits = 4
	}
	r := rand.New(rand.NewPCG(3, 4))
	d := openDesk(t, wordyArchive(r, 700))
	months := d.searchOnly()
	if len(months) < 40 {
		t.Fatalf("the archive has %d months only", len(months))
	}
	for i := range edits {
		what, before := d.wordyEdit(r, i), months
		months = d.searchOnly()
		read := 0
		for number, key := range months {
			if before[number] != key {
				read++
			}
		}
		if read > 2 {
			t.Errorf("%d months were read", read)
		}
		if t.Failed() {
			t.Fatalf("after edit %d: %s", i, what)
		}
	}
}

// wordyArchive is a paper of n stories over four years whose words are common by
// Zipf's law.
func wordyArchive(r *rand.Rand, n int) fstest.MapFS {
	source := archiveOf(1)
	for i := range n {
		source[storyFile(i)] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: wordyStory(r, i, noon.AddDate(0, 0, -2*i))}
	}
	return source
}

func wordyStory(r *rand.Rand, i int, date time.Time) []byte {
	zipf := rand.NewZipf(r, 1.1, 3, 20000)
	var text strings.Builder
	for range 60 {
		fmt.Fprintf(&text, "%s ", wordOf(zipf.Uint64()))
	}
	return fmt.Appendf(nil, "---\ntitle: القصة %d %s\ndate: %s\nsummary: خلاصة\n---\n\n%s\n", i, wordOf(zipf.Uint64()), date.Format(time.RFC3339), &text)
}

// wordOf writes a number in Arabic letters.
func wordOf(n uint64) string {
	letters := []rune("بتثجحخدذرزسشصضطظعغفقكلمنهويء")
	return string([]rune{letters[n%7], letters[n/7%28], letters[n/196%28], letters[n/5488%28], 'ق'})
}

// wordyEdit changes one story, and names how.
func (d *newsdesk) wordyEdit(r *rand.Rand, i int) string {
	name := storyFile(r.IntN(700))
	anyDay := noon.AddDate(0, 0, -r.IntN(1400))
	f, isThere := d.source[name]
	if !isThere {
		d.write(name, string(wordyStory(r, i, anyDay)))
		return "a new story"
	}
	text := string(f.Data)
	switch r.IntN(6) {
	case 0:
		delete(d.source, name)
		return "a deletion"
	case 1:
		d.write(name, oldDate.ReplaceAllString(text, "date: "+anyDay.Format(time.RFC3339)))
		return "another date"
	case 2:
		d.write(name, strings.Replace(text, "title: ", fmt.Sprintf("title: %s ", wordOf(r.Uint64N(20000))), 1))
		return "a title"
	case 3:
		d.write(name, strings.Replace(text, "\n\n", fmt.Sprintf("\n\n%s ", wordOf(r.Uint64N(20000))), 1))
		return "a first word"
	case 4:
		d.write(name, string(wordyStory(r, i, anyDay)))
		return "all of it"
	}
	d.write(name, text+wordOf(r.Uint64N(20000))+"\n")
	return "a last word"
}

// searchOnly makes the search index with the cache and without it, and wants the same.
// It gives what each month was made of.
func (d *newsdesk) searchOnly() map[int]string {
	d.t.Helper()
	store, err := cache.Open(d.cache, cache.Of([]byte("test")))
	if err != nil {
		d.t.Fatal(err)
	}
	defer store.Close()
	in, clean := quick(d.source), &shelf{}
	in.Clock.Now = d.now
	searched(d.t, in, clean)
	in.Store = store
	p := searched(d.t, in, &d.shelf)
	if err := store.Save(); err != nil {
		d.t.Fatal(err)
	}
	same(d.t, d.shelf.old, clean.old)
	months := map[int]string{}
	for _, s := range p.Edition.Stories {
		number := search.MonthOf(s.Card.Date)
		data, ok := store.Get("search", fmt.Sprint("m", number))
		if !ok {
			d.t.Fatalf("month %d is not kept", number)
		}
		months[number] = string(data)
	}
	return months
}

// searched brings the files of the search alone to a shelf.
func searched(t *testing.T, in Input, out *shelf) *Paper {
	t.Helper()
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	out.next, out.put = map[string][]byte{}, nil
	r := &run{paper: p, out: out, answers: known.Answers{Edition: p.Edition}}
	if err := r.search(t.Context()); err != nil {
		t.Fatal(err)
	}
	out.old = out.next
	return p
}

// A preview gives the files of the search that a build gives.
func TestAPreviewSearches(t *testing.T) {
	in := quick(wordyArchive(rand.New(rand.NewPCG(5, 6)), 90))
	built := &shelf{}
	p := searched(t, in, built)
	v := p.Preview(nil)
	for _, name := range slices.Sorted(maps.Keys(built.old)) {
		data, found, err := v.File(name)
		if err != nil || !found || !bytes.Equal(data, built.old[name]) {
			t.Errorf("%s: found %v, %v, the same %v", name, found, err, bytes.Equal(data, built.old[name]))
		}
	}
	for _, name := range []string{"search/d/ff-0.bin", "search/f/0-0.bin", "search/d/0-99.bin", "search/f/-1-0.bin", "search/d/-1-0.bin", fmt.Sprintf("search/f/%x--1.bin", search.MonthOf(noon)), "search/x", "search/t/1-1-1.bin"} {
		if _, found, err := v.File(name); found || err != nil {
			t.Errorf("%s is there: %v", name, err)
		}
	}
}
