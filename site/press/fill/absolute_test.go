package fill

import (
	"html/template"
	"strings"
	"testing"
)

// FuzzAbsolute compares absolute with the plain replacing of every beginning of a link.
func FuzzAbsolute(f *testing.F) {
	for _, body := range []string{
		`<p>نص بلا روابط</p>`, `<a href="/a/">أ</a> <img src="/b.jpg"> <video poster="/p.jpg" src="//cdn.example.com/v.mp4">`,
		`<a href="#n1">1</a> <a title="/" href="https://example.com/">x</a>`, `href="/x" src="/`, `<a  href="/"data-src="/x">`, ` src=" href="/`,
	} {
		f.Add(body)
	}
	const root, page = "https://news.example.com", "https://news.example.com/s/1/"
	plain := strings.NewReplacer( // the longer first: //host has one already
		` src="//`, ` src="//`, ` href="//`, ` href="//`, ` poster="//`, ` poster="//`,
		` src="/`, ` src="`+root+"/", ` href="/`, ` href="`+root+"/", ` poster="/`, ` poster="`+root+"/",
		` href="#`, ` href="`+page+"#",
	)
	f.Fuzz(func(t *testing.T, body string) {
		if got, want := string(Absolute(template.HTML(body), root, page)), plain.Replace(body); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	})
}
