package search

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Index gathers the records of an edition.
type Index struct {
	manifest  Manifest
	terms     map[string]*postings
	fragments map[string][]string // by month, in the order of time
	months    []string
	last      time.Time
}

// Manifest tells a browser how to read the rest, and the words that it must
// know by themselves.
type Manifest struct {
	Version  string   `json:"v"` // changes with anything in the index; part of every address
	Stories  int      `json:"n"`
	Shards   int      `json:"shards"`
	Bits     int      `json:"bits"` // of a story's number that are its place in its month
	Stop     string   `json:"stop"` // words that are not in the index
	RootAl   string   `json:"al"`   // words whose «ال» is no article
	Articles []string `json:"articles"`
}

// postings are the stories of a term.
type postings struct {
	forms  []string
	blocks []block // all but the last are closed
	count  int
}

// block is a run of a term's stories. Each is the distance from the one
// before it, doubled, plus one where the word stands in the title. Its places
// are their number, and the distances between them. All are uvarint.
type block struct {
	stories []byte
	places  []byte
	count   int
	last    uint32 // the number of its last story
}

// A block is closed by a new month once it holds that many stories. A term with
// no more stories than the other bound stands in the dictionary's shard.
const (
	fullBlock = 4096
	mostInDic = 256
)

// NewIndex makes an index for stories of these dates.
func NewIndex(dates []time.Time) *Index {
	perMonth := map[int]int{}
	most := 0
	for _, d := range dates {
		m := monthOf(d)
		perMonth[m]++
		most = max(most, perMonth[m])
	}
	return &Index{
		manifest: Manifest{
			Stories: len(dates), Bits: max(12, bits.Len(uint(most))),
			Stop: strings.Join(slices.Sorted(keys(stopWords)), " "), RootAl: strings.Join(rootAl, " "), Articles: articles,
		},
		terms: map[string]*postings{}, fragments: map[string][]string{},
	}
}

func keys(m map[string]bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// monthOf counts months from the year 1800; what is older stands with it.
func monthOf(d time.Time) int { return max(0, (d.Year()-1800)*12+int(d.Month())-1) }

// Add enters a story. It panics where the story is older than the one before
// it, because numbers rise with time.
func (x *Index) Add(r Record) {
	if r.date.Before(x.last) {
		panic("search: stories must be added in the order of time")
	}
	x.last = r.date
	month := fmt.Sprintf("%x", monthOf(r.date))
	if len(x.months) == 0 || x.months[len(x.months)-1] != month {
		x.months = append(x.months, month)
	}
	number := uint32(monthOf(r.date)<<x.manifest.Bits + len(x.fragments[month]))
	x.fragments[month] = append(x.fragments[month], r.fragment)
	for _, t := range r.terms {
		p := x.terms[t.stem]
		if p == nil {
			p = &postings{blocks: []block{{}}}
			x.terms[t.stem] = p
		}
		p.add(t, number, x.manifest.Bits)
	}
}

func (p *postings) add(t term, number uint32, monthBits int) {
	for _, f := range t.forms {
		if !slices.Contains(p.forms, f) {
			p.forms = append(p.forms, f)
		}
	}
	b := &p.blocks[len(p.blocks)-1]
	if b.count >= fullBlock && b.last>>monthBits != number>>monthBits {
		p.blocks = append(p.blocks, block{})
		b = &p.blocks[len(p.blocks)-1]
	}
	title := uint64(0)
	if t.title {
		title = 1
	}
	b.stories = binary.AppendUvarint(b.stories, uint64(number-b.last)<<1|title)
	b.places = binary.AppendUvarint(b.places, uint64(len(t.at)))
	before := 0
	for _, at := range t.at {
		b.places = binary.AppendUvarint(b.places, uint64(at-before))
		before = at
	}
	b.count++
	b.last = number
	p.count++
}

// File is a file of the index before it is deflated.
type File struct {
	Path string
	Raw  []byte
}

// Data is what is published.
func (f File) Data() []byte {
	if !strings.HasSuffix(f.Path, ".bin") {
		return f.Raw
	}
	var out bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(w)
	w.Reset(&out)
	_, _ = w.Write(f.Raw)
	_ = w.Close() // a buffer does not fail
	return out.Bytes()
}

// deflaters saves the tables of one file for the next: they are larger than it.
var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// perShard is how many terms a shard of the dictionary holds, about: few, so
// that a question costs little, until there would be too many files.
const perShard = 96

// Files gives the index, sorted by path.
func (x *Index) Files() []File {
	x.manifest.Shards = 1 << min(11, bits.Len(uint(len(x.terms)/perShard)))
	files := slices.Concat(x.fragmentFiles(), x.termFiles())
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	h := fnv.New64a()
	for _, f := range files {
		_, _ = h.Write(f.Raw)
	}
	x.manifest.Version = fmt.Sprintf("%x", h.Sum64())
	data, err := json.Marshal(x.manifest)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return append(files, File{"search/index.json", data})
}

// perFragment is how many stories a fragment holds.
const perFragment = 8

func (x *Index) fragmentFiles() (out []File) {
	for _, month := range x.months {
		n := 0
		for part := range slices.Chunk(x.fragments[month], perFragment) {
			out = append(out, File{fmt.Sprintf("search/f/%s-%x.bin", month, n), []byte("[" + strings.Join(part, ",") + "]")})
			n++
		}
	}
	return out
}

// termFiles are the dictionary's shards and the blocks of common terms.
func (x *Index) termFiles() (out []File) {
	shards := make([][]string, x.manifest.Shards)
	for stem := range x.terms {
		n := shardOf(stem, len(shards))
		shards[n] = append(shards[n], stem)
	}
	for n, stems := range shards {
		slices.Sort(stems)
		out = append(out, File{fmt.Sprintf("search/d/%x.bin", n), x.shard(stems)})
		for _, stem := range stems {
			p := x.terms[stem]
			if p.count <= mostInDic {
				continue
			}
			for k, b := range p.blocks {
				name := fmt.Sprintf("%x-%x.bin", hashOf(stem), k)
				out = append(out, File{"search/t/" + name, b.stories}, File{"search/p/" + name, b.places})
			}
		}
	}
	return out
}

// shard writes the entries of a dictionary's shard, in order: how many bytes
// the stem shares with the one before it, and the rest; its forms' endings;
// the number of its blocks. Of a term that stands here, which has none, follow
// its stories and its places, their bytes counted before them; of a common one
// the last number in each block but the last, as a distance.
func (x *Index) shard(stems []string) []byte {
	var out []byte
	text := func(s string) {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	before := ""
	for _, stem := range stems {
		p := x.terms[stem]
		shared := 0
		for shared < len(before) && shared < len(stem) && before[shared] == stem[shared] {
			shared++
		}
		out = binary.AppendUvarint(out, uint64(shared))
		text(stem[shared:])
		before = stem
		slices.Sort(p.forms)
		out = binary.AppendUvarint(out, uint64(len(p.forms)))
		for _, f := range p.forms {
			text(f)
		}
		if p.count <= mostInDic { // which is less than a full block
			out = binary.AppendUvarint(out, 0)
			text(string(p.blocks[0].stories))
			text(string(p.blocks[0].places))
			continue
		}
		out = binary.AppendUvarint(out, uint64(len(p.blocks)))
		last := uint32(0)
		for _, b := range p.blocks[:len(p.blocks)-1] {
			out = binary.AppendUvarint(out, uint64(b.last-last))
			last = b.last
		}
	}
	return out
}

// shardLetters is how much of a word decides on its shard: who has typed that
// much can be shown what begins so.
const shardLetters = 3

func shardOf(stem string, shards int) int {
	n := 0
	for i := range stem {
		if n++; n > shardLetters {
			stem = stem[:i]
			break
		}
	}
	return int(hashOf(stem)) & (shards - 1)
}

// hashOf is FNV-1a over UTF-16 units, which is what a browser's strings are
// made of.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for _, r := range s {
		if r >= utf8.RuneError && r > 0xffff { // no script of news; one unit will do
			r = 0xfffd
		}
		h = (h ^ uint32(r)) * 16777619
	}
	return h ^ h>>15
}
