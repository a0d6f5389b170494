package site

import "strconv"

// The addresses that the site keeps for its own lists.
const (
	HomeRoot    = "/"
	TagsRoot    = "/tags/"
	AuthorsRoot = "/authors/"
	AgencyRoot  = "/agencies/"
	SeriesRoot  = "/series/"
	ArchiveRoot = "/archive/"
	SearchRoot  = "/search/"
	LiteRoot    = "/lite/"
)

// ReservedRoots are the addresses that no section, story or alias may have.
var ReservedRoots = []string{HomeRoot, TagsRoot, AuthorsRoot, AgencyRoot, SeriesRoot, ArchiveRoot, SearchRoot, LiteRoot}

// ReservedFiles are files that the site makes at its root, or may make.
var ReservedFiles = []string{"/404.html", "/breaking.html", "/podcast.xml", "/site.webmanifest", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/index.xml", "/atom.xml", "/feed.json", "/feeds.opml", "/llms.txt"}

// BesideFiles are what the site may make beside the page of a list or a story. No
// folder may have such a name.
var BesideFiles = []string{"index.xml", "atom.xml", "feed.json", PodcastFile, "live.json", "oembed.json"}

// The folders of the site's own files.
const (
	SitemapRoot = "/sitemaps/"
	MediaRoot   = "/media/"
)

// FeedFiles are the names of the feeds beside a list, by their forms in
// edition.yaml.
var FeedFiles = map[string]string{"rss": "index.xml", "atom": "atom.xml", "json": "feed.json"}

// FrozenFolder has the packs of frozen years, and nothing else: no slug begins with its sign.
const FrozenFolder = "_frozen/"

// FrozenPack is the file that has the pages of a frozen year.
func FrozenPack(year int) string { return FrozenFolder + strconv.Itoa(year) + ".pack" }

// PodcastFile is the feed of a list's recordings, for podcast players.
const PodcastFile = "podcast.xml"
