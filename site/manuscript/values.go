package manuscript

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// How the value of a key becomes what a noun holds. Each says where and why a
// value cannot be read, and then gives the zero value.

// clean makes one line of a value, without control characters.
func clean(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == 0x7f, c == 0xc2, 0xe1 <= c && c <= 0xe3, // with which controls and spaces begin
			c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' '):
			s = strings.Map(func(r rune) rune {
				if r == '\n' || r == '\t' || r == '\r' {
					return ' '
				}
				if isControl(r) {
					return -1
				}
				return r
			}, s)
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

func (r *reader) expected(n *node, ar, en string) {
	r.at(n, "front-matter/value", site.LevelWarning,
		site.Words{Ar: "هنا يُنتظر " + ar, En: en + " is expected here"}, site.Say("راجع القيمة", "mend the value"))
}

// text is a scalar.
func (r *reader) text(n *node) string {
	if n.kind != isScalar {
		if n.kind != isNull {
			r.expected(n, "نصّ", "text")
		}
		return ""
	}
	return clean(n.text)
}

// flag is true or false. What is neither is an error: it may have been meant
// to hold a story back.
func (r *reader) flag(n *node) bool {
	switch strings.ToLower(n.text) {
	case "true", "yes", "on", "نعم":
		return true
	case "false", "no", "off", "لا", "":
		if n.kind == isScalar {
			return false
		}
	}
	r.at(n, "front-matter/true-or-false", site.LevelError,
		site.Say("القيمة ليست true ولا false", "the value is neither true nor false"), site.Say("اكتب true أو false", "write true or false"))
	return false
}

func (r *reader) number(n *node) int {
	v, err := strconv.Atoi(strings.TrimSpace(n.text))
	if err != nil || n.kind != isScalar {
		r.expected(n, "عدد", "a whole number")
		return 0
	}
	return v
}

// date reads an instant; level says how bad it is where it cannot.
func (r *reader) date(n *node, level site.Level) (t time.Time, hasTime bool) {
	if n.kind == isScalar && strings.TrimSpace(n.text) == "" {
		return time.Time{}, false
	}
	t, hasTime, err := arabic.ParseDate(n.text, r.zone())
	if err != nil {
		r.at(n, "front-matter/date", level,
			site.Words{Ar: fmt.Sprintf("لا يُقرأ تاريخًا: %q", n.text), En: err.Error()},
			site.Say("اكتبه هكذا: 2026-11-23 أو 2026-11-23T09:30:00+03:00", "write it as 2026-11-23 or 2026-11-23T09:30:00+03:00"))
		return time.Time{}, false
	}
	return t, hasTime
}

// texts is a list, or a scalar whose items are parted by commas.
func (r *reader) texts(n *node) (out []string) {
	items := n.items
	switch n.kind {
	case isScalar:
		for _, part := range strings.FieldsFunc(n.text, func(c rune) bool { return c == '،' || c == ',' }) {
			items = append(items, &node{kind: isScalar, text: part, line: n.line, col: n.col})
		}
	case isMap:
		r.expected(n, "قائمة", "a list")
	}
	for _, item := range items {
		if t := r.text(item); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// nameOf makes a term of a label. The same few are asked for in a hundred
// thousand files, so that what was made is kept, and shared.
func nameOf(label string) *site.Name {
	if known, ok := names.Load(label); ok {
		return known.(*site.Name)
	}
	asked := strings.Clone(label) // it is a piece of its file
	label = arabic.CleanName(asked)
	n := &site.Name{Label: label, Slug: arabic.Slug(label), Sort: arabic.CollationKey(label)}
	known, _ := names.LoadOrStore(asked, n)
	return known.(*site.Name)
}

// names are the terms met so far, by label as written.
var names sync.Map

// names adds terms; of two spellings of one term the first stays.
func (r *reader) names(n *node, to []*site.Name) []*site.Name {
	labels := r.texts(n)
	to = append(make([]*site.Name, 0, len(to)+len(labels)), to...)
	for _, label := range labels {
		to = r.addName(n, to, nameOf(label))
	}
	return to
}

func (r *reader) addName(n *node, to []*site.Name, name *site.Name) []*site.Name {
	if name.Slug == "" {
		r.at(n, "front-matter/name", site.LevelWarning,
			site.Say("«%s» لا حرف فيه ولا رقم", "%q has no letter and no digit", name.Label), site.Say("احذفه", "remove it"))
		return to
	}
	for _, known := range to {
		if known.Slug == name.Slug {
			return to
		}
	}
	return append(to, name)
}

// people are authors: ids, names, or objects with a name.
func (r *reader) people(n *node, to []*site.Name) []*site.Name {
	if n.kind == isMap {
		n = &node{kind: isList, items: []*node{n}, line: n.line, col: n.col}
	}
	if n.kind == isScalar {
		return r.names(n, to)
	}
	for _, item := range n.items {
		label := item
		if item.kind == isMap {
			if label = firstOf(item, "id", "name", "title"); label == nil {
				r.expected(item, "اسم الكاتب", "an author's name")
				continue
			}
		}
		if t := r.text(label); t != "" {
			to = r.addName(item, to, nameOf(t))
		}
	}
	return to
}

func firstOf(n *node, keys ...string) *node {
	for _, key := range keys {
		if v := n.get(key); v != nil && v.kind != isNull {
			return v
		}
	}
	return nil
}

// address is a URL or a path. One that could run a script is an error.
func (r *reader) address(n *node) string {
	target := r.text(n)
	switch schemeOf(target) {
	case "", "http", "https", "mailto", "tel":
		return target
	}
	r.at(n, "front-matter/link-scheme", site.LevelError,
		site.Say("عنوان لا يُنشر: %s", "an address that is not published: %s", target),
		site.Say("اكتب عنوانًا يبدأ بـ https:// أو مسارًا", "write an address that begins with https://, or a path"))
	return ""
}

func (r *reader) image(n *node) site.Image {
	img := site.Image{Line: n.line, Col: n.col}
	switch {
	case n.kind == isScalar:
		img.Src = r.address(n)
	case n.kind == isList && len(n.items) > 0:
		return r.image(n.items[0])
	case n.kind == isMap:
		apply(r, imageFields, &img, n)
	default:
		r.expected(n, "صورة", "a picture")
	}
	if img.Credit == "" {
		img.Caption, img.Credit = cutCredit(img.Caption)
	}
	return img
}

var imageFields = fieldsOf(
	field[*site.Image]{names: "src path url image file", read: func(r *reader, to *site.Image, n *node) {
		to.Src, to.Line, to.Col = r.address(n), n.line, n.col
	}},
	field[*site.Image]{names: "alt", read: func(r *reader, to *site.Image, n *node) { to.Alt = r.text(n) }},
	field[*site.Image]{names: "caption title description", read: func(r *reader, to *site.Image, n *node) { to.Caption = r.text(n) }},
	field[*site.Image]{names: "credit attr source photographer", read: func(r *reader, to *site.Image, n *node) { to.Credit = r.text(n) }},
)

func (r *reader) images(n *node) (out []site.Image) {
	if n.kind != isList {
		r.expected(n, "قائمة صور", "a list of pictures")
	}
	for _, item := range n.items {
		if img := r.image(item); img.Src != "" {
			out = append(out, img)
		}
	}
	return out
}

// notes are dated lines: corrections and updates.
func (r *reader) notes(n *node) (out []site.Note) {
	items := n.items
	if n.kind != isList {
		items = []*node{n}
	}
	for _, item := range items {
		var note site.Note
		if item.kind == isMap {
			apply(r, noteFields, &note, item)
		} else {
			note.Text = r.text(item)
		}
		if note.Text != "" {
			out = append(out, note)
		}
	}
	return out
}

var noteFields = fieldsOf(
	field[*site.Note]{names: "date", read: func(r *reader, to *site.Note, n *node) { to.Date, _ = r.date(n, site.LevelWarning) }},
	field[*site.Note]{names: "text reason note description", read: func(r *reader, to *site.Note, n *node) { to.Text = r.text(n) }},
)

// withdrawn tells why a story went; whatever is written there but false
// withdraws it.
func (r *reader) withdrawn(n *node) *site.Note {
	note := &site.Note{}
	switch {
	case n.kind == isMap:
		apply(r, noteFields, note, n)
	case strings.EqualFold(n.text, "false"):
		return nil
	case !strings.EqualFold(n.text, "true"):
		note.Text = r.text(n)
	}
	return note
}

func (r *reader) sources(n *node) (out []site.Source) {
	items := n.items
	if n.kind != isList {
		items = []*node{n}
	}
	for _, item := range items {
		var s site.Source
		if item.kind == isMap {
			apply(r, sourceFields, &s, item)
		} else if s.Name = r.text(item); strings.HasPrefix(s.Name, "http") {
			s.URL = r.address(item)
		}
		if s.Name == "" {
			s.Name = s.URL
		}
		if s.Name != "" {
			out = append(out, s)
		}
	}
	return out
}

var sourceFields = fieldsOf(
	field[*site.Source]{names: "name title", read: func(r *reader, to *site.Source, n *node) { to.Name = r.text(n) }},
	field[*site.Source]{names: "url link", read: func(r *reader, to *site.Source, n *node) { to.URL = r.address(n) }},
)

// refs are stories chosen by hand.
func (r *reader) refs(n *node) (out []site.Ref) {
	items := n.items
	if n.kind == isScalar {
		items = []*node{n}
	}
	for _, item := range items {
		if target := r.address(item); target != "" {
			out = append(out, site.Ref{Kind: site.RefLink, Target: target, Line: item.line, Col: item.col})
		}
	}
	return out
}

func (r *reader) ref(n *node) site.Ref {
	if all := r.refs(n); len(all) > 0 {
		return all[0]
	}
	return site.Ref{}
}

var linkFields = fieldsOf(
	field[*site.Link]{names: "name title label text", read: func(r *reader, to *site.Link, n *node) { to.Title = r.text(n) }},
	field[*site.Link]{names: "url link href pageRef", read: func(r *reader, to *site.Link, n *node) { to.URL = r.address(n) }},
)

func (r *reader) links(n *node) (out []site.Link) {
	for _, item := range n.items {
		var l site.Link
		if item.kind == isMap {
			apply(r, linkFields, &l, item)
		} else {
			l.URL = r.address(item)
			l.Title = l.URL
		}
		if l.URL != "" {
			out = append(out, l)
		}
	}
	return out
}

// aliases are old addresses of a story, from the site's root.
func (r *reader) aliases(n *node, to []string) []string {
	items := n.items
	if n.kind == isScalar {
		items = []*node{n}
	}
	for _, item := range items {
		alias := r.text(item)
		if u, err := url.Parse(alias); err == nil && u.Host != "" {
			alias = u.Path
		}
		plain, err := url.PathUnescape(alias)
		switch {
		case alias == "":
			continue
		case err != nil || !strings.HasPrefix(plain, "/") || plain == "/" || strings.ContainsAny(plain, "\\?#") ||
			strings.Contains(plain+"/", "/../") || strings.Contains(plain+"/", "/./") || strings.Contains(plain, "//"):
			r.at(item, "front-matter/alias", site.LevelWarning,
				site.Say("عنوان قديم لا يصلح: %s", "not usable as an old address: %s", alias),
				site.Say("اكتبه مسارًا من جذر الموقع: /economy/old-name/", "write a path from the site's root: /economy/old-name/"))
			continue
		}
		to = append(to, plain)
	}
	return to
}

var isoDuration = regexp.MustCompile(`^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$`)

// duration reads 1:02:03, 0:15, PT1H2M3S (ISO 8601), 75s or seconds.
func (r *reader) duration(n *node) time.Duration {
	s := strings.TrimSpace(n.text)
	if m := isoDuration.FindStringSubmatch(strings.ToUpper(s)); m != nil {
		return clock(m[1:])
	}
	if parts := strings.Split(s, ":"); len(parts) <= 3 {
		numbers := true
		for _, p := range parts {
			if _, err := strconv.ParseUint(p, 10, 20); err != nil {
				numbers = false
			}
		}
		if numbers {
			return clock(append([]string{"0", "0"}[:3-len(parts)], parts...))
		}
	}
	if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return d
	}
	r.expected(n, "مدة مثل 1:02:03", "a length such as 1:02:03")
	return 0
}

// clock adds up hours, minutes and seconds.
func clock(parts []string) (d time.Duration) {
	for _, p := range parts {
		v, _ := strconv.Atoi(p)
		d = d*60 + time.Duration(v)*time.Second
	}
	return d
}
