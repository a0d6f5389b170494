package exports

import (
	"encoding/json"
	"strings"
	"testing"
)

// ghostWith is an export of one post with these fields.
func ghostWith(t *testing.T, fields map[string]any, meta ...map[string]any) string {
	t.Helper()
	post := map[string]any{"id": "1", "title": "خبر", "slug": "a", "status": "published", "visibility": "public", "type": "post"}
	for k, v := range fields {
		post[k] = v
	}
	data, err := json.Marshal(map[string]any{"db": []any{map[string]any{"data": map[string]any{"posts": []any{post}, "posts_meta": meta}}}})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A post that Ghost exports in its editor's form alone has its text.
func TestAGhostPostWithoutHTMLHasItsText(t *testing.T) {
	lexical := `{"root":{"type":"root","children":[
{"type":"extended-heading","tag":"h2","children":[{"type":"extended-text","text":"عنوان","format":0}]},
{"type":"paragraph","children":[{"type":"extended-text","text":"غليظ","format":1},{"type":"extended-text","text":" ثم 10","format":0},{"type":"extended-text","text":"6","format":64},{"type":"link","url":"__GHOST_URL__/b/","children":[{"type":"extended-text","text":"هنا","format":0}]}]},
{"type":"list","listType":"bullet","children":[{"type":"listitem","children":[{"type":"extended-text","text":"أول","format":0}]}]},
{"type":"image","src":"__GHOST_URL__/content/images/a.jpg","alt":"س","caption":"<span>شرح</span>"},
{"type":"callout","calloutEmoji":"!","calloutText":"انتبه"},{"type":"toggle","heading":"سؤال","content":"<p>جواب</p>"},
{"type":"bookmark","url":"https://y.example","metadata":{"title":"صفحة","description":"وصف"}},
{"type":"embed","url":"https://www.youtube.com/watch?v=abcdefghijk","html":"<iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>","caption":"فيلم"},
{"type":"markdown","markdown":"**نص** حر"},{"type":"file","src":"https://y.example/a.pdf","fileTitle":"وثيقة"},{"type":"email","html":"<p>للبريد</p>"},{"type":"horizontalrule"}]}}`
	mobiledoc := `{"version":"0.3.1","markups":[["strong"],["a",["href","__GHOST_URL__/b/"]]],"atoms":[["soft-return","",{}]],
"cards":[["image",{"src":"__GHOST_URL__/content/images/a.jpg","alt":"س","caption":"شرح"}],["markdown",{"markdown":"نص *حر*"}],["html",{"html":"<p>خام</p>"}]],
"sections":[[1,"h2",[[0,[],0,"عنوان"]]],[1,"p",[[0,[0],1,"غليظ"],[0,[],0," ثم "],[0,[1],1,"هنا"],[1,[],0,0],[0,[],0,"سطر"]]],[3,"ul",[[[0,[],0,"أول"]]]],[10,0],[10,1],[10,2]]}`
	for name, c := range map[string]struct{ field, text, want string }{
		"Lexical":   {"lexical", lexical, "## عنوان\n\n**غليظ** ثم 10<sup>6</sup>[هنا](/b/)\n\n- أول\n\n![س](/content/images/a.jpg \"شرح\")\n\n> ! انتبه\n\n### سؤال\n\nجواب\n\n[صفحة](https://y.example)\n\nوصف\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n\nفيلم\n\n**نص** حر\n\n[وثيقة](https://y.example/a.pdf)\n\n* * *"},
		"Mobiledoc": {"mobiledoc", mobiledoc, "## عنوان\n\n**غليظ** ثم [هنا](/b/)  \nسطر\n\n- أول\n\n![س](/content/images/a.jpg \"شرح\")\n\nنص *حر*\n\nخام"},
		"neither":   {"lexical", "{", ""},
	} {
		got, _ := pieces(t, ghostWith(t, map[string]any{c.field: c.text}))
		if body := got["news/a.md"].Body; body != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, body, c.want)
		}
	}
}

// What Ghost keeps of a post in another table comes in: the words of its picture, and
// what it says to search engines.
func TestTheWordsOfAGhostPictureComeIn(t *testing.T) {
	got, _ := pieces(t, ghostWith(t, map[string]any{"html": "<p>نص</p>", "feature_image": "__GHOST_URL__/content/images/a.jpg"},
		map[string]any{"id": "9", "post_id": "1", "feature_image_alt": "سفينة", "feature_image_caption": "السفينة (رويترز)", "meta_title": "للبحث", "meta_description": "وصف", "og_image": "__GHOST_URL__/og.jpg"}))
	text := string(got["news/a.md"].Bytes())
	for _, want := range []string{"alt: سفينة", "caption: السفينة", "credit: رويترز", "summary: وصف", "seo_title: للبحث", "og_image: /og.jpg"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is lost:\n%s", want, text)
		}
	}
}
