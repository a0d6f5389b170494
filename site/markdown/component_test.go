package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"warraq/site/own"
)

// Marks stand where a component begins and ends: among blocks, and within words. What does not end is a
// component without a body, and no sign is ever shown.
func TestComponents(t *testing.T) {
	o := testBody
	o.Components = []string{"result", "box", "نتيجة"}
	mark := strings.NewReplacer(string(own.MarkOpen), "{", string(own.MarkClose), "}")
	for _, c := range []struct{ md, want, components, problems string }{
		{"{{< result id=\"cairo\" >}}", "{0}{/0}", "result id=cairo", ""},
		{"أ\n{{< result 1 \"1\" n=2 >}}\nب", "<p>أ</p>{0}{/0}<p>ب</p>", "result n=2 1 \"1\"", ""},
		{"{{< box >}}\n**أ**\n\nب\n{{< /box >}}", "{0}<p><strong>أ</strong></p><p>ب</p>{/0}", "box", ""},
		{"{{% box %}}\n- أ\n\n{{% /box %}}\nب", "{0}<ul><li>أ</li></ul>{/0}<p>ب</p>", "box", ""},
		{"أ {{< box >}}ب{{< / box >}} ج {{< result />}}", "<p>أ {0}ب{/0} ج {1}{/1}</p>", "box; result", ""},
		{"{{< box >}}أ *ب*{{< /box >}}", "{0}أ <em>ب</em>{/0}", "box", ""},
		{"{{< box >}}\n{{< box >}}\nأ\n{{< /box >}}\n{{< result >}}\n{{< /box >}}", "{0}{1}<p>أ</p>{/1}{2}{/2}{/0}", "box; box; result", ""},
		{"{{< box >}}\n{{< result >}}\nأ\n{{< /box >}}\n", "{0}{1}{/1}<p>أ</p>{/0}", "box; result", ""},
		{"{{< result\n  id=\"x\"\n  on=true >}}", "{0}{/0}", "result id=x on=true", ""},
		{"{{< نتيجة المدينة=\"بيروت\" >}}", "{0}{/0}", "نتيجة المدينة=بيروت", ""},
		{"- {{< box >}}\n\n  أ\n\n  {{< /box >}}\n", "<ul><li>{0}<p>أ</p>{/0}</li></ul>", "box", ""},
		{"> {{< box >}}\n> أ\n\n{{< /box >}}", "<blockquote>{0}{/0}<p>أ</p></blockquote>", "box", "body/component 4:1"},
		{"{{< box >}}\n<div>\nأ\n</div>\n\n<section>\n\nب\n\n{{< /box >}}\n\nج", "{0}<div> أ </div><section><p>ب</p></section>{/0}<p>ج</p>", "box", ""},
		{"<div>\n{{< box >}}\n</div>", "<div></div>", "", "body/shortcode 2:1"},
		{"`{{< box >}}` و\n\n    {{< box >}}\n", "", "", ""},
		{"{{< bx >}}", "", "", "body/shortcode 1:1"},
		{"{{< boxx >}}", "", "", "body/shortcode 1:1"},
		{"{{< box", "<p> box</p>", "", "body/shortcode 1:1"},
		{"&#4;0&#5; أ", "<p>0 أ</p>", "", ""},
		{"{{< youtube jNQXAC9IVRw >}}{{< result >}}", "", "result", ""},
		{strings.Repeat("{{< result >}}\n", 501), "", strings.Repeat("result; ", 499) + "result", "body/too-much 501:1"},
	} {
		body, problems := Render([]byte(c.md), 0, o)
		html := strings.ReplaceAll(mark.Replace(string(body.HTML)), "\n", "")
		var components, rules []string
		for _, x := range body.Components {
			s := x.Name
			for _, f := range x.Args {
				s += fmt.Sprint(" ", f.Name, "=", f.Value.Any())
			}
			for _, v := range x.Rest {
				if s += fmt.Sprint(" ", v.Any()); v.Kind == own.Text {
					s = strings.TrimSuffix(s, v.Text) + fmt.Sprintf("%q", v.Text)
				}
			}
			components = append(components, s)
		}
		for _, p := range problems {
			rules = append(rules, fmt.Sprintf("%s %d:%d", p.Rule, p.Line, p.Col))
		}
		if c.want != "" && html != c.want || strings.Join(components, "; ") != c.components || strings.Join(rules, ", ") != c.problems {
			t.Errorf("%.80q\n got %q, %q, %q\nwant %q, %q, %q", c.md, html, components, rules, c.want, c.components, c.problems)
		}
		if c.want == "" && strings.Contains(html, "<p>{{<") {
			t.Errorf("%.80q: a sign is shown: %q", c.md, html)
		}
	}
	if _, problems := Render([]byte("{{< reslt >}}\n\n<b>{{< box >}}</b>\n\n<div>{{< box >}}</div>"), 0, o); len(problems) != 2 || !strings.Contains(problems[0].Hint.En, "did you mean result?") || !strings.Contains(problems[1].Hint.En, "outside of HTML") {
		t.Errorf("%+v", problems)
	}
	o.Lead = true
	body, _ := Render([]byte("{{< box >}}\nفي الصندوق\n{{< /box >}}\n\nأول القصة"), 0, o)
	if body.Lead != "أول القصة" {
		t.Errorf("the first paragraph is %q", body.Lead)
	}
}

// No component goes from one entry of a live story into another.
func TestComponentsOfALiveStory(t *testing.T) {
	o := testBody
	o.Components, o.Live = []string{"box"}, true
	body, _ := Render([]byte("## 10:00 أ\n\n{{< box >}}\n\nب\n\n## 11:00 ج\n\n{{< /box >}}\n\n{{< box >}}\nد\n{{< /box >}}\n"), 0, o)
	for section := range strings.SplitSeq(string(body.HTML), "<section") {
		if strings.Count(section, string(own.MarkOpen))%2 != 0 {
			t.Errorf("a component is cut: %q", section)
		}
	}
	if len(body.Components) != 2 {
		t.Error(body.Components)
	}
}

// FuzzComponents: whatever is written, each component begins once, and none overlaps another.
func FuzzComponents(f *testing.F) {
	for _, md := range []string{
		"{{< box >}}\nأ\n{{< /box >}}", "أ {{< box >}}ب{{< /box >}}", "- {{< box >}}\n\n> {{< /box >}}", "[{{< box >}}](a) ![{{< box >}}x{{< /box >}}](a.png)", "| {{< box >}} | {{< /box >}} |\n|---|---|\n| a | b |",
		"## {{< box >}} أ {{< /box >}}\n\n[^1]\n\n[^1]: {{< box >}}\n", "<div>\n\n{{< box >}}\n\n</div>\n\n{{< /box >}}", "<script>\n\n{{< box >}}</script>{{< /box >}}", "**{{< box >}}** {{< /box >}}", "{{< box\n>}}\n{{< /box >}}", "{{< / box >}}{{< box / >}}",
		"## 10:00 أ\n{{< box >}}\n## 11:00 ب\n{{< /box >}}", "&#4;0&#5;", "    {{< box >}}\n```\n{{< /box >}}\n```",
	} {
		f.Add(md, true)
		f.Add(md, false)
	}
	f.Fuzz(func(t *testing.T, md string, odd bool) {
		if !utf8.ValidString(md) {
			t.Skip("such a file is refused")
		}
		o := testBody
		o.Components, o.Live, o.UnsafeHTML, o.Spans = []string{"box"}, odd, !odd, odd
		body, _ := Render([]byte(md), 0, o)
		var open []string
		begun := 0
		rest := string(body.HTML)
		for {
			_, after, ok := strings.Cut(rest, string(own.MarkOpen))
			if !ok {
				break
			}
			mark, tail, closed := strings.Cut(after, string(own.MarkClose))
			if rest = tail; !closed {
				t.Fatalf("%q: a mark without an end", md)
			}
			if index, ends := strings.CutPrefix(mark, "/"); !ends {
				begun++
				open = append(open, mark)
			} else if at := slices.Index(open, index); at < 0 {
				t.Fatalf("%q: %s ends within %v", md, index, open)
			} else {
				open = open[:at]
			}
		}
		if begun != len(body.Components) {
			t.Fatalf("%q: %d of %d begin: %q", md, begun, len(body.Components), body.HTML)
		}
	})
}
