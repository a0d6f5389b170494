package site

import (
	"reflect"
	"time"

	"warraq/site/own"
)

// Name is a term as an author wrote it and as the tool knows it. Two labels
// with one slug («غزة» and «غزّة») are one term.
//
// The stories of an archive share their names, by pointer: nobody changes one.
type Name struct {
	Label string `cache:"shared"`
	Slug  string // arabic.Slug of the label (or an author's id)
	Sort  string // arabic.CollationKey of the label
}

// Image is a picture that front matter names. Src is as written: relative to
// the story's folder, or from the site's root, or an absolute URL.
type Image struct {
	Src     string
	Alt     string
	Caption string
	Credit  string
	Focus   Focus
	Line    int // where Src stands in the file, for Problems
	Col     int
}

// Note is a dated line of a story's history: a correction or an update.
type Note struct {
	Date time.Time
	Text string
}

// Source is a document or an outlet that a story rests on.
type Source struct {
	Name string
	URL  string
}

// Claim is what a fact-check judges.
type Claim struct {
	Text    string
	Speaker string
	Date    time.Time
	Rating  string // as the desk words it: «زائف»، «مضلل»، «صحيح»
}

// Coverage is what a live story has beside its entries.
type Coverage struct {
	Start, End time.Time
	KeyPoints  []string
}

// Entry is one dated item of a live story. Its words are the part of the
// body from its heading to the next one.
type Entry struct {
	Time   time.Time
	Title  string
	ID     string // the anchor of its heading
	Pinned bool
}

// Media is a film or a recording of a story.
type Media struct {
	Src        string
	Poster     string
	Duration   time.Duration
	Size       int64 // in bytes, of a file elsewhere; 0 where unknown
	Transcript string
	Chapters   []Chapter
	Line, Col  int
}

// Chapter is a named instant of a Media.
type Chapter struct {
	At    time.Duration
	Title string
}

// Heading is a heading of a body.
type Heading struct {
	Level int // 2 to 6
	ID    string
	Text  string
}

// Translation is the same story in another language.
type Translation struct {
	Lang string // BCP 47
	URL  string // absolute
}

// Article is what one manuscript says. It depends on the bytes of its file,
// the file's path and the edition's settings, and on nothing else.
type Article struct {
	Path string // under content/: "politics/2024/shoigu.md"

	// Place in the tree, as the path tells it.
	Dir  string // the folder that holds the story: "politics/2024"
	Base string // the folder against which its pictures and links resolve
	Slug string

	Title      string
	Standfirst string
	Summary    string // written, else the standfirst, else the first paragraph, cut
	Type       Type

	Static   bool // one of content/pages: no date, no lists
	HasTime  bool // Date names an hour, not just a day
	LiftTime bool // Publish names an hour
	Draft    bool
	Featured bool
	Breaking bool
	Members  bool // only its teaser is public, and its body is no more than that

	Date    time.Time // when it was written; its address names it
	Lastmod time.Time
	Publish time.Time // the embargo lifts; Date where nothing else is said

	Section  string // named by front matter, else "": the folder tells
	Tags     []*Name
	Authors  []*Name
	Agencies []*Name

	Image Image

	Words    int
	Headings []Heading
	Refs     []Ref // of the body, in order; the body's marks count them
	Body     []byte
	BodySum  Sum // of Body: it stays when the body is spilled to the cache

	*Extras
}

// Extras are what few stories have. It is never nil; stories that have none of
// them share one (Share), so that it is written only where a story is made.
type Extras struct {
	Kicker string
	Lang   string // BCP 47 where it differs from the edition's, else ""

	Expiry    time.Time // zero: never
	Release   Ref       // the name of the set that it goes live with, or none
	Withdrawn *Note     // a tombstone stays in place of the story

	Series   Name
	Part     int    // its place in the series; 0: by date
	Dateline string // the place it was written at
	Tone     string // "urgent", "mourning", "investigation", "dossier", or ""
	Life     string // the years of whom an obituary is about

	Gallery  []Image
	Media    Media
	Claim    *Claim
	Coverage *Coverage
	Entries  []Entry
	OfEntry  bool // Summary is the beginning of an entry, for nothing stands before them

	Corrections []Note
	Updates     []Note
	Sources     []Source
	Related     []Ref // chosen by hand
	Aliases     []string

	Translations   []Translation // in other editions
	TranslationKey string        // what it has in common with them, where their files have other paths

	Filed   []Filed  // the terms of the paper's own taxonomies that it is entered in
	Weights []Weight // its place on the pages of terms

	Params     own.Fields      // what the paper added of its own
	Components []own.Component // of the body, in order; its marks count them
}

// Filed is a term that a story is entered in.
type Filed struct {
	Kind  TermKind
	Name  *Name
	Above bool // not named by the story: it holds one that is
}

// Weight is a place on the pages of terms of a kind: the lowest comes first, and stories without one come last.
type Weight struct {
	Kind TermKind
	At   int
}

// Weight is a story's place on the pages of terms of a kind; 0 is none.
func (x *Extras) Weight(kind TermKind) int {
	for _, w := range x.Weights {
		if w.Kind == kind {
			return w.At
		}
	}
	return 0
}

// GoesOn says that the coverage of a live story is not over at an instant.
func (a *Article) GoesOn(now time.Time) bool {
	return len(a.Entries) > 0 && a.Type == Live && (a.Coverage == nil || a.Coverage.End.IsZero() || a.Coverage.End.After(now))
}

// Published is the time that readers and robots are told, and that lists are
// sorted by: when the embargo lifted, if that is later than Date.
func (a *Article) Published() time.Time {
	if a.Publish.After(a.Date) {
		return a.Publish
	}
	return a.Date
}

// PublishedHour says that Published names an hour, not just a day.
func (a *Article) PublishedHour() bool {
	if a.Publish.After(a.Date) || a.LiftTime && a.Publish.Equal(a.Date) {
		return a.LiftTime
	}
	return a.HasTime
}

// NewArticle makes an article that can be filled in.
func NewArticle(path string) *Article { return &Article{Path: path, Type: News, Extras: new(Extras)} }

// Share ends the making of an article: one without extras shares the empty
// ones, for an archive is held in memory whole.
func (a *Article) Share() {
	if a.Extras == nil || reflect.ValueOf(a.Extras).Elem().IsZero() {
		a.Extras = &noExtras
	}
}

var noExtras Extras

// Bare is an article without the extras that it shares: what of it is kept.
func (a *Article) Bare() *Article {
	if a == nil || a.Extras != &noExtras {
		return a
	}
	bare := *a
	bare.Extras = nil
	return &bare
}

// RefKind says what a reference asks for.
type RefKind uint8

// The kinds of a Ref.
const (
	RefPicture RefKind = iota + 1 // answered by an address with width and height
	RefLink                       // a story or a page of this site, by file path or root path
	RefFile                       // another file beside the story: a film, a PDF
)

// Ref is something that a manuscript points at and cannot know.
//
// In a Body a reference stands as the value of a src, poster or href
// attribute: MarkOpen, its index in decimal, MarkClose. Rendering puts the
// answer in its place (package build).
type Ref struct {
	Kind   RefKind
	Target string // as written, unescaped: "../economy/port.md#ارقام"
	Line   int
	Col    int
}

// The two control characters round a reference's index in a Body. They may
// not stand in HTML, and Parse removes them from what an author wrote.
const (
	MarkOpen  = '\x02'
	MarkClose = '\x03'
)

// Section is a part of the paper, from its _index.md; a folder without one is
// a section of its folder's name.
type Section struct {
	Path           string // its file under content/, or ""
	Dir            string // its folder under content/: "society/health"; of a term its kind's folder and its slug: "tags/غزة"
	Base           string // the folder against which its pictures and links resolve
	Title          string
	Description    string
	Order          int
	Accent         string // a CSS colour, or ""
	Opinion        bool   // shown with faces
	Search         int    // how its stories stand among results of the search: 1 higher, -1 lower
	OldestFirst    bool   // of a series: its list begins with the first part
	Aliases        []string
	TranslationKey string    // as of an Article
	Draft          bool      // it and all that lies below it must not be public
	Publish        time.Time // as of an Article: all that lies below appears with it
	Expiry         time.Time // and disappears
	Release        Ref       // as of an Article
	Sort           string
	Params         own.Fields // as of an Article
	Components     []own.Component
	Refs           []Ref
	Body           []byte
	BodySum        Sum // as of an Article
}

// Author is a person or a desk that signs stories, from content/authors/<id>.md.
type Author struct {
	Path        string
	Name        Name // Slug is the id
	Release     Ref  // as of an Article
	Picture     Image
	Role, Email string
	Bio         string // the first paragraph of the file, as text
	Links       []Link
	Desk        bool // an organisation, not a person
	Aliases     []string
	Draft       bool // the file must not be public; the name that stories give is
	Params      own.Fields
	Components  []own.Component
	Refs        []Ref
	Body        []byte
	BodySum     Sum // as of an Article
}

// ISO writes an instant as ISO 8601 and HTML's datetime have it: as a day where no hour
// is known. A time of zero is "".
func ISO(t time.Time, hasTime bool) string {
	switch {
	case t.IsZero():
		return ""
	case hasTime:
		return t.Format(time.RFC3339)
	}
	return t.Format(time.DateOnly)
}
