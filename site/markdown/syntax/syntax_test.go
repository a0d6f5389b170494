package syntax

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"warraq/site/arabic"
)

// Example is one of CommonMark's specification.
type Example struct {
	Markdown, HTML string
	Example        int
}

// CommonMark are CommonMark's own suite, which the parser's module carries.
func CommonMark(t *testing.T) (out []Example) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if len(out) < 650 {
		t.Fatalf("only %d examples", len(out))
	}
	return out
}

// Our inline parsers must not cost a single example of CommonMark's suite.
func TestInlineKeepsCommonMark(t *testing.T) {
	inline := commonInline()
	md := converter(append(inline, util.Prioritized(newWordsParser(inline), 1000)))
	for _, e := range CommonMark(t) {
		var out bytes.Buffer
		if err := md.Convert([]byte(e.Markdown), &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != e.HTML {
			t.Errorf("example %d: %q\n got %q\nwant %q", e.Example, e.Markdown, out.String(), e.HTML)
		}
	}
}

func commonInline() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
	}
}

func converter(inline []util.PrioritizedValue) goldmark.Markdown {
	return goldmark.New(goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...), parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)), goldmark.WithRendererOptions(ghtml.WithUnsafe(), ghtml.WithXHTML(),
		renderer.WithNodeRenderers(util.Prioritized(extension.NewTableHTMLRenderer(), 500))))
}

// Words that are taken in one step say what they say to goldmark by itself.
func FuzzWords(f *testing.F) {
	for _, s := range []string{
		"قال الوزير: «نعم»، ثم  سكت  \nوعاد\\\nومضى",
		"\\ *ا* \\",
		"ا\\  *ب*\nج  \n",
		"\\    \n0",
		"\tا *ب* \t\n> ج https://x.y/د www.a.b",
		"| أ \\| ب | ج |\n|---|---|\n| د  | `ه` |",
		"# عنوان  #\n\n- بند *ل*\n  تتمة \n\n1. بند",
		"[قال  ا](<a b> \"ع\") ![ب](c)\n===",
		"أ  ب\u00a0 \nج\u2028د",
		"قال **السبت** إن \"المرحلة\" انتهت، انظر [هنا](a.md \"ع\").\n\n## رأس\n",
	} {
		f.Add(s)
	}
	inline := append(commonInline(), util.Prioritized(linkifyParser{}, 999))
	alone, with := converter(inline), converter(append(inline, util.Prioritized(newWordsParser(inline), 1000)))
	f.Fuzz(func(t *testing.T, s string) {
		if arabic.HasControl([]byte(s)) {
			return // clean leaves none
		}
		var want, got bytes.Buffer
		if alone.Convert([]byte(s), &want) != nil || with.Convert([]byte(s), &got) != nil || want.String() != got.String() {
			t.Errorf("%q\n got %q\nwant %q", s, got.String(), want.String())
		}
	})
}
