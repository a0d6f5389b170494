package build

import (
	"bytes"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
)

// Quotes and end tags stay: a page is assembled from parts that were
// minified alone, and a reference's answer is put between quotes.
var (
	pageMinifier     = html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true}
	templateMinifier = html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, TemplateDelims: html.GoTemplateDelims}
)

// minifyBody shortens the HTML of a manuscript, once. What the minifier
// refuses stays as it is.
func minifyBody(body []byte) []byte {
	if len(body) == 0 {
		return body
	}
	var out bytes.Buffer
	out.Grow(len(body))
	if err := pageMinifier.Minify(minify.New(), &out, bytes.NewReader(body), nil); err != nil {
		return body
	}
	return out.Bytes()
}

// minifyTemplate shortens a template's source; package theme holds its
// actions against the original.
func minifyTemplate(source []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("application/javascript", js.Minify)
	var out bytes.Buffer
	err := templateMinifier.Minify(m, &out, bytes.NewReader(source), nil)
	return out.Bytes(), err
}

// minifyAsset shortens a file of the theme by its extension.
func minifyAsset(ext string, data []byte) []byte {
	var f minify.MinifierFunc
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
	if err := f(minify.New(), &out, bytes.NewReader(data), nil); err != nil {
		return data
	}
	return out.Bytes()
}
