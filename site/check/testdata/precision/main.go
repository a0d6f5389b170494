// Command precision runs every rule over real Arabic text, counts its hits and
// prints a sample of them, to be read by an editor: a hit is true where an editor
// would change the place. Its input is files of one JSON object a line with a
// title and a body (or segments), and folders of Markdown.
//
//	go run ./site/check/testdata/precision -rule tatweel -n 30 articles.jsonl folder
//	go run ./site/check/testdata/precision -table site/check/testdata/precision/table.tsv articles.jsonl folder
//
// With -table it writes the hits into a table that also holds what editors said
// of the samples they read. Those columns it leaves as they are.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/edition"
	"warraq/site/manuscript"
	"warraq/site/review"
	"warraq/site/settings"
)

func main() {
	only := flag.String("rule", "", "print hits of this rule; without it a table of all")
	n := flag.Int("n", 30, "hits to print")
	seed := flag.Uint64("seed", 1, "of the sample")
	file := flag.String("table", "", "write the hits into this table")
	flag.Parse()
	if err := run(*only, *n, *seed, *file, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "precision:", err)
		os.Exit(1)
	}
}

func run(only string, n int, seed uint64, file string, names []string) error {
	texts := texts{}
	for _, name := range names {
		if err := texts.load(name); err != nil {
			return err
		}
	}
	report, err := (&review.Run{Content: texts.folder(only), Quote: true}).Check(context.Background(), texts.paths())
	if err != nil {
		return err
	}
	hits := map[string][]review.Remark{}
	for _, r := range report.Problems {
		hits[r.Rule] = append(hits[r.Rule], r)
	}
	switch {
	case only != "":
		sample(hits[only], n, seed)
		return nil
	case file != "":
		return writeTable(file, hits)
	}
	for i := range check.Rules {
		id := check.Rules[i].ID
		fmt.Printf("%-20s %7d hits %8.1f per 1,000 texts\n", id, len(hits[id]), float64(len(hits[id]))*1000/float64(len(texts)))
	}
	return nil
}

// writeTable writes hits into the second column of a table: rule, hits, true,
// read, a note.
func writeTable(file string, hits map[string][]review.Remark) error {
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	judged := map[string][]string{}
	for line := range strings.Lines(string(old)) {
		fields := strings.SplitN(strings.TrimRight(line, "\n"), "\t", 3)
		judged[fields[0]] = fields
	}
	var b strings.Builder
	b.WriteString("rule\thits\ttrue\tread\tnote\n")
	for i := range check.Rules {
		id := check.Rules[i].ID
		rest := "–\t–\t"
		if old := judged[id]; len(old) == 3 {
			rest = old[2]
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\n", id, strconv.Itoa(len(hits[id])), rest)
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

func sample(hits []review.Remark, n int, seed uint64) {
	r := rand.New(rand.NewPCG(seed, seed))
	r.Shuffle(len(hits), func(i, j int) { hits[i], hits[j] = hits[j], hits[i] })
	for i, h := range hits[:min(n, len(hits))] {
		q, fix := h.Quote, ""
		if h.Fix != nil {
			fix = "  [" + h.Fix.Text + "]"
		}
		fmt.Printf("%d. %s %s\n   %s>>%s<<%s%s\n", i+1, h.Place(), h.Message.En, q.Text[:q.From], q.Text[q.From:q.To], q.Text[q.To:], fix)
	}
}

// texts are manuscripts by path. What has no front matter is a static page: the
// rules of stories say nothing of it.
type texts map[string][]byte

func (t texts) paths() []string { return slices.Sorted(maps.Keys(t)) }

func (t texts) folder(only string) *review.Content {
	config := settings.DefaultConfig()
	config.Zone, config.Checks = time.UTC, map[string]string{}
	for i := range check.Rules {
		id := check.Rules[i].ID
		config.Checks[id] = "warning"
		if only != "" && id != only || strings.HasPrefix(id, "dead-") { // what links lead to is not here
			config.Checks[id] = "off"
		}
	}
	return &review.Content{
		Config: config, Paths: t.paths(), Clock: site.Clock{Now: time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)},
		Read: func(path string) ([]byte, []site.Problem) { return t[path], nil },
		Each: func(_ context.Context, n int, do func(int) error) (err error) {
			for i := range n {
				err = errors.Join(err, do(i))
			}
			return err
		},
		Resolve: func(_ context.Context, _ []*site.Article, all site.Manuscripts) *site.Resolver {
			files := &site.Attachments{Config: config}
			e, _ := edition.New(edition.Sources{Config: config, Manuscripts: all, Files: files, Together: func(tasks ...func()) {
				for _, do := range tasks {
					do()
				}
			}})
			return site.NewResolver(e, files, nil)
		},
	}
}

func (t texts) add(title, text string) {
	dir := "news"
	if manuscript.Read("news/x.md", []byte(text), manuscript.Options{Spans: true}).Start == 0 {
		quoted, _ := json.Marshal(title)
		dir, text = "pages", fmt.Sprintf("---\ntitle: %s\n---\n%s", quoted, text)
	}
	t[fmt.Sprintf("%s/%07d.md", dir, len(t))] = []byte(text)
}

func (t texts) load(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return t.loadFolder(name)
	}
	return t.loadLines(name)
}

// loadLines reads texts that are objects of JSON.
func (t texts) loadLines(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var text struct {
			Title, Body string
			Segments    []string
		}
		if err := json.Unmarshal(s.Bytes(), &text); err != nil {
			return err
		}
		if text.Body == "" {
			text.Body = strings.Join(text.Segments, "\n\n")
		}
		t.add(text.Title, text.Body)
	}
	return s.Err()
}

func (t texts) loadFolder(dir string) error {
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		src, err := os.ReadFile(name)
		if err == nil && isArabic(string(src)) {
			t.add(filepath.Base(name), string(src))
		}
		return err
	})
}

// isArabic says that a file of a bilingual tree is in Arabic.
func isArabic(s string) bool {
	n := 0
	for _, r := range s {
		if 0x0600 <= r && r <= 0x06ff {
			n++
		}
	}
	return n > len([]rune(s))/5
}
