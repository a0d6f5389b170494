package exports

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"warraq/site/intake"
)

// ghostNodes are the nodes and cards of Ghost's editor with the fields that hold words,
// addresses and pictures, as packages/kg-default-nodes of TryGhost/Koenig has them
// (2026); nft and the plain quote are of older posts. «ك» stands for a word that is the
// field's own, «ع» for an address. The children of a node are written as Lexical has
// them.
var ghostNodes = map[string]string{
	"paragraph":      `{"type":"paragraph","children":[{"type":"extended-text","text":"ك"},{"type":"linebreak"},{"type":"tab"},{"type":"extended-text","text":"ك","format":255},{"type":"link","url":"ع","children":[{"type":"text","text":"ك"}]},{"type":"autolink","url":"ع","children":[{"type":"text","text":"ك"}]},{"type":"tk","text":"ك"},{"type":"at-link","url":"ع","children":[{"type":"at-link-search","text":"ك"}]}]}`,
	"heading":        `{"type":"extended-heading","tag":"h3","children":[{"type":"extended-text","text":"ك"}]}`,
	"plain heading":  `{"type":"heading","tag":"h2","children":[{"type":"text","text":"ك"}]}`,
	"quote":          `{"type":"extended-quote","children":[{"type":"extended-text","text":"ك"}]}`,
	"aside":          `{"type":"aside","children":[{"type":"extended-text","text":"ك"}]}`,
	"list":           `{"type":"list","listType":"number","start":4,"children":[{"type":"listitem","value":4,"children":[{"type":"text","text":"ك"}]},{"type":"listitem","value":5,"children":[{"type":"list","listType":"bullet","children":[{"type":"listitem","children":[{"type":"text","text":"ك"}]}]}]}]}`,
	"image":          `{"type":"image","src":"ع.jpg","alt":"ك","title":"","caption":"<span>ك</span>","href":"ع","width":1}`,
	"titled image":   `{"type":"image","src":"ع.jpg","title":"ك"}`,
	"gallery":        `{"type":"gallery","images":[{"src":"ع.jpg","alt":"ك","caption":"ك"},{"src":"ع.jpg","title":"ك"}],"caption":"<i>ك</i>"}`,
	"bookmark":       `{"type":"bookmark","url":"ع","metadata":{"title":"ك","description":"ك","author":"ك","publisher":"ك","icon":"ع.ico","thumbnail":"ع.jpg"},"caption":"ك"}`,
	"embed":          `{"type":"embed","url":"https://www.youtube.com/watch?v=abcdefghijk","embedType":"video","html":"<iframe src=\"https://www.youtube.com/embed/abcdefghijk?feature=oembed\"></iframe>","metadata":{},"caption":"ك"}`,
	"embedded post":  `{"type":"embed","url":"ع","html":"<blockquote class=\"mastodon-embed\"><p>ك</p></blockquote><script src=\"https://x.example/e.js\"></script>","caption":"ك"}`,
	"embed by hand":  `{"type":"embed","url":"ع"}`,
	"callout":        `{"type":"callout","calloutText":"<p>ك</p>","calloutEmoji":"!"}`,
	"toggle":         `{"type":"toggle","heading":"<span>ك</span>","content":"<p>ك</p>"}`,
	"button":         `{"type":"button","buttonText":"ك","buttonUrl":"ع"}`,
	"call-to-action": `{"type":"call-to-action","textValue":"<p>ك</p>","showButton":true,"buttonText":"ك","buttonUrl":"ع","hasSponsorLabel":true,"sponsorLabel":"<p>ك</p>","imageUrl":"ع.jpg"}`,
	"product":        `{"type":"product","productImageSrc":"ع.jpg","productTitle":"ك","productDescription":"<p>ك</p>","productRatingEnabled":true,"productStarRating":4,"productButtonEnabled":true,"productButton":"ك","productUrl":"ع"}`,
	"file":           `{"type":"file","src":"ع.pdf","fileTitle":"ك","fileCaption":"ك","fileName":"","fileSize":7}`,
	"named file":     `{"type":"file","src":"ع.pdf","fileName":"ك"}`,
	"audio":          `{"type":"audio","src":"ع.mp3","title":"ك","thumbnailSrc":"ع.jpg","duration":7}`,
	"video":          `{"type":"video","src":"ع.mp4","caption":"ك","thumbnailSrc":"","customThumbnailSrc":"ع.jpg"}`,
	"header":         `{"type":"header","version":2,"header":"ك","subheader":"ك","buttonEnabled":true,"buttonText":"ك","buttonUrl":"ع","backgroundImageSrc":"ع.jpg"}`,
	"signup":         `{"type":"signup","header":"ك","subheader":"ك","disclaimer":"ك","buttonText":"ك","backgroundImageSrc":"ع.jpg"}`,
	"email":          `{"type":"email","html":"<p>ك</p>"}`,
	"email-cta":      `{"type":"email-cta","html":"<p>ك</p>","showButton":true,"buttonText":"ك","buttonUrl":"ع"}`,
	"html":           `{"type":"html","html":"<p>ك <a href=\"ع\">ك</a></p><img src=\"ع.jpg\" alt=\"ك\">"}`,
	"letters' html":  `{"type":"html","html":"<p>ك</p>","visibility":{"web":{"nonMember":false,"memberSegment":""},"email":{"memberSegment":"status:free"}}}`,
	"markdown":       `{"type":"markdown","markdown":"ك **ك** [ك](ع)"}`,
	"codeblock":      `{"type":"codeblock","code":"ك","language":"go","caption":"ك"}`,
	"transistor":     `{"type":"transistor","accentColor":"#fff"}`,
	"collection":     `{"type":"collection","collection":"ك"}`,
	"nft":            `{"type":"nft","url":"ع","html":"","caption":"ك"}`,
	"a newer card":   `{"type":"plugin-card","html":"<p>ك</p>","link":"ع","note":"كلام ك","items":[{"text":"ك"}]}`,
}

// filled gives every word and address of a card that is its own.
func filled(card string) (text string, own []string) {
	parts := strings.Split(card, "ع")
	text = parts[0]
	for i, p := range parts[1:] {
		at := fmt.Sprintf("https://z.example/%d/f", i)
		own = append(own, at)
		text += at + p
	}
	parts = strings.Split(strings.ReplaceAll(text, "كلام", "ﻛ"), "ك")
	text = parts[0]
	for i, p := range parts[1:] {
		word := "W" + string(rune('a'+i)) + "z"
		own = append(own, word)
		text += word + p
	}
	return text, own
}

// No card of Ghost's loses a word, an address or a picture without telling, in either
// of the trees that its editor keeps.
func TestNoGhostCardLosesAWordAnAddressOrAPicture(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(ghostNodes)) {
		card, own := filled(ghostNodes[name])
		forms := map[string]string{"lexical": `{"root":{"type":"root","children":[` + card + `]}}`}
		if kind := strings.Split(card, `"`)[3]; !strings.Contains(card, `"children"`) {
			forms["mobiledoc"] = `{"version":"0.3.1","markups":[],"atoms":[],"cards":[["` + kind + `",` + card + `]],"sections":[[10,0]]}`
		}
		for form, text := range forms {
			got, _ := pieces(t, ghostWith(t, map[string]any{form: text}))
			piece := got["news/a.md"]
			all := string(piece.Bytes())
			for _, n := range piece.Notes {
				if n.Kind != intake.Guessed {
					all += n.Text
				}
			}
			for _, want := range own {
				if !strings.Contains(all, want) {
					t.Errorf("%s in %s: %s is lost:\n%s\n%v", name, form, want, piece.Body, piece.Notes)
				}
			}
			if name == "transistor" && len(piece.Notes) < 2 {
				t.Errorf("the player is not told: %v", piece.Notes)
			}
			if strings.Contains(card, "nonMember") && strings.Contains(piece.Body, "Waz") {
				t.Errorf("what letters alone had is public: %s", piece.Body)
			}
		}
	}
}

// What members alone saw on a public page makes the story a draft.
func TestAGhostCardForMembersIsNotPublic(t *testing.T) {
	for field, text := range map[string]string{
		"lexical": `{"root":{"children":[{"type":"html","html":"<p>سر</p>","visibility":{"web":{"nonMember":false,"memberSegment":"status:free,status:-free"}}}]}}`,
		"html":    "<p>عام</p><!--kg-gated-block:begin nonMember:false memberSegment:\"status:free\" --><p>سر</p><!--kg-gated-block:end-->",
	} {
		got, _ := pieces(t, ghostWith(t, map[string]any{field: text}))
		if p := got["news/a.md"]; !p.IsDraft() || !strings.Contains(p.Body, "سر") {
			t.Errorf("%s: %s", field, p.Bytes())
		}
	}
}

// A gallery keeps its words, an embed is ours, and a list begins with its number.
func TestGhostCardsMeanWhatTheyMeantThere(t *testing.T) {
	for card, want := range map[string]string{
		`{"type":"gallery","images":[{"src":"/a.jpg","alt":"س"},{"src":"/b.jpg"}],"caption":"شرح"}`:                                                                                                                                                                            "![س](/a.jpg)\n![](/b.jpg)\n\nشرح",
		`{"type":"embed","url":"https://open.spotify.com/episode/7A","html":"<iframe src=\"https://open.spotify.com/embed/episode/7A?utm=1\"></iframe>"}`:                                                                                                                      "https://open.spotify.com/episode/7A",
		`{"type":"embed","url":"https://x.com/a/status/1","html":"<blockquote class=\"twitter-tweet\"><p>قول</p>— A (@a) <a href=\"https://twitter.com/a/status/1?ref_src=x\">May 1</a></blockquote>"}`:                                                                        "https://twitter.com/a/status/1?ref_src=x\n\n> قول\n>\n> — A (@a) May 1",
		`{"type":"list","listType":"number","start":3,"children":[{"type":"listitem","children":[{"type":"text","text":"أ"}]},{"type":"listitem","children":[{"type":"text","text":"ب"}]}]}`:                                                                                   "3. أ\n4. ب",
		`{"type":"list","listType":"bullet","children":[{"type":"listitem","children":[{"type":"text","text":"أ"}]},{"type":"listitem","children":[{"type":"list","listType":"number","start":2,"children":[{"type":"listitem","children":[{"type":"text","text":"ب"}]}]}]}]}`: "- أ\n  \n  2. ب",
		`{"type":"product","productTitle":"كتاب","productRatingEnabled":true,"productStarRating":3}`:                                                                                                                                                                           "كتاب\n\n★★★☆☆",
		`{"type":"header","header":"رأس","buttonEnabled":false,"buttonText":"زر"}`:                                                                                                                                                                                             "رأس",
	} {
		got, _ := pieces(t, ghostWith(t, map[string]any{"lexical": `{"root":{"children":[` + card + `]}}`}))
		if body := got["news/a.md"].Body; body != want {
			t.Errorf("%s becomes\n%q, want\n%q", card, body, want)
		}
	}
}

// Ghost's HTML of its cards: what a reader read is there, and nothing of the player's
// and the form's own.
func TestGhostsHTMLOfCardsIsRead(t *testing.T) {
	for source, want := range map[string]string{
		`<div class="kg-card kg-audio-card"><div class="kg-audio-thumbnail placeholder kg-audio-hide"><svg></svg></div><div class="kg-audio-player-container"><audio src="https://y.example/a.mp3" preload="metadata"></audio><div class="kg-audio-title">عنوان</div><div class="kg-audio-player"><span class="kg-audio-current-time">0:00</span><div class="kg-audio-time">/<span class="kg-audio-duration">3:05</span></div><button class="kg-audio-playback-rate">1×</button></div></div></div>`: "![](https://y.example/a.mp3)\n\nعنوان",
		`<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="https://y.example/a.pdf" title="Download" download><div class="kg-file-card-contents"><div class="kg-file-card-title">وثيقة</div><div class="kg-file-card-caption">عنها</div><div class="kg-file-card-metadata"><div class="kg-file-card-filename">a.pdf</div><div class="kg-file-card-filesize">2 MB</div></div></div></a></div>`:                                                                               "[وثيقة](https://y.example/a.pdf) عنها a.pdf",
		`<div class="kg-card kg-signup-card"><h2 class="kg-signup-card-heading">اشترك</h2><form class="kg-signup-card-form"><button type="submit"><span>اشتراك</span></button><div class="kg-signup-card-success">تم</div></form><p class="kg-signup-card-disclaimer">بلا إزعاج</p></div>`:                                                                                                                                                                                                          "## اشترك\n\nبلا إزعاج",
		`<figure class="kg-card kg-gallery-card kg-card-hascaption"><div class="kg-gallery-container"><div class="kg-gallery-row"><div class="kg-gallery-image"><img src="https://y.example/1.jpg" alt="س"></div><div class="kg-gallery-image"><img src="https://y.example/2.jpg"></div></div></div><figcaption>شرح</figcaption></figure>`:                                                                                                                                                          "![س](https://y.example/1.jpg)\n![](https://y.example/2.jpg)\n\nشرح",
	} {
		got, _ := pieces(t, ghostWith(t, map[string]any{"html": source}))
		if body := got["news/a.md"].Body; body != want {
			t.Errorf("%s becomes\n%q, want\n%q", source, body, want)
		}
	}
	got, _ := pieces(t, ghostWith(t, map[string]any{"html": `<figure class="kg-card kg-video-card"><video src="https://y.example/v.mp4" poster="https://img.spacergif.org/v1/640x360/0a/spacer.png" style="background: transparent url('https://y.example/poster.jpg') 50%"></video></figure>`}))
	if text := string(got["news/a.md"].Bytes()); !strings.Contains(text, "src: https://y.example/poster.jpg") || strings.Contains(text, "spacer") {
		t.Errorf("the poster of a film is lost:\n%s", text)
	}
}
