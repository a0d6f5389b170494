package documents

import (
	"cmp"
	"html"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// card writes a card of either form.
func (t *Text) card(kind string, n node) string {
	if t.isHidden(n) {
		t.leave(cmp.Or(n.text("html", "textValue"), kind))
		return ""
	}
	switch kind {
	case "html":
		return n.text("html")
	case "markdown", "card-markdown":
		return `<pre data-markdown="">` + html.EscapeString(n.text("markdown")) + "</pre>"
	case "codeblock", "code":
		return figure(`<pre><code class="language-`+html.EscapeString(n.text("language"))+`">`+html.EscapeString(n.text("code"))+"</code></pre>", n.text("caption"))
	case "horizontalrule", "hr":
		return "<hr>\n"
	case "callout":
		words, emoji := n.text("calloutText"), n.text("calloutEmoji")
		if head, rest, ok := strings.Cut(words, ">"); ok && strings.HasPrefix(words, "<p") && emoji != "" { // in its first paragraph
			words = head + ">" + emoji + " " + rest
		} else {
			words = strings.TrimSpace("<p>"+emoji+" ") + " " + words + "</p>"
		}
		return "<blockquote>" + words + "</blockquote>\n"
	case "toggle":
		return "<h3>" + n.text("heading") + "</h3>" + n.text("content")
	case "button":
		return "<p>" + linked(n.text("buttonUrl"), n.text("buttonText")) + "</p>\n"
	case "email", "email-cta": // what letters alone say
		t.leave(strings.TrimSpace(n.text("html") + " " + n.text("buttonText") + " " + n.text("buttonUrl")))
		return ""
	case "paywall", "root":
		return ""
	case "transistor", "collection": // filled from elsewhere
		t.leave(strings.TrimSpace(kind + " " + n.text("header", "collection")))
		return ""
	}
	if out, ok := t.media(kind, n); ok {
		return out
	}
	switch kind {
	case "header", "call-to-action", "signup", "product":
		return t.poster(kind, n)
	}
	return unknown(n)
}

// isHidden says that no reader of the web saw a card. One that members alone saw is
// told as gated.
func (t *Text) isHidden(n node) bool {
	rule := n.inner("visibility")
	web := rule.inner("web")
	switch {
	case rule["showOnWeb"] == false, web["nonMember"] == false && web.text("memberSegment") == "":
		return true
	case web["nonMember"] == false:
		t.Gated = true
	}
	return false
}

func figure(inner, caption string) string {
	if caption != "" {
		inner += "<figcaption>" + caption + "</figcaption>"
	}
	return "<figure>" + inner + "</figure>\n"
}

func picture(n node) string {
	img := `<img src="` + html.EscapeString(n.text("src")) + `" alt="` + html.EscapeString(n.text("alt", "altText")) + `">`
	if href := n.text("href"); href != "" {
		return `<a href="` + html.EscapeString(href) + `">` + img + "</a>"
	}
	return img
}

// media writes what is seen and heard, and what leads elsewhere.
func (t *Text) media(kind string, n node) (string, bool) {
	attr := html.EscapeString
	caption := n.text("caption")
	switch kind {
	case "image":
		return figure(picture(n), cmp.Or(caption, attr(n.text("title")))), true
	case "gallery":
		var all strings.Builder
		for _, image := range n.kids("images") {
			all.WriteString(figure(picture(image), cmp.Or(image.text("caption"), attr(image.text("title")))))
		}
		return `<figure class="wp-block-gallery">` + all.String() + "<figcaption>" + caption + "</figcaption></figure>\n", true
	case "embed", "nft":
		return embed(n), true
	case "video", "audio":
		poster := ""
		if src := n.text("customThumbnailSrc", "thumbnailSrc"); src != "" && kind == "video" {
			poster = ` poster="` + attr(src) + `"`
		} else {
			t.leave(src)
		}
		return figure("<"+kind+` src="`+attr(n.text("src"))+`"`+poster+"></"+kind+">", cmp.Or(caption, attr(n.text("title")))), true
	case "bookmark":
		m := n.inner("metadata")
		field := func(key string) string { return cmp.Or(m.text(key), n.text(key)) }
		t.leave(strings.TrimSpace(field("thumbnail") + " " + field("icon")))
		out := `<a href="` + attr(n.text("url")) + `">`
		for _, key := range []string{"title", "description", "author", "publisher"} {
			words := field(key)
			if key == "title" {
				words = cmp.Or(words, n.text("url"))
			}
			out += `<div class="kg-bookmark-` + key + `">` + attr(words) + "</div>"
		}
		return `<figure class="kg-bookmark-card">` + out + "</a><figcaption>" + caption + "</figcaption></figure>\n", true
	case "file":
		return `<p><a href="` + attr(n.text("src")) + `">` + attr(n.text("fileTitle", "fileName", "src")) + "</a> " + attr(n.text("fileCaption")) + "</p>\n", true
	}
	return "", false
}

// embed writes what is shown of another site: its address, and the words of a post that
// the page held.
func embed(n node) string {
	address, source, caption := n.text("url"), n.text("html"), n.text("caption")
	isPost := strings.Contains(source, "<blockquote")
	switch {
	case address == "" || isPost && knownPost(source):
		return figure(source, caption)
	case isPost:
		return figure(`<iframe src="`+html.EscapeString(address)+`"></iframe>`, caption) + source
	}
	return figure(`<iframe src="`+html.EscapeString(address)+`"></iframe>`, caption)
}

// knownPost says that a quotation names the post that it is.
func knownPost(source string) bool {
	return strings.Contains(source, "twitter-tweet") || strings.Contains(source, "data-instgrm-permalink") || strings.Contains(source, "tiktok-embed")
}

// poster writes a card of a title, words, a picture and a button.
func (t *Text) poster(kind string, n node) string {
	out := ""
	if src := n.text("productImageSrc", "imageUrl", "backgroundImageSrc"); src != "" {
		out += figure(`<img src="`+html.EscapeString(src)+`" alt="">`, "")
	}
	if words := n.text("sponsorLabel"); words != "" && n.shows("hasSponsorLabel") {
		out += "<p>" + words + "</p>"
	}
	for _, words := range []string{n.text("header", "heading", "productTitle"), n.text("subheader", "subheading", "textValue", "productDescription"), n.text("disclaimer")} {
		if words != "" {
			out += "<p>" + words + "</p>"
		}
	}
	if stars, ok := n["productStarRating"].(float64); ok && n["productRatingEnabled"] == true {
		full := min(max(int(stars), 0), 5)
		out += "<p>" + strings.Repeat("★", full) + strings.Repeat("☆", 5-full) + "</p>"
	}
	words := n.text("buttonText", "productButton")
	switch {
	case kind == "signup": // a form, of which the words stay
		t.leave(words)
	case words != "" && n.shows("buttonEnabled") && n.shows("showButton") && n.shows("productButtonEnabled"):
		out += "<p>" + linked(n.text("buttonUrl", "productUrl"), words) + "</p>"
	}
	return out
}

// unknown writes the words and addresses of a card that nobody knows. Values of one
// word of Latin letters are its settings.
func unknown(n node) string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(n)) {
		words, _ := n[key].(string)
		switch {
		case key == "type" || key == "format" || key == "direction":
		case strings.HasPrefix(words, "https://") || strings.HasPrefix(words, "http://"):
			out.WriteString("<p>" + linked(words, words) + "</p>\n")
		case key == "html" || strings.Contains(words, "</"):
			out.WriteString(words)
		case key == "text" || strings.Contains(words, " ") || utf8.RuneCountInString(words) < len(words):
			out.WriteString("<p>" + html.EscapeString(words) + "</p>\n")
		}
		for _, kid := range n.kids(key) {
			if key != "children" {
				out.WriteString(unknown(kid))
			}
		}
	}
	return out.String()
}
