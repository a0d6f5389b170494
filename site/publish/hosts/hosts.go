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
	Gone      []string // addresses of tombstones, which end with a slash, as in a Redirect
	Editions  []string // folders of editions in other languages, which have a page of their own for what is not there: "/en"
	Policy    string   // Content-Security-Policy
	Hashed    []string // paths of files that never change: their names hold a hash
	Types     []Typed  // files with a media type of their own; of two that fit the last one wins
	Forms     []string // in which files stand precompressed beside themselves: "gz", "br", "zst"
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

// The Cache-Control of a file whose name holds its hash, and of all others where the host
// would have readers keep them for long: those of package deploy.
const (
	immutable = "public, max-age=31536000, immutable"
	brief     = "public, max-age=30, stale-while-revalidate=600, stale-if-error=86400"
)

func file(path, text string) site.File { return site.File{Path: path, Data: []byte(text)} }

// Write writes what a host wants.
func Write(host string, s *Site) Out {
	switch host {
	case "netlify":
		lines := s.lines(host, " 301!")
		for _, address := range s.Gone {
			for _, from := range spelled(host, address) {
				if !strings.Contains(from, " ") {
					lines += from + " " + address + "index.html 410!\n"
				}
			}
		}
		for _, at := range s.Editions {
			lines += s.base() + at + "/* " + s.base() + at + "/404.html 404\n"
		}
		return Out{Public: []site.File{file("_headers", s.rules()), file("_redirects", lines)}}
	case "cloudflare": // it takes the nearest 404.html by itself
		return Out{Public: []site.File{file("_headers", s.rules()), file("_redirects", s.lines(host, " 301"))}}
	case "gitlab":
		if len(s.Redirects) == 0 {
			return Out{}
		}
		return Out{Public: []site.File{file("_redirects", s.lines(host, " 301"))}}
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
	return Out{}
}

// rules are the _headers of Netlify and Cloudflare.
func (s *Site) rules() string {
	var b strings.Builder
	b.WriteString(s.base() + "/*\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
	}
	fmt.Fprintf(&b, "%s%s*\n  X-Robots-Tag: noindex\n", s.base(), previews)
	b.WriteString(s.typeRules())
	for _, p := range s.Hashed {
		fmt.Fprintf(&b, "%s/%s\n  Cache-Control: %s\n", s.base(), (&url.URL{Path: p}).EscapedPath(), immutable)
	}
	return b.String()
}

// lines are the _redirects of Netlify, Cloudflare and GitLab.
func (s *Site) lines(host, status string) string {
	var b strings.Builder
	for _, r := range s.Redirects {
		for _, from := range spelled(host, r.From) {
			fmt.Fprintf(&b, "%s %s%s\n", from, r.To, status)
		}
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
	headers = append(headers, s.typePairs(func(t Typed) string {
		return s.base() + strings.ReplaceAll(regexp.QuoteMeta(t.Path), `\*`, "(.*)")
	})...)
	redirects := []map[string]any{}
	for _, r := range s.Redirects {
		redirects = append(redirects, map[string]any{"source": r.From, "destination": r.To, "statusCode": 301})
	}
	return map[string]any{"trailingSlash": true, "headers": headers, "redirects": redirects}
}

func (s *Site) firebase() any {
	headers := []map[string]any{{"source": "**", "headers": append(s.pairs(), pair{"key": "Cache-Control", "value": brief})}}
	for _, p := range s.Hashed {
		headers = append(headers, map[string]any{"source": "/" + p, "headers": []pair{{"key": "Cache-Control", "value": immutable}}})
	}
	headers = append(headers, s.typePairs(func(t Typed) string { return strings.ReplaceAll(t.Path, "*", "**") })...)
	redirects := []map[string]any{}
	for _, r := range s.Redirects {
		for _, from := range spellings(decoded(r.From), true) {
			redirects = append(redirects, map[string]any{"source": from, "destination": r.To, "type": 301})
		}
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
		for _, from := range spellings(r.From, true) {
			routes = append(routes, map[string]any{"route": from, "redirect": r.To, "statusCode": 301})
		}
	}
	for _, p := range s.Hashed {
		routes = append(routes, map[string]any{"route": "/" + p, "headers": pair{"Cache-Control": immutable}})
	}
	for _, t := range s.Types {
		if !strings.Contains(t.Path, "*") { // it knows a star at the end alone
			routes = append(routes, map[string]any{"route": t.Path, "headers": pair{"Content-Type": t.Type}})
		}
	}
	return map[string]any{
		"globalHeaders": all, "routes": routes, "trailingSlash": "always",
		"responseOverrides": map[string]any{"404": map[string]any{"rewrite": "/404.html", "statusCode": 404}},
		"mimeTypes":         pair{".webmanifest": "application/manifest+json", ".opml": "text/x-opml", ".bin": "application/octet-stream"},
	}
}
