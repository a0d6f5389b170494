package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Layout is how the index of an edition is cut.
type Layout struct {
	Stories int
	Bits    int  // of a story's number that are its place in its month
	Groups  int  // a power of two, no more than Cells
	Ranked  bool // some section's stories stand above or below others'
}

// NewLayout is for so many stories, no more than most of them in a month.
func NewLayout(stories, most int) Layout {
	return Layout{Stories: stories, Bits: max(12, bits.Len(uint(most))), Groups: min(Cells, 1<<max(0, bits.Len(uint(stories/8))-1))}
}

// shift is how many bits of a story in a run are no part of its number.
func (l Layout) shift() int {
	if l.Ranked {
		return 3
	}
	return 1
}

// A block is closed by a new month once it holds that many stories.
const fullBlock = 4096

// fullVolume is how many closed blocks of a term stand in one file.
const fullVolume = 4

// fullPieces is how many bytes of places, or of stories, are put together into one file.
const fullPieces = 16 << 10

// fewStories is how many bytes of a term's stories stand in the dictionary itself.
const fewStories = 64

// fullShard is how much a shard of the dictionary may weigh, about: a question
// reads one for each word.
const fullShard = 4 << 10

// Group puts the parts of months together for the terms of every cell that is
// its number in the first Layout.Groups.
type Group struct {
	layout Layout
	number int
	terms  map[string]*postings
	spare  []*postings // of the group before it
	blocks []runOf     // of its common terms
}

// postings are the stories of a term, in blocks of which all but the last are
// closed.
type postings struct {
	forms  []string
	blocks []runOf
}

// NewGroup makes an empty group.
func (l Layout) NewGroup(number int) *Group {
	return &Group{layout: l, number: number, terms: map[string]*postings{}}
}

// Begin makes a group an empty one again, of another number. The files of the last one
// are no longer good.
func (g *Group) Begin(number int) {
	for _, p := range g.terms {
		for i, b := range p.blocks {
			p.blocks[i] = runOf{stories: b.stories[:0], at: b.at[:0]}
			if b.isLarge() {
				g.blocks = append(g.blocks, p.blocks[i])
				p.blocks[i] = runOf{}
			}
		}
		p.blocks = p.blocks[:1]
		p.forms = p.forms[:0]
		g.spare = append(g.spare, p)
	}
	clear(g.terms)
	g.number = number
}

// posting gives the postings of a term.
func (g *Group) posting(stem []byte) *postings {
	p := g.terms[string(stem)]
	if p != nil {
		return p
	}
	if last := len(g.spare) - 1; last >= 0 {
		p, g.spare = g.spare[last], g.spare[:last]
	} else {
		p = &postings{blocks: []runOf{{}}}
	}
	g.terms[string(stem)] = p
	return p
}

// Add enters a part of a month, which must not be older than the ones before it.
func (g *Group) Add(month int, part []byte) {
	c := cursor{part}
	var stem []byte
	for len(c.rest) > 0 {
		shared := c.number()
		stem = append(stem[:shared], c.bytes()...)
		p := g.posting(stem)
		for range c.number() {
			if form := c.bytes(); !slices.ContainsFunc(p.forms, func(f string) bool { return f == string(form) }) {
				p.forms = append(p.forms, string(form))
			}
		}
		count, last := c.number(), c.number()
		if p.blocks[len(p.blocks)-1].count >= fullBlock {
			p.blocks = append(p.blocks, g.block())
		}
		b, run := &p.blocks[len(p.blocks)-1], runOf{count: count, last: last, stories: c.bytes(), at: c.bytes()}
		if len(b.stories)+len(b.at)+len(run.stories)+len(run.at) > largeRun && !b.isLarge() {
			large := g.block()
			b.stories, b.at = append(large.stories, b.stories...), append(large.at, b.at...)
		}
		b.add(run, month<<g.layout.Bits, g.layout.shift())
	}
}

// largeRun is how many bytes a term's run takes whose memory is kept for another common term,
// and not for the next, which may be a rare one.
const largeRun = 1 << 10

func (b *runOf) isLarge() bool { return cap(b.stories)+cap(b.at) > largeRun }

// block gives an empty block, with the memory of an earlier one of a common term.
func (g *Group) block() (b runOf) {
	if last := len(g.blocks) - 1; last >= 0 {
		b, g.blocks = g.blocks[last], g.blocks[:last]
	}
	return b
}

// add enters a month's run. Only its first number depends on what is before it.
func (b *runOf) add(run runOf, base, shift int) {
	first, size := binary.Uvarint(run.stories)
	number := base + int(first>>shift)
	b.stories = binary.AppendUvarint(b.stories, uint64(number-b.last)<<shift|first&(1<<shift-1))
	b.stories = append(b.stories, run.stories[size:]...)
	b.at = append(b.at, run.at...)
	b.count += run.count
	b.last = base + run.last
}

// File is a file of the index before it is deflated.
type File struct {
	Path  string
	Raw   [][]byte // in pieces: one, or those of a volume
	Sizes []int    // of a volume: of its pieces, deflated
	form  form
	made  []byte // what is published, where that was made already
}

// form is what a file holds, and so how it is deflated.
type form uint8

const (
	ofTexts   form = iota
	ofTerms        // of the dictionary
	ofNumbers      // most of it
	asItIs         // it is published so
	ofPieces       // of numbers
)

// Data is what is published.
func (f File) Data() []byte {
	switch {
	case f.made != nil:
		return f.made
	case f.form == asItIs || !strings.HasSuffix(f.Path, ".bin"):
		return f.Raw[0]
	case f.form == ofNumbers:
		return deflated(f.Raw[0], &numberDeflaters)
	case f.form == ofPieces:
		return f.bound().made
	case f.form == ofTerms:
		return deflated(f.Raw[0], &termDeflaters)
	}
	return deflated(f.Raw[0], &textDeflaters)
}

// bound makes a volume: its pieces, deflated one by one, for a browser asks for one of them.
func (f File) bound() File {
	room := 0
	for _, piece := range f.Raw {
		room += len(piece)
	}
	var made bytes.Buffer
	made.Grow(room) // at once: a volume is a large piece of memory
	f.Sizes = nil
	for _, piece := range f.Raw {
		before := made.Len()
		deflate(&made, piece, &numberDeflaters)
		f.Sizes = append(f.Sizes, made.Len()-before)
	}
	f.made = made.Bytes()
	return f
}

// The deflaters save the tables of one file for the next: they are larger than it.
// Numbers repeat nothing, and are smaller and sooner done by their frequency alone.
var textDeflaters, termDeflaters, numberDeflaters = deflaters(textLevel), deflaters(zlib.BestCompression), deflaters(zlib.HuffmanOnly)

// textLevel is a third faster than the default, and a hundredth larger. The dictionary is
// small, and every question reads of it: it is deflated as well as can be.
const textLevel = 4

func deflaters(level int) sync.Pool {
	return sync.Pool{New: func() any {
		w, _ := zlib.NewWriterLevel(nil, level) // a level that exists
		return w
	}}
}

func deflated(raw []byte, by *sync.Pool) []byte {
	var out bytes.Buffer
	out.Grow(len(raw)/2 + 64)
	deflate(&out, raw, by)
	return out.Bytes()
}

func deflate(out *bytes.Buffer, raw []byte, by *sync.Pool) {
	w := by.Get().(*zlib.Writer)
	defer by.Put(w)
	w.Reset(out)
	_, _ = w.Write(raw)
	_ = w.Close() // a buffer does not fail
}

// Files gives the group's files, and how often its dictionary is halved. sizes gives what
// File.Sizes was of a volume that is as it was; nil where it is not known.
func (g *Group) Files(sizes func(path string, raw [][]byte) []int) (out []File, halvings int) {
	weight := 0
	for stem, p := range g.terms {
		slices.Sort(p.forms)
		weight += 2*len(stem) + 4*len(p.forms)
		weight += 6 * (len(p.blocks) - 1)
		if size := len(p.blocks[len(p.blocks)-1].stories); size <= fewStories {
			weight += size
		}
	}
	halvings = bits.Len(uint(weight / fullShard))
	shards := make([][]string, 1<<halvings)
	for stem := range g.terms {
		n := int(beginning(stem)/Cells) % len(shards)
		shards[n] = append(shards[n], stem)
	}
	for n, stems := range shards {
		slices.Sort(stems)
		out = append(out, g.shard(fmt.Sprintf("%x-%x", g.number, n), stems, sizes)...)
	}
	slices.SortFunc(out, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return out, halvings
}

// shard gives the file of a shard of the dictionary, those of the stories and of the places
// of its open blocks, and the volumes of its closed blocks. An entry, in the order of stems, is
//
//	how many bytes the stem shares with the one before it; the rest
//	how many forms it has; their endings
//	how many closed blocks; of each the last number, as a distance, and how many bytes its
//	stories and its places are, deflated
//	how many bytes the stories of the open block are, and where these are no more
//	than fewStories, these; how many bytes their places are
//
// Other stories, and places, stand one after another in files of their own; a file ends
// where the next would make it longer than fullPieces. A volume is fullVolume closed blocks of
// one term, or the last of them: the stories of each, and its places.
func (g *Group) shard(name string, stems []string, sizes func(path string, raw [][]byte) []int) (out []File) {
	var dictionary []byte
	stories, places := pieces{path: "search/o/" + name}, pieces{path: "search/p/" + name}
	digits := 0
	before := ""
	for _, stem := range stems {
		p := g.terms[stem]
		dictionary = appendTexts(appendStem(dictionary, before, stem), p.forms)
		before = stem
		closed, open := p.blocks[:len(p.blocks)-1], p.blocks[len(p.blocks)-1]
		dictionary = binary.AppendUvarint(dictionary, uint64(len(closed)))
		last := 0
		for from := 0; from < len(closed); from += fullVolume {
			blocks := closed[from:min(from+fullVolume, len(closed))]
			v := volumeOf(fmt.Sprintf("search/t/%x-%x-%x.bin", g.number, hashOf(stem), from/fullVolume), blocks, sizes)
			out = append(out, v)
			for k, b := range blocks {
				for _, n := range [...]int{b.last - last, v.Sizes[2*k], v.Sizes[2*k+1]} {
					dictionary = binary.AppendUvarint(dictionary, uint64(n))
				}
				last = b.last
			}
		}
		dictionary = binary.AppendUvarint(dictionary, uint64(len(open.stories)))
		if len(open.stories) <= fewStories {
			dictionary = append(dictionary, open.stories...)
			digits += len(open.stories)
		} else {
			stories.add(open.stories)
		}
		dictionary = binary.AppendUvarint(dictionary, uint64(len(open.at)))
		places.add(open.at)
	}
	stories.end()
	places.end()
	out = append(append(out, stories.files...), places.files...)
	f := File{Path: "search/d/" + name + ".bin", Raw: [][]byte{dictionary}, form: ofTerms}
	if 2*digits > len(dictionary) {
		f.form = ofNumbers
	}
	return append(out, f)
}

// volumeOf is the file of some closed blocks of a term.
func volumeOf(path string, blocks []runOf, sizes func(path string, raw [][]byte) []int) File {
	f := File{Path: path, form: ofPieces}
	for _, b := range blocks {
		f.Raw = append(f.Raw, b.stories, b.at)
	}
	if f.Sizes = sizes(path, f.Raw); len(f.Sizes) != 2*len(blocks) {
		f = f.bound()
	}
	return f
}

// pieces are what terms have outside of the dictionary, one after another.
type pieces struct {
	path  string
	raw   []byte
	files []File
}

func (p *pieces) add(piece []byte) {
	if len(p.raw)+len(piece) > fullPieces {
		p.end()
	}
	p.raw = append(p.raw, piece...)
}

func (p *pieces) end() {
	if len(p.raw) > 0 {
		p.files = append(p.files, File{Path: fmt.Sprintf("%s-%x.bin", p.path, len(p.files)), Raw: [][]byte{p.raw}, form: asItIs})
		p.raw = nil
	}
}

// Manifest tells a browser how to read the rest, and the words that it must
// know by themselves.
type Manifest struct {
	Version  string   `json:"v"` // changes with anything in the index; part of every address
	Stories  int      `json:"n"`
	Bits     int      `json:"bits"`
	Shift    int      `json:"shift"`
	Groups   string   `json:"groups"` // how often the dictionary of each is halved, a digit of base 36 each
	Stop     string   `json:"stop"`   // words that are not in the index
	RootAl   string   `json:"al"`     // words whose «ال» is no article
	Articles []string `json:"articles"`
}

// Manifest is the file that a search reads first.
func (l Layout) Manifest(version string, halvings []int) File {
	groups := ""
	for _, n := range halvings {
		groups += strconv.FormatInt(int64(n), 36)
	}
	data, err := json.Marshal(Manifest{
		Version: version, Stories: l.Stories, Bits: l.Bits, Shift: l.shift(), Groups: groups,
		Stop: strings.Join(slices.Sorted(maps.Keys(stopWords())), " "), RootAl: strings.Join(rootAl(), " "), Articles: articles,
	})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return File{Path: "search/index.json", Raw: [][]byte{data}}
}

// shardLetters is how much of a word decides on its shard: who has typed that
// much can be shown what begins so.
const shardLetters = 3

// beginning is the hash of a stem's first letters.
func beginning(stem string) uint32 {
	n := 0
	for i := range stem {
		if n++; n > shardLetters {
			return hashOf(stem[:i])
		}
	}
	return hashOf(stem)
}

const hashFactor = 16777619

// hashOf is FNV-1a over runes.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for _, r := range s {
		h = (h ^ uint32(r)) * hashFactor
	}
	return h ^ h>>15
}
