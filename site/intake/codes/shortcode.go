// Package codes knows the signs of other systems' templates that stand in texts:
// shortcodes and tags.
package codes

import (
	"cmp"
	"html"
	"strings"

	"warraq/site/intake/markup"
)

// Shortcode is [name key="value" word], perhaps with words and [/name] behind.
type Shortcode struct {
	Name  string
	Named map[string]string
	Words []string // without a key
	Inner string   // between it and its closing
}

// Arg is the argument of one of the names, else the first without one.
func (s Shortcode) Arg(names ...string) string {
	for _, n := range names {
		if v := s.Named[n]; v != "" {
			return v
		}
	}
	if len(s.Words) > 0 {
		return s.Words[0]
	}
	return ""
}

// Value is the argument of the first of the names that has one.
func (s Shortcode) Value(names ...string) string {
	for _, n := range names {
		if v := s.Named[n]; v != "" {
			return v
		}
	}
	return ""
}

var argumentForm = markup.Form(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|&quot;(.*?)&quot;|([^\s'"]+))|"([^"]*)"|(\S+)`)

// hardSpaces part arguments as other spaces do (WordPress: shortcode_parse_atts).
var hardSpaces = strings.NewReplacer("\u00a0", " ", "\u200b", " ", "&nbsp;", " ")

// ParseShortcode reads the arguments behind a name.
func ParseShortcode(name, args string) Shortcode {
	s := Shortcode{Name: name, Named: map[string]string{}}
	args = hardSpaces.Replace(args)
	args = strings.TrimSuffix(strings.TrimPrefix(args, "="), " /") // [youtube=address]
	for _, m := range argumentForm().FindAllStringSubmatch(html.UnescapeString(args), -1) {
		switch {
		case m[1] != "" && !markup.IsAddress(m[0]):
			s.Named[strings.ToLower(m[1])] = cmp.Or(m[2], m[3], m[4], m[5])
		default:
			s.Words = append(s.Words, strings.Trim(cmp.Or(m[6], m[0]), `"'`))
		}
	}
	return s
}
