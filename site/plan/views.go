package plan

import "warraq/site"

// Views are the Views that templates of the theme show, by the template's name.
var Views = map[string]any{
	"front.html": &site.FrontView{}, "breaking.html": &site.FrontView{}, "lite/front.html": &site.FrontView{},
	"article.html": &site.ArticleView{}, "lite/article.html": &site.ArticleView{}, "tombstone.html": &site.ArticleView{},
	"section.html": &site.ListView{}, "tag.html": &site.ListView{}, "author.html": &site.ListView{}, "agency.html": &site.ListView{},
	"series.html": &site.ListView{}, "opinion.html": &site.ListView{}, "day.html": &site.ListView{}, "lite/list.html": &site.ListView{},
	"archive.html": &site.ArchiveView{}, "month.html": &site.MonthView{}, "terms.html": &site.TermsView{},
	"page.html": &site.PageView{}, "notfound.html": &site.NoticeView{}, "search.html": &site.NoticeView{}, "redirect.html": &site.RedirectView{},
}
