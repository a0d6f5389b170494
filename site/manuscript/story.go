package manuscript

import (
	"path"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings"
	"warraq/site/uri"
)

// readPublish keeps the latest time that any key says the story appears at: no
// key lifts the embargo of another.
func readPublish(r *settings.Reader, a *site.Article, n *settings.Node) {
	if t, hasTime := r.Date(n, site.LevelError); t.After(a.Publish) {
		a.Publish, a.LiftTime = t, hasTime
	}
}

// readPublished reads a date; hidden.go reads published: false.
func readPublished(r *settings.Reader, a *site.Article, n *settings.Node) {
	if !settings.IsFlag(n) {
		readPublish(r, a, n)
	}
}

// readSectionPublish and readSectionExpiry are the same for a section, with all that
// lies below it.
func readSectionPublish(r *settings.Reader, s *site.Section, n *settings.Node) {
	if t, _ := r.Date(n, site.LevelError); t.After(s.Publish) {
		s.Publish = t
	}
}

func readSectionExpiry(r *settings.Reader, s *site.Section, n *settings.Node) {
	if t, _ := r.Date(n, site.LevelError); s.Expiry.IsZero() || !t.IsZero() && t.Before(s.Expiry) {
		s.Expiry = t
	}
}

// readCascade reads those dates in Hugo's cascade, for what lies below.
func readCascade(r *settings.Reader, s *site.Section, n *settings.Node) {
	for _, part := range n.Each() {
		for _, e := range part.Entries {
			switch rank := sectionFields.Rank(e.Key); rank {
			case sectionFields.Rank("publishDate"):
				readSectionPublish(r, s, e.Value)
			case sectionFields.Rank("expiryDate"):
				readSectionExpiry(r, s, e.Value)
			}
		}
	}
}

// readRelease reads the name of a set. A value that is none names a set that is not there.
func readRelease(r *settings.Reader, n *settings.Node) site.Ref {
	name := r.Text(n)
	if name == "" {
		r.Expected(n, "اسم مجموعة من releases في edition.yaml", "the name of a set of releases in edition.yaml")
		name = "?"
	}
	return site.Ref{Target: strings.Clone(name), Line: n.Line, Col: n.Col}
}

// saidRelease is the set that a front matter names that cannot be read whole.
var saidRelease = regexp.MustCompile(`(?m)^[ \t]*"?release"?[ \t]*[:=][ \t]*["']?([^"'#,}\r\n]+)`)

// readExpiry keeps the earliest time that any key says the story disappears at.
func readExpiry(r *settings.Reader, a *site.Article, n *settings.Node) {
	if t, _ := r.Date(n, site.LevelError); a.Expiry.IsZero() || !t.IsZero() && t.Before(a.Expiry) {
		a.Expiry = t
	}
}

func readSlug(r *settings.Reader, a *site.Article, n *settings.Node) {
	slug := arabic.Slug(r.Text(n))
	if slug == "" {
		r.At(n, "front-matter/slug", site.LevelWarning,
			site.Say("لا حرف في slug ولا رقم؛ أُخذ اسم الملف", "slug has no letter and no digit; the file's name is taken"), site.Say("احذفه أو أصلحه", "remove it or fix it"))
		return
	}
	a.Slug = slug
}

// readLanguage reads a BCP 47 tag that differs from the edition's, else "".
func readLanguage(r *settings.Reader, n *settings.Node) string {
	tag := strings.ReplaceAll(r.Text(n), "_", "-")
	switch {
	case tag == "" || strings.EqualFold(tag, r.Lang):
		return ""
	case !uri.IsLanguageTag(tag):
		r.Expected(n, "رمز لغة مثل en", "a language tag such as en")
		return ""
	}
	return tag
}

func readSeries(r *settings.Reader, a *site.Article, n *settings.Node) {
	if n.Kind == settings.List && len(n.Items) > 0 {
		n = n.Items[0]
	}
	label := n
	if n.Kind == settings.Map {
		if part := n.Get("part"); part != nil {
			a.Part = r.Number(part)
		}
		if label = firstOf(n, "name", "title"); label == nil {
			r.Expected(n, "اسم السلسلة", "the name of a series")
			return
		}
	}
	if names := readAddName(r, label, nil, nameOf(r.Text(label))); len(names) > 0 {
		a.Series = *names[0]
	}
}

func readMedia(r *settings.Reader, a *site.Article, n *settings.Node) {
	a.Media = site.Media{Line: n.Line, Col: n.Col}
	if n.Kind == settings.Map {
		settings.Apply(r, mediaFields, &a.Media, n)
		return
	}
	a.Media.Src = r.Address(n)
}

func readClaim(r *settings.Reader, a *site.Article, n *settings.Node) {
	c := &site.Claim{}
	if n.Kind == settings.Scalar {
		c.Text = r.Text(n)
	} else {
		settings.Apply(r, claimFields, c, n)
	}
	if n.Kind != settings.List {
		a.Claim = c
	}
}

func readCoverage(r *settings.Reader, a *site.Article, n *settings.Node) {
	c := &site.Coverage{}
	if settings.Apply(r, coverageFields, c, n); n.Kind == settings.Map {
		a.Coverage = c
	}
}

// hyphenBetween is a hyphen, or a pair of them, between two years.
var hyphenBetween = regexp.MustCompile(`(\p{Nd}\S*)\s*-{1,2}\s*(\p{Nd})`)

// years writes a span of years with a dash, which runs in the direction of the text where
// a hyphen would keep the older year on the left.
func years(words string) string { return hyphenBetween.ReplaceAllString(words, "$1–$2") }

// stem is a file's name without folder and extension.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// readTranslations reads where the story stands in other languages: language
// to address.
func readTranslations(r *settings.Reader, a *site.Article, n *settings.Node) {
	if n.Kind != settings.Map {
		r.Wrong(n, "لغة وعنوانها، مثل en: https://example.org/en/story/", "a language and its address, such as en: https://example.org/en/story/")
		return
	}
	for _, e := range n.Entries {
		if url := r.Address(e.Value); url != "" {
			a.Translations = append(a.Translations, site.Translation{Lang: e.Key, URL: url})
		}
	}
}
