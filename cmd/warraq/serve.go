package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/own"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/press/pace"
	"warraq/site/review"
	"warraq/site/serve"
	"warraq/site/uri"
)

type serveFlags struct {
	port     int
	host     string
	open     bool
	poll     bool
	noDrafts bool
	editor   string
}

func serveCommand(d *command.Tool) *cobra.Command {
	var f serveFlags
	c := d.Command("serve", d.Say("عاين الموقع وأنت تكتب", "preview the site while writing"), 0, 0, func(ctx context.Context, _ []string) error {
		return servePaper(ctx, d, f)
	})
	c.Flags().IntVar(&f.port, "port", 1313, d.Say("`رقم` المنفذ، أو أول خالٍ بعده إن كان مشغولًا", "the port's `NUMBER`; the next free one if it is taken"))
	c.Flags().StringVar(&f.host, "host", "127.0.0.1", d.Say("`عنوان` الاستماع؛ وغير هذا يُري الشبكة ما لم يُنشر", "the `ADDRESS` to listen on; another one shows unpublished stories to the network"))
	c.Flags().BoolVar(&f.open, "open", false, d.Say("افتح المتصفح", "open the browser"))
	c.Flags().BoolVar(&f.poll, "poll", false, d.Say("انظر في الملفات كل ثانية (أقراص الشبكة)", "look at the files once a second (network drives)"))
	c.Flags().BoolVar(&f.noDrafts, "no-drafts", false, d.Say("أظهر ما يُنشر وحده", "show only what is published"))
	c.Flags().StringVar(&f.editor, "editor", serve.EditorAddress(os.Getenv), d.Say("`عنوان` يفتح الملف في محررك، بحسب $VISUAL أو $EDITOR", "the `ADDRESS` that opens a file in your editor, by $VISUAL or $EDITOR"))
	return c
}

func servePaper(ctx context.Context, d *command.Tool, f serveFlags) error {
	if scheme := uri.SchemeOf(f.editor); scheme == "javascript" || scheme == "vbscript" || scheme == "data" || scheme == "" {
		return site.Failure("لا يصلح --editor %q: يُنتظر عنوان محرر مثل %s", "--editor %q cannot be used: the address of an editor such as %s is expected", f.editor, serve.EditorAddress(func(string) string { return "" }))
	}
	in, err := d.Input()
	if err != nil {
		return err
	}
	listener, err := serve.Listen(f.host, f.port)
	if err != nil {
		return err
	}
	shows := !f.noDrafts && d.Common.AsOf == "" // what is asked for is what readers will see
	in.Clock.Drafts, in.Clock.Future = shows, shows
	in.Preview, in.OnRequest = true, true
	pace.Preview()
	root, err := filepath.Abs(d.Common.Source)
	if err != nil {
		return err
	}
	if in.Store, err = cache.Open(filepath.Join(root, ".warraq", "preview"), building.ToolVersion()); err != nil {
		return err
	}
	defer func() { _ = in.Store.Close() }()
	address := "http://" + listener.Addr().String() + "/"
	_ = d.Answer("المعاينة على %s (للإيقاف: Ctrl-C)", "preview at %s (stop with Ctrl-C)", address)
	if !serve.IsLoopback(f.host) {
		invitePhone(&d.Terminal, listener.Addr().(*net.TCPAddr))
	}
	if f.open {
		openBrowser(address)
	}
	var paper *editions.Papers
	var shown *editions.Previews
	proofread := &proofreaders{in: in}
	return serve.Run(ctx, serve.Options{
		Listener: listener, Hosts: serve.HostsOf(f.host), Root: root, Folders: []string{"content", "templates", "static"},
		Poll: f.poll, Lang: d.Lang, Say: d.Words, Editor: f.editor,
		Rebuild: func(ctx context.Context, changed []string) (*serve.Site, error) {
			if d.Common.Now == "" && d.Common.AsOf == "" {
				in.Clock.Now = time.Now()
			}
			next, err := remake(ctx, paper, in, changed)
			if err != nil {
				return nil, err
			}
			last := shown
			paper, shown = next, next.Preview(last)
			isStory := func(name string) bool { return last != nil && last.Story(name) != nil && shown.Story(name) != nil }
			if changed == nil || slices.ContainsFunc(changed, func(name string) bool { return !isStory(name) }) {
				proofread.forget() // more than stories that it knows: one that is gone, an author, a section, the settings
			}
			config := next.Editions()[0].Config
			return &serve.Site{
				Base: shown.Base(), Faults: shown.Faults(), Samples: shown.Samples, File: shown.File, Type: func(path string) string { return config.Outputs.TypeOf("/" + own.FromRoot(config.Sisters, path)) }, Redirect: shown.Redirect, Source: shown.Source, Story: shown.Story,
			}, nil
		},
		Rebuilt: func(s *serve.Site, took time.Duration, err error) { rebuilt(d, s, took, err) }, Blamed: func(p site.Problem) { d.PrintProblems([]site.Problem{p}) }, Proofread: proofread.look,
	})
}

// remake makes the paper as it stands now, from the last one where that is enough.
func remake(ctx context.Context, last *editions.Papers, in press.Input, changed []string) (*editions.Papers, error) {
	if last != nil && changed != nil {
		return last.Revise(ctx, in, changed)
	}
	if last != nil {
		in.Settings = last.Editions()[0].Config // a faulty edition.yaml must not move the preview to another path
	}
	paper, err := editions.Prepare(ctx, in, last)
	if err != nil {
		return nil, err
	}
	if err := paper.Save(); err != nil {
		return nil, building.ErrKeeping(err)
	}
	return paper, nil
}

// proofreaders check the manuscript that is open in the preview, as the edition wants that it belongs to.
type proofreaders struct {
	in   press.Input
	mu   sync.Mutex
	read func(source string) []site.Problem // nil: what is there must be listed
}

// forget is for when files came or went, or the settings changed.
func (p *proofreaders) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read = nil
}

func (p *proofreaders) look(source string) []site.Problem {
	p.mu.Lock()
	if p.read == nil {
		all, _ := editions.Of(p.in) // the build tells
		readers := make(map[string]*review.Proofreader, len(all))
		for _, e := range all {
			readers[e.Key] = &review.Proofreader{Open: func(ctx context.Context) (*review.Content, error) { return folderOf(ctx, e.In) }}
		}
		p.read = func(source string) []site.Problem {
			e, name := editions.Whose(all, source)
			return e.Tell(readers[e.Key].Read(name))
		}
	}
	read := p.read
	p.mu.Unlock()
	return read(source)
}

// rebuilt says how a making went, at once and in the terminal too.
func rebuilt(d *command.Tool, s *serve.Site, took time.Duration, err error) {
	if err != nil {
		d.Tell("خطأ: %v", "error: %v", err)
		return
	}
	d.Tell("جاهز في %d م.ث؛ الأخطاء: %d", "ready in %d ms; errors: %d", took.Milliseconds(), site.Errors(s.Faults))
	d.PrintProblems(slices.DeleteFunc(slices.Clone(s.Faults), func(p site.Problem) bool { return p.Level != site.LevelError }))
}
