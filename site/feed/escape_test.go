package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

var escapeSeeds = []string{
	"", "خبر عاجل", breakout, "a<b>&\"'\t\r\n", "]]>", "]]]]>>", "]]", "]\x94]>", "\x00\x1f\x7f", "\xff\xfe", "\xd8", "بـ\xd8x", "\xc3(", "\ufffd", "\uffff\ufdd0", "\u2028\u2029", "😀",
}

// xmlMay is what XML 1.0 may hold: production [2], Char, of its second section.
func xmlMay(r rune) bool {
	return r == 0x9 || r == 0xA || r == 0xD || 0x20 <= r && r <= 0xD7FF || 0xE000 <= r && r <= 0xFFFD || 0x10000 <= r && r <= 0x10FFFF
}

func legalXML(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if (r != utf8.RuneError || n > 1) && xmlMay(r) {
			b.WriteRune(r)
		}
		s = s[n:]
	}
	return b.String()
}

// What is legal is escaped byte for byte as encoding/xml does it; what is not
// is left out.
func FuzzXMLText(f *testing.F) {
	for _, s := range escapeSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		if err := xml.EscapeText(&want, []byte(legalXML(s))); err != nil {
			t.Fatal(err)
		}
		if got := string(appendXML(nil, s)); got != want.String() {
			t.Errorf("%q: got %q, encoding/xml writes %q", s, got, want.String())
		}
	})
}

// A body comes out of CDATA as it went in. A reader of XML turns CR LF and CR
// into LF (XML 1.0 §2.11).
func FuzzCDATA(f *testing.F) {
	for _, s := range escapeSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := &markup{}
		m.raw("<a>")
		m.cdata(s)
		m.raw("</a>")
		var got struct {
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal(m.b, &got); err != nil {
			t.Fatalf("%q: %v in %s", s, err, m.b)
		}
		want := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(legalXML(s))
		if got.Text != want {
			t.Errorf("got %q, want %q", got.Text, want)
		}
	})
}

// encoding/json reads from us what it reads from itself, and no byte of it
// means anything to an HTML parser or to JavaScript's lines.
func FuzzJSONText(f *testing.F) {
	for _, s := range escapeSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := &jsonWriter{}
		w.item(s)
		ours := w.b
		if bytes.ContainsAny(ours, "<>&\u2028\u2029") {
			t.Errorf("%q breaks out: %s", s, ours)
		}
		theirs, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got, want string
		if err := json.Unmarshal(ours, &got); err != nil {
			t.Fatalf("%q: %v in %s", s, err, ours)
		}
		if err := json.Unmarshal(theirs, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
