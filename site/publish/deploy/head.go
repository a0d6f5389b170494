package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"time"

	"warraq/site"
)

// own begins the keys of what is Warraq's at a place.
const own = site.OwnPrefix + "deploy/"

const headKey = own + "head.json"

// format is the number of what a place holds; see the package comment. A head that says what was
// sent ahead has another one: who does not know of that would take wrong bytes for right ones.
const format, formatAhead = 1, 2

// Head is head.json: what a place says of itself.
type Head struct {
	Warraq int `json:"warraq"`
	Stand
	Waiting int            `json:"waiting"`           // files that left the site, and are deleted by the next deploy
	History []Stand        `json:"history,omitempty"` // the editions before whose bytes are kept, newest first
	Purged  map[string]int `json:"purged,omitempty"`  // hashes of paths whose kept bytes were deleted, and with which edition: Rollback leaves them out
	Lock    *Lock          `json:"lock,omitempty"`    // who deploys now
}

// Stand is an edition as it stood.
type Stand struct {
	Edition int       `json:"edition"` // 0: none yet
	List    string    `json:"list,omitempty"`
	Site    string    `json:"site,omitempty"` // the hash of what readers have
	Files   int       `json:"files"`
	Bytes   int64     `json:"bytes"`
	At      time.Time `json:"at,omitzero"`
	Kept    string    `json:"kept,omitempty"` // the list of what its deploy overwrote or deleted
}

// Lock says who deploys. Where all may read the place, all may read this: it goes with the
// deploy.
type Lock struct {
	By      string    `json:"by"`
	Machine string    `json:"machine,omitempty"` // where its process would be known to have ended
	Run     string    `json:"run"`               // tells this deploy from all others
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until"`
	Lists   []string  `json:"lists"`           // what the place is being brought to; more than one after a deploy that was cut
	Kept    []string  `json:"kept,omitempty"`  // the lists of what is overwritten
	Sent    int       `json:"sent"`            // so many objects of the plan stand, in its order; of the first list alone
	Ahead   []string  `json:"ahead,omitempty"` // files that were sent ahead, as lines of a list: they stand so, or as the edition has them
	Keeps   bool      `json:"keeps,omitempty"` // and what they overwrite is kept before
}

// Ask asks a place for anything at all: then it knows the time, if it is a Clock.
func Ask(ctx context.Context, place Place) error {
	_, _, err := place.Read(ctx, headKey)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// heads reads and writes the head.
type heads struct {
	place Place
	head  Head
	tag   string                   // "": there is none
	known func(name string) []byte // as Options.Known
	lists map[string]*list         // of a session
}

// read reads the head as it is now.
func (h *heads) read(ctx context.Context) error {
	data, tag, err := h.place.Read(ctx, headKey)
	if errors.Is(err, fs.ErrNotExist) {
		h.head, h.tag = Head{Warraq: format}, ""
		return nil
	}
	if err != nil {
		return err
	}
	var head Head
	if err := json.Unmarshal(data, &head); err != nil || head.Edition < 0 {
		return site.Failure("تلف %s في الوجهة؛ احذفه منها ثم انشر مع --overwrite: يُرسل كل شيء، ولا يُحذف ما كان زائدًا", "%s at the target is damaged; delete it there, and deploy with --overwrite: everything is sent, and nothing that is left over is deleted", headKey)
	}
	if head.Warraq != format && head.Warraq != formatAhead {
		return site.Failure("كتب %s في الوجهة إصدار آخر من ورّاق (%d)؛ حدّث هذا الإصدار", "another version of warraq wrote %s at the target (%d); update this one", headKey, head.Warraq)
	}
	h.head, h.tag = head, tag
	return nil
}

// write replaces the head, if it still is what was read. An answer that was lost looks
// like the write of another: then the head is read, and it may be ours, or of our own run.
func (h *heads) write(ctx context.Context, next Head) error {
	if next.Warraq = format; next.Lock != nil && len(next.Lock.Ahead) > 0 {
		next.Warraq = formatAhead
	}
	data, err := json.MarshalIndent(next, "", " ")
	if err != nil {
		return err
	}
	data = append(data, '\n')
	tag, err := h.place.Swap(ctx, headKey, data, h.tag)
	if errors.Is(err, ErrChanged) {
		there, other, readErr := h.place.Read(ctx, headKey)
		var head Head
		switch {
		case readErr != nil:
			return readErr
		case bytes.Equal(there, data):
			tag, err = other, nil
		case h.head.Lock != nil && json.Unmarshal(there, &head) == nil && head.Lock != nil && head.Lock.Run == h.head.Lock.Run:
			tag, err = h.place.Swap(ctx, headKey, data, other)
		}
	}
	if err != nil {
		return err
	}
	h.head, h.tag = next, tag
	return nil
}

// list reads a list that the head names.
func (h *heads) list(ctx context.Context, hash Hash, name string) (*list, error) {
	if name == "" {
		return &list{}, nil
	}
	if !strings.HasPrefix(name, "editions/") && !strings.HasPrefix(name, "kept/") || site.CheckPath(name) != nil {
		return nil, errList
	}
	if l := h.lists[name]; l != nil {
		return l, nil
	}
	if h.known != nil {
		if l, err := parseList(hash, name, h.known(name)); err == nil {
			return l, nil
		}
	}
	var l *list
	err := patient(ctx, func() error {
		data, _, err := h.place.Read(ctx, own+name)
		if err == nil {
			if l, err = parseList(hash, name, data); err != nil {
				err = stale{err}
			}
		}
		return err
	})
	if err == nil {
		return l, nil
	}
	return nil, site.Failure("لا تُقرأ %s في الوجهة: %v", "cannot read %s at the target: %v", own+name, err)
}

// stale is the error that what was read is not what was written.
type stale struct{ error }

func (s stale) Words() site.Words { return site.Reason(s.error) }

func isStale(err error) bool {
	_, ok := errors.AsType[stale](err)
	return ok
}

// patient tries again what a place may do better in a moment that answered with an older
// state: it lacks what was written, or has other bytes.
func patient(ctx context.Context, do func() error) error {
	for tries := 1; ; tries++ {
		err := do()
		if err == nil || tries == mostTries || !errors.Is(err, fs.ErrNotExist) && !isStale(err) {
			return err
		}
		select {
		case <-time.After(time.Duration(tries) * 200 * time.Millisecond):
		case <-ctx.Done():
			return err
		}
	}
}
