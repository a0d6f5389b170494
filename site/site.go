// Package site holds the nouns of an edition, and says where links lead. It reads
// and writes nothing.
//
// Warraq turns a folder of Markdown into an Arabic news site. Six nouns, one
// direction:
//
//	manuscript bytes            one file in, one Article out; nothing else is read
//	   │ manuscript.Read
//	Article ──► Card            Card = all that other pages may show of an article
//	   │ edition.New
//	Edition                     every story, every term, sorted; immutable
//	   │ plan
//	Page{Path, Template, View}  View = a typed, closed value: all that its page may show
//	   │ press, theme
//	File{Path, Data}
//	   │
//	publish (a folder) · serve (memory)
//
// A [Problem] is what is wrong with the edition, from any stage.
//
// Three laws make incremental builds cheap. An Article depends on one file: its
// body keeps a [Ref] for each picture and link, and the [Resolver] answers it
// later. A View is closed: a template gets one struct and nothing else, so that
// the View is the list of what its page depends on. Other pages see Cards: an
// edited body leaves the front page and the lists as they are.
//
// Read next: article.go (what one file says), edition.go (how stories meet),
// resolver.go (where links lead), view.go (what a template may show), and then
// the packages edition, plan and press.
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

// MenuLink is a link of a menu, and those under it.
type MenuLink struct {
	Link
	Menu []MenuLink
}

// Sum is a content hash (128 bits).
type Sum [16]byte
