// Command corpus writes N made-up Arabic news stories as one content tree that
// Warraq and Hugo both read. The same -seed gives the same bytes, and story i
// does not depend on -n: a bigger corpus holds the smaller one.
package main

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

const (
	tagCount    = 400
	authorCount = 60
)

var (
	zone   = time.FixedZone("", 3*60*60)
	newest = time.Date(2026, time.October, 31, 21, 0, 0, 0, zone)
)

func main() {
	n := flag.Int("n", 1000, "stories")
	seed := flag.Uint64("seed", 1, "seed")
	out := flag.String("out", "", "folder to write content/ into")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := write(filepath.Join(*out, "content"), *seed, *n); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func write(root string, seed uint64, n int) error {
	for _, s := range sections {
		if err := save(filepath.Join(root, s.folder, "_index.md"), "---\ntitle: "+s.title+"\n---\n"); err != nil {
			return err
		}
	}
	w := newNewsroom()
	bytes, words := 0, 0
	for i := range n {
		s := w.story(seed, i)
		text := s.manuscript()
		name := filepath.Join(root, s.section.folder, s.date.Format("2006/01"), s.slug+".md")
		if err := save(name, text); err != nil {
			return err
		}
		bytes, words = bytes+len(text), words+len(strings.Fields(s.body))
	}
	fmt.Printf("%d stories, %d bytes, %d words a story\n", n, bytes, words/max(n, 1))
	return nil
}

func save(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}

// story is what one manuscript holds.
type story struct {
	section                 section
	slug, title, summary    string
	date, modified          time.Time
	tags, authors, agencies []string
	picture                 string
	caption, credit         string
	body                    string
}

func (s *story) manuscript() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\nlastmod: %s\n", s.title, s.date.Format(time.RFC3339), s.modified.Format(time.RFC3339))
	for _, l := range []struct {
		key   string
		names []string
	}{{"tags", s.tags}, {"authors", s.authors}, {"agencies", s.agencies}} {
		fmt.Fprintf(&b, "%s: [\"%s\"]\n", l.key, strings.Join(l.names, `", "`))
	}
	fmt.Fprintf(&b, "summary: %q\nimage:\n  src: %s\n  caption: %q\n  credit: %q\n---\n\n%s", s.summary, s.picture, s.caption, s.credit, s.body)
	return b.String()
}

// newsroom holds the names that stories share, with how often each is taken.
type newsroom struct {
	tags, authors       []string
	tagRank, authorRank zipf
	sectionRank         zipf
}

func newNewsroom() *newsroom {
	w := &newsroom{tagRank: newZipf(tagCount, 1), authorRank: newZipf(authorCount, 0.6), sectionRank: newZipf(len(sections), 0.7)}
	for i := range tagCount { // a step that shares no factor with either list meets every pair once
		w.tags = append(w.tags, facets[i%len(facets)]+" "+subjects[(i/len(facets)+i)%len(subjects)])
	}
	for i := range authorCount {
		w.authors = append(w.authors, given[i%len(given)]+" "+family[(i/len(given)+i)%len(family)])
	}
	return w
}

func (w *newsroom) story(seed uint64, i int) *story {
	r := &chance{rand.New(rand.NewPCG(seed, uint64(i)))}
	s := &story{section: sections[w.sectionRank.pick(r)]}
	s.slug = fmt.Sprintf("%s-%s-%d", slugWords[r.IntN(len(slugWords))], slugWords[r.IntN(len(slugWords))], i)
	s.date = newest.Add(-time.Duration(r.IntN(6*365*24*60)) * time.Minute)
	s.modified = s.date.Add(time.Duration(r.IntN(48*60)) * time.Minute)
	s.title = r.headline()
	s.summary = r.sentence()
	s.tags = several(r, 3+r.IntN(3), w.tags, w.tagRank)
	s.authors = several(r, 1+r.IntN(8)/7, w.authors, w.authorRank)
	s.agencies = []string{r.one(agencies)}
	s.picture = fmt.Sprintf("https://pictures.example.net/%d/%d.jpg", s.date.Year(), r.IntN(100000))
	s.caption = r.one(scenes) + " في " + r.one(places)
	s.credit = r.one(agencies)
	s.body = r.body(s)
	return s
}

// zipf picks low ranks far more often than high ones, as words and tags fall in real papers.
type zipf []float64

func newZipf(n int, s float64) zipf {
	z, sum := make(zipf, n), 0.0
	for i := range z {
		sum += 1 / math.Pow(float64(i)+2, s)
		z[i] = sum
	}
	return z
}

func (z zipf) pick(r *chance) int { return sort.SearchFloat64s(z, r.Float64()*z[len(z)-1]) }

// several gives n different names.
func several(r *chance, n int, names []string, rank zipf) []string {
	var out []string
	taken := map[int]bool{}
	for len(out) < n {
		if i := rank.pick(r); !taken[i] {
			taken[i] = true
			out = append(out, names[i])
		}
	}
	return out
}
