package hosts

import (
	"fmt"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/uri"
)

// Typed are files that the newsroom says the media type of. A star in Path stands for any folders.
type Typed struct {
	Path string // from the site's root: "/app/latest.json", "/*/app.json"
	Type string
}

// typesOf are the outputs of editions that have a type of their own: those of one file go last, so that they win.
func typesOf(editions []*site.Edition) (out []Typed) {
	for _, one := range []bool{false, true} {
		for _, e := range editions {
			for _, o := range e.Config.Outputs {
				path := o.Path
				if o.View != own.EditionOutput {
					path = "/*/" + o.Path
				}
				if o.Type != "" && (o.View == own.EditionOutput) == one {
					out = append(out, Typed{uri.Decoded(e.Config.At) + path, o.Type})
				}
			}
		}
	}
	return out
}

// pattern is a regular expression that finds the files by their whole address, decoded.
func (t Typed) pattern(base string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(decoded(base)+t.Path), `\*`, ".*") + "$"
}

// typeRules are those of Netlify and Cloudflare.
func (s *Site) typeRules() string {
	var b strings.Builder
	for _, t := range s.Types {
		fmt.Fprintf(&b, "%s%s\n  Content-Type: %s\n", s.base(), uri.EscapePath(t.Path), t.Type)
	}
	return b.String()
}

// typePairs are those of hosts that read JSON, by how each writes an address.
func (s *Site) typePairs(source func(Typed) string) (out []map[string]any) {
	for _, t := range s.Types {
		out = append(out, map[string]any{"source": source(t), "headers": []pair{{"key": "Content-Type", "value": t.Type}}})
	}
	return out
}
