// Package views says what templates may name: which View each shows, and the fields of a View and of
// the values in it.
//
// What belongs here: what a theme's author can know of Views. What does not: the Views themselves (package
// site), and how a template is run (package theme).
package views

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/own"
)

// ByTemplate are the Views that templates of the theme show, by the template's name.
var ByTemplate = map[string]any{
	"front.html": &site.FrontView{}, "breaking.html": &site.FrontView{}, "lite/front.html": &site.FrontView{},
	"article.html": &site.ArticleView{}, "lite/article.html": &site.ArticleView{}, "tombstone.html": &site.ArticleView{},
	"section.html": &site.ListView{}, "tag.html": &site.ListView{}, "author.html": &site.ListView{}, "agency.html": &site.ListView{},
	"series.html": &site.ListView{}, "opinion.html": &site.ListView{}, "day.html": &site.ListView{}, "lite/list.html": &site.ListView{},
	"archive.html": &site.ArchiveView{}, "month.html": &site.MonthView{}, "terms.html": &site.TermsView{},
	"page.html": &site.PageView{}, "notfound.html": &site.NoticeView{}, "search.html": &site.NoticeView{}, "redirect.html": &site.RedirectView{},
}

// Kinds are what the field Kind of a View holds on full pages. A light page has the kind of its full one behind
// "lite-".
var Kinds = map[reflect.Type][]string{
	reflect.TypeFor[site.FrontView](): {"front", "breaking"}, reflect.TypeFor[site.ArticleView](): {"article", "tombstone"},
	reflect.TypeFor[site.ListView]():    {"section", "tag", "author", "agency", "series", "opinion", "day"},
	reflect.TypeFor[site.ArchiveView](): {"archive"}, reflect.TypeFor[site.MonthView](): {"month"},
	reflect.TypeFor[site.TermsView](): {"tags", "authors", "serieslist", "agencies"}, reflect.TypeFor[site.PageView](): {"page"},
	reflect.TypeFor[site.NoticeView](): {"notfound", "search"}, reflect.TypeFor[site.RedirectView](): {"redirect"},
}

// Of is the View that a template shows; nil where it is none of a page: a partial.
func Of(template string) any {
	full := strings.TrimPrefix(template, "lite/")
	switch {
	case ByTemplate[template] != nil:
		return ByTemplate[template]
	case strings.HasPrefix(template, own.OutputsDir) && own.FormOf(template) != own.FormNone:
		return &site.OutputView{}
	case !strings.HasSuffix(template, ".html"):
		return nil
	case strings.HasPrefix(full, own.TypesDir):
		return &site.ArticleView{}
	case strings.HasPrefix(template, own.TermsDir) && strings.HasSuffix(template, ".index.html"):
		return &site.TermsView{}
	case strings.HasPrefix(template, own.TermsDir):
		return &site.ListView{}
	case strings.HasPrefix(template, own.ComponentsDir):
		return &own.ComponentView{}
	}
	return nil
}

// Field is what a template may name of a value: a field, or one of a struct that stands in it without a
// name.
type Field struct {
	Name string
	Type string // as a theme's author reads it: string, []Link, *SideCard
}

// Fields are the fields of a View, or of a value in it, in the order in which they are written down.
func Fields(of reflect.Type) (fields []Field) {
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(of) {
		if f.IsExported() && !f.Anonymous {
			fields = append(fields, Field{f.Name, strings.NewReplacer("site.", "", "own.", "", "template.", "", "arabic.", "").Replace(f.Type.String())})
		}
	}
	return fields
}

// Types are the structs of ours that a View holds, itself first, by their names.
func Types(view reflect.Type) (types []reflect.Type) {
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array}, t.Kind()) {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || !strings.HasPrefix(t.PkgPath(), "warraq/") || slices.Contains(types, t) {
			return
		}
		types = append(types, t)
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				walk(t.Field(i).Type)
			}
		}
	}
	walk(view)
	return types
}

// Describe lists what a template of a View may name, and what the values in it have, a struct behind the
// other.
func Describe(view any) []byte {
	var b []byte
	for i, of := range Types(reflect.TypeOf(view)) {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(append(b, of.Name()...), '\n')
		for _, f := range Fields(of) {
			b = fmt.Appendf(b, "    .%-16s %s\n", f.Name, f.Type)
		}
	}
	return b
}
