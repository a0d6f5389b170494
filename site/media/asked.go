package media

import "warraq/site"

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
	switch {
	case a != nil:
		ask(a.Base, a.Image.Src, a.Image.Line, a.Image.Col, true)
		for _, i := range a.Gallery {
			ask(a.Base, i.Src, i.Line, i.Col, true)
		}
		ask(a.Base, a.Media.Src, a.Media.Line, a.Media.Col, false)
		ask(a.Base, a.Media.Poster, a.Media.Line, a.Media.Col, true)
		refs(a.Base, a.Refs)
	case s != nil:
		refs(s.Base, s.Refs)
	case author != nil:
		ask(site.AuthorsDir, author.Picture.Src, author.Picture.Line, author.Picture.Col, true)
		refs(site.AuthorsDir, author.Refs)
	}
	return out
}
