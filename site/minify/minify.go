// Package minify makes HTML, templates and files of the theme shorter: what a
// browser shows stays the same. It is the only room that knows the minifier. What
// the minifier refuses stays as it is.
package minify

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"unicode/utf8"

	tdewolff "github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"

	"warraq/site/arabic"
)

// Quotes and end tags stay: a page is assembled from parts that were
// minified alone, and a reference's answer is put between quotes.
var (
	pageMinifier     = html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true}
	templateMinifier = html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, TemplateDelims: html.GoTemplateDelims}
)

// mostReferences bounds the character references of a body: the minifier moves all that follows
// each of them.
const mostReferences = 5000

// Body shortens the HTML of a manuscript, once. What the minifier
// refuses, or would take long for, stays as it is.
func Body(body []byte) []byte {
	if isShort(body) || bytes.Count(body, []byte("&")) > mostReferences {
		return body
	}
	var out bytes.Buffer
	out.Grow(len(body))
	if err := pageMinifier.Minify(tdewolff.New(), &out, bytes.NewReader(body), nil); err != nil {
		return body
	}
	return out.Bytes()
}

// isShort says of what most bodies are that the minifier would leave it as it
// is: package manuscript writes no space to spare (FuzzShort). It errs on the
// other side: spaces at the edge of a block, line ends and entities are the
// minifier's to judge.
func isShort(body []byte) bool {
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c >= utf8.RuneSelf:
			i = max(i, arabic.PastWords(body, i)-1)
		case c > '=':
		case c == '\n' || c == '\t' || c == '&' || c == '=' && bytes.HasPrefix(body[i:], []byte(`=""`)):
			return false
		case c == ' ' && (i == 0 || i+1 == len(body) || body[i+1] == ' '):
			return false
		case c == ' ' && body[i+1] == '<' && !isInline(body[i+2:], false):
			return false
		case c == ' ' && body[i-1] == '>' && !isInline(body[bytes.LastIndexByte(body[:i], '<')+1:], true):
			return false
		}
	}
	return true
}

// isInline says that a tag which begins here stands among words: beside it, a
// space counts. Of end tags and of start tags only one kind is asked for.
func isInline(tag []byte, ends bool) bool {
	tag, end := bytes.CutPrefix(tag, []byte("/"))
	if end != ends {
		return false
	}
	switch n := bytes.IndexAny(tag, " >"); {
	case n < 0:
		return false
	default:
		switch string(tag[:n]) {
		case "a", "b", "bdi", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "time", "u":
			return true
		}
	}
	return false
}

// Template shortens a template's source; package theme compares its
// actions with those of the original. A script, a style or a field with an action
// in it stays as it was written: the minifier takes its words for prose, and
// would join the spaces in its strings.
func Template(source []byte) ([]byte, error) {
	m := tdewolff.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("application/javascript", js.Minify)
	var kept [][]byte
	source = rawElement.ReplaceAllFunc(source, func(element []byte) []byte {
		parts := rawElement.FindSubmatch(element)
		if !bytes.Contains(parts[2], []byte("{{")) {
			return element
		}
		kept = append(kept, parts[2])
		return slices.Concat(parts[1], keptMark, parts[3])
	})
	var out bytes.Buffer
	if err := templateMinifier.Minify(m, &out, bytes.NewReader(source), nil); err != nil {
		return nil, err
	}
	parts := bytes.Split(out.Bytes(), keptMark)
	if len(parts) != len(kept)+1 {
		return nil, errKept
	}
	short := parts[0]
	for i, words := range kept {
		short = slices.Concat(short, words, parts[i+1])
	}
	return short, nil
}

// rawElement is an element whose words HTML does not read (HTML Standard,
// 13.1.2: raw text and escapable raw text), but for titles, which hold prose.
var rawElement = regexp.MustCompile(`(?is)(<(?:script|style|textarea|xmp)\b[^>]*>)(.*?)(</(?:script|style|textarea|xmp)\b)`)

// keptMark stands for words that the minifier does not see.
var keptMark = []byte("{{kept}}")

var errKept = errors.New("the minifier lost a script")

// Asset shortens a file of the theme by its extension.
func Asset(ext string, data []byte) []byte {
	var f tdewolff.MinifierFunc
	switch ext {
	case ".css":
		f = css.Minify
	case ".js", ".mjs":
		f = js.Minify
	case ".svg":
		f = svg.Minify
	case ".json", ".webmanifest":
		f = json.Minify
	case ".xml":
		f = xml.Minify
	default:
		return data
	}
	var out bytes.Buffer
	if err := f(tdewolff.New(), &out, bytes.NewReader(data), nil); err != nil {
		return data
	}
	return out.Bytes()
}
