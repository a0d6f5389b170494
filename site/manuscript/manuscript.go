// Package manuscript reads one file of content/ into a noun, and writes one:
// Read makes an Article, a Section or an Author of front matter and Markdown;
// Format puts a file into the house style; Compose and Scaffold write new ones.
// Read looks at nothing but its arguments.
//
// It does not read Markdown or YAML itself: packages markdown and settings do.
//
// # Front matter
//
// It stands between two lines of --- (YAML) or +++ (TOML), or is a JSON object
// at the beginning of the file. The keys of a story are the table in
// story_table.go, with the names that Hugo, Jekyll and others give them. The
// most used are:
//
//	title, standfirst, kicker    the headline and what is printed around it
//	date, lastmod                when it was written and last changed
//	publishDate, expiryDate      when it appears and when it disappears
//	draft                        true if it must not be published
//	section, slug, aliases       its address, and its old addresses
//	tags, authors, agencies      terms; an author is the name of a file in authors/
//	summary                      for lists and search engines
//	image {src, alt, caption, credit}
//	type                         news, opinion, analysis, report, interview, explainer,
//	                             factcheck, gallery, video, audio, live
//	series, corrections, updates, related, sources, dateline, featured, breaking, lang
//	params {…}                   fields of the paper's own, for its templates: {{.Params.rating}}
//
// A field of params is of the kind that it is written as: text, a number, true or false, a date,
// a list or a map. A number in quotation marks, or with a zero before it, is text. A section, an
// author and a tag have params too, and edition.yaml those of the paper ({{.Chrome.Params.name}}).
// Other pages see of a story's params those that edition.yaml lists in card_params: .Params of
// its Card.
//
// A date is RFC 3339, 2024-09-14 with or without a time, or as a person writes
// it («14 سبتمبر 2024»), in the edition's zone.
//
// An unknown key is a note. One that is nearly a known key is probably a
// misspelling, and a warning.
package manuscript

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/conflict"
	"warraq/site/markdown"
	"warraq/site/own"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// Options are what Read needs beside the file.
type Options struct {
	Zone       *time.Location // for dates without a zone
	Lang       string         // of the edition, BCP 47
	UnsafeHTML bool           // trust raw HTML
	Embeds     []string       // the sites whose frames a reader may ask for
	Digits     string         // "latn" or "arab", for what is generated
	Home       string         // the edition's base_url: an address under it is one inside the site; "" if unknown
	Fields     own.FieldsOf   // of the edition's own
	Types      own.Types      // of stories, of the edition's own
	Taxonomies own.Taxonomies // likewise
	Components []string       // the names of the theme's components
	Sister     string         // the edition's key in edition.yaml; "" for the main one
	Spans      bool           // Read also gives spans, anchors and local links
	Bare       bool           // Read gives no HTML of the body and no count of words
	Into       []byte         // memory for the HTML of the body; nil: new memory
}

// Reading is the result of Read: one noun, and the problems of its file.
type Reading struct {
	Article  *site.Article // of a story or a static page
	Section  *site.Section
	Author   *site.Author
	Problems []site.Problem
	Release  string // the set that a faulty file names, if its front matter cannot be read whole

	// Set only if Options.Spans is true.
	Start   int         // the byte where the body begins; the file's length if that is unknown
	Spans   []site.Span // of front matter and body, sorted
	Anchors []string    // the ids in the body, which a link can lead to
	Local   []site.Ref  // links to places in the body itself: «#id»
	Targets []site.Span // where the body writes addresses, sorted
}

// fileReader reads one manuscript.
type fileReader struct {
	*settings.Reader
	file    string // under content/
	options Options
	named   time.Time // the day that the file's name begins with
	reading Reading
}

// Read reads any manuscript by its path under content/: a story, a static page,
// a section or an author. The topmost _index.md gives no noun: edition.yaml is
// used instead.
//
// An article with a problem of level error must not be published. All three nouns
// are nil if the file cannot be read at all.
func Read(file string, src []byte, o Options) Reading {
	r := &fileReader{Reader: settings.NewReader(file, o.Zone, o.Lang), file: file, options: o}
	r.Home, r.Types = o.Home, o.Types
	noun := site.NounIn(file, o.Taxonomies)
	start, matter := r.Open(src)
	conflict := r.conflict(src, start)
	switch {
	case noun == site.NounHome && start >= 0 && o.Spans:
		r.body(src, start, nil)
		r.home(src[:start], matter)
	case noun == site.NounHome:
		r.home(src[:max(start, 0)], matter)
	case noun == site.NounSection && r.ofOtherLanguage():
	case start < 0 && noun == site.NounSection && mayHide(src):
		r.reading.Section = &site.Section{Path: r.file, Dir: arabic.NFC(path.Dir(r.file)), Draft: true}
	case start < 0:
	case r.isNameless(noun):
	case noun == site.NounSection, noun == site.NounTag, noun == site.NounSeries, noun == site.NounTerm:
		r.section(src, start, matter)
	case noun == site.NounAuthor:
		r.author(src, start, matter)
	default:
		r.story(src, start, matter)
	}
	if o.Spans {
		if start < 0 {
			start = len(src)
		}
		r.reading.Start = start
		r.reading.Spans = append(notation.Spans(src[:start], matter), r.reading.Spans...)
	}
	if conflict { // what else is wrong with the front matter follows from it
		r.Problems = slices.DeleteFunc(r.Problems, func(p site.Problem) bool { return strings.HasPrefix(p.Rule, "front-matter/") })
	}
	if r.reading.Problems = r.Problems; site.Errors(r.Problems) > 0 {
		if m := saidRelease.FindSubmatch(src[:min(len(src), 64<<10)]); m != nil {
			r.reading.Release = strings.TrimSpace(string(m[1]))
		}
	}
	return r.reading
}

// conflict reports what git could not merge: it must not be published. It says
// whether the conflict is one of the front matter.
func (r *fileReader) conflict(src []byte, start int) bool {
	marks := conflict.Marks(src)
	if len(marks) == 0 {
		return false
	}
	if start >= 0 && marks[0] >= start && !conflict.Whole(src, marks) { // code may show such marks
		b, _ := markdown.Render(src, start, markdown.Options{Path: r.file, Spans: true})
		marks = slices.DeleteFunc(marks, func(at int) bool {
			return slices.ContainsFunc(b.Spans, func(s site.Span) bool { return s.Kind == site.SpanCode && s.From <= at && at < s.To })
		})
	}
	if len(marks) == 0 {
		return false
	}
	r.Problems = append(r.Problems, conflict.Problem("content/"+r.file, src, marks[0]))
	return start < 0 || marks[0] <= max(start, len("\ufeff"))
}

func (r *fileReader) story(src []byte, start int, matter *settings.Node) {
	a := site.NewArticle(arabic.NFC(r.file)) // a disk may decompose names
	r.place(a)
	hidden, matter := r.hides(matter)
	ofType := r.takeOwn(a, takeTerms(r, a, matter))
	settings.Apply(r.Reader, articleFields, a, ofType.rest)
	a.Params = append(a.Params, r.declared(ofType)...)
	if n := matter.Get("withdrawn"); n != nil && n.Kind == settings.Null {
		r.At(n, "front-matter/withdrawn", site.LevelError,
			site.Say("withdrawn بلا قيمة: لا يُعرف أسُحبت القصة أم لا، فلم تُنشر", "withdrawn has no value: it does not say whether the story was withdrawn, so it is not published"),
			site.Say("اكتب سبب السحب أو true، أو احذف السطر", "write the reason, or true, or remove the line"))
	}
	a.Draft = hidden || a.Static && a.Withdrawn != nil // a page leaves no tombstone
	r.settle(a, matter)
	r.takeBody(a, r.body(src, start, a))
	if a.Title == "" {
		r.noTitle(matter)
	}
	gather(a)
	a.Share()
	r.reading.Article = a
}

func (r *fileReader) section(src []byte, start int, matter *settings.Node) {
	dir := arabic.NFC(path.Dir(r.file))
	s := &site.Section{Path: r.file, Dir: dir, Base: dir, Title: path.Base(dir), Opinion: dir == "opinion"}
	noun := site.NounIn(r.file, r.options.Taxonomies)
	if noun != site.NounSection { // its stories name it, if its file does not
		name := stem(r.file)
		if strings.HasPrefix(name, "_index") {
			name = path.Base(dir)
		}
		if s.Dir, s.Title = site.TagsDir+"/"+tagOf(name).Slug, ""; noun == site.NounTerm {
			s.Dir = termDir(r.file)
		}
	}
	if cascade := matter.Get("cascade"); cascade != nil {
		readCascade(r.Reader, s, cascade)
	}
	s.Draft, matter = r.hidesAll(src[:start], matter)
	var fields []own.Declared
	if noun == site.NounSection {
		fields = r.options.Fields.Section
	}
	ofAll := r.parted(matter, fields)
	settings.Apply(r.Reader, sectionFields, s, ofAll.rest)
	s.Params = append(s.Params, r.declared(ofAll)...)
	if noun == site.NounSeries { // its title is its name, as stories write it
		s.Dir = site.SeriesDir + "/" + nameOf(cmp.Or(s.Title, stem(r.file), "_")).Slug
		if strings.HasPrefix(stem(r.file), "_index") && s.Title == "" {
			s.Dir = site.SeriesDir + "/" + nameOf(path.Base(dir)).Slug
		}
	}
	if n := matter.Get("date"); n != nil && noun.IsTermFile() {
		r.At(n, "file/no-story", site.LevelError,
			site.Say("ليس هنا مكان القصص، فلا تُنشر هذه قصةً: الملفات هنا لصفحات الوسوم والسلاسل وما شابهها", "this is no place for stories, and none is published: a file here is that of a tag, a series or the like"),
			site.Say("إن كان قصة فانقله إلى مجلد قسم: warraq mv؛ وإلا فاحذف سطر date", "if it is a story, move it into the folder of a section with warraq mv; if not, remove the line date"))
	}
	if n := matter.Get("oldest_first"); s.OldestFirst && noun != site.NounSeries {
		s.OldestFirst = false
		r.At(n, "front-matter/oldest-first", site.LevelWarning,
			site.Say("oldest_first لملف سلسلة، مثل series/x.md؛ وهذه القائمة تبدأ بالأحدث", "oldest_first is for the file of a series, such as series/x.md; this list begins with the newest"),
			site.Say("احذف السطر", "remove the line"))
	}
	s.Title, s.Description = arabic.QuotesIn(s.Title, r.options.Lang), arabic.QuotesIn(s.Description, r.options.Lang)
	s.Sort = arabic.CollationKey(s.Title)
	b := r.body(src, start, nil)
	s.Body, s.Refs, s.Components = b.HTML, b.Refs, b.Components
	r.reading.Section = s
}

// isNameless says that the file of an author, a tag or a series has no name of its own, and tells.
func (r *fileReader) isNameless(noun site.Noun) bool {
	if !noun.IsTermFile() || stem(r.file) != "index" {
		return false
	}
	r.Report(1, 1, "file/nameless", site.LevelError,
		site.Say("هذا ملف كاتب أو وسم أو سلسلة أو ما شابهها، واسمه index", "this is the file of an author, a tag, a series or the like, and its name is index"),
		site.Say("سمِّه باسم صاحبه: authors/huda.md", "name it after what it is about: authors/huda.md"))
	return true
}

// ofOtherLanguage says that a section's file is Hugo's for another language:
// _index.en.md.
func (r *fileReader) ofOtherLanguage() bool {
	tag := strings.TrimPrefix(strings.TrimPrefix(stem(r.file), "_index"), ".")
	short, _, _ := strings.Cut(r.options.Lang, "-")
	if tag == "" || strings.EqualFold(tag, r.options.Lang) || strings.EqualFold(tag, short) {
		return false
	}
	r.Report(1, 1, "file/other-language", site.LevelNote,
		site.Say("ملف قسم بلغة أخرى لا يُقرأ: %s", "a section's file of another language is not read: %s", tag),
		site.Say("ورّاق يبني كل لغة من مجلدها", "warraq builds each language from a folder of its own"))
	return true
}

func (r *fileReader) author(src []byte, start int, matter *settings.Node) {
	a := &site.Author{Path: r.file}
	a.Draft, matter = r.hidesAll(src[:start], matter)
	ofAll := r.parted(matter, r.options.Fields.Author)
	settings.Apply(r.Reader, authorFields, a, ofAll.rest)
	a.Params = append(a.Params, r.declared(ofAll)...)
	a.Name.Slug = arabic.Slug(stem(r.file))
	if a.Name.Label == "" {
		r.Lacks(1, "front-matter/no-name", site.LevelError,
			site.Say("لا اسم لهذا الكاتب", "this author has no name"), site.Say("أضف سطر name:", "add a line name:"))
		a.Name.Label = stem(r.file)
	}
	a.Name.Sort = arabic.CollationKey(a.Name.Label)
	b := r.body(src, start, nil)
	a.Body, a.Refs, a.Components, a.Bio = b.HTML, b.Refs, b.Components, cutAtWord(b.Lead, summaryLength)
	r.reading.Author = a
}

// body reads the Markdown of a file.
func (r *fileReader) body(src []byte, start int, a *site.Article) markdown.Body {
	o := markdown.Options{
		Path: r.file, Edition: r.options.Lang, Zone: r.options.Zone, Digits: r.options.Digits, Home: r.options.Home,
		UnsafeHTML: r.options.UnsafeHTML, Embeds: r.options.Embeds, Components: r.options.Components, Spans: r.options.Spans, Bare: r.options.Bare, Into: r.options.Into,
	}
	if o.Lead = true; a != nil {
		o.Lang, o.Credits, o.Live = a.Lang, !a.Static, a.Type == site.Live
		o.Lead = a.Summary == "" && a.Standfirst == ""
		o.Teaser = a.Members && !o.Spans // a copy desk reads all of it
		if o.Start = a.Date; a.Coverage != nil && !a.Coverage.Start.IsZero() {
			o.Start = a.Coverage.Start
		}
	}
	b, problems := markdown.Render(src, start, o)
	r.Problems = append(r.Problems, problems...)
	r.reading.Spans, r.reading.Anchors, r.reading.Local, r.reading.Targets = b.Spans, b.Anchors, b.Local, b.Targets
	return b
}

var datePrefix = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[-_](.+)$`)

// place reads the folder, the slug and perhaps the date from the path.
func (r *fileReader) place(a *site.Article) {
	a.Dir, a.Base = path.Dir(a.Path), path.Dir(a.Path)
	name := stem(a.Path)
	if (name == "index" || name == "index."+r.options.Lang) && a.Dir != "." {
		name, a.Dir = path.Base(a.Dir), path.Dir(a.Dir)
	}
	if lang, _, _ := strings.Cut(r.options.Lang, "-"); lang != "" {
		name = strings.TrimSuffix(name, "."+lang) // Hugo's name for a translation: story.ar.md
	}
	a.Dir = withoutPosts(a.Dir)
	if a.Dir == "." {
		a.Dir = ""
	}
	if a.Base == "." {
		a.Base = ""
	}
	if m := datePrefix.FindStringSubmatch(name); m != nil {
		if t, _, err := arabic.ParseDate(m[1], r.Zone); err == nil {
			r.named, name = t, m[2]
		}
	}
	a.Static = site.NounOf(a.Path) == site.NounPage
	a.Slug = arabic.Slug(name)
}

// settle fills in dates and the slug, and reports what every story needs.
func (r *fileReader) settle(a *site.Article, matter *settings.Node) {
	if a.Date.IsZero() {
		a.Date = r.named
		if a.Date.IsZero() || !a.Publish.IsZero() && a.Publish.Before(a.Date) { // front matter beats a file's name
			a.Date = a.Publish
		}
	}
	if a.Publish.IsZero() {
		a.Publish = a.Date
	}
	if a.Date.IsZero() && !a.Static && site.Errors(r.Problems) == 0 {
		r.Lacks(max(1, matter.Line), "front-matter/no-date", site.LevelWarning,
			site.Say("قصة بلا تاريخ؛ تأتي آخر القوائم", "a story without a date; it comes last in every list"),
			site.Say("أضف سطرًا مثل date: 2026-11-23", "add a line such as date: 2026-11-23"))
	}
	if a.Slug == "" {
		a.Slug = arabic.Slug(a.Title)
	}
	if a.Slug == "" {
		r.Report(1, 1, "front-matter/no-slug", site.LevelError,
			site.Say("لا يصلح اسم الملف ولا العنوان لعنوان الصفحة", "neither the file's name nor the title makes an address"),
			site.Say("أضف سطر slug: بحروف وأرقام", "add a line slug: of letters and digits"))
	}
}

// summaryLength is where a first paragraph is cut to serve as a summary.
const summaryLength = 200

// takeBody copies what was read from the body into the article.
func (r *fileReader) takeBody(a *site.Article, b markdown.Body) {
	a.Body, a.Refs, a.Headings, a.Words, a.Entries, a.Components = b.HTML, b.Refs, b.Headings, b.Words, b.Entries, b.Components
	for _, credit := range b.Credits {
		n := nameOf(credit)
		if !slices.ContainsFunc(a.Agencies, func(known *site.Name) bool { return known.Slug == n.Slug }) {
			a.Agencies = append(a.Agencies, n)
		}
	}
	if a.Members {
		a.Media, a.Gallery = site.Media{}, nil // they are no teaser
	}
	if a.Summary == "" {
		a.Summary = a.Standfirst
	}
	if a.Summary == "" {
		a.Summary = cutAtWord(b.Lead, summaryLength)
		a.OfEntry = b.OfEntry
	}
	r.turnQuotes(a)
}

// noTitle reports a story without a title, or one whose title YAML took for something
// else.
func (r *fileReader) noTitle(matter *settings.Node) {
	line, hint := 1, site.Say("أضف سطر title: في رأس الملف", "add a line title: at the head of the file")
	if n := matter.Get("title"); n != nil {
		line = max(n.Line, 1)
		hint = site.Say("اكتب العنوان بعد title:", "write the title after title:")
		if n.Kind != settings.Scalar && n.Kind != settings.Null {
			hint = site.Say("ضع العنوان كله بين علامتي \"، هكذا: title: \"خبر\"", "put the whole title between \" marks, as in title: \"words\"")
		}
	}
	r.Lacks(line, "front-matter/no-title", site.LevelError, site.Say("لا عنوان لهذه القصة", "this story has no title"), hint)
}

// turnQuotes turns the straight quotation marks of a story's texts as those of its
// body are turned. Names stay: they are looked up.
func (r *fileReader) turnQuotes(a *site.Article) {
	texts := []*string{&a.Title, &a.Standfirst, &a.Summary, &a.Kicker, &a.Image.Alt, &a.Image.Caption}
	for i := range a.Gallery {
		texts = append(texts, &a.Gallery[i].Alt, &a.Gallery[i].Caption)
	}
	for _, notes := range [][]site.Note{a.Corrections, a.Updates} {
		for i := range notes {
			texts = append(texts, &notes[i].Text)
		}
	}
	for i := range a.Media.Chapters {
		texts = append(texts, &a.Media.Chapters[i].Title)
	}
	if a.Withdrawn != nil {
		texts = append(texts, &a.Withdrawn.Text)
	}
	if a.Claim != nil {
		texts = append(texts, &a.Claim.Text)
	}
	if a.Coverage != nil {
		for i := range a.Coverage.KeyPoints {
			texts = append(texts, &a.Coverage.KeyPoints[i])
		}
	}
	for _, t := range texts {
		*t = arabic.QuotesIn(*t, cmp.Or(a.Lang, r.options.Lang))
	}
}

// cutAtWord shortens a text to at most n runes, at a word's end.
func cutAtWord(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexAny(cut, " \n"); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ،.؛:") + "…"
}

// gather copies the texts that every story has into one piece of memory: they
// are pieces of the file, which is not kept for them.
func gather(a *site.Article) {
	texts := make([]*string, 0, 24)
	texts = append(texts, &a.Slug, &a.Section, &a.Title, &a.Standfirst, &a.Summary, &a.Image.Src, &a.Image.Alt, &a.Image.Caption, &a.Image.Credit)
	for i := range a.Headings {
		texts = append(texts, &a.Headings[i].ID, &a.Headings[i].Text)
	}
	for i := range a.Refs {
		texts = append(texts, &a.Refs[i].Target)
	}
	size := 0
	for _, t := range texts {
		size += len(*t)
	}
	var all strings.Builder
	all.Grow(size)
	for _, t := range texts {
		all.WriteString(*t)
	}
	rest := all.String()
	for _, t := range texts {
		*t, rest = rest[:len(*t)], rest[len(*t):]
	}
}
