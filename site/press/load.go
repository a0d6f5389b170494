package press

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/edition"
	"warraq/site/folders"
	"warraq/site/manuscript"
	"warraq/site/media"
)

// loaded is everything that was read of a content folder.
type loaded struct {
	config    *site.Config
	documents []*document // the manuscripts, by path
	files     *site.Attachments
	library   *media.Library // of those files
	bodies    *bodies

	mu       sync.Mutex
	problems []site.Problem
}

// document is one manuscript and what it says.
type document struct {
	path     string // under content/
	stamp    cache.Stamp
	article  *site.Article
	section  *site.Section
	author   *site.Author
	problems []site.Problem
}

func (c *loaded) report(ps ...site.Problem) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problems = append(c.problems, ps...)
}

// load reads content/: settings first, then every manuscript on all cores,
// then the sizes of the pictures that they name.
func load(ctx context.Context, in Input) (*loaded, error) {
	folder, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil, err
	}
	folder = folders.AnyForm(folder)
	if _, err := fs.Stat(folder, "."); err != nil {
		return nil, site.Failure("لا مجلد content هنا: %v", "no content folder here: %v", err)
	}
	c := &loaded{}
	opened := make(chan error, 1)
	go func() { // it ends before load returns: opened is read below
		var err error
		c.bodies, err = newBodies(in.Store)
		opened <- err
	}()
	var problems []site.Problem
	c.config, problems = manuscript.Settings(folder, in.BaseURL)
	if site.Errors(problems) > 0 && in.Settings != nil {
		c.config = in.Settings
	}
	c.report(problems...)
	if err := errors.Join(c.list(ctx, folder, in.Jobs), <-opened); err != nil {
		return nil, err
	}
	r := newRecords(in.Store, folder, c.config, c.bodies)
	if err := each(ctx, in.Jobs, len(c.documents), func(i int) error { return r.read(c.documents[i]) }); err != nil {
		return nil, err
	}
	c.bodies.again = r.again(c.documents)
	r.forget()
	for _, d := range c.documents {
		c.report(d.problems...)
	}
	c.library = &media.Library{Content: folder, Static: folders.AnyForm(folders.Overlay(in.Source, "static", in.Static)), Config: c.config}
	c.findFiles(ctx, in.Jobs)
	return c, nil
}

// list names the manuscripts of content/ and looks at their stamps.
func (c *loaded) list(ctx context.Context, folder fs.FS, jobs int) error {
	listed, problems := manuscript.List(folder)
	c.report(problems...)
	c.documents = make([]*document, len(listed))
	err := each(ctx, jobs, len(listed), func(i int) error {
		info, err := listed[i].Info(folder)
		if err != nil {
			c.report(manuscript.Unreadable(listed[i].Path, err))
			return nil
		}
		c.documents[i] = &document{path: listed[i].Path, stamp: cache.StampOf(info)}
		return nil
	})
	c.documents = slices.DeleteFunc(c.documents, func(d *document) bool { return d == nil })
	return err
}

// group makes the edition of what was read.
func (c *loaded) group(in Input) (*site.Edition, []site.Problem) {
	due := c.hideSections(in.Clock)
	e, problems := edition.New(c.sources(c.manuscripts(), in))
	if !due.IsZero() && (e.NextDue.IsZero() || due.Before(e.NextDue)) {
		e.NextDue = due
	}
	return e, problems
}

// sources are what an edition is made of.
func (c *loaded) sources(m site.Manuscripts, in Input) edition.Sources {
	static, _ := staticNames(c.library.Static) // readAssets reports what is wrong
	builtIn, _ := staticNames(in.Static)
	return edition.Sources{
		Config: c.config, Manuscripts: m, Clock: in.Clock, Files: c.files, Static: static, BuiltIn: builtIn, Together: together(in.Jobs),
	}
}

// hideSections makes drafts of sections that have not appeared yet, or are gone,
// and says when that changes next.
func (c *loaded) hideSections(clock site.Clock) (due time.Time) {
	for _, d := range c.documents {
		if d.section == nil {
			continue
		}
		for _, t := range []time.Time{d.section.Publish, d.section.Expiry} {
			if t.After(clock.Now) && (due.IsZero() || t.Before(due)) {
				due = t
			}
		}
		gone := !d.section.Expiry.IsZero() && !d.section.Expiry.After(clock.Now)
		if gone || d.section.Publish.After(clock.Now) && !clock.Future {
			hidden := *d.section
			hidden.Draft, d.section = true, &hidden
		}
	}
	return due
}

// manuscripts are what the edition is made of. A faulty story is left out; a
// faulty section or author keeps its address, without its text, for others stand
// in it.
func (c *loaded) manuscripts() (m site.Manuscripts) {
	c.hideBundles()
	for _, d := range c.documents {
		faulty := site.Errors(d.problems) > 0
		switch {
		case d.article != nil && !faulty:
			m.Articles = append(m.Articles, d.article)
		case d.section != nil && faulty:
			bare := *d.section
			bare.Refs, bare.Body, bare.BodySum = nil, nil, site.Sum{}
			m.Sections = append(m.Sections, &bare)
		case d.section != nil:
			m.Sections = append(m.Sections, d.section)
		case d.author != nil && faulty:
			m.Authors = append(m.Authors, &site.Author{Path: d.author.Path, Name: d.author.Name, Draft: d.author.Draft})
		case d.author != nil:
			m.Authors = append(m.Authors, d.author)
		}
	}
	return m
}

// hideBundles makes drafts of what lies in the folder of an index.md that is one:
// Hugo publishes no file beside such a page.
func (c *loaded) hideBundles() {
	hidden := map[string]bool{}
	for _, d := range c.documents {
		if name, isPage := strings.CutSuffix(d.path, "/index.md"); isPage && d.article != nil && d.article.Draft {
			hidden[name] = true
		}
	}
	for _, d := range c.documents {
		for dir := path.Dir(d.path); len(hidden) > 0 && dir != "." && d.article != nil && !d.article.Draft; dir = path.Dir(dir) {
			if hidden[dir] {
				draft := *d.article
				draft.Draft, d.article = true, &draft
			}
		}
	}
}

// sorted gives all problems by place. A note that says the same of many files
// is kept once.
func (c *loaded) sorted() []site.Problem {
	c.mu.Lock()
	all := slices.Clone(c.problems)
	c.mu.Unlock()
	site.SortProblems(all)
	said := map[site.Words]bool{}
	return slices.DeleteFunc(slices.Compact(all), func(p site.Problem) bool { // a template fails on many pages
		if p.Level != site.LevelNote {
			return false
		}
		again := said[p.Message]
		said[p.Message] = true
		return again
	})
}
