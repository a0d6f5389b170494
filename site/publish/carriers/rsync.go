package carriers

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"warraq/site/publish/deploy"
)

// Rsync is a folder that the program rsync reaches: of another machine over SSH, or of a
// daemon. Each file is written beside its place and renamed.
type Rsync struct {
	rsync  program
	to     string // ends with a slash
	Tries  deploy.Tries
	Settle time.Duration // how long a lock is looked at before it is believed
}

// OpenRsync takes a destination as rsync writes it, such as "sara@host:/var/www/paper". The
// site lies below a prefix.
func OpenRsync(to, prefix string) *Rsync {
	r := &Rsync{rsync: program{name: "rsync"}, to: strings.TrimSuffix(to, "/") + "/" + prefix, Tries: deploy.Tries{Most: 4}, Settle: Settle}
	if os.Getenv("RSYNC_RSH") == "" { // a question for a password would wait for ever
		r.rsync.env = []string{"RSYNC_RSH=ssh -o BatchMode=yes -o ConnectTimeout=20"}
	}
	return r
}

// passing are the statuses of rsync after which it may do better: of sockets, protocol
// streams, timeouts and SSH.
var passing = []int{5, 10, 12, 30, 35, 255}

func (r *Rsync) carry(ctx context.Context, input []byte, args ...string) error {
	return r.Tries.Again(ctx, func() error {
		a, err := r.rsync.run(ctx, input, append([]string{"--timeout=120", "-q"}, args...)...)
		const partial = 23
		switch {
		case err != nil || a.code == 0:
			return err
		case a.code == partial && strings.Contains(a.said, "No such file or directory"):
			return fs.ErrNotExist
		}
		return r.rsync.told(a, slices.Contains(passing, a.code))
	})
}

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// Read fetches a file.
func (r *Rsync) Read(ctx context.Context, key string) ([]byte, string, error) {
	return fetched(path.Base(key), func(dir string) error { return r.carry(ctx, nil, "--", r.to+key, dir+"/") })
}

// Swap writes a file that still is what was read.
func (r *Rsync) Swap(ctx context.Context, key string, data []byte, was string) (string, error) {
	return swap(ctx, r, key, data, was, r.Settle)
}

// Send carries files by a list.
func (r *Rsync) Send(ctx context.Context, objects []deploy.Object, done func(i int)) error {
	return batches(objects, func(first int, some []deploy.Object) error {
		s, clear, err := stage(some)
		if err != nil {
			return err
		}
		defer clear()
		list := []byte(strings.Join(keysOf(some), "\x00"))
		if err := r.carry(ctx, list, "--files-from=-", "--from0", "--checksum", "--mkpath", "--force", "--perms", "--chmod=D755,F644", "--", s.dir+"/", r.to); err != nil {
			return err
		}
		for i := range some {
			done(first + i)
		}
		return nil
	})
}

// Remove deletes by a list: what is missing here is deleted there.
func (r *Rsync) Remove(ctx context.Context, keys []string) error {
	dir, err := os.MkdirTemp("", "warraq-deploy-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for some := range slices.Chunk(keys, 2000) {
		for _, key := range some { // rsync looks for what is missing in folders that are there
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(filepath.FromSlash(key))), 0o777); err != nil {
				return err
			}
		}
		if err := r.carry(ctx, []byte(strings.Join(some, "\x00")), "--files-from=-", "--from0", "--delete-missing-args", "--", dir+"/", r.to); err != nil {
			return err
		}
	}
	return nil
}

// String names the place for people.
func (r *Rsync) String() string { return r.to }
