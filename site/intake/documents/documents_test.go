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
