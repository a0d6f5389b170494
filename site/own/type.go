package own

import (
	"slices"
	"strings"
)

// Type is a type of stories that the paper has of its own.
type Type struct {
	Name     string // as stories write it: "obituary"
	Label    string // of a story, on its page and its cards
	Plural   string // of several, over a list of them
	Template string // of its pages, in the theme; "" is TypesDir, its name and ".html"
	Schema   string // what it is in the words of schema.org, or ""
	Fields   []Declared
	Line     int `key:"-"` // where its template is named
	Col      int `key:"-"`
}

// TypesDir is the folder of the theme's templates for types of the paper's own.
const TypesDir = "types/"

// File is the template of the type's pages. A theme without it shows the type as any story.
func (t *Type) File() string {
	if t.Template != "" {
		return t.Template
	}
	return TypesDir + t.Name + ".html"
}

// Has says that the type declares a field of that name.
func (t *Type) Has(d Declared) bool {
	return slices.ContainsFunc(t.Fields, func(of Declared) bool { return of.Name == d.Name })
}

// Declared is a field that the stories of a type have.
type Declared struct {
	Name     string
	Required bool
	Kind     Kind     // None: of any
	Choices  []string // the values that it may have; nil: any
	Line     int      `key:"-"`
	Col      int      `key:"-"`
}

// Kinds are the words for the kinds of a field, in the order in which they are explained.
var Kinds = []string{"text", "number", "bool", "date", "list", "map", "picture", "story", "address"}

// KindOf is the Kind of one of Kinds.
func KindOf(word string) Kind {
	for i, k := range Kinds {
		if k == word {
			return Text + Kind(i)
		}
	}
	return None
}

// Types are all types of the paper's own.
type Types []Type

// Find gives the type of a name, or nil.
func (ts Types) Find(name string) *Type {
	for i := range ts {
		if ts[i].Name == name {
			return &ts[i]
		}
	}
	return nil
}

// Names are those of the types.
func (ts Types) Names() []string {
	out := make([]string, len(ts))
	for i := range ts {
		out[i] = ts[i].Name
	}
	return out
}

// Schemas are the types of schema.org whose properties are those of a story: Article and what it
// is the parent of.
var Schemas = strings.Fields(`Article NewsArticle AdvertiserContentArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
	OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle SatiricalArticle ScholarlyArticle TechArticle Report BlogPosting`)
