package press

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/search"
)

// searchFile is what a build must know of a file of the search index.
type searchFile struct {
	Path string   `json:"p"`
	Sum  site.Sum `json:"s"` // of what it holds
}

// searchTable is where the store remembers the files of the last index.
const searchTable = "search"

// hasSearch says that the site has a search box.
func (p *Paper) hasSearch() bool {
	return p.plan != nil && p.Edition.Config.Pages.Search && p.assets.named.Search.URL != ""
}

// search brings the files of the search index to the sink. The index is made
// as a whole, when a story is not as it was or a file has to be written.
func (r *run) search(ctx context.Context) error {
	p := r.paper
	if !p.hasSearch() {
		return nil
	}
	index := sync.OnceValues(func() (map[string]search.File, error) { return p.searchIndex(ctx) })
	files, err := p.searchFiles(index)
	if err != nil {
		return err
	}
	return each(ctx, p.in.Jobs, len(files), func(i int) error {
		f := files[i]
		n := Count{Pages: 1, Rendered: 1}
		defer func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.count.add(n)
		}()
		if p.in.Store != nil {
			sum, known := r.last(f.Path, f.Sum)
			if published, ok := r.out.Last(f.Path); known && ok && published == sum {
				n = Count{Pages: 1, Reused: 1}
				r.out.Keep(f.Path)
				return nil
			}
		}
		made, err := index()
		if err != nil {
			return err
		}
		data := made[f.Path].Data()
		if p.in.Store != nil {
			r.remember(f.Path, f.Sum, site.Sum(cache.Of(data)), nil)
		}
		return r.out.Put(ctx, site.File{Path: f.Path, Data: data})
	})
}

// searchFiles lists the files of the index.
func (p *Paper) searchFiles(index func() (map[string]search.File, error)) ([]searchFile, error) {
	key := p.searchKey()
	if p.in.Store != nil {
		var known []searchFile
		if data, ok := p.in.Store.Get(searchTable, "files"); ok && bytes.HasPrefix(data, key[:]) && json.Unmarshal(data[len(key):], &known) == nil {
			return known, nil
		}
	}
	files, err := index()
	if err != nil {
		return nil, err
	}
	list := make([]searchFile, 0, len(files))
	for _, path := range slices.Sorted(maps.Keys(files)) {
		list = append(list, searchFile{path, site.Sum(cache.Of(files[path].Raw))})
	}
	if p.in.Store != nil {
		data, err := json.Marshal(list)
		if err != nil {
			return nil, err
		}
		p.in.Store.Put(searchTable, "files", append(key[:], data...))
	}
	return list, nil
}

// searched are the stories that a reader can find, from the oldest to the newest.
func (p *Paper) searched() []*site.Story {
	stories := slices.Clone(p.Edition.Stories)
	slices.Reverse(stories)
	return stories
}

// searchKey is the hash of all that the index is made of.
func (p *Paper) searchKey() site.Sum {
	h := cache.NewHash()
	for _, s := range p.searched() {
		h.Value(s.Card)
		h.Sum16(p.Edition.Newest(s).BodySum)
	}
	return site.Sum(h.Sum())
}

// atOnce is how many stories are read before they are entered.
const atOnce = 1024

// searchIndex reads every published story, on all cores, and enters them from
// the oldest to the newest.
func (p *Paper) searchIndex(ctx context.Context) (map[string]search.File, error) {
	stories := p.searched()
	dates := make([]time.Time, len(stories))
	for i, s := range stories {
		dates[i] = s.Card.Date
	}
	x := search.NewIndex(dates)
	records := make([]search.Record, atOnce)
	readers := sync.Pool{New: func() any { return new(search.Reader) }}
	for part := range slices.Chunk(stories, atOnce) {
		err := each(ctx, p.in.Jobs, len(part), func(i int) error {
			r := readers.Get().(*search.Reader)
			defer readers.Put(r)
			return p.document(part[i], func(d search.Document) { records[i] = r.Read(d) })
		})
		if err != nil {
			return nil, err
		}
		for i := range part {
			x.Add(records[i])
		}
	}
	files := map[string]search.File{}
	for _, f := range x.Files() {
		files[f.Path] = f
	}
	return files, nil
}

// document hands a story to use as the index sees it.
func (p *Paper) document(s *site.Story, use func(search.Document)) error {
	s = p.Edition.Newest(s)
	d := search.Document{URL: s.Card.URL, Title: s.Card.Title, Summary: s.Card.Summary, Date: s.Card.Date}
	for t := s.Home; t != nil; t = t.Parent {
		d.Sections = append(d.Sections, t.Name)
	}
	for _, a := range s.Card.Authors {
		d.Authors = append(d.Authors, a.Name)
	}
	return p.content.bodies.read(s.BodySum, func(body []byte) {
		d.Text = s.Image.Caption + "\n" + search.Text(body)
		use(d)
	})
}
