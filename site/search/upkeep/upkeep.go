// Package upkeep keeps a paper's search index up to date from build to build. What
// the stories of a month say is kept by its hash, and read again only where one of
// them changed; what a group of files is made of is kept in the same way.
//
// The store has, in the table "search", by "m" and its number the parts of a month,
// and by "g" and its number the files of a group. The pack "search" has the parts by
// their sums. Where a part is damaged, its month is read again.
package upkeep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/search"
)

// table is where the store keeps what the index is made of.
const table = "search"

// restEvery is after how many months the store's memory is given back: to find what changed, the
// texts of all stories are looked at once, where they lie in the store.
const restEvery = 6

// Input is what an index is made of.
type Input struct {
	Edition *site.Edition
	Store   *cache.Store                                                 // may be nil
	Body    func(s *site.Story, use func(body []byte)) error             // gives the HTML of what a story shows for as long as use runs
	Made    func(s *site.Story) site.Sum                                 // of what components make in that HTML; zero where there is none; may be nil
	Each    func(ctx context.Context, n int, do func(i int) error) error // does for 0 to n-1, several at once
}

// Sink is where the files of an index go.
type Sink interface {
	// Has says that a file is published already, made of the same things.
	Has(path string, madeOf site.Sum) bool
	// Put keeps a file that Has knows, else publishes what data gives.
	Put(ctx context.Context, path string, madeOf site.Sum, data func() []byte) error
}

// Index is the search index of an edition, by months.
type Index struct {
	in      Input
	pack    *cache.Pack // the parts of months, by their sums
	layout  search.Layout
	months  []*month // from the oldest
	readers sync.Pool
	groups  sync.Pool
}

// month are the stories of a month, from the oldest, and the sums of its parts.
type month struct {
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
	Files    []keptFile
}

// keptFile is what a build must know of a file of the search index.
type keptFile struct {
	Path  string
	Sum   site.Sum // of what it holds
	Sizes []int    // search.File.Sizes
}

// Open brings the months of an index up to date.
func Open(ctx context.Context, in Input) (*Index, error) {
	x := &Index{in: in, readers: sync.Pool{New: func() any { return new(search.MonthReader) }}}
	var err error
	if in.Store == nil {
		x.pack, err = cache.NewPack()
	} else {
		x.pack, err = in.Store.Pack(table)
	}
	if err != nil {
		return nil, err
	}
	most := 0
	for _, s := range slices.Backward(in.Edition.Stories) {
		number := search.MonthOf(s.Card.Date)
		if n := len(x.months); n == 0 || x.months[n-1].number != number {
			x.months = append(x.months, &month{number: number})
		}
		m := x.months[len(x.months)-1]
		m.stories = append(m.stories, s)
		most = max(most, len(m.stories))
	}
	x.layout = search.NewLayout(len(in.Edition.Stories), most)
	x.layout.Ranked = slices.ContainsFunc(in.Edition.Sections, func(t *site.Term) bool { return rankOf(t) != search.RankUsual })
	return x, in.Each(ctx, len(x.months), func(i int) error {
		if i%restEvery == 0 {
			in.Store.Rest()
		}
		return x.update(x.months[i])
	})
}

// rankOf is the rank of the stories of a section: its own, else that of the one above it.
func rankOf(t *site.Term) search.Rank {
	for ; t != nil; t = t.Parent {
		switch {
		case t.Section == nil || t.Section.Search == 0:
		case t.Section.Search < 0:
			return search.RankLow
		default:
			return search.RankHigh
		}
	}
	return search.RankUsual
}

// appendAlso adds the texts of a story's page beside title, summary, caption and body.
func appendAlso(out []string, s *site.Story) []string {
	out = append(out, s.Kicker)
	if s.Standfirst != s.Card.Summary {
		out = append(out, s.Standfirst)
	}
	if c := s.Claim; c != nil {
		out = append(out, c.Text, c.Speaker, c.Rating)
	}
	for _, t := range s.Tags {
		out = append(out, t.Label)
	}
	for _, f := range s.Filed { // places, people, teams
		out = append(out, f.Name.Label)
	}
	for _, p := range s.Gallery {
		out = append(out, p.Caption)
	}
	if s.Coverage != nil {
		out = append(out, s.Coverage.KeyPoints...)
	}
	out = append(append(out, s.Card.Agencies...), s.Dateline)
	out = append(out, s.Media.Transcript)
	return slices.DeleteFunc(out, func(text string) bool { return text == "" })
}

// document is a story as the index sees it, without its body.
func (x *Index) document(s *site.Story) search.Document {
	d := search.Document{URL: s.Card.URL, Title: s.Card.Title, Summary: s.Card.Summary, Caption: s.Image.Caption, Date: s.Card.Date,
		Also: appendAlso(nil, s), Picture: x.in.Edition.Config.Pictures.Thumb(s.Card.Image), Rank: rankOf(s.Home), Lang: cmp.Or(s.Card.Lang, x.in.Edition.Config.Language)}
	for t := s.Home; t != nil; t = t.Parent {
		d.Sections = append(d.Sections, t.Name)
	}
	for _, a := range s.Card.Authors {
		d.Authors = append(d.Authors, a.Name)
	}
	return d
}

// bodySum is the hash of what a story's body shows.
func (x *Index) bodySum(s *site.Story) site.Sum {
	if x.in.Made == nil {
		return s.BodySum
	}
	made := x.in.Made(s)
	if made == (site.Sum{}) {
		return s.BodySum
	}
	return site.Sum(cache.Of(slices.Concat(s.BodySum[:], made[:])))
}

// hashPool saves the two hashes of a month for the next.
var hashPool = sync.Pool{New: func() any { return &[2]*cache.Hash{cache.NewHash(), cache.NewHash()} }}

// update finds what the store knows of a month, or reads its stories.
func (x *Index) update(m *month) error {
	store, name := x.in.Store, fmt.Sprint("m", m.number)
	hashes := hashPool.Get().(*[2]*cache.Hash)
	defer hashPool.Put(hashes)
	words, result := hashes[0], hashes[1]
	words.Reset()
	result.Reset()
	words.Value(x.layout.Ranked)
	var further []string
	for i, s := range m.stories {
		body, c := x.bodySum(s), s.Card
		_, waiting := x.in.Edition.Shown(s.Article)
		if store != nil {
			further = appendAlso(further[:0], s)
			words.Strings(c.Title, c.Summary, s.Image.Caption)
			words.Strings(further...)
			words.Value(rankOf(s.Home))
			for t := s.Home; t != nil; t = t.Parent {
				words.String(t.Name.Slug)
			}
		}
		result.Strings(c.URL, c.Title, c.Summary, cmp.Or(c.Lang, x.in.Edition.Config.Language), x.in.Edition.Config.Pictures.Thumb(c.Image))
		result.Value(c.Date)
		if s.Home != nil {
			result.Strings(s.Home.Name.Slug, s.Home.Name.Label)
		}
		for _, a := range c.Authors {
			words.String(a.Name)
			result.String(a.Name)
		}
		for _, h := range []*cache.Hash{words, result} {
			h.Sum16(body)
			h.Strings(waiting...)
		}
		if i%search.PerFragment == search.PerFragment-1 || i == len(m.stories)-1 {
			m.results = append(m.results, site.Sum(result.Sum()))
			result.Reset()
		}
	}
	if store == nil {
		return x.read(m)
	}
	key := site.Sum(words.Sum())
	data, ok := store.Get(table, name)
	if ok && cache.Unmarshal(data, &m.kept) == nil && m.kept.Key == key && x.hasAll(m) {
		return nil
	}
	if err := x.read(m); err != nil {
		return err
	}
	m.kept.Key = key
	store.Put(table, name, cache.Marshal(&m.kept))
	return nil
}

// hasAll finds the parts of a month, and keeps them.
func (x *Index) hasAll(m *month) bool {
	all := true
	for _, sum := range m.kept.Parts {
		all = (sum == site.Sum{} || x.pack.Has(cache.Sum(sum))) && all
	}
	return all
}

// read reads the stories of a month.
func (x *Index) read(m *month) error {
	r := x.readers.Get().(*search.MonthReader)
	defer x.readers.Put(r)
	r.Begin(x.layout)
	for _, s := range m.stories {
		d := x.document(s)
		if err := x.in.Body(s, func(body []byte) { d.Body = body; r.Read(d) }); err != nil {
			return err
		}
	}
	for cell, part := range r.Parts() {
		m.kept.Parts[cell] = site.Sum{}
		if len(part) == 0 {
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
func (x *Index) key(group int) site.Sum {
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

// group puts a group together. Its files are good for as long as use runs.
func (x *Index) group(number int, use func([]search.File, keptGroup) error) error {
	g, _ := x.groups.Get().(*search.Group)
	if g == nil {
		g = x.layout.NewGroup(number)
	}
	g.Begin(number)
	defer x.groups.Put(g)
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
				return err
			}
			g.Add(m.number, part)
		}
	}
	last, _ := x.known(number)
	files, halvings := g.Files(last.sizes)
	kept := keptGroup{Key: x.key(number), Halvings: halvings, Files: make([]keptFile, len(files))}
	for i, f := range files {
		kept.Files[i] = keptFile{f.Path, sumOf(f.Raw), f.Sizes}
	}
	if store := x.in.Store; store != nil {
		store.Put(table, fmt.Sprint("g", number), cache.Marshal(&kept))
	}
	return use(files, kept)
}

// sumOf is the hash of what a file holds.
func sumOf(raw [][]byte) site.Sum {
	if len(raw) == 1 {
		return site.Sum(cache.Of(raw[0]))
	}
	h := cache.NewHash()
	for _, piece := range raw {
		sum := cache.Of(piece)
		h.Sum16(sum)
	}
	return site.Sum(h.Sum())
}

// again reads a month of which the store has damaged a part, and gives that.
func (x *Index) again(m *month, cell int, buf []byte) ([]byte, error) {
	fresh := month{stories: m.stories}
	if err := x.read(&fresh); err != nil {
		return nil, err
	}
	return x.pack.Get(cache.Sum(m.kept.Parts[cell]), buf)
}

// sizes gives the sizes of a volume (search.File) that is as it was.
func (k keptGroup) sizes(path string, raw [][]byte) []int {
	i, ok := slices.BinarySearchFunc(k.Files, path, func(f keptFile, path string) int { return cmp.Compare(f.Path, path) })
	if !ok || k.Files[i].Sum != sumOf(raw) {
		return nil
	}
	return k.Files[i].Sizes
}

// known gives what the store keeps of a group, and says if it is still so.
func (x *Index) known(number int) (kept keptGroup, ok bool) {
	if x.in.Store == nil {
		return kept, false
	}
	data, ok := x.in.Store.Get(table, fmt.Sprint("g", number))
	if !ok || cache.Unmarshal(data, &kept) != nil {
		return keptGroup{}, false
	}
	return kept, kept.Key == x.key(number)
}

// fragment makes a fragment of a month.
func (x *Index) fragment(m *month, n int) (search.File, error) {
	var docs []search.Document
	from := n * search.PerFragment
	for _, s := range m.stories[from:min(from+search.PerFragment, len(m.stories))] {
		d := x.document(s)
		if err := x.in.Body(s, func(body []byte) { d.Body = slices.Clone(body) }); err != nil {
			return search.File{}, err
		}
		docs = append(docs, d)
	}
	return search.Fragment(m.number, n, docs), nil
}

// manifest is the file that tells of the others. Its version is of all their keys.
func (x *Index) manifest(halvings []int) search.File {
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

// File makes one file of the index, for a preview.
func (x *Index) File(path string) (data []byte, found bool, err error) {
	if path == "search/index.json" {
		halvings := make([]int, x.layout.Groups)
		for group := range halvings {
			kept, ok := x.known(group)
			if !ok {
				if err = x.group(group, func(_ []search.File, now keptGroup) error { kept = now; return nil }); err != nil {
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
	take := func(files ...search.File) {
		if i := slices.IndexFunc(files, func(f search.File) bool { return f.Path == path }); i >= 0 {
			data, found = files[i].Data(), true
		}
	}
	at, isMonth := slices.BinarySearchFunc(x.months, number, func(m *month, n int) int { return m.number - n })
	switch {
	case kind == "f":
		if isMonth && n < len(x.months[at].results) {
			var f search.File
			if f, err = x.fragment(x.months[at], n); err == nil {
				take(f)
			}
		}
	case number < x.layout.Groups:
		err = x.group(number, func(files []search.File, _ keptGroup) error { take(files...); return nil })
	}
	return data, found, err
}

// Print brings the files of the index to a sink.
func (x *Index) Print(ctx context.Context, out Sink) error {
	err := x.in.Each(ctx, len(x.months), func(i int) error {
		m := x.months[i]
		for n := range m.results {
			if err := x.printFragment(ctx, out, m, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	halvings := make([]int, x.layout.Groups)
	err = x.in.Each(ctx, len(halvings), func(group int) (err error) {
		halvings[group], err = x.printGroup(ctx, out, group)
		return err
	})
	if err != nil {
		return err
	}
	if x.in.Store != nil {
		x.in.Store.Sweep(table)
	}
	f := x.manifest(halvings)
	return out.Put(ctx, f.Path, sumOf(f.Raw), f.Data)
}

// printFragment brings a fragment to a sink.
func (x *Index) printFragment(ctx context.Context, out Sink, m *month, n int) (err error) {
	path, key := search.FragmentPath(m.number, n), m.results[n]
	var f search.File
	if !out.Has(path, key) {
		if f, err = x.fragment(m, n); err != nil {
			return err
		}
	}
	return out.Put(ctx, path, key, f.Data)
}

// printGroup brings the files of a group to a sink, and says how often it is halved.
func (x *Index) printGroup(ctx context.Context, out Sink, number int) (halvings int, err error) {
	kept, ok := x.known(number)
	for _, f := range kept.Files {
		ok = ok && out.Has(f.Path, f.Sum)
	}
	put := func(files []search.File, now keptGroup) error {
		halvings = now.Halvings
		for i, f := range now.Files {
			if err := out.Put(ctx, f.Path, f.Sum, files[i].Data); err != nil {
				return err
			}
		}
		return nil
	}
	if ok {
		err = put(make([]search.File, len(kept.Files)), kept)
	} else {
		err = x.group(number, put)
	}
	return halvings, err
}
