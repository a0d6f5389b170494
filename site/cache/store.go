package cache

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Store keeps bytes by table and key from one build to the next, in one file
// of a folder. Its methods may be called from several goroutines.
//
// The file is a log: blocks of records, each block with a checksum that hangs
// on the block before. Save appends what changed since the last Save, or
// writes the whole anew beside the old file and renames it once too much of
// the log is out of date. A reader takes what was saved whole and nothing
// else, so a build that is killed leaves the store as the last Save left it. A
// store that is damaged, or of another version, is empty: a cache may always
// forget.
type Store struct {
	// Fresh says why the store began empty; it is "" where it did not.
	Fresh string

	dir     string
	version Sum
	lock    *lock // nil: another process has the store, and Save does nothing

	mu     sync.RWMutex
	tables map[string]map[string][]byte
	dirty  map[record]struct{}
	packs  map[string]*Pack
	log    log // what the file holds
}

type record struct{ table, key string }

const (
	storeName = "store"
	lockName  = "lock"
)

// Open reads the store in dir, a folder that is made where missing. version is
// the hash of all that decides how records are written (the tool's version,
// the Shape of every type): a store of another version begins empty.
//
// While another process has the store, a build can still go on: its store is
// empty, and Save keeps nothing.
func Open(dir string, version Sum) (*Store, error) {
	if err := prepare(dir); err != nil {
		return nil, fmt.Errorf("cannot prepare the cache folder: %w", err)
	}
	s := &Store{dir: dir, version: version, packs: map[string]*Pack{}}
	s.empty("")
	var err error
	s.lock, err = acquire(filepath.Join(dir, lockName))
	if errors.Is(err, errHeld) {
		s.Fresh = "another build is using it"
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cannot lock the cache: %w", err)
	}
	data, err := os.ReadFile(s.path(storeName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.Fresh = "there was none"
	case err != nil:
		s.Fresh = "it cannot be read: " + err.Error()
	default:
		s.load(data)
	}
	return s, nil
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
		if err := os.WriteFile(name, []byte(f[1]), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, name) }

func (s *Store) empty(why string) {
	s.Fresh = why
	s.tables = map[string]map[string][]byte{}
	s.dirty = map[record]struct{}{}
	s.log = log{}
}

// load takes in a store file. The values alias data.
func (s *Store) load(data []byte) {
	l, why := readLog(data, s.version, func(table, key string, value []byte, there bool) {
		if !there {
			delete(s.table(table), key)
			return
		}
		s.table(table)[key] = value
	})
	if why != "" {
		s.empty(why)
		return
	}
	s.log = l
	for table, t := range s.tables {
		for key, value := range t {
			s.log.live += recordSize(table, key, value)
		}
	}
}

func (s *Store) table(name string) map[string][]byte {
	t := s.tables[name]
	if t == nil {
		t = map[string][]byte{}
		s.tables[name] = t
	}
	return t
}

// Get gives what was last put. The bytes must not be changed, and stay as they
// are even when the key is put again.
func (s *Store) Get(table, key string) ([]byte, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	value, ok := s.tables[table][key]
	return value, ok
}

// Put keeps value, which must not be changed afterwards.
func (s *Store) Put(table, key string, value []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.table(table)[key]
	if ok && bytes.Equal(old, value) {
		return
	}
	if ok {
		s.log.live -= recordSize(table, key, old)
	}
	s.tables[table][key] = value
	s.log.live += recordSize(table, key, value)
	s.dirty[record{table, key}] = struct{}{}
}

// Delete forgets a key.
func (s *Store) Delete(table, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.tables[table][key]
	if !ok {
		return
	}
	delete(s.tables[table], key)
	s.log.live -= recordSize(table, key, old)
	s.dirty[record{table, key}] = struct{}{}
}

// Keys gives the keys of a table in order.
func (s *Store) Keys(table string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	keys := make([]string, 0, len(s.tables[table]))
	for k := range s.tables[table] {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Save writes what changed since the last Save; nothing where nothing did.
func (s *Store) Save() error {
	if s.lock == nil {
		return nil
	}
	for _, name := range s.packNames() {
		if err := s.packs[name].save(); err != nil {
			return fmt.Errorf("cannot save the cache: %w", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.dirty) == 0 {
		return nil
	}
	if err := s.write(); err != nil {
		return fmt.Errorf("cannot save the cache: %w", err)
	}
	clear(s.dirty)
	for _, p := range s.packs {
		p.sweep()
	}
	return nil
}

// slack is how much of the log may be out of date before it is written anew:
// half of it, and a megabyte is always allowed.
const slack = 1 << 20

func (s *Store) write() error {
	var added int64
	for r := range s.dirty {
		added += recordSize(r.table, r.key, s.tables[r.table][r.key])
	}
	if after := s.log.size + added; s.log.size == 0 || after > slack && after > 2*s.log.live {
		return s.rewrite()
	}
	w := logWriter{log: s.log}
	err := w.appendTo(s.path(storeName), s.log.size, func(w *logWriter) {
		for _, r := range sorted(s.dirty) {
			value, there := s.tables[r.table][r.key]
			w.add(r.table, r.key, value, there)
		}
	})
	if errors.Is(err, errChanged) {
		return s.rewrite()
	}
	if err != nil {
		return err
	}
	s.log = w.log
	return nil
}

func (s *Store) rewrite() error {
	w := newLog(s.version)
	w.log.live = s.log.live
	err := w.replace(s.path(storeName), func(w *logWriter) {
		for _, table := range sortedKeys(s.tables) {
			t := s.tables[table]
			for _, key := range sortedKeys(t) {
				w.add(table, key, t[key], true)
			}
		}
	})
	if err != nil {
		return err
	}
	s.log = w.log
	return nil
}

func (s *Store) packNames() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return sortedKeys(s.packs)
}

// Close lets go of the store without saving.
func (s *Store) Close() error {
	var errs []error
	for _, name := range s.packNames() {
		errs = append(errs, s.packs[name].close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
		s.lock = nil
	}
	return errors.Join(errs...)
}
