// Package embeds knows the sites whose pages a story shows as cards, and in frames where the reader asks.
//
// Not here: how a card is written (package markdown).
package embeds

import (
	"net/url"
	"strings"
)

// Embed is a page of another site that a story shows as a card with a link.
// Nothing is asked of that site before the reader follows it.
type Embed struct {
	Provider string
	ID       string
	URL      string
	User     string
	Frame    string // what a frame would show; "" if it may not be framed
}

// Of knows the sites whose pages become cards. An address that shows no
// single film or post is not one.
func Of(address string) (Embed, bool) {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "//") {
		return Embed{}, false
	}
	u, err := url.Parse(address)
	if err != nil {
		return Embed{}, false
	}
	host := strings.ToLower(u.Hostname())
	for _, part := range []string{"www.", "m.", "mobile.", "web.", "music.", "player."} {
		host = strings.TrimPrefix(host, part)
	}
	if host == "youtube.com" || host == "youtu.be" || host == "youtube-nocookie.com" {
		return youtube(host, u)
	}
	for _, known := range Hosts {
		if known.host != host {
			continue
		}
		if m := known.path.FindStringSubmatch(u.Path); m != nil {
			u.Scheme = "https"
			e := Embed{Provider: known.Provider, URL: u.String()}
			if len(m) > 2 {
				e.User, e.ID = m[1], m[2]
			} else if len(m) > 1 {
				e.ID = m[1]
			}
			e.Frame = strings.Replace(known.Frame, "$self", e.URL, 1)
			if known.canon != "" {
				e.URL = strings.NewReplacer("$user", e.User, "$id", e.ID).Replace(known.canon)
			}
			if known.Frame != "$self" {
				e.Frame = strings.NewReplacer("$user", e.User, "$id", e.ID, "$url", url.QueryEscape(e.URL)).Replace(known.Frame)
			}
			if e.User == "i" || !namesWho[e.Provider] {
				e.User = ""
			}
			return e, true
		}
	}
	return Embed{}, false
}

func youtube(host string, u *url.URL) (Embed, bool) {
	query := u.Query()
	id := query.Get("v")
	if host == "youtu.be" {
		id = strings.Trim(u.Path, "/")
	} else if m := youtubePath.FindStringSubmatch(u.Path); m != nil {
		id = m[1]
	}
	if !youtubeID.MatchString(id) {
		return Embed{}, false
	}
	e := Embed{Provider: "youtube", ID: id, URL: "https://www.youtube.com/watch?v=" + id}
	for _, key := range []string{"t", "start"} {
		if at := query.Get(key); at != "" && youtubeTime.MatchString(at) {
			e.URL += "&t=" + at
			break
		}
	}
	return e, true
}
