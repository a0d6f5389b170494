package shards

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"warraq/site"
	"warraq/site/publish"
	"warraq/site/regular"
)

// filesFile is the list of a loose part.
const filesFile = "warraq-shard.files"

// Loose is a sink for a part whose files stand in a folder of this machine, until they are moved into the site.
type Loose struct {
	dir   string
	sum   func([]byte) site.Sum
	sheet Sheet

	mu    sync.Mutex
	paths []string
	sums  []site.Sum
}

// MakeLoose begins a loose part in a folder, which is made anew. sum hashes bytes as the build that joins does.
func MakeLoose(dir string, sheet Sheet, sum func([]byte) site.Sum) (*Loose, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	return &Loose{dir: dir, sum: sum, sheet: sheet}, os.MkdirAll(dir, 0o777)
}

// Last implements press.Sink: there is no last edition.
func (l *Loose) Last(string) (site.Sum, bool) { return site.Sum{}, false }

// Keep implements press.Sink: nothing can be kept.
func (l *Loose) Keep(string) {}

// Put implements press.Sink.
func (l *Loose) Put(_ context.Context, f site.File) error {
	sum := l.sum(f.Data)
	l.mu.Lock()
	n := len(l.paths)
	l.paths, l.sums = append(l.paths, f.Path), append(l.sums, sum)
	l.mu.Unlock()
	return publish.WriteNew(l.file(n), f.Data)
}

func (l *Loose) file(n int) string { return filepath.Join(l.dir, strconv.Itoa(n)) }

// Close writes what the part says of itself, and ends it (Maker.Close).
func (l *Loose) Close(record func(path string) ([]byte, [][]byte)) error {
	var list []byte
	for n, path := range l.paths {
		list = append(append(append(list, l.sums[n][:]...), path...), '\n')
	}
	files, err := l.sheet.files(l.paths, record)
	if err != nil {
		return err
	}
	for _, f := range append(files, site.File{Path: filesFile, Data: list}) {
		if err := regular.Replace(filepath.Join(l.dir, f.Path), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// ReadLoose reads what a loose part says of itself.
func ReadLoose(dir string) (*Opened, error) { return (&Opened{name: dir, dir: dir}).open() }

// loose gives the files of a loose part.
func (o *Opened) loose(each func(path string, w where)) error {
	list, err := o.read(filesFile)
	if err != nil {
		return err
	}
	for n := 0; len(list) > 0; n++ {
		w := where{part: o, loose: filepath.Join(o.dir, strconv.Itoa(n))}
		if len(list) < len(w.sum) {
			return errDamaged
		}
		path, rest, ok := bytes.Cut(list[copy(w.sum[:], list):], []byte{'\n'})
		if !ok {
			return errDamaged
		}
		each(string(path), w)
		list = rest
	}
	return nil
}

// move brings the file of a loose part to the sink.
func (t *Taking) move(ctx context.Context, path string, w where) error {
	if to, ok := t.Sink.(publish.Mover); ok {
		return to.PutFile(ctx, path, w.sum, w.loose)
	}
	data, err := regular.ReadFile(w.loose)
	if err != nil {
		return err
	}
	return t.Sink.Put(ctx, site.File{Path: path, Data: data})
}
