package site

import (
	"html/template"
	"time"

	"warraq/site/own"
)

// Card is all that other pages may show of a story. Editing a body leaves it as it is. It
// is immutable once made, and shared by pointer: the theme renders it once a form.
type Card struct {
	SideCard
	Summary  string
	Authors  []Byline
	Agencies []string
	Updated  time.Time // zero where nothing was changed since
	Minutes  int       // of reading; 0 for pictures, films and live stories
	Pictures int       // of a gallery
	Series   string
	Key      Sum `key:"-"` // of all the above: what a page that shows the card is keyed by
}

// Terms are what a story is entered in of the paper's own taxonomies, one after the other.
type Terms []TermsOf

// TermsOf are the terms of one taxonomy that a story names.
type TermsOf struct {
	Name   string // of the taxonomy: "places"
	Label  string // what one of its terms is called
	Plural string // what several are called
	URL    string // of the list of all of them
	Links  []Link
}

// SideCard is what of a Card stands beside and under other stories: an edited summary
// or writer changes no page there.
type SideCard struct {
	URL      string // in an href
	Lite     string // the light twin in an href, or ""
	Title    string
	Kicker   string
	Type     Type
	Section  Link
	Date     time.Time // in the edition's zone
	HasTime  bool
	Image    Picture
	Breaking bool
	Live     bool       // its coverage goes on
	Lang     string     // where it differs from the edition's
	Draft    bool       // only in a preview
	Future   bool       // only in a preview: its embargo has not lifted
	Tone     string     // as of an Article
	Params   own.Params // those of the story that edition.yaml names in card_params
	Terms    Terms      // of the taxonomies that edition.yaml lets stand on cards
	Key      Sum        `key:"-"` // of all the above: what a page that shows it is keyed by
}

// Byline is an author as a story shows them.
type Byline struct {
	Name    string
	URL     string // "" where the paper has no page of them
	Role    string
	Picture Picture
	Desk    bool
}

// Picture is an Image whose reference is answered.
type Picture struct {
	URL     string // in a src; "" where there is none
	Width   int    // in pixels; 0 where unknown
	Height  int
	Alt     string
	Caption string
	Credit  string
	Pixels          // what other sizes are made of
	Film    string  // the address of the film that an animation is shown as; or ""
	Rights  *Rights // what its file says; may be nil
	Boost   int     // how much weight it has as the first of the front page; 0 anywhere else
}

// Chrome is what every page shows around its own matter. Pages of one section share one by pointer, rendered once.
type Chrome struct {
	Title       string
	Tagline     string
	Description string
	Lang        string
	Dir         string // "rtl" or "ltr"
	Home        string // href of the front page
	Base        string // base path, "" or "/news"
	Static      string // base path of the files in static/, which the paper's languages share
	Root        string // scheme and host, for absolute addresses
	Menu        []MenuLink
	Footer      []MenuLink
	Social      []Link
	Accent      string
	AccentDark  string
	Publisher   Publisher
	Assets      Assets
	Search      string // href of the search page, or ""
	Archive     string
	Lite        string     // href of the light front page, or ""
	Breaking    string     // href of the strip's fragment, or ""
	Params      own.Params // of the paper, from edition.yaml
	Analytics   own.Analytics
	Ads         own.Ads
	Robots      string // for the whole site: "noindex" in a preview
	Preview     bool
	Key         Sum `key:"-"` // of all the above, as a Card's
}

// Assets are the theme's own files under their fingerprinted names.
type Assets struct {
	CSS       Asset
	JS        Asset
	Story     Asset // the script of stories
	Search    Asset // the search page's script, if any
	Icon      string
	TouchIcon string
	Manifest  string
	Fonts     []string     // to preload
	LiteCSS   template.CSS // inlined: a light page is one request
}

// Asset is a file with its subresource-integrity value (W3C SRI).
type Asset struct {
	URL       string
	Integrity string
}

// Head is what a page says of itself to machines.
type Head struct {
	Title               string // of the document
	Description         string
	Canonical           string // absolute
	Lite                string // absolute address of the light twin, or of the full page for a light one
	Robots              string
	Type                string  // Open Graph: "article" or "website"
	Image               Picture // URL absolute
	Feeds               []FeedLink
	Translations        []Translation // the same page in all its languages, itself included
	Default             string        // absolute: of these, that for readers of any other language, or ""
	OEmbed              string        // absolute address of a player's description (oEmbed 1.0), or ""
	Section, Lang       string
	Published, Modified time.Time
	Standard            template.URL // the AT-URI of the story's record at standard.site, or ""
	Tags                []string
	JSONLD              template.JS `key:"-"` // linked data (schema.org in JSON-LD 1.1), or ""; the press makes it from the View
}

// FeedLink leads to a feed.
type FeedLink struct {
	Title string
	URL   string
	Type  string // its MIME type
}

// Frame is the part that all Views have.
type Frame struct {
	Kind   string // "article", "section" …: the page's kind, for styles and tests
	Chrome *Chrome
	Head   Head
	Crumbs []Link // from the front page to this one
	Twin   string // href of the light twin on a full page, of the full page on a light one

	Languages []own.SisterLink // to the editions of a paper in several languages
}

// ArticleView is all that a story's page, its light twin and its tombstone may show.
type ArticleView struct {
	Frame
	*Card
	Standfirst    string
	Dateline      string
	Life          string
	Lead          Picture
	Body          template.HTML `key:"-"` // the press makes it of Text
	Text          Text
	Words         int
	Headings      []Heading
	Corrections   []Note
	Updates       []Note
	Sources       []Source
	Tags          []Link
	Terms         Terms  // of the paper's own taxonomies: all that the story names
	Desks         []Link // the agencies, with their pages
	SeriesNav     *SeriesNav
	Related       []*SideCard
	Beside        []*SideCard  // more of its section, beside the text on a wide screen
	Elsewhere     []*SideCard  // of other sections, where its own has too few to stand beside it
	Under         []*SideCard  // the same, under the story where none stand beside it
	Wide          bool         // nothing stands beside the text
	Writers       []AuthorView // those of the authors of whom there is more to say than a name
	Older         *SideCard    // the stories next to it in its section
	Newer         *SideCard
	Gallery       []Picture
	LeadInGallery bool // the gallery shows the lead picture
	Media         *MediaView
	Claim         *Claim
	Coverage      *Coverage
	Entries       []Entry
	Params        own.Params
	Schema        string // of a type of the paper's own: what it is in the words of schema.org
	LiveJSON      string // href of the small file that a live page polls while the coverage goes on
	Withdrawn     *Note
	Members       bool // Body is what everybody may read of it
}

// Text stands for a body in a View, which the press puts beside it: the sum of its HTML and
// what is written in the places of its references. Its zero value is no body.
type Text struct {
	Sum      Sum
	Answers  []string  // as they stand in attributes
	Pictures []Picture // beside Answers, where other sizes can be made; else nil
	Light    string    // on a light page: the words that a picture is loaded by; else ""
	Without  []string  // the ids of the entries that are left out of it

	Components []own.Component
}

// MediaView is a Media whose references are answered.
type MediaView struct {
	URL        string
	MIME       string
	Audio      bool
	Poster     Picture
	Duration   time.Duration
	Transcript string
	Chapters   []Chapter
	Size       int64
	Feed       string // href of the podcast, or ""
}

// SeriesNav is a story's place among the parts of its series.
type SeriesNav struct {
	Title string
	URL   string
	Index int // from 1
	Parts []*Card
}

// ListView is a page of cards: of a section, of another term, of a day of the archive.
type ListView struct {
	Frame
	Title   string
	Intro   string
	Body    template.HTML `key:"-"`
	Text    Text
	Cards   []*Card
	Count   int  // of stories in the whole list, 0 on sealed pages and on light ones
	Root    bool // the list's first page
	Pager   Pager
	Parts   []Link // sub-sections
	Author  *AuthorView
	Feed    string     // href of the list's feed, or ""
	Opinion bool       // shown with faces
	Serial  bool       // a series that begins with its first part
	First   int        // of a serial one: the number of the first part here
	Date    time.Time  // of an archive day
	Params  own.Params // of the section, the author or the tag

	Taxonomy string // of a term of the paper's own: its name, as "places"
}

// Pager leads through a list. Its pages are counted from the oldest, so that
// a new story changes the first page and no sealed one.
type Pager struct {
	Newer  *Link
	Older  *Link
	Month  time.Time // the bucket of this page; zero where the list has no buckets
	Months []MonthLink
	Number int // of a sealed page within its bucket, from 1, the oldest; 0 on an open page
}

// MonthLink leads to the stories of one month.
type MonthLink struct {
	Month time.Time
	URL   string
	Count int
}

// AuthorView is what an author's page shows above the stories, and a story below its text.
type AuthorView struct {
	Byline
	Bio   string
	Email string
	Links []Link
}

// FrontView is the front page. No story stands on it twice, but in Latest.
type FrontView struct {
	Frame
	Date      time.Time // of the edition: the day of its clock
	Breaking  *Breaking
	Alert     *Card // the breaking strip's story, if it names one
	Lead      *Card
	Boost     int     // how much weight the lead has: 1, 2 or 3
	Tone      string  // of the lead: "urgent", "mourning", "investigation" or "dossier"
	Moments   []Entry // the newest entries of a live lead
	Secondary []*Card
	Blocks    []Block
	Latest    []*Card // the newest of all, in the order of time
}

// Block is a named part of the front page.
type Block struct {
	Title   string
	URL     string // of the list that it shows the first of, or ""
	Style   string // the form that its stories fill: one of settings.BlockStyles, "pair" or "single"
	Columns int    // of cards, on a wide screen, where the style has columns
	Tone    string // "urgent", "mourning", "investigation" or "dossier"
	Cards   []*Card

	OfSection bool // its stories are all of the section that it names
}

// TermsView is an index of terms: tags, authors, agencies, series.
type TermsView struct {
	Frame
	Title  string
	Intro  string
	Groups []TermGroup
	Count  int
	Params own.Params // of the file _index.md that speaks of the list

	Taxonomy string // of the paper's own: its name, as "places"
}

// TermGroup is the terms that begin with one letter, in the language's order;
// a leading ال is not counted.
type TermGroup struct {
	Letter string
	Terms  []TermLink
}

// TermLink leads to a term's page.
type TermLink struct {
	Title   string
	URL     string
	Count   int
	Role    string
	Within  string // the term above it, or ""
	Picture Picture
	Latest  time.Time
}

// ArchiveView is the index of years and months.
type ArchiveView struct {
	Frame
	Title string
	Years []ArchiveYear
}

// ArchiveYear is one year of the archive.
type ArchiveYear struct {
	Year   int
	URL    string
	Count  int
	Months []MonthLink
	Days   []Calendar // its twelve months by days, on its own page
}

// Calendar is a month by days. The first day of a week is the audience's.
type Calendar struct {
	Month time.Time
	URL   string // of the month; "" where it has no story
	Weeks [][7]Day
}

// MonthView is a month of the archive as a calendar.
type MonthView struct {
	Frame
	Month time.Time
	Weeks [][7]Day // the first day of the week is the audience's
	Count int
	Older *Link
	Newer *Link
	Cards []*Card // the month's latest
}

// Day is a cell of the calendar; its zero value is a cell outside the month.
type Day struct {
	Date  time.Time
	URL   string // "" where the day has no story
	Count int
}

// PageView is a page of its own: about, ethics, corrections.
type PageView struct {
	Frame
	Title   string
	Intro   string
	Body    template.HTML `key:"-"`
	Text    Text
	Updated time.Time
	Params  own.Params
	Ledger  []Correction // on the corrections page: all that was corrected
}

// Correction is a line of the corrections ledger.
type Correction struct {
	Note
	Story *Card
}

// NoticeView is a page with little of its own: not found, search.
type NoticeView struct {
	Frame
	Title  string
	Latest []*Card
	Facets *Facets // of the search page
}

// Facets are what a search can be narrowed by.
type Facets struct {
	Sections []Link // titles and slugs
	First    time.Time
	Last     time.Time
	Months   string // the names of the twelve, parted by |
	Digits   string // a numbering system of CLDR: "arab" or "latn"
}

// RedirectView sends a reader on from an address that was given up.
type RedirectView struct {
	Frame
	To   string // href
	Feed bool   // it leads to a feed, which readers of feeds find by a link
}

// OutputView is what a file of the paper's own shows: of all, of a list, or of one story.
type OutputView struct {
	Paper   OutputPaper
	Title   string // of the story or the list; of the paper
	About   string
	URL     string         // absolute, of the page that it stands beside
	Self    string         // absolute, its own
	Updated time.Time      // when the newest of its stories was changed last
	Stories []*OutputStory // newest first; of a story that one
}

// OutputPaper is what such a file knows of the paper.
type OutputPaper struct {
	Title, Description, Lang, URL, Root, Publisher string
	Params                                         own.Params
}

// OutputStory is a story as such a file shows it.
type OutputStory struct {
	*Card
	Address    string // absolute
	Standfirst string
	Dateline   string
	Words      int
	Tags       []Link
	Terms      Terms
	Params     own.Params
	Body       template.HTML `key:"-"` // its addresses are absolute; "" in a list without full_text
	Text       Text
}
