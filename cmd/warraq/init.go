package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"warraq/site/manuscript"
)

// skeleton is a newsroom's first folder. In its files {{date}} is the day.
//
//go:embed all:skeleton
var skeleton embed.FS

func initCommand(d *desk) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: d.say("أنشئ موقعًا جديدًا", "make a new site"),
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return d.init(args[0])
		},
	}
}

// init writes a working site into a folder. What is there already stays.
func (d *desk) init(dir string) error {
	files, err := d.skeletonFiles()
	if err != nil {
		return err
	}
	made := 0
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		switch err := writeNew(path, f.data); {
		case errors.Is(err, fs.ErrExist):
			fmt.Fprintf(d.stderr, d.say("موجود، لم يُمسّ: %s\n", "exists, left alone: %s\n"), path)
		case err != nil:
			return err
		default:
			made++
		}
	}
	_, err = fmt.Fprintf(d.stdout, d.say("%d ملفات في %s؛ جرّب: warraq build --source %s\n", "%d files in %s; try: warraq build --source %s\n"), made, dir, dir)
	return err
}

type skeletonFile struct {
	path string
	data []byte
}

// skeletonFiles are the skeleton and the JSON Schema of its settings.
func (d *desk) skeletonFiles() ([]skeletonFile, error) {
	out := []skeletonFile{{"content/edition.schema.json", manuscript.Schema()}}
	day := d.common.clock.Format("2006-01-02")
	err := fs.WalkDir(skeleton, "skeleton", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := skeleton.ReadFile(name)
		text := strings.ReplaceAll(string(data), "{{date}}", day)
		path := strings.TrimPrefix(name, "skeleton/")
		if path == "gitignore" {
			path = ".gitignore"
		}
		out = append(out, skeletonFile{path, []byte(text)})
		return err
	})
	return out, err
}
