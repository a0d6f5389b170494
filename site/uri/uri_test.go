package uri

import (
	"testing"
)

// An address of the site's own host is one inside the site, with www and without, in either
// scheme; beside the site's folder, and elsewhere, it is not.
func TestAnAddressOfTheOwnHostIsInside(t *testing.T) {
	for _, c := range []struct{ base, address, want string }{
		{"https://example.org", "https://example.org/x/", "/x/"},
		{"https://example.org", "http://www.example.org/x/?a=b#c", "/x/?a=b#c"},
		{"https://www.example.org", "https://example.org/x", "/x"},
		{"https://example.org", "HTTPS://EXAMPLE.ORG:443/x/", "/x/"},
		{"https://example.org", "//example.org/x/", "/x/"},
		{"https://example.org", "https://example.org", "/"},
		{"https://example.org", "https://example.org?p=7", "/?p=7"},
		{"https://example.org/news", "https://example.org/news/x/", "/x/"},
		{"https://example.org/news", "https://example.org/news", "/"},
		{"https://example.org/%D8%B5", "https://example.org/ص/x/", "/x/"},
		{"https://example.org/news", "https://example.org/x/", ""},
		{"https://example.org/news", "https://example.org/newspaper/", ""},
		{"https://example.org", "https://old.example/x/", ""},
		{"https://example.org", "https://example.org.evil.example/x/", ""},
		{"https://example.org", "https://example.org:8080/x/", ""},
		{"https://example.org", "https://media.example.org/x/", ""},
		{"https://example.org", "mailto:a@example.org", ""},
		{"https://example.org", "/x/", ""},
		{"https://example.org", "example.org/x/", ""},
		{"", "https://example.org/x/", ""},
	} {
		if got, ok := InSite(c.base, c.address); got != c.want || ok != (c.want != "") {
			t.Errorf("%s in %s: %q", c.address, c.base, got)
		}
	}
}

// What an address is, by how it looks.
func TestAddressesByTheirLooks(t *testing.T) {
	for address, broken := range map[string]bool{
		"https://example.org": false, "http://user@example.org:80/x": false, "https://مثال.مصر/": false, "//example.org/x": false, "https://[::1]/": false,
		"http:/example.org": true, "http:example.org": true, "https://": true, "https:///x": true, "https:\\\\example.org": true, "http://exa mple.org": true, "http://exa%20mple.org": true, "//": true, "https://?q": true,
	} {
		if IsBrokenWeb(address) != broken {
			t.Errorf("%s is broken: %v", address, !broken)
		}
	}
	for address, host := range map[string]bool{
		"example.org/x": true, "www.example.xyz": true, "example.com": true, "sub.example.co.uk/a": true, "Example.COM?q": true, "example.org:8080/x": true,
		"b.md": false, "story.html": false, "news/example.org/x": false, "./example.org": false, "/example.org/": false, "a.png": false, "ملف.pdf": false, "v1.2": false,
	} {
		if LooksLikeHost(address) != host {
			t.Errorf("%s looks like a host: %v", address, !host)
		}
	}
	for address, want := range map[string]string{" x ": "x", "\u200fx\u200e": "x", "\u200bx\u00a0": "x", "\ufeffx\t": "x", "a b": "a b", "": ""} {
		if got := CleanTarget(address); got != want {
			t.Errorf("%q is %q, want %q", address, got, want)
		}
	}
}

// What a browser could run is no address of a page, and a colon in a file's name makes no scheme of it.
func TestWhatAnAddressMayBe(t *testing.T) {
	for target, want := range map[string][3]bool{ // a page may lead there, it runs, it looks like a file
		"https://example.org/a.png": {true, false, false}, "mailto:a@example.org": {true, false, true}, "tel:+9626": {true, false, false}, "whatsapp://send?text=a": {true, false, false},
		"javascript:alert(1)//.png": {false, true, false}, "VBScript:x.png": {false, true, false}, "data:text/html,x.png": {false, true, false},
		"a:b.png": {false, false, true}, "file:///etc/passwd": {false, false, false}, "خبر:صورة.jpg": {false, false, true},
	} {
		scheme := SchemeOf(target)
		if got := [3]bool{IsLinkScheme(scheme), RunsScript(scheme), LooksLikeFile(target)}; got != want {
			t.Errorf("%s (%s): %v, want %v", target, scheme, got, want)
		}
	}
}

// The types of films and recordings are those of IANA's registry, whatever the system's own table says; an
// address of a page with a film on it is no file for a podcast player.
func TestTypesOfFilmsAndRecordings(t *testing.T) {
	for target, want := range map[string]string{"a.MP3": "audio/mpeg", "/x/b.m4a?v=1": "audio/mp4", "https://example.org/c.webm#t=3": "video/webm", "d.mov": "video/quicktime", "e.txt": "", "f": ""} {
		if got := MediaTypeOf(target); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	for address, want := range map[string]bool{
		"https://cdn.example.org/stream": true, "https://www.youtube.com/watch?v=x": false, "//youtu.be/x": false, "https://open.spotify.com/episode/1": false,
		"https://notyoutube.com/x": true, "https://vimeo.com/1/film.mp4": true,
	} {
		if IsMediaFile(address) != want {
			t.Errorf("%s: a file: %v", address, !want)
		}
	}
}

// What a browser takes for the scheme of an address (WHATWG URL): spaces and
// control characters before and in it do not count.
func TestSchemesAreFoundAsBrowsersDo(t *testing.T) {
	for address, want := range map[string]string{
		"https://x": "https", "JavaScript:alert(1)": "javascript", "java\tscript:x": "javascript", " \x01javascript:x": "javascript",
		"javascript%3Aalert(1)": "javascript", "a/b:c": "", "/x": "", "#a:b": "", "mailto:a@b": "mailto", "": "",
	} {
		if got := SchemeOf(address); got != want {
			t.Errorf("SchemeOf(%q) = %q, want %q", address, got, want)
		}
	}
	for tag, want := range map[string]bool{"ar": true, "ar-EG": true, "ku-Arab": true, "": false, "arabic": false, "a r": false} {
		if IsLanguageTag(tag) != want {
			t.Errorf("IsLanguageTag(%q) is not %v", tag, want)
		}
	}
}
