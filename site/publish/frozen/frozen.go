// Package frozen keeps the pages of old years in a pack each (package pack). A year whose pages did not change costs a
// build one file, and a deploy none.
//
// What belongs here: which file goes into which pack, and how the packs become files of the site. What does not: which
// pages are of which year (package plan), and how a pack is served (package origin).
//
// The pack of 2019 is the file _frozen/2019.pack of the site. Its paths are those that the files would have in the
// site's folder. It is written anew, without what is no longer in it, when one of its pages is another one, comes or
// goes; and it holds nothing but pages of the edition. It is published with the rest of the site, in the same switch.
package frozen

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/publish"
	"warraq/site/publish/pack"
	"warraq/site/regular"
)

// Sink is where files of the site go: that part of a publish.Target which a build needs before its end.
type Sink interface {
	Last(path string) (site.Sum, bool)
	Keep(path string)
	Put(ctx context.Context, f site.File) error
}

// Years is a sink that keeps files of frozen years apart. Freeze says which.
type Years struct {
	Sink                      // of all other files, and of the packs
	from   string             // the folder where the last site is
	inside func(to Sink) Sink // looks at what goes into a pack
	sum    func([]byte) site.Sum

	mu     sync.Mutex
	of     map[string]*year // by path
	years  map[int]*year
	dir    string // of the packs that are written
	beside bool   // it is on the disk of the site: packs are moved, and not read
	fault  error  // the first: Close fails with it
}

// year is one of them.
type year struct {
	into *pack.Writer
	sink Sink // into, as inside has it
}

// Over keeps the files of frozen years out of a sink, and brings it their packs. from is the folder whose files the sink has
// as its last edition; where it is "" nothing is kept apart.
func Over(to Sink, from string, inside func(to Sink) Sink, sum func([]byte) site.Sum) *Years {
	return &Years{Sink: to, from: from, inside: inside, sum: sum, of: map[string]*year{}, years: map[int]*year{}}
}

// Freeze says of which year a file is, before the file comes.
func (y *Years) Freeze(path string, of int) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.fault != nil || y.from == "" {
		return
	}
	if y.years[of] == nil {
		if y.fault = y.open(of); y.fault != nil {
			return
		}
	}
	y.of[path] = y.years[of]
}

func (y *Years) open(of int) (err error) {
	if y.dir == "" {
		aside, err := y.Aside()
		if err == nil {
			y.dir, err = os.MkdirTemp(aside, "warraq-*")
		}
		if y.beside = aside != ""; err != nil {
			return err
		}
	}
	path, last := site.FrozenPack(of), ""
	if _, stands := y.Sink.Last(path); stands {
		last = filepath.Join(y.from, filepath.FromSlash(path))
	}
	w, err := pack.CreateAfter(last, y.file(of), y.sum)
	if err != nil { // it is damaged, and made anew
		w, err = pack.CreateAfter("", y.file(of), y.sum)
	}
	if err == nil {
		y.years[of] = &year{w, y.inside(w)}
	}
	return err
}

// file is where the pack of a year is written.
func (y *Years) file(of int) string { return filepath.Join(y.dir, strconv.Itoa(of)) }

// to is where a file goes.
func (y *Years) to(path string) Sink {
	y.mu.Lock()
	defer y.mu.Unlock()
	if of := y.of[path]; of != nil {
		return of.sink
	}
	return y.Sink
}

// Last gives the sum of a file of the last edition.
func (y *Years) Last(path string) (site.Sum, bool) { return y.to(path).Last(path) }

// Keep takes a file of the last edition.
func (y *Years) Keep(path string) { y.to(path).Keep(path) }

// Put takes a new file.
func (y *Years) Put(ctx context.Context, f site.File) error { return y.to(f.Path).Put(ctx, f) }

// PutStored takes a new file that another pack has stored as gzip (pack.Writer.PutStored).
func (y *Years) PutStored(ctx context.Context, f site.File, zipped []byte) error {
	to := y.to(f.Path)
	if direct, ok := to.(pack.Storer); ok {
		return direct.PutStored(ctx, f, zipped)
	}
	return to.Put(ctx, f)
}

// Aside implements publish.Mover.
func (y *Years) Aside() (string, error) {
	if to, ok := y.Sink.(publish.Mover); ok {
		return to.Aside()
	}
	return "", nil
}

// PutFile implements publish.Mover.
func (y *Years) PutFile(ctx context.Context, path string, sum site.Sum, name string) error {
	to := y.to(path)
	if direct, ok := to.(publish.Mover); ok {
		return direct.PutFile(ctx, path, sum, name)
	}
	data, err := regular.ReadFile(name)
	if err != nil {
		return err
	}
	return to.Put(ctx, site.File{Path: path, Data: data})
}

// Close brings the packs to the sink, and gives the files that are in none any more.
func (y *Years) Close(ctx context.Context) (gone []string, err error) {
	if y.fault != nil {
		return gone, site.Failure("لا تُكتب السنوات المجمّدة: %v", "cannot write the frozen years: %v", y.fault)
	}
	for _, of := range slices.Sorted(maps.Keys(y.years)) {
		one, err := y.years[of].into.Commit(ctx)
		if err != nil {
			return gone, err
		}
		gone = append(gone, one.Gone...)
		if one.Written+one.Removed == 0 {
			y.Sink.Keep(site.FrozenPack(of))
			continue
		}
		if err := y.bring(ctx, site.FrozenPack(of), y.file(of)); err != nil {
			return gone, err
		}
		os.Remove(y.file(of)) // Abort removes what stays
	}
	return append(gone, y.dropped()...), nil
}

// bring brings the file of a pack to the sink.
func (y *Years) bring(ctx context.Context, path, name string) error {
	if to, ok := y.Sink.(publish.Mover); ok && y.beside {
		var sum site.Sum
		if err := mapped(name, func(data []byte) { sum = y.sum(data) }); err != nil {
			return err
		}
		return to.PutFile(ctx, path, sum, name)
	}
	data, err := regular.ReadFile(name)
	if err != nil {
		return err
	}
	return y.Sink.Put(ctx, site.File{Path: path, Data: data})
}

// dropped are the files of packs that the last site has, and this one has none of.
func (y *Years) dropped() (gone []string) {
	if y.from == "" {
		return nil
	}
	entries, _ := os.ReadDir(filepath.Join(y.from, filepath.FromSlash(site.FrozenFolder))) // most sites have none
	for _, e := range entries {
		year, err := strconv.Atoi(strings.TrimSuffix(e.Name(), ".pack"))
		if err != nil || y.years[year] != nil {
			continue
		}
		last, err := pack.OpenFile(filepath.Join(y.from, filepath.FromSlash(site.FrozenPack(year))))
		if err != nil {
			continue // what it had is not known
		}
		paths, _ := last.Paths()
		gone = append(gone, paths...)
		_ = last.Close() // it was read, and not written
	}
	return gone
}

// Gone are the files that left the site, of those that left its folder and those that left a pack.
func (y *Years) Gone(folder publish.Stats, packs []string) (gone []string) {
	for _, path := range slices.Concat(folder.Gone, packs) {
		if _, there := slices.BinarySearch(folder.Changed, path); !there && y.of[path] == nil {
			gone = append(gone, path)
		}
	}
	return gone
}

// Abort takes away what the build leaves aside.
func (y *Years) Abort() (err error) {
	for _, of := range y.years {
		err = errors.Join(err, of.into.Abort())
	}
	if y.dir != "" {
		err = errors.Join(err, os.RemoveAll(y.dir))
	}
	return err
}
