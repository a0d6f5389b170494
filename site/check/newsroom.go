package check

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// story is the story that is checked; nil if the manuscript is none.
func (p *pass) story() *site.Article {
	if a := p.m.Article; a != nil && !a.Static && a.Withdrawn == nil {
		return a
	}
	return nil
}

// keyAt is where the first of some keys stands in the front matter, or -1. The
// items of a list below its key stand for it.
func (p *pass) keyAt(keys ...string) int {
	for i := range p.m.Spans {
		s := &p.m.Spans[i]
		if s.From >= p.m.Body {
			break
		}
		if top, _, _ := strings.Cut(s.Key, "."); s.Kind == site.SpanField && slices.Contains(keys, top) {
			head := p.m.Source[:s.From]
			at := bytes.LastIndexByte(head, '\n') + 1
			return at + len(head[at:]) - len(bytes.TrimLeft(head[at:], " -{\""))
		}
	}
	return -1
}

// sayAt reports a finding at the first of some keys, else at the file's top.
func (p *pass) sayAt(keys []string, args ...any) {
	at := max(p.keyAt(keys...), 0)
	p.say(at, at, args...)
}

// emptyLink finds links in which nothing is that a reader could see.
func emptyLink(p *pass) {
	for i := range p.m.Spans {
		link := &p.m.Spans[i]
		if link.Kind != site.SpanLink {
			continue
		}
		seen := false
		for _, s := range p.m.Spans[i+1:] {
			if s.From >= link.To {
				break
			}
			switch s.Kind {
			case site.SpanText:
				seen = seen || !arabic.IsBlank(string(p.m.Source[s.From:s.To]))
			case site.SpanCode, site.SpanPicture, site.SpanAddress:
				seen = true
			}
		}
		if !seen {
			p.say(link.From, link.To, link.Key)
		}
	}
}

// figure is a picture that is shown with a caption, wherever it is named.
type figure struct {
	at              int
	src, alt        string
	caption, credit string
	inline          bool // among words: no caption is wanted
	isFilm          bool
}

// figures are all pictures of a story.
func (p *pass) figures() (out []figure) {
	add := func(i site.Image) {
		if i.Src != "" {
			out = append(out, figure{at: p.at(i.Line, i.Col), src: i.Src, alt: i.Alt, caption: i.Caption, credit: i.Credit})
		}
	}
	if a := p.story(); a != nil {
		if add(a.Image); a.Type == site.Gallery {
			out = nil // its lead picture is one of the gallery
			for _, i := range a.Gallery {
				add(i)
			}
		}
	}
	for _, i := range p.Pictures {
		caption, credit := cutCredit(i.Title)
		out = append(out, figure{at: i.From, src: i.Src, alt: i.Alt, caption: caption, credit: credit, inline: !i.Alone, isFilm: films[strings.ToLower(path.Ext(i.Src))]})
	}
	return out
}

// cutCredit parts a caption from the parenthesis at its end, as manuscripts do.
func cutCredit(title string) (caption, credit string) {
	title = strings.TrimSpace(title)
	inner, ok := strings.CutSuffix(title, ")")
	open := strings.LastIndexByte(inner, '(')
	if !ok || open < 0 {
		return title, ""
	}
	return strings.TrimSpace(inner[:open]), strings.TrimSpace(inner[open+1:])
}

// missingAlt finds pictures with no alternative text, or with the file's name for it.
func missingAlt(p *pass) {
	p.sayFigures(func(f figure) bool {
		name, alt := path.Base(f.src), strings.TrimSpace(f.alt)
		return alt == "" || alt == name || alt == strings.TrimSuffix(name, path.Ext(name))
	})
}

func missingCaption(p *pass) {
	p.sayFigures(func(f figure) bool { return f.caption == "" && !f.inline && p.says(f).Caption == "" })
}

func missingCredit(p *pass) {
	p.sayFigures(func(f figure) bool {
		if f.credit != "" || f.inline || f.isFilm {
			return false
		}
		file := p.says(f)
		return file.Credit == "" && file.Creator == ""
	})
}

// says is what the file of a picture says, which is shown where the story is silent.
func (p *pass) says(f figure) site.Rights {
	if p.c.known.Says == nil || p.m.Article == nil {
		return site.Rights{}
	}
	return p.c.known.Says(site.Place(p.m.Article.Base, f.src))
}

func (p *pass) sayFigures(lacks func(figure) bool) {
	for _, f := range p.figures() {
		if lacks(f) {
			p.say(f.at, f.at, path.Base(f.src))
		}
	}
}

func missingSummary(p *pass) {
	if a := p.story(); a != nil && p.keyAt(summaryKeys...) < 0 {
		p.sayAt([]string{"title"})
	}
}

// longestHeadline is where search engines and phones cut a headline.
const longestHeadline = 80

func headlineLength(p *pass) {
	a := p.story()
	if a == nil {
		return
	}
	if n := prose.Letters(a.Title); n > longestHeadline {
		p.sayAt(titleKeys, n, longestHeadline)
	}
}

// headlineStop finds one full stop at a headline's end.
func headlineStop(p *pass) {
	for _, b := range p.Blocks {
		text := p.Ink[b.From:b.To]
		if b.Kind == prose.Field && slices.Contains(titleKeys, b.Key) && strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..") && b.IsArabic() {
			last := b.LetterBefore(b.To - 1)
			if prose.IsArabicLetter(last) || last == '»' {
				p.fix(b.To-1, b.To, "")
			}
		}
	}
}

// missingSource finds news without an author, an agency or a source.
func missingSource(p *pass) {
	a := p.story()
	if a == nil || a.Type != site.News && a.Type != site.Report && a.Type != site.Analysis {
		return
	}
	if len(a.Authors)+len(a.Agencies)+len(a.Sources) == 0 {
		p.sayAt([]string{"title"})
	}
}

// unknownAuthor finds authors without a file, where any author has one.
func unknownAuthor(p *pass) {
	if len(p.c.known.Authors) == 0 || p.m.Article == nil {
		return
	}
	for _, n := range p.m.Article.Authors {
		if !p.c.known.Authors[n.Slug] {
			p.sayAt([]string{"authors", "author", "byline"}, n.Label)
		}
	}
}

// unknownSection finds a section that is not a folder with an _index.md.
func unknownSection(p *pass) {
	a := p.story()
	if a != nil && a.Section != "" && len(p.c.known.Sections) > 0 && !p.c.known.Sections[a.Section] {
		p.sayAt([]string{"section", "sections"}, a.Section)
	}
}

// pastEmbargo finds drafts whose time of publication is past.
func pastEmbargo(p *pass) {
	a := p.story()
	if a == nil || !a.Draft || p.c.now.IsZero() || p.keyAt(embargoKeys...) < 0 {
		return
	}
	if !a.Publish.IsZero() && a.Publish.Before(p.c.now) {
		p.sayAt(embargoKeys, a.Publish.Format(time.RFC3339))
	}
}

// wrongOrder finds dates of one story that contradict each other.
func wrongOrder(p *pass) {
	a := p.story()
	if a == nil {
		return
	}
	if !a.Expiry.IsZero() && !a.Expiry.After(a.Publish) {
		p.sayAt([]string{"expirydate", "unpublishdate", "expires"}, "expiryDate", "publishDate")
	}
	if !a.Lastmod.IsZero() && a.Lastmod.Before(a.Date.Truncate(24*time.Hour)) {
		p.sayAt([]string{"lastmod", "modified", "updated", "lastmodifiedat"}, "lastmod", "date")
	}
}

// undatedNote finds corrections and updates that do not say when.
func undatedNote(p *pass) {
	a := p.m.Article
	if a == nil {
		return
	}
	for i, n := range slices.Concat(a.Corrections, a.Updates) {
		keys := []string{"corrections", "correction"}
		if i >= len(a.Corrections) {
			keys = []string{"updates", "update"}
		}
		if n.Date.IsZero() {
			p.sayAt(keys, cut(n.Text))
		}
	}
}

// cut shortens a text that a message quotes.
func cut(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// leftover finds lines of pageFurniture.
func leftover(p *pass) {
	for _, b := range p.Blocks {
		if b.Kind != prose.Paragraph && b.Kind != prose.Item {
			continue
		}
		for from := b.From; from < b.To; {
			to := from + lineLength(p.Ink[from:b.To])
			text := strings.Trim(p.Ink[from:to], " \n:.+-\x00\x01")
			if slices.Contains(pageFurniture, text) && (b.Kind == prose.Paragraph || text == pageFurniture[0]) { // «+ الخط -» is a list to Markdown
				p.say(from, to, text)
			}
			from = to + 1
		}
	}
}

// lineLength is where the first line of a text ends.
func lineLength[T ~string | ~[]byte](s T) int {
	for i := range len(s) {
		if s[i] == '\n' {
			return i
		}
	}
	return len(s)
}
