// Package fill completes a body: what stands in the places of its references, and the forms
// that a light page and a feed need.
//
// Not here: where references lead (site.Resolver), and where bodies are kept.
package fill

import (
	"bytes"
	"slices"
	"strconv"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

// Reply is what is written for a reference of a body: in its place, and for a picture
// around its element and as its caption.
type Reply struct {
	Text    string
	Before  string
	After   string
	Caption string       // where the figure has none
	Moving  site.Picture // an animation that is shown as a film, in the place of its element
}

// RepliesOf are the replies of a Text, as any reader of HTML shows them. On a light page a
// picture is one small file.
func RepliesOf(t site.Text, words bidi.Paragraph) []Reply {
	out := make([]Reply, len(t.Answers))
	for i, answer := range t.Answers {
		out[i].Text = answer
		if t.Pictures == nil || t.Pictures[i].URL == "" {
			continue
		}
		p := t.Pictures[i]
		if t.Light != "" {
			out[i].Text = p.Light().Attributes()
		}
		out[i].Caption = captionOf(p, words)
	}
	return out
}

// PictureReply is the reply of a picture whose markup is known.
func PictureReply(p site.Picture, words bidi.Paragraph, before, address, after string) Reply {
	r := Reply{Text: address, Before: before, After: after, Caption: captionOf(p, words)}
	if p.Film != "" {
		r.Moving = p
	}
	return r
}

// captionOf is what a picture's file says below it.
func captionOf(p site.Picture, words bidi.Paragraph) string {
	if p.Caption == "" && p.Credit == "" {
		return ""
	}
	out := "<figcaption>" + words.HTML(p.Caption)
	if p.Credit != "" {
		if p.Caption != "" {
			out += " "
		}
		out += `<span class="credit">` + words.HTML(p.Credit) + "</span>"
	}
	return out + "</figcaption>"
}

// Resolve writes a body with the answers in place of its references. What
// nothing answers is left out: a link stays as words, a film keeps no poster, and
// of a picture or a film nothing stays.
func Resolve(out, body []byte, answers []Reply) []byte {
	for {
		open := bytes.IndexByte(body, site.MarkOpen)
		if open < 0 {
			return append(out, body...)
		}
		end := open + bytes.IndexByte(body[open:], site.MarkClose)
		index, _ := strconv.Atoi(string(body[open+1 : max(end, open+1)]))
		out = append(out, body[:open]...)
		body = body[end+1:]
		if index < len(answers) && answers[index].Text != "" {
			out, body = answered(out, body, answers[index])
			continue
		}
		if bare, isSource := bytes.CutSuffix(out, []byte(` src="`)); isSource {
			out, body = withoutElement(bare, body)
			continue
		}
		out = out[:max(0, bytes.LastIndexByte(out, ' '))] // the attribute
		body = bytes.TrimPrefix(body, []byte(`"`))
	}
}

// answered writes a reply. A picture, whose start tag ends out and goes on in rest, is put
// into what belongs around it; the figure that holds it alone gets its caption.
func answered(out, rest []byte, r Reply) (before, after []byte) {
	start := bytes.LastIndexByte(out, '<')
	isPicture := bytes.HasSuffix(out, []byte(` src="`)) && start >= 0 && bytes.HasPrefix(out[start:], []byte("<img "))
	end := bytes.IndexByte(rest, '>')
	if !isPicture || end < 0 {
		return append(out, r.Text...), rest
	}
	if r.Before != "" {
		out = slices.Insert(out, start, []byte(r.Before)...)
	}
	if r.Moving.Film != "" {
		out = append(out[:start], r.Moving.Moving(altOf(rest[:end]))...)
	} else {
		out = append(append(out, r.Text...), rest[:end+1]...)
		out = append(out, r.After...)
	}
	rest = rest[end+1:]
	if r.Caption != "" {
		for _, close := range []string{"</figure>", "</a></figure>"} {
			if bytes.HasPrefix(rest, []byte(close)) {
				inner := len(close) - len("</figure>")
				out = append(append(out, rest[:inner]...), r.Caption...)
				rest = rest[inner:]
				break
			}
		}
	}
	return out, rest
}

// altOf is the alternative text in a tag, as it stands there.
func altOf(tag []byte) string {
	_, after, _ := bytes.Cut(tag, []byte(` alt="`))
	alt, _, _ := bytes.Cut(after, []byte(`"`))
	return string(alt)
}

// withoutElement leaves out the picture or film whose start tag ends out and
// goes on in rest, and with it the figure that holds nothing else.
func withoutElement(out, rest []byte) (before, after []byte) {
	start := max(0, bytes.LastIndexByte(out, '<'))
	tag := out[start:]
	end := func(mark string) int {
		if i := bytes.Index(rest, []byte(mark)); i >= 0 {
			return i + len(mark)
		}
		return len(rest)
	}
	skip := end(">")
	for _, name := range []string{"video", "audio"} {
		if bytes.HasPrefix(tag, []byte("<"+name)) {
			skip = end("</" + name + ">")
		}
	}
	if figure := figureAround(out[:start]); figure >= 0 {
		if close := end("</figure>"); !bytes.Contains(rest[skip:max(skip, close)], []byte("<img")) {
			return out[:figure], rest[close:]
		}
	}
	return out[:start], rest[skip:]
}

// figureAround is where the figure begins whose first picture would follow; -1 if there
// is none. Few tags stand before the picture of a figure.
func figureAround(out []byte) int {
	for range 8 {
		at := bytes.LastIndexByte(out, '<')
		switch {
		case at < 0 || bytes.HasPrefix(out[at:], []byte("</figure")) || bytes.HasPrefix(out[at:], []byte("<img")):
			return -1
		case bytes.HasPrefix(out[at:], []byte("<figure")):
			return at
		}
		out = out[:at]
	}
	return -1
}
