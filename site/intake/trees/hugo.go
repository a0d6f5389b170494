package trees

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/manuscript"
)

// otherLanguage is the mark of a translation in Hugo's file names.
var otherLanguage = regexp.MustCompile(`^(.+)\.([a-z]{2}(?:-[a-zA-Z]{2,4})?)$`)

// hugo reads a folder of Hugo's.
func (t *tree) hugo() error {
	content, err := fs.Sub(t.root, t.content)
	if err != nil {
		return err
	}
	var files intake.Piece
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
			if intake.IsFile.MatchString(name) {
				t.Tally.Found["file"]++
				files.Media = append(files.Media, intake.Asset{From: path.Join(t.content, name), To: "content/" + name})
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

func (t *tree) hugoFile(name string) error {
	doc, ok, err := t.open(path.Join(t.content, name))
	if err != nil {
		return t.refused("story", err)
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if m := otherLanguage.FindStringSubmatch(base); m != nil {
		if m[2] != t.Options.Language() {
			t.Skip("story", "another language", path.Join(t.content, name))
			return nil
		}
		base = m[1]
	}
	dir := path.Dir(name)
	switch {
	case base == "_index" && dir == ".":
		t.Skip("home page", "home page", path.Join(t.content, name))
		return nil
	case base == "_index" && (path.Dir(dir) == "authors" || path.Dir(dir) == "author"):
		t.Tally.Found["author"]++
		name := cmp.Or(doc.matter.Text("name"), doc.matter.Text("title"), path.Base(dir))
		if !t.Enrol(name, path.Base(dir)) {
			t.Leave("author of a known name", name)
			return nil
		}
		return t.WriteAuthor(name, doc.name, doc.body)
	case base == "_index":
		return t.section(doc, dir)
	case !ok:
		t.Skip("story", "no front matter", path.Join(t.content, name))
		return nil
	}
	t.Tally.Found["story"]++
	piece := intake.Piece{Kind: intake.Story, Origin: doc.name, Path: path.Join(dir, base+".md")}
	if dir == "." {
		piece.Kind, piece.Path = intake.Page, path.Join("pages", base+".md")
	} else if t.Options.Section != "" {
		piece.Path = path.Join(t.Options.Section, name[strings.IndexByte(name, '/')+1:])
	} else {
		t.NameFolder(before(dir, "/"), t.sectionTitle(before(dir, "/")))
	}
	t.Claim(piece.Path)
	piece.Matter = t.matter(doc.matter, &piece)
	t.alias(&piece.Matter, t.hugoAddress(doc.matter, dir, base))
	return t.document(&piece, doc, hugoText)
}

// sectionTitle is what a folder is called that has no _index.md.
func (t *tree) sectionTitle(folder string) string {
	switch folder {
	case "post", "posts", "blog", "articles", "article", intake.NewsFolder:
		return site.Words{Ar: "أخبار", En: "News"}.In(t.Options.Language())
	}
	return folder
}

// section gives a folder's _index.md, with its own name.
func (t *tree) section(doc document, dir string) error {
	t.Tally.Found["section"]++
	t.Titled(dir)
	title := cmp.Or(doc.matter.Text("title"), t.sectionTitle(dir))
	piece := intake.Piece{Kind: intake.Section, Origin: doc.name, Path: path.Join(dir, "_index.md"), Body: strings.TrimSpace(doc.body)}
	piece.Matter.Add("title", title)
	piece.Matter.Add("description", cmp.Or(doc.matter.Text("description"), doc.matter.Text("summary")))
	piece.Matter.Add("order", doc.matter.Text("weight"))
	return t.Give(piece)
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
	section := before(dir, "/")
	if form := t.permalinks[section]; form != "" && dir != "." {
		return path.Join("/", t.baseURL, t.expand(form, m, slug, dir, base)) + slashOf(form)
	}
	return strings.ToLower(path.Join("/", t.baseURL, dir, strings.ReplaceAll(slug, " ", "-"))) + "/"
}
