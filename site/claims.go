package site

import (
	"cmp"
	"iter"
	"path"
	"slices"
	"strings"
)

// claims give every address one owner, in an order of right: what the site and
// static/ have, sections, stories, tombstones, static pages, aliases. Among
// stories the older one comes first. Who asks for an address that is taken is
// left out and told, with the owner's name.
type claims map[string]string // address in lower case, because hosts fold case, to its owner

// claim gives out the addresses of sections, stories and pages. static are the
// paths of the files of static/.
func (g *grouping) claim(static []string) {
	g.claims = claims{}
	for _, address := range slices.Concat(ReservedRoots, ReservedFiles) {
		g.claims[address] = address
	}
	for _, name := range static {
		g.claims["/"+strings.ToLower(strings.TrimSuffix(name, "index.html"))] = "static/" + name
	}
	for _, t := range g.terms {
		if t.Kind != KindSection {
			continue
		}
		if slices.Contains(ReservedRoots, t.Address) {
			g.problems = append(g.problems, Problem{
				Path: "content" + strings.TrimSuffix(t.Address, "/"), Rule: "edition/reserved", Level: LevelError,
				Message: Say("الاسم %s محجوز", "the name %s is reserved", t.Address), Hint: Say("غيّر اسم المجلد", "rename the folder"),
			})
		}
		g.claims[strings.ToLower(t.Address)] = "content" + t.Address + SectionFile
	}
	oldestFirst := func(a, b *Story) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Article.Path, b.Article.Path))
	}
	for _, list := range []*[]*Story{&g.Stories, &g.Withdrawn, &g.Pages} {
		slices.SortFunc(*list, oldestFirst)
		*list = slices.DeleteFunc(*list, func(s *Story) bool { return !g.take(s.Address, s, LevelError) })
	}
}

// take gives an address to a story, or tells who has it.
func (g *grouping) take(address string, s *Story, level Level) bool {
	key := strings.ToLower(address)
	owner, taken := g.claims[key]
	if !taken {
		g.claims[key] = "content/" + s.Article.Path
		return true
	}
	hint := Say("غيّر slug أو alias", "change the slug or the alias")
	if path.Base(s.Article.Path) == "index.md" {
		hint = Say("إن كان الملف مقدمة القسم فسمّه _index.md", "if the file introduces its section, name it _index.md")
	}
	g.problems = append(g.problems, Problem{
		Path: "content/" + s.Article.Path, Rule: "edition/same-address", Level: level,
		Message: Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, owner), Hint: hint,
	})
	return false
}

// Alias is an address that a story gave up.
type Alias struct {
	Address string
	Story   *Story
}

// claimAliases gives out the old addresses. A refused one is a warning: the
// story stands, only a redirect is missing. An alias without an extension, or
// with the name of a folder's own page, is a folder.
func (g *grouping) claimAliases() {
	for _, list := range [][]*Story{g.Stories, g.Pages} {
		for _, s := range list {
			own := []string{Decoded(s.Address)}
			for _, given := range s.Aliases {
				a := Decoded(given)
				if path.Base(a) == "index.html" {
					a = strings.TrimSuffix(a, "index.html")
				}
				if path.Ext(a) == "" {
					a = strings.TrimSuffix(a, "/") + "/"
				}
				if slices.Contains(own, a) {
					continue
				}
				own = append(own, a)
				if g.take(a, s, LevelWarning) {
					g.Aliases = append(g.Aliases, Alias{a, s})
				}
			}
		}
	}
}

// Listed goes through every term that has pages: one whose name is reserved
// has none.
func (e *Edition) Listed() iter.Seq[*Term] {
	groups := [][]*Term{e.Sections, e.Tags, e.Authors, e.Series}
	if e.Config.Pages.Agencies {
		groups = append(groups, e.Agencies)
	}
	return func(yield func(*Term) bool) {
		for _, terms := range groups {
			for _, t := range terms {
				if !slices.Contains(ReservedRoots, t.Address) && !yield(t) {
					return
				}
			}
		}
	}
}
