package markdown

import (
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown/hours"
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
	hour    hours.Hour
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
	w.body.OfEntry = w.body.Lead == ""
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
		if !ok {
			continue
		}
		words := w.plainOf(h)
		e, ok := entryOf(h, words, w.opts.Zone)
		if !ok || level != 0 && h.Level != level {
			if ok || hours.Nearly(words) {
				w.problem(h.Pos(), "body/live-time",
					site.Say("عنوان فيه وقت لا يُقرأ، فليس مدخلًا في التغطية: %s", "a heading with a time that is not read, so it is no entry: %s", words),
					site.Say("ابدأه بالوقت، وبمستوى المداخل نفسه، هكذا: ## 14:30 عنوان", "begin it with the time, at the level of the other entries, as in ## 14:30 words"))
			}
			continue
		}
		level = h.Level
		entries = append(entries, e)
	}
	return entries, level
}

// entryOf reads a heading's time.
func entryOf(h *ast.Heading, words string, zone *time.Location) (entryNode, bool) {
	hour, title, ok := hours.Read(words, zone)
	pinned := slices.Contains(strings.Fields(syntax.Attribute(h, "class")), "pinned")
	return entryNode{heading: h, hour: hour, Entry: site.Entry{Title: title, Pinned: pinned}}, ok
}

// dateEntries gives entries that tell only an hour their days.
func dateEntries(entries []entryNode, start time.Time, zone *time.Location) {
	all := make([]*hours.Hour, len(entries))
	for i := range entries {
		all[i] = &entries[i].hour
	}
	hours.Date(all, start, zone)
	for i := range entries {
		entries[i].Time = entries[i].hour.Time
	}
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
