package exports

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"warraq/site/intake"
	"warraq/site/intake/testdata/judge"
)

// oneItem is an export of WordPress with one story, which also holds more.
func oneItem(more string) string {
	return `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>` +
		`<item><title>سفينة</title><wp:status>publish</wp:status><wp:post_id>1</wp:post_id>` + more + `</item></channel></rss>`
}

func oneText(html string) string {
	return oneItem("<content:encoded><![CDATA[" + html + "]]></content:encoded>")
}

func counted(n int, form string) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, form, i)
	}
	return out.String()
}

// readOne reads an export of one story.
func readOne(t *testing.T, data string) (story intake.Piece, tally *intake.Tally) {
	t.Helper()
	in := judge.Source{Files: fstest.MapFS{"export.xml": {Data: []byte(data)}}}
	tally, err := read(in, func(p intake.Piece) error {
		if p.Kind == intake.Story {
			story = p
		}
		return nil
	})
	if err != nil || story.Path == "" {
		t.Fatalf("no story: %v", err)
	}
	return story, tally
}

// The work of an import grows with its source, not with the square of it: with that,
// each of these takes minutes.
func TestHostileExportsAreReadInTime(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"pieces of text": {oneItem("<content:encoded>" + strings.Repeat("<![CDATA[a]]>", 1_000_000) + "</content:encoded>"), ""},
		"elements":       {oneItem(strings.Repeat("<a/>", 200_000)), ""},
		"tags":           {oneItem(counted(100_000, `<category domain="post_tag">t%d</category>`)), "sections and tags beyond"},
		"own terms":      {oneItem(counted(100_000, `<category domain="own">t%d</category>`)), "sections and tags beyond"},
		"fields":         {oneItem(counted(20_000, `<wp:postmeta><wp:meta_key>k%d</wp:meta_key><wp:meta_value>v</wp:meta_value></wp:postmeta>`)), "fields beyond"},
		"open codes":     {oneText(strings.Repeat("[caption]", 100_000)), ""},
		"open boxes":     {oneText(strings.Repeat("[vc_row]", 100_000) + "[/vc_row]"), ""},
		"brackets":       {oneText(strings.Repeat("[", 100_000)), "its words alone are kept"},
		"paragraphs":     {oneText(strings.Repeat("a\n\n", 100_000)), "its words alone are kept"},
		"deep boxes":     {oneText(strings.Repeat("<div>", 100_000) + "x"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if story, _ := readOne(t, c.data); !strings.Contains(fmt.Sprint(story.Notes), c.want) {
				t.Errorf("an editor is told %.300v, want %q", story.Notes, c.want)
			}
		})
	}
}

// Bytes that are not of the encoding that the source names are told.
func TestWrongEncodingsAreTold(t *testing.T) {
	const head = `<?xml version="1.0" encoding="%s"?>`
	plain := oneText("<p>وصلت السفينة إلى الميناء</p>")
	old, err := charmap.Windows1256.NewEncoder().String(plain)
	wide, err2 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(fmt.Sprintf(head, "UTF-16") + plain)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for name, c := range map[string]struct{ data, told string }{
		"UTF-8":                    {plain, ""},
		"Windows-1256":             {fmt.Sprintf(head, "windows-1256") + old, ""},
		"Windows-1256, said UTF-8": {fmt.Sprintf(head, "UTF-8") + old, "Windows-1256"},
		"Windows-1256, of no name": {old, "Windows-1256"},
		"UTF-8, said Windows-1256": {fmt.Sprintf(head, "windows-1256") + plain, "is UTF-8"},
		"UTF-8, said UTF-16":       {fmt.Sprintf(head, "UTF-16") + plain, ""},
		"UTF-16":                   {wide, ""},
		"UTF-16 without its mark":  {strings.TrimPrefix(wide, "\xff\xfe"), ""},
	} {
		story, tally := readOne(t, c.data)
		if story.Body != "وصلت السفينة إلى الميناء" || !strings.Contains(fmt.Sprint(tally.Notes), c.told) || c.told == "" && len(tally.Notes) > 0 {
			t.Errorf("%s: %q, told %v, want %q", name, story.Body, tally.Notes, c.told)
		}
	}
	story, _ := readOne(t, strings.Replace(plain, "الميناء", "المي\xffناء", 1))
	if !strings.Contains(fmt.Sprint(story.Notes), "damaged in the source") {
		t.Errorf("a damaged letter: %v", story.Notes)
	}
}
