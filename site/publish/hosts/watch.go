package hosts

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish"
	"warraq/site/publish/squeeze"
	"warraq/site/regular"
	"warraq/site/settings"
	"warraq/site/uri"
)

// Sink is where a build's files go: that part of a publish.Target.
type Sink interface {
	Last(path string) (site.Sum, bool)
	Keep(path string)
	Put(ctx context.Context, f site.File) error
}

// Watched looks at the files of a build on their way.
type Watched struct {
	hosts []string
	forms []string     // of files beside themselves
	store *cache.Store // what pages need, from build to build; nil
	kept  *cache.Files // what was compressed; nil
	needs Needs
	rules []Redirect      // the edition's
	pages map[string]bool // paths of redirects that stand as no page: every host has a rule
	fresh bool            // the store has none: every page is made, and looked at
	hash  map[string]bool // paths whose names hold a hash
	sizes map[string]int64
	own   map[string][]byte // files of the newsroom's static/ that hosts want too
}

// table and key are where the store has what pages need.
const table, key = "hosting", "needs"

// Watch reads which hosts an edition names. Without any nothing is looked at; nor of a site
// that none of them answers: a preview lies below another one, and a pack is answered by
// warraq itself.
func Watch(source fs.FS, store *cache.Store, answered bool) *Watched {
	if !answered {
		return &Watched{}
	}
	src, _ := fs.ReadFile(source, "content/"+site.SettingsFile) // the build tells
	w := &Watched{hosts: settings.Hosting(site.SettingsFile, src), store: store, hash: map[string]bool{}, sizes: map[string]int64{}, own: map[string][]byte{}}
	if w.forms = settings.Precompress(site.SettingsFile, src); len(w.forms) > 0 && store != nil {
		w.kept = store.Files("compressed")
	}
	if len(w.hosts) > 0 && store != nil {
		text, found := store.Get(table, key)
		w.needs.Recall(text)
		w.fresh = !found
	}
	return w
}

// Know is told the editions of the paper, before their files are made. The main one comes first.
func (w *Watched) Know(editions []*site.Edition) {
	if len(w.hosts) == 0 {
		return
	}
	w.rules, w.pages = nil, map[string]bool{}
	paths := map[Redirect]string{}
	for _, e := range editions {
		resolver := site.NewResolver(e, &site.Attachments{}, nil)
		for _, a := range e.Aliases {
			if to := resolver.Link("", a.To).URL; to != "" {
				r := Redirect{e.Config.URL(a.Address), to}
				w.rules, paths[r] = append(w.rules, r), site.OutputPath(uri.Decoded(e.Config.At)+a.Address)
			}
		}
	}
	for r := range Pageless(w.hosts, w.rules) {
		w.pages[paths[r]] = true
	}
}

// Over looks at what goes to a sink.
func (w *Watched) Over(to Sink) Sink {
	if len(w.hosts)+len(w.forms) == 0 {
		return to
	}
	return &over{to, w}
}

type over struct {
	Sink
	w *Watched
}

var fingerprinted = regexp.MustCompile(`^(css|js|fonts)/.*\.[0-9a-f]{10}\.(css|js|woff2?)$`)

// merged are files that the newsroom may have in static/, too: its lines go before ours.
var merged = []string{"_headers", "_redirects", ".htaccess"}

// alone are those of which the newsroom's own goes before ours.
var alone = []string{"CNAME", ".nojekyll", "vercel.json", "firebase.json", "staticwebapp.config.json"}

// IsTheirs says that a path is that of a file which hosts read themselves.
func IsTheirs(path string) bool { return slices.Contains(merged, path) || slices.Contains(alone, path) }

// redirectsTable has the hashes of redirects' pages that are not published, by path.
const redirectsTable = "hosting redirects"

func (o *over) Last(path string) (site.Sum, bool) {
	switch {
	case o.w.pages[path] && o.w.store != nil:
		var sum site.Sum
		was, found := o.w.store.Get(redirectsTable, path)
		return sum, found && copy(sum[:], was) == len(sum)
	case o.w.pages[path], IsTheirs(path), o.w.isForm(path), o.w.fresh && strings.HasSuffix(path, ".html"):
		return site.Sum{}, false
	}
	sum, known := o.Sink.Last(path)
	return sum, known && o.hasForms(path, sum)
}

// plainTable has the hashes of files that are not worth a form, by the path that it would have.
const plainTable = "hosting plain"

// hasForms says that a file stands in all its forms that are worth it.
func (o *over) hasForms(path string, sum site.Sum) bool {
	if len(o.w.forms) == 0 || !squeeze.Worth(path) {
		return true
	}
	for _, form := range o.w.forms {
		if _, known := o.Sink.Last(path + "." + form); known {
			continue
		}
		if o.w.store == nil {
			return false
		}
		if plain, found := o.w.store.Get(plainTable, path+"."+form); !found || string(plain) != string(sum[:]) {
			return false
		}
	}
	return true
}

func (o *over) Keep(path string) {
	if o.w.pages[path] {
		return
	}
	o.w.note(path, 0)
	o.Sink.Keep(path)
	if len(o.w.forms) > 0 && squeeze.Worth(path) {
		for _, form := range o.w.forms {
			if _, known := o.Sink.Last(path + "." + form); known {
				o.w.note(path+"."+form, 0)
				o.Sink.Keep(path + "." + form)
			}
		}
	}
}

// isForm says that a file of the newsroom's static/ is another one in a form that we make.
func (w *Watched) isForm(path string) bool {
	return slices.ContainsFunc(w.forms, func(form string) bool {
		whole, is := strings.CutSuffix(path, "."+form)
		return is && squeeze.Worth(whole)
	})
}

func (o *over) Put(ctx context.Context, f site.File) error {
	switch {
	case o.w.isForm(f.Path):
		return nil
	case o.w.pages[f.Path]:
		if o.w.store != nil {
			sum := cache.Of(f.Data)
			o.w.store.Put(redirectsTable, f.Path, sum[:])
		}
		return nil
	case IsTheirs(f.Path) && len(o.w.hosts) > 0:
		o.w.needs.mu.Lock()
		defer o.w.needs.mu.Unlock()
		o.w.own[f.Path] = bytes.Clone(f.Data)
		return nil
	case strings.HasSuffix(f.Path, ".html"):
		o.w.needs.Page(f.Data)
	}
	o.w.note(f.Path, int64(len(f.Data)))
	for _, form := range o.w.forms {
		data := o.w.squeezed(form, f)
		if data == nil {
			if sum := cache.Of(f.Data); o.w.store != nil && squeeze.Worth(f.Path) {
				o.w.store.Put(plainTable, f.Path+"."+form, sum[:])
			}
			continue
		}
		o.w.note(f.Path+"."+form, int64(len(data)))
		if err := o.Sink.Put(ctx, site.File{Path: f.Path + "." + form, Data: data}); err != nil {
			return err
		}
	}
	return o.Sink.Put(ctx, f)
}

func (w *Watched) note(path string, size int64) {
	w.needs.mu.Lock()
	defer w.needs.mu.Unlock()
	if w.sizes[path] = size; fingerprinted.MatchString(path) {
		w.hash[path] = true
	}
}

// squeezed gives a file in a form, or nil where that is not worth it.
func (w *Watched) squeezed(form string, f site.File) []byte {
	if !squeeze.Worth(f.Path) {
		return nil
	}
	h := cache.NewHash()
	h.String(form)
	h.Value(squeeze.Slowly(f.Path))
	h.Bytes(f.Data)
	key := h.Sum()
	out, kept := w.kept.Get(key)
	if !kept {
		if out = squeeze.Of(form, f.Path, f.Data); out != nil {
			w.kept.Put(key, out)
		}
	}
	return out
}

// Commit writes what the hosts want, beside the site and for the settings of a server into a
// folder aside, and commits. It warns of what a host does not take.
func (w *Watched) Commit(ctx context.Context, to publish.Target, editions []*site.Edition, preview bool, aside string) (publish.Stats, []site.Problem, error) {
	problems, err := w.Beside(ctx, to, editions, aside)
	if err != nil {
		return publish.Stats{}, nil, err
	}
	w.kept.Sweep()
	stats, err := publish.CommitAs(ctx, to, preview)
	return stats, problems, err
}

// Beside puts what the hosts want beside the site. Where aside is "" nothing is written for the
// settings of a server.
func (w *Watched) Beside(ctx context.Context, to publish.Target, editions []*site.Edition, aside string) (problems []site.Problem, err error) {
	if len(w.hosts) == 0 {
		return nil, nil
	}
	w.weigh(to)
	s := &Site{BaseURL: editions[0].Config.BaseURL, Policy: w.needs.Policy(), Types: typesOf(editions), Forms: w.forms}
	for _, sister := range editions[0].Config.Sisters {
		if sister.At != "" {
			s.Editions = append(s.Editions, uri.EscapePath(sister.At))
		}
	}
	for path := range w.hash {
		s.Hashed = append(s.Hashed, path)
	}
	slices.Sort(s.Hashed)
	for _, e := range editions {
		for _, story := range e.Withdrawn {
			s.Gone = append(s.Gone, e.Config.URL(story.Address))
		}
	}
	public := map[string][]byte{}
	for _, host := range w.hosts {
		s.Redirects = w.rules
		problems = append(problems, Exceeds(host, s, w.files)...)
		s.Redirects = Taken(host, w.rules)
		out := Write(host, s)
		for _, f := range out.Public {
			other, twice := public[f.Path]
			if !twice {
				public[f.Path] = f.Data
			} else if !bytes.Equal(other, f.Data) {
				problems = append(problems, site.Problem{Path: "content/" + site.SettingsFile, Rule: "hosting/twice", Level: site.LevelWarning,
					Message: site.Say("مضيفان في hosting يريدان الملف %s، ولكلٍّ فيه لغته؛ كُتب للأول منهما لا لـ%s", "two hosts of hosting want the file %s, each in its own words; it is written for the first, and not for %s", f.Path, host),
					Hint:    site.Say("ابقِ منهما واحدًا في hosting", "leave one of them in hosting")})
			}
		}
		if aside == "" {
			continue
		}
		for _, f := range out.Aside {
			if err := os.MkdirAll(aside, 0o777); err != nil {
				return nil, err
			}
			if err := regular.Replace(filepath.Join(aside, f.Path), f.Data); err != nil {
				return nil, err
			}
		}
	}
	return problems, w.putAll(ctx, to, public)
}

// weigh finds the sizes of files that stay as they were.
func (w *Watched) weigh(to publish.Target) {
	folder, ok := to.(*publish.Folder)
	if !ok {
		return
	}
	for path, file := range publish.Published(folder) {
		if size, ours := w.sizes[path]; ours && size == 0 {
			w.sizes[path] = file.Size
		}
	}
}

// putAll puts the hosts' files, with the newsroom's own lines before them.
func (w *Watched) putAll(ctx context.Context, to Sink, public map[string][]byte) error {
	for path, data := range w.own {
		switch {
		case public[path] == nil || slices.Contains(alone, path):
			public[path] = data
		default:
			public[path] = slices.Concat(bytes.TrimRight(data, "\n"), []byte("\n"), public[path])
		}
	}
	for path, data := range public {
		if err := to.Put(ctx, site.File{Path: path, Data: data}); err != nil {
			return err
		}
	}
	if w.store != nil {
		w.store.Put(table, key, w.needs.Text())
	}
	return nil
}

func (w *Watched) files(yield func(path string, size int64) bool) {
	for path, size := range w.sizes {
		if !yield(path, size) {
			return
		}
	}
}
