// Command faults-inject runs warraq's commands on a small newsroom again and again.
// Each time one call of the system on one file fails or lies. It judges what is left:
// no panic and no hang, each file of the old edition or of the new one, the message
// names the file, and the next build without a fault is right.
//
//	faults-inject WORK WARRAQ [-n CASES] [-only COMMAND] [-at WORDS] [-v]
package main

import (
	"bytes"
	"cmp"
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
	"time"
)

var (
	number  = flag.Int("n", 1, "`cases` of each kind: command, call, fault, sort of file; 0 for all")
	only    = flag.String("only", "", "this `command` alone")
	at      = flag.String("at", "", "only faults whose description holds these `words`")
	verbose = flag.Bool("v", false, "print each case")
)

const limit = 60 * time.Second

func main() {
	if len(os.Args) > 1 && os.Args[1] == "launch" {
		fmt.Fprintln(os.Stderr, launch(os.Args[2:]))
		os.Exit(9)
	}
	flag.Parse()
	b := &bench{work: flag.Arg(0), warraq: flag.Arg(1)}
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// bench is where the cases are tried.
type bench struct {
	work, warraq string
	bad          int
}

func (b *bench) room() string { return filepath.Join(b.work, "room") }

// tree is what a folder holds.
type tree map[string]string

func (b *bench) run() error {
	began := time.Now()
	for _, c := range commands {
		if *only != "" && c.name != *only {
			continue
		}
		if err := b.try(c); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	fmt.Printf("%d faults found (%.0f s)\n", b.bad, time.Since(began).Seconds())
	if b.bad > 0 {
		return fmt.Errorf("FAILED")
	}
	return nil
}

// command is one command, on a newsroom that prepare makes.
type command struct {
	name    string
	args    []string
	prepare func(room string) error // what is done to the newsroom before; it was built
	judge   func(*bench, *trial) []string
}

var commands = []command{
	{"build", []string{"build"}, edit, judgeBuild},
	{"cold", []string{"build"}, cold, judgeBuild},
	{"check", []string{"check"}, edit, judgeWords},
	{"fix", []string{"check", "--fix"}, edit, judgeContent},
	{"fmt", []string{"fmt"}, edit, judgeContent},
	{"new", []string{"new", "خبر جديد", "--section", "news"}, nil, judgeContent},
	{"mv", []string{"mv", "content/news/welcome.md", "content/news/moved.md"}, nil, judgeMove},
	{"folder", []string{"mv", "content/news", "content/world"}, nil, judgeMove},
	{"import", []string{"import", "../export"}, nil, judgeContent},
	{"pasted", []string{"import", "../pasted.txt"}, nil, judgeContent},
	{"serve", []string{"serve", "--port", "0"}, nil, nil},
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
	plan := choose(w.seen)
	fired, bad := 0, 0
	for _, f := range plan {
		if *at != "" && !strings.Contains(f.String(), *at) {
			continue
		}
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
		fired++
		t.now = read(b.room())
		faults = append(faults, crashed(w.said(), t.code)...)
		if c.judge != nil && len(faults) == 0 {
			faults = c.judge(b, t)
		}
		if *verbose || len(faults) > 0 {
			fmt.Printf("%s: %s: exit %d: %s\n", c.name, f, t.code, strings.Join(faults, "; "))
			if len(faults) > 0 {
				bad++
				fmt.Printf("    | %s\n", strings.ReplaceAll(strings.TrimSpace(w.said()), "\n", "\n    | "))
			}
		}
	}
	b.bad += bad
	fmt.Printf("%-7s %4d calls, %4d faults of %4d tried took place: %d wrong\n", c.name, len(w.seen), fired, len(plan), bad)
	return nil
}

// choose takes faults from all kinds of call on all sorts of file, the same ones each time.
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
	random := rand.New(rand.NewPCG(26, 11))
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		slices.SortFunc(g, func(a, b fault) int { return cmp.Or(cmp.Compare(a.path, b.path), a.nth-b.nth) })
		random.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
		if *number > 0 {
			g = g[:min(len(g), *number)]
		}
		plan = append(plan, g...)
	}
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
	return []string{"--source", room, "--lang", "en", "--now", "2026-11-23T12:00:00Z"}
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
	for _, name := range []string{"room", "kept", "tmp", "export", "pasted.txt"} {
		if err := os.RemoveAll(filepath.Join(b.work, name)); err != nil {
			return err
		}
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
