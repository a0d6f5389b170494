package build

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"

	"warraq/site"
	"warraq/site/cache"
)

// Listing is a content folder of which only the settings were read: what
// package review needs of this room.
type Listing struct {
	Config   *site.Config
	Paths    []string               // of the manuscripts, under content/
	Stamps   map[string]cache.Stamp // of their files
	Problems []site.Problem         // of the settings, and of files that cannot be read

	in      Input
	content fs.FS
	static  fs.FS
}

// List reads a folder's settings and lists its manuscripts.
func List(ctx context.Context, in Input) (*Listing, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil, err
	}
	static, err := fs.Sub(in.Source, "static")
	if err != nil {
		return nil, err
	}
	d := &desk{}
	d.settings(content, in)
	if err := d.walk(ctx, content, in.Jobs); err != nil {
		return nil, fmt.Errorf("listing content: %w", err)
	}
	l := &Listing{Config: d.config, Problems: d.sorted(), Stamps: make(map[string]cache.Stamp, len(d.files)), in: in, content: content, static: static}
	for _, f := range d.files {
		l.Paths = append(l.Paths, f.path)
		l.Stamps[f.path] = f.stamp
	}
	return l, nil
}

// Read gives the bytes of a manuscript, or why there are none.
func (l *Listing) Read(name string) ([]byte, []site.Problem) {
	src, err := fs.ReadFile(l.content, name)
	if err != nil {
		return nil, []site.Problem{unreadable(name, err)}
	}
	return src, nil
}

// Each calls do for 0 to n-1 on all cores.
func (l *Listing) Each(ctx context.Context, n int, do func(i int) error) error {
	return each(ctx, l.in.Jobs, n, do)
}

// Answers say where the references of manuscripts lead.
type Answers struct {
	plan     *Plan
	pictures *pictures
	lists    map[string]bool // addresses of lists, and old ones of stories
	static   fs.FS
}

// Resolve groups manuscripts into an edition, and measures the pictures of those
// that ask.
func (l *Listing) Resolve(ctx context.Context, asking []*site.Article, all site.Manuscripts) *Answers {
	config := *l.Config
	config.Pages.Related = 0 // no page is made
	e, _ := site.NewEdition(&config, all, l.in.Clock, func(string, site.Image) site.Picture { return site.Picture{} }, together(l.in.Jobs))
	a := &Answers{plan: &Plan{Edition: e}, pictures: newPictures(l.content, l.static, l.Config), lists: map[string]bool{}, static: l.static}
	files := make([]*file, len(asking))
	for i, article := range asking {
		files[i] = &file{path: article.Path, article: article}
	}
	a.pictures.measure(ctx, l.in.Jobs, files)
	for _, root := range ownRoots {
		a.lists[root] = true
	}
	for t := range a.plan.terms() {
		a.lists[t.Address] = true
	}
	for alias := range a.plan.aliases() {
		a.lists[alias] = true
	}
	return a
}

// Link says where a link of a manuscript in folder base leads.
func (a *Answers) Link(base, target string) (found bool, story *site.Story, fragment string) {
	bare, fragment, _ := strings.Cut(decoded(target), "#")
	bare, _, _ = strings.Cut(bare, "?")
	if story := a.plan.Edition.Find(base, bare); story != nil {
		return true, story, fragment
	}
	if IsManuscript(bare) || !strings.HasPrefix(bare, "/") {
		return a.plan.sectionAt(base, bare) != nil, nil, fragment
	}
	return a.stands(bare), nil, fragment
}

// stands tells whether a path from the site's root leads somewhere: to a list,
// an old address, a file of static/, or what the build makes itself.
func (a *Answers) stands(at string) bool {
	if ext := path.Ext(at); ext != "" && ext != ".html" {
		_, err := fs.Stat(a.static, strings.TrimPrefix(at, "/"))
		return err == nil || made[ext] || a.pictures.elsewhere(at)
	}
	folder := strings.TrimSuffix(at, "/") + "/"
	if a.lists[folder] || a.lists[at] || strings.HasPrefix(folder, "/archive/") || strings.HasPrefix(folder, "/lite/") {
		return true
	}
	_, err := fs.Stat(a.static, strings.Trim(folder, "/"))
	return err == nil
}

// made are the extensions of the files that a build makes beside pages.
var made = map[string]bool{".xml": true, ".json": true, ".opml": true, ".txt": true, ".ics": true}

// Width is how wide a picture is that a manuscript in folder base names, in
// pixels; 0 where that is not known.
func (a *Answers) Width(base, src string) int {
	pic := a.pictures.of(place(base, src))
	if pic.err != nil {
		return 0
	}
	return pic.size.Width
}

// Together does tasks on a number of workers.
func Together(workers int) site.Together { return together(workers) }
