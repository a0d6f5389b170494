package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"warraq/cmd/warraq/command"

	"github.com/spf13/cobra"
)

func versionCommand(d *command.Tool) *cobra.Command {
	return d.Command("version", d.Say("أي نسخة هذه", "say which version this is"), 0, 0, func(context.Context, []string) error {
		_, err := fmt.Fprintf(d.Stdout, "warraq %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
		return err
	})
}

// version is the module's, or the commit it was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
