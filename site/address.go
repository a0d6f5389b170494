package site

import (
	"net/url"
	"regexp"
)

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
