package settings

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// readTypes reads the types of stories that the paper has of its own.
func readTypes(r *Reader, c *site.Config, n *Node) {
	c.Types = nil
	for _, e := range r.entries(n, func() []string { return []string{"obituary"} }) {
		t := own.Type{Name: typeName(e.Key)}
		at := &Node{Kind: Scalar, Text: e.Key, Line: e.Line, Col: e.Col}
		switch {
		case slices.Contains(site.Types, site.Type(t.Name)):
			r.Wrong(at, "اسم غير أسماء أنواع ورّاق", "a name that no type of Warraq has")
			continue
		case !isSlug(r, at, t.Name):
			continue
		case t.Name == "" || slices.Contains(notTypes, t.Name):
			r.Wrong(at, "اسم نوع بحروف وأرقام وشرطات، مثل obituary", "the name of a type, of letters, digits and hyphens, such as obituary")
			continue
		case e.Value.Kind == Null:
		case !Apply(r, typeFields, &t, e.Value):
			continue
		}
		if t.Label == "" {
			t.Label = e.Key
		}
		if t.Plural == "" {
			t.Plural = t.Label
		}
		c.Types = append(c.Types, t)
	}
}

func typeName(word string) string { return arabic.NFC(strings.ToLower(strings.TrimSpace(word))) }

// isSlug says that a name is as addresses and names of files have it, and tells where it is not.
func isSlug(r *Reader, at *Node, name string) bool {
	slug := arabic.Slug(name)
	switch slug {
	case name:
		return true
	case "":
		slug = "places"
	}
	r.Wrong(at, "اسمًا بحروف وأرقام وشرطات كما يكون في العناوين، مثل "+slug, "a name of letters, digits and hyphens, as addresses have it, such as "+slug)
	return false
}

// notTypes are words that other generators write as the type of any story, or to hide it.
var notTypes = []string{"post", "posts", "page", "article", "draft", "drafts", "private", "unpublished", "مسودة", "مسودات"}

// typesIn are the names alone, which stories and blocks may have.
func typesIn(n *Node) (out own.Types) {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		out = append(out, own.Type{Name: typeName(e.Key)})
	}
	return out
}

func readTypeTemplate(r *Reader, t *own.Type, n *Node) {
	name := strings.TrimPrefix(path.Clean("/"+r.Text(n)), "/")
	if !strings.HasSuffix(name, ".html") || strings.HasPrefix(name, "partials/") || path.Base(name) == "base.html" {
		r.Wrong(n, "ملف قالب مثل types/obituary.html", "the file of a template, such as types/obituary.html")
		return
	}
	t.Template, t.Line, t.Col = name, n.Line, n.Col
}

// readDeclared reads the fields that the stories of a type have.
func readDeclared(r *Reader, t *own.Type, n *Node) {
	t.Fields = nil
	for _, e := range r.entries(n, func() []string { return []string{"name"} }) {
		d := own.Declared{Name: arabic.NFC(e.Key), Line: e.Line, Col: e.Col}
		switch e.Value.Kind {
		case Null:
		case Scalar: // born: date
			readKind(r, &d, e.Value)
		default:
			if !Apply(r, declaredFields, &d, e.Value) {
				continue
			}
		}
		t.Fields = append(t.Fields, d)
	}
}

// readFieldsOf reads the fields that all stories, sections, authors and pages have.
func readFieldsOf(r *Reader, c *site.Config, n *Node) {
	c.Fields = own.FieldsOf{}
	kinds := map[string]*[]own.Declared{"story": &c.Fields.Story, "section": &c.Fields.Section, "author": &c.Fields.Author, "page": &c.Fields.Page}
	for _, e := range r.entries(n, func() []string { return []string{"story"} }) {
		of, ok := kinds[e.Key]
		if !ok {
			noSuch(r, &Node{Kind: Scalar, Text: e.Key, Line: e.Line, Col: e.Col}, slices.Sorted(maps.Keys(kinds)))
			continue
		}
		var t own.Type
		readDeclared(r, &t, e.Value)
		*of = t.Fields
	}
}

func readKind(r *Reader, d *own.Declared, n *Node) {
	var word string
	if r.choose(n, &word, own.Kinds...); word != "" {
		d.Kind = own.KindOf(word)
	}
}

// DeclaredValue reads the value of a field that a type declares. ok is false where it is of
// another kind, which is told.
func DeclaredValue(r *Reader, d own.Declared, n *Node) (v own.Value, ok bool) {
	faults, level := r.Faults, site.LevelWarning
	if d.Required {
		level = site.LevelError
	}
	wrong := func(ar, en string) {
		r.Faults++
		r.At(n, "front-matter/field", level, site.Say("لا يصلح هذا قيمة للحقل %s", "this cannot be the value of %s", d.Name), site.Words{Ar: "يُنتظر " + ar, En: "expected is " + en})
	}
	v = value(r, n)
	switch text := cleanLines(n.Text); {
	case d.Kind == own.Text && n.Kind == Scalar:
		v = own.Value{Kind: own.Text, Text: text}
	case d.Kind == own.Number && n.Kind == Scalar:
		digits := arabic.ASCIIDigits(strings.NewReplacer("\u066b", ".", "_", "", "\u066c", "", ",", "").Replace(text))
		if v = (own.Value{Kind: own.Number, Text: digits}); !own.IsNumber(digits) {
			wrong("عدد", "a number")
		}
	case d.Kind == own.Bool && n.Kind == Scalar:
		if v = (own.Value{Kind: own.Bool, True: IsFlag(n) && r.Flag(n)}); !IsFlag(n) {
			wrong("true أو false", "true or false")
		}
	case d.Kind == own.Date && n.Kind == Scalar:
		t, _ := r.Date(n, level)
		v = own.Value{Kind: own.Date, Time: t}
	case d.Kind == own.List && n.Kind == Scalar:
		v = own.Value{Kind: own.List}
		for _, item := range r.Texts(n) {
			v.Items = append(v.Items, own.Value{Kind: own.Text, Text: item})
		}
	case d.Kind == own.Picture && n.Kind == Map:
		v = own.Value{Kind: own.Picture, Map: Params(r, n)}
		if src := n.Get(own.PictureSrc); src != nil && src.Kind == Scalar {
			v.Text, v.Line, v.Col = r.Address(src), src.Line, src.Col
		}
		if v.Text == "" && r.Faults == faults {
			wrong("صورة: src: port.jpg", "a picture: src: port.jpg")
		}
	case d.Kind >= own.Picture && n.Kind == Scalar:
		v = own.Value{Kind: d.Kind, Text: r.Address(n), Line: n.Line, Col: n.Col}
	case d.Kind != own.None && v.Kind != d.Kind:
		wrong("قيمة من نوع "+own.Kinds[d.Kind-own.Text], "a value of the kind "+own.Kinds[d.Kind-own.Text])
	}
	if r.Faults == faults && len(d.Choices) > 0 && !slices.Contains(d.Choices, v.Text) {
		choices := strings.Join(d.Choices, " ")
		wrong("واحد من: "+choices, "one of "+choices)
	}
	return v, r.Faults == faults
}

// readTaxonomies reads by what stories are grouped, beside tags.
func readTaxonomies(r *Reader, c *site.Config, n *Node) {
	c.Taxonomies = nil
	for _, e := range r.entries(n, func() []string { return []string{"places"} }) {
		t := own.Taxonomy{Name: typeName(e.Key), Line: e.Line, Col: e.Col}
		at := &Node{Kind: Scalar, Text: e.Key, Line: e.Line, Col: e.Col}
		switch {
		case !isSlug(r, at, t.Name):
			continue
		case t.Name == "" || !site.IsStoryFolder(t.Name, true) || site.IsReservedDir(t.Name) || slices.Contains(notTaxonomies, t.Name):
			r.Wrong(at, "اسم بحروف وأرقام وشرطات ليس لورّاق، مثل places", "a name of letters, digits and hyphens that Warraq does not use, such as places")
			continue
		case c.Taxonomies.Find(t.Name) != nil:
			r.Wrong(at, "كل اسم مرة واحدة", "each name once")
			continue
		case e.Value.Kind == Null:
		case !Apply(r, taxonomyFields, &t, e.Value):
			continue
		}
		t.Label = cmp.Or(t.Label, e.Key)
		t.Plural = cmp.Or(t.Plural, t.Label)
		c.Taxonomies = append(c.Taxonomies, t)
	}
}

// notTaxonomies are names that mean something else: folders of content/, of the site, and kinds of terms.
var notTaxonomies = []string{site.DataDir, "section", "tag", "author", "agency", "sitemaps", "media", "preview"}

func readOutputTemplate(r *Reader, o *own.Output, n *Node) {
	name := strings.TrimPrefix(path.Clean("/"+r.Text(n)), "/")
	if !strings.HasPrefix(name, own.OutputsDir) || own.FormOf(name) == own.FormNone {
		r.Wrong(n, "ملف قالب مثل outputs/app.json، وينتهي اسمه بـ json أو xml أو csv أو txt أو html", "the file of a template such as outputs/app.json, of which the name ends in json, xml, csv, txt or html")
		return
	}
	o.Template, o.Line, o.Col = name, n.Line, n.Col
}

// mediaType is a media type, at most with a character set (RFC 9110).
var mediaType = regexp.MustCompile(`^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*(; ?charset=[a-z0-9-]+)?$`)

func readOutputType(r *Reader, o *own.Output, n *Node) {
	if o.Type = strings.ToLower(r.Text(n)); !mediaType.MatchString(o.Type) {
		r.Wrong(n, "نوعًا من IANA، مثل application/feed+json", "a media type of IANA, such as application/feed+json")
		o.Type = ""
	} else if strings.HasPrefix(o.Type, "text/") && !strings.Contains(o.Type, ";") {
		o.Type += "; charset=utf-8"
	}
}

// readOutputs reads which files a paper has of its own beside its pages. What they show may be one of its taxonomies,
// which are read later: checkOutputs looks at that.
func readOutputs(r *Reader, c *site.Config, n *Node) {
	c.Outputs = nil
	for _, item := range n.Each() {
		o := own.Output{View: own.EditionOutput, Line: item.Line, Col: item.Col}
		if !Apply(r, outputFields, &o, item) {
			continue
		}
		clean := strings.TrimPrefix(o.Path, "/")
		known := append(slices.Clip(c.Outputs.Beside("")), site.BesideFiles...)
		sameName := func(name string) bool { return strings.EqualFold(name, o.Path) }
		switch {
		case o.Template == "":
			r.Wrong(item, "قالبًا: template: outputs/app.json", "a template: template: outputs/app.json")
		case clean != "" && (site.CheckPath(clean) != nil || strings.Contains("/"+clean, "/.")):
			r.Wrong(item, "عنوانًا داخل الموقع، لا .. فيه ولا اسم يبدأ بنقطة ولا شرطة مقلوبة: path: /app/latest.json", "an address within the site, with no .., no name that begins with a dot and no backslash: path: /app/latest.json")
		case site.CheckPath(clean) != nil || own.FormOf(clean) != own.FormOf(o.Template) || path.Base(clean) == "index.html":
			r.Wrong(item, "عنوانًا ينتهي كما ينتهي اسم قالبه: path: /app/latest.json", "an address that ends as the name of its template does: path: /app/latest.json")
		case o.View == own.EditionOutput && !strings.HasPrefix(o.Path, "/"):
			r.Wrong(item, "عنوانًا من جذر الموقع: path: /app/latest.json", "an address from the site's root: path: /app/latest.json")
		case o.View != own.EditionOutput && strings.Contains(o.Path, "/"):
			r.Wrong(item, "اسمًا وحده لما بجانب كل صفحة: path: app.json", "a name alone for what stands beside each page: path: app.json")
		case o.View != own.EditionOutput && slices.ContainsFunc(known, sameName):
			r.Wrong(item, "اسمًا لا يحمله ملف آخر بجانب الصفحات", "a name that no other file beside the pages has")
		default:
			c.Outputs = append(c.Outputs, o)
		}
	}
}

// checkOutputs leaves out the outputs that show what is not there.
func checkOutputs(r *Reader, c *site.Config) {
	views := []string{own.EditionOutput, own.StoryOutput}
	for _, kind := range c.Kinds() {
		views = append(views, string(kind))
	}
	c.Outputs = slices.DeleteFunc(c.Outputs, func(o own.Output) bool {
		if slices.Contains(views, o.View) {
			return false
		}
		noSuch(r, &Node{Kind: Scalar, Text: o.View, Line: o.Line, Col: o.Col}, views)
		return true
	})
}
