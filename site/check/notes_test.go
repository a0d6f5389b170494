package check

import (
	"reflect"
	"testing"

	"warraq/site/check/counted"
	"warraq/site/check/dates"
	"warraq/site/check/grammar"
	"warraq/site/check/prose"
	"warraq/site/manuscript"
)

// What a notebook says of words only saves looks: with it, in a text of every rule's
// examples, the same is found as without, the first time and from memory.
func TestNotesHideNothing(t *testing.T) {
	found := 0
	for i := range Rules {
		for _, text := range []string{Rules[i].Bad, Rules[i].Good} {
			spans := manuscript.Read("news/a.md", []byte(text), manuscript.Options{Spans: true}).Spans
			plain, noted := prose.New([]byte(text), spans), prose.New([]byte(text), spans)
			for range 2 {
				noted.Note(notebook(true))
				for _, look := range []func(k *prose.Text) any{
					func(k *prose.Text) any { return counted.Find(k) }, func(k *prose.Text) any { return grammar.Find(k) },
					func(k *prose.Text) any { return speller.Find(k) }, func(k *prose.Text) any { return dates.Mentions(k) },
				} {
					want, got := look(plain), look(noted)
					found += reflect.ValueOf(want).Len()
					if !reflect.DeepEqual(got, want) {
						t.Errorf("%s: %q: with notes %v, want %v", Rules[i].ID, text, got, want)
					}
				}
			}
			plain.Free()
			noted.Free()
		}
	}
	if found < 50 {
		t.Errorf("only %d findings: the examples show nothing", found)
	}
}

// Every source is one of a rule that exists, in both languages.
func TestSourcesAreOfRules(t *testing.T) {
	for id, source := range sources {
		if Named(id) == nil || source.Ar == "" || source.En == "" {
			t.Errorf("%s: %v", id, source)
		}
	}
}
