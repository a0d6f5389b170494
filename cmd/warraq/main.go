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
	"syscall"
	_ "time/tzdata" // zones on machines that have none

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/cmd/warraq/desk"
	"warraq/cmd/warraq/importing"
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
var commands = []func(*command.Tool) *cobra.Command{
	building.Command,
	serveCommand,
	building.MergeCommand,
	building.WorkCommand,
	building.DeployCommand,
	initCommand,
	newCommand,
	desk.StatusCommand,
	desk.PublishCommand,
	desk.UnpublishCommand,
	desk.WithdrawCommand,
	desk.CorrectCommand,
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

func importCommand(d *command.Tool) *cobra.Command { return importing.Command(d, skeleton) }

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	stderr = &console.Talk{To: stderr}
	d := &command.Tool{Terminal: command.Terminal{Stdin: stdin, Stdout: stdout, Stderr: stderr, Lang: cmp.Or(command.LanguageOf(args), command.SystemLanguage())}}
	defer d.Close()
	root := &cobra.Command{
		Use:           d.Say("warraq أمر", "warraq COMMAND"),
		Short:         d.Say("ورّاق: موقع إخباري عربي من مجلد نصوص", "Warraq: an Arabic news site from a folder of Markdown"),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	d.Common.Register(root.PersistentFlags(), &d.Terminal)
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return d.Settle() }
	for _, add := range commands {
		root.AddCommand(add(d))
	}
	d.Help().Speak(root)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitFine
	case errors.Is(err, command.ErrProblems):
		return exitProblems
	default:
		d.Tell("خطأ: %v", "error: %v", err)
		return exitMisuse
	}
}
