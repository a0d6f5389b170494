package build

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/manuscript"
)

// Survey is a content folder that is read and not built: for who looks at
// manuscripts as they are written.
type Survey struct {
	Config   *site.Config
	Paths    []string       // of the manuscripts, under content/
	Problems []site.Problem // of the settings, and of files that cannot be read

	stamps  map[string]cache.Stamp // of the manuscripts
	content fs.FS
	static  fs.FS
	clock   site.Clock
	jobs    int
}

// Sheet is one manuscript of a survey. Article is nil for a section, an author
// and a file that is no text.
type Sheet struct {
	Path     string // under content/
	Source   []byte
	Body     int // where the body begins
	Article  *site.Article
	Problems []site.Problem

	section *site.Section
	author  *site.Author
}

// OpenSurvey reads a folder's settings and lists its manuscripts.
func OpenSurvey(ctx context.Context, in Input) (*Survey, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil, err
	}
	d := &desk{}
	d.settings(content, in)
	if err := d.walk(ctx, content, in.Jobs); err != nil {
		return nil, fmt.Errorf("listing content: %w", err)
	}
	static, err := fs.Sub(in.Source, "static")
	if err != nil {
		return nil, err
	}
	s := &Survey{Config: d.config, Problems: d.sorted(), content: content, static: static, clock: in.Clock, jobs: in.Jobs}
	s.stamps = make(map[string]cache.Stamp, len(d.files))
	for _, f := range d.files {
		s.Paths = append(s.Paths, f.path)
		s.stamps[f.path] = f.stamp
	}
	return s, nil
}

// Stamp tells a manuscript's file from what it was; of a path that is none of
// the survey's it is zero.
func (s *Survey) Stamp(path string) cache.Stamp { return s.stamps[path] }

// batch is how many manuscripts are held at once.
const batch = 512

// Leaf through manuscripts on all cores: work is called for many at once, take
// for what it gave, one at a time and in order. Only bytes are read.
func Leaf[T any](ctx context.Context, s *Survey, paths []string, work func(Sheet) T, take func(T)) error {
	done := make([]T, min(batch, len(paths)))
	for from := 0; from < len(paths); from += batch {
		some := paths[from:min(from+batch, len(paths))]
		err := each(ctx, s.jobs, len(some), func(i int) error {
			done[i] = work(s.sheet(some[i]))
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

func (s *Survey) sheet(name string) Sheet {
	sheet := Sheet{Path: name}
	src, err := fs.ReadFile(s.content, name)
	if err != nil {
		sheet.Problems = []site.Problem{unreadable(name, err)}
		return sheet
	}
	sheet.Source, sheet.Body = src, manuscript.BodyStart(src)
	return sheet
}

// Parse fills in what a sheet's manuscript says.
func (s *Survey) Parse(sheet Sheet) Sheet {
	if sheet.Source == nil {
		return sheet
	}
	r := parseManuscript(sheet.Path, sheet.Source, options(s.Config))
	sheet.Article, sheet.Problems, sheet.section, sheet.author = r.Article, r.Problems, r.Section, r.Author
	return sheet
}

// Done lets the body of another manuscript be written where this one's is.
func (s Sheet) Done() {
	if s.Article != nil {
		manuscript.Reuse(s.Article.Body)
		s.Article.Body = nil
	}
}

// Reopened is a sheet with other bytes.
func Reopened(s Sheet, src []byte) Sheet {
	return Sheet{Path: s.Path, Source: src, Body: manuscript.BodyStart(src)}
}
