package manuscript

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"warraq/site"
	"warraq/site/arabic"
)

type Options struct {
	Zone       *time.Location
	Lang       string
	UnsafeHTML bool
	Digits     string
}

func split(src []byte) (map[string]any, []byte, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	m := map[string]any{}
	if !bytes.HasPrefix(src, []byte("---")) {
		return m, src, nil
	}
	rest := src[4:]
	i := bytes.Index(rest, []byte("\n---"))
	if i < 0 {
		return m, src, nil
	}
	err := yaml.Unmarshal(rest[:i+1], &m)
	body := rest[i+4:]
	if j := bytes.IndexByte(body, '\n'); j >= 0 {
		body = body[j+1:]
	}
	return m, body, err
}

func str(m map[string]any, keys ...string) string {
	for _, k := range keys {
		if v, ok := m[k]; ok && v != nil {
			return fmt.Sprint(v)
		}
	}
	return ""
}
func list(m map[string]any, keys ...string) []string {
	for _, k := range keys {
		switch v := m[k].(type) {
		case []any:
			var out []string
			for _, x := range v {
				out = append(out, fmt.Sprint(x))
			}
			return out
		case string:
			return []string{v}
		}
	}
	return nil
}
func sub(m map[string]any, k string) map[string]any { v, _ := m[k].(map[string]any); return v }
func when(m map[string]any, o Options, keys ...string) (time.Time, bool) {
	for _, k := range keys {
		switch v := m[k].(type) {
		case time.Time:
			return v, true
		case string:
			t, h, err := arabic.ParseDate(v, o.Zone)
			if err == nil {
				return t, h
			}
		}
	}
	return time.Time{}, false
}
func names(ss []string) (out []site.Name) {
	for _, s := range ss {
		out = append(out, site.Name{Label: s, Slug: arabic.Slug(s), Sort: arabic.CollationKey(s)})
	}
	return
}
func image(v any) site.Image {
	switch v := v.(type) {
	case string:
		return site.Image{Src: v}
	case map[string]any:
		return site.Image{Src: str(v, "src", "path"), Alt: str(v, "alt"), Caption: str(v, "caption"), Credit: str(v, "credit")}
	}
	return site.Image{}
}

func Parse(p string, src []byte, o Options) (*site.Article, []site.Problem) {
	m, body, err := split(src)
	if err != nil {
		return nil, []site.Problem{{Path: "content/" + p, Line: 1, Rule: "yaml", Level: site.LevelError, Message: site.Say("%v", "%v", err)}}
	}
	a := &site.Article{Path: p, Dir: path.Dir(p), Base: path.Dir(p)}
	name := strings.TrimSuffix(path.Base(p), path.Ext(p))
	if name == "index" {
		name = path.Base(a.Dir)
		a.Dir = path.Dir(a.Dir)
	}
	if a.Dir == "." {
		a.Dir = ""
	}
	a.Static = a.Dir == "pages"
	a.Slug = arabic.Slug(name)
	if s := str(m, "slug"); s != "" {
		a.Slug = s
	}
	a.Title, a.Standfirst, a.Kicker, a.Summary = str(m, "title"), str(m, "standfirst", "subtitle"), str(m, "kicker"), str(m, "summary", "description", "standfirst")
	a.Type = site.Type(str(m, "type"))
	if a.Type == "" {
		a.Type = site.News
	}
	a.Date, a.HasTime = when(m, o, "date")
	a.Lastmod, _ = when(m, o, "lastmod")
	a.Publish, _ = when(m, o, "publishDate")
	if a.Publish.IsZero() {
		a.Publish = a.Date
	}
	a.Expiry, _ = when(m, o, "expiryDate")
	a.Draft = str(m, "draft") == "true"
	if w := sub(m, "withdrawn"); w != nil {
		t, _ := when(w, o, "date")
		a.Withdrawn = &site.Note{Date: t, Text: str(w, "reason")}
	}
	a.Tags, a.Authors, a.Agencies = names(list(m, "tags")), names(list(m, "authors")), names(list(m, "agencies"))
	if s := str(m, "series"); s != "" {
		a.Series = names([]string{s})[0]
	}
	a.Dateline = str(m, "dateline")
	a.Image = image(m["image"])
	a.Aliases = list(m, "aliases")
	bd, problems := renderBody(p, src, len(src)-len(body), o, a)
	a.Body, a.Refs, a.Headings, a.Words = bd.HTML, bd.Refs, bd.Headings, bd.Words
	for _, c := range bd.Credits {
		a.Agencies = append(a.Agencies, names([]string{c})...)
	}
	if a.Summary == "" {
		a.Summary = bd.Lead
	}
	if a.Title == "" {
		problems = append(problems, site.Problem{Path: "content/" + p, Line: 1, Rule: "front-matter/title", Level: site.LevelError, Message: site.Say("لا عنوان للقصة", "the story has no title"), Hint: site.Say("أضف title", "add a title")})
	}
	return a, problems
}

func ParseSection(p string, src []byte, o Options) (*site.Section, []site.Problem) {
	m, body, _ := split(src)
	bd, _ := renderBody(p, src, len(src)-len(body), o, nil)
	s := &site.Section{Path: p, Refs: bd.Refs, Dir: path.Dir(p), Title: str(m, "title"), Description: str(m, "description"), Body: bd.HTML, Sort: arabic.CollationKey(str(m, "title"))}
	fmt.Sscan(str(m, "order"), &s.Order)
	s.Opinion = str(m, "opinion") == "true" || s.Dir == "opinion"
	return s, nil
}

func ParseAuthor(p string, src []byte, o Options) (*site.Author, []site.Problem) {
	m, body, _ := split(src)
	id := strings.TrimSuffix(path.Base(p), path.Ext(p))
	n := str(m, "name", "title")
	bd, _ := renderBody(p, src, len(src)-len(body), o, nil)
	return &site.Author{Path: p, Refs: bd.Refs, Name: site.Name{Label: n, Slug: arabic.Slug(id), Sort: arabic.CollationKey(n)}, Role: str(m, "role"), Picture: image(m["picture"]), Body: bd.HTML, Desk: str(m, "desk") == "true"}, nil
}

func DefaultConfig() *site.Config {
	return &site.Config{Title: "صحيفة", BaseURL: "https://example.org", Language: "ar", Zone: time.UTC, Permalink: "/:section/:year/:month/:slug/", PageSize: 12, Months: map[string]string{}, Digits: "latn",
		Pages: site.Pages{Lite: true, Archive: true, Agencies: true, Search: true, Related: 4}, Feeds: site.FeedConfig{Limit: 20, Formats: []string{"rss", "atom", "json"}, Terms: true}}
}

func ParseConfig(p string, src []byte) (*site.Config, []site.Problem) {
	m := map[string]any{}
	_ = yaml.Unmarshal(src, &m)
	c := DefaultConfig()
	c.Title, c.Tagline, c.Description, c.BaseURL = str(m, "title"), str(m, "tagline"), str(m, "description"), str(m, "base_url")
	if z, err := time.LoadLocation(str(m, "time_zone")); err == nil {
		c.Zone = z
	}
	c.Audience, c.Accent = str(m, "audience"), str(m, "accent")
	return c, nil
}

func ParseFront(p string, src []byte, c *site.Config) (site.Front, []site.Problem) {
	m := map[string]any{}
	_ = yaml.Unmarshal(src, &m)
	return site.Front{Lead: site.Ref{Target: str(m, "lead")}}, nil
}
func Schema() []byte { return []byte("{}") }
func Scaffold(title, section string, date time.Time, o Options) (string, []byte) {
	return section + "/" + arabic.Slug(title) + ".md", []byte("---\ntitle: " + title + "\n---\n")
}
