package feed

import "io"

// Robots writes robots.txt (RFC 9309). closed keeps all robots out.
func Robots(w io.Writer, closed bool, sitemaps []string) error {
	rule := "Disallow:\n"
	if closed {
		rule = "Disallow: /\n"
	}
	text := "User-agent: *\n" + rule
	for _, s := range sitemaps {
		text += "Sitemap: " + s + "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}
