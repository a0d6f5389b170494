package exports

import (
	"cmp"
	"encoding/json"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"

	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// acfField is what Advanced Custom Fields writes beside a value: the name of its field.
var acfField = markup.Form(`^field_[0-9a-f]+$`)

// knownFields are those whose values post reads, or that say nothing of a story.
var knownFields = markup.Form(`^(?:subtitle|wps_subtitle|kia_subtitle|sub_title|enclosure|footnotes|rank_math_.*|media_credit|photo_credit|credit|classic-editor-remember|dsq_.*|.*_views(?:_count)?|views|post_views.*|ratings_.*|essb_.*|tie_.*|td_.*|amazonS3.*|sharing_disabled|switch_like_status|jetpack_.*|wp-smush.*|ampforwp.*|_.*)$`)

// fields keeps what plugins and the newsroom wrote beside a story: custom fields and
// what was said to search engines, under params; old slugs become old addresses.
func (w *wordpress) fields(p *intake.Post, e *element) {
	var left, more []string
	kept := 0
	for _, m := range e.all("wp:postmeta") {
		key, value := m.value("wp:meta_key"), m.value("wp:meta_value")
		to := w.Options.Map.Field(key)
		switch {
		case value == "" || to == "-" || acfField().MatchString(value):
		case to != "" && to != "params":
			p.Mapped.Set(to, markup.PlainText(value))
		case key == "_wp_old_slug":
			if at := strings.TrimSuffix(p.Link, "/"); at != "" && path.Base(at) != "." {
				p.Aliases = append(p.Aliases, at[:strings.LastIndexByte(at, '/')+1]+value+p.Link[len(at):])
			}
		case to == "" && knownFields().MatchString(key):
			if strings.HasPrefix(key, "_") && !systemField().MatchString(key) {
				left = append(left, key)
			}
		case kept == mostFields:
			more = append(more, key)
		default:
			kept++
			intake.AddParam(&p.Own, key, value)
		}
	}
	for _, seo := range seoFields {
		if v := w.said(p, e, meta(e, seo.fields...)); v != "" && (seo.key != "canonical" || v != p.Link) {
			intake.AddParam(&p.Own, seo.key, v)
		}
	}
	if len(more) > 0 {
		p.Tell(intake.Dropped, strings.Join(more, " "), "حقول زادت على ما تحمله قصة", "fields beyond what a story holds")
	}
	if len(left) > 0 {
		p.Tell(intake.Dropped, strings.Join(intake.Unique(left), " "), "حقول تحفظها الإضافات لنفسها", "fields that plugins keep for themselves")
	}
}

// mostFields is how many fields of their own the posts of any plugin have.
const mostFields = 500

// systemField are the fields of WordPress itself and those that are read elsewhere.
var systemField = markup.Form(`^_(?:edit_l|wp_|thumbnail_id|yoast_|aioseo|oembed|encloseme|pingme|menu_item|elementor|subtitle|secondary_title|media_credit|seopress_|genesis_|members_|publicize|jetpack|wpas_|wpb_|vc_|et_)`)

// taxonomy keeps a term of a taxonomy of the site's own.
func (w *wordpress) taxonomy(p *intake.Post, domain, title string) {
	if systemTaxonomies().MatchString(domain) {
		return
	}
	switch to := w.Options.Map.Field(domain); to {
	case "-":
	case "tags":
		p.Tags = append(p.Tags, title)
	case "", "params":
		if domain == "series" {
			p.Mapped.Set("series", title)
			return
		}
		var before []string
		for _, own := range p.Own {
			kept, _ := own.Value.(manuscript.Matter)
			if i := slices.IndexFunc(kept, func(q manuscript.Pair) bool { return q.Key == domain || q.Key == "source_"+domain }); i >= 0 {
				before, _ = kept[i].Value.([]string)
			}
		}
		intake.AddParam(&p.Own, domain, append(slices.Clone(before), title))
	default:
		p.Mapped.Set(to, title)
	}
}

// systemTaxonomies say nothing to a reader.
var systemTaxonomies = markup.Form(`^(?:nav_menu|link_category|language|post_translations|term_language|term_translations|translation_priority|product_(?:type|visibility|shipping_class)|yst_prominent_words|wp_theme|wp_template_part_area|elementor_.*|ef_.*|following_users|amp_.*|post_status|.*_type)$`)

// footnotes gives the notes that Gutenberg keeps in a field of their own.
func footnotes(e *element) string {
	var notes []struct{ ID, Content string }
	if err := json.Unmarshal([]byte(meta(e, "footnotes")), &notes); err != nil {
		return ""
	}
	var out strings.Builder
	for _, n := range notes {
		out.WriteString("\n<p data-note=\"" + html.EscapeString(n.ID) + "\">" + n.Content + "</p>")
	}
	return out.String()
}

var reusable = markup.Form(`(?s)<!-- wp:block \{[^>]*?"ref":(\d+)[^>]*?\}\s*/?-->`)

// maxReuse is how deep reusable blocks lie in one another.
const maxReuse = 5

// reuse puts the text of reusable blocks in their places.
func (w *wordpress) reuse(p *intake.Post, source string) string {
	for range maxReuse {
		if !reusable().MatchString(source) {
			break
		}
		source = reusable().ReplaceAllStringFunc(source, func(block string) string {
			id := reusable().FindStringSubmatch(block)[1]
			text, ok := w.blocks[id]
			if !ok {
				p.Tell(intake.Dropped, id, "قالب معاد الاستعمال لا يحمله الملف", "a reusable block that the file does not hold")
			}
			return text
		})
	}
	return source
}

// poster gives the first poster of a film to a story without a picture.
func poster(p *intake.Post) {
	m := posterForm().FindStringSubmatch(p.HTML)
	if m == nil {
		return
	}
	src := html.UnescapeString(m[1])
	if strings.Contains(src, "spacergif.org") { // Ghost draws the poster behind the film
		drawn := drawnPoster().FindStringSubmatch(p.HTML)
		if drawn == nil {
			return
		}
		src = html.UnescapeString(drawn[1])
	}
	if p.Image == nil {
		p.Image = &intake.Picture{Src: src}
	} else if p.Image.Src != src {
		p.Tell(intake.ToDo, src, "صورة غلاف لفيلم لا مكان لها هنا", "the poster of a film, which has no place here")
	}
}

var drawnPoster = markup.Form(`<video\b[^>]*\bstyle="[^"]*url\(['"]?([^'")]+)`)

var posterForm = markup.Form(`<video\b[^>]*\bposter=["']([^"']+)["']`)

// menuItem keeps an entry of a menu.
func (w *wordpress) menuItem(e *element) {
	menu := ""
	for _, c := range e.all("category") {
		if c.attr("domain") == "nav_menu" {
			menu = c.attr("nicename")
		}
	}
	w.menus = append(w.menus, menuEntry{
		menu: menu, title: markup.PlainText(e.value("title")), url: meta(e, "_menu_item_url"), object: meta(e, "_menu_item_object_id"),
		kind: meta(e, "_menu_item_object"), above: meta(e, "_menu_item_menu_item_parent"), order: e.value("wp:menu_order"),
	})
}

// menuEntry is a line of a menu, before it is known where it leads.
type menuEntry struct{ menu, title, url, object, kind, above, order string }

// pathWithin is an address of the site without its host.
func pathWithin(address, base string) string {
	u, err := url.Parse(address)
	own, _ := url.Parse(base)
	if err != nil || own == nil || u.Host == "" || !strings.EqualFold(strings.TrimPrefix(u.Host, "www."), strings.TrimPrefix(own.Host, "www.")) {
		return address
	}
	return cmp.Or(u.EscapedPath(), "/")
}
