package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/settings/notation"
)

// noun has a field for each kind of value.
type noun struct {
	text, address, colour, typ string
	flag                       bool
	number                     int
	date                       time.Time
	texts                      []string
	refs                       []site.Ref
	links                      []site.Link
}

var nounFields = FieldsOf(
	Field[*noun]{Names: "text title", Read: func(r *Reader, to *noun, n *Node) { to.text = r.Text(n) }},
	Field[*noun]{Names: "address", Read: func(r *Reader, to *noun, n *Node) { to.address = r.Address(n) }},
	Field[*noun]{Names: "colour", Read: func(r *Reader, to *noun, n *Node) { to.colour = r.Colour(n) }},
	Field[*noun]{Names: "type", Read: func(r *Reader, to *noun, n *Node) { to.typ = string(r.StoryType(n)) }},
	Field[*noun]{Names: "flag", Read: func(r *Reader, to *noun, n *Node) { to.flag = r.Flag(n) }},
	Field[*noun]{Names: "number", Read: func(r *Reader, to *noun, n *Node) { to.number = r.Number(n) }},
	Field[*noun]{Names: "publishDate date", Read: func(r *Reader, to *noun, n *Node) { to.date, _ = r.Date(n, site.LevelError) }},
	Field[*noun]{Names: "texts", Read: func(r *Reader, to *noun, n *Node) { to.texts = r.Texts(n) }},
	Field[*noun]{Names: "refs", Read: func(r *Reader, to *noun, n *Node) { to.refs = r.Refs(n) }},
	Field[*noun]{Names: "links", Read: func(r *Reader, to *noun, n *Node) { to.links = r.Links(n) }},
)

// readNoun reads lines of YAML into a noun; rules are what is wrong with them.
func readNoun(lines string) (n noun, rules string) {
	r := NewReader("a.md", time.FixedZone("", 3*3600), "ar")
	_, matter := r.Open([]byte("---\n" + lines + "\n---\n"))
	Apply(r, nounFields, &n, matter)
	var all []string
	for _, p := range r.Problems {
		all = append(all, p.Rule+" "+string(p.Level))
	}
	return n, strings.Join(all, ", ")
}

func TestValues(t *testing.T) {
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("", 3*3600))
	for lines, c := range map[string]struct {
		want  noun
		rules string
	}{
		"text: \"  أ \\t ب\\u0001 \"": {noun{text: "أ ب"}, ""},
		"text: [أ]":                   {noun{}, "front-matter/value warning"},
		"text:":                       {noun{}, ""},
		"address: /a/":                {noun{address: "/a/"}, ""},
		"address: mailto:a@b.org":     {noun{address: "mailto:a@b.org"}, ""},
		"address: JaVaScript:x":       {noun{}, "front-matter/link-scheme error"},
		"colour: '#9b1c31'":           {noun{colour: "#9b1c31"}, ""},
		"colour: red":                 {noun{}, "settings/colour error"},
		"type: Opinion":               {noun{typ: "opinion"}, ""},
		"type: post":                  {noun{typ: "news"}, ""},
		"type: خبر":                   {noun{typ: "news"}, "front-matter/type warning"},
		"flag: نعم":                   {noun{flag: true}, ""},
		"flag: Off":                   {noun{}, ""},
		"flag: {}":                    {noun{}, "front-matter/true-or-false error"},
		"number: ' 12 '":              {noun{number: 12}, ""},
		"number: 1.5":                 {noun{}, "front-matter/value warning"},
		"date: 2026-11-23":            {noun{date: day}, ""},
		"date: 23 نوفمبر 2026":        {noun{date: day}, ""},
		"date: ''":                    {noun{}, ""},
		"date: أمس":                   {noun{}, "front-matter/date error"},
		"texts: أ، ب,ج":               {noun{texts: []string{"أ", "ب", "ج"}}, ""},
		"texts: [أ, '', ب]":           {noun{texts: []string{"أ", "ب"}}, ""},
		"texts: {a: b}":               {noun{}, "front-matter/value warning"},
		"refs: a.md":                  {noun{refs: []site.Ref{{Kind: site.RefLink, Target: "a.md", Line: 2, Col: 7}}}, ""},
		"links: [/a/, {name: ب, url: 'https://b.org'}, {name: ج}]": {noun{links: []site.Link{{Title: "/a/", URL: "/a/"}, {Title: "ب", URL: "https://b.org"}}}, "front-matter/value warning"},
		"tetx: أ":                           {noun{}, "front-matter/unknown-key warning"},
		"adrress: /a/":                      {noun{}, "front-matter/unknown-key warning"},
		"layout: x":                         {noun{}, "front-matter/unknown-key note"},
		"text: أ\ntitle: ب":                 {noun{text: "أ"}, "front-matter/same-meaning note"},
		"publish_date: 2026-11-23":          {noun{date: day}, ""},
		"params: {text: أ}":                 {noun{text: "أ"}, ""},
		"params: {text: [أ], own: {a: b}}":  {noun{}, ""}, // of the site's own kind
		"text: أ\nparams: {text: ب}":        {noun{text: "أ"}, ""},
		"params: {address: 'javascript:x'}": {noun{}, "front-matter/link-scheme error"},
	} {
		got, rules := readNoun(lines)
		if fmt.Sprint(got) != fmt.Sprint(c.want) || rules != c.rules {
			t.Errorf("%s\n got %v, %q\nwant %v, %q", lines, got, rules, c.want, c.rules)
		}
	}
}

// A key's rank orders front matter: a key of many names is one, and a stranger is last.
func TestRank(t *testing.T) {
	keys := []string{"strange", "flag", "date", "title", "PublishDate"}
	slices.SortStableFunc(keys, func(a, b string) int { return nounFields.Rank(a) - nounFields.Rank(b) })
	if got := strings.Join(keys, " "); got != "title flag date PublishDate strange" {
		t.Error(got)
	}
}

// The spans of front matter are its values and comments.
func TestSpans(t *testing.T) {
	for src, want := range map[string]string{
		"---\n# أ\ntitle: ب # ج\nimage: {src: 'a#b.jpg'}\n---\n": "2:أ 1:ب 2:ج 1:a#b.jpg",
		"+++\nt = \"#\" # ج\n+++\n":                              "1:# 2:ج",
		"{\"t\": \"# لا\"}\n":                                    "1:# لا",
	} {
		r := NewReader("a.md", nil, "")
		start, n := r.Open([]byte(src))
		var got []string
		for _, s := range notation.Spans([]byte(src[:start]), n) {
			kind, text := "1", src[s.From:s.To]
			if s.Kind == site.SpanComment {
				kind, text = "2", s.Key
			}
			got = append(got, kind+":"+text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// A misspelt key names the one that was meant; words that only look alike do not.
func TestNearest(t *testing.T) {
	known := []string{"title", "tagline", "publishDate", "draft", "description", "base_url"}
	for word, want := range map[string]string{
		"titel":        "title",
		"tile":         "title",
		"titlee":       "title",
		"Tagline":      "",
		"tagliné":      "tagline",
		"publihsdaet":  "publishDate",
		"publish_dats": "publishDate",
		"descriptionn": "description",
		"baseurl":      "",
		"bseurl":       "base_url",
		"drat":         "draft",
		"dra":          "",
		"kicker":       "",
		"titanic":      "",
		"داء":          "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// A value is one line without control characters, however it was written.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"أ ب":           "أ ب",
		" أ  ب ":        "أ ب",
		"أ\nب\tج\r\nد":  "أ ب ج د",
		"أ\u0000\u0085": "أ",
		"أ\u00a0ب":      "أ ب",
		"\u2003":        "",
		"":              "",
		"a\u007fb":      "ab",
		"﴿أ﴾ \u200fب":   "﴿أ﴾ \u200fب",
	} {
		if got := notation.Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if again := notation.Clean(notation.Clean(in)); again != want {
			t.Errorf("%q, cleaned twice: %q", in, again)
		}
	}
}

// A control that turns text around is no letter of a title, by what escape it comes.
func TestCleanTurnsNothingAround(t *testing.T) {
	for text, want := range map[string]string{"أ\u202eب": "أب", "\u202aa\u202c": "a", "\u2066x\u2069 ب": "\u2066x\u2069 ب"} {
		if got := notation.Clean(text); got != want {
			t.Errorf("notation.Clean(%q) = %q, want %q", text, got, want)
		}
	}
}
