package trees

import (
	"strings"
	"testing"

	"warraq/site/intake"
)

// Hexo's tags mean what its documentation says (hexo.io/docs/tag-plugins).
func TestHexoTags(t *testing.T) {
	for code, want := range map[string]string{
		"{% post_link first %}":                                         "[أول](/2020/01/02/first/)",
		"{% post_link first 'ذاك الخبر' %}":                             "[ذاك الخبر](/2020/01/02/first/)",
		"{% post_link first#sec نصه %}":                                 "[نصه](/2020/01/02/first/#sec)",
		"[أ]({% post_path first %})":                                    "[أ](/2020/01/02/first/)",
		"{% post_link absent %}":                                        "[absent](/absent)",
		"{% link نص طويل https://y.example/ true %}":                    "[نص طويل](https://y.example/)",
		"{% blockquote هدى, كتاب %}\nقول\nثانٍ\n{% endblockquote %}":    "> قول\n> ثانٍ\n>\n> — هدى, كتاب",
		"{% pullquote left %}\nقول\n{% endpullquote %}":                 "> قول",
		"{% codeblock lang:go %}\nx := \"{{ y }}\"\n{% endcodeblock %}": "```go\nx := \"{{ y }}\"\n```",
		"{% youtube abcdefghijk %}":                                     "https://www.youtube.com/watch?v=abcdefghijk",
		"{% iframe https://flo.uri.sh/visualisation/1/embed 600 %}":     "https://flo.uri.sh/visualisation/1/embed",
	} {
		got, _ := pieces(t, "source/_posts/first.md", "---\ntitle: أول\ndate: 2020-01-02\n---\n", "source/_posts/second.md", "---\ntitle: ثانٍ\ndate: 2020-01-03\n---\n"+code+"\n")
		if body := got["news/2020/01/second.md"].Body; body != want {
			t.Errorf("%s becomes %q, want %q", code, body, want)
		}
	}
}

// Links to a moved story lead to it in the words of every system; a link to nothing is
// told.
func TestLinksToAMovedStoryLeadToIt(t *testing.T) {
	jekyll := []string{"_config.yml", "title: س\nplugins: [jekyll-wikilinks]\n", "about.md", "---\ntitle: عن\npermalink: /us/\n---\nنص\n", "_posts/2020-01-02-first.md", "---\ntitle: أول\n---\nنص\n", "files/a.pdf", "x", "_posts/2020-01-03-second.md"}
	zola := []string{"config.toml", "base_url = 'https://x.example'\n", "content/news/first.md", "+++\ntitle = 'أول'\n+++\nنص\n", "content/news/second.md"}
	hugo := []string{"hugo.toml", "[params]\ncity = 'بيروت'\n", "content/news/first.md", "---\ntitle: أول\n---\nنص\n", "content/news/second.md"}
	for _, c := range []struct {
		files      []string
		link, want string
	}{
		{jekyll, "[أ]({% link about.md %})", "[أ](/us/)"},
		{jekyll, "[أ]({{ site.baseurl }}{% link _posts/2020-01-02-first.md %})", "[أ](/2020/01/02/first.html)"},
		{jekyll, "[أ]({% post_url 2020-01-02-first %}#x)", "[أ](/2020/01/02/first.html#x)"},
		{jekyll, "[أ]({% link files/a.pdf %})", "[أ](/files/a.pdf)"},
		{jekyll, "[[first]] و[[first|ذاك]]", "[first](</2020/01/02/first.html>) و[ذاك](</2020/01/02/first.html>)"},
		{jekyll, "{{ site.title }} و{{ page.title }}", "س وثانٍ"},
		{jekyll, `[caption id="x"]<img src="/a.jpg" alt="س"> شرح[/caption]`, `![س](/a.jpg "شرح")`},
		{zola, "[أ](@/news/first.md#x)", "[أ](/news/first.md#x)"},
		{zola, "{{ youtube(id=\"abcdefghijk\", class=\"x\") }}", "https://www.youtube.com/watch?v=abcdefghijk"},
		{hugo, `[أ]({{< relref "first.md#x" >}} "عنوان")`, `[أ](/news/first.md#x "عنوان")`},
		{hugo, `[أ]({{< ref path="first" lang="ar" >}})`, `[أ](/news/first.md)`},
		{hugo, "{{</* x \"y\" */>}} و`{{%/* z */%}}`", "\\{{< x \"y\" >}} و`{{% z %}}`"},
		{hugo, `{{< param "city" >}} و{{< param title >}}`, "بيروت وثانٍ"},
	} {
		got, _ := pieces(t, append(append([]string{}, c.files...), "---\ntitle: ثانٍ\n---\n"+c.link+"\n")...)
		found := false
		for _, p := range got {
			if p.Matter.Text("title") == "ثانٍ" {
				found = true
				if body := strings.TrimSpace(p.Body); body != c.want {
					t.Errorf("%s becomes %q, want %q", c.link, body, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: the story did not come in", c.link)
		}
	}
	got, _ := pieces(t, append(append([]string{}, jekyll...), "---\ntitle: ثانٍ\n---\n[أ]({% link gone.md %}) [[gone|كلام]]\n")...)
	for _, p := range got {
		if p.Matter.Text("title") == "ثانٍ" && (p.Body != "[أ](/gone.md) كلام" || len(p.Notes) != 3) {
			t.Errorf("a link to nothing: %q, told %v", p.Body, p.Notes)
		}
	}
}

// Notes that link by their names keep their links and pictures.
func TestNotesThatLinkByNamesKeepTheirLinks(t *testing.T) {
	got, _ := pieces(t, ".obsidian/app.json", "{}", "content/ملاحظات/أول خبر.md", "---\ntitle: أول\n---\nنص\n", "content/صور/شكل.png", "x",
		"content/ملاحظات/b.md", "---\ntitle: ب\n---\n[[أول خبر]] و[[أول خبر#فقرة|هناك]] و[[#هنا]]\n\n![[شكل.png|300]]\n\n[[لا شيء|كلام]] و`[[كما هو]]`\n")
	want := "[أول خبر](</ملاحظات/أول خبر.md>) و[هناك](</ملاحظات/أول خبر.md#فقرة>) و[هنا](#هنا)\n\n![](../صور/شكل.png)\n\nكلام و`[[كما هو]]`"
	if p := got["ملاحظات/b.md"]; p.Body != want || len(p.Notes) != 1 {
		t.Errorf("got\n%s\nwant\n%s\ntold %v", p.Body, want, p.Notes)
	}
}

// What has no meaning here is told by the file and the line on which it stands, and
// counted.
func TestCodesWithoutAMeaningAreToldByLine(t *testing.T) {
	got, tally := pieces(t, "content/news/a.md", "---\ntitle: أ\n---\nسطر\n\n{{< chart \"x\" >}}\n\n[poll id=\"7\"] و{{% chart %}}\n")
	p := got["news/a.md"]
	lines := strings.Split(string(p.Bytes()), "\n")
	codes := 0
	for _, n := range p.Notes {
		if n.Kind == intake.Guessed && n.At > 0 {
			codes++
			if !strings.Contains(lines[n.At-1], n.Text) {
				t.Errorf("line %d is %q, told %q", n.At, lines[n.At-1], n.Text)
			}
		}
	}
	if codes != 3 || tally.Codes["chart"] != 2 || tally.Codes["poll"] != 1 {
		t.Errorf("told %v, counted %v", p.Notes, tally.Codes)
	}
	if told := tally.Notes[len(tally.Notes)-1].En; !strings.Contains(told, "chart 2, poll 1") {
		t.Errorf("the sum is told as %q", told)
	}
}

// Liquid's logic is told by its line as not run, values that nobody knows are never shown, and code
// shows what was written.
func TestLiquidIsNotRun(t *testing.T) {
	got, _ := pieces(t, "_config.yml", "url: https://old.example\n", "_posts/2026-11-01-a.md", "---\ntitle: خبر\n---\n\n{% if page.x %}\nأول\n{% else %}\nثان\n{% endif %}\n\n"+
		"{% for post in site.posts %}\n- {{ post.title }}\n{% endfor %}\n\nقيمة {{ page.x }}، وشيفرة `{{ x }}`.\n")
	var body, told string
	for _, p := range got {
		body += string(p.Bytes())
		for _, n := range p.Notes {
			told += n.En + ": " + n.Text + "\n"
		}
	}
	for _, want := range []string{"قيمة {{< page.x >}}، وشيفرة `{{ x }}`.", "- {{< post.title >}}", "أول", "ثان"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing in %s", want, body)
		}
	}
	for _, code := range []string{"{% if page.x %}", "{% else %}", "{% for post in site.posts %}", "{{< page.x >}}"} {
		if !strings.Contains(told, "it is not run here, and what it encloses stays: "+code) {
			t.Errorf("%s is not told: %s", code, told)
		}
	}
}
