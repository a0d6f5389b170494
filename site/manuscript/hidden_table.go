package manuscript

// hiding says how the value of a key tells that a file must not be public.
type hiding uint8

const (
	ifTrue    hiding = iota + 1 // draft: true
	ifFalse                     // published: false
	ifYes                       // hide: true; other values have other meanings
	ifNo                        // visible: false, likewise
	ifNotDate                   // published: false; a date is read elsewhere
	ifNotPath                   // permalink: false; an address is read elsewhere
	ifWord                      // status: pending
	ifAny                       // password: …
	ifParts                     // build: {render: never}
	ifCascade                   // cascade: {draft: true}, for what lies below a section
	ifParams                    // params: {draft: true}, among keys of the site's own
)

// hidings are the keys by which other tools keep a file out of sight: Hugo,
// Jekyll, Eleventy, Zola, WordPress, Ghost, Hexo, Pelican, Nikola, Grav, Lektor,
// Astro, Docusaurus, Obsidian. They are folded as settings.FoldKey does.
var hidings = map[string]hiding{
	"draft": ifTrue, "isdraft": ifTrue, "مسودة": ifTrue, "مسودّة": ifTrue,
	"private": ifTrue, "isprivate": ifTrue, "protected": ifTrue, "membersonly": ifTrue, "emailonly": ifTrue, "subscribersonly": ifTrue,
	"hidden": ifTrue, "hide": ifYes, "ishidden": ifTrue, "unlisted": ifTrue, "unpublished": ifTrue, "headless": ifTrue,
	"deleted": ifTrue, "trashed": ifTrue, "encrypt": ifTrue, "encrypted": ifTrue, "eleventyexcludefromcollections": ifTrue,

	"publish": ifNotDate, "published": ifNotDate, "ispublished": ifFalse, "public": ifFalse, "ispublic": ifFalse,
	"render": ifNo, "routable": ifNo, "visible": ifNo, "listed": ifNo, "enabled": ifNo, "discoverable": ifNo,

	"permalink": ifNotPath, "url": ifNotPath,
	"status": ifWord, "poststatus": ifWord, "visibility": ifWord,
	"password": ifAny, "postpassword": ifAny,
	"build": ifParts, "cascade": ifCascade, "params": ifParams,
}

// publicWords are the values of status and visibility that keep nothing out of
// sight, as arabic.Slug writes them.
var publicWords = []string{"publish", "published", "public", "live", "online", "active", "featured", "true", "yes", "on", "1", "منشور", "منشورة", "عام", "نعم"}

// hiddenWords are those that do. Any other word is an error: it may hide.
var hiddenWords = []string{
	"draft", "drafted", "drafts", "auto-draft", "pending", "private", "future", "scheduled", "trash", "inherit", "hidden", "unlisted",
	"unpublished", "archived", "skip", "review", "in-review", "needs-review", "pitch", "assigned", "in-progress", "waiting", "wip", "idea", "ready",
	"members", "paid", "tiers", "filter", "subscribers", "password", "protected", "internal", "restricted", "deleted", "embargoed", "embargo", "preview",
	"sent", "inactive", "offline", "false", "no", "off", "0", "مسودة", "خاص", "خاصة", "مخفي", "مخفية", "محجوب", "مجدول", "مجدولة", "قيد-المراجعة", "لا",
}
