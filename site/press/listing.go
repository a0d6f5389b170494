package press

import (
	"context"
	"io/fs"
	"runtime"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/edition"
	"warraq/site/folders"
	"warraq/site/manuscript"
	"warraq/site/media"
	"warraq/site/press/carried"
	"warraq/site/press/hands"
	"warraq/site/press/pictures"
	"warraq/site/settings/data"
	"warraq/site/theme"
)

// Listing is a newsroom's folder of which only the settings were read: for who
// judges manuscripts and builds nothing (package review).
type Listing struct {
	Config     *site.Config
	Paths      []string               // of the manuscripts, under content/
	Stamps     map[string]cache.Stamp // of their files
	Components []string               // the names of those that the theme has
	Problems   []site.Problem         // of the settings, and of files that cannot be read

	in      Input
	folder  fs.FS
	library *media.Library
}

// List reads a folder's settings and lists its manuscripts.
func List(ctx context.Context, in Input) (*Listing, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	folder, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil, err
	}
	folder = folders.AnyForm(folder)
	c := &loaded{}
	var problems []site.Problem
	c.config, problems = manuscript.SettingsOf(folder, in.BaseURL, in.Sister, in.Clock.Now, nil)
	c.report(problems...)
	_, problems = data.Load(folder, c.config.Zone)
	c.report(problems...)
	if err := c.list(ctx, folder, in.Jobs); err != nil {
		return nil, site.Failure("لا تُسرد ملفات content: %v", "listing content: %v", err)
	}
	for _, under := range []string{"content", "static", "templates"} {
		if tree, err := fs.Sub(in.Source, under); err == nil {
			c.report(manuscript.Conflicts(tree, under)...)
		}
	}
	l := &Listing{
		Config: c.config, Components: theme.Components(folders.Overlay(in.Source, "templates", in.Templates)), Problems: c.sorted(), Stamps: make(map[string]cache.Stamp, len(c.documents)), in: in, folder: folder,
		library: &media.Library{Content: folder, Static: folders.AnyForm(folders.Overlay(in.Source, "static", in.Static)), Config: c.config},
	}
	for _, d := range c.documents {
		l.Paths = append(l.Paths, d.path)
		l.Stamps[d.path] = d.stamp
	}
	return l, nil
}

// Read gives the bytes of a manuscript, or why there are none.
func (l *Listing) Read(name string) ([]byte, []site.Problem) {
	src, err := fs.ReadFile(l.folder, name)
	if err != nil {
		return nil, []site.Problem{manuscript.Unreadable(name, err)}
	}
	return src, nil
}

// Each calls do for 0 to n-1 on all cores.
func (l *Listing) Each(ctx context.Context, n int, do func(i int) error) error {
	return hands.Each(ctx, l.in.Jobs, n, do)
}

// Says gives what the file of a picture says of it.
func (l *Listing) Says(place string) site.Rights { return l.library.Says(place) }

// Absent tells of the pictures that a manuscript names and that are not there.
func (l *Listing) Absent(path string, asked []media.Asked) []site.Problem {
	return l.library.Absent(path, asked)
}

// Survey looks at the files of all pictures in content/ and the newsroom's static/.
func (l *Listing) Survey(ctx context.Context) ([]site.PictureFile, error) {
	static, err := fs.Sub(l.in.Source, "static")
	if err != nil {
		return nil, err
	}
	library := media.Library{Content: l.folder, Static: folders.AnyForm(static), Config: l.Config, Memory: pictures.New(l.in.Store, 0)}
	places := library.Pictures()
	out := make([]site.PictureFile, len(places))
	return out, l.Each(ctx, len(places), func(i int) error { out[i] = library.Survey(places[i]); return nil })
}

// Resolve groups manuscripts into an edition, and gives its resolver. The
// pictures of the stories that ask are measured.
func (l *Listing) Resolve(ctx context.Context, asking []*site.Article, all site.Manuscripts) *site.Resolver {
	config := *l.Config
	config.Pages.Related = 0 // no page is made
	c := &loaded{folder: folder{config: &config, content: l.folder, library: l.library}}
	for _, a := range asking {
		c.documents = append(c.documents, &document{path: a.Path, article: a})
	}
	c.findFiles(ctx, l.in.Jobs)
	c.static, _ = carried.Names(c.library.Static) // a build reports what is wrong
	c.builtIn, _ = carried.Names(l.in.Static)
	from := c.sources(all, l.in)
	e, _ := edition.New(from) // a build reports what is wrong
	static := make(map[string]bool, len(from.Static))
	for _, name := range from.Static {
		static[name] = !e.Displaced[name]
	}
	return site.NewResolver(e, c.files, static)
}
