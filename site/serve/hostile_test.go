package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// No redirect leads to another site, however the path of the site begins.
func TestNoRedirectLeavesTheSite(t *testing.T) {
	for _, base := range []string{"//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/ /evil.example", "//evil.example//x"} {
		_, root := start(t, false)
		address := startOver(t, root, false, func(o *Options) {
			o.Rebuild = func(context.Context, []string) (*Site, error) {
				s := paper("x")
				s.Base = base
				s.Redirect = func(string) string { return base + "/old/" }
				return s, nil
			}
		})
		for _, path := range []string{"/", "/evil.example", "/evil.example/", "/evil.example/old", "/%2fevil.example/", "/evil.example/tags/%D8%BA%D8%B2%D8%A9", "//evil.example/..", "/%5cevil.example"} {
			_, to := get(t, address, path)
			to = to[strings.LastIndexByte(to, '>')+1:]
			bare := strings.NewReplacer("\t", "", "\n", "", "\r", "", " ", "").Replace(to)
			if strings.HasPrefix(bare, "//") || strings.HasPrefix(bare, "/\\") || strings.HasPrefix(bare, "\\") {
				t.Errorf("under %q, %s leads to %q", base, path, to)
			}
		}
	}
}

// The lines that an overlay shows are of the newsroom: no link leads out of it, and no
// pipe is waited for.
func TestTheOverlayReadsOnlyTheNewsroom(t *testing.T) {
	root := t.TempDir()
	v := &preview{Options: Options{Root: root, Folders: []string{"content"}}}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("secret.txt", "secret")
	write("content/a.md", "a")
	for name, to := range map[string]string{"out.md": "../secret.txt", "chain.md": "out.md", "in.md": "a.md", "loop.md": "loop.md"} {
		if err := os.Symlink(to, filepath.Join(root, "content", name)); err != nil {
			t.Skip(err)
		}
	}
	for name, want := range map[string]string{"a.md": "a", "in.md": "a", "out.md": "", "chain.md": "", "loop.md": "", "": "", "../secret.txt": ""} {
		if data, err := v.read("content/" + name); string(data) != want || (err == nil) != (want != "") {
			t.Errorf("%s reads %q, %v", name, data, err)
		}
	}
}

// await asks for the front page until it shows words.
func await(t *testing.T, address, words string) {
	t.Helper()
	for range 200 {
		if strings.Contains(front(t, address), words) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the preview never shows %q", words)
}

// The watcher survives whatever becomes of the folders: after each odd state a save is
// seen again.
func TestTheWatcherSurvives(t *testing.T) {
	for _, poll := range []bool{false, true} {
		address, root := start(t, poll)
		content, aside := filepath.Join(root, "content"), filepath.Join(root, "aside")
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		for i, upset := range []func(){
			func() { must(os.RemoveAll(content)); must(os.Mkdir(content, 0o755)) },
			func() {
				must(os.RemoveAll(content))
				time.Sleep(1200 * time.Millisecond)
				must(os.Mkdir(content, 0o755))
			},
			func() { must(os.Rename(content, aside)); must(os.Rename(aside, content)) },
			func() { must(os.Rename(content, aside)); must(os.Mkdir(content, 0o755)); must(os.RemoveAll(aside)) },
			func() { must(os.Rename(content, aside)); must(os.Symlink("aside", content)) },
			func() {
				must(os.Remove(content))
				must(os.WriteFile(content, nil, 0o600))
				must(os.Remove(content))
				must(os.Rename(aside, content))
			},
			func() {
				must(os.Mkdir(filepath.Join(content, "front.md.d"), 0o755))
				must(os.Symlink("loop", filepath.Join(content, "loop")))
			},
			func() {
				must(os.Rename(root, root+"-away"))
				time.Sleep(1200 * time.Millisecond)
				must(os.Rename(root+"-away", root))
			},
			func() {
				must(os.Rename(root, root+"-away"))
				must(os.MkdirAll(content, 0o755))
				must(os.RemoveAll(root + "-away"))
			},
		} {
			if poll && i%4 > 0 { // it remembers no folder: three are enough
				continue
			}
			upset()
			write(t, root, fmt.Sprintf("after %d", i))
			await(t, address, fmt.Sprintf("after %d", i))
			write(t, root, fmt.Sprintf("again %d", i))
			await(t, address, fmt.Sprintf("again %d", i))
		}
	}
}

// Readers that never read and requests that never end take nothing from the others.
func TestSlowClientsHoldNobodyUp(t *testing.T) {
	address, root := start(t, false)
	for i := range maxReaders {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		request := "GET /.warraq/events HTTP/1.1\r\nHost: " + address + "\r\n\r\n" // it is never read
		if i%2 == 1 {
			request = "GET / HTTP/1.1\r\nHost: " // it never ends
		}
		if _, err := io.WriteString(c, request); err != nil {
			t.Fatal(err)
		}
	}
	next := events(t, address)
	next()
	write(t, root, "second")
	next()
	await(t, address, "second")
}

// Each of many open pages hears of a save; one too many is refused, and let in when
// another goes.
func TestManyOpenPages(t *testing.T) {
	address, root := start(t, false)
	var open []net.Conn
	join := func() (net.Conn, *bufio.Reader, string) {
		t.Helper()
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		fmt.Fprintf(c, "GET /.warraq/events HTTP/1.1\r\nHost: %s\r\n\r\n", address)
		r := bufio.NewReader(c)
		status, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return c, r, status
	}
	var readers []*bufio.Reader
	for range maxReaders {
		c, r, status := join()
		if !strings.Contains(status, "200") {
			t.Fatalf("refused too early: %s", status)
		}
		open, readers = append(open, c), append(readers, r)
	}
	if _, _, status := join(); !strings.Contains(status, "503") {
		t.Errorf("a page too many: %s", status)
	}
	write(t, root, "second")
	for _, r := range readers {
		for told := 0; told < 2; { // how things stand, and the save
			line, err := r.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(line, "data: ") {
				told++
			}
		}
	}
	open[0].Close()
	for range 100 {
		if c, _, status := join(); strings.Contains(status, "200") {
			return
		} else {
			c.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("nobody is let in though one has gone")
}
