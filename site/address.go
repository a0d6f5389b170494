package site

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// linkSchemes are those of the addresses that a page may send a reader to: pages,
// mail, telephones, messengers.
var linkSchemes = strings.Fields("http https mailto tel sms geo whatsapp tg signal xmpp matrix ftp magnet")

// IsLinkScheme tells whether a page may send a reader to addresses of a scheme.
func IsLinkScheme(scheme string) bool { return slices.Contains(linkSchemes, scheme) }

// RunsScript tells whether a browser could run what an address of a scheme says.
func RunsScript(scheme string) bool {
	return scheme == "javascript" || scheme == "vbscript" || scheme == "data"
}

// CleanTarget takes from both ends of an address what a writer does not see: spaces,
// controls, marks of direction.
func CleanTarget(target string) string {
	return strings.TrimFunc(target, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
}

// IsBrokenWeb tells whether an address of the web names no host: "http:/example.org",
// "https://".
func IsBrokenWeb(target string) bool {
	rest, ok := strings.CutPrefix(target[strings.IndexByte(target, ':')+1:], "//")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	rest = Decoded(rest[strings.LastIndexByte(rest, '@')+1:])
	return !ok || strings.Trim(rest, ".:") == "" || strings.ContainsAny(rest, " \\<>\"")
}

// LooksLikeFile tells whether what a browser takes for an address of another scheme is a file's name:
// "a:b.png".
func LooksLikeFile(target string) bool {
	return path.Ext(target) != "" && !strings.Contains(target, "//") && !RunsScript(SchemeOf(target))
}

// bareHost is a relative address that begins as a host does: "www.example.org/x".
var bareHost = regexp.MustCompile(`(?i)^(?:www\.[^/?#]+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|net|org|edu|gov|int|info|news|press|tv|me|io|co|sa|ae|eg|jo|lb|sy|iq|ye|om|qa|kw|bh|ma|tn|dz|ly|ps|uk|fr|de|us|ru|tr|ir|eu))(?:[:/?#]|$)`)

// LooksLikeHost tells whether a relative address was meant to be one of the web.
func LooksLikeHost(target string) bool { return bareHost.MatchString(target) }

// InSite gives the address within a site, from its root, of an address of the web: "/x/?a#b"
// of "http://www.example.org/x/?a#b" where base is "https://example.org". ok is false where the address
// is on another host, or beside the site.
func InSite(base, address string) (inside string, ok bool) {
	_, rest, found := strings.Cut(address, "//")
	scheme := SchemeOf(address)
	if base == "" || !found || scheme != "http" && scheme != "https" && !strings.HasPrefix(address, "//") {
		return "", false
	}
	cut := len(rest)
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		cut = i
	}
	_, home, _ := strings.Cut(base, "://")
	host, root, _ := strings.Cut(home, "/")
	if hostKey(rest[:cut]) != hostKey(host) {
		return "", false
	}
	at, tail := rest[cut:], ""
	if i := strings.IndexAny(at, "?#"); i >= 0 {
		at, tail = at[:i], at[i:]
	}
	if root == "" {
		return "/" + strings.TrimPrefix(at, "/") + tail, true
	}
	below, under := strings.CutPrefix(Decoded(at)+"/", "/"+Decoded(root)+"/")
	if !under {
		return "", false
	}
	return "/" + EscapePath(strings.TrimRight(below, "/")) + slashOf(below, at) + tail, true
}

// slashOf is the slash at the end of an address, which is not lost where its site's root is.
func slashOf(below, at string) string {
	if strings.HasSuffix(at, "/") && strings.Trim(below, "/") != "" {
		return "/"
	}
	return ""
}

// hostKey is one spelling of a host: with www and without it are one, and so are the port of the
// scheme and none.
func hostKey(host string) string {
	host = strings.TrimPrefix(strings.ToLower(host[strings.LastIndexByte(host, '@')+1:]), "www.")
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80"), ".")
}

// SchemeOf is the scheme of an address as a browser would find it, and as one
// that is decoded once more would: control characters and spaces do not count
// (WHATWG URL), nor does percent-encoding hide a name.
func SchemeOf(target string) string {
	scheme := schemeIn(target)
	if plain, err := url.PathUnescape(target); scheme == "" && err == nil {
		if hidden := schemeIn(plain); hidden == "javascript" || hidden == "vbscript" || hidden == "data" {
			return hidden
		}
	}
	return scheme
}

func schemeIn(target string) string {
	var scheme []byte
	for _, r := range target {
		switch {
		case r == ':':
			return string(scheme)
		case 'A' <= r && r <= 'Z':
			scheme = append(scheme, byte(r)+'a'-'A')
		case 'a' <= r && r <= 'z', len(scheme) > 0 && ('0' <= r && r <= '9' || r == '+' || r == '-' || r == '.'):
			scheme = append(scheme, byte(r))
		case r <= ' ', 0x7f <= r && r < 0xa0:
		default:
			return ""
		}
	}
	return ""
}

// languageTag is the shape of a BCP 47 tag.
var languageTag = regexp.MustCompile(`^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$`)

// IsLanguageTag tells whether a text has the shape of a BCP 47 language tag.
func IsLanguageTag(s string) bool { return languageTag.MatchString(s) }

// RefKindOf distinguishes a story or a page from a file beside the story.
func RefKindOf(target string) RefKind {
	switch ext := ExtensionOf(target); {
	case ext == "" && fileAfterSign.MatchString(target):
		return RefFile
	case LooksLikeHost(target) && ext != ".md", ext == ".", ext == "", ext == ".md", ext == ".markdown", ext == ".html", ext == ".htm", ext == ".xml", ext == ".json" && strings.HasPrefix(target, "/"), slices.Contains(ReservedFiles, target): // a feed, or another file of the site
		return RefLink
	case len(ext) <= len(".geojson") && strings.IndexFunc(ext, func(r rune) bool { return r >= 0x80 }) < 0:
		return RefFile
	}
	return RefLink
}

// fileAfterSign is a file beside the story whose name has a # or a ? in it.
var fileAfterSign = regexp.MustCompile(`(?i)^[^/#?][^#?]*[#?].*\.(?:png|jpe?g|webp|avif|gif|svg|pdf|mp[34]|m4a|webm|docx?|xlsx?|pptx?|csv|zip)$`)

// ExtensionOf is the end of a file's name, in lower case: «.mp4».
func ExtensionOf(target string) string {
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		target = target[:i]
	}
	return strings.ToLower(path.Ext(target))
}

// mediaTypes are the types of films and recordings by how their names end. The system's own table
// differs from one machine to the next.
var mediaTypes = map[string]string{
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".ogv": "video/ogg",
}

// MediaTypeOf is the type of a film or a recording, or "" where its name does not tell.
func MediaTypeOf(target string) string { return mediaTypes[ExtensionOf(target)] }

// pageHosts have films and recordings on pages; an address there is no file.
var pageHosts = regexp.MustCompile(`(?i)^(?:https?:)?//(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|dai\.ly|soundcloud\.com|spotify\.com|facebook\.com|fb\.watch|instagram\.com|tiktok\.com|x\.com|twitter\.com|t\.me|anghami\.com|podcasts\.apple\.com)/`)

// IsMediaFile tells whether an address of a film or a recording is that of a file, which a
// podcast player can fetch.
func IsMediaFile(address string) bool {
	return MediaTypeOf(address) != "" || !pageHosts.MatchString(address)
}
