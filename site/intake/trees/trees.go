// Package trees takes in the folders of other site generators: Hugo's and Jekyll's.
// Files keep their places if those mean the same here, so that links between
// files still lead. Front matter keeps its keys, but for those that speak to the
// other system's layouts; Hugo's shortcodes and Jekyll's Liquid become Markdown if
// their meaning is known, and stay as they are if it is not.
//
// A file that cannot be read is refused, and does not stop the others.
package trees

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
	"warraq/site/intake"
	"warraq/site/manuscript"
)

// Reader reads the folders of both systems.
var Reader = intake.Reader{Form: "tree", KnowsTree: func(root fs.FS) bool { return TreeKind(root) != "" }, Tree: Tree, OwnFiles: true}

// Tree takes in a folder of Hugo's or Jekyll's. Files keep their places where
// these mean the same here, so that links between files still lead; what is
// theirs alone (layouts, styles, data) is left. An error is a *SourceError, or
// that of reading or of take.
func Tree(root fs.FS, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	t := &tree{Import: intake.NewImport(o, take), root: root, content: "content", addresses: map[string]string{}}
	walk := t.hugo
	switch TreeKind(root) {
	case "jekyll":
		walk = t.jekyll
	case "hugo":
	case "content":
		t.content = "."
	default:
		return nil, intake.Refuse(0, "ليس مجلد Hugo ولا Jekyll: لا content فيه ولا _posts ولا نصوص Markdown", "no folder of Hugo or Jekyll: it has neither content, nor _posts, nor Markdown")
	}
	t.configure()
	if err := walk(); err != nil {
		return t.Tally, err
	}
	return t.Tally, t.WriteSections()
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
	*intake.Import
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
		data, err := intake.ReadFile(t.root, name)
		if err != nil {
			continue
		}
		fence := map[string]string{".toml": "+++\n", ".json": ""}
		mark, ok := fence[path.Ext(name)]
		if !ok {
			mark = "---\n"
		}
		t.config, _, _ = manuscript.Open(name, []byte(mark+string(data)+"\n"+mark), t.Options.Options)
		break
	}
	t.baseURL = strings.TrimSuffix(intake.PathOf(t.config.Text("baseURL")), "/")
	if base := t.config.Text("baseurl"); strings.HasPrefix(base, "/") {
		t.baseURL = strings.TrimSuffix(base, "/")
	}
	t.AddHost(t.config.Text("baseURL"))
	t.AddHost(t.config.Text("url"))
	links, _ := lookup(t.config, "permalinks").(manuscript.Matter)
	pages, _ := lookup(links, "page").(manuscript.Matter)
	for _, p := range slices.Concat(links, pages) {
		if form, ok := p.Value.(string); ok {
			t.permalinks[p.Key] = form
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
	data, err := intake.ReadFile(t.root, name)
	if err != nil {
		return document{}, false, err
	}
	matter, start, problems := manuscript.Open(name, data, t.Options.Options)
	for _, p := range problems {
		if p.Level == site.LevelError {
			return document{}, false, &intake.SourceError{File: name, Line: p.Line, Message: p.Message}
		}
	}
	if start <= 0 && len(matter) == 0 {
		return document{name: name, body: string(data), line: 1}, false, nil
	}
	return document{name: name, matter: matter, body: string(data[start:]), line: 1 + strings.Count(string(data[:start]), "\n")}, true, nil
}

var isText = regexp.MustCompile(`(?i)\.(?:md|markdown|mdown|html?)$`)

// files gives what lies beside stories, and what of a folder a page shows.
func (t *tree) files(piece intake.Piece, from, to string) error {
	err := fs.WalkDir(t.root, from, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && name == from:
			return fs.SkipAll // there is none
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") || e.Name() == "node_modules" || e.Name() == "vendor"):
			return fs.SkipDir
		case e.Type().IsRegular() && intake.IsFile.MatchString(name):
			t.Tally.Found["file"]++
			piece.Media = append(piece.Media, intake.Asset{From: name, To: path.Join(to, strings.TrimPrefix(name, from))})
		}
		return nil
	})
	if err != nil || len(piece.Media) == 0 {
		return err
	}
	piece.Kind = intake.Files
	return t.Give(piece)
}

// refused counts a file that cannot be read: one such must not stop the rest.
func (t *tree) refused(kind string, err error) error {
	var refusal *intake.SourceError
	if !errors.As(err, &refusal) {
		return err
	}
	t.Skip(kind, "cannot be read", refusal.File)
	t.Tally.Refused = append(t.Tally.Refused, refusal)
	return nil
}

// foreign are the keys for another system's layouts and settings. The editor is not
// told of those that are false: every story there has them.
var foreign = map[string]bool{
	"layout": false, "outputs": true, "build": true, "_build": true, "cascade": true, "menu": true, "menus": true, "weight": false, "markup": true,
	"comments": false, "toc": false, "math": true, "sitemap": true, "classes": true, "sidebar": true, "share": true, "read_time": true, "author_profile": true,
	"header": true, "excerpt_separator": true, "render_with_liquid": true, "hidetoc": true, "showtoc": true, "permalink": false, "url": false, "params": true, "ref": true,
	"iscjklanguage": true, "editpost": true, "header-img": true, "theme": true, "nav_order": true, "parent": true, "search": true,
}

// matter maps the front matter of the other system; keys that mean the same
// are read here under their names there.
func (t *tree) matter(m manuscript.Matter, piece *intake.Piece) (out manuscript.Matter) {
	var left []string
	for _, p := range m {
		key := strings.ToLower(p.Key)
		told, isForeign := foreign[key]
		switch {
		case isForeign, key == "type" && isGenericType(p.Value), key == "image" && p.Value == "":
			if told {
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
			image.Add("caption", intake.PlainText(header.Text("caption")))
			out.Add("image", image)
		}
	}
	if len(left) > 0 {
		piece.Tell(intake.Dropped, 1, strings.Join(left, " "), site.Words{Ar: "مفاتيح تخص قوالب النظام الآخر", En: "keys for the other system's layouts"})
	}
	return out
}

func isGenericType(value any) bool {
	s, _ := value.(string)
	return !slices.Contains(site.Types, site.Type(strings.ToLower(s)))
}

// alias adds an old address to those of the front matter.
func (t *tree) alias(m *manuscript.Matter, old string) {
	if !t.NewAlias(old) {
		return
	}
	for i, p := range *m {
		if key := strings.ToLower(p.Key); key == "aliases" || key == "redirect_from" {
			switch v := p.Value.(type) {
			case string:
				(*m)[i].Value = intake.Unique([]string{old, v})
			case []string:
				(*m)[i].Value = intake.Unique(append([]string{old}, v...))
			}
			return
		}
	}
	m.Add("aliases", []string{old})
}

// document writes a story's text and gives it.
func (t *tree) document(piece *intake.Piece, doc document, text func(*tree, *intake.Piece, document) string) error {
	body := text(t, piece, doc)
	if strings.HasPrefix(strings.ToLower(path.Ext(doc.name)), ".htm") {
		var err error
		if body, err = intake.ToMarkdown(body, t.Addresses(piece)); err != nil {
			return err
		}
	}
	piece.Body = strings.Trim(body, "\n")
	if title := piece.Matter.Text("title"); title == "" {
		piece.Matter.Add("title", cmp.Or(firstHeading(piece.Body), strings.TrimSuffix(path.Base(piece.Path), ".md")))
	}
	return t.Give(*piece)
}

var heading = regexp.MustCompile(`(?m)^# +(.+?)\s*#*$`)

func firstHeading(body string) string {
	if m := heading.FindStringSubmatch(body); m != nil {
		return m[1]
	}
	return ""
}

// before is what stands before the first of a sign; all of a text without it.
func before(s, sign string) string {
	head, _, _ := strings.Cut(s, sign)
	return head
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
	if at := intake.ParseTime(text); !at.IsZero() {
		return at
	}
	at, _, err := arabic.ParseDate(text, t.Options.Location())
	if err != nil {
		return time.Time{}
	}
	return at
}
