package components

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/feed"
	"warraq/site/own"
	"warraq/site/plan"
	"warraq/site/theme"
)

func themeOf(t *testing.T, files map[string]string) *theme.Theme {
	t.Helper()
	fsys := fstest.MapFS{"strings/en.json": {Data: []byte("{}")}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	parsed, problems := theme.Parse(fsys, theme.Options{Config: &site.Config{Language: "en"}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return parsed
}

// A full page has the component's template; a light page and a feed have its light one, else its body.
func TestMake(t *testing.T) {
	th := themeOf(t, map[string]string{"components/box.html": `<b>{{.Args.id}}{{.Body}}</b>`, "components/box.lite.html": `{{.Args.id}}:{{.Page.Title}}`, "components/map.html": "map {{.Args.id}}"})
	all := []own.Component{{Name: "box", Args: own.Fields{{Name: "id", Value: own.Value{Kind: own.Text, Text: "<x>"}}}}, {Name: "map", Lone: true}, {Name: "gone"}}
	for _, c := range []struct {
		i     int
		light bool
		want  string
	}{{0, false, "<b>&lt;x&gt;<i>in</i></b>"}, {0, true, "&lt;x&gt;:T"}, {1, false, "map "}, {1, true, "<p><i>in</i></p>"}, {2, false, "<i>in</i>"}, {3, false, "<i>in</i>"}, {-1, true, "<i>in</i>"}} {
		got, err := Make(th, theme.Ask{}, site.Text{Components: all}, c.i, own.ComponentPage{Title: "T", Light: c.light}, "<i>in</i>")
		if got != c.want || err != nil {
			t.Errorf("%d, light %v: %q, %v, want %q", c.i, c.light, got, err, c.want)
		}
	}
}

// The key of a page rests on the templates that its own components have in its form, and on no other.
func TestKey(t *testing.T) {
	text := site.Text{Components: []own.Component{{Name: "box"}}}
	light := text
	light.Light = "x"
	files := map[string]string{"components/box.html": "a", "components/box.lite.html": "b", "components/map.html": "c"}
	views := map[string]any{
		"full": &site.ArticleView{Text: text}, "page": &site.PageView{Text: text}, "list": &site.ListView{Text: text}, "live": &plan.LiveView{Text: text},
		"light": &site.ArticleView{Text: light}, "feed": &feed.View{Items: []feed.Item{{Text: text}}}, "none": &site.ArticleView{}, "front": &site.FrontView{},
	}
	keys := func(files map[string]string) map[string]cache.Sum {
		out := map[string]cache.Sum{}
		th := themeOf(t, files)
		for name, view := range views {
			h := cache.NewHash()
			Key(h, th, view)
			out[name] = h.Sum()
		}
		if sums := Sums(th, []string{"box"}); len(sums) != 2 || sums[0] != th.Sum("components/box.html") {
			t.Error(sums)
		}
		return out
	}
	before := keys(files)
	for file, want := range map[string]string{"components/box.html": "full page list live", "components/box.lite.html": "light feed", "components/map.html": ""} {
		edited := map[string]string{}
		for name, text := range files {
			edited[name] = text
		}
		edited[file] += "!"
		for name, key := range keys(edited) {
			if (key != before[name]) != strings.Contains(" "+want+" ", " "+name+" ") {
				t.Errorf("%s: the key of %s changes: %v", file, name, key != before[name])
			}
		}
	}
}

// What a component lacks is told where it is written; an error of the disk is not its own.
func TestLost(t *testing.T) {
	th := themeOf(t, map[string]string{"components/box.html": `{{len .Args.x}}`})
	all := []own.Component{{Name: "box", File: "a.md", Line: 3, Col: 2}}
	_, err := Make(th, theme.Ask{}, site.Text{Components: all}, 0, own.ComponentPage{}, "")
	lost := LostBy(err, all, 0)
	if lost == nil || lost.Problem().Place() != "content/a.md:3:2" || !strings.Contains(lost.Problem().Message.En, "templates/components/box.html:1") || lost.Problem().Message.Ar == lost.Problem().Message.En {
		t.Errorf("%v, %v", err, lost)
	}
	if LostBy(errors.New("a disk"), all, 0) != nil || LostBy(nil, all, 0) != nil {
		t.Error("another error")
	}
}

// The search knows what components make, but nothing that only a browser reads, and of one that fails its body.
func TestWords(t *testing.T) {
	th := themeOf(t, map[string]string{
		"components/box.html":  `<style>.x{}</style><b>{{.Args.id}} {{range data "votes"}}{{.}} {{end}}{{range latest 3}}{{.Title}}{{end}}</b><script>var x</script>{{.Body}}`,
		"components/fail.html": `{{len .Args.x}}`,
	})
	s := &site.Story{Article: site.NewArticle("a/b.md"), Card: &site.Card{}}
	s.Components = []own.Component{{Name: "box", Args: own.Fields{{Name: "id", Value: own.Value{Kind: own.Text, Text: "غزة"}}}}, {Name: "fail"}}
	body := "<p>قبل</p>" + own.Mark("", 0) + "<i>متن</i>" + own.Mark("/", 0) + own.Mark("", 1) + "بقي" + own.Mark("/", 1)
	votes := func(string) (any, error) { return []any{"سبعة"}, nil }
	if got := string(Words(th, votes, s, []byte(body))); got != "<p>قبل</p> <b>غزة سبعة </b> <i>متن</i>بقي" {
		t.Errorf("the search reads %q", got)
	}
	sum := Made(th, site.Sum{1}, s)
	if sum == (site.Sum{}) || sum == Made(th, site.Sum{2}, s) || sum != Made(th, site.Sum{1}, s) {
		t.Error("an edited data file is not seen")
	}
	s.Components[0].Args[0].Value.Text = "القاهرة"
	if sum == Made(th, site.Sum{1}, s) {
		t.Error("an edited argument is not seen")
	}
	if s.Components = nil; Made(th, site.Sum{1}, s) != (site.Sum{}) || Made(nil, site.Sum{1}, s) != (site.Sum{}) {
		t.Error("a story without components has a sum")
	}
}
