package theme_test

import (
	"slices"
	"strings"
	"testing"

	"warraq/site/theme"
)

// Each function of templates has a line in the handbook, in both languages, with a call of it; the
// handbook has none that is not there.
func TestEachFunctionIsDescribed(t *testing.T) {
	th, _ := parse(nil, nil)
	var told []string
	for _, f := range theme.Described {
		if told = append(told, f.Name); !slices.Contains(strings.FieldsFunc(f.Use, func(r rune) bool { return r == ' ' || r == '(' }), f.Name) || f.About.Ar == "" || f.About.En == "" {
			t.Errorf("%+v", f)
		}
	}
	slices.Sort(told)
	if names := th.Functions(); !slices.Equal(told, names) {
		t.Errorf("described are\n%q, there are\n%q", told, names)
	}
}
