package press

import (
	"bytes"
	"testing"
	"time"
)

// An entry of live coverage that is dated later shows nowhere before its time: not on the
// story, its light twin and the file that pages poll, not on the front page, in feeds, in
// linked data or in the search index. Then it comes, and the build before said when.
func TestAnEntryOfALaterTimeShowsNowhereBeforeIt(t *testing.T) {
	in := input(newsroom("-- content/edition.yaml --\ntitle: المدار\nbase_url: https://example.org\ntime_zone: Asia/Beirut\nunsafe_html: true\nfeeds: {full_text: true, llms: true}\n" +
		"-- content/politics/live.md --\n---\ntitle: تغطية\ndate: 2026-11-23 08:00\ntype: live\n---\n" +
		"## 13:00 زرافة أولى {#a&b}\n\nزرافة في النص الأول\n\n<section>\n\nزرافة داخلية\n\n</section>\n\nزرافة أخيرة\n\n## 09:30 خبر قديم\n\nمطر غزير\n\n" +
		"## 24 نوفمبر 2026 07:00 زرافة ثانية {.pinned}\n\nزرافة في النص الثاني\n"))
	beirut := time.FixedZone("", 2*3600)
	word := []byte("زرافة")
	s := &shelf{}
	for _, at := range []struct {
		now, due time.Time
		shown    int // of the entries that wait
	}{
		{time.Date(2026, 11, 23, 12, 59, 59, 0, beirut), time.Date(2026, 11, 23, 13, 0, 0, 0, beirut), 0},
		{time.Date(2026, 11, 23, 13, 0, 0, 0, beirut), time.Date(2026, 11, 24, 0, 0, 0, 0, beirut), 1},
		{time.Date(2026, 11, 24, 7, 0, 0, 0, beirut), time.Time{}, 2},
	} {
		in.Clock.Now = at.now
		p, _ := s.print(t, in)
		if !at.due.IsZero() && !p.Edition.NextDue.Equal(at.due) {
			t.Errorf("at %s the next build is due at %s", at.now, p.Edition.NextDue)
		}
		found := 0
		for name, data := range s.old {
			if bytes.Contains(data, word) {
				if found++; at.shown == 0 {
					t.Errorf("%s says what is to be said later", name)
				}
			}
		}
		const story = "politics/2026/11/live/"
		page, light, poll, front, feed := s.old[story+"index.html"], s.old["lite/"+story+"index.html"], s.old[story+"live.json"], s.old["index.html"], s.old["index.xml"]
		if !bytes.Contains(page, []byte("مطر غزير")) || !bytes.Contains(light, []byte("مطر غزير")) {
			t.Errorf("at %s the story does not say what is known", at.now)
		}
		for name, data := range map[string][]byte{"the page": page, "its light twin": light, "the file that pages poll": poll, "the front page": front, "the feed": feed} {
			first, second := bytes.Contains(data, []byte("زرافة أولى")), bytes.Contains(data, []byte("زرافة ثانية"))
			if first != (at.shown > 0) || second != (at.shown > 1) {
				t.Errorf("at %s %s has the first: %v, the second: %v", at.now, name, first, second)
			}
		}
	}
	in.Clock.Now, in.Clock.Future = time.Date(2026, 11, 23, 12, 0, 0, 0, beirut), true
	if s.print(t, in); !bytes.Contains(s.old["politics/2026/11/live/index.html"], word) {
		t.Error("a preview of what is to come does not show the entry")
	}
}
