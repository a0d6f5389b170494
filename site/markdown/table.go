package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a GFM table in a box that scrolls on a telephone. Its
// alignments are logical: «:--» is where a line begins, on the right in Arabic.
func (w *writer) table(n *east.Table) {
	w.tables++
	label := w.labels.table
	if w.tables > 1 { // landmarks are told apart by their names
		label += " " + strconv.Itoa(w.tables)
	}
	w.put(`<div class="table" tabindex="0" role="region" aria-label="` + label + `"><table`)
	w.attributes(n, "")
	w.put(">")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, ok := row.(*east.TableHeader); ok {
			w.put("<thead>")
			w.row(row, "th")
			w.put("</thead>")
			continue
		}
		if !body {
			w.put("<tbody>")
			body = true
		}
		w.row(row, "td")
	}
	if body {
		w.put("</tbody>")
	}
	w.put("</table></div>")
}

func (w *writer) row(row ast.Node, tag string) {
	w.put("<tr>")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*east.TableCell)
		if !ok {
			continue
		}
		w.put("<" + tag)
		if tag == "th" {
			w.put(` scope="col"`)
		}
		w.attr("class", alignClass(cell.Alignment))
		w.put(">")
		w.spans(cell)
		w.put("</" + tag + ">")
		w.gap()
	}
	w.put("</tr>")
}

func alignClass(a east.Alignment) string {
	switch a {
	case east.AlignLeft:
		return "align-start"
	case east.AlignRight:
		return "align-end"
	case east.AlignCenter:
		return "align-center"
	}
	return ""
}
