package main

import (
	"cmp"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// site is where the pages of a site are, by their addresses.
type site struct {
	stories map[string]string   // to the file: /politics/x-1/
	lists   map[string][]string // to the files of all pages, the first in front: /politics/, /tags/x/
}

// storyAddress is that of a story of the corpus.
var storyAddress = regexp.MustCompile(`^/[a-z]+/[a-z]+-[a-z]+-\d+/$`)

// listAddress is that of a list, which its later pages lie below.
var listAddress = regexp.MustCompile(`^/((tags|authors)/[^/]+/|[a-z]+/)?`)

// list finds the pages of a site.
func list(folder string) (site, error) {
	s := site{map[string]string{}, map[string][]string{}}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() != "index.html" {
			return err
		}
		rel, err := filepath.Rel(folder, filepath.Dir(name))
		if err != nil {
			return err
		}
		at := address(strings.TrimSuffix("/"+filepath.ToSlash(rel), "/.") + "/")
		if storyAddress.MatchString(at) {
			s.stories[at] = name
		} else {
			of := listAddress.FindString(at)
			s.lists[of] = append(s.lists[of], name)
		}
		return nil
	})
	for _, pages := range s.lists {
		slices.SortFunc(pages, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	}
	return s, err
}

// shows gives what the first page of a list leads to, and what all of its pages do: the
// stories of a list, or the terms of a list of such.
func (s site) shows(at string) (first, all []string) {
	seen := map[string]bool{}
	for i, name := range s.lists[at] {
		p, err := read(name)
		if err != nil {
			return nil, nil
		}
		for _, l := range p.links {
			isShown := storyAddress.MatchString(l) || at == "/" || (at == "/tags/" || at == "/authors/") && l != at && strings.HasPrefix(l, at)
			if !isShown || seen[l] {
				continue
			}
			seen[l] = true
			if all = append(all, l); i == 0 {
				first = all
			}
		}
	}
	if at == "/tags/" || at == "/authors/" { // by number here, by letter there
		slices.Sort(first)
	}
	return first, all
}

// sections are the lists of the first level.
func (s site) sections() (out []string) {
	for at := range s.lists {
		if strings.Count(at, "/") == 2 && at != "/tags/" && at != "/authors/" {
			out = append(out, at)
		}
	}
	return out
}
