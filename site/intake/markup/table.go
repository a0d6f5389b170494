package markup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table writes a table: with the signs of Markdown, or, where cells span others or
// hold tables, as HTML. A table of one cell was a frame: what it holds follows.
func (c *conversion) table(n *html.Node) (string, bool) {
	rows, spans := rowsOf(n)
	cells, columns := 0, 0
	for _, row := range rows {
		cells += len(row)
		columns = max(columns, len(row))
	}
	caption := ""
	if words := First(n, atom.Caption); words != nil {
		caption = TextOf(words)
	}
	switch {
	case cells == 0:
		return Escape(TextOf(n), true), true
	case cells == 1 && caption == "":
		n.Data, n.DataAtom = "div", atom.Div
		n.Attr = nil
		unframe(n)
		return "", false
	case spans:
		return c.rawTable(n), true
	}
	var out strings.Builder
	for i, row := range rows {
		out.WriteString("|")
		for j := range columns {
			text := ""
			if j < len(row) {
				text = strings.ReplaceAll(unpiped(c.phrase(row[j])), "|", `\|`)
			}
			out.WriteString(" " + text + " |")
		}
		out.WriteString("\n")
		if i == 0 {
			out.WriteString("|" + strings.Repeat(" --- |", columns) + "\n")
		}
	}
	return withCaption(strings.TrimSuffix(out.String(), "\n"), caption), true
}

// unpiped takes the marks away that the converter put before pipes.
func unpiped(s string) string { return strings.ReplaceAll(s, `\|`, "|") }

// rowsOf are the cells of a table's own rows that hold anything, and whether a table in
// Markdown could not show them.
func rowsOf(table *html.Node) (rows [][]*html.Node, spans bool) {
	for _, tr := range All(table, atom.Tr) {
		if Around(tr, nil, atom.Table) != table {
			spans = true
			continue
		}
		var row []*html.Node
		for d := tr.FirstChild; d != nil; d = d.NextSibling {
			if d.DataAtom == atom.Td || d.DataAtom == atom.Th {
				row = append(row, d)
				for _, key := range []string{"colspan", "rowspan"} {
					if v := Attribute(d, key); v != "" && v != "1" && v != "0" {
						spans = true
					}
				}
			}
		}
		if slices.ContainsFunc(row, func(d *html.Node) bool {
			return TextOf(d) != "" || First(d, atom.Img) != nil || First(d, atom.Iframe) != nil
		}) {
			rows = append(rows, row)
		}
	}
	return rows, spans
}

// unframe makes plain boxes of a table's parts.
func unframe(n *html.Node) {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption:
			d.Data, d.DataAtom, d.Attr = "div", atom.Div, nil
		}
	}
}

// tableParts are the elements of a table that a manuscript may have, with the
// attributes that mean something.
var tableParts = map[atom.Atom][]string{
	atom.Table: nil, atom.Caption: nil, atom.Thead: nil, atom.Tbody: nil, atom.Tfoot: nil, atom.Tr: nil, atom.Td: {"colspan", "rowspan"}, atom.Th: {"colspan", "rowspan", "scope"},
	atom.P: nil, atom.Ul: nil, atom.Ol: {"start"}, atom.Li: nil, atom.Br: nil, atom.A: {"href", "id"}, atom.Img: {"src", "alt"},
	atom.B: nil, atom.Strong: nil, atom.I: nil, atom.Em: nil, atom.Sub: nil, atom.Sup: nil, atom.S: nil, atom.Del: nil, atom.U: nil, atom.Code: nil, atom.Small: nil, atom.Q: nil,
}

// rawTable writes a table as HTML, on lines without a blank one between.
func (c *conversion) rawTable(n *html.Node) string {
	var out strings.Builder
	var write func(*html.Node)
	write = func(n *html.Node) {
		if n.Type == html.TextNode {
			text := strings.Join(strings.Fields(n.Data), " ")
			if text == "" {
				if n.Data != "" {
					out.WriteString(" ")
				}
				return
			}
			if strings.TrimLeft(n.Data, " \n\t") != n.Data {
				text = " " + text
			}
			if strings.TrimRight(n.Data, " \n\t") != n.Data {
				text += " "
			}
			out.WriteString(strings.NewReplacer("&", "&amp;", string(plainAnd), "&amp;", "<", "&lt;", ">", "&gt;").Replace(text))
			return
		}
		if n.Type != html.ElementNode || n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			return
		}
		if n.DataAtom == atom.Div || n.DataAtom == atom.Section {
			n.Data, n.DataAtom = "p", atom.P
		}
		attributes, known := tableParts[n.DataAtom]
		if known {
			c.readdress(n)
			out.WriteString("<" + n.Data)
			for _, key := range attributes {
				if v := Attribute(n, key); v != "" {
					out.WriteString(" " + key + `="` + html.EscapeString(v) + `"`)
				}
			}
			out.WriteString(">")
		}
		for d := n.FirstChild; d != nil; d = d.NextSibling {
			write(d)
		}
		if known && n.DataAtom != atom.Br && n.DataAtom != atom.Img {
			out.WriteString("</" + n.Data + ">")
			if n.DataAtom == atom.Tr || n.DataAtom == atom.Caption {
				out.WriteString("\n")
			}
		}
	}
	write(n)
	return strings.TrimSpace(out.String())
}
