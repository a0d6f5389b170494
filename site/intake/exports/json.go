package exports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/documents"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// jsonRoot is how data begins: an object with a key, or a list of objects. A text may
// begin with a brace too.
var jsonRoot = markup.Form(`^\x{feff}*\s*(?:\{\s*(?:["'}]|\w+\s*:|$)|\[\s*\{\s*["'}])`)

func isJSON(head []byte) bool { return jsonRoot().Match(head) }

// maxJSON bounds an export in JSON, which is read whole.
const maxJSON = 1 << 30

// JSON takes in Ghost's exports, in their three forms (the database's, the
// Content API's, and that of its migration tools), and Blogger's API's. An
// error is a *SourceError, or that of reading or of take.
func JSON(src io.ReadSeeker, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	data, err := io.ReadAll(io.LimitReader(src, maxJSON+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxJSON {
		return nil, intake.Refuse(0, "الملف أكبر من %d ميغابايت", "the file is larger than %d MB", maxJSON>>20)
	}
	x := &exported{Import: intake.NewImport(o, take), users: map[string]ghostUser{}}
	if !utf8.Valid(data) {
		text, _, err := intake.DecodeText(string(data))
		if err != nil {
			return x.Tally, err
		}
		data = []byte(text)
		x.Tally.Notes = append(x.Tally.Notes, intake.OldArabic)
	}
	data = bytes.TrimLeft(data, "\ufeff")
	if err := x.read(data); err != nil {
		return x.Tally, err
	}
	return x.Tally, x.WriteSections()
}

// exported is an export in JSON while it is read.
type exported struct {
	*intake.Import
	users map[string]ghostUser // by id
}

// The forms: what is not named here is not used.
type (
	ghostExport struct {
		Posts []json.RawMessage `json:"posts"`
		DB    []struct {
			Data ghostTables `json:"data"`
		} `json:"db"`
		Data  *ghostTables      `json:"data"`
		Items []json.RawMessage `json:"items"`
	}
	ghostTables struct {
		Posts        []ghostPost       `json:"posts"`
		Tags         []ghostTag        `json:"tags"`
		Users        []ghostUser       `json:"users"`
		PostsTags    []map[string]any  `json:"posts_tags"`
		PostsAuthors []map[string]any  `json:"posts_authors"`
		PostsMeta    []json.RawMessage `json:"posts_meta"`
		Settings     []struct {
			Key   string `json:"key"`
			Value any    `json:"value"`
		} `json:"settings"`
	}
	ghostPost struct {
		ID            any         `json:"id"`
		Title         string      `json:"title"`
		Slug          string      `json:"slug"`
		HTML          string      `json:"html"`
		Plaintext     string      `json:"plaintext"`
		Lexical       string      `json:"lexical"`
		Mobiledoc     string      `json:"mobiledoc"`
		MetaTitle     string      `json:"meta_title"`
		Canonical     string      `json:"canonical_url"`
		OGImage       string      `json:"og_image"`
		OGTitle       string      `json:"og_title"`
		OGDescription string      `json:"og_description"`
		Template      string      `json:"custom_template"`
		Head          string      `json:"codeinjection_head"`
		Foot          string      `json:"codeinjection_foot"`
		Excerpt       string      `json:"custom_excerpt"`
		Description   string      `json:"meta_description"`
		Status        string      `json:"status"`
		Visibility    string      `json:"visibility"`
		Type          string      `json:"type"`
		Page          any         `json:"page"`
		Featured      any         `json:"featured"`
		Image         string      `json:"feature_image"`
		ImageAlt      string      `json:"feature_image_alt"`
		Caption       string      `json:"feature_image_caption"`
		Published     string      `json:"published_at"`
		Created       string      `json:"created_at"`
		Updated       string      `json:"updated_at"`
		URL           string      `json:"url"`
		AuthorID      any         `json:"author_id"`
		Author        *ghostUser  `json:"author"`
		Authors       []ghostUser `json:"authors"`
		Tags          []ghostTag  `json:"tags"`
	}
	ghostUser struct {
		ID   any        `json:"id"`
		Name string     `json:"name"`
		Slug string     `json:"slug"`
		Bio  string     `json:"bio"`
		Data *ghostUser `json:"data"`
	}
	ghostTag struct {
		ID         any       `json:"id"`
		Name       string    `json:"name"`
		Slug       string    `json:"slug"`
		Visibility string    `json:"visibility"`
		About      string    `json:"description"`
		Data       *ghostTag `json:"data"`
	}
	bloggerPost struct {
		Kind      string   `json:"kind"`
		ID        string   `json:"id"`
		Published string   `json:"published"`
		Updated   string   `json:"updated"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Content   string   `json:"content"`
		Status    string   `json:"status"`
		Labels    []string `json:"labels"`
		Author    struct {
			DisplayName string `json:"displayName"`
		} `json:"author"`
	}
)

// tables are those of the database's form; nil in the others.
func (g *ghostExport) tables() *ghostTables {
	if len(g.DB) > 0 {
		return &g.DB[0].Data
	}
	return g.Data
}

func (x *exported) read(data []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		var all []json.RawMessage
		if err := decode(data, data, &all); err != nil {
			return err
		}
		return x.blogger(data, all)
	}
	var export ghostExport
	if err := decode(data, data, &export); err != nil {
		return err
	}
	switch {
	case export.tables() != nil:
		return x.tables(export.tables())
	case len(export.Items) > 0:
		return x.blogger(data, export.Items)
	case export.Posts == nil:
		return intake.Refuse(0, "ليس هذا تصدير Ghost ولا Blogger: لا posts فيه", "this is no export of Ghost or Blogger: it has no posts")
	}
	for _, raw := range export.Posts {
		if err := x.wrapped(data, raw); err != nil {
			return err
		}
	}
	return nil
}

// decode reads JSON, and places an error by its line in the whole.
func decode(whole, data []byte, to any) error {
	err := json.Unmarshal(data, to)
	if err == nil {
		return nil
	}
	offset := int64(0)
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &wrong):
		offset = wrong.Offset
	}
	if start := bytes.Index(whole, data); start > 0 {
		offset += int64(start)
	}
	line := 1 + bytes.Count(whole[:min(int(offset), len(whole))], []byte("\n"))
	if wrong != nil {
		return intake.Refuse(line, "JSON لا يُقرأ: نوع «%s» هو %s، وليس هو المتوقع", "the JSON cannot be read: %q is a %s, which is not expected", cmp.Or(wrong.Field, "."), wrong.Value)
	}
	if int(offset) >= len(bytes.TrimSpace(whole)) {
		return intake.Refuse(line, "JSON لا يُقرأ: انتهى قبل تمامه، ولعل التنزيل انقطع؛ صدّره من جديد", "the JSON cannot be read: it breaks off, perhaps as a download did; export it again")
	}
	return intake.Refuse(line, "JSON لا يُقرأ: صدّره من جديد، أو أصلح هذا السطر (%v)", "the JSON cannot be read: export it again, or mend this line (%v)", err)
}

// wrapped reads a post of the API, or one of the migration tools, which stands
// in "data" beside its address.
func (x *exported) wrapped(whole []byte, raw json.RawMessage) error {
	var outer struct {
		URL  string     `json:"url"`
		Data *ghostPost `json:"data"`
	}
	if err := decode(whole, raw, &outer); err != nil {
		return err
	}
	g := cmp.Or(outer.Data, &ghostPost{})
	if outer.Data == nil {
		if err := decode(whole, raw, g); err != nil {
			return err
		}
	}
	g.URL = cmp.Or(g.URL, outer.URL)
	return x.ghost(*g)
}

// tables reads the database's form, where tags and authors are named by number.
func (x *exported) tables(t *ghostTables) error {
	tags := map[string]ghostTag{}
	for _, tag := range t.Tags {
		tags[word(tag.ID)] = tag
	}
	for _, u := range t.Users {
		x.users[word(u.ID)] = u
		x.Tally.Found["author"]++
		switch fresh, err := x.writer(u); {
		case err != nil:
			return err
		case !fresh:
			x.Tally.Leave("author of a known name", u.Name)
		}
	}
	tagsOf, authorsOf := map[string][]ghostTag{}, map[string][]ghostUser{}
	metaOf := map[string][]json.RawMessage{}
	for _, row := range t.PostsMeta {
		var key struct {
			PostID any `json:"post_id"`
		}
		if json.Unmarshal(row, &key) == nil {
			metaOf[word(key.PostID)] = append(metaOf[word(key.PostID)], row)
		}
	}
	for _, link := range t.PostsTags {
		id := word(link["post_id"])
		tagsOf[id] = append(tagsOf[id], tags[word(link["tag_id"])])
	}
	for _, link := range t.PostsAuthors {
		id := word(link["post_id"])
		authorsOf[id] = append(authorsOf[id], x.users[word(link["author_id"])])
	}
	for _, g := range t.Posts {
		id := word(g.ID)
		for _, more := range metaOf[id] { // what a row says fills the post's own fields
			if err := json.Unmarshal(more, &g); err != nil {
				continue
			}
		}
		g.ID = id
		g.Tags, g.Authors = append(g.Tags, tagsOf[id]...), append(g.Authors, authorsOf[id]...)
		if u, ok := x.users[word(g.AuthorID)]; ok && len(g.Authors) == 0 {
			g.Authors = []ghostUser{u}
		}
		if err := x.ghost(g); err != nil {
			return err
		}
	}
	return nil
}

// word is a number or a text of JSON as text.
func word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// isTrue reads what databases write for true.
func isTrue(v any) bool { return v == true || v == 1.0 || v == "1" || v == "true" }

// ghostAddress stands in Ghost's exports for the site's own.
const ghostAddress = "__GHOST_URL__"

func (x *exported) ghost(g ghostPost) error {
	p := intake.Post{
		Kind: intake.Story, Origin: cmp.Or(word(g.ID), g.URL, g.Slug), ID: word(g.ID), Title: strings.TrimSpace(g.Title), Slug: g.Slug, Link: g.URL,
		Summary: markup.PlainText(cmp.Or(g.Excerpt, g.Description)), Date: intake.ParseTime(cmp.Or(g.Published, g.Created)), Updated: intake.ParseTime(g.Updated),
		Featured: isTrue(g.Featured), HTML: strings.ReplaceAll(g.HTML, ghostAddress, ""),
	}
	kind := "post"
	if g.Type == "page" || isTrue(g.Page) {
		kind, p.Kind = "page", intake.Page
	}
	x.Tally.Found[kind]++
	if p.Link == "" && g.Slug != "" {
		p.Link = "/" + g.Slug + "/" // where Ghost puts a post
	}
	if p.HTML == "" {
		ghostTree(&p, g)
	}
	if gatedBlock().MatchString(p.HTML) {
		p.Hide("", gatedPart.Ar, gatedPart.En)
	}
	if p.HTML == "" {
		p.HTML = "<p>" + strings.ReplaceAll(plainToHTML.Replace(g.Plaintext), "\n\n", "</p><p>") + "</p>"
	}
	switch {
	case g.Visibility != "" && g.Visibility != "public":
		p.Draft = true
		p.Tell(intake.Guessed, g.Visibility, "كانت للمشتركين؛ فهي مسودة", "it was for members; it is a draft")
	case g.Status != "published" && g.Status != "scheduled" && g.Status != "":
		p.Draft = true
	}
	if g.Image != "" {
		caption, credit := manuscript.CutCredit(markup.PlainText(g.Caption))
		p.Image = &intake.Picture{Src: strings.ReplaceAll(g.Image, ghostAddress, ""), Alt: markup.PlainText(g.ImageAlt), Caption: caption, Credit: credit}
	}
	for i, tag := range g.Tags {
		if tag.Data != nil {
			tag = *tag.Data
		}
		switch {
		case tag.Name == "" || strings.HasPrefix(tag.Name, "#") || tag.Visibility == "internal": // for the system's own use
		case i == 0: // Ghost's primary tag is what others call a section
			p.Sections = append(p.Sections, []intake.Term{{Slug: tag.Slug, Title: tag.Name, About: markup.PlainText(tag.About)}})
		default:
			p.Tags = append(p.Tags, tag.Name)
		}
	}
	if g.Author != nil && len(g.Authors) == 0 {
		g.Authors = []ghostUser{*g.Author}
	}
	for _, u := range g.Authors {
		if u.Data != nil {
			u = *u.Data
		}
		if u.Name == "" {
			continue
		}
		p.Authors = append(p.Authors, u.Name)
		switch fresh, err := x.writer(u); {
		case err != nil:
			return err
		case fresh:
			x.Tally.Found["author"]++
		}
	}
	ghostOwn(&p, g)
	unbracketed(&p, x.Options.Map)
	poster(&p)
	return x.WriteStory(p)
}

// gatedBlock begins what Ghost shows to members alone.
var gatedBlock = markup.Form(`<!--\s*kg-gated-block:begin[^>]*nonMember:false`)

var gatedPart = site.Words{Ar: "في نصها ما كان للأعضاء وحدهم؛ فهي مسودة", En: "a part of its text was for members alone; it is a draft"}

// ghostTree reads the text of a post from its editor's tree.
func ghostTree(p *intake.Post, g ghostPost) {
	doc := documents.Lexical(g.Lexical)
	if doc.HTML == "" && len(doc.Left) == 0 {
		doc = documents.Mobiledoc(g.Mobiledoc)
	}
	p.HTML = strings.ReplaceAll(doc.HTML, ghostAddress, "")
	if doc.Gated {
		p.Hide("", gatedPart.Ar, gatedPart.En)
	}
	for _, words := range doc.Left {
		p.Tell(intake.Dropped, markup.PlainText(strings.ReplaceAll(words, ghostAddress, "")), "ما لم تعرضه صفحة القصة: كلام الرسائل، وصور البطاقات الصغيرة", "what the story's page never showed: the words of letters, small pictures of cards")
	}
}

var plainToHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;")

// writer gives an author's page, once to a name.
func (x *exported) writer(u ghostUser) (fresh bool, err error) {
	if !x.Enrol(u.Name, u.Slug) {
		return false, nil
	}
	return true, x.WriteAuthor(u.Name, u.Slug, markup.Escape(strings.TrimSpace(u.Bio), true))
}

// blogger reads the posts of Blogger's API.
func (x *exported) blogger(whole []byte, all []json.RawMessage) error {
	for _, raw := range all {
		var b bloggerPost
		if err := decode(whole, raw, &b); err != nil {
			return err
		}
		if b.Kind != "blogger#post" && b.Kind != "blogger#page" {
			return intake.Refuse(0, "ليس هذا تصدير Ghost ولا Blogger", "this is no export of Ghost or Blogger")
		}
		x.AddHost(b.URL)
		kind := strings.TrimPrefix(b.Kind, "blogger#")
		x.Tally.Found[kind]++
		p := intake.Post{
			Kind: intake.Story, Origin: b.ID, ID: b.ID, Title: markup.PlainText(b.Title), Slug: slugOf(b.URL), Link: b.URL, HTML: b.Content,
			Date: intake.ParseTime(b.Published), Updated: intake.ParseTime(b.Updated), Draft: isHidden(b.Status),
		}
		if kind == "page" {
			p.Kind = intake.Page
		}
		for _, label := range b.Labels {
			p.Tags = append(p.Tags, markup.PlainText(label))
		}
		if name := markup.PlainText(b.Author.DisplayName); name != "" {
			p.Authors = []string{name}
		}
		unbracketed(&p, x.Options.Map)
		if err := x.WriteStory(p); err != nil {
			return err
		}
	}
	return nil
}

// ghostOwn keeps what a post says to search engines and networks.
func ghostOwn(p *intake.Post, g ghostPost) {
	for _, own := range []struct{ key, value string }{
		{"seo_title", g.MetaTitle}, {"seo_description", g.Description}, {"canonical", g.Canonical}, {"og_image", strings.ReplaceAll(g.OGImage, ghostAddress, "")},
		{"og_title", g.OGTitle}, {"og_description", g.OGDescription}, {"template_name", g.Template},
	} {
		if own.value != "" {
			intake.AddParam(&p.Own, own.key, own.value)
		}
	}
	if g.Head+g.Foot != "" {
		p.Tell(intake.Dropped, "codeinjection", "شيفرة كانت تُحقن في صفحة القصة", "code that was injected into the story's page")
	}
}
