package markdown

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/markdown/syntax"
)

// embed is a page of another site that a story shows as a card with a link.
// Nothing is asked of that site before the reader follows it.
type embed struct {
	provider string
	id       string
	url      string
	user     string
	frame    string // what a frame would show; "" if it may not be framed
}

// loneURL writes a paragraph that is one address: of a film, of a file to
// play, or of a post. Any other address stays a link.
func (w *media) loneURL(n *ast.Paragraph) bool {
	if n.Lines().Len() != 1 {
		return false
	}
	segment := n.Lines().At(0)
	line := bytes.TrimSpace(segment.Value(w.Text))
	if len(line) > 500 || bytes.IndexByte(line, ' ') >= 0 || bytes.ContainsAny(line, "\t[]\"") || bytes.IndexByte(line, '.') < 0 {
		return false
	}
	address := string(line)
	if inner, ok := strings.CutPrefix(address, "<"); ok {
		address = strings.TrimSuffix(inner, ">")
	}
	if tag := mediaTag(address); tag != "" {
		if w.badPicture(address, segment.Start) {
			return false
		}
		w.put(`<figure class="media">`)
		w.player(tag, address, "", segment.Start)
		w.put("</figure>")
		return true
	}
	e, ok := embedOf(address)
	if ok {
		w.embed(e)
	}
	return ok
}

func (w *media) embed(e embed) {
	w.put(`<figure class="embed" data-embed="` + e.provider + `"`)
	w.attr("data-id", e.id)
	if slices.Contains(w.opts.Embeds, e.provider) {
		w.attr("data-frame", e.frame)
	}
	w.put(">")
	w.embedLink(e)
	w.put("</figure>")
	w.gap()
}

func (w *media) embedLink(e embed) {
	if w.links == 0 {
		w.put(`<a href="`)
		w.out = appendURL(w.out, e.url)
		w.put(`" rel="noopener">`)
	}
	w.put(w.labels.embeds[e.provider])
	if e.user != "" {
		w.put(w.labels.post + `<bdi dir="ltr">@`)
		w.out = appendEscaped(w.out, e.user)
		w.put("</bdi>")
	}
	if w.links == 0 {
		w.put("</a>")
	}
}

// embedOf knows the sites whose pages become cards. An address that shows no
// single film or post is not one.
func embedOf(address string) (embed, bool) {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "//") {
		return embed{}, false
	}
	u, err := url.Parse(address)
	if err != nil {
		return embed{}, false
	}
	host := strings.ToLower(u.Hostname())
	for _, part := range []string{"www.", "m.", "mobile.", "web.", "music.", "player."} {
		host = strings.TrimPrefix(host, part)
	}
	if host == "youtube.com" || host == "youtu.be" || host == "youtube-nocookie.com" {
		return youtube(host, u)
	}
	for _, known := range embedHosts {
		if known.host != host {
			continue
		}
		if m := known.path.FindStringSubmatch(u.Path); m != nil {
			u.Scheme = "https"
			e := embed{provider: known.provider, url: u.String()}
			if len(m) > 2 {
				e.user, e.id = m[1], m[2]
			} else if len(m) > 1 {
				e.id = m[1]
			}
			e.frame = strings.Replace(known.frame, "$self", e.url, 1)
			if known.canon != "" {
				e.url = strings.NewReplacer("$user", e.user, "$id", e.id).Replace(known.canon)
			}
			if known.frame != "$self" {
				e.frame = strings.NewReplacer("$user", e.user, "$id", e.id, "$url", url.QueryEscape(e.url)).Replace(known.frame)
			}
			if e.user == "i" || !namesWho[e.provider] {
				e.user = ""
			}
			return e, true
		}
	}
	return embed{}, false
}

func youtube(host string, u *url.URL) (embed, bool) {
	query := u.Query()
	id := query.Get("v")
	if host == "youtu.be" {
		id = strings.Trim(u.Path, "/")
	} else if m := youtubePath.FindStringSubmatch(u.Path); m != nil {
		id = m[1]
	}
	if !youtubeID.MatchString(id) {
		return embed{}, false
	}
	e := embed{provider: "youtube", id: id, url: "https://www.youtube.com/watch?v=" + id}
	for _, key := range []string{"t", "start"} {
		if at := query.Get(key); at != "" && youtubeTime.MatchString(at) {
			e.url += "&t=" + at
			break
		}
	}
	return e, true
}

// loneShortcode writes a paragraph that is one shortcode.
func (w *media) loneShortcode(n *ast.Paragraph) bool {
	s, ok := n.FirstChild().(*syntax.Shortcode)
	if !ok {
		return false
	}
	for c := s.NextSibling(); c != nil || s.Open; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); !ok || strings.TrimSpace(string(t.Segment.Value(w.Text))) != "" {
			return false
		}
	}
	if s.Name == "figure" {
		title := s.Arg(-1, "caption", "title")
		if attr := s.Arg(-1, "attr"); attr != "" {
			title += " (" + attr + ")"
		}
		w.figure(picture{src: s.Arg(0, "src"), alt: s.Arg(-1, "alt"), title: title, link: s.Arg(-1, "link"), pos: s.Pos(), around: n})
		return true
	}
	if e, ok := embedOf(s.Address()); ok {
		w.embed(e)
		return true
	}
	w.unknownShortcode(s)
	return true
}

// inlineShortcode writes a shortcode among words.
func (w *phraser) inlineShortcode(s *syntax.Shortcode) {
	if s.Name == "figure" {
		if src := s.Arg(0, "src"); !w.badPicture(src, s.Pos()) && mediaTag(src) == "" {
			w.img(src, s.Arg(-1, "alt", "caption"), s.Pos())
		}
		return
	}
	if e, ok := embedOf(s.Address()); ok {
		w.embedLink(e)
		return
	}
	w.unknownShortcode(s)
}

func (w *media) unknownShortcode(s *syntax.Shortcode) {
	if s.Open {
		w.problem(s.Pos(), "body/shortcode",
			site.Say("رمز مختصر يُفتح هنا ولا يُغلق؛ تُركت علامته وبقي الكلام", "a shortcode opens here and never closes; its sign was left out and the words stay"),
			site.Say("أغلقه بـ >}} أو احذف علامته", "close it with >}}, or remove its sign"))
		return
	}
	w.noShortcode(s.Name, s.Pos())
}

// noShortcode tells once a file that a name means nothing.
func (w *media) noShortcode(name string, pos int) {
	name = strings.TrimPrefix(name, "/")
	if name == "" || !w.once("shortcode "+name) {
		return
	}
	w.problem(pos, "body/shortcode",
		site.Say("لا نعرف الرمز المختصر «%s»، فتُرك خارج النص", "there is no shortcode %q here; it was left out", name),
		site.Say("المفهوم منها: youtube و tweet و figure", "understood are youtube, tweet and figure"))
}
