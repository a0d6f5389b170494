// Package bundle makes style sheets and scripts of a newsroom ready for browsers: a file and what it
// imports become one, TypeScript becomes JavaScript, all is made small, and its name holds a hash of its
// bytes.
//
// What belongs here: what {{asset NAME}} of a template asks for. What does not: the built-in theme's own
// files, and files of static/ that are published under their names (package press).
package bundle

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"warraq/site"
	"warraq/site/uri"
)

// Assets are the bundles that the templates of a theme ask for. It is safe for concurrent use.
type Assets struct {
	Static fs.FS
	URL    func(path string) string // of a file of the site, by its path with a slash before it

	mu   sync.Mutex
	made map[string]made
}

type made struct {
	asset site.Asset
	file  site.File
	err   error
}

// loaders are the types of files that can be asked for, and what they become.
var loaders = map[string]struct {
	loader api.Loader
	ext    string
}{
	".css": {api.LoaderCSS, ".css"}, ".js": {api.LoaderJS, ".js"}, ".mjs": {api.LoaderJS, ".js"},
	".ts": {api.LoaderTS, ".js"}, ".jsx": {api.LoaderJSX, ".js"}, ".tsx": {api.LoaderTSX, ".js"}, ".json": {api.LoaderJSON, ".js"},
}

// Get gives the published address of a file of static/ and its integrity value. Each file is made once.
func (a *Assets) Get(name string) (site.Asset, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	m, ok := a.made[name]
	if !ok {
		if a.made == nil {
			a.made = map[string]made{}
		}
		m = a.make(name)
		a.made[name] = m
	}
	return m.asset, m.err
}

// Files are the files that were asked for, by path.
func (a *Assets) Files() (files []site.File) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, m := range a.made {
		if m.err == nil {
			files = append(files, m.file)
		}
	}
	slices.SortFunc(files, func(x, y site.File) int { return strings.Compare(x.Path, y.Path) })
	return files
}

func (a *Assets) make(name string) (m made) {
	kind, ok := loaders[path.Ext(name)]
	switch {
	case !fs.ValidPath(name) || !ok || kind.loader == api.LoaderJSON:
		m.err = site.Failure("asset تأخذ ملف css أو js أو ts من static، مثل asset \"css/paper.css\"، لا %q", "asset wants a file of css, js or ts in static, such as asset \"css/paper.css\", not %q", name)
		return m
	case !a.has(name):
		m.err = site.Failure("لا ملف باسم static/%s", "there is no static/%s", name)
		return m
	}
	data, err := a.bundle(name)
	if err != nil {
		m.err = err
		return m
	}
	sum := sha512.Sum384(data)
	m.file = site.File{Path: fmt.Sprintf("%s.%s%s", strings.TrimSuffix(name, path.Ext(name)), hex.EncodeToString(sum[:5]), kind.ext), Data: data}
	m.asset = site.Asset{URL: a.URL("/" + m.file.Path), Integrity: "sha384-" + base64.StdEncoding.EncodeToString(sum[:])}
	return m
}

func (a *Assets) has(name string) bool {
	info, err := fs.Stat(a.Static, name)
	return err == nil && info.Mode().IsRegular()
}

// bundle makes one file of a file and its imports, which lie in static/ too.
func (a *Assets) bundle(name string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{name}, Bundle: true, Write: false, Outdir: "/", LogLevel: api.LogLevelSilent, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsNone,
		Target: api.ES2018, Format: api.FormatIIFE, Platform: api.PlatformBrowser,
		Plugins: []api.Plugin{{Name: "static", Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) { return a.resolve(name, args) })
			build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) { return a.load(args.Path) })
		}}},
	})
	if len(result.Errors) > 0 {
		return nil, fault(name, result.Errors[0])
	}
	for _, f := range result.OutputFiles {
		return f.Contents, nil
	}
	return nil, site.Failure("static/%s: لا شيء فيه", "static/%s: it holds nothing", name)
}

// namespace is what esbuild knows the files of static/ by.
const namespace = "static"

// resolve says what an address in a file means: a file of static/, or one that stays as it is.
func (a *Assets) resolve(entry string, args api.OnResolveArgs) (api.OnResolveResult, error) {
	target, end := args.Path, ""
	if args.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{Path: target, Namespace: namespace}, nil
	}
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		target, end = target[:i], target[i:]
	}
	if uri.SchemeOf(args.Path) != "" || strings.HasPrefix(args.Path, "//") || target == "" {
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	}
	file := path.Join(path.Dir(args.Importer), target)
	if rooted, ok := strings.CutPrefix(target, "/"); ok {
		file = path.Clean(rooted)
	}
	if args.Kind == api.ResolveCSSURLToken { // a font, a picture: published under its own name
		return api.OnResolveResult{Path: relative(path.Dir(entry), file) + end, External: true}, nil
	}
	for _, ext := range []string{"", ".ts", ".js", ".css", ".tsx", ".jsx", ".mjs", "/index.ts", "/index.js"} {
		if fs.ValidPath(file+ext) && a.has(file+ext) {
			return api.OnResolveResult{Path: file + ext, Namespace: namespace}, nil
		}
	}
	return api.OnResolveResult{}, site.Failure("لا ملف باسم static/%s", "there is no static/%s", file)
}

// relative is the way from a folder to a file.
func relative(from, to string) string {
	if from == "." {
		return to
	}
	return strings.Repeat("../", strings.Count(from, "/")+1) + to
}

func (a *Assets) load(name string) (api.OnLoadResult, error) {
	data, err := fs.ReadFile(a.Static, name)
	if err != nil {
		return api.OnLoadResult{}, site.Failure("لا يُقرأ static/%s: %v", "cannot read static/%s: %v", name, err)
	}
	contents := string(data)
	return api.OnLoadResult{Contents: &contents, Loader: loaders[path.Ext(name)].loader}, nil
}

// fault says where a file is wrong.
func fault(name string, m api.Message) error {
	at := "static/" + name
	if m.Location != nil {
		at = fmt.Sprintf("static/%s:%d:%d", strings.TrimPrefix(m.Location.File, namespace+":"), m.Location.Line, m.Location.Column+1)
	}
	if err, ok := m.Detail.(error); ok {
		return site.Failure("%s: %v", "%s: %v", at, err)
	}
	return site.Failure("%s: لا يُقرأ كما كُتب: %s", "%s: %s", at, m.Text)
}
