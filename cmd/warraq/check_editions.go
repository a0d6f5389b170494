package main

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press/editions"
	"warraq/site/review"
)

// share is what a command looks at of one edition: of a paper with one language it is all.
type share struct {
	editions.Edition
	content *review.Content
	chosen  []string // manuscripts, by their names in the edition
}

// place is the name of a manuscript under content/.
func (s *share) place(name string) string { return path.Join(s.Folder, name) }

// notes are where a run keeps what it finds out for the next.
func (s *share) notes(d *command.Tool) cache.Notes {
	if s.Key == "" {
		return cache.Notes(filepath.Join(d.Common.Source, ".warraq"))
	}
	return cache.Notes(filepath.Join(d.Common.Source, ".warraq", "edition-"+strings.ToLower(s.Lang)))
}

// shares lists the manuscripts of all editions, and chooses those that are named and changed (choose). Editions of
// which none is chosen are left out.
func shares(ctx context.Context, d *command.Tool, since string, staged bool, args []string) (out []*share, err error) {
	in, err := d.Input()
	if err != nil {
		return nil, err
	}
	all, problems := editions.Of(in)
	var paths []string
	for _, e := range all {
		content, err := folderOf(ctx, e.In)
		if err != nil {
			return nil, err
		}
		s := &share{Edition: e, content: content}
		out = append(out, s)
		for _, name := range content.Paths {
			paths = append(paths, s.place(name))
		}
	}
	out[0].content.Problems = append(out[0].content.Problems, problems...)
	chosen, err := choose(ctx, d, paths, since, staged, args)
	if err != nil {
		return nil, err
	}
	for _, name := range chosen {
		e, rest := editions.Whose(all, "content/"+name)
		s := out[slices.IndexFunc(out, func(s *share) bool { return s.Key == e.Key })]
		s.chosen = append(s.chosen, strings.TrimPrefix(rest, "content/"))
	}
	return slices.DeleteFunc(out, func(s *share) bool {
		return len(s.chosen) == 0 && len(chosen) > 0 && len(chosen) < len(paths)
	}), nil
}

// add brings the report of one edition into that of all.
func (s *share) add(all, one *review.Report) {
	all.Checked, all.Fixed, all.Diff = all.Checked+one.Checked, all.Fixed+one.Fixed, all.Diff+one.Diff
	if len(all.Problems) == 0 {
		all.Problems = one.Problems[:0] // each is told in its own place
	}
	told := map[site.Problem]bool{} // by other editions, of what they share
	if s.Key != "" {
		for _, r := range all.Problems {
			told[r.Problem] = true
		}
	}
	for _, r := range one.Problems {
		if s.Folder != "" {
			r.Problem = s.Tell([]site.Problem{r.Problem})[0]
		}
		if !told[r.Problem] {
			all.Problems = append(all.Problems, r)
		}
	}
	if s.Key != "" {
		slices.SortStableFunc(all.Problems, func(a, b review.Remark) int { return site.ComparePlaces(a.Problem, b.Problem) })
	}
}
