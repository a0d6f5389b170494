package intake

import (
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"warraq/site"
)

// maxFile bounds a file of a tree that is read whole.
const maxFile = 64 << 20

// Medium takes in the posts of a Medium archive, unpacked: the files of its
// posts folder. Medium keeps replies to others as posts, and marks them in no
// way: they come in too.
func Medium(tree fs.FS, o Options, take Taker) (*Tally, error) {
	x := newPrinting(o, take)
	names, err := fs.Glob(tree, "posts/*.html")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		if names, err = fs.Glob(tree, "*.html"); err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	for _, name := range names {
		data, err := readBounded(tree, name)
		if err != nil {
			return x.tally, err
		}
		x.tally.Found["post"]++
		doc, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			return x.tally, refuse(0, "%s لا يُقرأ: %v", "%s cannot be read: %v", name, err)
		}
		if err := x.story(mediumPost(doc, name)); err != nil {
			return x.tally, err
		}
	}
	return x.tally, x.sections()
}

// readBounded reads a file that is no larger than any story.
func readBounded(tree fs.FS, name string) ([]byte, error) {
	f, err := tree.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		return nil, &SourceError{File: name, Message: site.Say("الملف أكبر من %d ميغابايت", "the file is larger than %d MB", maxFile>>20)}
	}
	return data, err
}

func mediumPost(doc *html.Node, name string) post {
	title, subtitle := textOf(byClass(doc, "p-name")), textOf(byClass(doc, "p-summary"))
	published := byClass(doc, "dt-published")
	link := attribute(byClass(doc, "p-canonical"), "href")
	p := post{
		kind: Story, origin: name, title: cmp.Or(title, textOf(first(doc, atom.Title))), standfirst: subtitle, link: link,
		date: feedTime(attribute(published, "datetime")), draft: published == nil || strings.HasPrefix(path.Base(name), "draft_"),
	}
	_, p.id = cutLast(strings.TrimSuffix(path.Base(name), ".html"), "_")
	if link != "" {
		p.slug, p.id = cutLast(slugOf(link), "-") // the number that Medium adds
	}
	p.link = pathOf(link)
	if by := byClass(doc, "p-author"); by != nil {
		p.authors = []string{textOf(by)}
	}
	for _, a := range all(doc, atom.A) {
		if attribute(a, "class") == "p-tag" {
			p.tags = append(p.tags, textOf(a))
		}
	}
	body := byClass(doc, "e-content")
	if body == nil {
		p.note(Guessed, "", "لا متن في الملف بالشكل المعروف", "the file has no body of the known form")
		return p
	}
	for _, n := range []*html.Node{byClass(body, "graf--title"), byClass(body, "graf--subtitle")} { // said in the head
		if n != nil && (textOf(n) == p.title || textOf(n) == p.standfirst) {
			n.Parent.RemoveChild(n)
		}
	}
	for _, hr := range all(body, atom.Hr) {
		if strings.Contains(attribute(hr, "class"), "section-divider") && byClass(body, "section--first") != nil && around(hr, nil, atom.Section) == byClass(body, "section--first") {
			hr.Parent.RemoveChild(hr)
		}
	}
	var out strings.Builder
	if err := html.Render(&out, body); err == nil {
		p.html = out.String()
	}
	return p
}

// byClass is the first element of a class.
func byClass(n *html.Node, class string) *html.Node {
	if n != nil {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && slices.Contains(strings.Fields(attribute(d, "class")), class) {
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
