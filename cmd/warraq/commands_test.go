package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/cmd/warraq/manual"
	"warraq/site"
	"warraq/site/check"
	"warraq/site/intake"
	"warraq/site/intake/shelf"
	"warraq/site/manuscript"
	"warraq/site/review"
	"warraq/site/settings"
)

var write = flag.Bool("write", false, "write the handbook's page of commands")

// commandsPage is the page of the handbook that lists commands and their flags, in a language.
func commandsPage(lang string) []byte {
	d := &command.Tool{Terminal: command.Terminal{Lang: lang}}
	root := &cobra.Command{Use: "warraq"}
	d.Common.Register(root.PersistentFlags(), &d.Terminal)
	for _, command := range commands {
		root.AddCommand(command(d))
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %s\nstandfirst: %s\ndate: 2026-11-27\n---\n", d.Say("الأوامر", "The commands"), d.Say("ما يفعله كل أمر، وخياراته", "What each command does, and its flags"))
	list := func(c *cobra.Command) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", c.CommandPath(), sentenceOf(strings.Join(strings.Fields(c.Short), " ")))
		if use := strings.TrimSuffix(c.UseLine(), " [flags]"); c.HasParent() {
			fmt.Fprintf(&b, "\n```sh\n%s%s\n```\n", use, d.Say(" [خيارات]", " [flags]"))
		}
		flags := c.LocalFlags()
		if !flags.HasAvailableFlags() {
			return
		}
		fmt.Fprintf(&b, "\n| %s | %s |\n| --- | --- |\n", d.Say("الخيار", "Flag"), d.Say("ما يفعله", "What it does"))
		flags.VisitAll(func(f *pflag.Flag) {
			if value, about := pflag.UnquoteUsage(f); f.Name != "help" {
				fmt.Fprintf(&b, "| `%s` | %s |\n", strings.TrimSpace("--"+f.Name+" "+value), strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`, "{", `\{`, "[", `\[`).Replace(about))
			}
		})
	}
	list(root)
	for _, c := range root.Commands() {
		for _, each := range append([]*cobra.Command{c}, c.Commands()...) {
			list(each)
		}
	}
	return bytes.Replace(b.Bytes(), []byte("\n## warraq\n\n\n"), []byte("\n## "+d.Say("خيارات كل الأوامر", "Flags of every command")+"\n"), 1)
}

func sentenceOf(s string) string {
	if s != "" && !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// The handbook's page of commands is what the command line says; -write writes it.
func TestCommandsOfTheHandbook(t *testing.T) {
	for _, lang := range manual.Languages {
		file, want := filepath.Join("manual", lang, "content/reference/commands.md"), commandsPage(lang)
		if *write {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the command line says: go test ./cmd/warraq -run Commands -write (%v)", file, err)
		}
	}
}

// The handbook names each exit status, and each key of what --json says.
func TestMachinesAreToldOf(t *testing.T) {
	for _, lang := range manual.Languages {
		codes, _ := manual.Find(lang, "exit-codes")
		for _, code := range []int{exitFine, exitProblems, exitMisuse} {
			if !strings.Contains(codes.Body, fmt.Sprintf("| `%d` |", code)) {
				t.Errorf("%s: exit-codes does not tell of %d", lang, code)
			}
		}
		output, _ := manual.Find(lang, "json-output")
		for _, said := range []any{building.Summary{}, building.Deployed{}, review.Report{}, review.Remark{}, check.Edit{}, shelf.Record{}, intake.Note{}} {
			for _, key := range keysOf(reflect.TypeOf(said)) {
				if !strings.Contains(output.Body, "`"+key+"`") {
					t.Errorf("%s: json-output does not tell of the key %s of %T", lang, key, said)
				}
			}
		}
	}
}

// keysOf are the keys of a struct in JSON, with those of structs that stand in it without a name.
func keysOf(of reflect.Type) (keys []string) {
	for _, f := range reflect.VisibleFields(of) {
		if key, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && key != "" && key != "-" {
			keys = append(keys, key)
		}
	}
	return keys
}

// Each command line in the handbook names a command and flags that there are, and as many words as it takes.
func TestCommandLinesOfTheHandbook(t *testing.T) {
	d := &command.Tool{Terminal: command.Terminal{Lang: "en"}}
	fence, line := regexp.MustCompile("(?s)```(?:sh|text)[^\n]*\n(.*?)\n```"), regexp.MustCompile(`(?m)(?:^|&& |\$\(|\| |exec )(warraq [^#;|&)>\n]+)`)
	inline := regexp.MustCompile("`(warraq [^`\n]+)`")
	seen := 0
	for _, lang := range manual.Languages {
		for _, page := range manual.Pages(lang) {
			var lines []string
			for _, block := range fence.FindAllStringSubmatch(page.Body, -1) {
				for _, m := range line.FindAllStringSubmatch(block[1], -1) {
					lines = append(lines, m[1])
				}
			}
			for _, m := range inline.FindAllStringSubmatch(page.Body, -1) {
				lines = append(lines, m[1])
			}
			for _, written := range lines {
				if strings.Contains(written, "[") || strings.HasPrefix(written, "warraq help") {
					continue // the page of commands, and pages of this handbook
				}
				root := &cobra.Command{Use: "warraq"}
				(&command.Flags{}).Register(root.PersistentFlags(), &d.Terminal)
				for _, command := range commands {
					root.AddCommand(command(d))
				}
				written, _, _ = strings.Cut(written, " > ")
				args := strings.Fields(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(written, "words"))[1:]
				c, rest, err := root.Find(args)
				if err == nil && c == root {
					err = fmt.Errorf("there is no such command")
				}
				if err == nil {
					err = c.ParseFlags(rest)
				}
				if err == nil && len(args) > 1 {
					err = c.ValidateArgs(c.Flags().Args())
				}
				if seen++; err != nil {
					t.Errorf("%s/%s: %q: %v", lang, page.Topic, written, err)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d command lines", seen)
	}
}

// Each piece of YAML in the handbook is settings, a front page, front matter or a table for import, and is read
// without a fault.
func TestPiecesOfYAMLInTheHandbook(t *testing.T) {
	pieces := regexp.MustCompile("(?s)```yaml[^\n]*\n(.*?)\n```")
	seen := 0
	for _, lang := range manual.Languages {
		for _, page := range manual.Pages(lang) {
			for _, m := range pieces.FindAllStringSubmatch(page.Body, -1) {
				src := []byte(m[1] + "\n")
				config, problems := settings.ParseConfig("content/edition.yaml", append([]byte("title: x\nbase_url: https://example.org\n"), lacking(src, "title", "base_url")...))
				told := [][]site.Problem{problems}
				_, problems = settings.ParseFront("content/front.yaml", src, config)
				story := manuscript.Read("news/x.md", slices.Concat([]byte("---\ntitle: x\ndate: 2026-11-27\n"), lacking(src, "title", "date"), []byte("---\nx\n")), manuscript.Options{})
				told = append(told, problems, story.Problems)
				_, err := intake.ReadMapping("words.yaml", src, manuscript.Options{})
				if seen++; err != nil && !slices.ContainsFunc(told, func(ps []site.Problem) bool { return len(ps) == 0 }) {
					t.Errorf("%s/%s: nothing reads\n%s\nwithout a fault: %v", lang, page.Topic, src, told)
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d pieces", seen)
	}
}

// lacking leaves out the lines of some keys.
func lacking(src []byte, keys ...string) []byte {
	for _, key := range keys {
		src = regexp.MustCompile(`(?m)^`+key+`:.*\n`).ReplaceAll(src, nil)
	}
	return src
}
