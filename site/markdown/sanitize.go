package markdown

import (
	"bytes"
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown/embeds"
	"warraq/site/markdown/syntax"
	"warraq/site/uri"
)

// Raw HTML in a manuscript is read tag by tag, and only known elements and attributes are written
// (syntax.Elements), each where HTML allows it and each closed. Words are kept, except in elements
// that hold no text, such as script. A problem names each element that was dropped, once a file.
//
// An edition that trusts its manuscripts (unsafe_html) keeps raw HTML as it is.

// rawElement is an element of raw HTML that is still open.
type rawElement struct {
	tag  string // as it was written into the page
	kind syntax.Kind
}

// rawInline writes one tag, or a comment, inside a block.
func (w *sanitizer) rawInline(n *ast.RawHTML) {
	var raw []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		raw = append(raw, s.Value(w.Text)...)
	}
	start := n.Segments.At(0).Start
	if w.opts.UnsafeHTML {
		w.trusted(raw, start)
		return
	}
	w.html(string(raw), func(int) int { return start })
}

// htmlBlock writes a block of raw HTML. What it leaves open stays so for the
// Markdown that follows.
func (w *sanitizer) htmlBlock(n *ast.HTMLBlock) {
	var raw []byte
	var starts [][2]int // where each line begins in raw, and in the text
	add := func(from, to int) {
		starts = append(starts, [2]int{len(raw), from})
		raw = append(raw, w.Text[from:to]...)
	}
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		add(s.Start, s.Stop)
	}
	if n.HasClosure() {
		add(n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	place := func(offset int) int {
		i := sort.Search(len(starts), func(i int) bool { return starts[i][0] > offset })
		if i == 0 {
			return 0
		}
		return starts[i-1][1] + offset - starts[i-1][0]
	}
	for from, to, name, ok := syntax.CutShortcode(raw); ok; from, to, name, ok = syntax.CutShortcode(raw) {
		w.noShortcode(name, place(from))
		copy(raw[from:to], bytes.Repeat([]byte(" "), to-from))
	}
	if bytes.HasPrefix(bytes.TrimLeft(raw, " "), []byte("<!--")) && !bytes.Contains(raw, []byte("-->")) {
		w.problem(n.Pos(), "body/comment", site.Say("تعليق يُفتح هنا ولا يُغلق، فلا يُنشر ما بعده", "a comment opens here and never closes; what follows is not published"), site.Say("أغلقه بـ -->", "close it with -->"))
	}
	if w.opts.UnsafeHTML {
		w.trusted(raw, n.Pos())
		return
	}
	w.html(string(raw), place)
	w.flush()
	w.gap()
}

// trusted writes raw HTML as it is, and records its ids and local links.
func (w *sanitizer) trusted(raw []byte, pos int) {
	w.out = append(w.out, raw...)
	if !w.opts.Spans {
		return
	}
	z := html.NewTokenizer(bytes.NewReader(raw))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		for _, a := range z.Token().Attr {
			switch {
			case a.Key == "id" && a.Val != "":
				w.anchor(a.Val)
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				w.local(a.Val, pos)
			}
		}
	}
}

// settle makes room for a block of Markdown: raw elements that hold only words
// end before it.
func (w *sanitizer) settle() {
	w.mute = ""
	for i := w.base; i < len(w.raw); i++ {
		if w.raw[i].kind != syntax.Flow {
			w.closeRaw(i)
			return
		}
	}
}

// closeRaw writes the end tags of the raw elements from the base-th on.
func (w *sanitizer) closeRaw(base int) {
	for len(w.raw) > base {
		last := w.raw[len(w.raw)-1]
		w.raw = w.raw[:len(w.raw)-1]
		w.flush()
		w.put("</" + last.tag + ">")
		w.count(last, -1)
	}
}

// count keeps the numbers that writing depends on, as an element opens (1) or
// closes (-1).
func (w *sanitizer) count(e rawElement, by int) {
	switch e.tag {
	case "a":
		w.links += by
	case "code", "pre", "kbd", "samp":
		w.code += by
	}
	if e.kind == syntax.Words || e.kind == syntax.Phrasing {
		w.phrasing += by
	}
}

// html writes markup; place gives the offset in the text for one in the markup.
func (w *sanitizer) html(markup string, place func(int) int) {
	z := html.NewTokenizer(strings.NewReader(markup))
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		pos := place(at)
		at += len(z.Raw())
		switch kind {
		case html.TextToken:
			w.rawText(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			w.startTag(z.Token(), pos, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			w.endTag(z.Token().Data)
		case html.CommentToken:
			if z.Raw()[1] == '?' {
				w.dropped("?php ?", pos, true)
			}
		}
	}
}

// rawText writes the words between tags.
func (w *sanitizer) rawText(s string) {
	if w.mute != "" || s == "" {
		return
	}
	blank := strings.TrimSpace(s) == ""
	for len(w.raw) > w.base && w.raw[len(w.raw)-1].kind == syntax.Part { // no words stand there
		if blank {
			return
		}
		w.closeRaw(len(w.raw) - 1)
	}
	if blank && w.phrasing == 0 && len(w.pending) == 0 && !w.afterWords() {
		return
	}
	if w.code == 0 {
		lead, tail := s != strings.TrimLeft(s, " \n\t"), s != strings.TrimRight(s, " \n\t")
		if s = strings.Join(strings.Fields(s), " "); blank {
			s = " "
		} else {
			if lead {
				s = " " + s
			}
			if tail {
				s += " "
			}
		}
	}
	w.pending = append(w.pending, s...)
}

// afterWords says that what was written last stands among words, so that a
// space after it counts.
func (w *sanitizer) afterWords() bool {
	tag := string(w.out[bytes.LastIndexByte(w.out, '<')+1:])
	end := strings.IndexAny(tag, " >")
	if end < 0 || !strings.HasSuffix(tag, ">") {
		return len(tag) > 0
	}
	return syntax.Elements[strings.TrimPrefix(tag[:end], "/")].Kind == syntax.Phrasing
}

func (w *sanitizer) startTag(t html.Token, pos int, closed bool) {
	attrs := map[string]string{}
	for _, a := range t.Attr {
		if _, twice := attrs[a.Key]; !twice {
			attrs[a.Key] = string(arabic.Tidy([]byte(a.Val)))
		}
	}
	tag := t.Data
	switch {
	case w.mute == playerWaits && tag == "source":
		w.mute = "audio"
		if uri.MediaTag(attrs["src"]) == "video" {
			w.mute = "video"
		}
		w.rawPlayer(w.mute, attrs, pos)
		return
	case w.mute != "":
		return
	case tag == "img":
		w.flush()
		w.rawImage(attrs, pos)
		return
	case tag == "iframe" || tag == "embed":
		w.flush()
		w.rawFrame(attrs, pos)
		if tag == "iframe" && !closed {
			w.mute = tag
		}
		return
	case tag == "video" || tag == "audio":
		w.flush()
		if attrs["src"] != "" {
			w.rawPlayer(tag, attrs, pos)
			w.mute = tag
		} else {
			w.mute = playerWaits
		}
		return
	}
	e, known := syntax.Elements[tag]
	switch {
	case tag == "hr":
		if w.endWords(); w.phrasing == 0 {
			w.flush()
			w.put("<hr>")
		}
	case !known && atom.Lookup([]byte(tag)) == 0 && !strings.Contains(tag, "-"): // «vector<int>» is no markup
		w.pending = append(w.pending, t.String()...)
	case !known:
		w.dropped(tag, pos, false)
	case e.Kind == syntax.Muted:
		w.dropped(tag, pos, true)
		if !closed || tag == "script" || tag == "style" {
			w.mute = tag
		}
	default:
		w.open(tag, e, attrs, pos)
	}
}

// playerWaits is the mute of a player whose file its first source names.
const playerWaits = "a player without a file"

// open writes a start tag where HTML allows it; elsewhere its words stay.
func (w *sanitizer) open(tag string, e syntax.Element, attrs map[string]string, pos int) {
	if e.Kind != syntax.Phrasing && e.Kind != syntax.Void {
		w.endWords()
		if w.phrasing > 0 {
			return
		}
	}
	if e.Parents != nil && !w.closeTo(e.Parents) {
		return
	}
	if e.Kind != syntax.Void && w.depth+len(w.raw) >= maxDepth {
		return
	}
	if e.As != "" {
		tag = e.As
	}
	w.flush()
	if tag == "a" {
		href := w.inside(attrs["href"])
		kind := w.addressKind(href, pos)
		if w.links > 0 || kind == addressBad {
			return
		}
		w.put("<a")
		w.href(kind, href, pos)
	} else {
		w.put("<" + tag)
	}
	if tag == "bdi" && attrs["dir"] == "" && attrs != nil {
		attrs["dir"] = "auto" // what it means
	}
	w.safeAttributes(e, attrs)
	w.put(">")
	if e.Kind == syntax.Void {
		w.plain = append(w.plain, ' ')
		return
	}
	if e.Kind != syntax.Phrasing {
		w.gap()
	}
	opened := rawElement{tag, e.Kind}
	w.raw = append(w.raw, opened)
	w.count(opened, 1)
}

// endWords closes what a block's start tag ends: a raw paragraph and what
// stands in it.
func (w *sanitizer) endWords() {
	for i := w.base; i < len(w.raw); i++ {
		if k := w.raw[i].kind; k == syntax.Words || k == syntax.Phrasing {
			w.closeRaw(i)
			return
		}
	}
}

// closeTo closes raw elements until one of the parents is the innermost; where
// none is open, it closes nothing.
func (w *sanitizer) closeTo(parents []string) bool {
	for i := len(w.raw) - 1; i >= w.base; i-- {
		if slices.Contains(parents, w.raw[i].tag) {
			w.closeRaw(i + 1)
			return true
		}
		if w.raw[i].tag == "table" {
			return false
		}
	}
	return false
}

func (w *sanitizer) safeAttributes(e syntax.Element, attrs map[string]string) {
	w.attr("class", attrs["class"])
	if id := strings.Join(strings.Fields(attrs["id"]), "-"); id != "" {
		w.attr("id", w.claim(id))
	}
	if uri.IsLanguageTag(attrs["lang"]) {
		w.attr("lang", attrs["lang"])
	}
	if dir := strings.ToLower(attrs["dir"]); dir == "rtl" || dir == "ltr" || dir == "auto" {
		w.attr("dir", dir)
	}
	w.attr("title", attrs["title"])
	for _, name := range e.Attrs {
		v, given := attrs[name]
		isNumber := v != "" && len(v) < 6 && strings.Trim(v, "0123456789") == ""
		switch {
		case name == "open" || name == "reversed":
			if given {
				w.put(" " + name)
			}
		case name == "datetime", name == "scope" && (v == "row" || v == "col"), name != "scope" && isNumber:
			w.attr(name, v)
		}
	}
}

func (w *sanitizer) endTag(tag string) {
	if w.mute != "" {
		if tag == w.mute || w.mute == playerWaits && (tag == "video" || tag == "audio") {
			w.mute = ""
		}
		return
	}
	if e := syntax.Elements[tag]; e.As != "" {
		tag = e.As
	}
	for i := len(w.raw) - 1; i >= w.base; i-- {
		if w.raw[i].tag == tag {
			w.closeRaw(i)
			return
		}
	}
}

// rawImage writes an img: a figure where it stands alone, else a picture
// among words.
func (w *sanitizer) rawImage(attrs map[string]string, pos int) {
	src := attrs["src"]
	switch {
	case w.phrasing == 0 && len(w.raw) == w.base && w.links == 0:
		w.figure(picture{src: src, alt: attrs["alt"], title: attrs["title"], pos: pos})
	case w.badPicture(src, pos) || uri.MediaTag(src) != "":
		w.pending = append(w.pending, attrs["alt"]...)
	default:
		w.img(src, attrs["alt"], pos)
	}
}

// rawPlayer writes a film or a recording that HTML names.
func (w *sanitizer) rawPlayer(tag string, attrs map[string]string, pos int) {
	src := attrs["src"]
	if w.badPicture(src, pos) {
		return
	}
	lone := w.phrasing == 0
	if lone {
		w.put(`<figure class="media">`)
	}
	w.player(tag, src, attrs["title"], pos)
	if lone {
		w.put("</figure>")
	}
}

// rawFrame writes a frame of another site as a card or a link: nothing is
// asked of that site before the reader follows it.
func (w *sanitizer) rawFrame(attrs map[string]string, pos int) {
	src := attrs["src"]
	if e, ok := embeds.Of(src); ok {
		if w.phrasing == 0 {
			w.embed(e)
		} else {
			w.embedLink(e)
		}
		return
	}
	u, err := url.Parse(src)
	if err != nil || w.addressKind(src, pos) != addressWeb || u.Host == "" {
		return
	}
	if w.once("frame " + u.Host) {
		w.problem(pos, "body/frame",
			site.Say("إطار من %s صار رابطًا", "a frame of %s became a link", u.Host),
			site.Say("الإطارات تتبع القارئ وتبطئ الصفحة", "frames follow readers and slow the page"))
	}
	lone := w.phrasing == 0
	if lone {
		w.put("<p>")
	}
	open := w.openLink(src, pos, "")
	w.put(`<bdi dir="ltr">`)
	w.out = appendEscaped(w.out, u.Host)
	w.put("</bdi>")
	w.closeLink(open)
	if lone {
		w.put("</p>")
	}
}

// dropped reports that an element is not published.
func (w *sanitizer) dropped(tag string, pos int, content bool) {
	if !w.once("element " + tag) {
		return
	}
	message := site.Say("العنصر <%s> لا يُنشر، وبقيت كلماته", "<%s> is not published; its words stay", tag)
	if content {
		message = site.Say("العنصر <%s> لا يُنشر", "<%s> is not published", tag)
	}
	w.problem(pos, "body/html", message,
		site.Say("استعمل Markdown، أو unsafe_html: true في edition.yaml إن كنت تثق بكل كاتب", "use Markdown, or unsafe_html: true in edition.yaml if you trust every writer"))
}
