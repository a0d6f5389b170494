package settings

import (
	"slices"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// readRoles reads roles; one that is called as a default role changes it.
func readRoles(r *Reader, c *site.PictureConfig, n *Node) {
	c.Roles = nil
	for _, item := range n.Each() {
		role := site.Role{}
		if name := item.Get("name"); name != nil {
			role, _ = c.Role(name.Text)
		}
		if role.Name == "" {
			role = site.Role{Widths: []int{480, 800, 1200}, Sizes: "100vw"}
		}
		if ok := Apply(r, roleFields, &role, item); ok && role.Name == "" {
			r.Expected(item, "دور له اسم: name", "a role that has a name")
		}
		c.Roles = append(c.Roles, role)
	}
}

// readPictureFormats reads formats. A JPEG, or a PNG, is always made: every reader shows it.
func readPictureFormats(r *Reader, c *site.PictureConfig, n *Node) {
	c.Formats = r.choices(n, pictureFormats...)
}

func readWidths(r *Reader, role *site.Role, n *Node) {
	var widths []int
	for _, item := range n.Each() {
		widths = append(widths, r.within(item, 16, 4000))
	}
	slices.Sort(widths)
	if widths = slices.Compact(widths); len(widths) == 0 || len(widths) > 10 {
		r.Expected(n, "قائمة من عرض واحد إلى عشرة، بالبكسل", "a list of one to ten widths in pixels")
		return
	}
	role.Widths = widths
}

// readRatio reads 16/9, 16:9, or original.
func readRatio(r *Reader, role *site.Role, n *Node) {
	across, down, _ := strings.Cut(strings.ReplaceAll(arabic.ASCIIDigits(r.Text(n)), ":", "/"), "/")
	a, _ := strconv.Atoi(strings.TrimSpace(across))
	d, _ := strconv.Atoi(strings.TrimSpace(down))
	if strings.TrimSpace(across) != "original" && (min(a, d) < 1 || max(a, d) > 10*min(a, d)) {
		r.Expected(n, "نسبة مثل 16/9، أو original", "a ratio such as 16/9, or original")
		return
	}
	role.Ratio = site.Ratio{Across: a, Down: d}
}
