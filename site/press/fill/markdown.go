package fill

import (
	"html/template"
	"strings"

	"warraq/site"
	"warraq/site/markdown"
)

// Markdown gives what an edition makes of Markdown that a template has: safe HTML, without the <p> where it is
// one paragraph. Links lead where they say; a link to a manuscript, a picture and a component have no place there.
func Markdown(c *site.Config) func(text string) template.HTML {
	return func(text string) template.HTML {
		body, _ := markdown.Render([]byte(text), 0, markdown.Options{Edition: c.Language, Zone: c.Zone, Home: c.Home, Digits: c.Digits, UnsafeHTML: c.UnsafeHTML, Embeds: c.Embeds})
		replies := make([]Reply, len(body.Refs))
		for i, ref := range body.Refs {
			if ref.Kind == site.RefLink && (strings.HasPrefix(ref.Target, "/") || strings.HasPrefix(ref.Target, "#")) {
				base := c.BasePath()
				if ref.Target[0] == '#' {
					base = ""
				}
				replies[i].Text = template.HTMLEscapeString(base + ref.Target)
			}
		}
		html := strings.TrimSpace(string(Resolve(nil, body.HTML, replies)))
		if inner, ok := strings.CutPrefix(html, "<p>"); ok && strings.Count(html, "<p") == 1 {
			if only, ok := strings.CutSuffix(inner, "</p>"); ok {
				html = only
			}
		}
		return template.HTML(html)
	}
}
