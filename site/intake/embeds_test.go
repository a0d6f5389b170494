package intake

import (
	"strings"
	"testing"
	"time"

	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// What another site showed in a frame, by a script or as a quotation is an embed of
// ours: the built page knows whose it is.
func TestWhatWasEmbeddedThereIsEmbeddedHere(t *testing.T) {
	for source, provider := range map[string]string{
		`<iframe src="https://www.youtube.com/embed/abcdefghijk?start=9"></iframe>`:                                             "youtube",
		`<iframe src="https://player.vimeo.com/video/76979871?h=82f6e"></iframe>`:                                               "vimeo",
		`<iframe src="https://www.tiktok.com/embed/v2/7123456789012345678"></iframe>`:                                           "tiktok",
		`<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1"></iframe>`: "facebook",
		`<iframe src="https://www.instagram.com/p/CxOWiQNP2MO/embed/"></iframe>`:                                                "instagram",
		`<script src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="durov/68"></script>`:                   "telegram",
		`<div id="datawrapper-vis-AbC12"></div>`:                                                                                "datawrapper",
		`<div class="flourish-embed" data-src="visualisation/1234567"></div>`:                                                   "flourish",
		`<iframe src="https://flo.uri.sh/visualisation/1234567/embed"></iframe>`:                                                "flourish",
		`<iframe src="https://open.spotify.com/embed/episode/7makk4oTQel546B0PZlDM5"></iframe>`:                                 "spotify",
		`<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1453110110599868418"></iframe>`:                          "x",
		`<iframe src="https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1"></iframe>`:                    "soundcloud",
		`<iframe src="https://www.google.com/maps/embed?pb=!1m18"></iframe>`:                                                    "map",
	} {
		body, err := markup.ToMarkdown(source, strings.TrimSpace)
		if err != nil {
			t.Fatal(err)
		}
		r := manuscript.Read("news/a.md", manuscript.Compose(manuscript.Matter{{Key: "title", Value: "أ"}}, body), manuscript.Options{Lang: "ar", Zone: time.UTC})
		if r.Article == nil || !strings.Contains(string(r.Article.Body), `data-embed="`+provider+`"`) {
			t.Errorf("%s is no embed of %s: %q", source, provider, body)
		}
	}
}
