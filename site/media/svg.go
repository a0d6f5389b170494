package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"warraq/site"
)

// largestSVG bounds what is read of a drawing.
const largestSVG = 2 << 20

var (
	errScript   = refusal(site.Say("في ملف SVG برنامج", "the SVG contains a script"))
	errEntities = refusal(site.Say("في ملف SVG تعريفات (DTD) لا تُفتح", "the SVG has definitions (a DTD) that are not followed"))
	errForeign  = refusal(site.Say("في ملف SVG عناصر من صفحة لا من رسم", "the SVG contains elements of a page, not of a drawing"))
	errHeavy    = refusal(site.Say("ملف SVG أكبر من 2 م.ب", "the SVG is larger than 2 MB"))
	errNotSVG   = refusal(site.Say("ليس SVG سليمًا", "not well-formed SVG"))
)

// measureSVG takes width and height, else the viewBox (SVG 2, §8.2).
func measureSVG(r io.Reader) (Size, error) {
	data, err := io.ReadAll(io.LimitReader(r, largestSVG+1))
	switch {
	case err != nil:
		return Size{}, err
	case len(data) > largestSVG:
		return Size{}, errHeavy
	}
	var size Size
	root := false
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && root:
			return size, nil
		case err != nil:
			return Size{}, fmt.Errorf("%w: %w", errNotSVG, err)
		}
		switch t := token.(type) {
		case xml.Directive: // a DTD may give elements handlers that do not stand on them
			if bytes.ContainsRune(t, '[') {
				return Size{}, errEntities
			}
		case xml.ProcInst: // a style sheet may be a program (XSLT)
			if t.Target != "xml" {
				return Size{}, errScript
			}
		}
		e, ok := token.(xml.StartElement)
		switch {
		case !ok:
			continue
		case !root && e.Name.Local != "svg":
			return Size{}, fmt.Errorf("%w: it begins with <%s>", errNotSVG, e.Name.Local)
		case !root:
			root, size = true, svgSize(e)
		}
		switch {
		case isForeign(e.Name.Space):
			return Size{}, errForeign
		case runsCode(e):
			return Size{}, errScript
		}
	}
}

// noteSpaces are of notes on a drawing, which no browser looks at.
var noteSpaces = []string{"http://www.w3.org/1999/02/22-rdf-syntax-ns", "http://purl.org/dc/", "http://creativecommons.org/ns", "http://web.resource.org/cc/"}

// isForeign finds elements that are neither of the drawing nor notes on it: a form
// of XHTML is a form also in a drawing.
func isForeign(space string) bool {
	return space != "" && space != "http://www.w3.org/2000/svg" && !isOfProgram(space) &&
		!slices.ContainsFunc(noteSpaces, func(notes string) bool { return strings.HasPrefix(space, notes) })
}

// runsCode finds scripts, foreign elements, event handlers and addresses of
// scripts, also where an animation would set them (SVG 2, §16 and §19).
func runsCode(e xml.StartElement) bool {
	return elementRuns(e) || slices.ContainsFunc(e.Attr, attributeRuns)
}

func elementRuns(e xml.StartElement) bool {
	switch strings.ToLower(e.Name.Local) {
	case "script", "foreignobject", "iframe", "object", "embed", "handler", "listener":
		return true
	}
	return slices.ContainsFunc(e.Attr, func(a xml.Attr) bool {
		return a.Name.Local == "attributeName" && strings.HasPrefix(strings.ToLower(a.Value), "on")
	})
}

func attributeRuns(a xml.Attr) bool {
	switch name := a.Name.Local; {
	case strings.HasPrefix(strings.ToLower(name), "on"), strings.EqualFold(name, "srcdoc"),
		a.Name.Space == "" && (strings.EqualFold(name, "action") || strings.EqualFold(name, "formaction")):
		return true
	case name == "href" || name == "to" || name == "from" || name == "by" || name == "values":
		value := strings.Map(func(r rune) rune { // browsers drop what is invisible in an address
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, a.Value)
		return strings.Contains(value, "javascript:") || strings.Contains(value, "vbscript:") || strings.Contains(value, "data:text/") || strings.Contains(value, "data:image/svg")
	}
	return false
}

func svgSize(e xml.StartElement) (s Size) {
	var box []string
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "width":
			s.Width = pixels(a.Value)
		case "height":
			s.Height = pixels(a.Value)
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
		}
	}
	switch {
	case s.Width > 0 && s.Height > 0:
		return s
	case len(box) == 4:
		return Size{pixels(box[2]), pixels(box[3])}
	}
	return Size{}
}

// pixels reads a length in pixels; another unit, or more than a page has use
// for, is 0.
func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(f > 0 && f <= maxSide) { // not NaN either
		return 0
	}
	return int(f)
}
