package hosts

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish"
)

// A policy lets through what pages fetch and run, and nothing else. The hash of the script
// is that of the example in the specification of CSP (W3C, Content Security Policy Level 3).
func TestPolicy(t *testing.T) {
	for page, want := range map[string]string{
		`<script>alert('Hello, world.');</script>`:                             "script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';",
		`<SCRIPT >alert('Hello, world.');</script>`:                            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
		`<script type=application/ld+json>{"a":"<b>"}</script>`:                "script-src 'self';",
		`<script src=/js/site.js defer></script>`:                              "script-src 'self';",
		`<script src="https://plausible.io/js/script.js"></script>`:            "script-src 'self' https://plausible.io;",
		`<script data-goatcounter="https://x.goatcounter.com/count"></script>`: "connect-src 'self' https://x.goatcounter.com;",
		`<style>p{}</style>`:    "style-src 'self' 'sha256-",
		`<p style="color:red">`: "style-src-attr 'unsafe-inline'",
		`<img alt="a > b" src="https://pic.example.org/x.jpg">`:                "img-src 'self' data: https://pic.example.org;",
		`<img srcset="/a.jpg 1x, //cdn.example.org/b.jpg 2x">`:                 "img-src 'self' data: https://cdn.example.org;",
		`<video poster=https://c.example/p.jpg src=https://b.example/f.mp4>`:   "media-src 'self' https://b.example;",
		`<figure class=embed data-embed=youtube>`:                              "frame-src https://www.youtube-nocookie.com;",
		`<figure data-embed=map data-frame="https://maps.example/?q=1&amp;z">`: "frame-src https://maps.example;",
		`<p>5 < 6 and <b`: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'self'",
		`<img src="https://a.example;script-src *">`: "img-src 'self' data:;",
	} {
		var n Needs
		n.Page([]byte(page))
		var again Needs
		again.Recall(n.Text())
		if got := again.Policy(); !strings.Contains(got, want) || strings.Contains(got, "https://a.example;") {
			t.Errorf("%s\ngives %s\nwant  %s", page, got, want)
		}
	}
	var many Needs
	for i := range 40 {
		many.Page(fmt.Appendf(nil, `<img src="https://p%d.example/x.jpg">`, i))
	}
	if got := many.Policy(); !strings.Contains(got, "img-src 'self' data: https:;") {
		t.Errorf("of many hosts: %s", got)
	}
}

var example = &Site{
	BaseURL: "https://paper.example", Policy: "default-src 'self'", Gone: []string{"/gone/"}, Hashed: []string{"css/site.ce4cd7dfb8.css"},
	Types:     []Typed{{"/*/app.json", "application/vnd.paper+json"}, {"/app/أحدث.json", "application/feed+json"}},
	Redirects: []Redirect{{"/%D9%82%D8%AF%D9%8A%D9%85/", "/%D8%AC%D8%AF%D9%8A%D8%AF/"}, {"/old.html", "https://other.example/"}},
}

// Each host gets its files in its own words, with every redirect as 301, the headers, and
// the files that never change.
func TestWrite(t *testing.T) {
	for _, c := range []struct {
		host, file string
		wants      []string
	}{
		{"netlify", "_redirects", []string{"/%D9%82%D8%AF%D9%8A%D9%85/ /%D8%AC%D8%AF%D9%8A%D8%AF/ 301!\n/قديم/ /%D8%AC%D8%AF%D9%8A%D8%AF/ 301!\n", "/old.html https://other.example/ 301!\n"}},
		{"netlify", "_headers", []string{"/*\n  Content-Security-Policy: default-src 'self'\n", "/css/site.ce4cd7dfb8.css\n  Cache-Control: public, max-age=31536000, immutable\n", "Strict-Transport-Security", "/preview/*\n  X-Robots-Tag: noindex\n"}},
		{"netlify", "_redirects", []string{"/gone/ /gone/index.html 410!\n"}},
		{"cloudflare", "_redirects", []string{"/old.html https://other.example/ 301\n", "/%D9%82%D8%AF%D9%8A%D9%85 /%D8%AC%D8%AF%D9%8A%D8%AF/ 301\n"}},
		{"gitlab", "_redirects", []string{"/%D9%82%D8%AF%D9%8A%D9%85/ /%D8%AC%D8%AF%D9%8A%D8%AF/ 301\n/old.html"}},
		{"github", "CNAME", []string{"paper.example\n"}},
		{"github", ".nojekyll", nil},
		{"vercel", "vercel.json", []string{`"source": "/%D9%82%D8%AF%D9%8A%D9%85/"`, `"statusCode": 301`, `"X-Content-Type-Options"`, `site\\.ce4cd7dfb8\\.css`}},
		{"firebase", "firebase.json", []string{`"source": "/قديم/"`, `"type": 301`, `"Referrer-Policy"`}},
		{"azure", "staticwebapp.config.json", []string{`"route": "/old.html"`, `"rewrite": "/404.html"`, `"globalHeaders"`}},
		{"apache", ".htaccess", []string{"RedirectMatch 301 \"^/قديم/?$\" \"/%D8%AC%D8%AF%D9%8A%D8%AF/\"\n", `RedirectMatch 301 "^/old\.html/?$"`, "ErrorDocument 404 /404.html", "m#^/preview/#", `Header always set Content-Security-Policy "default-src 'self'"`}},
		{"nginx", "nginx.conf", []string{`location = "/قديم/" { return 301 "/%D8%AC%D8%AF%D9%8A%D8%AF/"; }`, "error_page 404 /404.html;", "location /preview/ {\n  add_header X-Robots-Tag noindex always;\n", `location = "/gone/" { error_page 410 "/gone/index.html"; return 410; }`, `add_header Content-Security-Policy "default-src 'self'" always;`}},
		{"caddy", "Caddyfile", []string{"paper.example {", "path \"/قديم/\" \"/قديم\"\n", `"https://other.example/" 301`, "rewrite @missing /404.html", "path \"/gone/\"", "status 410", "@preview path /preview/*\n"}},
		{"netlify", "_headers", []string{"/*/app.json\n  Content-Type: application/vnd.paper+json\n/app/%D8%A3%D8%AD%D8%AF%D8%AB.json\n  Content-Type: application/feed+json\n"}},
		{"vercel", "vercel.json", []string{`"source": "/(.*)/app\\.json"`, `"value": "application/feed+json"`}},
		{"firebase", "firebase.json", []string{`"source": "/**/app.json"`, `"source": "/app/أحدث.json"`}},
		{"azure", "staticwebapp.config.json", []string{`"Content-Type": "application/feed+json"`}},
		{"apache", ".htaccess", []string{"<If \"%{REQUEST_URI} =~ m#^/.*/app\\.json$#\">\n  ForceType \"application/vnd.paper+json\"\n</If>\n<If \"%{REQUEST_URI} =~ m#^/app/أحدث\\.json$#\">\n  ForceType \"application/feed+json\"\n"}},
		{"nginx", "nginx.conf", []string{"location ~ \"^/app/أحدث\\\\.json$\" {\n  types {}\n  default_type \"application/feed+json\";\n"}},
		{"caddy", "Caddyfile", []string{"@t1 path_regexp t1 `^/app/أحدث\\.json$`\n\theader @t1 Content-Type \"application/feed+json\"\n"}},
		{"s3", "s3-website.json", []string{`"Key": "404.html"`}},
	} {
		out, found := Write(c.host, example), false
		for _, f := range append(out.Public, out.Aside...) {
			if f.Path != c.file {
				continue
			}
			found = true
			for _, want := range c.wants {
				if !strings.Contains(string(f.Data), want) {
					t.Errorf("%s of %s has no %q:\n%s", c.file, c.host, want, f.Data)
				}
			}
			if strings.HasSuffix(f.Path, ".json") && !json.Valid(f.Data) {
				t.Errorf("%s is not JSON:\n%s", f.Path, f.Data)
			}
		}
		if !found {
			t.Errorf("%s gets no %s", c.host, c.file)
		}
	}
	if out := Write("gitlab", &Site{BaseURL: "https://paper.example"}); len(out.Public)+len(out.Aside) > 0 {
		t.Errorf("gitlab, without a redirect: %v", out)
	}
	if out := Write("github", &Site{BaseURL: "https://sara.github.io/paper"}); len(out.Public) != 1 {
		t.Errorf("an address of GitHub's own: %v", out.Public)
	}
	below := &Site{BaseURL: "http://x.example/paper", Redirects: []Redirect{{"/paper/a/", "/paper/b/"}}}
	if text := string(Write("netlify", below).Public[0].Data); !strings.HasPrefix(text, "/paper/*\n") || strings.Contains(text, "Strict-Transport") {
		t.Errorf("below a path, without TLS:\n%s", text)
	}
}

// A site that a host does not take is told with the numbers, and what makes it smaller.
func TestExceeds(t *testing.T) {
	files := func(n int, size int64) func(func(string, int64) bool) {
		return func(yield func(string, int64) bool) {
			for i := range n {
				if !yield(fmt.Sprintf("a/%d", i), size) {
					return
				}
			}
		}
	}
	many := &Site{Policy: strings.Repeat("x", 2001), Redirects: make([]Redirect, 2100)}
	for _, c := range []struct {
		host  string
		site  *Site
		n     int
		size  int64
		wants []string
	}{
		{"cloudflare", many, 20001, 1, []string{"20001 files, and cloudflare takes at most 20000", "2100 redirects, and the rules of cloudflare take 2000 of them", "2001 bytes"}},
		{"cloudflare", example, 20000, 26 << 20, []string{"a/0 has 26 MB, and cloudflare takes no file over 25"}},
		{"github", example, 2000, 1 << 20, []string{"2000 MB, and github takes at most 1024"}},
		{"netlify", example, 54001, 1, []string{"the folder a has 54001 files, and netlify takes at most 54000"}},
		{"vercel", example, 15000, 1, nil},
		{"nginx", many, 54001, 1, nil},
	} {
		var got []string
		for _, p := range Exceeds(c.host, c.site, files(c.n, c.size)) {
			if got = append(got, p.Message.En); p.Level != site.LevelWarning || p.Hint.Ar == "" || p.Message.Ar == p.Message.En {
				t.Errorf("%+v", p)
			}
		}
		if all := strings.Join(got, "\n"); len(got) != len(c.wants) {
			t.Errorf("%s: %s, want %q", c.host, all, c.wants)
		} else {
			for _, want := range c.wants {
				if !strings.Contains(all, want) {
					t.Errorf("%s: %s, want %q", c.host, all, want)
				}
			}
		}
	}
	for host, want := range map[string]int{"github": 1, "netlify": 1, "cloudflare": 0, "nginx": 0} {
		got := Exceeds(host, example, maps.All(map[string]int64{"index.html": 1, site.FrozenPack(2019): 1, site.FrozenPack(2020): 1}))
		if len(got) != want || want > 0 && !strings.Contains(got[0].Message.En, "the pages of old years are in packs (2), which "+host+" does not serve") {
			t.Errorf("frozen years on %s: %v", host, got)
		}
	}
	if len(Taken("cloudflare", many.Redirects)) != 2000 || len(Taken("nginx", many.Redirects)) != 2100 {
		t.Error("the redirects that a host takes")
	}
}

// A page stands for a redirect unless every host answers it by a rule of its own. (What the
// hosts themselves make of the rules is what .ci/hosts asks.)
func TestPageless(t *testing.T) {
	plain, arabic, star, dollar, outside := Redirect{"/old/", "/new/"}, Redirect{"/%D9%82/", "/new/"}, Redirect{"/a:b*/", "/new/"}, Redirect{"/5$/", "/new/"}, Redirect{"/x/", "https://x.example/$y{z}"}
	all := []Redirect{plain, arabic, star, dollar, outside}
	for hosts, want := range map[string][]Redirect{
		"":                   {},
		"github":             {},
		"s3":                 {},
		"nginx":              {plain, arabic, star},
		"caddy":              {plain, arabic, dollar},
		"apache":             all,
		"netlify":            {plain, arabic, dollar, outside},
		"cloudflare":         {plain, arabic, dollar, outside},
		"gitlab":             {plain, dollar, outside},
		"vercel":             {plain, dollar, outside},
		"nginx caddy":        {plain, arabic},
		"nginx github":       {},
		"netlify cloudflare": {}, // both read _redirects, in words of their own
	} {
		got := Pageless(strings.Fields(hosts), all)
		if len(got) != len(want) || slices.ContainsFunc(want, func(r Redirect) bool { return !got[r] }) {
			t.Errorf("%s: %v, want %v", hosts, got, want)
		}
	}
	long := make([]Redirect, 300)
	for i := range long {
		long[i] = Redirect{fmt.Sprintf("/%d/%s/", i, strings.Repeat("x", 300)), "/new/"}
	}
	if n := len(Taken("gitlab", long)); n < 150 || n > 210 {
		t.Errorf("gitlab takes %d rules of 300 bytes into its 64 KB", n)
	}
	if n := len(Taken("cloudflare", []Redirect{{"/" + strings.Repeat("x", 990), "/new/"}, plain})); n != 1 {
		t.Errorf("cloudflare takes %d, one of which is too long", n)
	}
}

// A build's files are looked at on their way; what its newsroom has of a host's files goes
// before ours, and the policy is the same when the next build makes only some of the pages.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	store, err := cache.Open(filepath.Join(dir, "cache"), cache.Sum{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	source := fstest.MapFS{"content/edition.yaml": {Data: []byte("hosting: [netlify, github, caddy]\n")}}
	e := &site.Edition{Config: &site.Config{BaseURL: "https://paper.example"}, Aliases: []site.Alias{{Address: "/قديم/", To: "https://other.example/"}}}
	build := func(source fstest.MapFS, kept []string, files map[string]string) []string {
		t.Helper()
		out, err := publish.Open(filepath.Join(dir, "public"), publish.Options{Sum: func(data []byte) site.Sum { return site.Sum(cache.Of(data)) }})
		if err != nil {
			t.Fatal(err)
		}
		w := Watch(source, store, true)
		w.Know([]*site.Edition{e})
		sink := w.Over(out)
		for _, path := range kept {
			if _, known := sink.Last(path); !known {
				t.Errorf("%s is not known", path)
			}
			sink.Keep(path)
		}
		for path, data := range files {
			if _, known := sink.Last(path); known && len(w.hosts) > 0 && path == "_redirects" {
				t.Errorf("%s would be kept", path)
			}
			if err := sink.Put(t.Context(), site.File{Path: path, Data: []byte(data)}); err != nil {
				t.Fatal(err)
			}
		}
		stats, _, err := w.Commit(t.Context(), out, []*site.Edition{e}, false, filepath.Join(dir, "aside"))
		if err != nil {
			t.Fatal(err)
		}
		return stats.Changed
	}
	plain := fstest.MapFS{"content/edition.yaml": {Data: []byte("title: x\n")}}
	build(plain, nil, map[string]string{"index.html": "<script>alert('Hello, world.');</script>"})
	w := Watch(source, store, true)
	if out, err := publish.Open(filepath.Join(dir, "public"), publish.Options{Sum: func(data []byte) site.Sum { return site.Sum(cache.Of(data)) }}); err != nil {
		t.Fatal(err)
	} else if _, known := w.Over(out).Last("index.html"); known {
		t.Error("a page that nobody has looked at is kept: the policy would lack it")
	} else {
		_ = out.Abort()
	}
	static := map[string]string{"_redirects": "/a /b 302", "CNAME": "mine.example\n"}
	first := map[string]string{"index.html": "<script>alert('Hello, world.');</script>", "a/index.html": "<p>", "css/site.ce4cd7dfb8.css": "p{}"}
	maps.Copy(first, static)
	build(source, nil, first)
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		}
		return string(data)
	}
	if got, want := read("public/_redirects"), "/a /b 302\n/%D9%82%D8%AF%D9%8A%D9%85/ https://other.example/ 301!\n/قديم/ https://other.example/ 301!\n"; got != want {
		t.Errorf("_redirects is %q, want %q", got, want)
	}
	if got := read("public/CNAME"); got != "mine.example\n" {
		t.Errorf("CNAME is %q", got)
	}
	headers := read("public/_headers")
	if !strings.Contains(headers, "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=") || !strings.Contains(headers, "/css/site.ce4cd7dfb8.css\n") {
		t.Errorf("_headers is\n%s", headers)
	}
	if !strings.Contains(read("aside/Caddyfile"), "paper.example {") {
		t.Error("no Caddyfile")
	}
	second := map[string]string{"a/index.html": "<p>new"}
	maps.Copy(second, static)
	if changed := build(source, []string{"index.html", "css/site.ce4cd7dfb8.css"}, second); !slices.Equal(changed, []string{"a/index.html"}) {
		t.Errorf("the second build wrote %q", changed)
	}
	build(plain, []string{"index.html"}, static)
	if got := read("public/_redirects"); got != "/a /b 302" {
		t.Errorf("without a host _redirects is %q", got)
	}
}

// Each edition of a paper in several languages has a page of its own for what is not there, where the host can be told.
// The rules were tried with nginx 1.22.1, Apache 2.4.71 and Caddy 2.6.2.
func TestWhatIsNotThereInAnotherLanguage(t *testing.T) {
	paper := &Site{BaseURL: "https://paper.example/news", Editions: []string{"/fa"}}
	for host, wants := range map[string][]string{
		"netlify": {"/news/fa/* /news/fa/404.html 404\n"},
		"nginx":   {"error_page 404 /news/404.html;", `location "/news/fa/" { error_page 404 "/news/fa/404.html"; }`},
		"apache":  {"ErrorDocument 404 /news/404.html\n<If \"%{REQUEST_URI} =~ m#^/news/fa/#\">\n  ErrorDocument 404 \"/news/fa/404.html\"\n</If>\n"},
		"caddy":   {"path \"/news/fa/*\"\n", "rewrite @missing0 \"/news/fa/404.html\"", "not path \"/news/fa/*\"", "rewrite @missingelse /news/404.html"},
	} {
		var text strings.Builder
		out := Write(host, paper)
		for _, f := range append(out.Public, out.Aside...) {
			text.Write(f.Data)
		}
		for _, want := range wants {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s has no %q:\n%s", host, want, &text)
			}
		}
	}
	for _, f := range Write("cloudflare", paper).Public {
		if strings.Contains(string(f.Data), "404") {
			t.Errorf("Cloudflare takes no status 404: %s", f.Data)
		}
	}
}
