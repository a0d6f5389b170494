package press

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
)

// A feed says how large a recording is: a file here is measured, of one elsewhere the front matter
// says it, or it is told that nobody does. A page of another site is no recording.
func TestFeedsSayTheSizeOfRecordings(t *testing.T) {
	for _, c := range []struct {
		name, matter, enclosure string
		told                    bool
	}{
		{"here", "audio: x.mp3", `url="https://example.org/media/news/x.mp3" length="777" type="audio/mpeg"`, false},
		{"here, though it says otherwise", "audio: {src: x.mp3, size: 5}", `url="https://example.org/media/news/x.mp3" length="777" type="audio/mpeg"`, false},
		{"static", "audio: /audio/y.m4a", `url="https://example.org/audio/y.m4a" length="55" type="audio/mp4"`, false},
		{"elsewhere", "audio: {src: 'https://cdn.example/x.mp3?t=1', size: 1234}", `url="https://cdn.example/x.mp3?t=1" length="1234" type="audio/mpeg"`, false},
		{"in Arabic digits", "audio: {src: https://cdn.example/x.mp3, size: ١٢٣٤}", `length="1234"`, false},
		{"with marks", "audio: {src: https://cdn.example/x.mp3, size: '12,345,678'}", `length="12345678"`, false},
		{"unknown", "audio: https://cdn.example/x.mp3", `length="0"`, true},
		{"zero", "audio: {src: https://cdn.example/x.mp3, size: 0}", `length="0"`, true},
		{"a film", "video: https://cdn.example/x.webm", `length="0" type="video/webm"`, true},
		{"empty", "audio: z.mp3", `length="0"`, true},
		{"a page", "video: https://www.youtube.com/watch?v=x", "", false},
		{"missing", "audio: none.mp3", "", false},
	} {
		source := fstest.MapFS{}
		for at, text := range map[string]string{
			"content/edition.yaml": "title: المدار\nbase_url: https://example.org\n", "content/news/x.mp3": strings.Repeat("x", 777), "static/audio/y.m4a": strings.Repeat("y", 55), "content/news/z.mp3": "",
			"content/news/a.md": "---\ntitle: خبر\ndate: 2026-11-20\ntype: audio\n" + c.matter + "\n---\nنص.\n",
		} {
			source[at] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
		}
		s := &shelf{}
		p, _ := s.print(t, quick(source))
		if feed := text(s.old, "index.xml"); !strings.Contains(feed, c.enclosure) || strings.Contains(feed, "<enclosure") != (c.enclosure != "") {
			t.Errorf("%s: want %s in %s", c.name, c.enclosure, feed)
		}
		if told := slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return p.Rule == "media/size" && p.Line == 5 }); told != c.told {
			t.Errorf("%s: told %v, want %v: %v", c.name, told, c.told, p.Problems)
		}
	}
}
