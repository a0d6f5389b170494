package feed

import (
	"html/template"
	"time"

	"warraq/site"
)

// View is all that a feed may show.
type View struct {
	Title       string
	Description string
	Home        string // absolute address of the list
	Self        string // absolute address of the feed
	Root        string // scheme and host of the site
	Hub         string
	Lang        string
	Icon        string
	Publisher   string
	Email       string // of the publisher: the owner of a podcast
	Updated     time.Time
	Items       []Item
	Podcast     bool
	Serial      bool // a podcast whose parts follow one another
}

// Item is a story in a feed.
type Item struct {
	*site.Card
	ID    string        // stays when the address changes
	URL   string        // absolute
	Body  template.HTML `key:"-"` // of a full-text feed, references absolute
	Text  site.Text
	Tags  []string
	Media *site.MediaView
	Part  int // of a series; 0: not told
}
