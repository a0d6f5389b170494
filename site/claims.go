package site

import (
	"cmp"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// claims give every file of the site one owner, in an order of right: what the
// site itself makes, sections, stories, tombstones, static pages, the lists of
// other terms, the later pages of lists, files of static/, files beside stories,
// old addresses. Among stories the older one comes first. Who asks for what is
// taken is left out and told, with the owner's name.
//
// Paths are in lower case, because some disks and hosts fold case. The folder of a
// page is not in folders, if nothing else lies in it.
type claims struct {
	files   map[string]string // an output path to its owner
	folders map[string]string // a folder of the output to the owner of its first file
}

// take gives an output path to an owner. If it says false, the holder keeps the
// path from them; without a holder the path can be no file.
func (c *claims) take(at, owner string) (holder string, ok bool) {
	if len(at) > maxPath || CheckPath(at) != nil {
		return "", false
	}
	key := strings.ToLower(at)
	if holder = cmp.Or(keeper(key), c.holder(key)); holder != "" {
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
		if dir != "" && slices.Contains(besideFiles, name) {
			owner = cmp.Or(owner, c.files[dir+"index.html"])
		}
	}
	for dir := folderOf(key); owner == "" && dir != ""; dir = folderOf(dir) {
		if name := path.Base(dir); name == "index.html" || slices.Contains(besideFiles, name) {
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

// maxPath bounds the bytes of a path: longer ones fit on no disk.
const maxPath = 1000

// besideFiles are what the site may make beside the page of a list or a story. No
// folder may have such a name.
var besideFiles = []string{"index.xml", "atom.xml", "feed.json", PodcastFile, "live.json", "oembed.json"}

// keeper is the part of the site that alone names the files at a path in lower
// case, or "".
func keeper(at string) string {
	at = "/" + at
	for _, root := range []string{SearchRoot, LiteRoot, sitemapRoot} {
		if strings.HasPrefix(at, root) {
			return root
		}
	}
	if rest, ok := strings.CutPrefix(at, ArchiveRoot); ok {
		const days = "2006/01/02/"
		rest = strings.TrimSuffix(rest, "index.html")
		if _, err := time.Parse(days[:min(len(rest), len(days))], rest); err == nil && rest != "" {
			return ArchiveRoot
		}
	}
	return ""
}

const (
	sitemapRoot = "/sitemaps/"
	mediaRoot   = "/media/"
)

// IsStoryFolder tells whether all stories can stand under a folder of this name, at
// the site's root or deeper. Else each would be left out, or hidden by its host.
func IsStoryFolder(name string, atRoot bool) bool {
	key := strings.ToLower(name)
	switch {
	case CheckPath(name) != nil || strings.HasPrefix(name, ".") || strings.ContainsAny(name, "%?#") || !isPlainPath(name):
		return false
	case key == "index.html" || slices.Contains(besideFiles, key):
		return false
	}
	return !atRoot || keeper(key+"/x") == "" && "/"+key+"/" != mediaRoot && !slices.Contains(ReservedFiles, "/"+key)
}

// newClaims gives the site what it makes itself, and the theme its files.
func newClaims(builtIn []string, stories int) claims {
	c := claims{make(map[string]string, stories), map[string]string{}}
	for _, root := range append([]string{sitemapRoot, mediaRoot}, ReservedRoots[1:]...) {
		c.folders[strings.Trim(root, "/")] = root
	}
	for _, address := range slices.Concat(ReservedRoots, ReservedFiles) {
		c.files[OutputPath(address)] = address
	}
	for _, name := range builtIn {
		c.take(name, "static/"+name)
	}
	return c
}

// claimStories gives out the addresses of sections, stories and pages.
func (g *grouping) claimStories() {
	sections := slices.DeleteFunc(slices.Collect(maps.Values(g.terms)), func(t *Term) bool { return t.Kind != KindSection })
	slices.SortFunc(sections, sectionOrder)
	for _, t := range sections {
		if t.Lost = !g.claim(t.Address, "content/"+t.source, LevelError); t.Lost {
			t.Address = HomeRoot // where links to it lead
		}
	}
	oldestFirst := func(a, b *Story) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Article.Path, b.Article.Path))
	}
	for _, list := range []*[]*Story{&g.Stories, &g.Withdrawn, &g.Pages} {
		slices.SortFunc(*list, oldestFirst)
		*list = slices.DeleteFunc(*list, func(s *Story) bool { return !g.claim(s.Address, "content/"+s.Article.Path, LevelError) })
	}
}

// sectionOrder puts the section with a right to an address first: one that has an
// _index.md, then the name in lower case.
func sectionOrder(a, b *Term) int {
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
	for _, terms := range [][]*Term{g.Tags, g.Authors, g.Agencies, g.Series} {
		for _, t := range terms {
			t.Lost = t.Kind == KindAgency && !g.Config.Pages.Agencies || !g.claim(t.Address, "content/"+t.source, LevelWarning)
		}
	}
	for t := range g.Listed() {
		t.Pages = g.Paginate(t.Address, t.Stories, g.Config.PageSize, t.Kind == KindSection)
		for _, p := range t.Pages[1:] {
			if p.Number == 0 {
				g.claims.take(OutputPath(p.Address), t.Address)
				continue
			}
			g.claims.files[strings.ToLower(OutputPath(p.Address))] = t.Address // an archive has many, each in its list's folder
		}
	}
}

// freeAddress is the address of a later page of a list. Where a page of an editor
// has it, a sign that no slug has stands before it.
func (c *claims) freeAddress(root, name string) string {
	for c.holder(strings.ToLower(OutputPath(root+name))) != "" && len(name) < maxPath {
		name = "_" + name
	}
	return root + name
}

// claimFiles gives out the places of files: those of static/ that are not the
// theme's, then those under content/.
func (g *grouping) claimFiles() {
	g.Displaced = map[string]bool{}
	for _, name := range g.from.Static {
		switch {
		case slices.Contains(g.from.BuiltIn, name):
		case slices.Contains(ReservedFiles, "/"+name):
			g.problems = append(g.problems, Problem{
				Path: "static/" + name, Rule: "edition/own-file", Level: LevelNote,
				Message: Say("يحل هذا الملف محل ما يصنعه الموقع: /%s", "this file takes the place of the one that the site makes: /%s", name),
				Hint:    Say("احذفه إن لم تقصد ذلك", "delete it if that is not meant"),
			})
		default:
			g.Displaced[name] = !g.claim("/"+name, "static/"+name, LevelWarning)
		}
	}
	known, seen := g.from.Files.Known, map[string]bool{}
	for _, place := range slices.Sorted(maps.Keys(known)) {
		file := known[place]
		if file.Path == "" || strings.HasPrefix(file.Place, "/") || seen[file.Path] {
			continue
		}
		if seen[file.Path] = true; !g.claim("/"+file.Path, "content/"+place, LevelWarning) {
			known[place] = Attachment{Place: place}
		}
	}
}

// claim gives an address to what a file makes, or tells who has it.
func (g *grouping) claim(address, file string, level Level) bool {
	holder := ""
	if !strings.Contains(address, "/.") || strings.HasPrefix(file, "static/") { // hosts hide it
		var ok bool
		if holder, ok = g.claims.take(OutputPath(address), file); ok {
			return true
		}
	}
	if len(address) > maxPath {
		address = strings.ToValidUTF8(address[:80], "") + "…"
	}
	p := Problem{
		Path: file, Rule: "edition/same-address", Level: level,
		Message: Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, holder),
		Hint:    Say("غيّر slug أو alias أو اسم الملف أو المجلد", "change the slug, the alias, or the name of the file or folder"),
	}
	switch {
	case holder == "":
		p.Message = Say("لا يصلح العنوان %q لملف", "the address %q can be no file", address)
	case level == LevelError && slices.Contains(ReservedRoots, address):
		p.Message = Say("الاسم %s محجوز", "the name %s is reserved", address)
	case path.Base(file) == "index.md":
		p.Hint = Say("إن كان الملف مقدمة القسم فسمّه _index.md", "if the file introduces its section, name it _index.md")
	}
	g.problems = append(g.problems, p)
	return false
}

// Alias is an address that was given up.
type Alias struct {
	Address string
	To      string // what Resolver.Link reads, or an address elsewhere
	Title   string // of the page that it leads to
	File    string // the manuscript, or the settings, that names it
}

// claimAliases gives out the old addresses of stories and terms, those of the
// settings, and those that WordPress gives to terms and feeds.
func (g *grouping) claimAliases() {
	for _, s := range slices.Concat(g.Stories, g.Pages) {
		g.giveUp(s.Aliases, Alias{To: s.Address, Title: s.Title, File: s.Article.Path})
	}
	for _, t := range slices.Concat(g.Sections, g.Authors, g.Tags) {
		switch to := (Alias{To: t.Address, Title: t.Name.Label}); {
		case t.Section != nil:
			to.File = t.Section.Path
			g.giveUp(t.Section.Aliases, to)
		case t.Author != nil:
			to.File = t.Author.Path
			g.giveUp(t.Author.Aliases, to)
		}
	}
	for _, r := range g.Config.Redirects {
		g.giveUp([]string{r.From}, Alias{To: r.To.Target, Title: g.Config.Title, File: SettingsFile})
	}
	if g.Config.OldAddresses != "wordpress" {
		return
	}
	old := func(address, to, title string) {
		if g.claims.holder(strings.ToLower(OutputPath(address))) == "" { // else it was given another meaning
			g.giveUp([]string{address}, Alias{To: to, Title: title, File: SettingsFile})
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

// giveUp gives out the old addresses of a page. A refused one is a warning: the
// page stands, only a redirect is missing. An address without an extension, or
// with the name of a folder's own page, is a folder.
func (g *grouping) giveUp(addresses []string, to Alias) {
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
		if own = append(own, a); g.claim(a, "content/"+to.File, LevelWarning) {
			to.Address = a
			g.Aliases = append(g.Aliases, to)
		}
	}
}

// Listed goes through every term that has pages: one whose address is another
// page's has none.
func (e *Edition) Listed() iter.Seq[*Term] {
	return func(yield func(*Term) bool) {
		for _, terms := range [][]*Term{e.Sections, e.Tags, e.Authors, e.Series, e.Agencies} {
			for _, t := range terms {
				if !t.Lost && !yield(t) {
					return
				}
			}
		}
	}
}
