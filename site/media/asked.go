package media

import (
	"warraq/site"
	"warraq/site/own"
)

// Asked is a file that a manuscript names, and where it names it.
type Asked struct {
	Place     string
	Src       string // as written
	Line, Col int
	Picture   bool // else any file
}

// Asks lists the files that a story, a section or an author's page names. Two of
// the three are nil.
func Asks(a *site.Article, s *site.Section, author *site.Author) (out []Asked) {
	ask := func(base, src string, line, col int, isPicture bool) {
		if src != "" {
			out = append(out, Asked{site.Place(base, src), src, line, col, isPicture})
		}
	}
	refs := func(base string, refs []site.Ref) {
		for _, r := range refs {
			if r.Kind != site.RefLink {
				ask(base, r.Target, r.Line, r.Col, r.Kind == site.RefPicture)
			}
		}
	}
	fields := func(base string, all own.Fields) {
		all.Of(own.Picture, func(v own.Value) { ask(base, v.Text, v.Line, v.Col, true) })
	}
	switch {
	case a != nil:
		ask(a.Base, a.Image.Src, a.Image.Line, a.Image.Col, true)
		for _, i := range a.Gallery {
			ask(a.Base, i.Src, i.Line, i.Col, true)
		}
		ask(a.Base, a.Media.Src, a.Media.Line, a.Media.Col, false)
		ask(a.Base, a.Media.Poster, a.Media.Line, a.Media.Col, true)
		refs(a.Base, a.Refs)
		fields(a.Base, a.Params)
	case s != nil:
		refs(s.Base, s.Refs)
		fields(s.Base, s.Params)
	case author != nil:
		ask(site.AuthorsDir, author.Picture.Src, author.Picture.Line, author.Picture.Col, true)
		refs(site.AuthorsDir, author.Refs)
		fields(site.AuthorsDir, author.Params)
	}
	return out
}
