package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// named says whether a message names the file of a fault, or the folder that it is in.
func named(says, path string) bool {
	if strings.Contains(path, "*") { // a file's other name: the file that it is to become, or its folder
		path = filepath.Dir(path)
	}
	if path == "." { // the folder round the newsroom
		path = "bench"
	}
	name := filepath.Base(path)
	for range 2 {
		if strings.Contains(says, filepath.Base(path)) {
			return true
		}
		path = filepath.Dir(path)
	}
	return name == "room" && strings.Contains(says, "content")
}

// mixed lists files that are neither of the old edition nor of the new one, or gone though both have them.
func mixed(now, before, after tree) (out []string) {
	for _, name := range slices.Sorted(maps.Keys(now)) {
		text := now[name]
		old, wasThere := before[name]
		next, isThere := after[name]
		switch {
		case !wasThere && !isThere:
			out = append(out, name+" is left over")
		case !(wasThere && text == old) && !(isThere && text == next):
			out = append(out, name+" is of no edition")
		}
	}
	for name := range before {
		if _, ok := now[name]; !ok && after[name] != "" {
			out = append(out, name+" is gone")
		}
	}
	return out
}

// judgeBuild: the site is the old one, the new one, or the new one without the
// story that cannot be read; and the next build is right.
func judgeBuild(b *bench, t *trial) (out []string) {
	site := b.site(t, t.now)
	next := t.after.under("public")
	if !maps.Equal(t.now.under("content"), t.before.under("content")) {
		out = append(out, "content/ was changed")
	}
	if !maps.Equal(site, next) {
		if t.code == 0 && !strings.Contains(t.says, "warning") && !strings.Contains(t.says, "تنبيه") && !t.vanished() {
			out = append(out, "the site is wrong, and nothing is said")
		}
		if !named(t.says, t.path) && !t.vanished() {
			out = append(out, "the message does not name the file")
		}
		if t.code == 1 && strings.HasPrefix(t.path, "room/static") {
			// pages may lack the file, which is told
		} else if wrong := mixed(site, t.before.under("public"), next); len(wrong) > 0 && (t.code == 2 || !b.without(t, site)) {
			out = append(out, wrong[:min(len(wrong), 4)]...)
		}
	}
	if code, says := b.plain("build"); code != t.clean {
		return append(out, fmt.Sprintf("the next build: exit %d: %s", code, says))
	}
	if now := b.site(t, read(b.room())); !maps.Equal(now, next) {
		wrong := mixed(now, next, next)
		out = append(out, "the next build is wrong: "+strings.Join(wrong[:min(len(wrong), 4)], ", "))
	}
	return out
}

// site is the published site, without the file that was to be removed, if by a lie it was
// gone then, or another's: it stays.
func (b *bench) site(t *trial, now tree) tree {
	site, name := now.under("public"), strings.TrimPrefix(t.path, "room/")
	if t.op == "stat" && t.after[name] == "" && slices.Contains([]string{"ENOENT", "stale", "size0", "sizebig"}, t.how) {
		delete(site, name)
	}
	return site
}

// without says whether a site is that of the newsroom without the file of the fault,
// whose own page may be the last good one.
func (b *bench) without(t *trial, site tree) bool {
	rel, ok := strings.CutPrefix(t.path, "room/")
	if !ok {
		return false
	}
	file := filepath.Join(b.room(), rel)
	aside := filepath.Join(b.work, "aside")
	if os.Rename(file, aside) != nil {
		return false
	}
	defer func() { _ = os.Rename(aside, file) }()
	other := filepath.Join(b.work, "without")
	defer os.RemoveAll(other)
	b.plain("build", "--cache", "none", "--output", other)
	expected := read(other)
	for name, text := range site {
		name := strings.TrimPrefix(name, "public/")
		old := "public/" + name
		if text != expected[name] && text != t.before[old] && text != t.after[old] {
			return false
		}
	}
	for name := range expected {
		if _, ok := site["public/"+name]; !ok {
			return false
		}
	}
	return true
}

// judgeWords: the answer is the one without a fault, or the file is named.
func judgeWords(_ *bench, t *trial) []string {
	if t.says != t.cleanSays && !named(t.says, t.path) && !t.vanished() {
		return []string{"the message does not name the file"}
	}
	if !maps.Equal(t.now, t.before) {
		return []string{"it changed the newsroom"}
	}
	return nil
}

// vanished says that the file is not there, as far as the command can see.
func (t *trial) vanished() bool { return t.how == "ENOENT" && (t.op == "open" || t.op == "stat") }

// judgeContent: each manuscript is the old one or the new one, whole; all is done,
// or the exit status and the message say that it is not.
func judgeContent(b *bench, t *trial) (out []string) {
	if t.code == 0 && !maps.Equal(t.now, t.after) && !t.vanished() {
		out = append(out, "not all is done, and the exit status is 0")
	}
	if (t.code > t.clean || !maps.Equal(t.now, t.after)) && !named(t.says, t.path) && !t.vanished() {
		out = append(out, "the message does not name the file")
	}
	removes := t.op == "remove"
	for _, wrong := range mixed(t.now, t.before, t.after) {
		if name, ok := strings.CutSuffix(wrong, " is of no edition"); ok && t.before[name] == "" && t.vanished() {
			continue // new, by other settings: those of the edition were not there
		}
		if !(removes && strings.HasSuffix(wrong, "left over")) {
			out = append(out, wrong)
		}
	}
	if maps.Equal(t.now, t.before) || maps.Equal(t.now, t.after) { // these build
		return out
	}
	if code, says := b.plain("build"); code > 0 {
		out = append(out, "the newsroom does not build any more: "+says)
	}
	return out
}

// judgeMove: no text is lost.
func judgeMove(b *bench, t *trial) []string {
	out := slices.DeleteFunc(judgeContent(b, t), func(wrong string) bool { // told: the alias is to be added by hand
		name, ok := strings.CutSuffix(wrong, " is of no edition")
		if ok && t.vanished() && t.path == "room/"+name {
			return true // nothing could be done to it
		}
		old := strings.NewReplacer("content/world/", "content/news/", "moved.md", "welcome.md").Replace(name)
		return ok && t.code > 0 && t.now[name] == t.before[old]
	})
	bodies := func(room tree) (out []string) {
		for name, text := range room {
			if strings.HasSuffix(name, ".md") {
				_, body, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
				out = append(out, body)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	for _, body := range bodies(t.before) {
		if !slices.Contains(bodies(t.now), body) {
			out = append(out, fmt.Sprintf("the text %.60q is lost", body))
		}
	}
	return out
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// visit reads the preview while its newsroom is edited: whatever failed once, the
// last save is seen.
func (b *bench) visit(w *watched, f *fault) (out []string) {
	defer func() {
		_ = w.Process.Signal(syscall.SIGTERM)
		if _, inTime := w.await(5 * time.Second); !inTime {
			out = append(out, "it does not end")
		}
	}()
	var root string
	for range 1000 {
		if root = address.FindString(w.said()); root != "" {
			break
		}
		select {
		case err := <-w.done: // it does not start
			w.done <- err
			if f != nil && !named(w.said(), f.path) {
				return []string{"it ends, and does not name the file"}
			}
			return nil
		default:
		}
		time.Sleep(10 * time.Millisecond)
	}
	if root == "" {
		return []string{"it does not start"}
	}
	page := root + "news/2026/11/welcome/"
	_, _ = get(page)
	file := filepath.Join(b.room(), "content/news/welcome.md")
	text, err := os.ReadFile(file)
	if err != nil {
		return []string{err.Error()}
	}
	for n, word := range []string{"كلمة-أولى", "كلمة-ثانية"} {
		if err := os.WriteFile(file, append(text, "\n"+word+"\n"...), 0o666); err != nil {
			return []string{err.Error()}
		}
		seen := false
		for range 500 {
			if got, err := get(page); err == nil && strings.Contains(got, word) {
				seen = true
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if !seen && n == 1 && (f == nil || !f.forever || f.how != "ENOENT" && !named(w.said(), f.path)) {
			out = append(out, "the last save is not seen")
		}
	}
	return out
}

func get(address string) (string, error) {
	client := http.Client{Timeout: 3 * time.Second}
	r, err := client.Get(address)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	return string(data), err
}
