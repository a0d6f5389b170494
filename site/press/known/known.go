// Package known keeps what a build must know of the pages of the last one: by which key each
// was made, and what else it rests on.
//
//	known.go   Page, the record of a page; Spared, the pages that need no key
//	asking.go  what templates ask of the edition, and the answers
//
// The table page of the store has the record of each page by its output path: its key, the
// sum of its file, a uvarint and so many times four bytes (Cards), and what a template asked
// and which pictures it shows. The table frame has one Frame.
//
// # Pages that need no key
//
// The key of a page is the hash of its View, and to make both takes longer than all else of a
// build that makes little. After an edit that moves no story, nearly all pages hold what they
// held: where the last build left its Frame and this one has the same, a page of certain kinds
// (plan.Entry.ByCards) differs only if it is one of an edited story, or holds the card that
// such a story had. The record of a page says which cards it holds, by the first four bytes
// of their keys; others that begin alike cost a key.
//
// Does not belong here: which stories were edited, and what a frame is made of (package press).
package known

import (
	"encoding/binary"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// The tables of the store.
const (
	table      = "page"
	frameTable = "frame"
)

// Page is what the store keeps of a page.
type Page struct {
	Key, Sum site.Sum // Sum is that of its file
	Cards    []byte   // of each key that its own was made of, the first four bytes
	Needs
}

// Needs are what a page rests on beside its key.
type Needs struct {
	Asked Questions
	Sizes []site.Sum // of lists of sizes of pictures (package pictures)
}

// Read gives what the store keeps of the page at an output path.
func Read(store *cache.Store, path string) (p Page, ok bool) {
	data, ok := store.Get(table, path)
	const sums = 2 * len(p.Sum)
	if !ok || len(data) < sums {
		return p, false
	}
	p.Key, p.Sum, data = site.Sum(data[:sums/2]), site.Sum(data[sums/2:sums]), data[sums:]
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)-size)/4 {
		return p, false
	}
	p.Cards, data = data[size:size+4*int(n)], data[size+4*int(n):]
	return p, len(data) == 0 || cache.Unmarshal(data, &p.Needs) == nil
}

// Keep puts it into the store.
func (p Page) Keep(store *cache.Store, path string) {
	data := slices.Concat(p.Key[:], p.Sum[:])
	data = append(binary.AppendUvarint(data, uint64(len(p.Cards)/4)), p.Cards...)
	if len(p.Asked) > 0 || len(p.Sizes) > 0 {
		data = append(data, cache.Marshal(&p.Needs)...)
	}
	store.Put(table, path, data)
}

// Record gives what the store keeps of a page, for Teach of another store.
func Record(store *cache.Store, path string) ([]byte, bool) { return store.Get(table, path) }

// Teach puts into a store what another one kept of a page. It is believed as little as what a store has: Read
// checks its form, and a build its key.
func Teach(store *cache.Store, path string, record []byte) { store.Put(table, path, record) }

// Forget drops the pages that a whole build did not read or keep.
func Forget(store *cache.Store) { store.Sweep(table) }

// Frame is all that decides about the pages of a build, but for what single stories say.
type Frame struct {
	Sum      site.Sum
	Now, Due time.Time // when the build was made, and when time alone changes a page next; zero: never
}

// TakeFrame gives the frame that the last build left, or the zero one, and forgets it: who
// takes it may end before its pages are made.
func TakeFrame(store *cache.Store) (f Frame) {
	if store != nil {
		f = FrameOf(store)
		store.Put(frameTable, "", nil)
	}
	return f
}

// FrameOf gives the frame that the last build left, or the zero one. store may be nil.
func FrameOf(store *cache.Store) (f Frame) {
	if store == nil {
		return f
	}
	if data, ok := store.Get(frameTable, ""); ok && (len(data) == 0 || cache.Unmarshal(data, &f) != nil) {
		return Frame{}
	}
	return f
}

// Same says that two builds left the same frame, whenever they were made: nothing is known of pages after the later one that
// was not after the first.
func (f Frame) Same(as Frame) bool {
	return f.Sum != site.Sum{} && f.Sum == as.Sum && f.Due.Equal(as.Due)
}

// Leave keeps the frame of a build whose pages were all made.
func (f Frame) Leave(store *cache.Store) { store.Put(frameTable, "", cache.Marshal(&f)) }

// Stands says that a build's frame is that of a later one too.
func (f Frame) Stands(now Frame) bool {
	return f.Sum != site.Sum{} && f.Sum == now.Sum && !now.Now.Before(f.Now) && (f.Due.IsZero() || now.Now.Before(f.Due))
}

// Spared says which pages are as the last build made them. Its zero value spares all.
type Spared struct {
	cards map[[4]byte]bool
	paths map[string]bool
}

// Edited adds an edited story: the output paths of its pages, and what it had in place of
// cards whose keys are other ones now.
func (s *Spared) Edited(paths []string, gone []site.Sum) {
	if s.cards == nil {
		s.cards, s.paths = map[[4]byte]bool{}, map[string]bool{}
	}
	for _, path := range paths {
		s.paths[path] = true
	}
	for _, key := range gone {
		s.cards[[4]byte(key[:4])] = true
	}
}

// Has says that a page is spared, if it is one of the kinds that can be.
func (s *Spared) Has(path string, p Page) bool {
	if len(s.paths) == 0 {
		return true
	}
	for i := 0; len(s.cards) > 0 && i < len(p.Cards); i += 4 {
		if s.cards[[4]byte(p.Cards[i:i+4])] {
			return false
		}
	}
	return !s.paths[path]
}

// KeyCards gives every card of an edition its keys: a story's card stands on a dozen pages, and the key of each of these
// holds it.
func KeyCards(e *site.Edition, together site.Together) {
	var tasks []func()
	for _, list := range [][]*site.Story{e.Stories, e.Pages, e.Withdrawn} {
		for some := range slices.Chunk(list, 256) {
			tasks = append(tasks, func() {
				h := cache.NewHash()
				for _, story := range some {
					KeyCard(h, story.Card)
				}
			})
		}
	}
	together(tasks...)
}

// KeyCard gives a card its keys.
func KeyCard(h *cache.Hash, c *site.Card) {
	h.Reset()
	h.Value(c)
	c.Key = site.Sum(h.Sum())
	h.Reset()
	h.Value(&c.SideCard)
	c.SideCard.Key = site.Sum(h.Sum())
}
