package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/markdown/syntax"
	"warraq/site/uri"
)

// figures writes a paragraph that holds pictures and nothing else: one is a
// figure with its title as the caption, more are a row of figures.
func (w *media) figures(n *ast.Paragraph) bool {
	var pictures []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok && len(bytes.TrimSpace(t.Segment.Value(w.Text))) == 0 {
			continue
		}
		if pictureOf(c) == nil {
			return false
		}
		pictures = append(pictures, c)
	}
	if len(pictures) == 0 {
		return false
	}
	if len(pictures) > 1 {
		w.put("<div")
		w.attributes(n, "figures")
		w.put(">")
	}
	for _, c := range pictures {
		var around ast.Node
		if len(pictures) == 1 {
			around = n
		}
		w.figureOf(c, around)
	}
	if len(pictures) > 1 {
		w.put("</div>")
	}
	return true
}

// pictureOf is an image, alone or as all that a link holds.
func pictureOf(n ast.Node) *ast.Image {
	if link, ok := n.(*ast.Link); ok && link.ChildCount() == 1 {
		n = link.FirstChild()
	}
	image, _ := n.(*ast.Image)
	return image
}

func (w *media) figureOf(n, around ast.Node) {
	image := pictureOf(n)
	p := picture{src: syntax.Resolved(image.Destination), alt: w.plainOf(image), title: syntax.Resolved(image.Title), pos: image.Pos(), around: around}
	if link, ok := n.(*ast.Link); ok {
		p.link = syntax.Resolved(link.Destination)
	}
	w.figure(p)
}

// picture is what an author says of a figure.
type picture struct {
	src, alt, title, link string
	pos                   int
	around                ast.Node // a block with attributes, or nil
}

// figure writes a picture, a film or a recording with its caption.
func (w *media) figure(p picture) {
	if w.badPicture(p.src, p.pos) {
		return
	}
	tag := uri.MediaTag(p.src)
	class := "figure"
	if tag != "" {
		class = "media"
	}
	w.put("<figure")
	if p.around != nil {
		w.attributes(p.around, class)
	} else {
		w.attr("class", class)
	}
	w.put(">")
	if tag != "" {
		w.player(tag, p.src, w.turn(p.alt), p.pos)
	} else {
		open := p.link != "" && w.openLink(p.link, p.pos, "")
		w.img(p.src, p.alt, p.pos)
		w.closeLink(open)
	}
	w.caption(p.title)
	w.put("</figure>")
}

func (w *media) img(src, alt string, pos int) {
	w.put(`<img src="`)
	w.mark(site.RefPicture, src, pos)
	w.put(`" alt="`)
	w.out = appendEscaped(w.out, w.bidi.Line(w.turn(alt)))
	w.put(`" loading="lazy" decoding="async">`)
}

// badPicture reports an address that cannot be a picture's: empty, a script,
// data.
func (w *media) badPicture(src string, pos int) bool {
	switch w.addressKind(src, pos) {
	case addressSite, addressWeb:
		return false
	case addressBad:
		return true
	}
	w.problem(pos, "body/picture-address", site.Say("ليس هذا عنوان صورة ولا ملف: (%s)", "this is no address of a picture or a file: (%s)", src),
		site.Say("اكتب اسم ملف الصورة؛ وتُكتب # هكذا %23 و? هكذا %3F", "write the name of the picture's file; # is written %23, and ? is written %3F"))
	return true
}

// caption writes a caption; the parenthesis at its end is the credit.
func (w *media) caption(title string) {
	text, credit := CutCredit(title)
	if text == "" && credit == "" {
		return
	}
	w.put("<figcaption>")
	w.words([]byte(w.turn(text)))
	if credit != "" {
		if text != "" {
			w.put(" ")
			w.gap()
		}
		w.put(`<span class="credit"><span class="visually-hidden">` + w.labels.credit + "</span>")
		w.words([]byte(credit))
		w.put("</span>")
	}
	w.put("</figcaption>")
	w.gap()
}

// CutCredit splits «كيم يستقبل شويغو (إكس)» into caption and credit.
func CutCredit(title string) (caption, credit string) {
	title = strings.TrimSpace(title)
	inner, ok := strings.CutSuffix(title, ")")
	open := strings.LastIndexByte(inner, '(')
	if !ok || open < 0 || strings.ContainsRune(inner[open+1:], ')') {
		return title, ""
	}
	credit = strings.TrimSpace(inner[open+1:])
	if credit == "" || utf8.RuneCountInString(credit) > 80 {
		return title, ""
	}
	return strings.TrimSpace(inner[:open]), credit
}

// image writes a picture among words.
func (w *phraser) image(n *ast.Image) {
	src := syntax.Resolved(n.Destination)
	if w.badPicture(src, n.Pos()) || uri.MediaTag(src) != "" {
		w.pending = append(w.pending, w.plainOf(n)...)
		return
	}
	w.img(src, w.plainOf(n), n.Pos())
}

// player writes a film or a recording; nothing is fetched before it is played.
func (w *media) player(tag, src, name string, pos int) {
	w.put("<" + tag + ` controls preload="none" src="`)
	w.mark(site.RefFile, src, pos)
	w.put(`"`)
	w.attr("aria-label", name)
	w.put("></" + tag + ">")
}
