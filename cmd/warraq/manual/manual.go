// Package manual is the handbook: two newsrooms of Markdown, ar and en, with the same pages. warraq
// builds and serves them as any paper, and prints a page of them in the terminal.
//
// The pages in the folder reference are made of the tables in the code (reference.go): a test says
// where they are not what the tables say, and writes them with -write.
//
// What belongs here: what a user has to know. What does not: how the code works, which is said
// beside the code.
package manual

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/manuscript"
)

//go:embed all:ar all:en
var files embed.FS

// Languages are those in which the handbook is written.
var Languages = []string{"ar", "en"}

// Newsroom is the folder of the handbook in a language: content/ and what lies in it.
func Newsroom(lang string) fs.FS {
	sub, err := fs.Sub(files, lang)
	if err != nil {
		panic(err) // the name is one of Languages
	}
	return sub
}

// Page is a page of the handbook.
type Page struct {
	Topic string // its name in each language, as in warraq help TOPIC
	Title string
	About string // a sentence
	Body  string // Markdown, without front matter
}

// sections are the parts of the handbook, in the order in which a new user reads them.
var sections = []string{"start", "desk", "kit", "reference"}

// Pages are the pages of the handbook in a language, by section and topic.
func Pages(lang string) (pages []Page) {
	newsroom := Newsroom(lang)
	var names []string
	for _, section := range sections {
		in, err := fs.Glob(newsroom, "content/"+section+"/*.md")
		if err != nil {
			panic(err) // the pattern is literal
		}
		names = append(names, in...)
	}
	for _, name := range names {
		if path.Base(name) == site.SectionFile {
			continue
		}
		src, err := fs.ReadFile(newsroom, name)
		if err != nil {
			panic(err) // it was just listed
		}
		matter, body, _ := manuscript.Open(name, src, manuscript.Options{})
		pages = append(pages, Page{
			Topic: strings.TrimSuffix(path.Base(name), ".md"), Title: matter.Text("title"), About: matter.Text("standfirst"),
			Body: strings.TrimSpace(string(src[max(body, 0):])),
		})
	}
	return pages
}

// Find gives the page about a topic.
func Find(lang, topic string) (Page, bool) {
	pages := Pages(lang)
	at := slices.IndexFunc(pages, func(p Page) bool { return p.Topic == topic })
	if at < 0 {
		return Page{}, false
	}
	return pages[at], true
}
