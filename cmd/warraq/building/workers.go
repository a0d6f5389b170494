package building

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/press/pace"
	"warraq/site/publish"
	"warraq/site/publish/pack"
	"warraq/site/regular"
	"warraq/site/shards"
	"warraq/site/workers"
)

// Each worker gets several parts, so that none waits long for the last one.
const (
	partsEach  = 2
	partsQueue = 64 // of a queue whose workers are not counted
)

// buildWithWorkers gives the parts of the site to workers, and joins what comes.
func buildWithWorkers(ctx context.Context, d *command.Tool, f Flags) (err error) {
	if f.workers < 0 || f.workers > 256 || f.workers > 0 && f.queue != "" || f.Verify || f.Explain != "" {
		return site.Failure("--workers عدد لا يزيد على 256، ولا يجتمع مع --queue ولا --verify ولا --explain", "--workers is a number up to 256, and goes neither with --queue nor with --verify or --explain")
	}
	dir, err := os.MkdirTemp("", "warraq-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	done, err := f.scratch()
	if err != nil {
		return err
	}
	defer done()
	g := &giver{Tool: d, dir: dir, noImages: f.NoImages, queue: workers.Options{Queue: f.queue, Version: versionName()}, n: partsQueue, sheet: shards.Sheet{Version: versionName()}}
	if f.workers == 0 {
		f.joined, err = g.give(ctx, nil)
		if err != nil {
			return err
		}
		return build(ctx, d, f)
	}
	address, stop, err := workers.Serve(filepath.Join(dir, "queue"))
	if err != nil {
		return err
	}
	defer stop()
	g.queue.Queue, g.n, g.near = address, partsEach*f.workers, f.Cache.Folder(d.Common.Source)
	f.given = func(ctx context.Context, paper *editions.Papers, out press.Sink) (*shards.Joined, error) {
		return g.beside(ctx, f, paper, out)
	}
	return build(ctx, d, f)
}

// beside makes parts of a paper in this process, while others on this machine make the rest. Those of this one go to out.
func (g *giver) beside(ctx context.Context, f Flags, paper *editions.Papers, out press.Sink) (_ *shards.Joined, err error) {
	editions.Whole(paper)
	if err := paper.Save(); err != nil { // workers begin with what was read here
		return nil, ErrKeeping(err)
	}
	g.form = formPlain
	if aside, ok := out.(publish.Mover); ok && f.To == "folder" {
		dir, err := aside.Aside()
		if err != nil {
			return nil, err
		}
		if dir != "" {
			g.dir, g.form = dir, formLoose
		}
	} else if f.To != "folder" {
		g.form = formPack
	}
	ended, err := g.spawn(f.workers - 1)
	if err != nil {
		return nil, err
	}
	defer ended()
	own := shards.NewOwn(out, Sum)
	g.sheet = sheetOf(shards.Part{}, paper)
	ctx, end := context.WithCancelCause(ctx)
	var working sync.WaitGroup
	defer func() { end(nil); working.Wait() }()
	working.Go(func() { // it ends with ctx
		err := workers.Work(ctx, g.queue, func(ctx context.Context, j workers.Job) (io.ReadSeekCloser, error) {
			mine := func(path string) bool { return path != searchPart && (shards.Part{I: j.I, N: j.N}).Has(path) }
			err := editions.Ahead(ctx, paper, mine, max(1, cmp.Or(g.Common.Jobs, runtime.GOMAXPROCS(0))-f.workers+1), own)
			if err != nil {
				end(err)
			}
			return told{strings.NewReader("")}, err
		})
		if err != nil {
			end(err)
		}
	})
	return g.give(ctx, own)
}

// How the parts of a machine come.
const (
	formPack  = ""      // packs, as those of other machines
	formPlain = "plain" // packs that are not compressed
	formLoose = "loose" // folders
)

// searchPart is what a part that makes the search index has (press.Input.Mine).
var searchPart = strings.TrimPrefix(site.SearchRoot, "/")

// giver gives parts of a site to workers.
type giver struct {
	*command.Tool
	dir      string // for what passes
	near     string // where workers of this machine find what was read, or ""
	noImages bool
	queue    workers.Options
	n        int          // of parts
	form     string       // of those of this machine
	sheet    shards.Sheet // of the build
}

// give gives all parts out, and takes those that come. own has those that are made here meanwhile; it may be nil.
func (g *giver) give(ctx context.Context, own *shards.Own) (*shards.Joined, error) {
	c := &g.Common
	var jobs []workers.Job
	for i := range g.n {
		j := workers.Job{I: i + 1, N: g.n, Now: c.Clock, BaseURL: c.BaseURL, Environment: c.Environment, Drafts: c.Drafts, Future: c.Future, NoImages: g.noImages}
		if jobs = append(jobs, j); (shards.Part{I: j.I, N: j.N}).Has(searchPart) { // it takes longest
			jobs[0], jobs[i] = jobs[i], jobs[0]
		}
	}
	var parts []*shards.Opened
	came := 0
	progress := g.Progress()
	err := workers.Give(ctx, g.queue, jobs, func(i int, part io.Reader) error {
		opened, err := g.receive(strconv.Itoa(i), part)
		if err != nil {
			return err
		}
		if opened != nil {
			parts = append(parts, opened)
		}
		came++
		progress.Show(g.Say("أجزاء", "parts"), came, g.n)
		return nil
	}, func(err error) { g.Tell("%v", "%v", err) })
	progress.Clear()
	if err != nil {
		return nil, err
	}
	if missing := g.n - came; missing > 0 {
		g.Tell("لم يأتِ من الأجزاء %d من %d، فتُصنع هنا", "parts that did not come, and are made here: %d of %d", missing, g.n)
	}
	return shards.JoinSome(parts, own, g.sheet), nil
}

// receive puts a part into a file, and opens it. A worker of this machine has put it into one, and says its name, which is
// "" where it was made in this process: then there is none. The file is closed with the process.
func (g *giver) receive(name string, part io.Reader) (*shards.Opened, error) {
	if g.near != "" {
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		name := filepath.Join(g.dir, filepath.Base(string(data)))
		switch {
		case len(data) == 0:
			return nil, nil
		case g.form == formLoose:
			return shards.ReadLoose(name)
		}
		return open(name)
	}
	name = filepath.Join(g.dir, name)
	to, err := regular.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(to, part)
	if err = errors.Join(err, to.Close()); err != nil {
		return nil, err
	}
	return open(name)
}

func open(name string) (*shards.Opened, error) {
	disk, err := pack.OpenFile(name)
	if err != nil {
		return nil, err
	}
	return shards.Read(disk.Pack, name)
}

// spawn starts workers on this machine. ended ends them, and waits.
func (g *giver) spawn(n int) (ended func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var all []*exec.Cmd
	ended = func() {
		for _, c := range all {
			_ = c.Process.Kill() // what it is about to make was made by others
			_ = c.Wait()
		}
	}
	for range n {
		c := exec.Command(self, "work", "--source", g.Common.Source, "--jobs", strconv.Itoa(max(1, g.Common.Jobs)))
		c.Env = append(os.Environ(), queueVariable+"="+g.queue.Queue, nearVariable+"="+g.near, partsVariable+"="+g.dir, formVariable+"="+g.form) // others see what stands on a command line
		c.Stderr = g.Stderr
		if err := c.Start(); err != nil {
			ended()
			return nil, err
		}
		all = append(all, c)
	}
	return ended, nil
}

// What workers of this machine are told beside: where what was read is kept, where parts are put, and in which form.
const (
	queueVariable = "WARRAQ_QUEUE"
	nearVariable  = "WARRAQ_WORK_NEAR"
	partsVariable = "WARRAQ_WORK_PARTS"
	formVariable  = "WARRAQ_WORK_FORM"
)

// WorkCommand is warraq work.
func WorkCommand(d *command.Tool) *cobra.Command {
	var queue string
	c := d.Command("work", d.Say("اصنع أجزاء مواقع تُبنى في جهاز آخر (build --queue)", "make parts of sites that another machine builds (build --queue)"), 0, 0, func(ctx context.Context, _ []string) error {
		if queue == "" {
			queue = os.Getenv(queueVariable)
		}
		if queue == "" {
			return site.Failure("يلزم عنوان الطابور: --queue nats://queue.example.org", "the address of the queue is missing: --queue nats://queue.example.org")
		}
		w := &worker{tool: d}
		defer w.close()
		paced.Do(pace.Memory)
		return workers.Work(ctx, workers.Options{Queue: queue, Version: versionName()}, w.tell)
	})
	c.Flags().StringVar(&queue, "queue", "", d.Say("`عنوان` الطابور (أو WARRAQ_QUEUE في البيئة)", "the `ADDRESS` of the queue (or WARRAQ_QUEUE in the environment)"))
	return c
}

// worker keeps the paper of one build, of which it makes several parts.
type worker struct {
	tool  *command.Tool
	build string
	paper *editions.Papers
	store *cache.Store
	dir   string
	part  shards.Part // that is made
}

func (w *worker) close() {
	if w.paper != nil {
		w.paper.Close()
	}
	if w.store != nil {
		_ = w.store.Close() // nothing of it is kept
	}
	os.RemoveAll(w.dir)
	*w = worker{tool: w.tool}
}

// prepare reads the newsroom for a build.
func (w *worker) prepare(ctx context.Context, j workers.Job) (err error) {
	if w.build == j.Build && w.paper != nil {
		return nil
	}
	w.close()
	if w.dir, err = os.MkdirTemp("", "warraq-*"); err != nil {
		return err
	}
	c := &w.tool.Common
	c.Clock, c.BaseURL, c.Environment, c.Drafts, c.Future = j.Now, j.BaseURL, j.Environment, j.Drafts, j.Future
	in, err := w.tool.Input()
	if err != nil {
		return err
	}
	if w.store, err = cache.OpenFrom(filepath.Join(w.dir, "cache"), ToolVersion(), cache.Near(os.Getenv(nearVariable))); err != nil {
		return err
	}
	near := os.Getenv(nearVariable) != "" // who joins reads all words anyway: on one machine nobody does it twice
	in.Store, in.NoImages, in.Mine = w.store, j.NoImages, func(path string) bool { return w.part.Has(path) && (path != searchPart || !near) }
	w.paper, err = editions.Prepare(ctx, in, nil)
	w.build = j.Build
	return err
}

// tell is do, which says what goes wrong.
func (w *worker) tell(ctx context.Context, j workers.Job) (io.ReadSeekCloser, error) {
	part, err := w.do(ctx, j)
	if err != nil {
		w.tool.Tell("الجزء %d من %d: %v", "part %d of %d: %v", j.I, j.N, err)
	}
	return part, err
}

// do makes a part.
func (w *worker) do(ctx context.Context, j workers.Job) (io.ReadSeekCloser, error) {
	part, err := shards.Parse(fmt.Sprintf("%d/%d", j.I, j.N))
	if err != nil {
		return nil, err
	}
	if err := w.prepare(ctx, j); err != nil {
		w.close()
		return nil, err
	}
	w.part = part
	name, near := filepath.Join(w.dir, "part"), os.Getenv(partsVariable)
	if near != "" {
		name = filepath.Join(near, fmt.Sprintf("%d-of-%d-%d.part", j.I, j.N, os.Getpid()))
	}
	if os.Getenv(formVariable) == formLoose {
		return w.loose(ctx, name)
	}
	os.Remove(name)
	to, err := pack.Create(name, Sum)
	if err != nil {
		return nil, err
	}
	to.Plain = os.Getenv(formVariable) == formPlain // it is read here, and once
	maker := shards.Make(to, sheetOf(part, w.paper))
	defer func() { _ = maker.Abort() }() // after Close it does nothing
	if _, err := w.paper.Print(ctx, maker); err != nil {
		return nil, err
	}
	if err := maker.Close(ctx, w.paper.Record); err != nil {
		return nil, err
	}
	if near != "" {
		return told{strings.NewReader(filepath.Base(name))}, nil
	}
	return regular.Open(name, os.O_RDONLY, 0)
}

// sheetOf is what a part of a paper says of itself.
func sheetOf(part shards.Part, paper *editions.Papers) shards.Sheet {
	s := shards.Sheet{Part: part, Version: versionName()}
	if sum := editions.Inputs(paper); sum != (site.Sum{}) {
		s.Inputs = hex.EncodeToString(sum[:])
	}
	return s
}

// loose makes a part in a folder of this machine.
func (w *worker) loose(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	to, err := shards.MakeLoose(name, sheetOf(w.part, w.paper), Sum)
	if err != nil {
		return nil, err
	}
	if _, err = w.paper.Print(ctx, to); err == nil {
		err = to.Close(w.paper.Record)
	}
	return told{strings.NewReader(filepath.Base(name))}, err
}

// told is a part that stands in a file of this machine: its name.
type told struct{ *strings.Reader }

func (told) Close() error { return nil }

var _, _ press.Sink = (*shards.Maker)(nil), (*shards.Loose)(nil)
