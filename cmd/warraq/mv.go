package main

import (
	"cmp"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"warraq/site"
	"warraq/site/folders"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/press"
	"warraq/site/review"
)

func mvCommand(d *tool) *cobra.Command {
	return &cobra.Command{
		Use:   d.say("mv قديم جديد", "mv OLD NEW"),
		Short: d.say("انقل قصة أو مجلدًا، وأبقِ عنوانه المنشور", "move a story or a folder, and keep its published address"),
		Args:  d.takes(2, 2),
		RunE:  func(c *cobra.Command, args []string) error { return d.move(c.Context(), args[0], args[1]) },
	}
}

// move moves a manuscript with the files beside it, or a folder, and writes the
// addresses that it had into its aliases. What leads nowhere after it is told.
func (d *tool) move(ctx context.Context, from, to string) error {
	old, err := newsroom.PlaceOf(d.common.source, from)
	if err != nil {
		return err
	}
	name, err := newsroom.PlaceOf(d.common.source, to)
	if err == nil {
		old, name, err = review.Destination(d.common.content(), old, name, strings.HasSuffix(filepath.ToSlash(to), "/"))
	}
	if err != nil {
		return err
	}
	in, err := d.input()
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
	room, err := d.common.room()
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	moved := review.Move{Old: old, Name: name, Beside: before.Beside(old)}
	if err := room.MoveStory(old, name, moved.Beside); err != nil {
		return err
	}
	folder, err := folderOf(ctx, in)
	if err == nil {
		err = folder.Follow(moved, folders.AnyForm(d.common.content()), room.Edit)
	}
	var after *press.Paper
	if err == nil {
		after, err = press.Prepare(ctx, in)
	}
	var now map[string]string
	var unread *site.Problem
	if err == nil {
		now, unread = review.Places(after.Edition, name), review.Unread(after.Problems, name)
	}
	was, failed := review.Places(before.Edition, old), err // all is moved by now: what was not done is told
	for _, file := range slices.Sorted(maps.Keys(was)) {
		moved := name + strings.TrimPrefix(file, old)
		if err == nil && (now[moved] == was[file] || now[moved] == "" && unread == nil) {
			continue
		}
		owed := err
		if owed == nil {
			owed = room.Edit(moved, func(src []byte) ([]byte, error) {
				return manuscript.AddAlias(moved, src, was[file], folder.Options())
			})
		}
		if owed != nil {
			failed = cmp.Or(failed, errProblems)
			d.tell("خطأ: content/%s: أضف aliases: [%s] بيدك: %v", "error: content/%s: add aliases: [%s] by hand: %v", moved, was[file], owed)
		}
	}
	if err != nil {
		return err
	}
	d.printProblems(slices.DeleteFunc(after.Problems, func(p site.Problem) bool { return slices.Contains(before.Problems, p) }))
	answered := d.answer("%s", "%s", filepath.Join(d.common.source, "content", filepath.FromSlash(name)))
	return cmp.Or(failed, answered)
}
