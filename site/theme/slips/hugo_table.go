package slips

// fields are fields of Hugo's pages, and what they are called here. Source: gohugo.io/methods/page.
var fields = map[string]string{
	"Site": "Chrome", "Content": "Body", "Permalink": "URL", "RelPermalink": "URL", "LinkTitle": "Title", "Description": "Standfirst", "WordCount": "Words",
	"ReadingTime": "Minutes", "PublishDate": "Date", "Lastmod": "Updated", "TableOfContents": "Headings", "Pages": "Cards", "RegularPages": "Cards", "Paginator": "Pager",
	"Next": "Newer", "NextInSection": "Newer", "Prev": "Older", "PrevInSection": "Older", "AllTranslations": "Languages", "Translations": "Languages", "CurrentSection": "Section", "Language": "Lang",
}

// functions are functions of Hugo, and how that is written here. Source: gohugo.io/functions.
var functions = map[string]string{
	"partial": `{{template "partials/card.html" .}}`, "partialCached": `{{template "partials/card.html" .}}`, "i18n": `{{t "latest"}}`, "T": `{{t "latest"}}`, "T18n": `{{t "latest"}}`,
	"site": ".Chrome", "hugo": ".Chrome", "page": ".", "resources": `{{asset "css/paper.css"}}`, "css": `{{asset "css/paper.css"}}`, "js": `{{asset "js/app.ts"}}`, "relURL": ".URL", "absURL": ".Chrome.Root", "relLangURL": ".URL", "absLangURL": ".Chrome.Root",
	"dateFormat": `{{date "long" .Date}}`, "getJSON": `{{data "election"}}`, "getCSV": `{{data "election"}}`, "cond": "{{if}}", "scratch": "{{$x := …}}", "newScratch": "{{$x := …}}", "ref": ".URL", "relref": ".URL",
}
