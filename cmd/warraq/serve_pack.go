package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/site/publish/deploy"
	"warraq/site/publish/origin"
	"warraq/site/serve"
)

func servePackCommand(d *command.Tool) *cobra.Command {
	var port int
	var host, root string
	var worker bool
	c := d.Command(d.Say("serve-pack ملف|مجلد|عنوان…", "serve-pack FILE|FOLDER|URL…"), d.Say("قدّم موقعًا هو ملف واحد (build --to pack)، أو مجلدًا سنواته القديمة حزم (frozen)، خلف أي CDN", "serve a site that is one file (build --to pack), or a folder whose old years are packs (frozen), behind any CDN"), 0, 1000, func(ctx context.Context, args []string) error {
		switch {
		case worker:
			_, err := d.Stdout.Write(origin.Worker)
			return err
		case len(args) == 0:
			return errors.New(d.Say("يلزم ملف الحزمة أو عنوانها", "the file or the address of a pack is missing"))
		}
		listener, err := serve.Listen(host, port)
		if err != nil {
			return err
		}
		return origin.Serve(ctx, listener, origin.Options{Names: args, Root: root, Headers: deploy.Served, Sum: building.Sum}, origin.Listening{
			Ready: func(address string) {
				_ = d.Answer("الموقع على %s (للإيقاف: Ctrl-C)", "the site is at %s (stop with Ctrl-C)", address)
			},
			Edition: func() { d.Tell("نشرة جديدة", "a new edition") },
			Fault:   func(err error) { d.Tell("تبقى النشرة السابقة: %v", "the last edition stays: %v", err) },
		})
	})
	c.Flags().IntVar(&port, "port", 8080, d.Say("`رقم` المنفذ، أو أول خالٍ بعده إن كان مشغولًا", "the port's `NUMBER`; the next free one if it is taken"))
	c.Flags().StringVar(&host, "host", "127.0.0.1", d.Say("`عنوان` الاستماع", "the `ADDRESS` to listen on"))
	c.Flags().StringVar(&root, "root", "/", d.Say("`مسار` الموقع، كما في base_url", "the `PATH` of the site, as in base_url"))
	c.Flags().BoolVar(&worker, "worker", false, d.Say("اطبع برنامجًا يفعل هذا عند حافة شبكة (Cloudflare Workers وأمثالها)", "print a script that does this at the edge of a network (Cloudflare Workers and the like)"))
	return c
}
