package intake

import (
	"path"
	"regexp"
	"strings"

	"warraq/site/intake/codes"
	"warraq/site/manuscript"
)

// Mapping is what a person says of a source's own words, in one table:
//
//	fields:
//	  _byline: authors        # a field of theirs, and the key of ours
//	  internal_note: "-"      # left out
//	shortcodes:
//	  chart: "https://datawrapper.dwcdn.net/$id/"
//	  box: "> $inner"         # Markdown; $1 is the first word, $inner what it is round
//	types:
//	  tahqiq: story           # a type of posts: story, page, draft, or - to leave out
//
// A nil Mapping says nothing.
type Mapping struct{ fields, shortcodes, types map[string]string }

// ReadMapping reads a table in YAML, or in TOML or JSON where the name ends so.
func ReadMapping(name string, data []byte, o manuscript.Options) (*Mapping, error) {
	m, err := ReadSettings(name, data, o)
	if err != nil {
		return nil, err
	}
	out := &Mapping{}
	for _, p := range m {
		table := map[string]string{}
		entries, ok := p.Value.(manuscript.Matter)
		for _, e := range entries {
			if table[e.Key], ok = e.Value.(string); !ok {
				break
			}
		}
		switch {
		case !ok:
		case p.Key == "fields":
			out.fields = table
			continue
		case p.Key == "shortcodes":
			out.shortcodes = table
			continue
		case p.Key == "types":
			out.types = table
			continue
		}
		return nil, Refuse(0, "في الجدول «%s»، وفيه fields وshortcodes وtypes لا غير، ولكل منها سطور من كلمة وكلمة", "the table has %q; it may have fields, shortcodes and types, each of lines with a word and a word", p.Key)
	}
	return out, nil
}

// ReadSettings reads a file of YAML, TOML or JSON.
func ReadSettings(name string, data []byte, o manuscript.Options) (manuscript.Matter, error) {
	mark := "---\n"
	switch strings.ToLower(path.Ext(name)) {
	case ".toml":
		mark = "+++\n"
	case ".json":
		mark = ""
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if mark == "---\n" {
		text = strings.TrimSuffix(documentEnd.ReplaceAllString(strings.TrimPrefix(strings.TrimLeft(text, "\r\n"), "---\n"), ""), "\n")
	}
	m, start, problems := manuscript.Open(name, []byte(mark+text+"\n"+mark), o)
	if start < 0 || len(problems) > 0 && len(m) == 0 {
		line, words := 1, problems[0].Message
		if problems[0].Line > 0 {
			line = problems[0].Line
		}
		return nil, &SourceError{File: name, Line: max(1, line-strings.Count(mark, "\n")), Message: words}
	}
	return m, nil
}

// documentEnd is a line that ends a document of YAML.
var documentEnd = regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \t]*$(?s:.*)`)

// Field is our key for a field of the source; "-" leaves it out, and "" is said of
// one that the table does not have.
func (m *Mapping) Field(key string) string {
	if m == nil {
		return ""
	}
	return m.fields[key]
}

// Type is what posts of a type become; "" where the table does not say.
func (m *Mapping) Type(name string) string {
	if m == nil {
		return ""
	}
	return m.types[name]
}

var placeholder = regexp.MustCompile(`\$(\d|[a-zA-Z][\w-]*)`)

// Shortcode is the Markdown of a shortcode; false if the table does not have it.
func (m *Mapping) Shortcode(s codes.Shortcode) (string, bool) {
	if m == nil {
		return "", false
	}
	form, ok := m.shortcodes[s.Name]
	if form == "-" {
		form = ""
	}
	return placeholder.ReplaceAllStringFunc(form, func(at string) string {
		switch name := at[1:]; {
		case name == "inner":
			return s.Inner
		case name[0] >= '1' && name[0] <= '9' && int(name[0]-'0') <= len(s.Words):
			return s.Words[name[0]-'1']
		default:
			return s.Named[strings.ToLower(name)]
		}
	}), ok
}
