package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the script
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site"
)

//go:embed preview.js
var previewScript []byte

// readers are the open pages that wait for news.
type readers struct {
	mu     sync.Mutex
	open   map[chan string]bool
	closed bool
}

// maxReaders bounds what a runaway browser can open.
const maxReaders = 64

func (r *readers) join() (chan string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || len(r.open) >= maxReaders {
		return nil, false
	}
	if r.open == nil {
		r.open = map[chan string]bool{}
	}
	c := make(chan string, 4)
	r.open[c] = true
	return c, true
}

func (r *readers) leave(c chan string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, c)
}

// tell never waits: a page that is slow to listen misses news that the next
// one repeats.
func (r *readers) tell(event string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c := range r.open {
		select {
		case c <- event:
		default:
		}
	}
}

func (r *readers) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for c := range r.open {
		close(c)
		delete(r.open, c)
	}
}

// stream answers with server-sent events (HTML, 9.2) until the page goes.
func (v *preview) stream(w http.ResponseWriter, r *http.Request) {
	c, ok := v.readers.join()
	if !ok {
		http.Error(w, "too many open pages", http.StatusServiceUnavailable)
		return
	}
	defer v.readers.leave(c)
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	fmt.Fprintf(w, "retry: 500\n\n%s", v.event())
	for {
		if flush.Flush() != nil {
			return
		}
		select {
		case event, open := <-c:
			if !open {
				return
			}
			fmt.Fprint(w, event)
		case <-time.After(25 * time.Second):
			fmt.Fprint(w, ": still here\n\n")
		case <-r.Context().Done():
			return
		}
	}
}

// event tells a page how the edition stands, and which stories are new in it.
func (v *preview) event(fresh ...*site.Link) string {
	data, err := json.Marshal(struct {
		Errors int          `json:"errors"`
		Fresh  []*site.Link `json:"fresh,omitempty"`
	}{site.Errors(v.wrong()), fresh})
	if err != nil {
		panic(err) // numbers and strings always marshal
	}
	return "event: edition\ndata: " + string(data) + "\n\n"
}

// shown is a Problem as the overlay shows it.
type shown struct {
	Place   string   `json:"place"`
	Level   string   `json:"level"`
	Message string   `json:"message"`
	Hint    string   `json:"hint"`
	Lines   []string `json:"lines,omitempty"`
	First   int      `json:"first,omitempty"`
	Line    int      `json:"line,omitempty"`
	Col     int      `json:"col,omitempty"`
	Open    string   `json:"open,omitempty"`
}

// problems answers with what is wrong, and the lines where it is; of the story
// that the asking page shows also what a copy desk would say.
func (v *preview) problems(w http.ResponseWriter, source string) {
	out := []shown{}
	for _, p := range v.wrong() {
		out = append(out, v.show(p))
	}
	if v.Proofread != nil && v.isSource(source) {
		for _, p := range v.Proofread(source) {
			out = append(out, v.show(p))
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(out) //nolint:errchkjson // the reader may have gone
}

func (v *preview) show(p site.Problem) shown {
	s := shown{Place: p.Place(), Level: string(p.Level), Message: v.Say(p.Message), Hint: v.Say(p.Hint), Line: p.Line, Col: p.Col}
	s.Open = v.editorLink(p.Path, p.Line, p.Col)
	if p.Line == 0 {
		return s
	}
	data, err := v.read(p.Path)
	if err != nil {
		return s
	}
	lines := strings.Split(string(bytes.ToValidUTF8(data, []byte("�"))), "\n")
	s.First = max(1, p.Line-1)
	s.Lines = lines[min(s.First-1, len(lines)):min(p.Line+1, len(lines))]
	return s
}

// onDisk is where a file of the source lies.
func (v *preview) onDisk(source string) string {
	return filepath.Join(v.Root, filepath.FromSlash(source))
}

// editorLink is the address that opens a file of the source, or "".
func (v *preview) editorLink(source string, line, col int) string {
	escaped := (&url.URL{Path: filepath.ToSlash(v.onDisk(source))}).EscapedPath()
	return strings.NewReplacer("{path}", escaped, "{line}", strconv.Itoa(max(1, line)), "{col}", strconv.Itoa(max(1, col))).Replace(v.Editor)
}

// dressed adds the preview's script to a page. Nothing of it is in a
// published site.
func (v *preview) dressed(name string, data []byte) []byte {
	if !strings.HasSuffix(name, ".html") {
		return data
	}
	source := ""
	if s, _ := v.current(); s != nil {
		source = s.Source(name)
	}
	tag := fmt.Sprintf(`<script src="%spreview.js" data-lang="%s" data-source="%s" defer></script>`,
		own, html.EscapeString(v.Lang), html.EscapeString(source))
	if at := bytes.LastIndex(data, []byte("</body>")); at >= 0 {
		return bytes.Join([][]byte{data[:at], []byte(tag), data[at:]}, nil)
	}
	return append(bytes.Clone(data), tag...)
}

// shell is a page for when there is none to show: the overlay fills it.
func (v *preview) shell(words string) []byte {
	dir := "ltr"
	if v.Lang == "ar" {
		dir = "rtl"
	}
	return fmt.Appendf(nil, `<!doctype html><html lang="%s" dir="%s"><meta charset="utf-8"><title>Warraq</title><body><p><bdi dir="auto">%s</bdi></p></body></html>`,
		v.Lang, dir, html.EscapeString(words))
}

// say answers with a page that is not the one asked for.
func (v *preview) say(w http.ResponseWriter, status int, page []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(v.dressed("404.html", page))
}

func etag(data []byte) string {
	sum := sha256.Sum256(data)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}
