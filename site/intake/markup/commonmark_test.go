package markup

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// shape is a piece of HTML as a reader meets it: its elements in their order, with what
// they name, and its words between them. Space counts only in code.
func shape(source string) string {
	var out strings.Builder
	pre := false
	depth := map[string]int{}
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			return settled(strings.Join(strings.Fields(out.String()), " "))
		case html.TextToken:
			if pre {
				token.Data = strings.NewReplacer("\n", "¶", " ", "·", "\t", "→").Replace(strings.TrimRight(token.Data, "\n"))
			}
			out.WriteString(token.Data)
			continue
		case html.CommentToken:
			continue
		case html.EndTagToken:
			depth[token.Data]--
			if isEmphasis := token.Data == "em" || token.Data == "strong"; isEmphasis && depth[token.Data] > 0 || token.Data == "p" && depth["li"] > 0 {
				continue // emphasis within the same is the same; an item's words may be a paragraph
			}
			out.WriteString(" </" + token.Data + "> ")
		default:
			depth[token.Data]++
			if isEmphasis := token.Data == "em" || token.Data == "strong"; isEmphasis && depth[token.Data] > 1 || token.Data == "p" && depth["li"] > 0 {
				continue
			}
			out.WriteString(" <" + token.Data + named(token) + "> ")
		}
		pre = depth["pre"] > 0
	}
}

// named is what an element leads to, shows or says. The words that a browser shows over a
// picture are no caption, and need not stay.
func named(token html.Token) (out string) {
	for _, key := range []string{"href", "src", "alt", "title", "start", "class"} {
		value := ""
		for _, a := range token.Attr {
			if a.Key == key {
				value = strings.Join(strings.Fields(a.Val), "·")
			}
		}
		if plain, err := url.PathUnescape(value); err == nil && (key == "href" || key == "src") {
			value = strings.Replace(plain, "MAILTO:", "mailto:", 1)
		}
		if value != "" && (key != "title" || token.Data != "img") {
			out += " " + key + "=" + value
		}
	}
	return out
}

var (
	lists = regexp.MustCompile(`</ul> <ul> |</ol> <ol start=\d+> `) // one after another is one
	empty = regexp.MustCompile(`<(?:h\d|li|ul|ol|blockquote|p|a)(?: start=\d+)?> </\w+>`)
	still = strings.NewReplacer("</em> <br> <em> ", "<br> ", "<a> foo </a>", "foo", "<a> link </a>", "link") // no address: it leads nowhere
)

// settled is a shape without what a reader cannot tell.
func settled(s string) string {
	s = still.Replace(lists.ReplaceAllString(s, ""))
	for next := ""; next != s; {
		next, s = s, strings.Join(strings.Fields(empty.ReplaceAllString(s, "")), " ")
	}
	return s
}

// What CommonMark's own examples show is shown again after it came in as HTML: the same
// elements, words, links and pictures.
func TestWhatCommonMarkShowsIsShownAgain(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Example       int
		HTML, Section string
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	broken := regexp.MustCompile(`<bar\b|<b>|<foo$|<a href="[^"]*">(?:</p>)?\n?$|^<p><a href="` + "`" + `">`) // what is no element of CommonMark's
	odd := map[int]string{144: "code of no words has no language", 491: "what follows an open tag is part of it", 520: "brackets in the words of a picture are round ones"}
	md := goldmark.New(goldmark.WithRendererOptions(ghtml.WithUnsafe(), ghtml.WithXHTML()))
	tested := 0
	for _, e := range examples {
		if e.Section == "HTML blocks" || e.Section == "Raw HTML" || odd[e.Example] != "" || broken.MatchString(e.HTML) {
			continue
		}
		tested++
		source, err := ToMarkdown(e.HTML, strings.TrimSpace)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := md.Convert([]byte(source), &out); err != nil {
			t.Fatal(err)
		}
		if got, want := shape(out.String()), shape(e.HTML); got != want {
			t.Errorf("example %d\n%s\nas %q\ngot  %s\nwant %s", e.Example, e.HTML, source, got, want)
		}
	}
	if tested < 550 {
		t.Errorf("only %d examples were tested", tested)
	}
}
