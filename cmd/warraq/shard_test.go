package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parted is a newsroom whose site is built in parts.
type parted struct {
	*tabbed
}

func (p *parted) run(args ...string) (code int, says string) {
	var talk bytes.Buffer
	code = run(context.Background(), append(args, "--source", p.root, "--now", stormNow, "--lang", "en"), strings.NewReader(""), io.Discard, &talk)
	return code, talk.String()
}

// whole is the site as one machine builds it.
func (p *parted) whole() map[string]string {
	p.Helper()
	out := filepath.Join(p.TempDir(), "whole")
	if code, says := p.run("build", "--cache", "none", "--output", out); code > exitProblems {
		p.Fatal(says)
	}
	return filesOf(p.T, out)
}

// parts builds all parts of n, and gives their names.
func (p *parted) parts(n int) (names []string) {
	p.Helper()
	out := filepath.Join(p.TempDir(), "site")
	for i := 1; i <= n; i++ {
		if code, says := p.run("build", "--cache", "none", "--output", out, "--shard", fmt.Sprintf("%d/%d", i, n)); code > exitProblems {
			p.Fatal(says)
		}
		names = append(names, fmt.Sprintf("%s.shard-%d-of-%d", out, i, n))
	}
	return names
}

// merged is the site that parts make.
func (p *parted) merged(names ...string) (map[string]string, string) {
	p.Helper()
	out := filepath.Join(p.TempDir(), "merged")
	code, says := p.run(append([]string{"merge", "--cache", "none", "--output", out}, names...)...)
	if code > exitProblems {
		return nil, says
	}
	return filesOf(p.T, out), says
}

// newParted writes a paper of two languages, with pictures, a component that fails, and what random numbers choose.
func newParted(t *testing.T, seed uint64) *parted {
	t.Helper()
	p := &parted{&tabbed{T: t, root: t.TempDir()}}
	r := rand.New(rand.NewPCG(seed, 0))
	p.save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/\neditions: {en: {title: Paper}}\nhosting: [netlify]\ncards: false\npages: {archive: false}\n")
	p.save("templates/components/fails.html", `{{(index (data "none") 0).x}}`)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewNRGBA(image.Rect(0, 0, 400, 300))); err != nil {
		t.Fatal(err)
	}
	for i := range 6 + r.IntN(4) {
		front := fmt.Sprintf("---\ntitle: خبر %d\ndate: 2026-11-%02d\ntags: [وسم%d, بحر]\n", i, 1+r.IntN(22), r.IntN(3))
		body := fmt.Sprintf("\n---\n\nكلمات الخبر %d.\n", i)
		switch r.IntN(4) {
		case 0:
			p.save(fmt.Sprintf("content/news/s%d/p.png", i), picture.String())
			p.save(fmt.Sprintf("content/news/s%d/index.md", i), front+"image: p.png\nimage_alt: صورة"+body)
			continue
		case 1:
			body += "\n{{< fails >}}\n"
		}
		p.save(fmt.Sprintf("content/%s/s%d.md", []string{"news", "sea", "en/news"}[r.IntN(3)], i), front+body)
	}
	p.save("content/en/news/last.md", "---\ntitle: Last\ndate: 2026-11-20\n---\n\nWords.\n")
	return p
}

// The parts of a site joined are the site of one machine, to the byte, and nothing is made a second time but what is
// wrong; so they are where a part is of other manuscripts.
func TestPartsAreTheWhole(t *testing.T) {
	for seed, n := range []int{2, 5} {
		p := newParted(t, uint64(seed))
		whole, parts := p.whole(), p.parts(n)
		got, says := p.merged(parts...)
		if !maps.Equal(got, whole) {
			t.Errorf("%d parts make another site: %v %s", n, different(got, whole), says)
		}
		if !strings.Contains(says, " 0 made") && !strings.Contains(says, "fails") {
			t.Errorf("pages of %d parts are made again: %s", n, says)
		}
		p.save("content/news/s0.md", "---\ntitle: غيّر بعدها\ndate: 2026-11-22\n---\n\nنص.\n")
		if got, says := p.merged(parts...); !maps.Equal(got, p.whole()) {
			t.Errorf("%d parts of older manuscripts make another site: %s", n, says)
		}
	}
}

// Parts joined into a pack are the pack of one machine, to the byte, though nothing is compressed again.
func TestPartsMakeAPack(t *testing.T) {
	p := newParted(t, 3)
	dir := t.TempDir()
	one, joined := filepath.Join(dir, "one.pack"), filepath.Join(dir, "joined.pack")
	if code, says := p.run("build", "--cache", "none", "--to", "pack", "--output", one); code > exitProblems {
		t.Fatal(says)
	}
	if code, says := p.run(append([]string{"merge", "--cache", "none", "--to", "pack", "--output", joined}, p.parts(2)...)...); code > exitProblems {
		t.Fatal(says)
	}
	files := filesOf(t, dir)
	if files["/one.pack"] == "" || files["/one.pack"] != files["/joined.pack"] {
		t.Error("parts make another pack")
	}
}

func different(a, b map[string]string) (names []string) {
	for name := range b {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	return names
}

// Parts that cannot be joined are told, and nothing is published; a damaged one is refused, or what is damaged is made.
func TestPartsThatDoNotFit(t *testing.T) {
	p := newParted(t, 7)
	whole, two, other := p.whole(), p.parts(2), p.parts(1)
	data, err := os.ReadFile(two[1])
	if err != nil {
		t.Fatal(err)
	}
	spoil := func(change func(data []byte) []byte) string {
		name := filepath.Join(t.TempDir(), "part")
		if err := os.WriteFile(name, change(bytes.Clone(data)), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	version := spoil(func(data []byte) []byte { // of the same length, which is not compressed
		at := bytes.Index(data, []byte(`"version":"`)) + len(`"version":"`)
		copy(data[at:], "0000")
		return data
	})
	for want, names := range map[string][]string{
		"part 2 of 2 is missing":    two[:1],
		"are both part 1":           {two[0], two[0]},
		"a part of 2":               {two[0], other[0]},
		"another version of warraq": {two[0], version},
		"is no pack":                {two[0], spoil(func(data []byte) []byte { return data[:len(data)-1] })},
		"no such file":              {two[0], filepath.Join(t.TempDir(), "none")},
	} {
		if got, says := p.merged(names...); got != nil || !strings.Contains(says, want) {
			t.Errorf("%v: %s", names, says)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		at := 64<<10 + r.IntN(len(data)-64<<10)
		bad := spoil(func(data []byte) []byte { data[at] ^= 1 << r.IntN(8); return data })
		if got, says := p.merged(two[0], bad); got != nil && !maps.Equal(got, whole) {
			t.Errorf("with a bit at %d of %d another site is made: %v %s", at, len(data), slices.Sorted(slices.Values(different(got, whole))), says)
		}
	}
	for _, bad := range []string{"0/2", "3/2", "x/2", "1", "1/100001", "-1/2"} {
		if code, says := p.run("build", "--shard", bad); code != exitMisuse || !strings.Contains(says, "2/5") {
			t.Errorf("--shard %s: %s", bad, says)
		}
	}
	if code, says := p.run("build", "--shard", "1/2", "--to", "zip"); code != exitMisuse || !strings.Contains(says, "leave --to") {
		t.Error(says)
	}
}
