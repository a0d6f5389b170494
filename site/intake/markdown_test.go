package intake

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
		"a post of X":                    {`<blockquote class="twitter-tweet"><p>نص</p><a href="https://x.com/a/status/1">اليوم</a></blockquote>`, "https://x.com/a/status/1"},
		"a post of Instagram":            {`<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/a/"><p>نص</p></blockquote>`, "https://www.instagram.com/p/a/"},
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
