package settings

// yes and no are the spellings of true and false, folded. خطأ is none of them: as a
// value it is a reason.
var (
	yes = []string{"true", "yes", "on", "y", "t", "1", "نعم", "اجل", "صح", "صحيح"}
	no  = []string{"false", "no", "off", "n", "f", "0", "لا", "كلا"}
)

// proseKeys hold words of a person, in which a # with a space after it is hardly a
// comment. They are folded as FoldKey does.
var proseKeys = []string{
	"title", "headline", "localetitle", "standfirst", "subtitle", "deck", "subheading", "kicker", "overline", "summary", "description", "excerpt", "lead",
	"alt", "caption", "credit", "text", "name", "dateline",
}
