package markup

import (
	"strings"
	"testing"
)

// HTML of other systems becomes the Markdown that an editor would write. The
// cases are the shapes that WordPress, Ghost, Medium and Blogger write.
func TestToMarkdown(t *testing.T) {
	for name, c := range map[string]struct{ html, want string }{
		"a paragraph with emphasis":      {`<p>نص <strong>غليظ</strong> و<em>مائل</em>.</p>`, "نص **غليظ** و*مائل*."},
		"a heading and a list":           {`<h2>عنوان</h2><ul><li>أول</li><li>ثانٍ</li></ul>`, "## عنوان\n\n- أول\n- ثانٍ"},
		"struck text":                    {`<p><del>شطب</del></p>`, "~~شطب~~"},
		"a link within the site":         {`<p><a href="https://ours.example/a/">هنا</a></p>`, "[هنا](/a/)"},
		"a link elsewhere":               {`<p><a href="https://other.example/a/">هناك</a></p>`, "[هناك](https://other.example/a/)"},
		"a lone picture":                 {`<p><img src="a.jpg" alt="سوق"></p>`, "![سوق](a.jpg)"},
		"a picture that is a link":       {`<p><a href="big.jpg"><img src="a.jpg" alt="سوق"></a></p>`, "![سوق](a.jpg)"},
		"a picture within a line":        {`<p>قبل <img src="a.jpg" alt="س"> بعد</p>`, "قبل ![س](a.jpg) بعد"},
		"a figure with its caption":      {`<figure><img src="a.jpg" alt="سوق"><figcaption>السوق "القديم"</figcaption></figure>`, `![سوق](a.jpg "السوق \"القديم\"")`},
		"a caption on two lines":         {"<figure><img src=\"a.jpg\"><figcaption>سطر<br>آخر</figcaption></figure>", `![](a.jpg "سطر آخر")`},
		"a picture that loads late":      {`<p><img src="data:image/gif;base64,R0" data-src="a.jpg" alt="س"></p>`, "![س](a.jpg)"},
		"an inline picture of data":      {`<figure><img src="data:image/png;base64,R0"><figcaption>شرح</figcaption></figure>`, "شرح"},
		"spaces and brackets in a name":  {`<p><img src="my photo (1).jpg" alt="[س]"></p>`, "![(س)](<my photo (1).jpg>)"},
		"a gallery of blocks":            {`<figure class="wp-block-gallery"><figure><img src="a.jpg"><figcaption>أ</figcaption></figure><figure><img src="b.jpg"></figure><figcaption>المعرض</figcaption></figure>`, "![](a.jpg \"أ\")\n![](b.jpg)\n\nالمعرض"},
		"a gallery of the old editor":    {`<div class="gallery gallery-size-thumbnail"><dl><dt><img src="a.jpg"></dt><dd>أ</dd></dl><dl><dt><img src="b.jpg"></dt></dl></div>`, "![](a.jpg \"أ\")\n![](b.jpg)"},
		"a film of YouTube":              {`<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw?rel=0"></iframe>`, "https://www.youtube.com/watch?v=jNQXAC9IVRw"},
		"a film without a scheme":        {`<figure><iframe src="//player.vimeo.com/video/76979871"></iframe><figcaption>فيلم</figcaption></figure>`, "https://vimeo.com/76979871\n\nفيلم"},
		"a frame that is no film":        {`<iframe src="https://maps.example/embed?x=1"></iframe>`, "https://maps.example/embed?x=1"},
		"a recording":                    {`<audio><source src="/a.mp3"></audio>`, "![](/a.mp3)"},
		"a post of X":                    {`<blockquote class="twitter-tweet"><p>نص</p><a href="https://x.com/a/status/1">اليوم</a></blockquote>`, "https://x.com/a/status/1\n\n> نص\n>\n> اليوم"},
		"a post of Instagram":            {`<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/a/"><p>نص</p></blockquote>`, "https://www.instagram.com/p/a/\n\n> نص"},
		"a post of TikTok in a figure":   {`<figure><blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1"></blockquote><figcaption>شرح</figcaption></figure>`, "https://www.tiktok.com/@a/video/1\n\nشرح"},
		"an address in WordPress's box":  {`<figure class="wp-block-embed"><div>https://x.com/a/status/1</div><figcaption>تغريدة</figcaption></figure>`, "https://x.com/a/status/1\n\nتغريدة"},
		"a quotation":                    {`<blockquote><p>قول</p></blockquote>`, "> قول"},
		"a quotation in a figure":        {`<figure><blockquote><p>قول</p></blockquote></figure>`, "> قول"},
		"a table":                        {`<figure><table><thead><tr><th>أ</th><th>ب</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></figure>`, "| أ | ب |\n|---|---|\n| 1 | 2 |"},
		"a title that repeats the words": {`<p>في <img src="a.jpg" alt="س" title="س"> سطر</p>`, "في ![س](a.jpg) سطر"},
		"hard spaces that kept a line":   {"<p>أ</p><p>\u00a0</p><p>ب</p>", "أ\n\nب"},
		"signs that Markdown knows":      {`<p>5*4 # لا {{ x }}</p>`, `5\*4 # لا \{{ x }}`},
		"a script":                       {`<p>أ</p><script>alert(1)</script>`, "أ"},
		"our own marks":                  {"<p>\ue0000\ue001</p>", "0"},
		"nothing":                        {``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ToMarkdown(c.html, func(a string) string { return strings.TrimPrefix(a, "https://ours.example") })
			if err != nil {
				t.Fatal(err)
			}
			if unspaced(got) != unspaced(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// unspaced drops the padding of table cells, which says nothing.
func unspaced(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "|") {
			lines[i] = strings.NewReplacer(" ", "", "---", "-", "--", "-").Replace(l)
		}
	}
	return strings.Join(lines, "\n")
}

// A tree deeper than a browser follows is an error, and not a crash.
func TestToMarkdownOfEndlessNesting(t *testing.T) {
	if _, err := ToMarkdown(strings.Repeat("<div>", 2000), strings.TrimSpace); err == nil {
		t.Error("no error")
	}
}

// Nothing of a text is lost where Markdown has no sign for it: powers, formulas, notes,
// places that links lead to, the words under what is played, and the cells of tables.
func TestNothingOfATextIsLost(t *testing.T) {
	for name, c := range map[string]struct{ html, want string }{
		"a break in a cell":             {`<table><tr><th>أ</th><th>ب</th></tr><tr><td>12<br>34</td><td>5|6</td></tr></table>`, "| أ | ب |\n|---|---|\n| 12<br>34 | 5\\|6 |"},
		"paragraphs in a cell":          {`<table><tr><td>أ</td><td>ب</td></tr><tr><td><p>12</p><p>34</p></td><td><strong>5</strong></td></tr></table>`, "| أ | ب |\n|---|---|\n| 12<br>34 | **5** |"},
		"a list in a cell":              {`<table><tr><td>أ</td><td>ب</td></tr><tr><td><ul><li>1</li><li>2</li></ul></td><td>3</td></tr></table>`, "| أ | ب |\n|---|---|\n| -1<br>-2 | 3 |"},
		"the words under a table":       {`<figure class="wp-block-table"><table><tr><td>1</td><td>2</td></tr></table><figcaption>المصدر</figcaption></figure>`, "| 1 | 2 |\n|---|---|\n\nالمصدر"},
		"cells that span others":        {`<table><tr><td colspan="2">1</td></tr><tr><td>2</td><td><div>3</div><div>4</div></td></tr></table>`, "<table><tbody><tr><td colspan=\"2\">1</td></tr>\n<tr><td>2</td><td><p>3</p><p>4</p></td></tr>\n</tbody></table>"},
		"a table that was a frame":      {`<table><tr><td><p>أ</p><p>ب</p></td></tr></table>`, "أ\n\nب"},
		"a power":                       {`<p>10<sup>6</sup></p>`, "10<sup>6</sup>"},
		"a formula":                     {`<p>H<sub>2</sub>O</p>`, "H<sub>2</sub>O"},
		"a power in bold":               {`<p><b>10<sup>6</sup></b></p>`, "**10<sup>6</sup>**"},
		"a word that is explained":      {`<p><abbr title="منظمة">م</abbr></p>`, `<abbr title="منظمة">م</abbr>`},
		"words in quotation marks":      {`<p>قال <q>نعم</q></p>`, "قال <q>نعم</q>"},
		"a footnote of WordPress":       {`<p>نص<sup data-fn="u" class="fn"><a id="u-link" href="#u">1</a></sup>.</p><p data-note="u">حاشية <em>م</em></p>`, "نص[^1].\n\n[^1]: حاشية *م*"},
		"a heading that is linked to":   {`<h2 id="sec">عنوان</h2><p><a href="#sec">إليه</a></p>`, "## عنوان {#sec}\n\n[إليه](#sec)"},
		"a place that is linked to":     {`<p><a id="k"></a>نص</p><p id="p">آخر <a href="#p">هنا</a></p>`, "<a id=\"k\"></a>نص\n\n<a id=\"p\"></a>آخر [هنا](#p)"},
		"a place by its older name":     {`<p><a name="k">نص</a></p>`, `<a id="k"></a>نص`},
		"the words under a recording":   {`<figure class="wp-block-audio"><audio src="/a.mp3"></audio><figcaption>تسجيل</figcaption></figure>`, `![](/a.mp3 "تسجيل")`},
		"the words under a film":        {`<figure class="wp-block-video"><video src="/a.mp4"></video><figcaption>فيلم</figcaption></figure>`, `![](/a.mp4 "فيلم")`},
		"the words of a post of X":      {`<blockquote class="twitter-tweet"><p>كلام <a href="https://t.co/x">t.co/x</a></p>&mdash; هدى (@h) <a href="https://twitter.com/h/status/1">2020</a></blockquote>`, "https://twitter.com/h/status/1\n\n> كلام t.co/x\n>\n> — هدى (@h) 2020"},
		"a card that leads elsewhere":   {`<figure class="kg-card kg-bookmark-card"><a href="https://y.example"><div class="kg-bookmark-title">عنوان</div><div class="kg-bookmark-description">وصف</div><img src="i.ico"></a></figure>`, "[عنوان](https://y.example)\n\nوصف"},
		"words in a figure of pictures": {`<figure><img src="a.jpg"><p>نص طويل</p></figure>`, "![](a.jpg)\n\nنص طويل"},
		"the old frame of a picture":    {`<div class="wp-caption alignnone"><img src="a.jpg"><p class="wp-caption-text">شرح</p></div>`, `![](a.jpg "شرح")`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ToMarkdown(c.html, strings.TrimSpace)
			if err != nil {
				t.Fatal(err)
			}
			if unspaced(got) != unspaced(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Words of cells and items do not run together where only words are asked for.
func TestNumbersOfATableStayApart(t *testing.T) {
	if got := PlainText("<table><tr><td>12</td><td>34</td></tr></table><ul><li>أ</li><li>ب</li></ul>"); got != "12 34 أ ب" {
		t.Errorf("got %q", got)
	}
}
