package manuscript

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown"
	"warraq/site/settings"
)

// nameOf makes a term of a label. A hundred thousand files use the same few
// labels, so each term is made once and shared.
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

// names are the terms made so far, by label as written.
var names sync.Map

// signed is a word whose first or last sign makes another name of it: .NET, C++, C#, Disney+.
var signed = regexp.MustCompile(`(?:[\p{L}\p{N}]\++|[a-zA-Z][#\x{266f}])(?:[\s/]|$)|(?:^|[\s/])\.[a-zA-Z]`)

var signWords = strings.NewReplacer("+", " plus", "#", " sharp", "\u266f", " sharp", ".", " dot ")

// tagOf makes a tag of a label. A slug has no signs, so C, C++ and C# would be one
// tag, and .NET and Net: the signs become words.
func tagOf(label string) *site.Name {
	n := nameOf(label)
	if !strings.ContainsAny(label, "+#\u266f.") || !signed.MatchString(n.Label) {
		return n
	}
	tag := *n
	tag.Slug = arabic.Slug(signed.ReplaceAllStringFunc(n.Label, signWords.Replace))
	return &tag
}

// readTags adds tags; of two spellings of one the first stays.
func readTags(r *settings.Reader, n *settings.Node, to []*site.Name) []*site.Name {
	return addNames(r, n, to, tagOf)
}

// readNames adds terms; of two spellings of one term the first stays.
func readNames(r *settings.Reader, n *settings.Node, to []*site.Name) []*site.Name {
	return addNames(r, n, to, nameOf)
}

func addNames(r *settings.Reader, n *settings.Node, to []*site.Name, named func(string) *site.Name) []*site.Name {
	labels := r.Texts(n)
	if len(labels) > mostNames {
		tooManyNames(r, n)
		labels = labels[:mostNames]
	}
	to = append(make([]*site.Name, 0, len(to)+len(labels)), to...)
	for _, label := range labels {
		to = readAddName(r, n, to, named(label))
	}
	return to
}

// mostNames bounds the names in one list of a story: each has pages and feeds of its own.
const mostNames = 5000

func tooManyNames(r *settings.Reader, n *settings.Node) {
	r.At(n, "front-matter/too-many", site.LevelWarning,
		site.Say("أكثر من %d اسم هنا؛ تُرك ما بعدها", "more than %d names stand here; the rest are left out", mostNames), site.Say("احذف ما لا يلزم", "remove those that are not needed"))
}

func readAddName(r *settings.Reader, n *settings.Node, to []*site.Name, name *site.Name) []*site.Name {
	if name.Slug == "" {
		r.At(n, "front-matter/name", site.LevelWarning,
			site.Say("«%s» لا حرف فيه ولا رقم", "%q has no letter and no digit", name.Label), site.Say("احذفه", "remove it"))
		return to
	}
	for _, known := range to {
		if known.Slug == name.Slug {
			if arabic.SignsOf(known.Label) != arabic.SignsOf(name.Label) {
				r.At(n, "front-matter/same-name", site.LevelWarning,
					site.Say("«%s» و«%s» لهما صفحة واحدة؛ بقي الأول", "%q and %q have one page; the first is kept", known.Label, name.Label),
					site.Say("سمِّ أحدهما اسمًا يختلف بحرف أو رقم", "give one of them a name that differs in a letter or a digit"))
			}
			return to
		}
	}
	return append(to, name)
}

// readPeople reads authors: ids, names, or objects with a name.
func readPeople(r *settings.Reader, n *settings.Node, to []*site.Name) []*site.Name {
	if n.Kind == settings.Scalar {
		return readNames(r, n, to)
	}
	for i, item := range n.Each() {
		if i == mostNames {
			tooManyNames(r, n)
			break
		}
		label := item
		if item.Kind == settings.Map {
			if label = firstOf(item, "id", "name", "title"); label == nil {
				r.Expected(item, "اسم الكاتب", "an author's name")
				continue
			}
		}
		if t := r.Text(label); t != "" {
			to = readAddName(r, item, to, nameOf(t))
		}
	}
	return to
}

func firstOf(n *settings.Node, keys ...string) *settings.Node {
	for _, key := range keys {
		if v := n.Get(key); v != nil && v.Kind != settings.Null {
			return v
		}
	}
	return nil
}

func readImage(r *settings.Reader, n *settings.Node) site.Image {
	img := site.Image{Line: n.Line, Col: n.Col}
	switch {
	case n.Kind == settings.Scalar:
		img.Src = r.Address(n)
	case n.Kind == settings.List && len(n.Items) > 0:
		return readImage(r, n.Items[0])
	case n.Kind == settings.Map:
		settings.Apply(r, imageFields, &img, n)
	default:
		r.Expected(n, "صورة", "a picture")
	}
	if img.Credit == "" {
		img.Caption, img.Credit = markdown.CutCredit(img.Caption)
	}
	return img
}

// readFocus reads what stays in sight of a picture that is cut: "30% 20%" is 30 % from
// its left edge and 20 % from its upper one.
func readFocus(r *settings.Reader, n *settings.Node) (f site.Focus) {
	fields := strings.FieldsFunc(arabic.ASCIIDigits(n.Text), func(c rune) bool { return c == ' ' || c == ',' || c == '%' || c == '٪' || c == '،' })
	if n.Kind == settings.List {
		fields = r.Texts(n)
	}
	if len(fields) == 2 {
		x, errX := strconv.Atoi(strings.TrimSuffix(fields[0], "%"))
		y, errY := strconv.Atoi(strings.TrimSuffix(fields[1], "%"))
		if errX == nil && errY == nil && min(x, y) >= 0 && max(x, y) <= 100 {
			return site.Focus{X: x - 50, Y: y - 50}
		}
	}
	r.Expected(n, "نقطة من الصورة، مثل 30% 20%: من يسارها ومن أعلاها", "a point of the picture, such as 30% 20%: from its left and from its top")
	return f
}

func readImages(r *settings.Reader, n *settings.Node) (out []site.Image) {
	if n.Kind != settings.List {
		r.Expected(n, "قائمة صور", "a list of pictures")
	}
	for _, item := range n.Items {
		if img := readImage(r, item); img.Src != "" {
			out = append(out, img)
		}
	}
	return out
}

// readNotes reads dated lines: corrections and updates.
func readNotes(r *settings.Reader, n *settings.Node) (out []site.Note) {
	for _, item := range n.Each() {
		var note site.Note
		if item.Kind == settings.Map {
			settings.Apply(r, noteFields, &note, item)
		} else {
			note.Text = r.Text(item)
		}
		if note.Text != "" {
			out = append(out, note)
		}
	}
	return out
}

// readWithdrawn reads why a story was withdrawn. Any value but false withdraws
// it.
func readWithdrawn(r *settings.Reader, n *settings.Node) *site.Note {
	note := &site.Note{}
	switch {
	case n.Kind == settings.Map:
		settings.Apply(r, noteFields, note, n)
	case settings.IsFlag(n) && !r.Flag(n):
		return nil
	case !settings.IsFlag(n):
		note.Text = r.Text(n)
	}
	return note
}

func readSources(r *settings.Reader, n *settings.Node) (out []site.Source) {
	for _, item := range n.Each() {
		var s site.Source
		if item.Kind == settings.Map {
			settings.Apply(r, sourceFields, &s, item)
		} else if s.Name = r.Text(item); strings.HasPrefix(s.Name, "http") {
			s.URL = r.Address(item)
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

// readAliases reads old addresses, from the site's root.
func readAliases(r *settings.Reader, n *settings.Node, to []string) []string {
	for _, item := range n.Each() {
		if alias := r.OldAddress(r.Text(item), item); alias != "" {
			to = append(to, alias)
		}
	}
	return to
}

var isoDuration = regexp.MustCompile(`^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$`)

// readDuration reads 1:02:03, 0:15, PT1H2M3S (ISO 8601), 75s or seconds.
func readDuration(r *settings.Reader, n *settings.Node) time.Duration {
	s := strings.TrimSpace(n.Text)
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
	r.Expected(n, "مدة مثل 1:02:03", "a length such as 1:02:03")
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
