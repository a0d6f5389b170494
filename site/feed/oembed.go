package feed

import (
	"encoding/json"
	"html"
	"io"

	"warraq/site"
)

// OEmbedView is what another site is told of a film or a recording.
type OEmbedView struct {
	Title     string
	Author    string
	Provider  string
	Home      string // absolute
	Page      string // absolute
	Media     string // absolute address of the file
	Audio     bool
	Thumbnail site.Picture // URL absolute
}

// OEmbed writes the description of a player (oEmbed 1.0, 2.3.4): HTML that
// needs no script of ours.
func OEmbed(w io.Writer, v *OEmbedView) error {
	const width, height = 640, 360
	out := map[string]any{
		"version": "1.0", "type": "video", "title": tame(v.Title), "provider_name": tame(v.Provider), "provider_url": v.Home,
		"width": width, "height": height, "html": `<video controls preload="none" width="640" height="360" src="` + html.EscapeString(v.Media) + `"></video>`,
	}
	if v.Audio {
		out["type"], out["height"] = "rich", 60
		out["html"] = `<audio controls preload="none" src="` + html.EscapeString(v.Media) + `"></audio>`
	}
	if v.Author != "" {
		out["author_name"] = tame(v.Author)
	}
	if v.Thumbnail.URL != "" && v.Thumbnail.Width > 0 {
		out["thumbnail_url"], out["thumbnail_width"], out["thumbnail_height"] = v.Thumbnail.URL, v.Thumbnail.Width, v.Thumbnail.Height
	}
	enc := json.NewEncoder(w)
	return enc.Encode(out) // sorted by key
}
