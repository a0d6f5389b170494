package review

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"warraq/site"
)

// What changes is handed on once, in order; what is faulty stays as it is and is told; a
// save that is refused ends it with the reason.
func TestManuscriptsAreWrittenInOneForm(t *testing.T) {
	const good = "---\ntitle: خبر\ndate: 2026-11-20\n---\n\nنص.\n"
	f := folderOf(t, room("-- content/edition.yaml --\ntitle: المدار\n-- content/news/a.md --\n"+good+"-- content/news/b.md --\n---\ndate: 2026-11-20\ntitle: \"خبر\"\n---\n\nنص.  \n-- content/news/c.md --\n---\ntitle: \"لا يُغلق\n---\n"))
	saved := map[string]string{}
	save := func(path string, _, next []byte) error { saved[path] = string(next); return nil }
	var told []string
	take := func(r Formatted) {
		told = append(told, r.Path)
		if (len(r.Problems) > 0) != (r.Path == "news/c.md") || (r.Next != nil) != (r.Path == "news/b.md") {
			t.Errorf("%s: changed %v, %v", r.Path, r.Next != nil, r.Problems)
		}
	}
	if err := f.Format(t.Context(), f.Paths, save, take); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(told, " "); got != "news/a.md news/b.md news/c.md" {
		t.Errorf("told of %s", got)
	}
	if len(saved) != 1 || saved["news/b.md"] == "" || strings.Contains(saved["news/b.md"], "  \n") {
		t.Errorf("saved %q", saved)
	}
	refused := errors.New("it was changed meanwhile")
	err := f.Format(t.Context(), f.Paths, func(string, []byte, []byte) error { return refused }, func(Formatted) {})
	if !errors.Is(err, refused) {
		t.Errorf("a refused save gives %v", err)
	}
}

// What code scanning reads is SARIF 2.1.0 (OASIS): a version, a tool with its rules, and
// results with a place. A rule that no result names is there too, one of the files' own
// that is named is added.
func TestAReportIsALogOfCodeScanning(t *testing.T) {
	r := &Report{Problems: []Remark{
		{Problem: site.Problem{Path: "content/خبر.md", Line: 3, Col: 7, Rule: "tatweel", Level: site.LevelWarning, Message: site.Words{Ar: "تطويل", En: "tatweel"}, Hint: site.Words{Ar: "احذفه", En: "remove it"}}},
		{Problem: site.Problem{Path: "content/b.md", Rule: "file/nul", Level: site.LevelError, Message: site.Words{Ar: "بايت صفري", En: "a NUL byte"}}},
	}}
	data, err := json.Marshal(r.SARIF("ar", func(path string) string { return "paper/" + path }))
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string `json:"version"`
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string `json:"name"`
					Rules []struct {
						ID string `json:"id"`
					} `json:"rules"`
				} `json:"driver"`
			} `json:"tool"`
			Results []struct {
				RuleID    string `json:"ruleId"`
				Level     string `json:"level"`
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn int }
					}
				}
			} `json:"results"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(data, &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name != "warraq" {
		t.Fatalf("%v\n%s", err, data)
	}
	results := log.Runs[0].Results
	place := results[0].Locations[0].PhysicalLocation
	if results[0].Level != "warning" || results[0].Message.Text != "تطويل — احذفه" || place.Region == nil || place.Region.StartLine != 3 || place.Region.StartColumn != 7 {
		t.Errorf("the first is %+v", results[0])
	}
	if place.ArtifactLocation.URI != "paper/content/%D8%AE%D8%A8%D8%B1.md" { // RFC 3986
		t.Errorf("its file is %s", place.ArtifactLocation.URI)
	}
	if whole := results[1].Locations[0].PhysicalLocation; results[1].Level != "error" || whole.Region != nil {
		t.Errorf("the second is %+v", results[1])
	}
	known := map[string]int{}
	for _, rule := range log.Runs[0].Tool.Driver.Rules {
		known[rule.ID]++
	}
	if known["tatweel"] != 1 || known["file/nul"] != 1 || known["straight-quotes"] != 1 {
		t.Errorf("rules %v", known)
	}
}
