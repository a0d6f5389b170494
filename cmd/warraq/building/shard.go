package building

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/caches"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/press"
	"warraq/site/press/pace"
	"warraq/site/publish/pack"
	"warraq/site/shards"
)

// scratch lets a build that is keyed go on where nothing is to be kept. done removes what it used.
func (f *Flags) scratch() (done func(), err error) {
	if !f.Cache.None() {
		return func() {}, nil
	}
	dir, err := os.MkdirTemp("", "warraq-*")
	f.Cache = caches.Flags{Place: dir}
	return func() { os.RemoveAll(dir) }, err
}

// versionName is the version that parts tell.
func versionName() string {
	v := ToolVersion()
	return hex.EncodeToString(v[:])
}

// buildShard builds one part of the site into a file.
func buildShard(ctx context.Context, d *command.Tool, f Flags) error {
	start := time.Now()
	part, err := shards.Parse(f.shard)
	if err != nil {
		return err
	}
	if f.Verify || f.Explain != "" || f.To != "folder" {
		return site.Failure("--shard يبني جزءًا: اترك --to و--verify و--explain لـ warraq merge", "--shard builds a part: leave --to, --verify and --explain to warraq merge")
	}
	stop, err := StartProfile(f.Profile)
	if err != nil {
		return err
	}
	defer stop()
	paced.Do(pace.Memory)
	done, err := f.scratch()
	if err != nil {
		return err
	}
	defer done()
	in, err := d.Input()
	if err != nil {
		return err
	}
	kept, err := f.Keep(ctx, d)
	if err != nil {
		return err
	}
	if in.Store, err = f.OpenStore(kept); err != nil {
		return err
	}
	defer func() { _ = in.Store.Close() }() // what matters was saved
	name := fmt.Sprintf("%s.shard-%d-of-%d", d.Common.Output, part.I, part.N)
	var maker *shards.Maker
	renew := func() (press.Sink, error) {
		if maker != nil {
			if err := maker.Abort(); err != nil {
				return nil, err
			}
		}
		w, err := pack.Create(name, Sum)
		if err == nil {
			maker = shards.Make(w, shards.Sheet{Part: part, Version: versionName()})
		}
		return maker, err
	}
	out, err := renew()
	if err != nil {
		return err
	}
	defer func() { _ = maker.Abort() }() // the next build clears away what stays
	progress := d.Progress()
	in.Progress, in.NoImages, in.Mine, in.Blobs = progress.Show, f.NoImages, part.Has, f.blobs(ctx, d.Common.Source)
	paper, count, err := f.printed(ctx, in, func([]*site.Edition) {}, out, renew)
	progress.Clear()
	if err != nil {
		return err
	}
	defer paper.Close()
	s := Summary{Pages: count.Pages, Rendered: count.Rendered, Reused: count.Reused, Problems: append([]site.Problem{}, paper.Problems...)}
	if d.Common.Output = name; paper.Stands() && !(f.Strict && s.faulty()) {
		if err := maker.Close(ctx, paper.Record); err != nil {
			return err
		}
		s.Published, s.Written = true, count.Pages
	}
	if err := f.save(paper, in.Store, kept, s.Published, func() bool { return false }, d.Tell); err != nil {
		return err
	}
	tellOf(&d.Terminal, paper, f)
	s.Milliseconds = time.Since(start).Milliseconds()
	return report(d, s, paper.Stands())
}

// MergeCommand is warraq merge.
func MergeCommand(d *command.Tool) *cobra.Command {
	var f Flags
	c := d.Command(d.Say("merge جزء…", "merge PART…"), d.Say("اجمع أجزاء بنتها أجهزة (build --shard) في موقع واحد", "join parts that machines built (build --shard) into one site"), 1, 100_000, func(ctx context.Context, names []string) error {
		return merge(ctx, d, f, names)
	})
	f.register(c, d.Say)
	return c
}

func merge(ctx context.Context, d *command.Tool, f Flags, names []string) (err error) {
	var parts []*shards.Opened
	for _, name := range names {
		disk, err := pack.OpenFile(name)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, disk.Close()) }()
		part, err := shards.Read(disk.Pack, name)
		if err != nil {
			return err
		}
		parts = append(parts, part)
	}
	if f.joined, err = shards.Join(parts, versionName()); err != nil {
		return err
	}
	done, err := f.scratch()
	if err != nil {
		return err
	}
	defer done()
	return build(ctx, d, f)
}
