package site

import (
	"slices"
	"strconv"
)

// Role is what a picture is for on a page. A template names it.
type Role struct {
	Name   string
	Widths []int  // of the files that a browser chooses from, ascending
	Ratio  Ratio  // to which it is cut
	Sizes  string // how wide it is shown, as in the attribute sizes (HTML), for browsers that cannot wait and see
	First  bool   // it is in sight when a page opens, and fetched at once
	Silent bool   // the words beside it say what it shows: it has no alternative text
}

// defaultRoles are the roles of the built-in theme. An edition may change them, and a
// theme of its own name others.
var defaultRoles = []Role{
	{Name: "lead", Widths: []int{480, 800, 1200, 1600}, Sizes: storyWidth, First: true},
	{Name: "inline", Widths: []int{480, 800, 1200}, Sizes: "(min-width: 46rem) 44rem, 100vw"},
	{Name: "gallery", Widths: []int{480, 800, 1200, 1600}, Sizes: wholeWidth},
	{Name: "opening", Widths: []int{480, 800, 1200}, Ratio: Ratio{16, 9}, Sizes: storyWidth, First: true, Silent: true},
	{Name: "opening-2", Widths: []int{480, 800, 1200, 1600}, Ratio: Ratio{16, 9}, Sizes: "(min-width: 79rem) 55rem, (min-width: 64rem) 69vw, 100vw", First: true, Silent: true},
	{Name: "opening-3", Widths: []int{480, 800, 1200, 1600}, Ratio: Ratio{16, 9}, Sizes: wholeWidth, First: true, Silent: true},
	{Name: "card", Widths: []int{320, 480, 720}, Ratio: Ratio{3, 2}, Sizes: "(min-width: 64rem) 30rem, (min-width: 37.5rem) 45vw, 92vw", Silent: true},
	{Name: "face", Widths: []int{150, 300}, Ratio: Ratio{1, 1}, Sizes: "6.5rem", Silent: true},
}

// The widest that a picture is shown in the column of a story, and in a page.
const (
	storyWidth = "(min-width: 64rem) 48rem, 100vw"
	wholeWidth = "(min-width: 79rem) 76rem, 100vw"
)

// Ratios are the shapes that search engines ask for of a story's lead picture, at
// least as wide as LeadWidth. The first is that of previews too.
var Ratios = []Ratio{{16, 9}, {4, 3}, {1, 1}}

// PictureConfig says what is made of pictures.
type PictureConfig struct {
	Roles   []Role   // what the edition changes of the built-in theme's, and others of its theme
	Formats []string // "avif", "webp", "jpeg"; nil is the default

	Originals   bool // a picture with content credentials is published untouched too
	Films       bool // animations are shown as films, where ffmpeg is installed
	CleanStatic bool // pictures in static/ lose their metadata, but for rights
}

// Better are the formats that a browser chooses from before the one that every reader shows
// (JPEG or PNG): the smallest files first.
func (c PictureConfig) Better() (out []string) {
	if c.Formats == nil {
		return []string{"webp"}
	}
	for _, format := range []string{"avif", "webp"} {
		if slices.Contains(c.Formats, format) {
			out = append(out, format)
		}
	}
	return out
}

// Thumb is the address of the smallest size of a picture that cards have, or "".
func (c PictureConfig) Thumb(p Picture) string {
	role, ok := c.Role("card")
	if p.Stem == "" || !ok || len(role.Widths) == 0 {
		return p.URL
	}
	format := p.Format
	if better := c.Better(); len(better) > 0 {
		format = better[len(better)-1]
	}
	return p.Address(p.At(role.Ratio, role.Widths[0], format))
}

// MostAVIF bounds the pixels of an AVIF that is made: each million takes some 42 MB to encode.
const MostAVIF = 4 << 20

// Role finds a role by its name.
func (c PictureConfig) Role(name string) (Role, bool) { return c.find(name) }

// RoleOf finds the role in which a template shows a picture. That of the first story of the
// front page, where it has more room, is opening-2 or opening-3 for opening, unless the edition
// changes opening alone.
func (c PictureConfig) RoleOf(p Picture, name string) (Role, bool) {
	if p.Boost > 1 {
		return c.find(name+"-"+strconv.Itoa(p.Boost), name)
	}
	return c.find(name)
}

// find finds the first of names that the edition has, then the first that the theme has.
func (c PictureConfig) find(names ...string) (Role, bool) {
	for _, roles := range [][]Role{c.Roles, defaultRoles} {
		for _, name := range names {
			if i := slices.IndexFunc(roles, func(r Role) bool { return r.Name == name }); i >= 0 {
				return roles[i], true
			}
		}
	}
	return Role{}, false
}
