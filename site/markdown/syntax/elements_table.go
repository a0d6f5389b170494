package syntax

// Kind says where an element may be, and what it may hold.
type Kind uint8

// The kinds of an Element.
const (
	Flow     Kind = iota + 1 // a block that holds blocks
	Part                     // a block that holds its own kinds of children only
	Words                    // a block that holds words
	Phrasing                 // words among words
	Void                     // words among words, without an end tag
	Muted                    // dropped with all that it holds
)

// Element says how an element of raw HTML is written.
type Element struct {
	Kind    Kind
	As      string   // the tag that stands for it
	Parents []string // where it may stand, if not anywhere
	Attrs   []string // beside id, class, lang, dir and title
}

// Elements are those that raw HTML may use, and those whose content is no text.
var Elements = map[string]Element{
	"a": {Kind: Phrasing}, "abbr": {Kind: Phrasing}, "b": {Kind: Phrasing}, "bdi": {Kind: Phrasing}, "bdo": {Kind: Phrasing},
	"cite": {Kind: Phrasing}, "code": {Kind: Phrasing}, "data": {Kind: Phrasing, Attrs: []string{"value"}}, "del": {Kind: Phrasing},
	"dfn": {Kind: Phrasing}, "em": {Kind: Phrasing}, "i": {Kind: Phrasing}, "ins": {Kind: Phrasing}, "kbd": {Kind: Phrasing},
	"mark": {Kind: Phrasing}, "q": {Kind: Phrasing}, "s": {Kind: Phrasing}, "samp": {Kind: Phrasing}, "small": {Kind: Phrasing},
	"span": {Kind: Phrasing}, "strong": {Kind: Phrasing}, "sub": {Kind: Phrasing}, "sup": {Kind: Phrasing},
	"time": {Kind: Phrasing, Attrs: []string{"datetime"}}, "u": {Kind: Phrasing}, "var": {Kind: Phrasing},
	"font": {Kind: Phrasing, As: "span"}, "big": {Kind: Phrasing, As: "span"}, "tt": {Kind: Phrasing, As: "code"},
	"strike": {Kind: Phrasing, As: "s"}, "acronym": {Kind: Phrasing, As: "abbr"},
	"ruby": {Kind: Phrasing}, "rt": {Kind: Phrasing, Parents: []string{"ruby"}}, "rp": {Kind: Phrasing, Parents: []string{"ruby"}},

	"br": {Kind: Void}, "wbr": {Kind: Void},

	"p": {Kind: Words}, "pre": {Kind: Words}, "summary": {Kind: Words, Parents: []string{"details"}},
	"h1": {Kind: Words, As: "h2"}, "h2": {Kind: Words}, "h3": {Kind: Words}, "h4": {Kind: Words}, "h5": {Kind: Words}, "h6": {Kind: Words},
	"dt": {Kind: Words, Parents: []string{"dl"}}, "caption": {Kind: Words, Parents: []string{"table"}},

	"div": {Kind: Flow}, "center": {Kind: Flow, As: "div"}, "section": {Kind: Flow}, "article": {Kind: Flow}, "aside": {Kind: Flow},
	"header": {Kind: Flow, As: "div"}, "footer": {Kind: Flow, As: "div"}, "main": {Kind: Flow, As: "div"}, "nav": {Kind: Flow, As: "div"},
	"address": {Kind: Flow, As: "div"}, "blockquote": {Kind: Flow}, "figure": {Kind: Flow},
	"figcaption": {Kind: Flow, Parents: []string{"figure"}}, "details": {Kind: Flow, Attrs: []string{"open"}},
	"li": {Kind: Flow, Parents: []string{"ul", "ol"}, Attrs: []string{"value"}}, "dd": {Kind: Flow, Parents: []string{"dl"}},
	"td": {Kind: Flow, Parents: []string{"tr"}, Attrs: []string{"colspan", "rowspan"}},
	"th": {Kind: Flow, Parents: []string{"tr"}, Attrs: []string{"colspan", "rowspan", "scope"}},

	"ul": {Kind: Part}, "ol": {Kind: Part, Attrs: []string{"start", "reversed"}}, "dl": {Kind: Part}, "table": {Kind: Part},
	"thead": {Kind: Part, Parents: []string{"table"}}, "tbody": {Kind: Part, Parents: []string{"table"}},
	"tfoot": {Kind: Part, Parents: []string{"table"}}, "tr": {Kind: Part, Parents: []string{"thead", "tbody", "tfoot", "table"}},

	"script": {Kind: Muted}, "style": {Kind: Muted}, "template": {Kind: Muted}, "title": {Kind: Muted}, "head": {Kind: Muted},
	"svg": {Kind: Muted}, "math": {Kind: Muted}, "object": {Kind: Muted}, "select": {Kind: Muted}, "textarea": {Kind: Muted},
	"canvas": {Kind: Muted}, "noembed": {Kind: Muted}, "noframes": {Kind: Muted}, "xmp": {Kind: Muted}, "frameset": {Kind: Muted}, "noscript": {Kind: Muted}, "plaintext": {Kind: Muted},
}

// quoteKinds are the words between [! and ], in small letters: those of
// GitHub and of Obsidian beside ours.
var quoteKinds = map[string]string{
	"اقتباس": "pull", "quote": "pull", "pull": "pull", "pullquote": "pull",
	"ملاحظة": "note", "note": "note", "info": "note", "معلومة": "note",
	"تنبيه": "warning", "تحذير": "warning", "warning": "warning", "caution": "warning",
	"خلفية": "background", "background": "background", "tip": "background", "نصيحة": "background",
	"مهم": "important", "هام": "important", "important": "important",
}
