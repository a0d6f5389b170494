package press

import (
	"bytes"
	"io/fs"
	"sync"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/manuscript"
	"warraq/site/minify"
	"warraq/site/press/known"
)

// record is a manuscript as the store keeps it.
type record struct {
	Source   site.Sum // of the file's bytes
	Settings site.Sum // of all else that parsing depends on
	Article  *site.Article
	Section  *site.Section
	Author   *site.Author
	Problems []site.Problem
	Release  string // as manuscript.Reading has it
}

// RecordShape is a part of the store's version: a new field makes a new store.
func RecordShape() cache.Sum {
	return cache.Shape(struct {
		Record record
		Stamp  known.Stamped
	}{})
}

// manuscriptTable is the store's table of records.
const manuscriptTable = "manuscript"

// records reads manuscripts, and parses only those that the store does not
// know: first the file's stamp decides, then its bytes.
type records struct {
	store    *cache.Store // may be nil
	content  fs.FS
	bodies   *bodies
	options  manuscript.Options
	settings site.Sum
	stamps   known.Stamps

	mu     sync.Mutex
	edited []change // manuscripts that the store knows with other bytes
	others bool     // and others are there, gone or not known, or too many were edited
}

func newRecords(in Input, content fs.FS, c *site.Config, components []string, b *bodies) *records {
	r := &records{store: in.Store, content: content, bodies: b, options: options(c, components), stamps: known.StampsOf(in.Store, in.Blobs)}
	h := cache.NewHash()
	h.String(c.Zone.String())
	h.Value([]string{c.Language, c.Digits, c.Home})
	for _, v := range []any{c.UnsafeHTML, c.Embeds, c.Fields, c.Types, c.Taxonomies, components} {
		h.Value(v)
	}
	r.settings = site.Sum(h.Sum())
	return r
}

// read fills in what a manuscript says.
func (r *records) read(d *document) error {
	known, ok := r.lookup(d.path)
	if ok && r.stamps.Stands(d.path, d.stamp, known.Source) {
		d.fill(known)
		return nil
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	src, err := readInto(s.source, r.content, d.path)
	if err != nil {
		d.problems = []site.Problem{manuscript.Unreadable(d.path, err)}
		r.note(change{})
		return nil
	}
	s.source = src
	source := site.Sum(cache.Of(src))
	r.stamps.Note(d.path, d.stamp, source, src)
	if ok && known.Source == source {
		d.fill(known)
		return nil
	}
	c := change{after: []*document{d}}
	if ok {
		before := &document{path: d.path}
		before.fill(known)
		c.before = []*document{before}
	}
	r.note(c)
	known = r.parse(d.path, s)
	if err := r.bodies.takeFrom(&known); err != nil {
		return err
	}
	known.Source, known.Settings = source, r.settings
	d.fill(known)
	if r.store != nil {
		known.Article = known.Article.Bare()
		r.store.Put(manuscriptTable, d.path, cache.Marshal(known))
	}
	return nil
}

// scratch is the memory of a manuscript and of its body while it is read. The
// body goes to the pack, and package manuscript keeps nothing of the source.
type scratch struct{ source, body []byte }

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// readInto is fs.ReadFile into a buffer that grows where it must.
func readInto(buf []byte, fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := bytes.NewBuffer(buf[:0])
	_, err = out.ReadFrom(f)
	return out.Bytes(), err
}

// lookup gives what the store knows of a file, if it still holds all of it.
func (r *records) lookup(name string) (record, bool) {
	var known record
	if r.store == nil {
		return known, false
	}
	data, ok := r.store.Get(manuscriptTable, name)
	if !ok || cache.Unmarshal(data, &known) != nil || known.Settings != r.settings {
		return record{}, false
	}
	if known.Article != nil {
		known.Article.Share()
	}
	if _, sum := known.body(); sum != nil && !r.bodies.has(*sum) {
		return record{}, false
	}
	return known, true
}

func (d *document) fill(r record) {
	d.article, d.section, d.author, d.problems, d.release = r.Article, r.Section, r.Author, r.Problems, r.Release
}

// body gives where the HTML of a manuscript and its sum are kept; nil where the
// manuscript has none.
func (r *record) body() (html *[]byte, sum *site.Sum) {
	switch {
	case r.Section != nil:
		return &r.Section.Body, &r.Section.BodySum
	case r.Author != nil:
		return &r.Author.Body, &r.Author.BodySum
	case r.Article != nil:
		return &r.Article.Body, &r.Article.BodySum
	}
	return nil, nil
}

// parse reads a manuscript. A body is minified once, here.
func (r *records) parse(name string, s *scratch) record {
	o := r.options
	o.Into = s.body
	read := manuscript.Read(name, s.source, o)
	out := record{Article: read.Article, Section: read.Section, Author: read.Author, Problems: read.Problems, Release: read.Release}
	if html, _ := out.body(); html != nil {
		s.body = (*html)[:0]
		*html = minify.Body(*html)
	}
	switch {
	case out.Article != nil:
		known.Unname(out.Article)
	case out.Section != nil:
		out.Section.Params.Times(known.UnnameTimes)
	case out.Author != nil:
		out.Author.Params.Times(known.UnnameTimes)
	}
	return out
}

// again gives a function that reads a manuscript again whose body the store has
// damaged.
func (r *records) again(c *loaded) func(sum site.Sum) error {
	bySum := sync.OnceValue(func() map[site.Sum]*document {
		out := make(map[site.Sum]*document, len(c.documents))
		for _, d := range c.documents {
			known := record{Article: d.article, Section: d.section, Author: d.author}
			if _, sum := known.body(); sum != nil {
				out[*sum] = d
			}
		}
		return out
	})
	return func(sum site.Sum) error {
		d := bySum()[sum]
		if d == nil {
			return cache.ErrMissing
		}
		src, err := readInto(nil, r.content, d.path)
		if err != nil {
			return err
		}
		known := r.parse(d.path, &scratch{source: src})
		return r.bodies.takeFrom(&known)
	}
}

// mostEdited bounds how many manuscripts are compared with what they were.
const mostEdited = 1000

// note enters a manuscript that is not as the store knows it.
func (r *records) note(c change) {
	if r.store == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.others = r.others || len(c.before) == 0 || len(r.edited) == mostEdited; !r.others {
		r.edited = append(r.edited, c)
	}
}

// forget drops the records of manuscripts that are gone.
func (r *records) forget() {
	if r.store != nil {
		r.others = r.store.Sweep(manuscriptTable) > 0 || r.others
		r.stamps.Forget()
	}
}
