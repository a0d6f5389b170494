package places

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
)

// early is a file that was sent ahead of its edition.
type early struct {
	deploy.File
	data []byte
	at   time.Time
}

// Ask says how the next deploy is asked for, where a target is used again.
func (t *Target) Ask(a *Asked) { t.asked = a }

// Ahead sends files of an edition that is still being made (deploy.Ahead), and tells caches. It
// gives how many were sent, and deploy.ErrAhead as that does. Of the options it wants Hash and Now.
func (t *Target) Ahead(ctx context.Context, files []site.File, o deploy.Options) (int, error) {
	if t.Session == nil {
		return 0, deploy.ErrAhead
	}
	data := map[string][]byte{}
	for _, f := range files {
		data[f.Path] = f.Data
		o.Files = append(o.Files, deploy.File{Path: f.Path, Sum: o.Hash(f.Data), Size: int64(len(f.Data))})
	}
	o.Open = func(path string) ([]byte, error) { return data[path], nil }
	o.Session, o.Encoding, o.History, o.By, o.Known = t.Session, t.Encode, t.History, deploy.Self(), t.knownList
	o.Type, o.Base = t.typeOf, t.keysBelow()
	release, machine, err := t.alone(o.Hash)
	if err != nil {
		return 0, err
	}
	defer release()
	o.Machine = machine
	at := time.Now()
	sent, err := deploy.Ahead(ctx, t.Place, o)
	if err != nil || len(sent) == 0 {
		return 0, err
	}
	var told Report
	t.mu.Lock()
	for _, f := range sent {
		t.early = append(t.early, early{f, data[f.Path], at})
	}
	t.mu.Unlock()
	for _, f := range sent {
		told.Changed = append(told.Changed, f.Path)
	}
	return len(sent), t.purge(ctx, &told)
}

// alone is deploy.Alone, of which the deploys of one process are one.
func (t *Target) alone(hash deploy.Hash) (release func(), machine string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.users == 0 {
		if t.release, t.machine, err = deploy.Alone(t.dir, fmt.Sprint(t.Place), hash); err != nil {
			return nil, "", err
		}
	}
	t.users++
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.users--; t.users == 0 {
			t.release()
		}
	}, t.machine, nil
}

// overlay puts what was sent ahead since a build began in the place of what it made: that is older.
func (t *Target) overlay(o *deploy.Options) {
	open := o.Open
	newer := map[string][]byte{}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range t.early {
		if !e.at.After(t.asked.Began) {
			continue
		}
		newer[e.Path] = e.data
		i, ok := slices.BinarySearchFunc(o.Files, e.Path, func(f deploy.File, path string) int { return strings.Compare(f.Path, path) })
		if ok {
			o.Files[i] = e.File
		} else {
			o.Files = slices.Insert(o.Files, i, e.File)
		}
	}
	o.Open = func(path string) ([]byte, error) {
		if data, ok := newer[path]; ok {
			return data, nil
		}
		return open(path)
	}
}

// caughtUp gives the paths that went ahead of an edition that stands now.
func (t *Target) caughtUp() (paths []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range t.early {
		paths = append(paths, e.Path)
	}
	t.early = slices.DeleteFunc(t.early, func(e early) bool { return !e.at.After(t.asked.Began) })
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Now asks a target for the time of day. hasClock is false where it has none.
func (t *Target) Now(ctx context.Context) (now time.Time, hasClock bool, err error) {
	clock, hasClock := t.Place.(deploy.Clock)
	if !hasClock {
		return now, false, nil
	}
	const patience = 10 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err = deploy.Ask(ctx, t.Place); err == nil {
		now = clock.Now()
	}
	return now, true, err
}
