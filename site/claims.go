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
		*list = slices.DeleteFunc(*list, func(s *Story) bool { return !g.take(s.Address, s.Article.Path, LevelError) })
	}
}

// take gives an address to what a file makes, or tells who has it.
func (g *grouping) take(address, file string, level Level) bool {
	key := strings.ToLower(address)
	owner, taken := g.claims[key]
	if !taken {
		g.claims[key] = "content/" + file
		return true
	}
	g.problems = append(g.problems, addressProblem(address, file, owner, level))
	return false
}

// keeper is what keeps an old address from being a file: a folder that the site
// writes by itself, a name that hosts hide, or a file that would have to be a
// folder. It returns "" for an address that can be one.
func (c claims) keeper(address string) string {
	for _, root := range keptRoots {
		if strings.HasPrefix(address, root) {
			return root
		}
	}
	if len(address) > maxAddress || strings.Contains(address, "/.") || strings.ContainsAny(address, "\\\x00") {
		return "." // no host serves it
	}
	for up := path.Dir(strings.TrimSuffix(address, "/")); up != "/" && up != "."; up = path.Dir(up) {
		if owner := c[strings.ToLower(up)]; owner != "" {
			return owner
		}
	}
	return ""
}

// keptRoots are folders whose files the site alone names.
var keptRoots = []string{SearchRoot, LiteRoot, "/sitemaps/", "/media/"}

// maxAddress bounds the bytes of an old address: longer names fit on no disk.
const maxAddress = 1000

func addressProblem(address, file, owner string, level Level) Problem {
	hint := Say("غيّر slug أو alias", "change the slug or the alias")
	if path.Base(file) == "index.md" {
		hint = Say("إن كان الملف مقدمة القسم فسمّه _index.md", "if the file introduces its section, name it _index.md")
	}
	if len(address) > maxAddress {
		address = strings.ToValidUTF8(address[:80], "") + "…"
	}
	return Problem{
		Path: "content/" + file, Rule: "edition/same-address", Level: level,
		Message: Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, owner), Hint: hint,
	}
}

// Alias is an address that was given up.
type Alias struct {
	Address string
	To      string // what Resolver.Link reads, or an address elsewhere
	Title   string // of the page that it leads to
	File    string // the manuscript, or the settings, that names it
}

// claimAliases gives out the old addresses of stories.
func (g *grouping) claimAliases() {
	for _, s := range slices.Concat(g.Stories, g.Pages) {
		g.giveUp(s.Aliases, s.Article.Path, Alias{To: s.Address, Title: s.Title})
	}
}

// giveUp gives out the old addresses of a page. A refused one is a warning: the
// page stands, only a redirect is missing. An address without an extension, or
// with the name of a folder's own page, is a folder.
func (g *grouping) giveUp(addresses []string, file string, to Alias) {
	own := []string{Decoded(to.To)}
	for _, given := range addresses {
		a := Decoded(given)
		if path.Base(a) == "index.html" {
			a = strings.TrimSuffix(strings.TrimSuffix(a, "/"), "index.html")
		}
		if path.Ext(a) == "" {
			a = strings.TrimSuffix(a, "/") + "/"
		}
		if slices.Contains(own, a) {
			continue
		}
		own = append(own, a)
		if owner := g.claims.keeper(a); owner != "" {
			g.problems = append(g.problems, addressProblem(a, file, owner, LevelWarning))
			continue
		}
		if g.take(a, file, LevelWarning) {
			to.Address, to.File = a, file
			g.Aliases = append(g.Aliases, to)
		}
	}
}

// claimRedirects gives out the old addresses of terms, those of the settings, and
// those that WordPress gives to terms and feeds.
func (g *grouping) claimRedirects() {
	for _, t := range slices.Concat(g.Sections, g.Authors) {
		switch to := (Alias{To: t.Address, Title: t.Name.Label}); {
		case t.Section != nil:
			g.giveUp(t.Section.Aliases, t.Section.Path, to)
		case t.Author != nil:
			g.giveUp(t.Author.Aliases, t.Author.Path, to)
		}
	}
	for _, r := range g.Config.Redirects {
		g.giveUp([]string{r.From}, SettingsFile, Alias{To: r.To.Target, Title: g.Config.Title})
	}
	if g.Config.OldAddresses != "wordpress" {
		return
	}
	old := func(address, to, title string) {
		if g.claims[strings.ToLower(address)] == "" { // else it was given another meaning
			g.giveUp([]string{address}, SettingsFile, Alias{To: to, Title: title})
		}
	}
	for root, terms := range map[string][]*Term{"/category/": g.Sections, "/tag/": g.Tags, "/author/": g.Authors} {
		for _, t := range terms {
			old(root+t.Name.Slug+"/", t.Address, t.Name.Label)
		}
	}
	old("/feed/", "/index.xml", g.Config.Title)
	slices.SortStableFunc(g.Aliases, func(a, b Alias) int { return cmp.Compare(a.To, b.To) })
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
