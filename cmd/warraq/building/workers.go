package building

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/caches"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/publish/pack"
	"warraq/site/regular"
	"warraq/site/shards"
	"warraq/site/workers"
)

// Each worker gets several parts, so that none waits long for the last one.
const (
	partsEach  = 4
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
	o, n := workers.Options{Queue: f.queue, Version: versionName()}, partsQueue
	if f.workers > 0 {
		n = partsEach * f.workers
		address, stop, err := workers.Serve(filepath.Join(dir, "queue"))
		if err != nil {
			return err
		}
		defer stop()
		o.Queue = address
		ended, err := spawn(d, f.workers, address)
		if err != nil {
			return err
		}
		defer ended()
	}
	c := &d.Common
	var jobs []workers.Job
	for i := range n {
		jobs = append(jobs, workers.Job{I: i + 1, N: n, Now: c.Clock, BaseURL: c.BaseURL, Environment: c.Environment, Drafts: c.Drafts, Future: c.Future, NoImages: f.NoImages})
	}
	var parts []*shards.Opened
	progress := d.Progress()
	err = workers.Give(ctx, o, jobs, func(i int, part io.Reader) error {
		opened, err := receive(filepath.Join(dir, strconv.Itoa(i)), part)
		if err == nil {
			parts = append(parts, opened)
			progress.Show(d.Say("أجزاء", "parts"), len(parts), n)
		}
		return err
	}, func(err error) { d.Tell("%v", "%v", err) })
	progress.Clear()
	if err != nil {
		return err
	}
	if missing := n - len(parts); missing > 0 {
		d.Tell("لم يأتِ من الأجزاء %d من %d، فتُصنع هنا", "parts that did not come, and are made here: %d of %d", missing, n)
	}
	f.joined = shards.JoinSome(parts, o.Version)
	done, err := f.scratch()
	if err != nil {
		return err
	}
	defer done()
	return build(ctx, d, f)
}

// receive puts a part into a file, and opens it. The file is closed with the process.
func receive(name string, part io.Reader) (*shards.Opened, error) {
	to, err := regular.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(to, part)
	if err = errors.Join(err, to.Close()); err != nil {
		return nil, err
	}
	disk, err := pack.OpenFile(name)
	if err != nil {
		return nil, err
	}
	return shards.Read(disk.Pack, name)
}

// spawn starts workers on this machine. ended ends them, and waits.
func spawn(d *command.Tool, n int, queue string) (ended func(), err error) {
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
		c := exec.Command(self, "work", "--source", d.Common.Source, "--jobs", strconv.Itoa(max(1, d.Common.Jobs)))
		c.Env = append(os.Environ(), queueVariable+"="+queue) // others see what stands on a command line
		c.Stderr = d.Stderr
		if err := c.Start(); err != nil {
			ended()
			return nil, err
		}
		all = append(all, c)
	}
	return ended, nil
}

const queueVariable = "WARRAQ_QUEUE"

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
	f := Flags{Cache: caches.Flags{Place: filepath.Join(w.dir, "cache")}}
	kept, err := f.Keep(ctx, w.tool)
	if err != nil {
		return err
	}
	if w.store, err = f.OpenStore(kept); err != nil {
		return err
	}
	in.Store, in.NoImages, in.Mine = w.store, j.NoImages, func(path string) bool { return w.part.Has(path) }
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
	name := filepath.Join(w.dir, "part")
	os.Remove(name)
	to, err := pack.Create(name, Sum)
	if err != nil {
		return nil, err
	}
	maker := shards.Make(to, part, versionName())
	defer func() { _ = maker.Abort() }() // after Close it does nothing
	if _, err := w.paper.Print(ctx, maker); err != nil {
		return nil, err
	}
	if err := maker.Close(ctx, w.paper.Record); err != nil {
		return nil, err
	}
	return regular.Open(name, os.O_RDONLY, 0)
}

var _ press.Sink = (*shards.Maker)(nil)
