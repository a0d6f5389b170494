// Package site holds the nouns of an edition, and groups articles into it. It
// reads and writes nothing.
//
// Warraq turns a folder of Markdown into an Arabic news site. Six nouns, one
// direction:
//
//	manuscript bytes            one file in, one Article out; nothing else is read
//	   │ manuscript.Parse
//	Article ──► Card            Card = all that other pages may show of an article
//	   │ NewEdition
//	Edition                     every story, every term, sorted; immutable
//	   │ build (plan)
//	Page{Path, Template, View}  View = a typed, closed value: all that its page may show
//	   │ build (render), theme
//	File{Path, Data}
//	   │
//	publish (a folder) · serve (memory)
//
// A [Problem] is what is wrong with the edition, from any stage, for any
// printer.
//
// Three laws make incremental building nearly free.
//
// An Article depends on one file. The size of a picture and the address of
// another story are not known while parsing: the body keeps a [Ref] for each,
// planning answers it, rendering uses the answer.
//
// A View is closed. A template gets one struct and cannot climb to "all
// pages"; so the View is the list of what its page depends on, and the page's
// key is a hash of the tool's version, the templates it reaches and its View.
//
// Other pages see Cards. Editing a body changes the Article and not its Card,
// so the front page, the lists and the headline feeds keep their keys.
//
// Where to read next: article.go (what one file says), edition.go (how the
// stories meet), view.go (what a template may show), then package build.
package site

// File is one finished file of the output tree.
type File struct {
	Path string // slash-separated, relative, NFC, without a leading slash
	Data []byte
}

// Page is a File to be: the template that makes it and all that it may show.
// It is a value: it can be listed, keyed, explained, and made elsewhere.
type Page struct {
	Path     string // as File.Path: "politics/2024/09/slug/index.html"
	Template string // as named in the theme: "article.html"
	View     any    // a pointer to a closed struct: view.go has those that templates show
}

// Link is an address with the words that lead to it.
type Link struct {
	Title   string `json:"title"`
	URL     string `json:"url"` // as it stands in an href: percent-encoded, base path included
	Current bool   `json:"-"`   // the page that shows the link lies under it
}

// Sum is a content hash (128 bits).
type Sum [16]byte
