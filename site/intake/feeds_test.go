package intake

import (
	"testing"
	"testing/fstest"
	"time"
)

// Dates of feeds as they are found: RFC 822's zones by their names (5.1), a comma without a
// space, a month in full. A zone of another name is UTC (RFC 2822, 4.3).
func TestDatesOfFeedsAsTheyAreFound(t *testing.T) {
	for text, want := range map[string]string{
		"Mon, 26 Jan 2004 16:31:00 EST":      "2004-01-26T21:31:00Z",
		"Mon, 26 Jul 2004 16:31:00 EDT":      "2004-07-26T20:31:00Z",
		"Mon, 26 Jan 2004 16:31:00 CST":      "2004-01-26T22:31:00Z",
		"Mon, 26 Jul 2004 16:31:00 MDT":      "2004-07-26T22:31:00Z",
		"Mon, 26 Jul 2004 16:31:00 PDT":      "2004-07-26T23:31:00Z",
		"Thu,01 Jan 2004 19:48:21 GMT":       "2004-01-01T19:48:21Z",
		"Mon, 26 January 2004 16:31:00 EST":  "2004-01-26T21:31:00Z",
		"Mon,  26 Jan  2004 16:31:00  +0300": "2004-01-26T13:31:00Z",
		"Mon, 26 Jan 2004 16:31:00 XYZ":      "2004-01-26T16:31:00Z",
	} {
		if got := ParseTime(text).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// A file is the source's own where its host, a name below it or WordPress's copy of it has
// it; an editor is told of those that still come from there.
func TestFilesThatStillComeFromTheOldSite(t *testing.T) {
	i := NewImport(importOptions(), nil)
	i.AddHost("https://paper.example")
	i.AddHost("https://blog.wordpress.com")
	for address, want := range map[string]bool{
		"https://paper.example/a.jpg": true, "https://cdn.paper.example/a.jpg": true, "https://blog.files.wordpress.com/2024/a.jpg": true,
		"https://notpaper.example/a.jpg": false, "https://other.files.wordpress.com/a.jpg": false, "/a.jpg": false, "https://x y/": false,
	} {
		if i.IsOwn(address) != want {
			t.Errorf("%s is the source's own: %v", address, !want)
		}
	}
	for _, media := range []fstest.MapFS{nil, {"other.jpg": {}}} {
		var piece Piece
		if media != nil {
			i.Options.Media = media
		}
		lead := i.Addresses(&piece)
		for _, address := range []string{"https://cdn.paper.example/a.jpg", "https://cdn.paper.example/b.jpg", "https://i2.wp.com/paper.example/c.jpg?w=300", "https://z.example/d.jpg"} {
			lead(address)
		}
		if len(piece.Notes) != 2 || piece.Notes[0].Kind != ToDo || piece.Notes[0].Text != "cdn.paper.example (2)" || piece.Notes[1].Files[0] != "https://paper.example/c.jpg" {
			t.Errorf("the editor is told %+v", piece.Notes)
		}
	}
}
