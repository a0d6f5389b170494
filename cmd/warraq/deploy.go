package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/publish"
	"warraq/site/publish/deploy"
	"warraq/site/publish/places"
)

type deployFlags struct {
	places.Asked
	build   buildFlags
	noBuild bool
	plan    bool
	dry     bool
}

// deployed is what a deploy says to machines.
type deployed struct {
	places.Report
	Milliseconds int64    `json:"milliseconds"`
	Build        *summary `json:"build,omitempty"`
}

func deployCommand(d *tool) *cobra.Command {
	f := deployFlags{build: buildFlags{to: "folder"}}
	c := d.command(d.say("deploy [وجهة]", "deploy [TARGET]"), d.say("ابنِ الموقع وأرسل ما تغيّر منه إلى حيث يقرؤه الناس", "build the site, and send what changed to where readers get it"), 0, 1, func(ctx context.Context, args []string) error {
		return deploySite(ctx, d, f, args)
	})
	c.Flags().BoolVar(&f.noBuild, "no-build", false, d.say("أرسل ما بُني من قبل", "send what was built before"))
	c.Flags().BoolVar(&f.plan, "plan", false, d.say("اذكر كل ملف يُرسل أو يزول، ولا ترسل شيئًا", "list each file that would be sent or leave, and send nothing"))
	c.Flags().BoolVar(&f.dry, "dry-run", false, d.say("قل كم يُرسل ويزول، ولا ترسل شيئًا", "say how much would be sent and leave, and send nothing"))
	c.Flags().StringVar(&f.Preview, "preview", "", d.say("انشر معاينة تحت preview/`اسم`/ في الوجهة، لا تفهرسها محركات البحث؛ ومعها تجوز --drafts و--future", "publish a preview below preview/`NAME`/ of the target, which search engines leave out; it may have --drafts and --future"))
	c.Flags().IntVar(&f.MaxDelete, "max-delete", -1, d.say("أقصى ما يزول من ملفات الموقع `بالمئة` (الافتراضي: 5، أو max_delete في edition.yaml)", "the `PERCENT` of the files that may leave the site at once (default: 5, or max_delete of edition.yaml)"))
	c.Flags().BoolVar(&f.DeleteNow, "delete-now", false, d.say("احذف ما زال من الموقع فورًا، وما حُفظ منه للرجوع إليه", "delete what leaves the site at once, and what of it is kept for --rollback"))
	c.Flags().BoolVar(&f.Overwrite, "overwrite", false, d.say("اكتب فوق موقع لم ينشره ورّاق", "write over a site that warraq did not put there"))
	c.Flags().BoolVar(&f.All, "all", false, d.say("أرسل كل الملفات", "send every file"))
	c.Flags().IntVar(&f.Back, "rollback", 0, d.say("أعد الوجهة `عدد` نشرات إلى الوراء", "bring the target back by a `NUMBER` of editions"))
	c.Flags().Lookup("rollback").NoOptDefVal = "1"
	c.Flags().BoolVar(&f.build.strict, "strict", false, d.say("لا ترسل شيئًا إن كان في أي قصة خطأ", "send nothing if any story has an error"))
	c.Flags().StringVar(&f.build.cache, "cache", "", d.say("`مجلد` ما يُحفظ من عمل البناء", "the `FOLDER` where the last build's work is kept"))
	c.Flags().BoolVar(&f.build.noImages, "no-images", false, d.say("لا تُصغّر صورًا", "scale no pictures"))
	return c
}

func deploySite(ctx context.Context, d *tool, f deployFlags, args []string) error {
	start := time.Now()
	in, err := d.input()
	if err != nil {
		return err
	}
	f.Clock, f.Dry = in.Clock, f.plan || f.dry
	to, problems, err := places.Find(in.Source, args, &f.Asked, publish.Options{
		Source: d.common.source, Forbidden: append(d.forbidden(), d.common.output), Kept: filepath.Join(d.common.source, ".warraq"),
	})
	if err != nil {
		d.printProblems(problems)
		return err
	}
	var change func(*press.Input)
	if f.Preview != "" {
		d.common.output += "-preview"
		if f.build.cache == "" {
			f.build.cache = filepath.Join(d.common.source, ".warraq", "previews")
		}
		change = func(in *press.Input) { in.BaseURL, in.Preview = to.Address(in.BaseURL), true }
	}
	var says deployed
	if !f.noBuild && f.Back == 0 {
		built, stands, err := d.make(ctx, f.build, change)
		if err != nil {
			return err
		}
		if says.Build = &built; !built.Published {
			return d.report(built, stands)
		}
		if !d.common.json {
			d.printProblems(built.Problems)
		}
	}
	progress := d.progress()
	o := deploy.Options{
		Hash: func(data []byte) site.Sum { return site.Sum(cache.Of(data)) }, Now: time.Now,
		Sent: func(done, total int) { progress.Show(d.say("أُرسل", "sent"), done, total) },
	}
	var built *publish.Folder
	if f.Back == 0 {
		out, err := d.openOutput(f.build)
		if err != nil {
			return err
		}
		defer func() { _ = out.Abort() }() // nobody builds into it meanwhile
		built = out.(*publish.Folder)      // by f.build.to
	}
	says.Report, err = to.Send(ctx, built, d.common.output, o)
	if progress.Clear(); err != nil {
		return err
	}
	if says.Milliseconds = time.Since(start).Milliseconds(); d.common.json {
		err = d.writeJSON(says, "")
	} else {
		for path, sign := range says.Listed(f.plan) {
			err = errors.Join(err, d.answer("%[1]s %[2]s", "%[1]s %[2]s", sign, path))
		}
		for _, words := range says.Words(f.Dry) {
			d.tell("%s", "%s", words)
		}
	}
	if err == nil && says.Build != nil && says.Build.faulty() {
		err = errProblems
	}
	return err
}
