package main

import (
	"context"
	"encoding/json"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"warraq/site/check"
	"warraq/site/review"
)

// What code scanning reads: SARIF 2.1.0 (OASIS), as much of it as is needed.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Results    []sarifResult `json:"results"`
		ColumnKind string        `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string      `json:"id"`
		ShortDescription sarifText   `json:"shortDescription"`
		Help             sarifText   `json:"help"`
		Default          sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level   string `json:"level,omitempty"`
		Enabled bool   `json:"enabled"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifBytes `json:"deletedRegion"`
		Inserted sarifText  `json:"insertedContent"`
	}
	sarifBytes struct {
		ByteOffset int `json:"byteOffset"`
		ByteLength int `json:"byteLength"`
	}
)

// printSARIF writes a log of problems. file names a problem's file.
func (d *desk) printSARIF(v *review.Report, file func(path string) string) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "warraq", Rules: d.sarifRules(v)}},
		Results:    make([]sarifResult, 0, len(v.Problems)),
		ColumnKind: "unicodeCodePoints",
	}
	for _, r := range v.Problems {
		run.Results = append(run.Results, d.sarifResult(r, file(r.Path)))
	}
	e := json.NewEncoder(d.stdout)
	e.SetIndent("", " ")
	return e.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// verbs are what the words of a rule are filled in with.
var verbs = strings.NewReplacer("%[1]s", "…", "%[2]s", "…", "%[3]s", "…", "%s", "…", "%q", "…", "%d", "…")

// sarifRules are the rules of the copy desk, and what else the problems are
// called: those of reading the files.
func (d *desk) sarifRules(v *review.Report) []sarifRule {
	out := make([]sarifRule, 0, len(check.Rules))
	for i := range check.Rules {
		r := &check.Rules[i]
		rule := sarifRule{ID: r.ID, ShortDescription: sarifText{verbs.Replace(r.Message.In(d.lang))}, Help: sarifText{r.Hint.In(d.lang)}, Default: sarifConfig{Enabled: r.Level != check.Off}}
		if r.Level != check.Off {
			rule.Default.Level = string(r.Level)
		}
		out = append(out, rule)
	}
	told := map[string]bool{}
	for _, r := range v.Problems {
		if told[r.Rule] || check.Named(r.Rule) != nil {
			continue
		}
		told[r.Rule] = true
		out = append(out, sarifRule{
			ID: r.Rule, ShortDescription: sarifText{r.Message.In(d.lang)}, Help: sarifText{r.Hint.In(d.lang)}, Default: sarifConfig{string(r.Level), true},
		})
	}
	return out
}

func (d *desk) sarifResult(r review.Remark, file string) sarifResult {
	artifact := sarifArtifact{(&url.URL{Path: file}).EscapedPath()}
	out := sarifResult{RuleID: r.Rule, Level: string(r.Level), Message: sarifText{r.Message.In(d.lang) + " — " + r.Hint.In(d.lang)}}
	place := sarifPhysical{Artifact: artifact}
	if r.Line > 0 {
		place.Region = &sarifRegion{r.Line, r.Col, r.EndLine, r.EndCol}
	}
	out.Locations = []sarifLocation{{place}}
	if r.Fix != nil {
		out.Fixes = []sarifFix{{sarifText{r.Hint.In(d.lang)}, []sarifChange{{artifact, []sarifReplacement{{
			sarifBytes{r.Fix.From, r.Fix.To - r.Fix.From}, sarifText{r.Fix.Text},
		}}}}}}
	}
	return out
}

// fromRoot gives a problem's path as the machines of a forge know it: from the
// root of the git repository, else from the folder that the command was started
// in.
func (d *desk) fromRoot(ctx context.Context) func(path string) string {
	source := filepath.ToSlash(filepath.Clean(d.common.source))
	if prefix, err := d.git(ctx, "rev-parse", "--show-prefix"); err == nil {
		source = strings.TrimRight(prefix, "\n")
	} else if filepath.IsAbs(source) {
		source = ""
	}
	return func(p string) string { return path.Join(source, p) }
}
