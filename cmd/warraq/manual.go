package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/cmd/warraq/manual"
	"warraq/site/serve"
)

func manualCommand(d *command.Tool) *cobra.Command {
	f := serveFlags{noDrafts: true, host: "127.0.0.1", editor: serve.EditorAddress(os.Getenv)}
	var man string
	var c *cobra.Command
	c = d.Command("manual", d.Say("افتح الدليل في المتصفح", "show the handbook in a browser"), 0, 0, func(ctx context.Context, _ []string) error {
		if man != "" {
			return manPages(d, c, man)
		}
		return serveManual(ctx, d, f)
	})
	c.Flags().StringVar(&man, "man", "", d.Say("اكتب الأوامر صفحات man في `مجلد`", "write the commands as man pages into a `FOLDER`"))
	c.Flags().IntVar(&f.port, "port", 1314, d.Say("`رقم` المنفذ، أو أول خالٍ بعده إن كان مشغولًا", "the port's `NUMBER`; the next free one if it is taken"))
	c.Flags().BoolVar(&f.open, "open", false, d.Say("افتح المتصفح", "open the browser"))
	return c
}

// serveManual serves the handbook: its newsroom is in the binary, and stands in a folder of its own while it
// is served.
func serveManual(ctx context.Context, d *command.Tool, f serveFlags) (err error) {
	dir, err := os.MkdirTemp("", "warraq-manual-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.CopyFS(dir, manual.Newsroom(d.Lang)); err != nil {
		return err
	}
	d.Common.Source = dir
	return servePaper(ctx, d, f)
}
