package cache

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"warraq/site/regular"
)

// Store keeps bytes by table and key from one build to the next, in one file
// of a folder. Its methods may be called from several goroutines.
//
// What is put goes to the file as it comes, and only where it stands is in memory:
// an archive's records are larger than an archive's cards. A reader takes what was
// saved whole and nothing else, so a build that is killed leaves the store as the
// last Save left it.
type Store struct {
	// Fresh says why the store began empty; it is "" where it did not.
	Fresh string

	dir     string
	around  *Store // whose Files it has too; nil where it has its own (Beside)
	version Sum
	name    string        // where it is beside another store
	source  Source        // where a store that is not here is taken from; may be nil
	lock    *regular.Lock // nil: another process has the store, and Save does nothing

	mu     sync.RWMutex
	tables map[string]*table
	packs  map[string]*Pack
	saved  []byte       // of the file, what was there when it was opened
	asked  atomic.Int64 // how many answers it gave
	log    *logWriter
	beside bool // the log is a new file, which Save puts in the place of the old one
}

// table is where the values of one table stand in the log.
type table struct {
	index map[Sum]uint32 // by key, into spots
	spots []spot
}

type spot struct {
	at   int64 // in the file
	size uint32
	used uint32 // 1: got or put since the last Sweep
}

const (
	storeName  = "store"
	newName    = "store.new"    // a log that begins empty, until it is saved
	newestName = "store.newest" // one that is being written again
	lockName   = "lock"
)

// Open reads the store in dir, a folder that is made where missing. version is
// the hash of all that decides how records are written (the tool's version,
// the Shape of every type): a store of another version begins empty.
//
// While another process has the store, or where its folder cannot be made and
// written, a build can still go on: its store is empty, and Save keeps nothing.
func Open(dir string, version Sum) (*Store, error) { return open(dir, version, nil, "") }

func open(dir string, version Sum, source Source, name string) (*Store, error) {
	s := &Store{dir: dir, name: name, version: version, source: source, packs: map[string]*Pack{}}
	why := "another build is using it"
	mine, err := s.acquire()
	if mine {
		if err = s.read(); err == nil {
			return s, nil
		}
		_ = s.lock.Unlock()
		s.lock = nil
	}
	if err != nil {
		why = "it cannot be used: " + err.Error()
	}
	if err := s.begin(why); err != nil {
		return nil, err
	}
	return s, nil
}

// Beside opens a store in a folder of another one, which may be nil. It has tables and packs of its own, and shares Files,
// which say all that their bytes depend on.
func Beside(s *Store, name string) (*Store, error) {
	if s == nil {
		return nil, nil
	}
	if isOther(s.path(name)) {
		if err := os.RemoveAll(s.path(name)); err != nil {
			return nil, err
		}
	}
	out, err := open(s.path(name), s.version, s.source, name)
	if out != nil {
		out.around = s
	}
	return out, err
}

// acquire makes the folder and locks it.
func (s *Store) acquire() (mine bool, err error) {
	if err := prepare(s.dir); err != nil {
		return false, err
	}
	if err := clearWay(s.path(lockName)); err != nil {
		return false, err
	}
	s.lock, err = regular.TryLock(s.path(lockName))
	return s.lock != nil, err
}

// clearWay removes what lies under the name of a file of the store and is no file: a
// link could lead what is written into a manuscript, and a pipe is waited for.
func clearWay(name string) error {
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return os.RemoveAll(name)
	}
	return nil
}

// prepare makes the folder, and marks it so that backups and git leave it out.
func prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range [...][2]string{
		{"CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n" + // bford.info/cachedir
			"# This folder is a cache made by warraq. It may be deleted at any time.\n"},
		{".gitignore", "*\n"},
	} {
		name := filepath.Join(dir, f[0])
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		if err := regular.Replace(name, []byte(f[1])); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, name) }

// read takes in what the last Save left, and goes on after it.
func (s *Store) read() error {
	for _, name := range []string{storeName, newName, newestName} {
		if err := clearWay(s.path(name)); err != nil {
			return err
		}
	}
	if s.source != nil {
		s.source.Fill(s.dir, s.name, isHere(s.path(storeName), s.version))
	}
	f, err := regular.Open(s.path(storeName), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return s.begin("there was none")
	}
	var data []byte
	if err == nil {
		data, err = contents(f)
	}
	if err != nil {
		f.Close()
		return s.begin("it cannot be read: " + err.Error())
	}
	s.tables = map[string]*table{}
	whole, why := readLog(data, s.version, s.take)
	if why != "" {
		f.Close()
		return s.begin(why)
	}
	for name, t := range s.tables {
		for _, i := range t.index {
			whole.live += recordSize(name, t.spots[i].size)
		}
	}
	s.saved, s.beside = data[:whole.size], false
	s.log = &logWriter{log: whole, file: f}
	os.Remove(s.path(newName)) // what a killed build left, and at the end of the log
	os.Remove(s.path(newestName))
	s.Rest()
	return f.Truncate(whole.size)
}

// begin starts an empty log, in a file beside the one that may be there. Without
// the lock nothing is kept, and the file has no name.
func (s *Store) begin(why string) (err error) {
	s.Fresh = why
	s.tables, s.saved, s.beside = map[string]*table{}, nil, true
	var f *os.File
	if s.lock == nil {
		f, err = scratch()
	} else {
		f, err = regular.Open(s.path(newName), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	}
	if err == nil {
		s.log = newLog(f, s.version)
	}
	return err
}

// restEvery is after how many answers a store rests by itself.
const restEvery = 4096

// Rest lets the system take back the memory of what was read: it lies in the file still, and
// is read again where it is looked at. A nil Store has nothing to give back.
func (s *Store) Rest() {
	if s != nil && len(s.saved) >= mapped {
		unload(s.saved)
	}
}

func (s *Store) table(name string) *table {
	t := s.tables[name]
	if t == nil {
		t = &table{index: map[Sum]uint32{}}
		s.tables[name] = t
	}
	return t
}

// take notes a record of the log.
func (s *Store) take(r record) {
	t := s.table(r.table)
	if r.gone {
		delete(t.index, r.key)
		return
	}
	t.set(r.key, spot{at: r.at, size: uint32(len(r.value))})
}

func (t *table) set(key Sum, where spot) {
	if i, ok := t.index[key]; ok {
		t.spots[i] = where
		return
	}
	t.index[key] = uint32(len(t.spots))
	t.spots = append(t.spots, where)
}

func keyOf(key string) Sum { return Of([]byte(key)) }

// Get gives what was last put. The bytes must not be changed, and stay as they
// are even when the key is put again.
func (s *Store) Get(table, key string) ([]byte, bool) { return s.get(table, keyOf(key)) }

func (s *Store) get(table string, key Sum) ([]byte, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := s.tables[table]
	if t == nil {
		return nil, false
	}
	i, ok := t.index[key]
	if !ok {
		return nil, false
	}
	atomic.StoreUint32(&t.spots[i].used, 1)
	if s.asked.Add(1)%restEvery == 0 {
		s.Rest()
	}
	return s.value(&t.spots[i])
}

// value reads what stands at a spot.
func (s *Store) value(w *spot) ([]byte, bool) {
	if end := w.at + int64(w.size); end <= int64(len(s.saved)) {
		return s.saved[w.at:end:end], true
	}
	data := make([]byte, w.size)
	return data, s.log.read(data, w.at)
}

// Put keeps value.
func (s *Store) Put(table, key string, value []byte) { s.put(table, keyOf(key), value) }

func (s *Store) put(table string, key Sum, value []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.table(table)
	if i, ok := t.index[key]; ok {
		if old, ok := s.value(&t.spots[i]); ok && bytes.Equal(old, value) {
			t.spots[i].used = 1
			return
		}
		s.log.log.live -= recordSize(table, t.spots[i].size)
	}
	at := s.log.add(record{table: table, key: key, value: value})
	s.log.log.live += recordSize(table, uint32(len(value)))
	t.set(key, spot{at: at, size: uint32(len(value)), used: 1})
}

// drop forgets a key.
func (s *Store) drop(table string, key Sum) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tables[table]; t != nil {
		s.remove(table, t, key)
	}
}

func (s *Store) remove(name string, t *table, key Sum) {
	i, ok := t.index[key]
	if !ok {
		return
	}
	delete(t.index, key)
	s.log.log.live -= recordSize(name, t.spots[i].size)
	s.log.add(record{table: name, key: key, gone: true})
}

// Sweep forgets what of a table was neither got nor put since the last Sweep: what a whole build
// did not ask for. It hands each value to who wants them, and says how many there were.
func (s *Store) Sweep(table string, who ...func(value []byte)) (forgotten int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.table(table)
	var gone []Sum
	for key, i := range t.index {
		if t.spots[i].used == 0 {
			gone = append(gone, key)
		}
		t.spots[i].used = 0
	}
	slices.SortFunc(gone, func(a, b Sum) int { return bytes.Compare(a[:], b[:]) }) // a map's order leaves no trace
	for _, key := range gone {
		for _, f := range who {
			if value, ok := s.value(&t.spots[t.index[key]]); ok {
				f(value)
			}
		}
		s.remove(table, t, key)
	}
	return len(gone)
}

// each goes through a table.
func (s *Store) each(table string, f func(key Sum, value []byte)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if t := s.tables[table]; t != nil {
		for key, i := range t.index {
			if value, ok := s.value(&t.spots[i]); ok {
				f(key, value)
			}
		}
	}
}

// Save keeps what changed since the last Save; it does nothing where nothing
// did. Where it fails the store is what the last Save left.
func (s *Store) Save() error {
	if s.lock == nil {
		return nil
	}
	for _, name := range s.packNames() {
		if err := s.packs[name].save(); err != nil {
			return err
		}
	}
	failed := s.write()
	for _, name := range s.packNames() {
		failed = errors.Join(failed, s.packs[name].settle(failed == nil))
	}
	return failed
}

// slack is how much of the log may be out of date before it is written again:
// half of it, and a megabyte is always allowed.
const slack = 1 << 20

// write ends the log. Where that fails it reads the store as the last Save left it.
func (s *Store) write() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.log.added {
		return nil
	}
	err := s.log.save()
	switch {
	case err != nil:
	case s.log.log.size > slack && s.log.log.size > 2*s.log.log.live:
		err = s.rewrite()
	case s.beside:
		if err = s.install(s.log, newName); err == nil {
			s.beside = false
		}
	}
	if err != nil {
		s.log.file.Close()
		return errors.Join(err, s.read())
	}
	return nil
}

// install puts the file of a log in the place of the store's. Windows moves no file
// that is open.
func (s *Store) install(w *logWriter, name string) error {
	if err := w.file.Close(); err != nil {
		return err
	}
	if err := os.Rename(s.path(name), s.path(storeName)); err != nil {
		return err
	}
	var err error
	w.file, err = regular.Open(s.path(storeName), os.O_RDWR, 0)
	return err
}

// rewrite puts a log of what is live in the place of the old one. Values that
// were given out stay as they are.
func (s *Store) rewrite() error {
	f, err := regular.Open(s.path(newestName), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	next := newLog(f, s.version)
	next.log.live = s.log.log.live
	moved := map[string]*table{}
	for _, name := range slices.Sorted(maps.Keys(s.tables)) {
		moved[name] = s.copy(next, name)
	}
	if err := next.save(); err != nil {
		return errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	s.log.file.Close()
	if err := s.install(next, newestName); err != nil {
		return err
	}
	s.tables, s.log, s.beside = moved, next, false
	s.saved, err = contents(next.file)
	return err
}

// copy writes the live values of a table into another log.
func (s *Store) copy(to *logWriter, name string) *table {
	from := s.tables[name]
	t := &table{index: make(map[Sum]uint32, len(from.index))}
	for _, key := range from.inOrder() {
		where := from.spots[from.index[key]]
		if value, ok := s.value(&where); ok {
			where.at = to.add(record{table: name, key: key, value: value})
			t.set(key, where)
		}
	}
	return t
}

// inOrder gives the keys of a table as their values stand in the file.
func (t *table) inOrder() []Sum {
	keys := slices.Collect(maps.Keys(t.index))
	slices.SortFunc(keys, func(a, b Sum) int {
		return int(t.spots[t.index[a]].at - t.spots[t.index[b]].at)
	})
	return keys
}

func (s *Store) packNames() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.packs))
}

// Whole brings what the source of a store left out of its packs, for who copies them.
func Whole(s *Store) {
	for _, name := range s.packNames() {
		s.packs[name].whole()
	}
}

// Close lets go of the store without saving.
func (s *Store) Close() error {
	var errs []error
	for _, name := range s.packNames() {
		errs = append(errs, s.packs[name].close())
	}
	if s.log.file != nil {
		errs = append(errs, s.log.file.Close())
		s.log.file = nil
	}
	if s.beside && s.lock != nil {
		os.Remove(s.path(newName))
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
		s.lock = nil
	}
	return errors.Join(errs...)
}
