package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/press/known"
	"warraq/site/publish"
	"warraq/site/publish/hosts"
	"warraq/site/publish/pack"
	"warraq/site/review"
)

// summary is what a build says to machines.
type summary struct {
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
func (s *summary) faulty() bool { return site.Errors(s.Problems) > 0 }

// buildFlags are those of build alone.
type buildFlags struct {
	strict   bool
	cache    string
	verbose  bool
	profile  string
	explain  string
	verify   bool
	noImages bool
	to       string
}

func buildCommand(d *tool) *cobra.Command {
	var f buildFlags
	c := d.command("build", d.say("ابنِ الموقع في مجلد", "build the site into a folder"), 0, 0, func(ctx context.Context, _ []string) error {
		return d.build(ctx, f)
	})
	c.Flags().BoolVar(&f.strict, "strict", false, d.say("لا تنشر شيئًا إن كان في أي قصة خطأ، ويبقى الموقع السابق", "publish nothing if any story has an error: the last site stays"))
	c.Flags().StringVar(&f.cache, "cache", "", d.say("`مجلد` ما يُحفظ من عمل البناء السابق (الافتراضي: .warraq في مجلد الجريدة؛ none لا يحفظ شيئًا)",
		"the `FOLDER` where the last build's work is kept (default: .warraq under the source; none keeps nothing)"))
	c.Flags().BoolVarP(&f.verbose, "verbose", "v", false, d.say("اذكر ما استغرقته كل مرحلة", "print what each phase took"))
	c.Flags().StringVar(&f.profile, "profile", "", d.say("اكتب قياسًا في `ملف`: cpu.out أو mem.out أو trace.out", "write a profile to a `FILE`: cpu.out, mem.out or trace.out"))
	c.Flags().StringVar(&f.explain, "explain", "", d.say("قل لماذا صُنع الملف الذي في هذا `المسار` من الموقع أو لم يُصنع", "say why the file at this `PATH` of the output was made or not"))
	c.Flags().BoolVar(&f.verify, "verify", false, d.say("ابنِ من غير المحفوظ وقارن بالموقع المنشور", "build without the cache and compare with the published site"))
	c.Flags().StringVar(&f.to, "to", "folder", d.say("`صورة` الموقع: folder، أو ملف واحد: pack أو tar أو zip (الافتراضي: public.pack …)", "the `FORM` of the site: folder, or one file: pack, tar or zip (by default public.pack …)"))
	c.Flags().BoolVar(&f.noImages, "no-images", false, d.say("لا تُصغّر صورًا؛ يُنشر ما حُفظ منها", "scale no pictures; those that the cache has are published"))
	return c
}

func (d *tool) build(ctx context.Context, f buildFlags) error {
	s, stands, err := d.make(ctx, f, nil)
	if err != nil || f.verify {
		return err
	}
	return d.report(s, stands)
}

// make builds the site into the folder. change, if it is not nil, changes what is built.
// stands says that nothing is wrong which keeps all of the edition back.
func (d *tool) make(ctx context.Context, f buildFlags, change func(*press.Input)) (s summary, stands bool, err error) {
	start := time.Now()
	stop, err := startProfile(f.profile)
	if err != nil {
		return s, false, err
	}
	defer stop()
	in, err := d.input()
	if err != nil {
		return s, false, err
	}
	if change != nil {
		change(&in)
	}
	out, err := d.openOutput(f)
	if err != nil {
		return s, false, err
	}
	defer func() { _ = out.Abort() }() // the next build clears away what stays
	if in.Store, err = d.openStore(f); err != nil {
		return s, false, err
	}
	press.PaceMemory(in.Store)
	if in.Store != nil {
		defer func() { _ = in.Store.Close() }() // what matters was saved
	}
	progress := d.progress()
	hosted := hosts.Watch(in.Source, in.Store)
	in.Progress, in.Explain, in.NoImages, in.Published = progress.Show, f.explain, f.noImages, publishedBy(out, in.Preview)
	paper, count, err := printed(ctx, in, hosted.Over(out), func() (press.Sink, error) {
		if err := out.Abort(); err != nil {
			return nil, err
		}
		again, err := d.openOutput(f)
		if err == nil {
			out = again
		}
		return hosted.Over(out), err
	})
	progress.Clear()
	if errors.Is(err, cache.ErrMissing) && in.Store != nil {
		err = errors.Join(site.Failure("تلف بعض ما حُفظ من البناء السابق، فأُسقط؛ ابنِ مرة أخرى",
			"some of what the last build kept was damaged, and is dropped now; build again"), in.Store.Save())
	}
	if err != nil {
		return s, false, err
	}
	if last := paper.Last(); last != nil {
		tellOf(&d.terminal, paper, f)
		return saidAgain(last, start), true, nil
	}
	s = summary{Pages: count.Pages, Rendered: count.Rendered, Reused: count.Reused, Problems: append([]site.Problem{}, paper.Problems...)}
	stands = paper.Stands()
	if f.verify {
		return s, stands, d.verify(paper, out.(*publish.Folder)) // openOutput saw to it
	}
	if stands && !(f.strict && s.faulty()) {
		stats, more, err := hosted.Commit(ctx, out, paper.Edition, in.Preview, filepath.Join(d.common.source, ".warraq", "hosting"))
		if err != nil {
			return s, stands, err
		}
		s.Written, s.Removed, s.Published = stats.Written, stats.Removed, true
		paper.Problems = append(paper.Problems, more...)
		paper.Leave(count, stats.Edition)
		s.Problems = slices.Concat(s.Problems, more, review.Gone(paper.Edition, stats.Gone))
	}
	paper.Mark("switch")
	if in.Store != nil {
		if err := in.Store.Save(); err != nil {
			return s, stands, errKeeping(err)
		}
	}
	paper.Mark("save")
	if due := paper.Edition.NextDue; !due.IsZero() {
		s.NextDue = &due
	}
	s.Milliseconds = time.Since(start).Milliseconds()
	tellOf(&d.terminal, paper, f)
	return s, stands, nil
}

// tellOf says what was asked about a build: its phases, slow templates, and why a file was made.
func tellOf(d *terminal, paper *press.Paper, f buildFlags) {
	if f.verbose {
		for _, p := range paper.Phases {
			fmt.Fprintf(d.stderr, "%12s  %7.3f s\n", p.Name, p.Took.Seconds())
		}
		for _, left := range paper.Slow() {
			d.tell("قالب بطيء: %s", "a slow template: %s", left)
		}
	}
	for _, line := range paper.Explained {
		d.tell("%s", "%s", line)
	}
	if f.explain != "" && len(paper.Explained) == 0 {
		d.tell("%s: لا صفحة في الموقع بهذا المسار. يُكتب كما في مجلد الموقع؛ فإن كان صحيحًا فالقصة مسودة أو لم يحن وقتها",
			"%s: no page of the site has this path. Write it as in the site's folder; if it is right, its story is a draft or under embargo", f.explain)
	}
}

// saidAgain is the summary of a build that was not made, for the last one was of the same.
func saidAgain(last *known.Last, start time.Time) summary {
	s := summary{Pages: last.Pages, Reused: last.Pages, Problems: append([]site.Problem{}, last.Problems...), Published: true}
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
func (d *tool) openOutput(f buildFlags) (publish.Target, error) {
	kept := f.cache
	if kept == "none" {
		kept = ""
	}
	o := publish.Options{
		Source: d.common.source, Forbidden: d.forbidden(), Cache: kept, Kept: filepath.Join(d.common.source, ".warraq"),
		Sum: func(data []byte) site.Sum { return site.Sum(cache.Of(data)) }, Whole: f.verify || f.cache == "none",
	}
	if f.to == "folder" {
		return publish.Open(d.common.output, o)
	}
	create := pack.Forms[f.to]
	switch {
	case create == nil:
		return nil, site.Failure("--to يريد folder أو pack أو tar أو zip لا %q", "--to wants folder, pack, tar or zip, not %q", f.to)
	case f.verify:
		return nil, site.Failure("--verify يقارن مجلدًا: اتركه مع --to %s", "--verify compares a folder: leave it out with --to %s", f.to)
	}
	name := d.common.output
	if name == filepath.Join(d.common.source, "public") { // nobody named one
		name += "." + f.to
	}
	if err := publish.Guard(name, o); err != nil {
		return nil, err
	}
	return create(name, o.Sum)
}

// mostTries bounds how often a build is tried again: a folder may change all the time.
const mostTries = 3

// printed prepares an edition and prints it to out: again, to what renew gives, while its pages
// lead to sizes of pictures that could not be made.
func printed(ctx context.Context, in press.Input, out press.Sink, renew func() (press.Sink, error)) (*press.Paper, press.Count, error) {
	paper, err := press.Prepare(ctx, in)
	for tries := 1; err == nil && paper.Last() == nil; tries++ {
		count, err := paper.Print(ctx, out)
		if err != nil || tries == mostTries || !paper.Unmade() {
			return paper, count, err
		}
		if out, err = renew(); err != nil {
			return nil, count, err
		}
		if paper, err = paper.Again(ctx); err != nil {
			return nil, count, err
		}
	}
	return paper, press.Count{}, err
}

// forbidden are folders that a site may neither hold nor lie in.
func (d *tool) forbidden() (out []string) {
	for _, name := range []string{"content", "templates", "static", ".git"} {
		out = append(out, filepath.Join(d.common.source, name))
	}
	return out
}

// report prints what a build did: JSON on standard output, or words on standard error.
func (d *tool) report(s summary, stands bool) error {
	if d.common.json {
		if err := d.writeJSON(s, ""); err != nil {
			return err
		}
	} else if d.printProblems(s.Problems); stands {
		d.printSummary(s)
	}
	switch {
	case !stands: // CI that deploys in spite of faulty stories must not deploy this
		return site.Failure("لم يُنشر شيء، لخطأ في الإعدادات أو القوالب أو لمجلد لا يُقرأ؛ وإن كان هنا موقع سابق فهو كما كان",
			"nothing is published, for a fault of the settings or templates, or a folder that cannot be read; the last site, if there is one, stays as it was")
	case s.faulty():
		return errProblems
	}
	return nil
}

func (d *tool) printSummary(s summary) {
	if !s.Published {
		d.tell("لم يُنشر شيء حتى تُصلح الأخطاء؛ وإن كان هنا موقع سابق فهو كما كان", "nothing is published until the errors are corrected; the last site, if there is one, stays as it was")
		return
	}
	d.tell("%s: %d ملفًا في الموقع، صُنع منها %d، كُتب %d، أُزيل %d، في %.2f ثانية",
		"%s: %d files in the site, %d made, %d written, %d removed, in %.2f s",
		d.common.output, s.Pages, s.Rendered, s.Written, s.Removed, float64(s.Milliseconds)/1000)
	if s.NextDue != nil {
		d.tell("البناء التالي يلزم في %s", "the next build is due at %s", s.NextDue.Format(time.RFC3339))
	}
}
