package main

import (
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/cmd/warraq/release"
	"warraq/site"
)

func versionCommand(d *command.Tool) *cobra.Command {
	var long, bill bool
	c := d.Command(d.Say("version [برنامج]", "version [BINARY]"), d.Say("أي نسخة هذه", "say which version this is"), 0, 1, func(_ context.Context, args []string) error {
		if !long && !bill && len(args) == 0 {
			_, err := io.WriteString(d.Stdout, release.Line())
			return err
		}
		info, ok := debug.ReadBuildInfo()
		if len(args) > 0 {
			read, err := buildinfo.ReadFile(args[0])
			info, ok = read, err == nil
		}
		if !ok {
			return site.Failure("لا يقول البرنامج ممّ بُني", "the binary does not say what it was built of")
		}
		if !bill {
			return release.Print(d.Stdout, info)
		}
		data, err := release.Bill(info)
		if err == nil {
			_, err = d.Stdout.Write(data)
		}
		return err
	})
	c.Flags().BoolVar(&long, "long", false, d.Say("اذكر ممّ بُنيت: النسخة في git، والوحدات ونسخها", "say what it was built of: the commit, and the modules with their versions"))
	c.Flags().BoolVar(&bill, "sbom", false, d.Say("اكتب قائمة مكوّناتها (CycloneDX JSON)", "print the bill of materials (CycloneDX, JSON)"))
	return c
}

// manPages writes the commands as man pages into a folder.
func manPages(d *command.Tool, c *cobra.Command, dir string) error {
	names, err := release.Man(c.Root(), dir)
	for _, name := range names {
		err = errors.Join(err, d.Answer("%s", "%s", name))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	return nil
}
