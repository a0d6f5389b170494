package exports

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"warraq/site/intake"
	"warraq/site/intake/markup"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Medium takes in the posts of a Medium archive, unpacked: the files of its
// posts folder. Medium keeps replies to others as posts, and marks them in no
// way: they come in too.
func Medium(tree fs.FS, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	x := intake.NewImport(o, take)
	for _, name := range mediumFiles(tree) {
		data, err := intake.ReadFile(tree, name)
		text, old := "", false
		if err == nil {
			text, old, err = intake.DecodeText(string(data))
		}
		var doc *html.Node
		if err == nil {
			doc, err = html.Parse(strings.NewReader(text))
		}
		if err != nil {
			x.Tally.Pass("post", name, err)
			continue
		}
		x.Tally.Found["post"]++
		p := mediumPost(doc, name)
		if old {
			p.Tell(intake.Guessed, "", intake.OldArabic.Ar, intake.OldArabic.En)
		}
		unbracketed(&p, o.Map)
		if err := x.WriteStory(p); err != nil {
			return x.Tally, err
		}
	}
	return x.Tally, x.WriteSections()
}

// mediumFiles are the posts of an archive, or of its posts folder alone.
func mediumFiles(tree fs.FS) []string {
	for _, pattern := range []string{"posts/*.html", "*.html"} {
		if names, err := fs.Glob(tree, pattern); err == nil && len(names) > 0 {
			return names
		}
	}
	return nil
}

func isMedium(tree fs.FS) bool {
	for _, name := range mediumFiles(tree) {
		if data, err := intake.ReadFile(tree, name); err == nil { // a pipe, or a file that is locked, says nothing
			return bytes.Contains(data, []byte("h-entry"))
		}
	}
	return false
}

func mediumPost(doc *html.Node, name string) intake.Post {
	title, subtitle := markup.TextOf(byClass(doc, "p-name")), markup.TextOf(byClass(doc, "p-summary"))
	published := byClass(doc, "dt-published")
	link := markup.Attribute(byClass(doc, "p-canonical"), "href")
	p := intake.Post{
		Kind: intake.Story, Origin: name, Title: cmp.Or(title, markup.TextOf(markup.First(doc, atom.Title))), Standfirst: subtitle, Link: link,
		Date: intake.ParseTime(markup.Attribute(published, "datetime")), Draft: published == nil || strings.HasPrefix(path.Base(name), "draft_"),
	}
	_, p.ID = cutLast(strings.TrimSuffix(path.Base(name), ".html"), "_")
	if link != "" {
		p.Slug, p.ID = cutLast(slugOf(link), "-") // the number that Medium adds
	}
	p.Link = intake.PathOf(link)
	if by := byClass(doc, "p-author"); by != nil {
		p.Authors = []string{markup.TextOf(by)}
	}
	for _, a := range markup.All(doc, atom.A) {
		if markup.Attribute(a, "class") == "p-tag" {
			p.Tags = append(p.Tags, markup.TextOf(a))
		}
	}
	body := byClass(doc, "e-content")
	if body == nil {
		p.Tell(intake.Guessed, "", "لا متن في الملف بالشكل المعروف", "the file has no body of the known form")
		return p
	}
	for _, n := range []*html.Node{byClass(body, "graf--title"), byClass(body, "graf--subtitle")} { // said in the head
		if n != nil && (markup.TextOf(n) == p.Title || markup.TextOf(n) == p.Standfirst) {
			n.Parent.RemoveChild(n)
		}
	}
	for _, hr := range markup.All(body, atom.Hr) {
		if strings.Contains(markup.Attribute(hr, "class"), "section-divider") && byClass(body, "section--first") != nil && markup.Around(hr, nil, atom.Section) == byClass(body, "section--first") {
			hr.Parent.RemoveChild(hr)
		}
	}
	var out strings.Builder
	if err := html.Render(&out, body); err == nil {
		p.HTML = out.String()
	}
	return p
}

// byClass is the first element of a class.
func byClass(n *html.Node, class string) *html.Node {
	if n != nil {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && slices.Contains(strings.Fields(markup.Attribute(d, "class")), class) {
				return d
			}
		}
	}
	return nil
}

// cutLast parts a word at the last of a sign.
func cutLast(s, sign string) (before, after string) {
	if i := strings.LastIndex(s, sign); i >= 0 {
		return s[:i], s[i+len(sign):]
	}
	return s, ""
}
