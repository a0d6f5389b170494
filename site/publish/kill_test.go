//go:build unix

package publish

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

var long = flag.Bool("long", false, "kill many more builds")

// helper makes the test binary a build that is going to be killed.
const helper = "WARRAQ_PUBLISH_TEST"

func TestMain(m *testing.M) {
	switch os.Getenv(helper) {
	case "editions":
		publishForever(os.Args[1], os.Args[2])
	case "small":
		publishLimited(os.Args[1])
	default:
		os.Exit(m.Run())
	}
}

// edition is the n-th edition: most of its files change with every edition,
// come and go, or change between file and folder.
func edition(n int) tree {
	files := tree{"index.html": fmt.Sprint("edition ", n), "same.html": "same"}
	for i := range 60 {
		h := fnv.New32a()
		fmt.Fprint(h, n, "/", i)
		switch h.Sum32() % 7 {
		case 0: // it is not in this edition
		case 1:
			files[fmt.Sprintf("s%d/%d", i%5, i)] = fmt.Sprint("a file ", n)
		default:
			files[fmt.Sprintf("s%d/%d/index.html", i%5, i)] = strings.Repeat(fmt.Sprint(n/3, " "), 500)
		}
	}
	return files
}

func publishForever(dir, from string) {
	n, _ := strconv.Atoi(from)
	for ; ; n++ {
		f, err := Open(dir, Options{Sum: half})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		for path, data := range edition(n) {
			if err := put(f, path, data); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
		if _, err := f.Commit(context.Background()); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// TestKilled kills builds at random instants. A reader of the manifest must
// find the whole of one edition, or "switching", and the next build must be
// right.
func TestKilled(t *testing.T) {
	kills := 30
	if *long {
		kills = 1000
	}
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0))
	t.Log("seed", seed)
	seen := map[string]int{}
	dir := filepath.Join(t.TempDir(), "public")
	for i := range kills {
		if i%10 == 9 {
			dir = filepath.Join(t.TempDir(), "public") // a first edition
		}
		killOne(t, dir, i*1000, time.Duration(r.IntN(40_000))*time.Microsecond)
		seen[whatReaderSees(t, dir)]++
		if i%2 == 0 { // else the next victim goes on from here
			publish(t, dir, edition(i))
			wantTree(t, dir, edition(i))
			clean(t, dir)
		}
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
	t.Log("a reader saw", seen)
}

func killOne(t *testing.T, dir string, n int, after time.Duration) {
	t.Helper()
	var out bytes.Buffer
	c := exec.Command(os.Args[0], dir, strconv.Itoa(n))
	c.Env = append(os.Environ(), helper+"=editions")
	c.Stdout = &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(after, func() { _ = c.Process.Kill() })
	_ = c.Wait() // it was killed
	if out.Len() > 0 {
		t.Fatalf("a build failed before it was killed: %s", out.String())
	}
}

func whatReaderSees(t *testing.T, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	switch {
	case err != nil:
		if _, err := os.Lstat(filepath.Join(dir, "index.html")); err == nil {
			t.Error("there is an edition and no manifest")
		}
		return "nothing"
	case string(data) == switching:
		return "switching"
	}
	lines, err := parseManifest(data, half)
	if err != nil {
		t.Fatal(err)
	}
	files := published(t, dir)
	n, err := strconv.Atoi(strings.TrimPrefix(files["index.html"], "edition "))
	if err != nil || !maps.Equal(files, edition(n)) || len(lines) != len(files) {
		t.Errorf("the tree is not edition %d whole (%d files, %d in the manifest): %v", n, len(files), len(lines), err)
	}
	for _, e := range lines {
		if half([]byte(files[e.path])) != e.sum {
			t.Errorf("%s is not what the manifest says", e.path)
		}
	}
	return "an edition"
}

// publishLimited is a build on a disk that takes no file above 4 KB.
func publishLimited(dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 4096, Max: 4096}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		os.Exit(0)
	}
	f, err := Open(dir, Options{Sum: half})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	_ = put(f, "small.html", "small")
	_ = put(f, "large.html", strings.Repeat("x", 8192))
	_, err = f.Commit(context.Background())
	fmt.Println(err)
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	old := tree{"index.html": "1", "large.html": "was small"}
	publish(t, dir, old)
	c := exec.Command(os.Args[0], dir)
	c.Env = append(os.Environ(), helper+"=small")
	out, err := c.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "cannot write large.html") {
		t.Errorf("the build said %q (%v)", out, err)
	}
	wantTree(t, dir, old)
	clean(t, dir)
	publish(t, dir, tree{"large.html": strings.Repeat("x", 8192)})
	wantTree(t, dir, tree{"large.html": strings.Repeat("x", 8192)})
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("permissions do not hold root back")
	}
	dir := t.TempDir()
	old := tree{"index.html": "1", "a/index.html": "1", "b/index.html": "1"}
	publish(t, dir, old)
	if err := os.Chmod(filepath.Join(dir, "b"), 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "b"), 0o777) })
	for _, next := range []tree{{"index.html": "2", "a/index.html": "2", "b/index.html": "2"}, {"index.html": "2"}} {
		_, err := tryPublish(t, dir, next)
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "b")) || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("got %v", err)
		}
		wantTree(t, dir, old)
		clean(t, dir)
	}
}
