package documents

import (
	"strings"
	"testing"

	"warraq/site/intake/markup"
)

// What an editor wrote in Ghost reads the same in a manuscript. The cards have the fields, and
// their texts the HTML, that Ghost stores (Koenig: kg-default-nodes, the data sets of its tests).
func TestWhatWasWrittenInGhostReadsTheSame(t *testing.T) {
	for _, c := range []struct{ name, children, want string }{
		{
			"words in every form, by Lexical's bits",
			`{"type":"paragraph","children":[
				{"type":"extended-text","text":"غليظ","format":1},{"type":"extended-text","text":" "},{"type":"extended-text","text":"مائل","format":2},
				{"type":"extended-text","text":" "},{"type":"extended-text","text":"شطب","format":4},{"type":"extended-text","text":" ماء H"},
				{"type":"extended-text","text":"2","format":32},{"type":"extended-text","text":"O و10"},{"type":"extended-text","text":"6","format":64},
				{"type":"extended-text","text":" "},{"type":"extended-text","text":"x<y","format":16},{"type":"extended-text","text":" "},{"type":"extended-text","text":"مهم","format":128}]}`,
			"**غليظ** *مائل* ~~شطب~~ ماء H<sub>2</sub>O و10<sup>6</sup> `x<y` <mark>مهم</mark>",
		},
		{
			"a heading, a link and a break",
			`{"type":"extended-heading","tag":"h3","children":[{"type":"extended-text","text":"عنوان"}]},
			{"type":"paragraph","children":[{"type":"link","url":"https://x.example/?a=1&b=2","children":[{"type":"extended-text","text":"هنا"}]},{"type":"linebreak"},{"type":"extended-text","text":"سطر"}]}`,
			"### عنوان\n\n[هنا](https://x.example/?a=1&b=2)  \nسطر",
		},
		{
			"a list in a list",
			`{"type":"list","listType":"bullet","children":[
				{"type":"listitem","value":1,"children":[{"type":"extended-text","text":"أول"}]},
				{"type":"listitem","value":2,"children":[{"type":"list","listType":"number","children":[{"type":"listitem","value":1,"children":[{"type":"extended-text","text":"تحته"}]}]}]},
				{"type":"listitem","value":2,"children":[{"type":"extended-text","text":"ثانٍ"}]}]}`,
			"- أول\n  \n  1. تحته\n- ثانٍ",
		},
		{
			"a callout with its sign",
			`{"type":"callout","calloutText":"<p dir=\"rtl\"><b><strong>تنبيه!</strong></b><span> اقرأ </span><a href=\"https://ghost.org\" rel=\"noopener\"><span>هذا</span></a><span>.</span></p>","calloutEmoji":"💡","backgroundColor":"blue"}`,
			"> 💡 **تنبيه!** اقرأ [هذا](https://ghost.org).",
		},
		{
			"a callout without one",
			`{"type":"callout","calloutText":"كلام","calloutEmoji":"","backgroundColor":"white"}`,
			"> كلام",
		},
		{
			"a toggle",
			`{"type":"toggle","heading":"<span>سؤال</span>","content":"<p><span>جواب</span></p>"}`,
			"### سؤال\n\nجواب",
		},
		{
			"code",
			`{"type":"codeblock","code":"if a < b {\n\treturn\n}","language":"go","caption":"مثال"}`,
			"```go\nif a < b {\n\treturn\n}\n```\n\nمثال",
		},
		{
			"a picture that leads elsewhere",
			`{"type":"image","src":"/content/images/a.jpg","width":100,"height":80,"title":"","alt":"رصيف","caption":"<span>الرصيف </span><b><strong>ليلًا</strong></b>","cardWidth":"wide","href":"https://z.example/"}`,
			"[![رصيف](/content/images/a.jpg \"الرصيف ليلًا\")](https://z.example/)",
		},
		{
			"a gallery",
			`{"type":"gallery","images":[{"fileName":"a.jpg","row":0,"src":"/a.jpg","width":9,"height":9,"alt":"أ","caption":"الأولى"},{"fileName":"b.jpg","row":0,"src":"/b.jpg","width":9,"height":9}],"caption":"معرض"}`,
			"![أ](/a.jpg \"الأولى\")\n![](/b.jpg)\n\nمعرض",
		},
		{
			"a film and a recording",
			`{"type":"video","src":"/v.mp4","caption":"فيلم","fileName":"v.mp4","mimeType":"video/mp4","width":200,"height":100,"duration":60,"thumbnailSrc":"","customThumbnailSrc":""},
			{"type":"audio","src":"/a.mp3","title":"حوار","duration":60,"mimeType":"audio/mpeg","thumbnailSrc":""}`,
			"![](/v.mp4 \"فيلم\")\n\n![](/a.mp3 \"حوار\")",
		},
		{
			"a page that is embedded, and one that a card leads to",
			`{"type":"embed","url":"https://www.youtube.com/watch?v=abcdefghijk","embedType":"video","html":"<iframe src=\"https://www.youtube.com/embed/abcdefghijk?feature=oembed\"></iframe>","metadata":{},"caption":"شاهد"},
			{"type":"bookmark","url":"https://z.example/a","metadata":{"icon":"","title":"عنوان","description":"وصف","author":"هدى","publisher":"المرقاب","thumbnail":""},"caption":""}`,
			"https://www.youtube.com/watch?v=abcdefghijk\n\nشاهد\n\n[عنوان](https://z.example/a)\n\nوصف\n\nهدى · المرقاب",
		},
		{
			"a rule, and words after it",
			`{"type":"horizontalrule"},{"type":"paragraph","children":[{"type":"extended-text","text":"بعد"}]}`,
			"* * *\n\nبعد",
		},
		{
			"a file",
			`{"type":"file","src":"/f/r.pdf","fileTitle":"التقرير","fileCaption":"السنوي","fileName":"r.pdf","fileSize":1234}`,
			"[التقرير](/f/r.pdf) السنوي",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := Lexical(`{"root":{"children":[` + c.children + `],"direction":null,"format":"","indent":0,"type":"root","version":1}}`)
			got, err := markup.ToMarkdown(text.HTML, strings.TrimSpace)
			if err != nil || got != c.want || len(text.Left) > 0 || text.Gated {
				t.Errorf("got  %q, %v, left %q\nwant %q", got, err, text.Left, c.want)
			}
		})
	}
}

// The older form is read by its specification: markups open and close over markers, atoms
// that are not known are their words, cards are those of Ghost (mobiledoc-kit: MOBILEDOC.md).
func TestMobiledocReadsAsItsSpecificationSays(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{
			"markups that open and close",
			`{"version":"0.3.1","markups":[["b"],["i"]],"sections":[[1,"h2",[[0,[],0,"عنوان"]]],[1,"p",[[0,[],0,"نص "],[0,[0],1,"غليظ"],[0,[],0," و"],[0,[1],0,"مائل "],[0,[0],1,"وغليظ"],[0,[],1," ومائل"]]]]}`,
			"## عنوان\n\nنص **غليظ** و*مائل **وغليظ** ومائل*",
		},
		{
			"a link with what it says of itself",
			`{"version":"0.3.1","markups":[["a",["href","https://x.example/?a=1&b=2","rel","noopener"]]],"sections":[[1,"p",[[0,[0],1,"هنا"]]]]}`,
			"[هنا](https://x.example/?a=1&b=2)",
		},
		{
			"an atom in bold, and a break",
			`{"version":"0.3.1","markups":[["strong"]],"atoms":[["mention","@هدى",{"id":42}],["soft-return","",{}]],"sections":[[1,"p",[[1,[0],1,0],[1,[],0,1],[0,[],0,"سطر"]]]]}`,
			"**@هدى**  \nسطر",
		},
		{
			"sections with attributes (0.3.2)",
			`{"version":"0.3.2","sections":[[1,"p",[[0,[],0,"نص"]],["data-md-text-align","center"]],[3,"ul",[[[0,[],0,"أ"]],[[0,[],0,"ب"]]],["data-md-text-align","right"]]]}`,
			"نص\n\n- أ\n- ب",
		},
		{
			"Ghost's cards",
			`{"version":"0.3.1","cards":[["image",{"src":"/a.jpg","alt":"س","caption":"شرح"}],["hr",{}],["markdown",{"markdown":"**نص**"}],["html",{"html":"<p>خام</p>"}]],"sections":[[10,0],[10,1],[10,2],[10,3]]}`,
			"![س](/a.jpg \"شرح\")\n\n* * *\n\n**نص**\n\nخام",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := Mobiledoc(c.source)
			if got, err := markup.ToMarkdown(text.HTML, strings.TrimSpace); err != nil || got != c.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, c.want)
			}
		})
	}
}
