package markdown

import (
	"regexp"
)

// embedHosts say which paths of a site show one thing: with one group its id,
// with two who made it and its id.
var embedHosts = []struct {
	provider, host string
	path           *regexp.Regexp
	canon          string // its address, or "" for as written
}{
	{"x", "twitter.com", xPath, "https://x.com/$user/status/$id"},
	{"x", "x.com", xPath, "https://x.com/$user/status/$id"},
	{"instagram", "instagram.com", regexp.MustCompile(`^/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]+)`), "https://www.instagram.com/p/$id/"},
	{"tiktok", "tiktok.com", regexp.MustCompile(`^/@([\w.]+)/video/(\d+)`), "https://www.tiktok.com/@$user/video/$id"},
	{"tiktok", "vm.tiktok.com", regexp.MustCompile(`^/(\w+)/?$`), ""},
	{"facebook", "facebook.com", regexp.MustCompile(`^/(?:plugins/|watch|reel/|story\.php|permalink\.php|photo|share/|[\w.-]+/(?:posts|videos|photos)/)`), ""},
	{"facebook", "fb.watch", regexp.MustCompile(`^/([\w-]+)`), ""},
	{"telegram", "t.me", regexp.MustCompile(`^/(?:s/)?(\w{4,})/(\d+)$`), "https://t.me/$user/$id"},
	{"vimeo", "vimeo.com", regexp.MustCompile(`^/(?:video/)?(\d+)`), "https://vimeo.com/$id"},
	{"dailymotion", "dailymotion.com", regexp.MustCompile(`^/(?:embed/)?video/(\w+)`), "https://www.dailymotion.com/video/$id"},
	{"dailymotion", "dai.ly", regexp.MustCompile(`^/(\w+)$`), "https://www.dailymotion.com/video/$id"},
	{"soundcloud", "soundcloud.com", regexp.MustCompile(`^/([\w-]+)/([\w-]+)`), ""},
	{"map", "google.com", regexp.MustCompile(`^/maps/`), ""},
	{"map", "openstreetmap.org", regexp.MustCompile(`^/export/embed`), ""},
}

var xPath = regexp.MustCompile(`^/(\w{1,15})/status(?:es)?/(\d+)`)

var (
	youtubePath = regexp.MustCompile(`^/(?:embed|shorts|live|v)/([\w-]{6,20})`)
	youtubeID   = regexp.MustCompile(`^[\w-]{6,20}$`)
	youtubeTime = regexp.MustCompile(`^(?:\d+h)?(?:\d+m)?(?:\d+s?)?$`)
)
