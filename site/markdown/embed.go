package markdown

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// embed is a page of another site that a story shows as a card with a link.
// Nothing is asked of that site before the reader follows it.
type embed struct {
	provider string
	id       string
	url      string
	user     string
}

// loneURL writes a paragraph that is one address: of a film, of a file to
// play, or of a post. Any other address stays a link.
func (w *writer) loneURL(n *ast.Paragraph) bool {
	if n.Lines().Len() != 1 {
		return false
	}
	segment := n.Lines().At(0)
	line := segment.Value(w.Text)
	if len(line) > 500 {
		return false
	}
	address := strings.TrimSpace(string(line))
	if strings.ContainsAny(address, " \t[]\"") || !strings.ContainsAny(address, ".") {
		return false
	}
	if inner, ok := strings.CutPrefix(address, "<"); ok {
		address = strings.TrimSuffix(inner, ">")
	}
	if tag := mediaTag(address); tag != "" {
		if w.badPicture(address, segment.Start) {
			return false
		}
		w.put(`<figure class="media">`)
		w.player(tag, address, "", segment.Start)
		w.put("</figure>")
		return true
	}
	e, ok := embedOf(address)
	if ok {
		w.embed(e)
	}
	return ok
}

func (w *writer) embed(e embed) {
	w.put(`<figure class="embed" data-embed="` + e.provider + `"`)
	w.attr("data-id", e.id)
	w.put(">")
	w.embedLink(e)
	w.put("</figure>")
	w.gap()
}

func (w *writer) embedLink(e embed) {
	if w.links == 0 {
		w.put(`<a href="`)
		w.out = appendURL(w.out, e.url)
		w.put(`" rel="noopener">`)
	}
	w.put(w.labels.embeds[e.provider])
	if e.user != "" {
		w.put(w.labels.post + `<bdi dir="ltr">@`)
		w.out = appendEscaped(w.out, e.user)
		w.put("</bdi>")
	}
	if w.links == 0 {
		w.put("</a>")
	}
}

// embedOf knows the sites whose pages become cards. An address that shows no
// single film or post is not one.
func embedOf(address string) (embed, bool) {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "//") {
		return embed{}, false
	}
	u, err := url.Parse(address)
	if err != nil {
		return embed{}, false
	}
	host := strings.ToLower(u.Hostname())
	for _, part := range []string{"www.", "m.", "mobile.", "web.", "music.", "player."} {
		host = strings.TrimPrefix(host, part)
	}
	if host == "youtube.com" || host == "youtu.be" || host == "youtube-nocookie.com" {
		return youtube(host, u)
	}
	for _, known := range embedHosts {
		if known.host != host {
			continue
		}
		if m := known.path.FindStringSubmatch(u.Path); m != nil {
			u.Scheme = "https"
			e := embed{provider: known.provider, url: u.String()}
			if len(m) > 2 {
				e.user, e.id = m[1], m[2]
			} else if len(m) > 1 {
				e.id = m[1]
			}
			if known.canon != "" {
				e.url = strings.NewReplacer("$user", e.user, "$id", e.id).Replace(known.canon)
			}
			if e.user == "i" || e.provider == "facebook" || e.provider == "soundcloud" {
				e.user = ""
			}
			return e, true
		}
	}
	return embed{}, false
}

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

func youtube(host string, u *url.URL) (embed, bool) {
	query := u.Query()
	id := query.Get("v")
	if host == "youtu.be" {
		id = strings.Trim(u.Path, "/")
	} else if m := youtubePath.FindStringSubmatch(u.Path); m != nil {
		id = m[1]
	}
	if !youtubeID.MatchString(id) {
		return embed{}, false
	}
	e := embed{provider: "youtube", id: id, url: "https://www.youtube.com/watch?v=" + id}
	for _, key := range []string{"t", "start"} {
		if at := query.Get(key); at != "" && youtubeTime.MatchString(at) {
			e.url += "&t=" + at
			break
		}
	}
	return e, true
}
