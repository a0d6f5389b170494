package build

import (
	"strings"

	"warraq/site"
)

// checkReferences names the references of stories that lead nowhere: links
// inside the site, stories related by hand, and those of the front page.
func (p *Plan) checkReferences() []site.Problem {
	var out []site.Problem
	e := p.Edition
	for _, list := range [][]*site.Story{e.Stories, e.Pages} {
		for _, s := range list {
			for _, r := range s.Refs {
				if r.Kind == site.RefLink && p.linkTo(s.Base, r.Target) == "" {
					out = append(out, deadLink("content/"+s.Article.Path, r))
				}
			}
			for _, r := range s.Related {
				if e.Find(s.Base, r.Target) == nil {
					out = append(out, deadLink("content/"+s.Article.Path, r))
				}
			}
		}
	}
	for _, r := range frontRefs(e.Config.Front) {
		if r.Target != "" && e.Find("", r.Target) == nil {
			out = append(out, deadLink("content/front.yaml", r))
		}
	}
	return out
}

func frontRefs(f site.Front) []site.Ref {
	refs := append([]site.Ref{f.Lead, f.Breaking.Story}, f.Secondary...)
	for _, pin := range f.Pins {
		refs = append(refs, pin.Story)
	}
	for _, b := range f.Blocks {
		refs = append(refs, b.Stories...)
	}
	return refs
}

func deadLink(path string, r site.Ref) site.Problem {
	return site.Problem{
		Path: path, Line: r.Line, Col: r.Col, Rule: "link/dead", Level: site.LevelWarning,
		Message: site.Say("لا قصة منشورة باسم «%s»", "no published story is called %q", r.Target),
		Hint:    site.Say("قد تكون مسودة أو تحت الحظر أو غُيّر اسم ملفها", "it may be a draft, under embargo, or its file was renamed"),
	}
}

// checkAddresses names the stories whose address another page of the site has.
func (p *Plan) checkAddresses() []site.Problem {
	taken := map[string]string{}
	for t := range p.terms() {
		taken[strings.ToLower(t.Address)] = t.Name.Label
	}
	for _, root := range []string{"/", "/tags/", "/authors/", "/agencies/", "/series/", "/archive/", "/search/", "/lite/"} {
		taken[root] = root
	}
	var out []site.Problem
	claim := func(address string, s *site.Story) {
		if owner, ok := taken[strings.ToLower(address)]; ok {
			out = append(out, site.Problem{
				Path: "content/" + s.Article.Path, Rule: "edition/same-address", Level: site.LevelError,
				Message: site.Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, owner),
				Hint:    site.Say("غيّر slug أو alias", "change the slug or the alias"),
			})
		}
	}
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages} {
		for _, s := range list {
			claim(s.Address, s)
			taken[strings.ToLower(s.Address)] = s.Title
		}
	}
	for alias, s := range p.aliases() {
		claim(alias, s)
		taken[strings.ToLower(alias)] = s.Title
	}
	return out
}
