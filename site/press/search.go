package press

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/search"
)

// searchTable is where the store keeps what the search index is made of: by "m" and
// its number the parts of a month, by "g" and its number the files of a group.
const searchTable = "search"

// searchIndex is the search index of a paper, made of months: what a month's stories
// say is kept by their hash, and read again only where one of them changed.
type searchIndex struct {
	paper   *Paper
	pack    *cache.Pack // the parts of months, by their sums
	layout  search.Layout
	months  []*searchMonth // from the oldest
	readers sync.Pool
}

// searchMonth are the stories of a month, from the oldest, and the sums of its parts.
type searchMonth struct {
	number  int
	stories []*site.Story
	kept    keptMonth
	results []site.Sum // of each fragment, what it is made of
}

// keptMonth is what the store keeps of a month. A part without words has no sum.
type keptMonth struct {
	Key   site.Sum // of all that its parts are made of
	Parts [search.Cells]site.Sum
}

// keptGroup is what the store keeps of a group.
type keptGroup struct {
	Key      site.Sum // of all that its files are made of
	Halvings int
	Files    []searchFile
}

// searchFile is what a build must know of a file of the search index.
type searchFile struct {
	Path string
	Sum  site.Sum // of what it holds
}

// hasSearch says that the site has a search box.
func (p *Paper) hasSearch() bool {
	return p.plan != nil && p.Edition.Config.Pages.Search && p.assets.named.Search.URL != ""
}

// searchIndex brings the months of the index up to date.
func (p *Paper) searchIndex(ctx context.Context) (*searchIndex, error) {
	x := &searchIndex{paper: p, readers: sync.Pool{New: func() any { return new(search.Reader) }}}
	var err error
	if p.in.Store == nil {
		x.pack, err = cache.NewPack()
	} else {
		x.pack, err = p.in.Store.Pack(searchTable)
	}
	if err != nil {
		return nil, err
	}
	most := 0
	for _, s := range slices.Backward(p.Edition.Stories) {
		number := search.MonthOf(s.Card.Date)
		if n := len(x.months); n == 0 || x.months[n-1].number != number {
			x.months = append(x.months, &searchMonth{number: number})
		}
		m := x.months[len(x.months)-1]
		m.stories = append(m.stories, p.Edition.Newest(s))
		most = max(most, len(m.stories))
	}
	x.layout = search.NewLayout(len(p.Edition.Stories), most)
	return x, each(ctx, p.in.Jobs, len(x.months), func(i int) error { return x.update(x.months[i]) })
}

// searchDocument is a story as the index sees it, without its body.
func searchDocument(s *site.Story) search.Document {
	d := search.Document{URL: s.Card.URL, Title: s.Card.Title, Summary: s.Card.Summary, Caption: s.Image.Caption, Date: s.Card.Date}
	for t := s.Home; t != nil; t = t.Parent {
		d.Sections = append(d.Sections, t.Name)
	}
	for _, a := range s.Card.Authors {
		d.Authors = append(d.Authors, a.Name)
	}
	return d
}

// update finds what the store knows of a month, or reads its stories.
func (x *searchIndex) update(m *searchMonth) error {
	words, result := cache.NewHash(), cache.NewHash()
	for i, s := range m.stories {
		d := searchDocument(s)
		words.Value([]string{d.Title, d.Summary, d.Caption})
		words.Value(d.Authors)
		for _, t := range d.Sections {
			words.String(t.Slug)
		}
		words.Sum16(s.BodySum)
		result.Value([]string{d.URL, d.Title, d.Summary})
		result.Value(d.Authors)
		result.Value(d.Date)
		result.Value(d.Sections[:min(1, len(d.Sections))])
		if i%search.PerFragment == search.PerFragment-1 || i == len(m.stories)-1 {
			m.results = append(m.results, site.Sum(result.Sum()))
			result.Reset()
		}
	}
	store, name := x.paper.in.Store, fmt.Sprint("m", m.number)
	if store == nil {
		return x.read(m)
	}
	key := site.Sum(words.Sum())
	data, ok := store.Get(searchTable, name)
	if ok && cache.Unmarshal(data, &m.kept) == nil && m.kept.Key == key && x.hasAll(m) {
		return nil
	}
	if err := x.read(m); err != nil {
		return err
	}
	m.kept.Key = key
	store.Put(searchTable, name, cache.Marshal(&m.kept))
	return nil
}

// hasAll finds the parts of a month, and keeps them.
func (x *searchIndex) hasAll(m *searchMonth) bool {
	all := true
	for _, sum := range m.kept.Parts {
		all = (sum == site.Sum{} || x.pack.Has(cache.Sum(sum))) && all
	}
	return all
}

// read reads the stories of a month.
func (x *searchIndex) read(m *searchMonth) error {
	r := x.readers.Get().(*search.Reader)
	defer x.readers.Put(r)
	r.Begin()
	for _, s := range m.stories {
		d := searchDocument(s)
		if err := x.paper.content.bodies.read(s.BodySum, func(body []byte) { d.Body = body; r.Read(d) }); err != nil {
			return err
		}
	}
	for cell, part := range r.Parts() {
		m.kept.Parts[cell] = site.Sum{}
		if part == nil {
			continue
		}
		sum := cache.Of(part)
		m.kept.Parts[cell] = site.Sum(sum)
		if err := x.pack.Put(sum, part); err != nil {
			return err
		}
	}
	return nil
}

// key is the hash of all that a group is made of.
func (x *searchIndex) key(group int) site.Sum {
	h := cache.NewHash()
	h.Value([]int{x.layout.Bits, x.layout.Groups})
	for _, m := range x.months {
		h.Value(m.number)
		for cell := group; cell < search.Cells; cell += x.layout.Groups {
			h.Sum16(m.kept.Parts[cell])
		}
	}
	return site.Sum(h.Sum())
}

// group puts a group together.
func (x *searchIndex) group(number int) ([]search.File, keptGroup, error) {
	g := x.layout.NewGroup(number)
	var part []byte
	for _, m := range x.months {
		for cell := number; cell < search.Cells; cell += x.layout.Groups {
			if m.kept.Parts[cell] == (site.Sum{}) {
				continue
			}
			var err error
			part, err = x.pack.Get(cache.Sum(m.kept.Parts[cell]), part)
			if errors.Is(err, cache.ErrMissing) {
				part, err = x.again(m, cell, part)
			}
			if err != nil {
				return nil, keptGroup{}, err
			}
			g.Add(m.number, part)
		}
	}
	files, halvings := g.Files()
	kept := keptGroup{Key: x.key(number), Halvings: halvings, Files: make([]searchFile, len(files))}
	for i, f := range files {
		kept.Files[i] = searchFile{f.Path, site.Sum(cache.Of(f.Raw))}
	}
	if store := x.paper.in.Store; store != nil {
		store.Put(searchTable, fmt.Sprint("g", number), cache.Marshal(&kept))
	}
	return files, kept, nil
}

// again reads a month of which the store has damaged a part, and gives that.
func (x *searchIndex) again(m *searchMonth, cell int, buf []byte) ([]byte, error) {
	fresh := searchMonth{stories: m.stories}
	if err := x.read(&fresh); err != nil {
		return nil, err
	}
	return x.pack.Get(cache.Sum(m.kept.Parts[cell]), buf)
}

// known gives what the store keeps of a group, if it is still so.
func (x *searchIndex) known(number int) (kept keptGroup, ok bool) {
	if x.paper.in.Store == nil {
		return kept, false
	}
	data, ok := x.paper.in.Store.Get(searchTable, fmt.Sprint("g", number))
	return kept, ok && cache.Unmarshal(data, &kept) == nil && kept.Key == x.key(number)
}

// fragment gives the stories of a fragment.
func (m *searchMonth) fragment(n int) (docs []search.Document) {
	from := n * search.PerFragment
	for _, s := range m.stories[from:min(from+search.PerFragment, len(m.stories))] {
		docs = append(docs, searchDocument(s))
	}
	return docs
}

// manifest is the file that tells of the others. Its version is of all their keys.
func (x *searchIndex) manifest(halvings []int) search.File {
	h := cache.NewHash()
	for _, m := range x.months {
		h.Value(m.results)
	}
	for group := range x.layout.Groups {
		h.Sum16(x.key(group))
	}
	sum := h.Sum()
	return x.layout.Manifest(fmt.Sprintf("%x", sum[:8]), halvings)
}

// file makes a file of the index, for a preview.
func (x *searchIndex) file(path string) (data []byte, found bool, err error) {
	if path == "search/index.json" {
		halvings := make([]int, x.layout.Groups)
		for group := range halvings {
			kept, ok := x.known(group)
			if !ok {
				if _, kept, err = x.group(group); err != nil {
					return nil, false, err
				}
			}
			halvings[group] = kept.Halvings
		}
		return x.manifest(halvings).Data(), true, nil
	}
	var kind string
	var number, n int
	if _, err := fmt.Sscanf(path, "search/%1s/%x-%x", &kind, &number, &n); err != nil || number < 0 || n < 0 {
		return nil, false, nil //nolint:nilerr // such a name is of no file of the index
	}
	var files []search.File
	at, isMonth := slices.BinarySearchFunc(x.months, number, func(m *searchMonth, n int) int { return m.number - n })
	switch {
	case kind == "f" && isMonth && n < len(x.months[at].results):
		files = []search.File{search.Fragment(number, n, x.months[at].fragment(n))}
	case kind != "f" && number < x.layout.Groups:
		files, _, err = x.group(number)
	}
	i := slices.IndexFunc(files, func(f search.File) bool { return f.Path == path })
	if i < 0 || err != nil {
		return nil, false, err
	}
	return files[i].Data(), true, nil
}

// search brings the files of the search index to the sink.
func (r *run) search(ctx context.Context) error {
	p := r.paper
	if !p.hasSearch() {
		return nil
	}
	x, err := p.searchIndex(ctx)
	if err != nil {
		return err
	}
	err = each(ctx, p.in.Jobs, len(x.months), func(i int) error {
		m := x.months[i]
		for n, key := range m.results {
			err := r.put(ctx, search.FragmentPath(m.number, n), key, func() []byte {
				return search.Fragment(m.number, n, m.fragment(n)).Data()
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	halvings := make([]int, x.layout.Groups)
	err = each(ctx, p.in.Jobs, len(halvings), func(group int) (err error) {
		halvings[group], err = r.group(ctx, x, group)
		return err
	})
	if err != nil {
		return err
	}
	if p.in.Store != nil {
		p.in.Store.Sweep(searchTable)
	}
	f := x.manifest(halvings)
	return r.put(ctx, f.Path, site.Sum(cache.Of(f.Raw)), f.Data)
}

// group brings the files of a group to the sink, and says how often it is halved.
func (r *run) group(ctx context.Context, x *searchIndex, number int) (halvings int, err error) {
	kept, ok := x.known(number)
	for _, f := range kept.Files {
		ok = ok && r.published(f.Path, f.Sum)
	}
	files := make([]search.File, len(kept.Files))
	if !ok {
		if files, kept, err = x.group(number); err != nil {
			return 0, err
		}
	}
	for i, f := range kept.Files {
		if err := r.put(ctx, f.Path, f.Sum, files[i].Data); err != nil {
			return 0, err
		}
	}
	return kept.Halvings, nil
}

// published says that the sink has the file of a key.
func (r *run) published(path string, key site.Sum) bool {
	if r.paper.in.Store == nil {
		return false
	}
	sum, known := r.last(path, key)
	published, ok := r.out.Last(path)
	return known && ok && published == sum
}

// put brings a file to the sink, where it is not the one of its key already.
func (r *run) put(ctx context.Context, path string, key site.Sum, data func() []byte) error {
	n := Count{Pages: 1, Reused: 1}
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.count.add(n)
	}()
	if r.published(path, key) {
		r.out.Keep(path)
		return nil
	}
	n = Count{Pages: 1, Rendered: 1}
	made := data()
	if r.paper.in.Store != nil {
		r.remember(path, key, site.Sum(cache.Of(made)), nil)
	}
	return r.out.Put(ctx, site.File{Path: path, Data: made})
}
