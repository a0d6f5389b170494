// Package uri reads the addresses that people write: in links, pictures, menus and settings.
//
// Belongs here: what an address is by its letters alone. Does not: where it leads (site.Resolver).
package uri

import (
	"fmt"
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

// ExtensionOf is the end of a file's name, in lower case: «.mp4».
func ExtensionOf(target string) string {
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		target = target[:i]
	}
	return strings.ToLower(path.Ext(target))
}

// pictureTypes are the extensions of pictures.
var pictureTypes = []string{".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".svg"}

// IsPicture tells by its name whether a file is to be a picture.
func IsPicture(name string) bool { return slices.Contains(pictureTypes, ExtensionOf(name)) }

// mediaTypes are the types of films and recordings by how their names end. The system's own table
// differs from one machine to the next.
var mediaTypes = map[string]string{
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".ogv": "video/ogg",
}

// MediaTypeOf is the type of a film or a recording, or "" where its name does not tell.
func MediaTypeOf(target string) string { return mediaTypes[ExtensionOf(target)] }

// MediaTag is the element of HTML that plays a file: "video", "audio", or "" for what is neither.
func MediaTag(target string) string {
	tag, _, _ := strings.Cut(MediaTypeOf(target), "/")
	return tag
}

// pageHosts have films and recordings on pages; an address there is no file.
var pageHosts = regexp.MustCompile(`(?i)^(?:https?:)?//(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|dai\.ly|soundcloud\.com|spotify\.com|facebook\.com|fb\.watch|instagram\.com|tiktok\.com|x\.com|twitter\.com|t\.me|anghami\.com|podcasts\.apple\.com)/`)

// IsMediaFile tells whether an address of a film or a recording is that of a file, which a
// podcast player can fetch.
func IsMediaFile(address string) bool {
	return MediaTypeOf(address) != "" || !pageHosts.MatchString(address)
}

// IsRemote says that an address names a host.
func IsRemote(src string) bool {
	return strings.HasPrefix(src, "//") || strings.Contains(src, "://")
}

// Decoded undoes percent-encoding: an editor may write an address either way.
// What is not well encoded stays as it is.
func Decoded(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

const upperHex = "0123456789ABCDEF"

// EscapePath percent-encodes a path: what RFC 3986 calls pchar, and the slash,
// stay.
func EscapePath(path string) string {
	n := 0
	for i := range len(path) {
		if !isPathByte(path[i]) {
			n++
		}
	}
	if n == 0 {
		return path
	}
	out := make([]byte, 0, len(path)+2*n)
	for i := range len(path) {
		if b := path[i]; isPathByte(b) {
			out = append(out, b)
		} else {
			out = append(out, '%', upperHex[b>>4], upperHex[b&15])
		}
	}
	return string(out)
}

// pathBytes are the bytes that stand in a path as they are.
var pathBytes = func() (table [256]bool) {
	for b := range table {
		table[b] = 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || strings.IndexByte("-._~!$()*+,;=:@/", byte(b)) >= 0
	}
	return table
}()

func isPathByte(b byte) bool { return pathBytes[b] }

// SplitTarget cuts the target of a link into its decoded path, its query and
// fragment as they stand in an href, and the fragment decoded.
func SplitTarget(target string) (at, tail, fragment string) {
	at, fragment, anchored := strings.Cut(target, "#")
	at, query, asked := strings.Cut(at, "?")
	if asked {
		tail = "?" + escapeQuery(query)
	}
	if fragment = Decoded(fragment); anchored && fragment != "" {
		tail += "#" + EscapePath(fragment)
	}
	return Decoded(at), tail, fragment
}

// escapeQuery encodes what may not stand in a query (RFC 3986); what is encoded
// already stays.
func escapeQuery(q string) string {
	var out strings.Builder
	for i := range len(q) {
		switch c := q[i]; {
		case isPathByte(c), c == '?', c == '&', c == '\'', c == '%' && i+2 < len(q) && isHex(q[i+1]) && isHex(q[i+2]):
			out.WriteByte(c)
		default:
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
