package settings

import (
	"strings"
	"testing"
)

// An address that stands on every page leads to one place from all of them.
func TestRelativeAddressesOfTheSettingsAreTold(t *testing.T) {
	src := `title: ت
menus:
  main: [{title: أ, url: content/news2}, {title: ب, url: /news/}, {title: ج, url: "#x"}, {title: د, url: https://a.org/}, {title: ه, url: "?q=1"}, {title: و, url: mailto:a@a.org}]
  footer: [www.a.org]
social: [{title: س, url: x.com/a}]
publisher: {logo: logo.png, ethics: /ethics/}
`
	_, problems := ParseConfig("edition.yaml", []byte(src))
	var told []string
	for _, p := range problems {
		if p.Rule == "settings/relative-address" {
			told = append(told, strings.Fields(p.Message.En)[0])
		}
	}
	if got, want := strings.Join(told, " "), "content/news2 www.a.org x.com/a logo.png"; got != want {
		t.Errorf("told of %q, want %q\n%v", got, want, problems)
	}
}
