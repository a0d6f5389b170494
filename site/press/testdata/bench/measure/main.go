// Command measure runs the commands of a file in turn, A B A B, and prints medians of
// wall clock, CPU (user and system) and peak memory, and what they are of the row that
// others are measured by.
//
//	measure -runs 3 -by hugo-lean -out DIR -limit 20m COMMANDS
//
// A line of COMMANDS has up to four parts between tabs: a name; a shell command; what
// to do before it, which is not measured; and bars, hugo-lean=0.2,plain=1.2, over
// neither of which its wall clock and CPU may be of that row. In both commands {out}
// becomes a new folder of DIR, and {run} the number of the run. A command that fails,
// or takes longer than the limit, is told, and is not run again.
//
// The folder of each row's last run stays, DIR/NAME. In memory the others go at once.
// On a disk they stay until the caller removes DIR: ext4 makes new files many times
// slower for some time after a mass deletion, and the next run would pay for it. Peak
// memory is that of the largest process (wait4(2), ru_maxrss).
package main

import (
	"bufio"
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type usage struct{ wall, cpu, peak float64 } // seconds, seconds, MB

// row is a command of the file, and what came of it.
type row struct {
	name, command, before, bars string
	runs                        []usage
	files, bytes                int64
	failed                      string
}

func main() {
	runs := flag.Int("runs", 3, "runs of each command")
	out := flag.String("out", "", "folder for the outputs")
	by := flag.String("by", "", "the row that others are measured by")
	limit := flag.Duration("limit", 20*time.Minute, "how long a command may take")
	flag.Parse()
	if *out == "" || flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	rows, err := read(flag.Arg(0))
	if err == nil {
		err = race(rows, *runs, *out, *limit)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	if !show(rows, *by) {
		os.Exit(1)
	}
}

func read(name string) ([]*row, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows []*row
	s := bufio.NewScanner(f)
	for s.Scan() {
		parts := append(strings.Split(s.Text(), "\t"), "", "", "")
		if parts[1] == "" {
			return nil, fmt.Errorf("no command in %q", s.Text())
		}
		rows = append(rows, &row{name: parts[0], command: parts[1], before: parts[2], bars: parts[3]})
	}
	return rows, s.Err()
}

func race(rows []*row, runs int, out string, limit time.Duration) error {
	const tmpfs = 0x01021994 // statfs(2)
	var disk syscall.Statfs_t
	if err := syscall.Statfs(out, &disk); err != nil {
		return err
	}
	for i := range runs {
		for _, r := range rows {
			if r.failed != "" {
				continue
			}
			dir := filepath.Join(out, r.name)
			if _, err := os.Stat(dir); err == nil && disk.Type != tmpfs {
				if err := os.Rename(dir, fmt.Sprintf("%s-%d", dir, i-1)); err != nil {
					return err
				}
			} else if err := os.RemoveAll(dir); err != nil {
				return err
			}
			in := strings.NewReplacer("{out}", dir, "{run}", strconv.Itoa(i))
			if _, err := once(in.Replace(r.before), limit); err != nil {
				return fmt.Errorf("before %s: %w", r.name, err)
			}
			u, err := once(in.Replace(r.command), limit)
			if err != nil {
				r.failed = err.Error()
				fmt.Fprintf(os.Stderr, "%s: %v\n", r.name, err)
				continue
			}
			r.runs = append(r.runs, u)
			if r.files, r.bytes, err = weigh(dir); err != nil {
				return err
			}
			fmt.Fprintf(os.Stderr, "%s run %d: %.2f s wall, %.2f s CPU, %.0f MB\n", r.name, i+1, u.wall, u.cpu, u.peak)
		}
	}
	return nil
}

// once runs a command. The disk is synced first, so that nobody pays for another's writing.
func once(command string, limit time.Duration) (usage, error) {
	if command == "" {
		return usage{}, nil
	}
	syscall.Sync()
	ctx, stop := context.WithTimeout(context.Background(), limit)
	defer stop()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start).Seconds()
	if ctx.Err() != nil {
		return usage{}, fmt.Errorf("not done after %v", limit)
	}
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
	if os.IsNotExist(err) { // a command that has its own folder
		err = nil
	}
	return files, bytes, err
}

// show prints the table and says whether every row is below its bars.
func show(rows []*row, by string) bool {
	find := func(name string) *row {
		i := slices.IndexFunc(rows, func(r *row) bool { return r.name == name && len(r.runs) > 0 })
		if i < 0 {
			return nil
		}
		return rows[i]
	}
	base, ok := find(by), true
	fmt.Printf("| row | runs | wall s | CPU s | peak MB | files | MB out | wall of %[1]s | CPU of %[1]s | peak of %[1]s |\n", cmp.Or(by, "no row"))
	fmt.Println("| --- | ---: | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
	for _, r := range rows {
		if len(r.runs) == 0 {
			fmt.Printf("| %s | 0 | %s | | | | | | | |\n", r.name, r.failed)
			continue
		}
		fmt.Printf("| %s | %d | %s | %s | %s | %d | %.0f |", r.name, len(r.runs), r.spread(wall), r.spread(cpu), r.spread(peak), r.files, float64(r.bytes)/1e6)
		for _, of := range []func(usage) float64{wall, cpu, peak} {
			if base == nil {
				fmt.Print(" |")
				continue
			}
			fmt.Printf(" %s |", ratio(r.median(of)/base.median(of)))
		}
		fmt.Println(r.failed)
		for bar := range strings.SplitSeq(r.bars, ",") {
			name, most, _ := strings.Cut(bar, "=")
			n, _ := strconv.ParseFloat(most, 64)
			if other := find(name); other != nil && (r.median(wall) > n*other.median(wall) || r.median(cpu) > n*other.median(cpu)) {
				fmt.Printf("| | | above its bar: %s of %s | | | | | | | |\n", most, name)
				ok = false
			}
		}
	}
	return ok
}

// ratio writes a share as people say it: 1/5.2, 1.3 times, or 1.7 %.
func ratio(r float64) string {
	switch {
	case r < 0.05:
		return fmt.Sprintf("%.1f %%", 100*r)
	case r < 0.8:
		return fmt.Sprintf("1/%.1f", 1/r)
	}
	return fmt.Sprintf("%.1f ×", r)
}

func wall(u usage) float64 { return u.wall }
func cpu(u usage) float64  { return u.cpu }
func peak(u usage) float64 { return u.peak }

func (r *row) sorted(of func(usage) float64) []float64 {
	var v []float64
	for _, u := range r.runs {
		v = append(v, of(u))
	}
	slices.Sort(v)
	return v
}

func (r *row) median(of func(usage) float64) float64 {
	v := r.sorted(of)
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

func (r *row) spread(of func(usage) float64) string {
	v := r.sorted(of)
	return fmt.Sprintf("%.2f [%.2f-%.2f]", r.median(of), v[0], v[len(v)-1])
}
