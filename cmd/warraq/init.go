package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"warraq/site/newsroom"
	"warraq/site/settings"
)

// skeleton is a newsroom's first folder. In its files {{date}} is the day.
//
//go:embed all:skeleton
var skeleton embed.FS

// hooks are what checks and publishes a newsroom's repository.
//
//go:embed hooks
var hooks embed.FS

// hookFiles are where each belongs; the first is run by git.
var hookFiles = [][2]string{
	{"hooks/pre-commit", ".githooks/pre-commit"}, {"hooks/github.yml", ".github/workflows/site.yml"}, {"hooks/gitlab.yml", ".gitlab-ci.yml"},
}

func initCommand(d *desk) *cobra.Command {
	withHooks := false
	c := &cobra.Command{
		Use:   d.say("init مجلد", "init DIR"),
		Short: d.say("أنشئ موقعًا جديدًا", "make a new site"),
		Args:  d.takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			return d.init(args[0], withHooks)
		},
	}
	c.Flags().BoolVar(&withHooks, "hooks", false, d.say("خطّاف git يراجع القصص، وسير عمل لـGitHub وGitLab؛ وفي جريدة قائمة هذه وحدها",
		"a git hook that checks stories, and workflows for GitHub and GitLab; in a newsroom that is there already, these alone"))
	return c
}

// init writes a working site into a folder, or what a newsroom's repository
// wants. What is there already stays.
func (d *desk) init(dir string, withHooks bool) error {
	files, err := skeletonFiles(d.common.clock)
	if err != nil {
		return err
	}
	if withHooks {
		if _, err := os.Stat(filepath.Join(dir, "content")); err == nil {
			files = nil
		}
		for _, h := range hookFiles {
			data, err := hooks.ReadFile(h[0])
			if err != nil {
				return err
			}
			files = append(files, skeletonFile{h[1], data})
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	room, err := newsroom.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	made := 0
	for _, f := range files {
		err := room.Save(f.path, "", f.data)
		switch refusal, refused := errors.AsType[*newsroom.Refusal](err); {
		case refused && refusal.Reason == newsroom.Exists:
			fmt.Fprintf(d.stderr, d.say("موجود، لم يُمسّ: %s\n", "exists, left alone: %s\n"), filepath.Join(dir, filepath.FromSlash(f.path)))
		case err != nil:
			return err
		default:
			made++
		}
	}
	if withHooks {
		if err := os.Chmod(filepath.Join(dir, filepath.FromSlash(hookFiles[0][1])), 0o755); err != nil {
			return err
		}
		fmt.Fprint(d.stdout, d.say("لتشغيل الخطّاف قبل كل إيداع: git config core.hooksPath .githooks\n", "to run the hook before each commit: git config core.hooksPath .githooks\n"))
	}
	_, err = fmt.Fprintf(d.stdout, d.say("%d ملفات في %s؛ جرّب: warraq build --source %s\n", "%d files in %s; try: warraq build --source %s\n"), made, dir, dir)
	return err
}

type skeletonFile struct {
	path string
	data []byte
}

// skeletonFiles are the skeleton and the JSON Schema of its settings.
func skeletonFiles(now time.Time) ([]skeletonFile, error) {
	out := []skeletonFile{{"content/edition.schema.json", settings.Schema()}}
	err := fs.WalkDir(skeleton, "skeleton", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := skeleton.ReadFile(name)
		path := strings.TrimPrefix(name, "skeleton/")
		if path == "gitignore" {
			path = ".gitignore"
		}
		out = append(out, skeletonFile{path, bytes.ReplaceAll(data, []byte("{{date}}"), []byte(now.Format(time.DateOnly)))})
		return err
	})
	return out, err
}
