package theme

import (
	"fmt"
	"html/template"
	"io/fs"
	"reflect"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// functions is the whole list of what a template may call, as the package
// comment explains it.
func (t *Theme) functions(o Options, words catalog) template.FuncMap {
	l := o.Locale
	f := language{l, words, arabic.NounsFor(l.Lang)}
	return template.FuncMap{
		"once":      t.once,
		"t":         f.text,
		"tn":        f.plural,
		"count":     func(noun string, n int) (string, error) { return f.count(noun, n, false) },
		"countGen":  func(noun string, n int) (string, error) { return f.count(noun, n, true) },
		"number":    l.Number,
		"date":      func(pos string, t time.Time) string { return unless(t, l.Date(t, pos)) },
		"fulldate":  func(pos string, t time.Time) string { return unless(t, l.FullDate(t, pos)) },
		"datetime":  func(pos string, t time.Time) string { return unless(t, l.DateTime(t, pos)) },
		"monthyear": func(pos string, t time.Time) string { return unless(t, l.MonthYear(t, pos)) },
		"month":     func(t time.Time) string { return t.Format("2006-01") },
		"clock":     l.Time,
		"hijri":     f.hijri,
		"duration":  func(d time.Duration) string { return l.Digits.Format(clockLength(d)) },
		"iso":       iso,
		"day":       func(t time.Time) string { return l.Digits.Format(fmt.Sprint(t.Day())) },
		"year":      func(t time.Time) string { return l.Digits.Format(fmt.Sprint(t.Year())) },
		"weekdays":  f.weekdays,
		"bidi":      func(s string) template.HTML { return template.HTML(arabic.IsolateHTML(s)) },
		"plain":     func(s string) string { return arabic.LeadMark(arabic.IsolateText(s)) },
		"join":      l.Join,
		"bylines":   f.bylines,
		"typeName":  f.typeName,
		"abs":       o.Config.Abs,
		"zero":      time.Time.IsZero,
		"add":       func(a, b int) int { return a + b },
		"first":     func(n int, list any) (any, error) { return cut(list, 0, n) },
		"after":     func(n int, list any) (any, error) { return cut(list, n, -1) },
		"icon":      func(name string) (template.HTML, error) { return icon(o.Static, name) },
	}
}

// language is the part of the functions that speaks.
type language struct {
	arabic.Locale
	words catalog
	nouns map[string]arabic.Forms
}

func (l language) text(key string) (string, error) {
	s, ok := l.words.plain[key]
	if !ok {
		return "", fmt.Errorf("no string %q in templates/strings", key)
	}
	return s, nil
}

func (l language) plural(key string, n int) (string, error) {
	forms, ok := l.words.plural[key]
	if !ok {
		return "", fmt.Errorf("no plural string %q in templates/strings", key)
	}
	return l.Count(n, forms, false), nil
}

func (l language) count(noun string, n int, genitive bool) (string, error) {
	forms, ok := l.nouns[noun]
	if !ok {
		return "", fmt.Errorf("no noun %q to count", noun)
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
	first := arabic.FirstDay(l.Country)
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
		switch {
		case i > 0 && i == len(list)-1 && strings.HasPrefix(l.Lang, "ar"):
			b.WriteString(" و")
		case i > 0 && i == len(list)-1:
			b.WriteString(" and ")
		case i > 0 && strings.HasPrefix(l.Lang, "ar"):
			b.WriteString("، ")
		case i > 0:
			b.WriteString(", ")
		}
		name := arabic.IsolateHTML(a.Name)
		if a.URL == "" {
			b.WriteString(name)
			continue
		}
		fmt.Fprintf(&b, `<a rel="author" href="%s">%s</a>`, template.HTMLEscapeString(a.URL), name)
	}
	return template.HTML(b.String())
}

func (l language) typeName(t site.Type) string { return l.words.plain["type_"+string(t)] }

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

// iso is a valid value of a datetime attribute (HTML, dates and times).
func iso(t time.Time, hasTime bool) string {
	switch {
	case t.IsZero():
		return ""
	case hasTime:
		return t.Format(time.RFC3339)
	}
	return t.Format(time.DateOnly)
}

func cut(list any, from, to int) (any, error) {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return nil, fmt.Errorf("first and after want a list, not %T", list)
	}
	if to < 0 || to > v.Len() {
		to = v.Len()
	}
	return v.Slice(min(from, v.Len()), to).Interface(), nil
}

// icon inlines a drawing of the theme itself, which is trusted.
func icon(static fs.FS, name string) (template.HTML, error) {
	data, err := fs.ReadFile(static, "icons/"+name+".svg")
	if err != nil {
		return "", fmt.Errorf("no icon %q in static/icons", name)
	}
	svg := strings.TrimSpace(string(data))
	return template.HTML(strings.Replace(svg, "<svg ", `<svg class="icon" aria-hidden="true" focusable="false" `, 1)), nil
}
