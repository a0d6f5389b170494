package intake

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/manuscript"
)

// Tree takes in a folder of Hugo's or Jekyll's. Files keep their places where
// these mean the same here, so that links between files still lead; what is
// theirs alone (layouts, styles, data) is left. An error is a *SourceError, or
// that of reading or of take.
func Tree(root fs.FS, o Options, take Taker) (*Tally, error) {
	t := &tree{printing: newPrinting(o, take), root: root, content: "content", addresses: map[string]string{}}
	walk := t.hugo
	switch TreeKind(root) {
	case "jekyll":
		walk = t.jekyll
	case "hugo":
	case "content":
		t.content = "."
	default:
		return nil, refuse(0, "ليس مجلد Hugo ولا Jekyll: لا content فيه ولا _posts ولا نصوص Markdown", "no folder of Hugo or Jekyll: it has neither content, nor _posts, nor Markdown")
	}
	t.configure()
	if err := walk(); err != nil {
		return t.tally, err
	}
	return t.tally, t.sections()
}

// TreeKind tells whose folder it is: "hugo", "jekyll", "content" for a folder of
// manuscripts alone, as Hugo's content is, or "".
func TreeKind(root fs.FS) string {
	has := func(name string) bool { _, err := fs.Stat(root, name); return err == nil }
	switch {
	case has("_posts"), has("_config.yml"), has("_config.yaml"), has("_drafts"):
		return "jekyll"
	case has("content"):
		return "hugo"
	}
	for _, pattern := range []string{"*.md", "*/*.md", "*/*/*.md"} {
		if names, err := fs.Glob(root, pattern); err == nil && len(names) > 0 {
			return "content"
		}
	}
	return ""
}

// tree is a folder while it is read.
type tree struct {
	*printing
	root       fs.FS
	content    string // the folder of the manuscripts
	config     manuscript.Matter
	permalinks map[string]string // by section; Jekyll's own under ""
	addresses  map[string]string // where Jekyll's posts stood, by the names of their files
	baseURL    string
}

// configs are the names of both systems' settings.
var configs = []string{
	"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
	"config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml", "config/_default/config.yaml", "_config.yml", "_config.yaml",
}

// configure reads what of the settings decides addresses.
func (t *tree) configure() {
	t.permalinks = map[string]string{}
	for _, name := range configs {
		data, err := readBounded(t.root, name)
		if err != nil {
			continue
		}
		fence := map[string]string{".toml": "+++\n", ".json": ""}
		mark, ok := fence[path.Ext(name)]
		if !ok {
			mark = "---\n"
		}
		t.config, _, _ = manuscript.Open(name, []byte(mark+string(data)+"\n"+mark), t.options.Options)
		break
	}
	t.baseURL = strings.TrimSuffix(pathOf(t.config.Text("baseURL")), "/")
	if base := t.config.Text("baseurl"); strings.HasPrefix(base, "/") {
		t.baseURL = strings.TrimSuffix(base, "/")
	}
	t.home(t.config.Text("baseURL"))
	t.home(t.config.Text("url"))
	switch links := lookup(t.config, "permalinks").(type) {
	case manuscript.Matter:
		for _, p := range links {
			if form, ok := p.Value.(string); ok {
				t.permalinks[p.Key] = form
			}
		}
		if pages, ok := lookup(links, "page").(manuscript.Matter); ok {
			for _, p := range pages {
				if form, ok := p.Value.(string); ok {
					t.permalinks[p.Key] = form
				}
			}
		}
	}
	t.permalinks[""] = t.config.Text("permalink")
}

// lookup is the value of a key, whatever it is.
func lookup(m manuscript.Matter, key string) any {
	for _, p := range m {
		if strings.EqualFold(p.Key, key) {
			return p.Value
		}
	}
	return nil
}

// document is a file of the tree with its front matter.
type document struct {
	name   string // in the tree
	matter manuscript.Matter
	body   string
	line   int // of the file, on which the body begins
}

// open reads a file. One without front matter is no document: false. One that
// cannot be read is a *SourceError.
func (t *tree) open(name string) (document, bool, error) {
	data, err := readBounded(t.root, name)
	if err != nil {
		return document{}, false, err
	}
	matter, start, problems := manuscript.Open(name, data, t.options.Options)
	for _, p := range problems {
		if p.Level == site.LevelError {
			return document{}, false, &SourceError{File: name, Line: p.Line, Message: p.Message}
		}
	}
	if start <= 0 && len(matter) == 0 {
		return document{name: name, body: string(data), line: 1}, false, nil
	}
	return document{name: name, matter: matter, body: string(data[start:]), line: 1 + strings.Count(string(data[:start]), "\n")}, true, nil
}

var isText = regexp.MustCompile(`(?i)\.(?:md|markdown|mdown|html?)$`)

// otherLanguage is the mark of a translation in Hugo's file names.
var otherLanguage = regexp.MustCompile(`^(.+)\.([a-z]{2}(?:-[a-zA-Z]{2,4})?)$`)

// hugo reads a folder of Hugo's.
func (t *tree) hugo() error {
	content, err := fs.Sub(t.root, t.content)
	if err != nil {
		return err
	}
	var files Piece
	err = fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), ".") && name != ".":
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir() || !e.Type().IsRegular():
			return nil
		case !isText.MatchString(name):
			if isFile.MatchString(name) {
				t.tally.Found["file"]++
				files.Media = append(files.Media, Asset{From: path.Join(t.content, name), To: "content/" + name})
			}
			return nil
		}
		return t.hugoFile(name)
	})
	if err != nil {
		return err
	}
	return t.files(files, "static", "static")
}

// files gives what lies beside stories, and what of a folder a page shows.
func (t *tree) files(piece Piece, from, to string) error {
	err := fs.WalkDir(t.root, from, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && name == from:
			return fs.SkipAll // there is none
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") || e.Name() == "node_modules" || e.Name() == "vendor"):
			return fs.SkipDir
		case e.Type().IsRegular() && isFile.MatchString(name):
			t.tally.Found["file"]++
			piece.Media = append(piece.Media, Asset{From: name, To: path.Join(to, strings.TrimPrefix(name, from))})
		}
		return nil
	})
	if err != nil || len(piece.Media) == 0 {
		return err
	}
	piece.Kind = Files
	t.tally.Taken[Files] += len(piece.Media)
	return t.take(piece)
}

// refused counts a file that cannot be read: one such must not stop the rest.
func (t *tree) refused(kind string, err error) error {
	var refusal *SourceError
	if !errors.As(err, &refusal) {
		return err
	}
	t.tally.Found[kind]++
	t.tally.Skipped["cannot be read"]++
	t.tally.Refused = append(t.tally.Refused, refusal)
	return nil
}

func (t *tree) hugoFile(name string) error {
	doc, ok, err := t.open(path.Join(t.content, name))
	if err != nil {
		return t.refused("story", err)
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if m := otherLanguage.FindStringSubmatch(base); m != nil {
		if m[2] != t.options.language() {
			t.tally.Found["story"]++
			t.tally.Skipped["another language"]++
			return nil
		}
		base = m[1]
	}
	dir := path.Dir(name)
	switch {
	case base == "_index" && dir == ".":
		t.tally.Found["home page"]++
		t.tally.Skipped["home page"]++
		return nil
	case base == "_index" && (path.Dir(dir) == "authors" || path.Dir(dir) == "author"):
		t.tally.Found["author"]++
		name := cmp.Or(doc.matter.Text("name"), doc.matter.Text("title"), path.Base(dir))
		if !t.enrol(name, path.Base(dir)) {
			t.tally.Skipped["author of a known name"]++
			return nil
		}
		return t.author(name, doc.name, doc.body)
	case base == "_index":
		return t.section(doc, dir)
	case !ok:
		t.tally.Found["story"]++
		t.tally.Skipped["no front matter"]++
		return nil
	}
	t.tally.Found["story"]++
	piece := Piece{Kind: Story, Origin: doc.name, Path: path.Join(dir, base+".md")}
	if dir == "." {
		piece.Kind, piece.Path = Page, path.Join("pages", base+".md")
	} else if t.options.Section != "" {
		piece.Path = path.Join(t.options.Section, name[strings.IndexByte(name, '/')+1:])
	} else {
		t.title(firstParts(dir, "/", 1), t.sectionTitle(firstParts(dir, "/", 1)))
	}
	t.paths[strings.ToLower(piece.Path)] = true
	piece.Matter = t.matter(doc.matter, &piece)
	t.alias(&piece.Matter, t.hugoAddress(doc.matter, dir, base))
	return t.document(&piece, doc, hugoText)
}

// sectionTitle is what a folder is called that has no _index.md.
func (t *tree) sectionTitle(folder string) string {
	switch folder {
	case "post", "posts", "blog", "articles", "article", newsFolder:
		return site.Words{Ar: "أخبار", En: "News"}.In(t.options.language())
	}
	return folder
}

// section gives a folder's _index.md, with its own name.
func (t *tree) section(doc document, dir string) error {
	t.tally.Found["section"]++
	delete(t.titles, dir)
	title := cmp.Or(doc.matter.Text("title"), t.sectionTitle(dir))
	piece := Piece{Kind: Section, Origin: doc.name, Path: path.Join(dir, "_index.md"), Body: strings.TrimSpace(doc.body)}
	piece.Matter.Add("title", title)
	piece.Matter.Add("description", cmp.Or(doc.matter.Text("description"), doc.matter.Text("summary")))
	piece.Matter.Add("order", doc.matter.Text("weight"))
	t.options.Sections = withFolder(t.options.Sections, title, dir) // it needs no other
	return t.give(piece)
}

func withFolder(all map[string]string, title, folder string) map[string]string {
	out := map[string]string{title: folder}
	for t, f := range all {
		out[t] = f
	}
	if out[title] != folder {
		out[folder] = folder
	}
	return out
}

// foreign are the keys that speak to another system's layouts and machinery.
var foreign = map[string]bool{
	"layout": true, "outputs": true, "build": true, "_build": true, "cascade": true, "menu": true, "menus": true, "weight": true, "markup": true,
	"comments": true, "toc": true, "math": true, "sitemap": true, "classes": true, "sidebar": true, "share": true, "read_time": true, "author_profile": true,
	"header": true, "excerpt_separator": true, "render_with_liquid": true, "hidetoc": true, "showtoc": true, "permalink": true, "url": true, "params": true, "ref": true,
	"iscjklanguage": true, "editpost": true, "header-img": true, "theme": true, "nav_order": true, "parent": true, "search": true,
}

// matter maps the front matter of the other system; keys that mean the same
// are read here under their names there.
func (t *tree) matter(m manuscript.Matter, piece *Piece) (out manuscript.Matter) {
	var left []string
	for _, p := range m {
		key := strings.ToLower(p.Key)
		switch {
		case foreign[key], key == "type" && isGenericType(p.Value), key == "image" && p.Value == "":
			if !isPlain(key) {
				left = append(left, p.Key)
			}
			continue
		case p.Value == "true" && key != "title":
			p.Value = true
		case p.Value == "false" && key != "title":
			if p.Value = false; key != "published" {
				continue
			}
		case p.Value == nil, p.Value == "":
			continue
		}
		out = append(out, p)
	}
	if !out.Has("image") {
		header, _ := lookup(m, "header").(manuscript.Matter)
		if src := cmp.Or(header.Text("image"), header.Text("overlay_image"), header.Text("teaser"), m.Text("header-img")); src != "" {
			var image manuscript.Matter
			image.Add("src", src)
			image.Add("caption", plainText(header.Text("caption")))
			out.Add("image", image)
		}
	}
	if len(left) > 0 {
		piece.note(Dropped, 1, strings.Join(left, " "), site.Words{Ar: "مفاتيح تخص قوالب النظام الآخر", En: "keys for the other system's layouts"})
	}
	return out
}

// isPlain tells the keys that every story of a system has: nobody needs to hear
// of them.
func isPlain(key string) bool {
	return key == "layout" || key == "type" || key == "url" || key == "permalink" || key == "image" || key == "weight" || key == "comments" || key == "toc"
}

func isGenericType(value any) bool {
	s, _ := value.(string)
	return !slices.Contains(site.Types, site.Type(strings.ToLower(s)))
}

// alias adds an old address to those of the front matter.
func (t *tree) alias(m *manuscript.Matter, old string) {
	if old == "" || t.aliases[strings.ToLower(old)] {
		return
	}
	t.aliases[strings.ToLower(old)] = true
	for i, p := range *m {
		if key := strings.ToLower(p.Key); key == "aliases" || key == "redirect_from" {
			switch v := p.Value.(type) {
			case string:
				(*m)[i].Value = unique([]string{old, v})
			case []string:
				(*m)[i].Value = unique(append([]string{old}, v...))
			}
			return
		}
	}
	m.Add("aliases", []string{old})
}

// document writes a story's text and gives it.
func (t *tree) document(piece *Piece, doc document, text func(*tree, *Piece, document) string) error {
	body := text(t, piece, doc)
	if strings.HasPrefix(strings.ToLower(path.Ext(doc.name)), ".htm") {
		var err error
		if body, err = markdownOf(body, t.address(piece)); err != nil {
			return err
		}
	}
	piece.Body = strings.Trim(body, "\n")
	if title := piece.Matter.Text("title"); title == "" {
		piece.Matter.Add("title", cmp.Or(firstHeading(piece.Body), strings.TrimSuffix(path.Base(piece.Path), ".md")))
	}
	return t.give(*piece)
}

var heading = regexp.MustCompile(`(?m)^# +(.+?)\s*#*$`)

func firstHeading(body string) string {
	if m := heading.FindStringSubmatch(body); m != nil {
		return m[1]
	}
	return ""
}

// hugoAddress is where Hugo puts a document.
func (t *tree) hugoAddress(m manuscript.Matter, dir, base string) string {
	if own := m.Text("url"); own != "" {
		return path.Join("/", t.baseURL, own) + slashOf(own)
	}
	if base == "index" {
		dir, base = path.Dir(dir), path.Base(dir)
	}
	slug := cmp.Or(m.Text("slug"), base)
	section := firstParts(dir, "/", 1)
	if form := t.permalinks[section]; form != "" && dir != "." {
		return path.Join("/", t.baseURL, t.expand(form, m, slug, dir, base)) + slashOf(form)
	}
	return strings.ToLower(path.Join("/", t.baseURL, dir, strings.ReplaceAll(slug, " ", "-"))) + "/"
}

// slashOf keeps the slash at an address's end.
func slashOf(address string) string {
	if strings.HasSuffix(address, "/") {
		return "/"
	}
	return ""
}

var variable = regexp.MustCompile(`:[a-z_]+(?:\[[^\]]*\])?`)

// expand fills in the form of an address; both systems name the parts alike.
func (t *tree) expand(form string, m manuscript.Matter, slug, dir, base string) string {
	date := t.dateOf(m)
	title := cmp.Or(arabic.Slug(m.Text("title")), slug)
	return variable.ReplaceAllStringFunc(form, func(v string) string {
		switch strings.TrimPrefix(v, ":") {
		case "year":
			return date.Format("2006")
		case "short_year":
			return date.Format("06")
		case "month":
			return date.Format("01")
		case "i_month":
			return strconv.Itoa(int(date.Month()))
		case "monthname":
			return strings.ToLower(date.Format("January"))
		case "day":
			return date.Format("02")
		case "i_day":
			return strconv.Itoa(date.Day())
		case "y_day", "yearday":
			return date.Format("002")
		case "slug", "slugorfilename", "slugorcontentbasename":
			return slug
		case "filename", "contentbasename":
			return base
		case "title":
			return title
		case "section", "sections", "categories":
			return dir
		case "output_ext":
			return ".html"
		}
		return v
	})
}

// dateOf is the document's date, in the edition's zone; zero where none reads.
func (t *tree) dateOf(m manuscript.Matter) time.Time {
	text := m.Text("date")
	if at := feedTime(text); !at.IsZero() {
		return at
	}
	at, _, err := arabic.ParseDate(text, t.options.zone())
	if err != nil {
		return time.Time{}
	}
	return at
}

// jekyllName is the name of a post's file.
var jekyllName = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-(.+)$`)

// jekyll reads a folder of Jekyll's.
func (t *tree) jekyll() error {
	for _, visit := range []func(string) error{t.jekyllLearn, t.jekyllFile} {
		if err := t.jekyllWalk(visit); err != nil {
			return err
		}
	}
	return t.files(Piece{}, ".", "static")
}

// jekyllWalk visits the texts that Jekyll would.
func (t *tree) jekyllWalk(visit func(string) error) error {
	return fs.WalkDir(t.root, ".", func(name string, e fs.DirEntry, err error) error {
		switch base := e.Name(); {
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "vendor" ||
			strings.HasPrefix(base, "_") && base != "_posts" && base != "_drafts"):
			return fs.SkipDir
		case e.IsDir() || !e.Type().IsRegular() || !isText.MatchString(name) || strings.HasPrefix(base, "_"):
			return nil
		}
		return visit(name)
	})
}

// jekyllLearn remembers where a post stood: {% post_url %} names its file.
func (t *tree) jekyllLearn(name string) error {
	if !strings.Contains("/"+name, "/_posts/") {
		return nil
	}
	doc, ok, err := t.open(name)
	if err != nil || !ok {
		return nil //nolint:nilerr // the second visit tells
	}
	p := t.jekyllPost(&doc)
	t.addresses[p.id] = t.jekyllAddress(doc.matter, p)
	return nil
}

// jekyllPost reads what a post's file and folders say of it.
func (t *tree) jekyllPost(doc *document) post {
	base := strings.TrimSuffix(path.Base(doc.name), path.Ext(doc.name))
	p := post{kind: Story, id: base, slug: base}
	if m := jekyllName.FindStringSubmatch(base); m != nil {
		p.slug = m[2]
		if doc.matter.Text("date") == "" {
			doc.matter.Add("date", m[1])
		}
	}
	p.date = t.dateOf(doc.matter)
	var categories []string
	for f := range strings.SplitSeq(path.Dir(doc.name), "/") {
		if !strings.HasPrefix(f, "_") && f != "." {
			categories = append(categories, f)
		}
	}
	for _, c := range append(categories, listed(doc.matter, "category", "categories")...) {
		p.sections = append(p.sections, []term{{title: c}})
	}
	p.tags = listed(doc.matter, "tag", "tags")
	return p
}

func (t *tree) jekyllFile(name string) error {
	folders := strings.Split(path.Dir(name), "/")
	isPost, isDraft := slices.Contains(folders, "_posts"), slices.Contains(folders, "_drafts")
	doc, ok, err := t.open(name)
	if err != nil {
		return t.refused("post", err)
	}
	if !ok { // no document of Jekyll's: a readme, a file of a theme
		if isPost || isDraft {
			t.tally.Found["post"]++
			t.tally.Skipped["no front matter"]++
		}
		return nil
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if !isPost && !isDraft {
		return t.jekyllPage(doc, base)
	}
	t.tally.Found["post"]++
	p := t.jekyllPost(&doc)
	piece := Piece{Kind: Story, Origin: name}
	old := t.jekyllAddress(doc.matter, p)
	p.sections = slices.DeleteFunc(p.sections, func(line []term) bool { return isUncategorized("", line[0].title) })
	piece.Path = t.path(p, t.folder(&p, &piece))
	kept := slices.DeleteFunc(slices.Clone(doc.matter), func(q manuscript.Pair) bool {
		k := strings.ToLower(q.Key)
		return k == "category" || k == "categories" || k == "tags" || k == "tag"
	})
	piece.Matter = t.matter(kept, &piece)
	if isDraft && !piece.Matter.Has("draft") {
		piece.Matter.Add("draft", true)
	}
	piece.Matter.Add("tags", t.tags(p))
	t.alias(&piece.Matter, old)
	return t.document(&piece, doc, jekyllText)
}

// listed reads a list, or words with spaces between them, as Jekyll does.
func listed(m manuscript.Matter, single, many string) (out []string) {
	if s := m.Text(single); s != "" {
		out = append(out, s)
	}
	switch v := lookup(m, many).(type) {
	case string:
		out = append(out, strings.Fields(v)...)
	case []string:
		out = append(out, v...)
	}
	return unique(out)
}

// jekyllPage takes a page that has a title and is no list of the theme's.
func (t *tree) jekyllPage(doc document, base string) error {
	t.tally.Found["page"]++
	if base == "index" || base == "404" || doc.matter.Text("title") == "" {
		t.tally.Skipped["page of the theme"]++
		return nil
	}
	piece := Piece{Kind: Page, Origin: doc.name, Path: t.unique(path.Join("pages", cmp.Or(arabic.Slug(base), "page")), "")}
	piece.Matter = t.matter(doc.matter, &piece)
	old := cmp.Or(doc.matter.Text("permalink"), "/"+strings.TrimSuffix(doc.name, path.Ext(doc.name))+".html")
	t.alias(&piece.Matter, path.Join("/", t.baseURL, old)+slashOf(old))
	return t.document(&piece, doc, jekyllText)
}

// styles are the names that Jekyll gives forms of addresses.
var styles = map[string]string{
	"": "/:categories/:year/:month/:day/:title:output_ext", "date": "/:categories/:year/:month/:day/:title:output_ext",
	"pretty": "/:categories/:year/:month/:day/:title/", "none": "/:categories/:title:output_ext", "ordinal": "/:categories/:year/:y_day/:title:output_ext",
}

// jekyllAddress is where Jekyll puts a post.
func (t *tree) jekyllAddress(m manuscript.Matter, p post) string {
	form := cmp.Or(m.Text("permalink"), t.permalinks[""])
	if named, ok := styles[form]; ok {
		form = named
	}
	if p.date.IsZero() && strings.Contains(form, ":year") {
		return ""
	}
	folder := ""
	for _, line := range p.sections {
		folder = path.Join(folder, strings.ToLower(strings.ReplaceAll(line[0].title, " ", "-")))
	}
	slug := cmp.Or(m.Text("slug"), p.slug)
	return path.Join("/", t.baseURL, t.expand(strings.ReplaceAll(form, ":title", ":slug"), m, slug, folder, slug)) + slashOf(form)
}
