package intake

import (
	"cmp"
	"path"
	"regexp"
	"strings"

	"warraq/site"
)

// The two languages that stories are written with, beside Markdown: Hugo's
// shortcodes and Jekyll's Liquid. What has a meaning here is written as that;
// the rest stays, and is told.

var (
	hugoCode   = regexp.MustCompile(`(?s)\{\{([<%])\s*(/?)\s*([\w./-]+)((?:\s[^{}]*?)?)\s*/?\s*[>%]\}\}`)
	hugoFenced = regexp.MustCompile(`(?s)\{\{[<%]\s*highlight\s+(\w*)[^>%]*[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`)
	codeFence  = regexp.MustCompile("(?ms)^(?:```|~~~).*?^(?:```|~~~)[ \t]*$")
)

// hugoText writes Hugo's shortcodes anew. What stands within a code fence is
// shown, not run.
func hugoText(_ *tree, piece *Piece, doc document) string {
	var unknown []string
	body := hugoFenced.ReplaceAllString(doc.body, "```$1\n$2```")
	body = outside(codeFence, body, func(text string) string {
		return hugoCode.ReplaceAllStringFunc(text, func(code string) string {
			m := hugoCode.FindStringSubmatch(code)
			s := shortcode{name: m[3], named: map[string]string{}}
			s.read(m[4])
			switch {
			case m[2] != "": // a closing
				if knownCode(s.name) {
					return ""
				}
				return code
			default:
				if written, ok := s.markdown(); ok {
					return written
				}
				unknown = append(unknown, s.name)
				return code
			}
		})
	})
	tellUnknown(piece, doc, unknown)
	return body
}

func tellUnknown(piece *Piece, doc document, names []string) {
	if len(names) > 0 {
		piece.note(Guessed, doc.line, strings.Join(unique(names), " "), site.Words{
			Ar: "رموز لا نعرف معناها؛ بقيت في النص كما هي", En: "codes whose meaning is not known; they stay in the text as they are"})
	}
}

// outside rewrites a text but for what a pattern matches.
func outside(pattern *regexp.Regexp, text string, rewrite func(string) string) string {
	var out strings.Builder
	at := 0
	for _, m := range pattern.FindAllStringIndex(text, -1) {
		out.WriteString(rewrite(text[at:m[0]]))
		out.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	out.WriteString(rewrite(text[at:]))
	return out.String()
}

func knownCode(name string) bool {
	_, ok := shortcode{name: name, named: map[string]string{}, words: []string{"x", "x"}}.markdown()
	return ok
}

// markdown is the meaning of a shortcode that both systems' sites use.
func (s shortcode) markdown() (string, bool) {
	id := s.arg("id", "code", "url")
	switch s.name {
	case "figure", "img", "image", "figure.html", "image.html", "img.html":
		src := s.arg("src", "url", "image_path", "path", "file", "image")
		if src == "" {
			return "", false
		}
		caption := cmp.Or(s.named["caption"], s.named["description"], s.named["title"])
		if credit := cmp.Or(s.named["attr"], s.named["credit"]); credit != "" {
			caption = strings.TrimSpace(caption + " (" + credit + ")")
		}
		return pictureMarkdown(src, s.named["alt"], plainText(caption)), true
	case "youtube", "youtube.html", "youtubePlayer.html", "youtube-lite":
		return page("https://www.youtube.com/watch?v=", id)
	case "vimeo", "vimeo.html", "vimeo_simple":
		return page("https://vimeo.com/", id)
	case "video", "video.html":
		switch src := s.arg("src", "id", "url", "mp4"); s.named["provider"] {
		case "youtube":
			return page("https://www.youtube.com/watch?v=", s.named["id"])
		case "vimeo":
			return page("https://vimeo.com/", s.named["id"])
		default:
			return embedded(src), src != ""
		}
	case "audio", "audio.html":
		src := s.arg("src", "url")
		return embedded(src), src != ""
	case "instagram", "instagram.html", "instagram_simple":
		return page("https://www.instagram.com/p/", id)
	case "tweet", "twitter", "x", "tweet.html", "twitter.html", "twitter_simple", "x_simple":
		if user := s.named["user"]; user != "" {
			return page("https://x.com/"+user+"/status/", s.named["id"])
		}
		if len(s.words) > 1 {
			return page("https://x.com/"+s.words[0]+"/status/", s.words[1])
		}
		return page("https://x.com/i/status/", id)
	case "gist":
		if len(s.words) > 1 {
			return "<https://gist.github.com/" + s.words[0] + "/" + s.words[1] + ">", true
		}
		return page("https://gist.github.com/", id)
	case "ref", "relref":
		return s.arg("path"), len(s.words) > 0 || s.named["path"] != ""
	}
	return "", false
}

// page is the page of what is embedded, as a paragraph's only words.
func page(front, id string) (string, bool) {
	if isAddress(id) {
		return id, true
	}
	return front + id, id != ""
}

var (
	liquidTag   = regexp.MustCompile(`(?s)\{%-?\s*(\w+)(.*?)-?%\}`)
	liquidValue = regexp.MustCompile(`(?s)\{\{-?\s*(.*?)\s*-?\}\}`)
	liquidCode  = regexp.MustCompile(`(?s)\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}`)
	liquidRaw   = regexp.MustCompile(`(?s)\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}`)
	liquidNote  = regexp.MustCompile(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}`)
	literal     = regexp.MustCompile(`^(?:"([^"]*)"|'([^']*)')\s*(?:\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|escape|uri_escape)\s*)*$`)
	kramdown    = regexp.MustCompile(`(?m)^[ \t]*\{:[^}\n]*\}[ \t]*$\n?|\{:[^}\n]*\}`)
)

// jekyllText writes Liquid anew, and drops Kramdown's lists of attributes.
func jekyllText(t *tree, piece *Piece, doc document) string {
	var unknown []string
	body := liquidCode.ReplaceAllString(doc.body, "```$1\n$2```")
	body = liquidNote.ReplaceAllString(body, "")
	body = outside(codeFence, body, func(text string) string {
		raws := []string{} // what is not to be run, while the rest is
		text = liquidRaw.ReplaceAllStringFunc(text, func(code string) string {
			raws = append(raws, liquidRaw.FindStringSubmatch(code)[1])
			return string(markOpens)
		})
		text = liquidTag.ReplaceAllStringFunc(text, func(code string) string {
			m := liquidTag.FindStringSubmatch(code)
			written, ok := t.tag(m[1], strings.TrimSpace(m[2]))
			if !ok {
				unknown = append(unknown, strings.TrimSpace(m[1]+" "+firstParts(strings.TrimSpace(m[2]), " ", 1)))
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
			text = strings.Replace(text, string(markOpens), raw, 1)
		}
		return text
	})
	tellUnknown(piece, doc, unknown)
	return body
}

// tag writes the meaning of a Liquid tag.
func (t *tree) tag(name, args string) (string, bool) {
	s := shortcode{name: name, named: map[string]string{}}
	switch name {
	case "include", "include_relative", "include_cached":
		file, rest, _ := strings.Cut(args, " ")
		s.name = file[strings.LastIndexByte(file, '/')+1:]
		s.read(rest)
	case "post_url":
		old := t.addresses[path.Base(args)]
		return old, old != ""
	case "link":
		if strings.HasPrefix(args, "_posts/") {
			return t.tag("post_url", strings.TrimSuffix(path.Base(args), path.Ext(args)))
		}
		return "/" + strings.TrimPrefix(args, "/"), true
	default:
		s.read(args)
	}
	return s.markdown()
}
