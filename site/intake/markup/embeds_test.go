package markup

import (
	"strings"
	"testing"
)

// What is shown of another site is its page's address on a line of its own, in every
// form in which the site says that it may be embedded.
func TestWhatIsEmbeddedIsOneAddress(t *testing.T) {
	for source, want := range map[string]string{
		`<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0&amp;start=90"></iframe>`:                                                                                                                                                                             "https://www.youtube.com/watch?v=abcdefghijk&t=90",
		`<iframe src="https://www.youtube-nocookie.com/embed/videoseries?list=PLabc-1"></iframe>`:                                                                                                                                                                          "https://www.youtube.com/playlist?list=PLabc-1",
		`<iframe data-src="//www.youtube.com/embed/abcdefghijk" src="about:blank"></iframe>`:                                                                                                                                                                               "https://www.youtube.com/watch?v=abcdefghijk",
		`<object width="4"><param name="movie" value="http://www.youtube.com/v/abcdefghijk&hl=ar"><embed src="http://www.youtube.com/v/abcdefghijk&hl=ar"></object>`:                                                                                                       "https://www.youtube.com/watch?v=abcdefghijk",
		`<object data="https://y.example/a.pdf" type="application/pdf"></object>`:                                                                                                                                                                                          "https://y.example/a.pdf",
		`<iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e&amp;color=fff"></iframe>`:                                                                                                                                                                       "https://vimeo.com/76979871/8272103f6e",
		`<iframe src="https://geo.dailymotion.com/player/x1.html?video=x8abc"></iframe>`:                                                                                                                                                                                   "https://www.dailymotion.com/video/x8abc",
		`<iframe src="https://www.tiktok.com/embed/v2/7123456789012345678?lang=ar"></iframe>`:                                                                                                                                                                              "https://www.tiktok.com/@_/video/7123456789012345678",
		`<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/7123" data-video-id="7123"><section><a href="https://www.tiktok.com/@a">@a</a><p>نص</p></section></blockquote>`:                                                                            "https://www.tiktok.com/@a/video/7123\n\n> نص",
		`<iframe src="https://www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F123%2F&show_text=false"></iframe>`:                                                                                                          "https://www.facebook.com/a/videos/123/",
		`<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"><blockquote cite="https://www.facebook.com/a/posts/1" class="fb-xfbml-parse-ignore"><p>نص</p></blockquote></div>`:                                                                             "https://www.facebook.com/a/posts/1\n\n> نص",
		`<iframe src="https://www.instagram.com/p/CxOWiQNP2MO/embed/captioned/"></iframe>`:                                                                                                                                                                                 "https://www.instagram.com/p/CxOWiQNP2MO",
		`<iframe data-tweet-id="1453110110599868418" src="https://platform.twitter.com/embed/Tweet.html?id=1453110110599868418"></iframe>`:                                                                                                                                 "https://x.com/i/status/1453110110599868418",
		`<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=false&id=1453110110599868418"></iframe>`:                                                                                                                                                           "https://x.com/i/status/1453110110599868418",
		`<p>قبل</p><script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="durov/68" data-width="100%"></script>`:                                                                                                                            "قبل\n\nhttps://t.me/durov/68",
		`<iframe src="https://t.me/durov/68?embed=1"></iframe>`:                                                                                                                                                                                                            "https://t.me/durov/68",
		`<div style="min-height:9px" id="datawrapper-vis-AbC12"><script defer src="https://datawrapper.dwcdn.net/AbC12/embed.js" data-target="#datawrapper-vis-AbC12"></script><noscript><img src="https://datawrapper.dwcdn.net/AbC12/full.png" alt=""></noscript></div>`: "https://datawrapper.dwcdn.net/AbC12/",
		`<script src="https://datawrapper.dwcdn.net/AbC12/embed.js"></script>`:                                                                                                                                                                                             "https://datawrapper.dwcdn.net/AbC12/",
		`<div class="flourish-embed flourish-chart" data-src="visualisation/1234567?99"><script src="https://public.flourish.studio/resources/embed.js"></script><noscript><img src="https://public.flourish.studio/visualisation/1234567/thumbnail" width="100%" alt="chart visualization"/></noscript></div>`: "https://public.flourish.studio/visualisation/1234567/",
		`<div class="flourish-embed" data-src="story/77"></div>`:                                                                                                                                                       "https://public.flourish.studio/story/77/",
		`<iframe src="https://open.spotify.com/embed/episode/7makk4oTQel546B0PZlDM5?utm_source=generator"></iframe>`:                                                                                                   "https://open.spotify.com/embed/episode/7makk4oTQel546B0PZlDM5?utm_source=generator",
		`<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@a/post/C1"><a href="https://www.threads.net/@a/post/C1"><div>نص</div></a></blockquote>`:                                "https://www.threads.net/@a/post/C1\n\n> نص",
		`<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:x/app.bsky.feed.post/3k"><p>نص</p>&mdash; A <a href="https://bsky.app/profile/did:plc:x/post/3k?ref_src=embed">May</a></blockquote>`:         "https://bsky.app/profile/did:plc:x/post/3k?ref_src=embed\n\n> نص\n>\n> — A May",
		`<blockquote class="mastodon-embed" data-embed-url="https://m.example/@a/1/embed"><a href="https://m.example/@a/1">نص</a></blockquote>`:                                                                        "https://m.example/@a/1\n\n> نص",
		`<div class="infogram-embed" data-id="0d9-a" data-title="رسم"></div>`:                                                                                                                                          "https://infogram.com/0d9-a",
		`<script src="https://gist.github.com/huda/7896402.js"></script>`:                                                                                                                                              "https://gist.github.com/huda/7896402",
		`<iframe src="https://cdn.embedly.com/widgets/media.html?src=x&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk&key=1"></iframe>`:                                                                   "https://www.youtube.com/watch?v=abcdefghijk",
		`<amp-youtube data-videoid="abcdefghijk" layout="responsive"></amp-youtube>`:                                                                                                                                   "https://www.youtube.com/watch?v=abcdefghijk",
		`<amp-img src="https://y.example/a.jpg" alt="س"></amp-img>`:                                                                                                                                                    "![س](https://y.example/a.jpg)",
		`<amp-video><source src="https://y.example/a.mp4"></amp-video>`:                                                                                                                                                "![](https://y.example/a.mp4)",
		`<lite-youtube videoid="abcdefghijk"></lite-youtube>`:                                                                                                                                                          "https://www.youtube.com/watch?v=abcdefghijk",
		`<blockquote class="wp-embedded-content"><a href="https://o.example/a/">عنوان</a></blockquote><iframe class="wp-embedded-content" src="https://o.example/a/embed/#?secret=X1"></iframe>`:                       "> [عنوان](https://o.example/a/)",
		`<img class="lazy" src="data:image/gif;base64,R0" data-src="https://y.example/a.jpg" alt="س"><noscript><img src="https://y.example/a.jpg" alt="س"></noscript>`:                                                 "![س](https://y.example/a.jpg)",
		`<p>أ</p><noscript><img src="https://y.example/a.jpg"></noscript>`:                                                                                                                                             "أ\n\n![](https://y.example/a.jpg)",
		`<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-1"></iframe></noscript><p>أ</p>`:                                                                                                       "أ",
		`<figure class="kg-card kg-embed-card kg-card-hascaption"><iframe src="https://www.youtube.com/embed/abcdefghijk?feature=oembed" title="t"></iframe><figcaption><p><span>شرح</span></p></figcaption></figure>`: "https://www.youtube.com/watch?v=abcdefghijk\n\nشرح",
	} {
		got, err := ToMarkdown(source, strings.TrimSpace)
		if err != nil || got != want {
			t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
		}
	}
}

// A picture keeps where it leads, but not to its own larger copy or to the page that the
// old system had for it.
func TestWhereAPictureLeadsStays(t *testing.T) {
	for source, want := range map[string]string{
		`<a href="https://z.example/report/"><img src="/a.jpg" alt="س"></a>`:                                                                 "[![س](/a.jpg)](https://z.example/report/)",
		`<figure><a href="/b/"><img src="/a.jpg"></a><figcaption>شرح</figcaption></figure>`:                                                  `[![](/a.jpg "شرح")](/b/)`,
		`<a href="/a.jpg"><img src="/a-300x200.jpg"></a>`:                                                                                    "![](/a-300x200.jpg)",
		`<a rel="attachment wp-att-7" href="https://x.example/a/b/"><img src="/a.jpg"></a>`:                                                  "![](/a.jpg)",
		`<figure class="wp-block-gallery"><figure><a href="/b/"><img src="/a.jpg"></a></figure><figure><img src="/c.jpg"></figure></figure>`: "[![](/a.jpg)](/b/)\n![](/c.jpg)",
	} {
		if got, err := ToMarkdown(source, strings.TrimSpace); err != nil || got != want {
			t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
		}
	}
}

// Scripts that draw what the text does not hold are named.
func TestProgramsOfATextAreNamed(t *testing.T) {
	got := Programs(`<script src="https://platform.twitter.com/widgets.js"></script><script async src='https://poll.example/p.js?id=1&amp;b=2'></script><script>x</script><script src="https://www.instagram.com/embed.js">`)
	if len(got) != 1 || got[0] != "https://poll.example/p.js?id=1&b=2" {
		t.Errorf("got %q", got)
	}
}
