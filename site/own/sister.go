package own

import (
	"slices"
	"strings"
)

// Sister is one of the editions of a paper in several languages.
type Sister struct {
	Key    string // its name in edition.yaml: "en"; "" for the main one
	Lang   string // BCP 47
	Name   string // of the language, as its readers call it: "English"
	At     string // the path that its pages lie under: "" for the main one, "/en"
	Folder string // of its manuscripts, under content/; "" for the main one
	Line   int    // where edition.yaml says so
	Col    int
	Until  int // the last line of it
}

// IsOfSister says that an address of the main edition lies in the folder of another one. What that
// has is not known here. Of another edition it is nothing: its own addresses begin in its folder.
func IsOfSister(all []Sister, address string) bool {
	return slices.ContainsFunc(all, func(s Sister) bool { return s.At != "" && strings.HasPrefix(address, s.At+"/") })
}

// FromRoot is the path of a file from the root of its edition, by that from the root of the site.
func FromRoot(all []Sister, path string) string {
	for _, s := range all {
		if rest, ok := strings.CutPrefix("/"+path, s.At+"/"); ok && s.At != "" {
			return rest
		}
	}
	return path
}

// KeyAt is the key of the edition whose pages lie under a path (At); "" for the main one.
func KeyAt(all []Sister, at string) string {
	if i := slices.IndexFunc(all, func(s Sister) bool { return s.At != "" && s.At == at }); i >= 0 {
		return all[i].Key
	}
	return ""
}

// SisterLink leads from a page to the same page in a language of the paper, or to the front
// page in that language where there is none.
type SisterLink struct {
	Title   string // the name of the language
	Lang    string
	URL     string
	Lite    string // of the light twin there, which light pages lead to; "" where there is none
	Same    bool   // it is the same page, and not the front page
	Current bool   // the page itself
}
