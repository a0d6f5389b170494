// Command compare checks that sites of the same stories show the same, so that the
// times of their making may be compared.
//
//	compare REFERENCE SITE...
//
// Each story of REFERENCE must be in each SITE with the same fields (headline, summary,
// picture, the moments of publishing and of the last change, section, tags, authors, by
// OpenGraph and JSON-LD), the same words beside its pictures, related stories (each site
// chooses which; one story in a thousand may have none), and the same other links. Each list (section, tag, author) must begin with the same stories in
// their order, and lead to the same stories on all of its pages: how they are cut into
// pages is a generator's own. The front page must link every section. A SITE that begins
// with a plus, +FOLDER, may have more: more pages, and more links on each.
//
// A story is known by the last part of its address, which the corpus gives: the month
// before it is that of the site's zone.
package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// mostTold is how many differences of a site are printed.
const mostTold = 8

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: compare REFERENCE SITE...")
		os.Exit(2)
	}
	reference, err := list(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
	bad := false
	for _, name := range os.Args[2:] {
		folder, more := strings.CutPrefix(name, "+")
		differences, err := compare(os.Args[1], reference, folder, more)
		if err != nil {
			fmt.Fprintln(os.Stderr, "compare:", err)
			os.Exit(1)
		}
		bad = bad || len(differences) > 0
		fmt.Printf("%s beside %s: %d stories and %d lists, %d differences\n",
			filepath.Base(folder), filepath.Base(os.Args[1]), len(reference.stories), len(reference.lists), len(differences))
		for _, d := range differences[:min(mostTold, len(differences))] {
			fmt.Println("  ", d)
		}
	}
	if bad {
		os.Exit(1)
	}
}

// compare gives what is different in a site.
func compare(name string, reference site, folder string, more bool) (out []string, err error) {
	other, err := list(folder)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var alone atomic.Int64
	tell := func(at, format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		out = append(out, at+": "+fmt.Sprintf(format, args...))
	}
	each(slices.Sorted(maps.Keys(reference.stories)), func(at string) {
		if other.stories[at] == "" {
			tell(at, "%s has it, this site does not", filepath.Base(name))
			return
		}
		want, err := read(reference.stories[at])
		got, err2 := read(other.stories[at])
		if err := cmp.Or(err, err2); err != nil {
			tell(at, "%v", err)
			return
		}
		if len(got.related) == 0 && len(want.related) > 0 {
			alone.Add(1)
		}
		differ(want, got, more, func(format string, args ...any) { tell(at, format, args...) })
	})
	if n := int(alone.Load()); n > max(5, len(reference.stories)/1000) {
		tell("/", "%d stories have no related ones", n)
	}
	for at := range other.stories {
		if reference.stories[at] == "" {
			tell(at, "this site has it, %s does not", filepath.Base(name))
		}
	}
	each(slices.Sorted(maps.Keys(reference.lists)), func(at string) {
		want, all := reference.shows(at)
		got, all2 := other.shows(at)
		got, want = got[:min(len(got), len(want))], want[:min(len(got), len(want))]
		switch {
		case at == "/": // laid out by each in its own way
			if missing := without(reference.sections(), all2); len(missing) > 0 {
				tell(at, "no link to %v", missing)
			}
		case !slices.Equal(want, got):
			tell(at, "begins with %v, not %v", got[:min(4, len(got))], want[:min(4, len(want))])
		default:
			if missing := without(all, all2); len(missing) > 0 {
				tell(at, "%d stories missing: %v", len(missing), missing[0])
			}
			if extra := without(all2, all); len(extra) > 0 && !more {
				tell(at, "%d stories too many: %v", len(extra), extra[0])
			}
		}
	})
	slices.Sort(out)
	return out, nil
}

// each calls do with every address, on all cores.
func each(addresses []string, do func(at string)) {
	var wg sync.WaitGroup
	queue := make(chan string)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for at := range queue {
				do(at)
			}
		})
	}
	for _, at := range addresses {
		queue <- at
	}
	close(queue)
	wg.Wait()
}

// differ tells what one story shows and another does not.
func differ(want, got page, more bool, tell func(format string, args ...any)) {
	for _, key := range slices.Sorted(maps.Keys(want.fields)) {
		if value := want.fields[key]; got.fields[key] != value {
			tell("%s is %q, not %q", key, got.fields[key], value)
		}
	}
	if want.words == "" || want.words != got.words {
		tell("the words differ: %s", firstDifference(want.words, got.words))
	}
	if most := len(want.related); len(got.related) > most && !more {
		tell("%d related stories, not %d", len(got.related), most)
	}
	if missing := without(without(want.links, want.related), got.links); len(missing) > 0 {
		tell("no link to %v", missing)
	}
	if extra := without(without(got.links, got.related), want.links); len(extra) > 0 && !more {
		tell("a link to %v", extra)
	}
}

func without(all, some []string) (out []string) {
	for _, s := range all {
		if !slices.Contains(some, s) {
			out = append(out, s)
		}
	}
	return out
}

func firstDifference(a, b string) string {
	x, y := strings.Fields(a), strings.Fields(b)
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("%q, not %q", y[min(i, len(y)):min(i+6, len(y))], x[i:min(i+6, len(x))])
		}
	}
	return fmt.Sprintf("%d words more", len(y)-len(x))
}
