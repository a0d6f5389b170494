package manuscript

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"warraq/site"
	"warraq/site/arabic"
)

// body is what a manuscript's Markdown gives.
type body struct {
	HTML     []byte
	Refs     []site.Ref
	Headings []site.Heading
	Words    int
	Lead     string
	Credits  []string
}

var bareURL = regexp.MustCompile(`^(?:https?://)[^\s<>"'،؛؟«»()]+`)

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.DefinitionList,
		extension.NewLinkify(extension.WithLinkifyURLRegexp(bareURL))),
	goldmark.WithParserOptions(parser.WithAttribute(), parser.WithAutoHeadingID()),
	goldmark.WithRendererOptions(ghtml.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(&bodyRenderer{}, 100))),
)

// anchors keeps Arabic letters in heading ids.
type anchors map[string]bool

func (a anchors) Generate(value []byte, _ ast.NodeKind) []byte {
	id := arabic.Anchor(string(value))
	if id == "" {
		id = "h"
	}
	out := id
	for n := 2; a[out]; n++ {
		out = id + "-" + strconv.Itoa(n)
	}
	a[out] = true
	return []byte(out)
}
func (a anchors) Put(value []byte) { a[string(value)] = true }

var refsKey = parser.NewContextKey()

type collector struct {
	refs []site.Ref
	path string
}

func renderBody(p string, src []byte, start int, o Options, _ *site.Article) (body, []site.Problem) {
	md := src[start:]
	md = bytes.Map(func(r rune) rune {
		if r == site.MarkOpen || r == site.MarkClose {
			return -1
		}
		return r
	}, md)
	md, credits := credit(md)
	ctx := parser.NewContext(parser.WithIDs(anchors{}))
	doc := markdown.Parser().Parse(text.NewReader(md), parser.WithContext(ctx))
	b := body{Credits: credits}
	line := bytes.Count(src[:start], []byte("\n")) + 1
	_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if !in {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 1 {
				n.Level = 2
			}
			id, _ := n.AttributeString("id")
			ids, _ := id.([]byte)
			b.Headings = append(b.Headings, site.Heading{Level: n.Level, ID: string(ids), Text: plain(n, md)})
		case *ast.Image:
			n.Destination = b.ref(site.RefPicture, string(n.Destination), line)
		case *ast.Link:
			n.Destination = b.link(string(n.Destination), line)
		case *ast.Paragraph:
			if b.Lead == "" {
				b.Lead = plain(n, md)
			}
		}
		return ast.WalkContinue, nil
	})
	b.Words = arabic.WordCount(string(md))
	var out bytes.Buffer
	_ = markdown.Renderer().Render(&out, md, doc)
	b.HTML = out.Bytes()
	if !o.UnsafeHTML && bytes.Contains(md, []byte("<")) {
		const opened, closed = "wq-ref-", "-fer-qw"
		safe := bytes.ReplaceAll(bytes.ReplaceAll(b.HTML, []byte{site.MarkOpen}, []byte(opened)), []byte{site.MarkClose}, []byte(closed))
		safe = policy.SanitizeBytes(safe)
		b.HTML = bytes.ReplaceAll(bytes.ReplaceAll(safe, []byte(opened), []byte{site.MarkOpen}), []byte(closed), []byte{site.MarkClose})
	}
	return b, nil
}

func (b *body) ref(kind site.RefKind, target string, line int) []byte {
	b.Refs = append(b.Refs, site.Ref{Kind: kind, Target: target, Line: line, Col: 1})
	return fmt.Appendf(nil, "%c%d%c", site.MarkOpen, len(b.Refs)-1, site.MarkClose)
}

func (b *body) link(target string, line int) []byte {
	u, err := url.Parse(target)
	switch {
	case err != nil || strings.HasPrefix(target, "#"):
		return []byte(target)
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" || u.Scheme == "tel" || strings.HasPrefix(target, "//"):
		return []byte(target)
	case u.Scheme != "":
		return []byte("#")
	}
	kind := site.RefLink
	if ext := path.Ext(u.Path); ext != "" && ext != ".md" && ext != ".html" {
		kind = site.RefFile
	}
	return b.ref(kind, target, line)
}

func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && in {
			b.Write(t.Segment.Value(src))
			if t.SoftLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

var creditLine = regexp.MustCompile(`\n\s*\(([^()\n]{2,80})\)\s*$`)

func credit(md []byte) ([]byte, []string) {
	m := creditLine.FindSubmatchIndex(md)
	if m == nil {
		return md, nil
	}
	var out []string
	for _, s := range strings.FieldsFunc(string(md[m[2]:m[3]]), func(r rune) bool { return r == '،' || r == ',' || r == '/' }) {
		out = append(out, strings.TrimSpace(s))
	}
	return md[:m[0]+1], out
}

// bodyRenderer draws what is ours: figures, text with isolation, URLs.
type bodyRenderer struct{}

func (r *bodyRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindImage, r.image)
	reg.Register(ast.KindParagraph, r.paragraph)
}

func lone(n ast.Node) *ast.Image {
	if n.ChildCount() != 1 {
		return nil
	}
	img, _ := n.FirstChild().(*ast.Image)
	return img
}

func (r *bodyRenderer) paragraph(w util.BufWriter, src []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if lone(n) != nil {
		return ast.WalkContinue, nil
	}
	if in {
		_, _ = w.WriteString("<p>")
	} else {
		_, _ = w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

var captionCredit = regexp.MustCompile(`^(.*?)\s*\(([^()]+)\)\s*$`)

func (r *bodyRenderer) image(w util.BufWriter, src []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		return ast.WalkContinue, nil
	}
	img := n.(*ast.Image)
	alt := arabic.LeadMark(plain(img, src))
	tag := fmt.Sprintf(`<img src="%s" alt="%s" loading="lazy" decoding="async">`, img.Destination, util.EscapeHTML([]byte(alt)))
	if n.Parent() == nil || lone(n.Parent()) == nil || n.Parent().Kind() != ast.KindParagraph {
		_, _ = w.WriteString(tag)
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(`<figure class="figure">` + tag)
	if title := string(img.Title); title != "" {
		caption, by := title, ""
		if m := captionCredit.FindStringSubmatch(title); m != nil {
			caption, by = m[1], m[2]
		}
		_, _ = w.WriteString("<figcaption>" + arabic.IsolateHTML(caption))
		if by != "" {
			_, _ = w.WriteString(` <span class="credit">(` + arabic.IsolateHTML(by) + `)</span>`)
		}
		_, _ = w.WriteString("</figcaption>")
	}
	_, _ = w.WriteString("</figure>\n")
	return ast.WalkSkipChildren, nil
}

var policy = func() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.AllowAttrs("class", "dir", "lang", "id", "role", "tabindex", "aria-label").Globally()
	p.AllowElements("figure", "figcaption", "bdi", "details", "summary", "aside", "section", "time")
	p.AllowAttrs("src", "alt", "loading", "decoding", "width", "height").OnElements("img")
	p.AllowAttrs("href", "rel").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	return p
}()
