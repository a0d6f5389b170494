package syntax

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
)

// rawMark is a mark of Markdown that stayed words, because something in it is wrong: a footnote or
// a reference that is nowhere, a link with a space in its middle or without an end, a code of WordPress
// or of a template, a class that nothing takes.
var rawMark = regexp.MustCompile(`\[\^[^\]\s]+\]|!\[[^\]]*\][\[(]|\]\([^)\s]*[./#:]|\]\($|\] \((?:https?:|/|[^)\s]*\.md\b)|\]\[[^\]\d][^\]]*\]|\[\[[^\[\]]+\]\]|\)\[(?:https?:|/|[^\]\s]*\.md\b)|\[/?(?:gallery|caption|playlist|vc_\w+|et_pb_\w+)\b|\{\{[^{}]*\}\}|\{[.#][a-zA-Z][\w-]*\}`)

// RawMark finds such a mark in the words that a block shows, and where it stands in the
// text. It is "" where there is none: escaped marks, and those of code, are meant.
func RawMark(block ast.Node, source, words []byte) (at int, mark string) {
	if bytes.IndexByte(words, '[') < 0 && bytes.IndexByte(words, '{') < 0 && bytes.IndexByte(words, '|') < 0 || block.Lines() == nil {
		return 0, ""
	}
	if at, row := bareTable(block, source); row != "" {
		return at, row
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

// bareTable finds the first row of what was meant as a table and lacks the line of dashes below its
// head.
func bareTable(block ast.Node, source []byte) (at int, row string) {
	lines := block.Lines()
	if block.Kind() != ast.KindParagraph || lines.Len() < 2 {
		return 0, ""
	}
	for i := range lines.Len() {
		line := lines.At(i)
		text := bytes.TrimSpace(line.Value(source))
		if len(text) < 3 || text[0] != '|' || text[len(text)-1] != '|' || bytes.Count(text, []byte("|")) < 3 {
			return 0, ""
		}
	}
	first := lines.At(0)
	return first.Start, string(bytes.TrimSpace(first.Value(source)))
}
