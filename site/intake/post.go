package intake

import (
	"cmp"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// Post is a story or a page of another system, before it is one of ours.
type Post struct {
	Kind   Kind
	Origin string // what the source calls it
	ID     string // a number or word that no other post of the source has
	Line   int    // where it begins in the source; 0 unknown

	Title, Slug, Link   string
	Standfirst, Summary string
	Shape               site.Type
	Date, Updated       time.Time
	Draft, Featured     bool

	Aliases  []string          // other addresses that it had
	Own      manuscript.Matter // params: fields that have no meaning here, for a site's own templates
	Mapped   manuscript.Matter // keys of ours that a person's table gave to fields
	Authors  []string
	Sections [][]Term // each from the root to the leaf; the first is the story's folder
	Tags     []string
	Image    *Picture

	HTML  string
	notes []Note
}

// Tell adds a note for the editor.
func (p *Post) Tell(kind NoteKind, text, ar, en string) {
	p.notes = append(p.notes, Note{Kind: kind, Line: p.Line, Text: text, Words: site.Words{Ar: ar, En: en}})
}

// Hide makes the post a draft, and says why: text is what the source calls it.
func (p *Post) Hide(text, ar, en string) {
	p.Draft = true
	for _, n := range p.notes {
		if n.En == en {
			return
		}
	}
	p.Tell(Guessed, text, ar, en)
}

// Term is a section or tag as the source has it.
type Term struct{ Slug, Title, About string }

// Picture is a file with its words.
type Picture struct{ Src, Alt, Caption, Credit string }

// NewsFolder is where stories go that name no section.
const NewsFolder = "news"

// Import makes pieces of the posts of one source. It keeps what they share:
// places under content/, sections, authors, old addresses.
type Import struct {
	Options Options
	Tally   *Tally
	Stood   Places // known before the pieces come: no other moves there

	take    Taker
	hosts   map[string]bool   // of the source: links to them stay within the site
	paths   map[string]int    // given so far, in lower case, for some file systems know no capitals; to the last number that a name was given
	titles  map[string]string // of the folders that stories went to; "" if a piece gives the title
	authors map[string]string // the ids of those who have a page, by name
	aliases map[string]bool   // given so far: an old address leads to one story
	about   map[string]string // what the source says of a folder's section
	uploads map[string]bool   // files of the uploads folder that pieces show
	places  map[string]bool   // addresses of the new site that pieces have
}

// NewImport begins an import that hands its pieces to take.
func NewImport(o Options, take Taker) *Import {
	return &Import{
		Options: o, take: take, hosts: map[string]bool{}, paths: map[string]int{}, titles: map[string]string{},
		authors: map[string]string{}, aliases: map[string]bool{}, places: map[string]bool{}, Stood: Places{}, about: map[string]string{}, uploads: map[string]bool{},
		Tally: &Tally{Found: map[string]int{}, Taken: map[Kind]int{}, Skipped: map[string]int{}},
	}
}

// AddHost says that the host of an address is one of the source's.
func (p *Import) AddHost(address string) {
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Host != "" {
		p.hosts[bareHost(u)] = true
	}
}

func bareHost(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

// WriteStory makes a piece of a post. Text that cannot be converted is kept as its
// words, and told.
func (p *Import) WriteStory(post Post) error {
	piece := Piece{Kind: post.Kind, Origin: post.Origin, Notes: post.notes}
	if !post.Date.IsZero() && post.Date.Year() < oldestYear {
		piece.Tell(Guessed, post.Line, post.Date.Format(time.DateOnly), site.Words{Ar: "تاريخ لا يصح؛ تُرك", En: "an impossible date; it is left out"})
		post.Date = time.Time{}
	}
	TellDamage(&piece, post.Line, strings.Join(append([]string{post.Title, post.Standfirst, post.Summary, post.HTML}, slices.Concat(post.Tags, post.Authors)...), " "))
	folder := p.FolderOf(&post, &piece)
	piece.Path = p.PathOf(post, folder)
	if left := markup.Programs(post.HTML); len(left) > 0 {
		piece.Tell(Dropped, post.Line, strings.Join(Unique(left), " "), site.Words{Ar: "برامج كانت ترسم شيئًا في الصفحة", En: "programs that drew something in the page"})
	}
	body := p.Markdown(post.HTML, post.Line, &piece)

	m := &piece.Matter
	m.Add("title", p.titleOf(post, body, &piece))
	m.Add("standfirst", post.Standfirst)
	m.Add("summary", post.Summary)
	if post.Shape != site.News {
		m.Add("type", string(post.Shape))
	}
	m.Add("date", p.stamp(post.Date))
	if post.Updated.Sub(post.Date) > time.Hour { // systems touch a post when it goes out
		m.Add("lastmod", p.stamp(post.Updated))
	}
	m.Add("draft", post.Draft)
	m.Add("featured", post.Featured)
	m.Add("authors", p.signatures(post.Authors))
	m.Add("tags", p.TagsOf(post))
	aliases := p.old(post.Link, &piece)
	for _, other := range post.Aliases {
		aliases = append(aliases, p.old(other, &piece)...)
	}
	m.Add("aliases", aliases)
	if post.Image != nil && post.Image.Src != "" {
		var image manuscript.Matter
		image.Add("src", p.Addresses(&piece)(post.Image.Src))
		image.Add("alt", post.Image.Alt)
		image.Add("caption", post.Image.Caption)
		image.Add("credit", post.Image.Credit)
		m.Add("image", image)
	}
	for _, q := range post.Own {
		m.Add(q.Key, q.Value)
	}
	for _, q := range post.Mapped {
		m.Set(q.Key, q.Value)
	}
	piece.Body = body
	return p.Give(piece)
}

// titleOf is the post's title, or what can stand for one.
func (p *Import) titleOf(post Post, body string, piece *Piece) string {
	title := ""
	for _, words := range []string{post.Title, firstWords(body), post.Slug, post.ID} {
		if title == "" && isLegible(words) {
			title = words
		}
	}
	if title == "" {
		title = site.Words{Ar: "بلا عنوان", En: "Untitled"}.In(p.Options.Language())
		piece.Tell(Guessed, post.Line, title, site.Words{Ar: "لا عنوان في المصدر", En: "the source gives no title"})
	}
	return title
}

// isLegible says that a text has anything that a reader sees.
func isLegible(s string) bool { return !arabic.IsBlank(s) }

// Markdown converts HTML. Text that cannot be converted is kept as its words, and told.
func (p *Import) Markdown(source string, line int, piece *Piece) string {
	body, err := markup.ToMarkdown(source, p.Addresses(piece))
	if err != nil {
		piece.Tell(Guessed, line, "", site.Words{
			Ar: "تعذّر تحويل تنسيق النص؛ بقيت كلماته وحدها", En: "the text's markup could not be converted; its words alone are kept"})
		return markup.Escape(markup.PlainText(source), true)
	}
	return body
}

// oldestYear is the first that a manuscript's date can have; what is before it is
// a slip of the hand.
const oldestYear = 1000

// stamp is an instant in the edition's zone.
func (p *Import) stamp(t time.Time) string {
	if t.Year() < oldestYear {
		return ""
	}
	return site.ISO(t.In(p.Options.Location()), true)
}

// FolderOf is where a story belongs under content/. The sections that it had beside
// the first become tags.
func (p *Import) FolderOf(post *Post, piece *Piece) string {
	switch {
	case post.Kind == Page:
		return "pages"
	case p.Options.Section != "":
		return p.Options.Section
	case len(post.Sections) == 0:
		p.NameFolder(NewsFolder, site.Words{Ar: "أخبار", En: "News"}.In(p.Options.Language()))
		piece.Tell(Guessed, post.Line, NewsFolder, site.Words{Ar: "لا قسم للقصة في المصدر", En: "the source gives the story no section"})
		return NewsFolder
	}
	folder := ""
	for _, t := range post.Sections[0] {
		if known, ok := p.Options.Sections[t.Title]; ok {
			folder = known
			continue
		}
		slug := cmp.Or(arabic.Slug(decoded(t.Slug)), arabic.Slug(t.Title), NewsFolder)
		within := path.Join(folder, slug)
		_, known := p.titles[within]
		if folder == "" && site.IsReservedDir(slug) || !manuscript.IsSectionDir(within) || !known && p.places["/"+within] {
			slug += "-" + NewsFolder
		}
		folder = path.Join(folder, slug)
		p.NameFolder(folder, t.Title)
		if p.about[folder] == "" {
			p.about[folder] = t.About
		}
	}
	return folder
}

// NameFolder remembers what a folder is called. The first name stays.
func (p *Import) NameFolder(folder, title string) {
	if _, ok := p.titles[folder]; !ok {
		p.titles[folder] = title
	}
}

// Titled says that a piece gives a folder's title itself.
func (p *Import) Titled(folder string) { p.titles[folder] = "" }

// WriteSections makes the _index.md of every folder that stories went to.
func (p *Import) WriteSections() error {
	known := map[string]bool{}
	for _, folder := range p.Options.Sections {
		known[folder] = true
	}
	for _, folder := range slices.Sorted(maps.Keys(p.titles)) {
		if known[folder] || p.titles[folder] == "" {
			continue
		}
		piece := Piece{Kind: Section, Path: path.Join(folder, "_index.md"), Origin: p.titles[folder]}
		piece.Matter.Add("title", p.titles[folder])
		piece.Matter.Add("description", p.about[folder])
		p.Tally.Made++
		if err := p.Give(piece); err != nil {
			return err
		}
	}
	if len(p.Tally.Codes) > 0 {
		p.Tally.Notes = append(p.Tally.Notes, site.Say("رموز لا معنى لها هنا، بقيت في النصوص: %s", "codes without a meaning here, which stay in the texts: %s", p.Tally.Codes))
	}
	return unusedUploads(p.Options.Media, p.uploads, p.Tally)
}

// unusedUploads counts the files of the uploads folder that no piece shows: they stay
// where they are.
func unusedUploads(media fs.FS, shown map[string]bool, tally *Tally) error {
	if media == nil {
		return nil
	}
	return fs.WalkDir(media, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || e.IsDir() || shown[name]:
			return nil //nolint:nilerr // a folder that cannot be read holds nothing to show
		case shown[resized.ReplaceAllString(name, "$1")]:
			tally.Skip("upload", "smaller copy of a file that came along", name)
		default:
			tally.Skip("upload", "upload that no story shows", name)
		}
		return nil
	})
}

// Enrol gives an author's name the id that their page has, by what the source
// calls them; two who have one name are one: false.
func (p *Import) Enrol(name, slug string) (fresh bool) {
	if _, ok := p.authors[name]; ok || !isLegible(name) {
		return false
	}
	if at := strings.IndexByte(slug, '@'); at > 0 { // an address of mail is private
		slug = slug[:at]
	}
	id := cmp.Or(arabic.Slug(decoded(slug)), arabic.Slug(name), "author")
	p.authors[name] = strings.TrimSuffix(path.Base(p.FreePath(path.Join("authors", id), arabic.Slug(name))), ".md")
	return true
}

// WriteAuthor makes the page of an author who is enrolled.
func (p *Import) WriteAuthor(name, origin, body string) error {
	piece := Piece{Kind: Author, Path: path.Join("authors", p.authors[name]+".md"), Origin: origin, Body: body}
	piece.Matter.Add("name", name)
	return p.Give(piece)
}

// signatures are a post's authors: by id where they have a page, else by name.
func (p *Import) signatures(names []string) (out []string) {
	for _, name := range names {
		if isLegible(name) {
			out = append(out, cmp.Or(p.authors[name], name))
		}
	}
	return Unique(out)
}

// PathOf is where a post's manuscript goes. It depends on the post alone, but for
// two posts that want one place.
func (p *Import) PathOf(post Post, folder string) string {
	slug := arabic.Slug(decoded(post.Slug))
	if slug == "" {
		slug = cmp.Or(arabic.Slug(post.Title), arabic.Slug(post.ID), "story")
	}
	if post.Kind == Page && site.IsReservedDir(slug) {
		slug += "-page"
	}
	if post.Kind == Story && !post.Date.IsZero() {
		folder = path.Join(folder, post.Date.In(p.Options.Location()).Format("2006/01"))
	}
	return p.FreePath(path.Join(folder, slug), arabic.Slug(post.ID))
}

// FreePath is a path that no other piece has: at, or at with the post's own mark, or
// with a number. It is taken from then on.
func (p *Import) FreePath(at, mark string) string {
	try, key := at+".md", strings.ToLower(at+".md")
	for i := 1; p.paths[strings.ToLower(try)] > 0 || path.Base(try) == "index.md" || i == 1 && !manuscript.IsPlainName(path.Base(try)); i++ {
		if i == 1 && mark != "" {
			try = at + "-" + mark + ".md"
			continue
		}
		p.paths[key] = max(p.paths[key], min(i, 2)) + 1 // numbers that were given before are not tried again
		try = at + "-" + strconv.Itoa(p.paths[key]) + ".md"
	}
	p.Claim(try)
	return try
}

// Claim takes a place under content/.
func (p *Import) Claim(name string) {
	p.paths[strings.ToLower(name)] = max(1, p.paths[strings.ToLower(name)])
}

// TagsOf are the tags of a post, and the sections that it is not filed under.
func (p *Import) TagsOf(post Post) []string {
	tags := post.Tags
	for i, s := range post.Sections {
		if leaf := s[len(s)-1]; i > 0 || post.Kind == Page {
			tags = append(tags, leaf.Title)
		}
	}
	return Unique(tags)
}

// old are the addresses that lead to a post from now on: where it stood.
func (p *Import) old(link string, piece *Piece) []string {
	alias := p.Options.Below(arabic.NFC(PathOf(link)))
	name := "/" + strings.ToLower(strings.Trim(alias, "/"))
	if name == "/index.html" || site.IsReservedDir(name[1:]) || slices.Contains(site.ReservedFiles, name) {
		piece.Tell(Dropped, 0, alias, site.Words{Ar: "عنوان قديم يحجزه الموقع لنفسه", En: "an old address that the site keeps for itself"})
		return nil
	}
	if !p.NewAlias(alias) {
		return nil
	}
	return []string{alias}
}

// NewAlias says whether an old address is the first of its kind, and keeps it.
func (p *Import) NewAlias(address string) bool {
	key := strings.ToLower(arabic.NFC(strings.TrimSuffix(address, "/")))
	if key == "" || p.aliases[key] || strings.ContainsFunc(address, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) {
		return false
	}
	p.aliases[key] = true
	return true
}

// firstWords are a title for a post that has none: how its text begins.
func firstWords(body string) string {
	for line := range strings.SplitSeq(body, "\n") {
		if words := strings.Fields(markup.PlainText(strings.Trim(line, "#>*_- "))); len(words) > 0 && !strings.ContainsAny(words[0], "![<|`") && !strings.HasPrefix(words[0], ":") && !markup.IsAddress(words[0]) {
			if len(words) > 8 {
				return strings.Join(words[:8], " ") + "…"
			}
			return strings.Join(words, " ")
		}
	}
	return ""
}
