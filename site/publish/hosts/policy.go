package hosts

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Needs gathers what pages fetch and run, for a Content-Security-Policy that lets through
// that and nothing else. The zero value is ready; its methods may be called by several
// goroutines.
type Needs struct {
	mu   sync.Mutex
	sets map[string]map[string]bool // a directive of the policy to its sources
}

var (
	scriptType = regexp.MustCompile(`(?i)\stype=["']?([^\s"'>]+)`)
	attribute  = regexp.MustCompile(`(?is)\s(srcset|src|poster|data-frame|data-goatcounter|data-embed|style)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))`)
)

// tags are those that fetch or run something; figures hold what a click shows.
var tags = []string{"script", "style", "img", "source", "video", "audio", "track", "figure"}

// Page looks at a page, as the press minifies it.
func (n *Needs) Page(data []byte) {
	for {
		at := bytes.IndexByte(data, '<')
		if at < 0 {
			return
		}
		data = data[at+1:]
		end := bytes.IndexByte(data, '>')
		if end < 0 {
			return
		}
		tag := data[:end]
		for _, name := range tags {
			if len(tag) < len(name) || !strings.EqualFold(string(tag[:len(name)]), name) || len(tag) > len(name) && tag[len(name)] > ' ' && tag[len(name)] != '/' {
				continue
			}
			if q := bytes.Count(tag, []byte{'"'}); q%2 == 1 { // a > in a value
				if more := bytes.IndexByte(data[end+1:], '>'); more >= 0 {
					tag = data[:end+1+more]
				}
			}
			body := data[min(len(tag)+1, len(data)):]
			if stop := bytes.Index(body, []byte("</"+name)); stop >= 0 && (name == "script" || name == "style") {
				n.inline(name, tag, body[:stop])
				data = body[stop:]
				tag = nil
			} else {
				n.fetched(name, tag)
			}
			break
		}
		if bytes.Contains(tag, []byte(" style=")) {
			n.add("style-src-attr", "'unsafe-inline'")
		}
	}
}

// inline looks at a script or a style sheet within a page.
func (n *Needs) inline(name string, tag, body []byte) {
	if name == "style" {
		n.add("style-src", hashOf(body))
		return
	}
	src := ""
	for _, a := range attribute.FindAllSubmatch(tag, -1) {
		switch v := value(a[2:]); strings.ToLower(string(a[1])) {
		case "src":
			src = v
			for _, directive := range []string{"script-src", "connect-src", "img-src"} { // what a counter runs, it also calls
				n.origin(directive, v)
			}
		case "data-goatcounter":
			n.origin("connect-src", v)
			n.origin("img-src", v)
		}
	}
	kind := ""
	if m := scriptType.FindSubmatch(tag); m != nil {
		kind = strings.ToLower(string(m[1]))
	}
	if runs := kind == "" || kind == "module" || kind == "speculationrules" || strings.Contains(kind, "javascript"); src == "" && len(body) > 0 && runs {
		n.add("script-src", hashOf(body))
	}
}

// fetched looks at a tag that fetches something, at once or on a click.
func (n *Needs) fetched(name string, tag []byte) {
	directive := "img-src"
	if name == "video" || name == "audio" || name == "track" || bytes.Contains(tag, []byte("video/")) || bytes.Contains(tag, []byte("audio/")) {
		directive = "media-src"
	}
	for _, a := range attribute.FindAllSubmatch(tag, -1) {
		switch v := value(a[2:]); strings.ToLower(string(a[1])) {
		case "srcset":
			for part := range strings.SplitSeq(v, ",") {
				n.origin("img-src", strings.TrimSpace(part))
			}
		case "poster":
			n.origin("img-src", v)
		case "src":
			n.origin(directive, v)
		case "data-frame":
			n.origin("frame-src", v)
		case "data-embed":
			if v == "youtube" {
				n.add("frame-src", "https://www.youtube-nocookie.com")
			}
		}
	}
}

// value is an attribute's, however it is quoted.
func value(forms [][]byte) string { return html.UnescapeString(string(bytes.Join(forms, nil))) }

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// origin adds the host of an address that is not the site's own.
func (n *Needs) origin(directive, address string) {
	address, _, _ = strings.Cut(address, " ")
	u, err := url.Parse(address)
	switch {
	case err != nil:
	case u.Scheme == "data":
		n.add(directive, "data:")
	case u.Host != "" && !strings.ContainsAny(u.Host, "; ,'\"<>"):
		scheme := u.Scheme
		if scheme == "" {
			scheme = "https"
		}
		n.add(directive, scheme+"://"+u.Host)
	}
}

func (n *Needs) add(directive, source string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.sets == nil {
		n.sets = map[string]map[string]bool{}
	}
	if n.sets[directive] == nil {
		n.sets[directive] = map[string]bool{}
	}
	n.sets[directive][source] = true
}

// mostSources is how many hosts of pictures a policy names; more are all that have https.
const mostSources = 25

// Policy is the value of Content-Security-Policy.
func (n *Needs) Policy() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := []string{"default-src 'none'"}
	for _, directive := range []string{"script-src", "style-src", "style-src-attr", "img-src", "media-src", "font-src", "connect-src", "frame-src", "manifest-src"} {
		sources := slices.Sorted(maps.Keys(n.sets[directive]))
		if len(sources) > mostSources && directive != "script-src" && directive != "style-src" {
			sources = []string{"https:"}
		}
		switch directive {
		case "style-src-attr", "frame-src":
			if len(sources) == 0 {
				continue
			}
		case "img-src": // icons of the style sheet
			sources = slices.Concat([]string{"'self'", "data:"}, slices.DeleteFunc(sources, func(s string) bool { return s == "data:" }))
		default:
			sources = append([]string{"'self'"}, sources...)
		}
		out = append(out, directive+" "+strings.Join(sources, " "))
	}
	out = append(out, "form-action 'self'", "base-uri 'self'", "frame-ancestors 'self'")
	return strings.Join(out, "; ")
}

// Text is what was gathered, for the next build, which makes only a part of the pages.
func (n *Needs) Text() []byte {
	n.mu.Lock()
	defer n.mu.Unlock()
	var lines []string
	for directive, sources := range n.sets {
		for s := range sources {
			lines = append(lines, directive+"\t"+s)
		}
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "\n"))
}

// Recall adds what Text gave.
func (n *Needs) Recall(text []byte) {
	for line := range strings.SplitSeq(string(text), "\n") {
		if directive, s, ok := strings.Cut(line, "\t"); ok {
			n.add(directive, s)
		}
	}
}
