// Package carriers brings a site to places that other programs know: rsync, rclone, git.
// They are started as processes, and are given lists of what to carry; a shell is never
// between. Each is a deploy.Place.
//
// Belongs here: how a program is called, and what its answers mean. Does not: what is sent
// and when.
//
// rsync and rclone cannot write with a condition: the head, which names who deploys and since
// when, is read again before it is written, and a while after. git can:
// the site is one commit of a branch, and a push that is not a fast-forward is refused.
package carriers

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
	"warraq/site/regular"
)

// program is one that carries.
type program struct {
	name string
	env  []string // beside the process's own
	dir  string   // where it runs, or ""
}

// answer is what a program said.
type answer struct {
	out  []byte
	said string // its last words of error, without what may be a password
	code int    // -1: it did not run to its end
}

// run runs a program to its end. The error is nil if it ran, whatever it said.
func (p program) run(ctx context.Context, input []byte, args ...string) (answer, error) {
	c := exec.CommandContext(ctx, p.name, args...)
	c.WaitDelay = 10 * time.Second
	c.Dir = p.dir
	c.Env = append(os.Environ(), append([]string{"LC_ALL=C"}, p.env...)...)
	c.Stdin = bytes.NewReader(input)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	err := c.Run()
	a := answer{out.Bytes(), lastWords(said.String()), c.ProcessState.ExitCode()}
	if ctx.Err() != nil {
		return a, context.Cause(ctx)
	}
	if errors.Is(err, exec.ErrNotFound) {
		return a, site.Failure("البرنامج %s غير مثبّت على هذا الجهاز", "the program %s is not installed on this machine", p.name)
	}
	if _, ran := errors.AsType[*exec.ExitError](err); err != nil && !ran {
		return a, site.Failure("لا يعمل البرنامج %s: %v", "the program %s cannot be run: %v", p.name, err)
	}
	return a, nil
}

// told says that a program failed. What may pass is tried again.
func (p program) told(a answer, passing bool) error {
	err := site.Failure("فشل %s (%d): %s", "%s failed (%d): %s", p.name, a.code, a.said)
	if passing {
		return &deploy.PassingError{Err: err}
	}
	return err
}

var userInAddress = regexp.MustCompile(`([a-z][a-z0-9+.-]*://)[^/@\s]*@`)

// secretNames are parts of the names of variables whose values are shown to nobody.
var secretNames = []string{"KEY", "SECRET", "TOKEN", "PASS", "CRED", "AUTH"}

// lastWords are the last lines of what a program said, without users of addresses and
// without what stands in variables for keys.
func lastWords(said string) string {
	lines := strings.FieldsFunc(strings.TrimSpace(said), func(r rune) bool { return r == '\n' || r == '\r' })
	const most = 3
	text := strings.Join(lines[max(0, len(lines)-most):], " · ")
	text = userInAddress.ReplaceAllString(text, "$1")
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		const shortest = 6
		for _, part := range secretNames {
			if len(value) >= shortest && strings.Contains(strings.ToUpper(name), part) {
				text = strings.ReplaceAll(text, value, "…")
			}
		}
	}
	return text
}

// staged are objects in a folder, as a program wants them.
type staged struct{ dir string }

// stage writes objects into a new folder. done removes it.
func stage(objects []deploy.Object) (s staged, done func(), err error) {
	dir, err := os.MkdirTemp("", "warraq-deploy-")
	if err != nil {
		return s, nil, err
	}
	done = func() { _ = os.RemoveAll(dir) }
	for _, o := range objects {
		data, err := o.Open()
		if err == nil {
			name := filepath.Join(dir, filepath.FromSlash(o.Key))
			if err = os.MkdirAll(filepath.Dir(name), 0o777); err == nil {
				err = write(name, data)
			}
		}
		if err != nil {
			done()
			return s, nil, err
		}
	}
	return staged{dir}, done, nil
}

// write makes a file; its name may be the longest that a disk takes.
func write(name string, data []byte) error {
	f, err := regular.Open(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// batches cuts objects into parts that a disk has room for.
func batches(objects []deploy.Object, carry func(first int, some []deploy.Object) error) error {
	const most, bytes = 2000, 256 << 20
	for first := 0; first < len(objects); {
		n, size := 0, int64(0)
		for first+n < len(objects) && n < most && (n == 0 || size < bytes) {
			size += objects[first+n].Size
			n++
		}
		if err := carry(first, objects[first:first+n]); err != nil {
			return err
		}
		first += n
	}
	return nil
}

// keysOf are the keys of objects.
func keysOf(objects []deploy.Object) []string {
	out := make([]string, len(objects))
	for i, o := range objects {
		out[i] = o.Key
	}
	return out
}

// object is a small object of bytes at hand.
func object(key string, data []byte) deploy.Object {
	return deploy.Object{Key: key, Size: int64(len(data)), Headers: deploy.Headers{Type: "application/json", Cache: "no-cache"}, Open: func() ([]byte, error) { return data, nil }}
}

// Settle is how long swap waits, at least, before it believes that what it wrote stays.
const Settle = time.Second

// swap is Swap for a place without conditions: it reads before and after. Another machine may
// have read before our write, and write after it: by the time that our own reading and writing
// took, and twice over, it has done so, and the last to write has the place.
func swap(ctx context.Context, p deploy.Place, key string, data []byte, was string, settle time.Duration) (string, error) {
	began := time.Now()
	_, tag, err := p.Read(ctx, key)
	switch {
	case err != nil && !isMissing(err):
		return "", err
	case tag != was:
		return "", deploy.ErrChanged
	}
	if err := p.Send(ctx, []deploy.Object{object(key, data)}, func(int) {}); err != nil {
		return "", err
	}
	if settle > 0 {
		select {
		case <-time.After(max(settle, 2*time.Since(began))):
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
	there, tag, err := p.Read(ctx, key)
	if err == nil && !bytes.Equal(there, data) {
		err = deploy.ErrChanged
	}
	return tag, err
}

// fetched reads a file that a program puts into a folder of its own under a name.
func fetched(name string, fetch func(dir string) error) (data []byte, version string, err error) {
	dir, err := os.MkdirTemp("", "warraq-deploy-")
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := fetch(dir); err != nil {
		return nil, "", err
	}
	data, err = regular.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	return data, "=" + string(data), err
}
