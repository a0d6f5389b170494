package feed

import (
	"encoding/json"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// Manifest is the web app manifest (W3C) of an edition, with those of its files that
// are icons: icons/icon-SIZE.png and icons/maskable-SIZE.png.
func Manifest(c *site.Config, files []string) ([]byte, error) {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	m := struct {
		Name       string `json:"name"`
		ShortName  string `json:"short_name"`
		Lang       string `json:"lang"`
		Dir        string `json:"dir"`
		StartURL   string `json:"start_url"`
		Display    string `json:"display"`
		ThemeColor string `json:"theme_color,omitempty"`
		Background string `json:"background_color"`
		Icons      []icon `json:"icons,omitempty"`
	}{
		Name: c.Title, ShortName: c.Title, Lang: c.Language, Dir: arabic.Dir(c.Language), StartURL: c.URL("/"),
		Display: "minimal-ui", ThemeColor: c.Accent, Background: "#ffffff",
	}
	for _, file := range files {
		for _, kind := range [...]struct{ prefix, purpose string }{{"icons/icon-", ""}, {"icons/maskable-", "maskable"}} {
			if size, ok := strings.CutPrefix(strings.TrimSuffix(file, ".png"), kind.prefix); ok {
				m.Icons = append(m.Icons, icon{c.Shared("/" + file), size + "x" + size, "image/png", kind.purpose})
			}
		}
	}
	return json.Marshal(m)
}
