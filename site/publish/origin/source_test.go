package origin

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A pack that is replaced while it is served is served from then on; one that cannot be read changes
// nothing, and is told once.
func TestServeTakesTheNextEdition(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.pack")
	replace := func(from string) {
		t.Helper()
		if err := os.Rename(from, name); err != nil {
			t.Fatal(err)
		}
	}
	replace(packed(t, map[string]string{"index.html": "one", "404.html": "none"}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ready, next, faults, ended := make(chan string, 1), make(chan bool, 9), make(chan error, 9), make(chan error, 1)
	go func() {
		ended <- Serve(ctx, listener, name, "", headers, Listening{Ready: func(a string) { ready <- a }, Edition: func() { next <- true }, Fault: func(err error) { faults <- err }})
	}()
	address := <-ready
	get := func() string {
		t.Helper()
		resp, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var b [9]byte
		n, _ := resp.Body.Read(b[:])
		return string(b[:n])
	}
	if got := get(); got != "one" {
		t.Errorf("first %q", got)
	}
	replace(packed(t, map[string]string{"index.html": "two"}))
	<-next
	if got := get(); got != "two" {
		t.Errorf("then %q", got)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("no pack"), 0o600); err != nil {
		t.Fatal(err)
	}
	replace(broken)
	if err := <-faults; !strings.Contains(err.Error(), name) {
		t.Error(err)
	}
	if got := get(); got != "two" {
		t.Errorf("after a broken one %q", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// The script for the edge answers as the origin does, with the records that a pack has.
func TestWorker(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	name := packed(t, files)
	store := http.Server{Handler: http.FileServer(http.Dir(filepath.Dir(name))), ReadHeaderTimeout: time.Second}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = store.Serve(listener) }()
	defer store.Close()
	script := strings.NewReplacer("https://storage.example.org/public.pack", "http://"+listener.Addr().String()+"/site.pack", `const ROOT = ""`, `const ROOT = "/paper"`).Replace(string(Worker))
	module := filepath.Join(t.TempDir(), "worker.mjs")
	if err := os.WriteFile(module, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	try := `const { default: worker } = await import(process.argv[1]); const zlib = await import("node:zlib")
for (const path of process.argv.slice(2)) {
  const answer = await worker.fetch(new Request("https://paper.example" + path))
  let body = Buffer.from(await answer.arrayBuffer())
  if (answer.headers.get("Content-Encoding") === "gzip") body = zlib.gunzipSync(body)
  console.log(answer.status, answer.headers.get("Location") ?? "-", answer.headers.get("Content-Type") ?? "-", body.length)
}`
	paths := []string{"/paper/", "/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1", "/paper/media/a.jpg", "/paper/none", "/papers/", "/paper/css/site.0a1b2c3d4e.css"}
	out, err := exec.Command(node, append([]string{"--input-type=module", "-e", try, "--", module}, paths...)...).CombinedOutput()
	want := []string{
		"200 - text/html; charset=utf-8 " + length("index.html"), "301 https://paper.example/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1/ - 0", "200 - image/jpeg " + length("media/a.jpg"),
		"404 - text/html; charset=utf-8 " + length("404.html"), "404 - text/plain;charset=UTF-8 9", "200 - text/css; charset=utf-8 " + length("css/site.0a1b2c3d4e.css"),
	}
	if got := strings.Split(strings.TrimSpace(string(out)), "\n"); err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%v\n%s\nwant\n%s", err, out, strings.Join(want, "\n"))
	}
}

func length(name string) string { return strconv.Itoa(len(files[name])) }
