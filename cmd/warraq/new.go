package main

import (
	"context"
	"math"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/settings/notation"
	"warraq/site/uri"
)

func newCommand(d *command.Tool) *cobra.Command {
	var section, edition string
	c := d.Command(d.Say("new عنوان…", "new TITLE…"), d.Say("ابدأ قصة جديدة", "start a new story"), 1, math.MaxInt, func(_ context.Context, args []string) error {
		return newStory(d, strings.Join(args, " "), edition, section)
	})
	c.Flags().StringVar(&section, "section", "", d.Say("`مجلد` القسم في content", "the section's `FOLDER` under content"))
	c.Flags().StringVar(&edition, "edition", "", d.Say("`مفتاح` الطبعة في editions، لجريدة بلغات", "the `KEY` of the edition in editions, of a paper in several languages"))
	_ = c.RegisterFlagCompletionFunc("section", d.Common.Sections)
	return c
}

// newStory writes a dated draft. It never writes over a file.
func newStory(d *command.Tool, title, edition, section string) error {
	folder, o, err := d.Common.In(edition, section)
	if err != nil {
		return err
	}
	if title = notation.Clean(title); uri.CleanTarget(title) == "" {
		return site.Failure("لا كلمة في العنوان", "the title has no word")
	}
	path, data := manuscript.Scaffold(title, folder, d.Common.Clock.In(o.Zone), o)
	room, err := newsroom.Make(filepath.Join(d.Common.Source, "content"), ".")
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	if err := room.Save(path, "", data); err != nil {
		return err
	}
	return d.Answer("%s", "%s", filepath.Join(d.Common.Source, "content", filepath.FromSlash(path)))
}
