package documents

import (
	"strings"
	"testing"
)

// The words of every card are kept, in either form.
func TestTheWordsOfEveryCardAreKept(t *testing.T) {
	for card, want := range map[string]string{
		`{"type":"image","src":"a.jpg","alt":"س","caption":"شرح"}`:                  `<figure><img src="a.jpg" alt="س"><figcaption>شرح</figcaption></figure>`,
		`{"type":"gallery","images":[{"src":"a.jpg","caption":"أ"}],"caption":"ب"}`: "<figcaption>أ</figcaption></figure>\n<figcaption>ب</figcaption>",
		`{"type":"html","html":"<p>خام</p>"}`:                                       "<p>خام</p>",
		`{"type":"video","src":"/a.mp4","thumbnailSrc":"/p.jpg","caption":"ف"}`:     `<video src="/a.mp4" poster="/p.jpg"></video><figcaption>ف</figcaption>`,
		`{"type":"audio","src":"/a.mp3","title":"صوت"}`:                             `<audio src="/a.mp3"></audio><figcaption>صوت</figcaption>`,
		`{"type":"embed","url":"https://vimeo.com/1"}`:                              `<iframe src="https://vimeo.com/1"></iframe>`,
		`{"type":"file","src":"/a.pdf","fileTitle":"وثيقة","fileCaption":"عنها"}`:   `<a href="/a.pdf">وثيقة</a> عنها`,
		`{"type":"button","buttonText":"هنا","buttonUrl":"/x/"}`:                    `<a href="/x/">هنا</a>`,
		`{"type":"header","header":"عنوان","subheader":"تحته"}`:                     "<p>عنوان</p><p>تحته</p>",
		`{"type":"product","productTitle":"كتاب","productDescription":"<p>عنه</p>","productUrl":"/b/","productButton":"اشتره","productImageSrc":"b.jpg"}`: "<img src=\"b.jpg\" alt=\"\"></figure>\n<p>كتاب</p><p><p>عنه</p></p><p><a href=\"/b/\">اشتره</a></p>",
		`{"type":"codeblock","code":"a < b","language":"go"}`:                                                                                    `<pre><code class="language-go">a &lt; b</code></pre>`,
		`{"type":"extended-quote","children":[{"type":"text","text":"قول"}]}`:                                                                    "<blockquote><p>قول</p></blockquote>",
		`{"type":"list","listType":"number","children":[{"type":"listitem","children":[{"type":"text","text":"أ"}]}]}`:                           "<ol><li>أ</li>\n</ol>",
		`{"type":"paragraph","children":[{"type":"text","text":"أ","format":3},{"type":"linebreak"},{"type":"tab"},{"type":"text","text":"ب"}]}`: "<p><em><strong>أ</strong></em><br> ب</p>",
		`{"type":"something-new","children":[{"type":"text","text":"كلام"}]}`:                                                                    "كلام",
		`{"type":"email","html":"<p>للبريد</p>"}`:                                                                                                "",
	} {
		if got := Lexical(`{"root":{"children":[` + card + `]}}`).HTML; !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", card, got, want)
		}
	}
}

// Older posts are read; what is broken, or refers to nothing, is no crash.
func TestMobiledocIsRead(t *testing.T) {
	for source, want := range map[string]string{
		`{"markups":[["em"],["a",["href","/b/"]]],"sections":[[1,"p",[[0,[0,1],2,"أ"],[0,[],0," ب"]]]]}`:                  "<p><em><a href=\"/b/\">أ</a></em> ب</p>\n",
		`{"sections":[[2,"a.jpg"],[1,"aside",[[0,[],0,"قول"]]],[3,"ol",[[[0,[],0,"أ"]]]]]}`:                               "<figure><img src=\"a.jpg\"></figure>\n<blockquote>قول</blockquote>\n<ol><li>أ</li>\n</ol>\n",
		`{"atoms":[["soft-return","",{}],["mention","@هدى",{}]],"sections":[[1,"p",[[1,[],0,0],[1,[],0,1],[1,[],0,9]]]]}`: "<p><br>@هدى</p>\n",
		`{"cards":[["hr",{}],["code",{"code":"x"}]],"sections":[[10,0],[10,1],[10,7],[10],[1,"p",[[0,[5],3,"أ"],[0]]]]}`:  "<hr>\n<figure><pre><code class=\"language-\">x</code></pre></figure>\n<p>أ</p>\n",
		`{`: "", `[]`: "", `{"sections":[[]]}`: "",
	} {
		if got := Mobiledoc(source).HTML; got != want {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
	if got := Lexical(strings.Repeat(`{"root":{"children":[`, 200)).HTML; got != "" {
		t.Errorf("got %q", got)
	}
}

// The words of a header, and of a card that nobody knows, stay.
func TestTheWordsOfCardsStay(t *testing.T) {
	got := Lexical(`{"root":{"children":[{"type":"header","heading":"رأس","subheading":"تحته"},{"type":"own-card","text":"كلام <هنا>"}]}}`).HTML
	if got != "<p>رأس</p><p>تحته</p><p>كلام &lt;هنا&gt;</p>\n" {
		t.Error(got)
	}
}

// What a reader of the web never saw is left out and named; a card of members alone
// makes the post gated. A form has no reader here: its words stay, its button goes.
func TestWhatAReaderDidNotSeeIsNamed(t *testing.T) {
	for card, want := range map[string]struct {
		html, left string
		gated      bool
	}{
		`{"type":"html","html":"<p>للرسائل</p>","visibility":{"showOnWeb":false}}`:                                       {left: "<p>للرسائل</p>"},
		`{"type":"html","html":"<p>لأحد</p>","visibility":{"web":{"nonMember":false,"memberSegment":""}}}`:               {left: "<p>لأحد</p>"},
		`{"type":"html","html":"<p>للأعضاء</p>","visibility":{"web":{"nonMember":false,"memberSegment":"status:free"}}}`: {html: "<p>للأعضاء</p>", gated: true},
		`{"type":"email-cta","html":"<p>دعوة</p>","buttonText":"اشترك","buttonUrl":"/join/"}`:                            {left: "<p>دعوة</p> اشترك /join/"},
		`{"type":"transistor"}`: {left: "transistor"},
		`{"type":"collection","collection":"latest","header":"الأحدث"}`: {left: "collection الأحدث"},
		`{"type":"paywall"}`: {},
		`{"type":"signup","header":"رسالتنا","disclaimer":"بلا إزعاج","buttonText":"اشترك"}`:                                                  {html: "<p>رسالتنا</p><p>بلا إزعاج</p>", left: "اشترك"},
		`{"type":"audio","src":"a.mp3","thumbnailSrc":"p.jpg"}`:                                                                               {html: `<figure><audio src="a.mp3"></audio></figure>`, left: "p.jpg"},
		`{"type":"call-to-action","textValue":"<p>ادعمنا</p>","showButton":false,"buttonText":"هنا","buttonUrl":"/x/"}`:                       {html: "<p><p>ادعمنا</p></p>"},
		`{"type":"call-to-action","textValue":"نص","hasSponsorLabel":true,"sponsorLabel":"إعلان","buttonText":"هنا","buttonUrl":"/x/"}`:       {html: `<p>إعلان</p><p>نص</p><p><a href="/x/">هنا</a></p>`},
		`{"type":"product","productTitle":"كتاب","productRatingEnabled":true,"productStarRating":3}`:                                          {html: "<p>كتاب</p><p>★★★☆☆</p>"},
		`{"type":"button","buttonText":"بلا عنوان"}`:                                                                                          {html: "<p>بلا عنوان</p>"},
		`{"type":"toggle","heading":"سؤال","content":"<p>جواب</p>"}`:                                                                          {html: "<h3>سؤال</h3><p>جواب</p>"},
		`{"type":"callout","calloutEmoji":"💡","calloutText":"فائدة"}`:                                                                         {html: "<blockquote><p>💡 فائدة</p></blockquote>"},
		`{"type":"markdown","markdown":"# a < b"}`:                                                                                            {html: `<pre data-markdown=""># a &lt; b</pre>`},
		`{"type":"image","src":"a.jpg","href":"https://x.example/","title":"عن \"الصورة\""}`:                                                  {html: `<figure><a href="https://x.example/"><img src="a.jpg" alt=""></a><figcaption>عن &#34;الصورة&#34;</figcaption></figure>`},
		`{"type":"bookmark","url":"https://x.example/","metadata":{"title":"عنوان","publisher":"ناشر","icon":"i.png"}}`:                       {html: `<div class="kg-bookmark-title">عنوان</div>`, left: "i.png"},
		`{"type":"embed","url":"https://x.example/p/1","html":"<blockquote>قول</blockquote>"}`:                                                {html: `<iframe src="https://x.example/p/1"></iframe></figure>` + "\n<blockquote>قول</blockquote>"},
		`{"type":"embed","url":"https://x.com/a/status/1","html":"<blockquote class=\"twitter-tweet\">قول</blockquote>"}`:                     {html: `<figure><blockquote class="twitter-tweet">قول</blockquote></figure>`},
		`{"type":"own","link":"https://x.example/a","note":"كلام","kind":"wide","rows":[{"text":"صف"}],"raw":"<b>خام</b>"}`:                   {html: "<p><a href=\"https://x.example/a\">https://x.example/a</a></p>\n<p>كلام</p>\n<b>خام</b><p>صف</p>\n"},
		`{"type":"list","start":4,"listType":"number","children":[{"type":"listitem","children":[{"type":"list","children":[]}]}]}`:           {html: `<ol start="4">`},
		`{"type":"paragraph","children":[{"type":"link","url":"/a?x=1&y","children":[{"type":"text","text":"رابط","format":8}]}]}`:            {html: `<p><a href="/a?x=1&amp;y"><u>رابط</u></a></p>`},
		`{"type":"heading","children":[{"type":"text","text":"أ"}]},{"type":"aside","children":[{"type":"text","text":"ب"}]},{"type":"zwnj"}`: {html: "<h2>أ</h2>\n<blockquote><p>ب</p></blockquote>"},
	} {
		got := Lexical(`{"root":{"children":[` + card + `]}}`)
		if !strings.Contains(got.HTML, want.html) || want.html == "" && got.HTML != "" || strings.Join(got.Left, "|") != want.left || got.Gated != want.gated {
			t.Errorf("%s\n got %q, left %q, gated %v\nwant %q, left %q, gated %v", card, got.HTML, got.Left, got.Gated, want.html, want.left, want.gated)
		}
	}
	deep := strings.Repeat(`{"type":"quote","children":[`, 300) + strings.Repeat("]}", 300)
	if got := Lexical(`{"root":{"children":[` + deep + `]}}`); len(got.Left) == 0 {
		t.Error("a text that is nested beyond reason is left out untold")
	}
}
