package main

import (
	"context"
	"os"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/git"
	"warraq/site/newsroom"
	"warraq/site/review"
)

// choose gives the manuscripts that are named, and of these those that git says changed.
func choose(ctx context.Context, d *command.Tool, paths []string, since string, staged bool, args []string) ([]string, error) {
	chosen := paths
	if since != "" {
		if len(args) > 0 && since == "HEAD" && !exists(args[0]) { // --changed main
			since, args = args[0], args[1:]
		}
		changed, err := git.Checkout(d.Common.Source).Changed(ctx, since)
		if err != nil {
			return nil, err
		}
		chosen = review.Within(chosen, changed)
	}
	if staged {
		changed, err := git.Checkout(d.Common.Source).Staged(ctx)
		if err != nil {
			return nil, err
		}
		chosen = review.Within(chosen, changed)
	}
	if len(args) == 0 {
		return chosen, nil
	}
	named := make([]string, len(args))
	for i, arg := range args {
		p, err := newsroom.PlaceOf(d.Common.Source, arg)
		switch {
		case err != nil:
			return nil, err
		case !exists(arg):
			return nil, site.Failure("لا ملف ولا مجلد باسم %s", "no file and no folder called %s", arg)
		case len(review.Within(paths, []string{p})) == 0:
			return nil, site.Failure("لا قصص في %s", "no manuscripts in %s", arg)
		}
		named[i] = p
	}
	return review.Within(chosen, named), nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
