package codes

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"warraq/site/intake/markup"
)

// layout are the shortcodes of page builders: columns, boxes and tabs round a text,
// which is kept, with what they say themselves.
var layout = markup.Form(`^(?i:vc_\w+|et_pb_\w+|fusion_\w+|av_\w+|mk_\w+|su_\w+|row|column|columns|col|one_half\w*|one_third\w*|two_thirds?\w*|one_fourth\w*|clear|divider|spacer|box|center|dropcap|highlight|toggles?|accordions?|accordion[_-]item|tabs?|tab[_-]?group|tabgroup|button|spoiler|section|heading)$`)

// button are the shortcodes that are words which lead to an address.
var button = map[string]bool{"button": true, "su_button": true, "fusion_button": true, "btn": true}

// boxed writes what a builder's shortcode says, and how much of the text behind it
// that replaces. end is where its closing begins; -1 if it has none.
func (w *Brackets) boxed(s Shortcode, rest string, end int) (written string, held int) {
	closing := len("[/" + s.Name + "]")
	switch {
	case end >= 0 && (s.Name == "vc_raw_html" || s.Name == "vc_raw_js"):
		return "\n\n" + rawHTML(rest[:end]) + "\n\n", end + closing
	case end >= 0 && strings.HasPrefix(s.Name, "et_pb_") && strings.HasSuffix(s.Name, "code"):
		return "\n\n" + html.UnescapeString(rest[:end]) + "\n\n", end + closing
	case end >= 0 && button[s.Name]:
		return " " + linked(s.Arg("url", "link", "href"), markup.PlainText(rest[:end])) + " ", end + closing
	}
	if inner := strings.TrimSpace(rest[:max(end, 0)]); strings.Contains(s.Name, "image") && markup.IsAddress(inner) {
		return "\n\n<figure><img src=\"" + html.EscapeString(inner) + "\"></figure>\n\n", end + closing
	}
	return w.built(s), 0
}

// built writes what a builder's shortcode says by its arguments: its titles, its
// picture, what it plays, its button. What it is round follows as it stands.
func (w *Brackets) built(s Shortcode) string {
	var out strings.Builder
	add := func(tag, words string) {
		if words = strings.TrimSpace(unescaped(words)); words != "" {
			out.WriteString("\n\n<" + tag + ">" + html.EscapeString(markup.PlainText(words)) + "</" + tag + ">\n\n")
		}
	}
	if src := w.builtPicture(s); src != "" {
		out.WriteString("\n\n<figure><img src=\"" + html.EscapeString(src) + `" alt="` + html.EscapeString(s.Named["alt"]) + "\"></figure>\n\n")
	}
	title := s.Value("title", "heading", "h2", "header", "tab_title", "title_text", "label")
	if s.Name == "vc_custom_heading" || s.Name == "et_pb_heading" || s.Name == "heading" {
		title = cmp.Or(s.Named["text"], title)
	}
	if !strings.Contains(s.Name, "button") && !strings.HasSuffix(s.Name, "_btn") && !strings.Contains(s.Name, "image") {
		add("h3", title)
	}
	add("p", s.Value("subhead", "subheading", "h4", "subtitle"))
	for _, key := range []string{"src", "link", "url", "video_url", "audio", "id"} {
		v := s.Named[key]
		switch {
		case !strings.Contains(s.Name, "video") && !strings.Contains(s.Name, "audio") && !strings.Contains(s.Name, "youtube") && !strings.Contains(s.Name, "vimeo"):
		case markup.IsMedia.MatchString(v):
			tag := "video"
			if strings.Contains(s.Name, "audio") {
				tag = "audio"
			}
			out.WriteString("\n\n<figure><" + tag + ` src="` + html.EscapeString(v) + "\"></" + tag + "></figure>\n\n")
		case markup.IsAddress(v):
			out.WriteString("\n\n" + embedding(v) + "\n\n")
		case key == "id" && v != "" && strings.Contains(s.Name, "youtube"):
			out.WriteString("\n\n" + embedding("https://www.youtube.com/watch?v="+v) + "\n\n")
		}
	}
	if href, words := s.Named["button_url"], s.Named["button_text"]; words != "" {
		add("p", "")
		out.WriteString("\n\n<p>" + linked(href, words) + "</p>\n\n")
	} else if link := s.Named["link"]; s.Name == "vc_btn" || s.Name == "vc_button" {
		out.WriteString("\n\n<p>" + linked(vcLink(link), title) + "</p>\n\n")
	}
	if author := s.Value("author", "cite"); author != "" {
		add("p", "— "+strings.TrimSpace(author+" "+s.Value("job_title", "company_name")))
	}
	if words, href := s.Named["btn_title"], vcLink(s.Named["btn_link"]); words != "" && href != "" {
		out.WriteString("\n\n<p>" + linked(href, words) + "</p>\n\n")
	}
	said := out.String()
	for _, key := range slices.Sorted(maps.Keys(s.Named)) { // what else it says
		switch v := unescaped(s.Named[key]); {
		case strings.HasPrefix(v, "[{"):
			add("p", listed(v))
		case key == "percent":
			add("p", v+"%")
		case figureKeys[key] || strings.ContainsFunc(v, isForeign) && !strings.Contains(said, html.EscapeString(markup.PlainText(v))):
			add("p", v)
		}
	}
	return out.String()
}

// figureKeys are the arguments of counters and of people, which a page shows as words.
var figureKeys = map[string]bool{"number": true, "label_value": true, "name": true, "position": true}

// isForeign recognizes the letters of words: settings have none but Latin ones.
func isForeign(r rune) bool { return r > 0x7f && unicode.IsLetter(r) }

// listed are the words of a list of values, as builders pack them: [{"label":"x","value":"9"}].
func listed(packed string) string {
	var values []map[string]any
	if json.Unmarshal([]byte(packed), &values) != nil {
		return packed
	}
	var out []string
	for _, v := range values {
		out = append(out, strings.TrimSpace(fmt.Sprint(cmp.Or[any](v["label"], v["title"], ""), " ", cmp.Or[any](v["value"], ""))))
	}
	return strings.Join(out, "، ")
}

// builtPicture is the picture that a builder's shortcode names, by its address or its
// number.
func (w *Brackets) builtPicture(s Shortcode) string {
	v := s.Value("image", "image_url", "image_src", "logo_image_url", "portrait_url")
	if v == "" && strings.Contains(s.Name, "image") {
		v = s.Named["src"]
	}
	if pic, ok := w.picture(v); ok {
		return pic.Src
	}
	if markup.IsAddress(v) || strings.HasPrefix(v, "/") {
		return v
	}
	return ""
}

// linked are words that lead to an address, or the words alone.
func linked(href, words string) string {
	if words = html.EscapeString(words); !markup.IsAddress(href) && !strings.HasPrefix(href, "/") {
		return words
	}
	return `<a href="` + html.EscapeString(href) + `">` + words + `</a>`
}

// vcLink is the address in url:https%3A%2F%2Fx|title:y.
func vcLink(s string) string {
	for part := range strings.SplitSeq(s, "|") {
		if href, ok := strings.CutPrefix(part, "url:"); ok {
			return unescaped(href)
		}
	}
	return s
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil && strings.Contains(s, "%") {
		return plain
	}
	return s
}

// rawHTML is the text of [vc_raw_html], which is packed.
func rawHTML(inner string) string {
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(markup.PlainText(inner)))
	if err != nil {
		return inner
	}
	return unescaped(string(data))
}
