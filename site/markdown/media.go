package markdown

import (
	"path"
	"strings"

	"warraq/site"
)

// mediaTag is the element that plays a file: "video", "audio", or "" for what
// is neither.
func mediaTag(src string) string {
	if i := strings.IndexAny(src, "?#"); i >= 0 {
		src = src[:i]
	}
	switch strings.ToLower(path.Ext(src)) {
	case ".mp4", ".webm", ".m4v", ".mov", ".ogv":
		return "video"
	case ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac":
		return "audio"
	}
	return ""
}

// player writes a film or a recording; nothing is fetched before it is played.
func (w *media) player(tag, src, name string, pos int) {
	w.put("<" + tag + ` controls preload="none" src="`)
	w.mark(site.RefFile, src, pos)
	w.put(`"`)
	w.attr("aria-label", name)
	w.put("></" + tag + ">")
}
