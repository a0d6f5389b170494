package main

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/settings"
)

// skeleton is a newsroom's first folder. In its files {{date}} is the day. hooks is
// what checks and publishes its repository.
var (
	//go:embed all:skeleton
	skeleton embed.FS
	//go:embed all:hooks
	hooks embed.FS
)

func initCommand(d *command.Tool) *cobra.Command {
	withHooks := false
	c := d.Command(d.Say("init مجلد", "init DIR"), d.Say("أنشئ موقعًا جديدًا", "make a new site"), 1, 1, func(_ context.Context, args []string) error {
		return initNewsroom(d, args[0], withHooks)
	})
	c.Flags().BoolVar(&withHooks, "hooks", false, d.Say("خطّاف git يراجع القصص، وسير عمل لـGitHub وGitLab؛ وفي جريدة قائمة هذه وحدها",
		"a git hook that checks stories, and workflows for GitHub and GitLab; in a newsroom that is there already, these alone"))
	return c
}

// initNewsroom writes a working site, or the hooks of one. What is there already stays.
func initNewsroom(d *command.Tool, dir string, withHooks bool) error {
	_, err := os.Stat(filepath.Join(dir, "content"))
	fresh := err != nil || !withHooks
	room, err := newsroom.Make(dir)
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	made := 0
	save := func(name string, data []byte) error {
		err := room.Save(name, "", data)
		if refusal, refused := errors.AsType[*newsroom.Refusal](err); refused && refusal.Reason == newsroom.Exists {
			d.Tell("موجود، لم يُمسّ: %s", "exists, left alone: %s", filepath.Join(dir, filepath.FromSlash(name)))
			return nil
		}
		made++
		return err
	}
	copyAll := func(from fs.FS, folder string) error {
		return fs.WalkDir(from, folder, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, name)
			if err != nil {
				return err
			}
			return save(strings.TrimPrefix(name, folder+"/"), bytes.ReplaceAll(data, []byte("{{date}}"), []byte(d.Common.Clock.Format(time.DateOnly))))
		})
	}
	if fresh {
		if err := cmp.Or(
			save("content/edition.schema.json", settings.EditionSchema()), save("content/front.schema.json", settings.FrontSchema()),
			save("content/story.schema.json", manuscript.StorySchema()), save("content/data.schema.json", settings.DataSchema()), copyAll(skeleton, "skeleton"),
		); err != nil {
			return err
		}
	}
	if withHooks {
		if err := cmp.Or(copyAll(hooks, "hooks"), os.Chmod(filepath.Join(dir, ".githooks", "pre-commit"), 0o755)); err != nil {
			return err
		}
		_ = d.Answer("لتشغيل الخطّاف قبل كل إيداع: git config core.hooksPath .githooks", "to run the hook before each commit: git config core.hooksPath .githooks")
	}
	return d.Answer("%d ملفات في %s؛ جرّب: warraq build --source %s", "%d files in %s; try: warraq build --source %s", made, dir, dir)
}
