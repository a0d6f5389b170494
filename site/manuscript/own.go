package manuscript

import (
	"slices"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// ownMatter is the front matter of a story, parted by what the story's own type declares.
type ownMatter struct {
	of    *own.Type // nil where the type is none of the paper's own
	at    *settings.Node
	rest  *settings.Node            // what the type does not declare
	found map[string]*settings.Node // what it does, by name
}

// takeOwn parts what the type of a story declares from the other front matter. It stands in params,
// or beside the other keys.
func (r *fileReader) takeOwn(matter *settings.Node) ownMatter {
	out := ownMatter{rest: matter}
	if len(r.options.Types) == 0 {
		return out
	}
	out.at = matter.Get("type")
	if out.at == nil || out.at.Kind != settings.Scalar {
		return out
	}
	quiet := settings.NewReader(r.file, nil, "")
	quiet.Types = r.options.Types
	if out.of = r.options.Types.Find(string(quiet.StoryType(out.at))); out.of == nil {
		return out
	}
	out.found = map[string]*settings.Node{}
	out.rest = out.without(matter, true)
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
	for _, d := range o.of.Fields {
		if notation.FoldKey(d.Name) == notation.FoldKey(key) {
			return d.Name
		}
	}
	return ""
}

// declared reads the fields that the type of a story declares, and reports what it lacks.
func (r *fileReader) declared(o ownMatter) (out own.Fields) {
	if o.of == nil {
		return nil
	}
	for _, d := range o.of.Fields {
		n := o.found[d.Name]
		isThere := n != nil && n.Kind != settings.Null && (n.Kind != settings.Scalar || notation.Clean(n.Text) != "")
		if isThere {
			if v, ok := settings.DeclaredValue(r.Reader, d, n); ok {
				out = append(out, own.Field{Name: d.Name, Value: v})
			}
			continue
		}
		if n == nil {
			n = o.at
		}
		if d.Required {
			r.At(n, "front-matter/field", site.LevelError,
				site.Say("ينقص القصة الحقل %s، ولا تُنشر قصة من نوع «%s» من غيره", "the story lacks %s, without which no story of the type %q is published", d.Name, o.of.Label),
				site.Say("أضف سطر %s:", "add a line %s:", d.Name))
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
	for _, t := range c.Types {
		for _, d := range t.Fields {
			if means(d.Name) || c.Taxonomies.Find(d.Name) != nil {
				taken(d.Line, d.Col, "types: "+t.Name, d.Name)
			}
		}
	}
	return out
}
