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
	"warraq/site/press/carried"
	"warraq/site/press/hands"
	"warraq/site/press/known"
	"warraq/site/press/pictures"
	"warraq/site/settings/data"
	"warraq/site/theme"
)

// loaded is everything that was read of a content folder.
type loaded struct {
	folder
	documents []*document // the manuscripts, by path
	files     *site.Attachments
	looked    media.Finds    // of files
	unfound   []site.Problem // of files
	bundled   bool           // a page hides what lies in its folder (hideBundles)
	frame     known.Frame    // that the last build left
	edited    []change       // since, if nothing else was
	others    bool
	rest      []*document // files of content/ that are no manuscripts
	inputs    *known.Inputs
	last      *known.Last // what the last build said, where nothing changed since: then nothing more is read
	bodies    *bodies

	mu       sync.Mutex
	problems []site.Problem
}

// folder is what stays as it is while manuscripts alone are saved (reread.go).
type folder struct {
	config        *site.Config
	content       fs.FS
	library       *media.Library // of the files that manuscripts name
	memory        *pictures.Memory
	cards         *pictures.Cards
	static        []string // the paths of the files of static/, sorted
	builtIn       []string // those that the theme has
	data          *data.Files
	components    []string        // the names of those that the theme has
	held, allHeld map[string]bool // slugs of release sets that are kept back: by a faulty member, and also by other editions
	linked        bool            // a manuscript has a second path, through a link
	told          []site.Problem  // of the settings and of the listing
}

// document is one manuscript and what it says. It is not changed once it is read.
type document struct {
	path     string // under content/
	stamp    cache.Stamp
	article  *site.Article
	section  *site.Section
	author   *site.Author
	problems []site.Problem
	release  string // as manuscript.Reading has it
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
	c.content = folder
	opened := make(chan error, 1)
	go func() { // it ends before load returns: opened is read below
		var err error
		c.bodies, err = newBodies(in.Store)
		opened <- err
	}()
	var problems []site.Problem
	c.config, problems = manuscript.SettingsOf(folder, in.BaseURL, in.Sister, in.Clock.Now, nil)
	if site.Errors(problems) > 0 && in.Settings != nil {
		c.config = in.Settings
	}
	c.report(problems...)
	if err := errors.Join(c.list(ctx, folder, in.Jobs), <-opened); err != nil {
		return nil, err
	}
	if c.lookBack(in); c.last != nil {
		return c, nil
	}
	c.frame = known.TakeFrame(in.Store)
	c.components = theme.Components(folders.Overlay(in.Source, "templates", in.Templates))
	r := newRecords(in, folder, c.config, c.components, c.bodies)
	if err := hands.Each(ctx, in.Jobs, len(c.documents), func(i int) error { return r.read(c.documents[i]) }); err != nil {
		return nil, err
	}
	r.forget()
	c.release(in)
	c.edited, c.others = r.edited, r.others
	if c.memory = in.memory; c.memory == nil {
		c.memory = pictures.New(in.Store, r.stamps.Began)
	}
	c.memory.Quick = in.NoImages || site.Errors(problems) > 0 && in.Settings == nil // nothing is published then
	c.memory.Once = true
	c.openLibrary(in)
	c.data, problems = data.Load(folder, c.config.Zone)
	c.report(problems...)
	c.told = slices.Clone(c.problems)
	c.bodies.again = r.again(c)
	c.whole(ctx, in.Jobs, nil, nil)
	return c, nil
}

// whole ends the reading of manuscripts: it reports what is wrong with them, and looks
// at the files that they name. These are known where last is given, of which changed are the
// differences, and they name no others.
func (c *loaded) whole(ctx context.Context, jobs int, last *loaded, changed []change) {
	for _, d := range c.documents {
		if len(d.problems) > 0 { // of few: reporting takes a lock
			c.report(d.problems...)
		}
	}
	if last == nil || !last.stand(changed) {
		c.findFiles(ctx, jobs)
	} else {
		c.files, c.looked, c.unfound = last.files, last.looked, last.unfound
	}
	c.report(c.unfound...)
}

// openLibrary opens the folders of files that manuscripts name.
func (c *loaded) openLibrary(in Input) {
	c.library = &media.Library{Content: c.content, Static: folders.AnyForm(folders.Overlay(in.Source, "static", in.Static)), Config: c.config, Memory: c.memory, Hasty: in.OnRequest}
	var problems []site.Problem
	c.cards, problems = c.memory.Cards(c.library)
	c.report(problems...)
	c.static, _ = carried.Names(c.library.Static) // carried.Files reports what is wrong
	c.builtIn, _ = carried.Names(in.Static)
}

// list names the manuscripts of content/ and looks at their stamps.
func (c *loaded) list(ctx context.Context, folder fs.FS, jobs int) error {
	listed, others, problems := manuscript.List(folder)
	c.report(problems...)
	c.linked = slices.ContainsFunc(listed, manuscript.Listed.Linked)
	n, listed := len(listed), append(listed, others...)
	all := make([]*document, len(listed))
	err := hands.Each(ctx, jobs, len(listed), func(i int) error {
		info, err := listed[i].Info(folder)
		if err != nil && i < n {
			c.report(manuscript.Unreadable(listed[i].Path, err))
		} else if err == nil {
			all[i] = &document{path: listed[i].Path, stamp: cache.StampOf(info)}
		}
		return nil
	})
	c.documents = slices.DeleteFunc(all[:n:n], func(d *document) bool { return d == nil })
	c.rest = all[n:]
	return err
}

// sources are what an edition is made of.
func (c *loaded) sources(m site.Manuscripts, in Input) edition.Sources {
	s := edition.Sources{Config: c.config, Manuscripts: m, Clock: in.Clock, Files: c.files, BuiltIn: c.builtIn, Together: hands.Together(in.Jobs)}
	if c.config.At == "" { // in the folder of another language static/ has no files
		s.Static = c.static
	}
	return s
}

// manuscripts are what the edition is made of. A faulty story is left out; a
// faulty section or author keeps its address, without its text, for others stand
// in it. due is when a section appears or goes next.
func (c *loaded) manuscripts(clock site.Clock) (m site.Manuscripts, due time.Time) {
	for _, d := range c.documents {
		faulty := site.Errors(d.problems) > 0
		switch {
		case d.article != nil && !faulty:
			m.Articles = append(m.Articles, d.article)
		case d.section != nil:
			s := *d.section
			if faulty {
				s.Refs, s.Body, s.BodySum = nil, nil, site.Sum{}
			}
			for _, t := range []time.Time{s.Publish, s.Expiry} {
				if t.After(clock.Now) && (due.IsZero() || t.Before(due)) {
					due = t
				}
			}
			gone := !s.Expiry.IsZero() && !s.Expiry.After(clock.Now)
			s.Draft = s.Draft || gone || s.Publish.After(clock.Now) && !clock.Future
			m.Sections = append(m.Sections, &s)
		case d.author != nil && faulty:
			m.Authors = append(m.Authors, &site.Author{Path: d.author.Path, Name: d.author.Name, Draft: d.author.Draft})
		case d.author != nil:
			m.Authors = append(m.Authors, d.author)
		}
	}
	c.hideBundles(m.Articles)
	return m, due
}

// hidesBundle says that a manuscript hides what lies in its folder.
func (d *document) hidesBundle() bool {
	return d.article != nil && d.article.Draft && strings.HasSuffix(d.path, "/index.md")
}

// hideBundles makes drafts of what lies in the folder of an index.md that is one: Hugo
// publishes no file beside such a page.
func (c *loaded) hideBundles(articles []*site.Article) {
	hidden := map[string]bool{}
	for _, d := range c.documents {
		if d.hidesBundle() {
			hidden[path.Dir(d.path)], c.bundled = true, true
		}
	}
	for i, a := range articles {
		for dir := path.Dir(a.Path); len(hidden) > 0 && dir != "." && !articles[i].Draft; dir = path.Dir(dir) {
			if hidden[dir] {
				draft := *a
				draft.Draft, articles[i] = true, &draft
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
	slices.SortStableFunc(all, site.ComparePlaces)
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
