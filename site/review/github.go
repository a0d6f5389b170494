package review

import (
	"fmt"
	"strings"

	"warraq/site"
)

// GitHub makes the report workflow commands, which GitHub shows beside the lines. file
// names a problem's file.
func (v *Report) GitHub(lang string, file func(path string) string) string {
	escaped := []string{"%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C"}
	value, property := strings.NewReplacer(escaped[:6]...), strings.NewReplacer(escaped...)
	var out strings.Builder
	for _, r := range v.Problems {
		command := "notice"
		if r.Level != site.LevelNote {
			command = string(r.Level)
		}
		fmt.Fprintf(&out, "::%s file=%s", command, property.Replace(file(r.Path)))
		if r.Line > 0 {
			fmt.Fprintf(&out, ",line=%d", r.Line)
		}
		if r.Col > 0 {
			fmt.Fprintf(&out, ",col=%d", r.Col)
		}
		fmt.Fprintf(&out, ",title=%s::%s\n", property.Replace(r.Rule), value.Replace(r.Message.In(lang)+" — "+r.Hint.In(lang)))
	}
	return out.String()
}
