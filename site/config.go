package site

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"warraq/site/own"
	"warraq/site/uri"
)

// Config is what content/edition.yaml says, with defaults filled in.
type Config struct {
	Title       string
	Tagline     string
	Description string
	BaseURL     string // as CleanBaseURL gives it
	Language    string // BCP 47: "ar", "en"
	TimeZone    string // IANA: "Asia/Beirut"
	Zone        *time.Location

	Audience    string            // ISO 3166 country; "" is pan-Arab. Chooses month names
	Months      map[string]string // position ("dateline", "body", "caption", "archive"; "" for all) to month system
	Digits      string            // "latn", "arab" or "arabext", for generated text only; "" is "latn"
	Hijri       bool              // the Umm al-Qura date beside the Gregorian
	HijriOffset int               // days, -2 to 2
	Tanwin      string            // the paper's own place of tanwin: "before" an alef, "after" it, or ""

	Look               string   // of the theme: one of Looks, or ""
	Home               string   // the base_url that edition.yaml says, or "": a build may have another
	At                 string   // what BaseURL has after the paper's own: "" in the main edition, "/en"
	Permalink          string   // "/:section/:year/:month/:slug/"
	PageSize           int      // cards on a list page
	Accent, AccentDark string   // CSS colours of the paper, in light mode and in dark mode
	UnsafeHTML         bool     // trust raw HTML in manuscripts
	Embeds             []string // the sites whose frames a reader may ask for

	MediaBase    string     // where the pictures are that neither content/ nor static/ has: "https://media.example.org", or ""
	Redirects    []Redirect // addresses that the paper gave up
	OldAddresses string     // "wordpress": its addresses of sections, tags and authors lead to ours; or ""

	Named     []Ref // the addresses inside the site that menus, publisher and social accounts name
	Menus     Menus
	Social    []Link
	Publisher Publisher
	Front     Front
	Pages     Pages
	Pictures  PictureConfig
	Cards     CardConfig
	Feeds     FeedConfig
	Checks    map[string]string // editorial rule to level: "off", "note", "warning", "error"

	Environments map[string]own.Environment // by name
	Releases     []own.Release
	Analytics    own.Analytics
	Ads          own.Ads
	Params       own.Fields     // of the paper, for all its pages
	CardParams   []string       // the params of stories that other pages may show
	Fields       own.FieldsOf   // that manuscripts of each kind have, beside those of Warraq
	Types        own.Types      // of stories, beside those of Warraq
	Outputs      own.Outputs    // files beside the pages
	Taxonomies   own.Taxonomies // by which stories are grouped, beside tags

	Frozen  int          // the years before it are kept in a pack each (site.FrozenPack); 0: none
	Sisters []own.Sister // the paper's editions in all languages, the main one first; nil where there is one
}

// Kinds are those of all terms of the edition, in the order in which their lists are made.
func (c *Config) Kinds() []TermKind {
	kinds := []TermKind{KindSection, KindTag, KindAuthor, KindSeries, KindAgency}
	for _, t := range c.Taxonomies {
		kinds = append(kinds, TermKind(t.Name))
	}
	return kinds
}

// Looks are those of the built-in theme; the first is the default.
var Looks = []string{"newspaper", "headline", "magazine"}

// Redirect is an address that leads to another.
type Redirect struct {
	From string // decoded, from the site's root
	To   Ref    // an address of the site or of another, or a file's path under content/
}

// Menus are the links of the header and the footer; an empty Main menu shows
// the sections.
type Menus struct {
	Main   []MenuLink
	Footer []MenuLink
}

// Publisher is the organisation that answers for the edition (schema.org
// NewsMediaOrganization).
type Publisher struct {
	Name        string
	LegalName   string
	URL         string
	Logo        string
	Founded     string
	Email       string
	Principles  string // publishingPrinciples
	Corrections string // correctionsPolicy
	Ethics      string // ethicsPolicy
	Ownership   string // ownershipFundingInfo
}

// Pages turns whole kinds of pages off.
type Pages struct {
	Lite       bool // light twins of stories and lists
	LiteMonths int  // of the stories of the last so many months; 0: of all
	Archive    bool
	Agencies   bool
	Search     bool
	Related    int // how many related stories a story shows
}

// FeedConfig says what the feeds hold.
type FeedConfig struct {
	Limit    int      // items in a feed
	FullText bool     // the whole story, else its summary
	Hub      string   // WebSub hub, or ""
	Standard string   // the DID in whose repository standard.site's records of the stories lie, or ""
	LLMs     bool     // write llms.txt
	Formats  []string // "rss", "atom", "json"; the first is the main one
	Terms    bool     // also for tags, authors and series, in the main form
	AllTerms bool     // for each of them, in every form
}

// Front is the front page as the desk lays it: content/front.yaml, its blocks
// by default those of edition.yaml.
type Front struct {
	Lead      Ref
	Boost     int    // how much weight the lead has: 1 (0 is 1), 2 or 3
	Tone      string // of the lead: "urgent", "mourning", "investigation" or "dossier", or ""
	Secondary []Ref
	Pins      []Pin
	Breaking  Breaking
	Blocks    []FrontBlock
	File      string // that names the stories: "content/front.yaml"
}

// Pin keeps a story among the first until an instant.
type Pin struct {
	Story Ref
	Until time.Time
}

// Breaking is the strip of urgent news. It disappears at Until.
type Breaking struct {
	Text  string
	Story Ref
	Until time.Time
}

// FrontBlock is one named part of the front page. Its stories are chosen by
// hand, or the latest of the first of Section, Tag, Type and Series that is set.
type FrontBlock struct {
	Title        string
	Style        string // one of settings.BlockStyles
	Tone         string // "urgent", "mourning", "investigation" or "dossier", or ""
	Section      string
	Tag          string
	Type         Type
	Series, Term string // Term is of a taxonomy of the paper's own: "places/غزة"
	Stories      []Ref
	Limit        int

	File      string // that names it: "content/front.yaml"
	Line, Col int    // of what it takes its stories by
}

// CleanBaseURL gives the one form of a base URL: http or https, a host, and a
// percent-encoded path without a slash at its end. ok is false where the address
// is not such a URL.
func CleanBaseURL(address string) (clean string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil ||
		u.RawQuery != "" || u.Fragment != "" || !isHost(u) || !isBasePath(u.Path) {
		return "", false
	}
	return u.Scheme + "://" + u.Host + uri.EscapePath(strings.TrimSuffix(path.Clean("/"+u.Path), "/")), true
}

// isHost tells whether a URL names a host in letters of any script, and a port that
// there is.
func isHost(u *url.URL) bool {
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return false
		}
	}
	host := u.Hostname()
	return strings.Trim(host, ".") != "" && !strings.ContainsFunc(host, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune("-._:\u200c\u200d", r)
	})
}

// isBasePath tells whether all addresses of a site can stand under a path. A path
// that a browser would read as another one is a slip, or an attack.
func isBasePath(at string) bool {
	return path.Clean("/"+at) == "/"+strings.Trim(at, "/") && !strings.HasPrefix(at, "//") && !strings.HasSuffix(at, "//") && isPlainPath(at)
}

// isPlainPath tells whether a path has nothing that ends an attribute, and nothing
// that is not seen.
func isPlainPath(at string) bool {
	return !strings.ContainsAny(at, "<>\"\\") && !strings.ContainsFunc(at, isHidden)
}

// BasePath is the path of the base URL: "" or "/news".
func (c *Config) BasePath() string {
	_, rest, _ := strings.Cut(c.BaseURL, "://") // called for each address of a site: no url.Parse
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		return rest[slash:]
	}
	return ""
}

// Root is the scheme and host of the base URL, without its path.
func (c *Config) Root() string { return strings.TrimSuffix(c.BaseURL, c.BasePath()) }

// URL turns a path of the site ("/tags/غزة/") into what stands in an href:
// under the base path, percent-encoded with upper-case hex (RFC 3986).
func (c *Config) URL(path string) string {
	return c.BasePath() + uri.EscapePath(path)
}

// Shared is URL for a file that all editions of the paper share: of static/, or a size of a picture.
func (c *Config) Shared(path string) string {
	return strings.TrimSuffix(c.BasePath(), c.At) + uri.EscapePath(path)
}

// Abs turns a value of URL into an absolute address, for feeds, canonical
// links and structured data. What is absolute already stays.
func (c *Config) Abs(href string) string {
	if href == "" || strings.Contains(href, "://") {
		return href
	}
	return c.Root() + href
}
