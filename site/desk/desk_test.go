package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/manuscript"
)

var (
	zone  = time.FixedZone("", 3*60*60)
	now   = time.Date(2026, 11, 27, 13, 0, 0, 0, zone)
	later = now.AddDate(0, 0, 4)
)

// Each verb writes its keys, and does what it cannot do to no story.
func TestVerbs(t *testing.T) {
	for name, c := range map[string]struct {
		do    Verb
		src   string
		order Order
		want  string // the file, "" where nothing changes, or a piece of the error
	}{
		"a draft of today":     {Publish, "title: أ\ndate: 2026-11-27\ndraft: true\n", Order{}, "title: أ\ndate: 2026-11-27T13:00:00+03:00\n"},
		"a draft of before":    {Publish, "title: أ\ndate: 2026-10-05T08:00:00+03:00\ndraft: true\n", Order{}, "title: أ\ndate: 2026-10-05T08:00:00+03:00\npublishDate: 2026-11-27T13:00:00+03:00\n"},
		"a draft for later":    {Publish, "title: أ\ndate: 2026-11-27\ndraft: true\n", Order{At: later}, "title: أ\ndate: 2026-11-27\npublishDate: 2026-12-01T13:00:00+03:00\n"},
		"a later date":         {Publish, "title: أ\ndate: 2027-01-01\n", Order{}, "title: أ\ndate: 2026-11-27T13:00:00+03:00\n"},
		"no date":              {Publish, "title: أ\ndraft: true\n", Order{At: later}, "title: أ\ndate: 2026-12-01T13:00:00+03:00\n"},
		"two embargoes":        {Publish, "title: أ\nembargo: 2027-01-01\ndate: 2026-10-05\ngo_live: 2027-02-01\n", Order{}, "title: أ\nembargo: 2026-11-27T13:00:00+03:00\ndate: 2026-10-05\n"},
		"a word and a flag":    {Publish, "title: أ\nstatus: In Review\npublished: false\ndate: 2026-10-05\n", Order{}, "title: أ\ndate: 2026-10-05\npublishDate: 2026-11-27T13:00:00+03:00\n"},
		"in the past":          {Publish, "title: أ\ndate: 2026-10-05\ndraft: true\n", Order{At: now.AddDate(0, 0, -2)}, "title: أ\ndate: 2026-10-05\npublishDate: 2026-11-25T13:00:00+03:00\n"},
		"live":                 {Publish, "title: أ\ndate: 2026-10-05\n", Order{}, ""},
		"live, at a time":      {Publish, "title: أ\ndate: 2026-10-05\n", Order{At: later}, "the story is public"},
		"with an error":        {Publish, "title: أ\ndate: x\ndraft: true\n", Order{}, "line 3:7"},
		"without a title":      {Publish, "date: 2026-11-27\ndraft: true\n", Order{}, "no title"},
		"gone by then":         {Publish, "title: أ\ndate: 2026-10-05\nexpiryDate: 2026-11-28\ndraft: true\n", Order{At: later}, "gone by then"},
		"private":              {Publish, "title: أ\ndate: 2026-10-05\nstatus: private\n", Order{}, "line 4:9"},
		"a draft is unready":   {Unpublish, "title: أ\ndraft: true\n", Order{}, ""},
		"live no more":         {Unpublish, "title: أ\ndate: 2026-10-05\ndraft: false\n", Order{}, "title: أ\ndate: 2026-10-05\ndraft: true\n"},
		"withdrawn":            {Withdraw, "title: أ\ndate: 2026-10-05\n", Order{Note: "خطأ: الأرقام"}, "title: أ\ndate: 2026-10-05\nwithdrawn:\n  date: 2026-11-27T13:00:00+03:00\n  reason: \"خطأ: الأرقام\"\n"},
		"no reason":            {Withdraw, "title: أ\ndate: 2026-10-05\nwithdrawn: false\n", Order{}, "title: أ\ndate: 2026-10-05\nwithdrawn: {date: \"2026-11-27T13:00:00+03:00\"}\n"},
		"again":                {Withdraw, "title: أ\ndate: 2026-10-05\nwithdrawn: true\n", Order{}, ""},
		"withdrawn, no title":  {Withdraw, "date: 2026-10-05\n", Order{}, "title"},
		"corrected, no title":  {Correct, "date: 2026-10-05\n", Order{Note: "ج"}, "title"},
		"never public":         {Withdraw, "title: أ\ndate: 2027-10-05\n", Order{}, "not public"},
		"corrected":            {Correct, "title: أ\ndate: 2026-10-05\ncorrection: ب\n", Order{Note: "ج"}, "title: أ\ndate: 2026-10-05\ncorrection: [ب, {date: \"2026-11-27T13:00:00+03:00\", text: \"ج\"}]\n"},
		"nothing to correct":   {Correct, "title: أ\ndate: 2026-10-05\n", Order{Note: " "}, "say what was corrected"},
		"withdrawn, corrected": {Correct, "title: أ\nwithdrawn: ب\n", Order{Note: "ج"}, "is withdrawn"},
		"a form of its own":    {Unpublish, "{title: أ, date: 2026-10-05}\n", Order{}, "by hand"},
	} {
		src := "---\n" + c.src + "---\nنص.\n"
		c.order.Now = now
		done, err := c.do("news/a.md", []byte(src), manuscript.Options{Zone: zone, Lang: "ar"}, c.order)
		switch got := string(done.Next); {
		case err != nil:
			if c.want == "" || !strings.Contains(site.Reason(err).En, c.want) {
				t.Errorf("%s: %v; want %q", name, site.Reason(err).En, c.want)
			}
		case c.want == "" && done.Next != nil || c.want != "" && got != "---\n"+c.want+"---\nنص.\n" || done.Says.En == "" || done.Says.Ar == "":
			t.Errorf("%s: %v\n got %q\nwant %q", name, done.Says, got, c.want)
		}
	}
}

// A static page appears and goes, and has neither dates nor tombstone; what is no story is left alone.
func TestPagesAndOthers(t *testing.T) {
	o := manuscript.Options{Zone: zone, Lang: "ar"}
	done, err := Publish("pages/about.md", []byte("---\ntitle: أ\ndraft: true\n---\n"), o, Order{Now: now})
	if err != nil || string(done.Next) != "---\ntitle: أ\n---\n" {
		t.Errorf("%q, %v", done.Next, err)
	}
	done, err = Publish("pages/about.md", []byte("---\ntitle: أ\ndraft: true\n---\n"), o, Order{Now: now, At: later})
	if err != nil || string(done.Next) != "---\ntitle: أ\npublishDate: 2026-12-01T13:00:00+03:00\n---\n" {
		t.Errorf("%q, %v", done.Next, err)
	}
	for file, verb := range map[string]Verb{"pages/about.md": Withdraw, "pages/us.md": Correct, "news/_index.md": Publish, "authors/a.md": Unpublish, "news/a.jpg": Publish, "drafts/a.md": Publish, "news/_a.md": Publish} {
		if _, err := verb(file, []byte("---\ntitle: أ\ndate: 2026-10-05\n---\n"), o, Order{Now: now, Note: "ب"}); err == nil {
			t.Errorf("%s: nothing refused it", file)
		}
	}
}

// The sections round a story are asked whether they show it.
func TestAbove(t *testing.T) {
	files := map[string]string{"news/a/_index.md": "---\ntitle: أ\n---\n", "news/_index.md": "---\npublishDate: 2026-11-30\n---\n", "sport/_index.md": "---\ndraft: true\n---\n", "old/_index.md": "---\nexpiryDate: 2026-10-01\n---\n"}
	read := func(name string) ([]byte, error) {
		if text, ok := files[name]; ok {
			return []byte(text), nil
		}
		return nil, errors.New("none")
	}
	for file, want := range map[string]string{"news/a/x.md": "appears later", "sport/x/y.md": "is a draft", "old/x.md": "is gone", "culture/x.md": "", "x.md": ""} {
		if says, ok := Above(file, read, manuscript.Options{Zone: zone}, now); ok != (want != "") || !strings.Contains(says.En, want) {
			t.Errorf("%s: %v, %v", file, says, ok)
		}
	}
	if _, ok := Above("news/a/x.md", read, manuscript.Options{Zone: zone}, later); ok {
		t.Error("the section is there by then")
	}
}
