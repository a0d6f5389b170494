package theme

// Interpret leaves every page to html/template, to compare its output with that of
// programs.
func (t *Theme) Interpret(all bool) { t.interpret = all }
