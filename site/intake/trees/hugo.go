package trees

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/manuscript"
)

// otherLanguage is the mark of a translation in Hugo's file names.
var otherLanguage = regexp.MustCompile(`^(.+)\.([a-z]{2}(?:-[a-zA-Z]{2,4})?)$`)

// hugoTree is a folder of Hugo's or Zola's.
type hugoTree struct {
	*tree
	below       map[string]int // how many texts lie below a folder
	hasSections bool           // a folder has an _index.md
}

// read reads a folder of Hugo's, or of Zola's.
func (t *hugoTree) read() error {
	if t.content != "." {
		for _, p := range within(t.config, "languages") {
			settings, _ := p.Value.(manuscript.Matter)
			if dir := strings.Trim(settings.Text("contentDir"), "/"); dir != "" && dir != t.content && fs.ValidPath(dir) {
				if err := t.otherFolder(dir); err != nil {
					return err
				}
			}
		}
	}
	if err := t.walk(t.learn); err != nil {
		return err
	}
	var files intake.Piece
	err := t.walk(func(name string) error {
		full := path.Join(t.content, name)
		switch {
		case t.done[full]:
			return nil
		case isText.MatchString(name):
			return t.file(name)
		case otherText.MatchString(name) && !intake.IsFile.MatchString(name), reasonOf(name, "content") != "":
		case intake.IsFile.MatchString(name), download.MatchString(name):
			t.fileOf(&files, full, "content/"+name)
		}
		return nil
	})
	if err != nil || t.content == "." {
		if err == nil && len(files.Media) > 0 {
			files.Kind = intake.Files
			err = t.Give(files)
		}
		return err
	}
	if err := t.beside(files, "static", "static"); err != nil {
		return err
	}
	return t.beside(intake.Piece{}, "assets", "static")
}

// otherFolder counts the texts of another language, which lie in a folder of their own.
func (t *hugoTree) otherFolder(dir string) error {
	return t.each(dir, nil, func(name string) error {
		if isText.MatchString(name) {
			t.done[name] = true
			t.Tally.Skip("story", "another language", name)
		}
		return nil
	})
}

// walk visits the files of the content folder, named from there on.
func (t *hugoTree) walk(visit func(string) error) error {
	hidden := func(name string) bool { return strings.HasPrefix(path.Base(name), ".") }
	return t.each(t.content, hidden, func(name string) error {
		if hidden(name) {
			return nil
		}
		if t.content != "." {
			name = strings.TrimPrefix(name, t.content+"/")
		}
		return visit(name)
	})
}

// learn reads what folders say of all in them, and where files lie.
func (t *hugoTree) learn(name string) error {
	if !isText.MatchString(name) {
		return nil
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		t.below[dir]++
	}
	base, lang := t.language(path.Dir(name), strings.TrimSuffix(path.Base(name), path.Ext(name)))
	t.hasSections = t.hasSections || base == "_index"
	if short := base; short != "_index" {
		at := path.Join(path.Dir(name), base)
		if short == "index" {
			short = path.Base(path.Dir(name))
			at = path.Dir(name)
		}
		if t.langDir == t.baseURL && (lang == "" || lang == t.Options.Language()) {
			t.Stood.Keep(urlize(at), path.Join(t.content, name))
		}
		if _, twice := t.byName[short]; twice {
			t.byName[short] = ""
		} else {
			t.byName[short] = name
		}
		return nil
	}
	if lang != "" && lang != t.Options.Language() {
		return nil
	}
	full := path.Join(t.content, name)
	doc, _, err := t.open(full)
	delete(t.done, full)
	if err != nil {
		return nil //nolint:nilerr // the second visit tells
	}
	dir := path.Dir(name)
	for _, c := range mapsOf(lookup(doc.matter, "cascade")) {
		t.cascade(dir, c)
	}
	if dir != "." {
		t.NameFolder(dir, cmp.Or(doc.matter.Text("title"), t.sectionTitle(dir)))
	}
	slices.SortStableFunc(t.scopes, func(a, b scope) int { return cmp.Compare(len(b.dir), len(a.dir)) })
	return nil
}

// language parts a file's name from the mark of a translation: one of a language of
// the settings, or, where they name none, one beside which there is another.
func (t *hugoTree) language(dir, base string) (name, lang string) {
	m := otherLanguage.FindStringSubmatch(base)
	if m == nil {
		return base, t.first(dir, base)
	}
	tag := strings.ToLower(m[2])
	known := slices.Contains(t.languages, tag) || tag == t.Options.Language()
	if !known && len(t.languages) == 0 {
		others, _ := fs.Glob(t.root, path.Join(t.content, dir, m[1])+".*")
		known = len(others) > 1
	}
	if !known {
		return base, t.first(dir, base)
	}
	return m[1], tag
}

// first is the language of a file that bears no mark of one; "" if it is the edition's,
// or if the file stands for a translation that is not there.
func (t *hugoTree) first(dir, base string) string {
	for _, ext := range []string{".md", ".markdown", ".html"} {
		if _, err := fs.Stat(t.root, path.Join(t.content, dir, base+"."+t.Options.Language()+ext)); err == nil && t.unmarked != "" {
			return t.unmarked
		}
	}
	return ""
}

func (t *hugoTree) file(name string) error {
	doc, ok, err := t.open(path.Join(t.content, name))
	if err != nil {
		return t.refused("story", err)
	}
	dir := path.Dir(name)
	base, lang := t.language(dir, strings.TrimSuffix(path.Base(name), path.Ext(name)))
	if lang != "" && lang != t.Options.Language() {
		t.Tally.Skip("story", "another language", doc.name)
		return nil
	}
	switch {
	case base == "_index" && dir == ".":
		t.Tally.Skip("home page", "home page", doc.name)
		return nil
	case base == "_index" && (path.Dir(dir) == "authors" || path.Dir(dir) == "author"):
		return t.author(doc, path.Base(dir))
	case (dir == "authors" || dir == "author") && ok && base != "_index":
		return t.author(doc, base)
	case base == "_index", ok && base == "index" && t.isFolderIndex(dir):
		return t.section(doc, dir)
	case !ok && (t.content == "." || !strings.HasSuffix(strings.ToLower(name), ".md") || notStory.MatchString(base)):
		t.Tally.Skip("story", "no front matter", doc.name)
		return nil
	}
	return t.story(doc, dir, base)
}

// notStory recognizes what repositories hold for their own readers.
var notStory = regexp.MustCompile(`(?i)^(?:readme|changelog|contributing|licen[cs]e|code_of_conduct|security|authors|todo)$`)

// author gives the page of an author.
func (t *hugoTree) author(doc document, id string) error {
	t.Tally.Found["author"]++
	name := cmp.Or(doc.matter.Text("name"), doc.matter.Text("title"), id)
	if !t.Enrol(name, id) {
		t.Tally.Leave("author of a known name", doc.name)
		return nil
	}
	return t.WriteAuthor(name, doc.name, doc.body)
}

func (t *hugoTree) story(doc document, dir, base string) error {
	t.Tally.Found["story"]++
	t.inherit(&doc, path.Join(dir, base), "page")
	piece := intake.Piece{Kind: intake.Story, Origin: doc.name}
	var folder string
	switch {
	case dir == "." || dir == site.PagesDir || base == "index" && path.Dir(dir) == "." && t.isPageBundle(dir):
		piece.Kind, folder = intake.Page, site.PagesDir
		if base == "index" && dir != "." { // a bundle keeps its files beside it
			folder = path.Join(site.PagesDir, dir)
		}
	case t.Options.Section != "":
		_, below, _ := strings.Cut(dir, "/")
		folder = path.Join(t.Options.Section, below)
	default:
		folder = publicFolder(dir)
		t.NameFolder(before(folder, "/"), t.sectionTitle(before(dir, "/")))
	}
	if folder == site.PagesDir {
		base = strings.TrimLeft(base, "_")
	}
	at := path.Join(folder, cmp.Or(strings.TrimLeft(base, "_"), "story"))
	if base == "index" {
		piece.Path = at + ".md"
		t.Claim(piece.Path)
	} else {
		piece.Path = t.FreePath(at, "")
	}
	piece.Matter = t.matter(doc.matter, &piece)
	if strings.Contains("/"+dir, "/_") && !piece.IsDraft() {
		piece.Matter.Set("draft", true)
		piece.Tell(intake.Guessed, 0, dir, site.Words{Ar: "مجلد يبدأ اسمه بشرطة سفلية؛ فهي مسودة", En: "a folder whose name begins with _; it is a draft"})
	}
	if whole := t.bundleOf(dir, base); whole != "" && !piece.IsDraft() {
		piece.Matter.Set("draft", true)
		piece.Tell(intake.Guessed, 0, whole, site.Words{Ar: "جزء من صفحة أخرى، لا صفحة له هناك؛ فهي مسودة", En: "a part of another page, without a page of its own there; it is a draft"})
	}
	address := t.address(doc.matter, dir, base)
	t.alias(&piece.Matter, t.aliasDir(dir), address)
	return t.document(&piece, doc, t.text)
}

// isFolderIndex says that an index.md introduces a folder of stories, in systems that
// have no _index.md.
func (t *hugoTree) isFolderIndex(dir string) bool {
	return (t.content == "." || t.zola && !t.isPageBundle(dir)) && dir != "." && !strings.Contains(dir, "/") && t.below[dir] > 1 && t.Options.Section == ""
}

// isPageBundle says that a folder at the top holds a page, in any languages, and no
// stories.
func (t *hugoTree) isPageBundle(dir string) bool {
	names, _ := fs.Glob(t.root, path.Join(t.content, dir, "*"))
	for _, name := range names {
		base, _ := t.language(dir, strings.TrimSuffix(path.Base(name), path.Ext(name)))
		if info, err := fs.Stat(t.root, name); err == nil && (info.IsDir() && t.below[path.Join(dir, path.Base(name))] > 0 || isText.MatchString(name) && base != "index") {
			return false
		}
	}
	return true
}

// bundleOf is the folder of the page of which Hugo makes a document a part: it has no
// page of its own. "" if there is none.
func (t *hugoTree) bundleOf(dir, base string) string {
	if t.kind != "hugo" || t.zola || !isHugo(t.root) {
		return ""
	}
	if base == "index" {
		dir = path.Dir(dir)
	}
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		for _, index := range []string{"index.md", "index." + t.Options.Language() + ".md", "index.html"} {
			if info, err := fs.Stat(t.root, path.Join(t.content, dir, index)); err == nil && info.Mode().IsRegular() {
				return dir
			}
		}
	}
	return ""
}

// isHugo says that a folder with content/ is Hugo's, and not of one of the many systems
// that have such a folder too.
func isHugo(root fs.FS) bool {
	for _, name := range []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config/_default", "archetypes"} {
		if _, err := fs.Stat(root, name); err == nil {
			return true
		}
	}
	return false
}

// publicFolder is a folder under a name that a section can have.
func publicFolder(dir string) string {
	names := strings.Split(dir, "/")
	for i, name := range names {
		names[i] = cmp.Or(strings.TrimLeft(name, "_"), "x")
	}
	if site.IsReservedDir(names[0]) {
		names[0] += "-" + intake.NewsFolder
	}
	return strings.Join(names, "/")
}

// sectionTitle is what a folder is called that has no _index.md.
func (t *hugoTree) sectionTitle(folder string) string {
	switch folder {
	case "post", "posts", "blog", "articles", "article", intake.NewsFolder:
		return site.Words{Ar: "أخبار", En: "News"}.In(t.Options.Language())
	}
	return path.Base(folder)
}

// section gives a folder's _index.md, with its own name.
func (t *hugoTree) section(doc document, dir string) error {
	t.Tally.Found["section"]++
	folder := publicFolder(dir)
	if t.Options.Section != "" || folder == site.PagesDir+"-"+intake.NewsFolder {
		t.Tally.Leave("section of another name", doc.name)
		return nil
	}
	t.Titled(folder)
	title := cmp.Or(doc.matter.Text("localeTitle"), doc.matter.Text("title"), doc.matter.Text("name"), t.sectionTitle(dir))
	piece := intake.Piece{Kind: intake.Section, Origin: doc.name, Path: path.Join(folder, site.SectionFile)}
	piece.Body = strings.TrimSpace(t.text(&piece, doc))
	piece.Matter.Add("title", title)
	piece.Matter.Add("description", cmp.Or(doc.matter.Text("description"), doc.matter.Text("summary")))
	piece.Matter.Add("order", doc.matter.Text("weight"))
	if why := t.hiddenBy(slices.DeleteFunc(slices.Clone(doc.matter), func(p manuscript.Pair) bool { return strings.EqualFold(p.Key, "cascade") })); why == "draft" {
		piece.Matter.Add("draft", true)
		piece.Tell(intake.Guessed, 1, why, site.Words{Ar: "قسم مسودة: لا تُنشر قصصه هنا أيضًا", En: "a section that is a draft: its stories are not published here either"})
	}
	piece.Matter.Add("aliases", texts(doc.matter, "aliases"))
	old := rooted(t.langDir, t.urlized(dir)+"/")
	if form := within(t.config, "permalinks", "section").Text(dir); form != "" {
		old = rooted(t.langDir, t.expand(form, doc.matter, parts{own: urlize(path.Base(dir)), slug: urlize(path.Base(dir)), dir: dir, base: urlize(path.Base(dir)), title: urlize(title)}))
	}
	if doc.matter.Text("url") != "" {
		old = t.address(doc.matter, dir, "_index")
	}
	if old == "/"+folder+"/" {
		old = ""
	}
	t.alias(&piece.Matter, t.aliasDir(dir), old)
	for _, key := range []string{"params", "extra"} {
		if own := lookup(doc.matter, key); own != nil {
			piece.Matter.Set("params", own)
		}
	}
	return t.Give(piece)
}

// aliasDir is the folder below which an alias without a slash lies: Hugo's is the
// section, Zola's the root.
func (t *hugoTree) aliasDir(dir string) string {
	if t.zola {
		return t.baseURL
	}
	return path.Join(t.langDir, dir)
}

// address is where Hugo or Zola puts a document.
func (t *hugoTree) address(m manuscript.Matter, dir, base string) string {
	if own := cmp.Or(m.Text("url"), m.Text("path")); own != "" && own != "false" {
		if t.zola && m.Text("path") == own {
			return rooted(t.baseURL, strings.TrimSuffix(own, "/")+"/")
		}
		if strings.HasPrefix(own, "/") { // it names no language
			return rooted(t.baseURL, own)
		}
		return rooted(t.langDir, own)
	}
	if base == "index" {
		dir, base = path.Dir(dir), path.Base(dir)
	}
	if m := jekyllName.FindStringSubmatch(base); m != nil && t.zola {
		base = m[2]
	}
	slug := cmp.Or(m.Text("slug"), base)
	if form := t.permalinks[before(dir, "/")]; form != "" && dir != "." {
		title := urlize(cmp.Or(m.Text("title"), slug))
		own := title
		if s := m.Text("slug"); s != "" {
			own = urlize(s)
		}
		address := t.expand(form, m, parts{own: own, slug: urlize(slug), dir: dir, base: urlize(base), title: title})
		return rooted(t.langDir, address)
	}
	address := path.Join("/", t.langDir, t.urlized(path.Join(dir, slug)))
	if t.ugly {
		return address + ".html"
	}
	return address + "/"
}

// urlized is a path as a part of an address. Of the generators that nobody names, those that
// have no _index.md keep capitals.
func (t *hugoTree) urlized(at string) string {
	if t.config.Text("disablePathToLower") == "true" || t.kind == "content" && !t.hasSections {
		return strings.ReplaceAll(at, " ", "-")
	}
	return urlize(at)
}

// newPlace is where a file of the content folder lies from now on, as a link names
// it: from the root on.
func newPlace(name string) string {
	dir, base := path.Dir(name), path.Base(name)
	switch {
	case strings.HasPrefix(base, "_index."):
		return strings.TrimSuffix("/"+publicFolder(dir), "/.") + "/"
	case dir == ".":
		return "/" + path.Join(site.PagesDir, base)
	}
	return "/" + path.Join(publicFolder(dir), base)
}

// refOf is the link that Hugo's ref or Zola's @/ means, seen from a file.
func (t *hugoTree) refOf(from, target string) string {
	at, tail, anchored := strings.Cut(target, "#")
	if anchored {
		tail = "#" + tail
	}
	if at == "" {
		return tail
	}
	dir := strings.TrimPrefix(strings.TrimPrefix(path.Dir(from), t.content), "/")
	at = strings.TrimSuffix(at, "/")
	for _, front := range []string{path.Join(dir, at), strings.TrimPrefix(at, "/")} {
		if strings.HasPrefix(at, "/") {
			front = strings.TrimPrefix(at, "/")
		}
		for _, ending := range []string{"", ".md", "/index.md", "/_index.md", "." + t.Options.Language() + ".md"} {
			name := front + ending
			if info, err := fs.Stat(t.root, path.Join(t.content, name)); err == nil && info.Mode().IsRegular() {
				return newPlace(name) + tail
			}
		}
	}
	if name := t.byName[strings.TrimSuffix(path.Base(at), path.Ext(at))]; name != "" {
		return newPlace(name) + tail
	}
	return target
}
