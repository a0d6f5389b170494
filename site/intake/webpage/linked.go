package webpage

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	nodes "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"warraq/site/intake"
	"warraq/site/intake/markup"
)

// linked is what a page's linked data says of its story (schema.org, in JSON-LD).
type linked struct {
	story     map[string]any
	publisher string
	caption   string // of its picture
}

// deepest bounds how deep the story is looked for.
const deepest = 8

// linkedOf finds the story in a page's linked data.
func linkedOf(doc *nodes.Node) (l linked) {
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Script || !strings.EqualFold(strings.TrimSpace(markup.Attribute(n, "type")), "application/ld+json") || n.FirstChild == nil {
			continue
		}
		var value any
		if json.Unmarshal([]byte(n.FirstChild.Data), &value) != nil {
			continue // the rest of the page says it too
		}
		if l.story = storyIn(value, 0); l.story != nil {
			break
		}
	}
	if names := l.names("publisher"); len(names) > 0 {
		l.publisher = names[0]
	}
	if image, ok := first(l.story["image"]).(map[string]any); ok {
		l.caption = textOfValue(image["caption"])
	}
	return l
}

func storyIn(value any, depth int) map[string]any {
	if depth > deepest {
		return nil
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if found := storyIn(item, depth+1); found != nil {
				return found
			}
		}
	case map[string]any:
		if isStory(v["@type"]) && v["headline"] != nil {
			return v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if inner, ok := v[key]; ok {
				if found := storyIn(inner, depth+1); found != nil {
					return found
				}
			}
		}
	}
	return nil
}

func isStory(kind any) bool {
	if list, ok := kind.([]any); ok {
		for _, k := range list {
			if isStory(k) {
				return true
			}
		}
		return false
	}
	name, _ := kind.(string)
	return strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "Posting") || name == "Report"
}

func first(value any) any {
	if list, ok := value.([]any); ok && len(list) > 0 {
		return list[0]
	}
	return value
}

// text is what a key says, in words.
func (l linked) text(key string) string { return textOfValue(l.story[key]) }

func textOfValue(value any) string {
	switch v := first(value).(type) {
	case string:
		return strings.Join(strings.Fields(html.UnescapeString(v)), " ")
	case bool:
		return fmt.Sprint(v)
	case map[string]any:
		for _, key := range []string{"name", "url", "@id", "@value"} {
			if s := textOfValue(v[key]); s != "" {
				return s
			}
		}
	}
	return ""
}

// names are the people or bodies of a key.
func (l linked) names(key string) (out []string) {
	list, ok := l.story[key].([]any)
	if !ok {
		list = []any{l.story[key]}
	}
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			item = m["name"]
		}
		if s := textOfValue(item); s != "" {
			out = append(out, s)
		}
	}
	return intake.Unique(out)
}

// words are those of a key, which many write in one text.
func (l linked) words(key string) []string {
	names := l.names(key)
	if len(names) != 1 {
		return names
	}
	parts := strings.FieldsFunc(names[0], func(r rune) bool { return r == ',' || r == '،' || r == ';' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return intake.Unique(parts)
}

// address is that of a file.
func (l linked) address(key string) string {
	switch v := first(l.story[key]).(type) {
	case string:
		return v
	case map[string]any:
		s, _ := first(v["url"]).(string)
		return s
	}
	return ""
}
