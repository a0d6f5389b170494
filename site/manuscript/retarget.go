package manuscript

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings"
)

// namesFile are the keys of front matter whose value is a file or a story, folded.
var namesFile = regexp.MustCompile(`(?:^|\.)(?:images?|cover|featuredimage|thumbnail|banner|hero|gallery|video|audio|related|picture|photo|avatar|src|url|file|path|poster|link|transcript)$`)

// Retarget writes other targets into the links and pictures of a manuscript, and into
// the names of files in its front matter: to gives the new target, or the same one. A
// target that is written with escapes, in raw HTML or in a definition stays.
func Retarget(file string, src []byte, o Options, to func(target string) string) []byte {
	o.Spans, o.Bare = true, true
	var targets []site.Span
	for _, s := range Read(file, src, o).Spans {
		switch s.Kind {
		case site.SpanField:
			if namesFile.MatchString(s.Key) {
				targets = append(targets, s)
			}
		case site.SpanLink, site.SpanPicture:
			raw := string(src[s.From:s.To])
			at := strings.LastIndex(raw, "](") + len("](")
			rest := strings.TrimLeft(raw[at:], " <\n")
			if at >= len("](") && s.Key != "" && strings.HasPrefix(rest, s.Key) {
				from := s.To - len(rest)
				targets = append(targets, site.Span{From: from, To: from + len(s.Key)})
			}
		}
	}
	slices.SortFunc(targets, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	return []byte(rewritten(string(src), targets, func(s site.Span) string { return to(string(src[s.From:s.To])) }))
}

// namesStory are the keys of front.yaml whose value is a story.
var namesStory = regexp.MustCompile(`^(?:lead|secondary|pins(?:\.story)?|blocks\.stories|breaking\.(?:story|url))$`)

// RetargetFront does the same for front.yaml.
func RetargetFront(src []byte, to func(target string) string) []byte {
	targets := slices.DeleteFunc(settings.SpansOf(site.FrontFile, src), func(s site.Span) bool { return !namesStory.MatchString(s.Key) })
	return []byte(rewritten(string(src), targets, func(s site.Span) string { return to(string(src[s.From:s.To])) }))
}

// naming are the keys of front matter that name a term of a kind, folded.
var naming = map[site.TermKind]*regexp.Regexp{
	site.KindAuthor:  regexp.MustCompile(`^(?:authors?|byline)(?:\.(?:id|name|title))?$`),
	site.KindTag:     regexp.MustCompile(`^(?:tags?|keywords|categor(?:y|ies))$`),
	site.KindSection: regexp.MustCompile(`^sections?$`),
}

// listed is one name of several in a line.
var listed = regexp.MustCompile(`[^,\x{60c}]+`)

// RenameTerm writes another name for a term into the front matter of a story that names it. Authors and
// tags are known by their slugs, in any spelling; sections by their folders, with what lies below.
func RenameTerm(file string, src []byte, o Options, kind site.TermKind, old, name string) []byte {
	o.Spans, o.Bare = true, true
	spans := slices.DeleteFunc(Read(file, src, o).Spans, func(s site.Span) bool { return s.Kind != site.SpanField || !naming[kind].MatchString(s.Key) })
	return []byte(rewritten(string(src), spans, func(s site.Span) string {
		return listed.ReplaceAllStringFunc(string(src[s.From:s.To]), func(part string) string {
			words := strings.TrimSpace(part)
			switch {
			case kind == site.KindSection:
				if at := strings.Trim(words, "/"); at == old || strings.HasPrefix(at, old+"/") {
					return strings.Replace(part, words, name+strings.TrimPrefix(at, old), 1)
				}
			case words != "" && (kind == site.KindTag && tagOf(words).Slug == tagOf(old).Slug || kind == site.KindAuthor && arabic.Slug(words) == arabic.Slug(old)):
				return strings.Replace(part, words, name, 1)
			}
			return part
		})
	}))
}
