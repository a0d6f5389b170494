package search

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"
	"golang.org/x/text/encoding/charmap"

	"warraq/site"
)

// A second reader of the format, as the package comment tells it, stands in
// for the browser's.
type library struct {
	files    map[string][]byte
	layout   Layout
	halvings []int
}

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
func (l library) stories(stem string) map[uint64][]int {
	letters := []rune(stem)
	hash := hashOf(string(letters[:min(3, len(letters))]))
	group := int(hash) % l.layout.Groups
	name := fmt.Sprintf("%x-%x", group, hash/64%(1<<l.halvings[group]))
	shard := l.files["search/d/"+name+".bin"]
	out := map[uint64][]int{}
	piece := func(kind string) func(size int) []byte {
		file, at := 0, 0
		return func(size int) []byte {
			if at > 0 && at+size > 16<<10 {
				file, at = file+1, 0
			}
			at += size
			return l.files[fmt.Sprintf("search/%s/%s-%x.bin", kind, name, file)][at-size : at]
		}
	}
	runs, at := piece("o"), piece("p")
	for before := ""; len(shard) > 0; {
		shared := l.uvarint(&shard)
		before = before[:shared] + l.text(&shard)
		for n := l.uvarint(&shard); n > 0; n-- {
			l.text(&shard)
		}
		var blocks [][2][]byte
		from := 0
		next := func(volume string) []byte { // inflated
			size := int(l.uvarint(&shard))
			r, err := zlib.NewReader(bytes.NewReader(l.files[volume][from : from+size]))
			if err != nil {
				panic(err)
			}
			out, err := io.ReadAll(r)
			if err != nil {
				panic(err)
			}
			from += size
			return out
		}
		for k := range l.uvarint(&shard) {
			if k%4 == 0 {
				from = 0
			}
			l.uvarint(&shard)
			volume := fmt.Sprintf("search/t/%x-%x-%x.bin", group, hashOf(before), k/4)
			blocks = append(blocks, [2][]byte{next(volume), next(volume)})
		}
		var open []byte
		if size := int(l.uvarint(&shard)); size <= 64 {
			open, shard = shard[:size], shard[size:]
		} else {
			open = runs(size)
		}
		places := at(int(l.uvarint(&shard)))
		if before == stem {
			for _, block := range append(blocks, [2][]byte{open, places}) {
				l.take(out, block[0], block[1])
			}
		}
	}
	return out
}

// take reads a block.
func (l library) take(out map[uint64][]int, stories, places []byte) {
	for id := uint64(0); len(stories) > 0; {
		id += l.uvarint(&stories) >> 1
		place := 0
		for n := l.uvarint(&places); n > 0; n-- {
			place += int(l.uvarint(&places))
			out[id] = append(out[id], place)
		}
	}
}

// row is what a fragment says of a story.
type row struct {
	fields []string
	text   string
}

// rowOf reads a story of a fragment as Fragment tells it.
func rowOf(t *testing.T, fragment []byte, n int) (r row) {
	t.Helper()
	slot := fragment[n*448:][:448]
	three := func(at int) int { return int(slot[at]) | int(slot[at+1])<<8 | int(slot[at+2])<<16 }
	size, rest, text := three(0), three(3), three(6)
	more := max(0, size-len(slot[9:]))
	line := slices.Concat(slot[9:][:size-more], fragment[rest:rest+more])
	decoded := func(raw []byte, into any) {
		plain, err := charmap.Windows1256.NewDecoder().Bytes(raw) // as the browser reads it
		if err == nil {
			err = json.Unmarshal(plain, into)
		}
		if err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
	}
	decoded(line, &r.fields)
	deflated, err := zlib.NewReader(bytes.NewReader(fragment[rest+more : rest+more+text]))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(deflated)
	if err != nil {
		t.Fatal(err)
	}
	decoded(raw, &r.text)
	return r
}

// published are the files as a browser gets them.
func (l library) published() map[string][]byte {
	out := map[string][]byte{}
	for name, raw := range l.files {
		f := File{Path: name, Raw: [][]byte{raw}}
		if strings.ContainsRune("opft", rune(name[len("search/")])) {
			f.form = asItIs
		}
		out[name] = f.Data()
	}
	return out
}

func document(i int, date time.Time, text string) Document {
	return Document{
		URL: fmt.Sprintf("/news/s%d/", i), Title: fmt.Sprintf("عنوان القصة %d", i), Date: date, Body: []byte(text),
		Sections: []site.Name{{Slug: "news", Label: "أخبار"}}, Authors: []string{"سلمى العبيدي"},
	}
}

// byMonth sorts stories as they are entered.
func byMonth(docs []Document) (months [][]Document, layout Layout) {
	slices.SortStableFunc(docs, func(a, b Document) int { return a.Date.Compare(b.Date) })
	most := 0
	for i, d := range docs {
		if i == 0 || MonthOf(docs[i-1].Date) != MonthOf(d.Date) {
			months = append(months, nil)
		}
		m := &months[len(months)-1]
		*m = append(*m, d)
		most = max(most, len(*m))
	}
	layout = NewLayout(len(docs), most)
	layout.Ranked = ranked
	return months, layout
}

// ranked says that the indexes that are made have ranks.
var ranked bool

// indexOf makes the index of stories with one reader.
func indexOf(docs []Document) library {
	return indexBy(docs, func() *MonthReader { return new(MonthReader) })
}

func indexBy(docs []Document, reader func() *MonthReader) library {
	months, layout := byMonth(docs)
	out := library{files: map[string][]byte{}, layout: layout}
	groups := make([]*Group, layout.Groups)
	for n := range groups {
		groups[n] = layout.NewGroup(n)
	}
	for _, m := range months {
		number := MonthOf(m[0].Date)
		r := reader()
		r.Begin(layout)
		for _, d := range m {
			r.Read(d)
		}
		for cell, part := range r.Parts() {
			groups[cell%layout.Groups].Add(number, part)
		}
		for n := 0; n*PerFragment < len(m); n++ {
			these := m[n*PerFragment : min(len(m), (n+1)*PerFragment)]
			f := Fragment(number, n, these)
			out.files[f.Path] = f.Raw[0]
		}
	}
	for _, g := range groups {
		files, halvings := g.Files(func(string, [][]byte) []int { return nil })
		for _, f := range files {
			if out.files[f.Path] = f.Raw[0]; f.Sizes != nil {
				out.files[f.Path] = f.Data()
			}
		}
		out.halvings = append(out.halvings, halvings)
	}
	f := layout.Manifest("1", out.halvings)
	out.files[f.Path] = f.Raw[0]
	return out
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
	files := indexOf(docs)
	for _, n := range []uint64{0, 1, 5, 60, 700, 9000} {
		asked := spelled(n)
		want := map[string]bool{}
		for _, d := range docs {
			if strings.Contains(" "+string(d.Body), " "+asked+" ") {
				want[d.URL] = true
			}
		}
		got := files.stories(entryOf(asked).stem)
		if len(want) == 0 || len(got) < len(want) {
			t.Errorf("%s: %d stories, want %d", asked, len(got), len(want))
		}
		for id := range got {
			month, place := id>>files.layout.Bits, id&(1<<files.layout.Bits-1)
			fragment := files.files[FragmentPath(int(month), int(place/PerFragment))]
			if len(fragment) == 0 {
				t.Fatalf("%s: story %d has no fragment", asked, id)
			}
			if url := rowOf(t, fragment, int(place%PerFragment)).fields[0]; !want[url] && len(got) == len(want) {
				t.Errorf("%s: story %d is %s", asked, id, url)
			}
		}
	}
}

func TestWordsKeepTheirPlaces(t *testing.T) {
	files := indexOf([]Document{document(1, time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), "اجتمع مجلس الأمن أمس، ثم الأمن والمجلس.")})
	council, security := files.stories("مجلس"), files.stories("امن")
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
		before, after := indexOf(slices.Clone(docs[:n-1])).files, indexOf(docs).files
		count, size := 0, 0
		for name, raw := range after {
			if string(before[name]) != string(raw) {
				count++
				size += len(File{Path: name, Raw: [][]byte{raw}}.Data())
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
	before, after := indexOf(slices.Clone(docs[:11000])).files, indexOf(docs).files
	closed := 0
	for name, raw := range before {
		if !strings.HasPrefix(name, "search/t/") {
			continue
		}
		if closed++; !bytes.HasPrefix(after[name], raw) {
			t.Errorf("%s is closed and was rewritten", name)
		}
	}
	if closed == 0 {
		t.Error("no block was closed: the archive is too small to tell")
	}
}

// A reader that has read other months knows words by other numbers. It says the same.
func TestWhoReadsAMonthLeavesNoTrace(t *testing.T) {
	docs := archive(1500)
	want := indexOf(docs)
	used := new(MonthReader)
	used.Begin(NewLayout(0, 0))
	for _, d := range slices.Backward(docs) {
		used.Read(d)
	}
	used.Parts()
	got := indexBy(docs, func() *MonthReader { return used })
	for name, raw := range want.files {
		if string(got.files[name]) != string(raw) {
			t.Errorf("%s differs", name)
		}
	}
	if len(got.files) != len(want.files) {
		t.Errorf("%d files, want %d", len(got.files), len(want.files))
	}
}

// What windows-1256 has is a byte, as Python's codec "cp1256" has it; the rest is escaped.
func TestResultsAreJSONInOneByteALetter(t *testing.T) {
	for text, want := range map[string]string{
		"خبر\u200cها": "\"\xce\xc8\xd1\x9d\xe5\xc7\"", "a\"\\\n": `"a\"\\\u000a"`, "٣ ی 🌙": `"\u0663 \u06cc \ud83c\udf19"`, "«€ é ـً»": "\"\xab\x80 \xe9 \xdc\xf0\xbb\"",
	} {
		if got := string(appendString(nil, text)); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	docs := archive(500)
	var r MonthReader
	for b.Loop() {
		r.Begin(NewLayout(0, 0))
		for _, d := range docs {
			r.Read(d)
		}
		r.Parts()
	}
}
