// Package trees takes in the folders of other site generators: Hugo and Zola, Jekyll
// and Hexo, and plain folders of Markdown. Files keep their places if those mean the
// same here, so that links between files still lead. Front matter keeps its keys;
// those that have no meaning here stay under params. Hugo's shortcodes and Jekyll's
// Liquid become Markdown if their meaning is known, and stay as they are if not.
//
// What the other system did not publish (a draft, build: never, a headless bundle, a
// cascade, defaults, a collection without output) is a draft here. Every file of the
// folder is taken, or counted as left with its reason. A file that cannot be read is
// refused, and does not stop the others.
package trees

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// Reader reads the folders of these systems.
var Reader = intake.Reader{Form: "tree", KnowsTree: func(root fs.FS) bool { return TreeKind(root) != "" }, Tree: Tree, TreeSays: says, OwnFiles: true}

// Tree takes in a folder. An error is a *SourceError, or that of reading or of take.
func Tree(root fs.FS, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	t := &tree{Import: intake.NewImport(o, take), root: root, kind: TreeKind(root), content: "content", addresses: map[string]string{}, heads: map[string]string{}, done: map[string]bool{}, byName: map[string]string{}}
	read := (&hugoTree{tree: t, below: map[string]int{}}).read
	switch t.kind {
	case "jekyll", "hexo":
		read = (&jekyllTree{t}).read
	case "hugo":
	case "content":
		t.content = "."
	default:
		return nil, intake.Refuse(0, "ليس مجلد Hugo ولا Jekyll: لا content فيه ولا _posts ولا نصوص Markdown", "no folder of Hugo or Jekyll: it has neither content, nor _posts, nor Markdown")
	}
	t.configure()
	if isVault(t) {
		t.vault = &vault{tree: t}
	}
	if err := read(); err != nil {
		return t.Tally, err
	}
	if err := t.rest(); err != nil {
		return t.Tally, err
	}
	return t.Tally, t.WriteSections()
}

// TreeKind tells whose folder it is: "hugo" (and Zola's), "jekyll", "hexo", "content"
// for a folder of manuscripts alone, as Hugo's content is, or "".
func TreeKind(root fs.FS) string {
	has := func(name string) bool { _, err := fs.Stat(root, name); return err == nil }
	switch {
	case has("source/_posts"):
		return "hexo"
	case has("_posts"), has("_config.yml"), has("_config.yaml"), has("_drafts"):
		return "jekyll"
	case has("content"), has("hugo.toml"), has("hugo.yaml"), has("config/_default"):
		return "hugo"
	}
	for _, pattern := range []string{"*.md", "*/*.md", "*/*/*.md", "*.mdx", "*/*.mdx"} {
		if names, _ := fs.Glob(root, pattern); len(names) > 0 {
			return "content"
		}
	}
	if names, _ := fs.Glob(root, "*/_posts/*.md"); len(names) > 0 {
		return "jekyll"
	}
	return ""
}

// tree is a folder while it is read.
type tree struct {
	*intake.Import
	root       fs.FS
	kind       string
	content    string   // the folder of the manuscripts
	languages  []string // of the settings, in small letters
	unmarked   string   // the language of texts that bear no mark of one; "" if they are the edition's
	ugly       bool     // Hugo's addresses end in .html
	config     manuscript.Matter
	permalinks map[string]string // by section; Jekyll's own under ""
	baseURL    string
	zola       bool   // it is Zola's folder, not Hugo's
	langDir    string // below which Hugo keeps the pages of the edition's language

	collections        map[string]collection // Jekyll's
	excluded, included []string              // Jekyll's files that are no part of the site, or are although their names say no
	scopes             []scope               // the nearest first

	addresses map[string]string // where Jekyll's posts stood, by the names of their files
	heads     map[string]string // and their titles
	byName    map[string]string // Hugo's files by their names: a ref names them
	vault     *vault            // reads links as Obsidian's texts have them, [[name]]; nil if they have none
	done      map[string]bool   // files that are taken or counted
}

// document is a file of the tree with its front matter.
type document struct {
	name   string // in the tree
	matter manuscript.Matter
	body   string
	line   int               // of the file, on which the body begins
	bare   bool              // it has no front matter
	twice  manuscript.Matter // of keys that stand twice, all but the last, which Jekyll takes
}

// open reads a file. One without front matter is no document: false. One that
// cannot be read is a *SourceError. Blank lines may stand before the front matter.
func (t *tree) open(name string) (document, bool, error) {
	t.done[name] = true
	data, err := intake.ReadFile(t.root, name)
	if err != nil {
		if _, ok := err.(*intake.SourceError); !ok { //nolint:errorlint // ReadFile's own
			err = intake.RefuseFile(name, "لا يُقرأ: %v", "it cannot be read: %v", err)
		}
		return document{}, false, err
	}
	blank, above := "", 0
	switch t.kind {
	case "hexo":
		data, above = hexoMatter(name, data, t.Options.Options)
	case "hugo", "content":
		data, above = headOfLines(data)
	}
	if m := blankLines.FindSubmatch(data); m != nil {
		blank, data = string(m[1]), data[len(m[1]):]
	}
	if m := openEnd.FindSubmatchIndex(data); m != nil && !closedEnd.Match(data[m[2]:]) {
		data = slices.Concat(data[:m[3]], []byte("\n"), bytes.TrimLeft(data[m[3]:], " \t"))
	}
	matter, start, problems := manuscript.Open(name, data, t.Options.Options)
	for _, p := range problems {
		if p.Level == site.LevelError && p.Rule != "front-matter/twice" {
			return document{}, false, &intake.SourceError{File: name, Line: max(1, p.Line+strings.Count(blank, "\n")-above), Message: p.Message}
		}
	}
	if start <= 0 && len(matter) == 0 {
		return document{name: name, body: string(data), line: 1, bare: true}, false, nil
	}
	matter, twice := lastOfEach(matter)
	return document{
		name: name, matter: matter, body: string(data[start:]), line: max(1, 1+strings.Count(blank+string(data[:start]), "\n")-above), twice: twice,
	}, true, nil
}

// lastOfEach parts a key from the same one that follows.
func lastOfEach(m manuscript.Matter) (out, twice manuscript.Matter) {
	for i, p := range m {
		if slices.ContainsFunc(m[i+1:], func(q manuscript.Pair) bool { return q.Key == p.Key }) {
			twice = append(twice, p)
			continue
		}
		if inner, ok := p.Value.(manuscript.Matter); ok {
			var more manuscript.Matter
			p.Value, more = lastOfEach(inner)
			twice = append(twice, more...)
		}
		out = append(out, p)
	}
	return out, twice
}

// openEnd is the end of front matter with words behind it on the line, which
// gray-matter and Hexo read as the body's first. It counts where no plain end follows.
var (
	openEnd   = regexp.MustCompile(`(?s)^\x{feff}?---\r?\n.*?\n(---)[ \t]+[^\s-]`)
	closedEnd = regexp.MustCompile(`(?m)^---[ \t]*\r?$`)
)

// blankLines stand before front matter.
var blankLines = regexp.MustCompile(`^(\x{feff}?\s*\n)(?:---|\+\+\+)`)

// document writes a story's text and gives it. An old address that is a manuscript's
// own is no alias.
func (t *tree) document(piece *intake.Piece, doc document, text func(*intake.Piece, document) string) error {
	if len(doc.twice) > 0 {
		if t.hiddenBy(doc.twice) != "" {
			piece.Matter.Set("draft", true)
		}
		piece.Tell(intake.Guessed, 1, doc.twice[0].Key, site.Words{Ar: "مفاتيح مكررة؛ أُخذ الأخير", En: "keys that stand twice; the last is taken"})
	}
	for i, q := range piece.Matter {
		if image, ok := q.Value.(manuscript.Matter); ok && q.Key == "image" && markup.IsAddress(image.Text("src")) {
			image = slices.Clone(image)
			image.Set("src", t.ownFile(image.Text("src"), piece))
			piece.Matter[i].Value = image
		}
	}
	body := text(piece, doc)
	switch ext := strings.ToLower(path.Ext(doc.name)); {
	case strings.HasPrefix(ext, ".htm"):
		body = t.Markdown(body, doc.line, piece)
	case ext == ".mdx":
		body = markup.OutsideCode(body, func(text string) string { return mdxLine.ReplaceAllString(text, "") })
	}
	piece.Body = strings.Trim(t.ownFiles(body, piece), "\n")
	if title := piece.Matter.Text("title"); arabic.IsBlank(title) && !piece.Matter.Has("localeTitle") && !piece.Matter.Has("headline") {
		title := titleOf(doc.name)
		if m := heading.FindStringSubmatch(piece.Body); m != nil {
			title = m[1]
		}
		piece.Matter.Set("title", title)
	}
	return t.Give(*piece)
}

var webFile = regexp.MustCompile(`(?m)(\]\(<?|(?:src|href|poster)=["']?|^\[[^\]\n]+\]:\s*<?)(https?://[^\s)"'<>]+)`)

// ownFiles leads pictures and documents of the old address to the files that came
// along; those that did not are told.
func (t *tree) ownFiles(body string, piece *intake.Piece) string {
	return markup.OutsideCode(body, func(text string) string {
		return webFile.ReplaceAllStringFunc(text, func(link string) string {
			m := webFile.FindStringSubmatch(link)
			return m[1] + t.ownFile(m[2], piece)
		})
	})
}

// ownFile is where a file of the old address lies from now on.
func (t *tree) ownFile(address string, piece *intake.Piece) string {
	at := strings.TrimPrefix(intake.PathOf(address), t.baseURL)
	if !intake.IsFile.MatchString(at) || !t.IsOwn(address) {
		return address
	}
	if name := strings.TrimPrefix(at, "/"); fs.ValidPath(name) {
		for _, folder := range []string{"static", "source", "."} {
			if info, err := fs.Stat(t.root, path.Join(folder, name)); err == nil && info.Mode().IsRegular() {
				return strings.ReplaceAll(at, " ", "%20")
			}
		}
	}
	t.TellHotLink(piece, address)
	return address
}

// titleOf is what a file's name says: of an index, that of its folder.
func titleOf(name string) string {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if base == "index" && path.Dir(name) != "." {
		base = path.Base(path.Dir(name))
	}
	if m := jekyllName.FindStringSubmatch(base); m != nil {
		base = strings.ReplaceAll(m[2], "-", " ")
	}
	return base
}

// mdxLine is a line of a program at the head of a text in MDX.
var mdxLine = regexp.MustCompile(`(?m)^(?:import\s.+\sfrom\s+['"].*|import\s+['"].*|export\s+(?:const|let|var|default|function)\s.*)\n?`)

var heading = regexp.MustCompile(`(?m)^# +(.+?)\s*#*$`)

// before is what stands before the first of a sign; all of a text without it.
func before(s, sign string) string {
	head, _, _ := strings.Cut(s, sign)
	return head
}

// slashOf keeps the slash at an address's end.
func slashOf(address string) string {
	if strings.HasSuffix(address, "/") && address != "/" {
		return "/"
	}
	return ""
}

// rooted is an address from the root on that is written below a folder, or from the
// root on already.
func rooted(dir, address string) string { return path.Join("/", dir, address) + slashOf(address) }

var variable = regexp.MustCompile(`:[a-z_]+(?:\[[^\]]*\])?`)

// parts are what the form of an address names.
type parts struct{ own, slug, dir, base, title, collection, path string }

// dateForms are the names of a date's parts in the forms of addresses, as Go lays them out.
var dateForms = map[string]string{
	"year": "2006", "short_year": "06", "month": "01", "i_month": "1", "monthname": "January", "long_month": "January", "short_month": "Jan",
	"day": "02", "i_day": "2", "y_day": "002", "yearday": "002", "hour": "15", "minute": "04", "second": "05",
}

// expand fills in the form of an address; both systems name the parts alike.
func (t *tree) expand(form string, m manuscript.Matter, p parts) string {
	date := t.dateOf(m).In(t.Options.Location())
	return variable.ReplaceAllStringFunc(form, func(v string) string {
		name := strings.TrimPrefix(before(v, "["), ":")
		if layout := dateForms[name]; layout == "January" {
			return strings.ToLower(date.Format(layout))
		} else if layout != "" {
			return date.Format(layout)
		}
		switch name {
		case "slug": // Hugo's is the title where there is none
			return cmp.Or(p.own, p.slug)
		case "slugorfilename", "slugorcontentbasename", "name", "post_title":
			return p.slug
		case "filename", "contentbasename":
			return p.base
		case "title":
			return p.title
		case "section":
			return before(p.dir, "/")
		case "sections", "categories", "category", "slugified_categories":
			return section(p.dir, v)
		case "collection":
			return p.collection
		case "path":
			return p.path
		case "output_ext":
			return ".html"
		}
		return v
	})
}

// section is a folder, or those of its parts that brackets name: :sections[1:],
// :sections[last].
func section(dir, v string) string {
	_, slice, ok := strings.Cut(strings.TrimSuffix(v, "]"), "[")
	if !ok {
		return dir
	}
	all := strings.Split(dir, "/")
	at := func(s string) int {
		if s == "last" {
			return len(all) - 1
		}
		return min(max(numberOf(s), 0), len(all))
	}
	from, to, ranged := strings.Cut(slice, ":")
	begin := at(from)
	end := min(begin+1, len(all))
	if ranged && to == "" {
		end = len(all)
	} else if ranged {
		end = at(to)
	}
	return strings.Join(all[min(begin, end):end], "/")
}

// dateOf is the document's date, in the edition's zone; zero where none reads.
func (t *tree) dateOf(m manuscript.Matter) time.Time {
	for _, key := range []string{"date", "publishDate", "pubDate"} {
		text := m.Text(key)
		if at := intake.ParseTime(text); !at.IsZero() {
			if len(text) < len("2006-01-02T15:04:05Z") && !strings.HasSuffix(text, "Z") { // it names no zone: it is the edition's
				at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, t.Options.Location())
			}
			return at
		}
		if at, _, err := arabic.ParseDate(text, t.Options.Location()); text != "" && err == nil {
			return at
		}
	}
	return time.Time{}
}

// urlize writes a word of an address as Hugo's helpers.Sanitize does: in small letters,
// with a hyphen for spaces, without signs. Hyphens that are written stay.
func urlize(s string) string {
	var out strings.Builder
	space, last := false, ' '
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(`./\_#+~@-`, r):
			if space && r != '-' {
				out.WriteByte('-')
			}
			space, last = false, r
			out.WriteRune(r)
		case unicode.IsSpace(r) && out.Len() > 0 && last != '-':
			space = true
		}
	}
	return out.String()
}
