// Package pictures keeps what is known and made of pictures from build to build, and knows
// which of their sizes the pages of a site name.
//
// A page names the sizes of a picture by addresses that say how each is made (site.Recipe).
// What is named in the pages of a site is made and published, and nothing else: each page
// is searched for such addresses when it is made (Found), and the store keeps what was
// found (Used).
//
// In the store: the table picture has, by a file's place, its stamp and its media.Facts;
// the table sizes has, by their sum, lists of output paths. In the folder pictures of the
// store are files that outlast it (cache.Files): the facts of a file by its bytes, and each
// size by media.Derivation.Key.
//
// Not here: which pictures there are, and when pages are made.
package pictures

import (
	"context"
	"io/fs"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/media"
	"warraq/site/media/film"
)

// The tables of the store that are about pictures.
const (
	factsTable = "picture" // a file's place to a studied
	listsTable = "sizes"   // the sum of a list of output paths to the list
)

// filesOfPictures is the folder of the store for what is made of pictures.
const filesOfPictures = "pictures"

// studied is what the store keeps of a picture's file.
type studied struct {
	Stamp cache.Stamp
	Facts media.Facts
}

// factsShape is a part of the keys of facts in cache.Files, which outlast a version of the
// program.
var factsShape = cache.Shape(media.Facts{})

// Memory is the media.Memory of a build.
type Memory struct {
	store  *cache.Store // may be nil
	files  *cache.Files // may be nil
	Began  int64        // when the build that filled the store began to read
	Quick  bool         // no picture is decoded to study it
	Once   bool         // what is decoded to study it is held until its sizes are made
	budget *budget
	hashes sync.Map // places to the hashes of their files
	unmade sync.Map // the hashes of files whose sizes cannot be made
	failed atomic.Bool
	films  sync.Map // keys of films to their bytes, where no folder keeps them
	held   held
	make   func(p *media.Decoded, data []byte, recipes []site.Recipe) ([][]byte, error)
}

// New makes the memory of a build over a store, which may be nil. began is when the build
// that filled the store began to read, for the racy guard.
func New(store *cache.Store, began int64) *Memory {
	return &Memory{store: store, files: store.Files(filesOfPictures), Began: began, budget: newBudget(mostAtOnce), make: derive}
}

// derive makes files of a picture, which is decoded unless it is held.
func derive(p *media.Decoded, data []byte, recipes []site.Recipe) (files [][]byte, err error) {
	if p == nil {
		if p, err = media.Decode(data); err != nil {
			return nil, err
		}
	}
	return p.Derive(recipes)
}

// Failed says that something of a picture could not be made: pages may name it.
func (m *Memory) Failed() bool { return m.failed.Load() }

// Again makes the memory of another try of the same build, which knows what failed in this one.
func (m *Memory) Again() *Memory {
	next := New(m.store, m.Began)
	next.Quick, next.Once, next.make = m.Quick, m.Once, m.make
	m.unmade.Range(func(hash, _ any) bool { next.unmade.Store(hash, true); return true })
	return next
}

// refuse keeps, with the hash of a file, that its sizes cannot be made.
func (m *Memory) refuse(place string, hash site.Sum) {
	m.unmade.Store(hash, true)
	m.files.Put(factsKey(hash), cache.Marshal(media.Unmade(hash)))
	var known studied
	if m.store == nil {
		return
	}
	if data, ok := m.store.Get(factsTable, place); ok && cache.Unmarshal(data, &known) == nil && known.Facts.Hash == hash {
		known.Facts = media.Unmade(hash)
		m.store.Put(factsTable, place, cache.Marshal(known))
	}
}

// factsKey is the key of the facts of a file's bytes.
func factsKey(hash site.Sum) cache.Sum {
	h := cache.NewHash()
	h.Sum16(factsShape)
	h.Sum16(media.Derivation{Source: media.Source{Hash: hash}}.Key())
	return h.Sum()
}

// Recall gives what is known of a file with the same stamp.
func (m *Memory) Recall(place string, info fs.FileInfo) (media.Facts, bool) {
	var known studied
	if m.store == nil {
		return known.Facts, false
	}
	data, ok := m.store.Get(factsTable, place)
	stamp := cache.StampOf(info)
	if !ok || cache.Unmarshal(data, &known) != nil || known.Stamp != stamp || cache.Racy(stamp, m.Began) {
		return media.Facts{}, false
	}
	m.hashes.Store(place, known.Facts.Hash)
	if _, unmade := m.unmade.Load(known.Facts.Hash); unmade { // under another name
		return media.Unmade(known.Facts.Hash), true
	}
	return known.Facts, true
}

// Study gives what is known of the same bytes, else studies them.
func (m *Memory) Study(place string, info fs.FileInfo, data []byte, study func([]byte) (media.Facts, *media.Decoded, error)) (f media.Facts, err error) {
	tidy()
	hash := media.HashOf(data)
	if _, unmade := m.unmade.Load(hash); unmade {
		return media.Unmade(hash), nil
	}
	key := factsKey(hash)
	if media.IsSVG(place) { // whether it is one, its name says
		key = cache.Of(append(key[:], "svg"...))
	}
	kept, ok := m.files.Get(key)
	known := ok && cache.Unmarshal(kept, &f) == nil
	if !known && m.Quick && !media.IsSVG(place) { // and nothing is kept of it
		m.hashes.Store(place, hash)
		f, err = media.Glance(data)
		f.Hash = hash
		return f, err
	}
	if !known {
		cost := media.Cost(data, nil)
		m.budget.take(cost)
		var p *media.Decoded
		f, p, err = study(data)
		m.budget.give(cost)
		if err != nil {
			return f, err
		}
		if f.Hash = hash; p != nil && m.Once {
			m.held.hold(hash, p, cost)
		}
		m.files.Put(key, cache.Marshal(f))
	}
	m.hashes.Store(place, hash)
	if m.store != nil {
		m.store.Put(factsTable, place, cache.Marshal(studied{cache.StampOf(info), f}))
	}
	return f, nil
}

// mostAtOnce bounds what pictures take in memory that are decoded at the same time.
const mostAtOnce = 256 << 20

// mostLying is how large a heap may be of which more than half is not used any more. The collector
// comes late where much was read since it came last: a file of a picture is a large part of a
// small heap.
const mostLying = 288 << 20

// tidy collects a heap of which much is not used any more.
func tidy() {
	of := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(of)
	if heap := of[0].Value.Uint64(); heap > mostLying && 2*of[1].Value.Uint64() < heap {
		runtime.GC()
	}
}

// budget is memory that workers share. One who wants more than there is at all
// takes all of it.
type budget struct {
	mu    sync.Mutex
	more  *sync.Cond
	all   int64
	taken int64
}

func newBudget(all int64) *budget {
	b := &budget{all: all}
	b.more = sync.NewCond(&b.mu)
	return b
}

func (b *budget) take(n int64) {
	tidy()
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.taken > 0 && b.taken+n > b.all {
		b.more.Wait()
	}
	b.taken += n
	if n >= muchAtOnce {
		debug.FreeOSMemory()
	}
}

// muchAtOnce is what of one picture is so much that what lies about is given back before it,
// and what it leaves after it: the heap of a build may grow by a part of what it holds, pixels
// are much of that, and those that run in a sandbox lie beside the heap.
const muchAtOnce = 96 << 20

func (b *budget) give(n int64) {
	if n >= muchAtOnce {
		debug.FreeOSMemory()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken -= n
	b.more.Broadcast()
}

// Film makes the film of an animation, unless it is kept. Where no picture is made, none is.
func (m *Memory) Film(d media.Derivation, read func() ([]byte, error)) error {
	key := cache.Sum(d.Key())
	if _, ok := m.files.Get(key); ok {
		return nil
	}
	if _, ok := m.films.Load(key); ok || m.Quick {
		return nil
	}
	data, err := read()
	if err != nil {
		return err
	}
	if media.HashOf(data) != d.Source.Hash {
		return errChanged
	}
	m.budget.take(media.Cost(data, nil))
	defer m.budget.give(media.Cost(data, nil))
	made, err := film.Make(context.Background(), data, d.Recipe.Width, d.Recipe.Height)
	if err != nil {
		return err
	}
	if m.files == nil {
		m.films.Store(key, made)
	}
	m.files.Put(key, made)
	return nil
}

// Sweep forgets what a whole build did not ask for.
func (m *Memory) Sweep() {
	if m.store != nil {
		m.store.Sweep(factsTable)
		m.store.Sweep(listsTable)
		m.files.Sweep()
	}
}

// Derive gives the files of one source: those that the cache has, and the others made
// of one reading, or nil if only what is cached is wanted. What cannot be made of a file is not
// tried again.
func (m *Memory) Derive(library *media.Library, place string, recipes []site.Recipe, onlyCached bool) (files [][]byte, err error) {
	defer func() {
		if err != nil {
			m.failed.Store(true)
		}
	}()
	if len(recipes) > 0 && recipes[0].Format == "mp4" {
		return m.filmed(library, place, recipes)
	}
	var data []byte
	known, isKnown := m.hashes.Load(place)
	hash, _ := known.(site.Sum)
	if !isKnown { // it was only glanced at
		if data, err = library.Read(place); err != nil {
			return nil, err
		}
		hash = media.HashOf(data)
	}
	if _, unmade := m.unmade.Load(hash); unmade {
		m.refuse(place, hash)
		return nil, errUnmade
	}
	files = make([][]byte, len(recipes))
	keyOf := func(r site.Recipe) cache.Sum {
		return cache.Sum(media.Derivation{Source: media.Source{Hash: hash}, Recipe: r}.Key())
	}
	var missing []int
	var left []site.Recipe
	for i, r := range recipes {
		var ok bool
		if files[i], ok = m.files.Get(keyOf(r)); !ok {
			missing, left = append(missing, i), append(left, r)
		}
	}
	if len(missing) == 0 || onlyCached {
		return files, nil
	}
	held := m.held.let(hash)
	if held.picture == nil && data == nil {
		if data, err = library.Read(place); err != nil {
			return nil, err
		}
		if media.HashOf(data) != hash {
			return nil, errChanged
		}
	}
	cost := held.cost + media.Cost(data, left)
	m.budget.take(cost)
	defer m.budget.give(cost)
	made, err := m.make(held.picture, data, left)
	if err != nil {
		m.refuse(place, hash)
		return nil, err
	}
	for n, i := range missing {
		files[i] = made[n]
		m.files.Put(keyOf(left[n]), made[n])
	}
	return files, nil
}

// filmed gives the film of an animation, which was made before a page named it.
func (m *Memory) filmed(library *media.Library, place string, recipes []site.Recipe) ([][]byte, error) {
	hash, _ := m.hashes.Load(place)
	sum, isKnown := hash.(site.Sum)
	if !isKnown || len(recipes) != 1 {
		return nil, errUnmade
	}
	d := media.Derivation{Source: media.Source{Name: place, Hash: sum}, Recipe: recipes[0]}
	if err := m.Film(d, func() ([]byte, error) { return library.Read(place) }); err != nil {
		return nil, err
	}
	data, ok := m.files.Get(cache.Sum(d.Key()))
	if held, isHeld := m.films.Load(cache.Sum(d.Key())); !ok && isHeld {
		data, _ = held.([]byte)
	}
	return [][]byte{data}, nil // nil where no picture is made
}

var (
	errUnmade  = site.Failure("لا تُصنع أحجام هذه الصورة", "no other sizes can be made of this picture")
	errChanged = site.Failure("تغيّر الملف أثناء البناء؛ ابنِ من جديد", "the file was changed while the site was built; build again")
)
