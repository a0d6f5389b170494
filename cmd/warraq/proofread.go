package main

import (
	"context"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/build"
	"warraq/site/check"
)

// proofreader holds the editorial rules against the story that an editor has
// open in the preview. What must be known of the edition for that is read once
// and again when forget was called. It is safe for concurrent use.
type proofreader struct {
	in build.Input

	mu      sync.Mutex
	survey  *build.Survey
	checker *check.Checker
}

// forget is for when files came or went, or the settings changed.
func (r *proofreader) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.survey = nil
}

// read checks one manuscript, by its path under the root. Rules that weigh a
// word by the whole archive are left to warraq check.
func (r *proofreader) read(source string) (out []site.Problem) {
	name, ok := strings.CutPrefix(source, "content/")
	survey, checker := r.ready()
	if !ok || survey == nil {
		return nil
	}
	look := func(s build.Sheet) []check.Finding {
		if s = survey.Parse(s); !isReadable(s) {
			return nil
		}
		found, _ := checker.Look(manuscriptOf(s))
		return found
	}
	_ = build.Leaf(context.Background(), survey, []string{name}, look, func(found []check.Finding) {
		for _, f := range found {
			out = append(out, f.Problem)
		}
	}) // what cannot be read is among the edition's problems
	return out
}

// ready gives what read needs; nil where the content cannot be read.
func (r *proofreader) ready() (*build.Survey, *check.Checker) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.survey == nil {
		survey, err := build.OpenSurvey(context.Background(), r.in)
		if err != nil {
			return nil, nil
		}
		r.survey = survey
		r.checker, _ = check.New(survey.Config, archiveOf(survey), r.in.Clock.Now)
	}
	return r.survey, r.checker
}
