package manuscript

// hiding says how the value of a key tells that a file must not be public.
type hiding uint8

const (
	ifTrue      hiding = iota + 1 // draft: true
	ifFalse                       // public: false
	ifYes                         // hide: true; other values have other meanings
	ifNo                          // visible: false, likewise
	ifNotDate                     // published: false; a date is read elsewhere
	ifNotPath                     // permalink: false; an address is read elsewhere
	ifNoDate                      // published_at: null; a date is read elsewhere
	ifWord                        // status: pending
	ifKnown                       // state: draft; other words have other meanings
	ifDraft                       // tags: [draft], among others
	ifDraftType                   // type: draft
	ifNoRobots                    // robots: noindex
	ifAny                         // password: …
	ifParts                       // build: {render: never}
	ifCascade                     // cascade: {draft: true}, for what lies below a section
	ifNoMap                       // sitemap: false, sitemap: {disable: true}
	ifParams                      // params: {draft: true}, among keys of the site's own
)

// hidings are the keys by which other tools keep a file out of sight: Hugo,
// Jekyll, Eleventy, Zola, WordPress, Ghost, Hexo, Pelican, Nikola, Grav, Lektor,
// Astro, Docusaurus, Obsidian. They are folded as notation.FoldKey does.
var hidings = map[string]hiding{
	"draft": ifTrue, "isdraft": ifTrue, "مسودة": ifTrue, "مسودّة": ifTrue,
	"private": ifTrue, "isprivate": ifTrue, "protected": ifTrue, "membersonly": ifTrue, "emailonly": ifTrue, "subscribersonly": ifTrue,
	"hidden": ifTrue, "hide": ifYes, "ishidden": ifTrue, "unlisted": ifTrue, "unpublished": ifTrue, "headless": ifTrue,
	"deleted": ifTrue, "trashed": ifTrue, "encrypt": ifTrue, "encrypted": ifTrue, "eleventyexcludefromcollections": ifTrue,
	"internal": ifTrue, "secret": ifTrue, "confidential": ifTrue, "wip": ifTrue, "embargoed": ifTrue, "offtherecord": ifTrue, "sitemapexclude": ifTrue, "excludefromsitemap": ifTrue, "sitemap": ifNoMap, "archived": ifTrue, "expired": ifTrue, "removed": ifTrue,
	"excludefrombuild": ifTrue, "excludefromcollections": ifTrue, "paywall": ifTrue, "paywalled": ifTrue, "premium": ifTrue, "restricted": ifTrue,

	"skip": ifYes, "ignore": ifYes, "exclude": ifYes, "disable": ifYes, "disabled": ifYes, "output": ifNo, "publish": ifNotDate, "published": ifNotDate, "ispublished": ifFalse, "public": ifFalse, "ispublic": ifFalse,
	"render": ifNo, "routable": ifNo, "visible": ifNo, "listed": ifNo, "enabled": ifNo, "discoverable": ifFalse,
	"publishable": ifFalse, "approved": ifNo, "online": ifNo, "active": ifNo, "isactive": ifNo, "ready": ifNo, "منشور": ifFalse, "منشورة": ifFalse, "نشر": ifNo,

	"permalink": ifNotPath, "url": ifNotPath,
	"status": ifWord, "poststatus": ifWord, "visibility": ifWord,
	"privacy": ifWord, "workflow": ifWord, "workflowstate": ifWord, "workflowstatus": ifWord, "access": ifWord, "accesslevel": ifWord,
	"حالة": ifWord, "الحالة": ifWord, "state": ifKnown, "stage": ifKnown,
	"type": ifDraftType, "layout": ifDraft, "tags": ifDraft, "tag": ifDraft, "keywords": ifDraft, "categories": ifDraft, "category": ifDraft,
	"publishedat": ifNoDate, "publishedon": ifNoDate, "publisheddate": ifNoDate, "datepublished": ifNoDate,
	"robots": ifNoRobots, "metarobots": ifNoRobots, "noindex": ifTrue, "robotsnoindex": ifTrue,
	"password": ifAny, "postpassword": ifAny,
	"build": ifParts, "cascade": ifCascade, "params": ifParams, "meta": ifParams, "extra": ifParams, "ghost": ifParams, "seo": ifParams,
	"metadata": ifParams, "custom": ifParams, "customfields": ifParams, "fields": ifParams, "data": ifParams, "properties": ifParams,
}

// publicWords are the values of status and its like that keep nothing out of
// sight, as arabic.Slug writes them.
var publicWords = []string{"publish", "published", "public", "live", "online", "active", "featured", "open", "free", "everyone", "all", "anyone", "approved", "done", "final", "complete", "completed", "true", "yes", "on", "1", "منشور", "منشورة", "عام", "نعم"}

// draftWords hide as a type or a tag.
var draftWords = []string{"draft", "drafts", "private", "unpublished", "مسودة", "مسودات"}

// hiddenWords are those that do. Any other word is an error: it may hide.
var hiddenWords = []string{
	"draft", "drafted", "drafts", "auto-draft", "pending", "private", "future", "scheduled", "trash", "inherit", "hidden", "unlisted",
	"unpublished", "archived", "skip", "review", "in-review", "needs-review", "pitch", "assigned", "in-progress", "waiting", "wip", "idea", "ready",
	"members", "paid", "tiers", "filter", "subscribers", "password", "protected", "internal", "restricted", "deleted", "embargoed", "embargo", "preview",
	"sent", "inactive", "offline", "false", "no", "off", "0", "مسودة", "خاص", "خاصة", "مخفي", "مخفية", "محجوب", "مجدول", "مجدولة", "قيد-المراجعة", "لا",
}
