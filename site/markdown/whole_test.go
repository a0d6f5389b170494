package markdown

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site"
)

// story has most of what a body may hold.
const story = `مقدمة **مهمة** عن [السد](dam.md) و[الصورة](map.pdf).

## أول {#first}

> [!ملاحظة]
> اقرأ [أعلاه](#first).

![سد](dam.jpg "السد (رويترز)")

- بند
- بند "آخر"[^1]

<div class="box">

نص في <kbd>صندوق</kbd>

</div>

| أ | ب |
|---|---|
| 1 | 2 |

[^1]: حاشية

(رويترز، قنا)
`

// Line ends and the mark of Windows change nothing but where things stand.
func TestWindows(t *testing.T) {
	o := testBody
	o.Spans = true
	unix, _ := Render([]byte(story), 0, o)
	windows, _ := Render([]byte(strings.ReplaceAll(story, "\n", "\r\n")), 0, o)
	if !bytes.Equal(unix.HTML, windows.HTML) || !reflect.DeepEqual(unix.Refs, windows.Refs) || !reflect.DeepEqual(unix.Headings, windows.Headings) {
		t.Errorf("with CRLF the page is\n%s\nwith LF\n%s", windows.HTML, unix.HTML)
	}
	if len(unix.Spans) != len(windows.Spans) {
		t.Fatalf("%d spans with LF, %d with CRLF", len(unix.Spans), len(windows.Spans))
	}
	crlf := strings.ReplaceAll(story, "\n", "\r\n")
	for i, s := range windows.Spans {
		u := unix.Spans[i]
		if got := strings.ReplaceAll(crlf[s.From:s.To], "\r\n", "\n"); got != story[u.From:u.To] || s.Kind != u.Kind || s.Key != u.Key {
			t.Errorf("span %d is %q, want %q", i, got, story[u.From:u.To])
		}
	}
}

// Where a body begins in its file moves lines and spans, and nothing else.
func TestStart(t *testing.T) {
	o := testBody
	o.Spans = true
	const head = "---\ntitle: x\n---\n"
	alone, _ := Render([]byte(story), 0, o)
	below, _ := Render([]byte(head+story), len(head), o)
	if !bytes.Equal(alone.HTML, below.HTML) {
		t.Error("the page differs")
	}
	for i, r := range below.Refs {
		if r.Line != alone.Refs[i].Line+3 || r.Col != alone.Refs[i].Col {
			t.Errorf("%+v, want it three lines below %+v", r, alone.Refs[i])
		}
	}
	for i, s := range below.Spans {
		if s.From != alone.Spans[i].From+len(head) || s.To != alone.Spans[i].To+len(head) {
			t.Errorf("span %d: %v, alone %v", i, s, alone.Spans[i])
		}
	}
	if b, _ := Render([]byte(head), 99, o); len(b.HTML)+len(b.Spans) != 0 {
		t.Errorf("a body behind its file's end: %+v", b)
	}
}

// What is not asked for costs nothing, and changes nothing else.
func TestOptions(t *testing.T) {
	full, problems := Render([]byte(story), 0, testBody)
	if len(full.Spans)+len(full.Anchors)+len(full.Local)+len(full.Lead) != 0 || len(problems) != 0 || len(full.Credits) != 2 || full.Words < 20 {
		t.Errorf("%+v, %v", full, problems)
	}
	o := testBody
	o.Spans, o.Bare = true, true
	bare, _ := Render([]byte(story), 0, o)
	if bare.HTML != nil || bare.Words != 0 {
		t.Errorf("a bare body has HTML of %d bytes and %d words", len(bare.HTML), bare.Words)
	}
	if !reflect.DeepEqual(bare.Refs, full.Refs) || !reflect.DeepEqual(bare.Headings, full.Headings) || !reflect.DeepEqual(bare.Credits, full.Credits) {
		t.Errorf("bare %+v\nfull %+v", bare, full)
	}
	if len(bare.Local) != 1 || bare.Local[0].Target != "#first" {
		t.Error(bare.Local)
	}
}

// Every id of a page is there once, and every link within the page finds one.
func TestIdsOfAPage(t *testing.T) {
	o := testBody
	o.Spans = true
	src := story + "\n## أول\n\n## أول {#first}\n\n<p id=\"first\">أ</p>\n\n<h3 id='x y'>ب</h3>\n\nج\n{#first}\n"
	b, _ := Render([]byte(src), 0, o)
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllSubmatch(b.HTML, -1) {
		id := string(m[1])
		if seen[id] {
			t.Errorf("the id %s is there twice", id)
		}
		seen[id] = true
	}
	for _, id := range b.Anchors {
		if !seen[id] {
			t.Errorf("there is no %s in the page", id)
		}
		delete(seen, id)
	}
	if len(seen) > 0 {
		t.Errorf("a link could lead to %v, which are no anchors", seen)
	}
	for _, m := range regexp.MustCompile(` href="#([^"]+)"`).FindAllSubmatch(b.HTML, -1) {
		if !strings.Contains(string(b.HTML), ` id="`+string(m[1])+`"`) {
			t.Errorf("the link to #%s finds nothing", m[1])
		}
	}
}

// However deep a body nests, a browser's parser must reach the bottom: it gives up
// at 512 elements (HTML's tree construction in Chromium).
func TestDepth(t *testing.T) {
	for _, unit := range []string{"> ", "- ", "<div>", "<b>", "*"} {
		src := strings.Repeat(unit, 600) + "كلمة"
		if unit == "*" {
			src = strings.Repeat("*a **b ", 300) + "كلمة" + strings.Repeat("** *", 300)
		}
		out, _, _ := render(t, src, testBody)
		depth, most := 0, 0
		for _, m := range regexp.MustCompile(`<(/?)[a-z]`).FindAllStringSubmatch(out, -1) {
			if m[1] == "" {
				depth++
			} else {
				depth--
			}
			most = max(most, depth)
		}
		if depth != 0 || most > 200 || !strings.Contains(out, "كلمة") {
			t.Errorf("%q: %d elements deep, %d left open", unit, most, depth)
		}
	}
}

// A live story keeps what stands before its entries, puts pinned ones first and
// footnotes last, and gives each entry an id of its own.
func TestLiveStory(t *testing.T) {
	o := testBody
	o.Live, o.Start = true, time.Date(2026, 11, 21, 8, 0, 0, 0, beirut)
	out, b, _ := render(t, "مقدمة\n\n## 09:00 أ\n\nنص[^1]\n\n### فرع\n\n## 09:00 ب {.pinned}\n\n## 10:00 ج {#own}\n\n## خاتمة\n\n[^1]: ح\n", o)
	var ids []string
	for _, e := range b.Entries {
		ids = append(ids, fmt.Sprint(e.ID, " ", e.Title, " ", e.Pinned))
	}
	if got := strings.Join(ids, ", "); got != "at-1121-0900 ب true, own ج false, at-1121-0900-2 أ false" {
		t.Error(got)
	}
	order := []string{"<p>مقدمة</p>", "entry pinned", `id="own"`, "خاتمة", "فرع", "</section>", `class="footnotes"`}
	at := 0
	for _, part := range order {
		i := strings.Index(out[at:], part)
		if i < 0 {
			t.Fatalf("%s does not follow in\n%s", part, out)
		}
		at += i
	}
	if out, b, _ := render(t, "## بلا وقت\n", o); len(b.Entries) != 0 || out != `<h2 id="بلا-وقت">بلا وقت</h2>` {
		t.Errorf("a live story without entries: %s", out)
	}
}

// Bodies are rendered on all cores at once, with buffers that are used again.
func TestManyAtOnce(t *testing.T) {
	want, _ := Render([]byte(story), 0, testBody)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for range 20 {
				if _, problems := Render([]byte(strings.Repeat("[أ](b.md) ", i*7)), 0, testBody); len(problems) > 0 {
					t.Error(problems)
				}
				if got, _ := Render([]byte(story), 0, testBody); !bytes.Equal(got.HTML, want.HTML) || !reflect.DeepEqual(got.Refs, want.Refs) {
					t.Error("the page changed")
				}
			}
		})
	}
	wait.Wait()
	if want.Refs[0] != (site.Ref{Kind: site.RefLink, Target: "dam.md", Line: 1, Col: 19}) {
		t.Error(want.Refs[0])
	}
}

// What stands in HTML or between its quotation marks cannot end either.
func TestEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"أ < ب & ج > \"د\"": "أ &lt; ب &amp; ج &gt; &quot;د&quot;",
		"a\x00b\x1fc\x7fd":  "abcd",
		"a\u0085b\u00a0c":   "ab\u00a0c",
		"a\n\tb":            "a\n\tb",
		"\xc2":              "\xc2",
	} {
		if got := string(appendEscaped([]byte("x"), in)); got != "x"+want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
