package site

import (
	"cmp"
	"path"
	"strings"

	"warraq/site/uri"
)

// Attachment is a file that manuscripts name: a picture, a film, a document.
type Attachment struct {
	Place  string // see Place
	Path   string // in the output; "" where the file is not ours to publish
	URL    string // in an href or a src
	Width  int    // in pixels; 0 where unknown
	Height int
	Size   int64 // in bytes; 0 where unknown
	Found  bool  // the file is there and can be shown
	Pixels Pixels
	Film   string  // the address of the film that an animation is shown as, in an href; or ""
	Rights *Rights // nil where the file says nothing
}

// Attachments are what is known of all files that manuscripts name. They are
// filled before the edition is grouped (package media looks at the files) and
// only read after.
type Attachments struct {
	Config  *Config
	Known   map[string]Attachment // by place
	Folders map[string]bool       // the names at the root of static/
}

// Place is one name for a file, from whichever folder a manuscript names it:
// its path under content/, its path under static/ after a slash, or an address
// elsewhere.
func Place(base, src string) string {
	if uri.IsRemote(src) {
		return src
	}
	if i := strings.IndexAny(src, "?#"); i >= 0 {
		src = src[:i]
	}
	src = uri.Decoded(src)
	if uri.IsRemote(src) || strings.HasPrefix(src, "/") {
		return src
	}
	return path.Join(base, src)
}

// Elsewhere says that a file is not ours to publish: it is on another site, or
// under a folder at the root that static/ does not have, as where an archive's
// pictures are on another server.
func (a *Attachments) Elsewhere(place string) bool {
	return uri.IsRemote(place) || a.UnknownFolder(place) != ""
}

// UnknownFolder is the folder at the root that a file is named under, where
// static/ has none of that name; else "". Where the edition says where its other
// pictures are, none is unknown.
func (a *Attachments) UnknownFolder(place string) string {
	if a.Config != nil && a.Config.MediaBase != "" {
		return ""
	}
	rest, ok := strings.CutPrefix(place, "/")
	top, _, deeper := strings.Cut(rest, "/")
	if !ok || !deeper || top == "" || a.Folders[top] {
		return ""
	}
	return top
}

// At answers what is known of the file at a place.
func (a *Attachments) At(place string) Attachment {
	switch {
	case uri.IsRemote(place):
		return Attachment{Place: place, URL: place, Found: true}
	case a.UnknownFolder(place) != "":
		return Attachment{Place: place, URL: a.Config.Shared(place), Found: true}
	}
	return a.Known[place]
}

// Show answers a picture that a manuscript in folder base names. Where the
// manuscript is silent, the file says what it shows and whose it is.
func (a *Attachments) Show(base string, i Image) Picture {
	file := a.At(Place(base, i.Src))
	p := Picture{
		URL: file.URL, Width: file.Width, Height: file.Height,
		Alt: i.Alt, Caption: i.Caption, Credit: i.Credit, Pixels: file.Pixels, Film: file.Film, Rights: file.Rights,
	}
	p.Focus = i.Focus
	if r := p.Rights; r != nil {
		p.Caption = cmp.Or(p.Caption, r.Caption)
		p.Credit = cmp.Or(p.Credit, r.Credit, r.Creator)
	}
	return p.Plain(Ratio{}, LeadWidth)
}
