// Command plain makes the site of the corpus in the plainest way that has every part:
// real parsers of YAML and Markdown, pages written by Go code, cards made once and
// copied, on all cores. It has no templates, no configuration, no cache, and checks
// nothing: a bound for what a generator can do, not a generator.
//
//	plain CONTENT OUTPUT
package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"go.yaml.in/yaml/v4"
)

// story is what the front matter says, and what other pages show of it.
type story struct {
	Title, Summary          string
	Date, Lastmod           time.Time
	Tags, Authors, Agencies []string
	Image                   struct{ Src, Caption, Credit string }

	file, url string
	section   *list
	tags      []*list
	authors   []*list
	card      []byte // in lists
	line      []byte // among related
}

// list is a section, a tag or an author.
type list struct {
	title, url string
	stories    []*story
}

// paper is all that pages are made of.
type paper struct {
	out      string
	stories  []*story
	sections []*list
	tags     []*list
	authors  []*list
	header   string
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: plain CONTENT OUTPUT")
		os.Exit(2)
	}
	p := &paper{out: os.Args[2]}
	err := p.read(os.Args[1])
	if err == nil {
		err = p.write()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "plain:", err)
		os.Exit(1)
	}
}

// read reads the front matter of every story and groups them.
func (p *paper) read(content string) error {
	sections := map[string]*list{}
	err := filepath.WalkDir(content, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		rel, err := filepath.Rel(content, name)
		if err != nil {
			return err
		}
		folder, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		if d.Name() == "_index.md" {
			text, err := os.ReadFile(name)
			title, _, _ := strings.Cut(strings.TrimPrefix(string(text), "---\ntitle: "), "\n")
			sections[folder] = &list{title: title, url: "/" + folder + "/"}
			p.sections = append(p.sections, sections[folder])
			return err
		}
		p.stories = append(p.stories, &story{file: name, url: "/" + strings.TrimSuffix(filepath.ToSlash(rel), ".md") + "/"})
		return nil
	})
	if err != nil {
		return err
	}
	err = each(len(p.stories), func(i int, _ *worker) error {
		s := p.stories[i]
		head, _, err := split(s.file)
		if err == nil {
			err = yaml.Unmarshal(head, s)
		}
		s.card, s.line = card(s), line(s)
		return err
	})
	slices.SortFunc(p.stories, func(a, b *story) int { return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.url, b.url)) })
	tags, authors := map[string]*list{}, map[string]*list{}
	for _, s := range p.stories {
		folder, _, _ := strings.Cut(s.url[1:], "/")
		s.section = sections[folder]
		s.section.stories = append(s.section.stories, s)
		s.tags = enter(s, s.Tags, tags, "/tags/")
		s.authors = enter(s, s.Authors, authors, "/authors/")
	}
	p.tags, p.authors = byNumber(tags), byNumber(authors)
	return err
}

func enter(s *story, names []string, into map[string]*list, root string) (out []*list) {
	for _, name := range names {
		l := into[name]
		if l == nil {
			l = &list{title: name, url: root + strings.ReplaceAll(name, " ", "-") + "/"}
			into[name] = l
		}
		if n := len(l.stories); n == 0 || l.stories[n-1] != s {
			l.stories = append(l.stories, s)
			out = append(out, l)
		}
	}
	return out
}

func byNumber(lists map[string]*list) (out []*list) {
	for _, l := range lists {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *list) int {
		return cmp.Or(cmp.Compare(len(b.stories), len(a.stories)), cmp.Compare(a.title, b.title))
	})
	return out
}

// split gives the front matter of a file and its body.
func split(file string) (head, body []byte, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	head, body, ok := bytes.Cut(text[len("---\n"):], []byte("\n---\n"))
	if !ok {
		return nil, nil, fmt.Errorf("%s has no front matter", file)
	}
	return head, body, nil
}

// worker is what a goroutine uses again and again.
type worker struct {
	out      page
	markdown goldmark.Markdown
}

// each calls do for 0 to n-1 on all cores.
func each(n int, do func(i int, w *worker) error) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			w := &worker{markdown: goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithUnsafe()))}
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i, w); err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
			}
		})
	}
	wg.Wait()
	return failed
}

// write makes the site.
func (p *paper) write() error {
	p.header = header(p)
	lists := slices.Concat(p.sections, p.tags, p.authors)
	err := each(len(p.stories), func(i int, w *worker) error {
		_, body, err := split(p.stories[i].file)
		if err == nil {
			err = p.story(w, p.stories[i], body)
		}
		return err
	})
	if err == nil {
		err = each(len(lists), func(i int, w *worker) error { return p.list(w, lists[i]) })
	}
	if err == nil {
		err = p.rest(&worker{})
	}
	return err
}

// save writes a file of the site.
func (p *paper) save(url string, data []byte) error {
	name := filepath.Join(p.out, filepath.FromSlash(url))
	if strings.HasSuffix(url, "/") {
		name = filepath.Join(name, "index.html")
	}
	err := os.WriteFile(name, data, 0o666)
	if os.IsNotExist(err) {
		if err = os.MkdirAll(filepath.Dir(name), 0o777); err == nil {
			err = os.WriteFile(name, data, 0o666)
		}
	}
	return err
}

// related are the newest stories of the story's tags in their order, then of its
// section: five in all.
func related(s *story) (out []*story) {
	for _, l := range append(slices.Clone(s.tags), s.section) {
		for _, other := range l.stories[:min(6, len(l.stories))] {
			if len(out) < 5 && other != s && !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	return out
}

func pages(l *list) int { return max(1, (len(l.stories)+perPage-1)/perPage) }

func pageURL(l *list, n int) string {
	if n == 1 {
		return l.url
	}
	return l.url + "page/" + strconv.Itoa(n) + "/"
}
