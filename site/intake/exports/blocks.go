package exports

import (
	"encoding/json"
	"html"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"warraq/site/intake"
	"warraq/site/intake/codes"
	"warraq/site/intake/markup"
)

// fieldBlock is a block of Gutenberg that keeps its words in its fields: it ends at
// once, or a plugin draws it.
var fieldBlock = markup.Form(`(?s)<!--\s+wp:([a-z][\w-]*(?:/[a-z][\w-]*)?)\s+(\{.*?\})\s+(/?)-->`)

// gatedBlocks are the blocks of what plugins show to members alone.
var gatedBlocks = markup.Form(`<!-- wp:[\w/-]*(?:premium-content|paywall|member|restrict|gated|paid-|content-control|private)[\w/-]*`)

// fielded writes the words, addresses and pictures that blocks keep in their fields.
func (w *wordpress) fielded(p *intake.Post, source string) string {
	if !strings.Contains(source, "wp:") {
		return source
	}
	if gated := gatedBlocks().FindString(source); gated != "" {
		tellCode(p, codes.Gated, strings.TrimPrefix(gated, "<!-- "))
	}
	return fieldBlock().ReplaceAllStringFunc(source, func(block string) string {
		m := fieldBlock().FindStringSubmatch(block)
		name := m[1]
		if m[3] == "" && !strings.HasPrefix(name, "acf/") || reusable().MatchString(block) || hollow().MatchString(block) || name == "more" || name == "spacer" || name == "separator" {
			return block
		}
		fields := json.NewDecoder(strings.NewReader(m[2]))
		fields.UseNumber()
		w.left = nil
		var out strings.Builder
		w.values(&out, fields, "", name, 0)
		switch {
		case out.Len() == 0 && m[3] == "":
			return block
		case out.Len() == 0:
			p.Tell(intake.Dropped, name, "قوالب تعرضها المنصة من غيرها، ولا نص فيها", "blocks that the system fills from elsewhere, without text")
			return ""
		}
		if len(w.left) > 0 {
			p.Tell(intake.Dropped, strings.Join(w.left, " "), "قيم في حقول قالب لإضافة، لعلها إعدادات", "values in the fields of a plugin's block, perhaps settings")
		}
		p.Tell(intake.Guessed, name, "قالب لإضافة؛ أُخذ الكلام من حقوله بترتيبها", "a plugin's block: the words of its fields are taken, in their order")
		return block + "\n" + out.String()
	})
}

// values writes the values of fields in the order in which they stand.
func (w *wordpress) values(out *strings.Builder, from *json.Decoder, key, block string, depth int) {
	token, err := from.Token()
	if err != nil || depth > 20 {
		return
	}
	switch v := token.(type) {
	case json.Delim:
		for from.More() {
			if v == '{' {
				name, _ := from.Token()
				key, _ = name.(string)
			}
			w.values(out, from, key, block, depth+1)
			if depth > 20 {
				return
			}
		}
		_, _ = from.Token()
	case json.Number:
		w.value(out, key, v.String(), block)
	case string:
		w.value(out, key, v, block)
	}
}

// value writes one value: a picture by its number, an address, or words. One word of
// Latin letters is a setting.
func (w *wordpress) value(out *strings.Builder, key, v, block string) {
	if packed, err := url.PathUnescape(v); err == nil && (strings.HasPrefix(v, "%7B") || strings.HasPrefix(v, "%5B")) {
		w.values(out, json.NewDecoder(strings.NewReader(packed)), key, block, 1)
		return
	}
	isPlain := utf8.RuneCountInString(v) == len(v) && !strings.ContainsAny(v, " \n")
	switch pic := w.pictures[v]; {
	case v == "" || acfField().MatchString(v) || strings.HasPrefix(key, "_") || blockSettings[key]:
	case pic != nil && (strings.HasPrefix(block, "acf/") || key == "id" || key == "mediaId" || key == "ids"):
		out.WriteString(`<figure><img src="` + html.EscapeString(pic.Src) + `" alt="` + html.EscapeString(pic.Alt) + `"><figcaption>` + html.EscapeString(markup.WithCredit(pic.Caption, pic.Credit)) + "</figcaption></figure>\n")
	case markup.IsAddress(v) && isPicture().MatchString(v):
		out.WriteString(`<figure><img src="` + html.EscapeString(v) + "\"></figure>\n")
	case markup.IsAddress(v):
		out.WriteString(`<figure><iframe src="` + html.EscapeString(v) + "\"></iframe></figure>\n")
	case isPlain && strings.HasPrefix(block, "acf/") && !isNumber(v) && v != "edit" && v != "preview" && v != "auto" && key != "align": // a name, a word of a headline
		if strings.ContainsFunc(v, func(r rune) bool { return r >= 'A' && r <= 'Z' }) {
			out.WriteString("<p>" + html.EscapeString(v) + "</p>\n")
			break
		}
		w.left = append(w.left, key+"="+v)
	case isPlain:
		if strings.HasPrefix(block, "acf/") {
			w.left = append(w.left, key+"="+v)
		}
	case strings.Contains(v, "</") || strings.Contains(v, "<br"):
		out.WriteString(v + "\n")
	default:
		out.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(strings.TrimSpace(v)), "\n", "<br>") + "</p>\n")
	}
}

// blockSettings are the fields of blocks that say how they look.
var blockSettings = map[string]bool{
	"className": true, "align": true, "mode": true, "name": true, "style": true, "backgroundColor": true, "textColor": true, "fontSize": true, "layout": true, "gradient": true, "anchor": true, "fontFamily": true,
	"lock": true, "metadata": true, "borderColor": true, "providerNameSlug": true, "type": true, "allowResponsive": true, "responsive": true, "templateLock": true, "sizeSlug": true, "linkDestination": true, "dimRatio": true,
	"uniqueId": true, "uniqueID": true, "blockId": true, "block_id": true, "clientId": true, "css": true, "customCss": true, "fontWeight": true, "svg": true, "schema": true,
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
