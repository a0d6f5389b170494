package pack

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"warraq/site"
	"warraq/site/publish"
	"warraq/site/regular"
)

// Writer is the publish.Target that makes a pack: see the package comment.
type Writer struct {
	// Plain says that all files are stored as they are, in the order in which they come: for a pack that is soon read,
	// and not kept. It is set before the first file comes.
	Plain bool

	name string // of the pack
	sum  func([]byte) site.Sum
	lock *regular.Lock
	last *Disk // nil where there is none

	mu    sync.Mutex
	next  map[string]entry // by path; those of last have offsets of last
	kept  map[string]bool
	spool *os.File
	into  *bufio.Writer // to the spool
	end   int64         // of what was written into it
	fault error
	over  bool
}

// Create begins a build of the pack in a file. sum hashes the bytes of a file, as in publish.Options.
func Create(name string, sum func([]byte) site.Sum) (*Writer, error) {
	return CreateAfter(name, name, sum)
}

// CreateAfter begins a build of the pack in a file, whose last edition is the pack in another one. Where Commit
// changes nothing, it makes no file.
func CreateAfter(last, name string, sum func([]byte) site.Sum) (_ *Writer, err error) {
	w := &Writer{name: name, sum: sum, next: map[string]entry{}, kept: map[string]bool{}}
	if w.lock, err = regular.TryLock(name + ".warraq-lock"); err != nil {
		return nil, site.Failure("لا تُكتب الحزمة %s: %v", "cannot write the pack %s: %v", name, err)
	}
	if w.lock == nil {
		return nil, site.Failure("بناء آخر يكتب الآن الحزمة %s؛ انتظره أو أوقفه", "another build is writing the pack %s: wait until it has ended, or end it", name)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Abort())
		}
	}()
	if w.last, err = OpenFile(last); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, site.Failure("%v؛ احذف الملف أو سمِّ غيره", "%v; delete the file, or name another one", err)
		}
		w.last = nil
		return w, nil
	}
	_ = w.last.Hold(mostHeld) // else each file is a read or two more
	return w, nil
}

// spooled opens the file of new entries when the first comes.
func (w *Writer) spooled() (*bufio.Writer, error) {
	if w.into != nil {
		return w.into, nil
	}
	name := w.name + ".warraq-new"
	if w.Plain {
		name, w.end = w.nextName(), headSize
	}
	var err error
	if w.spool, err = regular.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666); err == nil {
		_, err = w.spool.Seek(w.end, io.SeekStart)
		w.into = bufio.NewWriterSize(w.spool, 1<<20)
	}
	return w.into, err
}

// Last gives the hash of a file of the last edition.
func (w *Writer) Last(path string) (site.Sum, bool) {
	if w.last == nil {
		return site.Sum{}, false
	}
	e, err := w.last.find(path)
	return e.sum, err == nil
}

// Keep takes a file of the last edition into the next one.
func (w *Writer) Keep(path string) {
	e, err := entry{}, fs.ErrNotExist
	if w.last != nil {
		e, err = w.last.find(path)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		_ = w.fail(path, err)
	} else if w.claim(path, e) == nil {
		w.kept[path] = true
	}
}

// Put takes a new file into the next edition.
func (w *Writer) Put(ctx context.Context, file site.File) error { return w.PutStored(ctx, file, nil) }

// Storer is a Writer, or what stands before one.
type Storer interface {
	PutStored(ctx context.Context, file site.File, zipped []byte) error
}

// PutStored is Put of a file that a pack of this version has stored as gzip; nil: none has.
func (w *Writer) PutStored(_ context.Context, file site.File, zipped []byte) error {
	if err := site.CheckPath(file.Path); err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.fail(file.Path, err)
	}
	e := entry{key: keyOf(file.Path), sum: w.sum(file.Data), length: int64(len(file.Data))}
	if last, ok := w.Last(file.Path); ok && last == e.sum {
		w.Keep(file.Path)
		return nil
	}
	stored := file.Data
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	if isText(file.Path) && !w.Plain {
		if zipped == nil {
			deflate(buf, file.Data)
			zipped = buf.Bytes()
		}
		if len(zipped) < len(file.Data) {
			stored, e.gzip = zipped, true
		}
	}
	e.stored = int64(len(stored))
	w.mu.Lock()
	defer w.mu.Unlock()
	into, err := w.spooled()
	e.offset = w.end
	if err := w.claim(file.Path, e); err != nil {
		return err
	}
	if err == nil {
		_, err = into.Write(stored)
	}
	if w.end += e.stored; err != nil {
		return w.fail(file.Path, err)
	}
	return nil
}

// claim enters a path into the next edition.
func (w *Writer) claim(path string, e entry) error {
	if _, twice := w.next[path]; twice {
		return w.fail(path, site.Failure("ملفان من الموقع يريدان هذا المسار", "two files of the edition want this path"))
	}
	w.next[path] = e
	return nil
}

// fail notes the first error: Commit fails with it.
func (w *Writer) fail(path string, err error) error {
	err = site.Failure("لا يُكتب %s: %v", "cannot write %s: %v", path, err)
	if w.fault == nil {
		w.fault = err
	}
	return err
}

// Commit makes the next edition the pack.
func (w *Writer) Commit(ctx context.Context) (stats publish.Stats, err error) {
	defer func() { err = errors.Join(err, w.Abort()) }()
	if w.fault != nil {
		return stats, w.fault
	}
	paths := slices.Sorted(maps.Keys(w.next))
	has := func(path string) bool { _, ok := w.next[path]; return ok }
	if err := publish.CheckClashes(paths, has); err != nil {
		return stats, err
	}
	if stats, err = w.stats(paths); err != nil {
		return publish.Stats{}, err
	}
	if stats.Written+stats.Removed == 0 && w.last != nil {
		return stats, context.Cause(ctx)
	}
	if err := w.write(ctx, paths); err != nil {
		return publish.Stats{}, site.Failure("لا تُكتب الحزمة %s: %v", "cannot write the pack %s: %v", w.name, err)
	}
	return stats, nil
}

// stats tells what the next edition changes.
func (w *Writer) stats(paths []string) (s publish.Stats, err error) {
	for _, p := range paths {
		if w.kept[p] {
			s.Kept++
		} else {
			s.Changed = append(s.Changed, p)
		}
	}
	if w.last != nil {
		old, err := w.last.Paths()
		if err != nil {
			return s, site.Failure("%s: %v؛ احذف الملف وابنِ من جديد", "%s: %v; delete the file and build again", w.name, err)
		}
		for _, p := range old {
			if _, ok := w.next[p]; !ok {
				s.Gone = append(s.Gone, p)
			}
		}
	}
	s.Written, s.Removed = len(s.Changed), len(s.Gone)
	return s, nil
}

// write writes the next pack whole, and puts it in the place of the last.
func (w *Writer) write(ctx context.Context, paths []string) (err error) {
	f, out, at, err := w.begin()
	if f == nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(f.Name())
			return
		}
		err = os.Rename(f.Name(), w.name)
	}()
	if err != nil {
		return err
	}
	h := &head{files: int64(len(paths))}
	some := stretch{to: out}
	entries := make([]entry, 0, len(paths))
	for i, p := range paths {
		if i%1024 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		e := w.next[p]
		var from io.ReaderAt = w.spool
		if w.kept[p] {
			from = w.last.from
		}
		if e.key = keyOf(p); !w.Plain || w.kept[p] {
			if err := some.add(from, e.offset, e.stored); err != nil {
				return site.Failure("%s: %v", "%s: %v", p, err)
			}
			e.offset = at
			at += e.stored
		}
		h.first[e.key.bucket()+1]++
		entries = append(entries, e)
	}
	if err := some.flush(); err != nil {
		return err
	}
	for b := range buckets {
		h.first[b+1] += h.first[b]
	}
	slices.SortFunc(entries, func(a, b entry) int { return bytes.Compare(a.key[:], b.key[:]) })
	h.records = at
	var record []byte
	for _, e := range entries {
		record = e.appendTo(record[:0])
		_, _ = out.Write(record) // Flush tells
	}
	h.paths = h.records + int64(len(entries))*recordSize
	if h.pathBytes, err = writePaths(out, paths); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err = f.WriteAt(h.bytes(), 0)
	return err
}

// begin opens the next pack, and says where its entries go on. That of a Plain one has them.
func (w *Writer) begin() (f *os.File, out *bufio.Writer, at int64, err error) {
	if w.Plain {
		out, err = w.spooled()
		f, w.spool = w.spool, nil
		return f, out, w.end, err
	}
	if w.into != nil {
		err = w.into.Flush()
	}
	if err == nil {
		f, err = regular.Open(w.nextName(), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	}
	if err == nil {
		_, err = f.Seek(headSize, io.SeekStart)
		out = bufio.NewWriterSize(f, 1<<20)
	}
	return f, out, headSize, err
}

// nextName is the file that becomes the pack.
func (w *Writer) nextName() string { return w.name + ".warraq-next" }

// stretch copies bytes that stand behind each other in one go: those of files that are kept do.
type stretch struct {
	to         io.Writer
	from       io.ReaderAt
	start, end int64
}

func (r *stretch) add(from io.ReaderAt, at, size int64) (err error) {
	if from != r.from || at != r.end {
		err = r.flush()
		r.from, r.start, r.end = from, at, at
	}
	r.end += size
	return err
}

func (r *stretch) flush() error {
	if r.from == nil {
		return nil
	}
	n, err := io.Copy(r.to, io.NewSectionReader(r.from, r.start, r.end-r.start))
	if err == nil && n < r.end-r.start {
		err = errForeign
	}
	r.start = r.end
	return err
}

// writePaths writes the list of paths, and says how many bytes it has.
func writePaths(out io.Writer, paths []string) (int64, error) {
	counted := &counter{Writer: out}
	z := gzip.NewWriter(counted)
	for _, p := range paths {
		_, _ = io.WriteString(z, p+"\n") // Close tells
	}
	err := z.Close()
	return counted.n, err
}

// counter counts the bytes that pass.
type counter struct {
	io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.Writer.Write(b)
	c.n += int64(n)
	return n, err
}

// Abort ends the build without publishing. After Commit it does nothing.
func (w *Writer) Abort() (err error) {
	if w.over {
		return nil
	}
	w.over = true
	if w.last != nil {
		err = w.last.Close()
	}
	if w.spool != nil {
		err = errors.Join(err, w.spool.Close())
		os.Remove(w.spool.Name())
	}
	os.Remove(w.lock.Path())
	return errors.Join(err, w.lock.Unlock())
}

// texts are the files that gzip makes shorter.
var texts = strings.Fields(".html .css .js .mjs .json .xml .svg .txt .webmanifest .map .ics .csv .opml .rss .atom .md .wasm")

func isText(name string) bool { return slices.Contains(texts, strings.ToLower(path.Ext(name))) }

var (
	buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	zippers = sync.Pool{New: func() any {
		z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is right
		return z
	}}
)

// deflate writes data as gzip, the same bytes each time.
func deflate(buf *bytes.Buffer, data []byte) {
	buf.Reset()
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(buf)
	_, _ = z.Write(data) // a buffer does not fail
	_ = z.Close()
}
