package build

import (
	"bytes"
	"iter"
	"strings"

	"warraq/site"
	"warraq/site/cache"
)

// job is one file to be made. Making its View is cheap and reads no body;
// render is called only when the key is not known.
type job struct {
	path   string
	maker  site.Sum // of the templates or the code that make it
	view   func() any
	render func(out *bytes.Buffer, view any, ask answerer) error
}

// answerer answers what a page's templates ask of the edition.
type answerer func(site.Query) []*site.Card

// jobs lists every file of the site but assets and pictures, in a fixed order:
// the large files first, so that none is left for one core at the end.
func (p *Plan) jobs() iter.Seq[job] {
	return chain(p.jobsBesideStories(), p.storyJobs(), p.searchJobs())
}

// jobsBesideStories lists all files but the pages of stories and the search. What the
// newsroom put into static/, such as its own robots.txt, is not made.
func (p *Plan) jobsBesideStories() iter.Seq[job] {
	all := chain(p.frontJobs(), p.tombstoneJobs(), p.pageJobs(), p.listJobs(), p.termsJobs(),
		p.archiveJobs(), p.noticeJobs(), p.redirectJobs(), p.liveJobs(), p.feedJobs(), p.podcastJobs(), p.guideJobs(), p.sitemapJobs())
	return func(yield func(job) bool) {
		for j := range all {
			if !p.assets.has[j.path] && !yield(j) {
				return
			}
		}
	}
}

// chain is one list after another.
func chain(parts ...iter.Seq[job]) iter.Seq[job] {
	return func(yield func(job) bool) {
		for _, part := range parts {
			for j := range part {
				if !yield(j) {
					return
				}
			}
		}
	}
}

// page makes the job of a page that a template renders. fill adds what follows
// from the View and is too large to be kept in it: bodies, structured data.
func page[V any](p *Plan, address, template string, view func() *V, fill func(*V, *words) error) job {
	return job{
		path: outputPath(address), maker: p.theme.Sum(template), view: func() any { return view() },
		render: func(out *bytes.Buffer, v any, ask answerer) error {
			if fill != nil {
				w := pageWords.Get().(*words)
				defer pageWords.Put(w)
				if err := fill(v.(*V), w); err != nil {
					return err
				}
			}
			return p.theme.Render(out, site.Page{Path: address, Template: template, View: v, Ask: ask})
		},
	}
}

// outputPath is the file of an address: "/politics/" is politics/index.html.
func outputPath(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return strings.TrimPrefix(address, "/")
}

// key is the hash of a job's maker and View.
func (j job) key(h *cache.Hash, view any) site.Sum {
	h.Reset()
	h.String(Version)
	h.Sum16(j.maker)
	h.Value(view)
	return site.Sum(h.Sum())
}
