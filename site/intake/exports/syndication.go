package exports

import (
	"cmp"
	"html"
	"io"
	"net/mail"
	"net/url"
	"path"
	"strings"

	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// Feed takes in the stories of a feed: RSS 0.91 to 2.0, RSS 1.0, Atom (RFC
// 4287), and Blogger's archives, which are Atom. An error is a *SourceError, or
// that of reading or of take.
func Feed(src io.ReadSeeker, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	f := &syndication{Import: intake.NewImport(o, take)}
	source := newXMLSource(src)
	err := source.each(f.child)
	if f.Tally.Notes = source.told; err != nil {
		return f.Tally, err
	}
	return f.Tally, f.WriteSections()
}

var feedRoot = markup.Form(`^(?:\x{feff}|\s|<!--(?s:.*?)-->)*<(?:\?xml|(?:\w+:)?(?:rss|feed|RDF|channel)\b)`)

// isFeed knows XML: of no other form is any.
func isFeed(head []byte) bool { return feedRoot().Match(head) }

type syndication struct{ *intake.Import }

// child reads a child of the channel or the feed.
func (f *syndication) child(e *element) error {
	switch e.name {
	case "link":
		if rel := e.attr("rel"); rel == "" || rel == "alternate" {
			f.AddHost(cmp.Or(e.attr("href"), e.words()))
		}
	case "item", "entry":
		kind := bloggerKind(e)
		if kind != "post" && kind != "page" {
			f.Tally.Skip(kind, kind, cmp.Or(markup.PlainText(e.value("title")), e.value("id")))
			return nil
		}
		f.Tally.Found[kind]++
		return f.WriteStory(f.post(e, kind))
	}
	return nil
}

// bloggerKind tells what an entry is in Blogger's archives, where comments,
// settings and templates are entries too; any other entry is a post.
func bloggerKind(e *element) string {
	if kind := e.value("blogger:type"); kind != "" {
		return strings.ToLower(kind)
	}
	for _, c := range e.all("category") {
		if _, kind, ok := strings.Cut(c.attr("term"), "/blogger/2008/kind#"); ok {
			return kind
		}
	}
	return "post"
}

func (f *syndication) post(e *element, kind string) intake.Post {
	link, date := linkOf(e), e.value("pubDate", "published", "dc:date", "dcterms:issued", "dcterms:created", "updated")
	p := intake.Post{
		Kind: intake.Story, Origin: cmp.Or(e.value("guid", "id"), link), Line: e.line, Title: markup.PlainText(e.value("title")), Link: link,
		Date:    intake.ParseTime(date),
		Updated: intake.ParseTime(e.value("updated", "dcterms:modified", "lastBuildDate")),
	}
	if kind == "page" {
		p.Kind = intake.Page
	}
	if strings.HasPrefix(p.Origin, "tag:blogger.com,") {
		f.AddHost("https://bp.blogspot.com/") // where it keeps pictures
	}
	if p.Date.IsZero() && date != "" {
		p.Tell(intake.Guessed, date, "تاريخ لا يُفهم؛ تُركت القصة بلا تاريخ", "a date that is not understood; the story has none")
	}
	p.Slug, p.ID = slugOf(link), shortID(p.Origin)
	if name := e.value("blogger:filename"); name != "" {
		p.Link, p.Slug = name, slugOf(name)
	}
	p.Draft = e.kid("app:control").value("app:draft") == "yes" || isHidden(e.value("blogger:status")) || e.value("blogger:trashed") != ""
	f.text(&p, e)
	for _, a := range append(e.all("author"), e.all("dc:creator")...) {
		p.Authors = append(p.Authors, intake.People(cmp.Or(a.value("name"), personOf(a.words())))...)
	}
	for _, c := range e.all("category") {
		label := markup.PlainText(cmp.Or(c.attr("label"), c.words(), c.attr("term")))
		if !strings.Contains(c.attr("scheme"), "2005#kind") && !intake.IsUncategorized("", label) {
			p.Tags = append(p.Tags, label)
		}
	}
	f.media(&p, e)
	poster(&p)
	unbracketed(&p, f.Options.Map)
	return p
}

// isHidden recognizes Blogger's states that no reader sees.
func isHidden(status string) bool {
	switch strings.ToUpper(status) {
	case "", "LIVE", "SCHEDULED":
		return false
	}
	return true
}

// text is the full text where the feed has it: RSS writes it in content:encoded,
// or all in description.
func (f *syndication) text(p *intake.Post, e *element) {
	full, short := e.kid("content:encoded").raw(), e.kid("description").raw()
	for _, kind := range []string{"content", "summary"} {
		c := e.kid(kind)
		if c == nil || c.attr("src") != "" && c.raw() == "" {
			continue
		}
		text := c.raw()
		switch c.attr("type") {
		case "xhtml":
			var out strings.Builder
			c.markup(&out)
			text = out.String()
		case "", "text":
			text = "<p>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text) + "</p>"
		}
		if kind == "content" {
			full = cmp.Or(full, text)
		} else {
			short = cmp.Or(short, text)
		}
	}
	if strings.TrimSpace(full) == "" {
		p.HTML = short
		p.Tell(intake.Guessed, "", "الخلاصة لا تحمل النص كله؛ أُخذ ما فيها", "the feed does not mark a full text; what it has is taken")
		return
	}
	p.HTML = full
	if words := markup.PlainText(short); words != "" && words != markup.PlainText(full) && len(words) < 600 {
		p.Summary = words
	}
}

// media reads the lead picture, and what is played.
func (f *syndication) media(p *intake.Post, e *element) {
	files := append(e.all("media:content"), e.all("enclosure")...)
	for _, g := range e.all("media:group") {
		files = append(files, g.all("media:content")...)
	}
	for _, l := range e.all("link") {
		if l.attr("rel") == "enclosure" {
			files = append(files, l)
		}
	}
	for _, m := range append(files, e.all("media:thumbnail")...) {
		src := cmp.Or(m.attr("url"), m.attr("href"))
		switch kind := cmp.Or(m.attr("medium"), m.attr("type")); {
		case !markup.IsAddress(src) || strings.Contains(p.HTML, path.Base(src)):
		case markup.IsMedia.MatchString(src) || strings.HasPrefix(kind, "audio") || strings.HasPrefix(kind, "video"):
			p.HTML += `<audio src="` + strings.ReplaceAll(src, `"`, "%22") + `"></audio>`
		case p.Image == nil && (strings.HasPrefix(kind, "image") || m.name == "media:thumbnail" || isPicture().MatchString(src)):
			caption, credit := manuscript.CutCredit(markup.PlainText(cmp.Or(m.value("media:description", "media:title"), e.value("media:description"))))
			p.Image = &intake.Picture{Src: src, Caption: caption, Credit: cmp.Or(markup.PlainText(m.value("media:credit")), markup.PlainText(e.value("media:credit")), credit)}
		case intake.IsFile.MatchString(src) && !isPicture().MatchString(src): // a document
			p.HTML += `<p><a href="` + html.EscapeString(src) + `">` + html.EscapeString(path.Base(src)) + `</a></p>`
		}
	}
}

var isPicture = markup.Form(`(?i)\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:\?|$)`)

// linkOf is the address of an entry's page.
func linkOf(e *element) string {
	for _, l := range e.all("link") {
		if rel := l.attr("rel"); rel == "" || rel == "alternate" {
			if link := cmp.Or(l.attr("href"), l.words()); link != "" {
				return link
			}
		}
	}
	if guid := e.kid("guid"); guid != nil && guid.attr("isPermaLink") != "false" && markup.IsAddress(guid.words()) {
		return guid.words()
	}
	return ""
}

// slugOf is the last word of an address's path.
func slugOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" || u.Path == "/" {
		return ""
	}
	last := path.Base(u.Path)
	if last == "index.html" || last == "index.php" {
		last = path.Base(path.Dir(u.Path))
	}
	return strings.TrimSuffix(strings.TrimSuffix(last, path.Ext(last)), "/")
}

var notID = markup.Form(`[^\w]+`)

// shortID is the end of a source's mark, as a file's name can bear it.
func shortID(origin string) string {
	parts := notID().Split(strings.Trim(origin, "/"), -1)
	last := parts[len(parts)-1]
	return last[max(0, len(last)-16):]
}

// personOf takes the name out of «mail@example.org (Name)».
func personOf(s string) string {
	if a, err := mail.ParseAddress(s); err == nil && a.Name != "" {
		return a.Name
	}
	if _, name, ok := strings.Cut(s, "("); ok && strings.Contains(s, "@") {
		return strings.TrimSuffix(strings.TrimSpace(name), ")")
	}
	if strings.Contains(s, "@") {
		return ""
	}
	return s
}
