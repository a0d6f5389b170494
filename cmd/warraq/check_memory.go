package main

import (
	"context"
	"os"
	"path/filepath"

	"warraq/site/build"
	"warraq/site/cache"
	"warraq/site/check"
)

// memory is what the last check kept of the archive's words, so that a check of
// a few stories reads no others. It is made of files by their stamps, with the
// guard that the build's records have.
type memory struct {
	Version cache.Sum
	Began   int64 // when the check that kept it began
	Stamps  []cache.Stamp
	Archive check.Memory

	drift []string // the manuscripts that are no longer as it remembers, and new ones
	stale map[string]bool
}

func (r *review) memoryFile() string { return filepath.Join(r.source, ".warraq", "words") }

// mostDrift is the share of manuscripts that may differ from the memory before
// a new one is made: one in so many.
const mostDrift = 50

// recall reads the memory, for a check of a part of the manuscripts; nil where
// there is none, or none of use.
func (r *review) recall(chosen []string) *memory {
	if len(chosen) == len(r.survey.Paths) {
		return nil
	}
	data, err := os.ReadFile(r.memoryFile())
	if err != nil {
		return nil
	}
	var m memory
	if err := cache.UnmarshalInPlace(data, &m); err != nil || m.Version != toolVersion() || len(m.Stamps) != len(m.Archive.Files) {
		return nil
	}
	m.stale = make(map[string]bool, len(chosen))
	for _, p := range chosen {
		m.stale[p] = true // they are read themselves
	}
	known := make(map[string]bool, len(m.Archive.Files))
	for i, f := range m.Archive.Files {
		known[f.Path] = true
		if m.stale[f.Path] {
			continue
		}
		if now := r.survey.Stamp(f.Path); now != m.Stamps[i] || cache.Racy(now, m.Began) {
			m.stale[f.Path] = true
			if now != (cache.Stamp{}) {
				m.drift = append(m.drift, f.Path)
			}
		}
	}
	for _, p := range r.survey.Paths {
		if !known[p] && !m.stale[p] {
			m.drift = append(m.drift, p)
		}
	}
	if len(m.drift)*mostDrift > len(r.survey.Paths)+mostDrift {
		return nil
	}
	return &m
}

// learn tells the archive of the manuscripts that are not checked: from memory
// where there is one, else by reading them all, and keeping what they say.
func (r *review) learn(ctx context.Context, chosen []string, m *memory) error {
	if m != nil {
		r.archive.Narrow()
		if r.archive.Recall(&m.Archive, func(path string) bool { return m.stale[path] }) {
			return build.Leaf(ctx, r.survey, m.drift, r.sample, r.archive.Add)
		}
	}
	if err := build.Leaf(ctx, r.survey, without(r.survey.Paths, chosen), r.sample, r.archive.Add); err != nil {
		return err
	}
	r.keep()
	return nil
}

// keep writes the memory down. That it cannot be written costs time and
// nothing else.
func (r *review) keep() {
	kept := r.archive.Memory()
	if kept == nil {
		return
	}
	m := memory{Version: toolVersion(), Began: r.began.UnixNano(), Archive: *kept, Stamps: make([]cache.Stamp, len(kept.Files))}
	for i, f := range kept.Files {
		m.Stamps[i] = r.survey.Stamp(f.Path)
	}
	file := r.memoryFile()
	if os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	if os.WriteFile(file+".tmp", cache.Marshal(&m), 0o644) == nil {
		_ = os.Rename(file+".tmp", file)
	}
}
