package codes

import (
	"cmp"
	"strings"

	"warraq/site/intake/markup"
)

// fronts stand before the id of what shortcodes of these names show, in the address of
// its page.
var fronts = map[string]string{
	"youtube": "https://www.youtube.com/watch?v=", "youtubeplayer": "https://www.youtube.com/watch?v=", "youtube-lite": "https://www.youtube.com/watch?v=", "youtube_sc": "https://www.youtube.com/watch?v=",
	"lyte": "https://www.youtube.com/watch?v=", "yt": "https://www.youtube.com/watch?v=", "su_youtube": "https://www.youtube.com/watch?v=", "fve": "https://www.youtube.com/watch?v=",
	"vimeo": "https://vimeo.com/", "vimeo_simple": "https://vimeo.com/", "su_vimeo": "https://vimeo.com/", "dailymotion": "https://www.dailymotion.com/video/", "su_dailymotion": "https://www.dailymotion.com/video/",
	"instagram": "https://www.instagram.com/p/", "instagram_simple": "https://www.instagram.com/p/", "tiktok": "https://www.tiktok.com/@_/video/", "telegram": "https://t.me/", "spotify": "https://open.spotify.com/",
	"datawrapper": "https://datawrapper.dwcdn.net/", "flourish": "https://public.flourish.studio/visualisation/", "gist": "https://gist.github.com/", "infogram": "https://infogram.com/", "ted": "https://www.ted.com/talks/",
	"tweet": "https://x.com/i/status/", "twitter": "https://x.com/i/status/", "x": "https://x.com/i/status/", "twitter_simple": "https://x.com/i/status/", "x_simple": "https://x.com/i/status/", "asciinema": "https://asciinema.org/a/",
	"facebook": "", "fb": "", "fb_embed": "", "soundcloud": "", "iframe": "", "embed": "", "embedly": "", "oembed": "", "bluesky": "", "mastodon": "", "threads": "", "reddit": "", "slideshare": "", "scribd": "", "googlemaps": "", "link-preview": "",
}

// idForm is what an id may be made of.
var idForm = markup.Form(`^[\w./:-]+$`)

// sizes are what the older [youtube=…] says behind an address.
var sizes = markup.Form(`&(?:w|h|width|height|rel|fs|hd|ap|autoplay|hl)=[^&]*`)

// Shown is the address of the page that a shortcode shows a part of; false if there is
// none to be known.
func Shown(s Shortcode) (string, bool) {
	front, ok := fronts[strings.ToLower(s.Name)]
	if !ok {
		return "", false
	}
	id := strings.TrimSpace(cmp.Or(s.Arg("id", "code", "url", "src", "href", "link", "videoid", "video_id", "video"), markup.PlainText(s.Inner)))
	user := s.Named["user"]
	if len(s.Words) > 1 && user == "" && idForm().MatchString(s.Words[0]) && !markup.IsAddress(s.Words[0]) {
		user, id = s.Words[0], s.Words[1]
	}
	switch {
	case markup.IsAddress(id):
		return markup.Embedded(sizes().ReplaceAllString(id, "")), true
	case strings.HasPrefix(id, "//"):
		return markup.Embedded("https:" + id), true
	case front == "" || !idForm().MatchString(id):
		return "", false
	case strings.HasPrefix(front, "https://x.com/"):
		if strings.Trim(id, "0123456789") != "" {
			return "", false
		}
		return "https://x.com/" + cmp.Or(user, "i") + "/status/" + id, true
	case s.Named["type"] != "": // Spotify's kinds
		user = s.Named["type"]
	}
	if user != "" {
		id = user + "/" + id
	}
	return front + id, true
}

// Figure is the picture of a shortcode, as Markdown; false if it names none.
func Figure(s Shortcode) (string, bool) {
	src := s.Arg("src", "url", "image_path", "path", "file", "image")
	if src == "" {
		return "", false
	}
	caption := markup.WithCredit(cmp.Or(s.Named["caption"], s.Named["description"], s.Named["title"]), cmp.Or(s.Named["attr"], s.Named["credit"]))
	picture := markup.PictureMarkdown(src, s.Named["alt"], markup.PlainText(caption))
	if link := s.Named["link"]; link != "" && !strings.ContainsAny(link, " ()<>") && link != src {
		return "[" + picture + "](" + link + ")", true
	}
	return picture, true
}

// Meaning is the Markdown of a shortcode or tag that sites of Hugo, Zola, Jekyll and
// Hexo use; false if its meaning is not known.
func Meaning(s Shortcode) (string, bool) {
	s.Name = strings.TrimSuffix(s.Name, ".html")
	switch s.Name {
	case "figure", "img", "image":
		return Figure(s)
	case "video":
		if _, ok := fronts[strings.ToLower(s.Named["provider"])]; ok {
			s.Name = s.Named["provider"]
			return Shown(s)
		}
		src := s.Arg("src", "id", "url", "mp4")
		return markup.Embedded(src), src != ""
	case "audio":
		src := s.Arg("src", "url")
		return markup.Embedded(src), src != ""
	case "gist":
		if at, ok := Shown(s); len(s.Words) > 1 && ok {
			return "<" + at + ">", true
		}
	case "ref", "relref":
		return s.Arg("path"), len(s.Words) > 0 || s.Named["path"] != ""
	}
	return Shown(s)
}

// HasMeaning says that the closing of a shortcode goes with it.
func HasMeaning(name string) bool {
	_, ok := Meaning(Shortcode{Name: name, Words: []string{"1"}})
	return ok
}
