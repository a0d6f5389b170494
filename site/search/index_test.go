package search

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// A second reader of the format, as the package comment tells it, stands in
// for the browser's.
type library map[string][]byte

func (l library) uvarint(b *[]byte) uint64 {
	n, size := binary.Uvarint(*b)
	*b = (*b)[size:]
	return n
}

func (l library) text(b *[]byte) string {
	n := l.uvarint(b)
	s := string((*b)[:n])
	*b = (*b)[n:]
	return s
}

// stories gives the numbers of the stories that have a stem, and the places of
// its words in each.
func (l library) stories(stem string, shards int) map[uint64][]int {
	out := map[uint64][]int{}
	shard := l[fmt.Sprintf("search/d/%x.bin", shardOf(stem, shards))]
	for before := ""; len(shard) > 0; {
		shared := l.uvarint(&shard)
		before = before[:shared] + l.text(&shard)
		for n := l.uvarint(&shard); n > 0; n-- {
			l.text(&shard)
		}
		var blocks [][2]string
		if n := l.uvarint(&shard); n == 0 {
			blocks = [][2]string{{l.text(&shard), l.text(&shard)}}
		} else {
			for k := range n {
				name := fmt.Sprintf("/%x-%x.bin", hashOf(before), k)
				if blocks = append(blocks, [2]string{string(l["search/t"+name]), string(l["search/p"+name])}); k > 0 {
					l.uvarint(&shard)
				}
			}
		}
		if before != stem {
			continue
		}
		for _, block := range blocks {
			b, p, id := []byte(block[0]), []byte(block[1]), uint64(0)
			for len(b) > 0 {
				id += l.uvarint(&b) >> 1
				place := 0
				for n := l.uvarint(&p); n > 0; n-- {
					place += int(l.uvarint(&p))
					out[id] = append(out[id], place)
				}
			}
		}
	}
	return out
}

func document(i int, date time.Time, text string) Document {
	return Document{
		URL: fmt.Sprintf("/news/s%d/", i), Title: fmt.Sprintf("عنوان القصة %d", i), Date: date, Text: text,
		Sections: []site.Name{{Slug: "news", Label: "أخبار"}}, Authors: []string{"سلمى العبيدي"},
	}
}

func indexOf(docs []Document) (library, *Index) {
	slices.SortStableFunc(docs, func(a, b Document) int { return a.Date.Compare(b.Date) })
	dates := make([]time.Time, len(docs))
	for i, d := range docs {
		dates[i] = d.Date
	}
	x := NewIndex(dates)
	var r Reader
	for _, d := range docs {
		x.Add(r.Read(d))
	}
	out := library{}
	for _, f := range x.Files() {
		out[f.Path] = f.Raw
	}
	return out, x
}

// archive is a made-up paper of n stories, three a day, of words that are
// common by Zipf's law.
func archive(n int) []Document {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 3, 30000)
	docs := make([]Document, n)
	for i := range docs {
		var text strings.Builder
		for range 120 {
			fmt.Fprintf(&text, "%s ", spelled(zipf.Uint64()))
		}
		docs[i] = document(i, time.Date(2020, 1, 1, 8*(i%3), 0, 0, 0, time.UTC).AddDate(0, 0, i/3), text.String())
	}
	return docs
}

// spelled writes a number in Arabic letters.
func spelled(n uint64) string {
	letters := []rune("بتثجحخدذرزسشصضطظعغفقكلمنهويء")
	out := []rune{letters[n%7], letters[n/7%28], letters[n/196%28], letters[n/5488%28]}
	return string(out) + "ق"
}

func TestEveryWordFindsItsStories(t *testing.T) {
	docs := archive(3000)
	files, x := indexOf(docs)
	for _, n := range []uint64{0, 1, 5, 60, 700, 9000} {
		asked := spelled(n)
		want := map[string]bool{}
		for _, d := range docs {
			if strings.Contains(" "+d.Text, " "+asked+" ") {
				want[d.URL] = true
			}
		}
		got := files.stories(entryOf(asked).stem, x.manifest.Shards)
		if len(want) == 0 || len(got) < len(want) {
			t.Errorf("%s: %d stories, want %d", asked, len(got), len(want))
		}
		for id := range got {
			month := id >> x.manifest.Bits
			fragment := string(files[fmt.Sprintf("search/f/%x-%x.bin", month, (id&(1<<x.manifest.Bits-1))/perFragment)])
			if fragment == "" {
				t.Fatalf("%s: story %d has no fragment", asked, id)
			}
		}
	}
}

func TestWordsKeepTheirPlaces(t *testing.T) {
	files, x := indexOf([]Document{document(1, time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), "اجتمع مجلس الأمن أمس، ثم الأمن والمجلس.")})
	council, security := files.stories("مجلس", x.manifest.Shards), files.stories("امن", x.manifest.Shards)
	for id, at := range council {
		if !slices.ContainsFunc(at, func(i int) bool { return slices.Contains(security[id], i+1) }) {
			t.Errorf("«مجلس الأمن» stands at %v and %v", at, security[id])
		}
		if slices.ContainsFunc(security[id], func(i int) bool { return slices.Contains(at, i+1) }) {
			t.Logf("«الأمن والمجلس» is a phrase too: %v %v", security[id], at)
		}
	}
	if len(council) != 1 {
		t.Errorf("found %v", council)
	}
}

// The price of publishing is what an editor pays every few minutes.
func TestOneStoryRewritesFewSmallFiles(t *testing.T) {
	for _, n := range []int{2000, 8000} {
		docs := archive(n)
		before, _ := indexOf(slices.Clone(docs[:n-1]))
		after, _ := indexOf(docs)
		count, size := 0, 0
		for name, raw := range after {
			if string(before[name]) != string(raw) {
				count++
				size += len(File{name, raw}.Data())
				if len(raw) > 64<<10 {
					t.Errorf("%s is %d bytes", name, len(raw))
				}
			}
		}
		t.Logf("%d stories in %d files: one more rewrites %d of them, %d KB", n, len(after), count, size>>10)
		if words := 140; count > 3*words {
			t.Errorf("%d of %d files were rewritten for a story of %d words", count, len(after), words)
		}
	}
}

// What is in the past stays as it is when time goes on.
func TestClosedBlocksAreNotTouched(t *testing.T) {
	docs := archive(12000)
	before, _ := indexOf(slices.Clone(docs[:11000]))
	after, _ := indexOf(docs)
	closed := 0
	for name, raw := range before {
		next := strings.TrimSuffix(name, "-0.bin") + "-1.bin"
		if !strings.HasSuffix(name, "-0.bin") || before[next] == nil {
			continue
		}
		if closed++; string(after[name]) != string(raw) {
			t.Errorf("%s is closed and was rewritten", name)
		}
	}
	if closed == 0 {
		t.Error("no block was closed: the archive is too small to tell")
	}
}

func BenchmarkRead(b *testing.B) {
	docs := archive(500)
	var r Reader
	b.ResetTimer()
	for i := range b.N {
		r.Read(docs[i%len(docs)])
	}
}

func BenchmarkAdd(b *testing.B) {
	docs := archive(2000)
	dates, records := make([]time.Time, len(docs)), make([]Record, len(docs))
	var r Reader
	for i, d := range docs {
		dates[i], records[i] = d.Date, r.Read(d)
	}
	b.ResetTimer()
	for range b.N {
		x := NewIndex(dates)
		for _, r := range records {
			x.Add(r)
		}
		x.Files()
	}
}
