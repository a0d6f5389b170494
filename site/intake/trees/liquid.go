package trees

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/codes"
	"warraq/site/intake/markup"
)

// The two languages that stories are written with, beside Markdown: Hugo's
// shortcodes and Jekyll's Liquid. What has a meaning here is written as that;
// the rest stays, with a note.

var (
	hugoCode   = regexp.MustCompile(`(?s)\{\{([<%])\s*(/?)\s*([\w./-]+)((?:\s[^{}]*?)?)\s*/?\s*[>%]\}\}`)
	hugoFenced = regexp.MustCompile(`(?s)\{\{[<%]\s*highlight\s+(\w*)[^>%]*[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`)
)

// text writes Hugo's shortcodes as Markdown. In a code fence they stay as they are.
func (t *hugoTree) text(piece *intake.Piece, doc document) string {
	var unknown []string
	body := hugoFenced.ReplaceAllString(doc.body, "```$1\n$2```")
	body = markup.OutsideCode(body, func(text string) string {
		text = zolaLink.ReplaceAllStringFunc(text, func(link string) string { return "](" + t.refOf(doc.name, link[len("](@"):]) })
		text = t.mapped(text)
		if t.kind == "hugo" && !t.zola { // plain words to Hugo, a tag to Zola and here
			text = liquidOpen.ReplaceAllStringFunc(text, func(s string) string {
				if front, ok := strings.CutSuffix(s, "{%"); ok {
					return front + "&#123;%"
				}
				return s // a code span
			})
		}
		text = zolaCode.ReplaceAllStringFunc(text, func(code string) string {
			m := zolaCode.FindStringSubmatch(code)
			if written, ok := codeText(codes.ParseShortcode(m[1], strings.ReplaceAll(m[2], ",", " "))); ok {
				return written
			}
			unknown = append(unknown, m[1])
			return code
		})
		return hugoCode.ReplaceAllStringFunc(text, func(code string) string {
			m := hugoCode.FindStringSubmatch(code)
			s := codes.ParseShortcode(m[3], m[4])
			if m[2] != "" { // a closing
				if _, known := codeText(codes.Shortcode{Name: m[3], Words: []string{"x", "x"}}); known {
					return ""
				}
				return code
			}
			if (s.Name == "ref" || s.Name == "relref") && s.Arg("path") != "" {
				return t.refOf(doc.name, s.Arg("path"))
			}
			if written, ok := codeText(s); ok {
				return written
			}
			unknown = append(unknown, m[3])
			return code
		})
	})
	tellUnknown(piece, doc, unknown)
	return body
}

var (
	zolaLink   = regexp.MustCompile(`\]\(@/[^)\s]*`)
	liquidOpen = regexp.MustCompile("`+[^`\n]{0,200}`+|(?:^|[^{]){%")
	zolaCode   = regexp.MustCompile(`\{\{\s*(\w+)\(([^{}]*)\)\s*\}\}`)
)

// mapped writes the shortcodes of the table that a person gave, in either language,
// with what they enclose.
func (t *tree) mapped(text string) string {
	if t.Options.Map == nil {
		return text
	}
	for _, form := range []*regexp.Regexp{hugoCode, liquidTag} {
		for at := 0; at < len(text); {
			m := form.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			begin, end := at+m[0], at+m[1]
			group := func(i int) string { return text[at+m[2*i] : at+m[2*i+1]] }
			var name, args string
			closing := false
			if form == hugoCode {
				name, args, closing = group(3), group(4), group(2) != ""
			} else {
				name, args = group(1), group(2)
			}
			s := codes.ParseShortcode(name, args)
			after := regexp.MustCompile(`\{\{[<%]\s*/\s*` + regexp.QuoteMeta(name) + `\s*[>%]\}\}|\{%-?\s*end` + regexp.QuoteMeta(name) + `\s*-?%\}`)
			if close := after.FindStringIndex(text[end:]); close != nil && !closing {
				s.Inner = strings.TrimSpace(text[end : end+close[0]])
				if _, ok := t.Options.Map.Shortcode(s); ok {
					end += close[1]
				}
			}
			written, ok := t.Options.Map.Shortcode(s)
			if !ok || closing {
				at = end
				continue
			}
			text = text[:begin] + written + text[end:]
			at = begin + len(written)
		}
	}
	return text
}

func tellUnknown(piece *intake.Piece, doc document, names []string) {
	if len(names) > 0 {
		piece.Tell(intake.Guessed, doc.line, strings.Join(intake.Unique(names), " "), site.Words{
			Ar: "رموز لا نعرف معناها؛ بقيت في النص كما هي", En: "codes whose meaning is not known; they stay in the text as they are"})
	}
}

// codeText is the Markdown of a shortcode that both systems' sites use; false if
// its meaning is not known.
func codeText(s codes.Shortcode) (string, bool) {
	id := s.Arg("id", "code", "url")
	name := strings.TrimSuffix(s.Name, ".html")
	if front := hosts[name]; front != "" {
		return page(front, id)
	}
	switch name {
	case "figure", "img", "image":
		src := s.Arg("src", "url", "image_path", "path", "file", "image")
		if src == "" {
			return "", false
		}
		caption := cmp.Or(s.Named["caption"], s.Named["description"], s.Named["title"])
		caption = markup.WithCredit(caption, cmp.Or(s.Named["attr"], s.Named["credit"]))
		return markup.PictureMarkdown(src, s.Named["alt"], markup.PlainText(caption)), true
	case "video":
		if front := hosts[s.Named["provider"]]; front != "" {
			return page(front, s.Named["id"])
		}
		src := s.Arg("src", "id", "url", "mp4")
		return markup.Embedded(src), src != ""
	case "audio":
		src := s.Arg("src", "url")
		return markup.Embedded(src), src != ""
	case "tweet", "twitter", "x", "twitter_simple", "x_simple":
		if user := s.Named["user"]; user != "" {
			return page("https://x.com/"+user+"/status/", s.Named["id"])
		}
		if len(s.Words) > 1 {
			return page("https://x.com/"+s.Words[0]+"/status/", s.Words[1])
		}
		return page("https://x.com/i/status/", id)
	case "gist":
		if len(s.Words) > 1 {
			return "<https://gist.github.com/" + s.Words[0] + "/" + s.Words[1] + ">", true
		}
		return page("https://gist.github.com/", id)
	case "ref", "relref":
		return s.Arg("path"), len(s.Words) > 0 || s.Named["path"] != ""
	}
	return "", false
}

// hosts are the fronts of what shortcodes of these names show by an id.
var hosts = map[string]string{
	"youtube": "https://www.youtube.com/watch?v=", "youtubePlayer": "https://www.youtube.com/watch?v=", "youtube-lite": "https://www.youtube.com/watch?v=",
	"vimeo": "https://vimeo.com/", "vimeo_simple": "https://vimeo.com/", "instagram": "https://www.instagram.com/p/", "instagram_simple": "https://www.instagram.com/p/",
}

// page is the page of what is embedded, as a paragraph's only words.
func page(front, id string) (string, bool) {
	if markup.IsAddress(id) {
		return id, true
	}
	return front + id, id != ""
}

// unrun stands for a text between {% raw %} and {% endraw %} while the rest is
// rewritten. It is of the private use area, which no text has.
const unrun = "\ue000"

var (
	liquidTag   = regexp.MustCompile(`(?s)\{%-?\s*(\w+)(.*?)-?%\}`)
	liquidValue = regexp.MustCompile(`(?s)\{\{-?\s*(.*?)\s*-?\}\}`)
	liquidCode  = regexp.MustCompile(`(?s)\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}`)
	liquidRaw   = regexp.MustCompile(`(?s)\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}`)
	liquidNote  = regexp.MustCompile(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}`)
	literal     = regexp.MustCompile(`^(?:"([^"]*)"|'([^']*)')\s*(?:\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|escape|uri_escape)\s*)*$`)
	kramdown    = regexp.MustCompile(`(?m)^[ \t]*\{:[^}\n]*\}[ \t]*$\n?|\{:[^}\n]*\}`)
)

// text writes Liquid as Markdown, and drops Kramdown's lists of attributes.
func (t *jekyllTree) text(piece *intake.Piece, doc document) string {
	var unknown []string
	body := liquidCode.ReplaceAllString(doc.body, "```$1\n$2```")
	body = liquidNote.ReplaceAllString(body, "")
	body = markup.OutsideCode(body, func(text string) string {
		raws := []string{} // what is not to be run, while the rest is
		text = liquidRaw.ReplaceAllStringFunc(text, func(code string) string {
			raws = append(raws, liquidRaw.FindStringSubmatch(code)[1])
			return unrun
		})
		text = t.mapped(text)
		text = liquidTag.ReplaceAllStringFunc(text, func(code string) string {
			m := liquidTag.FindStringSubmatch(code)
			written, ok := t.tag(m[1], strings.TrimSpace(m[2]))
			if !ok {
				unknown = append(unknown, strings.TrimSpace(m[1]+" "+before(strings.TrimSpace(m[2]), " ")))
				return code
			}
			return written
		})
		text = liquidValue.ReplaceAllStringFunc(text, func(code string) string {
			value := liquidValue.FindStringSubmatch(code)[1]
			switch m := literal.FindStringSubmatch(value); {
			case m != nil:
				return m[1] + m[2]
			case strings.HasPrefix(value, "site.baseurl"), strings.HasPrefix(value, "site.url"):
				return ""
			case strings.HasPrefix(value, "page.title"):
				return piece.Matter.Text("title")
			}
			unknown = append(unknown, value)
			return code
		})
		text = kramdown.ReplaceAllString(text, "")
		for _, raw := range raws {
			text = strings.Replace(text, unrun, raw, 1)
		}
		return text
	})
	tellUnknown(piece, doc, unknown)
	return body
}

// tag writes the meaning of a Liquid tag.
func (t *jekyllTree) tag(name, args string) (string, bool) {
	switch name {
	case "include", "include_relative", "include_cached":
		file, rest, _ := strings.Cut(args, " ")
		return codeText(codes.ParseShortcode(path.Base(file), rest))
	case "asset_img", "img":
		return assetPicture(args)
	case "asset_path":
		return args, args != ""
	case "asset_link":
		file, words, _ := strings.Cut(args, " ")
		return "[" + cmp.Or(strings.TrimSpace(words), file) + "](" + file + ")", file != ""
	case "post_url":
		old := t.addresses[path.Base(args)]
		return old, old != ""
	case "link":
		if old := t.addresses[args]; old != "" {
			return old, true
		}
		return "/" + strings.TrimPrefix(args, "/"), true
	}
	return codeText(codes.ParseShortcode(name, args))
}

// assetPicture is Hexo's {% asset_img [class] file [width] [height] ["title" "alt"] %}.
func assetPicture(args string) (string, bool) {
	words := ""
	if quoted := strings.IndexAny(args, `"'`); quoted >= 0 {
		args, words = args[:quoted], strings.Trim(strings.TrimSpace(args[quoted:]), `"'`)
	}
	fields := strings.Fields(args)
	at := slices.IndexFunc(fields, intake.IsFile.MatchString)
	if at < 0 {
		return "", false
	}
	if words == "" {
		sizes := func(f string) bool { return numberOf(f) != 0 }
		words = strings.Join(slices.DeleteFunc(slices.Clone(fields[at+1:]), sizes), " ")
	}
	title, alt, two := strings.Cut(words, "'")
	if !two {
		alt = title
	}
	return markup.PictureMarkdown(fields[at], strings.Trim(alt, `"' `), ""), true
}
