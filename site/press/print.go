package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/plan"
	"warraq/site/press/assets"
	"warraq/site/press/carried"
	"warraq/site/press/components"
	"warraq/site/press/hands"
	"warraq/site/press/known"
	"warraq/site/press/pictures"
	"warraq/site/theme"
)

// Sink is where finished files go: that part of a publish.Target which a build
// needs before its end. publish.Target tells what each method promises.
type Sink interface {
	Last(path string) (site.Sum, bool)
	Keep(path string)
	Put(ctx context.Context, f site.File) error
}

// Count is what a build did.
type Count struct {
	Pages    int // files that the site has, except assets and attachments
	Rendered int
	Reused   int // known by their keys, not rendered
}

func (n *Count) add(m Count) {
	n.Pages += m.Pages
	n.Rendered += m.Rendered
	n.Reused += m.Reused
}

// Print brings every file of the paper to out, on all cores. Problems of
// templates are added to the paper's.
func (p *Paper) Print(ctx context.Context, out Sink) (Count, error) { return PrintTo(ctx, p, out, out) }

// PrintTo is Print for an edition of a paper in several languages: what they all share, which
// may have come from another one before, goes to shared.
func PrintTo(ctx context.Context, p *Paper, out, shared Sink) (Count, error) {
	if p.plan == nil {
		return Count{}, nil // its templates are broken; the problems say so
	}
	r := &run{paper: p, out: out, shared: shared, answers: known.Answers{Edition: p.Edition, Data: p.content.data}, used: pictures.NewUsed()}
	var frame known.Frame
	if p.in.Store != nil {
		p.keyAll()
		frame = frameOf(p)
		r.spared = sparedBy(p, frame)
		p.Mark("key")
	}
	if err := r.pages(ctx); err != nil {
		return r.count, err
	}
	r.tellFaults()
	p.Mark("render")
	if p.in.Mine == nil || p.in.Mine("search/") {
		p.theme.Forget() // cards, of which no page of this part is made any more: the search index wants the memory
	}
	if err := r.finish(ctx); err != nil {
		return r.count, err
	}
	if p.in.Store != nil && p.in.Mine == nil {
		known.Forget(p.in.Store) // pages that the site no longer has
		p.content.memory.Sweep()
		if len(r.faults) == 0 {
			frame.Leave(p.in.Store)
		}
	}
	p.Mark("finish")
	p.Problems = p.content.sorted()
	return r.count, nil
}

// Ahead prints the pages that are mine, before Print prints all of them to a sink that has these. What is wrong is told by Print.
func Ahead(ctx context.Context, p *Paper, mine func(path string) bool, jobs int, out, shared Sink) (Count, error) {
	p.keyAll()
	part, told := *p, p.content.problems
	part.in.Mine, part.in.Jobs = mine, jobs
	defer func() { p.content.problems = told }()
	return PrintTo(ctx, &part, out, shared)
}

// run is one printing of a paper.
type run struct {
	paper   *Paper
	out     Sink
	shared  Sink // of files of static/ and sizes of pictures
	answers known.Answers
	spared  *known.Spared // nil: none
	used    *pictures.Used
	mu      sync.Mutex
	count   Count
	faults  map[site.Problem]failed
}

// pages makes every page of the plan.
func (r *run) pages(ctx context.Context) error {
	return hands.Share(ctx, r.paper.in.Jobs, hands.Batches(r.paper.plan.Entries(), 32), r.work)
}

// work makes pages until there are none.
func (r *run) work(ctx context.Context, batches iter.Seq[[]plan.Entry]) error {
	w := worker{run: r, hash: cache.NewHash(), renderer: renderer{theme: r.paper.theme, bodies: r.paper.content.bodies, config: r.paper.content.config}}
	for some := range batches {
		for _, e := range some {
			if ctx.Err() != nil {
				return nil
			}
			e.Freeze(r.out)
			if r.paper.in.Mine != nil && !r.paper.in.Mine(e.Path) || w.spare(e) {
				continue
			}
			if err := w.make(ctx, e.Page()); err != nil {
				return err
			}
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.count.add(w.count)
	return nil
}

// worker makes pages, one after another.
type worker struct {
	run      *run
	renderer renderer
	hash     *cache.Hash
	out      bytes.Buffer
	count    Count
}

// make brings one page to the sink: untouched where its key is known and the
// sink still has it, else rendered. A template's fault is a Problem, and the
// page is left out.
func (w *worker) make(ctx context.Context, p site.Page) error {
	r := w.run
	w.count.Pages++
	var key site.Sum
	stands := false
	if r.paper.in.Store != nil {
		key = w.key(p)
		stands = r.stands(p.Path, key)
	}
	if p.Path == r.paper.in.Explain {
		r.explain(p, stands)
	}
	if stands {
		w.keep(p.Path)
		return nil
	}
	w.count.Rendered++
	var asked known.Questions
	var lost []components.Lost
	w.renderer.lost = &lost
	w.out.Reset()
	err := w.renderer.render(&w.out, p, theme.Ask{
		Cards: func(q site.Query) []*site.Card { return asked.Ask(&r.answers, q) },
		Today: func() time.Time { return asked.Today(&r.answers) },
		Data:  func(name string) (any, error) { return asked.ReadData(&r.answers, name) },
	})
	var fault *theme.TemplateError
	if errors.As(err, &fault) {
		r.blame(fault, p.Path)
		return nil
	}
	if err != nil {
		return err
	}
	for _, l := range lost {
		r.paper.content.report(l.Problem())
	}
	lists := r.used.Note(r.paper.in.Store, pictures.Found(w.out.Bytes(), r.paper.content.config.Shared("")))
	if r.paper.in.Store != nil && len(lost) == 0 { // what is lost must be told again
		known.Page{Key: key, Sum: site.Sum(cache.Of(w.out.Bytes())), Cards: w.hash.Stood(), Needs: known.Needs{Asked: asked, Sizes: lists}}.Keep(r.paper.in.Store, p.Path)
	}
	return r.out.Put(ctx, site.File{Path: p.Path, Data: w.out.Bytes()})
}

// blame counts a page that its template could not make.
func (r *run) blame(fault *theme.TemplateError, path string) {
	if fault.Told {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.faults[fault.Problem]
	if f.pages++; f.first == "" || path < f.first {
		f.first = path
	}
	if r.faults == nil {
		r.faults = map[site.Problem]failed{}
	}
	r.faults[fault.Problem] = f
}

// failed are the pages that one fault of a template stops.
type failed struct {
	first string // by path
	pages int
}

// tellFaults tells each fault of a template once, with the story of its first page.
func (r *run) tellFaults() {
	for p, f := range r.faults {
		name := f.first
		if s := r.paper.Edition.At("/" + strings.TrimSuffix(name, "index.html")); s != nil {
			name = "content/" + s.Article.Path
		}
		p.Message.Ar += " — في " + name
		p.Message.En += " — in " + name
		if others := f.pages - 1; others > 0 {
			p.Message.Ar += fmt.Sprintf("، وفي صفحات أخرى عددها %d", others)
			p.Message.En += fmt.Sprintf(" and %d more", others)
		}
		r.paper.content.report(p)
	}
}

// key is the hash of what makes a page and of its View.
func (w *worker) key(p site.Page) site.Sum {
	w.hash.Reset()
	w.hash.Sum16(w.run.paper.maker(p.Template))
	w.hash.Value(p.View)
	components.Key(w.hash, w.run.paper.theme, p.View)
	return site.Sum(w.hash.Sum())
}

// explain tells what decided about a page, by the walk that made its key.
func (r *run) explain(p site.Page, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	verdict := p.Path + ": made, because the last build had no file of this key"
	if known {
		verdict = p.Path + ": kept, because its key is the last build's"
	}
	r.paper.Explained = append([]string{verdict, fmt.Sprintf("maker = %x", r.paper.maker(p.Template))}, cache.Explain(p.View)...)
}

// spare keeps a page without making its key, where that is enough.
func (w *worker) spare(e plan.Entry) bool {
	r := w.run
	_, sure := r.made(e.Path)
	if e.Path == r.paper.in.Explain || !sure && (r.spared == nil || !e.ByCards()) {
		return false
	}
	page, ok := known.Read(r.paper.in.Store, e.Path)
	if !ok || !sure && !r.spared.Has(e.Path, page) || !r.isPublished(e.Path, page) {
		return false
	}
	w.count.Pages++
	w.keep(e.Path)
	return true
}

// keep keeps a page that need not be made.
func (w *worker) keep(path string) {
	if made, _ := w.run.made(path); made {
		w.count.Rendered++
	} else {
		w.count.Reused++
	}
	w.run.out.Keep(path)
}

// made says that the sink has a page which this very build made, and that it made it for sure of what this printing has.
func (r *run) made(path string) (made, sure bool) {
	if to, ok := r.out.(interface {
		Made(path string) (made, sure bool)
	}); ok {
		return to.Made(path)
	}
	return false, false
}

// stands says that the last build made a file with this key, and that the sink has it.
func (r *run) stands(path string, key site.Sum) bool {
	page, ok := known.Read(r.paper.in.Store, path)
	return ok && page.Key == key && r.isPublished(path, page)
}

// isPublished says that the sink has a page as the last build made it, and that what it
// rests on beside its key is the same.
func (r *run) isPublished(path string, page known.Page) bool {
	if !r.answers.AreStill(page.Asked) || !r.used.Keep(r.paper.in.Store, page.Sizes) {
		return false
	}
	published, ok := r.out.Last(path)
	return ok && published == page.Sum
}

// finish publishes pictures, the search index, and, of a site that is all made here, the theme's assets and
// the files that published manuscripts show.
func (r *run) finish(ctx context.Context) (err error) {
	if r.paper.in.Mine == nil {
		err = r.carry(ctx)
	}
	if err == nil {
		err = r.pictures(ctx)
	}
	if err == nil {
		err = r.search(ctx)
	}
	return err
}

func (r *run) carry(ctx context.Context) error {
	var carry []carried.File
	given, _ := r.shared.(interface{ Has(path string) bool }) // an edition before this one brought it
	for _, f := range r.paper.assets.Files {
		to := r.shared
		if f.Path == assets.Manifest && !r.paper.assets.Own {
			to = r.out
		} else if given != nil && given.Has(f.Path) {
			continue
		}
		if f.Data == nil {
			carry = append(carry, carried.OfStatic(r.paper.static(), f.Path, r.paper.content.config))
		} else if err := to.Put(ctx, f); err != nil {
			return err
		}
	}
	carry = append(carry, r.paper.shown()...)
	c := carried.Carrier{Store: r.paper.in.Store, Began: r.paper.content.memory.Began, Out: r.out, Shared: r.shared}
	if err := hands.Each(ctx, r.paper.in.Jobs, len(carry), func(i int) error { return c.Carry(ctx, carry[i]) }); err != nil {
		return err
	}
	c.Sweep()
	r.paper.content.report(c.Problems()...)
	return nil
}
