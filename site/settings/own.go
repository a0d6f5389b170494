package settings

import (
	"bytes"
	"path"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/settings/notation"
)

// Params are the fields of a map, each of the kind that it is written as.
func Params(r *Reader, n *Node) (out own.Fields) {
	for _, e := range r.entries(n, func() []string { return []string{"name"} }) {
		if v := value(r, e.Value); v.Kind != own.None {
			out = append(out, own.Field{Name: arabic.NFC(e.Key), Value: v})
		}
	}
	return out
}

// value is a value of the kind that it is written as: own.Plain says what a scalar without
// quotation marks is.
func value(r *Reader, n *Node) own.Value {
	switch n.Kind {
	case Scalar:
		text := cleanLines(n.Text)
		if !n.Quoted {
			return own.Plain(text, r.Zone)
		}
		return own.Value{Kind: own.Text, Text: text}
	case List:
		v := own.Value{Kind: own.List}
		for _, item := range n.Items {
			v.Items = append(v.Items, value(r, item))
		}
		return v
	case Map:
		return own.Value{Kind: own.Map, Map: Params(r, n)}
	}
	return own.Value{}
}

// cleanLines is Clean for a text that may have several lines.
func cleanLines(text string) string {
	if !strings.Contains(text, "\n") {
		return notation.Clean(text)
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = notation.Clean(line)
	}
	return strings.Join(lines, "\n")
}

// readCardParams reads names of params.
func readCardParams(r *Reader, c *site.Config, n *Node) {
	c.CardParams = nil
	for _, name := range r.Texts(n) {
		c.CardParams = append(c.CardParams, arabic.NFC(name))
	}
}

// Data reads a file that is all YAML or, by its name, JSON, of any form. Its dates are in zone.
func Data(name string, src []byte, zone *time.Location) (own.Value, []site.Problem) {
	r := NewReader(name, zone, "")
	r.Whole, r.Data = true, true
	if !r.IsText(src) {
		return own.Value{}, r.Problems
	}
	r.Controls(src)
	text := bytes.TrimPrefix(src, []byte("\ufeff"))
	if len(bytes.TrimSpace(text)) == 0 {
		return own.Value{}, r.Problems
	}
	var n *Node
	if strings.EqualFold(path.Ext(name), ".json") {
		var end int
		end, n = r.JSON(text, 0)
		if rest := bytes.TrimSpace(text[end:]); len(rest) > 0 && site.Errors(r.Problems) == 0 {
			line, col := site.LineCol(text, len(text)-len(bytes.TrimLeft(text[end:], " \t\r\n")))
			r.Report(line, col, "front-matter/json", site.LevelError,
				site.Say("في الملف كلام بعد آخر القيمة", "there is more after the end of the value"), site.Say("احذفه، أو اجمع القيم في قائمة [ ]", "remove it, or put the values into a list [ ]"))
		}
	} else {
		n = r.YAML(text, 0)
	}
	if site.Errors(r.Problems) > 0 {
		return own.Value{}, r.Problems
	}
	return value(r, n), r.Problems
}
