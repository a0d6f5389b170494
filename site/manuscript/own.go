package manuscript

import (
	"cmp"
	"slices"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// ownMatter is the front matter of a manuscript, parted by what the paper declares of it.
type ownMatter struct {
	fields []own.Declared
	of     *own.Type // of a story; nil where the type is none of the paper's own
	at     *settings.Node
	rest   *settings.Node            // what is not declared
	found  map[string]*settings.Node // what is, by name
}

// takeOwn parts what the paper declares of a story, and of its type, from the other front matter. It stands in
// params, or beside the other keys.
func (r *fileReader) takeOwn(a *site.Article, matter *settings.Node) ownMatter {
	if a.Static {
		return r.parted(matter, r.options.Fields.Page)
	}
	fields, at := r.options.Fields.Story, matter.Get("type")
	if len(r.options.Types) == 0 || at == nil || at.Kind != settings.Scalar {
		return r.parted(matter, fields)
	}
	quiet := settings.NewReader(r.file, nil, "")
	quiet.Types = r.options.Types
	of := r.options.Types.Find(string(quiet.StoryType(at)))
	if of == nil {
		return r.parted(matter, fields)
	}
	out := r.parted(matter, slices.Concat(of.Fields, slices.DeleteFunc(slices.Clone(fields), of.Has)))
	out.of, out.at = of, at
	return out
}

// parted takes declared fields out of front matter.
func (r *fileReader) parted(matter *settings.Node, fields []own.Declared) ownMatter {
	out := ownMatter{fields: fields, rest: matter}
	if len(fields) > 0 {
		out.found = map[string]*settings.Node{}
		out.rest = out.without(matter, true)
	}
	return out
}

// without takes the fields that the type declares out of a map, and out of params in it.
func (o *ownMatter) without(n *settings.Node, outer bool) *settings.Node {
	rest := *n
	rest.Entries = nil
	for _, e := range n.Entries {
		name := o.name(e.Key)
		switch {
		case outer && e.Key == "params" && e.Value.Kind == settings.Map:
			e.Value = o.without(e.Value, false)
		case name != "":
			if o.found[name] == nil {
				o.found[name] = e.Value
			}
			continue
		}
		rest.Entries = append(rest.Entries, e)
	}
	return &rest
}

// name is the declared field that a key means, or "".
func (o *ownMatter) name(key string) string {
	for _, d := range o.fields {
		if notation.FoldKey(d.Name) == notation.FoldKey(key) {
			return d.Name
		}
	}
	return ""
}

// declared reads the fields that the paper declares of a manuscript, and reports what it lacks. Only stories and pages
// are held back by that.
func (r *fileReader) declared(o ownMatter) (out own.Fields) {
	noun := site.NounIn(r.file, r.options.Taxonomies)
	isStory := noun == site.NounStory || noun == site.NounPage
	for _, d := range o.fields {
		n, isRequired := o.found[d.Name], d.Required
		d.Required = isRequired && isStory // an error holds back what has it
		if n != nil && n.Kind != settings.Null && (n.Kind != settings.Scalar || notation.Clean(n.Text) != "") {
			if v, ok := settings.DeclaredValue(r.Reader, d, n); ok {
				out = append(out, own.Field{Name: d.Name, Value: v})
			}
			continue
		}
		if n == nil {
			n = cmp.Or(o.at, &settings.Node{Line: 1, Col: 1})
		}
		hint := site.Say("أضف سطر %s:", "add a line %s:", d.Name)
		switch {
		case isRequired && o.of != nil && o.of.Has(d):
			r.At(n, "front-matter/field", site.LevelError,
				site.Say("ينقص القصة الحقل %s، ولا تُنشر قصة من نوع «%s» من غيره", "the story lacks %s, without which no story of the type %q is published", d.Name, o.of.Label), hint)
		case d.Required:
			r.At(n, "front-matter/field", site.LevelError, site.Say("ينقص الملف الحقل %s، ولا يُنشر من غيره", "the file lacks %s, without which it is not published", d.Name), hint)
		case isRequired:
			r.At(n, "front-matter/field", site.LevelWarning, site.Say("ينقص الملف الحقل %s", "the file lacks %s", d.Name), hint)
		}
	}
	return out
}

// takenNames reports fields of types, and taxonomies, whose names mean something in any story. Such a taxonomy is left
// out, for it would take the key from all stories.
func takenNames(c *site.Config) (out []site.Problem) {
	taken := func(line, col int, in, name string) {
		out = append(out, site.Problem{
			Path: "content/" + site.SettingsFile, Line: line, Col: col, Rule: "settings/taken-name", Level: site.LevelError,
			Message: site.Say("%s: %s له معنى في كل قصة", "%s: %s means something in any story", in, name),
			Hint:    site.Say("سمِّه باسم آخر", "give it another name"),
		})
	}
	means := func(name string) bool {
		_, hides := hidings[notation.FoldKey(name)]
		return hides || articleFields.Rank(name) < articleFields.Rank("")
	}
	c.Taxonomies = slices.DeleteFunc(c.Taxonomies, func(t own.Taxonomy) bool {
		is := means(t.Name) && t.Name != "categories" // which are tags where the paper has none of its own
		if is {
			taken(t.Line, t.Col, "taxonomies", t.Name)
		}
		return is
	})
	for _, kind := range []string{"story", "page", "section", "author"} {
		for _, d := range map[string][]own.Declared{"story": c.Fields.Story, "page": c.Fields.Page, "section": c.Fields.Section, "author": c.Fields.Author}[kind] {
			_, hides := hidings[notation.FoldKey(d.Name)]
			is := hides || kind == "section" && sectionFields.Rank(d.Name) < sectionFields.Rank("") || kind == "author" && authorFields.Rank(d.Name) < authorFields.Rank("")
			if is || (kind == "story" || kind == "page") && (means(d.Name) || c.Taxonomies.Find(d.Name) != nil) {
				taken(d.Line, d.Col, "fields: "+kind, d.Name)
			}
		}
	}
	for _, t := range c.Types {
		for _, d := range t.Fields {
			if means(d.Name) || c.Taxonomies.Find(d.Name) != nil {
				taken(d.Line, d.Col, "types: "+t.Name, d.Name)
			}
		}
	}
	return out
}
