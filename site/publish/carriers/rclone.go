package carriers

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"warraq/site/publish/deploy"
)

// Rclone is whatever the program rclone knows, by a remote of its own settings.
type Rclone struct {
	rclone program
	to     string
	Tries  deploy.Tries
	Settle time.Duration // how long a lock is looked at before it is believed
}

// OpenRclone takes a place as rclone writes it, such as "remote:paper". The site lies below
// a prefix.
func OpenRclone(to, prefix string) *Rclone {
	if to = strings.TrimSuffix(to, "/"); prefix != "" {
		if !strings.HasSuffix(to, ":") {
			to += "/"
		}
		to += strings.TrimSuffix(prefix, "/")
	}
	return &Rclone{rclone: program{name: "rclone"}, to: to, Tries: deploy.Tries{Most: 3}, Settle: Settle}
}

func (r *Rclone) below(key string) string {
	if strings.HasSuffix(r.to, ":") {
		return r.to + key
	}
	return r.to + "/" + key
}

// The statuses of rclone.
const (
	noDirectory = 3
	noFile      = 4
	temporary   = 5
)

func (r *Rclone) carry(ctx context.Context, args ...string) error {
	return r.Tries.Again(ctx, func() error {
		a, err := r.rclone.run(ctx, nil, append([]string{"--retries", "2", "--log-level", "ERROR"}, args...)...)
		switch {
		case err != nil || a.code == 0:
			return err
		case a.code == noDirectory || a.code == noFile || strings.Contains(a.said, "object not found"):
			return fs.ErrNotExist
		}
		return r.rclone.told(a, a.code == temporary)
	})
}

// Read fetches a file.
func (r *Rclone) Read(ctx context.Context, key string) ([]byte, string, error) {
	return fetched("file", func(dir string) error {
		return r.carry(ctx, "copyto", r.below(key), filepath.Join(dir, "file"))
	})
}

// Swap writes a file that still is what was read.
func (r *Rclone) Swap(ctx context.Context, key string, data []byte, was string) (string, error) {
	return swap(ctx, r, key, data, was, r.Settle)
}

// Send carries files by a list, those of the same headers together.
func (r *Rclone) Send(ctx context.Context, objects []deploy.Object, done func(i int)) error {
	return batches(objects, func(first int, some []deploy.Object) error {
		s, clear, err := stage(some)
		if err != nil {
			return err
		}
		defer clear()
		by := map[deploy.Headers][]string{}
		for _, o := range some {
			by[o.Headers] = append(by[o.Headers], o.Key)
		}
		for headers, keys := range by {
			if err := r.listed(keys, func(list string) error {
				return r.carry(ctx, "copy", "--no-traverse", "--ignore-times", "--files-from-raw", list,
					"--header-upload", "Content-Type: "+headers.Type, "--header-upload", "Cache-Control: "+headers.Cache, s.dir, r.to)
			}); err != nil {
				return err
			}
		}
		for i := range some {
			done(first + i)
		}
		return nil
	})
}

// listed writes a list of keys for a run.
func (r *Rclone) listed(keys []string, run func(list string) error) error {
	f, err := os.CreateTemp("", "warraq-deploy-")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(strings.Join(keys, "\n") + "\n")
	if end := f.Close(); err == nil {
		err = end
	}
	if err != nil {
		return err
	}
	return run(f.Name())
}

// Remove deletes by a list.
func (r *Rclone) Remove(ctx context.Context, keys []string) error {
	for some := range slices.Chunk(keys, 2000) {
		if err := r.listed(some, func(list string) error {
			err := r.carry(ctx, "delete", "--files-from-raw", list, r.to)
			if isMissing(err) {
				err = nil
			}
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// String names the place for people.
func (r *Rclone) String() string { return r.to }
