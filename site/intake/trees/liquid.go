package trees

import (
	"cmp"
	"path"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/intake"
)

// The two languages that stories are written with, beside Markdown: Hugo's
// shortcodes and Jekyll's Liquid. What has a meaning here is written as that;
// the rest stays, with a note.

var (
	hugoCode   = regexp.MustCompile(`(?s)\{\{([<%])\s*(/?)\s*([\w./-]+)((?:\s[^{}]*?)?)\s*/?\s*[>%]\}\}`)
	hugoFenced = regexp.MustCompile(`(?s)\{\{[<%]\s*highlight\s+(\w*)[^>%]*[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`)
)

// hugoText writes Hugo's shortcodes as Markdown. In a code fence they stay as they are.
func hugoText(_ *tree, piece *intake.Piece, doc document) string {
	var unknown []string
	body := hugoFenced.ReplaceAllString(doc.body, "```$1\n$2```")
	body = intake.OutsideCode(body, func(text string) string {
		return hugoCode.ReplaceAllStringFunc(text, func(code string) string {
			m := hugoCode.FindStringSubmatch(code)
			if m[2] != "" { // a closing
				if _, known := codeText(intake.Shortcode{Name: m[3], Words: []string{"x", "x"}}); known {
					return ""
				}
				return code
			}
			if written, ok := codeText(intake.ParseShortcode(m[3], m[4])); ok {
				return written
			}
			unknown = append(unknown, m[3])
			return code
		})
	})
	tellUnknown(piece, doc, unknown)
	return body
}

func tellUnknown(piece *intake.Piece, doc document, names []string) {
	if len(names) > 0 {
		piece.Tell(intake.Guessed, doc.line, strings.Join(intake.Unique(names), " "), site.Words{
			Ar: "رموز لا نعرف معناها؛ بقيت في النص كما هي", En: "codes whose meaning is not known; they stay in the text as they are"})
	}
}

// codeText is the Markdown of a shortcode that both systems' sites use; false if
// its meaning is not known.
func codeText(s intake.Shortcode) (string, bool) {
	id := s.Arg("id", "code", "url")
	switch s.Name {
	case "figure", "img", "image", "figure.html", "image.html", "img.html":
		src := s.Arg("src", "url", "image_path", "path", "file", "image")
		if src == "" {
			return "", false
		}
		caption := cmp.Or(s.Named["caption"], s.Named["description"], s.Named["title"])
		caption = intake.WithCredit(caption, cmp.Or(s.Named["attr"], s.Named["credit"]))
		return intake.PictureMarkdown(src, s.Named["alt"], intake.PlainText(caption)), true
	case "youtube", "youtube.html", "youtubePlayer.html", "youtube-lite":
		return page("https://www.youtube.com/watch?v=", id)
	case "vimeo", "vimeo.html", "vimeo_simple":
		return page("https://vimeo.com/", id)
	case "video", "video.html":
		switch src := s.Arg("src", "id", "url", "mp4"); s.Named["provider"] {
		case "youtube":
			return page("https://www.youtube.com/watch?v=", s.Named["id"])
		case "vimeo":
			return page("https://vimeo.com/", s.Named["id"])
		default:
			return intake.Embedded(src), src != ""
		}
	case "audio", "audio.html":
		src := s.Arg("src", "url")
		return intake.Embedded(src), src != ""
	case "instagram", "instagram.html", "instagram_simple":
		return page("https://www.instagram.com/p/", id)
	case "tweet", "twitter", "x", "tweet.html", "twitter.html", "twitter_simple", "x_simple":
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

// page is the page of what is embedded, as a paragraph's only words.
func page(front, id string) (string, bool) {
	if intake.IsAddress(id) {
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

// jekyllText writes Liquid as Markdown, and drops Kramdown's lists of attributes.
func jekyllText(t *tree, piece *intake.Piece, doc document) string {
	var unknown []string
	body := liquidCode.ReplaceAllString(doc.body, "```$1\n$2```")
	body = liquidNote.ReplaceAllString(body, "")
	body = intake.OutsideCode(body, func(text string) string {
		raws := []string{} // what is not to be run, while the rest is
		text = liquidRaw.ReplaceAllStringFunc(text, func(code string) string {
			raws = append(raws, liquidRaw.FindStringSubmatch(code)[1])
			return unrun
		})
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
func (t *tree) tag(name, args string) (string, bool) {
	switch name {
	case "include", "include_relative", "include_cached":
		file, rest, _ := strings.Cut(args, " ")
		return codeText(intake.ParseShortcode(path.Base(file), rest))
	case "post_url":
		old := t.addresses[path.Base(args)]
		return old, old != ""
	case "link":
		if strings.HasPrefix(args, "_posts/") {
			return t.tag("post_url", strings.TrimSuffix(path.Base(args), path.Ext(args)))
		}
		return "/" + strings.TrimPrefix(args, "/"), true
	}
	return codeText(intake.ParseShortcode(name, args))
}
