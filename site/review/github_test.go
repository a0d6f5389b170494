package review

import (
	"testing"

	"warraq/site"
)

// GitHub reads a workflow command to the end of its line; in a property, a comma and a
// colon would end it too. No text of a story may begin another command.
func TestAnnotationsAreOneLineEach(t *testing.T) {
	remark := func(p site.Problem) Remark {
		p.Hint = site.Say("غيّره", "change it")
		return Remark{Problem: p}
	}
	r := &Report{Problems: []Remark{
		remark(site.Problem{Path: "content/a,b:c.md", Line: 3, Col: 7, Rule: "tatweel", Level: site.LevelWarning, Message: site.Words{En: "100%\n::error::x"}}),
		remark(site.Problem{Path: "content/b.md", Rule: "x", Level: site.LevelNote, Message: site.Words{Ar: "خبر", En: "news"}}),
		remark(site.Problem{Path: "content/c.md", Line: 2, Rule: "y", Level: site.LevelError, Message: site.Words{En: "c"}}),
	}}
	const want = "::warning file=in/content/a%2Cb%3Ac.md,line=3,col=7,title=tatweel::100%25%0A::error::x — change it\n" +
		"::notice file=in/content/b.md,title=x::news — change it\n" +
		"::error file=in/content/c.md,line=2,title=y::c — change it\n"
	if got := r.GitHub("en", func(path string) string { return "in/" + path }); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}
