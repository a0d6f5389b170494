package building

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/console"
	"warraq/site/git"
	"warraq/site/press/hands"
	"warraq/site/publish/watch"
)

// WatchFlags are those of publish --watch.
type WatchFlags struct {
	deploy deployFlags
	every  time.Duration
	listen string
	noPull bool
}

// secretName is where the secret of a hook stands: in the environment, and nowhere else.
const secretName = "WARRAQ_HOOK_SECRET"

// graceTime is how long a deploy may go on that was told to stop. systemd waits for 90 seconds.
const graceTime = time.Minute

// RegisterWatch names the flags of publish --watch.
func RegisterWatch(d *command.Tool, set *pflag.FlagSet) *WatchFlags {
	f := &WatchFlags{deploy: deployFlags{build: Flags{To: "folder"}}}
	f.deploy.MaxDelete = -1
	set.DurationVar(&f.every, "every", 30*time.Second, d.Say("مع --watch: كل كم `مدة` يُسأل مستودع git، مثل 30s", "with --watch: git's remote is asked at this `INTERVAL`, such as 30s"))
	set.StringVar(&f.listen, "listen", "", d.Say("مع --watch: `عنوان` تُسأل فيه /healthz، وتأتي إليه /hook إن كان "+secretName+" في البيئة، مثل 127.0.0.1:8080", "with --watch: the `ADDRESS` that answers /healthz, and takes /hook if "+secretName+" is in the environment, such as 127.0.0.1:8080"))
	set.BoolVar(&f.noPull, "no-pull", false, d.Say("مع --watch: لا تسأل git؛ غيرُك يضع الملفات هنا", "with --watch: do not ask git: somebody else puts the files here"))
	set.BoolVar(&f.deploy.build.NoImages, "no-images", false, d.Say("مع --watch: لا تُصغّر صورًا", "with --watch: scale no pictures"))
	return f
}

// Watch builds and deploys whenever something was pushed, and at the second at which the site
// changes by itself, until the context ends.
func Watch(ctx context.Context, d *command.Tool, f *WatchFlags, args []string) error {
	if d.Common.Now != "" || d.Common.AsOf != "" {
		return site.Failure("ساعة --watch هي ساعة الجهاز: لا --now معها ولا --as-of", "--watch goes by the machine's clock: no --now and no --as-of beside it")
	}
	if f.every < time.Second {
		return site.Failure("--every يريد ثانية أو أكثر", "--every wants a second or more")
	}
	in, err := d.Input()
	if err != nil {
		return err
	}
	m, err := remember(ctx, d, f.deploy.build.NoImages)
	if err != nil {
		return err
	}
	defer m.close()
	f.deploy.memory = m
	if _, problems, err := f.deploy.target(d, in, args); err != nil && len(problems) == 0 {
		return err // a fault of edition.yaml may be mended by the next push
	}
	d.Common.JSON = true // nothing but events goes to standard output
	pushed := make(chan struct{}, 1)
	out := &console.Talk{To: d.Stdout}
	o := watch.Options{
		Clock: watch.NewWall(), Every: f.every, Pushed: pushed, Grace: graceTime,
		Event: func(e watch.Event) {
			if line, err := json.Marshal(e); err == nil {
				_, _ = out.Write(append(console.JSON(line), '\n'))
			}
		},
	}
	checkout := git.Checkout(d.Common.Source)
	if remote, branch := checkout.Upstream(ctx); remote != "" && !f.noPull {
		o.Fetch = func(ctx context.Context) error { return checkout.Fetch(ctx, remote, branch) }
		o.Pull = func(ctx context.Context) (string, bool, error) { return checkout.Pull(ctx, remote, branch) }
	}
	o.Ahead, o.Again, o.Other = m.ahead, m.again, m.clock
	o.Publish = func(graced context.Context, now time.Time, made func()) (watch.Outcome, error) {
		defer m.prepare(now)
		stands := m.begin(now)
		once := f.deploy
		once.made = func() {
			m.prepare(now) // what is saved while this is sent goes ahead
			made()
		}
		out, err := once.publish(hands.GivingWay(graced, &m.way), d, now, args)
		if err == nil && out.Published {
			stands()
		}
		return out, err
	}
	w := watch.New(o)
	if f.listen != "" {
		stop, err := listen(d, f.listen, w.Handler(os.Getenv(secretName), pushed))
		if err != nil {
			return err
		}
		defer stop()
	}
	w.Run(ctx)
	return nil
}

// publish builds and sends the site as it is at a time.
func (f *deployFlags) publish(ctx context.Context, d *command.Tool, now time.Time, args []string) (watch.Outcome, error) {
	d.Common.Clock = now
	says, _, err := f.send(ctx, d, args)
	if faults := errorsOf(f.faults); len(faults) > 0 {
		return watch.Outcome{Problems: faults}, nil // no other try mends them
	}
	if err != nil {
		return watch.Outcome{}, err
	}
	out := watch.Outcome{
		Published: says.Build.Published, Changed: len(says.New) + len(says.Changed), Removed: len(says.Removed), Edition: says.Edition,
		Problems: errorsOf(says.Build.Problems),
	}
	if says.Build.NextDue != nil {
		out.NextDue = *says.Build.NextDue
	}
	return out, nil
}

// errorsOf are the errors among problems.
func errorsOf(problems []site.Problem) []site.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p site.Problem) bool { return p.Level != site.LevelError })
}

// listen answers at an address, until it is stopped.
func listen(d *command.Tool, address string, h http.Handler) (stop func(), err error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, site.Failure("لا يُستمع على %s: %v", "cannot listen at %s: %v", address, err)
	}
	d.Tell("أسمع على %s", "listening at %s", l.Addr().String())
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: time.Minute}
	go func() { // until stop
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			d.Tell("خطأ: %v", "error: %v", err)
		}
	}()
	return func() { _ = s.Close() }, nil
}
