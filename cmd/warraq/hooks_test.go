package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// What init --hooks writes is YAML, and does what a newsroom is told: a change is
// checked and built and its site kept to look at; main is published.
func TestWorkflowsAreRead(t *testing.T) {
	var github struct {
		Jobs map[string]struct {
			If    string
			Steps []struct{ If, Run, Uses string }
		}
	}
	readHook(t, "hooks/.github/workflows/site.yml", &github)
	var steps []string
	for _, s := range github.Jobs["site"].Steps {
		steps = append(steps, s.Uses+strings.TrimSpace(s.Run)+" if "+s.If)
	}
	all := strings.Join(steps, "\n")
	for _, want := range []string{
		`warraq check --format github --changed "origin/${{ github.base_ref }}" if github.event_name == 'pull_request'`,
		"warraq build || status=$?",
		"actions/upload-artifact@v4 if github.event_name == 'pull_request'",
		"actions/upload-pages-artifact@v3 if github.ref == 'refs/heads/main' && steps.due.outputs.skip != 'true' && vars.WARRAQ_TARGET == ''",
		`warraq deploy --no-build "$WARRAQ_TARGET" if github.ref == 'refs/heads/main' && steps.due.outputs.skip != 'true' && vars.WARRAQ_TARGET != ''`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("github.yml does not say %s, but\n%s", want, all)
		}
	}
	for _, later := range []string{"warraq build ||", "warraq deploy"} { // what a deploy remembers is for the next one
		if strings.Index(all, "actions/cache/save") < strings.Index(all, later) {
			t.Errorf("github.yml keeps .warraq before %s", later)
		}
	}
	if p := github.Jobs["publish"]; p.If != "github.ref == 'refs/heads/main' && needs.site.outputs.skip != 'true' && vars.WARRAQ_TARGET == ''" || len(p.Steps) != 1 {
		t.Errorf("github.yml publishes otherwise than from main: %+v", p)
	}
	gitlab := map[string]struct {
		Script    []string
		Rules     []struct{ If string }
		Artifacts struct{ Paths []string }
	}{}
	readHook(t, "hooks/.gitlab-ci.yml", &gitlab)
	for job, want := range map[string]string{
		"check":   `[warraq check --changed "$CI_MERGE_REQUEST_DIFF_BASE_SHA"] [{$CI_PIPELINE_SOURCE == "merge_request_event"}] []`,
		"preview": `[warraq build] [{$CI_PIPELINE_SOURCE == "merge_request_event"}] [public]`,
		"pages":   `[due warraq build || test $? -eq 1 next] [{$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $WARRAQ_TARGET == null}] [public]`,
		"target":  `[due warraq deploy "$WARRAQ_TARGET" || test $? -eq 1 next] [{$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $WARRAQ_TARGET}] []`,
		"faults":  `[warraq build] [{$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}] []`,
	} {
		j := gitlab[job]
		for i, line := range j.Script { // what a run of the schedule asks first, and leaves for the next one
			switch {
			case strings.HasPrefix(line, "due=") && strings.HasSuffix(j.Script[i+1], "then exit 77; fi"):
				j.Script[i], j.Script[i+1] = "due", ""
			case strings.Contains(line, "next_due") && strings.HasSuffix(line, ">.warraq/next-due || true"):
				j.Script[i] = "next"
			}
		}
		j.Script = slices.DeleteFunc(j.Script, func(line string) bool { return line == "" })
		if fmt.Sprint(j.Script, j.Rules, j.Artifacts.Paths) != want {
			t.Errorf("gitlab.yml: %s is %v, want %s", job, j, want)
		}
	}
}

func readHook(t *testing.T, name string, into any) {
	t.Helper()
	data, err := hooks.ReadFile(name)
	if err == nil {
		err = yaml.Unmarshal(data, into)
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// "A typo in edition.yaml put a site with the wrong address on the web": on a CI
// runner there is no last site. A fault of every page publishes nothing, and ends with
// a status with which no workflow deploys; one of a story or of front.yaml does neither.
func TestAFaultOfTheSettingsIsNeverDeployed(t *testing.T) {
	const settings, front = "content/edition.yaml", "content/front.yaml"
	for _, c := range []struct {
		file, text string
		code       int
	}{
		{settings, "title: أ\nbase_url: https://example.org\nmenus: [\n", exitMisuse},
		{settings, "title: أ\nbase_url: example.org\n", exitMisuse},
		{settings, "title: أ\nbase_url: https://example.org\ntime_zone: Mars/Olympus\n", exitMisuse},
		{"templates/article.html", "{{if}}", exitMisuse},
		{"templates/base.html", "{{if}}", exitMisuse},
		{front, "lead: [\n", exitProblems},
		{"content/news/b.md", "---\ntitle: [\n---\n", exitProblems},
	} {
		n := &tabbed{T: t, root: t.TempDir()}
		n.save(settings, "title: أ\nbase_url: https://example.org\n")
		n.save("content/news/a.md", "---\ntitle: خبر\ndate: 2026-11-20\n---\n\nنص.\n")
		n.save(c.file, c.text)
		public := filepath.Join(n.root, "public")
		code, said := runs(t, "build", "--source", n.root, "--output", public, "--now", stormNow, "--lang", "en")
		_, err := os.Stat(filepath.Join(public, "index.html"))
		if published := err == nil; code != c.code || published != (c.code == exitProblems) || !strings.Contains(said, c.file) {
			t.Errorf("%s of %q: status %d, published %v: %s", c.file, c.text, code, published, said)
		}
	}
}
