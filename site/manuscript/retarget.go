package manuscript

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// namesFile are the keys whose value is a file or a page, folded: of front matter, and of
// edition.yaml and front.yaml.
var (
	namesFile = regexp.MustCompile(`(?:^|\.)(?:images?|cover|featuredimage|thumbnail|banner|hero|gallery|video|audio|related|picture|photo|avatar|src|file|path|poster)$|\.(?:url|link|href|pageref)$|^(?:links|social|sources?)$`)
	namesPage = regexp.MustCompile(`^(?:front\.)?(?:lead|secondary|pins(?:\.story)?|blocks\.stories|breaking\.(?:story|url))$|^(?:menus\.(?:main|footer)|social)(?:\.(?:url|link|href|pageref))?$|^publisher\.(?:url|logo|\w*principles|corrections\w*|ethics\w*|ownership\w*)$|^redirects\.`)
)

// fieldsOf are the values of a manuscript's front matter, or of settings, and the places where the
// manuscript's body writes addresses.
func fieldsOf(file string, src []byte, o Options) (fields, targets []site.Span) {
	if noun := site.NounOf(file); noun == site.NounSettings || noun == site.NounFront {
		for _, s := range settings.SpansOf(file, src) {
			own, isSister := strings.CutPrefix(s.Key, "editions."+notation.FoldKey(o.Sister)+".")
			if noun == site.NounSettings && o.Sister != "" && !isSister { // it is said of the main edition
				continue
			}
			s.Key = own
			fields = append(fields, s)
		}
		return fields, nil
	}
	o.Spans, o.Bare = true, true
	r := Read(file, src, o)
	return slices.DeleteFunc(r.Spans, func(s site.Span) bool { return s.Kind != site.SpanField }), r.Targets
}

// Retarget writes other addresses into a manuscript or into settings, however they are
// written there: to gives the new address, or the same one.
func Retarget(file string, src []byte, o Options, to func(target string) string) []byte {
	fields, all := fieldsOf(file, src, o)
	names := namesFile
	if noun := site.NounOf(file); noun == site.NounSettings || noun == site.NounFront {
		names = namesPage
	}
	for _, s := range fields {
		if names.MatchString(s.Key) {
			s.Key = string(src[s.From:s.To])
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	return []byte(rewritten(string(src), all, func(s site.Span) string {
		next := to(s.Key)
		switch {
		case next == s.Key:
			return string(src[s.From:s.To])
		case s.Kind == site.SpanTarget: // an & may begin a character reference there
			next = strings.ReplaceAll(next, "&", "&amp;")
		}
		return unmarked.Replace(next)
	}))
}

// unmarked escapes what could end an address where it is written.
var unmarked = strings.NewReplacer(" ", "%20", `"`, "%22", "'", "%27", "<", "%3C", ">", "%3E", `\`, "%5C", "(", "%28", ")", "%29", "`", "%60", ",", "%2C")

// naming are the keys that name a term of a kind, folded.
var naming = map[site.TermKind]*regexp.Regexp{
	site.KindAuthor:  regexp.MustCompile(`^(?:authors?|byline)(?:\.(?:id|name|title))?$`),
	site.KindTag:     regexp.MustCompile(`^(?:tags?|keywords|categor(?:y|ies)|(?:front\.)?blocks\.tag)$`),
	site.KindSeries:  regexp.MustCompile(`^(?:series(?:\.(?:name|title))?|(?:front\.)?blocks\.series)$`),
	site.KindSection: regexp.MustCompile(`^(?:sections?|(?:front\.)?blocks\.section)$`),
}

// isNaming says that a key names terms of a kind.
func isNaming(kind site.TermKind, key string) bool {
	if kind.IsOwn() {
		return key == notation.FoldKey(string(kind)) || kind == "categories" && key == "category"
	}
	return naming[kind].MatchString(key)
}

// listed is one name of several in a line.
var listed = regexp.MustCompile(`[^,\x{60c}]+`)

// RenameTerm writes another name for a term into the front matter of a story, or into settings. Authors and
// tags are known by their slugs, in any spelling; sections by their folders, with what lies below.
func RenameTerm(file string, src []byte, o Options, kind site.TermKind, old, name string) []byte {
	fields, _ := fieldsOf(file, src, o)
	spans := slices.DeleteFunc(fields, func(s site.Span) bool { return !isNaming(kind, s.Key) })
	return []byte(rewritten(string(src), spans, func(s site.Span) string {
		return listed.ReplaceAllStringFunc(string(src[s.From:s.To]), func(part string) string {
			words := strings.TrimSpace(part)
			switch {
			case kind.IsOwn() && words != "":
				of := o.Taxonomies.Find(string(kind))
				return strings.Replace(part, words, renamed(of != nil && of.Tree, words, old, name), 1)
			case kind == site.KindSection:
				if at := strings.Trim(words, "/"); at == old || strings.HasPrefix(at, old+"/") {
					return strings.Replace(part, words, name+strings.TrimPrefix(at, old), 1)
				}
			case words != "" && (kind == site.KindTag && tagOf(words).Slug == tagOf(old).Slug || (kind == site.KindAuthor || kind == site.KindSeries) && arabic.Slug(words) == arabic.Slug(old)):
				return strings.Replace(part, words, name, 1)
			}
			return part
		})
	}))
}

// renamed gives the name of a term by which a story calls it, or of one that lies within it.
func renamed(isTree bool, words, old, name string) string {
	if !isTree {
		if tagOf(words).Slug == tagOf(old).Slug {
			return name
		}
		return words
	}
	parts, depth := strings.Split(words, "/"), 1+strings.Count(old, "/")
	if len(parts) < depth || deepTag(strings.Join(parts[:depth], "/")).Slug != deepTag(old).Slug {
		return words
	}
	return strings.Join(append([]string{name}, parts[depth:]...), "/")
}
