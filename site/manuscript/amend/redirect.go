package amend

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// ErrSettings says that edition.yaml has a form in which a redirect cannot be written.
var ErrSettings = site.Failure("صورة edition.yaml لا تُعدَّل آليًا", "edition.yaml has a form that cannot be changed by a program")

// AddRedirect writes into edition.yaml that an address leads to another one by now: at the top, or in the entry of
// the edition that has a key. Nothing else changes. It refuses with [ErrSettings] what it cannot be sure of.
func AddRedirect(src []byte, edition, from, to string) ([]byte, error) {
	before, ok := settingsOf(src)
	if !ok {
		return nil, ErrSettings
	}
	at := before
	if edition != "" {
		at = find(find(before, "editions"), edition)
	}
	line := plainOrQuoted(from) + ": " + plainOrQuoted(to)
	text, end := string(src), "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	list := find(at, "redirects")
	var out string
	switch {
	case list != nil && find(list, from) != nil:
		return nil, ErrSettings
	case list != nil:
		out = ahead(text, list, line, end)
	case edition != "":
		out = ahead(text, at, "redirects: {"+line+"}", end)
	default:
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += end
		}
		out = text + "redirects:" + end + "  " + line + end
	}
	if out == "" {
		return nil, ErrSettings
	}
	after, ok := settingsOf([]byte(out))
	if !ok {
		return nil, ErrSettings
	}
	if !reflect.DeepEqual(after.Meaning(asItIs), redirected(before, edition, from, to)) {
		return nil, ErrSettings
	}
	return []byte(out), nil
}

// settingsOf reads edition.yaml; it says false where that has an error.
func settingsOf(src []byte) (*notation.Node, bool) {
	r := settings.NewReader(site.SettingsFile, nil, "")
	r.Whole = true
	if !r.IsText(src) {
		return nil, false
	}
	n := r.YAML(src, 0)
	return n, site.Errors(r.Problems) == 0
}

// find is the value of a key, however it is spelt, or nil.
func find(n *notation.Node, key string) *notation.Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key == key || notation.FoldKey(e.Key) == notation.FoldKey(key) && !strings.HasPrefix(key, "/") {
			return e.Value
		}
	}
	return nil
}

// ahead is a text with an entry before the first one of a map: in a line of its own, or in the same line. It is "" where the map
// has no entry.
func ahead(text string, n *notation.Node, entry, end string) string {
	if n == nil || len(n.Entries) == 0 {
		return ""
	}
	first := n.Entries[0]
	from := 0
	for range first.Line - 1 {
		i := strings.IndexByte(text[from:], '\n')
		if i < 0 {
			return ""
		}
		from += i + 1
	}
	at := from
	for i := range text[from:] {
		if at = from + i; len([]rune(text[from:at])) == first.Col-1 {
			break
		}
	}
	if indent := text[from:at]; strings.TrimSpace(strings.TrimPrefix(indent, "\ufeff")) == "" {
		return text[:at] + entry + end + indent + text[at:]
	}
	return text[:at] + entry + ", " + text[at:]
}

var isPlain = regexp.MustCompile(`^(?:https?://)?[/\pL][/\pL\pM\pN._~%-]*$`)

// plainOrQuoted is a text as it may stand in any place of YAML.
func plainOrQuoted(s string) string {
	if isPlain.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}

// redirected is what settings mean with one redirect more.
func redirected(n *notation.Node, edition, from, to string) any {
	all, _ := n.Meaning(asItIs).(map[string]any)
	at := all
	for _, key := range []string{"editions", edition} {
		if edition != "" {
			at, _ = at[spelling(at, key)].(map[string]any)
		}
	}
	key := spelling(at, "redirects")
	list, _ := at[key].(map[string]any)
	if list == nil {
		list = map[string]any{}
	}
	list[from] = to
	at[key] = list
	return all
}

// spelling is a key as a map spells it.
func spelling(m map[string]any, key string) string {
	for k := range m {
		if notation.FoldKey(k) == notation.FoldKey(key) {
			return k
		}
	}
	return key
}
