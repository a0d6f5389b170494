package press

import (
	"context"
	"strings"

	"warraq/site"
	"warraq/site/media"
	"warraq/site/press/carried"
	"warraq/site/press/hands"
	"warraq/site/press/pictures"
)

// asks lists the files that a manuscript names.
func (d *document) asks() []media.Asked { return media.Asks(d.article, d.section, d.author) }

// findFiles looks up every picture and file that the manuscripts name, each
// once, and notes those that cannot be shown. What looked knows is not looked at again.
func (c *loaded) findFiles(ctx context.Context, jobs int) {
	names := func(yield func(string, []media.Asked) bool) {
		for _, d := range c.documents {
			if !yield(d.path, d.asks()) {
				return
			}
		}
	}
	c.files, c.looked, c.unfound = c.library.Find(names, c.looked, func(n int, do func(i int)) {
		_ = hands.Each(ctx, jobs, n, func(i int) error { do(i); return nil })
	})
	for _, d := range c.documents {
		if d.article != nil && d.article.Media.Src != "" {
			c.unfound = append(c.unfound, media.SizeProblem(d.article, c.files)...)
		}
	}
}

// shown lists the files under content/ that published manuscripts show as they are, but for
// their metadata, and the originals of pictures that are published untouched: a picture of a
// story under embargo stays home.
func (p *Paper) shown() (out []carried.File) {
	if len(p.content.files.Known) == 0 {
		return nil
	}
	seen := map[string]bool{}
	p.asked(func(a media.Asked) {
		file := p.content.files.Known[a.Place]
		path, clean := file.Path, true
		if a.Picture && file.Pixels.Stem != "" { // its sizes are published
			path, clean = pictures.Original(p.content.config, file.Pixels), false
		}
		if path != "" && file.Place[0] != '/' && !seen[path] {
			seen[path] = true
			out = append(out, carried.File{Path: path, From: p.content.content, Name: file.Place, Clean: clean, Shared: !clean})
		}
	})
	return out
}

// pictured finds the pictures that sizes are made of: those that published manuscripts
// ask for, and those of static/, which is public. The key is how the output paths of the
// sizes begin.
func (p *Paper) pictured() map[string]string {
	all := p.content.files.Known
	public := map[string]site.Attachment{}
	for place, file := range all {
		if strings.HasPrefix(place, "/") {
			public[place] = file
		}
	}
	if len(all) > 0 {
		p.asked(func(a media.Asked) {
			if file, ok := all[a.Place]; ok {
				public[a.Place] = file
			}
		})
	}
	return pictures.Sources(p.content.config, public)
}

// asked gives what published manuscripts ask for.
func (p *Paper) asked(yield func(media.Asked)) {
	show := func(files []media.Asked) {
		for _, a := range files {
			yield(a)
		}
	}
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages} {
		for _, s := range list {
			show(media.Asks(s.Article, nil, nil))
		}
	}
	for t := range p.Edition.Terms() {
		show(media.Asks(nil, t.Section, t.Author))
	}
}
