package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"sync"

	"warraq/site"
	"warraq/site/cache"
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
	Pages    int // files that the site has
	Rendered int
	Reused   int // known by their keys, not rendered
}

// Publish renders every file of the plan into out, on all cores. Problems of
// templates are added to the plan's.
func (p *Plan) Publish(ctx context.Context, out Sink) (Count, error) {
	if p.theme == nil {
		return Count{}, nil // its templates are broken; the problems say so
	}
	r := &run{Plan: p, out: out}
	queue := make(chan []job, 16)
	var wg sync.WaitGroup
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	for range p.in.Jobs {
		wg.Go(func() {
			if err := r.work(ctx, queue); err != nil {
				stop(err)
			}
		})
	}
	for some := range inBatches(p.jobs()) {
		select {
		case queue <- some:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(queue)
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return r.count, err
	}
	p.Mark("render")
	if err := p.finish(ctx, r); err != nil {
		return r.count, err
	}
	if p.in.Store != nil {
		p.in.Store.Sweep(pageTable) // what is known of pages that the site no longer has
	}
	p.Mark("finish")
	p.Problems = p.desk.sorted()
	return r.count, nil
}

// inBatches hands jobs out many at a time: one that is only looked at is done
// sooner than a worker is woken.
func inBatches(jobs iter.Seq[job]) iter.Seq[[]job] {
	const size = 32
	return func(yield func([]job) bool) {
		batch := make([]job, 0, size)
		for j := range jobs {
			if batch = append(batch, j); len(batch) < size {
				continue
			}
			if !yield(batch) {
				return
			}
			batch = make([]job, 0, size)
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// run is one rendering of a plan.
type run struct {
	*Plan
	out   Sink
	mu    sync.Mutex
	count Count

	answers sync.Map // site.Query to *answer
}

// work makes jobs until there are none. It ends with the queue, or with the
// context.
func (r *run) work(ctx context.Context, queue <-chan []job) error {
	var out bytes.Buffer
	h := cache.NewHash()
	var n Count
	for some := range queue {
		for _, j := range some {
			if ctx.Err() != nil {
				return nil
			}
			n.Pages++
			out.Reset()
			reused, err := r.make(ctx, j, h, &out)
			if err != nil {
				return err
			}
			if reused {
				n.Reused++
			} else {
				n.Rendered++
			}
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.count.Pages += n.Pages
	r.count.Rendered += n.Rendered
	r.count.Reused += n.Reused
	return nil
}

// make brings one file to the sink: untouched where its key is known and the
// sink still has it, else rendered. A template's fault is a Problem, and the
// file is left out.
func (r *run) make(ctx context.Context, j job, h *cache.Hash, out *bytes.Buffer) (reused bool, err error) {
	view := j.view()
	var key, sum site.Sum
	known := false
	if r.in.Store != nil {
		key = j.key(h, view)
		sum, known = r.last(j.path, key)
		last, there := r.out.Last(j.path)
		known = known && there && last == sum
	}
	if j.path == r.in.Explain {
		r.explain(j, view, known)
	}
	if known {
		r.out.Keep(j.path)
		return true, nil
	}
	var asked questions
	err = j.render(out, view, func(q site.Query) []*site.Card { return asked.ask(r, q) })
	var fault *theme.TemplateError
	if errors.As(err, &fault) {
		r.desk.report(fault.Problem)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	r.remember(j.path, key, site.Sum(cache.Of(out.Bytes())), asked)
	return false, r.out.Put(ctx, site.File{Path: j.path, Data: out.Bytes()})
}

// explain tells what decided about a file, by the walk that made its key.
func (r *run) explain(j job, view any, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	verdict := j.path + ": made, because the last build had no file of this key"
	if known {
		verdict = j.path + ": kept, because its key is the last build's"
	}
	r.Explained = append([]string{verdict, fmt.Sprintf("maker = %x", j.maker)}, cache.Explain(view)...)
}

// last gives the sum of the file that the last build made with this key, where
// what it asked then has the same answers now.
func (r *run) last(path string, key site.Sum) (sum site.Sum, ok bool) {
	if r.in.Store == nil {
		return sum, false
	}
	data, ok := r.in.Store.Get(pageTable, path)
	const sums = 2 * len(sum)
	if !ok || len(data) < sums || site.Sum(data[:len(sum)]) != key || !r.stillSo(data[sums:]) {
		return sum, false
	}
	return site.Sum(data[len(sum):sums]), true
}

func (r *run) remember(path string, key, sum site.Sum, asked questions) {
	if r.in.Store != nil {
		r.in.Store.Put(pageTable, path, slices.Concat(key[:], sum[:], asked.bytes()))
	}
}

// finish publishes the theme's assets, and the pictures and files that
// published manuscripts show: a picture of a story under embargo stays home.
func (p *Plan) finish(ctx context.Context, r *run) error {
	for _, f := range p.assets.files {
		if err := r.out.Put(ctx, f); err != nil {
			return err
		}
	}
	shown := p.shownFiles()
	return each(ctx, p.in.Jobs, len(shown), func(i int) error {
		pic := shown[i]
		data, err := fs.ReadFile(pic.from, pic.name)
		if err != nil {
			return err
		}
		return r.out.Put(ctx, site.File{Path: pic.out, Data: data})
	})
}

// shownFiles lists the files under content/ that what is published shows.
func (p *Plan) shownFiles() []picture {
	if len(p.desk.pictures.known) == 0 {
		return nil
	}
	published := map[*site.Article]bool{}
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages} {
		for _, s := range list {
			published[s.Article] = true
		}
	}
	var out []picture
	seen := map[string]bool{}
	for _, f := range p.desk.files {
		if f.article != nil && !published[f.article] {
			continue
		}
		for a := range f.asks {
			pic := p.desk.pictures.known[a.place]
			if pic.from != nil && pic.err == nil && pic.out != pic.name && !seen[pic.out] {
				seen[pic.out] = true
				out = append(out, pic)
			}
		}
	}
	return out
}
