package theme

import (
	"maps"
	"slices"
)

// Interpret leaves every page to html/template, to compare its output with that of
// programs.
func (t *Theme) Interpret(all bool) { t.interpret = all }

// Functions are the names of what templates may call.
func (t *Theme) Functions() []string { return slices.Sorted(maps.Keys(t.funcs.Plain)) }
