package serve

import (
	"bytes"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
)

// own is the path under which the preview's own answers lie. No site has it:
// the output never has a name that begins with a dot.
const own = "/.warraq/"

// guard is everything: the checks that come before any answer, then the answer.
func (v *preview) guard() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "SAMEORIGIN") // no other site may show drafts in a frame
		h.Set("Content-Security-Policy", "frame-ancestors 'self'")
		switch {
		case !v.knownHost(r.Host):
			http.Error(w, "this preview answers to its own name only", http.StatusForbidden)
		case !v.sameOrigin(r):
			http.Error(w, "this preview is not for other sites", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "GET and HEAD only", http.StatusMethodNotAllowed)
		default:
			v.answer(w, r)
		}
	})
}

// knownHost is the guard against DNS rebinding.
func (v *preview) knownHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(strings.ToLower(name), "[]")
	return name == "localhost" || name == "127.0.0.1" || name == "::1" || slices.Contains(v.Hosts, name)
}

// sameOrigin refuses what another site's page asks for, by what browsers say
// of it (Fetch: Origin; Sec-Fetch-Site). Following a link to the preview is
// fine.
func (v *preview) sameOrigin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		return err == nil && u.Host == r.Host
	}
	return r.Header.Get("Sec-Fetch-Site") != "cross-site" || r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

func (v *preview) answer(w http.ResponseWriter, r *http.Request) {
	name, ok := cleanPath(r)
	if !ok {
		http.Error(w, "no such path", http.StatusBadRequest)
		return
	}
	switch {
	case name == own+"events":
		v.stream(w, r)
	case name == own+"preview.js":
		serveBytes(w, r, "preview.js", "", previewScript)
	case name == own+"problems":
		v.problems(w, r.URL.Query().Get("source"))
	case name == own+"place":
		v.place(w, r)
	case strings.Contains(name, "/.") && !strings.HasPrefix(name, "/.well-known/"):
		v.notFound(w, r)
	default:
		v.page(w, r, name)
	}
}

// cleanPath gives the decoded path of a request. What would climb, or is
// written to look like something else, is refused and not corrected.
func cleanPath(r *http.Request) (string, bool) {
	p := r.URL.Path
	if !strings.HasPrefix(p, "/") || r.URL.Host != "" || strings.ContainsAny(p, "\\\x00") || strings.Contains(p, "//") {
		return "", false
	}
	for part := range strings.SplitSeq(p, "/") {
		if part == ".." || part == "." {
			return "", false
		}
	}
	escaped := strings.ToLower(r.URL.EscapedPath())
	return p, !strings.Contains(escaped, "%2f") && !strings.Contains(escaped, "%5c") && !strings.Contains(escaped, "%00") && !strings.Contains(escaped, "%252e")
}

// onThisSite gives an address without a host a single slash at its beginning. Browsers
// take //host, /\host and these with white space between for another site (URL Standard, 4.4).
func onThisSite(address string) string {
	if !strings.HasPrefix(address, "/") {
		return address
	}
	return "/" + strings.TrimLeftFunc(address, func(r rune) bool { return r == '/' || r == '\\' || r <= ' ' })
}

// page answers with a file of the site.
func (v *preview) page(w http.ResponseWriter, r *http.Request, name string) {
	s, failure := v.current()
	if s == nil {
		v.say(w, http.StatusInternalServerError, v.shell(v.Say(site.Reason(failure))))
		return
	}
	rest, under := strings.CutPrefix(name, s.Base)
	if !under || !strings.HasPrefix(rest, "/") {
		if name == "/" || name == s.Base {
			http.Redirect(w, r, onThisSite(s.Base+"/"), http.StatusFound)
			return
		}
		v.notFound(w, r)
		return
	}
	if to := s.Redirect(rest); to != "" {
		http.Redirect(w, r, onThisSite(to), http.StatusMovedPermanently)
		return
	}
	out := strings.TrimPrefix(rest, "/")
	if out == "" || strings.HasSuffix(out, "/") {
		out += "index.html"
	}
	if path.Ext(out) == ".html" {
		v.mu.Lock()
		v.asked = out
		v.mu.Unlock()
	}
	data, found, err := s.File(out)
	if !found && err == nil && path.Ext(out) == "" {
		if _, folder, _ := s.File(out + "/index.html"); folder {
			http.Redirect(w, r, (&url.URL{Path: name + "/"}).EscapedPath(), http.StatusMovedPermanently)
			return
		}
	}
	switch {
	case err != nil:
		if p, isNew := v.blame(s, err); isNew && v.Blamed != nil {
			v.Blamed(p)
		}
		v.say(w, http.StatusInternalServerError, v.shell(v.Say(site.Reason(err))))
	case !found:
		v.notFound(w, r)
	default:
		kind := ""
		if s.Type != nil {
			kind = s.Type(out)
		}
		serveBytes(w, r, out, kind, v.dressed(out, data))
	}
}

// notFound shows the site's own page, with the right status.
func (v *preview) notFound(w http.ResponseWriter, r *http.Request) {
	page := v.shell(r.URL.Path)
	if s, _ := v.current(); s != nil {
		if data, found, _ := s.File("404.html"); found {
			page = data
		}
	}
	v.say(w, http.StatusNotFound, page)
}

// types are those that machines disagree on.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".xml": "application/xml; charset=utf-8", ".json": "application/json; charset=utf-8", ".svg": "image/svg+xml",
	".woff2": "font/woff2", ".webp": "image/webp", ".avif": "image/avif", ".webm": "video/webm", ".mp4": "video/mp4",
	".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
}

// serveBytes answers with ranges and HEAD as HTTP wants them. kind is a media type, or "".
func serveBytes(w http.ResponseWriter, r *http.Request, name, kind string, data []byte) {
	if kind == "" {
		kind = types[path.Ext(name)]
	}
	if kind == "" {
		kind = mime.TypeByExtension(path.Ext(name))
	}
	if kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.Header().Set("ETag", etag(data))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}
