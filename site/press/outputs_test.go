package press

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"warraq/site"
)

// outputsDesk is a paper with files of its own beside its pages.
func outputsDesk(t *testing.T, outputs ...string) *newsdesk {
	t.Helper()
	source := archiveOf(6)
	d := openDesk(t, source)
	d.write("content/edition.yaml", string(source["content/edition.yaml"].Data)+"outputs:\n  - "+strings.Join(outputs, "\n  - ")+"\n")
	d.write("templates/outputs/app.json", `[{{range $i, $s := .Stories}}{{if $i}},{{end}}{"t": {{.Title}}, "b": {{.Body}}, "u": {{.Address}}, "p": {{.Params.rating}}}{{end}}]`)
	d.write("templates/outputs/list.xml", `<list of="{{.Title}}">{{range .Stories}}<s>{{.Title}}</s>{{end}}{{range latest 1}}<l>{{.Title}}</l>{{end}}</list>`)
	return d
}

// Files of the paper's own stand where edition.yaml says, show what is public and nothing else, and hold values that
// end nothing; a link to one leads there.
func TestFilesOfThePapersOwn(t *testing.T) {
	d := outputsDesk(t, "{path: /app/all.json, template: outputs/app.json, limit: 4, full_text: true}", "{path: list.xml, template: outputs/list.xml, view: section, limit: 9}",
		"{path: tag.xml, template: outputs/list.xml, view: tag}", "{path: app.json, template: outputs/app.json, view: story}", "{path: /short.json, template: outputs/app.json}")
	d.write("content/politics/odd.md", "---\ntitle: '</script>\"]]><b>&'\ndate: 2026-11-21\nparams: {rating: 5}\n---\n[ص](s001.md) [كل](/app/all.json) [هنا](/politics/list.xml) [هذه](/politics/2026/11/s001/app.json)\n")
	d.write("content/politics/members.md", "---\ntitle: للمشتركين\ndate: 2026-11-21\nmembers: true\n---\nأوله.\n\n<!--more-->\n\nمكتوم.\n")
	d.write("content/politics/secret.md", "---\ntitle: مكتوم\ndate: 2026-11-21\ndraft: true\n---\nنص.\n")
	d.write("content/politics/later.md", "---\ntitle: مكتوم\ndate: 2026-12-21\n---\nنص.\n")
	d.write("content/politics/gone.md", "---\ntitle: مكتوم\ndate: 2026-11-21\nwithdrawn: خطأ\n---\nمكتوم.\n")
	d.print()
	var all []struct {
		T, B, U string
		P       any
	}
	if err := json.Unmarshal(d.shelf.old["app/all.json"], &all); err != nil || len(all) != 4 {
		t.Fatalf("%v: %s", err, d.shelf.old["app/all.json"])
	}
	odd := slices.IndexFunc(all, func(s struct {
		T, B, U string
		P       any
	}) bool {
		return s.T == `</script>"]]><b>&`
	})
	if odd < 0 || all[odd].P != 5.0 || !strings.Contains(all[odd].B, `href="https://example.org/app/all.json"`) || strings.Contains(all[odd].B, "<a>") || all[odd].U != "https://example.org/politics/2026/11/odd/" {
		t.Errorf("%+v", all)
	}
	if got := string(d.shelf.old["politics/list.xml"]); !strings.Contains(got, `<list of="سياسة">`) || !strings.Contains(got, `<s>&lt;/script&gt;&#34;]]&gt;&lt;b&gt;&amp;</s>`) {
		t.Errorf("%s", got)
	}
	for _, name := range []string{"tags/وسم1/tag.xml", "politics/2026/11/odd/app.json", "politics/2026/11/s001/app.json", "short.json"} {
		if d.shelf.old[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	for name, data := range d.shelf.old {
		if ends := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".json"); ends && strings.Contains(string(data), "مكتوم") {
			t.Errorf("%s tells what is not public", name)
		}
		if strings.HasSuffix(name, "short.json") && strings.Contains(string(data), "متن") {
			t.Error("a list without full_text has bodies")
		}
	}
	if d.shelf.old["politics/2026/11/gone/app.json"] != nil || slices.ContainsFunc(d.paper.Problems, func(p site.Problem) bool { return strings.Contains(p.Rule, "dead") }) {
		t.Errorf("%v", d.paper.Problems)
	}
}

// An edited body makes the files again that have it, and no other; what a template asks for is kept in mind.
func TestFilesOfThePapersOwnAreMadeAgain(t *testing.T) {
	d := outputsDesk(t, "{path: /full.json, template: outputs/app.json, full_text: true}", "{path: /short.json, template: outputs/app.json}", "{path: app.json, template: outputs/app.json, view: story}", "{path: tag.xml, template: outputs/list.xml, view: tag}")
	d.print()
	d.replace("content/politics/s004.md", "متن", "متن آخر")
	d.print()
	made := func() (out []string) {
		for _, name := range d.shelf.put {
			if strings.HasSuffix(name, ".json") && !strings.HasPrefix(name, "search/") || strings.HasSuffix(name, "tag.xml") {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out
	}
	if got := made(); !slices.Equal(got, []string{"full.json", "politics/2026/11/s004/app.json"}) {
		t.Errorf("an edited body made %v", got)
	}
	d.replace("content/politics/s005.md", "title: ", "title: أحدث ")
	d.print()
	if got := made(); !slices.Equal(got, []string{"full.json", "politics/2026/11/s005/app.json", "short.json", "tags/وسم0/tag.xml", "tags/وسم1/tag.xml", "tags/وسم2/tag.xml"}) {
		t.Errorf("another title of the newest made %v", got)
	}
	d.replace("templates/outputs/app.json", `"p"`, `"q"`)
	d.print()
	if got := made(); len(got) != 2+6 {
		t.Errorf("another template made %v", got)
	}
}

// An output in the place of a page, beside one that is there, of no view or without a template is told by its line,
// and so is one that is not what its name says.
func TestFaultsOfOutputs(t *testing.T) {
	for output, want := range map[string]string{
		"{path: /politics/index.html, template: outputs/a.html}": "settings/value", "{path: /feed.json, template: outputs/app.json}": "edition/same-address", "{path: /politics/2026/11/s001, template: outputs/app.json}": "settings/value",
		"{path: /politics/feed.json, template: outputs/app.json}": "edition/same-address", "{path: feed.json, template: outputs/app.json, view: story}": "settings/value", "{path: a/b.json, template: outputs/app.json, view: story}": "settings/value",
		"{path: /../x.json, template: outputs/app.json}": "settings/value", "{path: /.x.json, template: outputs/app.json}": "settings/value", "{path: x.json, template: outputs/app.json}": "settings/value",
		"{path: /x.json, template: outputs/list.xml}": "settings/value", "{path: /x.json, template: article.html}": "settings/value", "{path: /x.json, template: ../../etc/passwd}": "settings/value", "{path: /x.json}": "settings/value",
		"{path: /x.json, template: outputs/none.json}": "theme/unknown-name", "{path: x.json, template: outputs/app.json, view: stories}": "settings/value", "{path: /x.js, template: outputs/a.js}": "settings/value", "{path: /x.json, template: outputs/app.json, type: 'application/json\r\nX: y'}": "settings/value", "{path: /x.json, template: outputs/app.json, type: json}": "settings/value",
		"{path: /politics/2026/11/s001/index.html, template: outputs/a.html}": "settings/value", "{path: /tags/x.json, template: outputs/broken.json}": "theme/template", "{path: /x.json, template: outputs/field.json}": "theme/template", "{path: /x.json, template: outputs/endless.json}": "theme/template",
	} {
		d := outputsDesk(t, output)
		d.write("templates/outputs/broken.json", "{{range .Stories}}{{.Title}}{{end}}")
		d.write("templates/outputs/field.json", "{{.Titel}}")
		d.write("templates/outputs/endless.json", `{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`)
		p, _ := d.shelf.print(t, quick(d.source))
		if !slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return p.Rule == want && p.Line > 0 && p.Level == site.LevelError }) {
			t.Errorf("%s: %v", output, p.Problems)
		}
	}
}
