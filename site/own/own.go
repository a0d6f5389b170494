// Package own has what a paper defines of its own: the fields of its stories, sections and
// authors, and its types of stories.
//
// Belongs here: what such a value is, and what of it a template sees. Does not: where it is
// written (package settings), and who shows it (packages edition and plan).
package own

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind says what a Value is.
type Kind uint8

// The kinds of a Value.
const (
	None Kind = iota
	Text
	Number
	Bool
	Date
	List
	Map
	Picture // a file beside the manuscript: its Text; what else is said of it is in its Map
	Story   // the path of a story's file: its Text
	Address // of a page, here or elsewhere: its Text
)

// Value is the value of a field as a manuscript, the settings or a data file says it.
type Value struct {
	Kind  Kind
	Text  string    // of a Text, a Picture, a Story and an Address; of a Number as it is written, in ASCII digits
	True  bool      // of a Bool
	Time  time.Time // of a Date
	Items []Value   // of a List
	Map   Fields
	Line  int `key:"-"` // of a Picture, a Story and an Address: where it is written
	Col   int `key:"-"`
}

// Field is a value with its name.
type Field struct {
	Name  string
	Value Value
}

// Fields are some fields, each name once.
type Fields []Field

// Params are fields as a template sees them: each a string, an int, a float64, a bool, a
// time.Time, a []any or Params.
type Params map[string]any

// Times calls a function with each time among the fields, to change it.
func (f Fields) Times(do func(...*time.Time)) {
	for i := range f {
		f[i].Value.times(do)
	}
}

func (v *Value) times(do func(...*time.Time)) {
	do(&v.Time)
	for i := range v.Items {
		v.Items[i].times(do)
	}
	v.Map.Times(do)
}

// Get gives the value of a name; its kind is None if there is none.
func (f Fields) Get(name string) Value {
	for _, field := range f {
		if field.Name == name {
			return field.Value
		}
	}
	return Value{}
}

// Params are all fields for a template; nil if there are none.
func (f Fields) Params() Params {
	if len(f) == 0 {
		return nil
	}
	out := make(Params, len(f))
	for _, field := range f {
		if v := field.Value.Any(); v != nil {
			out[field.Name] = v
		}
	}
	return out
}

// Only are the fields of some names; nil if there are none.
func (f Fields) Only(names []string, answer func(Value) any) Params {
	if len(f) == 0 || len(names) == 0 {
		return nil
	}
	var some Fields
	for _, field := range f {
		if slices.Contains(names, field.Name) {
			some = append(some, field)
		}
	}
	return some.Shown(answer)
}

// Any is the value for a template; nil is none.
func (v Value) Any() any {
	switch v.Kind {
	case Text, Picture, Story, Address:
		return v.Text
	case Number:
		if n, err := strconv.Atoi(v.Text); err == nil {
			return n
		}
		n, _ := strconv.ParseFloat(v.Text, 64) // it was tried when the value was read
		return n
	case Bool:
		return v.True
	case Date:
		return v.Time
	case List:
		out := make([]any, len(v.Items))
		for i, item := range v.Items {
			out[i] = item.Any()
		}
		return out
	case Map:
		if p := v.Map.Params(); p != nil {
			return p
		}
		return Params{}
	}
	return nil
}

// Plain is the value of a scalar without quotation marks, as YAML 1.2, TOML and JSON mean it:
// a flag, a number, a date of ISO 8601 (in zone, where it names none), else text. A number with
// a zero before it is text, for telephones and codes are written so; so is one of more digits than
// a number keeps.
func Plain(text string, zone *time.Location) Value {
	switch text {
	case "true", "True", "TRUE":
		return Value{Kind: Bool, True: true}
	case "false", "False", "FALSE":
		return Value{Kind: Bool}
	}
	if IsNumber(text) {
		return Value{Kind: Number, Text: text}
	}
	if len(text) >= len(time.DateOnly) && text[0] >= '0' && text[0] <= '9' {
		for _, layout := range dateLayouts {
			if t, err := time.ParseInLocation(layout, text, zone); err == nil {
				return Value{Kind: Date, Time: t}
			}
		}
	}
	return Value{Kind: Text, Text: text}
}

// dateLayouts are the forms of ISO 8601 that YAML and TOML have, and people write.
var dateLayouts = []string{
	time.DateOnly, time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05", time.DateTime, "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04",
}

var number = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?$`)

// mostDigits is how many digits a float64 keeps of any number.
const mostDigits = 15

// IsNumber says that a text is a number, in ASCII digits, and nothing else.
func IsNumber(text string) bool {
	if len(text) > 2*mostDigits || !number.MatchString(text) {
		return false
	}
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	return len(strings.Trim(mantissa, "-.")) <= mostDigits+1
}
