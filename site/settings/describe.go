package settings

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"warraq/site"
)

// Key is what a key of a file means, for reference pages and for editors that complete keys.
type Key struct {
	Path   string   // publisher.name; a [] after a name says that its value is a list of such maps
	Also   []string // its other names
	Kind   string   // text, flag, number, date, list, map; "" for several
	Values []string // those that it may have, where they are few
	About  site.Words
}

// Shape is the JSON Schema (draft 2020-12) of a value.
type Shape = schema

// ShapeOf is the JSON Schema of a value of a kind of Key. about is what the key is for: Arabic,
// « — », English.
func ShapeOf(kind, about string) schema {
	s := schema{"description": about}
	switch kind {
	case "text", "date":
		s["type"] = []string{"string", "number"}
	case "flag":
		s["type"] = "boolean"
	case "number":
		s["type"] = "integer"
	case "list":
		s["type"] = []string{"array", "string"}
	case "map":
		s["type"] = []string{"object", "string"}
	}
	s["x-kind"] = kind
	return s
}

// EditionKeys are the keys of edition.yaml, in the order of its table.
func EditionKeys() []Key { return editionFields.Keys(nil) }

// FrontKeys are the keys of front.yaml.
func FrontKeys() []Key { return frontFields.Keys(nil) }

// Keys describes the keys of a table, in its order. shapes are those that its fields lack, by one of
// their names.
func (t *table[T]) Keys(shapes map[string]schema) (out []Key) {
	for _, f := range t.fields {
		name, shape, also := f.describe(shapes)
		keys := keysIn(name, shape)
		keys[0].Also = also
		out = append(out, keys...)
	}
	return out
}

// describe gives the name by which a field is known best, its shape and its other names.
func (f Field[T]) describe(shapes map[string]schema) (name string, shape schema, also []string) {
	names := strings.FieldsFunc(f.Names, func(r rune) bool { return r == ' ' || r == '|' })
	at := max(0, slices.IndexFunc(names, func(name string) bool { return shapes[name] != nil }))
	name = names[at]
	if shape = f.shape; shape == nil {
		shape = shapes[name]
	}
	return name, shape, slices.Delete(names, at, at+1)
}

// keysIn are a key and those of the maps that it holds.
func keysIn(name string, shape schema) []Key {
	about, _ := shape["description"].(string)
	k := Key{Path: name}
	k.About.Ar, k.About.En, _ = strings.Cut(about, " — ")
	k.Kind, k.Values = kindOf(shape)
	within := shape
	if item, ok := shape["items"].(schema); ok {
		if within = item; item["properties"] != nil {
			name += "[]"
		}
	}
	for _, choice := range choicesOf(shape) {
		if choice["properties"] != nil {
			within = choice
		}
	}
	out := []Key{k}
	properties, _ := within["properties"].(schema)
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		of, _ := properties[key].(schema)
		out = append(out, keysIn(name+"."+key, of)...)
	}
	return out
}

func choicesOf(shape schema) []schema {
	choices, _ := shape["anyOf"].([]schema)
	return choices
}

// kindOf is the kind of a value, and the values that it may have.
func kindOf(shape schema) (kind string, values []string) {
	if kind, ok := shape["x-kind"].(string); ok {
		return kind, nil
	}
	switch all := shape["enum"].(type) {
	case []string:
		return "text", all
	case []any:
		return "", []string{"true", "false", "all"}
	}
	switch shape["type"] {
	case "string":
		return "text", nil
	case "boolean":
		return "flag", nil
	case "integer":
		return "number", nil
	case "array":
		item, _ := shape["items"].(schema)
		_, values := kindOf(item)
		return "list", values
	case "object":
		return "map", nil
	}
	return "", nil
}

// Schema is the JSON Schema of a file with the keys of a table: for editors that complete keys by a
// comment «# yaml-language-server: $schema=…».
func (t *table[T]) Schema(title string, shapes map[string]schema) []byte {
	properties := schema{}
	for _, f := range t.fields {
		name, shape, _ := f.describe(shapes)
		properties[name] = shape
	}
	out, err := json.MarshalIndent(schema{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title,
		"type": "object", "properties": properties, "additionalProperties": !t.strict,
	}, "", "  ")
	if err != nil {
		panic(err) // the tables are literal
	}
	return append(out, '\n')
}

// EditionSchema is the JSON Schema of edition.yaml.
func EditionSchema() []byte { return editionFields.Schema("edition.yaml", nil) }

// FrontSchema is the JSON Schema of front.yaml.
func FrontSchema() []byte { return frontFields.Schema("front.yaml", nil) }

// DataSchema is the JSON Schema of a file of content/data in YAML or JSON: of any form, of what a template can show. Its
// bounds, in levels and values, are not in it.
func DataSchema() []byte {
	value := schema{"$ref": "#/$defs/value"}
	out, err := json.MarshalIndent(schema{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "content/data",
		"description": "قائمة أو مفاتيح بقيمها، تقرؤها القوالب بـ {{data \"الاسم\"}} — A list, or keys with values, which templates read by {{data \"name\"}}",
		"anyOf":       []schema{{"$ref": "#/$defs/list"}, {"$ref": "#/$defs/map"}},
		"$defs": schema{
			"value": schema{"anyOf": []schema{{"type": []string{"string", "number", "boolean", "null"}}, {"$ref": "#/$defs/list"}, {"$ref": "#/$defs/map"}}},
			"list":  schema{"type": "array", "items": value, "description": "صفوف: {{range}} — Rows: {{range}}"},
			"map": schema{
				"type": "object", "additionalProperties": value, "propertyNames": schema{"minLength": 1},
				"description": "مفاتيح: {{.name}}، أو {{index . \"اسم فيه مسافة\"}} — Keys: {{.name}}, or {{index . \"a name with spaces\"}}",
			},
		},
	}, "", "  ")
	if err != nil {
		panic(err) // it is literal
	}
	return append(out, '\n')
}
