package theme

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"warraq/site"
)

// TemplateError is a page that its template could not make.
type TemplateError struct{ Problem site.Problem }

func (e *TemplateError) Error() string { return e.Words().En }

// Words say what Error says, in both languages.
func (e *TemplateError) Words() site.Words {
	return site.Say("%s: %s", "%s: %s", e.Problem.Place(), e.Problem.Message)
}

// Fault is the Problem to fix.
func (e *TemplateError) Fault() site.Problem { return e.Problem }

// place finds "name:line:col:" or "name:line:" in what the template packages
// say; they have no other way to tell.
var place = regexp.MustCompile(`template: ?([^:\s]+):(\d+)(?::(\d+))?:? ?`)

// templateProblem says where a template is wrong.
func templateProblem(name string, err error) site.Problem {
	p := site.Problem{Path: "templates/" + name, Rule: "theme/template", Level: site.LevelError}
	text := err.Error()
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" {
		p.Path, p.Line, text = "templates/"+escape.Name, escape.Line, escape.Description
	} else if m := place.FindAllStringSubmatchIndex(text, -1); m != nil {
		last := m[len(m)-1]
		p.Path = "templates/" + text[last[2]:last[3]]
		p.Line, _ = strconv.Atoi(text[last[4]:last[5]])
		if last[6] >= 0 {
			p.Col, _ = strconv.Atoi(text[last[6]:last[7]])
			p.Col++
		}
		text = text[last[1]:]
	}
	p.Line = max(p.Line, 1) // a page that is too long says no line
	text = strings.TrimSpace(text)
	p.Message = site.Say("القالب لا يعمل: %s", "the template does not work: %s", text)
	p.Hint = site.Say("راجع السطر المذكور، أو احذف ملفك ليعود القالب الأصلي", "fix that line, or remove your file to get the built-in template back")
	return p
}
