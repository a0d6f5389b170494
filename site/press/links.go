package press

import (
	"slices"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/edition"
)

// deadLinks names the references of stories that lead nowhere: links inside
// the site, stories related by hand, and those of the front page.
func deadLinks(r *site.Resolver) (out []site.Problem) {
	e := r.Edition
	for _, list := range [][]*site.Story{e.Stories, e.Pages} {
		for _, s := range list {
			out = append(out, deadIn(r, s)...)
		}
	}
	for _, redirect := range e.Config.Redirects {
		if to := redirect.To; !r.Link("", to.Target).Found {
			out = append(out, edition.DeadLink("content/"+site.SettingsFile, to))
		}
	}
	for _, ref := range e.Config.Named {
		if !r.Link("", ref.Target).Found {
			out = append(out, edition.DeadLink("content/"+site.SettingsFile, ref))
		}
	}
	return append(append(out, edition.DeadInLists(r)...), edition.FrontProblems(e)...)
}

// deadIn are the dead links of a story.
func deadIn(r *site.Resolver, s *site.Story) (out []site.Problem) {
	for _, ref := range s.Refs {
		if ref.Kind == site.RefLink && !r.Link(s.Base, ref.Target).Found {
			out = append(out, edition.DeadLink("content/"+s.Article.Path, ref))
		}
	}
	out = append(out, edition.DeadFields(r, s.Article.Path, s.Base, s.Article.Params)...)
	for _, ref := range s.Related {
		if r.Edition.Find(s.Base, ref.Target) == nil {
			out = append(out, edition.DeadLink("content/"+s.Article.Path, ref))
		}
	}
	return out
}

// stillDead are the dead links of a paper in which each address leads where it led, and some
// manuscripts changed.
func stillDead(dead []site.Problem, r *site.Resolver, changed []change) []site.Problem {
	names := map[string]bool{}
	for _, c := range changed {
		for _, d := range slices.Concat(c.before, c.after) {
			names["content/"+arabic.NFC(d.path)] = true
		}
	}
	out := slices.DeleteFunc(slices.Clone(dead), func(p site.Problem) bool { return names[p.Path] })
	for name := range names {
		if s := r.Edition.Of(name[len("content/"):]); s != nil {
			out = append(out, deadIn(r, s)...)
		}
	}
	return out
}
