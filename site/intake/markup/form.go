package markup

import (
	"regexp"
	"sync"
)

// Form is a regular expression that is made when it is first asked for: most starts of the
// program read no copy of others.
func Form(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
