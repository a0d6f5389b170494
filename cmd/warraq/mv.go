package main

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/folders"
	"warraq/site/manuscript"
	"warraq/site/manuscript/amend"
	"warraq/site/newsroom"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/review"
)

func mvCommand(d *command.Tool) *cobra.Command {
	var dryRun bool
	short := d.Say("انقل قصة أو مجلدًا، وأبقِ عنوانه المنشور", "move a story or a folder, and keep its published address")
	c := d.Command(d.Say("mv قديم جديد", "mv OLD NEW"), short, 2, 2, func(ctx context.Context, args []string) error {
		return move(ctx, d, args[0], args[1], dryRun)
	})
	c.Flags().BoolVar(&dryRun, "dry-run", false, d.Say("أخبر بما ينتقل ولا تنقل شيئًا", "tell what would move, and move nothing"))
	return c
}

// placeToMove is a path under content/, as a person writes it: from where they are, or from content/
// on, if such a file is meant.
func placeToMove(d *command.Tool, arg string, fromContent bool) (string, error) {
	place, err := newsroom.PlaceOf(d.Common.Source, arg)
	if clean := path.Clean(filepath.ToSlash(arg)); fromContent && err != nil && filepath.IsLocal(arg) {
		return clean, nil
	}
	return place, err
}

// mainOf is what the main edition of a paper is built of. Files of another one are not moved: the addresses
// that they had are not known here.
func mainOf(d *command.Tool, names ...string) (press.Input, error) {
	in, err := d.Input()
	if err != nil {
		return in, err
	}
	all, _ := editions.Of(in) // the build tells
	for _, name := range names {
		if e, _ := editions.Whose(all, "content/"+name); e.Key != "" {
			return in, site.Failure("mv ينقل في الطبعة الأولى وحدها: انقل %s بيدك، وأبقِ عنوانه القديم في aliases", "mv moves in the main edition alone: move %s by hand, and keep its old address in aliases", name)
		}
	}
	return all[0].In, nil
}

// move moves a manuscript with the files beside it, or a folder, and writes the
// addresses that it had into its aliases. What leads nowhere after it is told.
func move(ctx context.Context, d *command.Tool, from, to string, dryRun bool) error {
	_, missing := fs.Stat(d.Common.Content(), path.Clean(filepath.ToSlash(from)))
	old, err := placeToMove(d, from, missing == nil)
	if err != nil {
		return err
	}
	name, err := placeToMove(d, to, missing == nil)
	if err == nil {
		config, _ := manuscript.Settings(d.Common.Content(), "") // the build tells of its faults
		old, name, err = review.Destination(d.Common.Content(), config.Taxonomies, old, name, strings.HasSuffix(filepath.ToSlash(to), "/"))
	}
	if err != nil {
		return err
	}
	in, err := mainOf(d, old, name)
	if err != nil {
		return err
	}
	before, err := press.Prepare(ctx, in)
	if err != nil {
		return err
	}
	if unread := review.Unread(before.Problems, old); unread != nil { // its address is not known
		return site.Failure("%s: %s", "%s: %s", unread.Place(), unread.Message)
	}
	moved := review.Move{Old: old, Name: name, Beside: before.Beside(old)}
	if dryRun {
		return tellMove(d, moved, review.Places(before.Edition, old))
	}
	room, err := d.Common.Room()
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	if err := room.MoveStory(old, name, moved.Beside); err != nil {
		return err
	}
	folder, err := folderOf(ctx, in)
	if err == nil {
		err = folder.Follow(moved, folders.AnyForm(d.Common.Content()), room.Edit)
	}
	var after *press.Paper
	if err == nil {
		after, err = press.Prepare(ctx, in)
	}
	var now map[string]string
	var unread *site.Problem
	if err == nil {
		now, unread = review.Places(after.Edition, ""), review.Unread(after.Problems, name)
	}
	was, failed := review.Places(before.Edition, ""), err // all is moved by now: what was not done is told
	for _, file := range slices.Sorted(maps.Keys(was)) {
		moved, isPart := file, file == old || strings.HasPrefix(file, old+"/")
		if isPart {
			moved = name + strings.TrimPrefix(file, old)
		}
		if err == nil && (now[moved] == was[file] || now[moved] == "" && unread == nil) || !isPart && now[moved] == "" {
			continue // another story has another address where it names the section that moved
		}
		owed := err
		if owed == nil {
			owed = room.Edit(moved, func(src []byte) ([]byte, error) {
				return amend.AddAlias(moved, src, was[file], folder.Options())
			})
		}
		if owed != nil {
			failed = cmp.Or(failed, command.ErrProblems)
			d.Tell("خطأ: content/%s: أضف aliases: [%s] بيدك: %v", "error: content/%s: add aliases: [%s] by hand: %v", moved, was[file], owed)
		}
	}
	if err != nil {
		return err
	}
	if unread != nil { // what was moved is there, but not all of it could be looked at
		failed = cmp.Or(failed, command.ErrProblems)
	}
	d.PrintProblems(slices.DeleteFunc(after.Problems, func(p site.Problem) bool { return slices.Contains(before.Problems, p) }))
	answered := d.Answer("%s", "%s", filepath.Join(d.Common.Source, "content", filepath.FromSlash(name)))
	return cmp.Or(failed, answered)
}

// tellMove says what would move, and which addresses would lead to it.
func tellMove(d *command.Tool, m review.Move, was map[string]string) error {
	if _, err := fs.Stat(d.Common.Content(), m.Name); err == nil {
		return site.Failure("الملف موجود: %s", "the file exists: %s", m.Name)
	}
	said := d.Answer("content/%s ← content/%s", "content/%s → content/%s", m.Old, m.Name)
	for _, file := range slices.Sorted(maps.Keys(m.Beside)) {
		said = cmp.Or(said, d.Answer("معه content/%s", "with content/%s", file))
	}
	for _, file := range slices.Sorted(maps.Keys(was)) {
		said = cmp.Or(said, d.Answer("يبقى العنوان %s", "the address %s stays", was[file]))
	}
	return said
}
