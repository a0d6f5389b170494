package embeds

import (
	"regexp"
)

// Hosts say which paths of a site show one thing: with one group its id,
// with two who made it, or its kind, and its id. In an address $user and $id stand for
// them, and $url for the whole address as the value of a query.
//
// A frame's address is that of the site's own documentation for embedding. "" means
// that its pages may not be framed, "$self" that the address itself is the frame's.
var Hosts = []struct {
	Provider, host string
	path           *regexp.Regexp
	canon          string // its address, or "" for as written
	Frame          string
}{
	{"x", "twitter.com", xPath, "https://x.com/$user/status/$id", xFrame},
	{"x", "x.com", xPath, "https://x.com/$user/status/$id", xFrame},
	{"instagram", "instagram.com", regexp.MustCompile(`^/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]+)`), "https://www.instagram.com/p/$id/", "https://www.instagram.com/p/$id/embed/"},
	{"tiktok", "tiktok.com", regexp.MustCompile(`^/@([\w.]+)/video/(\d+)`), "https://www.tiktok.com/@$user/video/$id", "https://www.tiktok.com/player/v1/$id"},
	{"tiktok", "vm.tiktok.com", regexp.MustCompile(`^/(\w+)/?$`), "", ""},
	{"facebook", "facebook.com", regexp.MustCompile(`^/plugins/(?:post|video)\.php`), "", "$self"},
	{"facebook", "facebook.com", regexp.MustCompile(`^/(?:watch|reel/|[\w.-]+/videos/)`), "", "https://www.facebook.com/plugins/video.php?href=$url"},
	{"facebook", "facebook.com", regexp.MustCompile(`^/(?:plugins/|story\.php|permalink\.php|photo|share/|[\w.-]+/(?:posts|photos)/)`), "", "https://www.facebook.com/plugins/post.php?href=$url"},
	{"facebook", "fb.watch", regexp.MustCompile(`^/([\w-]+)`), "", "https://www.facebook.com/plugins/video.php?href=$url"},
	{"telegram", "t.me", regexp.MustCompile(`^/(?:s/)?(\w{4,})/(\d+)$`), "https://t.me/$user/$id", "https://t.me/$user/$id?embed=1"},
	{"vimeo", "vimeo.com", regexp.MustCompile(`^/(?:video/)?(\d+)`), "https://vimeo.com/$id", "https://player.vimeo.com/video/$id?dnt=1"},
	{"dailymotion", "dailymotion.com", regexp.MustCompile(`^/(?:embed/)?video/(\w+)`), "https://www.dailymotion.com/video/$id", dailymotionFrame},
	{"dailymotion", "dai.ly", regexp.MustCompile(`^/(\w+)$`), "https://www.dailymotion.com/video/$id", dailymotionFrame},
	{"soundcloud", "soundcloud.com", regexp.MustCompile(`^/([\w-]+)/([\w-]+)`), "", "https://w.soundcloud.com/player/?url=$url"},
	{"soundcloud", "w.soundcloud.com", regexp.MustCompile(`^/player`), "", "$self"},
	{"spotify", "open.spotify.com", regexp.MustCompile(`^/(?:intl-\w+/)?(?:embed(?:-podcast)?/)?(track|album|playlist|artist|show|episode)/(\w+)`), "https://open.spotify.com/$user/$id", "https://open.spotify.com/embed/$user/$id"},
	{"datawrapper", "datawrapper.dwcdn.net", regexp.MustCompile(`^/(\w{5})(?:/|$)`), "https://datawrapper.dwcdn.net/$id/", "https://datawrapper.dwcdn.net/$id/"},
	{"datawrapper", "datawrapper.de", regexp.MustCompile(`^/_/(\w{5})(?:/|$)`), "https://datawrapper.dwcdn.net/$id/", "https://datawrapper.dwcdn.net/$id/"},
	{"flourish", "public.flourish.studio", flourishPath, flourishPage, flourishFrame},
	{"flourish", "flo.uri.sh", flourishPath, flourishPage, flourishFrame},
	{"map", "google.com", regexp.MustCompile(`^/maps/embed`), "", "$self"},
	{"map", "google.com", regexp.MustCompile(`^/maps/`), "", ""},
	{"map", "openstreetmap.org", regexp.MustCompile(`^/export/embed`), "", "$self"},
}

const (
	xFrame           = "https://platform.twitter.com/embed/Tweet.html?id=$id&dnt=true"
	dailymotionFrame = "https://geo.dailymotion.com/player.html?video=$id"
	flourishPage     = "https://public.flourish.studio/$user/$id/"
	flourishFrame    = "https://flo.uri.sh/$user/$id/embed"
)

// namesWho are the sites whose addresses name who wrote a post.
var namesWho = map[string]bool{"x": true, "tiktok": true, "telegram": true, "instagram": true}

var (
	xPath        = regexp.MustCompile(`^/(\w{1,15})/status(?:es)?/(\d+)`)
	flourishPath = regexp.MustCompile(`^/(visualisation|story)/(\d+)`)
)

var (
	youtubePath = regexp.MustCompile(`^/(?:embed|shorts|live|v)/([\w-]{6,20})`)
	youtubeID   = regexp.MustCompile(`^[\w-]{6,20}$`)
	youtubeTime = regexp.MustCompile(`^(?:\d+h)?(?:\d+m)?(?:\d+s?)?$`)
)
