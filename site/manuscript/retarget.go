package manuscript

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
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
