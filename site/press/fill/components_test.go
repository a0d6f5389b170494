package fill

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Each component is made of what stands between its marks, the inner ones first; what does not fit stays as its words.
func TestComponentsAreExpanded(t *testing.T) {
	marks := strings.NewReplacer("{", "\x04", "}", "\x05")
	for body, want := range map[string]string{
		"أ {0}{/0} ب":              "أ [0:] ب",
		"{0}أ{1}ب{/1}{/0}{2}ج{/2}": "[0:أ[1:ب]][2:ج]",
		"بلا مكوّنات":              "بلا مكوّنات",
		"{0}أ":                     "[0:]أ",
		"أ{/0}ب":                   "أب",
		"{0}أ{/1}ب{/0}":            "[0:أب]",
		"{x}أ{":                    "أ",
		"{0}{1}أ{/0}":              "[0:[1:]أ]",
	} {
		got, err := Expand(marks.Replace(body), func(i int, inner string) (string, error) { return fmt.Sprintf("[%d:%s]", i, inner), nil })
		if got != want || err != nil {
			t.Errorf("%s is %q, %v, want %q", body, got, err, want)
		}
		if words := string(Unmarked([]byte(marks.Replace(body)))); strings.ContainsAny(words, "\x04\x05") || strings.Count(words, "أ") != strings.Count(body, "أ") {
			t.Errorf("%s has the words %q", body, words)
		}
	}
	if _, err := Expand("\x040\x05\x04/0\x05", func(int, string) (string, error) { return "", errors.New("no") }); err == nil {
		t.Error("an error is lost")
	}
}
