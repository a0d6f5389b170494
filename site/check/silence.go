package check

import (
	"bytes"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/check/prose"
)

// silence is a comment that tells rules to keep silent in one place:
//
//	<!-- check: off straight-quotes, repeated-word -->
//
// On a line of its own it is for the block that follows it, be it a table or a list, among words
// for its line. In the front matter it is a comment of YAML, «# check: off
// headline-length», and for all of the front matter.
type silence struct {
	prose.Comment
	rules []string
	bad   bool // it says check: and then nothing that is understood
}

// silences are those of some comments that are for rules.
func silences(comments []prose.Comment) (out []silence) {
	for _, c := range comments {
		rest, ok := strings.CutPrefix(c.Words, "check:")
		if !ok {
			continue
		}
		words := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" ,،\n\t", r) })
		s := silence{Comment: c, bad: len(words) < 2 || words[0] != "off"}
		if !s.bad {
			s.rules = words[1:]
		}
		out = append(out, s)
	}
	return out
}

// silenced says that the present rule was told to keep silent at a place.
func (p *pass) silenced(at int) bool {
	for i := range p.silences {
		l := &p.silences[i]
		if !slices.Contains(l.rules, p.rule.ID) {
			continue
		}
		if from, to := p.reachOf(l); from <= at && at < to {
			return true
		}
	}
	return false
}

// reachOf is the piece of the file that a comment is for.
func (p *pass) reachOf(l *silence) (from, to int) {
	if l.From < p.m.Body {
		return 0, p.m.Body
	}
	if l.Alone {
		return l.From, p.EndOfNext(l.To)
	}
	return bytes.LastIndexByte(p.m.Source[:l.From], '\n') + 1, l.To + lineLength(p.m.Source[l.To:])
}

// unknownComments names the comments that silence no rule, such as a misspelt one.
func (p *pass) unknownComments() {
	path := "content/" + p.m.Path
	for _, c := range p.silences {
		if c.bad {
			p.found = append(p.found, Finding{From: c.From, To: c.To, Problem: site.Problem{
				Path: path, Rule: "check/comment", Level: site.LevelWarning, Message: site.Say("لا يُفهم هذا التعليق", "this comment is not understood"),
				Hint: site.Say("اكتبه هكذا: <!-- check: off tatweel -->", "write it as <!-- check: off tatweel -->"),
			}})
		}
		for _, id := range c.rules {
			if Named(id) == nil {
				p.found = append(p.found, Finding{From: c.From, To: c.To, Problem: unknownRule(path, "check/comment", id)})
			}
		}
	}
}
