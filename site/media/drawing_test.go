package media

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// A drawing loses what would run, what shows something of a page, and what only drawing programs
// read; all else of it stays to the byte. What cannot be cleaned is refused, cheaply.
func TestCleaningADrawing(t *testing.T) {
	const head, ns = `<?xml version="1.0" encoding="utf-8"?>`, ` xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`
	for _, c := range []struct {
		name, drawing, want string
		active              bool
		err                 error
	}{
		{"nothing to clean", head + "\n<svg" + ns + " width='4'\theight=\"3\">\n<style><![CDATA[a > b {}]]></style><text>&lt; ورّاق &#1575;</text></svg>\n", "", false, nil},
		{"a script", `<svg` + ns + `><script type="x"><![CDATA[alert(1)]]></script><path d="M0 0"/></svg>`, `<svg` + ns + `><path d="M0 0"/></svg>`, true, nil},
		{"handlers", `<svg` + ns + ` onload = 'a("b>")' width="4"><rect onclick="x" fill="#fff" /></svg>`, `<svg` + ns + ` width="4"><rect fill="#fff" /></svg>`, true, nil},
		{"an address of a script", `<svg` + ns + `><a xlink:href="java&#10;script:x" id="a"><text>b</text></a></svg>`, `<svg` + ns + `><a id="a"><text>b</text></a></svg>`, true, nil},
		{"a handler that an animation sets", `<svg` + ns + `><g><set attributeName="onclick" to="x"/></g></svg>`, `<svg` + ns + `><g></g></svg>`, true, nil},
		{"a page within", `<svg` + ns + `><switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a<svg/></p></foreignObject><g/></switch></svg>`, `<svg` + ns + `><switch><g/></switch></svg>`, true, nil},
		{"a style sheet of its own", `<?xml-stylesheet href="x.xsl"?><svg` + ns + `/>`, `<svg` + ns + `/>`, true, nil},
		{"as Inkscape writes it", `<svg` + ns + ` xmlns:i="http://www.inkscape.org/namespaces/inkscape" xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" s:docname="سري.svg" width="4"><!-- 1 --><s:namedview><i:grid/></s:namedview><path i:connector="0" d="M0 0"/></svg>`, `<svg` + ns + ` xmlns:i="http://www.inkscape.org/namespaces/inkscape" xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="4"><path d="M0 0"/></svg>`, false, nil},
		{"the terms of its licence", `<svg` + ns + `><metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><c:Work xmlns:c="http://creativecommons.org/ns#"/></r:RDF></metadata></svg>`, "", false, nil},
		{"as Illustrator writes it", head + `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [ <!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY ns_ai 'http://ns.adobe.com/AdobeIllustrator/10.0/'> ]><svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" i:x="1" width="4"><i:pgf>a</i:pgf></svg>`, head + `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/" width="4"></svg>`, false, nil},
		{"a handler of a definition", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg/>`, `<svg/>`, true, nil},
		{"a script of a definition", `<!DOCTYPE svg [<!ENTITY x "<script>1</script>">]><svg>&x;</svg>`, "", false, errEntities},
		{"a bomb", `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>`, "", false, errEntities},
		{"a flat bomb", `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("a", 1<<20) + `">]><svg>` + strings.Repeat("&a;", 1<<10) + `</svg>`, "", false, errEntities},
		{"a bomb in attributes", `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("a", 1<<10) + `">]><svg><g id="` + strings.Repeat("&a;", 1<<12) + `"/></svg>`, "", false, errEntities},
		{"two definitions", `<!DOCTYPE svg [<!ENTITY a "b">]><!DOCTYPE svg [<!ENTITY b "c">]><svg/>`, "", false, errEntities},
		{"no drawing", `<html><svg/></html>`, "", false, errNotSVG},
		{"cut off", `<svg onload="x"><g>`, "", false, errNotSVG},
		{"cut off in what is left out", `<svg><script>x`, "", false, errNotSVG},
		{"too heavy", `<svg onload="x">` + strings.Repeat("<g/>", 1<<20) + `</svg>`, "", false, errHeavy},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.want == "" {
				c.want = c.drawing
			}
			clean, active, err := cleanSVG([]byte(c.drawing))
			switch {
			case c.err != nil:
				if !errors.Is(err, c.err) {
					t.Errorf("gives %.200q, %v, want %v", clean, err, c.err)
				}
				return
			case err != nil || string(clean) != c.want || active != c.active:
				t.Errorf("gives\n%s, %t, %v, want\n%s, %t", clean, active, err, c.want, c.active)
			}
			if again, active, err := cleanSVG(clean); err != nil || active || !bytes.Equal(again, clean) {
				t.Errorf("cleaned again: %s, %t, %v", again, active, err)
			}
		})
	}
}

func FuzzCleaningADrawing(f *testing.F) {
	for _, seed := range []string{
		`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY n "http://www.w3.org/2000/svg">]><svg xmlns="&n;" onload='a' width = "4"><script/><a href="javascript:1" xlink:href='b'><!-- c --></a></svg>`,
		`<svg xmlns:s="http://ns.adobe.com/x/" s:a="1"><s:b><![CDATA[<script>]]></s:b><?xml-stylesheet?><set attributeName="onclick"/><text>&lt;&#60;</text></svg>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		clean, _, err := cleanSVG(data)
		if err != nil {
			return
		}
		if _, err := measureSVG(bytes.NewReader(clean)); err != nil {
			t.Errorf("%q becomes %q, which is refused: %v", data, clean, err)
		}
		if again, active, err := cleanSVG(clean); err != nil || active || !bytes.Equal(again, clean) {
			t.Errorf("%q becomes %q, and then %q, %t, %v", data, clean, again, active, err)
		}
	})
}
