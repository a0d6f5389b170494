package markdown

import (
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown/syntax"
)

// A live story is a list of entries. Each begins with a heading that begins
// with its time, «## 14:30 المشاركة تتجاوز أربعين في المائة», perhaps with a
// date before it; {.pinned} after it keeps the entry on top. An author may
// write them in either order: they are shown newest first.

// entryNode is a heading with all that follows up to the next one.
type entryNode struct {
	site.Entry
	heading *ast.Heading
	clock   time.Duration // since midnight
	dated   bool          // the heading names its day
}

// live writes the entries of a live story. It returns false if there are none.
func (w *writer) live(doc ast.Node) bool {
	entries, level := w.entriesOf(doc)
	if len(entries) == 0 {
		return false
	}
	dateEntries(entries, w.opts.Start, w.opts.Zone)
	slices.SortStableFunc(entries, func(a, b entryNode) int {
		if a.Pinned != b.Pinned {
			if a.Pinned {
				return -1
			}
			return 1
		}
		return b.Time.Compare(a.Time)
	})
	own := map[ast.Node]int{}
	for i, e := range entries {
		own[e.heading] = i
	}
	parts := make([][]ast.Node, len(entries))
	at := -1
	var after []ast.Node // footnotes
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == level {
			if i, is := own[h]; is {
				at = i
			}
		}
		switch {
		case n.Kind().String() == "FootnoteList":
			after = append(after, n)
		case at < 0:
			w.block(n)
		default:
			parts[at] = append(parts[at], n)
		}
	}
	w.settle()
	for i := range entries {
		w.entry(&entries[i], parts[i])
	}
	for _, n := range after {
		w.block(n)
	}
	return true
}

// entriesOf finds the headings that begin with a time, and their level.
func (w *writer) entriesOf(doc ast.Node) (entries []entryNode, level int) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || level != 0 && h.Level != level {
			continue
		}
		e, ok := entryOf(h, w.plainOf(h), w.opts.Zone)
		if !ok {
			continue
		}
		level = h.Level
		entries = append(entries, e)
	}
	return entries, level
}

// maxTimeWords is how many words a date with its time may have:
// «21 نوفمبر 2026، 11:05 مساءً».
const maxTimeWords = 6

// entryOf reads a heading's time: as many of its first words as are one.
func entryOf(h *ast.Heading, words string, zone *time.Location) (entryNode, bool) {
	e := entryNode{heading: h, Entry: site.Entry{Pinned: slices.Contains(strings.Fields(syntax.Attribute(h, "class")), "pinned")}}
	fields := strings.Fields(words)
	if zone == nil {
		zone = time.UTC
	}
	for n := min(len(fields), maxTimeWords); n > 0; n-- {
		text := strings.TrimRight(strings.Join(fields[:n], " "), "،,:—–-|")
		title := strings.TrimLeft(strings.Join(fields[n:], " "), "،,:—–-| ")
		if t, hasTime, err := arabic.ParseDate(text, zone); err == nil && hasTime {
			e.Time, e.dated, e.Title = t, true, title
			return e, true
		}
		if t, hasTime, err := arabic.ParseDate("2000-01-01 "+text, zone); err == nil && hasTime && n <= 2 && t.Location() == zone {
			e.clock, e.Title = t.Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, t.Location())), title
			return e, true
		}
	}
	return e, false
}

// dateEntries gives entries that tell only an hour their days. Of the two orders
// in which an author may have written, the one of smaller steps is taken.
func dateEntries(entries []entryNode, start time.Time, zone *time.Location) {
	if zone != nil {
		start = start.In(zone)
	}
	down, up := make([]*entryNode, len(entries)), make([]*entryNode, len(entries))
	for i := range entries {
		down[i], up[len(up)-1-i] = &entries[i], &entries[i]
	}
	if setDays(up, start) <= setDays(down, start) {
		setDays(up, start)
	}
}

const (
	early = 6 * time.Hour // how long before a story's beginning its first entry may be
	late  = 4 * time.Hour // how long before the entry above it one may be that was added later
)

// setDays dates entries that stand oldest first: each is at the first time of its
// hour that is not much before the newest one above it. It returns the sum of the
// steps from one entry to the next.
func setDays(entries []*entryNode, start time.Time) (steps time.Duration) {
	newest, least := start, start.Add(-early)
	for _, e := range entries {
		if !e.dated {
			from := midnight(least)
			if first := midnight(start); from.Before(first) {
				from = first
			}
			e.Time = onDay(from, e.clock)
			if e.Time.Before(least) {
				e.Time = onDay(from.AddDate(0, 0, 1), e.clock)
			}
		}
		steps += e.Time.Sub(newest).Abs()
		if e.dated || e.Time.After(newest) {
			newest = e.Time
		}
		least = newest.Add(-late)
	}
	return steps
}

func midnight(t time.Time) time.Time { return onDay(t, 0) }

// onDay is the time of a day that a clock shows, also where clocks are changed.
func onDay(t time.Time, clock time.Duration) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, int(clock/time.Second), 0, t.Location())
}

// entry writes one item: its heading, with the time apart, and its words.
func (w *writer) entry(e *entryNode, nodes []ast.Node) {
	class := "entry"
	if e.Pinned {
		class = "entry pinned"
	}
	id := syntax.Attribute(e.heading, "id")
	if id == "" {
		id = "at-" + e.Time.Format("0102-1504")
	}
	e.ID = w.claim(id)
	w.nameHeading(e.heading, e.ID)
	w.put(`<section class="` + class + `"><h2`)
	w.attr("id", e.ID)
	w.put(`><time datetime="` + e.Time.Format(time.RFC3339) + `">`)
	w.put(arabic.Locale{Lang: w.opts.Edition, Digits: arabic.Digits(w.opts.Digits), Zone: w.opts.Zone}.Time(e.Time))
	w.put("</time>")
	w.plain = append(w.plain, ' ')
	if e.Title = w.turn(e.Title); e.Title != "" {
		w.put(" ")
		w.words([]byte(e.Title))
	}
	w.gap()
	w.put("</h2>")
	for _, n := range nodes {
		if n != ast.Node(e.heading) {
			w.block(n)
		}
	}
	w.closeRaw(w.base)
	w.put("</section>")
	w.body.Headings = append(w.body.Headings, site.Heading{Level: 2, ID: e.ID, Text: e.Title})
	w.body.Entries = append(w.body.Entries, e.Entry)
}
