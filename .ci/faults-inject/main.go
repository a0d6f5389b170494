// Command faults-inject runs warraq's commands on a small newsroom again and again.
// Each time one call of the system on one file fails or lies. It judges what is left:
// no panic and no hang, each file of the old edition or of the new one, the message
// names the file, and the next build without a fault is right.
//
//	faults-inject WORK WARRAQ [-n CASES] [-for TIME] [-seed N] [-lang LANG] [-only COMMAND] [-at WORDS] [-v]
package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

var (
	number  = flag.Int("n", 1, "`cases` of each kind: command, call, fault, sort of file; 0 for all")
	budget  = flag.Duration("for", 0, "as many of the cases, in an order by the seed, as fit in this `time`; 0 for all")
	seed    = flag.Uint64("seed", 26, "the `number` by which cases are chosen")
	lang    = flag.String("lang", "en", "the `language` of messages: en or ar")
	only    = flag.String("only", "", "this `command` alone")
	at      = flag.String("at", "", "only faults whose description holds these `words`")
	verbose = flag.Bool("v", false, "print each case")
)

const (
	limit = 60 * time.Second
	least = 4 // cases that each bench tries of a command, if there are so many, however slow the machine is
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "launch" {
		fmt.Fprintln(os.Stderr, launch(os.Args[2:]))
		os.Exit(9)
	}
	flag.Parse()
	began, bad := time.Now(), 0
	chosen := slices.DeleteFunc(commands, func(c command) bool { return *only != "" && c.name != *only })
	for i, c := range chosen {
		if *budget > 0 { // each has its share of what is left
			c.until = time.Now().Add((*budget - time.Since(began)) / time.Duration(len(chosen)-i))
		}
		found, err := together(c)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", c.name, err)
			os.Exit(1)
		}
		bad += found
	}
	fmt.Printf("%d faults found (%.0f s)\n", bad, time.Since(began).Seconds())
	if bad > 0 {
		os.Exit(1)
	}
}

// together tries a command at two benches, and says how many faults were found.
func together(c command) (bad int, err error) {
	benches := make([]*bench, 2)
	errs := make([]error, len(benches))
	var wg sync.WaitGroup
	for i := range benches {
		b := &bench{work: filepath.Join(flag.Arg(0), fmt.Sprint("bench", i)), warraq: flag.Arg(1), share: i, of: len(benches)}
		benches[i] = b
		wg.Go(func() { errs[i] = b.try(c) })
	}
	wg.Wait()
	tried, fired := 0, 0
	for _, b := range benches {
		tried, fired, bad = tried+b.tried, fired+b.fired, bad+b.bad
	}
	fmt.Printf("%-7s %4d faults of %4d tried took place: %d wrong\n", c.name, fired, tried, bad)
	if fired == 0 && *at == "" {
		errs = append(errs, errors.New("no fault took place: nothing is shown"))
	}
	return bad, errors.Join(errs...)
}

// bench is where cases are tried: each is one of the benches'.
type bench struct {
	work, warraq      string
	share, of         int // the cases share, share+of, share+2*of, …
	tried, fired, bad int
}

func (b *bench) room() string { return filepath.Join(b.work, "room") }

// tree is what a folder holds.
type tree map[string]string

// command is one command, on a newsroom that prepare makes.
type command struct {
	name    string
	args    []string
	prepare func(room string) error // what is done to the newsroom before; it was built
	judge   func(*bench, *trial) []string
	until   time.Time // no case begins after this, but for the least; zero for no end
}

var commands = []command{
	{name: "build", args: []string{"build"}, prepare: edit, judge: judgeBuild},
	{name: "cold", args: []string{"build"}, prepare: cold, judge: judgeBuild},
	{name: "check", args: []string{"check"}, prepare: edit, judge: judgeWords},
	{name: "fix", args: []string{"check", "--fix"}, prepare: edit, judge: judgeContent},
	{name: "fmt", args: []string{"fmt"}, prepare: edit, judge: judgeContent},
	{name: "new", args: []string{"new", "خبر جديد", "--section", "news"}, judge: judgeContent},
	{name: "mv", args: []string{"mv", "content/news/welcome.md", "content/news/moved.md"}, judge: judgeMove},
	{name: "folder", args: []string{"mv", "content/news", "content/world"}, judge: judgeMove},
	{name: "import", args: []string{"import", "../export"}, judge: judgeContent},
	{name: "pasted", args: []string{"import", "../pasted.txt"}, judge: judgeContent},
	{name: "serve", args: []string{"serve", "--port", "0"}},
}

// trial is one run with one fault, and what a run without one does.
type trial struct {
	fault
	code          int
	says          string
	before, after tree // the newsroom before, and after a run without a fault
	clean         int  // the exit status of that run
	cleanSays     string
	now           tree
}

func (b *bench) try(c command) error {
	if err := b.makeRoom(c); err != nil {
		return err
	}
	if err := b.restore(); err != nil {
		return err
	}
	t := &trial{before: read(b.room())}
	w, err := b.start(c, nil)
	if err != nil {
		return err
	}
	if c.name == "serve" {
		if faults := b.visit(w, nil); len(faults) > 0 {
			return fmt.Errorf("without a fault: %v\n%s", faults, w.said())
		}
	} else {
		t.clean, _ = w.await(limit)
	}
	t.cleanSays = w.said()
	t.after = read(b.room())
	if t.clean > 1 || len(w.seen) < 10 {
		return fmt.Errorf("without a fault: exit %d after %d calls\n%s", t.clean, len(w.seen), t.cleanSays)
	}
	for i, f := range choose(w.seen) {
		if i%b.of != b.share || *at != "" && !strings.Contains(f.String(), *at) {
			continue
		}
		if !c.until.IsZero() && b.tried >= least && time.Now().After(c.until) {
			break
		}
		b.tried++
		if err := b.restore(); err != nil {
			return err
		}
		w, err := b.start(c, &f)
		if err != nil {
			return err
		}
		t.fault = f
		var faults []string
		if c.name == "serve" {
			faults = b.visit(w, &f)
		} else {
			var inTime bool
			if t.code, inTime = w.await(limit); !inTime {
				faults = append(faults, "it hangs")
			}
			t.says = w.said()
		}
		if !w.fired {
			continue // the call came in another order
		}
		b.fired++
		t.now = read(b.room())
		faults = append(faults, crashed(w.said(), t.code)...)
		if c.judge != nil && len(faults) == 0 {
			faults = c.judge(b, t)
		}
		if *verbose || len(faults) > 0 {
			fmt.Printf("%s: %s: exit %d: %s\n", c.name, f, t.code, strings.Join(faults, "; "))
			if len(faults) > 0 {
				b.bad++
				fmt.Printf("    | %s\n", strings.ReplaceAll(strings.TrimSpace(w.said()), "\n", "\n    | "))
			}
		}
	}
	return nil
}

// choose takes faults from all kinds of call on all sorts of file, the same ones for a seed.
func choose(seen map[call]bool) (plan []fault) {
	groups := map[string][]fault{}
	for c := range seen {
		for _, how := range ways[c.op] {
			if c.op == "close" && strings.HasPrefix(c.path, "room/content") && !strings.Contains(c.path, "*") {
				continue // of a file that was read: nothing is lost
			}
			for _, forever := range []bool{false, true} {
				if forever && errnos[how] == 0 {
					continue
				}
				if forever && c.nth > 1 {
					continue
				}
				key := fmt.Sprint(c.op, sort(c.path), how, forever)
				groups[key] = append(groups[key], fault{c, how, forever})
			}
		}
	}
	random := rand.New(rand.NewPCG(*seed, 11))
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		slices.SortFunc(g, func(a, b fault) int { return cmp.Or(cmp.Compare(a.path, b.path), a.nth-b.nth) })
		random.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
		if *number > 0 {
			g = g[:min(len(g), *number)]
		}
		plan = append(plan, g...)
	}
	random.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	return plan
}

var page = regexp.MustCompile(`[^/]+/index\.html$`)

// sort is what files share that are treated alike.
func sort(path string) string {
	parts := strings.SplitN(path, "/", 4)
	if len(parts) > 2 && strings.HasPrefix(parts[1], "content") || len(parts) == 3 {
		return strings.Join(parts[:2], "/") + " " + filepath.Ext(path) + " " + fmt.Sprint(len(parts))
	}
	if page.MatchString(path) {
		return strings.Join(parts[:2], "/") + " page"
	}
	return strings.Join(parts[:min(2, len(parts))], "/") + filepath.Ext(path)
}

var panics = regexp.MustCompile(`(?m)panic|goroutine \d|fatal error|runtime error|SIG[A-Z]{3,}|\.go:\d+|%!|\b0x[0-9a-f]{6}`)

func crashed(says string, code int) []string {
	if panics.MatchString(says) || code < 0 || code > 2 {
		return []string{"it crashes"}
	}
	return nil
}

func (b *bench) start(c command, f *fault) (*watched, error) {
	args := append([]string{b.warraq}, c.args...)
	for i, a := range args {
		if strings.HasPrefix(a, "../") {
			args[i] = filepath.Join(b.work, a[3:])
		}
	}
	return start(b.work, f, append(args, common(b.room())...)...)
}

func common(room string) []string {
	return []string{"--source", room, "--lang", *lang, "--now", "2026-11-23T12:00:00Z"}
}

// plain runs the command without a watch.
func (b *bench) plain(args ...string) (code int, says string) {
	var out bytes.Buffer
	c := exec.Command(b.warraq, append(args, common(b.room())...)...)
	c.Stdout, c.Stderr = &out, &out
	_ = c.Run()
	return c.ProcessState.ExitCode(), out.String()
}

// makeRoom makes the newsroom, builds it, and keeps a copy.
func (b *bench) makeRoom(c command) error {
	if err := os.RemoveAll(b.work); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(b.work, "tmp"), 0o777); err != nil {
		return err
	}
	if err := fill(b.work); err != nil {
		return err
	}
	if code, says := b.plain("build"); code != 0 {
		return fmt.Errorf("the first build: %s", says)
	}
	if c.prepare != nil {
		if err := c.prepare(b.room()); err != nil {
			return err
		}
	}
	return os.Rename(b.room(), filepath.Join(b.work, "kept")) // restore copies it
}

// restore lays the newsroom anew. A copy of files that keeps their times.
func (b *bench) restore() error {
	if err := os.RemoveAll(b.room()); err != nil {
		return err
	}
	return exec.Command("cp", "-a", filepath.Join(b.work, "kept"), b.room()).Run()
}

// read gives all files of a newsroom but the builder's own.
func read(root string) tree {
	t := tree{}
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		rel, _ := filepath.Rel(root, name)
		if own := strings.HasPrefix(d.Name(), ".warraq"); own && !strings.HasPrefix(rel, "content") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() {
			data, _ := os.ReadFile(name)
			t[rel] = string(data)
		}
		return nil
	})
	return t
}

func (t tree) under(dir string) tree {
	out := maps.Clone(t)
	maps.DeleteFunc(out, func(name, _ string) bool { return !strings.HasPrefix(name, dir) })
	return out
}
