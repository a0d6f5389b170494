// Command measure runs the commands of a file in turn, A B A B, each into fresh
// output folders, and prints medians of wall clock, CPU (user and system) and
// peak memory, with the ratio of the first to each of the others.
//
//	measure -runs 3 -out DIR [-wall 0.33 -cpu 0.33 -peak 0.25] COMMANDS
//
// A line of COMMANDS is a name, a tab and a shell command; {out} in it becomes a
// new folder. The folders stay until the caller removes DIR: ext4 makes new
// files many times slower for some time after a mass deletion, and the next run
// would pay for it. Peak memory is that of the largest process (wait4(2), ru_maxrss).
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

type usage struct{ wall, cpu, peak float64 } // seconds, seconds, MB

type contender struct {
	name, command string
	runs          []usage
	files, bytes  int64
}

func main() {
	runs := flag.Int("runs", 3, "runs of each command")
	out := flag.String("out", "", "folder for the outputs")
	var bar usage
	flag.Float64Var(&bar.wall, "wall", 0, "highest ratio of wall clock, first to others; 0: any")
	flag.Float64Var(&bar.cpu, "cpu", 0, "highest ratio of CPU time")
	flag.Float64Var(&bar.peak, "peak", 0, "highest ratio of peak memory")
	flag.Parse()
	if *out == "" || flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	list, err := read(flag.Arg(0))
	if err == nil {
		err = race(list, *runs, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	if !show(list, bar) {
		os.Exit(1)
	}
}

func read(name string) ([]*contender, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []*contender
	s := bufio.NewScanner(f)
	for s.Scan() {
		name, command, ok := strings.Cut(s.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("no tab in %q", s.Text())
		}
		list = append(list, &contender{name: name, command: command})
	}
	return list, s.Err()
}

func race(list []*contender, runs int, out string) error {
	for i := range runs {
		for _, c := range list {
			dir := filepath.Join(out, fmt.Sprintf("%s-%d", c.name, i))
			u, err := once(strings.ReplaceAll(c.command, "{out}", dir))
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			c.runs = append(c.runs, u)
			if c.files, c.bytes, err = weigh(dir); err != nil {
				return err
			}
			fmt.Fprintf(os.Stderr, "%s run %d: %.2f s wall, %.2f s CPU, %.0f MB\n", c.name, i+1, u.wall, u.cpu, u.peak)
		}
	}
	return nil
}

// once runs a command. The disk is synced first, so that nobody pays for another's writing.
func once(command string) (usage, error) {
	syscall.Sync()
	cmd := exec.Command("sh", "-c", "exec "+command)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start).Seconds()
	if err != nil {
		return usage{}, err
	}
	r := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return usage{wall, cpu.Seconds(), float64(r.Maxrss) / 1024}, nil
}

func weigh(dir string) (files, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files, bytes = files+1, bytes+info.Size()
		}
		return err
	})
	return files, bytes, err
}

// show prints the table and says whether the first command passed the bar.
func show(list []*contender, bar usage) bool {
	fmt.Println("| command | runs | wall s | CPU s | peak MB | files | MB out |")
	fmt.Println("| --- | ---: | --- | --- | --- | ---: | ---: |")
	for _, c := range list {
		fmt.Printf("| %s | %d | %s | %s | %s | %d | %.1f |\n", c.name, len(c.runs),
			c.spread(wall), c.spread(cpu), c.spread(peak), c.files, float64(c.bytes)/1e6)
	}
	ok := true
	for _, c := range list[1:] {
		fmt.Printf("%s / %s:", list[0].name, c.name)
		for _, m := range []struct {
			name string
			of   func(usage) float64
			bar  float64
		}{{"wall", wall, bar.wall}, {"CPU", cpu, bar.cpu}, {"peak", peak, bar.peak}} {
			ratio := list[0].median(m.of) / c.median(m.of)
			fmt.Printf("  %s %.3f", m.name, ratio)
			if m.bar > 0 && ratio > m.bar {
				fmt.Printf(" (FAIL: at most %.3f)", m.bar)
				ok = false
			}
		}
		fmt.Println()
	}
	return ok
}

func wall(u usage) float64 { return u.wall }
func cpu(u usage) float64  { return u.cpu }
func peak(u usage) float64 { return u.peak }

func (c *contender) sorted(of func(usage) float64) []float64 {
	var v []float64
	for _, u := range c.runs {
		v = append(v, of(u))
	}
	slices.Sort(v)
	return v
}

func (c *contender) median(of func(usage) float64) float64 {
	v := c.sorted(of)
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

func (c *contender) spread(of func(usage) float64) string {
	v := c.sorted(of)
	return fmt.Sprintf("%.2f [%.2f-%.2f]", c.median(of), v[0], v[len(v)-1])
}
