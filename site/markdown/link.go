package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown/syntax"
	"warraq/site/uri"
)

func (w *phraser) link(n *ast.Link) {
	open := w.openLink(syntax.Resolved(n.Destination), n.Pos(), syntax.Resolved(n.Title))
	w.inside(n)
	w.closeLink(open)
}

func (w *phraser) autoLink(n *ast.AutoLink) {
	label := string(n.Label(w.Text))
	address := label
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + label
	} else if len(n.Protocol) > 0 {
		address = string(n.Protocol) + "://" + label
	}
	open := w.openLink(address, n.Pos(), "")
	if w.code == 0 && w.arabic {
		w.put(`<bdi dir="ltr">`)
	}
	w.plain = append(w.plain, label...)
	w.out = appendEscaped(w.out, label)
	if w.code == 0 && w.arabic {
		w.put("</bdi>")
	}
	w.closeLink(open)
}

// openLink writes the tag of a link and reports whether it did: a link within a
// link, or one that could run a script, keeps its words only.
func (w *media) openLink(target string, pos int, title string) bool {
	if w.links > 0 {
		return false
	}
	target = w.inside(target)
	kind := w.addressKind(target, pos)
	if kind == addressNone {
		w.problem(pos, "body/link-empty", site.Say("رابط بلا عنوان", "a link without an address"), site.Say("اكتب العنوان بين القوسين", "write the address between the round brackets"))
	}
	if kind == addressBad {
		return false
	}
	w.links++
	w.put("<a")
	w.href(kind, target, pos)
	if title != "" {
		w.put(` title="`)
		w.out = appendEscaped(w.out, w.bidi.Line(title))
		w.put(`"`)
	}
	w.put(">")
	return true
}

func (w *media) closeLink(open bool) {
	if open {
		w.put("</a>")
		w.links--
	}
}

// inside is the address that a link means: one inside the site, from its root, where the
// link names the site's own host.
func (w *media) inside(target string) string {
	target = uri.CleanTarget(target)
	if at, ok := uri.InSite(w.opts.Home, target); ok {
		return at
	}
	return target
}

// href writes the attributes that say where a link leads.
func (w *media) href(kind addressKind, target string, pos int) {
	switch kind {
	case addressNone:
	case addressSite:
		w.put(` href="`)
		w.mark(site.RefKindOf(target), target, pos)
		w.put(`"`)
	case addressAnchor:
		w.put(` href="`)
		if target[0] == '#' {
			w.local(target, pos)
			w.out = appendEscaped(w.out, strings.ReplaceAll(target, " ", "%20"))
		} else {
			w.out = appendURL(w.out, target)
		}
		w.put(`"`)
	default:
		w.put(` href="`)
		w.out = appendURL(w.out, target)
		w.put(`"`)
		if kind == addressWeb {
			w.put(` rel="noopener"`)
		}
	}
}

// mark records a reference and leaves its index where the answer will stand.
func (w *media) mark(kind site.RefKind, target string, pos int) {
	target = arabic.NFC(uri.CleanTarget(target)) // as the nouns name their files
	line, col := w.place(pos)
	w.out = append(w.out, site.MarkOpen)
	w.out = strconv.AppendInt(w.out, int64(len(w.body.Refs)), 10)
	w.out = append(w.out, site.MarkClose)
	w.body.Refs = append(w.body.Refs, site.Ref{Kind: kind, Target: target, Line: line, Col: col})
}

// appendURL adds an address, percent-encoded where it must be (RFC 3986).
func appendURL(dst []byte, target string) []byte {
	return appendEscaped(dst, string(util.URLEscape([]byte(uri.CleanTarget(target)), false)))
}

// addressKind is where an address leads.
type addressKind int

const (
	addressBad    addressKind = iota // nowhere that a page may send a reader
	addressNone                      // it is empty
	addressAnchor                    // within the page
	addressSite                      // within the site
	addressWeb                       // elsewhere
	addressOther                     // mail, telephone
)

// addressKind judges an address; a bad one is a Problem.
func (w *media) addressKind(target string, pos int) addressKind {
	target = uri.CleanTarget(target)
	scheme := uri.SchemeOf(target)
	switch {
	case target == "":
		return addressNone
	case target[0] == '#', target[0] == '?':
		return addressAnchor
	case strings.HasPrefix(target, "//"), scheme == "http", scheme == "https":
		if !uri.IsBrokenWeb(target) {
			return addressWeb
		}
		w.problem(pos, "body/link-broken",
			site.Say("عنوان بلا مضيف صحيح، وبقي نص الرابط: %s", "an address without a proper host; the words of the link stay: %s", target),
			site.Say("اكتبه هكذا: https://example.org/page", "write it as https://example.org/page"))
		return addressBad
	case scheme == "":
		return addressSite
	case uri.IsLinkScheme(scheme):
		return addressOther
	}
	if w.once("scheme " + scheme) {
		hint := site.Say("اكتب عنوان صفحة يبدأ بـ https://", "write a page's address that begins with https://")
		if uri.LooksLikeFile(target) {
			hint = site.Say("إن كان اسم ملف فاكتبه هكذا: ./%s", "if it is a file's name, write it as ./%s", target)
		}
		w.problem(pos, "body/link-scheme", site.Say("رابط «%s:» لا يُنشر، وبقي نصه", "a %s: link is not published; its words stay", scheme), hint)
	}
	return addressBad
}
