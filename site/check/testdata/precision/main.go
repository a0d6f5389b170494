// Command precision runs every rule over real Arabic text, counts its hits and
// prints a sample of them, to be read: a hit is true where an editor would
// change the place. Its input is files of one JSON object a line with a title
// and a body (or segments), and folders of Markdown.
//
//	go run ./site/check/testdata/precision -rule tatweel -n 30 articles.jsonl folder
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/manuscript"
)

func main() {
	only := flag.String("rule", "", "print hits of this rule; without it a table of all")
	n := flag.Int("n", 30, "hits to print")
	seed := flag.Uint64("seed", 1, "of the sample")
	flag.IntVar(&width, "width", width, "bytes shown on either side of a hit")
	flag.Parse()
	var all []check.Manuscript
	for _, name := range flag.Args() {
		ms, err := load(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "precision:", err)
			os.Exit(1)
		}
		all = append(all, ms...)
	}
	hits := run(all, *only)
	if *only == "" {
		table(hits, len(all))
		return
	}
	sample(hits[*only], *n, *seed)
}

// noon is the present, for rules that have one.
var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// hit is a finding with the words round it.
type hit struct {
	check.Finding
	around string
}

func run(all []check.Manuscript, only string) map[string][]hit {
	config := &site.Config{Language: "ar", Digits: "latn", Checks: map[string]string{}}
	archive := check.NewArchive()
	for i := range check.Rules {
		id := check.Rules[i].ID
		config.Checks[id] = "warning"
		if only != "" && id != only {
			config.Checks[id] = "off"
		}
	}
	for _, m := range all {
		archive.Add(archive.SampleOf(m))
	}
	archive.Settle()
	c, _ := check.New(config, archive, noon)
	hits := map[string][]hit{}
	for _, m := range all {
		for _, f := range c.Check(m) {
			hits[f.Rule] = append(hits[f.Rule], hit{f, around(m.Source, f)})
		}
	}
	return hits
}

func table(hits map[string][]hit, files int) {
	for i := range check.Rules {
		id := check.Rules[i].ID
		in := map[string]bool{}
		for _, h := range hits[id] {
			in[h.Path] = true
		}
		fmt.Printf("%-20s %7d hits %8.1f per 1,000 texts, in %d\n", id, len(hits[id]), float64(len(hits[id]))*1000/float64(files), len(in))
	}
}

func sample(hits []hit, n int, seed uint64) {
	r := rand.New(rand.NewPCG(seed, seed))
	r.Shuffle(len(hits), func(i, j int) { hits[i], hits[j] = hits[j], hits[i] })
	for i, h := range hits[:min(n, len(hits))] {
		fmt.Printf("%d. %s:%d:%d %s\n   %s\n", i+1, h.Path, h.Line, h.Col, h.Message.En, h.around)
	}
}

// width is how many bytes are shown on either side of a hit.
var width = 90

// around shows a finding in its words: >>here<<.
func around(src []byte, f check.Finding) string {
	from, to := max(0, f.From-width), min(len(src), f.To+width)
	s := string(src[from:f.From]) + ">>" + string(src[f.From:f.To]) + "<<" + string(src[f.To:to])
	if f.Fix != nil {
		s += "  [" + f.Fix.Text + "]"
	}
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\n", " / "), "")
}

func load(name string) ([]check.Manuscript, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return folder(name)
	}
	return lines(name)
}

// lines reads texts that are objects of JSON.
func lines(name string) (out []check.Manuscript, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var text struct {
			ID          any
			Title, Body string
			Segments    []string
		}
		if err := json.Unmarshal(s.Bytes(), &text); err != nil {
			return nil, err
		}
		if text.Body == "" {
			text.Body = strings.Join(text.Segments, "\n\n")
		}
		src := []byte(text.Title + "\n\n" + text.Body)
		out = append(out, check.Manuscript{Path: fmt.Sprintf("%s/%v", filepath.Base(filepath.Dir(name)), text.ID), Source: src, Article: &site.Article{Static: true, Extras: new(site.Extras)}})
	}
	return out, s.Err()
}

func folder(dir string) (out []check.Manuscript, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil || !isArabic(string(src)) {
			return err
		}
		m := check.Manuscript{Path: path, Source: src, Body: manuscript.BodyStart(src)}
		m.Article, _ = manuscript.Parse(filepath.Base(path), src, manuscript.Options{})
		out = append(out, m)
		return nil
	})
	return out, err
}

// isArabic tells the files of a bilingual tree that are in Arabic.
func isArabic(s string) bool {
	n := 0
	for _, r := range s {
		if 0x0600 <= r && r <= 0x06ff {
			n++
		}
	}
	return n > len([]rune(s))/5
}
