package settings

import (
	"slices"
	"strings"

	"warraq/site"
)

// readCards reads which social cards there are, and how they look.
func readCards(r *Reader, c *site.Config, n *Node) {
	if n.Kind == Map {
		Apply(r, cardFields, &c.Cards, n)
		return
	}
	on, all := r.flagOrAll(n)
	if c.Cards.Off = !on; all {
		c.Cards.Days = 0
	}
}

func readCardDays(r *Reader, c *site.CardConfig, n *Node) {
	if c.Days = 0; n.Kind != Scalar || n.Text != "all" {
		c.Days = r.within(n, 1, 36500)
	}
}

func readCardLogo(r *Reader, c *site.CardConfig, n *Node) {
	if c.Logo = r.Address(n); !strings.HasPrefix(c.Logo, "/") {
		c.Logo = ""
		r.Wrong(n, "ملف من static مثل /img/logo.png", "a file of static such as /img/logo.png")
	}
}

func readCardBoxes(r *Reader, c *site.CardConfig, n *Node) {
	c.Boxes = nil
	for _, item := range n.Each() {
		var b site.CardBox
		if ok := Apply(r, cardBoxFields, &b, item); ok && b.Part == "" {
			r.Expected(item, "جزء من البطاقة: part", "a part of the card")
		}
		if b.Part != "" {
			c.Boxes = append(c.Boxes, b)
		}
	}
}

// cardColour is one of a card's colours, or a colour in hex.
func (r *Reader) cardColour(n *Node) string {
	if slices.Contains([]string{"ground", "ink", "soft", "accent", "urgent"}, n.Text) {
		return n.Text
	}
	return r.Colour(n)
}
