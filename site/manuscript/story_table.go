package manuscript

import (
	"path"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings"
)

// The keys by which other tools say when a story appears, and when it disappears.
const (
	publishKeys   = "publishDate|pubDate|embargo|embargoUntil|embargoedUntil|publishAt|publishOn|publishTime|goLive|scheduled|scheduledFor|scheduledAt"
	expiryKeys    = "expiryDate|unpublishDate|expires|expiresAt|expiresOn|expireDate|expirationDate|expiration|expire|unpublishAt|unpublishOn|unpublish"
	publishedKeys = "published|publish|publishedAt|publishedOn|publishedDate|datePublished"
)

type articleField = settings.Field[*site.Article]

// articleFields are the keys of a story, with the names that Hugo, Jekyll,
// Eleventy and their themes give them.
var articleFields = settings.FieldsOf(
	articleField{Names: "localeTitle title headline", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Title = r.Text(n) }},
	articleField{Names: "standfirst subtitle deck subheading", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Standfirst = r.Text(n) }},
	articleField{Names: "kicker overline", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Kicker = r.Text(n) }},
	articleField{Names: "summary description desc excerpt lead", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Summary = r.Text(n) }},
	articleField{Names: "type", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Type = r.StoryType(n) }},
	articleField{Names: "lang language locale", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Lang = readLanguage(r, n) }},

	articleField{Names: "date", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) {
		a.Date, a.HasTime = r.Date(n, site.LevelError)
	}},
	articleField{Names: "lastmod modified updated last_modified_at", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) {
		a.Lastmod, _ = r.Date(n, site.LevelWarning)
	}},
	articleField{Names: publishKeys, Read: readPublish},
	articleField{Names: publishedKeys, Read: readPublished},
	articleField{Names: expiryKeys, Read: readExpiry},
	articleField{Names: "release", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Release = readRelease(r, n) }},
	articleField{Names: "draft", Read: func(*settings.Reader, *site.Article, *settings.Node) {}}, // its place; hidden.go reads it
	articleField{Names: "withdrawn", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Withdrawn = readWithdrawn(r, n) }},

	articleField{Names: "section sections", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) {
		if all := r.Texts(n); len(all) > 0 {
			a.Section = strings.Trim(path.Clean("/"+arabic.NFC(all[0])), "/") // "/news" and "./news/" are news
		}
	}},
	articleField{Names: "slug", Read: readSlug},
	articleField{Names: "aliases redirect_from", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Aliases = readAliases(r, n, a.Aliases) }},
	articleField{Names: "translations", Read: readTranslations},
	articleField{Names: "translation_key", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.TranslationKey = r.Text(n) }},
	articleField{Names: "url permalink", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Aliases = readAliases(r, n, a.Aliases) }},

	articleField{Names: "authors author byline", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Authors = readPeople(r, n, a.Authors) }},
	articleField{Names: "agencies agency", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Agencies = readNames(r, n, a.Agencies) }},
	articleField{Names: "tone", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Tone = settings.Tone(r, n) }},
	articleField{Names: "life lifespan", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Life = years(r.Text(n)) }},
	articleField{Names: "dateline place location", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Dateline = r.Text(n) }},
	articleField{Names: "tags tag keywords", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Tags = readTags(r, n, a.Tags) }},
	articleField{Names: "categories category", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Tags = readTags(r, n, a.Tags) }},
	articleField{Names: "series", Read: readSeries},
	articleField{Names: "part series_order", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Part = r.Number(n) }},

	articleField{Names: "image images cover featured_image thumbnail banner hero", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Image = readImage(r, n) }},
	articleField{Names: "gallery", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Gallery = readImages(r, n) }},
	articleField{Names: "video audio", Read: readMedia},
	articleField{Names: "claim", Read: readClaim},
	articleField{Names: "live", Read: readCoverage},

	articleField{Names: "corrections correction", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Corrections = readNotes(r, n) }},
	articleField{Names: "updates update", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Updates = readNotes(r, n) }},
	articleField{Names: "sources source", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Sources = readSources(r, n) }},
	articleField{Names: "related", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Related = r.Refs(n) }},
	articleField{Names: "featured", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Featured = r.Flag(n) || a.Featured }},
	articleField{Names: "pinned pin sticky", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Featured = r.Flag(n) || a.Featured }},
	articleField{Names: "members members_only paywall", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Members = r.Flag(n) }},
	articleField{Names: "breaking", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Breaking = r.Flag(n) }},
	articleField{Names: "params", Read: func(r *settings.Reader, a *site.Article, n *settings.Node) { a.Params = settings.Params(r, n) }},
)

type sectionField = settings.Field[*site.Section]

var sectionFields = settings.FieldsOf(
	sectionField{Names: "title name linkTitle", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Title = r.Text(n) }},
	sectionField{Names: "description summary desc", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Description = r.Text(n) }},
	sectionField{Names: "order weight", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Order = r.Number(n) }},
	sectionField{Names: "accent color", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Accent = r.Colour(n) }},
	sectionField{Names: "translation_key", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.TranslationKey = r.Text(n) }},
	sectionField{Names: "aliases redirect_from", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Aliases = readAliases(r, n, s.Aliases) }},
	sectionField{Names: publishKeys, Read: readSectionPublish},
	sectionField{Names: expiryKeys, Read: readSectionExpiry},
	sectionField{Names: "release", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Release = readRelease(r, n) }},
	sectionField{Names: "draft", Read: func(*settings.Reader, *site.Section, *settings.Node) {}},
	sectionField{Names: "oldest_first", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.OldestFirst = r.Flag(n) }},
	sectionField{Names: "search_weight", Read: readSearchWeight},
	sectionField{Names: "opinion", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Opinion = r.Flag(n) }},
	sectionField{Names: "params", Read: func(r *settings.Reader, s *site.Section, n *settings.Node) { s.Params = settings.Params(r, n) }},
)

func readSearchWeight(r *settings.Reader, s *site.Section, n *settings.Node) {
	if s.Search = r.Number(n); s.Search < -1 || s.Search > 1 {
		r.Wrong(n, "أحد الأعداد 1 و0 و-1", "1, 0 or -1")
		s.Search = 0
	}
}

type authorField = settings.Field[*site.Author]

var authorFields = settings.FieldsOf(
	authorField{Names: "name title", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Name.Label = r.Text(n) }},
	authorField{Names: "role job position", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Role = r.Text(n) }},
	authorField{Names: "picture image photo avatar", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Picture = readImage(r, n) }},
	authorField{Names: "email", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Email = r.Text(n) }},
	authorField{Names: "links social", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Links = r.Links(n) }},
	authorField{Names: "aliases redirect_from", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Aliases = readAliases(r, n, a.Aliases) }},
	authorField{Names: "release", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Release = readRelease(r, n) }},
	authorField{Names: "draft", Read: func(*settings.Reader, *site.Author, *settings.Node) {}},
	authorField{Names: "desk", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Desk = r.Flag(n) }},
	authorField{Names: "params", Read: func(r *settings.Reader, a *site.Author, n *settings.Node) { a.Params = settings.Params(r, n) }},
)

var mediaFields = settings.FieldsOf(
	settings.Field[*site.Media]{Names: "src url file path", Read: func(r *settings.Reader, m *site.Media, n *settings.Node) {
		m.Src, m.Line, m.Col = r.Address(n), n.Line, n.Col
	}},
	settings.Field[*site.Media]{Names: "poster image", Read: func(r *settings.Reader, m *site.Media, n *settings.Node) { m.Poster = r.Address(n) }},
	settings.Field[*site.Media]{Names: "duration length", Read: func(r *settings.Reader, m *site.Media, n *settings.Node) { m.Duration = readDuration(r, n) }},
	settings.Field[*site.Media]{Names: "size bytes", Read: func(r *settings.Reader, m *site.Media, n *settings.Node) { m.Size = int64(max(0, r.Number(n))) }},
	settings.Field[*site.Media]{Names: "transcript", Read: func(r *settings.Reader, m *site.Media, n *settings.Node) {
		if r.Text(n) != "" {
			m.Transcript = strings.TrimSpace(string(arabic.Tidy([]byte(n.Text))))
		}
	}},
	settings.Field[*site.Media]{Names: "chapters", Read: func(r *settings.Reader, m *site.Media, n *settings.Node) {
		for _, item := range n.Each() {
			var c site.Chapter
			settings.Apply(r, chapterFields, &c, item)
			m.Chapters = append(m.Chapters, c)
		}
	}},
)

var chapterFields = settings.FieldsOf(
	settings.Field[*site.Chapter]{Names: "at start time", Read: func(r *settings.Reader, c *site.Chapter, n *settings.Node) { c.At = readDuration(r, n) }},
	settings.Field[*site.Chapter]{Names: "title name", Read: func(r *settings.Reader, c *site.Chapter, n *settings.Node) { c.Title = r.Text(n) }},
)

var claimFields = settings.FieldsOf(
	settings.Field[*site.Claim]{Names: "text claim", Read: func(r *settings.Reader, c *site.Claim, n *settings.Node) { c.Text = r.Text(n) }},
	settings.Field[*site.Claim]{Names: "speaker author by", Read: func(r *settings.Reader, c *site.Claim, n *settings.Node) { c.Speaker = r.Text(n) }},
	settings.Field[*site.Claim]{Names: "date", Read: func(r *settings.Reader, c *site.Claim, n *settings.Node) { c.Date, _ = r.Date(n, site.LevelWarning) }},
	settings.Field[*site.Claim]{Names: "rating verdict", Read: func(r *settings.Reader, c *site.Claim, n *settings.Node) { c.Rating = r.Text(n) }},
)

var coverageFields = settings.FieldsOf(
	settings.Field[*site.Coverage]{Names: "start", Read: func(r *settings.Reader, c *site.Coverage, n *settings.Node) {
		c.Start, _ = r.Date(n, site.LevelWarning)
	}},
	settings.Field[*site.Coverage]{Names: "end", Read: func(r *settings.Reader, c *site.Coverage, n *settings.Node) { c.End, _ = r.Date(n, site.LevelWarning) }},
	settings.Field[*site.Coverage]{Names: "key_points", Read: func(r *settings.Reader, c *site.Coverage, n *settings.Node) {
		for _, item := range n.Each() { // a point may hold commas
			if t := r.Text(item); t != "" {
				c.KeyPoints = append(c.KeyPoints, t)
			}
		}
	}},
)

var imageFields = settings.FieldsOf(
	settings.Field[*site.Image]{Names: "src path url image file", Read: func(r *settings.Reader, to *site.Image, n *settings.Node) {
		to.Src, to.Line, to.Col = r.Address(n), n.Line, n.Col
	}},
	settings.Field[*site.Image]{Names: "alt", Read: func(r *settings.Reader, to *site.Image, n *settings.Node) { to.Alt = r.Text(n) }},
	settings.Field[*site.Image]{Names: "caption title description", Read: func(r *settings.Reader, to *site.Image, n *settings.Node) { to.Caption = r.Text(n) }},
	settings.Field[*site.Image]{Names: "focus focal_point", Read: func(r *settings.Reader, to *site.Image, n *settings.Node) { to.Focus = readFocus(r, n) }},
	settings.Field[*site.Image]{Names: "credit attr source photographer", Read: func(r *settings.Reader, to *site.Image, n *settings.Node) { to.Credit = r.Text(n) }},
)

var noteFields = settings.FieldsOf(
	settings.Field[*site.Note]{Names: "date", Read: func(r *settings.Reader, to *site.Note, n *settings.Node) { to.Date, _ = r.Date(n, site.LevelWarning) }},
	settings.Field[*site.Note]{Names: "text reason note description", Read: func(r *settings.Reader, to *site.Note, n *settings.Node) { to.Text = r.Text(n) }},
)

var sourceFields = settings.FieldsOf(
	settings.Field[*site.Source]{Names: "name title", Read: func(r *settings.Reader, to *site.Source, n *settings.Node) { to.Name = r.Text(n) }},
	settings.Field[*site.Source]{Names: "url link", Read: func(r *settings.Reader, to *site.Source, n *settings.Node) { to.URL = r.Address(n) }},
)
