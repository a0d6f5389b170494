package fill

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"warraq/site"
)

// mostLive is how many entries a poll brings: who has the page open has the
// older ones.
const mostLive = 20

// Live writes the newest entries of a live story as JSON, each with its part of the body.
func Live(w io.Writer, entries []site.Entry, body string) error {
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
	}{Count: len(entries), Entries: []entry{}}
	html := []byte(body)
	for _, e := range entries[:min(mostLive, len(entries))] {
		from, to := entryIn(html, e.ID)
		x := entry{ID: e.ID, Title: e.Title, Pinned: e.Pinned, HTML: string(html[from:to])}
		if !e.Time.IsZero() {
			x.Time = e.Time.Format(time.RFC3339)
		}
		out.Entries = append(out.Entries, x)
	}
	return json.NewEncoder(w).Encode(out)
}

// escaped writes an id as it stands in a body.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// entryIn finds an entry in a body: the <section> whose heading has the id. Both are 0
// where there is none.
func entryIn(body []byte, id string) (from, to int) {
	at := bytes.Index(body, []byte(`<h2 id="`+escaped.Replace(id)+`"`))
	if at < 0 {
		return 0, 0
	}
	from = bytes.LastIndex(body[:at], []byte(`<section class="entry`))
	if from < 0 {
		return 0, 0
	}
	for depth, to := 1, at; ; { // the words of an entry may have sections
		end := bytes.Index(body[to:], []byte("</section>"))
		if end < 0 {
			return 0, 0
		}
		depth += bytes.Count(body[to:to+end], []byte("<section")) - 1
		if to += end + len("</section>"); depth == 0 {
			return from, to
		}
	}
}

// Without gives a body without some of its entries. The body stays as it is.
func Without(body []byte, entries []string) []byte {
	for _, id := range entries {
		from, to := entryIn(body, id)
		body = slices.Concat(body[:from], body[to:])
	}
	return body
}
