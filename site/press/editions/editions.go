// Package editions builds a paper in several languages as one site. Each edition is an Edition of its
// own, with its own plan, which is made and printed as that of a paper with one language is (package press). What
// this room adds is thin:
//
//	view.go      a newsroom's folder, as one edition has it
//	editions.go  Of: the inputs of the editions; Papers: their papers, joined
//	sinks.go     one output: a folder for each, and once what all share
//	preview.go   one preview
//
// A paper with one language has one edition, and nothing here costs it anything.
//
// What edition.yaml says of editions is known elsewhere (package settings/sisters), and so is which pages
// are the same in several languages (package plan/tongues).
package editions

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/own"
	"warraq/site/plan/tongues"
	"warraq/site/press"
	"warraq/site/press/known"
	"warraq/site/press/pictures"
	"warraq/site/settings"
)

// Edition is what one edition of a paper is built of.
type Edition struct {
	own.Sister
	In press.Input

	view view
}

// Tell gives problems of the edition with the names that files have in the newsroom.
func (e *Edition) Tell(problems []site.Problem) []site.Problem { return e.view.tell(problems) }

// Place is the name under content/ of a file that the edition calls name.
func (e *Edition) Place(name string) string {
	if name == site.SettingsFile {
		return name
	}
	return path.Join(e.Folder, name)
}

// Owns says that the edition has a file in its own folder: what else it shows is of the main one.
func (e *Edition) Owns(name string) bool {
	return e.Folder == "" || e.view.real("content/"+name) == "content/"+e.Place(name)
}

// Of lists the editions of a newsroom, the main one first. What is wrong with the folder of one is a
// problem, and that edition is left out. The store of the others is opened by Prepare.
func Of(in press.Input) (all []Edition, problems []site.Problem) {
	sisters := sistersOf(in)
	if len(sisters) == 0 {
		return []Edition{{In: in}}, nil
	}
	for _, s := range sisters {
		e := Edition{Sister: s, In: in, view: viewOf(in.Source, s, sisters)}
		e.In.Source, e.In.Sister, e.In.Explain = e.view, s.Key, inFolder(in.Explain, s, sisters)
		if in.Settings != nil && s.Key != "" {
			e.In.Settings = nil
		}
		if in.Explain != "" {
			e.In.Published = nil
		}
		if info, err := fs.Stat(in.Source, "content/"+s.Folder); s.Folder != "" && (err != nil || !info.IsDir()) {
			problems = append(problems, site.Problem{
				Path: "content/" + site.SettingsFile, Line: s.Line, Col: s.Col, Rule: "settings/editions", Level: site.LevelError,
				Message: site.Say("لا مجلد لهذه الطبعة: content/%s", "this edition has no folder: content/%s", s.Folder),
				Hint:    site.Say("أنشئه وفيه قصصها، أو سمِّ مجلدها في content", "make it, with its stories, or name its folder by content"),
			})
			continue
		}
		all = append(all, e)
	}
	return all, problems
}

// sistersOf reads which editions there are; the last good settings say it where they are faulty.
func sistersOf(in press.Input) []own.Sister {
	src, err := fs.ReadFile(in.Source, "content/"+site.SettingsFile)
	if err != nil || !bytes.Contains(bytes.ToLower(src), []byte("editions")) {
		return nil
	}
	c, problems := settings.ParseConfig(site.SettingsFile, src) // the build tells
	if site.Errors(problems) > 0 && in.Settings != nil {
		c = in.Settings
	}
	return c.Sisters
}

// inFolder is an output path in the folder of an edition; "" where it lies in that of another one.
func inFolder(path string, s own.Sister, all []own.Sister) string {
	for _, other := range all {
		if rest, ok := strings.CutPrefix(path, strings.TrimPrefix(other.At+"/", "/")); ok && other.At != "" {
			if other.Key == s.Key {
				return rest
			}
			return ""
		}
	}
	if s.At != "" {
		return ""
	}
	return path
}

// Papers are the papers of all editions.
type Papers struct {
	Problems  []site.Problem // sorted by place
	Phases    []press.Phase
	Explained []string

	in       press.Input
	editions []Edition
	papers   []*press.Paper
	idle     []bool // of those that were revised: nothing of them changed
	counts   []press.Count
	told     []site.Problem // of the editions themselves
	joined   [][]site.Problem
	last     *known.Last
}

// Prepare loads a newsroom and plans its site. What an earlier making of it has is used, if there is one: last may be nil.
func Prepare(ctx context.Context, in press.Input, last *Papers) (*Papers, error) {
	return PrepareTaught(ctx, in, last, nil)
}

// PrepareTaught is Prepare after teach, if it is not nil, was given the store of each edition and the folder of its files,
// which is "" or ends with a slash.
func PrepareTaught(ctx context.Context, in press.Input, last *Papers, teach func(store *cache.Store, folder string) error) (*Papers, error) {
	p := &Papers{in: in}
	p.editions, p.told = Of(in)
	if last != nil {
		last.lend(p.editions)
	}
	if err := p.openStores(); err != nil {
		return nil, err
	}
	if teach != nil {
		if err := p.Teach(teach); err != nil {
			return nil, err
		}
	}
	p.papers = make([]*press.Paper, len(p.editions))
	unchanged := 0
	for i := range p.editions {
		var err error
		if p.papers[i], err = press.Prepare(ctx, p.editions[i].In); err != nil {
			return nil, err
		}
		if p.papers[i].Last() != nil {
			unchanged++
		}
	}
	switch {
	case unchanged == len(p.papers) && len(p.told) == 0:
		p.again()
		return p, nil
	case unchanged > 0:
		for i, paper := range p.papers {
			if paper.Last() == nil {
				continue
			}
			var err error
			p.editions[i].In.Published = nil
			if p.papers[i], err = press.Prepare(ctx, p.editions[i].In); err != nil {
				return nil, err
			}
		}
	}
	if err := p.hold(ctx); err != nil {
		return nil, err
	}
	p.join()
	return p, nil
}

// hold keeps a release set back in all editions where a faulty member keeps it back in one: its stories appear in
// all languages at once.
func (p *Papers) hold(ctx context.Context) (err error) {
	if len(p.papers) == 1 {
		return nil
	}
	held := map[string]bool{}
	for _, paper := range p.papers {
		own, _ := press.HeldBy(paper)
		maps.Copy(held, own)
	}
	for i, paper := range p.papers {
		e := &p.editions[i]
		e.In.Held = held
		if _, all := press.HeldBy(paper); !maps.Equal(held, all) {
			if p.papers[i], err = press.Prepare(ctx, e.In); err != nil {
				return err
			}
		}
	}
	return nil
}

// Teach gives the store of each edition, and the folder of its files, to a function.
func (p *Papers) Teach(teach func(store *cache.Store, folder string) error) error {
	for i := range p.editions {
		e := &p.editions[i]
		if err := teach(e.In.Store, e.folder()); err != nil {
			return err
		}
	}
	return nil
}

// openStores gives each edition but the main one a store of its own: what is known of pages and
// manuscripts is kept by names that all editions have.
func (p *Papers) openStores() error {
	for i := range p.editions {
		if e := &p.editions[i]; e.Key != "" && p.in.Store != nil && e.In.Store == p.in.Store {
			var err error
			if e.In.Store, err = cache.Beside(p.in.Store, "edition-"+strings.ToLower(e.Lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

// folder is where the files of the edition are: "" or with a slash at its end.
func (e *Edition) folder() string { return strings.TrimPrefix(e.At+"/", "/") }

// Record is what is known of the page at an output path, and the lists of sizes that it names.
func (p *Papers) Record(path string) (record []byte, lists [][]byte) {
	for i := len(p.editions) - 1; i >= 0; i-- {
		store := p.editions[i].In.Store
		rest, ok := strings.CutPrefix(path, p.editions[i].folder())
		if page, has := known.Read(store, rest); ok && has {
			for _, sum := range page.Sizes {
				list, _ := pictures.List(store, sum) // without it the page is made anew
				lists = append(lists, list)
			}
			record, _ = known.Record(store, rest)
			return record, lists
		}
	}
	return nil, nil
}

// again is what the last build said of all editions.
func (p *Papers) again() {
	p.last = p.papers[0].Last()
	for i, paper := range p.papers[1:] {
		next := *paper.Last()
		next.Pages += p.last.Pages
		next.Problems = slices.Concat(p.last.Problems, p.editions[i+1].Tell(next.Problems))
		if due := p.last.Due; !due.IsZero() && (next.Due.IsZero() || due.Before(next.Due)) {
			next.Due = due
		}
		p.last = &next
	}
	p.collect()
}

// join plans the pages of editions that are the same in other languages.
func (p *Papers) join() {
	if len(p.papers) > 1 || p.editions[0].Lang != "" {
		all, problems := tongues.Join(p.Editions())
		for i, paper := range p.papers {
			p.papers[i] = press.Join(paper, all[i])
		}
		p.joined = problems
	}
	p.collect()
}

// collect brings together what the papers say.
func (p *Papers) collect() {
	if len(p.papers) == 1 && len(p.told) == 0 {
		p.Problems, p.Phases, p.Explained = p.papers[0].Problems, p.papers[0].Phases, p.papers[0].Explained
		return
	}
	all := slices.Clone(p.told)
	p.Phases, p.Explained = nil, nil
	for i, paper := range p.papers {
		all = append(all, p.editions[i].Tell(paper.Problems)...)
		if p.joined != nil {
			all = append(all, p.editions[i].Tell(p.joined[i])...)
		}
		p.Phases, p.Explained = append(p.Phases, paper.Phases...), append(p.Explained, paper.Explained...)
	}
	slices.SortStableFunc(all, site.ComparePlaces)
	p.Problems = slices.Compact(all)
}

// Editions are the editions, the main one first.
func (p *Papers) Editions() (out []*site.Edition) {
	for _, paper := range p.papers {
		out = append(out, paper.Edition)
	}
	return out
}

// Last is what the last build said, where this one need not be made (press.Paper.Last).
func (p *Papers) Last() *known.Last { return p.last }

// Stands says that the site can be published (press.Paper.Stands).
func (p *Papers) Stands() bool {
	return site.Errors(p.told) == 0 && !slices.ContainsFunc(p.papers, func(paper *press.Paper) bool { return !paper.Stands() })
}

// Unmade says that pages lead to sizes of pictures that could not be made.
func (p *Papers) Unmade() bool { return slices.ContainsFunc(p.papers, (*press.Paper).Unmade) }

// Again prepares the papers once more, without the pictures that Print could not make.
func (p *Papers) Again(ctx context.Context) (*Papers, error) {
	next := *p
	next.papers = slices.Clone(p.papers)
	for i, paper := range p.papers {
		var err error
		if next.papers[i], err = paper.Again(ctx); err != nil {
			return nil, err
		}
	}
	next.join()
	return &next, nil
}

// Print brings every file of all editions to out.
func (p *Papers) Print(ctx context.Context, out press.Sink) (all press.Count, err error) {
	p.counts = nil
	if len(p.papers) == 1 && p.editions[0].Lang == "" {
		all, err = p.papers[0].Print(ctx, out)
		p.counts = []press.Count{all}
		p.collect()
		return all, err
	}
	shared := &once{to: out, displaced: p.papers[0].Edition.Displaced, has: map[string]bool{}}
	for i, paper := range p.papers {
		n, err := press.PrintTo(ctx, paper, sinkOf(out, p.editions[i].Sister), shared)
		if err != nil {
			return all, err
		}
		p.counts = append(p.counts, n)
		all = press.Count{Pages: all.Pages + n.Pages, Rendered: all.Rendered + n.Rendered, Reused: all.Reused + n.Reused}
	}
	p.collect()
	return all, nil
}

// Ahead prints the pages that are mine, by their paths in the folder of their edition, to out, before Print prints all of them to a sink that has these.
func Ahead(ctx context.Context, p *Papers, mine func(path string) bool, jobs int, out press.Sink) error {
	shared := &once{to: out, displaced: p.papers[0].Edition.Displaced, has: map[string]bool{}}
	for i, paper := range p.papers {
		if _, err := press.Ahead(ctx, paper, mine, jobs, sinkOf(out, p.editions[i].Sister), shared); err != nil {
			return err
		}
	}
	return nil
}

// Inputs is the hash of all that the papers are made of (press.Inputs); zero where it is not known.
func Inputs(p *Papers) site.Sum {
	h := cache.NewHash()
	for _, paper := range p.papers {
		sum := press.Inputs(paper)
		if sum == (site.Sum{}) {
			return sum
		}
		h.Sum16(cache.Sum(sum))
	}
	return site.Sum(h.Sum())
}

// Leave keeps what the build said for the next one (press.Paper.Leave), and more that is wrong.
func (p *Papers) Leave(published site.Sum, more []site.Problem) {
	if len(p.told) > 0 {
		return
	}
	p.papers[0].Problems = append(p.papers[0].Problems, more...)
	for i, paper := range p.papers {
		paper.Leave(p.counts[i], published)
	}
}

// Save keeps what the build knows in the stores of all editions.
func (p *Papers) Save() error {
	for i := range p.editions {
		if store := p.editions[i].In.Store; store != nil {
			if err := store.Save(); err != nil {
				return err
			}
			store.Rest()
		}
	}
	return nil
}

// Whole brings what shared caches left out of the stores of all editions, for who copies them.
func Whole(p *Papers) {
	for i := range p.editions {
		if store := p.editions[i].In.Store; store != nil {
			cache.Whole(store)
		}
	}
}

// Close lets go of the stores of all editions but the main one, which others opened.
func (p *Papers) Close() {
	for i := range p.editions {
		if e := &p.editions[i]; e.Key != "" && e.In.Store != nil {
			_ = e.In.Store.Close() // what matters was saved
		}
	}
}

// NextDue is when time alone changes the site next; zero: never.
func (p *Papers) NextDue() (due time.Time) {
	for _, e := range p.Editions() {
		if !e.NextDue.IsZero() && (due.IsZero() || e.NextDue.Before(due)) {
			due = e.NextDue
		}
	}
	return due
}

// Slow names the templates that run slowly (press.Paper.Slow).
func (p *Papers) Slow() []string { return p.papers[0].Slow() }

// Mark ends a phase of the build.
func (p *Papers) Mark(name string) {
	p.papers[0].Mark(name)
	p.collect()
}

// Each gives, of output paths, those in the folder of each edition, and a function that gives problems of the edition with
// the names that files have in the newsroom.
func (p *Papers) Each(paths []string, do func(e *site.Edition, paths []string, tell func([]site.Problem) []site.Problem)) {
	sisters := p.papers[0].Edition.Config.Sisters
	for i, paper := range p.papers {
		var mine []string
		for _, path := range paths {
			if len(sisters) == 0 {
				mine = paths
				break
			}
			if name := inFolder(path, p.editions[i].Sister, sisters); name != "" {
				mine = append(mine, name)
			}
		}
		do(paper.Edition, mine, p.editions[i].Tell)
	}
}
