package site_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// law is who may import whom: the whole of it. The standard library is open to
// all. Changing the law means changing this table.
var law = map[string]struct {
	ours    []string
	modules []string
}{
	"warraq/content":             {},
	"warraq/templates":           {},
	"warraq/static":              {},
	"warraq/site":                {},
	"warraq/site/arabic":         {modules: []string{"golang.org/x/text", "github.com/hablullah/go-hijri"}},
	"warraq/site/cache":          {modules: []string{"github.com/zeebo/xxh3", "github.com/gofrs/flock"}},
	"warraq/site/manuscript":     {ours: []string{"site", "site/arabic"}, modules: []string{"github.com/yuin/goldmark", "go.yaml.in/yaml/v4", "github.com/pelletier/go-toml/v2", "github.com/microcosm-cc/bluemonday", "golang.org/x/net"}},
	"warraq/site/newsroom":       {ours: []string{"site"}},
	"warraq/site/intake":         {ours: []string{"site", "site/arabic", "site/manuscript", "site/newsroom"}, modules: []string{"github.com/JohannesKaufmann/html-to-markdown/v2", "golang.org/x/net/html"}},
	"warraq/site/intake/pasted":  {ours: []string{"site", "site/arabic", "site/intake", "site/manuscript"}, modules: []string{"golang.org/x/text"}},
	"warraq/site/intake/exports": {ours: []string{"site", "site/arabic", "site/intake", "site/manuscript"}, modules: []string{"golang.org/x/net/html", "golang.org/x/text"}},
	"warraq/site/intake/trees":   {ours: []string{"site", "site/arabic", "site/intake", "site/manuscript"}},
	"warraq/site/theme":          {ours: []string{"site", "site/arabic"}},
	"warraq/site/feed":           {ours: []string{"site", "site/arabic"}},
	"warraq/site/search":         {ours: []string{"site", "site/arabic"}},
	"warraq/site/media":          {ours: []string{"site", "site/arabic"}, modules: []string{"golang.org/x/image"}},
	"warraq/site/check":          {ours: []string{"site", "site/arabic"}},
	"warraq/site/build": {
		ours:    []string{"site", "site/arabic", "site/cache", "site/manuscript", "site/theme", "site/feed", "site/search", "site/media"},
		modules: []string{"github.com/tdewolff/minify/v2"},
	},
	"warraq/site/review": {
		ours:    []string{"site", "site/cache", "site/check", "site/manuscript"},
		modules: []string{"github.com/temoto/robotstxt"},
	},
	"warraq/site/publish":         {ours: []string{"site", "site/arabic"}, modules: []string{"github.com/gofrs/flock"}},
	"warraq/site/publish/conform": {ours: []string{"site", "site/publish"}},
	"warraq/site/serve":           {ours: []string{"site"}, modules: []string{"github.com/fsnotify/fsnotify", "golang.org/x/net/netutil"}},
	"warraq/cmd/warraq": {
		ours: []string{
			"content", "templates", "static", "site", "site/arabic", "site/cache", "site/manuscript", "site/theme", "site/feed",
			"site/search", "site/media", "site/check", "site/review", "site/intake", "site/intake/pasted", "site/intake/exports", "site/intake/trees", "site/newsroom", "site/build", "site/publish", "site/serve",
		},
		modules: []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/rogpeppe/go-internal", "rsc.io/qr"},
	},
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func TestImportsKeepTheLaw(t *testing.T) {
	for _, p := range packages(t) {
		rule, ok := law[p.ImportPath]
		if !ok {
			t.Errorf("package %s has no place in the law: argue for it in its commit and enter it here", p.ImportPath)
			continue
		}
		for _, path := range p.Imports {
			if !allowed(rule.ours, rule.modules, path) {
				t.Errorf("%s may not import %s", p.ImportPath, path)
			}
		}
	}
}

func allowed(ours, modules []string, path string) bool {
	if rest, ok := strings.CutPrefix(path, "warraq/"); ok {
		return slices.Contains(ours, rest)
	}
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") {
		return true // standard library
	}
	return slices.ContainsFunc(modules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Standard", "warraq/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		switch err := d.Decode(&p); err {
		case nil:
			all = append(all, p)
		case io.EOF:
			return all
		default:
			t.Fatal(err)
		}
	}
}
