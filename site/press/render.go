package press

import (
	"bytes"
	"html/template"
	"io"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic/bidi"
	"warraq/site/cache"
	"warraq/site/feed"
	"warraq/site/own"
	"warraq/site/plan"
	"warraq/site/press/components"
	"warraq/site/press/fill"
	"warraq/site/theme"
	"warraq/site/theme/sizes"
)

func writes[V any](f func(io.Writer, *V) error) func(io.Writer, any) error {
	return func(w io.Writer, view any) error { return f(w, view.(*V)) }
}

// maker is what a page is made of: its template's sum. A new version of the
// code makes every page again by the version of the cache.
func (p *Paper) maker(template string) site.Sum {
	if writers[template] != nil {
		return site.Sum(cache.Of([]byte(template)))
	}
	return p.theme.Sum(template)
}

// renderer makes pages into bytes, one after another. Each worker has its own.
type renderer struct {
	theme  *theme.Theme
	bodies *bodies
	config *site.Config
	ask    theme.Ask          // of the page that is made
	lost   *[]components.Lost // of the page: those that fail, and are left out; nil: a page fails with them
	body   []byte             // the memory of a body while its references are answered
	last   filled             // which the light twin shows after the page
}

// filled is what a site.Text stands for.
type filled struct {
	sum     site.Sum
	without []string
	replies []fill.Reply
	html    template.HTML
}

// render writes a page. ask answers what its templates ask.
func (r *renderer) render(out *bytes.Buffer, p site.Page, ask theme.Ask) error {
	r.ask = ask
	if err := r.fill(p.View); err != nil {
		return err
	}
	if write := writers[p.Template]; write != nil {
		return write(out, p.View)
	}
	return r.theme.Render(out, p, ask)
}

// fill puts into a View what is too large to be kept in it: the bodies, and
// the linked data.
func (r *renderer) fill(view any) (err error) {
	switch v := view.(type) {
	case *site.ArticleView:
		v.Body, err = r.html(v.Text, true, own.ComponentPage{Title: v.Title, URL: v.URL, Kind: v.Kind, Section: v.Section.Title, Lang: v.Lang, Date: v.Date, Params: v.Params})
		if isFull := v.Withdrawn == nil && v.Text.Light == ""; isFull {
			v.Head.JSONLD = feed.Story(v)
		}
	case *site.ListView:
		v.Body, err = r.html(v.Text, true, own.ComponentPage{Title: v.Title, Kind: v.Kind, Params: v.Params})
		if !strings.HasPrefix(v.Kind, plan.LightKind) {
			v.Head.JSONLD = feed.List(v)
		}
	case *site.PageView:
		v.Body, err = r.html(v.Text, true, own.ComponentPage{Title: v.Title, Kind: v.Kind, Params: v.Params})
		v.Head.JSONLD = feed.Page(v)
	case *site.FrontView:
		if v.Kind == plan.FrontKind {
			v.Head.JSONLD = feed.Front(v)
		}
	case *feed.View:
		for i := range v.Items {
			item := &v.Items[i]
			if item.Body, err = r.html(item.Text, false, own.ComponentPage{Title: item.Title, URL: item.URL, Kind: "feed", Light: true}); err != nil {
				return err
			}
			item.Body = fill.Absolute(item.Body, v.Root, item.URL)
		}
	case *site.OutputView:
		for _, s := range v.Stories {
			if s.Body, err = r.html(s.Text, false, own.ComponentPage{Title: s.Title, URL: s.URL, Kind: "feed", Light: true}); err != nil {
				return err
			}
			s.Body = fill.Absolute(s.Body, v.Paper.Root, s.Address)
		}
	case *plan.LiveView:
		var body template.HTML
		body, err = r.html(v.Text, true, own.ComponentPage{Kind: "live"})
		v.Body = string(body)
	}
	return err
}

// html gives the body that a Text stands for. isPage says that a browser shows it, which
// chooses among the sizes of a picture. Components see page.
func (r *renderer) html(t site.Text, isPage bool, page own.ComponentPage) (template.HTML, error) {
	if t.Sum == (site.Sum{}) {
		return "", nil
	}
	words := bidi.In(r.config.Language)
	replies := fill.RepliesOf(t, words)
	if role, ok := r.config.Pictures.Role("inline"); ok && isPage && t.Light == "" {
		for i, p := range t.Pictures {
			if p.URL != "" {
				parts := sizes.PartsOf(p, role, r.config.Pictures.Better())
				replies[i] = fill.PictureReply(p, words, parts.Before, parts.Address, parts.After)
			}
		}
	}
	if r.last.sum != t.Sum || !slices.Equal(r.last.without, t.Without) || !slices.Equal(r.last.replies, replies) {
		err := r.bodies.read(t.Sum, func(body []byte) { r.body = fill.Resolve(r.body[:0], fill.Without(body, t.Without), replies) })
		if err != nil {
			return "", err
		}
		r.last = filled{t.Sum, t.Without, replies, template.HTML(r.body)}
	}
	html := r.last.html
	if len(t.Components) > 0 {
		page.Light = page.Light || t.Light != ""
		made, err := fill.Expand(string(html), func(i int, inner string) (string, error) {
			made, err := components.Make(r.theme, r.ask, t, i, page, inner)
			if lost := components.LostBy(err, t.Components, i); lost != nil && r.lost != nil {
				*r.lost = append(*r.lost, *lost)
				return components.Without(t.Components, i, inner), nil
			}
			return made, err
		})
		if err != nil {
			return "", err
		}
		html = template.HTML(made)
	}
	if t.Light != "" {
		return fill.TapToLoad(html, t.Light), nil
	}
	return html, nil
}
