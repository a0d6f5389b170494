package settings

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings/nodes"
	"warraq/site/settings/notation"
	"warraq/site/uri"
)

// The methods below read the value of a key. If a value cannot be read, they
// report it and return the zero value.

// Text is a scalar. One that shows nothing is none, and is told: it would make an empty line.
func (r *Reader) Text(n *Node) string {
	switch {
	case n.Kind == Null:
		return ""
	case n.Kind != Scalar:
		r.Expected(n, "نصّ", "text")
		return ""
	case !arabic.IsBlank(n.Text):
		return notation.Clean(n.Text)
	case strings.TrimSpace(n.Text) != "":
		r.At(n, "front-matter/invisible", site.LevelWarning,
			site.Say("ليس في هذه القيمة ما يُرى: علامات وحركات بلا حروف", "there is nothing to see in this value: it has signs or marks without letters"),
			site.Say("اكتبها من جديد، أو احذف السطر", "write it again, or remove the line"))
	}
	return ""
}

// Flag is true or false. Any other value is an error: it may have been meant to
// stop a story from being published.
func (r *Reader) Flag(n *Node) bool {
	word := flagWord(n)
	if n.Kind == Scalar && slices.Contains(yes, word) {
		return true
	}
	if n.Kind != Scalar || word != "" && !slices.Contains(no, word) {
		r.Faults++
		r.At(n, "front-matter/true-or-false", site.LevelError,
			site.Say("القيمة ليست true ولا false", "the value is neither true nor false"), site.Say("اكتب true أو false", "write true or false"))
	}
	return false
}

// flagWord is a value as yes and no have it.
func flagWord(n *Node) string {
	if len(n.Text) > 32 {
		return n.Text
	}
	return strings.ToLower(arabic.ASCIIDigits(arabic.Fold(strings.TrimSpace(n.Text))))
}

// IsFlag says that a value is true or false, in any of their spellings.
func IsFlag(n *Node) bool {
	word := flagWord(n)
	return n.Kind == Scalar && (slices.Contains(yes, word) || slices.Contains(no, word))
}

// numberMarks stand between thousands.
var numberMarks = strings.NewReplacer("_", "", ",", "", "\u066c", "")

// Number is a whole number, in any digits.
func (r *Reader) Number(n *Node) int {
	v, err := strconv.Atoi(numberMarks.Replace(arabic.ASCIIDigits(strings.TrimSpace(n.Text))))
	if err != nil || n.Kind != Scalar {
		r.Expected(n, "عدد", "a whole number")
		return 0
	}
	return v
}

// Date reads an instant; level is that of the problem if it cannot be read.
func (r *Reader) Date(n *Node, level site.Level) (t time.Time, hasTime bool) {
	if n.Kind == Scalar && strings.TrimSpace(n.Text) == "" {
		return time.Time{}, false
	}
	t, hasTime, err := arabic.ParseDate(n.Text, r.Zone)
	if err != nil {
		r.Faults++
		message := site.Words{Ar: fmt.Sprintf("لا يُقرأ تاريخًا: %q", n.Text), En: err.Error()}
		if n.Kind != Scalar {
			message = site.Say("ليس تاريخًا", "this is not a date")
		}
		r.At(n, "front-matter/date", level, message,
			site.Say("اكتبه هكذا: 2026-11-23 أو 2026-11-23T09:30:00+03:00", "write it as 2026-11-23 or 2026-11-23T09:30:00+03:00"))
		return time.Time{}, false
	}
	return t, hasTime
}

// Texts is a list, or a scalar of items with commas between them.
func (r *Reader) Texts(n *Node) (out []string) {
	items := n.Items
	switch n.Kind {
	case Scalar:
		for _, part := range strings.FieldsFunc(n.Text, func(c rune) bool { return c == '،' || c == ',' }) {
			items = append(items, &Node{Kind: Scalar, Text: part, Line: n.Line, Col: n.Col})
		}
	case Map:
		r.Expected(n, "قائمة", "a list")
	}
	for _, item := range items {
		if t := r.Text(item); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// Address is a URL or a path. One that could run a script is an error.
func (r *Reader) Address(n *Node) string {
	target := uri.CleanTarget(r.Text(n))
	scheme := uri.SchemeOf(target)
	level, hint := site.LevelWarning, site.Say("اكتب عنوانًا يبدأ بـ https:// أو مسارًا", "write an address that begins with https://, or a path")
	switch {
	case scheme == "":
		return arabic.NFC(target) // as the nouns name their files
	case (scheme == "http" || scheme == "https") && uri.IsBrokenWeb(target):
	case uri.IsLinkScheme(scheme):
		return target
	case uri.RunsScript(scheme):
		level = site.LevelError
	case uri.LooksLikeFile(target):
		hint = site.Say("إن كان اسم ملف فاكتبه هكذا: ./%s", "if it is a file's name, write it as ./%s", target)
	}
	r.Faults++
	r.At(n, "front-matter/link-scheme", level, site.Say("عنوان لا يُنشر: %s", "an address that is not published: %s", target), hint)
	return ""
}

// everywhere is an address that stands on many pages: a path must begin at the root, for
// from each page it would lead elsewhere.
func (r *Reader) everywhere(n *Node) string {
	target := r.Address(n)
	at, _, _ := uri.SplitTarget(target)
	switch inside := uri.SchemeOf(target) == "" && !strings.HasPrefix(target, "//"); {
	case inside && (strings.HasPrefix(target, "/") || site.IsManuscript(at)):
		r.named = append(r.named, site.Ref{Kind: site.RefLink, Target: target, Line: n.Line, Col: n.Col})
	case target != "" && inside && !strings.ContainsRune("#?", rune(target[0])):
		r.At(n, "settings/relative-address", site.LevelWarning,
			site.Say("%s يقود من كل صفحة إلى مكان آخر", "%s leads elsewhere from each page", target),
			site.Say("ابدأه بـ/ كعنوان الصفحة في الموقع، أو بـ https://", "begin it with / as the page's address in the site, or with https://"))
	}
	return target
}

// Refs are stories chosen by hand.
func (r *Reader) Refs(n *Node) (out []site.Ref) {
	faults := r.Faults
	for _, item := range n.Each() {
		if target := r.Address(item); target != "" {
			out = append(out, site.Ref{Kind: site.RefLink, Target: target, Line: item.Line, Col: item.Col})
		}
	}
	if len(out) > 0 { // what is faulty is left out, and the others stay
		r.Faults = faults
	}
	return out
}

func (r *Reader) ref(n *Node) site.Ref {
	if len(n.Items) > 1 {
		r.Expected(n, "قصة واحدة", "one story")
		return site.Ref{}
	}
	if all := r.Refs(n); len(all) > 0 {
		return all[0]
	}
	return site.Ref{}
}

// Links are addresses, or maps with a name and an address.
func (r *Reader) Links(n *Node) (out []site.Link) {
	for _, l := range menuOf(r, n, deepestMenu) {
		out = append(out, l.Link)
	}
	return out
}

// deepestMenu is how many menus may lie in each other.
const deepestMenu = 3

// menuOf reads links, each with those under it.
func menuOf(r *Reader, n *Node, depth int) (out []site.MenuLink) {
	for _, item := range n.Each() {
		var l site.MenuLink
		if item.Kind == Map {
			faults, rest, under := r.Faults, *item, item.Get("menu")
			if under != nil && depth < deepestMenu-1 {
				rest.Entries = slices.DeleteFunc(slices.Clone(item.Entries), func(e nodes.Entry) bool { return e.Key == "menu" })
				l.Menu = menuOf(r, under, depth+1)
			}
			if Apply(r, linkFields, &l.Link, &rest); l.URL == "" && r.Faults == faults {
				r.Expected(item, "عنوان: url", "an address: url")
			}
			l.Title = cmp.Or(l.Title, l.URL)
		} else {
			l.URL = r.everywhere(item)
			l.Title = l.URL
		}
		if l.URL != "" {
			out = append(out, l)
		}
	}
	return out
}

// StoryType is one of site.Types or of the edition's own; any other word is news, and a problem unless
// other generators use it for all stories.
func (r *Reader) StoryType(n *Node) site.Type {
	t := site.Type(typeName(r.Text(n)))
	if isType(r, t) {
		return t
	}
	if t != "" && t != "post" && t != "posts" && t != "page" && t != "article" { // what other generators call any story
		r.At(n, "front-matter/type", site.LevelWarning,
			site.Say("لا نوع اسمه «%s»؛ عُدّت القصة خبرًا", "there is no type %q; the story is taken for news", string(t)), hintOfType(r, t))
	}
	return site.News
}

func isType(r *Reader, t site.Type) bool {
	return slices.Contains(site.Types, t) || r.Types.Find(string(t)) != nil
}

// hintOfType says which type may be meant, or which there are.
func hintOfType(r *Reader, t site.Type) site.Words {
	known := make([]string, 0, len(site.Types))
	for _, k := range site.Types {
		known = append(known, string(k))
	}
	known = append(known, r.Types.Names()...)
	if guess := nearest(string(t), known); guess != "" {
		return site.Say("لعلك تقصد %s", "did you mean %s?", guess)
	}
	return site.Say("المعروف: %s", "known are: %s", strings.Join(known, " "))
}

var colourPattern = regexp.MustCompile(`^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// Colour is a CSS colour in hex: it goes into a style sheet as it is.
func (r *Reader) Colour(n *Node) string {
	c := r.Text(n)
	if c != "" && !colourPattern.MatchString(c) {
		r.Faults++
		r.At(n, "settings/colour", site.LevelError,
			site.Say("ليس لونًا: %s", "not a colour: %s", c), site.Say("اكتبه هكذا: \"#9b1c31\"", "write it as \"#9b1c31\""))
		return ""
	}
	return c
}
