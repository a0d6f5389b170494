package plan

import (
	"warraq/site"
	"warraq/site/own"
)

// params are the fields of a manuscript in folder base as its page shows them: a picture is a site.Picture, a story the
// card of that story, an address one for an href. What is not there is nothing.
func params(r *site.Resolver, base string, f own.Fields) own.Params {
	return f.Shown(func(v own.Value) any {
		switch v.Kind {
		case own.Picture:
			alt, caption, credit := v.PictureWords()
			if p := r.Files.Show(base, site.Image{Src: v.Text, Alt: alt, Caption: caption, Credit: credit}); p.URL != "" {
				return p
			}
		case own.Story:
			if s := r.Edition.Find(base, v.Text); s != nil {
				return s.Card
			}
		case own.Address:
			if url := r.Link(base, v.Text).URL; url != "" {
				return url
			}
		}
		return nil
	})
}

// addresses are fields for a file that is no page: of what they name they have the absolute address.
func addresses(c *site.Config, p own.Params) own.Params {
	for name, v := range p {
		switch v := v.(type) {
		case site.Picture:
			p[name] = c.Abs(v.URL)
		case *site.Card:
			p[name] = c.Abs(v.URL)
		}
	}
	return p
}
