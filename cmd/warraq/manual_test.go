package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"warraq/cmd/warraq/manual"
)

// The handbook is a paper like any other: no fault of its own, no dead link.
func TestTheHandbookIsAPaperWithoutFault(t *testing.T) {
	for _, lang := range manual.Languages {
		room := filepath.Join("manual", lang)
		for _, args := range [][]string{
			{"build", "--output", filepath.Join(t.TempDir(), "public"), "--cache", "none", "--strict"},
			{"check", room + "/content/start", room + "/content/desk", room + "/content/kit"},
		} {
			var out, talk bytes.Buffer
			args = append(args, "--source", room, "--lang", "en")
			code := run(t.Context(), args, strings.NewReader(""), &out, &talk)
			if told := talk.String() + out.String(); code != exitFine || strings.Contains(told, "warning:") {
				t.Errorf("%s of %s: status %d\n%s", args[0], lang, code, told)
			}
		}
	}
}

// help prints a page of the handbook in the language of messages, and names the pages.
func TestHelpPrintsAPageOfTheHandbook(t *testing.T) {
	for lang, want := range map[string]string{"ar": "اسم الجريدة", "en": "The name of the paper"} {
		var out, talk bytes.Buffer
		if code := run(t.Context(), []string{"help", "settings", "--lang", lang}, strings.NewReader(""), &out, &talk); code != exitFine || !strings.Contains(out.String(), want) || strings.HasPrefix(out.String(), "---") {
			t.Errorf("status %d\n%s%s", code, out.String(), talk.String())
		}
		out.Reset()
		if run(t.Context(), []string{"help", "first-paper", "--lang", lang}, strings.NewReader(""), &out, &talk); !strings.Contains(out.String(), "(warraq help settings)") || strings.Contains(out.String(), "settings.md") {
			t.Errorf("a link to another page is printed as it is written:\n%s", out.String())
		}
		out.Reset()
		if run(t.Context(), []string{"help", "--lang", lang}, strings.NewReader(""), &out, &talk); !strings.Contains(out.String(), "story-keys") {
			t.Errorf("help does not name the pages:\n%s", out.String())
		}
	}
}

// manual shows the handbook in a browser, and leaves no folder behind.
func TestManualIsServed(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	address, stop := listening(t, "manual", "--lang", "ar", "--port", "0")
	resp, err := http.Get(address + "/ar/reference/settings/")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK || !bytes.Contains(page, []byte("إعدادات الجريدة")) {
		t.Errorf("status %d, %v\n%.300s", resp.StatusCode, err, page)
	}
	stop()
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// The messages of which the handbook says the cause and the mend are messages of the tool: at
// least sixty, in each language.
func TestTroublesOfTheHandbookAreTold(t *testing.T) {
	said := literalsOf(t, "../../site", ".")
	for _, lang := range manual.Languages {
		page, ok := manual.Find(lang, "troubleshooting")
		rows := 0
		for line := range strings.SplitSeq(page.Body, "\n") {
			cells := strings.Split(line, " | ")
			message := strings.NewReplacer(`\`, "", "| ", "").Replace(cells[0])
			if !ok || len(cells) != 3 || message == "---" || message == "الرسالة" || message == "Message" {
				continue
			}
			if rows++; !slices.ContainsFunc(said, func(text string) bool { return isOf(text, message) }) {
				t.Errorf("%s: desk/troubleshooting.md has %q, which nothing says", lang, message)
			}
		}
		if rows < 60 {
			t.Errorf("%s: only %d messages", lang, rows)
		}
	}
}

// isOf says that a text with verbs of fmt is a message with … in their places.
func isOf(text, message string) bool {
	for piece := range strings.SplitSeq(message, "…") {
		before, after, ok := strings.Cut(text, piece)
		if !ok || strings.TrimSpace(before) != "" && !strings.Contains(before, "%") {
			return false
		}
		text = after
	}
	return true
}

// literalsOf are the string literals of the Go files below some folders, but for tests.
func literalsOf(t *testing.T, roots ...string) (out []string) {
	t.Helper()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, err := strconv.Unquote(lit.Value); err == nil {
						out = append(out, text)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
