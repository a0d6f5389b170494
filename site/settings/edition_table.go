package settings

import (
	"maps"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// lightMonths is how many months of stories have light twins, if an edition does not say.
const lightMonths = 12

// DefaultConfig is an edition that says nothing of itself.
func DefaultConfig() *site.Config {
	return &site.Config{
		Title: "صحيفة", BaseURL: "https://example.org", Language: "ar", TimeZone: "UTC", Zone: time.UTC,
		Months: map[string]string{}, Digits: string(arabic.Latn), Permalink: "/:section/:year/:month/:slug/", PageSize: 24,
		Pages: site.Pages{Lite: true, LiteMonths: lightMonths, Archive: true, Agencies: true, Search: true, Related: 4},
		Cards: site.CardConfig{Days: site.CardDays},
		Feeds: site.FeedConfig{Limit: 20, Formats: []string{"rss", "atom", "json"}, Terms: true},
	}
}

type editionField = Field[*site.Config]

// editionFields are the keys of edition.yaml. The JSON Schema is made of them.
var editionFields = settingsOf(
	editionField{"title", func(r *Reader, c *site.Config, n *Node) { c.Title = r.Text(n) }, str("اسم الجريدة — The name of the paper")},
	editionField{"tagline", func(r *Reader, c *site.Config, n *Node) { c.Tagline = r.Text(n) }, str("سطر تحت الاسم — A line under the name")},
	editionField{"description", func(r *Reader, c *site.Config, n *Node) { c.Description = r.Text(n) }, str("ما الجريدة، لمحركات البحث والخلاصات — What the paper is, for search engines and feeds")},
	editionField{"base_url baseURL", readBaseURL, str("عنوان جذر الموقع، بـhttps://، وقد يكون فيه مسار — The address of the site's root, with https://; it may hold a sub-path")},
	editionField{"language lang languageCode locale", readEditionLanguage, str("لغة الجريدة برمز BCP 47، مثل ar — BCP 47, such as ar")},
	editionField{"time_zone timeZone", readZone, str("المنطقة الزمنية باسم IANA، مثل Asia/Beirut؛ فيها كل تاريخ لا يذكر منطقة — IANA name, such as Asia/Beirut; dates that name no zone are in it")},
	editionField{"audience country", readAudience, str("رمز البلد بحسب ISO 3166: يختار أسماء الشهور وأول الأسبوع؛ ودونه بلد language (ar-LB)، وإلا فلكل العرب — ISO 3166 country code: chooses month names and week days; without it the country of language (ar-LB), else pan-Arab")},
	editionField{"months", readMonths, schema{
		"description": "أسماء الشهور، لكل المواضع أو لكل موضع — Names of months, for all positions or by position", "type": []string{"string", "object"},
		"properties": schema{"dateline": monthChoice, "body": monthChoice, "caption": monthChoice, "archive": monthChoice}, "additionalProperties": false,
	}},
	editionField{"digits", func(r *Reader, c *site.Config, n *Node) { r.choose(n, &c.Digits, "latn", "arab") }, choice("أرقام ما يكتبه الموقع: 123 أو ١٢٣ — Digits of generated text: 123 or ١٢٣", "latn", "arab")},
	editionField{"hijri", func(r *Reader, c *site.Config, n *Node) { c.Hijri = r.Flag(n) }, boolean("أظهر تاريخ أم القرى بجانب الميلادي — Show the Umm al-Qura date beside the Gregorian")},
	editionField{"tanwin", readTanwin, choice("موضع تنوين الألف: قبلها (أيضًا) أو بعدها (أيضاً) — Where the paper writes tanwin of an alef: before it (أيضًا) or after it (أيضاً)", slices.Sorted(maps.Keys(tanwin))...)},
	editionField{"hijri_offset", func(r *Reader, c *site.Config, n *Node) { c.HijriOffset = r.within(n, -2, 2) }, whole("أيام تُزاد على تاريخ أم القرى — Days to add to the Umm al-Qura date", -2, 2)},
	editionField{"permalink permalinks", readPermalink, str("صورة عنوان القصة، من :section و:year و:month و:day و:slug — Pattern of a story's address, of :section :year :month :day :slug")},
	editionField{"page_size paginate", func(r *Reader, c *site.Config, n *Node) { c.PageSize = r.within(n, 1, 500) }, whole("عدد القصص في صفحة القائمة — Stories on a list page", 1, 500)},
	editionField{"look", func(r *Reader, c *site.Config, n *Node) { c.Look = r.oneOf(n, looks) }, choice("خطوط الصفحات وهيئتها: صحيفة يومية، أو موقع عاجل، أو مجلة — The faces and the manner of the pages: a daily paper, a site of headlines, a magazine", slices.Sorted(maps.Keys(looks))...)},
	editionField{"accent", func(r *Reader, c *site.Config, n *Node) { c.Accent = r.Colour(n) }, str("لون الجريدة، مثل #9b1c31 — The paper's colour, such as #9b1c31")},
	editionField{"accent_dark", func(r *Reader, c *site.Config, n *Node) { c.AccentDark = r.Colour(n) }, str("لونها في الوضع الداكن — Its colour in dark mode")},
	editionField{"unsafe_html", func(r *Reader, c *site.Config, n *Node) { c.UnsafeHTML = r.Flag(n) }, boolean("ثِق بما في القصص من HTML — Trust raw HTML in manuscripts")},
	editionField{"media_base", readMediaBase, str("مكان صور ليست في content ولا static، مثل https://media.example.org — Where pictures are that neither content nor static has, such as https://media.example.org")},
	editionField{"redirects", readRedirects, schema{"description": "عناوين تُركت، وإلى أين تقود الآن — Addresses that were given up, and where they lead now", "type": "object", "additionalProperties": schema{"type": "string"}}},
	editionField{"old_addresses", func(r *Reader, c *site.Config, n *Node) { r.choose(n, &c.OldAddresses, "wordpress") }, choice("عناوين أي نظام سابق للأقسام والوسوم والكتّاب والخلاصات تبقى تقود إلى مكانها — Whose addresses of sections, tags, authors and feeds still lead somewhere", "wordpress")},
	editionField{"embeds", readEmbeds, list("مواقع تُعرض إطاراتها في القصة حين ينقر القارئ؛ وعلى Content-Security-Policy أن تسمح بها في frame-src — Sites whose frames are shown in a story when the reader clicks; a Content-Security-Policy must allow them in frame-src", choice("", embedSites...))},
	editionField{"menus", func(r *Reader, c *site.Config, n *Node) { Apply(r, menuFields, &c.Menus, n) }, object("روابط رأس الصفحة وذيلها — Links of header and footer", menuFields.schema)},
	editionField{"social", func(r *Reader, c *site.Config, n *Node) { c.Social = r.Links(n) }, list("حسابات الجريدة في مواقع أخرى — Profiles elsewhere", linkSchema)},
	editionField{"publisher", func(r *Reader, c *site.Config, n *Node) { Apply(r, publisherFields, &c.Publisher, n) }, object("من المسؤول عن الجريدة — Who answers for the paper", publisherFields.schema)},
	editionField{"front", readFront, object("الصفحة الأولى؛ ويتقدم عليها content/front.yaml — The front page; content/front.yaml goes before it", frontFields.schema)},
	editionField{"pages", func(r *Reader, c *site.Config, n *Node) { Apply(r, pagesFields, &c.Pages, n) }, object("أي أنواع الصفحات تُصنع — Which kinds of pages are made", pagesFields.schema)},
	editionField{"pictures", func(r *Reader, c *site.Config, n *Node) { Apply(r, pictureFields, &c.Pictures, n) }, object("ما يُصنع من الصور — What is made of pictures", pictureFields.schema)},
	editionField{"cards", readCards, schema{
		"description": "بطاقات المشاركة: صورة الرابط في الرسائل والشبكات؛ لقصص آخر سبعة أيام، ولأحدث خمسين قصة على الأقل، بطاقاتها، ولما قبلها صورتها أو بطاقة قسمها؛ false لا بطاقات، وall لكل قصة — " +
			"Social cards, the pictures of links in messengers and networks: the stories of the last seven days, and at least the newest fifty, have their own; older ones show their picture, or their section's card; false: none, all: for every story",
		"anyOf": []schema{{"enum": []any{true, false, "all"}}, cardFields.schema()},
	}},
	editionField{"feeds", func(r *Reader, c *site.Config, n *Node) { Apply(r, feedFields, &c.Feeds, n) }, object("ما في الخلاصات — What the feeds hold", feedFields.schema)},
	editionField{"params", func(r *Reader, c *site.Config, n *Node) { c.Params = Params(r, n) }, schema{
		"description": "حقول الجريدة نفسها، تقرؤها القوالب كلها: {{.Chrome.Params.name}} — The paper's own fields, for all templates", "type": "object",
	}},
	editionField{"fields", readFieldsOf, schema{
		"description": "حقول كل القصص والأقسام والكتّاب والصفحات الثابتة، تُراجَع قيمها — Fields of all stories, sections, authors and static pages, whose values are checked", "type": "object",
		"properties": schema{"story": declaredSchema, "section": declaredSchema, "author": declaredSchema, "page": declaredSchema}, "additionalProperties": false,
	}},
	editionField{"card_params", readCardParams, list("ما تراه الصفحات الأخرى من params القصة: .Params في البطاقة — Which params of a story its cards have on other pages", str(""))},
	editionField{"editions", func(*Reader, *site.Config, *Node) {}, schema{ // ParseSister reads it
		"description":          "الطبعات بلغات أخرى، بناءً واحدًا: رمز اللغة، ثم ما يختلف فيها من هذه الإعدادات؛ قصصها في content/en وصفحاتها تحت /en/ — Editions in other languages, in one build: a language's code, then those of these settings that differ; its stories are in content/en, its pages below /en/",
		"type":                 "object",
		"additionalProperties": schema{"type": []string{"object", "null"}, "properties": sisterProperties},
	}},
	editionField{"environments", readEnvironments, schema{
		"description":          "بيئات أخرى تُبنى بها الجريدة: warraq build --environment staging — Other ways to build the paper: warraq build --environment staging",
		"type":                 "object",
		"additionalProperties": environmentFields.schema(),
	}},
	editionField{"analytics", func(r *Reader, c *site.Config, n *Node) { Apply(r, analyticsFields, &c.Analytics, n) }, object("عدّاد القراء؛ لا يكون إلا إن طُلب، ولا كعكات فيه — The counter of readers: none unless it is named, and without cookies", analyticsFields.schema)},
	editionField{"ads", func(r *Reader, c *site.Config, n *Node) { Apply(r, adFields, &c.Ads, n) }, object("أين يقف الإعلان الذي في templates/partials/ad.html — Where the ad of templates/partials/ad.html stands", adFields.schema)},
	editionField{"types", readTypes, schema{
		"description": "أنواع قصص من عند الجريدة: type: obituary وقالبه templates/types/obituary.html — Types of stories of the paper's own, and their templates",
		"type":        "object", "additionalProperties": typeFields.schema(),
	}},
	editionField{"outputs", readOutputs, list("ملفات من عندك بجانب الصفحات: خلاصة بصيغة أخرى، أو JSON لتطبيق — Files of your own beside the pages: a feed in another form, JSON for an app", object("", outputFields.schema))},
	editionField{"taxonomies", readTaxonomies, schema{
		"description": "ما تُجمع به القصص غير الوسوم: places: [غزة] في القصة، وصفحة لكل مكان، وقائمة بها كلها — Ways to group stories beside tags: places: [غزة] in a story, a page for each place and a list of all",
		"type":        "object", "additionalProperties": taxonomyFields.schema(),
	}},
	editionField{"hosting", func(r *Reader, _ *site.Config, n *Node) { r.choices(n, hosts...) }, list("المضيف الذي تُكتب ملفاته مع الموقع: تحويلات وترويسات وContent-Security-Policy — Hosts whose own files are written with the site: redirects, headers, Content-Security-Policy", choice("", hosts...))},
	editionField{"precompress", func(r *Reader, _ *site.Config, n *Node) { r.choices(n, forms...) }, list("صور مضغوطة من كل ملف نصيّ تُكتب بجانبه، لخادم يقدّمها كما هي — Compressed forms of each file of text that are written beside it, for a server that gives them as they are", choice("", forms...))},
	editionField{"frozen", readFrozen, str("سنوات لا تتغير صفحاتها إلا نادرًا، مثل before 2024 (أو: قبل 2024): صفحات كل سنة في ملف واحد يقدّمه warraq serve-pack — Years whose pages seldom change, such as before 2024: the pages of each are in one file, which warraq serve-pack serves")},
	editionField{"deploy", readDeploy, deploySchema},
	editionField{"releases", func(*Reader, *site.Config, *Node) {}, releasesSchema}, // readReleases
	editionField{"checks check", readChecks, schema{"description": "درجة كل قاعدة من قواعد التحرير — Level of editorial rules", "type": "object", "additionalProperties": choice("", "off", "note", "warning", "error")}},
)

// sisterProperties are the keys of an edition that are no settings.
var sisterProperties = schema{
	"label":    str("اسم اللغة في زر اللغات؛ وإلا فاسمها عند أهلها — What the switch of languages calls it; else the language's own name"),
	"content":  str("مجلد قصصها داخل content؛ وإلا فرمزها — The folder of its stories in content; else its code"),
	"path":     str("أول عنوان صفحاتها؛ وإلا فرمزها — The beginning of its pages' addresses; else its code"),
	"language": str("رمز لغتها BCP 47، إن كان مفتاحها اسمًا آخر — Its language in BCP 47, if its key is another name"),
	"dir":      choice("الاتجاه، والأصل أنه من اللغة — The direction, which is the language's in any case", "rtl", "ltr"),
}

// embedSites are the sites that an edition may let into frames: package markdown knows
// their addresses. A film of YouTube is shown on a click in any edition.
var embedSites = []string{"datawrapper", "flourish", "spotify", "soundcloud", "telegram", "facebook", "instagram", "tiktok", "x", "youtube", "vimeo", "dailymotion", "map"}

var menuFields = settingsOf(
	Field[*site.Menus]{"main", func(r *Reader, m *site.Menus, n *Node) { m.Main = menuOf(r, n, 0) }, list("روابط الرأس؛ وبغيرها الأقسام — Links of the header; without it, the sections", menuSchema)},
	Field[*site.Menus]{"footer", func(r *Reader, m *site.Menus, n *Node) { m.Footer = menuOf(r, n, 0) }, list("روابط الذيل — Links of the footer", menuSchema)},
)

var linkSchema = schema{"type": "object", "properties": schema{
	"name": str("كلام الرابط — The words of the link"), "url": str("العنوان — The address"),
}, "required": []string{"url"}}

var menuSchema = schema{"type": "object", "properties": schema{
	"name": str("كلام الرابط — The words of the link"), "url": str("العنوان — The address"), "menu": list("روابط تحته — The links under it", linkSchema),
}, "required": []string{"url"}}

type typeField = Field[*own.Type]

var typeFields = settingsOf(
	typeField{"label", func(r *Reader, t *own.Type, n *Node) { t.Label = r.Text(n) }, str("اسم النوع على القصة — What a story of the type is called")},
	typeField{"plural", func(r *Reader, t *own.Type, n *Node) { t.Plural = r.Text(n) }, str("اسمه جمعًا، عنوانًا لقائمة منها — What several are called, over a list of them")},
	typeField{"template", readTypeTemplate, str("قالب صفحاته؛ وإلا فهو types/NAME.html، وإن لم يوجد فقالب القصة — The template of its pages; else types/NAME.html, or that of any story")},
	typeField{"schema", func(r *Reader, t *own.Type, n *Node) { r.choose(n, &t.Schema, own.Schemas...) }, choice("نوعه في schema.org — Its type in schema.org", own.Schemas...)},
	typeField{"fields", readDeclared, declaredSchema},
)

var declaredSchema = schema{
	"description": "الحقول، في params أو في صدر الملف — The fields, in params or beside the other keys", "type": "object",
	"additionalProperties": schema{"anyOf": []schema{choice("نوع القيمة — The kind of its value", own.Kinds...), declaredFields.schema()}},
}

type outputField = Field[*own.Output]

var outputFields = settingsOf(
	outputField{"path", func(r *Reader, o *own.Output, n *Node) { o.Path = r.Text(n) }, str("عنوانه من جذر الموقع، مثل /app/latest.json؛ ولما بجانب كل صفحة اسمه وحده، مثل app.json — Its address from the site's root, such as /app/latest.json; beside each page its name alone, such as app.json")},
	outputField{"template", readOutputTemplate, str("قالبه تحت templates، مثل outputs/app.json؛ ونهاية اسمه تقول كيف تُكتب القيم: json أو xml أو csv أو txt أو html — Its template below templates, such as outputs/app.json; how its name ends says how values are written: json, xml, csv, txt or html")},
	outputField{"type", readOutputType, str("نوعه كما يصل إلى البرامج (IANA)، مثل application/feed+json؛ وبغيره كما تقول نهاية اسمه — The media type that programs get (IANA), such as application/feed+json; without it, as its name ends")},
	outputField{"view", func(r *Reader, o *own.Output, n *Node) { o.View = r.Text(n) }, str("ما يعرضه: edition كل الجريدة، أو بجانب كل صفحة: story أو section أو tag أو author أو series أو اسم من taxonomies — What it shows: edition, the whole paper; or beside each page: story, section, tag, author, series, or a name of taxonomies")},
	outputField{"limit", func(r *Reader, o *own.Output, n *Node) { o.Limit = r.within(n, 1, 1000) }, whole("كم قصة فيه؛ وبغيره كما في الخلاصات — How many stories it has; without it, as many as feeds", 1, 1000)},
	outputField{"full_text", func(r *Reader, o *own.Output, n *Node) { o.FullText = r.Flag(n) }, boolean("فيه نصوص القصص، لا بطاقاتها وحدها — With the text of its stories, not their cards alone")},
)

type taxonomyField = Field[*own.Taxonomy]

var taxonomyFields = settingsOf(
	taxonomyField{"label", func(r *Reader, t *own.Taxonomy, n *Node) { t.Label = r.Text(n) }, str("اسم الواحد، مثل مكان — What one of them is called, such as place")},
	taxonomyField{"plural", func(r *Reader, t *own.Taxonomy, n *Node) { t.Plural = r.Text(n) }, str("اسمها جمعًا، عنوانًا لقائمتها، مثل أماكن — What all are called, over their list, such as places")},
	taxonomyField{"tree hierarchical", func(r *Reader, t *own.Taxonomy, n *Node) { t.Tree = r.Flag(n) }, boolean("بعضها في بعض: مصر/القاهرة، وفي صفحة مصر قصص القاهرة أيضًا — They lie in each other: مصر/القاهرة, and the page of مصر has the stories of القاهرة too")},
	taxonomyField{"cards", func(r *Reader, t *own.Taxonomy, n *Node) { t.OnCards = r.Flag(n) }, boolean("تراها البطاقات في الصفحات الأخرى: .Terms — Cards on other pages have them: .Terms")},
)

type declaredField = Field[*own.Declared]

var declaredFields = settingsOf(
	declaredField{"kind", readKind, choice("نوع القيمة — The kind of its value", own.Kinds...)},
	declaredField{"required", func(r *Reader, d *own.Declared, n *Node) { d.Required = r.Flag(n) }, boolean("لا تُنشر قصة من غيره — No story is published without it")},
	declaredField{"choices", func(r *Reader, d *own.Declared, n *Node) { d.Choices = r.Texts(n) }, list("ما يجوز أن يكون — What it may be", str("قيمة — A value"))},
)

type publisherField = Field[*site.Publisher]

var publisherFields = settingsOf(
	publisherField{"name", func(r *Reader, p *site.Publisher, n *Node) { p.Name = r.Text(n) }, str("المؤسسة — The organisation")},
	publisherField{"legal_name", func(r *Reader, p *site.Publisher, n *Node) { p.LegalName = r.Text(n) }, str("اسمها المسجل — Its registered name")},
	publisherField{"url", func(r *Reader, p *site.Publisher, n *Node) { p.URL = r.everywhere(n) }, str("موقعها — Its own site")},
	publisherField{"logo", func(r *Reader, p *site.Publisher, n *Node) { p.Logo = r.everywhere(n) }, str("ملف من الموقع، ارتفاعه 112 بكسلًا على الأقل — A file of the site, at least 112 pixels high")},
	publisherField{"founded", func(r *Reader, p *site.Publisher, n *Node) { p.Founded = r.Text(n) }, str("سنة أو تاريخ — Year or date")},
	publisherField{"email", func(r *Reader, p *site.Publisher, n *Node) { p.Email = r.Text(n) }, str("للقراء — For readers")},
	publisherField{"principles publishing_principles", func(r *Reader, p *site.Publisher, n *Node) { p.Principles = r.everywhere(n) }, str("صفحة مبادئ النشر — Page of the publishing principles")},
	publisherField{"corrections corrections_policy", func(r *Reader, p *site.Publisher, n *Node) { p.Corrections = r.everywhere(n) }, str("صفحة سياسة التصويب — Page of the corrections policy")},
	publisherField{"ethics ethics_policy", func(r *Reader, p *site.Publisher, n *Node) { p.Ethics = r.everywhere(n) }, str("صفحة ميثاق الأخلاق — Page of the ethics policy")},
	publisherField{"ownership ownership_funding", func(r *Reader, p *site.Publisher, n *Node) { p.Ownership = r.everywhere(n) }, str("صفحة الملكية والتمويل — Page on owners and funding")},
)

type pagesField = Field[*site.Pages]

var pagesFields = settingsOf(
	pagesField{"lite", readLite, flagOrAll("نسخ خفيفة لأحدث القصص وللأقسام؛ وall لكل قصة وقائمة — Light twins of the newest stories and of sections; all: of every story and list")},
	pagesField{"lite_months", func(r *Reader, p *site.Pages, n *Node) { p.LiteMonths = r.within(n, 1, 1200) }, whole("قصص كم شهرًا لها نسخ خفيفة — Months of stories that have light twins", 1, 1200)},
	pagesField{"archive", func(r *Reader, p *site.Pages, n *Node) { p.Archive = r.Flag(n) }, boolean("أرشيف بالشهور — An archive by month")},
	pagesField{"agencies", func(r *Reader, p *site.Pages, n *Node) { p.Agencies = r.Flag(n) }, boolean("صفحة لكل وكالة — A page for each agency")},
	pagesField{"search", func(r *Reader, p *site.Pages, n *Node) { p.Search = r.Flag(n) }, boolean("صفحة بحث — A search page")},
	pagesField{"related", func(r *Reader, p *site.Pages, n *Node) { p.Related = r.within(n, 0, 20) }, whole("عدد القصص ذات الصلة تحت القصة — Related stories under a story", 0, 20)},
)

type environmentField = Field[*own.Environment]

var environmentFields = settingsOf(
	environmentField{"base_url baseURL", func(r *Reader, e *own.Environment, n *Node) { e.BaseURL = environmentAddress(r, n) }, str("العنوان بدل عنوان الجريدة — The address in the place of the paper's")},
	environmentField{"noindex", func(r *Reader, e *own.Environment, n *Node) { e.NoIndex = r.Flag(n) }, boolean("لا تدخل صفحاته محركات البحث — Search engines leave its pages out")},
	environmentField{"drafts", func(r *Reader, e *own.Environment, n *Node) { e.Drafts = r.Flag(n) }, boolean("تظهر المسوّدات — Drafts are shown")},
	environmentField{"future", func(r *Reader, e *own.Environment, n *Node) { e.Future = r.Flag(n) }, boolean("تظهر قصص لم يحن نشرها — Stories under embargo are shown")},
)

type analyticsField = Field[*own.Analytics]

var analyticsFields = settingsOf(
	analyticsField{"plausible", func(r *Reader, a *own.Analytics, n *Node) { a.Plausible = r.Text(n) }, str("النطاق في Plausible، مثل example.org — The domain at Plausible, such as example.org")},
	analyticsField{"goatcounter", func(r *Reader, a *own.Analytics, n *Node) { a.GoatCounter = counter(r, n) }, str("الاسم في GoatCounter، أو عنوان عدّاد عندكم — The name at GoatCounter, or the address of your own")},
	analyticsField{"matomo", func(r *Reader, a *own.Analytics, n *Node) { a.Matomo = folderAddress(r, n) }, str("عنوان Matomo — The address of a Matomo")},
	analyticsField{"matomo_site", func(r *Reader, a *own.Analytics, n *Node) { a.MatomoSite = r.within(n, 1, 1<<30) }, whole("رقم الموقع فيه — The number of the site there", 1, 1<<30)},
)

type adField = Field[*own.Ads]

var adFields = settingsOf(
	adField{"after", func(r *Reader, a *own.Ads, n *Node) { a.After = r.within(n, 1, 1000) }, whole("بعد كم فقرة من القصة يقف أول إعلان — After how many paragraphs of a story the first stands", 1, 1000)},
	adField{"every", func(r *Reader, a *own.Ads, n *Node) { a.Every = r.within(n, 1, 1000) }, whole("وبعد كم فقرة منه التالي؛ وبغيره واحد — And after how many the next one; without it, one alone", 1, 1000)},
	adField{"blocks", func(r *Reader, a *own.Ads, n *Node) { a.Blocks = r.within(n, 1, 100) }, whole("بعد كم جزء من الصفحة الأولى يقف إعلان — After how many blocks of the front page one stands", 1, 100)},
	adField{"height", func(r *Reader, a *own.Ads, n *Node) { a.Height = r.within(n, 1, 2000) }, whole("ارتفاع مكانه بالبكسل، فلا تقفز الصفحة حين يأتي — The height of its place in pixels: the page does not jump when it comes", 1, 2000)},
)

type feedField = Field[*site.FeedConfig]

var feedFields = settingsOf(
	feedField{"limit", func(r *Reader, f *site.FeedConfig, n *Node) { f.Limit = r.within(n, 1, 500) }, whole("عدد القصص في الخلاصة — Items in a feed", 1, 500)},
	feedField{"full_text", func(r *Reader, f *site.FeedConfig, n *Node) { f.FullText = r.Flag(n) }, boolean("القصص كاملة، وإلا فملخصات — Whole stories, else summaries")},
	feedField{"hub", func(r *Reader, f *site.FeedConfig, n *Node) { f.Hub = r.everywhere(n) }, str("موزع WebSub — WebSub hub")},
	feedField{"standard_site", readStandard, str("هوية حسابك في شبكة AT، مثل did:plc:…؛ تحمل كل قصة عنوان سجلها في standard.site، وبعد النشر يُرسله standard_site في الوجهة — The DID of your account on the AT network, such as did:plc:…; each story then names its record of standard.site, which standard_site of a target sends after a deploy")},
	feedField{"llms llms_txt", func(r *Reader, f *site.FeedConfig, n *Node) { f.LLMs = r.Flag(n) }, boolean("اكتب llms.txt — Write llms.txt")},
	feedField{"formats", readFormats, list("الأولى هي الأصل — The first is the main one", choice("", "rss", "atom", "json"))},
	feedField{"terms", readTermFeeds, flagOrAll("وللوسوم والكتّاب والسلاسل أيضًا: بالصيغة الأصل حيث قصتان؛ وall لكل واحد بكل صيغة — Also for tags, authors and series: in the main form where there are two stories; all: for each, in every form")},
)

type frontField = Field[*site.Front]

var frontFields = settingsOf(
	frontField{"lead", func(r *Reader, f *site.Front, n *Node) { f.Lead = r.ref(n) }, str("القصة الأولى، بمسار ملفها تحت content — The first story, as a file's path under content")},
	frontField{"boost", func(r *Reader, f *site.Front, n *Node) { f.Boost = r.within(n, 1, 3) }, whole("ثقل القصة الأولى: 2 أعرض، و3 تملأ أعلى الصفحة — How much weight the first story has: 2 is wider, 3 fills the top", 1, 3)},
	frontField{"tone", func(r *Reader, f *site.Front, n *Node) { f.Tone = r.oneOf(n, tones) }, choice("ألوان القصة الأولى — The colours of the first story", slices.Sorted(maps.Keys(tones))...)},
	frontField{"secondary", func(r *Reader, f *site.Front, n *Node) { f.Secondary = r.Refs(n) }, list("القصص التي بجانبها — The stories beside it", str(""))},
	frontField{"pins", readPins, list("قصص تبقى بين الأوائل إلى وقت — Stories that stay among the first until an instant", object("", pinFields.schema))},
	frontField{"breaking", func(r *Reader, f *site.Front, n *Node) {
		f.Breaking = r.breaking(n)
	}, object("شريط العاجل — The strip of urgent news", breakingFields.schema)},
	frontField{"blocks", readBlocks, list("أجزاء الصفحة الأولى بترتيبها — Parts of the front page, in order", object("", blockFields.schema))},
	frontField{"releases", func(*Reader, *site.Front, *Node) {}, schema{
		"description": "مفاتيح من هذا الملف تحل محل غيرها حين تظهر مجموعة نشر، باسمها — Keys of this file that take the place of others when a release set goes live, by its name",
		"type":        "object",
	}}, // liftFront
)

var pinFields = settingsOf(
	Field[*site.Pin]{"story", func(r *Reader, p *site.Pin, n *Node) { p.Story = r.ref(n) }, str("مسار ملف تحت content — A file's path under content")},
	Field[*site.Pin]{"until", func(r *Reader, p *site.Pin, n *Node) { p.Until = r.until(n) }, str("تاريخ أو وقت — A date or an instant")},
)

var breakingFields = settingsOf(
	Field[*site.Breaking]{"text", func(r *Reader, b *site.Breaking, n *Node) { b.Text = arabic.QuotesIn(r.Text(n), r.Lang) }, str("سطر واحد — One line")},
	Field[*site.Breaking]{"story", func(r *Reader, b *site.Breaking, n *Node) { b.Story = r.ref(n) }, str("مسار ملف تحت content — A file's path under content")},
	Field[*site.Breaking]{"until", func(r *Reader, b *site.Breaking, n *Node) { b.Until = r.until(n) }, str("متى يزول الشريط — When the strip goes")},
)

type blockField = Field[*site.FrontBlock]

var blockFields = settingsOf(
	blockField{"title", func(r *Reader, b *site.FrontBlock, n *Node) { b.Title = r.Text(n) }, str("عنوانه — Its heading")},
	blockField{"style", func(r *Reader, b *site.FrontBlock, n *Node) { r.choose(n, &b.Style, BlockStyles...) }, choice("هيئته — How it looks", BlockStyles...)},
	blockField{"tone", func(r *Reader, b *site.FrontBlock, n *Node) { b.Tone = r.oneOf(n, tones) }, choice("ألوانه — Its colours", slices.Sorted(maps.Keys(tones))...)},
	blockField{"section", func(r *Reader, b *site.FrontBlock, n *Node) { b.Section = r.Text(n) }, str("مجلد قسم — A section's folder")},
	blockField{"tag", func(r *Reader, b *site.FrontBlock, n *Node) { b.Tag = r.Text(n) }, str("أحدث وسم — The latest of a tag")},
	blockField{"type", readBlockType, str("أحدث نوع من القصص — The latest of a story type")},
	blockField{"series", func(r *Reader, b *site.FrontBlock, n *Node) { b.Series = r.Text(n) }, str("أجزاء سلسلة — The parts of a series")},
	blockField{"term", func(r *Reader, b *site.FrontBlock, n *Node) { b.Term = r.Text(n) }, str("أحدث واحد مما تُجمع به القصص (taxonomies)، مثل places/غزة — The latest of a term of taxonomies, such as places/غزة")},
	blockField{"stories", func(r *Reader, b *site.FrontBlock, n *Node) { b.Stories = r.Refs(n) }, list("قصص يختارها المكتب، بمسارات ملفاتها تحت content — Chosen by hand, as files' paths under content", str(""))},
	blockField{"limit", func(r *Reader, b *site.FrontBlock, n *Node) { b.Limit = r.within(n, 1, 100) }, whole("كم قصة — How many stories", 1, 100)},
)

var linkFields = FieldsOf(
	Field[*site.Link]{Names: "name title label text", Read: func(r *Reader, to *site.Link, n *Node) { to.Title = r.Text(n) }},
	Field[*site.Link]{Names: "url link href pageRef", Read: func(r *Reader, to *site.Link, n *Node) { to.URL = r.everywhere(n) }},
)

type cardField = Field[*site.CardConfig]

var cardFields = settingsOf(
	cardField{"look المظهر", func(r *Reader, c *site.CardConfig, n *Node) {
		r.choose(n, &c.Look, slices.Concat(site.CardLooks...)...)
	}, choice("المظهر — The look", slices.Concat(site.CardLooks...)...)},
	cardField{"days", readCardDays, schema{
		"description": "قصص كم يومًا لها بطاقاتها، أو all — Days of stories that have cards of their own, or all",
		"anyOf":       []schema{{"type": "integer", "minimum": 1, "maximum": 36500}, {"enum": []string{"all"}}},
	}},
	cardField{"photos", func(r *Reader, c *site.CardConfig, n *Node) { c.NoPhoto = !r.Flag(n) }, boolean("بطاقة أيضًا لقصة لها صورة، وfalse تُظهر الصورة وحدها — Cards also for stories with a picture; false: the picture alone")},
	cardField{"name", func(r *Reader, c *site.CardConfig, n *Node) { c.Name = r.Text(n) }, str("الاسم بدل عنوان الجريدة — The nameplate in place of the paper's title")},
	cardField{"logo", readCardLogo, str("علامة بدل الاسم، من static: PNG أو JPEG أو WebP — A logo in place of the name, of static: PNG, JPEG or WebP")},
	cardField{"colours colors", func(r *Reader, c *site.CardConfig, n *Node) { Apply(r, cardColourFields, &c.Colours, n) }, object("الألوان بالست عشري — Colours in hex", cardColourFields.schema)},
	cardField{"boxes", readCardBoxes, list("ما يغيَّر من مواضع الأجزاء وأحجامها، بالبكسل في 1200×630 — What is changed of the places and sizes of parts, in pixels of 1200×630", object("", cardBoxFields.schema))},
)

type colourField = Field[*site.CardColours]

var cardColourFields = settingsOf(
	colourField{"ground", func(r *Reader, c *site.CardColours, n *Node) { c.Ground = r.Colour(n) }, str("الأرضية — Behind everything")},
	colourField{"ink", func(r *Reader, c *site.CardColours, n *Node) { c.Ink = r.Colour(n) }, str("العنوان — The headline")},
	colourField{"soft", func(r *Reader, c *site.CardColours, n *Node) { c.Soft = r.Colour(n) }, str("التاريخ والتوقيع — Date and byline")},
	colourField{"accent", func(r *Reader, c *site.CardColours, n *Node) { c.Accent = r.Colour(n) }, str("لون الأقسام التي لا لون لها — Of sections that have none of their own")},
	colourField{"urgent", func(r *Reader, c *site.CardColours, n *Node) { c.Urgent = r.Colour(n) }, str("العاجل والحكم — Urgent news and verdicts")},
)

type boxField = Field[*site.CardBox]

var cardBoxFields = settingsOf(
	boxField{"part", func(r *Reader, b *site.CardBox, n *Node) { r.choose(n, &b.Part, site.CardParts...) }, choice("الجزء — The part", site.CardParts...)},
	boxField{"on", func(r *Reader, b *site.CardBox, n *Node) { r.choose(n, &b.On, site.CardKinds...) }, choice("في أي البطاقات؛ وإلا ففي كلها — On which cards, else on all", site.CardKinds...)},
	boxField{"start", func(r *Reader, b *site.CardBox, n *Node) { b.Start = r.within(n, 0, site.CardWidth) }, whole("من أول السطر: اليمين في العربية — From where lines begin: the right in Arabic", 0, site.CardWidth)},
	boxField{"top", func(r *Reader, b *site.CardBox, n *Node) { b.Top = r.within(n, 0, site.CardHeight) }, whole("من أعلى — From the top", 0, site.CardHeight)},
	boxField{"width", func(r *Reader, b *site.CardBox, n *Node) { b.Width = r.within(n, 0, site.CardWidth) }, whole("العرض — Width", 0, site.CardWidth)},
	boxField{"height", func(r *Reader, b *site.CardBox, n *Node) { b.Height = r.within(n, 0, site.CardHeight) }, whole("الارتفاع — Height", 0, site.CardHeight)},
	boxField{"size", func(r *Reader, b *site.CardBox, n *Node) { b.Size = r.within(n, 12, 300) }, whole("أكبر حجم للحروف — The largest letters", 12, 300)},
	boxField{"least", func(r *Reader, b *site.CardBox, n *Node) { b.Least = r.within(n, 12, 300) }, whole("أصغر حجم؛ وما زاد يُقطع — The smallest; longer words are cut", 12, 300)},
	boxField{"colour color", func(r *Reader, b *site.CardBox, n *Node) { b.Colour = r.cardColour(n) }, str("ground أو ink أو soft أو accent أو urgent أو بالست عشري — ground, ink, soft, accent, urgent, or a colour in hex")},
	boxField{"fill", func(r *Reader, b *site.CardBox, n *Node) { b.Fill = r.cardColour(n) }, str("لون ما وراء الكلام — The colour behind the words")},
	boxField{"align", func(r *Reader, b *site.CardBox, n *Node) { r.choose(n, &b.Align, "start", "middle", "end") }, choice("المحاذاة — Which side lines keep to", "start", "middle", "end")},
	boxField{"anchor", func(r *Reader, b *site.CardBox, n *Node) { r.choose(n, &b.Anchor, "top", "middle", "bottom") }, choice("موضع العنوان في ارتفاعه — Where the headline stands in its height", "top", "middle", "bottom")},
	boxField{"hidden", func(r *Reader, b *site.CardBox, n *Node) { b.Hidden = r.Flag(n) }, boolean("لا يُرسم — Not drawn")},
)

type pictureField = Field[*site.PictureConfig]

var pictureFields = settingsOf(
	pictureField{"formats", readPictureFormats, list("صيغ أحجام الصورة؛ وتُصنع JPEG أو PNG دائمًا. وAVIF أصغر من WebP بنحو الثلث — The formats of its sizes; a JPEG or PNG is always made. AVIF is about a third smaller than WebP", choice("", pictureFormats...))},
	pictureField{"originals", func(r *Reader, c *site.PictureConfig, n *Node) {
		var what string
		r.choose(n, &what, "strip", "keep")
		c.Originals = what == "keep"
	}, choice("صورة فيها بيانات منشأ (C2PA) لا تبقى في أحجامها: keep تنشرها كما هي أيضًا، بكل ما تقوله — A picture with content credentials (C2PA), which its sizes have not: keep publishes it untouched too, with all that it says", "strip", "keep")},
	pictureField{"animations", func(r *Reader, c *site.PictureConfig, n *Node) {
		var what string
		r.choose(n, &what, "keep", "film")
		c.Films = what == "film"
	}, choice("صورة GIF متحركة: film تعرضها فيلم MP4 أصغر منها كثيرًا، يصنعه ffmpeg حيث هو مثبّت — An animated GIF: film shows it as an MP4, which is far smaller, and which ffmpeg makes where it is installed", "keep", "film")},
	pictureField{"clean_static", func(r *Reader, c *site.PictureConfig, n *Node) { c.CleanStatic = r.Flag(n) }, boolean("تُنشر صور static/ وأفلامها بلا بياناتها، إلا الحقوق — Pictures and films in static/ go out without their metadata, but for rights")},
	pictureField{"roles", readRoles, list("ما يُصنع من الصورة لكل استعمال تسميه القوالب: {{picture .Image \"card\"}} — What is made of a picture for each use that templates name: {{picture .Image \"card\"}}", object("", roleFields.schema))},
)

type roleField = Field[*site.Role]

var roleFields = settingsOf(
	roleField{"name", func(r *Reader, role *site.Role, n *Node) { role.Name = r.Text(n) }, str("lead أو inline أو gallery أو opening (وopening-2 وopening-3 حين يكون boost كذلك) أو card أو face، أو اسم في قوالبك — lead, inline, gallery, opening (opening-2 and opening-3 where boost is that), card, face, or one of your templates")},
	roleField{"widths", readWidths, list("عروض الملفات بالبكسل، يختار المتصفح منها — Widths in pixels of the files that a browser chooses from", whole("", 16, 4000))},
	roleField{"ratio", readRatio, str("الشكل الذي تُقص إليه، مثل 16/9؛ وoriginal تبقي شكلها — The shape that it is cut to, such as 16/9; original keeps its own")},
	roleField{"sizes", func(r *Reader, role *site.Role, n *Node) { role.Sizes = r.Text(n) }, str("عرضها في الصفحة، كما في خاصية sizes في HTML — How wide it is shown, as in the attribute sizes of HTML")},
	roleField{"first", func(r *Reader, role *site.Role, n *Node) { role.First = r.Flag(n) }, boolean("تُرى حين تُفتح الصفحة، فتُجلب فورًا — In sight when a page opens: fetched at once")},
	roleField{"silent", func(r *Reader, role *site.Role, n *Node) { role.Silent = r.Flag(n) }, boolean("الكلام الذي بجانبها يقول ما فيها، فلا نص بديلًا — The words beside it say what it shows: no alternative text")},
)

// BlockStyles are the forms that a desk may ask for. A block with too few stories
// for its form takes a smaller one.
var BlockStyles = []string{"grid", "list", "faces", "strip", "feature"}

// tanwin are the places of tanwin of an alef.
var tanwin = map[string]string{"قبل": "before", "بعد": "after", "before": "before", "after": "after"}

// tones are the words of a desk for the colours that news of one kind is set in, and looks those for the looks of the theme.
var (
	tones = map[string]string{
		"عاجل": "urgent", "حداد": "mourning", "تحقيق": "investigation", "ملف": "dossier", "عادي": "",
		"urgent": "urgent", "mourning": "mourning", "investigation": "investigation", "dossier": "dossier", "plain": "",
	}
	looks = map[string]string{
		"صحيفة": "newspaper", "عاجل": "headline", "مجلة": "magazine", "newspaper": "newspaper", "headline": "headline", "magazine": "magazine",
	}
)

// schema is a JSON Schema (draft 2020-12).
type schema = map[string]any

func str(about string) schema     { return schema{"type": "string", "description": about} }
func boolean(about string) schema { return schema{"type": "boolean", "description": about} }

func flagOrAll(about string) schema {
	return schema{"enum": []any{true, false, "all"}, "description": about}
}

func whole(about string, low, high int) schema {
	return schema{"type": "integer", "description": about, "minimum": low, "maximum": high}
}

func choice(about string, values ...string) schema {
	return schema{"enum": values, "description": about}
}

func list(about string, item schema) schema {
	return schema{"type": "array", "description": about, "items": item}
}

func object(about string, of func() schema) schema {
	s := of()
	s["description"] = about
	return s
}

var monthChoice = choice("أسماء الشهور — Names of months", monthSystems()...)

var monthPositions = []string{"dateline", "body", "caption", "archive"}

var pictureFormats = []string{"avif", "webp", "jpeg"}

// Tone reads in which tone news is set.
func Tone(r *Reader, n *Node) string { return r.oneOf(n, tones) }
