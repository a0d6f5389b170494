// Package media knows pixels: what a picture measures, and later its smaller
// copies and the social cards.
package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // its header
	_ "image/jpeg" // its header
	_ "image/png"  // its header
	"io"
	"strconv"
	"strings"

	_ "golang.org/x/image/webp" // its header
)

// Size is what a picture measures, in pixels.
type Size struct{ Width, Height int }

// maxSide bounds what a header may claim; a page has no use for more.
const maxSide = 30000

var (
	errTooLarge = errors.New("the picture claims to be larger than 30,000 pixels a side")
	errScript   = errors.New("the SVG holds a script")
)

// Measure reads a picture's header. An SVG is read whole and refused if it
// could run code.
func Measure(name string, r io.Reader) (Size, error) {
	if strings.HasSuffix(strings.ToLower(name), ".svg") {
		return measureSVG(r)
	}
	c, _, err := image.DecodeConfig(r)
	if err != nil {
		return Size{}, fmt.Errorf("not a picture that browsers show: %w", err)
	}
	if c.Width > maxSide || c.Height > maxSide {
		return Size{}, errTooLarge
	}
	return Size{c.Width, c.Height}, nil
}

// measureSVG takes width and height, else the viewBox (SVG 2, §8.2).
func measureSVG(r io.Reader) (Size, error) {
	data, err := io.ReadAll(io.LimitReader(r, 2<<20))
	if err != nil {
		return Size{}, err
	}
	var size Size
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return Size{}, fmt.Errorf("not well-formed SVG: %w", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if runsCode(e) {
			return Size{}, errScript
		}
		if e.Name.Local == "svg" && size == (Size{}) {
			size = svgSize(e)
		}
	}
}

func runsCode(e xml.StartElement) bool {
	if e.Name.Local == "script" || e.Name.Local == "foreignObject" {
		return true
	}
	for _, a := range e.Attr {
		value := strings.ToLower(strings.TrimSpace(a.Value))
		if strings.HasPrefix(a.Name.Local, "on") || strings.HasPrefix(value, "javascript:") {
			return true
		}
	}
	return false
}

func svgSize(e xml.StartElement) (s Size) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "width":
			s.Width = pixels(a.Value)
		case "height":
			s.Height = pixels(a.Value)
		}
	}
	if s.Width > 0 && s.Height > 0 {
		return s
	}
	for _, a := range e.Attr {
		if f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' }); a.Name.Local == "viewBox" && len(f) == 4 {
			return Size{pixels(f[2]), pixels(f[3])}
		}
	}
	return Size{}
}

func pixels(s string) int {
	f, _ := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	return int(f)
}
