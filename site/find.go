package site

import (
	"path"
	"slices"
	"strings"
)

// SourceKey is the name by which stories refer to a manuscript: its path under
// content/ without ".md" or "/index.md".
func SourceKey(p string) string {
	p = strings.TrimSuffix(p, path.Ext(p))
	return strings.TrimSuffix(p, "/index")
}

// Index lets stories be found by their files and by their addresses. Who makes an
// edition calls it once.
func (e *Edition) Index() {
	e.bySource = make(map[string]*Story, len(e.Stories)+len(e.Pages))
	e.byPath = make(map[string]*Story, len(e.Stories)+len(e.Pages))
	for _, list := range [][]*Story{e.Stories, e.Pages} {
		for _, s := range list {
			e.bySource[SourceKey(s.Article.Path)] = s
			e.byPath[s.Address] = s
		}
	}
}

// Find gives the story that a reference in folder base names: a file path
// relative to base ("../economy/port.md"), one under content/ ("economy/port"),
// or an address of the site ("/economy/2024/09/port/"). It is nil where the
// edition has none.
func (e *Edition) Find(base, target string) *Story {
	target, _, _ = SplitTarget(target)
	if target == "" {
		return nil
	}
	if rest, ok := strings.CutPrefix(target, "/"); ok {
		if s := e.byPath[strings.TrimSuffix(target, "/")+"/"]; s != nil {
			return s
		}
		return e.bySource[SourceKey(strings.TrimSuffix(rest, "/"))]
	}
	clean := strings.TrimSuffix(target, "/")
	if s := e.bySource[SourceKey(path.Join(base, clean))]; s != nil {
		return s
	}
	return e.bySource[SourceKey(clean)]
}

// Of gives the story or page that a manuscript makes, or nil.
func (e *Edition) Of(file string) *Story { return e.bySource[SourceKey(file)] }

// At gives the story or page at an address, or nil.
func (e *Edition) At(address string) *Story { return e.byPath[address] }

// Term gives the term of a kind and slug, or nil.
func (e *Edition) Term(kind TermKind, slug string) *Term {
	lists := map[TermKind][]*Term{
		KindSection: e.Sections, KindTag: e.Tags, KindAuthor: e.Authors, KindAgency: e.Agencies, KindSeries: e.Series,
	}
	for _, t := range lists[kind] {
		if t.Name.Slug == slug {
			return t
		}
	}
	return nil
}

// PartNumber is the place of a story in its series, from 1.
func (s *Story) PartNumber() int {
	if s.Serial == nil {
		return 0
	}
	return len(s.Serial.Stories) - slices.Index(s.Serial.Stories, s)
}
