package intake

import (
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"warraq/site/arabic"
)

// PathOf is the decoded path of an address, clean, with a slash at its end
// where the address has one; "" where it has none to speak of.
func PathOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		u, err = url.Parse(cutLetter.ReplaceAllString(strings.TrimSpace(address), "$1"))
	}
	if err != nil || u.Path == "" || u.Path == "/" || u.RawQuery != "" {
		return ""
	}
	clean := path.Clean("/" + strings.ToValidUTF8(u.Path, ""))
	if strings.HasSuffix(u.Path, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

// decoded is a word of an address without its percent signs. Databases cut long
// ones in the middle of a letter: «%d9%8»; such a letter is dropped.
func decoded(s string) string {
	plain, err := url.PathUnescape(s)
	if err != nil {
		plain = percent.ReplaceAllStringFunc(s, func(code string) string {
			plain, err := url.PathUnescape(code)
			if err != nil {
				return ""
			}
			return plain
		})
	}
	return strings.ToValidUTF8(plain, "")
}

// cutLetter is a percent sign that no two digits follow.
var cutLetter = regexp.MustCompile(`%[0-9a-fA-F]?(/|$)`)

// percent is a byte of an address, whole or cut.
var percent = regexp.MustCompile(`(?:%[0-9a-fA-F]{2})+|%[0-9a-fA-F]?$`)

// Unique gives the words in their order, each once, without those that are empty.
func Unique(words []string) (out []string) {
	seen := make(map[string]bool, len(words))
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// CutNames cuts a list of names at the signs between them.
func CutNames(s string) (out []string) {
	s = strings.ReplaceAll(s, " - ", "،")
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("،,|+؛#/•", r) }) {
		if name = strings.Trim(name, " .()_"); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// People are the names of a byline.
func People(s string) (out []string) {
	s = strings.NewReplacer(" - ", "،", " and ", "،").Replace(s)
	return CutNames(s)
}

// ParseTime reads the forms that dates have in feeds: RFC 822 with its
// many faults, RFC 3339, and less. It returns the zero time if none fits.
func ParseTime(s string) time.Time {
	if day, rest, ok := strings.Cut(s, ","); ok {
		s = day + ", " + rest
	}
	s = strings.Join(strings.Fields(s), " ")
	if t, _, err := arabic.ParseDate(s, time.UTC); err == nil {
		return t
	}
	if t, err := mail.ParseDate(s); err == nil && t.Year() > 1 { // a zone of a name that means several is UTC (RFC 2822, 4.3)
		return t
	}
	for _, form := range []string{time.RFC3339Nano, time.RFC850, time.ANSIC} {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 1 {
			return t
		}
	}
	return time.Time{}
}

// uncategorized is what WordPress files a post under that has no section.
var uncategorized = regexp.MustCompile(`^(?i:uncategori[sz]ed(?:-\w+)?|غير[ -]مصن[ّ]?ف[ة]?|بدون[ -]تصنيف|عام)$`)

// IsUncategorized says whether a section is the one for posts that have none.
func IsUncategorized(slug, title string) bool {
	return uncategorized.MatchString(decoded(slug)) || uncategorized.MatchString(title)
}
