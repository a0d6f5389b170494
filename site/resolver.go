package site

import (
	"html"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site/own"
	"warraq/site/uri"
)

// Resolver says where a reference of a manuscript leads. Planning, checking,
// the dead links of both and the preview ask it, so that they cannot disagree.
// It is safe for concurrent use.
type Resolver struct {
	Edition *Edition
	Files   *Attachments

	static  map[string]bool // the paths that static/ publishes
	lists   func() map[string]*Term
	pages   func() map[string]bool // every page of a list, by address, to whether it has a light twin
	aliases map[string]string      // an address that was given up to where it leads
}

// NewResolver makes the resolver of an edition. static holds the paths under
// the site's root that files of static/ are published at.
func NewResolver(e *Edition, files *Attachments, static map[string]bool) *Resolver {
	aliases := make(map[string]string, len(e.Aliases))
	for _, a := range e.Aliases {
		aliases[a.Address] = a.To
	}
	return &Resolver{Edition: e, Files: files, static: static, lists: sync.OnceValue(e.lists), pages: sync.OnceValue(e.listPages), aliases: aliases}
}

// For is the resolver of a revised edition in which every address leads where it led.
func (r *Resolver) For(e *Edition) *Resolver {
	next := *r
	next.Edition = e
	return &next
}

// Lead is where a link leads.
type Lead struct {
	URL      string // in an href; "" where the link must go and its words stay
	Found    bool   // something of the site stands there
	Story    *Story // the story or page that stands there, or nil
	Fragment string // decoded, without the #
}

// Link resolves a link inside the site, as a manuscript in folder base writes
// it: a path to a manuscript, or an address from the site's root, with a query
// and a fragment that stay. An address elsewhere leads there.
func (r *Resolver) Link(base, target string) Lead {
	if uri.IsRemote(target) {
		return Lead{URL: target, Found: true}
	}
	at, tail, fragment := uri.SplitTarget(target)
	lead := Lead{Fragment: fragment}
	if s := r.Edition.Find(base, target); s != nil {
		lead.URL, lead.Found, lead.Story = s.Card.URL+tail, true, s
		return lead
	}
	if IsManuscript(at) || !strings.HasPrefix(at, "/") {
		if t := r.termOf(path.Join(base, at), path.Join("/", at)[1:]); t != nil {
			lead.URL, lead.Found = r.Edition.Config.URL(t.Address)+tail, true
		}
		return lead
	}
	if folder, file := folderAndFile(at); file == "" && path.Ext(at) == "" && folder != at && r.Taken(folder) && !r.static[at[1:]] {
		at = folder // which a host would send the reader on to
	}
	lead.URL, lead.Found = r.Edition.Config.URL(at)+tail, r.stands(at)
	if r.static[at[1:]] {
		lead.URL = r.Edition.Config.Shared(at) + tail
	}
	return lead
}

// termOf is the term that a manuscript makes: a section, an author, a tag. Of the places that
// its file may be at, the first counts.
func (r *Resolver) termOf(places ...string) *Term {
	for _, place := range places {
		at := strings.TrimSuffix(strings.TrimSuffix(place, path.Ext(place)), "/_index")
		kind, dir := KindSection, at
		switch NounIn(place, r.Edition.Config.Taxonomies) {
		case NounAuthor:
			kind, dir = KindAuthor, path.Base(at)
		case NounTag:
			kind, dir = KindTag, path.Base(at)
		case NounTerm:
			top, rest, _ := strings.Cut(at, "/")
			kind, dir = TermKind(top), rest
		case NounSeries:
			if i := slices.IndexFunc(r.Edition.Series, func(t *Term) bool { return t.Source == place }); i >= 0 {
				kind, dir = KindSeries, r.Edition.Series[i].Name.Slug
			}
		case NounSection:
		default:
			dir = strings.TrimSuffix(strings.TrimSuffix(place, ".md"), "/_index")
		}
		if t := r.Edition.Term(kind, dir); t != nil && !t.Lost {
			return t
		}
	}
	return nil
}

// stands says that an address from the site's root leads to something: a page or
// a file, or an address that was given up.
func (r *Resolver) stands(at string) bool {
	if at == "" || at[0] != '/' {
		return false
	}
	folder, file := folderAndFile(at)
	return r.aliases[at] != "" || file == "" && r.aliases[folder] != "" || r.Files.Known[at].Found || r.Taken(at) || own.IsOfSister(r.Edition.Config.Sisters, at)
}

// folderAndFile cuts an address; the file is "" where the folder's page is meant.
func folderAndFile(at string) (folder, file string) {
	folder = at
	if ext := path.Ext(at); ext != "" && !strings.HasSuffix(at, "/") {
		if folder, file = path.Split(at); file == "index.html" {
			file = ""
		}
	}
	return strings.TrimSuffix(folder, "/") + "/", file
}

// Taken says that the site has a page or a file at an address: a story, a list, a
// file of static/, or what the site makes itself.
func (r *Resolver) Taken(at string) bool {
	name := strings.TrimPrefix(at, "/")
	folder, file := folderAndFile(at)
	full, isLite := FullAddress(folder)
	switch {
	case r.static[name], r.static[path.Join(name, "index.html")]:
		return true
	case isLite && r.Edition.Config.Pages.Lite:
		s := r.Edition.At(full)
		return file == "" && (full == HomeRoot || s != nil && r.Edition.IsLight(s) || r.pages()[full])
	case file == "":
		return r.Edition.At(folder) != nil || r.isList(folder)
	}
	return folder == SitemapRoot && path.Ext(file) == ".xml" || r.hasFeed(folder, file) || r.hasOutput(folder, file)
}

// hasOutput says that a file of the paper's own stands in a folder.
func (r *Resolver) hasOutput(folder, file string) bool {
	outputs := r.Edition.Outputs
	if s := r.Edition.At(folder); s != nil {
		return !s.Static && slices.Contains(outputs.Beside(own.StoryOutput), file)
	}
	t := r.lists()[folder]
	return outputs.Has(folder+file) || t != nil && len(t.Stories) > 0 && slices.Contains(outputs.Beside(string(t.Kind)), file)
}

// Alias gives where an address that was given up leads, in an href; "" where
// there is none, or where a story stands now.
func (r *Resolver) Alias(address string) string {
	if to := r.aliases[address]; to != "" && r.Edition.At(address) == nil {
		return r.Link("", to).URL
	}
	return ""
}

// hasFeed says that the list at folder has a feed of that name.
func (r *Resolver) hasFeed(folder, file string) bool {
	t := r.lists()[folder]
	switch {
	case t == nil:
		return folder == HomeRoot && slices.Contains(ReservedFiles, folder+file)
	case file == PodcastFile:
		return t.Kind == KindSeries
	}
	return slices.ContainsFunc(r.Edition.FeedFormats(t), func(form string) bool { return FeedFiles[form] == file })
}

// isList says that a list, or one of its later pages, stands at an address.
func (r *Resolver) isList(address string) bool {
	if slices.Contains(ReservedRoots, address) || r.lists()[address] != nil || r.Edition.Config.Taxonomies.Find(strings.Trim(address, "/")) != nil {
		return true
	}
	if rest, ok := strings.CutPrefix(address, ArchiveRoot); ok {
		return r.Edition.Config.Pages.Archive && r.Edition.hasDate(rest)
	}
	_, ok := r.pages()[address]
	return ok
}

// listPages are the addresses of all pages of lists, and whether each has a
// light twin.
func (e *Edition) listPages() map[string]bool {
	out := map[string]bool{}
	for t := range e.Listed() {
		for _, p := range t.Pages {
			out[p.Address] = e.IsLightList(t, p)
		}
	}
	return out
}

// hasDate says that a story is of the year, month or day that "2024/",
// "2024/09/" or "2024/09/14/" names.
func (e *Edition) hasDate(rest string) bool {
	parts := strings.Split(strings.TrimSuffix(rest, "/"), "/")
	layouts := []string{"2006", "2006/01", "2006/01/02"}
	if len(parts) > len(layouts) {
		return false
	}
	from, err := time.ParseInLocation(layouts[len(parts)-1], strings.Join(parts, "/"), e.Zone())
	if err != nil || from.Year() < 1900 {
		return false
	}
	to := [...]time.Time{from.AddDate(1, 0, 0), from.AddDate(0, 1, 0), from.AddDate(0, 0, 1)}[len(parts)-1]
	i := sort.Search(len(e.Stories), func(i int) bool { return e.Stories[i].Published().Before(to) })
	return i < len(e.Stories) && !e.Stories[i].Published().Before(from)
}

// lists are the terms that have pages, by address.
func (e *Edition) lists() map[string]*Term {
	out := map[string]*Term{}
	for t := range e.Listed() {
		out[t.Address] = t
	}
	return out
}

// Text gives a body as a View holds it: with the answers to its references, as
// they stand in attributes.
func (r *Resolver) Text(base string, sum Sum, refs []Ref, components []own.Component) Text {
	t := Text{Sum: sum, Components: components}
	if len(refs) > 0 {
		t.Answers = make([]string, len(refs))
	}
	for i, ref := range refs {
		if ref.Kind == RefLink {
			t.Answers[i] = html.EscapeString(r.Link(base, ref.Target).URL)
			continue
		}
		file := r.Files.At(Place(base, ref.Target))
		if ref.Kind == RefFile && file.URL != "" && !uri.IsRemote(ref.Target) { // the page of a document, the moment of a film
			_, tail, _ := uri.SplitTarget(ref.Target)
			file.URL += tail
		}
		shown := Picture{URL: file.URL, Width: file.Width, Height: file.Height}
		if ref.Kind == RefFile { // a link has no size
			shown.Width, shown.Height = 0, 0
		}
		if ref.Kind == RefPicture && (file.Pixels.Stem != "" || file.Film != "" || slices.ContainsFunc(components, func(c own.Component) bool { return c.Src == i+1 })) {
			if t.Pictures == nil {
				t.Pictures = make([]Picture, len(refs))
			}
			shown = r.Files.Show(base, Image{Src: ref.Target})
			t.Pictures[i] = shown
		}
		t.Answers[i] = shown.Attributes()
	}
	return t
}

// Moving is the markup of an animation that is shown as a film. It moves by itself, without
// sound, and who reads can stop it. alt is as it stands in an attribute.
func (p Picture) Moving(alt string) string {
	p.URL = p.Film
	return `<video autoplay loop muted playsinline controls src="` + p.Attributes() + `" aria-label="` + alt + `"></video>`
}

// Attributes are the address of a picture or a file as it stands in an attribute,
// which ends there, and two attributes with its size, so that the page does not jump.
// The last has no end: the page has it.
func (p Picture) Attributes() string {
	out := html.EscapeString(p.URL)
	if p.Width > 0 && p.Height > 0 {
		out += `" width="` + strconv.Itoa(p.Width) + `" height="` + strconv.Itoa(p.Height)
	}
	return out
}
