package own

import (
	"html/template"
	"strconv"
	"time"
)

// Component is a use of a component in a body: {{< result id="cairo" >}}.
type Component struct {
	Name string
	Args Fields  // by their names
	Rest []Value // without a name, in order
	Src  int     // one more than the index, among the references of the body, of its argument src; 0: that names no file
	Lone bool    // its body is words in a paragraph of its own, and has no <p>
	File string  `key:"-"` // the manuscript, under content/
	Line int     `key:"-"` // and where in it
	Col  int     `key:"-"`
}

// ComponentView is all that a component of a body may show.
type ComponentView struct {
	Args    Params        // its arguments by their names: {{.Args.id}}; src is the address at which its file is published
	Rest    []any         // those without a name, in order: {{index .Rest 0}}
	Picture any           // a picture, of the file that src names: {{with .Picture}}{{picture . "inline"}}{{end}}; nil if src names none
	Body    template.HTML // what stands between its two signs, or ""
	Page    ComponentPage
}

// ComponentPage is what a component knows of the page that it stands on.
type ComponentPage struct {
	Title   string
	URL     string // in an href
	Kind    string // as of the page; "feed" in a feed
	Section string
	Lang    string
	Date    time.Time // of a story
	Params  Params    // of the page; nil in a feed
	Light   bool      // it is a light page or a feed
}

// The files of the theme for a component, with its name between ComponentsDir and one of the ends. The second
// is for light pages and feeds.
const (
	ComponentsDir = "components/"
	FullEnd       = ".html"
	LightEnd      = ".lite.html"
)

// In a body MarkOpen, the index of a component in decimal and MarkClose stand where the component begins, and
// the same with a slash before the index where it ends. The two control characters may not stand in HTML, and are
// removed from what an author wrote.
const (
	MarkOpen  = '\x04'
	MarkClose = '\x05'
)

// Mark is a mark of a body: where the component of an index begins, or after a slash ends.
func Mark(slash string, index int) string {
	return string(MarkOpen) + slash + strconv.Itoa(index) + string(MarkClose)
}

// View is what the template of the component sees.
func (c Component) View(page ComponentPage, body template.HTML) *ComponentView {
	v := &ComponentView{Args: c.Args.Params(), Body: body, Page: page}
	for _, a := range c.Rest {
		v.Rest = append(v.Rest, a.Any())
	}
	return v
}
