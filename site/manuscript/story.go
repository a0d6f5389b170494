package manuscript

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

type articleField = field[*site.Article]

// articleFields are the keys of a story, with the names that Hugo, Jekyll,
// Eleventy and their themes give them.
var articleFields = fieldsOf(
	articleField{names: "localeTitle title headline", read: func(r *reader, a *site.Article, n *node) { a.Title = r.text(n) }},
	articleField{names: "standfirst subtitle deck subheading", read: func(r *reader, a *site.Article, n *node) { a.Standfirst = r.text(n) }},
	articleField{names: "kicker overline", read: func(r *reader, a *site.Article, n *node) { a.Kicker = r.text(n) }},
	articleField{names: "summary description desc excerpt lead", read: func(r *reader, a *site.Article, n *node) { a.Summary = r.text(n) }},
	articleField{names: "type", read: func(r *reader, a *site.Article, n *node) { a.Type = r.storyType(n) }},
	articleField{names: "lang language locale", read: func(r *reader, a *site.Article, n *node) { a.Lang = r.language(n) }},

	articleField{names: "date", read: func(r *reader, a *site.Article, n *node) { a.Date, a.HasTime = r.date(n, site.LevelError) }},
	articleField{names: "lastmod modified updated last_modified_at", read: func(r *reader, a *site.Article, n *node) {
		a.Lastmod, _ = r.date(n, site.LevelWarning)
	}},
	articleField{names: "publishDate pubDate embargo", read: func(r *reader, a *site.Article, n *node) {
		a.Publish, _ = r.date(n, site.LevelError)
	}},
	articleField{names: "published", read: readPublished},
	articleField{names: "expiryDate unpublishDate expires", read: func(r *reader, a *site.Article, n *node) {
		a.Expiry, _ = r.date(n, site.LevelError)
	}},
	articleField{names: "draft", read: func(r *reader, a *site.Article, n *node) { a.Draft = r.flag(n) || a.Draft }},
	articleField{names: "withdrawn", read: func(r *reader, a *site.Article, n *node) { a.Withdrawn = r.withdrawn(n) }},

	articleField{names: "section sections", read: func(r *reader, a *site.Article, n *node) {
		if all := r.texts(n); len(all) > 0 {
			a.Section = all[0]
		}
	}},
	articleField{names: "slug", read: readSlug},
	articleField{names: "aliases redirect_from", read: func(r *reader, a *site.Article, n *node) { a.Aliases = r.aliases(n, a.Aliases) }},
	articleField{names: "translations", read: readTranslations},
	articleField{names: "url permalink", read: func(r *reader, a *site.Article, n *node) { a.Aliases = r.aliases(n, a.Aliases) }},

	articleField{names: "authors author byline", read: func(r *reader, a *site.Article, n *node) { a.Authors = r.people(n, a.Authors) }},
	articleField{names: "agencies agency", read: func(r *reader, a *site.Article, n *node) { a.Agencies = r.names(n, a.Agencies) }},
	articleField{names: "dateline place location", read: func(r *reader, a *site.Article, n *node) { a.Dateline = r.text(n) }},
	articleField{names: "tags tag keywords", read: func(r *reader, a *site.Article, n *node) { a.Tags = r.names(n, a.Tags) }},
	articleField{names: "categories category", read: func(r *reader, a *site.Article, n *node) { a.Tags = r.names(n, a.Tags) }},
	articleField{names: "series", read: readSeries},
	articleField{names: "part series_order", read: func(r *reader, a *site.Article, n *node) { a.Part = r.number(n) }},

	articleField{names: "image images cover featured_image thumbnail banner hero", read: func(r *reader, a *site.Article, n *node) { a.Image = r.image(n) }},
	articleField{names: "gallery", read: func(r *reader, a *site.Article, n *node) { a.Gallery = r.images(n) }},
	articleField{names: "video audio", read: readMedia},
	articleField{names: "claim", read: readClaim},
	articleField{names: "live", read: readCoverage},

	articleField{names: "corrections correction", read: func(r *reader, a *site.Article, n *node) { a.Corrections = r.notes(n) }},
	articleField{names: "updates update", read: func(r *reader, a *site.Article, n *node) { a.Updates = r.notes(n) }},
	articleField{names: "sources source", read: func(r *reader, a *site.Article, n *node) { a.Sources = r.sources(n) }},
	articleField{names: "related", read: func(r *reader, a *site.Article, n *node) { a.Related = r.refs(n) }},
	articleField{names: "featured", read: func(r *reader, a *site.Article, n *node) { a.Featured = r.flag(n) || a.Featured }},
	articleField{names: "pinned pin sticky", read: func(r *reader, a *site.Article, n *node) { a.Featured = r.flag(n) || a.Featured }},
	articleField{names: "breaking", read: func(r *reader, a *site.Article, n *node) { a.Breaking = r.flag(n) }},
)

// readPublished: Jekyll writes false for a draft, others a date.
func readPublished(r *reader, a *site.Article, n *node) {
	switch strings.ToLower(n.text) {
	case "true", "false":
		a.Draft = a.Draft || !r.flag(n)
	default:
		a.Publish, _ = r.date(n, site.LevelError)
	}
}

func readSlug(r *reader, a *site.Article, n *node) {
	slug := arabic.Slug(r.text(n))
	if slug == "" {
		r.at(n, "front-matter/slug", site.LevelWarning,
			site.Say("لا حرف في slug ولا رقم؛ أُخذ اسم الملف", "slug has no letter and no digit; the file's name is taken"), site.Say("احذفه أو أصلحه", "remove it or mend it"))
		return
	}
	a.Slug = slug
}

func (r *reader) storyType(n *node) site.Type {
	t := site.Type(strings.ToLower(r.text(n)))
	if slices.Contains(site.Types, t) {
		return t
	}
	known := make([]string, len(site.Types))
	for i, k := range site.Types {
		known[i] = string(k)
	}
	hint := site.Say("المعروف: %s", "known are: %s", strings.Join(known, " "))
	if guess := nearest(string(t), known); guess != "" {
		hint = site.Say("لعلك تقصد %s", "did you mean %s?", guess)
	}
	if t != "" && t != "post" && t != "posts" && t != "page" && t != "article" { // what other generators call any story
		r.at(n, "front-matter/type", site.LevelWarning,
			site.Say("لا نوع اسمه «%s»؛ عُدّت القصة خبرًا", "there is no type %q; the story is taken for news", string(t)), hint)
	}
	return site.News
}

var languageTag = regexp.MustCompile(`^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$`)

// language is a BCP 47 tag that differs from the edition's, else "".
func (r *reader) language(n *node) string {
	tag := strings.ReplaceAll(r.text(n), "_", "-")
	switch {
	case tag == "" || strings.EqualFold(tag, r.options.Lang):
		return ""
	case !languageTag.MatchString(tag):
		r.expected(n, "رمز لغة مثل en", "a language tag such as en")
		return ""
	}
	return tag
}

func readSeries(r *reader, a *site.Article, n *node) {
	if n.kind == isList && len(n.items) > 0 {
		n = n.items[0]
	}
	label := n
	if n.kind == isMap {
		if part := n.get("part"); part != nil {
			a.Part = r.number(part)
		}
		if label = firstOf(n, "name", "title"); label == nil {
			r.expected(n, "اسم السلسلة", "the name of a series")
			return
		}
	}
	if names := r.addName(label, nil, nameOf(r.text(label))); len(names) > 0 {
		a.Series = *names[0]
	}
}

func readMedia(r *reader, a *site.Article, n *node) {
	a.Media = site.Media{Line: n.line, Col: n.col}
	if n.kind == isMap {
		apply(r, mediaFields, &a.Media, n)
		return
	}
	a.Media.Src = r.address(n)
}

var mediaFields = fieldsOf(
	field[*site.Media]{names: "src url file path", read: func(r *reader, m *site.Media, n *node) { m.Src, m.Line, m.Col = r.address(n), n.line, n.col }},
	field[*site.Media]{names: "poster image", read: func(r *reader, m *site.Media, n *node) { m.Poster = r.address(n) }},
	field[*site.Media]{names: "duration length", read: func(r *reader, m *site.Media, n *node) { m.Duration = r.duration(n) }},
	field[*site.Media]{names: "transcript", read: func(_ *reader, m *site.Media, n *node) {
		m.Transcript = strings.TrimSpace(string(tidy([]byte(n.text))))
	}},
	field[*site.Media]{names: "chapters", read: func(r *reader, m *site.Media, n *node) {
		for _, item := range n.items {
			var c site.Chapter
			apply(r, chapterFields, &c, item)
			m.Chapters = append(m.Chapters, c)
		}
	}},
)

var chapterFields = fieldsOf(
	field[*site.Chapter]{names: "at start time", read: func(r *reader, c *site.Chapter, n *node) { c.At = r.duration(n) }},
	field[*site.Chapter]{names: "title name", read: func(r *reader, c *site.Chapter, n *node) { c.Title = r.text(n) }},
)

func readClaim(r *reader, a *site.Article, n *node) {
	a.Claim = &site.Claim{}
	if n.kind == isScalar {
		a.Claim.Text = r.text(n)
		return
	}
	apply(r, claimFields, a.Claim, n)
}

var claimFields = fieldsOf(
	field[*site.Claim]{names: "text claim", read: func(r *reader, c *site.Claim, n *node) { c.Text = r.text(n) }},
	field[*site.Claim]{names: "speaker author by", read: func(r *reader, c *site.Claim, n *node) { c.Speaker = r.text(n) }},
	field[*site.Claim]{names: "date", read: func(r *reader, c *site.Claim, n *node) { c.Date, _ = r.date(n, site.LevelWarning) }},
	field[*site.Claim]{names: "rating verdict", read: func(r *reader, c *site.Claim, n *node) { c.Rating = r.text(n) }},
)

func readCoverage(r *reader, a *site.Article, n *node) {
	a.Coverage = &site.Coverage{}
	apply(r, coverageFields, a.Coverage, n)
}

var coverageFields = fieldsOf(
	field[*site.Coverage]{names: "start", read: func(r *reader, c *site.Coverage, n *node) { c.Start, _ = r.date(n, site.LevelWarning) }},
	field[*site.Coverage]{names: "end", read: func(r *reader, c *site.Coverage, n *node) { c.End, _ = r.date(n, site.LevelWarning) }},
	field[*site.Coverage]{names: "key_points", read: func(r *reader, c *site.Coverage, n *node) {
		for _, item := range n.items { // a point may hold commas
			if t := r.text(item); t != "" {
				c.KeyPoints = append(c.KeyPoints, t)
			}
		}
	}},
)

type sectionField = field[*site.Section]

var sectionFields = fieldsOf(
	sectionField{names: "title name linkTitle", read: func(r *reader, s *site.Section, n *node) { s.Title = r.text(n) }},
	sectionField{names: "description summary desc", read: func(r *reader, s *site.Section, n *node) { s.Description = r.text(n) }},
	sectionField{names: "order weight", read: func(r *reader, s *site.Section, n *node) { s.Order = r.number(n) }},
	sectionField{names: "accent color", read: func(r *reader, s *site.Section, n *node) { s.Accent = r.colour(n) }},
	sectionField{names: "opinion", read: func(r *reader, s *site.Section, n *node) { s.Opinion = r.flag(n) }},
)

type authorField = field[*site.Author]

var authorFields = fieldsOf(
	authorField{names: "name title", read: func(r *reader, a *site.Author, n *node) { a.Name.Label = r.text(n) }},
	authorField{names: "role job position", read: func(r *reader, a *site.Author, n *node) { a.Role = r.text(n) }},
	authorField{names: "picture image photo avatar", read: func(r *reader, a *site.Author, n *node) { a.Picture = r.image(n) }},
	authorField{names: "email", read: func(r *reader, a *site.Author, n *node) { a.Email = r.text(n) }},
	authorField{names: "links social", read: func(r *reader, a *site.Author, n *node) { a.Links = r.links(n) }},
	authorField{names: "desk", read: func(r *reader, a *site.Author, n *node) { a.Desk = r.flag(n) }},
)

var colourPattern = regexp.MustCompile(`^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// colour is a CSS colour in hex: it goes into a style sheet as it is.
func (r *reader) colour(n *node) string {
	c := r.text(n)
	if c != "" && !colourPattern.MatchString(c) {
		r.at(n, "settings/colour", site.LevelError,
			site.Say("ليس لونًا: %s", "not a colour: %s", c), site.Say("اكتبه هكذا: \"#9b1c31\"", "write it as \"#9b1c31\""))
		return ""
	}
	return c
}

// stem is a file's name without folder and extension.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// readTranslations reads where the story stands in other languages: language
// to address.
func readTranslations(r *reader, a *site.Article, n *node) {
	if n.kind != isMap {
		r.wrong(n, "لغة وعنوانها، مثل en: https://example.org/en/story/", "a language and its address, such as en: https://example.org/en/story/")
		return
	}
	for _, e := range n.entries {
		if url := r.address(e.value); url != "" {
			a.Translations = append(a.Translations, site.Translation{Lang: e.key, URL: url})
		}
	}
}
