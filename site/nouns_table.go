package site

// Noun is what a file under content/ is, as its path tells.
type Noun uint8

// The nouns of a content folder.
const (
	NounNone     Noun = iota // nothing that Warraq reads by itself: a picture, a film, a hidden file
	NounStory                // a story
	NounPage                 // a static page: content/pages/…
	NounSection              // the _index.md of a section
	NounAuthor               // authors/<id>.md
	NounTag                  // what an edition says of a tag: tags/<tag>.md, or Hugo's tags/<tag>/_index.md
	NounSeries               // what an edition says of a series: series/<series>.md, or series/<series>/_index.md
	NounTerm                 // what an edition says of a term of its own: places/<term>.md, or places/<term>/_index.md
	NounHome                 // the topmost _index.md: edition.yaml says what it would
	NounSettings             // edition.yaml
	NounFront                // front.yaml
)

// The names of files and folders of content/ that mean something.
const (
	SettingsFile = "edition.yaml"
	FrontFile    = "front.yaml"
	SectionFile  = "_index.md"
	sectionStem  = "_index." // _index.ar.md is Hugo's for one of several languages
	AuthorsDir   = "authors"
	TagsDir      = "tags"
	SeriesDir    = "series"
	PagesDir     = "pages"
	DataDir      = "data" // files that templates show: not what the folder has of stories
)

// hiddenFolders are folders that keep what is in them out of sight, at any level:
// Jekyll's drafts, Hugo's archetypes, and what newsrooms call the like.
var hiddenFolders = []string{"drafts", "_drafts", "private", "unpublished", "archetypes", "node_modules", "trash", "مسودات"}
