// Command warraq turns a folder of Markdown into an Arabic news site.
//
// The answer of a command goes to standard output, the talk to standard
// error. Exit status: 0 fine, 1 problems of level error in the edition, 2
// misuse, a tool that cannot go on, or a build that publishes nothing.
package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // zones on machines that have none

	"warraq/cmd/warraq/usage"
	"warraq/site/console"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends what does not heed the first: a read that waits
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit statuses.
const (
	exitFine     = 0
	exitProblems = 1
	exitMisuse   = 2
)

// commands are all that warraq does, in the order in which help lists them.
var commands = []func(*tool) *cobra.Command{
	buildCommand,
	serveCommand,
	deployCommand,
	initCommand,
	newCommand,
	mvCommand,
	importCommand,
	checkCommand,
	mediaCommand,
	fmtCommand,
	servePackCommand,
	themeCommand,
	manualCommand,
	versionCommand,
	completionCommand,
}

// tool is one run of the command: its terminal, and the flags of all commands.
type tool struct {
	terminal
	common flags
}

// terminal is where a command talks, and the language of its messages: "ar" or "en".
type terminal struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lang           string
}

// errProblems ends a command whose problems were shown already.
var errProblems = errors.New("the edition has problems")

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	stderr = &console.Talk{To: stderr}
	d := &tool{terminal: terminal{stdin, stdout, stderr, cmp.Or(languageOf(args), systemLanguage())}}
	root := &cobra.Command{
		Use:           d.say("warraq أمر", "warraq COMMAND"),
		Short:         d.say("ورّاق: موقع إخباري عربي من مجلد نصوص", "Warraq: an Arabic news site from a folder of Markdown"),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	d.common.register(root.PersistentFlags(), &d.terminal)
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return d.settle() }
	for _, command := range commands {
		root.AddCommand(command(d))
	}
	d.help().Speak(root)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	default:
		d.tell("خطأ: %v", "error: %v", err)
		return exitMisuse
	}
}

// command is one of the commands: how it is written, what it does in a line, and how
// many words it takes at least and at most.
func (d *tool) command(use, short string, least, most int, run func(ctx context.Context, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: d.help().Takes(least, most),
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), args) },
	}
}

// say chooses between the two languages that the tool speaks.
func (d *terminal) say(ar, en string) string {
	if d.lang == "ar" {
		return ar
	}
	return en
}

// systemLanguage reads the locale as POSIX orders its variables.
func systemLanguage() string {
	if strings.HasPrefix(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), "ar") {
		return "ar"
	}
	return "en"
}

// languageOf finds --lang before the flags are read, for whoever asks for help
// or misspells a flag. The last counts; it is "" where nothing of use is said.
func languageOf(args []string) (lang string) {
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

// help says what commands do.
func (d *terminal) help() usage.Help {
	return usage.Help{Say: d.say, Isolate: d.isolate, Lang: func() string { return d.lang }}
}
