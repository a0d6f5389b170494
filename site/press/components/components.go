// Package components makes the components of bodies, and says which of them a page has.
//
// Not here: how a component is written in Markdown (package markdown), and where it stands in a body (package fill).
package components

import (
	"bytes"
	"html/template"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/feed"
	"warraq/site/own"
	"warraq/site/plan"
	"warraq/site/theme"
)

// Make makes one of all components of a body, from what stands between its two signs. A light page and a
// feed have its light template, else its body alone.
func Make(t *theme.Theme, ask theme.Ask, all []own.Component, i int, page own.ComponentPage, inner string) (string, error) {
	if i < 0 || i >= len(all) {
		return inner, nil
	}
	name := file(all[i].Name, page.Light)
	switch {
	case t.Has(name):
	case all[i].Lone && inner != "":
		return "<p>" + inner + "</p>", nil
	default:
		return inner, nil
	}
	var out bytes.Buffer
	err := t.Render(&out, site.Page{Template: name, View: all[i].View(page, template.HTML(inner))}, ask)
	return out.String(), err
}

func file(name string, light bool) string {
	if light {
		return own.ComponentsDir + name + own.LightEnd
	}
	return own.ComponentsDir + name + own.FullEnd
}

// Key adds to the key of a page what the components of its bodies are made of.
func Key(h *cache.Hash, t *theme.Theme, view any) {
	text := func(t2 site.Text, light bool) {
		for _, c := range t2.Components {
			h.Sum16(t.Sum(file(c.Name, light || t2.Light != "")))
		}
	}
	switch v := view.(type) {
	case *site.ArticleView:
		text(v.Text, false)
	case *site.ListView:
		text(v.Text, false)
	case *site.PageView:
		text(v.Text, false)
	case *plan.LiveView:
		text(v.Text, false)
	case *feed.View:
		for i := range v.Items {
			text(v.Items[i].Text, true)
		}
	}
}

// Sums are those of all that the theme has for components of some names.
func Sums(t *theme.Theme, names []string) (out []site.Sum) {
	for _, name := range names {
		out = append(out, t.Sum(file(name, false)), t.Sum(file(name, true)))
	}
	return out
}
