// Package desk is what an editor does to stories from the terminal: publish, unpublish,
// withdraw, correct, and to see where each stands.
package desk

import (
	"context"
	"errors"
	"io/fs"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/console"
	"warraq/site/desk"
	"warraq/site/git"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
)

// verb is one of the commands, as it was called.
type verb struct {
	*command.Tool
	do      desk.Verb
	name    site.Words // as a commit says it
	at      string
	note    string
	commit  bool
	dryRun  bool
	options manuscript.Options
	order   desk.Order
}

// done is what became of a story, for machines.
type done struct {
	Path    string     `json:"path"`
	Title   string     `json:"title"`
	Changed bool       `json:"changed"`
	Says    site.Words `json:"says"`
}

// register makes a command of a verb.
func (v *verb) register(word, short string) *cobra.Command {
	c := v.Command(v.Say(word+" ملف…", word+" FILE…"), short, 1, math.MaxInt, v.run)
	c.Flags().BoolVar(&v.commit, "commit", false, v.Say("أودِع التغيير في git، وحده", "commit the change with git, and nothing else"))
	c.Flags().BoolVar(&v.dryRun, "dry-run", false, v.Say("أظهر الفروق ولا تكتب شيئًا", "show the differences, and write nothing"))
	return c
}

// PublishCommand is warraq publish.
func PublishCommand(d *command.Tool) *cobra.Command {
	v := &verb{Tool: d, do: desk.Publish, name: site.Say("نشر", "publish")}
	c := v.register("publish", d.Say("انشر قصصًا، الآن أو في وقت تسميه؛ أو أبقِ الموقع على حال المستودع والساعة", "make stories public, now or at a time; or keep the site true to the repository and the clock"))
	c.Long = d.Say(`مع ملفات: اكتب في صدورها أنها منشورة. ولا يتغيّر الموقع إلا بالبناء التالي.
مع --watch [وجهة]: ابنِ وانشر إلى الوجهة كلما دُفع شيء إلى المستودع، وفي الثانية التي يتغيّر فيها الموقع بنفسه. كل حدث سطر من JSON.`,
		`With files: write into their front matter that they are public. The site changes with the next build.
With --watch [TARGET]: build, and deploy to the target, whenever something is pushed, and at the second at which the site changes by itself. Each event is a line of JSON.`)
	watching := false
	c.Flags().BoolVar(&watching, "watch", false, d.Say("ابنِ وانشر كلما تغيّر شيء، حتى توقفه", "build and deploy whenever something changes, until it is stopped"))
	watch := building.RegisterWatch(d, c.Flags())
	files, atMostOne := c.Args, d.Help().Takes(0, 1)
	c.Args = func(c *cobra.Command, args []string) error {
		if watching {
			return atMostOne(c, args)
		}
		return files(c, args)
	}
	verb := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if !watching {
			return verb(c, args)
		}
		if v.at != "" || v.commit || v.dryRun {
			return site.Failure("--watch تعمل بما في المستودع: لا --at معها ولا --commit ولا --dry-run", "--watch goes by what is in the repository: no --at, no --commit and no --dry-run beside it")
		}
		return building.Watch(c.Context(), d, watch, args)
	}
	c.Flags().StringVar(&v.at, "at", "", d.Say("`الوقت` الذي تظهر فيه، بتوقيت الجريدة: 2026-12-01T20:00، أو كما تكتبه في date", "the `TIME` at which they appear, in the paper's zone: 2026-12-01T20:00, or as a date is written"))
	return c
}

// UnpublishCommand is warraq unpublish.
func UnpublishCommand(d *command.Tool) *cobra.Command {
	v := &verb{Tool: d, do: desk.Unpublish, name: site.Say("إلغاء نشر", "unpublish")}
	return v.register("unpublish", d.Say("ردّ قصصًا إلى المسودات، فلا يبقى لها أثر في الموقع", "make stories drafts again: nothing of them stays on the site"))
}

// WithdrawCommand is warraq withdraw.
func WithdrawCommand(d *command.Tool) *cobra.Command {
	v := &verb{Tool: d, do: desk.Withdraw, name: site.Say("سحب", "withdraw")}
	c := v.register("withdraw", d.Say("اسحب قصصًا منشورة، وفي موضعها صفحة تقول ذلك", "withdraw public stories: a page in their place says so"))
	c.Flags().StringVar(&v.note, "note", "", d.Say("`سبب` السحب، كما يقرؤه الناس", "the `REASON`, as readers see it"))
	return c
}

// CorrectCommand is warraq correct.
func CorrectCommand(d *command.Tool) *cobra.Command {
	v := &verb{Tool: d, do: desk.Correct, name: site.Say("تصويب", "correct")}
	c := v.register("correct", d.Say("أضف تصويبًا مؤرخًا إلى قصص", "add a dated correction to stories"))
	c.Flags().StringVar(&v.note, "note", "", d.Say("`نص` التصويب، كما يقرؤه الناس", "the `TEXT` of the correction, as readers see it"))
	return c
}

// run does the verb to all files, or to none.
func (v *verb) run(ctx context.Context, args []string) error {
	var err error
	if v.options, err = v.Common.Options(); err != nil {
		return err
	}
	v.order = desk.Order{Now: v.Common.Clock.In(v.options.Zone).Truncate(time.Second), Note: v.note}
	if v.at != "" {
		if v.order.At, err = timeOf(v.at, v.options.Zone); err != nil {
			return err
		}
	}
	room, err := v.Common.Room()
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	all, rewrites, err := v.prepare(args)
	if err != nil {
		return err
	}
	if v.dryRun {
		return errors.Join(v.show(rewrites), v.tell(all))
	}
	undo, err := room.Rewrite(rewrites)
	if err == nil && v.commit && len(rewrites) > 0 {
		if err = v.save(ctx, all); err != nil {
			err = errors.Join(site.Failure("لم يُودَع شيء، فعادت الملفات كما كانت: %v", "nothing is committed, so the files are as they were: %v", err), undo())
		}
	}
	if err != nil {
		return err
	}
	return v.tell(all)
}

// timeOf reads a time as a person writes it, with its hour.
func timeOf(words string, zone *time.Location) (time.Time, error) {
	t, hasTime, err := arabic.ParseDate(words, zone)
	if err != nil || !hasTime {
		return t, site.Failure("--at يريد يومًا وساعة، مثل 2026-12-01T20:00، لا %q", "--at wants a day and an hour, such as 2026-12-01T20:00, not %q", words)
	}
	return t, nil
}

// prepare makes what the files should be. If one cannot be changed, all that cannot be are
// told, and none is.
func (v *verb) prepare(args []string) (all []done, rewrites []newsroom.Rewrite, failed error) {
	content := v.Common.Content()
	read := func(name string) ([]byte, error) { return fs.ReadFile(content, name) }
	for _, arg := range args {
		name, err := v.placeOf(content, arg)
		if err == nil && slices.ContainsFunc(all, func(d done) bool { return d.Path == name }) {
			continue
		}
		var src []byte
		if err == nil {
			src, err = read(name)
		}
		var made desk.Done
		if err == nil {
			if made, err = v.do(name, src, v.options, v.order); err != nil {
				err = site.Failure("content/%s: %v", "content/%s: %v", name, err)
			}
		}
		if err != nil {
			failed = command.ErrProblems
			v.Tell("خطأ: %v", "error: %v", err)
			continue
		}
		all = append(all, done{name, made.Title, made.Next != nil, v.but(name, read, made.Says)})
		if made.Next != nil {
			rewrites = append(rewrites, newsroom.Rewrite{Name: name, Old: src, Next: made.Next})
		}
	}
	return all, rewrites, failed
}

// but adds what else keeps a published story out of sight.
func (v *verb) but(name string, read func(string) ([]byte, error), says site.Words) site.Words {
	if v.name.En != "publish" {
		return says
	}
	at := v.order.Now
	if v.order.At.After(at) {
		at = v.order.At
	}
	if but, ok := desk.Above(name, read, v.options, at); ok {
		return site.Words{Ar: says.Ar + "، " + but.Ar, En: says.En + ", " + but.En}
	}
	return says
}

// placeOf is a story's file under content/, as a person names it: by its path from where they
// are or from content/ on, with its .md or without, or by the folder that holds its index.md.
func (v *verb) placeOf(content fs.FS, arg string) (string, error) {
	names := []string{path.Clean(filepath.ToSlash(arg))}
	name, err := newsroom.PlaceOf(v.Common.Source, arg)
	if err == nil {
		names = slices.Insert(names, 0, name)
	}
	for _, name := range names {
		if !fs.ValidPath(name) {
			continue
		}
		for _, of := range []string{"", "/index.md", ".md"} {
			if info, err := fs.Stat(content, name+of); err == nil && !info.IsDir() {
				return name + of, nil
			}
		}
		if _, err := fs.Stat(content, name); err == nil {
			return "", site.Failure("content/%s مجلد؛ سمِّ ملف القصة", "content/%s is a folder; name the file of a story", name)
		}
	}
	if err == nil || filepath.IsLocal(arg) {
		err = site.Failure("لا ملف في content باسم %s", "there is no file %s in content", names[0])
	}
	return "", err
}

// save makes one commit of what changed.
func (v *verb) save(ctx context.Context, all []done) error {
	var titles, files []string
	for _, d := range all {
		if d.Changed {
			titles, files = append(titles, d.Title), append(files, d.Path)
		}
	}
	message := v.Say(v.name.Ar, v.name.En) + ": "
	if len(titles) == 1 {
		message += titles[0]
	} else {
		message += v.Say("قصص", "stories") + "\n\n" + strings.Join(titles, "\n")
	}
	checkout := git.Checkout(v.Common.Source)
	if err := checkout.Commit(ctx, message, files); err != nil {
		return err
	}
	if checkout.Detached(ctx) {
		v.Tell("الإيداع على غير فرع: git switch -c اسم يحفظه، وإلا ضاع إذا انتقلت إلى فرع", "the commit is on no branch: git switch -c NAME keeps it; else it is lost when you go to another one")
	}
	return nil
}

// show prints what would change.
func (v *verb) show(rewrites []newsroom.Rewrite) error {
	if v.Common.JSON {
		return nil
	}
	out := &console.Talk{To: v.Stdout}
	for _, r := range rewrites {
		name := "content/" + r.Name
		_, _ = out.Write(diff.Diff("a/"+name, r.Old, "b/"+name, r.Next))
	}
	return out.Err
}

// tell says what became of the stories.
func (v *verb) tell(all []done) (err error) {
	if v.Common.JSON {
		return v.WriteJSON(all, "")
	}
	for _, d := range all {
		err = errors.Join(err, v.Answer("content/%s: %s", "content/%s: %s", d.Path, d.Says))
	}
	return err
}
