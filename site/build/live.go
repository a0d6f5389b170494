package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"warraq/site"
)

// liveFile is the file beside a live story's page that open pages poll.
const liveFile = "live.json"

// isOpen says that the coverage of a story goes on.
func isOpen(s *site.Story) bool {
	return s.Type == site.Live && len(s.Entries) > 0 && (s.Coverage == nil || s.Coverage.End.IsZero())
}

// liveView is all that the entries of a live story may show.
type liveView struct {
	Entries []site.Entry
	BodyKey site.Sum
	Body    string `key:"-"`
}

// mostLive is how many entries a poll brings: who has the page open has the
// older ones.
const mostLive = 20

// liveJobs are the files that the pages of open coverage poll.
func (p *Plan) liveJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		for _, s := range p.Edition.Stories {
			if !isOpen(s) || !p.granted(s.Address, s) {
				continue
			}
			view := func() *liveView { return &liveView{Entries: s.Entries, BodyKey: p.bodyKey(p.newest(s).Article)} }
			write := func(w io.Writer, v *liveView) error {
				s := p.newest(s)
				body, err := p.body(new(words), s.Article)
				if err != nil {
					return err
				}
				v.Entries, v.Body = s.Entries, string(body)
				return writeLive(w, v)
			}
			if !yield(raw(s.Address+liveFile, "live/1", view, write)) {
				return
			}
		}
	}
}

// writeLive writes the newest entries, each with its HTML.
func writeLive(w io.Writer, v *liveView) error {
	type entry struct {
		ID     string `json:"id"`
		Title  string `json:"title"`
		Time   string `json:"time,omitempty"`
		Pinned bool   `json:"pinned,omitempty"`
		HTML   string `json:"html"`
	}
	out := struct {
		Count   int     `json:"count"`
		Entries []entry `json:"entries"`
	}{Count: len(v.Entries), Entries: []entry{}}
	for _, e := range v.Entries[:min(mostLive, len(v.Entries))] {
		x := entry{ID: e.ID, Title: e.Title, Pinned: e.Pinned, HTML: entryHTML(v.Body, e.ID)}
		if !e.Time.IsZero() {
			x.Time = e.Time.Format(time.RFC3339)
		}
		out.Entries = append(out.Entries, x)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("live entries: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// entryHTML cuts an entry out of a body, where it is a <section> whose heading
// has the id.
func entryHTML(body, id string) string {
	at := strings.Index(body, `<h2 id="`+id+`"`)
	if at < 0 {
		return ""
	}
	start := strings.LastIndex(body[:at], `<section class="entry`)
	end := strings.Index(body[at:], "</section>")
	if start < 0 || end < 0 {
		return ""
	}
	return body[start : at+end+len("</section>")]
}
