package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
)

// errCleaned is told of a drawing that is published without what is not of a drawing.
var errCleaned = refusal(site.Say("في ملف SVG برنامج أو ما ليس رسمًا", "the SVG holds a script, or what is not of a drawing"))

// programSpaces are where drawing programs keep what only they read: the names of files on
// the disk of the one who drew, the places of windows. Dublin Core and the terms of licences stay.
var programSpaces = []string{
	"http://sodipodi.sourceforge.net/", "http://inkscape.sourceforge.net/", "http://www.inkscape.org/namespaces/", "http://ns.adobe.com/", "adobe:ns:meta/",
	"http://www.bohemiancoding.com/sketch/", "http://www.serif.com/",
}

func isOfProgram(space string) bool {
	return slices.ContainsFunc(programSpaces, func(s string) bool { return strings.HasPrefix(space, s) })
}

// cleanSVG gives a drawing without scripts, handlers, elements of pages, what only drawing programs
// read, and the definitions before it. active says that some of that would have run or shown
// something. A drawing that has nothing of it stays as it is, to the byte. Where something of it
// would be left, or the drawing is not well-formed, there is an error.
func cleanSVG(data []byte) (clean []byte, active bool, err error) {
	if len(data) > largestSVG {
		return nil, false, errHeavy
	}
	bare, active, err := withoutDTD(data)
	if err != nil {
		return nil, false, err
	}
	clean, some, err := drawn(bare)
	if err != nil && len(bare) != len(data) { // it is of what was defined
		err = errEntities
	}
	return clean, active || some, err
}

// drawn gives what of a drawing without definitions is drawn.
func drawn(data []byte) (clean []byte, active bool, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	out := make([]byte, 0, len(data))
	for {
		from := d.InputOffset()
		token, err := d.Token()
		if err = endless(err); err == nil && token == nil {
			_, err = measureSVG(bytes.NewReader(out)) // nothing is left
			return out, active, err
		}
		if err != nil {
			return nil, active, err
		}
		raw := data[from:d.InputOffset()]
		switch t := token.(type) {
		case xml.Comment:
			continue
		case xml.ProcInst:
			if t.Target != "xml" {
				active = active || strings.HasPrefix(t.Target, "xml")
				continue
			}
		case xml.StartElement:
			ofProgram := isOfProgram(t.Name.Space)
			if ofProgram || isForeign(t.Name.Space) || elementRuns(t) {
				active = active || !ofProgram
				if err := d.Skip(); err != nil {
					return nil, active, endless(err)
				}
				continue
			}
			var some bool
			raw, some = withoutAttributes(raw, t.Attr)
			active = active || some
		}
		out = append(out, raw...)
	}
}

// endless is why a drawing ends where it should not: nil where it should.
func endless(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("%w: %w", errNotSVG, err)
}

// withoutAttributes takes out of a start tag the attributes that would run code, and those of
// drawing programs. active says that there were some of the first.
func withoutAttributes(raw []byte, attributes []xml.Attr) (out []byte, active bool) {
	name := bytes.IndexAny(raw, " \t\r\n/>")
	out, rest := slices.Clone(raw[:name]), raw[name:]
	for _, a := range attributes {
		quote := bytes.IndexAny(rest, `"'`)
		end := quote + 2 + bytes.IndexByte(rest[quote+1:], rest[quote])
		switch {
		case attributeRuns(a):
			active = true
		case isOfProgram(a.Name.Space):
		default:
			out = append(out, rest[:end]...)
		}
		rest = rest[end:]
	}
	return append(out, rest...), active
}

// entity is a definition that is no more than a text: the namespaces of Adobe's programs.
var entity = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"'&%<>]*)"|'([^"'&%<>]*)')\s*>`)

// withoutDTD takes out of a drawing the definitions before it, and puts what they define in the
// places of its names. active says that there was more than such texts.
func withoutDTD(data []byte) (out []byte, active bool, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			return nil, false, fmt.Errorf("%w: %w", errNotSVG, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			return data, false, nil
		case xml.Directive:
			if !bytes.ContainsRune(t, '[') {
				continue
			}
			rest := slices.Concat(data[:from], data[d.InputOffset():])
			var pairs []string
			longest := 0
			for _, e := range entity.FindAllSubmatch(t, -1) {
				value := string(e[2]) + string(e[3])
				pairs, longest = append(pairs, "&"+string(e[1])+";", value), max(longest, len(value))
			}
			if len(rest)+longest*bytes.Count(rest, []byte("&")) > largestSVG {
				return nil, false, errEntities
			}
			return []byte(strings.NewReplacer(pairs...).Replace(string(rest))), bytes.Contains(t, []byte("ATTLIST")), nil
		}
	}
}
