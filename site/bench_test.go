package site

import "testing"

func BenchmarkNewEdition(b *testing.B) {
	as := history(100_000)
	m := Manuscripts{Articles: as, Sections: []*Section{{Dir: "politics", Title: "سياسة", Order: 1}}}
	c := testConfig()
	b.ReportAllocs()
	for b.Loop() {
		NewEdition(Sources{Config: c, Manuscripts: m, Clock: Clock{Now: noon}, Files: &Attachments{}, Together: atOnce})
	}
}
