package main

import (
	"context"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/media"
	"warraq/site/press"
	"warraq/site/review"
)

func mediaCommand(d *command.Tool) *cobra.Command {
	var f building.Flags
	c := d.Command("media", d.Say("راجع الصور", "review the pictures"), 0, 0, func(ctx context.Context, _ []string) error {
		return reviewPictures(ctx, d, f)
	})
	c.Long = d.Say(
		"يراجع صور الموقع كلها: ما لا نص بديلًا له ولا مصدر، وما هو أصغر من مكانه، وما تذكره قصة وليس هناك، وما لا تذكره قصة، وما هو ثقيل أو تالف، وما يقول في static أين التُقط، وما فيه بيانات منشأ (C2PA).",
		"Reviews all pictures: those without alternative text or credit, too small for their place, missing, named by no story, heavy, damaged, telling in static/ where they were taken, or with content credentials (C2PA).")
	c.Flags().StringVar(&f.Cache.Place, "cache", "", d.Say("`مجلد` ما يُحفظ بين بناءين، أو none", "the `FOLDER` of what is kept between two builds, or none"))
	return c
}

func reviewPictures(ctx context.Context, d *command.Tool, f building.Flags) error {
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
	if in.Store != nil {
		defer func() { _ = in.Store.Close() }() // what is known of pictures is kept in files of its own
	}
	listing, err := press.List(ctx, in)
	if err != nil {
		return err
	}
	files, err := listing.Survey(ctx)
	if err != nil {
		return err
	}
	run := review.Run{Content: listed(listing, in), Quote: !d.Common.JSON}
	report, err := run.Pictures(ctx, review.Shelf{Files: files, Names: func(path string, a *site.Article, s *site.Section, author *site.Author) ([]string, []site.Problem) {
		return namesOf(a, s, author), listing.Absent(path, media.Asks(a, s, author))
	}})
	if err != nil {
		return err
	}
	format := formats[0]
	if d.Common.JSON {
		format = "json"
	}
	return printout{d}.report(ctx, format, report)
}

// namesOf lists the files that a manuscript names, by place.
func namesOf(a *site.Article, s *site.Section, author *site.Author) (places []string) {
	for _, asked := range media.Asks(a, s, author) {
		places = append(places, asked.Place, site.Place("/", asked.Src))
	}
	if a != nil {
		for _, r := range a.Refs { // a plain link
			places = append(places, site.Place(a.Base, r.Target))
		}
	}
	return places
}
