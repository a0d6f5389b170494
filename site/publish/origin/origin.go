// Package origin answers HTTP requests (RFC 9110) with the files of packs, as a web server does with
// those of a folder: behind any CDN, from a disk or straight from object storage. It does so with the files of a folder, too,
// whose old years are packs.
//
// Most requests ask for a file and nothing else. These are answered by a listener in front of net/http, in one write, with the
// same bytes (front.go says why); what has a body, a condition, a range or anything unusual is net/http's.
//
// What belongs here: which file answers which address, and with which headers. What does not: what
// is in a pack (package pack), and which pages are in packs of their own (package frozen).
package origin

import (
	"bytes"
	"cmp"
	_ "embed" // of Worker
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"warraq/site/publish/pack"
)

// Headers give the Content-Type and the Cache-Control of a file by its path.
type Headers func(path string) (kind, cache string)

// Files are what a site is served from. The error of Open is fs.ErrNotExist where they have none of the path.
type Files interface {
	Open(path string) (pack.File, error)
}

// several are the files of packs and folders: the first that has one gives it.
type several []Files

func (s several) Open(path string) (f pack.File, err error) {
	err = fs.ErrNotExist
	for _, files := range s {
		if f, err = files.Open(path); !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return f, err
}

// Origin is an http.Handler for a site.
type Origin struct {
	files   atomic.Pointer[several]
	headers Headers
	root    string // the path of base_url, such as /paper, or ""
}

// New makes an Origin. root is the path under which the site stands, with or without slashes at its
// ends.
func New(files Files, headers Headers, root string) *Origin {
	if root = strings.Trim(root, "/"); root != "" {
		root = "/" + root
	}
	o := &Origin{headers: headers, root: root}
	o.Use(files)
	return o
}

// Use takes other files from now on: the next edition.
func (o *Origin) Use(files ...Files) { o.files.Store((*several)(&files)) }

// ServeHTTP answers GET and HEAD. An address that ends with a slash is the index.html of its folder; one
// that lacks it leads there. What is not there is answered with the site's own 404.html.
func (o *Origin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	p := o.files.Load()
	name, ok := o.nameOf(r.URL.Path)
	if !ok {
		o.missing(w, r, p)
		return
	}
	f, err := p.Open(name)
	if errors.Is(err, fs.ErrNotExist) && !strings.HasSuffix(r.URL.Path, "/") {
		if _, err := p.Open(path.Join(name, "index.html")); err == nil {
			to := url.URL{Path: o.root + "/" + name + "/", RawQuery: r.URL.RawQuery}
			w.Header().Set("Location", to.String())
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
	}
	switch {
	case err == nil:
		o.send(w, r, f, name, http.StatusOK)
	case errors.Is(err, fs.ErrNotExist):
		o.missing(w, r, p)
	default:
		unavailable(w)
	}
}

// nameOf is the path of the file at an address. ok is false where no file can have it.
func (o *Origin) nameOf(address string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(address, o.root)
	if !ok || !strings.HasPrefix(cmp.Or(rest, "/"), "/") {
		return "", false
	}
	name = strings.TrimPrefix(rest, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, fs.ValidPath(name)
}

// missing answers with the page not found.
func (o *Origin) missing(w http.ResponseWriter, r *http.Request, p Files) {
	f, err := p.Open("404.html")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	o.send(w, r, f, "404.html", http.StatusNotFound)
}

func unavailable(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "5")
	http.Error(w, "the archive cannot be read", http.StatusServiceUnavailable)
}

// send answers with a file: as it is stored to whoever takes gzip, and else as it is.
func (o *Origin) send(w http.ResponseWriter, r *http.Request, f pack.File, name string, status int) {
	asStored := !f.Gzip || takesGzip(r.Header.Values("Accept-Encoding"))
	body, err := bodyOf(f, asStored)
	if err != nil {
		unavailable(w)
		return
	}
	h, tag := w.Header(), hex.EncodeToString(f.Sum[:])
	kind, cache := o.headers(name)
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	if f.Gzip {
		h.Set("Vary", "Accept-Encoding")
	}
	if f.Gzip && asStored {
		tag += "-gzip"
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.FormatInt(body.Size(), 10))
	if status == http.StatusOK {
		h.Set("ETag", `"`+tag+`"`)
		h.Set("Cache-Control", cache)
		http.ServeContent(w, r, "", time.Time{}, body) // ranges and conditions; a pack has no times
		return
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = body.WriteTo(w) // a reader who has gone away is no fault
	}
}

// body is what is sent.
type body interface {
	io.ReadSeeker
	io.WriterTo
	Size() int64
}

// bodyOf gives the bytes to send: of a file of a page's size, read at once.
func bodyOf(f pack.File, asStored bool) (body, error) {
	switch {
	case !asStored:
		data, err := f.Read()
		return bytes.NewReader(data), err
	case f.Stored.Size() > atOnce:
		return large{f.Stored}, nil
	}
	data := make([]byte, f.Stored.Size())
	n, err := f.Stored.ReadAt(data, 0)
	if n == len(data) {
		err = nil
	}
	return bytes.NewReader(data), err
}

// atOnce is the most that is read of a pack in one go.
const atOnce = 1 << 20

// large is a long file, of which a part is read at a time.
type large struct{ *io.SectionReader }

// WriteTo implements io.WriterTo.
func (l large) WriteTo(w io.Writer) (int64, error) {
	return io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{l.SectionReader}, make([]byte, atOnce))
}

// Worker is a script that answers in the same way at the edge of a network.
//
//go:embed worker.js
var Worker []byte
