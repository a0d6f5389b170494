// Package building is warraq build and warraq deploy: an edition is made, and sent to where
// readers get it. How a page is made belongs to site/press, and how it is sent to site/publish.
package building

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/caches"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/press/known"
	"warraq/site/press/pace"
	"warraq/site/publish"
	"warraq/site/publish/frozen"
	"warraq/site/publish/hosts"
	"warraq/site/publish/pack"
	"warraq/site/review"
	"warraq/site/shards"
)

// Summary is what a build says to machines.
type Summary struct {
	Pages        int            `json:"pages"`
	Rendered     int            `json:"rendered"`
	Reused       int            `json:"reused"`
	Written      int            `json:"written"`
	Removed      int            `json:"removed"`
	Published    bool           `json:"published"`
	Problems     []site.Problem `json:"problems"`
	NextDue      *time.Time     `json:"next_due"`
	Milliseconds int64          `json:"milliseconds"`
}

// faulty says that a story has an error.
func (s *Summary) faulty() bool { return site.Errors(s.Problems) > 0 }

// Flags are those of build alone.
type Flags struct {
	Strict   bool
	Cache    caches.Flags
	Verbose  bool
	Profile  string
	Explain  string
	Verify   bool
	NoImages bool
	To       string
	shard    string
	workers  int            // on this machine
	queue    string         // where others are
	joined   *shards.Joined // parts that this build joins; nil: none
	// given makes them of what was read; files that it brings to out are the joined's own. nil: nobody.
	given func(ctx context.Context, paper *editions.Papers, out press.Sink) (*shards.Joined, error)
}

// Command is warraq build.
func Command(d *command.Tool) *cobra.Command {
	var f Flags
	c := d.Command("build", d.Say("ابنِ الموقع في مجلد", "build the site into a folder"), 0, 0, func(ctx context.Context, _ []string) error {
		switch {
		case f.shard != "":
			return buildShard(ctx, d, f)
		case f.workers > 0 || f.queue != "":
			return buildWithWorkers(ctx, d, f)
		}
		return build(ctx, d, f)
	})
	f.register(c, d.Say)
	c.Flags().StringVar(&f.Profile, "profile", "", d.Say("اكتب قياسًا في `ملف`: cpu.out أو mem.out أو trace.out", "write a profile to a `FILE`: cpu.out, mem.out or trace.out"))
	c.Flags().StringVar(&f.Explain, "explain", "", d.Say("قل لماذا صُنع الملف الذي في هذا `المسار` من الموقع أو لم يُصنع", "say why the file at this `PATH` of the output was made or not"))
	c.Flags().BoolVar(&f.Verify, "verify", false, d.Say("ابنِ من غير المحفوظ وقارن بالموقع المنشور", "build without the cache and compare with the published site"))
	c.Flags().IntVar(&f.workers, "workers", 0, d.Say("ابنِ بهذا `العدد` من العمليات على هذا الجهاز، عبر طابور", "build with this `NUMBER` of processes on this machine, over a queue"))
	c.Flags().StringVar(&f.queue, "queue", "", d.Say("ابنِ مع من يعمل عند هذا `العنوان` (warraq work)، مثل nats://queue.example.org", "build with who works at this `ADDRESS` (warraq work), such as nats://queue.example.org"))
	c.Flags().StringVar(&f.shard, "shard", "", d.Say("ابنِ `جزءًا` من الموقع، مثل 2/5، في ملف يجمعه warraq merge بغيره", "build a `PART` of the site, such as 2/5, into a file that warraq merge joins with the others"))
	return c
}

// register adds the flags that build and merge have.
func (f *Flags) register(c *cobra.Command, say func(ar, en string) string) {
	c.Flags().BoolVar(&f.Strict, "strict", false, say("لا تنشر شيئًا إن كان في أي قصة خطأ، ويبقى الموقع السابق", "publish nothing if any story has an error: the last site stays"))
	f.Cache.Register(c.Flags(), say)
	c.Flags().BoolVarP(&f.Verbose, "verbose", "v", false, say("اذكر ما استغرقته كل مرحلة", "print what each phase took"))
	c.Flags().StringVar(&f.To, "to", "folder", say("`صورة` الموقع: folder، أو ملف واحد: pack أو tar أو zip (الافتراضي: public.pack …)", "the `FORM` of the site: folder, or one file: pack, tar or zip (by default public.pack …)"))
	c.Flags().BoolVar(&f.NoImages, "no-images", false, say("لا تُصغّر صورًا؛ يُنشر ما حُفظ منها", "scale no pictures; those that the cache has are published"))
}

func build(ctx context.Context, d *command.Tool, f Flags) error {
	s, stands, err := Make(ctx, d, f, nil)
	if err != nil || f.Verify {
		return err
	}
	return report(d, s, stands)
}

// paced is done once: a process that builds again and again keeps its pace.
var paced sync.Once

// Make builds the site into the folder. change, if it is not nil, changes what is built.
// stands says that nothing is wrong which keeps all of the edition back.
func Make(ctx context.Context, d *command.Tool, f Flags, change func(*press.Input)) (s Summary, stands bool, err error) {
	start := time.Now()
	stop, err := StartProfile(f.Profile)
	if err != nil {
		return s, false, err
	}
	defer stop()
	paced.Do(pace.Memory)
	in, err := d.Input()
	if err != nil {
		return s, false, err
	}
	if change != nil {
		change(&in)
	}
	kept, err := f.Keep(ctx, d)
	if err != nil {
		return s, false, err
	}
	out, err := openOutput(d, f)
	if err != nil {
		return s, false, err
	}
	defer func() { _ = out.Abort() }() // the next build clears away what stays
	if in.Store, err = f.OpenStore(kept); err != nil {
		return s, false, err
	}
	frame := known.FrameOf(in.Store)
	if in.Store != nil {
		defer func() { _ = in.Store.Close() }() // what matters was saved
	}
	progress := d.Progress()
	hosted := hosts.Watch(in.Source, in.Store, !in.Preview && f.To != "pack")
	in.Progress, in.Explain, in.NoImages, in.Published, in.Blobs = progress.Show, f.Explain, f.NoImages, publishedBy(out, in.Preview), f.blobs(ctx, d.Common.Source)
	years := f.years(d, hosted, out, in.Preview)
	defer func() { _ = years.Abort() }() // it is the system's folder for what passes
	paper, count, err := f.printed(ctx, in, hosted.Know, years, func() (press.Sink, error) {
		if err := errors.Join(years.Abort(), out.Abort()); err != nil {
			return nil, err
		}
		again, err := openOutput(d, f)
		if err == nil {
			out, years = again, f.years(d, hosted, again, in.Preview)
		}
		return years, err
	})
	progress.Clear()
	if err != nil {
		return s, false, damaged(err, paper)
	}
	defer paper.Close()
	if last := paper.Last(); last != nil {
		kept.Share(false, true, f.Verbose, d.Tell)
		tellOf(&d.Terminal, paper, f)
		return saidAgain(last, start), true, nil
	}
	s = Summary{Pages: count.Pages, Rendered: count.Rendered, Reused: count.Reused, Problems: append([]site.Problem{}, paper.Problems...)}
	stands = paper.Stands()
	if f.Verify {
		return s, stands, verify(ctx, d, hosted, paper, years, out.(*publish.Folder)) // openOutput saw to it
	}
	if stands && !(f.Strict && s.faulty()) {
		if err := s.publish(ctx, paper, years, func() (publish.Stats, []site.Problem, error) {
			return hosted.Commit(ctx, out, paper.Editions(), in.Preview, filepath.Join(d.Common.Source, ".warraq", "hosting"))
		}); err != nil {
			return s, stands, err
		}
	}
	idle := s.Rendered == 0 && s.Removed == 0 && (s.Written == 0 || f.To == "folder") // a new folder is written whole
	if err := f.save(paper, in.Store, kept, s.Published, func() bool { return idle && known.FrameOf(in.Store).Same(frame) }, d.Tell); err != nil {
		return s, stands, err
	}
	if due := paper.NextDue(); !due.IsZero() {
		s.NextDue = &due
	}
	s.Milliseconds = time.Since(start).Milliseconds()
	tellOf(&d.Terminal, paper, f)
	return s, stands, nil
}

// publish makes what was printed the site, and notes what that changed.
func (s *Summary) publish(ctx context.Context, paper *editions.Papers, years *frozen.Years, commit func() (publish.Stats, []site.Problem, error)) error {
	unpacked, err := years.Close(ctx)
	if err != nil {
		return err
	}
	stats, more, err := commit()
	if err != nil {
		return err
	}
	s.Written, s.Removed, s.Published = stats.Written, stats.Removed, true
	paper.Leave(stats.Edition, more)
	s.Problems = slices.Concat(s.Problems, more)
	paper.Each(years.Gone(stats, unpacked), func(e *site.Edition, gone []string, tell func([]site.Problem) []site.Problem) {
		s.Problems = append(s.Problems, tell(review.Gone(e, gone))...)
	})
	return nil
}

// damaged says so where a build failed for what the last one kept; that is dropped.
func damaged(err error, paper *editions.Papers) error {
	if !errors.Is(err, cache.ErrMissing) || paper == nil {
		return err
	}
	return errors.Join(site.Failure("تلف بعض ما حُفظ من البناء السابق، فأُسقط؛ ابنِ مرة أخرى",
		"some of what the last build kept was damaged, and is dropped now; build again"), paper.Save())
}

// tellOf says what was asked about a build: its phases, slow templates, and why a file was made.
func tellOf(d *command.Terminal, paper *editions.Papers, f Flags) {
	if f.Verbose {
		for _, p := range paper.Phases {
			fmt.Fprintf(d.Stderr, "%12s  %7.3f s\n", p.Name, p.Took.Seconds())
		}
		for _, left := range paper.Slow() {
			d.Tell("قالب بطيء: %s", "a slow template: %s", left)
		}
	}
	for _, line := range paper.Explained {
		d.Tell("%s", "%s", line)
	}
	if f.Explain != "" && len(paper.Explained) == 0 {
		d.Tell("%s: لا صفحة في الموقع بهذا المسار. يُكتب كما في مجلد الموقع؛ فإن كان صحيحًا فالقصة مسودة أو لم يحن وقتها",
			"%s: no page of the site has this path. Write it as in the site's folder; if it is right, its story is a draft or under embargo", f.Explain)
	}
}

// saidAgain is the summary of a build that was not made, for the last one was of the same.
func saidAgain(last *known.Last, start time.Time) Summary {
	s := Summary{Pages: last.Pages, Reused: last.Pages, Problems: append([]site.Problem{}, last.Problems...), Published: true}
	if !last.Due.IsZero() {
		s.NextDue = &last.Due
	}
	s.Milliseconds = time.Since(start).Milliseconds()
	return s
}

// publishedBy asks a folder which edition it has.
func publishedBy(out publish.Target, preview bool) func() site.Sum {
	folder, ok := out.(*publish.Folder)
	if !ok {
		return nil
	}
	return func() site.Sum { return publish.Standing(folder, preview) }
}

// openOutput opens the folder of the site, or its file.
func openOutput(d *command.Tool, f Flags) (publish.Target, error) {
	o := publish.Options{
		Source: d.Common.Source, Forbidden: Forbidden(d), Cache: f.Cache.Named(), Kept: filepath.Join(d.Common.Source, ".warraq"),
		Sum: Sum, Whole: f.Verify || f.Cache.None(),
	}
	if f.To == "folder" {
		return publish.Open(d.Common.Output, o)
	}
	create := pack.Forms[f.To]
	switch {
	case create == nil:
		return nil, site.Failure("--to يريد folder أو pack أو tar أو zip لا %q", "--to wants folder, pack, tar or zip, not %q", f.To)
	case f.Verify:
		return nil, site.Failure("--verify يقارن مجلدًا: اتركه مع --to %s", "--verify compares a folder: leave it out with --to %s", f.To)
	}
	name := f.file(d)
	if err := publish.Guard(name, o); err != nil {
		return nil, err
	}
	return create(name, o.Sum)
}

// file is where a site that is one file goes.
func (f *Flags) file(d *command.Tool) string {
	if d.Common.Output == filepath.Join(d.Common.Source, "public") { // nobody named one
		return d.Common.Output + "." + f.To
	}
	return d.Common.Output
}

// mostTries bounds how often a build is tried again: a folder may change all the time.
const mostTries = 3

// printed prepares an edition, which know is told of, joins what others made of it, and prints it to out: again, to what
// renew gives, while its pages lead to sizes of pictures that could not be made.
func (f *Flags) printed(ctx context.Context, in press.Input, know func([]*site.Edition), out press.Sink, renew func() (press.Sink, error)) (*editions.Papers, press.Count, error) {
	var begin func(*cache.Store, string) error
	if f.joined != nil || f.given != nil {
		begin = shards.Begin
	}
	paper, err := editions.PrepareTaught(ctx, in, nil, begin)
	if err == nil && paper.Last() == nil {
		know(paper.Editions())
		err = f.join(ctx, paper, out)
	}
	for tries := 1; err == nil && paper.Last() == nil; tries++ {
		know(paper.Editions())
		count, err := paper.Print(ctx, f.over(out))
		if err != nil || tries == mostTries || !paper.Unmade() {
			return paper, count, err
		}
		if out, err = renew(); err != nil {
			return nil, count, err
		}
		if paper, err = paper.Again(ctx); err != nil {
			return nil, count, err
		}
		f.joined = f.joined.Apart()
	}
	return paper, press.Count{}, err
}

// join tells a paper what the parts have of it, if there are any.
func (f *Flags) join(ctx context.Context, paper *editions.Papers, out press.Sink) (err error) {
	if f.given != nil {
		if f.joined, err = f.given(ctx, paper, out); err != nil {
			return err
		}
	}
	if f.joined == nil {
		return nil
	}
	return paper.Teach(f.joined.Teach)
}

// Forbidden are folders that a site may neither hold nor lie in.
func Forbidden(d *command.Tool) (out []string) {
	for _, name := range []string{"content", "templates", "static", ".git"} {
		out = append(out, filepath.Join(d.Common.Source, name))
	}
	return out
}

// report prints what a build did: JSON on standard output, or words on standard error.
func report(d *command.Tool, s Summary, stands bool) error {
	if d.Common.JSON {
		if err := d.WriteJSON(s, ""); err != nil {
			return err
		}
	} else if d.PrintProblems(s.Problems); stands {
		printSummary(d, s)
	}
	switch {
	case !stands: // CI that deploys in spite of faulty stories must not deploy this
		return site.Failure("لم يُنشر شيء، لخطأ في الإعدادات أو القوالب أو لمجلد لا يُقرأ؛ وإن كان هنا موقع سابق فهو كما كان",
			"nothing is published, for a fault of the settings or templates, or a folder that cannot be read; the last site, if there is one, stays as it was")
	case s.faulty():
		return command.ErrProblems
	}
	return nil
}

func printSummary(d *command.Tool, s Summary) {
	if !s.Published {
		d.Tell("لم يُنشر شيء حتى تُصلح الأخطاء؛ وإن كان هنا موقع سابق فهو كما كان", "nothing is published until the errors are corrected; the last site, if there is one, stays as it was")
		return
	}
	d.Tell("%s: %d ملفًا في الموقع، صُنع منها %d، كُتب %d، أُزيل %d، في %.2f ثانية",
		"%s: %d files in the site, %d made, %d written, %d removed, in %.2f s",
		d.Common.Output, s.Pages, s.Rendered, s.Written, s.Removed, float64(s.Milliseconds)/1000)
	if s.NextDue != nil {
		d.Tell("البناء التالي يلزم في %s", "the next build is due at %s", s.NextDue.Format(time.RFC3339))
	}
}
