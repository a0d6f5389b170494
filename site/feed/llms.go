package feed

import (
	"io"
	"strings"
)

// LLMsView is what llms.txt says of the paper.
type LLMsView struct {
	Title   string
	Summary string
	Notes   []string // paragraphs: whose the paper is, how to quote it
	Groups  []LLMsGroup
}

// LLMsGroup is a list of addresses under a heading.
type LLMsGroup struct {
	Title string
	Links []LLMsLink
}

// LLMsLink is an address, absolute, with what is to be found there.
type LLMsLink struct {
	Title string
	URL   string
	About string
}

// LLMs writes llms.txt (llmstxt.org): Markdown of a fixed shape.
func LLMs(w io.Writer, v *LLMsView) error {
	var b strings.Builder
	b.WriteString("# " + markdown(v.Title) + "\n")
	if v.Summary != "" {
		b.WriteString("\n> " + markdown(v.Summary) + "\n")
	}
	for _, note := range v.Notes {
		b.WriteString("\n" + markdown(note) + "\n")
	}
	for _, g := range v.Groups {
		b.WriteString("\n## " + markdown(g.Title) + "\n\n")
		for _, l := range g.Links {
			b.WriteString("- [" + markdown(l.Title) + "](" + bracketed.Replace(line(l.URL)) + ")")
			if l.About != "" {
				b.WriteString(": " + markdown(l.About))
			}
			b.WriteString("\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// line makes one line of a text.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

func markdown(s string) string { return escaped.Replace(line(s)) }

var (
	escaped   = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`", "*", `\*`, "_", `\_`)
	bracketed = strings.NewReplacer("(", "%28", ")", "%29")
)
