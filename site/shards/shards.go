// Package shards joins the parts of a site that several machines made.
//
// What belongs here: which page is of which part, what a part says of itself, and how a build takes pages out of
// parts. What does not: how a page is made (package press), the file that a part is (package pack), and who
// gives work to whom.
//
// # A part
//
// Part i of n is a pack of the files that it made: the pages whose path has the remainder i - 1 when the first eight
// bytes of its hash are divided by n, and every picture that they show. Beside these it has the file
// warraq-shard.json (Sheet), and for each page its record as the store keeps it (package known) in warraq-shard.records: the
// length of the path and of the record as two uvarints, then both. warraq-shard.lists has the sizes of pictures that
// pages name: lists of paths, each in a line, and an empty line after each list (package pictures).
//
// Workers of the machine that joins make loose parts: the folder of one has each file of the site by its number, from 0,
// warraq-shard.files with their paths, each ended by a line feed, and their sums, 16 bytes each, before all paths; and the
// three files. Its files are moved into the site, and their bytes are not read again.
//
// # How parts are joined
//
// A joining build is a build for which the files of the parts are the last edition: a page is taken from a part if its
// key is the one that this build gives it, and is made here if not. So the site is that of a build on one machine, to the byte,
// whatever the parts are; a part of another version, of other manuscripts, or half of one costs time and nothing
// else. Where a part is made of the same files with the same stamps, as one of this machine is, its keys are the same, and
// are not made again. What is wrong with a page is told by the joining build, for a page with a fault is in no part.
package shards

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press/known"
	"warraq/site/press/pictures"
	"warraq/site/publish/pack"
	"warraq/site/regular"
)

// Part is one of the parts of a site: number I of N, from 1.
type Part struct {
	I int `json:"i"`
	N int `json:"n"`
}

// most bounds N: a part of fewer pages costs more than it brings.
const most = 100_000

// Parse reads "2/5".
func Parse(text string) (p Part, err error) {
	i, n, _ := strings.Cut(text, "/")
	p.I, err = strconv.Atoi(i)
	if err == nil {
		p.N, err = strconv.Atoi(n)
	}
	if err != nil || p.N < 1 || p.N > most || p.I < 1 || p.I > p.N {
		return Part{}, site.Failure("--shard يريد رقمًا من عدد مثل 2/5، لا %q", "--shard wants a number of a total such as 2/5, not %q", text)
	}
	return p, nil
}

// Has says that a page is of the part. A light twin is of the part of its page, for they have one body.
func (p Part) Has(path string) bool {
	sum := cache.Of([]byte(strings.TrimPrefix(path, "lite/")))
	return int(binary.LittleEndian.Uint64(sum[:8])%uint64(p.N)) == p.I-1
}

// Sheet is what a part says of itself.
type Sheet struct {
	Part
	Version string `json:"version"`          // of the program that made it
	Inputs  string `json:"inputs,omitempty"` // a hash of what it is made of, in hexadecimal digits (press.Inputs); "" where it is not known
}

// The files of a part that are not of the site.
const (
	sheetFile   = "warraq-shard.json"
	recordsFile = "warraq-shard.records"
	listsFile   = "warraq-shard.lists"
)

// Maker is a sink for a part: the files that go through it into a pack.
type Maker struct {
	*pack.Writer
	sheet Sheet

	mu    sync.Mutex
	paths []string
}

// Make begins a part.
func Make(to *pack.Writer, sheet Sheet) *Maker { return &Maker{Writer: to, sheet: sheet} }

// Put implements press.Sink.
func (m *Maker) Put(ctx context.Context, f site.File) error {
	m.note(f.Path)
	return m.Writer.Put(ctx, f)
}

// Keep implements press.Sink.
func (m *Maker) Keep(path string) {
	m.note(path)
	m.Writer.Keep(path)
}

func (m *Maker) note(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.paths = append(m.paths, path)
}

// Close writes what the part says of itself, and ends it. record gives what the build knows of a page by its path.
func (m *Maker) Close(ctx context.Context, record func(path string) ([]byte, [][]byte)) error {
	slices.Sort(m.paths)
	files, err := m.sheet.files(m.paths, record)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := m.Writer.Put(ctx, f); err != nil {
			return err
		}
	}
	_, err = m.Commit(ctx)
	return err
}

// files are those in which a part says what it is, and what is known of its pages.
func (s Sheet) files(paths []string, record func(path string) ([]byte, [][]byte)) ([]site.File, error) {
	var records, sizes []byte
	listed := map[string]bool{}
	for _, path := range paths {
		data, lists := record(path)
		if data != nil {
			records = binary.AppendUvarint(binary.AppendUvarint(records, uint64(len(path))), uint64(len(data)))
			records = append(append(records, path...), data...)
		}
		for _, list := range lists {
			if !listed[string(list)] {
				listed[string(list)] = true
				sizes = append(append(sizes, list...), "\n\n"...)
			}
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	return []site.File{{Path: sheetFile, Data: data}, {Path: recordsFile, Data: records}, {Path: listsFile, Data: sizes}}, nil
}

// Opened is a part that is read.
type Opened struct {
	Sheet
	name string
	pack *pack.Pack // nil: it is loose
	dir  string     // of a loose one
}

// Read reads what a part says of itself. name is its name for people.
func Read(p *pack.Pack, name string) (*Opened, error) {
	return (&Opened{name: name, pack: p}).open()
}

func (o *Opened) open() (*Opened, error) {
	data, err := o.read(sheetFile)
	if err == nil {
		err = json.Unmarshal(data, &o.Sheet)
	}
	if err != nil || o.N < 1 || o.N > most || o.I < 1 || o.I > o.N {
		return nil, site.Failure("ليس %s جزءًا بناه ورّاق (build --shard)", "%s is no part that warraq built (build --shard)", o.name)
	}
	return o, nil
}

// read gives the bytes of a file in which the part says something.
func (o *Opened) read(path string) ([]byte, error) {
	if o.pack == nil {
		return regular.ReadFile(filepath.Join(o.dir, path))
	}
	f, err := o.pack.Open(path)
	if err != nil {
		return nil, err
	}
	return f.Read()
}

// Join takes parts that are all of a site, each once, and of this version.
func Join(parts []*Opened, version string) (*Joined, error) {
	if err := check(parts, version); err != nil {
		return nil, err
	}
	return &Joined{parts: parts, files: map[string]where{}}, nil
}

// JoinSome takes the parts that workers made for a build which is of this version and of these inputs (Sheet): what is
// missing is made where they are joined. own has what was made here already; nil: nothing.
func JoinSome(parts []*Opened, own *Own, build Sheet) *Joined {
	j := &Joined{files: map[string]where{}, own: own, build: &build}
	for _, p := range parts {
		if p.Version == build.Version {
			j.parts = append(j.parts, p)
		}
	}
	return j
}

// Apart is what stays of the parts where the site is begun anew: what was brought to it, or stood beside it, is gone. A nil
// Joined stays.
func (j *Joined) Apart() *Joined {
	if j == nil {
		return nil
	}
	next := &Joined{parts: j.parts, files: maps.Clone(j.files)}
	maps.DeleteFunc(next.files, func(_ string, w where) bool { return w.loose != "" })
	return next
}

func check(parts []*Opened, version string) error {
	if len(parts) == 0 {
		return site.Failure("لا أجزاء", "there are no parts")
	}
	n, have := parts[0].N, map[int]string{}
	for _, p := range parts {
		switch other, twice := have[p.I]; {
		case p.Version != version:
			return site.Failure("بنى %s إصدار آخر من ورّاق: استعمل الملف التنفيذي نفسه في كل الأجهزة", "%s was built by another version of warraq: use the same binary on all machines", p.name)
		case p.N != n:
			return site.Failure("%s جزء من %d، و%s جزء من %d", "%s is a part of %d, %s one of %d", parts[0].name, n, p.name, p.N)
		case twice:
			return site.Failure("%s و%s كلاهما الجزء %d", "%s and %s are both part %d", other, p.name, p.I)
		}
		have[p.I] = p.name
	}
	for i := 1; i <= n; i++ {
		if _, ok := have[i]; !ok {
			return site.Failure("ينقص الجزء %d من %d", "part %d of %d is missing", i, n)
		}
	}
	return nil
}

// Joined are parts of which a build takes files.
type Joined struct {
	parts []*Opened
	files map[string]where
	own   *Own   // nil: none
	build *Sheet // of the build for which the parts were made; nil: they were made before
}

type where struct {
	part  *Opened
	sum   site.Sum
	loose string // its file, in a loose part
}

// Begin readies the store of an edition, before the edition is prepared, for what Teach tells it of its pages.
func Begin(store *cache.Store, _ string) error {
	known.TakeFrame(store) // each page is asked for by its key
	return nil
}

// Teach tells the store of an edition its pages, whose paths begin with a folder. Begin comes before it, and printing the
// edition after it.
func (j *Joined) Teach(store *cache.Store, folder string) error {
	for _, p := range j.parts {
		if err := j.take(p, store, folder); err != nil {
			return site.Failure("%s: %v", "%s: %v", p.name, err)
		}
	}
	return nil
}

func (j *Joined) take(p *Opened, store *cache.Store, folder string) error {
	if err := j.takeFiles(p); err != nil {
		return err
	}
	records, err := p.read(recordsFile)
	if err != nil {
		return err
	}
	sizes, err := p.read(listsFile)
	if err != nil {
		return err
	}
	for list := range bytes.SplitSeq(sizes, []byte("\n\n")) {
		pictures.Teach(store, list)
	}
	for len(records) > 0 {
		size, n := binary.Uvarint(records)
		length, k := binary.Uvarint(records[max(n, 0):])
		if n <= 0 || k <= 0 {
			return errDamaged
		}
		records = records[n+k:]
		if size > uint64(len(records)) || length > uint64(len(records))-size {
			return errDamaged
		}
		if path, ok := strings.CutPrefix(string(records[:size]), folder); ok {
			known.Teach(store, path, records[size:size+length])
		}
		records = records[size+length:]
	}
	return nil
}

// takeFiles notes which files a part has.
func (j *Joined) takeFiles(p *Opened) error {
	if p.pack == nil {
		return p.loose(func(path string, w where) { j.files[path] = w })
	}
	_ = p.pack.Hold(mostHeld) // else each file is a read more
	paths, err := p.pack.Paths()
	if err != nil {
		return err
	}
	for _, path := range paths {
		if f, err := p.pack.Open(path); err == nil {
			j.files[path] = where{part: p, sum: f.Sum}
		}
	}
	return nil
}

// mostHeld bounds the memory of a part's records.
const mostHeld = 64 << 20

var errDamaged = site.Failure("الجزء تالف", "the part is damaged")

// Sink is where files go: that part of a publish.Target which a build needs before its end.
type Sink interface {
	Last(path string) (site.Sum, bool)
	Keep(path string)
	Put(ctx context.Context, f site.File) error
}

// Over gives a sink that has the files of the parts as its last edition. check hashes bytes as the build does.
func (j *Joined) Over(to Sink, check func([]byte) site.Sum) *Taking {
	return &Taking{Sink: to, joined: j, check: check}
}

// Taking is a sink over another one, with the files of parts.
type Taking struct {
	Sink
	joined *Joined
	check  func([]byte) site.Sum

	held sync.Map // path to bytes that Last has read, and Keep is about to take
}

// Freeze passes on which year keeps a file, where the sink wants to know.
func (t *Taking) Freeze(path string, year int) {
	if to, ok := t.Sink.(interface{ Freeze(path string, year int) }); ok {
		to.Freeze(path, year)
	}
}

// Made says that a file was made for this build, and for sure of what it is made of.
func (t *Taking) Made(path string) (made, sure bool) {
	if made, ok := t.joined.own.isFresh(path); ok {
		return made, true
	}
	w, ok := t.joined.files[path]
	if build := t.joined.build; ok && build != nil {
		return true, w.part.Inputs != "" && w.part.Inputs == build.Inputs
	}
	return false, false
}

// Last gives the sum of a file of a part, if its bytes are whole: a page whose bytes are not must be made.
func (t *Taking) Last(path string) (site.Sum, bool) {
	if sum, ok := t.joined.own.made(path); ok {
		return sum, true
	}
	w, ok := t.joined.files[path]
	if !ok {
		return t.Sink.Last(path)
	}
	if last, ok := t.Sink.Last(path); ok && last == w.sum {
		return last, true
	}
	if w.loose != "" {
		t.held.Store(path, w)
		return w.sum, true
	}
	f, err := w.part.pack.Open(path)
	if err != nil {
		return site.Sum{}, false
	}
	data, err := f.Read()
	if err != nil || t.check(data) != w.sum {
		return site.Sum{}, false
	}
	t.held.Store(path, held{data, f})
	return w.sum, true
}

// Keep takes a file that Last had.
func (t *Taking) Keep(path string) {
	if _, ok := t.joined.own.made(path); ok {
		return
	}
	data, ok := t.held.LoadAndDelete(path)
	if !ok {
		t.Sink.Keep(path)
		return
	}
	if w, ok := data.(where); ok {
		_ = t.move(context.Background(), path, w) // Commit fails with its error
		return
	}
	have := data.(held)
	file := site.File{Path: path, Data: have.data}
	if to, ok := t.Sink.(pack.Storer); ok && have.file.Gzip {
		zipped := make([]byte, have.file.Stored.Size())
		if n, _ := have.file.Stored.ReadAt(zipped, 0); n == len(zipped) {
			_ = to.PutStored(context.Background(), file, zipped) // as above
			return
		}
	}
	_ = t.Sink.Put(context.Background(), file) // as above
}

// Put takes a new file. One that was made for a part of our own is there.
func (t *Taking) Put(ctx context.Context, f site.File) error {
	if sum, ok := t.joined.own.made(f.Path); ok && sum == t.check(f.Data) {
		return nil
	}
	return t.Sink.Put(ctx, f)
}

// held is a file of a part: its bytes, and as it is stored.
type held struct {
	data []byte
	file pack.File
}
