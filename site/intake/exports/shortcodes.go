package exports

import (
	"cmp"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"warraq/site/intake"
	"warraq/site/intake/codes"
	"warraq/site/intake/markup"

	"golang.org/x/net/html/atom"

	nethtml "golang.org/x/net/html"
)

var shortcodeForm = regexp.MustCompile(`\[(/?)([a-zA-Z][\w-]*)((?:[\s=][^\[\]]*)?)\]`)

// shortcodes writes the meaning of WordPress's shortcodes as HTML. Those that
// are not known stay as they are, with a note.
func (w *wordpress) shortcodes(p *intake.Post, source string) string {
	if !strings.Contains(source, "[") {
		return source
	}
	var out strings.Builder
	var unknown []string
	size, ends := len(source), closingsOf(source)
	for {
		m := shortcodeForm.FindStringSubmatchIndex(source)
		if m == nil {
			break
		}
		name, args := strings.ToLower(source[m[4]:m[5]]), source[m[6]:m[7]]
		out.WriteString(source[:m[0]])
		whole, rest := source[m[0]:m[1]], source[m[1]:]
		escaped := strings.HasSuffix(out.String(), "[") && strings.HasPrefix(rest, "]") // [[gallery]] shows one
		code := codes.ParseShortcode(name, args)
		closing := source[m[2]:m[3]] != ""
		end := ends.behind(name, size-len(rest))
		switch {
		case escaped, closing && !layout.MatchString(name) && !restricting[name]:
			out.WriteString(whole)
		case restricting[name]:
			p.Hide(name, "في نصها ما كان للأعضاء وحدهم؛ فهي مسودة", "a part of its text was for members alone; it is a draft")
		case layout.MatchString(name) && !w.Options.Map.HasShortcode(name):
			if closing { // what it held stands as it was
				break
			}
			written, held := w.boxed(code, rest, end)
			out.WriteString(written)
			rest = rest[held:]
		default:
			after := rest
			if (enclosing[name] || asides[name] || w.Options.Map.HasShortcode(name)) && end >= 0 {
				code.Inner, after = rest[:end], rest[end+len("[/"+name+"]"):]
			}
			if asides[name] && code.Inner != "" {
				out.WriteString(w.aside(code.Inner))
				rest = after
				break
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
		p.Tell(intake.Guessed, strings.Join(intake.Unique(unknown), " "), "رموز مختصرة لا نعرفها؛ بقيت في النص كما هي", "shortcodes that are not known; they stay in the text as they are")
	}
	return out.String() + source
}

// closings are the places of [/name] in a text, by name.
type closings map[string][]int

var closingForm = regexp.MustCompile(`\[/([a-zA-Z][\w-]*)\]`)

func closingsOf(source string) closings {
	out := closings{}
	for _, m := range closingForm.FindAllStringSubmatchIndex(source, -1) {
		name := source[m[2]:m[3]]
		out[name] = append(out[name], m[0])
	}
	return out
}

// behind is how far behind a place the next closing of a name is; -1 if there is none.
func (c closings) behind(name string, at int) int {
	places := c[name]
	if i, _ := slices.BinarySearch(places, at); i < len(places) {
		return places[i] - at
	}
	return -1
}

// asides are the shortcodes of footnotes.
var asides = map[string]bool{"ref": true, "footnote": true, "efn_note": true, "fn": true, "mfn": true, "footnotes": true}

// aside keeps a footnote for the text's end, and gives what refers to it.
func (w *wordpress) aside(words string) string {
	w.notes = append(w.notes, words)
	return fmt.Sprintf(`<sup data-fn="aside-%d">*</sup>`, len(w.notes))
}

// asideNotes are the footnotes of a text that ends.
func (w *wordpress) asideNotes() string {
	var out strings.Builder
	for i, words := range w.notes {
		fmt.Fprintf(&out, "\n<p data-note=\"aside-%d\">%s</p>", i+1, words)
	}
	w.notes = nil
	return out.String()
}

// enclosing are the shortcodes that have words, and a closing.
var enclosing = map[string]bool{"caption": true, "wp_caption": true, "embed": true, "video": true, "audio": true, "youtube": true, "code": true, "sourcecode": true, "tweet": true, "playlist": true}

// shortcode writes what one shows; false where it is not known.
func (w *wordpress) shortcode(p *intake.Post, s codes.Shortcode) (string, bool) {
	if written, ok := w.Options.Map.Shortcode(s); ok {
		return "<pre data-markdown=\"\">" + html.EscapeString(written) + "</pre>", true
	}
	switch s.Name {
	case "caption", "wp_caption":
		return captionFigure(s), true
	case "gallery", "playlist":
		return w.gallery(p, s), true
	case "code", "sourcecode":
		return "<pre><code>" + html.EscapeString(strings.Trim(s.Inner, "\n")) + "</code></pre>", true
	case "embed":
		return embedding(cmp.Or(strings.TrimSpace(s.Inner), s.Arg("src", "url"))), true
	case "youtube", "vimeo":
		src := cmp.Or(s.Arg("url", "id", "src"), strings.TrimSpace(s.Inner))
		if !markup.IsAddress(src) {
			src = map[string]string{"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}[s.Name] + src
		}
		src, _, _ = strings.Cut(src, "&")
		return embedding(src), true
	case "video", "audio":
		return playing(s), true
	case "tweet", "twitter", "instagram", "facebook", "soundcloud", "tiktok", "dailymotion", "spotify":
		if src := cmp.Or(s.Arg("url", "src"), strings.TrimSpace(s.Inner)); markup.IsAddress(src) {
			return embedding(src), true
		}
	case "contact-form", "contact-form-7", "contact-field", "rev_slider", "smartslider3", "addthis", "sharethis", "post-views", "toc", "wpforms", "mailpoet_form", "ad", "adsense":
		p.Tell(intake.Dropped, s.Name, "أداة من المنصة، لا نص", "a tool of the system, not text")
		return "", true
	}
	return "", false
}

// embedding is a paragraph that is one address.
func embedding(address string) string {
	if !markup.IsAddress(address) {
		return html.EscapeString(address)
	}
	return `<figure><iframe src="` + html.EscapeString(address) + `"></iframe></figure>`
}

// playing is a film or recording, of the first file that is named.
func playing(s codes.Shortcode) string {
	src := s.Arg("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "url")
	if src == "" || !markup.IsAddress(src) && !strings.HasPrefix(src, "/") {
		src = strings.TrimSpace(markup.PlainText(s.Inner))
	}
	if src == "" {
		return ""
	}
	src, _, _ = strings.Cut(src, "|") // the old player's arguments
	if !markup.IsMedia.MatchString(src) {
		return embedding(src)
	}
	return "<" + s.Name + ` src="` + html.EscapeString(src) + `"></` + s.Name + ">"
}

// captionFigure is a picture with its words: the old form has them as an
// argument, the new one behind the picture.
func captionFigure(s codes.Shortcode) string {
	body := &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := nethtml.ParseFragment(strings.NewReader(s.Inner), body)
	if err != nil {
		return s.Inner
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	caption := cmp.Or(s.Named["caption"], markup.TextOf(body))
	img := markup.First(body, atom.Img)
	for _, kind := range []atom.Atom{atom.Video, atom.Audio, atom.Iframe} {
		if img == nil {
			img = markup.First(body, kind)
		}
	}
	if img == nil {
		if s.Named["caption"] != "" {
			return s.Inner + "<p>" + html.EscapeString(markup.PlainText(caption)) + "</p>"
		}
		return s.Inner
	}
	img.Parent.RemoveChild(img)
	var out strings.Builder
	if err := nethtml.Render(&out, img); err != nil {
		return s.Inner
	}
	return "<figure>" + out.String() + "<figcaption>" + html.EscapeString(markup.PlainText(caption)) + "</figcaption></figure>"
}

// gallery shows the pictures that it names, or those of the post.
func (w *wordpress) gallery(p *intake.Post, s codes.Shortcode) string {
	ids := strings.FieldsFunc(cmp.Or(s.Named["ids"], s.Named["include"]), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		ids = w.children[cmp.Or(s.Named["id"], p.ID)]
	}
	var out strings.Builder
	for _, id := range ids {
		if pic := w.pictures[id]; pic != nil {
			src := html.EscapeString(pic.Src)
			if markup.IsMedia.MatchString(pic.Src) { // a playlist
				out.WriteString(`<figure><audio src="` + src + `"></audio></figure>`)
				continue
			}
			out.WriteString(`<figure><img src="` + src + `" alt="` + html.EscapeString(pic.Alt) + `"><figcaption>` +
				html.EscapeString(markup.WithCredit(pic.Caption, pic.Credit)) + "</figcaption></figure>")
		}
	}
	if out.Len() == 0 {
		p.Tell(intake.Dropped, "["+s.Name+"]", "معرض صور لا يحمل الملف صوره", "a gallery whose pictures the file does not hold")
		return ""
	}
	return `<div class="wp-block-gallery">` + out.String() + `</div>`
}
