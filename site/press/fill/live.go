package fill

import (
	"encoding/json"
	"io"
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
	for _, e := range entries[:min(mostLive, len(entries))] {
		x := entry{ID: e.ID, Title: e.Title, Pinned: e.Pinned, HTML: entryHTML(body, e.ID)}
		if !e.Time.IsZero() {
			x.Time = e.Time.Format(time.RFC3339)
		}
		out.Entries = append(out.Entries, x)
	}
	return json.NewEncoder(w).Encode(out)
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
