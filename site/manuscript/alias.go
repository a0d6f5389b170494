package manuscript

import (
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/settings"
)

// ErrAlias says that an old address cannot be written into a front matter of such
// a form: a person has to.
var ErrAlias = site.Failure("لا تُكتب aliases في صدر هذه القصة", "aliases cannot be written into this front matter")

// AddAlias writes an address that a manuscript gave up into its front matter, and
// changes nothing else. An address that is there already stays alone.
func AddAlias(file string, src []byte, address string, o Options) ([]byte, error) {
	r := settings.NewReader(file, o.Zone, o.Lang)
	start, matter := r.Open(src)
	if start < 0 {
		return nil, ErrAlias
	}
	had := aliasesOf(matter)
	if slices.Contains(had, address) {
		return src, nil
	}
	out := []byte(withAlias(string(src[:start]), matter, address, lineEnd(src)) + string(src[start:]))
	again := settings.NewReader(file, o.Zone, o.Lang)
	if _, now := again.Open(out); !slices.Equal(aliasesOf(now), append(had, address)) || len(again.Problems) != len(r.Problems) {
		return nil, ErrAlias
	}
	return out, nil
}

// aliasesOf are the old addresses as they are written.
func aliasesOf(matter *settings.Node) (out []string) {
	if n := firstOf(matter, "aliases"); n != nil {
		for _, item := range n.Each() {
			out = append(out, item.Text)
		}
	}
	return out
}

// withAlias writes one address more into a front matter, whose lines end with end.
func withAlias(head string, matter *settings.Node, address, end string) string {
	quoted, plain := quoteYAML(address), scalarYAML(address)
	n := firstOf(matter, "aliases")
	switch {
	case n == nil && strings.TrimPrefix(head, "\ufeff") == "":
		return head + "---" + end + "aliases: [" + plain + "]" + end + "---" + end + end
	case n == nil:
		return withAliases(head, len(matter.Entries) > 0, plain, quoted, end)
	case n.Kind == settings.Scalar && n.From > 0: // one address becomes a list
		from, to := outerMarks(head, n)
		return head[:from] + "[" + head[from:to] + ", " + quoted + "]" + head[to:]
	case len(n.Items) == 0:
		return head
	}
	last := n.Items[len(n.Items)-1]
	from, to := outerMarks(head, last)
	line := head[strings.LastIndexByte(head[:from], '\n')+1 : from]
	if marks := strings.TrimSpace(line); marks == "-" { // a list by dashes
		return head[:to] + end + line + plain + head[to:]
	}
	return head[:to] + ", " + quoted + head[to:]
}

// withAliases writes the key.
func withAliases(head string, others bool, plain, quoted, end string) string {
	body := strings.TrimRight(head, " \t\r\n")
	switch mark := strings.TrimPrefix(head, "\ufeff"); {
	case strings.HasPrefix(mark, "---"):
		at := strings.LastIndexByte(body, '\n') + 1
		return head[:at] + "aliases: [" + plain + "]" + end + head[at:]
	case strings.HasPrefix(mark, "+++"): // above the first table
		at := strings.IndexByte(head, '\n') + 1
		return head[:at] + "aliases = [" + quoted + "]" + end + head[at:]
	}
	at := strings.IndexByte(head, '{') + 1
	comma := ""
	if others {
		comma = ","
	}
	return head[:at] + "\"aliases\": [" + quoted + "]" + comma + head[at:]
}

// outerMarks is the extent of a scalar with its quotation marks.
func outerMarks(head string, n *settings.Node) (from, to int) {
	from, to = n.From, n.To
	if from > 0 && to < len(head) && strings.IndexByte("\"'", head[from-1]) >= 0 && head[to] == head[from-1] {
		return from - 1, to + 1
	}
	return from, to
}
