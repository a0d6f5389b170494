package deploy

import (
	"path"
	"regexp"
	"strings"

	"warraq/site"
)

// The groups of files, in the order in which they are sent.
const (
	groupAssets = iota
	groupPictures
	groupStories
	groupLists
	groupFeeds
	groupFront
	groups
)

// kinds are the types of files by the ends of their names (IANA's registry of media
// types, and WHATWG's MIME Sniffing where it is silent), and the groups of those that
// are neither stories nor lists.
var kinds = map[string]struct {
	mime  string
	group int
}{
	".html": {"text/html; charset=utf-8", groupStories}, ".htm": {"text/html; charset=utf-8", groupStories},
	".css": {"text/css; charset=utf-8", groupAssets}, ".js": {"text/javascript; charset=utf-8", groupAssets}, ".mjs": {"text/javascript; charset=utf-8", groupAssets},
	".wasm": {"application/wasm", groupAssets}, ".map": {"application/json", groupAssets}, ".webmanifest": {"application/manifest+json", groupAssets},
	".woff2": {"font/woff2", groupAssets}, ".woff": {"font/woff", groupAssets}, ".ttf": {"font/ttf", groupAssets}, ".otf": {"font/otf", groupAssets},
	".svg": {"image/svg+xml", groupPictures}, ".ico": {"image/x-icon", groupPictures}, ".png": {"image/png", groupPictures}, ".gif": {"image/gif", groupPictures},
	".jpg": {"image/jpeg", groupPictures}, ".jpeg": {"image/jpeg", groupPictures}, ".webp": {"image/webp", groupPictures}, ".avif": {"image/avif", groupPictures},
	".heic": {"image/heic", groupPictures}, ".bmp": {"image/bmp", groupPictures}, ".tif": {"image/tiff", groupPictures}, ".tiff": {"image/tiff", groupPictures},
	".mp3": {"audio/mpeg", groupPictures}, ".m4a": {"audio/mp4", groupPictures}, ".ogg": {"audio/ogg", groupPictures}, ".oga": {"audio/ogg", groupPictures},
	".opus": {"audio/ogg", groupPictures}, ".wav": {"audio/wav", groupPictures}, ".flac": {"audio/flac", groupPictures}, ".aac": {"audio/aac", groupPictures},
	".mp4": {"video/mp4", groupPictures}, ".m4v": {"video/mp4", groupPictures}, ".webm": {"video/webm", groupPictures}, ".ogv": {"video/ogg", groupPictures}, ".mov": {"video/quicktime", groupPictures},
	".vtt": {"text/vtt; charset=utf-8", groupPictures}, ".srt": {"application/x-subrip", groupPictures},
	".pdf": {"application/pdf", groupPictures}, ".epub": {"application/epub+zip", groupPictures}, ".zip": {"application/zip", groupPictures},
	".csv": {"text/csv; charset=utf-8", groupPictures}, ".tsv": {"text/tab-separated-values; charset=utf-8", groupPictures},
	".md":   {"text/markdown; charset=utf-8", groupPictures},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", groupPictures},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", groupPictures},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", groupPictures},
	".pack": {"application/octet-stream", groupStories}, // it is replaced under its name, as pages are
	".bin":  {"application/octet-stream", groupLists},
	".xml":  {"application/xml; charset=utf-8", groupFeeds}, ".json": {"application/json", groupFeeds},
	".rss": {"application/rss+xml; charset=utf-8", groupFeeds}, ".atom": {"application/atom+xml; charset=utf-8", groupFeeds}, ".ics": {"text/calendar; charset=utf-8", groupFeeds},
	".geojson": {"application/geo+json", groupFeeds}, ".jsonld": {"application/ld+json", groupFeeds},
	".opml": {"text/x-opml; charset=utf-8", groupFeeds}, ".txt": {"text/plain; charset=utf-8", groupFeeds},
}

// named are files whose type their ends do not tell.
var named = map[string]string{
	"index.xml": "application/rss+xml; charset=utf-8", site.PodcastFile: "application/rss+xml; charset=utf-8",
	"atom.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json",
	"oembed.json": "application/json+oembed",
}

// fingerprinted is a name with the hash of its bytes, as press makes it for assets, and
// of what makes them, as for sizes of pictures and social cards (site.Recipe.Suffix). A
// hash without a letter may be a date in an editor's own name.
var fingerprinted = regexp.MustCompile(`\.([0-9a-f]{10})\.(?:css|js|woff2?)$|^media/.*-([0-9a-f]{8})-[0-9]+x[0-9]+(?:-f[0-9]+x[0-9]+)?\.[a-z0-9]+$`)

// The Cache-Control of files. A page is fresh for half a minute, then an edge shows the
// old one while it asks for the new one (RFC 5861).
const (
	cacheForEver = "public, max-age=31536000, immutable"
	cachePage    = "public, max-age=30, stale-while-revalidate=600, stale-if-error=86400"
	cacheFile    = "public, max-age=3600, stale-while-revalidate=86400"
)

// Served gives the Content-Type and the Cache-Control of a file by its path.
func Served(p string) (kind, cache string) {
	h := headersOf(p)
	return h.Type, h.Cache
}

// headersOf are the headers of a file by its path.
func headersOf(p string) Headers {
	base, ext := path.Base(p), strings.ToLower(path.Ext(p))
	kind, known := kinds[ext]
	h := Headers{Type: kind.mime, Cache: cachePage}
	if !known {
		h.Type, kind.group = "application/octet-stream", groupPictures
	}
	if t := named[base]; t != "" {
		h.Type = t
	}
	var hash []string
	if ext != ".html" || strings.HasPrefix(p, "media/") { // no page has a hash in its name
		hash = fingerprinted.FindStringSubmatch(p)
	}
	switch {
	case hash != nil && strings.ContainsAny(hash[1]+hash[2], "abcdef"):
		h.Cache = cacheForEver
	case kind.group <= groupPictures:
		h.Cache = cacheFile
	}
	return h
}

// groupOf says with which files a path is sent. isList says that an address has others
// below it.
func groupOf(p string, isList bool) int {
	kind, known := kinds[strings.ToLower(path.Ext(p))]
	switch {
	case p == "index.html", p == "breaking.html", p == "lite/index.html", p == "search/index.json":
		return groupFront
	case !known:
		return groupPictures
	case kind.group == groupStories && (isList || underList(p)):
		return groupLists
	}
	return kind.group
}

// underList says that a page lies among lists, or is a later page of one.
func underList(p string) bool {
	for _, root := range site.ReservedRoots[1:] {
		if root != site.LiteRoot && strings.HasPrefix("/"+p, root) {
			return true
		}
	}
	return p == "404.html" || strings.Trim(path.Base(path.Dir(p)), "0123456789") == ""
}
