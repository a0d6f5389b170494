package build

import (
	"path"
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

// claim is what a story asks for: its own address, or an old one.
type claim struct {
	address string
	story   *site.Story
}

// ownRoots are the addresses that the site keeps for itself.
var ownRoots = []string{"/", "/tags/", "/authors/", "/agencies/", "/series/", "/archive/", "/search/", "/lite/"}

// ownFiles are files that the site makes at its root, or may.
var ownFiles = []string{"/404.html", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/index.xml", "/atom.xml", "/feed.json", "/feeds.opml", "/llms.txt"}

// checkAddresses gives every address one owner: a list or a file of static/
// before a story, a story before an alias. Who asks for an address that is
// taken is refused it, and told.
func (p *Plan) checkAddresses() []site.Problem {
	taken := map[string]string{}
	var out []site.Problem
	for _, root := range ownRoots {
		taken[root] = root
	}
	for _, file := range ownFiles {
		taken[file] = file
	}
	for t := range p.terms() {
		if taken[t.Address] == t.Address {
			out = append(out, site.Problem{
				Path: "content" + strings.TrimSuffix(t.Address, "/"), Rule: "edition/reserved", Level: site.LevelError,
				Message: site.Say("الاسم %s محجوز", "the name %s is reserved", t.Address), Hint: site.Say("غيّر اسم المجلد", "rename the folder"),
			})
		}
		taken[strings.ToLower(t.Address)] = t.Name.Label
	}
	for _, f := range p.assets.files {
		taken["/"+strings.ToLower(strings.TrimSuffix(f.Path, "index.html"))] = "static/" + f.Path
	}
	p.refused = map[claim]bool{}
	take := func(address string, s *site.Story, level site.Level) {
		key := strings.ToLower(address)
		owner, ok := taken[key]
		if !ok {
			taken[key] = s.Title
			return
		}
		p.refused[claim{address, s}] = true
		hint := site.Say("غيّر slug أو alias", "change the slug or the alias")
		if path.Base(s.Article.Path) == "index.md" {
			hint = site.Say("إن كان الملف مقدمة القسم فسمّه _index.md", "if the file introduces its section, name it _index.md")
		}
		out = append(out, site.Problem{
			Path: "content/" + s.Article.Path, Rule: "edition/same-address", Level: level,
			Message: site.Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, owner), Hint: hint,
		})
	}
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Withdrawn, p.Edition.Pages} {
		for _, s := range list {
			take(s.Address, s, site.LevelError)
		}
	}
	for alias, s := range p.aliases() {
		take(alias, s, site.LevelWarning) // the story stands; only a redirect is missing
	}
	return out
}

// granted says that a story may have an address that it asks for.
func (p *Plan) granted(address string, s *site.Story) bool {
	return len(p.refused) == 0 || !p.refused[claim{address, s}]
}
