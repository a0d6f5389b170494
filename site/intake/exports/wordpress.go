package exports

import (
	"bytes"
	"cmp"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/codes"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// WordPress takes in an export of WordPress (WXR 1.0 to 1.2), or of a system
// that writes its form, as Squarespace does. It reads the source twice: once
// for what stories name (authors, sections, pictures), once for the stories, so
// that an export of any size passes in bounded memory. An error is a
// *SourceError, or that of reading or of take.
func WordPress(src io.ReadSeeker, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	w := &wordpress{
		Import: intake.NewImport(o, take), people: map[string]string{}, named: map[string]bool{}, logins: map[string]string{},
		terms: map[string]wpTerm{}, termIDs: map[string]string{}, pictures: map[string]*intake.Picture{}, children: map[string][]string{}, blocks: map[string]string{},
	}
	for _, pass := range []func(*element) error{w.learn, w.item} {
		if _, err := src.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		source := newXMLSource(src, "wp:comment", "wp:commentmeta")
		if err := source.each(pass); err != nil {
			return w.Tally, err
		}
		w.Tally.Notes = source.told
		if n := source.skipped["wp:comment"]; n > 0 {
			w.Tally.Found["comment"], w.Tally.Skipped["comment"] = n, n
		}
	}
	return w.Tally, w.WriteSections()
}

func isWordPress(head []byte) bool { return bytes.Contains(head, []byte("wordpress.org/export/")) }

// wordpress is an export while it is read.
type wordpress struct {
	*intake.Import
	people   map[string]string          // names by login
	logins   map[string]string          // names by the login as an address has it: what co-authors are filed under
	terms    map[string]wpTerm          // categories by slug
	termIDs  map[string]string          // slugs by number
	pictures map[string]*intake.Picture // attachments by number
	children map[string][]string        // the numbers of a post's attachments
	named    map[string]bool            // authors whose pages were given
	blocks   map[string]string          // reusable blocks by number
	menus    []menuEntry

	title, tagline string   // of the site
	left           []string // values of a block that are not taken
}

type wpTerm struct {
	intake.Term
	parent string // the slug of the one above
}

// learn is the first pass.
func (w *wordpress) learn(e *element) error {
	switch e.name {
	case "title":
		w.title = markup.PlainText(e.words())
	case "description":
		w.tagline = markup.PlainText(e.words())
	case "link", "wp:base_site_url", "wp:base_blog_url":
		w.AddHost(e.words())
	case "wp:author":
		login := e.value("wp:author_login")
		first, last := e.value("wp:author_first_name"), e.value("wp:author_last_name")
		name := cmp.Or(markup.PlainText(e.value("wp:author_display_name")), strings.TrimSpace(first+" "+last), login)
		w.people[login] = name
		w.logins[arabic.Slug(login)] = name
		w.Enrol(name, login)
	case "wp:category", "wp:term":
		if cmp.Or(e.value("wp:term_taxonomy"), "category") == "category" {
			slug, about := e.value("wp:category_nicename", "wp:term_slug"), e.value("wp:category_description", "wp:term_description")
			title := markup.PlainText(cmp.Or(e.value("wp:cat_name", "wp:term_name"), slug))
			w.terms[slug] = wpTerm{intake.Term{Slug: slug, Title: title, About: markup.PlainText(about)}, e.value("wp:category_parent", "wp:term_parent")}
			w.termIDs[e.value("wp:term_id")] = slug
		}
	case "item":
		if at := permalink(e); at != "" {
			w.Stood.Keep(at, e.value("wp:post_id"))
		}
		switch e.value("wp:post_type") {
		case "attachment":
			w.attachment(e)
		case "wp_block":
			w.blocks[e.value("wp:post_id")] = e.kid("content:encoded").raw()
		case "guest-author":
			login, name := cmp.Or(meta(e, "cap-user_login"), strings.TrimPrefix(e.value("wp:post_name"), "cap-")), guestName(e)
			w.logins[arabic.Slug(login)] = name
			w.Enrol(name, login)
		}
	}
	return nil
}

// attachment remembers a picture with its words.
func (w *wordpress) attachment(e *element) {
	id := e.value("wp:post_id")
	src := e.value("wp:attachment_url", "guid", "link")
	if id == "" || !markup.IsAddress(src) {
		return
	}
	p := &intake.Picture{Src: src, Alt: meta(e, "_wp_attachment_image_alt"), Caption: markup.PlainText(e.value("excerpt:encoded"))}
	p.Credit = markup.PlainText(meta(e, "_media_credit", "media_credit", "_credit", "credit", "_image_credit", "photo_credit"))
	if caption, credit := manuscript.CutCredit(p.Caption); credit != "" && p.Credit == "" {
		p.Caption, p.Credit = caption, credit
	}
	w.pictures[id] = p
	if parent := e.value("wp:post_parent"); parent != "" && parent != "0" {
		w.children[parent] = append(w.children[parent], id)
	}
}

// meta is the first of the named fields of a post that has a value.
func meta(e *element, keys ...string) string {
	for _, key := range keys {
		for _, m := range e.all("wp:postmeta") {
			if m.value("wp:meta_key") == key {
				if v := m.value("wp:meta_value"); v != "" && !acfField().MatchString(v) {
					return v
				}
			}
		}
	}
	return ""
}

// item is the second pass: every item is taken, or counted as skipped.
func (w *wordpress) item(e *element) error {
	switch e.name {
	case "wp:author":
		login := e.value("wp:author_login")
		return w.person("author", w.people[login], login, "")
	case "item":
	default:
		return nil
	}
	kind := cmp.Or(e.value("wp:post_type"), "post")
	status := e.value("wp:status")
	name := strings.TrimSpace(e.value("wp:post_id") + " " + markup.PlainText(e.value("title")))
	switch {
	case kind == "guest-author":
		return w.guest(e)
	case kind == "attachment": // it comes in with the stories that show it
		w.Tally.Skip(kind, kind, e.value("wp:attachment_url", "guid", "link"))
		return nil
	case w.Options.Map.Type(kind) == "-", w.Options.Map.Type(kind) == "" && !w.isContent(e, kind):
		w.Tally.Skip(kind, kind, name)
		return nil
	case status == "trash", status == "auto-draft", status == "inherit":
		w.Tally.Skip(kind, status, name)
		return nil
	}
	w.Tally.Found[kind]++
	return w.WriteStory(w.post(e, kind, status))
}

// records are words in the names of types whose posts are no pages.
var records = markup.Form(`(?i)form|entry|entries|submission|inbound|message|contact|order|coupon|payment|invoice|donation|subscri|member|customer|user|request|e?mail|log$|logs$|_log|cache|template|layout|library|block|field|widget|menu|popup|slide|banner|_ad$|^ad_|ads?$|redirect|schema|snippet|css|script|ticket|booking|cron|action|token|session|setting|option|revision|changeset|backup|import|stat$|stats$|report_`)

// isContent tells what a reader could open from what plugins keep. A type of which
// nothing is known is content if the old site gave it an address of its own and
// it has text; post makes it a draft.
func (w *wordpress) isContent(e *element, kind string) bool {
	if _, public := publicTypes[kind]; public {
		return true
	}
	return !machinery[kind] && !records().MatchString(kind) && permalink(e) != "" && e.value("title") != "" && e.value("content:encoded", "excerpt:encoded") != ""
}

// guest gives the page of an author who has no account: Co-Authors Plus keeps
// them as posts.
func (w *wordpress) guest(e *element) error {
	about, err := markup.ToMarkdown(paragraphs(cmp.Or(meta(e, "cap-description"), e.kid("content:encoded").raw())), func(s string) string { return s })
	if err != nil {
		about = ""
	}
	return w.person("guest-author", guestName(e), e.value("wp:post_name"), about)
}

func guestName(e *element) string {
	return markup.PlainText(cmp.Or(meta(e, "cap-display_name"), e.value("title")))
}

// person gives an author's page, once to a name. Addresses of mail stay where they are.
func (w *wordpress) person(kind, name, login, about string) error {
	w.Tally.Found[kind]++
	if name == "" || w.named[name] {
		w.Tally.Leave("author of a known name", cmp.Or(name, login))
		return nil
	}
	w.named[name] = true
	return w.WriteAuthor(name, login, about)
}

// post reads an item.
func (w *wordpress) post(e *element, kind, status string) intake.Post {
	p := intake.Post{
		Kind: intake.Story, Origin: cmp.Or(e.value("wp:post_id"), e.value("guid", "link")), ID: e.value("wp:post_id"), Line: e.line,
		Title: markup.PlainText(e.value("title")), Slug: e.value("wp:post_name"), Link: permalink(e),
		Summary:  markup.PlainText(e.value("excerpt:encoded")),
		Featured: e.value("wp:is_sticky") == "1",
		Date:     w.date(e, "wp:post_date_gmt", "wp:post_date", "pubDate"), Updated: w.date(e, "wp:post_modified_gmt", "wp:post_modified", ""),
	}
	p.Slug = strings.TrimSuffix(p.Slug, ".html")
	p.Standfirst = markup.PlainText(meta(e, "_subtitle", "subtitle", "wps_subtitle", "kia_subtitle", "_secondary_title", "sub_title"))
	page, public := publicTypes[kind]
	switch w.Options.Map.Type(kind) {
	case "story":
		page, public = false, true
	case "page":
		page, public = true, true
	case "draft":
		p.Draft = true
	}
	if page {
		p.Kind = intake.Page
	}
	if !public {
		p.Hide(kind, "نوع من إضافة لا نعرفها؛ فهي مسودة", "a type of an unknown plugin; it is a draft")
	}
	for _, key := range slices.Sorted(maps.Keys(hiddenFields)) {
		if v := strings.ToLower(meta(e, key)); v != "" && v != "0" && v != "none" && v != "all" && strings.Contains(v, hiddenFields[key]) {
			p.Hide(key, "كانت محجوبة عن محركات البحث أو عن غير المشتركين؛ فهي مسودة", "it was kept from search engines, or for members; it is a draft")
			break
		}
	}
	switch hidden := e.value("wp:post_password") != ""; {
	case hidden:
		p.Hide("", "كانت وراء كلمة سر؛ فهي مسودة", "it was behind a password; it is a draft")
	case status == "private":
		p.Hide("", "كانت خاصة؛ فهي مسودة", "it was private; it is a draft")
	case status != "publish" && status != "future" && status != "":
		p.Draft = true
	}
	w.classify(&p, e)
	if len(p.Sections) == 0 && !page && kind != "post" {
		p.Sections = [][]intake.Term{{{Slug: kind, Title: kind}}}
	}
	if thumb := w.pictures[meta(e, "_thumbnail_id")]; thumb != nil {
		p.Image = thumb
	}
	if p.Summary == "" {
		p.Summary = markup.PlainText(w.said(&p, e, meta(e, "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description")))
	}
	w.fields(&p, e)
	p.HTML = w.content(&p, e)
	poster(&p)
	return p
}

// permalink is where the item stood: an address by number is none.
func permalink(e *element) string {
	link := e.value("link")
	if strings.Contains(link, "?") {
		return ""
	}
	return link
}

// date reads the first of the elements that holds an instant: one in UTC, one
// in the edition's zone, one as RFC 822 writes it.
func (w *wordpress) date(e *element, utc, local, mail string) time.Time {
	if t, err := time.Parse(time.DateTime, e.value(utc)); err == nil && t.Year() > 1 {
		return t
	}
	if t, err := time.ParseInLocation(time.DateTime, e.value(local), w.Options.Location()); err == nil && t.Year() > 1 {
		return t
	}
	if mail == "" {
		return time.Time{}
	}
	return intake.ParseTime(e.value(mail))
}

// formats are WordPress's post formats that have a type here.
var formats = map[string]site.Type{
	"post-format-gallery": site.Gallery, "post-format-video": site.Video, "post-format-audio": site.Audio,
}

// classify reads the item's authors, sections, tags and format.
func (w *wordpress) classify(p *intake.Post, e *element) {
	primary := w.termIDs[meta(e, "_yoast_wpseo_primary_category", "rank_math_primary_category")]
	terms := e.all("category")
	if len(terms) > mostTerms {
		p.Tell(intake.Dropped, terms[mostTerms].words(), "أقسام ووسوم زادت على ما تحمله قصة", "sections and tags beyond what a story holds")
		terms = terms[:mostTerms]
	}
	for _, c := range terms {
		slug, title := c.attr("nicename"), markup.PlainText(c.words())
		switch c.attr("domain") {
		case "category", "":
			if intake.IsUncategorized(slug, title) {
				continue
			}
			line := w.lineage(slug, title)
			if slug == primary {
				p.Sections = slices.Insert(p.Sections, 0, line)
			} else {
				p.Sections = append(p.Sections, line)
			}
		case "post_tag", "tag":
			p.Tags = append(p.Tags, title)
		case "author": // Co-Authors Plus
			p.Authors = append(p.Authors, cmp.Or(w.logins[arabic.Slug(strings.TrimPrefix(slug, "cap-"))], title))
		case "post_format":
			p.Shape = formats[slug]
		default:
			w.taxonomy(p, c.attr("domain"), title)
		}
	}
	if creator := e.value("dc:creator"); len(p.Authors) == 0 && creator != "" && !systemAuthors[strings.ToLower(creator)] {
		name, known := w.people[creator]
		if !known {
			name, _, _ = strings.Cut(creator, "@")
		}
		p.Authors = []string{name}
	}
}

// mostTerms is more than the sections, tags and authors of any story.
const mostTerms = 1000

// systemAuthors sign nothing.
var systemAuthors = map[string]bool{"admin": true, "administrator": true, "root": true, "wordpress": true}

// lineage is a category below those that hold it.
func (w *wordpress) lineage(slug, title string) []intake.Term {
	line := []intake.Term{{Slug: slug, Title: title, About: w.terms[slug].About}}
	for at := w.terms[slug].parent; at != "" && len(line) < 8; {
		up, ok := w.terms[at]
		if !ok || slices.Contains(line, up.Term) {
			break
		}
		line = slices.Insert(line, 0, up.Term)
		at = up.parent
	}
	return line
}

// content is the item's text as HTML.
func (w *wordpress) content(p *intake.Post, e *element) string {
	source := strings.ReplaceAll(e.kid("content:encoded").raw(), "\r\n", "\n")
	source = w.reuse(p, source)
	if blocks := hollow().FindAllStringSubmatch(source, -1); len(blocks) > 0 {
		var names []string
		for _, b := range blocks {
			names = append(names, b[1])
		}
		p.Tell(intake.Dropped, strings.Join(intake.Unique(names), " "), "قوالب تعرضها المنصة من غيرها، ولا نص فيها", "blocks that the system fills from elsewhere, without text")
	}
	source = w.fielded(p, source)
	source = pageBreaks().ReplaceAllString(source, "\n\n")
	brackets := w.brackets(p)
	source = brackets.HTML(source)
	if !strings.Contains(source, "<!-- wp:") {
		source = paragraphs(source)
	}
	if file, _, _ := strings.Cut(meta(e, "enclosure"), "\n"); markup.IsAddress(strings.TrimSpace(file)) && !strings.Contains(source, path.Base(strings.TrimSpace(file))) {
		source += "\n<audio src=\"" + strings.TrimSpace(file) + "\"></audio>"
	}
	return source + footnotes(e) + brackets.Notes()
}

// brackets reads shortcodes with what the export and the person say of them.
func (w *wordpress) brackets(p *intake.Post) *codes.Brackets {
	return &codes.Brackets{
		Own: w.Options.Map.Shortcode, Gates: restricting,
		Picture: func(id string) (codes.Picture, bool) {
			pic := w.pictures[id]
			if pic == nil {
				return codes.Picture{}, false
			}
			return codes.Picture{Src: pic.Src, Alt: pic.Alt, Words: markup.WithCredit(pic.Caption, pic.Credit)}, true
		},
		Children: func(id string) []string { return w.children[cmp.Or(id, p.ID)] },
		Tell:     func(about codes.Told, name string) { tellCode(p, about, name) },
	}
}

// unbracketed reads the shortcodes that the text of another export still has.
func unbracketed(p *intake.Post, table *intake.Mapping) {
	b := codes.Brackets{Own: table.Shortcode, Known: true, Tell: func(about codes.Told, name string) { tellCode(p, about, name) }}
	p.HTML = b.HTML(p.HTML)
}

// tellCode tells what was left out of a text for its shortcodes.
func tellCode(p *intake.Post, about codes.Told, name string) {
	switch about {
	case codes.Gated:
		p.Hide(name, "في نصها ما كان للأعضاء وحدهم؛ فهي مسودة", "a part of its text was for members alone; it is a draft")
	case codes.Tool:
		p.Tell(intake.Dropped, name, "أداة من المنصة، لا نص", "a tool of the system, not text")
	case codes.Missing:
		p.Tell(intake.Dropped, name, "معرض صور لا يحمل الملف صوره", "a gallery whose pictures the file does not hold")
	}
}

var (
	pageBreaks = markup.Form(`<!--\s*(?:more[^>]*?|nextpage|noteaser)\s*-->`)
	hollow     = markup.Form(`<!-- wp:(latest-posts|latest-comments|archives|calendar|categories|search|tag-cloud|rss|query|post-title|post-content|navigation|loginout|page-list)\b[^>]*/-->`)
)
