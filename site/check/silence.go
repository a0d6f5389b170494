package check

import (
	"slices"
	"strings"

	"warraq/site"
)

// leave is a comment that tells rules to keep silent in one place:
//
//	<!-- check: off straight-quotes, repeated-word -->
//
// On a line of its own it is meant for the block that follows it, among words
// for its line. In the front matter it is a comment of YAML, «# check: off
// headline-length», and meant for all of the front matter.
type leave struct {
	from, to int // of the comment
	rules    []string
	block    bool // it stands on a line of its own
	bad      bool // it says check: and then nothing that is understood

	reached bool
	reach   [2]int // the piece of the file that it is meant for; see reachOf
}

// directive reads a comment.
func (k *inker) directive(from, to int, block bool) {
	text := strings.Trim(string(k.src[from:to]), "<!->#\r\n\t ")
	rest, ok := strings.CutPrefix(text, "check:")
	if !ok {
		return
	}
	words := strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' || r == '،' || r == '\n' || r == '\t' })
	l := leave{from: from, to: to, block: block}
	if len(words) < 2 || words[0] != "off" {
		l.bad = true
	} else {
		l.rules = words[1:]
	}
	k.leave = append(k.leave, l)
}

// silenced tells whether the present rule was told to keep silent at a place.
func (p *pass) silenced(at int) bool {
	for i := range p.leave {
		l := &p.leave[i]
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

// reachOf is the piece of the file that a comment is meant for.
func (p *pass) reachOf(l *leave) (from, to int) {
	if l.from < p.m.Body {
		return 0, p.m.Body
	}
	if l.block {
		for _, b := range p.blocks {
			if b.from >= l.to {
				return l.from, b.to
			}
		}
		return l.from, len(p.text)
	}
	from = strings.LastIndexByte(p.text[:l.from], '\n') + 1
	return from, lineEnd(p.m.Source, l.to)
}

// unknownDirectives names the comments that silence no rule: a slip of the pen
// there would never show.
func (p *pass) unknownDirectives() {
	for _, l := range p.leave {
		if l.bad {
			p.report(l, site.Say("لا يُفهم هذا التعليق", "this comment is not understood"),
				site.Say("اكتبه هكذا: <!-- check: off tatweel -->", "write it as <!-- check: off tatweel -->"))
		}
		for _, id := range l.rules {
			if Named(id) == nil {
				p.report(l, site.Say("لا قاعدة تحرير باسم %s", "there is no editorial rule called %s", id),
					site.Say("warraq check --rules يعرض القواعد", "warraq check --rules lists them"))
			}
		}
	}
}

func (p *pass) report(l leave, message, hint site.Words) {
	line, col := p.place(l.from)
	p.found = append(p.found, Finding{
		Problem: site.Problem{
			Path: "content/" + p.m.Path, Line: line, Col: col, Rule: "check/comment", Level: site.LevelWarning, Message: message, Hint: hint,
		},
		From: l.from, To: l.to,
	})
}
