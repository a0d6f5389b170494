package trees

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/manuscript"
)

// jekyllName is the name of a post's file.
var jekyllName = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-(.+)$`)

// jekyll reads a folder of Jekyll's.
func (t *tree) jekyll() error {
	for _, visit := range []func(string) error{t.jekyllLearn, t.jekyllFile} {
		if err := t.jekyllWalk(visit); err != nil {
			return err
		}
	}
	return t.files(intake.Piece{}, ".", "static")
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
	t.addresses[p.ID] = t.jekyllAddress(doc.matter, p)
	return nil
}

// jekyllPost reads what a post's file and folders say of it.
func (t *tree) jekyllPost(doc *document) intake.Post {
	base := strings.TrimSuffix(path.Base(doc.name), path.Ext(doc.name))
	p := intake.Post{Kind: intake.Story, ID: base, Slug: base}
	if m := jekyllName.FindStringSubmatch(base); m != nil {
		p.Slug = m[2]
		if doc.matter.Text("date") == "" {
			doc.matter.Add("date", m[1])
		}
	}
	p.Date = t.dateOf(doc.matter)
	var categories []string
	for f := range strings.SplitSeq(path.Dir(doc.name), "/") {
		if !strings.HasPrefix(f, "_") && f != "." {
			categories = append(categories, f)
		}
	}
	for _, c := range append(categories, listed(doc.matter, "category", "categories")...) {
		p.Sections = append(p.Sections, []intake.Term{{Title: c}})
	}
	p.Tags = listed(doc.matter, "tag", "tags")
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
			t.Skip("post", "no front matter", name)
		}
		return nil
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if !isPost && !isDraft {
		return t.jekyllPage(doc, base)
	}
	t.Tally.Found["post"]++
	p := t.jekyllPost(&doc)
	piece := intake.Piece{Kind: intake.Story, Origin: name}
	old := t.jekyllAddress(doc.matter, p)
	p.Sections = slices.DeleteFunc(p.Sections, func(line []intake.Term) bool { return intake.IsUncategorized("", line[0].Title) })
	piece.Path = t.PathOf(p, t.FolderOf(&p, &piece))
	kept := slices.DeleteFunc(slices.Clone(doc.matter), func(q manuscript.Pair) bool {
		k := strings.ToLower(q.Key)
		return k == "category" || k == "categories" || k == "tags" || k == "tag"
	})
	piece.Matter = t.matter(kept, &piece)
	if isDraft && !piece.Matter.Has("draft") {
		piece.Matter.Add("draft", true)
	}
	piece.Matter.Add("tags", t.TagsOf(p))
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
	return intake.Unique(out)
}

// jekyllPage takes a page that has a title and is no list of the theme's.
func (t *tree) jekyllPage(doc document, base string) error {
	t.Tally.Found["page"]++
	if base == "index" || base == "404" || doc.matter.Text("title") == "" {
		t.Leave("page of the theme", doc.name)
		return nil
	}
	piece := intake.Piece{Kind: intake.Page, Origin: doc.name, Path: t.FreePath(path.Join("pages", cmp.Or(arabic.Slug(base), "page")), "")}
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
func (t *tree) jekyllAddress(m manuscript.Matter, p intake.Post) string {
	form := cmp.Or(m.Text("permalink"), t.permalinks[""])
	if named, ok := styles[form]; ok {
		form = named
	}
	if p.Date.IsZero() && strings.Contains(form, ":year") {
		return ""
	}
	folder := ""
	for _, line := range p.Sections {
		folder = path.Join(folder, strings.ToLower(strings.ReplaceAll(line[0].Title, " ", "-")))
	}
	slug := cmp.Or(m.Text("slug"), p.Slug)
	return path.Join("/", t.baseURL, t.expand(strings.ReplaceAll(form, ":title", ":slug"), m, slug, folder, slug)) + slashOf(form)
}
