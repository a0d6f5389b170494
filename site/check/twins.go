package check

import (
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// Known is what rules may know of an edition beside the manuscript that they
// check. Where it is empty, the rules that ask for it find nothing. It may be
// filled between Look and Again.
type Known struct {
	Authors  map[string]bool    // slugs of the authors that have a file
	Sections map[string]bool    // folders of content/ that have an _index.md
	Words    map[string]Usual   // by a rare spelling
	Tags     map[string]Usual   // by a label that nearly is another one
	Faults   map[string][]Fault // by path under content/

	Says func(place string) site.Rights // what the file of a picture says of it (site.Place); may be nil
}

// Usual is how the edition spells something, and how often.
type Usual struct {
	Text  string
	Count int
}

// Fault is what package review found in links, pictures and the web. Rule is the
// rule that says it; Args are for its words.
type Fault struct {
	Rule      string
	Line, Col int
	Args      []any
}

// Tags are the labels of a manuscript's tags and of its terms of taxonomies, as they are written. Those of a
// taxonomy begin with its name and a separator, so that each is compared with its like.
func Tags(m Manuscript, c *site.Config) (out []string) {
	for _, s := range m.Spans {
		if of, ok := KindOf(s.Key, c); ok && s.Kind == site.SpanField {
			out = append(out, Labels(of, string(m.Source[s.From:s.To]))...)
		}
	}
	return out
}

// Labels are those of one value of a kind, which may hold several between commas.
func Labels(kind, value string) (out []string) {
	for _, l := range labels(value) {
		out = append(out, kind+l.text)
	}
	return out
}

// KindOf is what the labels of the values of a folded key begin with; ok is false where they are no names of terms.
func KindOf(key string, c *site.Config) (kind string, ok bool) {
	for _, t := range c.Taxonomies {
		if strings.EqualFold(t.Name, key) {
			return t.Name + kindEnd, true
		}
	}
	switch key {
	case "tags", "tag", "keywords", "categories", "category":
		return "", true
	}
	return "", false
}

// kindEnd is between the name of a taxonomy and a label.
const kindEnd = "\x00"

// Twins are the other ways in which a word could be meant to be written.
func Twins(w string) (out []string) {
	stem, last := w[:len(w)-2], w[len(w)-2:]
	switch last {
	case "ه":
		if hasArticle(w) { // without it ه is «his»: كتابه, كتابة
			out = append(out, stem+"ة")
		}
	case "ة":
		if prose.Letters(w) > 4 { // عمرة and عهدة are words beside عمره and عهده
			out = append(out, stem+"ه")
		}
	case "ى":
		out = append(out, stem+"ي")
	case "ي":
		if hasArticle(w) && !isParticiple(w) { // «المحتوي على» is right beside «المحتوى»
			out = append(out, stem+"ى")
		}
	}
	prefix, rest := cutPrefix(w)
	if bare, ok := strings.CutPrefix(rest, "ا"); ok {
		out = append(out, prefix+"أ"+bare, prefix+"إ"+bare)
	} else if bare, ok := strings.CutPrefix(rest, "إ"); ok {
		out = append(out, prefix+"ا"+bare)
	}
	return out
}

// isParticiple says that a word may be one that does, beside one that is done: المقتضي، المقتضى.
func isParticiple(w string) bool {
	_, stem, ok := strings.Cut(w, "ال")
	return ok && strings.HasPrefix(stem, "م") && prose.Letters(stem) > 4
}

func hasArticle(w string) bool {
	return slices.ContainsFunc(articles[:], func(a string) bool { return strings.HasPrefix(w, a) })
}

// cutPrefix cuts the article or a one-letter prefix from the alef after it.
func cutPrefix(w string) (prefix, rest string) {
	for _, a := range alefPrefixes {
		if rest, ok := strings.CutPrefix(w, a); ok && (strings.HasPrefix(rest, "ا") || strings.HasPrefix(rest, "إ")) {
			return a, rest
		}
	}
	return "", w
}

// TagKey is the same for labels of one kind that readers would take for one.
func TagKey(label string) string {
	if kind, text, ok := strings.Cut(label, kindEnd); ok {
		return kind + kindEnd + TagKey(text)
	}
	words := strings.FieldsFunc(arabic.Fold(label), func(r rune) bool { return prose.TraitsOf(r) == 0 })
	for i, w := range words {
		if rest, ok := strings.CutPrefix(w, "ال"); ok && prose.Letters(rest) > 2 {
			words[i] = rest
		}
	}
	return strings.Join(words, " ")
}

// rareTwin finds a rare spelling of a word that the archive spells otherwise.
func rareTwin(p *pass) {
	if len(p.c.known.Words) == 0 {
		return
	}
	for _, w := range p.Words {
		if prose.IsCounted(w) && w.Has&prose.IsPart == 0 {
			s := prose.Bare(p.Of(w), w.Has)
			if usual, ok := p.c.known.Words[s]; ok && !p.spells(int(w.From)) {
				p.say(int(w.From), int(w.To), s, usual.Text, usual.Count)
			}
		}
	}
}

// nearTags finds labels that are nearly another one: two pages for one thing.
func nearTags(p *pass) {
	if len(p.c.known.Tags) == 0 {
		return
	}
	near := func(kind, value string, from int) {
		for _, l := range labels(value) {
			usual, ok := p.c.known.Tags[kind+l.text]
			usual.Text = strings.TrimPrefix(usual.Text, kind)
			switch at := from + l.at; {
			case !ok:
			case arabic.FoldKey(usual.Text) == arabic.FoldKey(l.text):
				p.fix(at, at+len(l.text), usual.Text, l.text, usual.Text, usual.Count)
			default:
				p.say(at, at+len(l.text), l.text, usual.Text, usual.Count)
			}
		}
	}
	for _, b := range p.Blocks {
		if kind, ok := KindOf(b.Key, p.c.config); ok && b.Kind == prose.Field {
			near(kind, p.Ink[b.From:b.To], b.From)
		}
	}
	for _, s := range p.m.Spans { // names of the paper's own taxonomies are no blocks
		kind, ok := KindOf(s.Key, p.c.config)
		isBlock := func(b prose.Block) bool { return b.Kind == prose.Field && b.From == s.From }
		if ok && kind != "" && s.Kind == site.SpanField && !slices.ContainsFunc(p.Blocks, isBlock) {
			near(kind, string(p.m.Source[s.From:s.To]), s.From)
		}
	}
}

func labels(value string) (out []label) {
	at := 0
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == '،' }) {
		at += strings.Index(value[at:], part)
		if text := strings.TrimSpace(part); text != "" && strings.IndexByte(text, prose.Blot) < 0 {
			out = append(out, label{at + strings.Index(part, text), text})
		}
		at += len(part)
	}
	return out
}

// faulty says the faults that are known of the manuscript.
func faulty(p *pass) {
	for _, f := range p.c.known.Faults[p.m.Path] {
		if f.Rule == p.rule.ID {
			at := p.at(f.Line, f.Col)
			p.say(at, at, f.Args...)
		}
	}
}

// label is one of several in a value, between commas.
type label struct {
	at   int
	text string
}
