package press

import (
	"slices"
	"testing"
)

// References that lead nowhere are told by file and place, each once; pictures
// are told elsewhere.
func TestDeadReferencesAreTold(t *testing.T) {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
-- content/front.yaml --
lead: politics/none.md
pins: [politics/port.md]
-- content/politics/port.md --
---
title: الميناء
date: 2026-11-20
related: [gone.md]
---

راجع [هذه](none.md) و[تلك](port.md#x) و[القسم](/politics/) و[العدم](/no-such-section/page/).
`)
	p, err := Prepare(t.Context(), input(source))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, problem := range p.Problems {
		if problem.Rule == "link/dead" {
			got = append(got, problem.Place()+" "+string(problem.Level))
		}
	}
	want := []string{
		"content/front.yaml:1:7 warning", "content/politics/port.md:4:11 warning", "content/politics/port.md:7:6 warning", "content/politics/port.md:7:61 warning",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}
