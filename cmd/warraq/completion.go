package main

import (
	"strings"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand(d *command.Tool) *cobra.Command {
	return &cobra.Command{
		Use:   d.Say("completion اسم", "completion SHELL"),
		Short: d.Say("إكمال الأوامر: bash وzsh وfish وpowershell", "complete commands: bash, zsh, fish, powershell"),
		Long: d.Say("اكتب ما يُكمل به سطر الأوامر أسماء الأوامر والخيارات:\n\n    source <(warraq completion bash)\n    warraq completion fish | source\n    warraq completion zsh > \"${fpath[1]}/_warraq\"",
			"Write what lets a shell complete commands and flags:\n\n    source <(warraq completion bash)\n    warraq completion fish | source\n    warraq completion zsh > \"${fpath[1]}/_warraq\""),
		Args:      d.Help().Takes(1, 1),
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			switch root := c.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(d.Stdout, true)
			case "zsh":
				return root.GenZshCompletion(d.Stdout)
			case "fish":
				return root.GenFishCompletion(d.Stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(d.Stdout)
			}
			return site.Failure("لا يُعرف سطر أوامر باسم %q؛ المعروف: %s", "there is no shell %q; known are %s", args[0], strings.Join(shells, " "))
		},
	}
}
