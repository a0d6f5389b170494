package pictures

import (
	"bytes"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
	"warraq/site/media"
)

// Used are the output paths of the sizes that pages name. It is safe for concurrent use.
type Used struct {
	mu    sync.Mutex
	paths map[string]bool
	lists map[site.Sum]bool // of pages that were kept
}

// NewUsed makes an empty Used.
func NewUsed() *Used { return &Used{paths: map[string]bool{}, lists: map[site.Sum]bool{}} }

// Paths lists them.
func (s *Used) Paths() []string { return slices.Sorted(maps.Keys(s.paths)) }

// Found finds the output paths of sizes in a page. base is that of the site's path.
func Found(page []byte, base string) map[string][]string {
	var out map[string][]string // by the picture and its focus
	root := []byte(base + site.MediaRoot)
	rare := len(base) + 1 // a page has more slashes than letters of "media"
	for {
		i := bytes.Index(page[min(rare, len(page)):], root[rare:])
		if i < 0 {
			return out
		}
		if page = page[i:]; !bytes.HasPrefix(page, root) {
			page = page[1:]
			continue
		}
		end := bytes.IndexAny(page, " \t\n\r\"<>\\")
		if end < 0 {
			end = len(page)
		}
		token := strings.TrimRight(html.UnescapeString(string(page[:end])), "',;)")
		page = page[min(end, len(root)):]
		stem, mark, r, ok := media.ParseRecipe(token)
		path, err := url.PathUnescape(strings.TrimPrefix(token, base+"/"))
		if !ok || err != nil {
			continue
		}
		of := stem + " " + mark + " " + r.Suffix(mark)[len(mark):]
		if r.Focus == (site.Focus{}) {
			of = stem + " " + mark
		}
		if out == nil {
			out = map[string][]string{}
		}
		if !slices.Contains(out[of], path) {
			out[of] = append(out[of], path)
		}
	}
}

// Note enters the sizes that a page names, and gives the sums of their lists, which the
// store keeps: the same card stands on many pages.
func (s *Used) Note(store *cache.Store, found map[string][]string) (lists []site.Sum) {
	for _, of := range slices.Sorted(maps.Keys(found)) {
		paths := found[of]
		slices.Sort(paths)
		if store != nil {
			lists = append(lists, Teach(store, []byte(strings.Join(paths, "\n"))))
		}
		s.mu.Lock()
		for _, path := range paths {
			s.paths[path] = true
		}
		s.mu.Unlock()
	}
	return lists
}

// Teach puts a list of sizes into a store, and gives its sum.
func Teach(store *cache.Store, list []byte) site.Sum {
	sum := site.Sum(cache.Of(list))
	store.Put(listsTable, string(sum[:]), list)
	return sum
}

// List gives the list of a sum, for Teach of another store.
func List(store *cache.Store, sum site.Sum) ([]byte, bool) {
	return store.Get(listsTable, string(sum[:]))
}

// AddThumbs enters the sizes that results of the search show of stories, if there is one.
func (s *Used) AddThumbs(e *site.Edition) {
	if !e.Config.Pages.Search {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, story := range e.Stories {
		if p := story.Card.Image; p.Stem != "" {
			s.paths[pathOf(e.Config, e.Config.Pictures.Thumb(p))] = true
		}
	}
}

// Keep enters what a page names that is not made again.
func (s *Used) Keep(store *cache.Store, lists []site.Sum) bool {
	for _, sum := range lists {
		s.mu.Lock()
		known := s.lists[sum]
		s.lists[sum] = true
		s.mu.Unlock()
		if known {
			continue
		}
		list, ok := store.Get(listsTable, string(sum[:]))
		if !ok || cache.Of(list) != cache.Sum(sum) {
			return false
		}
		s.mu.Lock()
		for path := range strings.SplitSeq(string(list), "\n") {
			s.paths[path] = true
		}
		s.mu.Unlock()
	}
	return true
}

// Sources finds the files that sizes are made of, by how the output paths begin.
func Sources(config *site.Config, files map[string]site.Attachment) map[string]string {
	out := map[string]string{}
	for _, a := range files {
		if a.Pixels.Stem != "" {
			out[pathOf(config, a.Pixels.Stem)+" "+a.Pixels.Mark] = a.Place
		}
		if stem, mark, _, ok := media.ParseRecipe(a.Film); ok {
			out[pathOf(config, stem)+" "+mark] = a.Place
		}
	}
	return out
}

// Original is the output path of the file of a picture where it is published untouched, or "".
func Original(c *site.Config, p site.Pixels) string {
	if p.Original == "" {
		return ""
	}
	return pathOf(c, p.Original)
}

func pathOf(c *site.Config, href string) string {
	path, err := url.PathUnescape(strings.TrimPrefix(href, c.Shared("/")))
	if err != nil {
		return href
	}
	return arabic.NFC(path)
}

// Wanted is a source and what is still to be made of it.
type Wanted struct {
	Place   string
	Paths   []string
	Recipes []site.Recipe
	Over    bool // there were more than are made
}

// mostSizes bounds the sizes that are made of one picture: a story may write addresses of
// its own.
const mostSizes = 100

// Wanted lists the sizes that pages name and that are not kept, by their source. places
// are those of Sources; a size of any other picture is not made.
func (s *Used) Wanted(places map[string]string, kept func(path string) bool) []*Wanted {
	byPlace, named := map[string]*Wanted{}, map[string]int{}
	for _, path := range s.Paths() {
		stem, mark, recipe, _ := media.ParseRecipe(path)
		place, ok := places[stem+" "+mark]
		named[place]++
		over := named[place] > mostSizes // those that are kept count too: each build has the same
		if !ok || !over && kept(path) {
			continue
		}
		w := byPlace[place]
		if w == nil {
			w = &Wanted{Place: place}
			byPlace[place] = w
		}
		if over {
			w.Over = true
			continue
		}
		w.Paths, w.Recipes = append(w.Paths, path), append(w.Recipes, recipe)
	}
	return slices.SortedFunc(maps.Values(byPlace), func(a, b *Wanted) int { return strings.Compare(a.Place, b.Place) })
}
