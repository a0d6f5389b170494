package syntax

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
)

// rawMark is a mark of Markdown that stayed words, because something in it is wrong: a footnote or
// a reference that is nowhere, a link with a space in its middle or without an end.
var rawMark = regexp.MustCompile(`\[\^[^\]\s]+\]|!\[[^\]]*\][\[(]|\]\([^)\s]*[./#:]|\]\($|\] \((?:https?:|/|[^)\s]*\.md\b)|\]\[[^\]\d][^\]]*\]|\[\[[^\[\]]+\]\]|\)\[(?:https?:|/|[^\]\s]*\.md\b)`)

// RawMark finds such a mark in the words that a block shows, and where it stands in the
// text. It is "" where there is none: escaped marks, and those of code, are meant.
func RawMark(block ast.Node, source, words []byte) (at int, mark string) {
	if bytes.IndexByte(words, '[') < 0 || block.Lines() == nil {
		return 0, ""
	}
	seen := rawMark.Find(words)
	if seen == nil {
		return 0, ""
	}
	for _, line := range block.Lines().Sliced(0, block.Lines().Len()) {
		text := line.Value(source)
		if i := bytes.Index(text, seen); i >= 0 && !bytes.HasSuffix(text[:i], []byte{'\\'}) && bytes.Count(text[:i], []byte("`"))%2 == 0 {
			return line.Start + i, string(seen)
		}
	}
	return 0, ""
}
