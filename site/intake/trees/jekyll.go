package trees

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/manuscript"
)

// jekyllName is the name of a post's file.
var jekyllName = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-(.+)$`)

// jekyllTree is a folder of Jekyll's or Hexo's.
type jekyllTree struct{ *tree }

// read reads a folder of Jekyll's, or of Hexo's.
func (t *jekyllTree) read() error {
	for _, visit := range []func(string) error{t.learn, t.file} {
		if err := t.walk(visit); err != nil {
			return err
		}
	}
	from := "."
	if t.kind == "hexo" {
		from = "source"
	}
	return t.beside(intake.Piece{}, from, "static")
}

// machineFolders are those that begin with _ and hold no documents.
var machineFolders = []string{"_layouts", "_includes", "_sass", "_data", "_plugins", "_site", "_config", "_assets", "_scss", "_css", "_js", "_locales"}

// walk visits the texts that Jekyll would, and those of folders that it leaves.
func (t *jekyllTree) walk(visit func(string) error) error {
	left := func(name string) bool {
		base := path.Base(name)
		return strings.HasPrefix(base, ".") || slices.Contains(machineFolders, base) || t.kind == "hexo" && name != "source" && !strings.HasPrefix(name, "source/")
	}
	return t.each(".", left, func(name string) error {
		if !isText.MatchString(name) || t.done[name] && strings.HasPrefix(path.Base(name), ".") {
			return nil
		}
		return visit(name)
	})
}

// placeOf tells what a file is by its folders: "posts", "drafts", the name of a
// collection, or "pages".
func placeOf(name string) string {
	for folder := range strings.SplitSeq(path.Dir(name), "/") {
		if strings.HasPrefix(folder, "_") {
			return strings.TrimPrefix(folder, "_")
		}
	}
	return "pages"
}

// isExcluded says that the settings keep a file out of the site.
func (t *jekyllTree) isExcluded(name string) bool {
	return slices.ContainsFunc(t.excluded, func(form string) bool {
		form = strings.Trim(form, "/")
		ok, err := path.Match(form, name)
		return name == form || strings.HasPrefix(name, form+"/") || ok && err == nil
	})
}

// learn remembers where a post stood: {% post_url %} names its file.
func (t *jekyllTree) learn(name string) error {
	kind := placeOf(name)
	if kind == "drafts" {
		return nil
	}
	doc, ok, err := t.open(name)
	delete(t.done, name)
	if err != nil || !ok && kind != "posts" {
		return nil //nolint:nilerr // the second visit tells
	}
	t.inherit(&doc, name, kind)
	if kind == "pages" {
		t.addresses[name] = t.Options.Below(t.pageAddress(doc))
		t.heads[name] = doc.matter.Text("title")
		return nil
	}
	p := t.post(&doc)
	t.heads[p.ID] = doc.matter.Text("title")
	t.heads[p.Slug] = t.heads[p.ID]
	t.addresses[p.ID] = t.Options.Below(t.address(doc, p, kind))
	t.addresses[name], t.addresses[p.Slug] = t.addresses[p.ID], t.addresses[p.ID]
	if at := t.addresses[name]; at != "" {
		t.Stood.Keep(strings.TrimPrefix(at, t.baseURL), name)
	}
	return nil
}

// post reads what a post's file and folders say of it.
func (t *jekyllTree) post(doc *document) intake.Post {
	base := strings.TrimSuffix(path.Base(doc.name), path.Ext(doc.name))
	p := intake.Post{Kind: intake.Story, ID: base, Slug: base}
	if base == "index" {
		p.Slug = path.Base(path.Dir(doc.name))
	}
	if m := jekyllName.FindStringSubmatch(base); m != nil {
		p.Slug = m[2]
		if doc.matter.Text("date") == "" {
			doc.matter = append(slices.Clip(doc.matter), manuscript.Pair{Key: "date", Value: m[1]})
		}
	}
	p.Date = t.dateOf(doc.matter)
	var categories []string
	if above, _, ok := strings.Cut("/"+doc.name, "/_"); ok && t.kind != "hexo" && above != "" {
		categories = strings.Split(above[1:], "/")
	}
	for _, c := range append(categories, t.listed(doc.matter, "category", "categories")...) {
		p.Sections = append(p.Sections, []intake.Term{{Title: c}})
	}
	p.Tags = t.listed(doc.matter, "tag", "tags")
	return p
}

func (t *jekyllTree) file(name string) error {
	kind := placeOf(name)
	doc, ok, err := t.open(name)
	if err != nil {
		return t.refused("post", err)
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	c, declared := t.collections[kind]
	switch {
	case t.isExcluded(name):
		t.Tally.Skip("page", "excluded by the settings", name)
	case !ok && kind != "pages" && kind != "drafts" && (kind != "posts" || t.kind != "hexo" && !jekyllName.MatchString(base)):
		t.Tally.Skip("post", "no front matter", name)
	case !ok && kind == "pages": // no document of Jekyll's: a readme, a file of a theme
		t.Tally.Skip("page", "no front matter", name)
	case kind == "posts" || kind == "drafts":
		return t.story(doc, kind, kind == "drafts")
	case kind == "pages" && path.Dir(name) != "_pages" && !strings.Contains(name, "_pages/"):
		return t.page(doc, base, false)
	case kind == "pages":
		isPublic := c.output || slices.ContainsFunc(t.included, func(s string) bool { return strings.Trim(s, "/") == "_pages" })
		return t.page(doc, base, !isPublic)
	default:
		return t.story(doc, kind, !declared && t.kind != "hexo" || !c.output)
	}
	return nil
}

// story gives a post, a draft, or a document of a collection.
func (t *jekyllTree) story(doc document, kind string, hidden bool) error {
	t.Tally.Found["post"]++
	t.inherit(&doc, doc.name, kind)
	p := t.post(&doc)
	piece := intake.Piece{Kind: intake.Story, Origin: doc.name}
	if doc.bare {
		piece.Tell(intake.Guessed, 1, path.Base(doc.name), site.Words{Ar: "لا صدر للملف؛ عنوانه من النص أو من اسم الملف", En: "the file has no front matter; its title is taken from the text or the name"})
	}
	old := t.address(doc, p, kind)
	p.Sections = slices.DeleteFunc(p.Sections, func(line []intake.Term) bool { return intake.IsUncategorized("", line[0].Title) })
	if kind != "posts" && kind != "drafts" && len(p.Sections) == 0 {
		p.Sections = [][]intake.Term{{{Slug: kind, Title: kind}}}
	}
	piece.Path = t.PathOf(p, t.FolderOf(&p, &piece))
	kept := slices.DeleteFunc(slices.Clone(doc.matter), func(q manuscript.Pair) bool {
		k := strings.ToLower(q.Key)
		return k == "category" || k == "categories" || k == "tags" || k == "tag"
	})
	piece.Matter = t.matter(kept, &piece)
	if hidden && !piece.Matter.Has("draft") {
		piece.Matter.Add("draft", true)
		if kind != "drafts" {
			piece.Tell(intake.Guessed, 1, "_"+kind, site.Words{Ar: "مجموعة لم ينشرها الموقع؛ فهي مسودة", En: "a collection that the site did not publish; it is a draft"})
		}
	}
	if _, lang, ok := strings.Cut(kind, "_"); ok && len(lang) == 2 && lang != t.Options.Language() && !piece.Matter.Has("lang") {
		piece.Matter.Add("lang", lang)
	}
	if tags := t.TagsOf(p); len(tags) > 0 {
		piece.Matter.Set("tags", tags)
	}
	t.alias(&piece.Matter, t.baseURL, old)
	t.assetFolder(&piece, &doc)
	return t.document(&piece, doc, t.text)
}

// assetFolder brings the files of a post of Hexo's, which lie in a folder of its
// name.
func (t *jekyllTree) assetFolder(piece *intake.Piece, doc *document) {
	folder := strings.TrimSuffix(doc.name, path.Ext(doc.name))
	names, _ := fs.Glob(t.root, folder+"/*")
	own := strings.TrimSuffix(path.Base(piece.Path), ".md")
	for _, name := range names {
		base := path.Base(name)
		if !intake.IsFile.MatchString(name) && !download.MatchString(name) || t.done[name] {
			continue
		}
		t.done[name] = true
		t.Tally.Found["file"]++
		t.Tally.Taken[intake.Files]++
		piece.Media = append(piece.Media, intake.Asset{From: name, To: path.Join("content", path.Dir(piece.Path), own, base)})
		inPlace := regexp.MustCompile(`(\]\()(?:\./)?(?:` + regexp.QuoteMeta(path.Base(folder)) + `/)?` + regexp.QuoteMeta(base) + `([)\s])`)
		doc.body = inPlace.ReplaceAllString(doc.body, "${1}"+strings.ReplaceAll(own+"/"+base, "$", "$$")+"${2}")
		doc.body = regexp.MustCompile(`(\{%\s*asset_(?:img|path|link)\s+(?:[\w-]+\s+)*?)`+regexp.QuoteMeta(base)+`\b`).ReplaceAllString(doc.body, "${1}"+own+"/"+base)
	}
}

// listed reads a list, or words with spaces between them, as Jekyll does.
func (t *jekyllTree) listed(m manuscript.Matter, single, many string) (out []string) {
	if s := m.Text(single); s != "" {
		out = append(out, s)
	}
	switch v := lookup(m, many).(type) {
	case string:
		if t.kind != "hexo" {
			return intake.Unique(append(out, strings.Fields(v)...))
		}
		out = append(out, v)
	case []string:
		out = append(out, v...)
	case []any: // Hexo: [[a, b], [c]]
		for _, item := range v {
			switch line := item.(type) {
			case string:
				out = append(out, line)
			case []string:
				out = append(out, line...)
			}
		}
	}
	return intake.Unique(out)
}

// themePage recognizes a page that lists others.
var themePage = regexp.MustCompile(`\{%-?\s*(?:for|paginate|assign|include\s+(?:archive|category|tag|post)[\w./-]*)\b`)

// page takes a page that is no list of the theme's.
func (t *jekyllTree) page(doc document, base string, hidden bool) error {
	t.Tally.Found["page"]++
	t.inherit(&doc, doc.name, "pages")
	dir := pageFolder(doc.name)
	isIndex := base == "index" && dir == ""
	if isIndex || base == "404" || themePage.MatchString(doc.body) || strings.TrimSpace(doc.body) == "" && doc.matter.Text("title") == "" || !strings.HasSuffix(doc.name, "md") && doc.matter.Text("title") == "" {
		t.Tally.Leave("page of the theme", doc.name)
		return nil
	}
	name := base
	if base == "index" {
		name = path.Base(dir)
	}
	slug := slugOf(name)
	if site.IsReservedDir(slug) {
		slug += "-page"
	}
	piece := intake.Piece{Kind: intake.Page, Origin: doc.name, Path: t.FreePath(path.Join(site.PagesDir, slug), arabic.Slug(strings.ReplaceAll(dir, "/", "-")))}
	piece.Matter = t.matter(doc.matter, &piece)
	if hidden {
		piece.Matter.Set("draft", true)
		piece.Tell(intake.Guessed, 1, path.Dir(doc.name), site.Words{Ar: "مجموعة لم ينشرها الموقع؛ فهي مسودة", En: "a collection that the site did not publish; it is a draft"})
	}
	t.alias(&piece.Matter, t.baseURL, t.pageAddress(doc))
	return t.document(&piece, doc, t.text)
}

// pageAddress is where Jekyll puts a page.
func (t *jekyllTree) pageAddress(doc document) string {
	base := strings.TrimSuffix(path.Base(doc.name), path.Ext(doc.name))
	dir := pageFolder(doc.name)
	old := doc.matter.Text("permalink")
	if old == "" || old == "false" {
		old = path.Join("/", dir, base) + ".html"
		form := t.permalinks[""]
		if base == "index" || form == "pretty" || strings.HasSuffix(form, "/") {
			old = strings.TrimSuffix(strings.TrimSuffix(old, ".html"), "/index") + "/"
		}
	}
	return rooted(t.baseURL, t.expand(old, doc.matter, parts{base: base, path: dir, slug: base}))
}

// pageFolder is the folder of a page as its address has it.
func pageFolder(name string) string {
	return strings.Trim(strings.TrimPrefix(strings.TrimPrefix("/"+path.Dir(name), "/_pages"), "/source"), "/.")
}

// styles are the names that Jekyll gives forms of addresses.
var styles = map[string]string{
	"": "/:categories/:year/:month/:day/:title:output_ext", "date": "/:categories/:year/:month/:day/:title:output_ext",
	"pretty": "/:categories/:year/:month/:day/:title/", "none": "/:categories/:title:output_ext", "ordinal": "/:categories/:year/:y_day/:title:output_ext",
	"weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}

// suffixOf is what the form of a site's addresses adds to those of its collections
// (Utils.add_permalink_suffix).
func suffixOf(form string) string {
	switch _, named := styles[form]; {
	case form == "pretty", !named && strings.HasSuffix(form, "/"):
		return "/"
	case named, strings.HasSuffix(form, ":output_ext"):
		return ":output_ext"
	}
	return ""
}

// slugified is Jekyll's Utils.slugify, in its pretty mode or its own.
func slugified(s string, pretty bool) string {
	form := notSlug
	if pretty {
		form = notPretty
	}
	return strings.TrimSuffix(strings.TrimPrefix(form.ReplaceAllString(s, "-"), "-"), "-")
}

var (
	notSlug   = regexp.MustCompile(`[^\p{M}\p{L}\p{Nd}]+`)
	notPretty = regexp.MustCompile(`[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+`)
)

// address is where Jekyll or Hexo puts a post, or a document of a collection.
func (t *jekyllTree) address(doc document, p intake.Post, kind string) string {
	m := doc.matter
	form := cmp.Or(m.Text("permalink"), t.permalinks[""])
	if form == "false" {
		return ""
	}
	c, isCollection := t.collections[kind]
	folder := strings.TrimSuffix(doc.name[strings.Index("/"+doc.name, "/_"+kind+"/")+len("_"+kind+"/"):], path.Ext(doc.name))
	switch {
	case isCollection && kind != "posts":
		form = cmp.Or(m.Text("permalink"), c.permalink, "/:collection/:path"+suffixOf(t.permalinks[""]))
		if form == "pretty" {
			form = "/:collection/:path/"
		}
	case t.kind == "hexo" && form == "":
		form = ":year/:month/:day/:title/"
	}
	if named, ok := styles[form]; ok {
		form = named
	}
	if p.Date.IsZero() && strings.Contains(form, ":year") {
		return ""
	}
	categories, lines := "", p.Sections
	if all, ok := lookup(m, "categories").([]any); ok && t.kind == "hexo" && len(all) > 0 { // [[a, b], [c]]: the last has the address (hexo, post_permalink.ts)
		last, _ := all[len(all)-1].([]string)
		lines = lines[max(0, len(lines)-max(1, len(last))):]
	}
	for _, line := range lines {
		category := strings.ToLower(line[0].Title)
		if t.kind == "hexo" {
			category = strings.ReplaceAll(category, " ", "-")
		} else if strings.Contains(form, ":slugified_categories") {
			category = strings.ToLower(slugified(category, false))
		}
		if !slices.Contains(strings.Split(categories, "/"), category) {
			categories = path.Join(categories, category)
		}
	}
	if t.kind == "hexo" {
		categories = cmp.Or(categories, t.config.Text("default_category"), "uncategorized")
	}
	slug := cmp.Or(m.Text("slug"), p.Slug)
	name := parts{slug: slug, dir: categories, base: slug, title: slug, collection: kind, path: strings.TrimSuffix(folder, "/index")}
	if t.kind == "jekyll" {
		name.title, name.slug = slugified(slug, true), strings.ToLower(slugified(slug, false))
	}
	address := t.expand(form, m, name)
	return rooted(t.baseURL, address)
}
