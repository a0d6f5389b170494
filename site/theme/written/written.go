// Package written writes values into files that are no HTML: JSON, XML, tables and text, so that no value ends what
// it stands in, and looks whether what a template made is what it should be.
//
// Belongs here: how a value is written in a form. Does not: which files there are (package plan), and how a template
// is run (package theme).
package written

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"text/template/parse"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// Functions write a value in a form, by the names that Escape calls them by. No template can name them.
var Functions = template.FuncMap{"_json": JSON, "_xml": XML, "_csv": CSV, "_text": Text}

// Escape has every value that a template prints written in a form.
func Escape(n parse.Node, form own.Form) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			Escape(c, form)
		}
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			call := &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{parse.NewIdentifier("_" + string(form)).SetPos(n.Pos)}}
			n.Pipe.Cmds = append(n.Pipe.Cmds, call)
		}
	case *parse.IfNode:
		Escape(n.List, form)
		Escape(n.ElseList, form)
	case *parse.RangeNode:
		Escape(n.List, form)
		Escape(n.ElseList, form)
	case *parse.WithNode:
		Escape(n.List, form)
		Escape(n.ElseList, form)
	}
}

// JSON is a value as JSON has it: words in quotation marks, an instant as RFC 3339, nothing as null. What the
// function json made stays.
func JSON(v any) (string, error) {
	switch of := v.(type) {
	case template.JS:
		return string(of), nil
	case time.Time:
		if of.IsZero() {
			return "null", nil
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		return "", site.Failure("هذه القيمة لا تُكتب JSON", "this value cannot be written as JSON")
	}
	return string(out), nil
}

// plain is a value as words.
func plain(v any) string {
	switch of := v.(type) {
	case nil:
		return ""
	case time.Time:
		if of.IsZero() {
			return ""
		}
		return of.Format(time.RFC3339)
	}
	if r := reflect.ValueOf(v); r.Kind() == reflect.String {
		return r.String()
	}
	return fmt.Sprint(v)
}

// XML is a value as text of XML, in an element or in an attribute.
func XML(v any) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(plain(v)))
	return b.String(), err
}

// CSV is a value as one field of a table (RFC 4180). One that a spreadsheet would run as a formula has a mark before
// it that makes it words.
func CSV(v any) string {
	s := plain(v)
	if _, isNumber := v.(int); s != "" && !isNumber && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		s = "'" + s
	}
	if strings.ContainsAny(s, "\",;\r\n\t") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// Text is a value as words without control characters, but for ends of lines.
func Text(v any) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, plain(v))
}

// Check looks whether what a template made is of a form, and gives JSON without what no reader needs. The error says
// in which line of it the fault is.
func Check(made []byte, form own.Form) ([]byte, error) {
	switch form {
	case own.FormJSON:
		var out bytes.Buffer
		var syntax *json.SyntaxError
		if err := json.Unmarshal(made, new(json.RawMessage)); errors.As(err, &syntax) {
			at := max(0, min(int(syntax.Offset)-1, len(made)))
			line, _ := site.LineCol(made, at)
			return nil, site.Failure("ما صنعه ليس JSON، من السطر %d فيه: %s", "what it made is no JSON, from its line %d on: %s", line, piece(made, at))
		}
		err := json.Compact(&out, made)
		return out.Bytes(), err
	case own.FormXML:
		decoder := xml.NewDecoder(bytes.NewReader(made))
		elements := 0
		for {
			token, err := decoder.Token()
			switch {
			case errors.Is(err, io.EOF) && elements > 0:
				return made, nil
			case err != nil:
				line, _ := decoder.InputPos()
				return nil, site.Failure("ما صنعه ليس XML، من السطر %d فيه: %s", "what it made is no XML, from its line %d on: %s", line, piece(made, int(decoder.InputOffset())))
			}
			if _, ok := token.(xml.StartElement); ok {
				elements++
			}
		}
	}
	return made, nil
}

// piece is what stands about a place of what a template made.
func piece(made []byte, at int) string {
	const around = 24
	at = min(at, len(made))
	return site.Visible(strings.ToValidUTF8(string(made[max(0, at-around):min(len(made), at+around)]), ""))
}
