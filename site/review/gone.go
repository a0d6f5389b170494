package review

import (
	"path"
	"regexp"
	"strings"

	"warraq/site"
)

// mostGone is how many addresses that are gone are told one by one.
const mostGone = 10

// laterPage is the address of a later page of a list, which comes and goes.
var laterPage = regexp.MustCompile(`/(?:\d{4}/\d{2}/)?(?:\d+/)?$`)

// Gone tells of pages that left the site: links from elsewhere lead to nothing
// now. files are their output paths. A story of the same slug has probably moved.
func Gone(e *site.Edition, files []string) (out []site.Problem) {
	if len(files) == 0 {
		return nil
	}
	slugs, redirected := map[string]*site.Story{}, map[string]bool{} // a host may answer by a rule
	for _, a := range e.Aliases {
		redirected[a.Address] = true
	}
	for _, list := range [][]*site.Story{e.Stories, e.Pages} {
		for _, s := range list {
			slugs[s.Slug] = s
		}
	}
	more := 0
	tell := func(message, hint site.Words) *site.Problem {
		out = append(out, site.Problem{Path: "content", Rule: "edition/gone", Level: site.LevelNote, Message: message, Hint: hint})
		return &out[len(out)-1]
	}
	for _, file := range files {
		address, isPage := strings.CutSuffix("/"+file, "index.html")
		_, isLite := site.FullAddress(address)
		if !isPage || isLite || redirected[address] || strings.HasPrefix(address, site.ArchiveRoot) || laterPage.FindString(address) != "/" || address == site.SearchRoot {
			continue
		}
		if more++; more > mostGone {
			continue
		}
		problem := tell(site.Say("لا صفحة الآن بالعنوان %s الذي كان منشورًا", "the address %s was published, and has no page now", address),
			site.Say("أبقه بسطر aliases في القصة التي حلّت محله؛ وwarraq mv ينقل الملف ويكتبه", "keep it with a line aliases in the story that took its place; warraq mv moves a file and writes it"))
		if s := slugs[path.Base(address)]; s != nil {
			problem.Path = "content/" + s.Article.Path
			problem.Hint = site.Say("إن انتقلت القصة إلى هنا فأضف aliases: [%s]", "if the story moved here, add aliases: [%s]", address)
		}
	}
	if more > mostGone {
		tell(site.Say("و%d عناوين أخرى كانت منشورة", "and %d more addresses that were published", more-mostGone),
			site.Say("راجع الملفات التي نُقلت أو حُذفت", "look at the files that were moved or removed"))
	}
	return out
}

// Places gives the addresses of the manuscripts that are, or lie in, a path of
// content/, by their paths. What is not published has none.
func Places(e *site.Edition, under string) map[string]string {
	out := map[string]string{}
	add := func(file, address string) {
		if under == "" || file == under || strings.HasPrefix(file, under+"/") {
			out[file] = address
		}
	}
	for _, list := range [][]*site.Story{e.Stories, e.Pages, e.Withdrawn} {
		for _, s := range list {
			add(s.Article.Path, s.Address)
		}
	}
	for t := range e.Terms() {
		switch {
		case t.Section != nil:
			add(t.Section.Path, t.Address)
		case t.Author != nil:
			add(t.Author.Path, t.Address)
		}
	}
	return out
}

// Unread gives the problem for which a path of content/, or what lies in it, could
// not be read: its addresses are not known. It returns nil if there is none.
func Unread(problems []site.Problem, under string) *site.Problem {
	for i, p := range problems {
		name := strings.TrimPrefix(p.Path, "content/")
		isRound := name == "." || strings.HasPrefix(under+"/", name+"/") // also under itself
		if p.Rule == "file/unreadable" && (isRound || strings.HasPrefix(name, under+"/")) {
			return &problems[i]
		}
	}
	return nil
}
