package markdown

import (
	"strconv"

	east "github.com/yuin/goldmark/extension/ast"

	"warraq/site/arabic"
)

// Footnotes: [^1] in the text and [^1]: on a line of its own. Their ids have a
// colon, which no heading's id has.

func (w *phraser) footnoteLink(n *east.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	if w.links > 0 {
		return
	}
	w.anchor(noteRef(n.Index, n.RefIndex))
	w.put(`<sup class="footnote-ref" id="` + noteRef(n.Index, n.RefIndex) + `"><a href="#fn:` + number + `" role="doc-noteref">`)
	w.put(arabic.Digits(w.opts.Digits).Format(number))
	w.put("</a></sup>")
}

func noteRef(index, time int) string {
	id := "fnref:" + strconv.Itoa(index)
	if time > 0 {
		id += ":" + strconv.Itoa(time+1)
	}
	return id
}

func (w *writer) footnotes(n *east.FootnoteList) {
	w.put(`<section class="footnotes" role="doc-endnotes" aria-label="` + w.labels.footnotes + `"><ol>`)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if note, ok := c.(*east.Footnote); ok {
			w.anchor("fn:" + strconv.Itoa(note.Index))
			w.frame(`<li id="fn:`+strconv.Itoa(note.Index)+`">`, note, "</li>")
		}
	}
	w.put("</ol></section>")
}

func (w *phraser) footnoteBacklink(n *east.FootnoteBacklink) {
	w.put(` <a class="footnote-back" href="#` + noteRef(n.Index, n.RefIndex) + `" role="doc-backlink" aria-label="` + w.labels.back + `">`)
	w.put(w.labels.arrow + "</a>")
}
