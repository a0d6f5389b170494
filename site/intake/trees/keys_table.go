package trees

// foreign are the keys for another system's layouts and settings, which could be read
// as something else here, or are nothing to publish by. The editor is told of those
// that are true; every story there has the others.
var foreign = map[string]bool{
	"outputs": true, "build": true, "_build": true, "cascade": true, "headless": true, "menu": true, "menus": true, "weight": false, "markup": true,
	"comments": false, "toc": false, "math": true, "sitemap": true, "classes": true, "sidebar": true, "share": true, "read_time": true, "author_profile": true,
	"header": true, "excerpt_separator": true, "render_with_liquid": true, "hidetoc": true, "showtoc": true, "ref": true,
	"iscjklanguage": true, "editpost": true, "theme": true, "nav_order": true, "parent": true, "search": true, "robots": true, "noindex": true, "template": false,
}

// dropped are the keys that say nothing of a story: its template there, and its
// address, which is among its aliases now.
var dropped = map[string]bool{"layout": true, "permalink": true, "url": true, "path": true}

// imageKeys are the names that themes give the picture of a story, the plainest first.
var imageKeys = []string{
	"image", "images", "cover", "featured_image", "featuredimage", "featured_img", "featured-image", "feature_image", "featureimage", "feature", "featured_media", "thumbnail",
	"cover_image", "coverimage", "cover_img", "coverimg", "header_image", "headerimage", "header-img", "header_img", "hero", "hero_image", "heroimage", "banner", "banner_image", "banner_img",
	"lead_image", "main_image", "post_image", "postimage", "post-image", "index_img", "top_img", "teaser", "img", "photo", "picture", "og_image", "ogimage", "social_image", "share_image", "card_image",
	"preview_image", "splash", "header",
}

// imageWords are what themes write behind such a name for the words of a picture: alt,
// caption, credit.
var imageWords = []string{"Alt", "Caption", "Credit"}

// anyStory are the types that other systems give every story.
var anyStory = map[any]bool{"post": true, "posts": true, "page": true, "pages": true, "article": true, "blog": true, "default": true}
