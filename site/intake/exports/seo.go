package exports

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"warraq/site/intake"
	"warraq/site/intake/markup"
)

// seoFields are what plugins say to search engines and networks, and the keys under
// params that keep it.
var seoFields = []struct {
	key    string
	fields []string
}{
	{"seo_title", []string{"_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title", "_seopress_titles_title", "_genesis_title"}},
	{"seo_description", []string{"_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description", "_seopress_titles_desc", "_genesis_description"}},
	{"canonical", []string{"_yoast_wpseo_canonical", "rank_math_canonical_url", "_seopress_robots_canonical", "_genesis_canonical_uri"}},
	{"og_image", []string{"_yoast_wpseo_opengraph-image", "rank_math_facebook_image", "_seopress_social_fb_img", "_yoast_wpseo_twitter-image", "rank_math_twitter_image"}},
	{"og_title", []string{"_yoast_wpseo_opengraph-title", "rank_math_facebook_title"}},
	{"og_description", []string{"_yoast_wpseo_opengraph-description", "rank_math_facebook_description"}},
}

// variable is a word of a form that plugins fill in: Yoast's and SEOPress's %%title%%,
// Rank Math's %title% and %customfield(name)%, All in One's #post_title.
var variable = markup.Form(`%%([a-z][\w-]*)%%|%([a-z][a-z_]*)(?:\(([^)%]*)\))?%|#([a-z][a-z_]+)\b`)

// said is what a plugin would write of a form: it fills in the story's own words. A word
// of the form that is not known is left out, and told.
func (w *wordpress) said(p *intake.Post, e *element, form string) string {
	if !strings.ContainsAny(form, "%#") {
		return form
	}
	filled := false
	out := variable().ReplaceAllStringFunc(form, func(v string) string {
		m := variable().FindStringSubmatch(v)
		name := cmp.Or(m[1], m[2], m[4])
		value, known := w.valueOf(p, e, name, m[3])
		switch {
		case known:
		case m[1] == "" && m[3] == "":
			return v // words of a person: «5%», «#غزة»
		default:
			p.Tell(intake.Dropped, form, "كلمة في عنوان البحث لا نعرف ما يحل محلها", "a word of a form for search engines that is not known")
		}
		filled = true
		return value
	})
	if !filled {
		return form
	}
	return strings.Trim(strings.Join(strings.Fields(loneDash().ReplaceAllString(out, "$1")), " "), " -–—|•·»«:")
}

// loneDash is a separator that stands beside another: what was between them is empty.
var loneDash = markup.Form(`(\s[-–—|•·])(?:\s+[-–—|•·])+`)

// valueOf is the story's word for a variable.
func (w *wordpress) valueOf(p *intake.Post, e *element, name, arg string) (string, bool) {
	if field, ok := strings.CutPrefix(name, "cf_"); ok {
		return markup.PlainText(meta(e, field)), true
	}
	switch name {
	case "title", "post_title", "the_title", "page_title", "seo_title":
		return p.Title, true
	case "sitename", "sitetitle", "site_title", "blog_title", "blogname", "site_name":
		return w.title, true
	case "sep", "separator", "separator_sa":
		return "-", true
	case "sitedesc", "tagline", "site_description", "blog_description":
		return w.tagline, true
	case "excerpt", "excerpt_only", "post_excerpt", "post_excerpt_only":
		return markup.PlainText(e.value("excerpt:encoded")), true
	case "category", "primary_category", "categories", "category_title", "term_title", "post_category", "parent_title", "_category_title":
		if len(p.Sections) > 0 {
			return p.Sections[0][len(p.Sections[0])-1].Title, true
		}
		return "", true
	case "tag", "tags", "post_tag":
		return strings.Join(p.Tags, "، "), true
	case "author", "name", "author_name", "post_author", "author_first_name":
		return strings.Join(p.Authors, "، "), true
	case "date", "post_date", "modified":
		return p.Date.Format(time.DateOnly), true
	case "currentyear", "current_year":
		return strconv.Itoa(w.Options.Now.Year()), true
	case "post_year":
		return strconv.Itoa(p.Date.Year()), true
	case "page", "pagenumber", "pagetotal", "page_number", "searchphrase", "search_query", "caption", "pt_single", "pt_plural":
		return "", true
	case "focuskw", "focus_keyword", "keyword":
		return meta(e, "_yoast_wpseo_focuskw", "rank_math_focus_keyword"), true
	case "customfield", "custom_field":
		return markup.PlainText(meta(e, arg)), true
	case "id", "post_id":
		return p.ID, true
	}
	return "", false
}
