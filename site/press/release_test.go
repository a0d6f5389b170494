package press

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// setWords are words by which all of a release set are found: they begin with letters of their own, for the
// dictionary of the search leaves out what a word shares with the one before it.
var setWords = []string{"wixolube", "jomiqatu", "zubekafo", "vohurani"}

// releaseDesk is a paper with sets of each kind of member. Their times are hours after noon.
func releaseDesk(t *testing.T, hours []int) *newsdesk {
	d := openDesk(t, archiveOf(3))
	settings, front := "releases:\n", "releases:\n"
	for i, hour := range hours {
		word, at := setWords[i], noon.Add(time.Duration(hour)*time.Hour)
		settings += fmt.Sprintf("  %s: {at: %s, settings: {tagline: \"tagline-%[1]s\"}}\n", word, at.Format(time.RFC3339))
		front += fmt.Sprintf("  %s: {breaking: {text: \"strip-%[1]s\", until: 2027-01-01}, pins: [politics/b-%[1]s.md]}\n", word)
		d.write(fmt.Sprintf("content/politics/public-%d.md", i), fmt.Sprintf("---\ntitle: public\ndate: 2026-11-20\nauthors: [writer%d]\ntags: [topic%[1]d]\nseries: part%[1]d\n---\nText.\n", i))
		d.write(fmt.Sprintf("content/authors/writer%d.md", i), fmt.Sprintf("---\nname: Writer %d\nrole: role-%[2]s\nrelease: %[2]s\n---\nlife-%[2]s\n", i, word))
		d.write("content/authors/"+word+".md", fmt.Sprintf("---\nname: %[1]s\nrelease: %[1]s\n---\nlife-%[1]s\n", word))
		for _, term := range []string{"tags/topic", "series/part"} {
			d.write(fmt.Sprintf("content/%s%d.md", term, i), fmt.Sprintf("---\ntitle: %s%d\ndescription: about-%[3]s\nrelease: %[3]s\n---\n%[3]s\n", term[strings.Index(term, "/")+1:], i, word))
		}
		head := "---\ntitle: \"%[2]s %[1]s\"\nrelease: %[1]s\ndate: 2026-11-20\n"
		d.write("content/politics/a-"+word+".md", fmt.Sprintf(head+"tags: [%[1]s]\nauthors: [%[1]s]\nsummary: %[1]s\n---\n%[1]s\n", word, "story"))
		d.write("content/politics/b-"+word+".md", fmt.Sprintf(head+"publishDate: 2030-01-01\n---\n%[1]s\n", word, "second"))
		d.write("content/pages/"+word+".md", fmt.Sprintf("---\ntitle: page %[1]s\nrelease: %[1]s\n---\n%[1]s\n", word))
		d.write("content/s-"+word+"/_index.md", fmt.Sprintf("---\ntitle: section %[1]s\nrelease: %[1]s\n---\n", word))
		d.write("content/s-"+word+"/c-"+word+".md", fmt.Sprintf("---\ntitle: within %[1]s\ndate: 2026-11-20\n---\n%[1]s\n", word))
	}
	d.replace("content/edition.yaml", "limit: 3", "limit: 50")
	d.write("content/edition.yaml", string(d.source["content/edition.yaml"].Data)+settings)
	d.write("content/front.yaml", front)
	return d
}

// showing says where a word of a set shows: all files are read, packed ones too, and all names.
func showing(t *testing.T, site map[string][]byte, word string) (places []string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(site)) {
		data := site[name]
		if strings.HasPrefix(name, "search/d/") || strings.HasPrefix(name, "search/f/") || strings.HasPrefix(name, "search/t/") {
			data = inflated(t, name, data)
			if bytes.Contains(data, []byte(word[1:])) {
				places = append(places, name)
			}
			continue
		}
		if strings.Contains(name, word) || bytes.Contains(data, []byte(word)) {
			places = append(places, name)
		}
	}
	return places
}

// At each instant all of a set shows or nothing does, in pages, lists, feeds, search, sitemaps, the front page,
// what files say of authors, tags and series, and settings; each
// build, from what the last one left, is the one that is made anew. A faulty member holds its set.
func TestSetsAppearWholeOrNotAtAll(t *testing.T) {
	random := rand.New(rand.NewPCG(27, 11))
	for range 2 {
		hours := []int{random.IntN(40) - 5, random.IntN(40) - 5, random.IntN(40) - 5, random.IntN(40) - 5}
		d := releaseDesk(t, hours)
		faulty := -1
		breaks := []struct{ path, good, bad string }{{"content/politics/b-%s.md", "date: 2026-11-20", "date: ["}, {"content/authors/%s.md", "name: ", "nome: "}}
		broken := breaks[0]
		for range 4 {
			i := random.IntN(len(hours))
			d.now = noon.Add(time.Duration(hours[i])*time.Hour + []time.Duration{-time.Second, 0, time.Second, 90 * time.Hour}[random.IntN(4)])
			if faulty >= 0 { // what was faulty is mended
				d.replace(fmt.Sprintf(broken.path, setWords[faulty]), broken.bad, broken.good)
			}
			if faulty = -1; random.IntN(2) == 0 {
				faulty, broken = i, breaks[random.IntN(2)]
				d.replace(fmt.Sprintf(broken.path, setWords[i]), broken.good, broken.bad)
			}
			d.print()
			for i, word := range setWords {
				places := showing(t, d.shelf.old, word)
				for _, public := range []string{"politics/2026/11/public-%d/index.html", "authors/writer%d/index.html", "tags/topic%d/index.html", "series/part%d/index.html"} {
					if name := fmt.Sprintf(public, i); d.shelf.old[name] == nil {
						t.Errorf("hours %v, at %v: %s is not there", hours, d.now, name)
					}
				}
				if lifted := !d.now.Before(noon.Add(time.Duration(hours[i])*time.Hour)) && i != faulty; !lifted {
					if len(places) > 0 {
						t.Errorf("hours %v, at %v, faulty %d: %s shows in %v", hours, d.now, faulty, word, places)
					}
					continue
				}
				for _, want := range []string{
					"politics/2026/11/a-" + word + "/index.html", "politics/2026/11/b-" + word + "/index.html", word + "/index.html", "s-" + word + "/index.html",
					"s-" + word + "/2026/11/c-" + word + "/index.html", "tags/" + word + "/index.html", "authors/" + word + "/index.html", "lite/politics/2026/11/a-" + word + "/index.html",
					fmt.Sprintf("authors/writer%d/index.html", i), fmt.Sprintf("tags/topic%d/index.html", i), fmt.Sprintf("series/part%d/index.html", i),
					"index.html", "index.xml", "politics/index.html", "archive/index.html", "search/d/", "sitemap",
				} {
					if !slices.ContainsFunc(places, func(p string) bool { return p == want || !strings.HasSuffix(want, "l") && strings.HasPrefix(p, want) }) {
						t.Errorf("hours %v, at %v: %s does not show in %s, but in %v", hours, d.now, word, want, places)
					}
				}
			}
		}
	}
}

// A time that passes while a paper is held in memory lifts a set as a new reading does.
func TestAPaperInMemoryLiftsSets(t *testing.T) {
	d := releaseDesk(t, []int{1, 2, 3, 4})
	in := quick(d.source)
	paper, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for hour := range 6 {
		d.replace("content/politics/a-"+setWords[3]+".md", "---\n"+setWords[3], "---\n"+setWords[3]+" "+setWords[3])
		in.Clock.Now = noon.Add(time.Duration(hour) * time.Hour)
		if paper, err = paper.Revise(t.Context(), in, []string{"content/politics/a-" + setWords[3] + ".md"}); err != nil {
			t.Fatal(err)
		}
		clean := &shelf{}
		clean.print(t, in)
		same(t, everything(t, paper, clean.old), clean.old)
	}
}
