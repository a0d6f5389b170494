package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"warraq/site"
	"warraq/site/regular"
)

// Options say what a folder may be and how its files are hashed.
type Options struct {
	// Sum hashes the bytes of a file, as a build does that keys its own files. It is
	// not optional.
	Sum func([]byte) site.Sum
	// Source is the folder of the site's source: the output may lie in it,
	// and not the other way round.
	Source string
	// Forbidden are folders that the output may neither hold nor lie in: the
	// content, the theme.
	Forbidden []string
	// Whole says that every published file is looked at, however many there are (see "What
	// others change" in the package comment).
	Whole bool
	// Cache is the folder of the cache, or "". The output may neither hold it nor lie in
	// it, and it may not lie in a forbidden folder: it would be published from there.
	Cache string
	// Kept is the folder of what is kept between builds, or "", of which the same holds. The output may neither
	// hold it nor lie in it; the cache may lie in it.
	Kept string

	many int // in place of manyFiles, in tests
}

// Folder is the Target on this machine's disk: an output folder that one build has
// for itself, from Open to Commit or Abort. What others change in it meanwhile is
// put right by the next build.
type Folder struct {
	stand
	sum   func([]byte) site.Sum
	lock  *regular.Lock // nil after Commit or Abort
	made  bool          // by Open
	empty bool          // nothing but names with a dot stood in it

	mu     sync.RWMutex
	order  []*entry          // the published edition, by path
	old    map[string]*entry // the same
	next   map[string]*entry // what was put
	moved  bool              // an entry of old has a new time
	failed error             // the first: Commit refuses after it

	canTrust bool          // a sample may speak for all files
	trusted  bool          // and does, once sampled is closed
	sampled  chan struct{} // closed by lookAhead

	closed atomic.Bool    // by Commit or Abort
	ahead  sync.WaitGroup // lookAhead
}

// Open takes the output folder at path, which is made where missing, and
// finishes the switch of a build that was killed.
func Open(path string, o Options) (*Folder, error) { return openOn(disk{}, path, o) }

func openOn(d disk, path string, o Options) (*Folder, error) {
	dir, err := settle(path)
	if err != nil {
		return nil, site.Failure("لا يصلح مجلد الموقع %s: %v", "cannot use the output folder %s: %v", path, err)
	}
	if err := guard(dir, o); err != nil {
		return nil, err
	}
	f := &Folder{
		stand: stand{dir: dir, stage: filepath.Join(dir, stageName), disk: d},
		sum:   o.Sum, next: map[string]*entry{},
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		f.made = true
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, site.Failure("لا يُنشأ مجلد الموقع: %v", "cannot make the output folder: %v", err)
	}
	if f.lock, err = takeLock(dir); err != nil {
		return nil, site.Failure("لا يُفتح مجلد الموقع للكتابة: %v", "cannot take the output folder: %v", err)
	}
	if err := f.takeStock(o); err != nil {
		return nil, errors.Join(err, unlock(f.lock))
	}
	return f, nil
}

// takeStock brings the folder to rest and reads what is published.
func (f *Folder) takeStock(o Options) error {
	if err := f.recover(); err != nil {
		return site.Failure("لا يتمّ ما بدأه بناء سابق: %v", "cannot finish what an earlier build began: %v", err)
	}
	data, err := f.disk.read(filepath.Join(f.dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return f.refuseStrangers()
	}
	if err == nil {
		f.order, err = parseManifest(data, f.sum)
		f.edition = f.sum(data)
	}
	if err != nil {
		return site.Failure("لا تُقرأ قائمة الملفات في %s: %v؛ احذف المجلد وابنِ من جديد", "cannot read the list of files in %s: %v; delete the folder and build again", f.dir, err)
	}
	f.old = make(map[string]*entry, len(f.order))
	for _, e := range f.order {
		f.old[e.path] = e
	}
	f.sampled, f.canTrust = make(chan struct{}), !o.Whole && len(f.order) >= cmp.Or(o.many, manyFiles) && f.isOfThisBoot()
	f.ahead.Go(func() { f.lookAhead(f.order) }) // release ends it
	return nil
}

func (f *Folder) timeOf(e *entry) int64 {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return e.mtime
}

// refuseStrangers refuses a folder with files, none of them ours. Names that
// begin with a dot (.git, .gitkeep) do not count.
func (f *Folder) refuseStrangers() error {
	names, err := f.disk.list(f.dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		if !strings.HasPrefix(n.Name(), ".") {
			return site.Failure("لم ينشئ ورّاق المجلد %s: فيه %s وليس فيه %s؛ سمِّ غيره أو أفرغه", "%s was not made by warraq: it has %s and no %s; name another folder, or empty this one",
				f.dir, n.Name(), manifestName)
		}
	}
	f.empty = true
	return nil
}

// Standing is the hash of the edition that a folder has: of its manifest, which has the hash
// of each file. It is zero if not all files are as they were published, as far as Last says it,
// or if the folder is marked as CommitAs would not mark it.
func Standing(f *Folder, preview bool) site.Sum {
	if len(f.order) == 0 || IsPreview(f.dir) != preview {
		return site.Sum{}
	}
	if <-f.sampled; !f.trusted {
		f.ahead.Wait()
		if slices.ContainsFunc(f.order, func(e *entry) bool { return e.ahead.Load() != asLeft }) {
			return site.Sum{}
		}
	}
	return f.edition
}

// Last gives the hash of the published file at path. It is as it was published if
// it had the size and the time that we gave it when it was looked at, which was
// between Open and now, or if a sample of the others had. A file with another time, as after a git clone, is read.
func (f *Folder) Last(path string) (site.Sum, bool) {
	e := f.old[path]
	switch {
	case e == nil || e.sum == site.Sum{}:
		return site.Sum{}, false
	case e.ahead.Load() == asLeft:
		return e.sum, true
	}
	if <-f.sampled; f.trusted {
		return e.sum, true
	}
	e.ahead.CompareAndSwap(unseen, taken)
	m, err := f.disk.look(f.place(path))
	if err != nil || m.size != e.size {
		return site.Sum{}, false
	}
	if m.mtime == f.timeOf(e) {
		return e.sum, true
	}
	data, err := f.disk.read(f.place(path))
	if err != nil || f.sum(data) != e.sum {
		return site.Sum{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	e.mtime, f.moved = m.mtime, true
	return e.sum, true
}

// Keep takes the published file at path into the next edition.
func (f *Folder) Keep(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e := f.old[path]
	switch {
	case e == nil:
		_ = f.fail(site.Failure("لا يبقى %s: لم يُنشر", "%s cannot be kept: it is not published", path))
	case f.has(path):
		_ = f.fail(site.Failure("ملفان من الموقع يريدان المسار %s", "two files of the edition want the path %s", path))
	default:
		e.kept = true
	}
}

// fail notes the first failure.
func (f *Folder) fail(err error) error {
	if f.failed == nil {
		f.failed = err
	}
	return err
}

// Stood is a published file as its edition had it.
type Stood struct {
	Sum  site.Sum
	Size int64
}

// Published gives the files of the published edition, by path in order.
func Published(f *Folder) iter.Seq2[string, Stood] {
	return func(yield func(path string, file Stood) bool) {
		for _, e := range f.order {
			if !yield(e.path, Stood{e.sum, e.size}) {
				return
			}
		}
	}
}

// Abort gives the folder back as it was.
func (f *Folder) Abort() error {
	if f.lock == nil {
		return nil
	}
	err := f.disk.removeAll(f.stage)
	f.release()
	return err
}

func (f *Folder) release() {
	f.closed.Store(true)
	f.ahead.Wait()
	_ = unlock(f.lock) // the system lets go of it anyway
	f.lock = nil
	if f.made {
		os.Remove(f.dir) // succeeds only where nothing was published
	}
}
