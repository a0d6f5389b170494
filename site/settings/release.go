package settings

import (
	"cmp"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/settings/nodes"
	"warraq/site/settings/notation"
)

// Instant says which release sets are lifted: those whose time has come, but for held ones.
// At the zero Instant none is.
type Instant struct {
	Now  time.Time
	Held map[string]bool // by slug
}

// release is a set with the settings that it brings.
type release struct {
	own.Release
	settings *Node
}

type releaseField = Field[*release]

var releaseFields = settingsOf(
	releaseField{"at", func(r *Reader, to *release, n *Node) { to.At, _ = r.Date(n, site.LevelError) }, str("متى تظهر المجموعة كلها معًا، بتوقيت الجريدة — When the whole set appears, in the paper's zone")},
	releaseField{"settings", func(_ *Reader, to *release, n *Node) { to.settings = n }, schema{"description": "مفاتيح من edition.yaml تحل محل غيرها من ذلك الوقت — Keys of edition.yaml that take the place of others from then on", "type": "object"}},
)

var releasesSchema = schema{
	"description": "مجموعات تظهر كلها معًا أو لا يظهر منها شيء: اسم كل مجموعة ووقتها؛ وفي صدر القصة release: باسمها — Sets that go live together or not at all: the name of each, and its time; a story has release: in its front matter",
	"type":        "object", "additionalProperties": schema{"anyOf": []schema{str("وقت — A time"), releaseFields.schema()}},
}

// settled are the keys that no set may change: manuscripts are read by them, addresses are made
// of them, or they say where the site is sent.
var settled = []string{"base_url", "language", "time_zone", "unsafe_html", "embeds", "digits", "types", "taxonomies", "outputs", "permalink", "releases", "editions", "environments", "hosting", "precompress", "deploy"}

// readReleases reads the sets, and puts the settings of those that are lifted in the place of others.
func readReleases(r *Reader, c *site.Config, n *Node, when Instant) {
	if n.Kind != Map {
		r.Wrong(n, "أسماء مجموعات وأوقاتها", "names of sets, and their times")
		return
	}
	r.Zone = c.Zone
	var all []release
	for _, e := range n.Entries {
		to := release{Release: own.Release{Name: arabic.CleanName(e.Key), Slug: arabic.Slug(e.Key), Line: e.Line, Col: e.Col}}
		switch {
		case to.Slug == "" || slices.ContainsFunc(all, func(other release) bool { return other.Slug == to.Slug }):
			r.Report(e.Line, e.Col, "settings/value", site.LevelError, site.Say("اسم لا يصلح لمجموعة، أو هو لغيرها: %s", "this cannot be the name of a release, or is that of another: %s", e.Key),
				site.Say("اختر اسمًا بحروف وأرقام", "choose a name of letters and digits"))
			continue
		case e.Value.Kind == Scalar:
			to.At, _ = r.Date(e.Value, site.LevelError)
		case e.Value.Kind != Null:
			Apply(r, releaseFields, &to, e.Value)
		}
		to.Lifted = !to.At.IsZero() && !to.At.After(when.Now) && !when.Held[to.Slug]
		trySettings(r, to.settings)
		all = append(all, to)
	}
	for _, to := range all {
		c.Releases = append(c.Releases, to.Release)
	}
	slices.SortStableFunc(all, func(a, b release) int { return a.At.Compare(b.At) })
	for _, to := range all {
		if to.Lifted && to.settings != nil {
			said := r.Problems
			Apply(r, editionFields, c, to.settings) // it is told already what is wrong with them
			r.Problems = said
		}
	}
}

// trySettings tells what is wrong with the settings of a set, also of one that is not lifted.
func trySettings(r *Reader, n *Node) {
	if n == nil {
		return
	}
	for _, e := range n.Entries {
		if k, ok := editionFields.index()[notation.FoldKey(e.Key)]; ok && slices.Contains(settled, editionFields.keys()[k.field]) {
			r.Report(e.Line, e.Col, "settings/value", site.LevelError, site.Say("لا تغيّره مجموعة نشر: %s", "no release can change this: %s", e.Key),
				site.Say("اكتبه خارج releases", "write it outside of releases"))
		}
	}
	named := r.named
	Apply(r, editionFields, DefaultConfig(), n)
	r.named = named
}

// liftFront lays the front page as the sets that are lifted have it, in the order of their times.
func liftFront(r *Reader, c *site.Config, front *site.Front, n *Node) {
	if n == nil {
		return
	}
	entries := slices.Clone(n.Entries)
	at := func(key string) time.Time {
		if i := slices.IndexFunc(c.Releases, func(to own.Release) bool { return to.Slug == arabic.Slug(key) }); i >= 0 {
			return c.Releases[i].At
		}
		return time.Time{}
	}
	slices.SortStableFunc(entries, func(a, b nodes.Entry) int { return cmp.Or(at(a.Key).Compare(at(b.Key)), cmp.Compare(a.Line, b.Line)) })
	for _, e := range entries {
		i := slices.IndexFunc(c.Releases, func(to own.Release) bool { return to.Slug == arabic.Slug(e.Key) })
		if i < 0 {
			r.Report(e.Line, e.Col, "release/unknown", site.LevelError,
				site.Say("لا مجموعة نشر بهذا الاسم في edition.yaml: %s", "edition.yaml has no release of this name: %s", e.Key),
				site.Say("أضفها إلى releases في edition.yaml، أو صحح الاسم", "add it to releases in edition.yaml, or correct the name"))
			continue
		}
		to, named := front, r.named
		if !c.Releases[i].Lifted {
			to = &site.Front{}
		}
		Apply(r, frontFields, to, e.Value)
		if !c.Releases[i].Lifted {
			r.named = named
		}
	}
}
