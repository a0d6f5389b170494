package intake

import (
	"cmp"
	"io/fs"
	"net/url"
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

// post is a story or a page of another system, before it is one of ours.
type post struct {
	kind   Kind
	origin string // what the source calls it
	id     string // a number or word that no other post of the source has
	line   int    // where it begins in the source; 0 unknown

	title, slug, link   string
	standfirst, summary string
	shape               site.Type
	date, updated       time.Time
	draft, featured     bool

	authors  []string
	sections [][]term // each from the root to the leaf; the first is the story's folder
	tags     []string
	image    *picture

	html     string
	markdown string // in place of html
	notes    []Note
}

// term is a section or tag as the source has it.
type term struct{ slug, title string }

// picture is a file with its words.
type picture struct{ src, alt, caption, credit string }

// newsFolder is where stories go that name no section.
const newsFolder = "news"

// printing makes pieces of one source's posts: what they share is held here.
type printing struct {
	options Options
	take    Taker
	tally   *Tally
	hosts   map[string]bool   // of the source: links to them stay within the site
	paths   map[string]bool   // given so far
	titles  map[string]string // of the folders that stories went to
	authors map[string]string // the ids of those who have a page, by name
	aliases map[string]bool   // given so far: an old address leads to one story
}

func newPrinting(o Options, take Taker) *printing {
	return &printing{
		options: o, take: take, hosts: map[string]bool{}, paths: map[string]bool{}, titles: map[string]string{},
		authors: map[string]string{}, aliases: map[string]bool{},
		tally: &Tally{Found: map[string]int{}, Taken: map[Kind]int{}, Skipped: map[string]int{}},
	}
}

// home makes the host of an address one of the source's.
func (p *printing) home(address string) {
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Host != "" {
		p.hosts[bareHost(u)] = true
	}
}

func bareHost(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

// give counts a piece and hands it on.
func (p *printing) give(piece Piece) error {
	p.tally.Taken[piece.Kind]++
	return p.take(piece)
}

// story gives a post as a piece. Text that cannot be converted is kept as its
// words, and told.
func (p *printing) story(post post) error {
	piece := Piece{Kind: post.kind, Origin: post.origin, Notes: post.notes}
	if !post.date.IsZero() && post.date.Year() < oldestYear {
		piece.note(Guessed, post.line, post.date.Format(time.DateOnly), site.Words{Ar: "تاريخ لا يصح؛ تُرك", En: "a date that cannot be; it is left out"})
		post.date = time.Time{}
	}
	folder := p.folder(&post, &piece)
	piece.Path = p.path(post, folder)
	body := p.body(&post, &piece)

	m := &piece.Matter
	m.Add("title", p.titleOf(post, body, &piece))
	m.Add("standfirst", post.standfirst)
	m.Add("summary", post.summary)
	if post.shape != site.News {
		m.Add("type", string(post.shape))
	}
	m.Add("date", p.stamp(post.date))
	if post.updated.Sub(post.date) > time.Hour { // systems touch a post when it goes out
		m.Add("lastmod", p.stamp(post.updated))
	}
	m.Add("draft", post.draft)
	m.Add("featured", post.featured)
	m.Add("authors", p.signatures(post.authors))
	m.Add("tags", p.tags(post))
	m.Add("aliases", p.old(post.link, &piece))
	if post.image != nil && post.image.src != "" {
		var image manuscript.Matter
		image.Add("src", p.address(&piece)(post.image.src))
		image.Add("alt", post.image.alt)
		image.Add("caption", post.image.caption)
		image.Add("credit", post.image.credit)
		m.Add("image", image)
	}
	piece.Body = body
	return p.give(piece)
}

// titleOf is the post's title, or what can stand for one.
func (p *printing) titleOf(post post, body string, piece *Piece) string {
	title := cmp.Or(post.title, firstWords(body), post.slug, post.id)
	if title == "" {
		title = site.Words{Ar: "بلا عنوان", En: "Untitled"}.In(p.options.language())
		piece.note(Guessed, post.line, title, site.Words{Ar: "لا عنوان في المصدر", En: "the source gives no title"})
	}
	return title
}

// body is the post's text as Markdown.
func (p *printing) body(post *post, piece *Piece) string {
	if post.markdown != "" {
		return post.markdown
	}
	body, err := markdownOf(post.html, p.address(piece))
	if err != nil {
		piece.note(Guessed, post.line, "", site.Words{
			Ar: "تعذّر تحويل تنسيق النص؛ بقيت كلماته وحدها", En: "the text's markup could not be converted; its words alone are kept"})
		return escape(plainText(post.html), true)
	}
	return body
}

// oldestYear is the first that a manuscript's date can have; what is before it is
// a slip of the hand.
const oldestYear = 1000

// stamp is an instant in the edition's zone.
func (p *printing) stamp(t time.Time) string {
	if t.Year() < oldestYear {
		return ""
	}
	return manuscript.Stamp(t.In(p.options.zone()), true)
}

// folder is where a story belongs under content/. What sections it had beside
// the first become tags.
func (p *printing) folder(post *post, piece *Piece) string {
	switch {
	case post.kind == Page:
		return "pages"
	case p.options.Section != "":
		return p.options.Section
	case len(post.sections) == 0:
		p.title(newsFolder, site.Words{Ar: "أخبار", En: "News"}.In(p.options.language()))
		piece.note(Guessed, post.line, newsFolder, site.Words{Ar: "لا قسم للقصة في المصدر", En: "the source gives the story no section"})
		return newsFolder
	}
	folder := ""
	for _, t := range post.sections[0] {
		if known, ok := p.options.Sections[t.title]; ok {
			folder = known
			continue
		}
		slug := cmp.Or(arabic.Slug(decoded(t.slug)), arabic.Slug(t.title), newsFolder)
		if folder == "" && siteFolders[slug] {
			slug += "-" + newsFolder
		}
		folder = path.Join(folder, slug)
		p.title(folder, t.title)
	}
	return folder
}

// siteFolders are folders and addresses that mean something else than a section.
var siteFolders = map[string]bool{"tags": true, "authors": true, "agencies": true, "series": true, "archive": true, "search": true, "lite": true, "pages": true}

// title remembers what a folder is called; the first name stays.
func (p *printing) title(folder, title string) {
	if _, ok := p.titles[folder]; !ok {
		p.titles[folder] = title
	}
}

// sections gives the _index.md of every folder that stories went to.
func (p *printing) sections() error {
	known := map[string]bool{}
	for _, folder := range p.options.Sections {
		known[folder] = true
	}
	folders := make([]string, 0, len(p.titles))
	for folder := range p.titles {
		if !known[folder] {
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	for _, folder := range folders {
		piece := Piece{Kind: Section, Path: path.Join(folder, "_index.md"), Origin: p.titles[folder]}
		piece.Matter.Add("title", p.titles[folder])
		if err := p.give(piece); err != nil {
			return err
		}
	}
	return nil
}

// enrol gives an author's name the id that their page has, by what the source
// calls them; two who have one name are one: false.
func (p *printing) enrol(name, slug string) (fresh bool) {
	if _, ok := p.authors[name]; ok || name == "" {
		return false
	}
	if at := strings.IndexByte(slug, '@'); at > 0 { // an address of mail is nobody's business
		slug = slug[:at]
	}
	id := cmp.Or(arabic.Slug(decoded(slug)), arabic.Slug(name), "author")
	p.authors[name] = strings.TrimSuffix(path.Base(p.unique(path.Join("authors", id), arabic.Slug(name))), ".md")
	return true
}

// author gives the page of an author who is enrolled.
func (p *printing) author(name, origin, body string) error {
	piece := Piece{Kind: Author, Path: path.Join("authors", p.authors[name]+".md"), Origin: origin, Body: body}
	piece.Matter.Add("name", name)
	return p.give(piece)
}

// signatures are a post's authors: by id where they have a page, else by name.
func (p *printing) signatures(names []string) (out []string) {
	for _, name := range names {
		out = append(out, cmp.Or(p.authors[name], name))
	}
	return unique(out)
}

// path is where a post's manuscript goes: it depends on the post alone, but for
// two posts that want one place.
func (p *printing) path(post post, folder string) string {
	slug := arabic.Slug(decoded(post.slug))
	if slug == "" {
		slug = cmp.Or(arabic.Slug(post.title), arabic.Slug(post.id), "story")
	}
	if post.kind == Page && siteFolders[slug] {
		slug += "-page"
	}
	slug = shorten(slug)
	if post.kind == Story && !post.date.IsZero() {
		folder = path.Join(folder, post.date.In(p.options.zone()).Format("2006/01"))
	}
	return p.unique(path.Join(folder, slug), arabic.Slug(post.id))
}

// maxSlug bounds a file's name: most file systems take 255 bytes, and an
// Arabic letter is two.
const maxSlug = 200

func shorten(slug string) string {
	for len(slug) > maxSlug {
		cut := strings.LastIndexByte(slug, '-')
		if cut <= 0 {
			return strings.ToValidUTF8(slug[:maxSlug], "")
		}
		slug = slug[:cut]
	}
	return slug
}

// unique adds the post's own mark to a place that another has, and then counts.
func (p *printing) unique(at, mark string) string {
	try := at + ".md"
	for i := 1; p.paths[strings.ToLower(try)] || path.Base(try) == "index.md"; i++ {
		switch {
		case i == 1 && mark != "":
			try = at + "-" + mark + ".md"
		default:
			try = at + "-" + strconv.Itoa(i+1) + ".md"
		}
	}
	p.paths[strings.ToLower(try)] = true // some file systems know no capitals
	return try
}

// tags are the post's, and the sections that it is not filed under.
func (p *printing) tags(post post) []string {
	tags := post.tags
	for i, s := range post.sections {
		if leaf := s[len(s)-1]; i > 0 || post.kind == Page {
			tags = append(tags, leaf.title)
		}
	}
	return unique(tags)
}

func unique(words []string) (out []string) {
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// old are the addresses that lead to a post from now on: where it stood.
func (p *printing) old(link string, piece *Piece) []string {
	alias := pathOf(link)
	if name := strings.ToLower(strings.Trim(alias, "/")); siteFolders[name] || siteFiles.MatchString(name) {
		piece.note(Dropped, 0, alias, site.Words{Ar: "عنوان قديم يحجزه الموقع لنفسه", En: "an old address that the site keeps for itself"})
		return nil
	}
	if alias == "" || p.aliases[strings.ToLower(alias)] {
		return nil
	}
	p.aliases[strings.ToLower(alias)] = true
	return []string{alias}
}

// siteFiles are files that every site has at its root.
var siteFiles = regexp.MustCompile(`^(?:index\.html|404\.html|robots\.txt|llms\.txt|sitemap[\w-]*\.xml|index\.xml|atom\.xml|feed\.json|feeds\.opml)$`)

// address answers where a link of the source leads from now on: within the site
// by its path, and a file that the uploads folder has by its new place.
func (p *printing) address(piece *Piece) func(string) string {
	return func(address string) string {
		address = strings.TrimSpace(address)
		u, err := url.Parse(address)
		if err != nil {
			return address
		}
		ours := u.Host == "" || p.hosts[bareHost(u)]
		if file, ok := p.upload(u.Path); ok {
			asset := Asset{From: file, To: path.Join("static/uploads", file)}
			if !slices.Contains(piece.Media, asset) {
				piece.Media = append(piece.Media, asset)
			}
			return (&url.URL{Path: "/uploads/" + file}).EscapedPath()
		}
		if u.Host == "" || !ours || u.RawQuery != "" || isFile.MatchString(u.Path) || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "" {
			return address
		}
		within := cmp.Or(u.EscapedPath(), "/")
		if u.Fragment != "" {
			within += "#" + u.EscapedFragment()
		}
		return within
	}
}

// isFile tells the path of a picture or document: without the uploads folder it
// is only where it was.
var isFile = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|ico|mp3|m4a|ogg|wav|mp4|m4v|mov|webm|avi|pdf|docx?|xlsx?|pptx?|zip)$`)

// resized is what WordPress adds to the name of a smaller copy.
var resized = regexp.MustCompile(`-\d+x\d+(\.\w+)$`)

// upload finds a file of the uploads folder by the path of its address: by all
// of it, or by what is left when folders are taken off its front. The
// original is preferred to a smaller copy.
func (p *printing) upload(address string) (string, bool) {
	if p.options.Media == nil || !isFile.MatchString(address) {
		return "", false
	}
	rest := strings.TrimPrefix(path.Clean("/"+address), "/")
	for range 6 {
		for _, name := range []string{resized.ReplaceAllString(rest, "$1"), rest} {
			if info, err := fs.Stat(p.options.Media, name); err == nil && info.Mode().IsRegular() {
				return name, true
			}
		}
		_, after, ok := strings.Cut(rest, "/")
		if !ok {
			return "", false
		}
		rest = after
	}
	return "", false
}

// decoded is a word of an address without its percent signs.
func decoded(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// firstWords are a title for a post that has none: how its text begins.
func firstWords(body string) string {
	for line := range strings.SplitSeq(body, "\n") {
		if words := strings.Fields(plainText(strings.Trim(line, "#>*_- "))); len(words) > 0 && !strings.ContainsAny(words[0], "![<|`") && !strings.HasPrefix(words[0], ":") && !isAddress(words[0]) {
			if len(words) > 8 {
				return strings.Join(words[:8], " ") + "…"
			}
			return strings.Join(words, " ")
		}
	}
	return ""
}
