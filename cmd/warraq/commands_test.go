package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"warraq/cmd/warraq/manual"
	"warraq/site/check"
	"warraq/site/intake"
	"warraq/site/intake/shelf"
	"warraq/site/review"
)

var write = flag.Bool("write", false, "write the handbook's page of commands")

// commandsPage is the page of the handbook that lists commands and their flags, in a language.
func commandsPage(lang string) []byte {
	d := &tool{terminal: terminal{lang: lang}}
	root := &cobra.Command{Use: "warraq"}
	d.common.register(root.PersistentFlags(), &d.terminal)
	for _, command := range commands {
		root.AddCommand(command(d))
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %s\nstandfirst: %s\ndate: 2026-11-27\n---\n", d.say("الأوامر", "The commands"), d.say("ما يفعله كل أمر، وخياراته", "What each command does, and its flags"))
	list := func(c *cobra.Command) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", c.CommandPath(), sentenceOf(strings.Join(strings.Fields(c.Short), " ")))
		if use := strings.TrimSuffix(c.UseLine(), " [flags]"); c.HasParent() {
			fmt.Fprintf(&b, "\n```sh\n%s%s\n```\n", use, d.say(" [خيارات]", " [flags]"))
		}
		flags := c.LocalFlags()
		if !flags.HasAvailableFlags() {
			return
		}
		fmt.Fprintf(&b, "\n| %s | %s |\n| --- | --- |\n", d.say("الخيار", "Flag"), d.say("ما يفعله", "What it does"))
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
	return bytes.Replace(b.Bytes(), []byte("\n## warraq\n\n\n"), []byte("\n## "+d.say("خيارات كل الأوامر", "Flags of every command")+"\n"), 1)
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
		for _, said := range []any{summary{}, deployed{}, review.Report{}, review.Remark{}, check.Edit{}, shelf.Record{}, intake.Note{}} {
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
