package manual

import (
	"html/template"
	"reflect"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/theme"
	"warraq/site/theme/views"
)

// shown are the Views of the theme's pages, in the order of the reference.
var shown = []any{
	site.FrontView{}, site.ArticleView{}, site.ListView{}, site.PageView{}, site.TermsView{}, site.ArchiveView{}, site.MonthView{},
	site.NoticeView{}, site.RedirectView{}, site.OutputView{}, own.ComponentView{},
}

// typesShown are the types of shown, then those that their fields lead to, in the order in which they are met.
func typesShown() (types []reflect.Type) {
	for _, view := range shown {
		types = append(types, reflect.TypeOf(view))
	}
	for _, view := range shown {
		for _, of := range views.Types(reflect.TypeOf(view)) {
			if !slices.Contains(types, of) && !slices.Contains(inner, of) {
				types = append(types, of)
			}
		}
	}
	return types
}

// templatesOf are the files of the theme that show a View.
func templatesOf(of reflect.Type) (files []string) {
	for name, view := range views.ByTemplate {
		if elem(reflect.TypeOf(view)) == of {
			files = append(files, name)
		}
	}
	slices.Sort(files)
	return files
}

// inner are fields that a template has no use for: keys, and what the press fills in.
var inner = []reflect.Type{reflect.TypeFor[site.Sum](), reflect.TypeFor[site.Text](), reflect.TypeFor[site.Pixels](), reflect.TypeFor[site.Focus](), reflect.TypeFor[site.Ref](),
	reflect.TypeFor[own.Component](), reflect.TypeFor[own.Field](), reflect.TypeFor[own.Value](),
}

// elem is what pointers and lists hold.
func elem(of reflect.Type) reflect.Type {
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice || of.Kind() == reflect.Array {
		of = of.Elem()
	}
	return of
}

// views writes the fields of pages, then those of the types that they lead to.
func (w *writer) views() {
	for _, of := range typesShown() {
		w.line("## %s\n", of.Name())
		if files := templatesOf(of); len(files) > 0 {
			w.line("%s\n", coded(files))
		}
		w.fields(of)
	}
}

// fields writes a table of a type's fields.
func (w *writer) fields(of reflect.Type) {
	w.line("%s", w.say(site.Say("| الحقل | نوعه | ما هو |", "| Field | Type | What it is |")))
	w.line("| --- | --- | --- |")
	for _, f := range reflect.VisibleFields(of) {
		if isShown(of, f) {
			w.line("| `.%s` | %s | %s |", f.Name, w.typed(f.Type), cell(w.say(aboutField(of, f.Name))))
		}
	}
	w.line("")
}

// isShown says that a field of a type is one for templates. What stands in it without a name and has a table
// of its own under the same View is told there; of a Card all is told with it.
func isShown(of reflect.Type, f reflect.StructField) bool {
	promoted := len(f.Index) > 1 && of != reflect.TypeFor[site.Card]()
	whole := f.Anonymous && of == reflect.TypeFor[site.Card]()
	return f.IsExported() && !slices.Contains(inner, f.Type) && !slices.Contains(inner, elem(f.Type)) && !promoted && !whole
}

// aboutField says what a field is: of its type, or of its name in all types.
func aboutField(of reflect.Type, name string) site.Words {
	words, ok := fieldWords[of.Name()+"."+name]
	if !ok {
		words = fieldWords[name]
	}
	return words
}

// typed names a type as one who writes a template thinks of it.
func (w *writer) typed(of reflect.Type) string {
	part := elem(of)
	named := map[reflect.Type]site.Words{
		reflect.TypeFor[time.Time](): site.Say("وقت", "time"), reflect.TypeFor[time.Duration](): site.Say("مدة", "duration"),
		reflect.TypeFor[template.HTML](): site.Say("HTML", "HTML"), reflect.TypeFor[own.Params](): site.Say("حقولك", "your fields"),
	}
	kinds := map[reflect.Kind]site.Words{
		reflect.String: site.Say("نص", "text"), reflect.Bool: site.Say("صواب أو خطأ", "true or false"),
		reflect.Interface: site.Say("أي قيمة", "any value"), reflect.Int: site.Say("عدد", "number"), reflect.Int64: site.Say("عدد", "number"),
	}
	name := "[" + part.Name() + "](#" + strings.ToLower(part.Name()) + ")"
	if words, ok := named[part]; ok {
		name = w.say(words)
	} else if words, ok := kinds[part.Kind()]; ok {
		name = w.say(words)
	}
	if of.Kind() == reflect.Slice || of.Kind() == reflect.Array {
		return w.say(site.Say("قائمة: ", "list of ")) + name
	}
	return name
}

// functions writes what templates may call.
func (w *writer) functions() {
	w.line("%s", w.say(site.Say("| الدالة | استعمالها | ما تعطيه |", "| Function | A call | What it gives |")))
	w.line("| --- | --- | --- |")
	for _, f := range theme.Described {
		w.line("| `%s` | `{{%s}}` | %s |", f.Name, f.Use, cell(w.say(f.About)))
	}
	w.line("%s", w.say(site.Say("\nومعها دوال لغة القوالب نفسها: `if` و`else` و`range` و`with` و`and` و`or` و`not` و`eq` و`ne` و`lt` و`gt` و`len` و`index` و`slice` و`print` و`printf`.",
		"\nBeside them stand those of the template language itself: `if`, `else`, `range`, `with`, `and`, `or`, `not`, `eq`, `ne`, `lt`, `gt`, `len`, `index`, `slice`, `print`, `printf`.")))
}
