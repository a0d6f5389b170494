package markdown

import (
	"strconv"

	east "github.com/yuin/goldmark/extension/ast"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown/syntax"
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

// lostNotes tells of footnotes to which nothing in the text leads. They stay at the end.
func (w *report) lostNotes(told syntax.Told) {
	for _, n := range told.Taken {
		w.problem(n.At, "body/reference", site.Say("هذا السطر عنوان لمرجع [%s] لا يذكره النص، فلا يظهر", "this line is the address of a reference [%s] that the text does not have, so nobody sees it", n.Label),
			site.Say("ضع \\ قبل القوس إن كان كلامًا", "put \\ before the bracket if these are words"))
	}
	for _, n := range told.Notes {
		message := site.Say("لا شيء في النص يقود إلى الحاشية [^%s]", "nothing in the text leads to the footnote [^%s]", n.Label)
		if n.Twice {
			message = site.Say("للحاشية [^%s] تعريفان؛ لا يقود النص إلى الثاني", "the footnote [^%s] is there twice; the text leads to the first", n.Label)
		}
		w.problem(n.At, "body/footnote", message, site.Say("ضع علامتها في النص، أو غيّر اسمها، أو احذفها", "put its mark into the text, give it another name, or remove it"))
	}
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
	if n.RefCount == 0 { // nothing leads to the footnote
		return
	}
	w.put(` <a class="footnote-back" href="#` + noteRef(n.Index, n.RefIndex) + `" role="doc-backlink" aria-label="` + w.labels.back + `">`)
	w.put(w.labels.arrow + "</a>")
}
