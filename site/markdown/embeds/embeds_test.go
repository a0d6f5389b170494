package embeds

import "testing"

// Pages of other sites become cards that lead there: nothing is loaded from them.
// What shows no single film or post stays a link.
func TestEmbeds(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1m5s":  "youtube jNQXAC9IVRw https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1m5s",
		"https://youtu.be/jNQXAC9IVRw?start=90":               "youtube jNQXAC9IVRw https://www.youtube.com/watch?v=jNQXAC9IVRw&t=90",
		"https://m.youtube.com/shorts/jNQXAC9IVRw":            "youtube jNQXAC9IVRw https://www.youtube.com/watch?v=jNQXAC9IVRw",
		"//player.vimeo.com/video/12345":                      "vimeo 12345 https://vimeo.com/12345",
		"https://mobile.twitter.com/user/status/123?s=20":     "x 123 https://x.com/user/status/123",
		"https://x.com/i/status/123":                          "x 123 https://x.com/i/status/123",
		"https://www.instagram.com/user/reel/Ab-1/":           "instagram Ab-1 https://www.instagram.com/p/Ab-1/",
		"https://www.tiktok.com/@user.a/video/99":             "tiktok 99 https://www.tiktok.com/@user.a/video/99",
		"https://t.me/s/channel/7":                            "telegram 7 https://t.me/channel/7",
		"https://dai.ly/x5":                                   "dailymotion x5 https://www.dailymotion.com/video/x5",
		"https://soundcloud.com/a/b":                          "soundcloud b https://soundcloud.com/a/b",
		"http://www.facebook.com/page/posts/1":                "facebook  https://www.facebook.com/page/posts/1",
		"https://www.google.com/maps/embed?pb=x":              "map  https://www.google.com/maps/embed?pb=x",
		"https://www.youtube.com/@channel":                    "",
		"https://x.com/user":                                  "",
		"https://example.org/watch?v=jNQXAC9IVRw":             "",
		"https://youtube.com.example.org/watch?v=jNQXAC9IVRw": "",
		"javascript://youtube.com/watch?v=jNQXAC9IVRw":        "",
		"https://www.youtube.com/watch?v=%22%3E%3Cscript%3E":  "",
		"https://[::1]:namedport/watch":                       "",
	} {
		e, ok := Of(address)
		got := e.Provider + " " + e.ID + " " + e.URL
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
