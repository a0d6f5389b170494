// Package components makes the components of bodies, and says which of them a page has.
//
// Not here: how a component is written in Markdown (package markdown), and where it stands in a body (package fill).
package components

import (
	"bytes"
	"cmp"
	"errors"
	"html"
	"html/template"
	"strings"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/feed"
	"warraq/site/own"
	"warraq/site/plan"
	"warraq/site/theme"
)

// Make makes one of all components of a body, from what stands between its two signs. A light page and a
// feed have its light template, else its body alone.
func Make(t *theme.Theme, ask theme.Ask, text site.Text, i int, page own.ComponentPage, inner string) (string, error) {
	all := text.Components
	if i < 0 || i >= len(all) {
		return inner, nil
	}
	name := file(all[i].Name, page.Light)
	if !t.Has(name) {
		return Without(all, i, inner), nil
	}
	var out bytes.Buffer
	err := t.Render(&out, site.Page{Template: name, View: viewOf(text, i, page, inner)}, ask)
	return out.String(), err
}

// viewOf is what the template of a component sees. Its src is where its file is published.
func viewOf(text site.Text, i int, page own.ComponentPage, inner string) *own.ComponentView {
	c := text.Components[i]
	v := c.View(page, template.HTML(inner))
	at := c.Src - 1
	if at < 0 || at >= len(text.Answers) {
		return v
	}
	address, _, _ := strings.Cut(text.Answers[at], `"`)
	v.Args["src"] = html.UnescapeString(address)
	if at < len(text.Pictures) && text.Pictures[at].URL != "" {
		p := text.Pictures[at]
		p.Alt = c.Args.Get("alt").Text
		p.Caption = cmp.Or(c.Args.Get("caption").Text, p.Caption)
		v.Picture = p
	}
	return v
}

// Without is what stands in the place of a component that is not made: its body.
func Without(all []own.Component, i int, inner string) string {
	if all[i].Lone && inner != "" {
		return "<p>" + inner + "</p>"
	}
	return inner
}

// Lost is a component that its template could not make of its arguments.
type Lost struct {
	of    own.Component
	fault *theme.TemplateError
}

// LostBy gives the component that an error of Make is about; nil where it is about more than that.
func LostBy(err error, all []own.Component, i int) *Lost {
	var fault *theme.TemplateError
	if !errors.As(err, &fault) {
		return nil
	}
	return &Lost{all[i], fault}
}

// Problem tells of it, in the manuscript that names the component.
func (l Lost) Problem() site.Problem {
	return site.Problem{
		Path: "content/" + l.of.File, Line: l.of.Line, Col: l.of.Col, Rule: "body/component", Level: site.LevelError,
		Message: site.Say("لم يُصنع المكوّن %s، والصفحة من دونه: %s: %s", "the component %s cannot be made, and the page is without it: %s: %s", l.of.Name, l.fault.Problem.Place(), l.fault.Problem.Message),
		Hint:    site.Say("راجع ما كُتب فيه، ثم قالبه", "check what is written in it, then its template"),
	}
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
	case *site.OutputView:
		for _, s := range v.Stories {
			text(s.Text, true)
		}
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
