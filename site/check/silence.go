package check

import (
	"bytes"
	"slices"
	"strings"

	"warraq/site"
)

// comment is one that tells rules to keep silent in one place:
//
//	<!-- check: off straight-quotes, repeated-word -->
//
// On a line of its own it is for the block that follows it, among words for its
// line. In the front matter it is a comment of YAML, «# check: off
// headline-length», and for all of the front matter.
type comment struct {
	from, to int
	rules    []string
	alone    bool // it stands on a line of its own
	bad      bool // it says check: and then nothing that is understood

	reached bool
	reach   [2]int // the piece of the file that it is for; see reachOf
}

// comment enters a comment that is for rules.
func (k *ink) comment(s *site.Span) {
	rest, ok := strings.CutPrefix(s.Key, "check:")
	if !ok {
		return
	}
	words := strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' || r == '،' || r == '\n' || r == '\t' })
	c := comment{from: s.From, to: s.To, alone: !k.inBlock(s.From)}
	if len(words) < 2 || words[0] != "off" {
		c.bad = true
	} else {
		c.rules = words[1:]
	}
	k.comments = append(k.comments, c)
}

// silenced says that the present rule was told to keep silent at a place.
func (p *pass) silenced(at int) bool {
	for i := range p.comments {
		l := &p.comments[i]
		if !slices.Contains(l.rules, p.rule.ID) {
			continue
		}
		if !l.reached {
			l.reach[0], l.reach[1] = p.reachOf(l)
			l.reached = true
		}
		if l.reach[0] <= at && at < l.reach[1] {
			return true
		}
	}
	return false
}

// reachOf is the piece of the file that a comment is for.
func (p *pass) reachOf(l *comment) (from, to int) {
	if l.from < p.m.Body {
		return 0, p.m.Body
	}
	if l.alone {
		for _, b := range p.blocks {
			if b.from >= l.to {
				return l.from, b.to
			}
		}
		return l.from, len(p.text)
	}
	return bytes.LastIndexByte(p.m.Source[:l.from], '\n') + 1, l.to + lineLength(p.m.Source[l.to:])
}

// unknownComments names the comments that silence no rule: otherwise nobody would
// see a misspelt one.
func (p *pass) unknownComments() {
	path := "content/" + p.m.Path
	for _, c := range p.comments {
		if c.bad {
			p.found = append(p.found, Finding{From: c.from, To: c.to, Problem: site.Problem{
				Path: path, Rule: "check/comment", Level: site.LevelWarning, Message: site.Say("لا يُفهم هذا التعليق", "this comment is not understood"),
				Hint: site.Say("اكتبه هكذا: <!-- check: off tatweel -->", "write it as <!-- check: off tatweel -->"),
			}})
		}
		for _, id := range c.rules {
			if Named(id) == nil {
				p.found = append(p.found, Finding{From: c.from, To: c.to, Problem: unknownRule(path, "check/comment", id)})
			}
		}
	}
}
