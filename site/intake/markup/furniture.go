package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// standIn takes away what only stands in for its neighbour: the plain copy of a picture
// that a script fetches late, and the frame of a quotation. Other words for pages without
// scripts are what the page shows.
func (c *conversion) standIn(n *html.Node) bool {
	if src := background.FindStringSubmatch(Attribute(n, "style")); src != nil && strings.Contains(Attribute(n, "class"), "wp-block-cover") && First(n, atom.Img) == nil {
		img := &html.Node{Type: html.ElementNode, Data: "img", DataAtom: atom.Img, Attr: []html.Attribute{{Key: "src", Val: src[1]}}}
		n.InsertBefore(img, n.FirstChild)
	}
	switch {
	case furniture.MatchString(Attribute(n, "class")):
		n.Parent.RemoveChild(n)
		return true
	case strings.Contains(Attribute(n, "class"), "tr-caption-container"): // Blogger's figure
		for d := range n.Descendants() {
			switch {
			case strings.Contains(Attribute(d, "class"), "tr-caption"):
				d.Data, d.DataAtom = "figcaption", atom.Figcaption
			case d.DataAtom == atom.Tbody || d.DataAtom == atom.Tr || d.DataAtom == atom.Td:
				d.Data, d.DataAtom = "div", atom.Div
			}
		}
		n.Data, n.DataAtom = "figure", atom.Figure
	case n.Data == "amp-img":
		n.Data, n.DataAtom = "img", atom.Img
	case n.DataAtom == atom.Iframe && strings.Contains(Attribute(n, "class"), "wp-embedded-content"):
		for d := n.PrevSibling; d != nil; d = d.PrevSibling {
			if d.DataAtom == atom.Blockquote || First(d, atom.Blockquote) != nil || strings.HasPrefix(strings.TrimSpace(d.Data), string(markOpens)) {
				n.Parent.RemoveChild(n)
				return true
			}
		}
	case n.DataAtom == atom.Noscript:
		img := First(n, atom.Img)
		for d := n.PrevSibling; d != nil && img != nil; d = d.PrevSibling {
			if d.Type == html.ElementNode {
				if d.DataAtom == atom.Img || d.DataAtom == atom.Picture || strings.Contains(TextOf(d), string(markOpens)) || d.DataAtom == atom.Script {
					n.Parent.RemoveChild(n)
					return true
				}
				break
			}
		}
		if frame := Attribute(First(n, atom.Iframe), "src"); strings.Contains(frame, "googletagmanager") {
			n.Parent.RemoveChild(n)
			return true
		}
		n.Data, n.DataAtom = "div", atom.Div
	}
	return false
}

// background is the picture that the older block of a cover draws behind its words.
var background = regexp.MustCompile(`background-image:\s*url\(['"]?([^'")]+)`)

// furniture are the classes of what Ghost draws round a player and a form.
var furniture = regexp.MustCompile(`(?:^| )kg-(?:audio-player|audio-hide|video-overlay|video-player-container|signup-card-form|toggle-card-icon|file-card-icon)(?: |$)|wp-block-file__embed`)
