package main

import (
	"cmp"
	"context"
	"errors"
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
	"warraq/site/review/moves"
	"warraq/site/uri"
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

// passage is a move: what moves, and the editions that it leaves and comes to, which are often one.
type passage struct {
	from, to   *editions.Edition
	old, name  string // under content/
	was, is    string // in the editions
	all        []editions.Edition
	paperWas   *press.Paper // of from, before the move
	paperTo    *press.Paper // of to, likewise
	paperIs    *press.Paper // of from, after it
	paperThere *press.Paper // of to, likewise
}

// passageOf says what is to move, as a person asks for it.
func passageOf(d *command.Tool, from, to string) (*passage, error) {
	_, missing := fs.Stat(d.Common.Content(), path.Clean(filepath.ToSlash(from)))
	old, err := placeToMove(d, from, missing == nil)
	if err != nil {
		return nil, err
	}
	name, err := placeToMove(d, to, missing == nil)
	if err != nil {
		return nil, err
	}
	in, err := d.Input()
	if err != nil {
		return nil, err
	}
	p := &passage{}
	p.all, _ = editions.Of(in) // the build tells
	for i := range p.all {
		if folder := p.all[i].Folder; folder != "" && (old == folder || strings.HasPrefix(folder, old+"/")) {
			return nil, site.Failure("content/%s مجلد طبعة %s: انقله بيدك، واكتب مكانه في content تحت %s في edition.yaml", "content/%s is the folder of the edition %s: move it by hand, and write its place as content: below %s in edition.yaml", folder, p.all[i].Key, p.all[i].Key)
		}
	}
	inEdition := func(name string) string {
		_, rest := editions.Whose(p.all, "content/"+name)
		return strings.TrimPrefix(rest, "content/")
	}
	config, _ := manuscript.Settings(d.Common.Content(), "") // the build tells of its faults
	p.old, p.name, err = moves.Destination(d.Common.Content(), config.Taxonomies, inEdition, old, name, strings.HasSuffix(filepath.ToSlash(to), "/"))
	if err != nil {
		return nil, err
	}
	p.from, _ = editions.Whose(p.all, "content/"+p.old)
	p.to, _ = editions.Whose(p.all, "content/"+p.name)
	p.was, p.is = inEdition(p.old), inEdition(p.name)
	return p, nil
}

// isHome says that the move stays in one edition.
func (p *passage) isHome() bool { return p.from.Key == p.to.Key }

// prepare reads both editions as they are now.
func (p *passage) prepare(ctx context.Context) (from, to *press.Paper, err error) {
	if from, err = press.Prepare(ctx, p.from.In); err != nil || p.isHome() {
		return from, from, err
	}
	to, err = press.Prepare(ctx, p.to.In)
	return from, to, err
}

// beside are the files that go along, to whether they are copied: what another edition shows too stays where it is.
func (p *passage) beside(ctx context.Context) (map[string]bool, error) {
	out := p.paperWas.Beside(p.was)
	for file := range out {
		if !p.from.Owns(file) { // a picture of the main edition
			delete(out, file)
		}
	}
	if p.from.Key != "" || len(out) == 0 {
		return out, nil
	}
	files := slices.Collect(maps.Keys(out))
	for _, e := range p.all[1:] {
		content, err := folderOf(ctx, e.In)
		if err != nil {
			return nil, err
		}
		for file := range moves.Shown(content, files) {
			if !e.Owns(file) {
				out[file] = true
			}
		}
	}
	return out, nil
}

// onDisk are files of an edition by their names under content/.
func onDisk(e *editions.Edition, files map[string]bool) map[string]bool {
	out := make(map[string]bool, len(files))
	for file, copied := range files {
		out[path.Join(e.Folder, file)] = copied
	}
	return out
}

// editIn saves changes of an edition's manuscripts and settings. What was moved away is no more there.
func editIn(room *newsroom.Room, e *editions.Edition) moves.Edit {
	return func(name string, change func([]byte) ([]byte, error)) error {
		err := room.Edit(e.Place(name), change)
		if name == site.SettingsFile && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
}

// move moves a manuscript with the files beside it, or a folder, and keeps the addresses that it had: in its aliases, or, where
// it comes to another edition, as redirects of the one that it left. What leads nowhere after it is told.
func move(ctx context.Context, d *command.Tool, from, to string, dryRun bool) error {
	p, err := passageOf(d, from, to)
	if err != nil {
		return err
	}
	if p.paperWas, p.paperTo, err = p.prepare(ctx); err != nil {
		return err
	}
	if unread := review.Unread(p.paperWas.Problems, p.was); unread != nil { // its address is not known
		told := p.from.Tell([]site.Problem{*unread})[0]
		return site.Failure("%s: %s", "%s: %s", told.Place(), told.Message)
	}
	beside, err := p.beside(ctx)
	if err != nil {
		return err
	}
	moved := moves.Move{Old: p.was, Name: p.is, Beside: beside}
	if dryRun {
		return tellMove(d, p, beside)
	}
	room, err := d.Common.Room()
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	if err := room.MoveStory(p.old, p.name, onDisk(p.from, beside)); err != nil {
		return err
	}
	options, err := p.follow(ctx, moved, room)
	if err == nil {
		p.paperIs, p.paperThere, err = p.prepare(ctx)
	}
	owed := p.keepAddresses(d, room, options, err)
	if err == nil && !p.isHome() { // with the redirects
		p.paperIs, err = press.Prepare(ctx, p.from.In)
	}
	if err != nil {
		return err
	}
	d.PrintProblems(fresh(p.from, p.paperWas, p.paperIs))
	if !p.isHome() {
		d.PrintProblems(fresh(p.to, p.paperTo, p.paperThere))
	}
	answered := d.Answer("%s", "%s", filepath.Join(d.Common.Source, "content", filepath.FromSlash(p.name)))
	return cmp.Or(owed, answered)
}

// fresh are the problems that an edition did not have before.
func fresh(e *editions.Edition, before, after *press.Paper) []site.Problem {
	return e.Tell(slices.DeleteFunc(after.Problems, func(p site.Problem) bool { return slices.Contains(before.Problems, p) }))
}

// follow writes the links of what was moved, and of others, and gives with what manuscripts of its edition are read.
func (p *passage) follow(ctx context.Context, moved moves.Move, room *newsroom.Room) (o manuscript.Options, err error) {
	here, err := folderOf(ctx, p.from.In)
	if err != nil {
		return o, err
	}
	under := func(e *editions.Edition) (fs.FS, error) {
		content, err := fs.Sub(e.In.Source, "content")
		return folders.AnyForm(content), err
	}
	if p.isHome() {
		content, err := under(p.from)
		if err != nil {
			return o, err
		}
		return here.Options(), moved.Follow(here, content, editIn(room, p.from))
	}
	there, err := folderOf(ctx, p.to.In)
	if err != nil {
		return o, err
	}
	content, err := under(p.to)
	if err != nil {
		return o, err
	}
	was := site.NewResolver(p.paperWas.Edition, &site.Attachments{}, nil)
	now := site.NewResolver(p.paperTo.Edition, &site.Attachments{}, nil)
	c := moves.Crossing{
		Move: moved, From: here, To: there, Edit: editIn(room, p.from), EditTo: editIn(room, p.to), There: content,
		Were: review.Places(p.paperWas.Edition, p.was),
		Leads: func(folder, target string) string {
			if lead := was.Link(folder, target); lead.Found {
				return p.address(p.from, p.paperWas, p.to, lead.URL)
			}
			return ""
		},
		Stands: func(target string) bool { return now.Link("", target).Found },
	}
	return there.Options(), c.Follow()
}

// address is how an edition writes an address of another one; "" where the paper has no address of its own.
func (p *passage) address(of *editions.Edition, paper *press.Paper, in *editions.Edition, href string) string {
	c := paper.Edition.Config
	switch {
	case in.Key == "": // all editions lie below it
		return uri.Decoded(strings.TrimPrefix(href, strings.TrimSuffix(c.BasePath(), uri.EscapePath(of.At))))
	case c.BaseURL == "":
		return ""
	}
	return uri.Decoded(c.Abs(href))
}

// keepAddresses lets the addresses that were given up lead on, and tells of those that a person has to keep. err is why links could
// not be followed: all is moved by then.
func (p *passage) keepAddresses(d *command.Tool, room *newsroom.Room, o manuscript.Options, err error) (failed error) {
	was := review.Places(p.paperWas.Edition, "")
	var here, there map[string]string
	var unread *site.Problem
	if failed = err; err == nil {
		here, there = review.Places(p.paperIs.Edition, ""), review.Places(p.paperThere.Edition, "")
		if unread = review.Unread(p.paperThere.Problems, p.is); unread != nil { // what was moved is there, but not all of it could be looked at
			failed = command.ErrProblems
		}
	}
	for _, file := range slices.Sorted(maps.Keys(was)) {
		moved, isPart := file, file == p.was || strings.HasPrefix(file, p.was+"/")
		e, now := p.from, here
		if isPart {
			moved, e, now = p.is+strings.TrimPrefix(file, p.was), p.to, there
		}
		crossed := isPart && !p.isHome()
		if err == nil && (!crossed && now[moved] == was[file] || now[moved] == "" && unread == nil) || !isPart && now[moved] == "" {
			continue // another story has another address where it names the section that moved
		}
		owed := err
		switch {
		case owed == nil && crossed:
			to := p.address(p.to, p.paperThere, p.from, p.paperThere.Edition.Config.URL(now[moved]))
			if to == "" || now[moved] == "" {
				owed = site.Failure("لا عنوان معروفًا لها في مكانها الجديد", "what it leads to has no known address")
				break
			}
			owed = room.Edit(site.SettingsFile, func(src []byte) ([]byte, error) {
				return amend.AddRedirect(src, p.from.Key, was[file], to)
			})
		case owed == nil:
			owed = room.Edit(e.Place(moved), func(src []byte) ([]byte, error) {
				return amend.AddAlias(moved, src, was[file], o)
			})
		}
		if owed == nil {
			continue
		}
		failed = cmp.Or(failed, command.ErrProblems)
		if crossed {
			d.Tell("خطأ: content/%s: أضف في edition.yaml تحويلًا redirects من %s بيدك: %v", "error: content/%s: add a redirect from %s to edition.yaml by hand: %v", e.Place(moved), was[file], owed)
			continue
		}
		d.Tell("خطأ: content/%s: أضف aliases: [%s] بيدك: %v", "error: content/%s: add aliases: [%s] by hand: %v", e.Place(moved), was[file], owed)
	}
	return failed
}

// tellMove says what would move, and which addresses would lead to it.
func tellMove(d *command.Tool, p *passage, beside map[string]bool) error {
	if _, err := fs.Stat(d.Common.Content(), p.name); err == nil {
		return site.Failure("الملف موجود: %s", "the file exists: %s", p.name)
	}
	said := d.Answer("content/%s ← content/%s", "content/%s → content/%s", p.old, p.name)
	for _, file := range slices.Sorted(maps.Keys(onDisk(p.from, beside))) {
		said = cmp.Or(said, d.Answer("معه content/%s", "with content/%s", file))
	}
	was := review.Places(p.paperWas.Edition, p.was)
	for _, file := range slices.Sorted(maps.Keys(was)) {
		said = cmp.Or(said, d.Answer("يبقى العنوان %s", "the address %s stays", p.from.At+was[file]))
	}
	return said
}
