// Package urgent finds the files that can be sent before the rest of an edition is made: the
// pages of edited stories, and whatever is new that they lead to.
//
// Belongs here: what may go ahead. Does not: how a page is made, how it is sent.
//
// The law of a deploy stays: no reader gets a page that leads to what is not there. So the
// addresses in a page are looked at, and not only the kinds of files: each must stand at the
// place, or go along. Where an address can be neither found nor made, nothing goes ahead, and
// the page comes with its edition.
package urgent

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"warraq/site"
	"warraq/site/uri"
)

// Place is what is known of where files go and of where they come from.
type Place struct {
	Base string                                                 // the site's address: "https://example.org/news"
	Has  func(path string) bool                                 // the place has a file
	Make func(path string) (data []byte, found bool, err error) // makes a file of the new edition
}

// mostFiles bounds what goes ahead: where it is more, the edition is as quick.
const mostFiles = 40

// Files makes the files at some output paths, and those that each of them needs. It leaves out those
// that must wait for the whole edition, and the last of them where it would be too many.
func Files(p Place, paths []string) (out []site.File) {
	goes := map[string]bool{}
	for _, path := range paths {
		if goes[path] {
			continue
		}
		more := p.with(path, goes, mostFiles-len(out))
		for _, f := range more {
			goes[f.Path] = true
		}
		out = append(out, more...)
	}
	return out
}

// with makes a file, and what it needs beside the files that go already. It gives nothing where one of
// them cannot be made, or where it is more than most.
func (p *Place) with(first string, goes map[string]bool, most int) (out []site.File) {
	seen := map[string]bool{}
	for queue := []string{first}; len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if seen[name] {
			continue
		}
		seen[name] = true
		data, found, err := p.Make(name)
		if err != nil || !found || len(out) == most {
			return nil
		}
		out = append(out, site.File{Path: name, Data: data})
		if path.Ext(name) != ".html" {
			continue
		}
		for _, to := range p.named(data) {
			if !seen[to] && !goes[to] && !p.Has(to) {
				queue = append(queue, to)
			}
		}
	}
	return out
}

// naming are the attributes that name files and pages: one, or several with words between them.
var naming = []string{"href", "src", "srcset", "imagesrcset", "poster", "content"}

// named gives the output paths of the addresses of this site that a page names.
func (p *Place) named(page []byte) (out []string) {
	base, err := url.Parse(p.Base)
	if err != nil {
		return nil
	}
	below := strings.TrimSuffix(uri.Decoded(base.EscapedPath()), "/") + "/"
	for z := html.NewTokenizer(bytes.NewReader(page)); z.Next() != html.ErrorToken; {
		for _, a := range z.Token().Attr {
			if !slices.Contains(naming, a.Key) {
				continue
			}
			for _, word := range strings.FieldsFunc(a.Val, func(r rune) bool { return strings.ContainsRune(" ,\n\t", r) }) {
				if name := output(base, below, word); name != "" {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// output gives the output path of an address below a path of the site, or "".
func output(base *url.URL, below, address string) string {
	to, err := url.Parse(address)
	if err != nil || to.Path == "" || !strings.HasPrefix(to.Path, below) || to.Host != "" && to.Host != base.Host || to.Host == "" && to.Scheme != "" {
		return ""
	}
	name := strings.TrimPrefix(to.Path, below)
	switch {
	case name == "" || strings.HasSuffix(name, "/"):
		return name + "index.html"
	case path.Ext(name) == "":
		return "" // a word, or an address that a host answers
	}
	return name
}
