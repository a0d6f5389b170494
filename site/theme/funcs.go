package theme

import (
	"fmt"
	"html/template"
	"maps"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
	"warraq/site/theme/functions"
	"warraq/site/theme/program"
	"warraq/site/theme/sizes"
)

// functions is the whole list of what a template may call, as Described
// explains it.
func (t *Theme) functions(o Options, words catalog, icons map[string]template.HTML) program.Functions {
	l := o.Locale
	f := language{l, words, arabic.NounsFor(l.Lang, l.Tanwin), bidi.In(l.Lang)}
	plain := template.FuncMap{
		"t":          f.text,
		"tn":         f.plural,
		"count":      func(noun string, n int) (string, error) { return f.count(noun, n, false) },
		"countGen":   func(noun string, n int) (string, error) { return f.count(noun, n, true) },
		"number":     f.number,
		"date":       func(pos string, t time.Time) string { return unless(t, l.Date(t, pos)) },
		"fulldate":   func(pos string, t time.Time) string { return unless(t, l.FullDate(t, pos)) },
		"datetime":   func(pos string, t time.Time) string { return unless(t, l.DateTime(t, pos)) },
		"monthyear":  func(pos string, t time.Time) string { return unless(t, l.MonthYear(t, pos)) },
		"month":      func(t time.Time) string { return t.Format("2006-01") },
		"clock":      l.Time,
		"hijri":      f.hijri,
		"duration":   func(d time.Duration) string { return l.Digits.Format(clockLength(d)) },
		"iso":        site.ISO,
		"day":        func(t time.Time) string { return l.Digits.Format(fmt.Sprint(t.Day())) },
		"year":       func(t time.Time) string { return l.Digits.Format(fmt.Sprint(t.Year())) },
		"weekdays":   f.weekdays,
		"bidi":       func(s string) template.HTML { return template.HTML(f.bidi.HTML(s)) },
		"plain":      f.bidi.Line,
		"dir":        arabic.Dir,
		"vowelled":   arabic.IsVowelled,
		"join":       l.Join,
		"bylines":    f.bylines,
		"typeName":   f.typeName,
		"typePlural": f.typePlural,
		"echoes":     f.echoes,
		"among":      f.among,
		"picture":    sizes.Element(o.Config, f.bidi),
		"abs":        o.Config.Abs,
		"zero":       time.Time.IsZero,
		"asset":      o.asset,
		"first":      part(first).function,
		"after":      part(after).function,
		"icon": func(name string) (template.HTML, error) {
			if svg, ok := icons[name]; ok {
				return svg, nil
			}
			return "", wrong("لا أيقونة باسم «%s» في static/icons", "no icon %q in static/icons", name)
		},
	}
	maps.Copy(plain, functions.All())
	if plain["markdownify"] = o.Markdown; o.Markdown == nil {
		plain["markdownify"] = func(text string) template.HTML { return template.HTML(template.HTMLEscapeString(text)) }
	}
	special := map[string]program.Special{
		"add": program.Typed2(func(a, b int) (int, error) { return a + b, nil }), "number": f.numberCall, "today": todayCall,
		"once": t.onceCall, "data": dataCall, "first": part(first).call, "after": part(after).call,
		"picture": program.Typed2(sizes.Element(o.Config, f.bidi)), "bylines": program.Typed(f.bylines), "typeName": program.Typed(f.typeName), "typePlural": program.Typed(f.typePlural),
	}
	for name, kind := range queries {
		special[name] = queryCall(kind)
	}
	for name, f := range new(interpreter).functions() { // so that templates may name them
		if special[name] != nil {
			plain[name] = f
		}
	}
	return program.Functions{Plain: plain, Special: special}
}

// language is the part of the functions that speaks.
type language struct {
	arabic.Locale
	words catalog
	nouns map[string]arabic.Forms
	bidi  bidi.Paragraph
}

func (l language) text(key string) (string, error) {
	s, ok := l.words.plain[key]
	if !ok {
		return "", wrong("لا نصّ باسم «%s» في templates/strings", "no string %q in templates/strings", key)
	}
	return s, nil
}

func (l language) plural(key string, n int) (string, error) {
	forms, ok := l.words.plural[key]
	if !ok {
		return "", wrong("لا نصّ بصيغ الجمع باسم «%s» في templates/strings", "no plural string %q in templates/strings", key)
	}
	return l.Count(n, forms, false), nil
}

func (l language) count(noun string, n int, genitive bool) (string, error) {
	forms, ok := l.nouns[noun]
	if !ok {
		return "", wrong("لا معدود باسم «%s»", "no noun %q to count", noun)
	}
	return l.Count(n, forms, genitive), nil
}

func (l language) hijri(t time.Time) string {
	if !l.Locale.Hijri || t.IsZero() {
		return ""
	}
	s, _ := l.HijriDate(t)
	return s
}

func (l language) weekdays() []string {
	first := l.FirstWeekday()
	out := make([]string, 7)
	for i := range out {
		out[i] = l.WeekdayShort((first + time.Weekday(i)) % 7)
	}
	return out
}

// bylines joins names with commas and a last «و», each linked to its page.
func (l language) bylines(list []site.Byline) template.HTML {
	var b strings.Builder
	for i, a := range list {
		if i > 0 {
			b.WriteString(l.Between(a.Name, i == len(list)-1))
		}
		name := l.bidi.HTML(a.Name)
		if a.URL == "" {
			b.WriteString(name)
			continue
		}
		fmt.Fprintf(&b, `<a rel="author" href="%s">%s</a>`, template.HTMLEscapeString(a.URL), name)
	}
	return template.HTML(b.String())
}

// number writes a number, whole or not.
func (l language) number(n any) (string, error) {
	switch n := n.(type) {
	case nil:
		return "", nil
	case string: // a field or a cell with a word in the place of a number
		return n, nil
	case int:
		return l.Number(n), nil
	case float64:
		text := strconv.FormatFloat(math.Abs(n), 'f', -1, 64)
		whole, part, _ := strings.Cut(text, ".")
		i, err := strconv.Atoi(whole)
		if err != nil {
			return l.Digits.Format(text), nil //nolint:nilerr // a number beyond an int is written without groups
		}
		out := l.Number(i)
		if part != "" {
			out += l.Point() + l.Digits.Format(part)
		}
		if n < 0 {
			out = "-" + out
		}
		return out, nil
	}
	return "", wrong("number تأخذ عددًا", "number wants a number")
}

// numberCall compiles {{number .N}}, also of a value whose type is known when it is there.
func (l language) numberCall(args []program.Arg) (program.Call, bool) {
	if len(args) != 1 || !args[0].Is(reflect.Int) && args[0].Type != reflect.TypeFor[any]() {
		return program.Call{}, false
	}
	return program.Call{Result: reflect.TypeFor[string](), Do: func(_ any, in []reflect.Value) (reflect.Value, error) {
		s, err := l.number(in[0].Interface())
		return reflect.ValueOf(s), err
	}}, true
}

// typePrefix begins the keys of the strings that name story types.
const typePrefix = "type_"

func (l language) typeName(t site.Type) string { return l.words.plain[typePrefix+string(t)] }

func (l language) typePlural(t site.Type) string { return l.words.plain[pluralPrefix+string(t)] }

// alsoPrefix begins the keys of the strings that list what else a story type is called,
// parted by commas.
const alsoPrefix = "also_"

// echoes says that a kicker has no more to say than the label of the story's type.
func (l language) echoes(t site.Type, kicker string) bool {
	label := l.typeName(t)
	return label != "" && (arabic.FoldKey(label) == arabic.FoldKey(kicker) || l.among(alsoPrefix+string(t), kicker))
}

// among says that a string of the interface, a list parted by commas, has a word. Marks
// and the forms of alef do not count.
func (l language) among(key, word string) bool {
	isComma := func(r rune) bool { return r == ',' || r == '،' }
	word = arabic.FoldKey(word)
	for w := range strings.FieldsFuncSeq(l.words.plain[key], isComma) {
		if arabic.FoldKey(w) == word {
			return true
		}
	}
	return false
}

// clockLength writes a length as players do: 3:25, 1:02:09.
func clockLength(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// unless keeps an unset time from being shown as the year 1.
func unless(t time.Time, s string) string {
	if t.IsZero() {
		return ""
	}
	return s
}

// A part is first or after: the piece of a list that N of its elements part.
type part func(list reflect.Value, n int) reflect.Value

func first(list reflect.Value, n int) reflect.Value { return list.Slice(0, n) }
func after(list reflect.Value, n int) reflect.Value { return list.Slice(n, list.Len()) }

var errPart = wrong("first وafter تأخذان عددًا وقائمة: first 3 .Cards", "first and after want a number and a list: first 3 .Cards")

func (p part) of(n int, list reflect.Value) (reflect.Value, error) {
	if n < 0 || list.Kind() != reflect.Slice {
		return list, errPart
	}
	return p(list, min(n, list.Len())), nil
}

// function is the part for html/template.
func (p part) function(n int, list any) (any, error) {
	v, err := p.of(n, reflect.ValueOf(list))
	if err != nil {
		return nil, err
	}
	return v.Interface(), nil
}

// call compiles the part: its result has the type of the list.
func (p part) call(args []program.Arg) (program.Call, bool) {
	if len(args) != 2 || !args[0].Is(reflect.Int) || !args[1].Is(reflect.Slice) {
		return program.Call{}, false
	}
	return program.Call{Result: args[1].Type, Do: func(_ any, in []reflect.Value) (reflect.Value, error) {
		return p.of(int(in[0].Int()), in[1])
	}}, true
}
