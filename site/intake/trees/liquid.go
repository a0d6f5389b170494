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
	"warraq/site/manuscript"
)

// The two languages that stories are written with, beside Markdown: Hugo's
// shortcodes and Jekyll's Liquid. What has a meaning here is written as that;
// the rest stays, with a note.

var (
	hugoCode   = regexp.MustCompile(`(?s)\{\{([<%])\s*(/?)\s*([\w./-]+)((?:\s[^{}]*?)?)\s*/?\s*[>%]\}\}`)
	hugoFenced = regexp.MustCompile(`(?s)\{\{[<%]\s*highlight\s+(\w*)[^>%]*[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`)
)

// text writes Hugo's shortcodes and Zola's as Markdown. In a code fence they stay as
// they are.
func (t *hugoTree) text(piece *intake.Piece, doc document) string {
	body := hugoFenced.ReplaceAllString(doc.body, "```$1\n$2```")
	isShown := strings.Contains(body, "*/")
	if isShown { // {{</* x */>}} shows what stands between
		body = shownCode.ReplaceAllString(body, string(shownOpens)+"$1$2$3"+string(shownCloses))
	}
	body = markup.OutsideCode(body, func(text string) string {
		text = zolaLink.ReplaceAllStringFunc(text, func(link string) string { return "](" + t.refOf(doc.name, link[len("](@"):]) })
		text = bracketed(t.Options.Map, piece, t.mapped(text))
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
			if written, ok := codes.Meaning(codes.ParseShortcode(m[1], strings.ReplaceAll(m[2], ",", " "))); ok {
				return written
			}
			return code
		})
		if t.vault != nil {
			text = t.vault.links(piece, doc.name, text)
		}
		return hugoCode.ReplaceAllStringFunc(text, func(code string) string {
			m := hugoCode.FindStringSubmatch(code)
			s := codes.ParseShortcode(m[3], m[4])
			switch written, ok := codes.Meaning(s); {
			case m[2] != "": // a closing
				if codes.HasMeaning(m[3]) {
					return ""
				}
				return code
			case (s.Name == "ref" || s.Name == "relref") && s.Arg("path") != "":
				return t.refOf(doc.name, s.Arg("path"))
			case s.Name == "param" && s.Arg("name") != "":
				return cmp.Or(firstText([]string{s.Arg("name")}, doc.matter, within(doc.matter, "params"), within(t.config, "params")), code)
			case ok:
				return written
			}
			return code
		})
	})
	if isShown {
		plain := markup.OutsideCode(body, func(text string) string {
			return codes.OutsideSpans(text, func(s string) string { return strings.ReplaceAll(s, string(shownOpens), `\{{`) })
		})
		body = strings.NewReplacer(string(shownOpens), "{{", string(shownCloses), "}}").Replace(plain)
	}
	return body
}

// shownOpens and shownCloses stand for the signs of a shortcode that is shown, while the
// rest is rewritten. They are of the private use area, which no text has.
const shownOpens, shownCloses = '\ue002', '\ue003'

var shownCode = regexp.MustCompile(`\{\{([<%])/\*([^{}]*?)\*/([>%])\}\}`)

// bracketed writes the shortcodes of WordPress that a text still has.
func bracketed(table *intake.Mapping, piece *intake.Piece, text string) string {
	brackets := codes.Brackets{Own: table.Shortcode, Tell: func(about codes.Told, name string) {
		if about == codes.Missing {
			piece.Tell(intake.Dropped, 0, name, site.Words{Ar: "معرض صور بأرقام لا يعرفها المجلد", En: "a gallery by numbers that the folder does not know"})
		}
	}}
	return codes.OutsideSpans(text, brackets.Markdown)
}

var (
	zolaLink   = regexp.MustCompile(`\]\(@/[^)\s]*`)
	liquidOpen = regexp.MustCompile("`+[^`\n]{0,200}`+|(?:^|[^{]){%")
	zolaCode   = regexp.MustCompile(`\{[{%]-?\s*(\w+)\(([^{}]*)\)\s*-?[%}]\}`)
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
	signInLink  = regexp.MustCompile(`(?m)\]\([^()\s{]*\{\{<[^()\n]*\)|^\[[^\]\n]+\]:[^\n{]*\{\{<[^\n]*$`)
	kramdown    = regexp.MustCompile(`(?m)^[ \t]*\{:[^}\n]*\}[ \t]*$\n?|\{:[^}\n]*\}`)
)

// text writes Liquid as Markdown, and drops Kramdown's lists of attributes.
func (t *jekyllTree) text(piece *intake.Piece, doc document) string {
	body := liquidCode.ReplaceAllString(doc.body, "```$1\n$2```")
	body = t.hexoBlocks(liquidNote.ReplaceAllString(body, ""))
	body = markup.OutsideCode(body, func(text string) string {
		raws := []string{} // what is not to be run, while the rest is
		text = liquidRaw.ReplaceAllStringFunc(text, func(code string) string {
			raws = append(raws, liquidRaw.FindStringSubmatch(code)[1])
			return unrun
		})
		text = bracketed(t.Options.Map, piece, t.mapped(text))
		if t.vault != nil {
			text = t.vault.links(piece, doc.name, text)
		}
		text = liquidTag.ReplaceAllStringFunc(text, func(code string) string {
			m := liquidTag.FindStringSubmatch(code)
			written, ok := t.tag(piece, m[1], strings.TrimSpace(m[2]))
			if !ok {
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
			}
			return cmp.Or(t.valueOf(value, doc), code)
		})
		text = codes.OutsideSpans(text, func(text string) string {
			return liquidValue.ReplaceAllStringFunc(text, func(code string) string { // which the build tells of, and never shows
				value := liquidValue.FindStringSubmatch(code)[1]
				return "{{< " + strings.Trim(strings.ReplaceAll(value, ">}}", ""), "<>") + " >}}"
			})
		})
		text = signInLink.ReplaceAllStringFunc(text, func(link string) string {
			piece.Tell(intake.Guessed, doc.line, link, site.Words{Ar: "رابط في عنوانه رمز لا نعرف معناه", En: "a link with a code in its address that is not known"})
			return codes.SignForm.ReplaceAllString(link, "")
		})
		text = kramdown.ReplaceAllString(text, "")
		for _, raw := range raws {
			text = strings.Replace(text, unrun, codes.Plain(raw), 1)
		}
		return text
	})
	return body
}

// tag writes the meaning of a Liquid tag.
func (t *jekyllTree) tag(piece *intake.Piece, name, args string) (string, bool) {
	switch name {
	case "include", "include_relative", "include_cached":
		file, rest, _ := strings.Cut(args, " ")
		return codes.Meaning(codes.ParseShortcode(path.Base(file), rest))
	case "asset_img", "img":
		return assetPicture(args)
	case "asset_path":
		return args, args != ""
	case "asset_link":
		file, words, _ := strings.Cut(args, " ")
		return "[" + cmp.Or(strings.TrimSpace(words), file) + "](" + file + ")", file != ""
	case "post_url", "post_path":
		return t.linked(piece, args, t.addresses[path.Base(args)])
	case "post_link":
		file, words, _ := strings.Cut(args, " ")
		words = strings.Trim(strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(words, " true"), " false")), `"'`)
		anchor := ""
		if at := strings.IndexByte(file, '#'); at >= 0 {
			file, anchor = file[:at], file[at:]
		}
		file = path.Base(file)
		old := t.addresses[file]
		at, _ := t.linked(piece, file, old)
		return "[" + markup.Escape(cmp.Or(words, t.heads[file], file), true) + "](" + at + anchor + ")", true
	case "link":
		if t.kind == "hexo" {
			return hexoLink(args)
		}
		args = strings.Trim(args, `"'`)
		if !isText.MatchString(args) {
			return "/" + strings.TrimPrefix(args, "/"), true
		}
		return t.linked(piece, args, t.addresses[strings.TrimPrefix(args, "/")])
	}
	return codes.Meaning(codes.ParseShortcode(name, args))
}

// linked is where a file stood; one that is not there is told.
func (t *jekyllTree) linked(piece *intake.Piece, file, old string) (string, bool) {
	if old == "" {
		piece.Tell(intake.ToDo, 0, file, site.Words{Ar: "رابط إلى ملف لا وجود له", En: "a link to a file that does not exist"})
	}
	return cmp.Or(old, "/"+strings.TrimPrefix(file, "/")), true
}

// hexoLink is Hexo's {% link words… address [external] [title] %}.
func hexoLink(args string) (string, bool) {
	fields := strings.Fields(args)
	for i, f := range fields {
		if i > 0 && (markup.IsAddress(f) || strings.HasPrefix(f, "/")) {
			return "[" + markup.Escape(strings.Trim(strings.Join(fields[:i], " "), `"'`), true) + "](" + f + ")", true
		}
	}
	return "", false
}

var (
	hexoCode  = regexp.MustCompile(`(?s)\{%\s*code(?:block)?\b([^%]*)%\}\n?(.*?)\{%\s*endcode(?:block)?\s*%\}`)
	hexoQuote = regexp.MustCompile(`(?s)\{%\s*(blockquote|quote|pullquote|centerquote|cq)\b([^%]*)%\}\s*(.*?)\s*\{%\s*end(?:blockquote|quote|pullquote|centerquote|cq)\s*%\}`)
	codeLang  = regexp.MustCompile(`lang:(\w+)`)
)

// hexoBlocks writes Hexo's blocks of code and its quotations, with who is quoted.
func (t *jekyllTree) hexoBlocks(text string) string {
	if t.kind != "hexo" {
		return text
	}
	text = hexoCode.ReplaceAllStringFunc(text, func(block string) string {
		m := hexoCode.FindStringSubmatch(block)
		lang := ""
		if l := codeLang.FindStringSubmatch(m[1]); l != nil {
			lang = l[1]
		}
		return "```" + lang + "\n" + strings.TrimSuffix(m[2], "\n") + "\n```"
	})
	return hexoQuote.ReplaceAllStringFunc(text, func(block string) string {
		m := hexoQuote.FindStringSubmatch(block)
		out := "\n> " + strings.ReplaceAll(m[3], "\n", "\n> ")
		if by := strings.TrimSpace(m[2]); by != "" && (m[1] == "blockquote" || m[1] == "quote") {
			out += "\n>\n> — " + by
		}
		return out + "\n"
	})
}

// valueOf is what {{ page.key }} or {{ site.key }} shows; "" if it is not known.
func (t *jekyllTree) valueOf(value string, doc document) string {
	name := strings.TrimSpace(before(value, "|"))
	front, keys, _ := strings.Cut(name, ".")
	m := map[string]manuscript.Matter{"page": doc.matter, "post": doc.matter, "site": t.config}[front]
	if m == nil || strings.Contains(doc.body, "for "+front+" in") || keys == "" || strings.Contains(value, "| date") {
		return ""
	}
	all := strings.Split(keys, ".")
	return within(m, all[:len(all)-1]...).Text(all[len(all)-1])
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
