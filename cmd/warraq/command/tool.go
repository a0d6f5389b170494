// Package command is what all commands of warraq share: the terminal, the flags that each of
// them understands, and the newsroom that these name. What one command does belongs to its own room.
package command

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/usage"
	"warraq/site/newsroom"
)

// Tool is one run of the program: its terminal, and the flags of all commands.
type Tool struct {
	Terminal
	Common Flags

	files *newsroom.Files // of the newsroom, for reading
}

// Terminal is where a command talks, and the language of its messages: "ar" or "en".
type Terminal struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Lang           string
}

// Close ends the reading of the newsroom, when the command ends.
func (d *Tool) Close() {
	if d.files != nil {
		_ = d.files.Close()
	}
}

// ErrProblems ends a command whose problems were shown already.
var ErrProblems = errors.New("the edition has problems")

// Command is one of the commands: how it is written, what it does in a line, and how
// many words it takes at least and at most.
func (d *Tool) Command(use, short string, least, most int, run func(ctx context.Context, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: d.Help().Takes(least, most),
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), args) },
	}
}

// Say chooses between the two languages that the tool speaks.
func (d *Terminal) Say(ar, en string) string {
	if d.Lang == "ar" {
		return ar
	}
	return en
}

// SystemLanguage reads the locale as POSIX orders its variables.
func SystemLanguage() string {
	if strings.HasPrefix(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), "ar") {
		return "ar"
	}
	return "en"
}

// LanguageOf finds --lang before the flags are read, for whoever asks for help
// or misspells a flag. The last counts; it is "" where nothing of use is said.
func LanguageOf(args []string) (lang string) {
	for i, a := range args {
		value, ok := strings.CutPrefix(a, "--lang=")
		switch {
		case a == "--":
			return lang
		case a == "--lang" && i+1 < len(args):
			value, ok = args[i+1], true
		}
		if ok && (value == "ar" || value == "en") {
			lang = value
		}
	}
	return lang
}

// Help says what commands do.
func (d *Terminal) Help() usage.Help {
	return usage.Help{Say: d.Say, Isolate: d.Isolate, Lang: func() string { return d.Lang }}
}
