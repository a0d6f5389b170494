package theme

import (
	"errors"
	"html/template"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/theme/program"
	"warraq/site/theme/slips"
	"warraq/site/theme/views"
)

// TemplateError is a page that its template could not make.
type TemplateError struct {
	Problem site.Problem
	Told    bool // Parse gave the Problem already
}

func (e *TemplateError) Error() string { return e.Words().En }

// Words say what Error says, in both languages.
func (e *TemplateError) Words() site.Words {
	return site.Say("%s: %s", "%s: %s", e.Problem.Place(), e.Problem.Message)
}

// Fault is the Problem to fix.
func (e *TemplateError) Fault() site.Problem { return e.Problem }

// said is an error of a function of ours, in both languages.
type said site.Words

func (s said) Error() string     { return s.En }
func (s said) Words() site.Words { return site.Words(s) }

func wrong(ar, en string, args ...any) error { return said(site.Say(ar, en, args...)) }

// place finds "name:line:col:" or "name:line:" in what the template packages
// say; they have no other way to tell.
var place = regexp.MustCompile(`template: ?([^:\s]+):(\d+)(?::(\d+))?:? ?`)

// at is what an expression is called in the errors of html/template.
var at = regexp.MustCompile(`^executing "[^"]*" at <(.*?)>: `)

// templateFault is a Problem at file:line:column, as the template packages write it.
func templateFault(where string) site.Problem {
	p := site.Problem{Path: "templates/" + where, Rule: "theme/template", Level: site.LevelError}
	if m := place.FindStringSubmatch("template: " + where + ": "); m != nil {
		p.Path = "templates/" + strings.TrimPrefix(m[1], "templates/")
		p.Line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			p.Col, _ = strconv.Atoi(m[3])
			p.Col++
		}
	}
	return p
}

// problem says where a template is wrong, why, and how to mend it.
func (t *Theme) problem(name string, err error) site.Problem {
	where, text := name+":1", err.Error()
	var escape *template.Error
	var beyond *program.BeyondError
	var own interface{ Words() site.Words }
	var known *TemplateError
	if errors.As(err, &known) {
		return known.Problem
	}
	switch {
	case errors.As(err, &beyond):
		where, text = beyond.Place, beyond.Err.Error()
	case errors.As(err, &escape):
		text = escape.Description
		switch {
		case escape.Node != nil:
			where, _ = (*parse.Tree)(nil).ErrorContext(escape.Node)
		case escape.Name != "" && !strings.HasPrefix(escape.Name, stopFunc):
			file, _, _ := strings.Cut(escape.Name, "$")
			where = file + ":" + strconv.Itoa(max(1, escape.Line))
		}
	default:
		if m := place.FindAllStringSubmatchIndex(text, -1); m != nil {
			last := m[len(m)-1]
			where = strings.TrimPrefix(strings.TrimRight(text[last[0]:last[1]], ": "), "template:")
			text = text[last[1]:]
		}
	}
	p := templateFault(strings.TrimSpace(where))
	p.Line = max(p.Line, 1)
	p.Col = t.column(p)
	of := ""
	if m := at.FindStringSubmatch(text); m != nil {
		of, text = m[1], text[len(m[0]):]
	}
	if errors.As(err, &own) {
		p.Message, p.Hint = own.Words(), lookAtLine
	} else {
		p.Message, p.Hint = explained(strings.TrimSpace(text))
		unclosed(&p, text, t.sources)
		meant(&p, text, t.sources)
	}
	if of != "" {
		p.Message.Ar, p.Message.En = p.Message.Ar+" (عند "+of+")", p.Message.En+" (at "+of+")"
	}
	p.Message = site.Words{Ar: "القالب لا يعمل: " + p.Message.Ar, En: "the template does not work: " + p.Message.En}
	return p
}

// column counts in characters what the template packages count in bytes.
func (t *Theme) column(p site.Problem) int {
	lines := strings.Split(t.sources[strings.TrimPrefix(p.Path, "templates/")].text, "\n")
	if p.Line > len(lines) || p.Col == 0 {
		return p.Col
	}
	line := lines[p.Line-1]
	return 1 + utf8.RuneCountInString(line[:min(p.Col-1, len(line))])
}

// goWords are words of Go that no editor knows: a state of the escaper, a pointer, the
// package of a type.
var goWords = regexp.MustCompile(`\{(?:state|[^\s{}]*:)[^{}]*\}|<nil>|0x[0-9a-f]+|\*?\b(?:site|own|arabic|theme|theme_test|template|reflect)\.`)

// explained says in plain words what the template packages mean.
func explained(text string) (message, hint site.Words) {
	for _, f := range faultWords {
		if m := f.says.FindStringSubmatchIndex(text); m != nil {
			fill := func(s string) string {
				return goWords.ReplaceAllString(string(f.says.ExpandString(nil, s, text, m)), "")
			}
			return site.Words{Ar: fill(f.ar), En: fill(f.en)}, site.Words{Ar: f.hintAr, En: f.hintEn}
		}
	}
	text = goWords.ReplaceAllString(text, "")
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	return site.Words{Ar: text, En: text}, lookAtLine
}

// unclosed leads to the block that is open at the end of the file, where that is what is wrong.
func unclosed(p *site.Problem, text string, sources map[string]source) {
	block, line, col := slips.Open(sources[strings.TrimPrefix(p.Path, "templates/")].text)
	if strings.HasPrefix(text, "unexpected EOF") && block != "" {
		p.Line, p.Col = line, col
		p.Message = site.Say("لا {{end}} لما يفتحه {{%s}} هنا، أو لما في داخله", "unexpected EOF: the {{%s}} that begins here, or a block inside it, has no {{end}}", block)
	}
}

// noFunction and noTemplate are the errors of a template that calls what is not there.
var (
	noFunction = regexp.MustCompile(`^function "([^"]*)" not defined`)
	noTemplate = regexp.MustCompile(`^no such template "([^"]*)"|^template "([^"]*)" not defined`)
)

// meant says what may be meant by a function or a template that is not there.
func meant(p *site.Problem, text string, sources map[string]source) {
	if m := noTemplate.FindStringSubmatch(text); m != nil {
		if near := slips.File(m[1]+m[2], maps.Keys(sources)); near != "" {
			p.Hint = site.Say(`لعلك تقصد "%s"`, `did you mean "%s"?`, near)
		}
	}
	m := noFunction.FindStringSubmatch(text)
	if m == nil {
		return
	}
	names := make([]string, 0, len(Described))
	for _, f := range Described {
		names = append(names, f.Name)
	}
	if here := slips.Function(m[1]); here != "" {
		p.Hint = site.Say("ما تسميه Hugo %s يُكتب هنا %s؛ والدوال كلها في warraq help functions", "what Hugo calls %s is written %s here; warraq help functions lists them all", m[1], here)
	} else if near := arabic.Nearest(m[1], slices.Values(names), strings.ToLower); near != "" {
		p.Hint = site.Say("لعلك تقصد %s؛ والدوال كلها في warraq help functions", "did you mean %s? warraq help functions lists them all", near)
	}
}

// noField is the error of a template that names a field which is not there.
var noField = regexp.MustCompile(`can't evaluate field (\S+) in type \*?(?:\w+\.)?(\w+)`)

// nameFields says which fields there are, where a template names another.
func nameFields(p *site.Problem, err error, view any) {
	m := noField.FindStringSubmatch(err.Error())
	if m == nil || view == nil {
		return
	}
	types := views.Types(reflect.TypeOf(view))
	at := slices.IndexFunc(types, func(t reflect.Type) bool { return t.Name() == m[2] })
	if at < 0 {
		return
	}
	p.Hint = fieldsOf(types[at], m[1])
}

// fieldsOf says which fields a type has in the place of one that it has not.
func fieldsOf(of reflect.Type, wrong string) site.Words {
	var names []string
	for _, f := range views.Fields(of) {
		names = append(names, f.Name)
	}
	all := strings.Join(names, " ")
	if here := slips.Field(wrong); here != "" && slices.Contains(names, here) {
		return site.Say("ما تسميه Hugo .%s هو هنا .%s؛ الحقول: %s", "what Hugo calls .%s is .%s here. The fields: %s", wrong, here, all)
	} else if near := arabic.Nearest(wrong, slices.Values(names), strings.ToLower); near != "" {
		return site.Say("لعلك تقصد %s؛ حقوله: %s", "did you mean %s? Its fields: %s", near, all)
	} else if i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, wrong) }); i >= 0 {
		return site.Say("اكتبه %s: الحروف الكبيرة غير الصغيرة", "write it %s: capital letters count", names[i])
	}
	return site.Say("حقوله: %s", "its fields: %s", all)
}
