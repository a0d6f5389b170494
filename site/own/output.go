package own

import (
	"path"
	"strings"
)

// Output is a file of the paper's own beside its pages: a feed in a form of its own, data for an app.
type Output struct {
	Path     string // from the site's root: "/app/latest.json"; of a view of many the name beside each page: "app.json"
	Template string // in the theme: "outputs/app.json"
	Type     string // the media type that it is served as (IANA); "": that of how its name ends
	View     string // what it shows: EditionOutput, StoryOutput, or a kind of terms: "section"
	Limit    int    // stories at most; 0: as many as feeds have
	FullText bool   // with the bodies of its stories
	Line     int    `key:"-"` // where its template is named
	Col      int    `key:"-"`
}

// The views of outputs that are no kind of terms.
const (
	EditionOutput = "edition"
	StoryOutput   = "story"
)

// OutputsDir is the folder of the theme's templates for outputs.
const OutputsDir = "outputs/"

// Outputs are all of the paper's own.
type Outputs []Output

// Beside are the names of those that stand beside the pages of a view; "" is all.
func (all Outputs) Beside(view string) (names []string) {
	for _, o := range all {
		if o.View != EditionOutput && (view == "" || o.View == view) {
			names = append(names, o.Path)
		}
	}
	return names
}

// Has says that one of the whole paper stands at an address.
func (all Outputs) Has(address string) bool {
	for _, o := range all {
		if o.View == EditionOutput && o.Path == address {
			return true
		}
	}
	return false
}

// TypeOf is the media type that the paper gives to a file, by its address from the edition's root; "" where it gives none.
func (all Outputs) TypeOf(address string) (mime string) {
	for _, o := range all {
		switch {
		case o.View == EditionOutput && o.Path == address && o.Type != "":
			return o.Type
		case o.View != EditionOutput && o.Path == path.Base(address):
			mime = o.Type
		}
	}
	return mime
}

// Form is how the values in a file are written, by how its name ends.
type Form string

// The forms of files that templates make. FormNone is none of them.
const (
	FormNone Form = ""
	FormHTML Form = "html"
	FormJSON Form = "json"
	FormXML  Form = "xml"
	FormCSV  Form = "csv"
	FormText Form = "text"
)

// FormOf is the form of a file.
func FormOf(name string) Form {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return FormHTML
	case ".json", ".geojson", ".jsonld", ".webmanifest":
		return FormJSON
	case ".xml", ".rss", ".atom":
		return FormXML
	case ".csv":
		return FormCSV
	case ".txt", ".ics", ".vtt":
		return FormText
	}
	return FormNone
}
