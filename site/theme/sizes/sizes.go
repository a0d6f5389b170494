// Package sizes offers the sizes of a picture to browsers: which of them, in which formats, and their markup.
//
// Belongs here: what stands for a picture in a page. Does not: which pictures there are (package media).
package sizes

import (
	"html/template"
	"strings"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

// Parts are the pieces of a picture's markup: what stands before its <img>, what
// stands in the place of its address and adds attributes, and what stands after it.
type Parts struct{ Before, Address, After string }

// PartsOf makes the markup of a picture in a role, in better formats than every reader
// shows (site.PictureConfig.Better). A picture that no other sizes are made
// of is its address and its size alone.
func PartsOf(p site.Picture, role site.Role, formats []string) Parts {
	if p.Stem == "" {
		return Parts{Address: p.Attributes()}
	}
	sets, shown := choose(p, role, formats)
	sizes := template.HTMLEscapeString(role.Sizes)
	if !role.First { // a lazy picture is chosen when its place is known
		sizes = "auto, " + sizes
	}
	var before strings.Builder
	before.WriteString("<picture>")
	last := len(sets) - 1
	for _, s := range sets[:last] {
		before.WriteString(`<source type="image/` + s.format + `" srcset="` + template.HTMLEscapeString(s.files) + `" sizes="` + sizes + `">`)
	}
	address := shown.Attributes() + `" srcset="` + template.HTMLEscapeString(sets[last].files) + `" sizes="` + sizes
	if p.Colour != "" {
		address += `" style="background:` + p.Colour
	}
	return Parts{before.String(), address, "</picture>"}
}

// Element writes a picture in a role that the template names.
func Element(edition *site.Config, words bidi.Paragraph) func(p site.Picture, name string) (template.HTML, error) {
	var c site.PictureConfig
	if edition != nil {
		c = edition.Pictures
	}
	return func(p site.Picture, name string) (template.HTML, error) {
		role, ok := c.RoleOf(p, name)
		if !ok {
			return "", site.Failure("لا دور للصور باسم «%s»؛ الأدوار lead وinline وgallery وopening وcard وface، وما في pictures من edition.yaml",
				"no role of pictures is called %q; there are lead, inline, gallery, opening, card, face, and those of pictures in edition.yaml", name)
		}
		if p.URL == "" {
			return "", nil
		}
		parts := PartsOf(p, role, c.Better())
		var alt, when string
		if !role.Silent {
			alt = template.HTMLEscapeString(words.Line(p.Alt))
		}
		if p.Film != "" {
			return template.HTML(p.Moving(alt)), nil
		}
		if when = ` loading="lazy"`; role.First {
			when = ` fetchpriority="high"`
		}
		return template.HTML(parts.Before + `<img src="` + parts.Address + `" alt="` + alt + `"` + when + ` decoding="async">` + parts.After), nil
	}
}
