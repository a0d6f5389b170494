package edition

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/uri"
)

// claims give every file of the site one owner, in an order of right: what the
// site itself makes, sections, stories, tombstones, static pages, the lists of
// other terms, the later pages of lists, files of static/, files beside stories,
// old addresses. Among stories the older one comes first. Who asks for what is
// taken is left out and told, with the owner's name.
//
// Paths are in lower case, because some disks and hosts fold case. The folder of a
// page is not in folders, if nothing else lies in it.
//
// Revisions of an edition share its claims and add to them. What a revision gives up
// stays claimed until all is grouped again; nothing else depends on it while nobody was
// refused.
type claims struct {
	under     int               // bytes of the path that all lie under
	files     map[string]string // an output path to its owner
	folders   map[string]string // a folder of the output to the owner of its first file
	beside    []string          // the names of what stands beside pages, in lower case
	contested bool              // somebody was refused, or went elsewhere: another right may give another outcome
}

// take gives an output path to an owner. If it says false, the holder keeps the
// path from them; without a holder the path can be no file.
func (c *claims) take(at, owner string) (holder string, ok bool) {
	if len(at)+c.under > site.MaxPath || site.CheckPath(at) != nil {
		return "", false
	}
	key := strings.ToLower(at)
	if holder = cmp.Or(site.Keeper(key), c.holder(key)); holder != "" {
		c.contested = true
		return holder, false
	}
	c.files[key] = owner
	for dir := folderOf(strings.TrimSuffix(key, "/index.html")); dir != "" && c.folders[dir] == ""; dir = folderOf(dir) {
		c.folders[dir] = owner
	}
	return "", true
}

// holder is who keeps a path from being a file: it is taken, or it is a folder, or
// a file stands where it wants a folder.
func (c *claims) holder(key string) string {
	owner := cmp.Or(c.files[key], c.folders[key])
	if dir, name := path.Split(key); owner == "" && name != "index.html" {
		owner = c.files[key+"/index.html"]
		if dir != "" && slices.Contains(c.beside, name) {
			owner = cmp.Or(owner, c.files[dir+"index.html"])
		}
	}
	for dir := folderOf(key); owner == "" && dir != ""; dir = folderOf(dir) {
		if name := path.Base(dir); name == "index.html" || slices.Contains(c.beside, name) {
			return name
		}
		if owner = c.files[dir]; c.folders[dir] != "" {
			break // what lies above it was looked at
		}
	}
	return owner
}

// folderOf is the folder of a path, "" at the top.
func folderOf(name string) string { return name[:max(strings.LastIndexByte(name, '/'), 0)] }

// newClaims gives the site what it makes itself, and the theme its files. Other editions of the
// paper have their folders.
func newClaims(from Sources) *claims {
	c := &claims{under: len(from.Config.At), files: make(map[string]string, len(from.Manuscripts.Articles)), folders: map[string]string{}, beside: slices.Clip(site.BesideFiles)}
	for _, s := range from.Config.Sisters {
		if s.At != "" && from.Config.At == "" {
			key, owner := strings.ToLower(s.At[1:]), site.SettingsFile+" editions: "+s.Key
			c.files[key], c.folders[key], c.files[key+"/index.html"] = owner, owner, owner
		}
	}
	for _, name := range from.Config.Outputs.Beside("") {
		c.beside = append(c.beside, strings.ToLower(name))
	}
	roots := site.ReservedRoots
	for _, t := range from.Config.Taxonomies {
		roots = append(slices.Clip(roots), site.TermKind(t.Name).Root())
	}
	for _, root := range append([]string{site.SitemapRoot, site.MediaRoot}, roots[1:]...) {
		c.folders[strings.ToLower(strings.Trim(root, "/"))] = root
	}
	for _, address := range slices.Concat(roots, site.ReservedFiles) {
		c.files[strings.ToLower(site.OutputPath(address))] = address
	}
	for _, name := range from.BuiltIn {
		c.take(name, "static/"+name)
	}
	c.contested = false // by what stays
	return c
}

// claimStories gives out the addresses of sections, stories and pages.
func (g *grouping) claimStories() {
	sections := slices.DeleteFunc(slices.Collect(maps.Values(g.terms)), func(t *site.Term) bool { return t.Kind != site.KindSection })
	slices.SortFunc(sections, sectionOrder)
	for _, t := range sections {
		if t.Lost = !g.claim(t.Address, "content/"+t.Source, site.LevelWarning); t.Lost {
			p := &g.problems[len(g.problems)-1]
			p.Message = site.Say("لا صفحة للقسم %s: %s", "the section %s has no page of its own: %s", t.Name.Slug, p.Message)
			p.Hint = site.Say("غيّر اسم المجلد، أو اجعل لقصصه قسمًا آخر", "rename the folder, or give its stories another section")
			t.Address = site.HomeRoot // where links to it lead
		}
	}
	oldestFirst := func(a, b *site.Story) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Article.Path, b.Article.Path))
	}
	for _, list := range []*[]*site.Story{&g.Stories, &g.Withdrawn, &g.Pages} {
		sortBySecond(*list, func(s *site.Story) int64 { return s.Date.Unix() }, oldestFirst)
		*list = slices.DeleteFunc(*list, func(s *site.Story) bool { return !g.claim(s.Address, "content/"+s.Article.Path, site.LevelError) })
	}
}

// sectionOrder puts the section with a right to an address first: one that has an
// _index.md, then the name in lower case.
func sectionOrder(a, b *site.Term) int {
	if (a.Section != nil) != (b.Section != nil) {
		if a.Section != nil {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(strings.ToLower(a.Name.Slug), strings.ToLower(b.Name.Slug)), cmp.Compare(b.Name.Slug, a.Name.Slug))
}

// claimLists gives out the addresses of terms, and those of the later pages of all
// lists. A later page takes another address where it meets a page that an editor
// made.
func (g *grouping) claimLists() {
	for _, kind := range g.kinds[1:] {
		for _, t := range *g.ListOf(kind) {
			t.Lost = t.Kind == site.KindAgency && !g.Config.Pages.Agencies || !g.claim(t.Address, "content/"+t.Source, site.LevelWarning)
		}
	}
	for t := range g.Listed() {
		g.cut(t)
	}
}

// outputsOf are the files of the paper's own that have an address.
func outputsOf(g *grouping) own.Outputs {
	return slices.DeleteFunc(slices.Clone(g.Config.Outputs), func(o own.Output) bool {
		lost := o.View == own.EditionOutput && !g.claim(o.Path, "content/"+site.SettingsFile, site.LevelError)
		if lost {
			p := &g.problems[len(g.problems)-1]
			p.Line, p.Col, p.Hint = o.Line, o.Col, site.Say("غيّر path في outputs", "change its path in outputs")
		}
		return lost
	})
}

// cut cuts a term's list into pages.
func (g *grouping) cut(t *site.Term) {
	t.Pages = g.paginate(t, g.Config.PageSize)
	for _, p := range t.Pages[1:] {
		switch key := strings.ToLower(site.OutputPath(p.Address)); {
		case g.claims.files[key] == t.Address: // since the edition that this one revises
		case p.Number == 0:
			g.claims.take(site.OutputPath(p.Address), t.Address)
		default:
			g.claims.files[key] = t.Address // an archive has many, each in its list's folder
		}
	}
}

// freeAddress is the address of a later page of a term's list. Where a page of an editor
// has it, a sign that no slug has stands before it.
func (c *claims) freeAddress(t *site.Term, root, name string) string {
	for len(name) < site.MaxPath {
		if holder := c.holder(strings.ToLower(site.OutputPath(root + name))); holder == "" || holder == t.Address {
			break
		}
		name, c.contested = "_"+name, true
	}
	return root + name
}

// claimFiles gives out the places of files: the paper's own outputs, those of static/ that are not the
// theme's, then those under content/.
func (g *grouping) claimFiles() {
	g.Outputs = outputsOf(g)
	g.Displaced = map[string]bool{}
	for _, name := range g.from.Static {
		switch {
		case slices.Contains(g.from.BuiltIn, name):
		case slices.Contains(site.ReservedFiles, "/"+name):
			g.problems = append(g.problems, site.Problem{
				Path: "static/" + name, Rule: "edition/own-file", Level: site.LevelNote,
				Message: site.Say("يحل هذا الملف محل ما يصنعه الموقع: /%s", "this file takes the place of the one that the site makes: /%s", name),
				Hint:    site.Say("احذفه إن لم تقصد ذلك", "delete it if that is not meant"),
			})
		case g.from.Config.At == "": // the files of static/ are the main edition's
			g.Displaced[name] = !g.claim("/"+name, "static/"+name, site.LevelWarning)
		}
	}
	known, seen := g.from.Files.Known, map[string]bool{}
	for _, place := range slices.Sorted(maps.Keys(known)) {
		file := known[place]
		if file.Path == "" || strings.HasPrefix(file.Place, "/") || seen[file.Path] {
			continue
		}
		if seen[file.Path] = true; !g.claim("/"+file.Path, "content/"+place, site.LevelWarning) {
			known[place], g.refused = site.Attachment{Place: place}, true
		}
	}
}

// claim gives an address to what a file makes, or tells who has it.
func (g *grouping) claim(address, file string, level site.Level) bool {
	holder := ""
	if !strings.Contains(address, "/.") || strings.HasPrefix(file, "static/") { // hosts hide it
		var ok bool
		if holder, ok = g.claims.take(site.OutputPath(address), file); ok {
			return true
		}
	}
	if len(address) > site.MaxPath {
		address = strings.ToValidUTF8(address[:80], "") + "…"
	}
	p := site.Problem{
		Path: file, Rule: "edition/same-address", Level: level,
		Message: site.Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, holder),
		Hint:    site.Say("غيّر slug أو alias أو اسم الملف أو المجلد", "change the slug, the alias, or the name of the file or folder"),
	}
	switch {
	case holder == "":
		p.Message = site.Say("لا يصلح العنوان %q لملف", "the address %q can be no file", address)
	case slices.Contains(site.ReservedRoots[1:], address):
		p.Message = site.Say("الاسم %s محجوز", "the name %s is reserved", address)
	case path.Base(file) == "index.md":
		p.Hint = site.Say("إن كان الملف مقدمة القسم فسمّه _index.md", "if the file introduces its section, name it _index.md")
	}
	g.problems = append(g.problems, p)
	return false
}

// claimAliases gives out the old addresses of stories and terms, those of the
// settings, and those that WordPress gives to terms and feeds.
func (g *grouping) claimAliases() {
	for _, s := range slices.Concat(g.Stories, g.Pages) {
		g.giveUp(s.Aliases, site.Alias{To: s.Address, Title: s.Title, File: s.Article.Path})
	}
	for t := range g.Terms() {
		switch to := (site.Alias{To: t.Address, Title: t.Name.Label}); {
		case t.Section != nil:
			to.File = t.Section.Path
			g.giveUp(t.Section.Aliases, to)
		case t.Author != nil:
			to.File = t.Author.Path
			g.giveUp(t.Author.Aliases, to)
		}
	}
	for _, r := range g.Config.Redirects {
		g.giveUp([]string{r.From}, site.Alias{To: r.To.Target, Title: g.Config.Title, File: site.SettingsFile})
	}
	if g.Config.OldAddresses != "wordpress" {
		return
	}
	old := func(address, to, title string) {
		if g.claims.holder(strings.ToLower(site.OutputPath(address))) != "" {
			g.claims.contested = true // it was given another meaning
			return
		}
		g.giveUp([]string{address}, site.Alias{To: to, Title: title, File: site.SettingsFile})
	}
	for root, terms := range map[string][]*site.Term{"/category/": g.Sections, "/tag/": g.Tags, "/author/": g.Authors} {
		for _, t := range terms {
			old(root+t.Name.Slug+"/", t.Address, t.Name.Label)
		}
	}
	old("/feed/", "/index.xml", g.Config.Title)
	slices.SortStableFunc(g.Aliases, func(a, b site.Alias) int { return cmp.Compare(a.To, b.To) })
}

// giveUp gives out the old addresses of a page. A refused one is a warning: the
// page stands, only a redirect is missing. An address without an extension, or
// with the name of a folder's own page, is a folder.
func (g *grouping) giveUp(addresses []string, to site.Alias) {
	own := map[string]bool{uri.Decoded(to.To): true}
	for _, given := range addresses {
		a := uri.Decoded(given)
		if path.Base(a) == "index.html" {
			a = strings.TrimSuffix(strings.TrimSuffix(a, "/"), "index.html")
		}
		if path.Ext(a) == "" {
			a = strings.TrimSuffix(a, "/") + "/"
		}
		if own[a] {
			continue
		}
		if own[a] = true; g.claim(a, "content/"+to.File, site.LevelWarning) {
			to.Address = a
			g.Aliases = append(g.Aliases, to)
		}
	}
}
