// Package tongues finds the pages that a paper has in several of its languages, and says so on
// each: for search engines (hreflang) and for readers (the switch of languages).
//
// Two stories are one in two languages where their files have one path under the folders of
// their editions, or where both have one translation_key; so with sections and pages. Authors, tags and
// series are where they have one name in addresses. Only what is public is looked at: an
// edition holds nothing else.
//
// Does not belong here: which editions there are (package settings/sisters), and how they are built
// together (package press/editions).
package tongues

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/feed"
	"warraq/site/own"
	"warraq/site/uri"
)

// Tongue is one of the editions, and what the others have of its pages. That of a paper with one
// language is nil.
type Tongue struct {
	config *site.Config
	pages  map[string][]place // by address in this edition, in the order of editions
}

// place is where a page stands in one of the editions.
type place struct {
	sister int
	lang   string
	url    string // an href
	lite   string // that of its light twin, or ""
}

// Join finds what editions have in common. They are in the order of site.Config.Sisters.
func Join(editions []*site.Edition) (out []*Tongue, problems [][]site.Problem) {
	problems = make([][]site.Problem, len(editions))
	all := map[string][]place{}
	addresses := make([]map[string]string, len(editions)) // by key
	for i, e := range editions {
		addresses[i] = map[string]string{}
		for key, p := range pagesOf(e) {
			if _, twice := addresses[i][key]; twice {
				problems[i] = append(problems[i], same(e, key, p.address)...)
				continue
			}
			if taken := slices.ContainsFunc(all[key], func(of place) bool { return of.lang == p.lang }); !taken {
				addresses[i][key] = p.address
				p.sister = i
				all[key] = append(all[key], p.place)
			}
		}
	}
	for i, e := range editions {
		t := &Tongue{e.Config, map[string][]place{}}
		for key, address := range addresses[i] {
			if len(all[key]) > 1 {
				t.pages[address] = all[key]
			}
		}
		out = append(out, t)
	}
	return out, problems
}

// same tells of two stories of one edition that are the same in other languages.
func same(e *site.Edition, key, address string) []site.Problem {
	s := e.At(address)
	if s == nil {
		return nil
	}
	return []site.Problem{{
		Path: "content/" + s.Article.Path, Rule: "edition/same-translation", Level: site.LevelWarning,
		Message: site.Say("قصة أخرى من هذه الطبعة لها translation_key نفسه: %s", "another story of this edition has the same translation_key: %s", strings.TrimPrefix(key, "story ")),
		Hint:    site.Say("لكل قصة مفتاح وحدها في كل طبعة", "in each edition a key belongs to one story"),
	}}
}

type page struct {
	place
	address string
}

// pagesOf are the pages of an edition that others may have too, by what they have in common.
func pagesOf(e *site.Edition) iter.Seq2[string, page] {
	c := e.Config
	at := func(address, lang string, isLight bool) page {
		p := page{place{lang: cmp.Or(lang, c.Language), url: c.URL(address)}, address}
		if isLight {
			p.lite = c.URL(site.LiteAddress(address))
		}
		return p
	}
	return func(yield func(string, page) bool) {
		has := map[string]bool{
			site.HomeRoot: true, site.TagsRoot: true, site.AuthorsRoot: true, site.SeriesRoot: true,
			site.AgencyRoot: c.Pages.Agencies, site.ArchiveRoot: c.Pages.Archive, site.SearchRoot: c.Pages.Search,
		}
		roots := site.ReservedRoots
		for _, t := range c.Taxonomies {
			root := site.TermKind(t.Name).Root()
			roots, has[root] = append(slices.Clip(roots), root), true
		}
		for _, root := range roots {
			if has[root] && !yield("root "+root, at(root, "", root == site.HomeRoot && c.Pages.Lite)) {
				return
			}
		}
		for _, list := range [][]*site.Story{e.Stories, e.Pages} {
			for _, s := range list {
				if !yield("story "+keyOf(s.TranslationKey, s.Article.Path), at(s.Address, s.Lang, e.IsLight(s))) {
					return
				}
			}
		}
		for t := range e.Listed() {
			key := t.Name.Slug
			if t.Section != nil {
				key = cmp.Or(t.Section.TranslationKey, key)
			}
			if len(t.Stories) > 0 && !yield(string(t.Kind)+" "+key, at(t.Address, "", e.IsLightList(t, t.Pages[0]))) {
				return
			}
		}
	}
}

// keyOf is what a manuscript has in common with those in other languages.
func keyOf(key, path string) string {
	if key != "" {
		return key
	}
	return strings.TrimSuffix(strings.TrimSuffix(path, ".md"), "/index")
}

// Of gives the page at an address in all languages that have it, and where a reader of any other
// language is sent: to the first edition that has it. It gives nothing where no other one has it.
func (t *Tongue) Of(address string) (all []site.Translation, otherwise string) {
	if t == nil {
		return nil, ""
	}
	for _, p := range t.pages[address] {
		all = append(all, site.Translation{Lang: p.lang, URL: t.config.Abs(p.url)})
	}
	if len(all) > 0 {
		otherwise = all[0].URL
	}
	return all, otherwise
}

// Story is Of for a story, which may name others itself.
func (t *Tongue) Story(c *site.Config, s *site.Story) (all []site.Translation, otherwise string) {
	all, otherwise = t.Of(s.Address)
	named := s.Article.Translations
	if len(named) > 0 && all == nil {
		all = []site.Translation{{Lang: cmp.Or(s.Lang, c.Language), URL: c.Abs(s.Card.URL)}}
	}
	for _, other := range named {
		if !slices.ContainsFunc(all, func(of site.Translation) bool { return strings.EqualFold(of.Lang, other.Lang) }) {
			all = append(all, other)
		}
	}
	return all, otherwise
}

// Alternates are translations as a sitemap says them (Google: each with all the others, and itself).
func Alternates(all []site.Translation, otherwise string) (out []feed.Alternate) {
	for _, t := range all {
		out = append(out, feed.Alternate{Lang: t.Lang, URL: t.URL})
	}
	if otherwise != "" {
		out = append(out, feed.Alternate{Lang: "x-default", URL: otherwise})
	}
	return out
}

// Put says in the frame of the page at an address where it stands in other languages. A page of a list that is not in
// another one leads to what it is a part of there.
func (t *Tongue) Put(f *site.Frame, address string) {
	if t == nil {
		return
	}
	f.Head.Translations, f.Head.Default = t.Of(address)
	f.Languages = make([]own.SisterLink, len(t.config.Sisters))
	for i, s := range t.config.Sisters {
		front := t.config.Shared(s.At + site.HomeRoot)
		f.Languages[i] = own.SisterLink{Title: s.Name, Lang: s.Lang, URL: front, Current: uri.EscapePath(s.At) == t.config.At}
	}
	for _, p := range t.pages[address] {
		l := &f.Languages[p.sister]
		l.URL, l.Lite, l.Same = p.url, p.lite, true
	}
	if len(t.pages[address]) > 0 || slices.Contains(alone, f.Kind) {
		return
	}
	for above := path.Dir(strings.TrimSuffix(address, "/")); above != "/" && above != "."; above = path.Dir(above) {
		for _, p := range t.pages[above+"/"] {
			if l := &f.Languages[p.sister]; !l.Current {
				l.URL, l.Lite = p.url, p.lite
			}
		}
		if len(t.pages[above+"/"]) > 0 {
			return
		}
	}
}

// alone are the kinds of pages that are no part of something larger. Of others what they are a part of is better than the
// front page: a later page of a list leads to the list in other languages, a month to the archive.
var alone = []string{"article", "page", "tombstone", "notfound", "redirect", "search", "front", "breaking", "live"}

// Light turns a frame into that of a light page: the others' light pages are where it leads, and
// search engines are told of full pages alone.
func Light(f *site.Frame) {
	for i := range f.Languages {
		if l := &f.Languages[i]; l.Lite != "" {
			l.URL = l.Lite
		}
	}
	if len(f.Languages) > 0 {
		f.Head.Translations, f.Head.Default = nil, ""
	}
}

// Sum is of all that a Tongue says.
func (t *Tongue) Sum() (sum site.Sum) {
	if t == nil {
		return sum
	}
	h := sha256.New()
	for _, address := range slices.Sorted(maps.Keys(t.pages)) {
		fmt.Fprintf(h, "%q %+v\n", address, t.pages[address])
	}
	copy(sum[:], h.Sum(nil))
	return sum
}
