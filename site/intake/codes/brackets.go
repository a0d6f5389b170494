package codes

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"warraq/site/intake/markup"
)

// Picture is a file of the source with its words.
type Picture struct{ Src, Alt, Words string }

// Told says what a finding of Brackets is about.
type Told int

// What Brackets finds.
const (
	Gated   Told = iota // a text that was for members alone
	Tool                // a tool of the system, not text: it is left out
	Missing             // a gallery whose pictures the source does not hold
)

// Brackets writes the meaning of WordPress's shortcodes, [name key="value"], as HTML.
// Those that are not known become the signs {{< name >}}, which the build tells of and
// never shows; the words between them stay.
type Brackets struct {
	Own      func(Shortcode) (string, bool)  // a person's table, which comes first; may be nil
	Picture  func(id string) (Picture, bool) // a file by its number; may be nil
	Children func(id string) []string        // the files of a post; "" is the post itself
	Tell     func(about Told, name string)   // may be nil
	Gates    map[string]bool                 // names of what is for members alone
	Known    bool                            // read those alone that all sites of WordPress have: the text may be another system's

	notes []string // footnotes of the text that is being read
}

func (w *Brackets) own(s Shortcode) (string, bool) {
	if w.Own == nil {
		return "", false
	}
	return w.Own(s)
}

func (w *Brackets) hasOwn(name string) bool {
	_, ok := w.own(Shortcode{Name: name})
	return ok
}

func (w *Brackets) tell(about Told, name string) {
	if w.Tell != nil {
		w.Tell(about, name)
	}
}

func (w *Brackets) picture(id string) (Picture, bool) {
	if w.Picture == nil || id == "" {
		return Picture{}, false
	}
	return w.Picture(id)
}

var shortcodeForm = markup.Form(`\[(/?)([a-zA-Z][\w-]*)((?:[\s=\x{a0}\x{200b}](?:"[^"\n]*"|'[^'\n]*'|[^\[\]])*)?)(/?)\]`)

// HTML writes the meaning of the shortcodes of a text.
func (w *Brackets) HTML(source string) string {
	if !strings.Contains(source, "[") {
		return source
	}
	var out strings.Builder
	size, ends := len(source), closingsOf(source)
	opened := map[string]int{} // of what is not known, and closes further on
	for {
		m := shortcodeForm().FindStringSubmatchIndex(source)
		if m == nil {
			break
		}
		name, args := strings.ToLower(source[m[4]:m[5]]), source[m[6]:m[7]]
		out.WriteString(source[:m[0]])
		whole, rest := source[m[0]:m[1]], source[m[1]:]
		code := ParseShortcode(name, args)
		closing := source[m[2]:m[3]] != ""
		end := ends.behind(name, size-len(rest))
		switch {
		case w.Known && !everywhere().MatchString(name) && !w.hasOwn(name):
			out.WriteString(whole)
		case strings.HasSuffix(source[:m[0]], "[") && strings.HasPrefix(rest, "]"): // [[gallery]] shows [gallery]
			if everywhere().MatchString(name) {
				whole, rest = whole[1:], rest[1:]
			}
			out.WriteString(whole)
		case w.Gates[name], (end >= 0 || closing) && !w.Known && gate().MatchString(name) && !layout().MatchString(name) && !strings.Contains(name, "team"):
			w.tell(Gated, name)
		case closing && opened[name] > 0:
			opened[name]--
			out.WriteString(sign("/" + name))
		case closing && !layout().MatchString(name):
			out.WriteString(whole)
		case layout().MatchString(name) && !w.hasOwn(name):
			if !inLine[name] {
				out.WriteString("\n\n")
			}
			if closing { // what it held stands as it was
				break
			}
			written, held := w.boxed(code, rest, end)
			out.WriteString(written)
			rest = rest[held:]
		default:
			written, after, ok := w.meaning(code, rest, end)
			switch {
			case ok:
				out.WriteString(written)
				rest = after
			case isSign(args+source[m[8]:m[9]], source[m[4]:m[5]], end >= 0, out.String(), rest):
				out.WriteString(sign(strings.TrimSpace(name + " " + strings.TrimSpace(html.UnescapeString(args)))))
				if end >= 0 {
					opened[name]++
				}
			default:
				out.WriteString(whole)
			}
		}
		source = rest
	}
	return out.String() + source
}

// gate are words in the names of what plugins show to members alone.
var gate = markup.Form(`restrict|member|paywall|premium|subscriber|private|protect|logged|locked|gated|paid`)

// inLine are the shortcodes of builders that stand among words.
var inLine = map[string]bool{"highlight": true, "dropcap": true, "button": true, "su_highlight": true, "su_dropcap": true, "su_button": true, "fusion_highlight": true, "fusion_dropcap": true, "fusion_button": true, "center": true}

// meaning writes what a shortcode shows, and gives the text behind it.
func (w *Brackets) meaning(code Shortcode, rest string, end int) (written, after string, ok bool) {
	after = rest
	if (enclosing[code.Name] || asides[code.Name] || w.hasOwn(code.Name)) && end >= 0 {
		code.Inner, after = rest[:end], rest[end+len("[/"+code.Name+"]"):]
	}
	if asides[code.Name] && code.Inner != "" {
		return w.aside(code.Inner), after, true
	}
	if written, ok = w.shortcode(code); ok {
		written = "\n\n" + written + "\n\n"
	}
	return written, after, ok
}

// sign stands for a shortcode that is not known: the build leaves it out, and tells.
func sign(inner string) string {
	return `<span data-markdown="` + html.EscapeString("{{< "+strings.ReplaceAll(inner, ">}}", "")+" >}}") + `"></span>`
}

// isSign tells a shortcode from words in brackets: [chart id="7"], [poll 12],
// [ninja-form], [box]…[/box], [x /], and a word alone in its paragraph.
func isSign(args, name string, closes bool, before, behind string) bool {
	alone := func() bool {
		return name == strings.ToLower(name) && begun().MatchString(before[max(0, len(before)-300):]) && ended().MatchString(behind[:min(len(behind), 300)])
	}
	if strings.HasPrefix(behind, "(") || strings.HasPrefix(behind, "]") {
		return false // a link of Markdown
	}
	return closes || argument().MatchString(args) || strings.ContainsAny(name, "_-") || strings.TrimSpace(args) == "" && alone()
}

var (
	argument = markup.Form(`^\s*=|[\w-]=|/$|^\s+[\d,]+\s*$`)
	begun    = markup.Form(`(?:^|\n|>)(?:[ \t]*<span data-markdown="[^"]*"></span>)*\s*$`)
	ended    = markup.Form(`^(?:[ \t]*\[/?[a-z][\w-]*[^\[\]\n]*\])*[ \t]*(?:\n|<|$)`)
)

// closings are the places of [/name] in a text, by name.
type closings map[string][]int

var closingForm = markup.Form(`\[/([a-zA-Z][\w-]*)\]`)

func closingsOf(source string) closings {
	out := closings{}
	for _, m := range closingForm().FindAllStringSubmatchIndex(source, -1) {
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
func (w *Brackets) aside(words string) string {
	w.notes = append(w.notes, words)
	return fmt.Sprintf(`<sup data-fn="aside-%d">*</sup>`, len(w.notes))
}

// Notes are the footnotes of the text that was read.
func (w *Brackets) Notes() string {
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
func (w *Brackets) shortcode(s Shortcode) (string, bool) {
	if written, ok := w.own(s); ok {
		return "<pre data-markdown=\"\">" + html.EscapeString(written) + "</pre>", true
	}
	switch s.Name {
	case "caption", "wp_caption":
		return captionFigure(s), true
	case "gallery", "playlist":
		return w.gallery(s), true
	case "code", "sourcecode":
		return "<pre><code>" + html.EscapeString(strings.Trim(s.Inner, "\n")) + "</code></pre>", true
	case "embed":
		return embedding(cmp.Or(strings.TrimSpace(s.Inner), s.Arg("src", "url"))), true
	case "video", "audio":
		return playing(s), true
	}
	if tools[s.Name] {
		w.tell(Tool, s.Name)
		return "", true
	}
	if address, ok := Shown(s); ok {
		return embedding(address), true
	}
	return "", false
}

// tools are the shortcodes of what is no text.
var tools = map[string]bool{
	"contact-form": true, "contact-form-7": true, "contact-field": true, "rev_slider": true, "smartslider3": true, "addthis": true, "sharethis": true, "post-views": true, "toc": true, "ez-toc": true, "lwptoc": true,
	"wpforms": true, "gravityform": true, "ninja_form": true, "formidable": true, "forminator_form": true, "mailpoet_form": true, "mc4wp_form": true, "newsletter_form": true, "ad": true, "adsense": true, "adrotate": true,
	"social_share": true, "sassy_social_share": true, "related_posts": true, "jetpack-related-posts": true, "wp_ulike": true, "ratings": true, "kkstarratings": true, "the_ad": true, "quads": true, "layerslider": true, "metaslider": true,
}

// embedding is a paragraph that is one address.
func embedding(address string) string {
	if !markup.IsAddress(address) {
		return html.EscapeString(address)
	}
	return `<figure><iframe src="` + html.EscapeString(address) + `"></iframe></figure>`
}

// playing is a film or recording, of the first file that is named.
func playing(s Shortcode) string {
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
func captionFigure(s Shortcode) string {
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
func (w *Brackets) gallery(s Shortcode) string {
	ids := strings.FieldsFunc(cmp.Or(s.Named["ids"], s.Named["include"]), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		if w.Children != nil {
			ids = w.Children(s.Named["id"])
		}
	}
	var out, played strings.Builder
	for _, id := range ids {
		if pic, ok := w.picture(id); ok {
			src := html.EscapeString(pic.Src)
			if markup.IsMedia.MatchString(pic.Src) { // a playlist
				played.WriteString(`<figure><audio src="` + src + `"></audio></figure>`)
				continue
			}
			out.WriteString(`<figure><img src="` + src + `" alt="` + html.EscapeString(pic.Alt) + `"><figcaption>` +
				html.EscapeString(pic.Words) + "</figcaption></figure>")
		}
	}
	switch {
	case out.Len() > 0:
		return `<div class="wp-block-gallery">` + out.String() + `</div>` + played.String()
	case played.Len() == 0:
		w.tell(Missing, "["+strings.TrimSpace(s.Name+" "+strings.Join(ids, ","))+"]")
	}
	return played.String()
}

// everywhere are the names of shortcodes that every WordPress has.
var everywhere = markup.Form(`^(?:` + common + `)$`)

const common = `caption|wp_caption|gallery|embed|audio|video|playlist|youtube|vimeo|dailymotion|soundcloud|tweet|twitter|instagram|facebook|tiktok|spotify`

// inMarkdown are the shortcodes of WordPress that other systems' texts still have: what
// moved them left them as they were.
var inMarkdown = markup.Form(`\[(` + common + `)((?:[\s=](?:"[^"\n]*"|'[^'\n]*'|[^\[\]\n])*)?)\]`)

// Markdown writes the meaning of those in a text of Markdown.
func (w *Brackets) Markdown(text string) string {
	if !strings.Contains(text, "[") {
		return text
	}
	var out strings.Builder
	size, ends := len(text), closingsOf(text)
	for {
		m := inMarkdown().FindStringSubmatchIndex(text)
		if m == nil {
			return out.String() + text
		}
		name, args, rest := text[m[2]:m[3]], text[m[4]:m[5]], text[m[1]:]
		end := ends.behind(name, size-len(rest))
		out.WriteString(text[:m[0]])
		written, after, ok := "", rest, false
		if isLink := rest != "" && strings.IndexByte("([:", rest[0]) >= 0 && end < 0; !isLink && (end >= 0 || strings.TrimSpace(args) != "" || name == "gallery" || name == "playlist") {
			written, after, ok = w.written(ParseShortcode(name, args), rest, end)
		}
		if !ok {
			written = text[m[0]:m[1]]
		}
		out.WriteString(written)
		text = after
	}
}

// written is the Markdown of a shortcode, and the text behind it.
func (w *Brackets) written(code Shortcode, rest string, end int) (written, after string, ok bool) {
	if picture := pictureForm().FindStringSubmatchIndex(rest[:max(end, 0)]); picture != nil && strings.HasSuffix(code.Name, "caption") {
		inner := rest[:end]
		group := func(i int) string {
			if picture[2*i] < 0 {
				return ""
			}
			return inner[picture[2*i]:picture[2*i+1]]
		}
		words := strings.Trim(strings.TrimSpace(inner[:picture[0]]+" "+linkEnd().ReplaceAllString(inner[picture[1]:], "")), "[ ")
		return markup.PictureMarkdown(group(2), group(1), markup.PlainText(cmp.Or(code.Named["caption"], words, group(3)))), rest[end+len("[/"+code.Name+"]"):], true
	}
	source, after, ok := w.meaning(code, rest, end)
	if !ok {
		return "", rest, false
	}
	written, err := markup.ToMarkdown(source, strings.TrimSpace)
	return "\n\n" + written + "\n\n", after, err == nil
}

var (
	pictureForm = markup.Form(`!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+["']([^"']*)["'])?\s*\)`)
	linkEnd     = markup.Form(`^\s*\]\([^)]*\)`)
)
