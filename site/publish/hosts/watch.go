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
	"warraq/site/regular"
	"warraq/site/settings"
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
	store *cache.Store // what pages need, from build to build; nil
	needs Needs
	fresh bool            // the store has none: every page is made, and looked at
	hash  map[string]bool // paths whose names hold a hash
	sizes map[string]int64
	own   map[string][]byte // files of the newsroom's static/ that hosts want too
}

// table and key are where the store has what pages need.
const table, key = "hosting", "needs"

// Watch reads which hosts an edition names. Without any nothing is looked at.
func Watch(source fs.FS, store *cache.Store) *Watched {
	src, _ := fs.ReadFile(source, "content/"+site.SettingsFile) // the build tells
	w := &Watched{hosts: settings.Hosting(site.SettingsFile, src), store: store, hash: map[string]bool{}, sizes: map[string]int64{}, own: map[string][]byte{}}
	if len(w.hosts) > 0 && store != nil {
		text, found := store.Get(table, key)
		w.needs.Recall(text)
		w.fresh = !found
	}
	return w
}

// Over looks at what goes to a sink.
func (w *Watched) Over(to Sink) Sink {
	if len(w.hosts) == 0 {
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

func ours(path string) bool { return slices.Contains(merged, path) || slices.Contains(alone, path) }

func (o *over) Last(path string) (site.Sum, bool) {
	if ours(path) || o.w.fresh && strings.HasSuffix(path, ".html") {
		return site.Sum{}, false
	}
	return o.Sink.Last(path)
}

func (o *over) Keep(path string) {
	o.w.note(path, 0)
	o.Sink.Keep(path)
}

func (o *over) Put(ctx context.Context, f site.File) error {
	if ours(f.Path) {
		o.w.needs.mu.Lock()
		defer o.w.needs.mu.Unlock()
		o.w.own[f.Path] = bytes.Clone(f.Data)
		return nil
	}
	if strings.HasSuffix(f.Path, ".html") {
		o.w.needs.Page(f.Data)
	}
	o.w.note(f.Path, int64(len(f.Data)))
	return o.Sink.Put(ctx, f)
}

func (w *Watched) note(path string, size int64) {
	w.needs.mu.Lock()
	defer w.needs.mu.Unlock()
	if w.sizes[path] = size; fingerprinted.MatchString(path) {
		w.hash[path] = true
	}
}

// Commit writes what the hosts want, beside the site and for the settings of a server into a
// folder aside, and commits. It warns of what a host does not take; the size of a file that
// stays as it was is not known here.
func (w *Watched) Commit(ctx context.Context, to publish.Target, e *site.Edition, preview bool, aside string) (publish.Stats, []site.Problem, error) {
	var problems []site.Problem
	if len(w.hosts) > 0 {
		var err error
		if problems, err = w.finish(ctx, to, e, aside); err != nil {
			return publish.Stats{}, nil, err
		}
	}
	stats, err := publish.CommitAs(ctx, to, preview)
	return stats, problems, err
}

// redirects are the addresses that were given up, and where each leads.
func redirects(e *site.Edition) (all []Redirect) {
	resolver := site.NewResolver(e, &site.Attachments{}, nil)
	for _, a := range e.Aliases {
		if to := resolver.Link("", a.To).URL; to != "" {
			all = append(all, Redirect{e.Config.URL(a.Address), to})
		}
	}
	return all
}

func (w *Watched) finish(ctx context.Context, to Sink, e *site.Edition, aside string) (problems []site.Problem, err error) {
	s := &Site{BaseURL: e.Config.BaseURL, Policy: w.needs.Policy()}
	for path := range w.hash {
		s.Hashed = append(s.Hashed, path)
	}
	slices.Sort(s.Hashed)
	all := redirects(e)
	public := map[string][]byte{}
	for _, host := range w.hosts {
		s.Redirects = all
		problems = append(problems, Exceeds(host, s, w.files)...)
		s.Redirects = Taken(host, all)
		out := Write(host, s)
		for _, f := range out.Public {
			if _, twice := public[f.Path]; !twice {
				public[f.Path] = f.Data
			}
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
			return nil, err
		}
	}
	if w.store != nil {
		w.store.Put(table, key, w.needs.Text())
	}
	return problems, nil
}

func (w *Watched) files(yield func(path string, size int64) bool) {
	for path, size := range w.sizes {
		if !yield(path, size) {
			return
		}
	}
}
