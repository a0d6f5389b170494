// Package hosts writes what hosts of static sites want beside the site: headers,
// redirects, pages for what is not found. It also knows how much each host takes.
//
// Belongs here: the files and limits of hosts. Does not: what is redirected, and what the
// site holds.
package hosts

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"warraq/site"
)

// Names are the hosts that are known.
var Names = []string{"netlify", "cloudflare", "github", "gitlab", "vercel", "firebase", "azure", "nginx", "caddy", "apache", "s3"}

// Site is what a host is told of a site.
type Site struct {
	BaseURL   string // "https://example.org/paper"
	Redirects []Redirect
	Policy    string   // Content-Security-Policy
	Hashed    []string // paths of files that never change: their names hold a hash
}

// Redirect is an address that leads to another. Both are percent-encoded, with the site's
// base path; To may be on another host.
type Redirect struct{ From, To string }

// Out is what is written for a host.
type Out struct {
	Public []site.File // beside the site's own files
	Aside  []site.File // for the server's own settings, not to be published
}

// header is one of those that every answer gets.
type header struct{ name, value string }

func (s *Site) headers() []header {
	h := []header{
		{"Content-Security-Policy", s.Policy},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "SAMEORIGIN"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"},
	}
	if strings.HasPrefix(s.BaseURL, "https://") {
		h = append(h, header{"Strict-Transport-Security", "max-age=31536000"})
	}
	return h
}

func (s *Site) domain() string {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// base is the path of the site's root, "" or "/paper".
func (s *Site) base() string {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.EscapedPath(), "/")
}

// previews is where deploy --preview puts what no search engine is to list.
const previews = "/preview/"

// immutable is the Cache-Control of a file whose name holds its hash.
const immutable = "public, max-age=31536000, immutable"

func file(path, text string) site.File { return site.File{Path: path, Data: []byte(text)} }

// Write writes what a host wants.
func Write(host string, s *Site) Out {
	switch host {
	case "netlify":
		return Out{Public: []site.File{file("_headers", s.rules()), file("_redirects", s.lines(" 301!"))}}
	case "cloudflare":
		return Out{Public: []site.File{file("_headers", s.rules()), file("_redirects", s.lines(" 301"))}}
	case "github":
		out := Out{Public: []site.File{file(".nojekyll", "")}}
		if d := s.domain(); d != "" && !strings.HasSuffix(d, ".github.io") && s.base() == "" {
			out.Public = append(out.Public, file("CNAME", d+"\n"))
		}
		return out
	case "vercel":
		return Out{Public: []site.File{s.json("vercel.json", s.vercel())}}
	case "firebase":
		return Out{Public: []site.File{s.json("firebase.json", map[string]any{"hosting": s.firebase()})}}
	case "azure":
		return Out{Public: []site.File{s.json("staticwebapp.config.json", s.azure())}}
	case "apache":
		return Out{Public: []site.File{file(".htaccess", s.apache())}}
	case "nginx":
		return Out{Aside: []site.File{file("nginx.conf", s.nginx())}}
	case "caddy":
		return Out{Aside: []site.File{file("Caddyfile", s.caddy())}}
	case "s3":
		return Out{Aside: []site.File{s.json("s3-website.json", map[string]any{"IndexDocument": map[string]string{"Suffix": "index.html"}, "ErrorDocument": map[string]string{"Key": "404.html"}})}}
	}
	return Out{} // GitLab answers with files alone, and its redirects yield to them
}

// rules are the _headers of Netlify and Cloudflare.
func (s *Site) rules() string {
	var b strings.Builder
	b.WriteString(s.base() + "/*\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
	}
	fmt.Fprintf(&b, "%s%s*\n  X-Robots-Tag: noindex\n", s.base(), previews)
	for _, p := range s.Hashed {
		fmt.Fprintf(&b, "%s/%s\n  Cache-Control: %s\n", s.base(), (&url.URL{Path: p}).EscapedPath(), immutable)
	}
	return b.String()
}

// lines are the _redirects of Netlify and Cloudflare; files stand at the old addresses too,
// and a rule goes before them.
func (s *Site) lines(status string) string {
	var b strings.Builder
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "%s %s%s\n", r.From, r.To, status)
	}
	return b.String()
}

func (s *Site) json(path string, v any) site.File {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // maps and texts
	}
	return site.File{Path: path, Data: append(data, '\n')}
}

type pair = map[string]string

func (s *Site) pairs() (out []pair) {
	for _, h := range s.headers() {
		out = append(out, pair{"key": h.name, "value": h.value})
	}
	return out
}

func (s *Site) vercel() any {
	headers := []map[string]any{{"source": s.base() + "/(.*)", "headers": s.pairs()}}
	for _, p := range s.Hashed {
		headers = append(headers, map[string]any{"source": s.base() + "/" + regexp.QuoteMeta(p), "headers": []pair{{"key": "Cache-Control", "value": immutable}}})
	}
	redirects := []map[string]any{}
	for _, r := range s.Redirects {
		redirects = append(redirects, map[string]any{"source": r.From, "destination": r.To, "statusCode": 301})
	}
	return map[string]any{"trailingSlash": true, "headers": headers, "redirects": redirects}
}

func (s *Site) firebase() any {
	headers := []map[string]any{{"source": "**", "headers": s.pairs()}}
	for _, p := range s.Hashed {
		headers = append(headers, map[string]any{"source": "/" + p, "headers": []pair{{"key": "Cache-Control", "value": immutable}}})
	}
	redirects := []map[string]any{}
	for _, r := range s.Redirects {
		redirects = append(redirects, map[string]any{"source": decoded(r.From), "destination": r.To, "type": 301})
	}
	return map[string]any{"public": ".", "ignore": []string{"firebase.json", ".warraq-*", ".warraq-*/**"}, "trailingSlash": true, "headers": headers, "redirects": redirects}
}

func (s *Site) azure() any {
	all := pair{}
	for _, h := range s.headers() {
		all[h.name] = h.value
	}
	routes := []map[string]any{}
	for _, r := range s.Redirects {
		routes = append(routes, map[string]any{"route": r.From, "redirect": r.To, "statusCode": 301})
	}
	for _, p := range s.Hashed {
		routes = append(routes, map[string]any{"route": "/" + p, "headers": pair{"Cache-Control": immutable}})
	}
	return map[string]any{
		"globalHeaders": all, "routes": routes, "trailingSlash": "always",
		"responseOverrides": map[string]any{"404": map[string]any{"rewrite": "/404.html", "statusCode": 404}},
		"mimeTypes":         pair{".webmanifest": "application/manifest+json", ".opml": "text/x-opml", ".bin": "application/octet-stream"},
	}
}

func decoded(path string) string {
	if p, err := url.PathUnescape(path); err == nil {
		return p
	}
	return path
}

// quote is a text of nginx's or Caddy's settings.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// hashedNames matches files whose names hold a hash, as press makes them, in any of the
// regular expressions of servers.
const hashedNames = `(\.[0-9a-f]{10}\.(css|js|woff2?)|/media/.*-[0-9a-f]{8}-[0-9]+x[0-9]+(-f[0-9]+x[0-9]+)?\.[a-z0-9]+)$`

func (s *Site) nginx() string {
	var b strings.Builder
	b.WriteString("# Made by Warraq. In a server block: include this file, and say root /the/folder/of/the/site;\n")
	b.WriteString("index index.html;\nabsolute_redirect off;\ncharset utf-8;\ncharset_types text/css text/javascript application/javascript application/xml application/json text/plain;\ngzip on;\ngzip_vary on;\ngzip_types text/css text/javascript application/javascript application/json application/xml image/svg+xml text/plain;\n")
	fmt.Fprintf(&b, "error_page 404 %s/404.html;\n", s.base())
	headers := func(indent string) {
		for _, h := range s.headers() {
			fmt.Fprintf(&b, "%sadd_header %s \"%s\" always;\n", indent, h.name, strings.ReplaceAll(h.value, `"`, `\"`))
		}
	}
	headers("")
	fmt.Fprintf(&b, "location ~ /\\.warraq- { return 404; }\n")
	fmt.Fprintf(&b, "location ~ \"%s\" {\n  add_header Cache-Control \"%s\" always;\n", strings.ReplaceAll(hashedNames, `\`, `\\`), immutable)
	headers("  ")
	b.WriteString("}\nlocation ~ \\.webmanifest$ {\n  types {}\n  default_type application/manifest+json;\n")
	headers("  ")
	fmt.Fprintf(&b, "}\nlocation %s%s {\n  add_header X-Robots-Tag noindex always;\n", s.base(), previews)
	headers("  ")
	b.WriteString("}\n")
	for _, r := range s.Redirects {
		if from := decoded(r.From); !strings.Contains(from+r.To, "$") {
			fmt.Fprintf(&b, "location = %s { return 301 %s; }\n", quote(from), quote(r.To))
		}
	}
	return b.String()
}

func (s *Site) caddy() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made by Warraq. Put the path of the site after root *\n%s {\n\troot * /var/www/paper\n\tencode zstd gzip\n\theader {\n", s.domain())
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "\t\t%s \"%s\"\n", h.name, strings.ReplaceAll(h.value, `"`, `\"`))
	}
	fmt.Fprintf(&b, "\t}\n\t@hashed path_regexp hashed %s\n\theader @hashed Cache-Control \"%s\"\n\t@preview path %s%s*\n\theader @preview X-Robots-Tag noindex\n\t@own path_regexp own /\\.warraq-\n\trespond @own 404\n", hashedNames, immutable, s.base(), previews)
	for i, r := range s.Redirects {
		fmt.Fprintf(&b, "\t@r%d path %s\n\tredir @r%d %s 301\n", i, caddyQuote(decoded(r.From)), i, caddyQuote(r.To))
	}
	b.WriteString("\tfile_server\n\thandle_errors 404 {\n\t\trewrite * /404.html\n\t\tfile_server\n\t}\n}\n")
	return b.String()
}

func caddyQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "{", `\{`, "*", `\*`).Replace(s) + `"`
}

func (s *Site) apache() string {
	var b strings.Builder
	b.WriteString("# Made by Warraq\nDirectoryIndex index.html\nOptions -Indexes\nAddDefaultCharset utf-8\n")
	fmt.Fprintf(&b, "ErrorDocument 404 %s/404.html\n", s.base())
	b.WriteString("AddType application/manifest+json .webmanifest\nAddType image/webp .webp\nAddType image/avif .avif\nAddType font/woff2 .woff2\n")
	b.WriteString("<IfModule mod_headers.c>\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "  Header always set %s \"%s\"\n", h.name, strings.ReplaceAll(h.value, `"`, `\"`))
	}
	fmt.Fprintf(&b, "  <If \"%%{REQUEST_URI} =~ m#%s#\">\n    Header always set Cache-Control \"%s\"\n  </If>\n  <If \"%%{REQUEST_URI} =~ m#^%s%s#\">\n    Header always set X-Robots-Tag noindex\n  </If>\n</IfModule>\n", hashedNames, immutable, s.base(), previews)
	b.WriteString("<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json application/xml image/svg+xml text/plain\n</IfModule>\n")
	b.WriteString("<FilesMatch \"^\\.warraq-\">\n  Require all denied\n</FilesMatch>\n")
	for _, r := range s.Redirects {
		from := strings.TrimSuffix(decoded(r.From), "/")
		fmt.Fprintf(&b, "RedirectMatch 301 \"^%s/?$\" \"%s\"\n", strings.ReplaceAll(regexp.QuoteMeta(from), `"`, `\"`), strings.ReplaceAll(r.To, `"`, "%22"))
	}
	return b.String()
}
