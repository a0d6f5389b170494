// Package review reads the manuscripts of a content folder and judges them. It
// builds nothing and writes nothing: who calls it lists the folder, saves what is
// fixed and keeps what review wants to remember.
//
//	review.go     a folder and its sheets: manuscripts that are read by many cores
//	run.go        one run: the rules of package check, in the order that needs the fewest readings
//	archive.go    what all manuscripts together tell of words and tags
//	vocabulary.go words and how often they stand, quickly
//	words.go      the archive's words, kept between two runs
//	links.go      links inside the site, places in pages, pictures that are too small
//	pictures.go   the files of pictures: unused, heavy, damaged, telling too much
//	addresses.go  addresses of the web that manuscripts name
//	web.go        whether those answer, asked as robots.txt allows
//	proofread.go  the margin notes of the preview
//	format.go     manuscripts in their one form
//	sarif.go      a report for code scanning
package review

import (
	"context"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/check"
	"warraq/site/manuscript"
	"warraq/site/own"
	"warraq/site/releases"
	"warraq/site/uri"
)

// Content is a content folder whose settings were read and whose manuscripts were
// listed.
type Content struct {
	Config     *site.Config
	Paths      []string               // of the manuscripts, under content/, sorted
	Stamps     map[string]cache.Stamp // of their files
	Problems   []site.Problem         // of the settings, and of files that cannot be read
	Components []string               // the names of those that the theme has
	Clock      site.Clock

	Read    func(path string) ([]byte, []site.Problem)                                             // the bytes of a manuscript, or why there are none
	Each    func(ctx context.Context, n int, do func(i int) error) error                           // on all cores; the first error stops the rest
	Says    func(place string) site.Rights                                                         // what the file of a picture says of it; may be nil
	Resolve func(ctx context.Context, asking []*site.Article, all site.Manuscripts) *site.Resolver // of an edition; the pictures of those that ask are measured
}

// Sheet is one manuscript. Source is nil for a file that cannot be read.
type Sheet struct {
	Path               string // under content/
	Source             []byte
	manuscript.Reading // what it says, once it is parsed

	parsed bool
}

// batch is how many manuscripts are in memory at once.
const batch = 512

// Each reads manuscripts on all cores. It calls work for many at once, and take
// for what work gave, one at a time and in the order of paths. Sheets are read
// and not parsed.
func Each[T any](ctx context.Context, f *Content, paths []string, work func(Sheet) T, take func(T)) error {
	done := make([]T, min(batch, len(paths)))
	for from := 0; from < len(paths); from += batch {
		some := paths[from:min(from+batch, len(paths))]
		err := f.Each(ctx, len(some), func(i int) error {
			done[i] = work(f.sheet(some[i]))
			return nil
		})
		if err != nil {
			return err
		}
		for _, d := range done[:len(some)] {
			take(d)
		}
	}
	return nil
}

func (f *Content) sheet(path string) Sheet {
	src, problems := f.Read(path)
	return Sheet{Path: path, Source: src, Reading: manuscript.Reading{Problems: problems}}
}

// parse reads a sheet's manuscript, without the HTML of its body.
func (f *Content) parse(s Sheet) Sheet {
	if s.Source != nil {
		s.parsed = true
		o := f.Options()
		o.Spans, o.Bare = true, true
		s.Reading = manuscript.Read(s.Path, s.Source, o)
		s.Problems = append(s.Problems, releases.Unknown(f.Config, releases.Member{Path: s.Path, Article: s.Article, Section: s.Section, Author: s.Author, Said: s.Release})...)
	}
	return s
}

// Options are those with which the edition's manuscripts are read and written.
func (f *Content) Options() manuscript.Options {
	c := f.Config
	return manuscript.Options{Zone: c.Zone, Lang: c.Language, UnsafeHTML: c.UnsafeHTML, Digits: c.Digits, Home: c.Home, Fields: c.Fields, Types: c.Types, Taxonomies: c.Taxonomies, Components: f.Components, Sister: own.KeyAt(c.Sisters, uri.Decoded(c.At))}
}

// isReadable says that a sheet is text that can be judged.
func (s Sheet) isReadable() bool {
	return s.Article != nil || s.Source != nil && site.Errors(s.Problems) == 0
}

// manuscript is the sheet as rules see it.
func (s Sheet) manuscript() check.Manuscript {
	return check.Manuscript{Path: s.Path, Source: s.Source, Body: s.Start, Spans: s.Spans, Article: s.Article}
}
