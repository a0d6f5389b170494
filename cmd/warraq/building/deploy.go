package building

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/press"
	"warraq/site/publish"
	"warraq/site/publish/deploy"
	"warraq/site/publish/places"
)

type deployFlags struct {
	places.Asked
	build   Flags
	noBuild bool
	faults  []site.Problem // of edition.yaml, for which nothing was sent
	plan    bool
	dry     bool
	memory  *memory // of a process that deploys again and again; else nil
	made    func()  // is told that the site is made, and only sent from then on; may be nil
}

// Deployed is what a deploy says to machines.
type Deployed struct {
	places.Report
	Milliseconds int64    `json:"milliseconds"`
	Build        *Summary `json:"build,omitempty"`
}

// DeployCommand is warraq deploy.
func DeployCommand(d *command.Tool) *cobra.Command {
	f := deployFlags{build: Flags{To: "folder"}}
	c := d.Command(d.Say("deploy [وجهة]", "deploy [TARGET]"), d.Say("ابنِ الموقع وأرسل ما تغيّر منه إلى حيث يقرؤه الناس", "build the site, and send what changed to where readers get it"), 0, 1, func(ctx context.Context, args []string) error {
		return deploySite(ctx, d, f, args)
	})
	c.Flags().BoolVar(&f.noBuild, "no-build", false, d.Say("أرسل ما بُني من قبل", "send what was built before"))
	c.Flags().BoolVar(&f.plan, "plan", false, d.Say("اذكر كل ملف يُرسل أو يزول، ولا ترسل شيئًا", "list each file that would be sent or leave, and send nothing"))
	c.Flags().BoolVar(&f.dry, "dry-run", false, d.Say("قل كم يُرسل ويزول، ولا ترسل شيئًا", "say how much would be sent and leave, and send nothing"))
	c.Flags().StringVar(&f.Preview, "preview", "", d.Say("انشر معاينة تحت preview/`اسم`/ في الوجهة، لا تفهرسها محركات البحث؛ ومعها تجوز --drafts و--future", "publish a preview below preview/`NAME`/ of the target, which search engines leave out; it may have --drafts and --future"))
	c.Flags().IntVar(&f.MaxDelete, "max-delete", -1, d.Say("أقصى ما يزول من ملفات الموقع `بالمئة` (الافتراضي: 5، أو max_delete في edition.yaml)", "the `PERCENT` of the files that may leave the site at once (default: 5, or max_delete of edition.yaml)"))
	c.Flags().BoolVar(&f.DeleteNow, "delete-now", false, d.Say("احذف ما زال من الموقع فورًا، وما حُفظ منه للرجوع إليه", "delete what leaves the site at once, and what of it is kept for --rollback"))
	c.Flags().BoolVar(&f.Overwrite, "overwrite", false, d.Say("اكتب فوق موقع لم ينشره ورّاق", "write over a site that warraq did not put there"))
	c.Flags().BoolVar(&f.All, "all", false, d.Say("أرسل كل الملفات", "send every file"))
	c.Flags().IntVar(&f.Back, "rollback", 0, d.Say("أعد الوجهة `عدد` نشرات إلى الوراء", "bring the target back by a `NUMBER` of editions"))
	c.Flags().Lookup("rollback").NoOptDefVal = "1"
	c.Flags().BoolVar(&f.build.Strict, "strict", false, d.Say("لا ترسل شيئًا إن كان في أي قصة خطأ", "send nothing if any story has an error"))
	f.build.Cache.Register(c.Flags(), d.Say)
	c.Flags().BoolVar(&f.build.NoImages, "no-images", false, d.Say("لا تُصغّر صورًا", "scale no pictures"))
	return c
}

func deploySite(ctx context.Context, d *command.Tool, f deployFlags, args []string) error {
	says, stands, err := f.send(ctx, d, args)
	switch {
	case err != nil:
		return err
	case says.Build != nil && !says.Build.Published:
		return report(d, *says.Build, stands)
	case d.Common.JSON:
		err = d.WriteJSON(says, "")
	default:
		for path, sign := range says.Listed(f.plan) {
			err = errors.Join(err, d.Answer("%[1]s %[2]s", "%[1]s %[2]s", sign, path))
		}
		for _, words := range says.Words(f.Dry) {
			d.Tell("%s", "%s", words)
		}
	}
	if err == nil && (says.Untold() || says.Build != nil && says.Build.faulty()) {
		err = command.ErrProblems
	}
	return err
}

// target opens what is named, or the only target.
func (f *deployFlags) target(d *command.Tool, in press.Input, args []string) (*places.Target, []site.Problem, error) {
	open := func() (*places.Target, []site.Problem, error) {
		return places.Find(in.Source, args, &f.Asked, publish.Options{
			Source: d.Common.Source, Forbidden: append(Forbidden(d), d.Common.Output), Kept: filepath.Join(d.Common.Source, ".warraq"),
		})
	}
	if f.memory == nil {
		return open()
	}
	settings, _ := fs.ReadFile(in.Source, settingsFile) // Find tells
	return f.memory.open(string(settings), &f.Asked, open)
}

// send builds the site and sends it, if it may be published. stands is as Make gives it.
func (f *deployFlags) send(ctx context.Context, d *command.Tool, args []string) (says Deployed, stands bool, err error) {
	start := time.Now()
	in, err := d.Input()
	if err != nil {
		return says, false, err
	}
	f.Clock, f.Dry = in.Clock, f.plan || f.dry
	f.Clock.Future = f.Clock.Future || d.Common.Foresee
	to, problems, err := f.target(d, in, args)
	if err != nil {
		d.PrintProblems(problems)
		f.faults = problems
		return says, false, err
	}
	var change func(*press.Input)
	if f.Preview != "" {
		d.Common.Output += "-preview"
		f.build.Cache.Preview = f.Preview
		change = func(in *press.Input) { in.BaseURL, in.Preview = to.Address(in.BaseURL), true }
	}
	if !f.noBuild && f.Back == 0 {
		f.Began = start
		built, stands, err := Make(ctx, d, f.build, change)
		if err != nil {
			return says, stands, err
		}
		if says.Build = &built; !built.Published {
			return says, stands, nil
		}
		if !d.Common.JSON {
			d.PrintProblems(built.Problems)
		}
		if f.made != nil {
			f.made()
		}
	}
	progress := d.Progress()
	o := deploy.Options{
		Hash: Sum, Now: time.Now,
		Sent: func(done, total int) { progress.Show(d.Say("أُرسل", "sent"), done, total) },
	}
	var built *publish.Folder
	if f.Back == 0 {
		out, err := openOutput(d, f.build)
		if err != nil {
			return says, false, err
		}
		defer func() { _ = out.Abort() }() // nobody builds into it meanwhile
		built = out.(*publish.Folder)      // by f.build.To
	}
	says.Report, err = to.Send(ctx, built, d.Common.Output, o)
	progress.Clear()
	says.Milliseconds = time.Since(start).Milliseconds()
	return says, true, err
}
