package build

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"slices"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/search"
)

// searchJobs are the files of the reader's search box. The index is made as a
// whole, when one of its files is to be written or when a story is not as it
// was; else the store remembers the files and their sums.
func (p *Plan) searchJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		if !p.Edition.Config.Pages.Search || p.assets.named.Search.URL == "" {
			return
		}
		index := sync.OnceValues(func() (map[string]search.File, error) { return p.searchIndex(context.Background()) })
		for _, f := range p.searchFiles(index) {
			j := job{
				path: f.Path, maker: site.Sum(cache.Of([]byte("search/1"))), view: func() any { return &f },
				render: func(out *bytes.Buffer, _ any, _ answerer) error {
					files, err := index()
					if err == nil {
						out.Write(files[f.Path].Data())
					}
					return err
				},
			}
			if !yield(j) {
				return
			}
		}
	}
}

// searchFile is what a build must know of a file of the index.
type searchFile struct {
	Path string   `json:"p"`
	Sum  site.Sum `json:"s"` // of what it holds
}

// searchTable is where the store remembers the files of the last index.
const searchTable = "search"

// searchFiles lists the files of the index.
func (p *Plan) searchFiles(index func() (map[string]search.File, error)) []searchFile {
	key := p.searchKey()
	if p.in.Store != nil {
		var known []searchFile
		if data, ok := p.in.Store.Get(searchTable, "files"); ok && bytes.HasPrefix(data, key[:]) && json.Unmarshal(data[len(key):], &known) == nil {
			return known
		}
	}
	files, err := index()
	if err != nil { // the job of the manifest will say so
		return []searchFile{{Path: "search/index.json", Sum: key}}
	}
	list := make([]searchFile, 0, len(files))
	for path, f := range files {
		list = append(list, searchFile{path, site.Sum(cache.Of(f.Raw))})
	}
	slices.SortFunc(list, func(a, b searchFile) int { return bytes.Compare([]byte(a.Path), []byte(b.Path)) })
	if data, err := json.Marshal(list); err == nil && p.in.Store != nil {
		p.in.Store.Put(searchTable, "files", append(key[:], data...))
	}
	return list
}

// searched are the stories that a reader can find, from the oldest to the newest.
func (p *Plan) searched() []*site.Story {
	stories := slices.DeleteFunc(slices.Clone(p.Edition.Stories), func(s *site.Story) bool { return !p.granted(s.Address, s) })
	slices.Reverse(stories)
	return stories
}

// searchKey is the hash of all that the index is made of.
func (p *Plan) searchKey() site.Sum {
	h := cache.NewHash()
	h.String(Version)
	for _, s := range p.searched() {
		h.Value(s.Card)
		h.Sum16(p.newest(s).BodySum)
	}
	return site.Sum(h.Sum())
}

// atOnce is how many stories are read before they are entered.
const atOnce = 1024

// searchIndex reads every published story, on all cores, and enters them from
// the oldest to the newest.
func (p *Plan) searchIndex(ctx context.Context) (map[string]search.File, error) {
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
func (p *Plan) document(s *site.Story, use func(search.Document)) error {
	s = p.newest(s)
	d := search.Document{URL: s.Card.URL, Title: s.Card.Title, Summary: s.Card.Summary, Date: s.Card.Date}
	for t := s.Home; t != nil; t = t.Parent {
		d.Sections = append(d.Sections, t.Name)
	}
	for _, a := range s.Card.Authors {
		d.Authors = append(d.Authors, a.Name)
	}
	return p.desk.bodies.read(s.BodySum, func(body []byte) {
		d.Text = s.Image.Caption + "\n" + search.Text(body)
		use(d)
	})
}
