package markup

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// source is the address of what is played or shown.
func (c *conversion) source(n *html.Node) string {
	if Attribute(n, "data-tweet-id") != "" {
		return "https://x.com/i/status/" + Attribute(n, "data-tweet-id")
	}
	src := ""
	for _, key := range []string{"src", "data-src", "data-lazy-src", "data-litespeed-src", "data-cfsrc", "data-orig-src", "data"} {
		if v := Attribute(n, key); v != "" && v != "about:blank" && !strings.HasPrefix(v, "data:") && src == "" {
			src = v
		}
	}
	if src == "" && n.DataAtom != atom.Iframe {
		if src = Attribute(First(n, atom.Source), "src"); src == "" {
			src = Attribute(First(n, atom.Embed), "src")
		}
		for _, p := range All(n, atom.Param) {
			if name := strings.ToLower(Attribute(p, "name")); src == "" && (name == "movie" || name == "src") {
				src = Attribute(p, "value")
			}
		}
	}
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	if src = c.address(src); !IsAddress(src) && !strings.HasPrefix(src, "/") && (!IsMedia.MatchString(src) || strings.Contains(src, ":")) {
		return ""
	}
	return src
}

// post is the address of a post of a network, where a quotation stands for it.
func (c *conversion) post(n *html.Node) string {
	class := Attribute(n, "class")
	for _, p := range posts {
		switch {
		case !strings.Contains(class, p.class):
		case Attribute(n, p.key) != "":
			return p.front + strings.TrimSuffix(Attribute(n, p.key), "/embed")
		case p.link != "":
			last := ""
			for _, a := range All(n, atom.A) {
				if href := Attribute(a, "href"); strings.Contains(href, p.link) {
					last = href
				}
			}
			return last
		}
	}
	return ""
}

// posts are the classes of quotations that a network's script makes its posts of: the
// attribute that names the post, or what stands in the link that leads to it.
var posts = []struct{ class, key, front, link string }{
	{"instagram-media", "data-instgrm-permalink", "", "instagram.com/"},
	{"tiktok-embed", "cite", "", "/video/"},
	{"twitter-tweet", "data-tweet-url", "", "/status/"},
	{"twitter-video", "data-tweet-url", "", "/status/"},
	{"text-post-media", "data-text-post-permalink", "", "threads."},
	{"bluesky-embed", "data-bluesky-url", "", "/post/"},
	{"mastodon-embed", "data-embed-url", "", "/@"},
	{"reddit-", "data-url", "", "/comments/"},
	{"fb-xfbml-parse-ignore", "cite", "", "facebook.com/"},
	{"imgur-embed-pub", "data-id", "https://imgur.com/", ""},
}

// ofScript is what a script puts into its place; "" if that is not known.
func ofScript(n *html.Node) string {
	if post := Attribute(n, "data-telegram-post"); post != "" {
		return "https://t.me/" + post
	}
	src := Attribute(n, "src")
	for _, s := range scripts {
		if m := s.form.FindStringSubmatch(src); m != nil {
			return s.page + m[1] + s.end
		}
	}
	return ""
}

var scripts = []struct {
	form      *regexp.Regexp
	page, end string
}{
	{regexp.MustCompile(`^(?:https?:)?//datawrapper\.dwcdn\.net/(\w{5})/`), "https://datawrapper.dwcdn.net/", "/"},
	{regexp.MustCompile(`^(?:https?:)?//gist\.github\.com/([\w-]+/\w+)\.js`), "https://gist.github.com/", ""},
	{regexp.MustCompile(`^(?:https?:)?//asciinema\.org/a/(\w+)\.js`), "https://asciinema.org/a/", ""},
}

// loaders are the scripts that only draw what stands in the text.
var loaders = regexp.MustCompile(`(?i)twitter\.com/widgets|platform\.x\.com|instagram\.com/embed|/embed\.js|/embed/v?\d*/?embed|connect\.facebook|telegram-widget|datawrapper|flourish|infogram|threads\.(?:net|com)/embed|bsky\.app|redditmedia|embedly|iframely|gist\.github|asciinema|imgur|documentcloud`)

var scriptForm = regexp.MustCompile(`(?i)<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)`)

// Programs are the scripts of a text that draw something of which nothing stands in it:
// no manuscript holds them.
func Programs(source string) (out []string) {
	for _, m := range scriptForm.FindAllStringSubmatch(source, -1) {
		if !loaders.MatchString(m[1]) {
			out = append(out, html.UnescapeString(m[1]))
		}
	}
	return out
}

// ofBox is the address of what a script draws in a box.
func ofBox(n *html.Node) string {
	class, id := Attribute(n, "class"), Attribute(n, "id")
	switch key := Attribute(n, "data-src"); {
	case strings.Contains(class, "fb-post") || strings.Contains(class, "fb-video"):
		if href := Attribute(n, "data-href"); IsAddress(href) {
			return href
		}
	case strings.Contains(class, "flourish-embed") && key != "":
		return "https://public.flourish.studio/" + strings.Trim(before(before(key, "?"), "#"), "/") + "/"
	case strings.HasPrefix(id, "datawrapper-vis-"):
		return "https://datawrapper.dwcdn.net/" + strings.TrimPrefix(id, "datawrapper-vis-") + "/"
	case strings.Contains(class, "infogram-embed") && Attribute(n, "data-id") != "":
		return "https://infogram.com/" + Attribute(n, "data-id")
	case Attribute(n, "data-telegram-post") != "":
		return "https://t.me/" + Attribute(n, "data-telegram-post")
	case IsAddress(Attribute(n, "data-pym-src")):
		return Attribute(n, "data-pym-src")
	case strings.HasPrefix(id, "DV-viewer-"):
		return "https://www.documentcloud.org/documents/" + strings.TrimPrefix(id, "DV-viewer-")
	case strings.Contains(class, "youtube") && youtubeID.MatchString(Attribute(n, "data-id")):
		return "https://www.youtube.com/watch?v=" + Attribute(n, "data-id")
	}
	return ""
}

var youtubeID = regexp.MustCompile(`^[\w-]{11}$`)

// elements are those that pages define themselves, AMP's among them, with the attribute
// that names what they show.
var elements = map[string]struct{ key, front string }{
	"amp-youtube": {"data-videoid", "https://www.youtube.com/watch?v="}, "lite-youtube": {"videoid", "https://www.youtube.com/watch?v="},
	"amp-vimeo": {"data-videoid", "https://vimeo.com/"}, "lite-vimeo": {"videoid", "https://vimeo.com/"},
	"amp-dailymotion": {"data-videoid", "https://www.dailymotion.com/video/"}, "amp-twitter": {"data-tweetid", "https://x.com/i/status/"},
	"amp-instagram": {"data-shortcode", "https://www.instagram.com/p/"}, "amp-facebook": {"data-href", ""}, "amp-tiktok": {"data-src", ""},
	"amp-soundcloud": {"data-trackid", "https://api.soundcloud.com/tracks/"}, "amp-iframe": {"src", ""}, "amp-video": {"src", ""}, "amp-audio": {"src", ""},
	"youtube-video": {"src", ""}, "vimeo-video": {"src", ""}, "fb:post": {"href", ""}, "fb:video": {"href", ""},
}

// ofElement is the address of what such an element shows.
func ofElement(n *html.Node) string {
	e, ok := elements[n.Data]
	if value := Attribute(n, e.key); ok && value != "" {
		return e.front + value
	}
	if ok {
		return Attribute(First(n, atom.Source), "src")
	}
	return ""
}

// players are the addresses of frames, with what stands before and behind the mark of
// what they play in the address of its page.
var players = []struct {
	form       *regexp.Regexp
	page, tail string
}{
	{regexp.MustCompile(`^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/videoseries\?(?:.*&)?list=([\w-]+)`), "https://www.youtube.com/playlist?list=", ""},
	{regexp.MustCompile(`^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{6,})(?:\?(?:.*&)?start=(\d+))?`), "https://www.youtube.com/watch?v=", "&t="},
	{regexp.MustCompile(`^(?:https?:)?//player\.vimeo\.com/video/(\d+)(?:\?(?:.*&)?h=(\w+))?`), "https://vimeo.com/", "/"},
	{regexp.MustCompile(`^(?:https?:)?//(?:www\.)?dailymotion\.com/embed/video/(\w+)`), "https://www.dailymotion.com/video/", ""},
	{regexp.MustCompile(`^(?:https?:)?//geo\.dailymotion\.com/player[^?]*\?(?:.*&)?video=(\w+)`), "https://www.dailymotion.com/video/", ""},
	{regexp.MustCompile(`^(?:https?:)?//(?:www\.)?tiktok\.com/(?:embed/(?:v\d/)?|player/v\d/)(\d+)`), "https://www.tiktok.com/@_/video/", ""}, // any name leads to it
	{regexp.MustCompile(`^(?:https?:)?//platform\.(?:twitter|x)\.com/embed/[^?]*\?(?:.*&)?id=(\d+)`), "https://x.com/i/status/", ""},
	{regexp.MustCompile(`^(?:https?:)?//(?:www\.)?instagram\.com/(?:p|reel|tv)/([\w-]+)/embed`), "https://www.instagram.com/p/", ""},
	{regexp.MustCompile(`^(?:https?:)?//t\.me/(?:s/)?(\w+/\d+)\?`), "https://t.me/", ""},
}

// wrappers are the frames that show what another address, in their query, names.
var wrappers = regexp.MustCompile(`^(?:https?:)?//(?:www\.facebook\.com/plugins/(?:post|video)\.php|cdn\.embedly\.com/widgets/media\.html|cdn\.iframe\.ly/api/iframe|twitframe\.com/show)\?(?:.*&)?(?:href|url)=([^&]+)`)

// IsMedia recognizes a file that a page plays.
var IsMedia = regexp.MustCompile(`(?i)\.(?:mp4|webm|m4v|mov|ogv|mp3|m4a|ogg|oga|opus|wav|aac)(?:[?#]|$)`)

// Embedded is the page of what a frame plays, as a paragraph that is one
// address; of a file, its player.
func Embedded(src string) string {
	if m := wrappers.FindStringSubmatch(src); m != nil {
		if inner, err := url.QueryUnescape(m[1]); err == nil && IsAddress(inner) {
			src = inner
		}
	}
	if IsMedia.MatchString(src) {
		return "![](" + destination(src) + ")"
	}
	for _, p := range players {
		if m := p.form.FindStringSubmatch(src); m != nil {
			page := p.page + m[1]
			if len(m) > 2 && m[2] != "" {
				page += p.tail + m[2]
			}
			return page
		}
	}
	if front, _, ok := strings.Cut(src, "/embed/#?secret="); ok { // a post of another WordPress
		return front + "/"
	}
	return src
}

// before is what stands before the first of a sign; all of a text without it.
func before(s, sign string) string {
	head, _, _ := strings.Cut(s, sign)
	return head
}
