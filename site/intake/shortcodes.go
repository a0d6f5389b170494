package intake

import (
	"cmp"
	"html"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	nethtml "golang.org/x/net/html"
)

// shortcode is [name key="value" word], perhaps with words and [/name] behind.
type shortcode struct {
	name  string
	named map[string]string
	words []string // without a key
	inner string   // between it and its closing
}

// arg is the argument of one of the names, else the first without one.
func (s shortcode) arg(names ...string) string {
	for _, n := range names {
		if v := s.named[n]; v != "" {
			return v
		}
	}
	if len(s.words) > 0 {
		return s.words[0]
	}
	return ""
}

var (
	shortcodeForm = regexp.MustCompile(`\[(/?)([a-zA-Z][\w-]*)((?:[\s=][^\[\]]*)?)\]`)
	argumentForm  = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|&quot;(.*?)&quot;|([^\s'"]+))|"([^"]*)"|(\S+)`)
)

// layout are the shortcodes of page builders: columns and boxes round a text,
// which is kept.
var layout = regexp.MustCompile(`^(?i:vc_\w+|et_pb_\w+|fusion_\w+|av_\w+|mk_\w+|su_\w+|row|column|columns|col|one_half\w*|one_third\w*|two_thirds?\w*|one_fourth\w*|clear|divider|spacer|box|center|dropcap|highlight|toggle|accordion|tabs?|button)$`)

// shortcodes writes the meaning of WordPress's shortcodes as HTML. Those that
// are not known stay as they are, and are told.
func (w *wordpress) shortcodes(p *post, source string) string {
	if !strings.Contains(source, "[") {
		return source
	}
	var out strings.Builder
	var unknown []string
	for {
		m := shortcodeForm.FindStringSubmatchIndex(source)
		if m == nil {
			break
		}
		name, args := strings.ToLower(source[m[4]:m[5]]), source[m[6]:m[7]]
		out.WriteString(source[:m[0]])
		whole, rest := source[m[0]:m[1]], source[m[1]:]
		escaped := strings.HasSuffix(out.String(), "[") && strings.HasPrefix(rest, "]") // [[gallery]] shows one
		code := shortcode{name: name, named: map[string]string{}}
		code.read(args)
		closing := source[m[2]:m[3]] != ""
		end := strings.Index(rest, "[/"+name+"]")
		switch {
		case escaped, closing && !layout.MatchString(name):
			out.WriteString(whole)
		case layout.MatchString(name): // what it holds follows as it stands
		default:
			after := rest
			if enclosing[name] && end >= 0 {
				code.inner, after = rest[:end], rest[end+len("[/"+name+"]"):]
			}
			if written, ok := w.shortcode(p, code); ok {
				out.WriteString("\n\n" + written + "\n\n")
				rest = after
				break
			}
			out.WriteString(whole)
			if args != "" || end >= 0 {
				unknown = append(unknown, name)
			}
		}
		source = rest
	}
	if len(unknown) > 0 {
		p.note(Guessed, strings.Join(unique(unknown), " "), "رموز مختصرة لا نعرفها؛ بقيت في النص كما هي", "shortcodes that are not known; they stay in the text as they are")
	}
	return out.String() + source
}

// enclosing are the shortcodes that have words, and a closing.
var enclosing = map[string]bool{"caption": true, "wp_caption": true, "embed": true, "video": true, "audio": true, "youtube": true, "code": true, "sourcecode": true, "tweet": true, "playlist": true}

func (s *shortcode) read(args string) {
	args = strings.TrimPrefix(args, "=") // [youtube=address]
	for _, m := range argumentForm.FindAllStringSubmatch(html.UnescapeString(args), -1) {
		switch {
		case m[1] != "" && !isAddress(m[0]):
			s.named[strings.ToLower(m[1])] = cmp.Or(m[2], m[3], m[4], m[5])
		default:
			s.words = append(s.words, strings.Trim(cmp.Or(m[6], m[0]), `"'`))
		}
	}
}

// shortcode writes what one shows; false where it is not known.
func (w *wordpress) shortcode(p *post, s shortcode) (string, bool) {
	switch s.name {
	case "caption", "wp_caption":
		return captionFigure(s), true
	case "gallery", "playlist":
		return w.gallery(p, s), true
	case "code", "sourcecode":
		return "<pre><code>" + html.EscapeString(strings.Trim(s.inner, "\n")) + "</code></pre>", true
	case "embed":
		return embedding(cmp.Or(strings.TrimSpace(s.inner), s.arg("src", "url"))), true
	case "youtube":
		src := cmp.Or(s.arg("url", "id", "src"), strings.TrimSpace(s.inner))
		if !isAddress(src) {
			src = "https://www.youtube.com/watch?v=" + src
		}
		src, _, _ = strings.Cut(src, "&")
		return embedding(src), true
	case "vimeo":
		src := s.arg("url", "id")
		if !isAddress(src) {
			src = "https://vimeo.com/" + src
		}
		return embedding(src), true
	case "video", "audio":
		return playing(s), true
	case "tweet", "twitter", "instagram", "facebook", "soundcloud", "tiktok", "dailymotion", "spotify":
		if src := cmp.Or(s.arg("url", "src"), strings.TrimSpace(s.inner)); isAddress(src) {
			return embedding(src), true
		}
	case "contact-form", "contact-form-7", "contact-field", "rev_slider", "smartslider3", "addthis", "sharethis", "post-views", "toc", "wpforms", "mailpoet_form", "ad", "adsense":
		p.note(Dropped, s.name, "أداة من المنصة، لا نص", "a tool of the system, not text")
		return "", true
	}
	return "", false
}

// embedding is a paragraph that is one address.
func embedding(address string) string {
	if !isAddress(address) {
		return html.EscapeString(address)
	}
	return `<figure><iframe src="` + html.EscapeString(address) + `"></iframe></figure>`
}

// playing is a film or recording, of the first file that is named.
func playing(s shortcode) string {
	src := s.arg("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "url")
	if src == "" || !isAddress(src) && !strings.HasPrefix(src, "/") {
		src = strings.TrimSpace(plainText(s.inner))
	}
	if src == "" {
		return ""
	}
	src, _, _ = strings.Cut(src, "|") // the old player's arguments
	if !isMedia.MatchString(src) {
		return embedding(src)
	}
	return "<" + s.name + ` src="` + html.EscapeString(src) + `"></` + s.name + ">"
}

// captionFigure is a picture with its words: the old form has them as an
// argument, the new one behind the picture.
func captionFigure(s shortcode) string {
	body := &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := nethtml.ParseFragment(strings.NewReader(s.inner), body)
	if err != nil {
		return s.inner
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	img := first(body, atom.Img)
	if img == nil {
		return s.inner
	}
	caption := cmp.Or(s.named["caption"], textOf(body))
	img.Parent.RemoveChild(img)
	var out strings.Builder
	if err := nethtml.Render(&out, img); err != nil {
		return s.inner
	}
	return "<figure>" + out.String() + "<figcaption>" + html.EscapeString(plainText(caption)) + "</figcaption></figure>"
}

// gallery shows the pictures that it names, or those of the post.
func (w *wordpress) gallery(p *post, s shortcode) string {
	ids := strings.FieldsFunc(cmp.Or(s.named["ids"], s.named["include"]), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		ids = w.children[cmp.Or(s.named["id"], p.id)]
	}
	var out strings.Builder
	for _, id := range ids {
		if pic := w.pictures[id]; pic != nil {
			tag := `<img src="` + html.EscapeString(pic.src) + `" alt="` + html.EscapeString(pic.alt) + `">`
			if isMedia.MatchString(pic.src) { // a playlist
				out.WriteString("<figure><audio src=\"" + html.EscapeString(pic.src) + "\"></audio></figure>")
				continue
			}
			out.WriteString("<figure>" + tag + "<figcaption>" + html.EscapeString(withCredit(pic)) + "</figcaption></figure>")
		}
	}
	if out.Len() == 0 {
		p.note(Dropped, "["+s.name+"]", "معرض صور لا يحمل الملف صوره", "a gallery whose pictures the file does not hold")
		return ""
	}
	return `<div class="wp-block-gallery">` + out.String() + `</div>`
}

// withCredit are a picture's words with its credit, as captions end here.
func withCredit(p *picture) string {
	if p.credit == "" {
		return p.caption
	}
	return strings.TrimSpace(p.caption + " (" + p.credit + ")")
}
