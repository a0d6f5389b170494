package deploy_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site/publish/bucket"
	"warraq/site/publish/bucket/testdata/store"
	"warraq/site/publish/deploy"
)

var long = flag.Bool("long", false, "kill many more deploys, and send a large site")

// helper makes the test binary a deploy that is going to be killed.
const helper = "WARRAQ_DEPLOY_TEST"

// deployForever brings one edition after another to a store.
func deployForever(url string) int {
	for n := 0; ; n++ {
		b, err := bucket.Open(bucket.Options{Endpoint: url, Name: store.Bucket})
		if err != nil {
			fmt.Println(err)
			return 1
		}
		o := gazette(5+n%4, fmt.Sprint("edition ", n)).options()
		o.Machine, o.MaxDelete = "desk", 100
		if _, err := deploy.Run(context.Background(), b, o); err != nil {
			fmt.Println(err)
			return 1
		}
	}
}

// Deploys are killed at random instants, while readers read: no page that they get lacks
// its assets or leads to what is not there, and the next deploy makes everything right.
func TestKilled(t *testing.T) {
	rounds := 5
	if *long {
		rounds = 100
	}
	s := newStore(t)
	run(t, s, gazette(6, "first").options())
	s.Faults(func(n int, _ string) *store.Fault {
		return &store.Fault{Slow: time.Duration(n%4) * 200 * time.Microsecond}
	})
	ctx, stop := context.WithCancel(context.Background())
	faults := make(chan string, 10000)
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() { observer(ctx, s, faults) })
	}
	cut := 0
	for i := range rounds {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), helper+"="+s.URL, "AWS_ACCESS_KEY_ID="+store.AccessKey, "AWS_SECRET_ACCESS_KEY="+store.SecretKey)
		var said strings.Builder
		child.Stdout = &said
		begun.Add(1)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		const least, most = 60, 300
		time.Sleep(time.Duration(least+rand.IntN(most)) * time.Millisecond)
		_ = child.Process.Kill()
		_ = child.Wait()
		ended.Add(1)
		if said.Len() > 0 {
			t.Fatalf("round %d: %s", i, said.String())
		}
		p := gazette(6, fmt.Sprint("after kill ", i))
		o := p.options()
		o.Machine, o.MaxDelete = "desk", 100
		r := run(t, s, o)
		if r.Resumed != "" {
			cut++
		}
		run(t, s, o) // what left is deleted now
		p.wants(t, s)
		if t.Failed() {
			t.Fatalf("round %d", i)
		}
	}
	stop()
	all.Wait()
	close(faults)
	for f := range faults {
		t.Error(f)
	}
	if t.Logf("%d of %d kills left a deploy half-way", cut, rounds); *long && cut < rounds/4 {
		t.Error("the kills came between the deploys")
	}
}

// A site of 10,000 stories: what each deploy asks, and how long it takes.
func TestLarge(t *testing.T) {
	if !*long {
		t.Skip("with -long")
	}
	s := newStore(t)
	p := gazette(2, "one")
	for i := range 20000 {
		p[fmt.Sprintf("سياسة/2026/%02d/خبر-%d/index.html", i%12+1, i)] = strings.Repeat(fmt.Sprintf("<p>%d سطر</p>", i), 200)
	}
	for _, c := range []struct {
		name string
		p    paper
		most int // requests
	}{
		{"first time", p, len(p) + 7},
		{"nothing changed", p, 1},
		{"one story", p.with(paper{"سياسة/2026/01/خبر-0/index.html": "edited", "index.html": "front", "index.xml": "feed", "سياسة/index.html": "list"}), 4*2 + 7},
	} {
		o := c.p.options()
		s.Log()
		began := time.Now()
		r := run(t, s, o)
		log := s.Log()
		t.Logf("%s: %s, %d requests, %.1f MB", c.name, time.Since(began).Round(time.Millisecond), len(log), float64(r.Plan.Bytes)/1e6)
		if len(log) > c.most {
			t.Errorf("%s: %d requests, want at most %d", c.name, len(log), c.most)
		}
	}
}
