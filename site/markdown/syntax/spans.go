package syntax

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"

	"warraq/site"
)

// spanner gathers the spans of one body from goldmark's tree. Offsets are those
// of the text that goldmark read; settleSpans makes them offsets of the file.
type spanner struct {
	text  []byte
	ends  map[ast.Node]linkEnd
	spans []site.Span
	mute  string   // the raw element whose content is no prose, or ""
	quran [][2]int // the verses that may still come in the present block
}

// add adds a span that is not empty. Words that follow words are one span.
func (s *spanner) add(from, to int, kind site.SpanKind, key string) {
	if from < 0 || from >= to || to > len(s.text) {
		return
	}
	last := len(s.spans) - 1
	if kind == site.SpanText && last >= 0 && s.spans[last].Kind == kind && s.spans[last].To == from {
		s.spans[last].To = to
	} else {
		s.spans = append(s.spans, site.Span{From: from, To: to, Kind: kind, Key: key})
	}
}

// blocks walks the children of a container; kind is that of the paragraphs in it.
func (s *spanner) blocks(parent ast.Node, kind site.SpanKind) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			s.block(n, site.SpanHeading)
		case *ast.Paragraph, *ast.TextBlock, *Speaker:
			s.block(n, kind)
			s.loneTarget(n)
		case *east.TableCell:
			s.block(n, site.SpanCell)
		case *east.DefinitionTerm:
			s.block(n, site.SpanItem)
		case *ast.ListItem, *east.DefinitionDescription:
			s.blocks(n, site.SpanItem)
		case *ast.CodeBlock:
			s.lines(n, site.SpanCode)
		case *ast.FencedCodeBlock:
			if IsVerse(string(n.Language(s.text))) {
				s.lines(n, site.SpanVerse)
			} else {
				s.lines(n, site.SpanCode)
			}
		case *ast.HTMLBlock:
			s.htmlBlock(n)
		case *Component:
			s.sign(n.Shortcode)
		case *ast.LinkReferenceDefinition:
			s.target(n.Pos()+len("[")+len(n.Label)+len("]:"), n.Destination)
		default:
			s.blocks(n, kind)
		}
	}
}

// sign makes spans of the addresses that a shortcode names.
func (s *spanner) sign(n *Shortcode) {
	s.target(n.Pos(), []byte(n.Arg(0, "src")))
	s.target(n.Pos(), []byte(n.Arg(-1, "link")))
}

// lines makes one span of all lines of a block.
func (s *spanner) lines(n ast.Node, kind site.SpanKind) {
	if lines := n.Lines(); lines.Len() > 0 {
		s.add(lines.At(0).Start, trimmedEnd(s.text, lines.At(lines.Len()-1)), kind, "")
	}
}

func trimmedEnd(text []byte, s text.Segment) int {
	return s.Start + len(bytes.TrimRight(text[s.Start:s.Stop], " \t\n"))
}

// block makes the span of a block that holds words, and those of what stands in
// it. What of its lines is nothing else is markup.
func (s *spanner) block(n ast.Node, kind site.SpanKind) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	at := len(s.spans)
	s.lines(n, kind)
	if len(s.spans) == at {
		return
	}
	s.mute = ""
	s.findVerses(s.spans[at].From, s.spans[at].To)
	s.inside(n)
	leaves := slices.DeleteFunc(slices.Clone(s.spans[at+1:]), func(p site.Span) bool {
		return p.Kind == site.SpanLink || p.Kind == site.SpanPicture || p.Kind == site.SpanTarget
	})
	next, from := 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		from = max(from, line.Start)
		for ; next < len(leaves) && leaves[next].From < line.Stop; next++ {
			s.markup(from, leaves[next].From)
			from = leaves[next].To
		}
		s.markup(from, line.Stop)
	}
}

// markup covers what no other span does, but for the spaces round it.
func (s *spanner) markup(from, to int) {
	if from >= to {
		return
	}
	part := s.text[from:to]
	from += len(part) - len(bytes.TrimLeft(part, " \t\n"))
	s.add(from, from+len(bytes.Trim(part, " \t\n")), site.SpanMarkup, "")
}

func (s *spanner) inside(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		s.inline(n)
	}
}

func (s *spanner) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if s.mute != "" {
			s.add(n.Segment.Start, n.Segment.Stop, site.SpanCode, "")
		} else if n.Segment.Padding == 0 {
			s.words(n.Segment.Start, n.Segment.Stop)
		}
	case *ast.CodeSpan:
		s.codeSpan(n)
	case *ast.Link:
		s.add(n.Pos(), s.ends[n].all, site.SpanLink, Resolved(n.Destination))
		s.inside(n)
		if n.Reference == nil {
			s.target(s.ends[n].words+len("]("), n.Destination)
			s.title(s.ends[n], n.Title)
		}
	case *Shortcode:
		s.sign(n)
	case *ast.Image:
		s.picture(n)
	case *ast.AutoLink:
		from := n.Pos()
		if from < len(s.text) && s.text[from] == '<' {
			from++
		}
		s.add(from, from+len(n.Label(s.text)), site.SpanAddress, "")
	case *ast.RawHTML:
		s.rawHTML(n)
	default:
		s.inside(n)
	}
}

// codeSpan covers code with its marks.
func (s *spanner) codeSpan(n *ast.CodeSpan) {
	from, last := n.Pos(), n.Pos()
	for last < len(s.text) && s.text[last] == '`' {
		last++
	}
	marks := s.text[from:last]
	if c, ok := n.LastChild().(*ast.Text); ok {
		last = c.Segment.Stop
	}
	if i := bytes.Index(s.text[last:], marks); i >= 0 {
		s.add(from, last+i+len(marks), site.SpanCode, "")
	}
}

// picture makes the spans of a picture, and of its texts where they stand.
func (s *spanner) picture(n *ast.Image) {
	end, from := s.ends[n], n.Pos()
	s.add(from, end.all, site.SpanPicture, Resolved(n.Destination))
	s.add(from+len("!["), end.words, site.SpanAlt, "")
	if n.Reference == nil {
		s.target(end.words+len("]("), n.Destination)
		s.title(end, n.Title)
	}
}

// loneTarget covers the line of a paragraph that is one address, as of a film.
func (s *spanner) loneTarget(n ast.Node) {
	if n.Lines().Len() != 1 {
		return
	}
	first := n.Lines().At(0)
	if line := bytes.Trim(first.Value(s.text), "<> \t\n"); bytes.IndexByte(line, '.') >= 0 && !bytes.ContainsAny(line, " \t[]\"") {
		s.target(first.Start, line)
	}
}

// target covers an address, as it is written from a place on.
func (s *spanner) target(from int, written []byte) {
	if at := bytes.Index(s.text[min(max(from, 0), len(s.text)):], written); at >= 0 {
		s.add(from+at, from+at+len(written), site.SpanTarget, Resolved(written))
	}
}

// addressIn are the attributes of a tag that hold an address.
var addressIn = regexp.MustCompile(`(?i)[\s"'/](?:href|src|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)

// tag covers a tag, and the addresses in it.
func (s *spanner) tag(from, to int) {
	s.add(from, to, site.SpanMarkup, "")
	for _, m := range addressIn.FindAllSubmatchIndex(s.text[from:to], -1) {
		a, b := max(m[2], m[4], m[6]), max(m[3], m[5], m[7])
		s.add(from+a, from+b, site.SpanTarget, html.UnescapeString(string(s.text[from+a:from+b])))
	}
}

// title makes the span of a title «](address "title")»: the last mark before the
// bracket closes it.
func (s *spanner) title(end linkEnd, title []byte) {
	if len(title) == 0 {
		return
	}
	to := end.words + bytes.LastIndexAny(s.text[end.words:end.all-1], `"')`)
	first, _, _ := bytes.Cut(title, []byte("\n")) // below it, a line may begin with marks of its container
	if at := bytes.LastIndex(s.text[end.words:to], first); at >= 0 && len(first) > 0 {
		s.add(end.words+at, to, site.SpanTitle, "")
	}
}

// noProse are raw elements whose content rules do not read.
var noProse = []string{"code", "kbd", "samp", "pre", "script", "style", "bdi", "svg", "textarea"}

func (s *spanner) rawHTML(n *ast.RawHTML) {
	from, to := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
	raw := s.text[from:to]
	if bytes.HasPrefix(raw, []byte("<!--")) {
		s.comment(from, to)
		return
	}
	s.tag(from, to)
	name, end := tagName(raw)
	switch {
	case s.mute == "" && !end && slices.Contains(noProse, name) && !bytes.HasSuffix(raw, []byte("/>")):
		s.mute = name
	case end && name == s.mute:
		s.mute = ""
	}
}

// comment covers an HTML comment; its key is its words.
func (s *spanner) comment(from, to int) {
	words := strings.TrimPrefix(string(s.text[from:to]), "<!--")
	s.add(from, to, site.SpanComment, strings.TrimSpace(strings.TrimSuffix(words, "-->")))
}

// tagName is the name of a tag of raw HTML, and whether it is an end tag.
func tagName(raw []byte) (name string, end bool) {
	rest, end := bytes.CutPrefix(bytes.TrimPrefix(raw, []byte("<")), []byte("/"))
	if n := bytes.IndexAny(rest, " \t\n\f\r/>"); n >= 0 {
		rest = rest[:n]
	}
	return strings.ToLower(string(rest)), end
}

// htmlBlock reads a block of raw HTML: its words are prose, and each of its own
// blocks is a paragraph.
func (s *spanner) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 && !n.HasClosure() {
		return
	}
	from, to := n.ClosureLine.Start, n.ClosureLine.Stop
	if lines.Len() > 0 {
		from = lines.At(0).Start
		if !n.HasClosure() {
			to = lines.At(lines.Len() - 1).Stop
		}
	}
	mute, block := "", -1 // the span of the present paragraph
	end := func() {
		if last := len(s.spans) - 1; block >= 0 && s.spans[last].Kind == site.SpanText {
			p := &s.spans[last]
			p.To = p.From + len(bytes.TrimRight(s.text[p.From:p.To], " \t\n"))
			s.spans[block].To = p.To
			if p.From == p.To {
				s.spans = s.spans[:last]
			}
		}
		block = -1
	}
	defer end()
	s.findVerses(from, to)
	z := html.NewTokenizer(bytes.NewReader(s.text[from:to]))
	for at := from; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		start := at
		at += len(z.Raw())
		switch kind {
		case html.CommentToken:
			s.comment(start, at)
		case html.TextToken:
			part := s.text[start:at]
			if mute != "" || block < 0 && len(bytes.Trim(part, " \t\n>")) == 0 {
				continue
			}
			if block < 0 {
				start += len(part) - len(bytes.TrimLeft(part, " \t\n>"))
				block = len(s.spans)
				s.add(start, at, site.SpanParagraph, "")
			}
			s.spans[block].To = at
			s.words(start, at)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			name := string(tag)
			switch {
			case mute == "" && kind == html.StartTagToken && (slices.Contains(noProse, name) || Elements[name].Kind == Muted):
				mute = name
			case kind == html.EndTagToken && name == mute:
				mute = ""
			}
			if e := Elements[name].Kind; e != Phrasing && e != Void {
				end()
			}
			s.tag(start, at)
		}
	}
}

// awake are the bytes at which a run of words may end.
var awake = [256]bool{'\\': true, '&': true, '@': true, ':': true, '\n': true}

// prose covers a run of text, except the escapes, character references, addresses
// and line ends in it.
func (s *spanner) prose(from, to int) {
	t, start := s.text, from
	cut := func(a, b int, kind site.SpanKind) {
		s.add(start, a, site.SpanText, "")
		if kind != 0 {
			s.add(a, b, kind, "")
		}
		start = b
	}
	for i := from; i < to; i++ {
		if !awake[t[i]] {
			continue
		}
		switch c := t[i]; {
		case c == '\n':
			end := i + 1
			for end < to && (t[end] == ' ' || t[end] == '\t' || t[end] == '>') {
				end++
			}
			cut(i, end, 0)
		case c == '\\' && i+1 < to && util.IsPunct(t[i+1]):
			cut(i, i+2, site.SpanMarkup)
		case c == '&':
			if _, n := entity(t[i:to]); n > 1 {
				cut(i, i+n, site.SpanMarkup)
			}
		case c == '@', c == ':' && bytes.HasPrefix(t[i:to], []byte("://")):
			if a, b := addressAt(t, start, i, to); b > i+1 {
				cut(a, b, site.SpanAddress)
			}
		}
		i = max(i, start-1)
	}
	cut(to, to, 0)
}

// addressAt is the address round a sign at i, between from and to: of mail, a
// name such as @someone, or a bare address of a scheme that is no link.
func addressAt(t []byte, from, i, to int) (a, b int) {
	if t[i] == ':' {
		return nameStart(t, from, i), i + len(trimURL(t[i:i+urlEnd(t[i:to])]))
	}
	b = i + 1
	for b < to && inName(t[b]) {
		b++
	}
	for b > i && t[b-1] == '.' {
		b--
	}
	return nameStart(t, from, i), b
}

// nameStart is where the name begins that ends at i.
func nameStart(t []byte, from, i int) int {
	for i > from && inName(t[i-1]) {
		i--
	}
	return i
}

func inName(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_' || c == '+'
}

// findVerses finds the passages of the Qur'an in a piece of the text.
func (s *spanner) findVerses(from, to int) {
	s.quran = s.quran[:0]
	for {
		before, verse, _, ok := CutQuran(s.text[from:to])
		if !ok {
			return
		}
		at := from + len(before)
		from = at + len(verse)
		s.quran = append(s.quran, [2]int{at, from})
	}
}

// words covers a run of text, and the verses in it.
func (s *spanner) words(from, to int) {
	for len(s.quran) > 0 && s.quran[0][0] < to {
		verse := s.quran[0]
		if at := max(from, verse[0]); verse[1] > at {
			s.prose(from, at)
			from = min(to, verse[1])
			s.add(at, from, site.SpanVerse, "")
		}
		if verse[1] > to {
			return
		}
		s.quran = s.quran[1:]
	}
	s.prose(from, to)
}
