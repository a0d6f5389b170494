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
	"html"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

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

// Files makes the files at some output paths, and those that they need. It gives nothing where
// they must wait for the whole edition.
func Files(p Place, paths []string) []site.File {
	var out []site.File
	seen := map[string]bool{}
	for queue := slices.Clone(paths); len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if seen[name] {
			continue
		}
		seen[name] = true
		data, found, err := p.Make(name)
		if err != nil || !found || len(out) == mostFiles {
			return nil
		}
		out = append(out, site.File{Path: name, Data: data})
		if path.Ext(name) != ".html" {
			continue
		}
		for _, to := range p.named(data) {
			if !seen[to] && !p.Has(to) {
				queue = append(queue, to)
			}
		}
	}
	return out
}

// attribute is one that names a file or a page, with its value in quotation marks or bare.
var attribute = regexp.MustCompile(`(?i)[\s"'](?:href|src|srcset|imagesrcset|poster|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)

// named gives the output paths of the addresses of this site that a page names.
func (p *Place) named(page []byte) (out []string) {
	base, err := url.Parse(p.Base)
	if err != nil {
		return nil
	}
	below := strings.TrimSuffix(uri.Decoded(base.EscapedPath()), "/") + "/"
	for _, m := range attribute.FindAllSubmatch(page, -1) {
		value := html.UnescapeString(string(m[1]) + string(m[2]) + string(m[3]))
		for _, word := range strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
			to, err := url.Parse(word)
			if err != nil || to.Path == "" || !strings.HasPrefix(to.Path, below) || to.Host != "" && to.Host != base.Host || to.Host == "" && to.Scheme != "" {
				continue
			}
			name := strings.TrimPrefix(to.Path, below)
			switch {
			case name == "" || strings.HasSuffix(name, "/"):
				name += "index.html"
			case path.Ext(name) == "":
				continue // a word, or an address that a host answers
			}
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
