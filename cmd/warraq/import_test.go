package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/site/intake/testdata/judge"
)

// WordPress.com hands out its export packed; it comes in as it is. One that
// would fill the disk does not.
func TestPackedExportIsTakenIn(t *testing.T) {
	item := `<item><title>سفينة</title><content:encoded>وصلت السفينة.</content:encoded><wp:post_name>ship</wp:post_name><wp:status>publish</wp:status></item>`
	export := `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>` + item + `</channel></rss>`
	room := t.TempDir()
	take := func(name, text string) (int, string) {
		archive := filepath.Join(room, name)
		if err := os.WriteFile(archive, judge.Zip(t, "paper.2024-09-14.000.xml", text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, talk bytes.Buffer
		code := run(t.Context(), []string{"import", "--lang", "en", "--source", filepath.Join(room, "paper"), archive}, strings.NewReader(""), &out, &talk)
		return code, out.String() + talk.String()
	}
	if code, said := take("export.zip", export); code != exitFine || !strings.Contains(said, "taken: section 1, story 1") {
		t.Errorf("status %d: %s", code, said)
	}
	if _, err := os.Stat(filepath.Join(room, "paper/content/news/ship.md")); err != nil {
		t.Error(err)
	}
	if code, said := take("bomb.zip", export+strings.Repeat(" ", 8<<20)); code != exitMisuse || !strings.Contains(said, "swells beyond reason") {
		t.Errorf("status %d: %s", code, said)
	}
}
